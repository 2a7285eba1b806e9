//! The library of the bench as the database of a Z-Blog: a dump of MySQL with HTML as four editors write it, with their dirt.
//!
//! A record has about 8 KB. Some are drafts, pages, or notes that no import carries; some have pictures, tables, furniture, a body
//! that another has, hardly any text, lost characters, or the number of a person. The same records are made for the same size.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::corpus::{self, Article, Dialect};
use crate::random::Random;
use crate::words::TOPICS;

/// Bytes of an `INSERT`, as `mysqldump` writes them.
const INSERT: usize = 1 << 20;
/// Seconds of 2015-01-01 in Beijing.
const YEAR_2015: u64 = 1_420_041_600;
const DAY: u64 = 86_400;
const MAPPING: &str =
    "version: 1\nfrom: backup.sql\nas: zblog\nfiles: files\nauthors:\n  heyan: he-yan\n  sushi: su-shi\n  bianji: null\n";
const SETTINGS: &str = "title: 债务指南\nbase_url: https://www.example.com/\npermalinks:\n  article: /hf/{slug}.html\n";
const PEOPLE: &str = "people:\n  - {id: he-yan, name: 何砚, licence: 示例执业证号甲, role: 律师}\n  - {id: su-shi, name: 苏石, licence: 示例执业证号乙, role: 律师}\n";
/// A picture of 160 × 60 points.
const PICTURE: &[u8] = include_bytes!("../../tests/import/given/zblog/files/zb_users/upload/2024/05/chart-a.png");
/// Pictures of the old site.
const PICTURES: u32 = 24;
/// Tags that no topic has.
const TAGS: [&str; 8] = ["逾期怎么办", "律师说法", "停息挂账", "干货", "2024", "热点", "必看", "案例"];

/// Writes the dump of `records` records, its mapping, its pictures and the site to import it into below `folder`.
pub(crate) fn write(folder: &Path, records: u32) -> io::Result<()> {
    let (pictures, site) = (folder.join("files/zb_users/upload/2024/05"), folder.join("site"));
    fs::create_dir_all(&pictures)?;
    fs::create_dir_all(site.join("content"))?;
    for n in 0..PICTURES {
        fs::write(pictures.join(format!("chart-{n}.png")), PICTURE)?;
    }
    corpus::registers(&site)?;
    fs::write(site.join("content/people.yaml"), PEOPLE)?;
    fs::write(site.join("sitegen.yaml"), SETTINGS)?;
    fs::write(folder.join("import.yaml"), MAPPING)?;
    let mut out = BufWriter::new(File::create(folder.join("backup.sql"))?);
    out.write_all("-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)\n/*!40101 SET NAMES utf8mb4 */;\n\n".as_bytes())?;
    small_tables(&mut out)?;
    table(&mut out, "post", POST, (0..records).map(|id| post(id, records)))?;
    tags(&mut out)?;
    out.flush()
}

/// Adds a sentence to the last paragraph of one record in so many, as editors of the old site do between two imports.
pub(crate) fn edited(folder: &Path, records: u32, one_in: u32) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(folder.join("edited.sql"))?);
    out.write_all("/*!40101 SET NAMES utf8mb4 */;\n\n".as_bytes())?;
    small_tables(&mut out)?;
    let edit = |id: u32| {
        let row = post(id, records);
        if id.is_multiple_of(one_in) { row.replacen("小结：", "小结（改过）：", 1) } else { row }
    };
    table(&mut out, "post", POST, (0..records).map(edit))?;
    tags(&mut out)?;
    out.flush()
}

const POST: &str = "log_ID log_CateID log_AuthorID log_Tag log_Status log_Type log_Alias log_IsTop log_IsLock log_Title log_Intro log_Content log_CreateTime log_PostTime log_UpdateTime log_CommNums log_ViewNums log_Template log_Meta";

fn small_tables(out: &mut impl Write) -> io::Result<()> {
    let category = |(n, name): (usize, &&str)| format!("({},'{name}',{n},'c{n}','',0,0,'')", n + 1);
    let columns = "cate_ID cate_Name cate_Order cate_Alias cate_Intro cate_RootID cate_ParentID cate_Meta";
    table(out, "category", columns, TOPICS.iter().enumerate().map(category))?;
    let comment = |n: u32| format!("({n},{n},0,'读者','请问这种情况怎么办\\', (\\'谢谢',1,'0.0.0.0')");
    let columns = "comm_ID comm_LogID comm_IsChecking comm_Name comm_Content comm_PostTime comm_IP";
    table(out, "comment", columns, (1..200).map(comment))?;
    let config = [
        r#"(1,'system','ZC_ARTICLE_REGEX','s:22:\"{%host%}hf/{%id%}.html\";')"#,
        r#"(2,'system','ZC_PAGE_REGEX','s:22:\"{%host%}{%alias%}.html\";')"#,
        r#"(3,'system','ZC_STATIC_MODE','s:7:\"REWRITE\";')"#,
        r#"(4,'system','ZC_BLOG_HOST','s:26:\"https://www.lvsuo.example/\";')"#,
    ];
    table(out, "config", "conf_ID conf_Name conf_Key conf_Value", config.iter().map(|row| (*row).to_owned()))?;
    let member = |(n, (login, name)): (usize, &(&str, &str))| {
        format!("({},'',3,0,'{login}','00000000000000000000000000000000','nobody@example.com','{name}','','')", n + 1)
    };
    let columns = "mem_ID mem_Guid mem_Level mem_Status mem_Name mem_Password mem_Email mem_Alias mem_Intro mem_Meta";
    table(out, "member", columns, [("heyan", "何砚"), ("sushi", "苏石"), ("bianji", "")].iter().enumerate().map(member))
}

fn tags(out: &mut impl Write) -> io::Result<()> {
    let tag = |(n, name): (usize, &&str)| format!("({},'{name}',0,'','','')", n + 1);
    let columns = "tag_ID tag_Name tag_Order tag_Alias tag_Intro tag_Meta";
    table(out, "tag", columns, TOPICS.iter().chain(&TAGS).enumerate().map(tag))
}

fn table(out: &mut impl Write, name: &str, columns: &str, rows: impl Iterator<Item = String>) -> io::Result<()> {
    let columns: Vec<String> = columns.split(' ').map(|column| format!("  `{column}` longtext NOT NULL")).collect();
    writeln!(out, "DROP TABLE IF EXISTS `zbp_{name}`;\nCREATE TABLE `zbp_{name}` (\n{}\n) ENGINE=MyISAM;\n", columns.join(",\n"))?;
    writeln!(out, "LOCK TABLES `zbp_{name}` WRITE;")?;
    let mut length = 0;
    for row in rows {
        let start = if length == 0 { format!("INSERT INTO `zbp_{name}` VALUES ") } else { ",".to_owned() };
        write!(out, "{start}{row}")?;
        length += row.len();
        if length > INSERT {
            out.write_all(b";\n")?;
            length = 0;
        }
    }
    writeln!(out, "{}UNLOCK TABLES;\n", if length > 0 { ";\n" } else { "" })
}

/// A row of the table of articles.
fn post(id: u32, all: u32) -> String {
    let mut random = Random::new(11, id, 5);
    // Every 25th has the body of the one before it.
    let Article { title, day: (year, month, day), topics, mut body, .. } = corpus::article(id, all, Dialect::Zblog);
    if id % 25 == 24 {
        body = corpus::article(id - 1, all, Dialect::Zblog).body;
    }
    if id % 50 == 7 {
        body.truncate(body.match_indices("\n\n").nth(1).map_or(body.len(), |(at, _)| at));
    }
    let html = Html::new(id, &mut random).of(&body);
    let intro = match id % 30 {
        4 => format!("{}应当先核对什么，按时间顺序说明。", title.replace('：', "，")),
        _ => format!("{}<!--autointro-->", html.chars().take(120).collect::<String>()),
    };
    let kind = if id % 500 == 250 { 1 } else { 2 * u32::from(id % 1_000 == 333) };
    let alias = if kind == 1 { format!("page-{id}") } else { String::new() };
    let further = topics.iter().skip(1).map(|topic| topic + 1);
    let tags: String = further.chain([TOPICS.len() + 1 + random.below(TAGS.len())]).map(|tag| format!("{{{tag}}}")).collect();
    let posted = YEAR_2015 + u64::from((year - 2_015) * 365 + (month - 1) * 30 + day) * DAY + u64::from(id % 1_440) * 60;
    let updated = posted + if id % 9 == 3 { 40 * DAY } else { 0 };
    let meta = if id.is_multiple_of(4) { r#"a:1:{s:7:"viewall";s:1:"1";}"# } else { "" };
    let category = topics.first().map_or(0, |topic| topic + 1);
    format!(
        "({},{category},{},'{tags}',{},{kind},'{alias}',{},0,'{}','{}','{}',{posted},{posted},{updated},0,{},'','{}')",
        id + 1,
        id % 3 + 1,
        u32::from(id % 100 == 55),
        u32::from(id % 3_000 == 8),
        quoted(&title),
        quoted(&intro),
        quoted(&html),
        random.below(20_000),
        quoted(meta),
    )
}

/// A text as the inside of a string of SQL.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '\'' | '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            _ => out.push(c),
        }
    }
    out
}

/// How an editor writes HTML.
struct Html<'r> {
    id: u32,
    random: &'r mut Random,
    /// Before and after a paragraph.
    paragraph: (&'static str, &'static str),
    heading: (&'static str, &'static str),
}

impl Html<'_> {
    fn new(id: u32, random: &mut Random) -> Html<'_> {
        let (paragraph, heading) = match id / 7 % 4 {
            0 => (
                ("<p style=\"text-indent: 2em;\"><span style=\"font-family: 宋体;\">", "</span></p>"),
                ("<p><strong><span style=\"font-size: 20px;\">", "</span></strong></p>"),
            ),
            1 => (("<p>", "</p>"), ("<h2>", "</h2>")),
            2 => (
                ("<p class=\"MsoNormal\">&nbsp;&nbsp;<span lang=\"EN-US\">", "<o:p></o:p></span></p>"),
                ("<h3 class=\"MsoNormal\"><b>", "<o:p></o:p></b></h3>"),
            ),
            _ => (("<div>　　", "<br/></div>"), ("<div><font size=\"4\"><b>", "</b></font></div>")),
        };
        Html { id, random, paragraph, heading }
    }

    /// The HTML of Markdown of the corpus, with the dirt of an old site.
    fn of(mut self, markdown: &str) -> String {
        let mut out = String::with_capacity(markdown.len() * 2);
        for (number, block) in markdown.split("\n\n").enumerate() {
            self.block(block.trim_end(), &mut out);
            match (number, self.random.below(24)) {
                (3, _) => out.push_str("<!--more-->"),
                (_, 0) => out.push_str("<p><br/></p>\r\n"),
                (_, 1) => out.push_str("<ins class=\"adsbygoogle\" data-ad-client=\"x\"></ins><script>(window.ads=[]).push({\"k\":\"点击咨询\"});</script>"),
                (_, 2) => out.push_str("<p>&nbsp;</p>\n"),
                _ => {}
            }
        }
        self.special(&mut out);
        self.furniture(&mut out);
        out
    }

    fn block(&mut self, block: &str, out: &mut String) {
        let (start, end) = if block.starts_with("## ") { self.heading } else { self.paragraph };
        if let Some(heading) = block.strip_prefix("## ") {
            writeln!(out, "{start}{}{end}", inline(heading)).unwrap_or_default();
        } else if block.starts_with("- ") {
            let items = block.lines().map(|line| format!("<li><p>{}</p></li>", inline(line.trim_start_matches("- "))));
            writeln!(out, "<ul class=\" list-paddingleft-2\">{}</ul>", items.collect::<String>()).unwrap_or_default();
        } else if block.starts_with('|') {
            table_of(block, out);
        } else if let Some(code) = block.strip_prefix("```json\n") {
            let code = code.trim_end_matches("```");
            writeln!(out, "<pre class=\"brush:js;toolbar:false\">{}</pre>", escaped(code)).unwrap_or_default();
        } else {
            writeln!(out, "{start}{}{end}", inline(block)).unwrap_or_default();
        }
    }

    /// What only some articles have.
    fn special(&mut self, out: &mut String) {
        let (start, end) = self.paragraph;
        let id = self.id;
        let mut add = |text: &str| writeln!(out, "{start}{text}{end}").unwrap_or_default();
        if id % 20 == 11 {
            let picture = id / 20 % (PICTURES + 2);
            let style = "style=\"max-width:100%\" onload=\"x()\"";
            add(&format!("<img src=\"{{#ZC_BLOG_HOST#}}zb_users/upload/2024/05/chart-{picture}.png\" alt=\"对照图\" {style}/>"));
        }
        if id % 13 == 5 {
            add(
                "利息按 1*2*3 的方式<em>分段</em>计算，a &lt; b 时不<b>计</b>；见<a href=\"https://www.court.gov.cn/fabu\">法院公告</a>。",
            );
        }
        if id % 17 == 9 {
            add(
                "<strong>重点：</strong>本金<sup>注</sup>以<u>到账</u>为准&amp;利息另计<span style=\"display:none\">隐藏的词</span>。",
            );
        }
        if id % 40 == 21 {
            add("把融机构的问逐条写下来，费者的问也要核对，融机构不答复的，再问一次。");
        }
        if id % 2_000 == 1_999 {
            add("联系人的号码是13800138000。");
        }
    }

    fn furniture(&mut self, out: &mut String) {
        let (start, end) = self.paragraph;
        let id = self.id + 1;
        if id.is_multiple_of(2) {
            let address = format!("{{#ZC_BLOG_HOST#}}hf/{id}.html");
            writeln!(out, "{start}本文链接：<a href=\"{address}\">{address}</a>{end}").unwrap_or_default();
            writeln!(out, "{start}版权声明：本文由本站原创，转载请注明出处。{end}").unwrap_or_default();
        }
        if id.is_multiple_of(3) {
            out.push_str("<p style=\"text-align: center;\"><a href=\"javascript:void(0)\">扫描二维码推送至手机访问。</a></p>\n");
        }
    }
}

/// A table with borders and paragraphs in its cells.
fn table_of(block: &str, out: &mut String) {
    out.push_str("<table border=1 cellspacing=0><tbody>");
    for line in block.lines().filter(|line| !line.starts_with("| ---")) {
        out.push_str("<tr>");
        for cell in line.trim_matches('|').split('|') {
            write!(out, "<td style='border:1px solid' width=\"120\"><p>{}</p></td>", inline(cell.trim())).unwrap_or_default();
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table>\n");
}

/// A line with its bold words and its links.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    for (n, part) in text.split("**").enumerate() {
        let part = match (part.split_once('['), part.split_once("](")) {
            (Some((before, _)), Some((_, after))) => {
                let words = part.get(before.len() + 1..part.len() - after.len() - 2).unwrap_or_default();
                let (address, after) = after.split_once(')').unwrap_or((after, ""));
                format!("{before}<a href=\"{address}\" target=\"_blank\">{words}</a>{after}")
            }
            _ => escaped(part),
        };
        if n % 2 == 1 { write!(out, "<strong>{part}</strong>").unwrap_or_default() } else { out.push_str(&part) }
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
