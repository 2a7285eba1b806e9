//! Every record of the given material, and of nastier one, comes out as its `expected.json` says.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::fixture::{Article, Fixture, names};

/// A text without blanks, widths and the backslashes of Markdown.
fn plain(text: &str) -> String {
    // Pages bind the number of a heading to its words with a word joiner.
    let folded: String = text.nfkc().filter(|c| !c.is_whitespace() && *c != '\u{2060}').collect();
    folded.replace('\\', "")
}

/// The words of Markdown: without emphasis, and links as their words.
fn unmarked(markdown: &str) -> String {
    let mut parts = markdown.split("](");
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        out.push_str(part.split_once(')').map_or(part, |(_, rest)| rest));
    }
    for tag in ["sub", "sup", "u", "mark", "kbd", "br"] {
        out = out.replace(&format!("<{tag}>"), "").replace(&format!("</{tag}>"), "");
    }
    out.replace(['*', '[', ']'], "")
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value[key].as_str()
}

fn strings<'v>(value: &'v Value, key: &str) -> Vec<&'v str> {
    value[key].as_array().map(|all| all.iter().map(|one| one.as_str().unwrap()).collect()).unwrap_or_default()
}

/// What an import of a fixture printed and wrote, to be compared with what is expected of each record.
struct Judge {
    fixture: Fixture,
    expected: Value,
    stderr: String,
    faults: Vec<String>,
}

impl Judge {
    fn new(name: &str) -> Judge {
        let fixture = Fixture::new(name);
        let expected = fixture.expected();
        let run = fixture.import(&[]);
        assert_eq!(run.status, 0, "{name}: {}", run.stderr);
        Judge { fixture, expected, stderr: run.stderr, faults: Vec::new() }
    }

    fn fault(&mut self, record: &Value, what: impl Into<String>) {
        let (name, key, what) = (&self.fixture.name, text(record, "key").unwrap_or("?"), what.into());
        self.faults.push(format!("{name} {key}: {what}"));
    }

    fn equal(&mut self, record: &Value, what: &str, found: Option<&str>, expected: Option<&str>) {
        if found != expected {
            self.fault(record, format!("{what} is {found:?}, not {expected:?}"));
        }
    }

    fn run(mut self) -> Vec<String> {
        let records = self.expected["records"].as_array().unwrap().clone();
        let ledger = std::fs::read_to_string(self.fixture.site.path("site/urls.tsv")).unwrap_or_default();
        self.fixture.build();
        for record in &records {
            self.record(record, &ledger);
        }
        self.faults
    }

    fn record(&mut self, record: &Value, ledger: &str) {
        let title = text(record, "title").unwrap().to_owned();
        let file = self.fixture.file(&title);
        let row = text(record, "address").and_then(|address| ledger.lines().find(|line| line.starts_with(&format!("{address}\t"))));
        let state = row.and_then(|row| row.split('\t').nth(1)).map(str::to_owned);
        match (text(record, "status").unwrap(), file) {
            ("gone", None) => self.equal(record, "the state of the address", state.as_deref(), Some("gone")),
            ("held", None) => self.held(record, state.as_deref()),
            ("gone" | "held", Some(article)) => self.fault(record, format!("{} was written", article.path)),
            (_, None) => self.fault(record, "it has no file"),
            ("page", Some(page)) => {
                let address = format!("/{}/", page.slug());
                self.equal(record, "the folder", Some(page.path.rsplit_once('/').unwrap().0), Some("content/pages"));
                let old = text(record, "address").unwrap();
                let leads = old == address || self.fixture.site.path(&format!("site/public{old}")).exists();
                if !leads {
                    self.fault(record, format!("{old} leads nowhere"));
                }
            }
            (status, Some(article)) => self.article(record, status, &article, state.as_deref()),
        }
    }

    fn held(&mut self, record: &Value, state: Option<&str>) {
        if !record["address"].is_null() {
            self.equal(record, "the state of the address", state, Some("held"));
        }
        let held: String =
            self.fixture.site.tree("site/import").into_values().map(|bytes| String::from_utf8(bytes).unwrap()).collect();
        if !held.contains(text(record, "title").unwrap()) {
            self.fault(record, "it does not wait in import/held/");
        }
        if held.contains("13800138000") || self.stderr.contains("13800138000") {
            self.fault(record, "its number was repeated");
        }
    }

    fn article(&mut self, record: &Value, status: &str, article: &Article, state: Option<&str>) {
        let is_draft = article.value("draft").as_deref() == Some("true");
        if is_draft != (status == "draft") {
            self.fault(record, format!("draft is {is_draft}"));
        }
        let permalink = text(&self.expected, "permalink").unwrap().replace("{slug}", article.slug());
        let aliases = article.list("aliases");
        for old in [text(record, "address"), text(record, "old")].into_iter().flatten() {
            if old != permalink && !aliases.iter().any(|alias| alias == old) {
                self.fault(record, format!("{old} is neither its address nor one of {aliases:?}"));
            }
        }
        if record["address"].is_string() {
            let expected = match (status, text(record, "address") == Some(&permalink)) {
                ("draft", _) => "draft",
                (_, true) => "lives",
                (_, false) => "redirect",
            };
            self.equal(record, "the state of the address", state, Some(expected));
        }
        for key in ["date", "updated", "author", "lender"] {
            self.equal(record, key, article.value(key).as_deref(), text(record, key));
        }
        let topics = article.list("topics");
        self.equal(record, "topic", topics.first().map(String::as_str), text(record, "topic"));
        self.page(record, article, &permalink);
    }

    fn page(&mut self, record: &Value, article: &Article, address: &str) {
        let page = self.fixture.page(address);
        let (prose, body) = (plain(&page.prose), plain(&article.body));
        for sentence in strings(record, "sentences") {
            if !prose.contains(&plain(sentence)) {
                self.fault(record, format!("the page lacks {sentence}"));
            }
            if !plain(&unmarked(&article.body)).contains(&plain(&unmarked(sentence))) {
                self.fault(record, format!("the file lacks {sentence}"));
            }
        }
        // Sentences with marks that the file escapes.
        for sentence in strings(record, "shown") {
            if !prose.contains(&plain(sentence)) {
                self.fault(record, format!("the page does not show {sentence}"));
            }
        }
        for absent in strings(record, "absent") {
            if prose.contains(&plain(absent)) || body.contains(&plain(absent)) {
                self.fault(record, format!("it still has {absent}"));
            }
        }
        let expected: Vec<(u64, String)> = record["headings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|heading| (heading[0].as_u64().unwrap(), plain(heading[1].as_str().unwrap())))
            .collect();
        let all: Vec<(u64, String)> = page.headings.iter().map(|h| (u64::from(h.level), plain(&h.text))).collect();
        let is_run = expected.is_empty() || all.windows(expected.len()).any(|run| run == expected);
        if !is_run {
            self.fault(record, format!("its headings {all:?} have no {expected:?}"));
        }
        let count = article.body.lines().filter(|line| line.starts_with("##") || line.starts_with("---")).count();
        if count > expected.len() && !article.body.contains("|---") {
            self.fault(record, format!("it has {count} headings, not {}", expected.len()));
        }
        self.links(record, article);
        self.pictures(record, article);
        if let Some(table) = record["table"].as_array() {
            let rows: Vec<&str> = article.body.lines().filter(|line| line.starts_with('|')).collect();
            let columns = rows.first().map_or(0, |row| row.matches('|').count().saturating_sub(1));
            let found = (rows.len().saturating_sub(1) as u64, columns as u64);
            let expected = (table[0].as_u64().unwrap(), table[1].as_u64().unwrap());
            if found != expected {
                self.fault(record, format!("its table is {found:?}, not {expected:?}"));
            }
        }
    }

    fn links(&mut self, record: &Value, article: &Article) {
        for link in record["links"].as_array().unwrap() {
            let (to, words) = (text(link, "to").unwrap(), text(link, "text").unwrap());
            let records = self.expected["records"].as_array().unwrap();
            let title = records.iter().find(|r| text(r, "key") == Some(to)).and_then(|r| text(r, "title")).unwrap().to_owned();
            let target = self.fixture.file(&title);
            let name = target.as_ref().map(|target| target.path.rsplit('/').next().unwrap().to_owned()).unwrap_or_default();
            let start = format!("[{words}](");
            let is_there =
                article.body.split(&start).nth(1).and_then(|rest| rest.split(')').next()).is_some_and(|dest| dest.ends_with(&name));
            if !is_there || name.is_empty() {
                self.fault(record, format!("its words {words} do not lead to {to}"));
            }
        }
    }

    fn pictures(&mut self, record: &Value, article: &Article) {
        for picture in record["images"].as_array().unwrap() {
            let (file, description) = (text(picture, "file").unwrap(), text(picture, "alt").unwrap());
            let missing = picture["missing"].as_bool().unwrap();
            let start = format!("![{description}](");
            let name = article.body.split(&start).nth(1).and_then(|rest| rest.split(')').next());
            match (missing, name) {
                (false, None) => self.fault(record, format!("it does not show {file}")),
                (false, Some(name)) => {
                    let folder = article.path.rsplit_once('/').unwrap().0;
                    if !self.fixture.site.path(&format!("site/{folder}/{name}")).is_file() {
                        self.fault(record, format!("{name} is not beside it"));
                    }
                }
                (true, Some(_)) => self.fault(record, format!("it shows {file}, which is missing")),
                (true, None) => {
                    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
                    let is_told = |line: &str| line.contains("SG614") && line.contains(stem);
                    if !self.stderr.lines().any(is_told) {
                        self.fault(record, format!("nobody was told that {file} is missing"));
                    }
                }
            }
        }
    }
}

fn judge(name: &str) {
    let faults = Judge::new(&format!("given/{name}")).run();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

fn judge_nasty(name: &str) {
    let faults = Judge::new(&format!("nasty/{name}")).run();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Every fixture has a test below.
#[test]
fn every_fixture_is_judged() {
    let tested = ["dedecms", "docx", "html", "markdown", "text", "typecho", "wechat", "wordpress", "zblog"];
    assert_eq!(names("given"), tested.map(|name| format!("given/{name}")));
}

#[test]
fn dedecms() {
    judge("dedecms");
}

#[test]
fn docx() {
    judge("docx");
}

#[test]
fn html() {
    judge("html");
}

#[test]
fn markdown() {
    judge("markdown");
}

#[test]
fn text_pages() {
    judge("text");
}

#[test]
fn typecho() {
    judge("typecho");
}

#[test]
fn wechat() {
    judge("wechat");
}

#[test]
fn wordpress() {
    judge("wordpress");
}

#[test]
fn zblog() {
    judge("zblog");
}

/// Every nasty fixture that is a whole import; the others are dumps that the readers are tested with.
#[test]
fn every_nasty_fixture_is_judged() {
    let tested = ["docx", "html", "markdown", "table", "text", "wechat", "wordpress"];
    assert_eq!(names("nasty"), tested.map(|name| format!("nasty/{name}")));
}

#[test]
fn nasty_docx() {
    judge_nasty("docx");
}

#[test]
fn nasty_html() {
    judge_nasty("html");
}

#[test]
fn nasty_markdown() {
    judge_nasty("markdown");
}

#[test]
fn nasty_table() {
    judge_nasty("table");
}

#[test]
fn nasty_text() {
    judge_nasty("text");
}

#[test]
fn nasty_wechat() {
    judge_nasty("wechat");
}

#[test]
fn nasty_wordpress() {
    judge_nasty("wordpress");
}
