//! SG595 and SG596: pages that search engines cannot tell apart. Wordings only; whether a fault is there is decided elsewhere.

use super::faults;

faults! {
    /// What can be wrong with a page as a whole.
    PageFault {
        595 Warning SameTitle { title: String }
        zh "标题「{title}」和另一个页面相同", "换一个能区分的标题";
        en "the title `{title}` is that of another page, too", "give this page a title that tells the two apart";
        explain zh "搜索结果里两个页面的标题一样，读者分不清点哪一个，搜索引擎也可能只收录其中一个。主题、机构和法律的页面在标题后面带着类别，不会与文章相撞；页面、计算器和总目录的标题要自己区分。两篇文章的标题相同，由另一条检查报告。",
        en "Where two pages have the same title in search results, readers cannot tell which to open, and a search engine may list only one. Pages of topics, lenders and laws have their kind behind the title; those of pages, calculators and indexes must differ by themselves. Two articles with the same title are another check's concern.";

        596 Warning SameDescription { }
        zh "这一页的摘要和另一个页面一字不差", "用 summary 写一句只说这一页的话";
        en "the description of this page is that of another page, word for word", "write a `summary` that speaks of this page alone";
        explain zh "摘要会显示在搜索结果里。两个页面的摘要一样，搜索引擎可能把它们当成重复的页面。没有写 summary 的页面取正文开头的句子，正文开头相同时也会这样。",
        en "The description is shown in search results. Where two pages have the same one, a search engine may take them for duplicates. A page without `summary` takes the first sentences of its body, which may be the same, too.";
    }
}
