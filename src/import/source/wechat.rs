//! Saved articles of WeChat. They lie at a host that is not ours, so that they have no address here.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::files::{self, SourceFiles};
use super::shared::{decoded, file_link, joined_words, mark_decoding, stem};
use super::{Data, Kind, Options, Overview, Piece, Reading, Refusal, Source, day};
use crate::import::prepare::page::{Element, Page, Selector};
use crate::import::record::{Author, Body, Day, Note, Origin, Record, RecordKind, RecordStatus};

/// The largest page in bytes. A browser writes the pictures into the page if one asks it to.
const MAX_FILE: u64 = 64 << 20;
/// Bytes at the beginning of a page in which its address is searched.
const HEAD: u64 = 1 << 18;
/// Links of an article to others that are here.
const MAX_LINKS: usize = 200;
const HOST: &str = "mp.weixin.qq.com/s";

/// Selectors of a page.
#[derive(Debug)]
struct Recipe {
    title: Selector,
    meta_title: Selector,
    meta_author: Selector,
    author: Selector,
    body: Selector,
    links: Selector,
    scripts: Selector,
}

struct WechatSource {
    files: SourceFiles,
    overview: Overview,
    options: Options,
    recipe: Recipe,
    /// Files by the articles that they have, to resolve links between them.
    articles: BTreeMap<String, String>,
}

pub(super) fn open(from: &[PathBuf], options: &Options) -> Result<Box<dyn Source>, Refusal> {
    let recipe = recipe().map_err(|reason| Refusal::Unreadable(Kind::Wechat, reason))?;
    let files = files::list(from, &|name| [".html", ".htm", ".mhtml"].iter().any(|end| name.to_ascii_lowercase().ends_with(end)))?;
    let overview = Overview { pieces: Some(files.files.len() as u64), notes: files.notes.clone(), ..Overview::default() };
    let mut articles = BTreeMap::new();
    for file in &files.files {
        let head = files::head(&file.path, HEAD)?;
        let head = String::from_utf8_lossy(&head);
        if let Some(article) = own(&head) {
            articles.entry(article).or_insert_with(|| file.name.clone());
        }
    }
    Ok(Box::new(WechatSource { files, overview, options: options.clone(), recipe, articles }))
}

fn recipe() -> Result<Recipe, String> {
    Ok(Recipe {
        title: Selector::parse("#activity-name")?,
        meta_title: Selector::parse("meta[property='og:title']")?,
        meta_author: Selector::parse("meta[name=author]")?,
        author: Selector::parse("#js_author_name, .rich_media_meta_text")?,
        body: Selector::parse("#js_content")?,
        links: Selector::parse("a[href]")?,
        scripts: Selector::parse("script")?,
    })
}

/// The article that a page is, by the address that it states.
fn own(head: &str) -> Option<String> {
    let url = head.split_once("og:url").or_else(|| head.split_once("msg_link"))?.1;
    let url = url.get(..url.floor_char_boundary(2048)).unwrap_or(url);
    let start = url.find("http")?;
    let url = url.get(start..)?;
    article(url.get(..url.find(['"', '\'', '>', ' ']).unwrap_or(url.len()))?)
}

/// What an address of WeChat names: a short name, or the numbers of account, mail and position.
fn article(address: &str) -> Option<String> {
    let address = address.replace("&amp;", "&").replace("\\x26amp;", "&").replace("\\x26", "&");
    let (_, path) = address.split_once(HOST)?;
    let path = path.split('#').next()?;
    if let Some(short) = path.strip_prefix('/') {
        let short = short.split('?').next()?;
        return (!short.is_empty()).then(|| short.to_owned());
    }
    let query = path.strip_prefix('?')?;
    let value = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    Some(format!("{} {} {}", value("__biz")?, value("mid")?, value("idx").unwrap_or("1")))
}

impl WechatSource {
    fn read(&self, name: &str, path: &Path) -> io::Result<Reading> {
        let fault = |rule| Ok(Reading::Fault(Note { rule, text: name.to_owned() }));
        let Some(bytes) = files::read(path, MAX_FILE)? else { return fault("file-size") };
        let text = decoded(&bytes);
        let Ok(page) = Page::parse(&text.text) else { return fault("html-depth") };
        let Some(body) = page.first(&self.recipe.body) else { return Ok(Reading::Skipped("page without an article".to_owned())) };
        let mut record = self.record(name, &page, self.with_links(name, body));
        mark_decoding(&text, &mut record);
        Ok(Reading::Record(Box::new(record)))
    }

    /// The HTML of a body, in which links to articles that are here lead to their files.
    fn with_links(&self, name: &str, body: Element<'_>) -> String {
        let mut html = body.inner_html();
        let mut links: Vec<&str> = body.select(&self.recipe.links).into_iter().filter_map(|link| link.attribute("href")).collect();
        links.sort_unstable();
        links.dedup();
        let known = links.into_iter().filter_map(|link| Some((link, self.articles.get(&article(link)?)?)));
        for (link, file) in known.take(MAX_LINKS) {
            let written = format!("href=\"{}\"", link.replace('&', "&amp;").replace('"', "&quot;"));
            html = html.replace(&written, &format!("href=\"{}\"", file_link(name, file)));
        }
        html
    }

    fn record(&self, name: &str, page: &Page, body: String) -> Record {
        let text = |selector| page.first(selector).map(Element::text).filter(|text| !text.is_empty());
        let meta = |selector| {
            page.first(selector).and_then(|meta| meta.attribute("content")).map(joined_words).filter(|text| !text.is_empty())
        };
        let title = text(&self.recipe.title).or_else(|| meta(&self.recipe.meta_title));
        let author = meta(&self.recipe.meta_author).or_else(|| text(&self.recipe.author));
        let seconds = page.select(&self.recipe.scripts).into_iter().find_map(|script| seconds(&script.inner_html()));
        let date = seconds.and_then(|seconds| day::of_seconds(seconds, self.options.utc_offset));
        Record {
            key: format!("wechat:{name}"),
            id: None,
            origin: Origin { file: name.to_owned(), line: None },
            kind: RecordKind::Article,
            status: RecordStatus::Live,
            title: title.unwrap_or_else(|| stem(name).to_owned()),
            body: Body::Html(body),
            published: date.map(|date| Day { date, year_is_certain: true }).ok_or_else(|| "页面里没有发布时间".to_owned()),
            updated: None,
            summary: None,
            category: Vec::new(),
            tags: Vec::new(),
            author: author.map(|name| Author { login: None, name: Some(name) }),
            address: None,
            other_addresses: Vec::new(),
            name: Some(stem(name).to_owned()),
            expires: None,
            views: None,
            not_carried: Vec::new(),
            removals: Vec::new(),
            notes: Vec::new(),
        }
    }
}

/// The seconds of publication in a script: `var ct = "1700000000"`, `createTime = '1700000000'`.
fn seconds(script: &str) -> Option<i64> {
    ["var ct", "ct", "createTimestamp", "svr_time"].iter().find_map(|name| {
        script.match_indices(name).find_map(|(at, _)| {
            let value = script.get(at + name.len()..)?.trim_start().strip_prefix(['=', ':'])?.trim_start();
            let value = value.trim_start_matches(['"', '\'']);
            let digits = value.bytes().take(11).take_while(u8::is_ascii_digit).count();
            value.get(..digits).filter(|_| digits == 10)?.parse().ok()
        })
    })
}

impl Source for WechatSource {
    fn kind(&self) -> Kind {
        Kind::Wechat
    }

    fn overview(&self) -> &Overview {
        &self.overview
    }

    fn pieces(&self, each: &mut dyn FnMut(Piece) -> ControlFlow<()>) -> io::Result<Vec<(Origin, Note)>> {
        // The error of `try_for_each` only ends the loop.
        let _ = self.files.files.iter().try_for_each(|file| each(file.piece()));
        Ok(Vec::new())
    }

    fn record(&self, piece: Piece) -> io::Result<Reading> {
        match &piece.data {
            Data::File(path) => self.read(&piece.origin.file, path),
            Data::Row(..) | Data::Part(_) => Ok(Reading::Skipped("no file".to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{compare, given, options, records};
    use super::*;
    use crate::text::url;

    #[test]
    fn the_given_articles_have_their_records() {
        let records = records(&*open(&given("wechat/saved"), &options()).unwrap());
        compare("wechat", &records);
        let [first, _, third, ..] = records.as_slice() else { panic!("records") };
        assert_eq!(first.key, "wechat:00 网贷逾期后的第一.html");
        assert_eq!(first.author, Some(Author { login: None, name: Some("何砚".to_owned()) }));
        let Body::Html(body) = &third.body else { panic!("html") };
        let link = body.split_once("href=\"").and_then(|(_, tail)| tail.split_once('"')).map(|(link, _)| link);
        assert_eq!(link.and_then(url::decode).as_deref(), Some("00 网贷逾期后的第一.html"), "{body}");
    }

    #[test]
    fn articles_are_known_by_short_and_long_addresses() {
        for (address, want) in [
            ("https://mp.weixin.qq.com/s/abc_D-1?scene=1#rd", Some("abc_D-1")),
            ("http://mp.weixin.qq.com/s?__biz=MzA==&amp;mid=265&amp;idx=2&amp;sn=1&chksm=9#wechat_redirect", Some("MzA== 265 2")),
            ("http://mp.weixin.qq.com/s?__biz=MzA==\\x26amp;mid=265", Some("MzA== 265 1")),
            ("https://mp.weixin.qq.com/s/", None),
            ("https://mp.weixin.qq.com/mp/profile", None),
            ("https://a.example/s/abc", None),
        ] {
            assert_eq!(article(address).as_deref(), want, "{address}");
        }
        assert_eq!(own("<meta property=\"og:url\" content=\"https://mp.weixin.qq.com/s/abc\">").as_deref(), Some("abc"));
        assert_eq!(own("var msg_link = 'http://mp.weixin.qq.com/s?__biz=A&mid=1';").as_deref(), Some("A 1 1"));
        assert_eq!(own("og:url"), None);
    }

    #[test]
    fn the_moment_of_publication_is_in_a_script() {
        assert_eq!(seconds("var a=1;var ct = \"1672537205\";"), Some(1_672_537_205));
        assert_eq!(seconds("ct: '1672537205'"), Some(1_672_537_205));
        assert_eq!(seconds("var ct = \"\"; act = 5; ct=99999999999"), None);
    }
}
