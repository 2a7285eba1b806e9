//! The first step: which elements of a tree are left out, and by which rule.

use std::collections::BTreeMap;

use super::LeaveOut;
use super::element::{self, Role};
use super::footnotes::Footnotes;
use super::page::{Element, Node, NodeId, Page};
use super::picture;

/// What the rules say about the elements of a tree.
#[derive(Debug, Default)]
pub(super) struct Cleaning {
    /// Elements that are left out with everything inside, with the rule and the text to show.
    pub(super) excluded: BTreeMap<NodeId, Exclusion>,
    pub(super) footnotes: Footnotes,
    /// What the site does not show, once for each element.
    pub(super) not_carried: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Exclusion {
    pub(super) rule: &'static str,
    pub(super) text: String,
}

/// Characters of a script or style that the report shows.
const CODE_SHOWN: usize = 120;

impl Cleaning {
    pub(super) fn of(page: &Page, rules: &LeaveOut) -> Cleaning {
        let mut cleaning = Cleaning::default();
        for element in rules.selectors.iter().flat_map(|selector| page.select(selector)) {
            cleaning.excluded.insert(element.id(), Exclusion { rule: "leave-out", text: element.text() });
        }
        if let Some(root) = page.root() {
            cleaning.visit(root);
            cleaning.footnotes = Footnotes::of(root, &cleaning.excluded);
        }
        cleaning
    }

    pub(super) fn excludes(&self, element: Element<'_>) -> bool {
        self.excluded.contains_key(&element.id())
    }

    fn visit(&mut self, element: Element<'_>) {
        for child in element.children() {
            let Node::Element(child) = child else { continue };
            if self.excludes(child) {
                continue;
            }
            match element::role(child) {
                Role::Excluded(rule) => self.exclude(child, rule),
                Role::Picture if picture::source(child).is_none() => self.exclude(child, "placeholder"),
                _ => {
                    self.not_carried.extend(element::decorations(child).map(str::to_owned));
                    if child.name() == "form" {
                        self.not_carried.push("form".to_owned());
                    }
                    self.visit(child);
                }
            }
        }
    }

    fn exclude(&mut self, element: Element<'_>, rule: &'static str) {
        let address = || ["src", "data-src", "data", "action", "href"].into_iter().find_map(|name| element.attribute(name));
        let text = match rule {
            "frame" | "video" | "audio" | "object" | "form" => {
                let inner = element.descendants().find_map(|inner| inner.attribute("src"));
                let address = address().or(inner).unwrap_or_default();
                [address, &element.text()].join(" ").trim().to_owned()
            }
            "script" | "style" => {
                let code = address().map_or_else(|| element.inner_html(), str::to_owned);
                code.trim().chars().take(CODE_SHOWN).collect()
            }
            // Its content is text to a parser that runs scripts.
            "noscript" => {
                Page::parse_fragment(&element.raw_text()).ok().and_then(|page| Some(page.root()?.text())).unwrap_or_default()
            }
            _ => element.text(),
        };
        if matches!(rule, "frame" | "video" | "audio" | "object" | "form" | "drawing" | "wechat-widget") {
            self.not_carried.push(rule.to_owned());
        }
        self.excluded.insert(element.id(), Exclusion { rule, text });
    }
}
