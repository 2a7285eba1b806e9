//! A request and the state of the preview → a response. Renders the requested page only. Reads no file except those that the
//! site copies.

use std::collections::BTreeMap;
use std::path::Path;

use super::http::{Request, Response, Status};
use super::page;
use super::state::{Listed, LoadFailure, PreviewState, ServableSite};
use super::target::{Target, outputs, target};
use crate::diag::{Lang, Severity};
use crate::link::{Output, PageId, ScaledPicture, State};
use crate::load;
use crate::model::FileId;
use crate::pipeline::{Each, RenderError};
use crate::text::{localized, media};

/// The response to a request. `root` is the site's folder.
pub fn answer(state: &PreviewState, root: &Path, lang: Lang, request: &Request) -> Response {
    let exchange = Exchange { state, root, lang, request };
    let answer = match target(&request.path, &state.base) {
        Target::Site(rest) => exchange.site(&rest),
        Target::Own(name) => exchange.own(&name),
        Target::Base => Response::moved(&state.base),
        Target::Nowhere => exchange.not_found(),
    };
    answer.or("X-Content-Type-Options", "nosniff").or("Cross-Origin-Resource-Policy", "same-origin")
}

struct Exchange<'a> {
    state: &'a PreviewState,
    root: &'a Path,
    lang: Lang,
    request: &'a Request,
}

enum Entry {
    Page(Vec<u8>),
    File(Vec<u8>),
    Fault(LoadFailure),
    Nothing,
}

impl Exchange<'_> {
    fn site(&self, rest: &str) -> Response {
        let (output, folder) = outputs(rest);
        let last_good = self.request.query.split('&').any(|q| q == page::LAST_GOOD);
        let is_page = output.ends_with(".html") || folder.as_ref().is_some_and(|f| self.is_page(f));
        let good = match (&self.state.failure, &self.state.good) {
            (Some(failure), Some(_)) if is_page && !last_good => return self.failure(failure),
            (_, Some(good)) => good,
            (Some(failure), None) => return self.failure(failure),
            (None, None) => return Response::refusal(Status::NotFound),
        };
        if let Some(address) = good.redirect(rest, [&output].into_iter().chain(&folder)) {
            return Response::moved(&address);
        }
        match good.find(self.root, &output) {
            Entry::Page(html) => self.framed(Status::Fine, good, &html),
            Entry::File(bytes) => self.hosted(good, Response::new(Status::Fine, media::of(&output), bytes)),
            Entry::Fault(failure) => self.failure(&failure),
            Entry::Nothing => match folder.filter(|f| good.has(f)) {
                Some(_) => {
                    let query = if self.request.query.is_empty() { String::new() } else { format!("?{}", self.request.query) };
                    Response::moved(&format!("{}/{query}", self.request.path))
                }
                None => self.not_found(),
            },
        }
    }

    fn is_page(&self, output: &str) -> bool {
        self.state.good.as_ref().is_some_and(|good| good.has(output))
    }

    fn failure(&self, failure: &LoadFailure) -> Response {
        page::failure(self.state, failure, &self.request.path, self.lang)
    }

    /// The site's own page for a missing one.
    fn not_found(&self) -> Response {
        let Some(good) = &self.state.good else { return Response::refusal(Status::NotFound) };
        match good.site.draw(&good.press, "404.html") {
            Ok(Some(artifact)) => self.framed(Status::NotFound, good, &artifact.bytes),
            _ => Response::refusal(Status::NotFound),
        }
    }

    fn framed(&self, status: Status, good: &ServableSite, html: &[u8]) -> Response {
        let bar = page::bar(self.state, &self.request.path, good.counts, self.lang);
        self.hosted(good, page::framed(status, html, self.state, &bar))
    }

    /// Adds the header fields of the site's host, so that an editor sees what readers see. Only caching stays off.
    fn hosted(&self, good: &ServableSite, response: Response) -> Response {
        let fields = good.rules.iter().filter(|rule| rule.fits(&self.request.path)).flat_map(|rule| &rule.fields);
        let fields = fields.filter(|(name, _)| *name != "Cache-Control");
        fields.fold(response, |response, (name, value)| response.or(name, value))
    }

    fn own(&self, name: &str) -> Response {
        match name {
            "preview.css" => Response::new(Status::Fine, media::of(name), page::CSS),
            "preview.js" => Response::new(Status::Fine, media::of(name), page::JS),
            "findings" => page::findings(self.state, self.lang),
            "unpublished.json" => Response::new(Status::Fine, media::JSON, self.unpublished()),
            _ => Response::refusal(Status::NotFound),
        }
    }

    /// The URL paths of articles that are state here but not published yet, and what to call them.
    fn unpublished(&self) -> String {
        let Some(good) = &self.state.good else { return "{}".to_owned() };
        let (addresses, library) = (&good.site.linked.addresses, &good.site.linked.library);
        let articles = library.articles.ids().filter(|i| addresses.has_page(*i));
        let named = articles.filter_map(|i| {
            let words = match addresses.state(i) {
                State::Draft => ["草稿", "draft"],
                State::Future => ["未到日期", "not due"],
                _ => return None,
            };
            Some((addresses.url(library, PageId::Article(i)), localized(self.lang, words)))
        });
        let named: BTreeMap<String, &str> = named.collect();
        serde_json::to_string(&named).unwrap_or_default()
    }
}

impl ServableSite {
    /// The address that an old one, below the base path, leads to. Its page is one of some outputs.
    fn redirect<'o>(&self, old: &str, mut outputs: impl Iterator<Item = &'o String>) -> Option<String> {
        let (library, addresses) = (&self.site.linked.library, &self.site.linked.addresses);
        outputs.find_map(|output| {
            let Some(Output::Page(PageId::Redirect(id))) = self.site.linked.outputs.get(output) else { return None };
            let redirect = &addresses.redirects[id];
            (redirect.from.strip_prefix('/') == Some(old)).then(|| addresses.destination_url(library, &redirect.to))
        })
    }

    /// True if a page or file has an output path.
    fn has(&self, output: &str) -> bool {
        matches!(self.site.linked.outputs.get(output), Some(Output::Page(_) | Output::Copy(_)))
    }

    fn search_file(&self, output: &str) -> Option<Vec<u8>> {
        let make = || {
            let made = self.site.render_search_index(&Each(Ok)).unwrap_or_default();
            made.into_iter().map(|file| (file.path, file.bytes)).collect()
        };
        self.search.get_or_init(make).get(output).cloned()
    }

    /// A copy of a picture in a smaller width.
    fn picture(&self, id: FileId, output: &str) -> Option<Vec<u8>> {
        let picture = self.site.linked.pictures.values().find(|picture| picture.file == id)?;
        let copies = picture.copies.iter().filter(|(_, path)| path == output).cloned().collect();
        let made = self.site.copies_of(&ScaledPicture { copies, ..*picture }).ok()?;
        made.into_iter().next().map(|file| file.bytes)
    }

    fn find(&self, root: &Path, output: &str) -> Entry {
        let linked = &self.site.linked;
        let file = |bytes: Option<Vec<u8>>| bytes.map_or(Entry::Nothing, Entry::File);
        match linked.outputs.of_file(output) {
            None => Entry::Nothing,
            Some(Output::Copy(id)) => file(load::read_plain_file(&root.join(&*linked.library.files[id].path)).ok()),
            Some(Output::Picture(id)) => file(self.picture(id, output)),
            Some(Output::SearchIndex) => file(self.search_file(output)),
            Some(_) => match self.site.draw(&self.press, output) {
                Ok(Some(page)) if output.ends_with(".html") => Entry::Page(page.bytes),
                Ok(made) => file(made.map(|made| made.bytes)),
                Err(RenderError::Fault(finding)) => {
                    let report = self.site.report(&vec![*finding].into(), false);
                    Entry::Fault(LoadFailure::Findings(Listed::of(&self.site, &report, Severity::Warning)))
                }
                Err(RenderError::Unread(error)) => Entry::Fault(LoadFailure::Disk(error.to_string())),
            },
        }
    }
}
