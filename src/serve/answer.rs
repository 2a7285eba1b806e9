//! A request and the state of the preview → an answer. Draws the one page that is asked for; everything else about the site
//! was decided before. Reads nothing but files that are copied as they are.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::http::{Request, Response, Status};
use super::shown::{Good, Listed, Shown, Trouble};
use super::target::{Target, outputs, target};
use super::{media, page};
use crate::diag::{Lang, Severity};
use crate::link::{PageId, State};
use crate::load;
use crate::pipeline::{OutputInput, Sink, Undrawn};
use crate::render::Artifact;

/// Answers a request. `root` is the site's folder.
pub fn answer(shown: &Shown, root: &Path, lang: Lang, request: &Request) -> Response {
    let asked = Asked { shown, root, lang, request };
    let answer = match target(&request.path, &shown.base) {
        Target::Site(rest) => asked.site(&rest),
        Target::Own(name) => asked.own(&name),
        Target::Base => Response::moved(&shown.base),
        Target::Nowhere => asked.not_found(),
    };
    answer.or("X-Content-Type-Options", "nosniff").or("Cross-Origin-Resource-Policy", "same-origin")
}

struct Asked<'a> {
    shown: &'a Shown,
    root: &'a Path,
    lang: Lang,
    request: &'a Request,
}

/// Keeps the files that are rendered.
struct Collect;

impl Sink for Collect {
    type Output = Artifact;

    fn reuse(&self, _: &OutputInput) -> Option<Vec<Artifact>> {
        None
    }

    fn take(&self, files: Vec<Artifact>, _: Option<&OutputInput>) -> io::Result<Vec<Artifact>> {
        Ok(files)
    }
}

/// What stands at an output path.
enum Found {
    Page(Artifact),
    File(Artifact),
    Fault(Trouble),
    Nothing,
}

impl Asked<'_> {
    fn site(&self, rest: &str) -> Response {
        let (output, folder) = outputs(rest);
        let last_good = self.request.query.split('&').any(|q| q == page::LAST_GOOD);
        let is_page = output.ends_with(".html") || folder.as_ref().is_some_and(|f| self.is_page(f));
        let good = match (&self.shown.trouble, &self.shown.good) {
            (Some(trouble), Some(_)) if is_page && !last_good => return self.trouble(trouble),
            (_, Some(good)) => good,
            (Some(trouble), None) => return self.trouble(trouble),
            (None, None) => return Response::refusal(Status::NotFound),
        };
        if let Some(address) = good.redirect(rest) {
            return Response::moved(&address);
        }
        match good.find(self.root, &output) {
            Found::Page(artifact) => self.framed(Status::Fine, good, &artifact.bytes),
            Found::File(artifact) => self.hosted(good, Response::new(Status::Fine, media::of(&output), artifact.bytes)),
            Found::Fault(trouble) => self.trouble(&trouble),
            Found::Nothing => match folder.filter(|f| good.has(f)) {
                Some(_) => {
                    let query = if self.request.query.is_empty() { String::new() } else { format!("?{}", self.request.query) };
                    Response::moved(&format!("{}/{query}", self.request.path))
                }
                None => self.not_found(),
            },
        }
    }

    fn is_page(&self, output: &str) -> bool {
        self.shown.good.as_ref().is_some_and(|good| good.has(output))
    }

    fn trouble(&self, trouble: &Trouble) -> Response {
        page::trouble(self.shown, trouble, &self.request.path, self.lang)
    }

    /// The site's own page for what is not there.
    fn not_found(&self) -> Response {
        let Some(good) = &self.shown.good else { return Response::refusal(Status::NotFound) };
        match good.site.draw(&good.press, "404.html") {
            Ok(Some(artifact)) => self.framed(Status::NotFound, good, &artifact.bytes),
            _ => Response::refusal(Status::NotFound),
        }
    }

    fn framed(&self, status: Status, good: &Good, html: &[u8]) -> Response {
        let bar = page::bar(self.shown, &self.request.path, good.counts, self.lang);
        self.hosted(good, page::framed(status, html, self.shown, &bar))
    }

    /// With the header fields of the site's host.
    fn hosted(&self, good: &Good, response: Response) -> Response {
        good.rules.of(&self.request.path).fold(response, |response, (name, value)| response.or(name, value))
    }

    fn own(&self, name: &str) -> Response {
        match name {
            "preview.css" => Response::new(Status::Fine, media::of(name), page::CSS),
            "preview.js" => Response::new(Status::Fine, media::of(name), page::JS),
            "findings" => page::findings(self.shown, self.lang),
            "unpublished.json" => Response::new(Status::Fine, media::JSON, self.unpublished()),
            _ => Response::refusal(Status::NotFound),
        }
    }

    /// The URL paths of articles that are shown here but not published yet, and what to call them.
    fn unpublished(&self) -> String {
        let Some(good) = &self.shown.good else { return "{}".to_owned() };
        let (addresses, library) = (&good.site.linked.addresses, &good.site.linked.library);
        let zh = self.lang == Lang::Zh;
        let articles = library.articles.ids().filter(|i| addresses.has_page(*i));
        let named = articles.filter_map(|i| {
            let word = match addresses.state(i) {
                State::Draft => Some(if zh { "草稿" } else { "draft" }),
                State::Future => Some(if zh { "未到日期" } else { "not due" }),
                _ => None,
            };
            Some((addresses.url(library, PageId::Article(i)), word?))
        });
        let named: BTreeMap<String, &str> = named.collect();
        serde_json::to_string(&named).unwrap_or_default()
    }
}

impl Shown {
    /// True where an old address leads on from a path below the base.
    pub fn redirects_from(&self, path: &str) -> bool {
        self.good.as_ref().is_some_and(|good| good.redirect(path).is_some())
    }
}

impl Good {
    /// Where an old address leads.
    fn redirect(&self, path: &str) -> Option<String> {
        let linked = &self.site.linked;
        let redirect = linked.redirects.iter().find(|r| r.from.strip_prefix('/') == Some(path))?;
        Some(linked.addresses.url(&linked.library, PageId::Article(redirect.to)))
    }

    /// True where a page or file stands at an output path.
    fn has(&self, output: &str) -> bool {
        let linked = &self.site.linked;
        linked.page_at(output).is_some() || linked.copies.iter().any(|(_, to)| to == output)
    }

    /// A file of the search index.
    fn search_file(&self, output: &str) -> Option<Vec<u8>> {
        if !output.starts_with("search/") || !self.site.linked.library.settings.search {
            return None;
        }
        let make = || {
            let made = self.site.render_search_index(&Collect).unwrap_or_default();
            made.into_iter().map(|file| (file.path, file.bytes)).collect()
        };
        self.search.get_or_init(make).get(output).cloned()
    }

    fn find(&self, root: &Path, output: &str) -> Found {
        let linked = &self.site.linked;
        if let Some((from, _)) = linked.copies.iter().find(|(_, to)| to == output) {
            return match load::read_plain_file(&root.join(from)) {
                Ok(bytes) => Found::File(Artifact { path: output.to_owned(), bytes }),
                Err(_) => Found::Nothing,
            };
        }
        match self.site.draw(&self.press, output) {
            Ok(Some(artifact)) if output.ends_with(".html") => Found::Page(artifact),
            Ok(Some(artifact)) => Found::File(artifact),
            Ok(None) => match self.search_file(output) {
                Some(bytes) => Found::File(Artifact { path: output.to_owned(), bytes }),
                None => Found::Nothing,
            },
            Err(Undrawn::Fault(finding)) => {
                let report = self.site.report(&vec![*finding].into(), false);
                Found::Fault(Trouble::Findings(Listed::of(&self.site, &report, Severity::Warning)))
            }
            Err(Undrawn::Unread(error)) => Found::Fault(Trouble::Disk(error.to_string())),
        }
    }
}
