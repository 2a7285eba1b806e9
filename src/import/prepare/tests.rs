//! Rules on tiny bodies.

mod soup;

use super::testing::{checked, html, show};
use super::{LeaveOut, Refusal, prepare};
use crate::import::record::Body;

/// Compares the document of each body with what is expected.
#[track_caller]
fn compare(cases: &[(&str, &str)]) {
    for (source, expected) in cases {
        assert_eq!(show(&html(source).document), *expected, "{source}");
    }
}

/// The removals of a body as `rule: text`.
fn removals(source: &str) -> Vec<String> {
    html(source).removals.iter().map(|removal| format!("{}: {}", removal.rule, removal.text)).collect()
}

#[test]
fn elements_that_are_left_out() {
    compare(&[
        ("<p>甲</p><script>乙</script><style>丙</style><p>丁</p>", "甲\n丁"),
        ("<p>甲<noscript><b>乙</b></noscript>丙</p>", "甲丙"),
        ("<p>甲</p><p style='display:none'>乙</p><div hidden>丙</div><p style='color:red;DISPLAY : none !important'>丁</p>", "甲"),
        ("<p style='display:block'>甲</p><p style='x-display:none'>乙</p>", "甲\n乙"),
        ("<p>甲<!--乙-->丙<!--[if gte mso 9]><xml>丁</xml><![endif]--></p>", "甲丙"),
        ("<p>甲<![if !supportLists]>1、<![endif]>乙</p>", "甲1、乙"),
        ("<xml><w:View>Normal</w:View></xml><p>甲</p>", "甲"),
        ("<p>甲</p><mp-common-profile data-nickname='x'>乙</mp-common-profile>", "甲"),
        ("<p>甲</p><ins class='adsbygoogle x'>乙</ins><p><ins>丙</ins></p>", "甲\n丙"),
        ("<p>甲<button>乙</button><select><option>丙</option></select><textarea>丁</textarea></p>", "甲"),
        ("<p>甲<math><mi>x</mi><mo>=</mo><mn>1</mn></math></p>", "甲x=1"),
        ("<p>甲</p><svg><text>乙</text><title>丙</title></svg><p>丁</p>", "甲\n丁"),
        ("<title>乙</title><p>甲</p><template><p>丙</p></template>", "甲"),
        ("<p>甲</p><object><p>乙</p></object>", "甲"),
    ]);
    assert_eq!(
        removals(
            "<p>甲</p><iframe src='https://v.example/1'></iframe><video><source src='a.mp4'>看视频</video><p style='display:none'>乙</p>"
        ),
        ["frame: https://v.example/1", "video: a.mp4 看视频", "hidden: 乙"]
    );
    assert_eq!(removals("<form action='/x'><p>您的姓名</p><input></form>"), ["form: /x 您的姓名"]);
    assert_eq!(html("<p>甲</p><audio src='a'></audio><form>x</form>").not_carried, ["audio", "form"]);
}

#[test]
fn form_around_the_page() {
    let text = "一二三四五六七八九十".repeat(5);
    let page = format!("<form action='x'><input type=hidden value=1><p>{text}</p><button>提交</button></form>");
    let prepared = html(&page);
    assert_eq!(show(&prepared.document), text);
    assert_eq!(prepared.not_carried, ["form"]);
}

#[test]
fn containers_part_paragraphs() {
    compare(&[
        ("甲", "甲"),
        ("甲<div>乙</div>丙", "甲\n乙\n丙"),
        ("<section><section><p>甲</p></section><section>乙</section></section>", "甲\n乙"),
        ("<p><span><font face=x>甲</font></span><o:p></o:p>乙</p>", "甲乙"),
        ("<center>甲</center><article>乙<footer>丙</footer></article>", "甲\n乙\n丙"),
        ("<figure><img src=a.png alt='图 一'><figcaption>说明</figcaption></figure>", "![图 一](a.png)\n说明"),
        ("<details><summary>甲</summary>乙</details>", "甲\n乙"),
        ("<span>甲<div>乙</div>丙</span>", "甲\n乙\n丙"),
        ("<p>甲<div style='display: inline'>乙</div>丙", "甲\n乙丙"),
    ]);
}

#[test]
fn blanks() {
    compare(&[
        ("<p>&nbsp;&nbsp;　甲&nbsp;</p>", "甲"),
        ("<p>甲 乙　丙&nbsp;丁\n戊</p>", "甲乙丙丁戊"),
        ("<p>使用  App&nbsp; 还款</p>", "使用 App 还款"),
        ("<p>one\n two</p>", "one two"),
        ("<p>甲。 <span> </span>乙</p>", "甲。乙"),
        ("<p>甲\u{200b}乙\u{feff}丙&shy;丁</p>", "甲乙丙丁"),
        ("<p>甲\u{1}乙\u{7f}丙</p>", "甲乙丙"),
        ("<p>（ 甲 ）</p>", "（甲）"),
        ("<p>甲<b> LPR </b>乙</p>", "甲 **LPR** 乙"),
        ("<p>a <b> b</b> c</p>", "a **b** c"),
        ("<p><b>a </b><b> b</b></p><p>x</p>", "## a b\nx"),
        ("<p>😀 甲👨\u{200d}👩乙\u{200d}丙</p>", "😀 甲👨\u{200d}👩乙丙"),
    ]);
}

#[test]
fn nothing_of_what_is_empty() {
    compare(&[
        ("<p>甲</p><p><br></p><p>&nbsp;</p><h2></h2><h3><br/></h3><ul><li></li><li> </li></ul><p>乙</p>", "甲\n乙"),
        ("<ul></ul><ol><li><ul><li></li></ul></li></ol><blockquote> </blockquote><pre>\n</pre><dl></dl>", ""),
        ("<table></table><table><tr><td> </td><td></td></tr></table>", ""),
        ("<p><b></b><i> </i><a href=x></a><a name=y></a></p>", ""),
        ("", ""),
        ("<hr><p>甲</p><hr><hr><p>乙</p><hr>", "甲\n---\n乙"),
    ]);
}

#[test]
fn breaks() {
    compare(&[
        ("甲<br><br>乙", "甲\n乙"),
        ("甲<br>&nbsp;<br/>乙", "甲\n乙"),
        ("甲的前半句，<br>甲的后半句。", "甲的前半句，甲的后半句。"),
        ("甲的前半句<br>甲的后半句。", "甲的前半句甲的后半句。"),
        ("one<br>two three four five", "one two three four five"),
        ("第一句话完了。<br>第二句话开始", "第一句话完了。\n第二句话开始"),
        ("他说“好。”<br>“不好。”", "他说“好。”\n“不好。”"),
        ("步骤如下：<br>拨打电话", "步骤如下：\n拨打电话"),
        ("材料<br>1、身份证<br>2、合同", "材料\n1、身份证\n2、合同"),
        ("材料<br>• 身份证<br>（二）合同", "材料\n• 身份证\n（二）合同"),
        ("原告：张某<br>被告：李某某某", "原告：张某\n被告：李某某某"),
        ("甲律师事务所<br>承办人乙<br>丙年丁月", "甲律师事务所<br>承办人乙<br>丙年丁月"),
        ("甲先还，<br>乙后还，<br>丙再说", "甲先还，乙后还，丙再说"),
        ("<p><br>甲<br></p>", "甲"),
        ("<b>一、甲</b><br>乙的话", "## 一、甲\n乙的话"),
        ("甲<br><img src=a.png><br>乙", "甲\n![](a.png)\n乙"),
        ("<p><b>甲乙<br>丙丁</b>，戊</p>", "## 甲乙\n**丙丁**，戊"),
    ]);
}

#[test]
fn bold_paragraphs_are_headings() {
    compare(&[
        (
            "<p><strong>一、甲</strong></p><p>乙</p><p><b>1.1 丙</b></p><p><b>（一）丁</b></p>",
            "## 一、甲\n乙\n### 1.1 丙\n### （一）丁",
        ),
        ("<p><strong>（一）甲</strong></p><p>乙</p><p><b>1、丙</b></p>", "## （一）甲\n乙\n### 1、丙"),
        ("<p><b>第一，甲</b></p><p>乙</p><p><b>(1) 丙</b></p>", "## 第一，甲\n乙\n### (1) 丙"),
        ("<p><b>1、甲</b></p><p>乙</p><p><b>2、丙</b></p>", "## 1、甲\n乙\n## 2、丙"),
        ("<p><b>一、甲</b></p><p><b>1.1 乙</b></p><p><b>注意</b></p><p>丙</p>", "## 一、甲\n### 1.1 乙\n### 注意\n丙"),
        ("<p><b>甲</b></p><p><b>1.1 乙</b></p><p>丙</p>", "## 甲\n## 1.1 乙\n丙"),
        ("<p><b>甲的一句话。</b></p><p><b>乙，</b></p><p><b>丙；</b></p>", "**甲的一句话。**\n**乙，**\n**丙；**"),
        ("<p><b>甲</b>乙</p><p>丙<b>丁</b></p>", "**甲**乙\n丙**丁**"),
        ("<p style='font-weight:bold'>甲</p><p><span style='font-weight: 700'>乙</span></p>", "## 甲\n## 乙"),
        ("<b style='font-weight:normal'><p>甲</p><p>乙</p></b>", "甲\n乙"),
        ("<p><b><a href='https://x.example/'>甲</a></b></p>", "## [甲](https://x.example/)"),
        ("<blockquote><p><b>甲</b></p></blockquote><ul><li><b>乙</b></li></ul>", "> **甲**\n- **乙**"),
        ("<p><b>甲</b><b><i>乙</i></b></p>", "## 甲_乙_"),
        ("<p><b><img src=a.png></b></p>", "![](a.png)"),
    ]);
    let forty = "字".repeat(40);
    compare(&[
        (&format!("<p><b>{forty}</b></p>"), &format!("## {forty}")),
        (&format!("<p><b>{forty}字</b></p>"), &format!("**{forty}字**")),
    ]);
}

#[test]
fn levels_of_headings() {
    compare(&[
        ("<h1>甲</h1><h3>乙</h3><h6>丙</h6><h3>丁</h3><h1>戊</h1>", "## 甲\n### 乙\n#### 丙\n### 丁\n## 戊"),
        ("<h4>甲</h4><h5>乙</h5>", "## 甲\n### 乙"),
        ("<h3>甲</h3><h2>乙</h2><h3>丙</h3>", "## 甲\n## 乙\n### 丙"),
        (
            "<h1>甲</h1><h2>乙</h2><h3>丙</h3><h4>丁</h4><h5>戊</h5><h6>己</h6>",
            "## 甲\n### 乙\n#### 丙\n##### 丁\n###### 戊\n###### 己",
        ),
        ("<h2><strong>一、甲</strong></h2><p><b>1.1 乙</b></p>", "## 一、甲\n### 1.1 乙"),
        ("<h3>甲</h3><p><b>乙</b></p>", "## 甲\n## 乙"),
        ("<h2>甲<br>乙</h2><h2><p>丙</p></h2><h2>a<br>b</h2>", "## 甲乙\n## 丙\n## a b"),
        ("<h2>甲<img src=a.png></h2><h2><img src=b.png></h2>", "## 甲\n![](a.png)\n![](b.png)"),
        ("<h2>甲<table><tr><td>1</td><td>2</td></tr></table></h2>", "甲\n| 1 | 2 |"),
        ("<ul><li><h3>甲</h3>乙</li></ul><blockquote><h2>丙</h2></blockquote>", "- **甲**\n  乙\n> **丙**"),
        ("<h2>标 题</h2><p>甲</p><h2>乙</h2>", "甲\n## 乙"),
        ("<p><b>标题</b></p><p>甲</p>", "甲"),
        ("<p>标题</p><p>标题</p>", "标题"),
    ]);
    let long = "很长的一段话，".repeat(20);
    compare(&[(&format!("<h3>{long}</h3><h2>甲</h2>"), &format!("{long}\n## 甲"))]);
    assert_eq!(removals("<h1>标题</h1><p>甲</p>"), ["title: 标题"]);
}

#[test]
fn marks() {
    compare(&[
        ("<p>甲<b>乙</b><strong>丙</strong>丁</p>", "甲**乙丙**丁"),
        ("<p>甲<b>乙<span></span></b><span><b>丙</b></span></p>", "甲**乙丙**"),
        ("<p>甲<b>乙<b>丙</b></b></p>", "甲**乙丙**"),
        ("<p>甲<b>乙<i>丙</i></b><i>丁</i></p>", "甲**乙_丙_**_丁_"),
        ("<p>甲<i>乙</i><em style='font-style:normal'>丙</em></p>", "甲_乙_丙"),
        (
            "<p>x<sup>2</sup>H<sub>2</sub>O<u>甲</u><mark>乙</mark><kbd>Ctrl</kbd><del>丙</del><s>丁</s></p>",
            "x<sup>2</sup>H<sub>2</sub>O<u>甲</u><mark>乙</mark><kbd>Ctrl</kbd>~~丙丁~~",
        ),
        ("<p>粗<b>*斜*</b>体 1*2*3 a &lt; b **星号**</p>", "粗***斜***体 1*2*3 a < b **星号**"),
        ("<p>甲<b>乙<a href='https://x.example'>丙</a>丁</b></p>", "甲**乙[丙](https://x.example)丁**"),
        ("<p>甲<a href='https://x.example'>乙<b>丙</b></a></p>", "甲[乙**丙**](https://x.example)"),
        ("<p>甲<b>乙<img src=a.png>丙</b></p>", "甲**乙**![](a.png)**丙**"),
        ("<p><b>甲<p>乙</b>丙</p>", "## 甲\n**乙**丙"),
        ("<p>a<code>x &lt; y</code>b<code> </code><code>`</code></p>", "a`x < y`b```"),
        ("<p><code>甲<a href='https://x.example'>乙</a></code></p>", "甲[乙](https://x.example)"),
    ]);
    assert_eq!(
        html("<p style='text-align:center'><span style='color:red;text-decoration:underline'>甲</span></p>").not_carried,
        ["alignment", "colour", "underline"]
    );
}

#[test]
fn tables() {
    compare(&[
        ("<table><tr><th>甲</th><th>乙</th></tr><tr><td>1</td><td>2</td></tr></table>", "| 甲 | 乙 |\n| 1 | 2 |"),
        ("<table><tr><td><p>甲</p><p>乙</p></td><td>丙<br>丁</td></tr></table>", "| 甲<br>乙 | 丙<br>丁 |"),
        (
            "<table><tr><td colspan=2>甲</td><td>乙</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>",
            "| 甲 |  | 乙 |\n| 1 | 2 | 3 |",
        ),
        (
            "<table><tr><td rowspan=2>甲</td><td>乙</td></tr><tr><td>丙</td></tr><tr><td>丁</td><td>戊</td></tr></table>",
            "| 甲 | 乙 |\n|  | 丙 |\n| 丁 | 戊 |",
        ),
        (
            "<table><tr><td>甲</td><td rowspan=3>乙</td></tr><tr><td>丙</td></tr><tr></tr><tr><td>丁</td></tr></table>",
            "| 甲 | 乙 |\n| 丙 |  |\n| 丁 |  |",
        ),
        ("<table><tr><td rowspan=2 colspan=2>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>", "| 甲 |  | 乙 |\n|  |  | 丙 |"),
        ("<table><tr><td>甲</td></tr></table>", "甲"),
        ("<table><tr><td><h2>甲</h2><p>乙</p></td><td> </td></tr></table>", "## 甲\n乙"),
        ("<table><tr><td>侧栏</td><td><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>", "侧栏\n| 1 | 2 |"),
        (
            "<table><tr><td>甲</td><td><ul><li>乙</li><li>丙<ol><li>丁</li></ol></li></ul></td></tr></table>",
            "| 甲 | 乙<br>丙<br>丁 |",
        ),
        ("<table><caption>表一</caption><tr><td>甲</td><td>乙</td></tr></table>", "表一\n| 甲 | 乙 |"),
        (
            "<table><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody><tr><td>1</td></tr></tbody><tfoot><tr><td>合计</td><td>2</td></tr></tfoot></table>",
            "| 甲 | 乙 |\n| 1 |  |\n| 合计 | 2 |",
        ),
        ("<table><tr><td><h4>甲</h4></td><td><h4>乙</h4></td></tr><tr><td>1</td><td>2</td></tr></table>", "| 甲 | 乙 |\n| 1 | 2 |"),
        (
            "<table><tr><td>甲</td><td></td></tr><tr><td></td><td></td></tr><tr><td></td><td>乙</td></tr></table>",
            "| 甲 |  |\n|  | 乙 |",
        ),
        ("<table>散文<tr><td>甲</td><td>乙</td></tr></table>", "散文\n| 甲 | 乙 |"),
        (
            "<table><tr><td>a|b</td><td><img src=a.png alt=图><a href='https://x.example/'>链</a></td></tr></table>",
            "| a|b | ![图](a.png)[链](https://x.example/) |",
        ),
        ("<table><tr><td>甲</td><td colspan=0>乙</td><td colspan=999999999999>丙</td></tr></table>", "| 甲 | 乙 | 丙 |"),
        ("<table><tr></tr><caption>表</caption><tr><td>甲</td><td>乙</td></tr></table>", "表\n| 甲 | 乙 |"),
        ("<table><tr><td>甲</td><td>乙</td></tr><caption>表</caption></table>", "| 甲 | 乙 |\n表"),
        ("<table><tr><td>甲</td></tr><caption>表</caption><tr><td>乙</td></tr></table>", "| 甲 |\n| 表 |\n| 乙 |"),
        ("<table><tr><td>甲</td><td><pre>a\nb</pre></td></tr></table>", "甲\n``` \"a\\nb\""),
    ]);
}

#[test]
fn lists() {
    compare(&[
        ("<ul><li>甲</li><li><p>乙</p></li></ul>", "- 甲\n- 乙"),
        ("<ol start=3><li>甲</li><li>乙</li></ol>", "3. 甲\n4. 乙"),
        ("<ol start=-1><li>甲</li></ol>", "1. 甲"),
        ("<ul><li>甲<ul><li>乙<ul><li>丙</li></ul></li></ul></li><li>丁</li></ul>", "- 甲\n  - 乙\n    - 丙\n- 丁"),
        ("<ul><li>甲</li><ul><li>乙</li></ul></ul>", "- 甲\n  - 乙"),
        ("<ul>散<li>甲</li><p>文</p></ul>", "- 散\n- 甲\n- 文"),
        ("<ul><ul><li>甲</li></ul></ul>", "- - 甲"),
        ("<li>甲</li><li>乙</li>", "- 甲\n- 乙"),
        ("<ul><li>甲</li></ul> <ul><li>乙</li></ul>", "- 甲\n- 乙"),
        ("<ol><li>甲</li></ol><ol start=2><li>乙</li></ol><ol><li>丙</li></ol>", "1. 甲\n2. 乙\n1. 丙"),
        ("<ul><li>甲<p>乙</p><table><tr><td>1</td><td>2</td></tr></table></li></ul>", "- 甲\n  乙\n  | 1 | 2 |"),
        ("<p>1、甲</p><p>（1）乙</p><p>• 丙</p>", "1、甲\n（1）乙\n• 丙"),
        ("<ul><script>x</script><li>甲</li><!-- --><li style='display:none'>乙</li></ul>", "- 甲"),
        ("<ul><li><b>甲：</b>乙</li></ul>", "- **甲：**乙"),
        ("<ul><b><li>甲</li></b></ul>", "- **甲**"),
        ("<ul><h1>甲</h1><li><h1>乙</h1></li><ul><h1>丙</h1></ul></ul>", "- **甲**\n- **乙**\n  - **丙**"),
    ]);
}

#[test]
fn links() {
    compare(&[
        ("<a href='/hf/1.html' target=_blank title=x>甲</a>", "[甲](/hf/1.html)"),
        ("<a href=' https://x.example/a\n b '>甲</a>", "[甲](https://x.example/a b)"),
        ("<a href='{#ZC_BLOG_HOST#}hf/1.html'>甲</a>", "[甲]({#ZC_BLOG_HOST#}hf/1.html)"),
        ("<a href='javascript:void(0)'>甲</a><a href=' JavaScript:x'>乙</a><a href='java\tscript:x'>丙</a>", "甲乙丙"),
        (
            "<a href='#甲'>甲</a><a href=''>乙</a><a>丙</a><a href='data:text/html,x'>丁</a><a href='vbscript:x'>戊</a>",
            "甲乙丙丁戊",
        ),
        ("<a href='tel:12348'>甲</a><a href='mailto:a@x.example'>乙</a>", "[甲](tel:12348)[乙](mailto:a@x.example)"),
        ("<a href='/a.html'><p>甲</p><p>乙</p></a>", "[甲](/a.html)\n[乙](/a.html)"),
        ("<a href='/a.html'>甲</a><a href='/a.html'>乙</a>", "[甲](/a.html)[乙](/a.html)"),
        (
            "<a href='/u/1.JPG?x'><img src='/u/1-s.jpg'></a><a href='/a.html'><img src='b.png'></a>",
            "![](/u/1-s.jpg)[![](b.png)](/a.html)",
        ),
        ("<a href='/u/1.jpg'>看图</a>", "[看图](/u/1.jpg)"),
    ]);
    assert_eq!(html("<a href='#x'>甲</a><a href='javascript:x'>乙</a>").not_carried, ["link-fragment", "link-script"]);
}

#[test]
fn pictures() {
    const DOT: &str = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
    let late = format!("<img src='{DOT}' data-src='a.png' alt='罚息 对照'>");
    let original = format!("<img src='{DOT}' data-original='a.png'>");
    compare(&[
        ("<img src='a.png' alt='甲'>", "![甲](a.png)"),
        (&late, "![罚息 对照](a.png)"),
        (&original, "![](a.png)"),
        ("<img data-src='' src='a.png'>", "![](a.png)"),
        ("<img src='loading.gif' data-src='a.png' data-original='b.png'>", "![](a.png)"),
        ("<img src='static/none.gif' zoomfile='a.png' file='b.png'>", "![](a.png)"),
        ("<img srcset='a.png 1x, b.png 2x'>", "![](a.png)"),
        ("<picture><source srcset='a.webp'><img src='a.png'></picture>", "![](a.png)"),
        (&format!("<p>甲<img src='{DOT}'>乙</p>"), "甲乙"),
        ("<img><img src=''><img src='about:blank'><img width=1 height=1 src='t.gif'><img src='data:image/svg+xml,%3Csvg/%3E'>", ""),
        (
            "<img src='data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+K'>",
            "![](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+K)",
        ),
        ("<img src='data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ'>", ""),
    ]);
}

#[test]
fn quotes_and_verbatim_text() {
    compare(&[
        ("<blockquote>甲<p>乙</p></blockquote>", "> 甲\n> 乙"),
        ("<blockquote><blockquote>甲</blockquote></blockquote>", "> > 甲"),
        ("<pre class='brush: php'>a\n  b</pre>", "``` \"a\\n  b\""),
        ("<pre><code class='language-rust'>fn main() {}\n</code></pre>", "```rust \"fn main() {}\""),
        ("<pre>甲<br>乙</pre>", "``` \"甲\\n乙\""),
        ("<pre>甲。\n\n乙<img src=a.png></pre>", "甲。\n乙![](a.png)"),
        ("<pre><p>甲</p><a href='https://x.example'>乙</a></pre>", "甲\n[乙](https://x.example)"),
        ("<dl><dt>甲</dt><dd>乙</dd><dd>丙</dd><dt>丁</dt><dd>戊</dd></dl>", "甲\n: 乙\n: 丙\n丁\n: 戊"),
        ("<dl><div><dt>甲</dt><dd>乙</dd></div></dl>", "甲\n: 乙"),
        ("<dl><dt>甲</dt><dt>乙</dt><dd>丙</dd></dl>", "甲\n乙\n丙"),
        ("<dl><dd>甲</dd></dl><dl>乙<dt>丙</dt><dd>丁</dd></dl>", "甲\n乙\n丙\n丁"),
        ("<dl><dt>甲</dt><dd><table><tr><td>1</td><td>2</td></tr></table></dd></dl>", "甲\n| 1 | 2 |"),
    ]);
    let paragraphs = "<p>段</p>".repeat(9);
    let quoted = format!("<div><blockquote style='margin: 0 40px'>{paragraphs}<p>版权声明：甲</p></blockquote></div>");
    compare(&[(&quoted, &["段"; 9].join("\n"))]);
}

#[test]
fn footnotes() {
    compare(&[
        (
            "<p>甲<sup><a href='#fn1' id='r1'>[1]</a></sup>，乙<a href='#fn2' id='r2'>2</a>。</p><hr><ol><li id='fn1'>注一 <a href='#r1'>↩</a></li><li id='fn2'><p>注二<a href='#r2'>^</a></p></li></ol>",
            "甲[^1]，乙[^2]。\n[^1]: 注一\n[^2]: 注二",
        ),
        (
            "<p>甲<a href='#_ftn1' name='_ftnref1'>[1]</a>乙</p><p><a href='#_ftnref1' name='_ftn1'>[1]</a> 注一</p><p>丙</p>",
            "甲[^1]乙\n丙\n[^1]: 注一",
        ),
        (
            "<p>甲<a href='#n' id='a'>①</a>乙<a href='#n' id='b'>①</a></p><p id='n'><a href='#a'>①</a>注</p>",
            "甲[^1]乙[^1]\n[^1]: 注",
        ),
        // Contents and links back to the top are no notes.
        ("<p><a href='#s1' id='t1'>第一节</a></p><h2 id='s1'>甲<a href='#t1'>回</a></h2>", "第一节\n## 甲回"),
        ("<p>甲<a href='#n'>[1]</a></p><p id='n'>[1] 注</p>", "甲[1]\n[1] 注"),
    ]);
}

#[test]
fn furniture() {
    let body = "<p>正文第一段。</p><p>正文第二段。</p>";
    for line in [
        "版权声明:本文由站点编辑部整理发布,转载请注明出处",
        "扫描二维码推送至手机访问。",
        "本文链接：<a href='/hf/1.html'>https://www.example.cn/hf/1.html</a>",
        "上一篇：<a href='#'>没有了</a>",
        "下一篇 <a href='#'>没有了</a>",
        "标签: <a href='/t'>网贷</a>",
        "（责任编辑：admin）",
        "转载请注明出处：债务指南网",
        "关注公众号领取资料",
        "欢迎关注我们的微信公众号：债务指南",
        "点击咨询在线律师",
        "长按识别二维码",
        "请使用微信扫描下方二维码",
    ] {
        compare(&[
            (&format!("{body}<p>{line}</p>"), "正文第一段。\n正文第二段。"),
            (&format!("<div>{line}</div>{body}"), "正文第一段。\n正文第二段。"),
            (&format!("<section><section><p>{line}</p></section></section>{body}"), "正文第一段。\n正文第二段。"),
        ]);
    }
    for line in [
        "小编导语：本文讲三点。",
        "本站将持续更新。",
        "版权声明书要在三日内交给法院的说法不对，".repeat(13).as_str(),
        "骗子会让您关注公众号再转账。",
        "编辑部的人打来电话怎么办",
        "上一篇文章讲了罚息，这一篇讲违约金。",
        "标签上写着利率",
        "扫描二维码前先核实对方的身份。",
        "点击短信里的链接前，先咨询律师。",
        "扫码支付以后要保存凭证。",
        "相关阅读",
        "版权声明写明的日期不是签收日。",
        "本文链接的判决书可以在法院查到。",
    ] {
        compare(&[(&format!("<p>{line}</p>"), line)]);
    }
    assert_eq!(
        removals(&format!("{body}<p>“标题”的相关文章</p><ul><li>甲</li></ul><p>乙</p>")),
        ["furniture-related: “标题”的相关文章", "furniture-related: 甲", "furniture-related: 乙"]
    );
    let hidden = "<noscript><p>没有脚本时的一句话。</p></noscript><noscript><img src='a.png'></noscript>";
    assert_eq!(removals(&format!("{body}{hidden}")), ["noscript: 没有脚本时的一句话。", "noscript: "]);
    let related = "<h3>甲</h3><p>乙</p>".repeat(10);
    compare(&[
        (&format!("{body}<h4>“标题” 的相关文章</h4>{related}"), "正文第一段。\n正文第二段。"),
        (&format!("{body}<p>扫描二维码<img src='q.png'></p>"), "正文第一段。\n正文第二段。"),
        (&format!("<p><b>导语</b></p><p><b>标题</b></p>{body}"), "## 导语\n正文第一段。\n正文第二段。"),
    ]);
    assert_eq!(removals(&format!("{body}<p>版权声明：<b>甲</b> 乙</p>")), ["furniture-copyright: 版权声明：甲乙"]);
}

#[test]
fn furniture_stands_at_the_rims() {
    let paragraphs = |count: usize| "<p>段</p>".repeat(count);
    let middle = format!("{}<p>关注公众号领取资料</p>{}", paragraphs(8), paragraphs(8));
    assert!(show(&html(&middle).document).contains("关注公众号"));
    let head = format!("{}<p>关注公众号领取资料</p>{}", paragraphs(7), paragraphs(8));
    assert!(!show(&html(&head).document).contains("关注公众号"));
    let tail = format!("{}<p>关注公众号领取资料</p>{}", paragraphs(8), paragraphs(7));
    assert!(!show(&html(&tail).document).contains("关注公众号"));
    compare(&[("<p>甲</p><p>关注公众号领取资料</p><p>-- 这一行不是注释;</p>", "甲\n-- 这一行不是注释;")]);
}

#[test]
fn leave_out() {
    let mut rules = LeaveOut::default();
    rules.add("^本站声明").unwrap();
    rules.add(".adbox").unwrap();
    let body = Body::Html("<p>甲</p><div class='x adbox'>广告<p>乙</p></div><p>本站声明：丙</p><p>见本站声明</p>".to_owned());
    let prepared = checked(&body, "", &rules);
    assert_eq!(show(&prepared.document), "甲\n见本站声明");
    let removals: Vec<_> = prepared.removals.iter().map(|removal| (removal.rule, removal.text.as_str())).collect();
    assert_eq!(removals, [("leave-out", "广告乙"), ("leave-out", "本站声明：丙")]);
}

#[test]
fn html_by_lines() {
    let cases = [
        ("甲。\n乙。\n\n丙", "甲。\n乙。\n丙"),
        ("甲的前半句\n甲的后半句\r\n\r\n<h2>乙</h2><!--more-->\n丙", "甲的前半句甲的后半句\n## 乙\n丙"),
        ("甲\n\n<ul>\n<li>乙</li>\n<li>丙</li>\n</ul>\n丁", "甲\n- 乙\n- 丙\n丁"),
        ("<blockquote>甲\n\n乙</blockquote>", "> 甲\n> 乙"),
        ("<table>\n<tr>\n<td>甲</td>\n<td>乙</td>\n</tr>\n</table>", "| 甲 | 乙 |"),
        ("<strong>一、甲</strong>\n乙的话。\n\n版权声明：丙\n\n扫描二维码推送至手机访问", "## 一、甲\n乙的话。"),
    ];
    for (source, expected) in cases {
        let prepared = checked(&Body::HtmlByLines(source.to_owned()), "标题", &LeaveOut::default());
        assert_eq!(show(&prepared.document), expected, "{source}");
    }
}

#[test]
fn text() {
    let source = "\u{feff}标题\n　　甲。\n\n一、乙\n本金:丙\n2.1 丁\n1、戊\n第一，己\n\n扫描二维码推送至手机访问。\n版权声明:庚\n残句\n分享到：\n标题的相关文章\n辛\n壬...\n真的一句。";
    let prepared = checked(&Body::Text(source.to_owned()), "标题", &LeaveOut::default());
    assert_eq!(show(&prepared.document), "甲。\n## 一、乙\n本金:丙\n### 2.1 丁\n1、戊\n第一，己\n残句\n真的一句。");
    let rules: Vec<_> = prepared.removals.iter().map(|removal| removal.rule).collect();
    assert_eq!(
        rules,
        [
            "title", "furniture-scan", "furniture-copyright", "furniture-tail", "furniture-related", "furniture-related",
            "furniture-related"
        ]
    );
    // A sentence behind the furniture belongs to the article, a fragment does not.
    let source = "甲。\n版权声明:乙\n分享\n别在空白合同上签字。\n“先核对账单。”\n点赞 3";
    let prepared = checked(&Body::Text(source.to_owned()), "标题", &LeaveOut::default());
    assert_eq!(show(&prepared.document), "甲。\n别在空白合同上签字。\n“先核对账单。”");
}

/// Whole bodies as editors leave them, in `tests/import/nasty/bodies`. `UPDATE=1` writes the files beside them.
#[test]
fn dirty_bodies() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/nasty/bodies");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "html"));
    files.sort();
    assert!(files.len() >= 10);
    for file in files {
        let source = std::fs::read_to_string(&file).unwrap();
        let by_lines = file.to_str().unwrap().ends_with("-lines.html");
        let body = if by_lines { Body::HtmlByLines(source) } else { Body::Html(source) };
        let prepared = checked(&body, "网贷逾期以后怎么办", &LeaveOut::default());
        let removals = prepared.removals.iter().map(|removal| format!("{}: {}\n", removal.rule, removal.text));
        let shown = format!("{}\n\n{}", show(&prepared.document), removals.collect::<String>());
        let expected = file.with_extension("txt");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&expected, &shown).unwrap();
        }
        assert_eq!(shown, std::fs::read_to_string(&expected).unwrap_or_default(), "{}", file.display());
    }
}

#[test]
fn refusals() {
    let refusal = |html: &str| prepare(&Body::Html(html.to_owned()), "", &LeaveOut::default()).map(|prepared| prepared.words.len());
    assert_eq!(refusal(&"<div>".repeat(100_000)), Err(Refusal::TooDeep));
    assert_eq!(refusal(&"<ul><li>".repeat(100_000)), Err(Refusal::TooDeep));
    assert_eq!(refusal(&format!("{}甲{}", "<div>".repeat(200), "</div>".repeat(200))), Ok(3));
    assert_eq!(refusal(&format!("<table>{}", "<b><div>".repeat(50_000))), Err(Refusal::TooDeep));
    let marks: String = (0..200).map(|n| format!("<font color={n}>")).collect();
    assert_eq!(refusal(&format!("<p>{marks}</p>{}", "<p>甲</p>".repeat(10_000))), Err(Refusal::TooLarge));
    let crowd = |count: usize, one: &str| format!("<p {}>甲</p>", one.repeat(count));
    assert_eq!(refusal(&crowd(100_000, "x ")), Err(Refusal::TooLarge));
    assert_eq!(refusal(&format!("<p a='x' =' {}>甲</p>", "b/".repeat(100_000))), Err(Refusal::TooLarge));
    assert_eq!(refusal(&format!("<p a = '{}' b=\"{}\">甲</p>", "x ".repeat(10_000), "y\n".repeat(10_000))), Ok(3));
    // Each kind of element nested to the limit.
    for tags in ["h1 div", "table tr td", "ul li", "dl dd", "pre div", "blockquote b", "a p", "code i", "form h2", "section span"] {
        let open: String = tags.split(' ').map(|tag| format!("<{tag}>甲")).collect();
        let nested = open.repeat(240 / (tags.split(' ').count() + usize::from(tags.starts_with("table"))));
        let prepared = html(&nested);
        assert!(!prepared.words.is_empty(), "{tags}");
    }
    // Lists and quotes beyond the limit become paragraphs.
    let nested = format!("{}甲{}", "<blockquote>".repeat(60), "</blockquote>".repeat(60));
    assert_eq!(show(&html(&nested).document), "> ".repeat(10) + "甲");
    let wide = format!("<table><tr>{}</tr>{}</table>", "<td>甲</td>".repeat(3_000), "<tr><td>乙</td></tr>".repeat(3_000));
    assert!(show(&html(&wide).document).starts_with("甲\n甲"));
}
