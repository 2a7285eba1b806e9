//! HTML as a tree with selectors. The only module that knows the HTML parser.

use html5ever::driver::{ParseOpts, Parser, parse_document, parse_fragment};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{TreeBuilderOpts, TreeSink};
use html5ever::{QualName, local_name, ns};
use scraper::{ElementRef, Html, HtmlTreeSink};

use super::Refusal;

/// Levels of elements in a page. Editors that wrap each paragraph anew reach about 60.
pub(crate) const MOST_LEVELS: usize = 256;
/// Bytes of a page. A page with pictures inside has some millions.
const MOST_BYTES: usize = 1 << 26;
/// Nodes of a page.
const MOST_NODES: usize = 500_000;
/// Nodes that a page may have beyond one a byte. The parser repeats unclosed elements in each paragraph, so that the number of nodes
/// can grow with the square of the bytes.
const MORE_NODES: usize = 10_000;
/// Attributes of an element. The parser compares each with all before it.
const MOST_ATTRIBUTES: usize = 1_000;
/// Bytes that the parser gets before the tree is measured again.
const STEP: usize = 1_024;

/// A parsed page, or a part of one.
#[derive(Debug)]
pub(crate) struct Page(Html);

impl Page {
    /// Parses a complete page.
    pub(crate) fn parse(html: &str) -> Result<Page, Refusal> {
        parse(parse_document(HtmlTreeSink::new(Html::new_document()), options()), html)
    }

    /// Parses the content of a body or of another container.
    pub(crate) fn parse_fragment(html: &str) -> Result<Page, Refusal> {
        let body = QualName::new(None, ns!(html), local_name!("body"));
        parse(parse_fragment(HtmlTreeSink::new(Html::new_fragment()), options(), body, Vec::new(), false), html)
    }

    /// The elements that a selector matches, in the order of the page.
    pub(crate) fn select<'a>(&'a self, selector: &Selector) -> Vec<Element<'a>> {
        self.0.select(&selector.0).map(Element).collect()
    }

    /// The first element that a selector matches.
    pub(crate) fn first<'a>(&'a self, selector: &Selector) -> Option<Element<'a>> {
        self.0.select(&selector.0).next().map(Element)
    }

    /// The element around everything else.
    pub(crate) fn root(&self) -> Option<Element<'_>> {
        self.0.tree.root().children().find_map(ElementRef::wrap).map(Element)
    }
}

fn options() -> ParseOpts {
    // The content of `noscript` becomes text, which is left out whole.
    ParseOpts { tree_builder: TreeBuilderOpts { scripting_enabled: true, ..Default::default() }, ..Default::default() }
}

/// Feeds a page to the parser step by step, and stops if the tree becomes too deep or too large.
fn parse(mut parser: Parser<HtmlTreeSink>, html: &str) -> Result<Page, Refusal> {
    if html.len() > MOST_BYTES || has_crowded_tag(html) {
        return Err(Refusal::TooLarge);
    }
    let most = MOST_NODES.min(html.len() + MORE_NODES);
    let mut measured = 0;
    let mut rest = html;
    while !rest.is_empty() {
        let (step, after) = rest.split_at(rest.ceil_char_boundary(STEP));
        rest = after;
        parser.process(StrTendril::from_slice(step));
        measured = measure(&parser.tokenizer.sink.sink.0.borrow(), measured, most)?;
    }
    let page = parser.finish();
    measure(&page, 0, most)?;
    Ok(Page(page))
}

/// The number of nodes; an error if they are more than `most`, or if one beyond the first `measured` is too deep.
fn measure(page: &Html, measured: usize, most: usize) -> Result<usize, Refusal> {
    let nodes = page.tree.nodes();
    let count = nodes.len();
    if count > most {
        return Err(Refusal::TooLarge);
    }
    let mut recent = nodes.rev().take(count.saturating_sub(measured));
    if recent.any(|node| node.ancestors().nth(MOST_LEVELS).is_some()) { Err(Refusal::TooDeep) } else { Ok(count) }
}

/// Where a byte of HTML stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Text,
    /// Behind `<`.
    Open,
    /// Between attributes. `named`: the last one has a name and no value.
    Gap {
        named: bool,
    },
    Name,
    /// Behind `=`.
    Equals,
    Value,
    Quoted(u8),
}

/// True if a tag has too many attributes.
fn has_crowded_tag(html: &str) -> bool {
    let mut state = State::Text;
    let mut attributes = 0;
    for byte in html.bytes() {
        state = match (state, byte) {
            (State::Text | State::Open, b'<') => State::Open,
            (State::Open, b'a'..=b'z' | b'A'..=b'Z') => {
                attributes = 0;
                State::Value
            }
            (State::Text | State::Open, _) => State::Text,
            (State::Quoted(quote), byte) if byte != quote => state,
            (State::Quoted(_), _) => State::Gap { named: false },
            (_, b'>') => State::Text,
            (State::Equals, b'"' | b'\'') => State::Quoted(byte),
            (State::Equals, _) if byte.is_ascii_whitespace() => State::Equals,
            (State::Equals, _) => State::Value,
            (State::Name, b'=') | (State::Gap { named: true }, b'=') => State::Equals,
            (State::Name | State::Gap { named: true }, _) if byte.is_ascii_whitespace() => State::Gap { named: true },
            (State::Value | State::Gap { .. }, _) if byte.is_ascii_whitespace() => State::Gap { named: false },
            (State::Value, b'/') => State::Value,
            (State::Name | State::Gap { .. }, b'/') => State::Gap { named: false },
            (State::Gap { .. }, _) => {
                attributes += 1;
                State::Name
            }
            (State::Name | State::Value, _) => state,
        };
        if attributes > MOST_ATTRIBUTES {
            return true;
        }
    }
    false
}

/// A CSS selector.
#[derive(Debug)]
pub(crate) struct Selector(scraper::Selector);

impl Selector {
    /// `Err` has the reason why this is no selector.
    pub(crate) fn parse(css: &str) -> Result<Selector, String> {
        scraper::Selector::parse(css).map(Selector).map_err(|error| error.to_string())
    }
}

/// Identity of a node within its page.
pub(crate) type NodeId = <HtmlTreeSink as TreeSink>::Handle;

/// An element of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'a>(ElementRef<'a>);

/// A child of an element. Comments are left out.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Node<'a> {
    Element(Element<'a>),
    Text(NodeId, &'a str),
}

impl<'a> Element<'a> {
    pub(crate) fn id(self) -> NodeId {
        self.0.id()
    }

    /// The name in small letters: `p`, `o:p`.
    pub(crate) fn name(self) -> &'a str {
        self.0.value().name()
    }

    pub(crate) fn attribute(self, name: &str) -> Option<&'a str> {
        self.0.attr(name)
    }

    pub(crate) fn children(self) -> impl DoubleEndedIterator<Item = Node<'a>> + use<'a> {
        self.0.children().filter_map(|node| match node.value() {
            scraper::Node::Text(text) => Some(Node::Text(node.id(), text)),
            _ => ElementRef::wrap(node).map(|element| Node::Element(Element(element))),
        })
    }

    /// The elements inside, in the order of the page.
    pub(crate) fn descendants(self) -> impl Iterator<Item = Element<'a>> + use<'a> {
        self.0.descendent_elements().skip(1).map(Element)
    }

    /// The elements inside that a selector matches, in the order of the page.
    pub(crate) fn select(self, selector: &Selector) -> Vec<Element<'a>> {
        self.0.select(&selector.0).map(Element).collect()
    }

    /// The text inside, without scripts and styles, with one blank for each run of white space.
    pub(crate) fn text(self) -> String {
        let mut text = String::new();
        for node in self.0.descendants() {
            let parent = node.parent().and_then(ElementRef::wrap).map_or("", |parent| parent.value().name());
            if let scraper::Node::Text(piece) = node.value()
                && !matches!(parent, "script" | "style" | "noscript" | "template")
            {
                text.push_str(piece);
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// All text inside as it is, which is HTML in an element whose content was not parsed.
    pub(crate) fn raw_text(self) -> String {
        self.0.text().collect()
    }

    /// The HTML inside.
    pub(crate) fn inner_html(self) -> String {
        self.0.inner_html()
    }
}
