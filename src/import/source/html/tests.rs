use super::super::testing::{compare, given, readings, records, retrieved};
use super::super::{Selection, Selector};
use super::*;

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn read(files: &[(&str, &str)], options: &Options) -> Vec<Record> {
    let folder = folder(files);
    records(&*open(&[folder.path().to_path_buf()], options).unwrap())
}

fn select(select: Selection) -> Options {
    Options { select, ..retrieved() }
}

fn css(css: &str, after: &str, before: &str) -> Option<Selector> {
    let word = |word: &str| (!word.is_empty()).then(|| word.to_owned());
    Some(Selector { css: css.to_owned(), after: word(after), before: word(before) })
}

#[test]
fn the_given_pages_have_their_records() {
    let source = open(&given("html/mirror/www.lvsuo.example"), &retrieved()).unwrap();
    let records = records(&*source);
    compare("html", &records);
    assert_eq!(source.overview().hosts, ["www.lvsuo.example"]);
    let [first, ..] = records.as_slice() else { panic!("records") };
    assert_eq!((first.key.as_str(), first.id, first.views), ("html:/hf/101.html", Some(101), Some(30)));
    assert_eq!(
        (first.category.as_slice(), first.tags.as_slice()),
        (&["逾期知识".to_owned()][..], &["网贷".to_owned(), "应对".to_owned()][..])
    );
    assert_eq!(first.author, Some(Author { login: None, name: Some("何砚".to_owned()) }));
    assert!(matches!(&first.body, Body::Html(body) if body.contains("逾期的头几天") && !body.contains("版权声明")));
    let skipped = readings(&*source).into_iter().filter(|reading| *reading == Reading::Skipped("list page".to_owned()));
    assert_eq!(skipped.count(), 2);
}

#[test]
fn addresses_are_those_of_the_host() {
    let page = "<div class=single>甲</div>";
    let files = [
        ("www.a.example/index.html", page),
        ("www.a.example/b/index.htm", page),
        ("www.a.example/c", page),
        ("www.a.example/view.php?id=3", page),
        ("www.a.example/view.php@id=4.html", page),
        ("www.a.example/d.png", "png"),
        ("other.example/e.html", page),
    ];
    let mut addresses: Vec<String> = read(&files, &retrieved()).iter().map(|record| record.key.clone()).collect();
    addresses.sort();
    assert_eq!(addresses, ["html:/", "html:/b/", "html:/c", "html:/view.php?id=3", "html:/view.php?id=4"]);
    let canonical = "<link rel=canonical href='https://a.example/hf/7.html'><div class=single>甲</div>";
    assert_eq!(read(&[("www.a.example/x.html", canonical)], &retrieved())[0].id, Some(7));
    let foreign = "<link rel=canonical href='https://b.example/hf/7.html'><div class=single>甲</div>";
    assert_eq!(read(&[("www.a.example/x.html", foreign)], &retrieved())[0].key, "html:/x.html");
}

#[test]
fn selectors_of_the_mapping_come_first() {
    let page = "<h1>站名</h1><h3>题目</h3><p class=info>作者:何砚 点击:30 2024-06-01 分类：逾期</p><main><p>甲</p></main><div class=single>乙</div>";
    let options = select(Selection {
        title: css("h3", "", ""),
        date: css(".info", "", ""),
        author: css(".info", "作者:", "点击"),
        category: css(".info", "分类：", ""),
        body: css("main", "", ""),
        ..Selection::default()
    });
    let [record] = read(&[("a.html", page)], &options).try_into().unwrap();
    assert_eq!((record.title.as_str(), record.category.as_slice()), ("题目", &["逾期".to_owned()][..]));
    assert_eq!(record.author.and_then(|author| author.name).as_deref(), Some("何砚"));
    assert_eq!(record.published.unwrap().date.to_string(), "2024-06-01");
    assert_eq!(record.body, Body::Html("<p>甲</p>".to_owned()));
    let wrong = select(Selection { title: css("div >", "", ""), ..Selection::default() });
    assert!(matches!(open(&[std::env::temp_dir()], &wrong), Err(Refusal::Unreadable(Kind::Html, _))));
}

#[test]
fn pages_without_a_theme_say_it_for_machines() {
    let page = "<title>题目 - 站名</title><script type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"站\"},\
        {\"@type\":[\"Article\"],\"datePublished\":\"2024-05-31T23:00:00Z\",\"dateModified\":\"2024-06-09\",\"author\":[{\"name\":\"何砚\"}],\"articleSection\":\"逾期\"}]}</script>\
        <script type='application/ld+json'>{broken</script><div itemprop=articleBody>甲</div>";
    let [record] = read(&[("a.html", page)], &retrieved()).try_into().unwrap();
    assert_eq!((record.title.as_str(), record.category.as_slice()), ("题目", &["逾期".to_owned()][..]));
    assert_eq!(record.published.unwrap().date.to_string(), "2024-06-01");
    assert_eq!(record.updated.unwrap().to_string(), "2024-06-09");
    assert_eq!(record.author.and_then(|author| author.name).as_deref(), Some("何砚"));
}

#[test]
fn parts_of_an_article_are_joined() {
    let part = |body: &str, links: &str| format!("<h1>题</h1><div class=single>{body}</div><p class=pagelist>{links}</p>");
    let links = "<a href='101.html'>1</a><a href='101_2.html'>2</a><a href='/hf/101_3.html'>3</a><a href='https://b.example/hf/101_4.html'>4</a><a href='102.html'>别的</a>";
    let files = [
        ("hf/101.html", part("一", links)),
        ("hf/101_2.html", part("二", links)),
        ("hf/101_3.html", part("三", links)),
        ("hf/102.html", part("别的", "")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let options = select(Selection { next: css(".pagelist a", "", ""), ..Selection::default() });
    let records = read(&files, &options);
    assert_eq!(records.iter().map(|record| record.key.as_str()).collect::<Vec<_>>(), ["html:/hf/101.html", "html:/hf/102.html"]);
    assert_eq!(records[0].body, Body::Html("一\n二\n三".to_owned()));
    assert_eq!(records[0].other_addresses.iter().map(Address::text).collect::<Vec<_>>(), ["/hf/101_2.html", "/hf/101_3.html"]);
}

#[test]
fn a_guessed_text_is_a_draft_and_a_chosen_page_needs_one() {
    let page =
        "<title>题目_站名</title><div id=nav><a>导航</a></div><div><div class=x><p>第一段有许多字。</p><p>第二段。</p></div></div>";
    let options = select(Selection { automatic: true, ..Selection::default() });
    let [record] = read(&[("a.html", page)], &options).try_into().unwrap();
    assert_eq!((record.status.clone(), record.title.as_str()), (RecordStatus::Draft, "题目"));
    assert_eq!(record.body, Body::Html("<p>第一段有许多字。</p><p>第二段。</p>".to_owned()));
    let folder =
        folder(&[("hf/1.html", "<p>空</p>"), ("2.html", "<div class=single>甲</div>"), ("3.html", &"<div>".repeat(100_000))]);
    let chosen = Options { articles: vec!["hf/*.html".to_owned(), "3.html".to_owned()], ..retrieved() };
    let readings = readings(&*open(&[folder.path().to_path_buf()], &chosen).unwrap());
    let fault = |rule, text: &str| Reading::Fault(Note { rule, text: text.to_owned() });
    assert_eq!(readings, [Reading::Skipped("other page".to_owned()), fault("html-depth", "3.html"), fault("no-body", "hf/1.html")]);
}
