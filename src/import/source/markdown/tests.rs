use super::super::testing::{compare, given, options, readings, records};
use super::*;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn read(files: &[(&str, &str)]) -> Vec<Record> {
    let folder = folder(files);
    records(&*open(&[folder.path().to_path_buf()], &options()).unwrap())
}

fn text(record: &Record) -> &str {
    match &record.body {
        Body::Markdown(text) => text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_given_blog_has_its_records() {
    let source = open(&given("markdown/blog"), &options()).unwrap();
    let records = records(&*source);
    compare("markdown", &records);
    assert_eq!(source.overview().hosts, ["www.lvsuo.example"]);
    let find = |name: &str| records.iter().find(|record| record.name.as_deref() == Some(name)).unwrap();
    assert_eq!(find("harass").status, RecordStatus::Draft);
    assert_eq!((find("first-week").category.as_slice(), find("first-week").tags.len()), (&["逾期知识".to_owned()][..], 2));
    assert_eq!(find("court").author.as_ref().and_then(|author| author.name.as_deref()), Some("heyan"));
    assert!(text(find("haggle")).contains("怎么开口可以看[这一篇](first-week.md)。"));
    let penalty = find("penalty");
    assert!(text(penalty).contains("![罚息对照图](chart-a.png)") && text(penalty).contains("居中的一句话。"), "{}", text(penalty));
    for record in &records {
        let text = text(record);
        assert!(!["{%", "<center>", "<!--"].iter().any(|mark| text.contains(mark)), "{text}");
    }
    assert_eq!(source.picture(&penalty.origin, "chart-a.png").unwrap().map(|bytes| bytes.len()), Some(827));
    assert_eq!(source.picture(&penalty.origin, "../../../../_config.yml").unwrap(), None);
}

#[test]
fn front_matter_of_hugo_is_read() {
    let post = "+++\ntitle = '题'\ndate = 2024-05-31T23:00:00Z\nlastmod = 2024-06-09\nexpiryDate = 2030-01-01\ndraft = true\ncategories = ['甲', '乙']\n\
        aliases = ['/old.html']\nslug = 'dian-hua'\ndescription = '人写的。'\ncover = 'a.png'\n[params]\nauthor = '何砚'\n+++\n# 题\n\n见 [乙](../b.md)。\n";
    let files = [
        ("hugo.toml", "baseURL = 'https://www.a.example/'"),
        ("content/posts/a/index.md", post),
        ("content/posts/_index.md", "甲"),
        ("content/about.md", "---\ntitle: 关于\n---\n甲"),
    ];
    let [about, record] = read(&files).try_into().unwrap();
    assert_eq!((about.kind, about.address), (RecordKind::Page, Some(Address::Path("/about/".to_owned()))));
    assert_eq!(
        (record.title.as_str(), record.status.clone(), record.name.as_deref()),
        ("题", RecordStatus::Draft, Some("dian-hua"))
    );
    assert_eq!(record.published.as_ref().unwrap().date.to_string(), "2024-06-01");
    assert_eq!(
        (record.updated.unwrap().to_string(), record.expires.unwrap().to_string()),
        ("2024-06-09".to_owned(), "2030-01-01".to_owned())
    );
    assert_eq!((record.category.join("/"), record.tags.join("/")), ("甲".to_owned(), "乙".to_owned()));
    assert_eq!(record.address, Some(Address::Path("/posts/dian-hua/".to_owned())));
    assert_eq!(record.other_addresses, [Address::Path("/old.html".to_owned())]);
    assert_eq!(
        (record.summary.as_deref(), record.author.as_ref().and_then(|author| author.name.as_deref())),
        (Some("人写的。"), Some("何砚"))
    );
    assert_eq!((text(&record), record.not_carried.join(" ")), ("见 [乙](../b.md)。\n", "front.cover".to_owned()));
}

#[test]
fn jekyll_dates_a_file_by_its_name() {
    let files = [
        ("_config.yml", "url: https://www.a.example\n"),
        ("_posts/2024-06-01-phone.md", "---\ntitle: 题\ncategories: 债务 逾期\npublished: false\n---\n甲"),
        ("_drafts/b.md", "---\ntitle: 稿\ndate: 2024-06-01\n---\n甲"),
        ("about.md", "---\ntitle: 关于\npermalink: /about/\n---\n甲"),
        ("notes.md", "甲"),
        ("README.md", "甲"),
    ];
    let [draft, post, about] = read(&files).try_into().unwrap();
    assert_eq!((draft.status, post.status.clone()), (RecordStatus::Draft, RecordStatus::Draft));
    assert_eq!(
        (post.address, post.name.as_deref()),
        (Some(Address::Path("/债务/逾期/2024/06/01/phone.html".to_owned())), Some("phone"))
    );
    assert_eq!(about.address, Some(Address::Path("/about/".to_owned())));
}

#[test]
fn files_without_a_generator_are_articles_of_their_folders() {
    let files = [("债务/phone.md", "# 电话\n\n甲"), ("b.md", "---\ntitle: [坏\n---\n甲")];
    let folder = folder(&files);
    let named = Options { address: Some("/hf/{slug}.html".to_owned()), ..options() };
    let [broken, record] = records(&*open(&[folder.path().to_path_buf()], &named).unwrap()).try_into().unwrap();
    assert!(matches!(broken.status, RecordStatus::Broken(_)));
    assert_eq!((record.title.as_str(), record.category.join("/"), text(&record)), ("电话", "债务".to_owned(), "甲"));
    assert_eq!(
        (record.address, record.published),
        (Some(Address::Path("/hf/phone.html".to_owned())), Err("信息栏里没有日期".to_owned()))
    );
    let one = open(&[folder.path().join("债务/phone.md")], &options()).unwrap();
    assert_eq!(readings(&*one).len(), 1);
}

#[test]
fn paths_of_categories() {
    let category = |program: &str, front: &str| {
        let files = [(program, ""), ("source/_posts/a.md", front), ("content/x/a.md", front)];
        let record = read(&files).remove(0);
        (record.category.join("/"), record.tags.join("/"))
    };
    let pair = |category: &str, tags: &str| (category.to_owned(), tags.to_owned());
    assert_eq!(category("_config.yml", "---\ncategories: [甲, 乙]\n---\n"), pair("甲/乙", ""));
    assert_eq!(category("_config.yml", "---\ncategories:\n- [甲, 乙]\n- [丙, 丁]\n---\n"), pair("甲/乙", "丁"));
    assert_eq!(category("hugo.toml", "---\ntitle: 题\n---\n"), pair("x", ""));
}
