//! XML as a stream of elements and texts, for Word, Excel and WordPress files.
//!
//! Names have fixed prefixes, whichever the file chose: `w:p` is a paragraph of Word. Entities of the file are never expanded.

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};

/// Open elements beyond which a file is refused.
const MAX_DEPTH: usize = 256;
/// Attributes of an element beyond which the others are not read.
const MAX_ATTRIBUTES: usize = 256;

/// Prefixes by the end of the address of their namespace.
const PREFIXES: [(&str, &str); 12] = [
    ("/wordprocessingml/2006/main", "w"),
    ("/wordprocessingml/main", "w"),
    ("/spreadsheetml/2006/main", ""),
    ("/spreadsheetml/main", ""),
    ("/package/2006/relationships", ""),
    ("/drawingml/2006/main", "a"),
    ("/drawingml/main", "a"),
    ("/officeDocument/2006/relationships", "r"),
    ("/officeDocument/relationships", "r"),
    ("/markup-compatibility/2006", "mc"),
    ("/dc/elements/1.1/", "dc"),
    ("/dc/terms/", "dcterms"),
];

#[derive(Debug, PartialEq, Eq)]
pub(super) enum XmlEvent {
    Start(Element),
    /// The name of the element that ends.
    End(String),
    /// `is_raw` is true for a CDATA section.
    Text {
        text: String,
        is_raw: bool,
    },
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Why a file is no XML that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum XmlFault {
    Syntax,
    TooDeep,
}

pub(super) struct Xml<'t> {
    reader: Reader<&'t [u8]>,
    /// Names of the open elements.
    open: Vec<String>,
    /// Declared prefixes: depth, prefix in the file, fixed prefix.
    scopes: Vec<(usize, String, Option<&'static str>)>,
}

impl<'t> Xml<'t> {
    pub(super) fn new(text: &'t str) -> Xml<'t> {
        let mut reader = Reader::from_str(text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']));
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Xml { reader, open: Vec::new(), scopes: Vec::new() }
    }

    /// The next element or text; `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<XmlEvent>, XmlFault> {
        loop {
            let event = self.reader.read_event().map_err(|_| XmlFault::Syntax)?;
            let event = match event {
                Event::Eof if self.open.is_empty() => return Ok(None),
                Event::Eof => return Err(XmlFault::Syntax),
                Event::Start(start) => XmlEvent::Start(self.start(&start)?),
                Event::End(_) => {
                    let Some(name) = self.open.pop() else { return Err(XmlFault::Syntax) };
                    let depth = self.open.len();
                    while self.scopes.last().is_some_and(|(at, ..)| *at > depth) {
                        self.scopes.pop();
                    }
                    XmlEvent::End(name)
                }
                Event::Text(text) => XmlEvent::Text { text: text.xml10_content().into_owned(), is_raw: false },
                Event::CData(text) => XmlEvent::Text { text: text.xml10_content().into_owned(), is_raw: true },
                Event::GeneralRef(reference) => {
                    let c = reference.resolve_char_ref().ok().flatten().map(String::from);
                    let known = || resolve_predefined_entity(&reference).map(str::to_owned);
                    let text = c.or_else(known).unwrap_or_else(|| format!("&{};", &*reference));
                    XmlEvent::Text { text, is_raw: false }
                }
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            };
            return Ok(Some(event));
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<Element, XmlFault> {
        if self.open.len() >= MAX_DEPTH {
            return Err(XmlFault::TooDeep);
        }
        let depth = self.open.len() + 1;
        let mut attributes = start.attributes();
        let attributes = attributes.with_checks(false).flatten().take(MAX_ATTRIBUTES);
        let mut written = Vec::new();
        for attribute in attributes {
            let value = unescape(&attribute.value).unwrap_or_else(|_| attribute.value.clone()).into_owned();
            let key = attribute.key.into_inner();
            match key.strip_prefix("xmlns").map(|prefix| prefix.strip_prefix(':').unwrap_or(prefix)) {
                Some(prefix) if self.scopes.len() < MAX_ATTRIBUTES => {
                    let fixed = PREFIXES.iter().find(|(end, _)| value.ends_with(end)).map(|(_, fixed)| *fixed);
                    self.scopes.push((depth, prefix.to_owned(), fixed));
                }
                Some(_) => {}
                None => written.push((key.to_owned(), value)),
            }
        }
        let name = self.fixed(start.name().into_inner(), true);
        let attributes = written.into_iter().map(|(key, value)| (self.fixed(&key, false), value)).collect();
        self.open.push(name.clone());
        Ok(Element { name, attributes })
    }

    /// A name with the fixed prefix of its namespace. A name without a prefix has the namespace of the element around it.
    fn fixed(&self, name: &str, is_element: bool) -> String {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        if prefix.is_empty() && !is_element {
            return name.to_owned();
        }
        let declared = self.scopes.iter().rev().find(|(_, written, _)| written == prefix);
        match declared.and_then(|(.., fixed)| *fixed) {
            Some("") => local.to_owned(),
            Some(fixed) => format!("{fixed}:{local}"),
            None => name.to_owned(),
        }
    }
}

/// The text of an attribute or an element is read up to here; what follows is left out.
pub(super) fn push_within(out: &mut String, text: &str, limit: usize) {
    let room = limit.saturating_sub(out.len()).min(text.len());
    out.push_str(text.get(..text.floor_char_boundary(room)).unwrap_or(""));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, XmlFault> {
        let (mut xml, mut out) = (Xml::new(text), String::new());
        while let Some(event) = xml.next()? {
            match event {
                XmlEvent::Start(element) => {
                    let attributes: String = element.attributes.iter().map(|(key, value)| format!(" {key}={value}")).collect();
                    out.push_str(&format!("<{}{attributes}>", element.name));
                }
                XmlEvent::End(name) => out.push_str(&format!("</{name}>")),
                XmlEvent::Text { text, .. } => out.push_str(&text),
            }
        }
        Ok(out)
    }

    #[test]
    fn names_have_fixed_prefixes() {
        let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        for text in [
            format!("<w:p xmlns:w='{word}' w:a='1'><w:r/></w:p>"),
            format!("<n:p xmlns:n='{word}' n:a='1'><n:r/></n:p>"),
            format!("<p xmlns='{word}' xmlns:q='{word}' q:a='1'><r/></p>"),
            "<w:p w:a='1'><w:r/></w:p>".to_owned(),
        ] {
            assert_eq!(read(&text).as_deref(), Ok("<w:p w:a=1><w:r></w:r></w:p>"), "{text}");
        }
        let other = format!("<x:p xmlns:x='urn:x'><w:q xmlns:w='{word}'/><x:w/></x:p>");
        assert_eq!(read(&other).as_deref(), Ok("<x:p><w:q></w:q><x:w></x:w></x:p>"));
    }

    #[test]
    fn entities_of_the_file_are_never_expanded() {
        let bomb = "<!DOCTYPE a [<!ENTITY b 'x'><!ENTITY c SYSTEM 'file:///etc/passwd'>]><a>&b;&c;&amp;&#x4e2d;&nbsp;&</a>";
        assert_eq!(read(bomb).as_deref(), Ok("<a>&b;&c;&中&nbsp;&</a>"));
    }

    #[test]
    fn sections_are_joined_and_comments_left_out() {
        assert_eq!(
            read("\u{feff}<?xml version='1.0'?><a><![CDATA[x]]]]><![CDATA[>y]]><!-- z --></a>").as_deref(),
            Ok("<a>x]]>y</a>")
        );
    }

    #[test]
    fn broken_and_deep_files_are_refused() {
        for text in ["<a>", "<a></b>", "</a>", "<a", "<a><b></a></b>"] {
            assert_eq!(read(text), Err(XmlFault::Syntax), "{text}");
        }
        assert_eq!(read(&"<a>".repeat(100_000)), Err(XmlFault::TooDeep));
    }
}
