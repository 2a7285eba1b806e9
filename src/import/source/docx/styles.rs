//! `styles.xml`: what a style is by its name, and the marks of its characters.

use std::collections::BTreeMap;

use super::super::xml::{Xml, XmlEvent};

/// Styles that a style is based on, at most.
const MAX_BASES: usize = 16;

/// What a paragraph is by its style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    Text,
    Title,
    /// 1 is the highest.
    Heading(u8),
    Quote,
    /// A line of a table of contents.
    Contents,
}

/// Marks of characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) is_bold: bool,
    pub(super) is_italic: bool,
    pub(super) is_struck: bool,
    pub(super) is_raised: bool,
    pub(super) is_lowered: bool,
    pub(super) is_hidden: bool,
}

impl Marks {
    /// Applies a property of a run.
    pub(super) fn set(&mut self, name: &str, value: Option<&str>) {
        match name {
            "w:b" => self.is_bold = is_on(value),
            "w:i" => self.is_italic = is_on(value),
            "w:strike" | "w:dstrike" => self.is_struck = is_on(value),
            "w:vanish" => self.is_hidden = is_on(value),
            "w:vertAlign" => {
                self.is_raised = value == Some("superscript");
                self.is_lowered = value == Some("subscript");
            }
            _ => {}
        }
    }

    pub(super) fn with(self, other: Marks) -> Marks {
        Marks {
            is_bold: self.is_bold || other.is_bold,
            is_italic: self.is_italic || other.is_italic,
            is_struck: self.is_struck || other.is_struck,
            is_raised: self.is_raised || other.is_raised,
            is_lowered: self.is_lowered || other.is_lowered,
            is_hidden: self.is_hidden || other.is_hidden,
        }
    }
}

/// True if a property is set: it is there, and its value does not say no.
pub(super) fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off" | "none"))
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Style {
    name: String,
    base: String,
    marks: Marks,
    outline: Option<u8>,
    numbering: Option<(String, usize)>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Styles(BTreeMap<String, Style>);

impl Styles {
    /// Reads the part. What cannot be read is left out: the text does not depend on it.
    pub(super) fn read(text: &str) -> Styles {
        let (mut xml, mut styles) = (Xml::new(text), Styles::default());
        let mut open: Option<(String, Style)> = None;
        while let Ok(Some(event)) = xml.next() {
            let element = match event {
                XmlEvent::Start(element) => element,
                XmlEvent::End(name) if name == "w:style" => {
                    styles.0.extend(open.take());
                    continue;
                }
                XmlEvent::End(_) | XmlEvent::Text { .. } => continue,
            };
            let value = element.get("w:val").map(str::to_owned);
            if element.name == "w:style" {
                open = Some((element.get("w:styleId").unwrap_or_default().to_owned(), Style::default()));
                continue;
            }
            let Some((_, style)) = &mut open else { continue };
            let text = value.clone().unwrap_or_default();
            match element.name.as_str() {
                "w:name" => style.name = text.trim().to_lowercase(),
                "w:basedOn" => style.base = text,
                "w:outlineLvl" => style.outline = text.parse().ok(),
                "w:numId" => style.numbering.get_or_insert_default().0 = text,
                "w:ilvl" => style.numbering.get_or_insert_default().1 = text.parse().unwrap_or(0),
                // Only text that is hidden itself is left out.
                "w:vanish" => {}
                name => style.marks.set(name, value.as_deref()),
            }
        }
        styles
    }

    /// A style and those that it is based on.
    fn chain<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Style> {
        let first = self.0.get(id);
        std::iter::successors(first, |style| self.0.get(&style.base)).take(MAX_BASES)
    }

    pub(super) fn marks(&self, id: &str) -> Marks {
        self.chain(id).fold(Marks::default(), |marks, style| marks.with(style.marks))
    }

    pub(super) fn role(&self, id: &str) -> Role {
        let known = self.chain(id).find_map(|style| role_of(&style.name));
        let outline =
            || self.chain(id).find_map(|style| style.outline).filter(|level| *level < 9).map(|level| Role::Heading(level + 1));
        known.or_else(outline).unwrap_or_default()
    }

    pub(super) fn numbering(&self, id: &str) -> Option<(String, usize)> {
        self.chain(id).find_map(|style| style.numbering.clone())
    }
}

/// The role by the name of a style. Word keeps the English names of its own styles in every language.
fn role_of(name: &str) -> Option<Role> {
    let level = |prefix: &str| name.strip_prefix(prefix)?.trim().parse::<u8>().ok().filter(|level| (1..=9).contains(level));
    if let Some(level) = level("heading").or_else(|| level("标题")) {
        return Some(Role::Heading(level));
    }
    if level("toc").is_some() || level("目录").is_some() || name == "toc heading" {
        return Some(Role::Contents);
    }
    match name {
        "title" | "标题" => Some(Role::Title),
        "quote" | "intense quote" | "block text" | "引用" | "明显引用" => Some(Role::Quote),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_is_known_by_its_name_or_that_of_its_base() {
        let styles = Styles::read(
            "<w:styles><w:style w:styleId='1'><w:name w:val='heading 1'/></w:style>\
             <w:style w:styleId='a3'><w:name w:val='Title'/></w:style>\
             <w:style w:styleId='x'><w:name w:val='小标题'/><w:basedOn w:val='1'/><w:rPr><w:b/><w:i w:val='0'/></w:rPr></w:style>\
             <w:style w:styleId='y'><w:name w:val='条'/><w:outlineLvl w:val='1'/></w:style>\
             <w:style w:styleId='t'><w:name w:val='toc 2'/></w:style>\
             <w:style w:styleId='r'><w:name w:val='环'/><w:basedOn w:val='r'/></w:style></w:styles>",
        );
        let roles = ["1", "a3", "x", "y", "t", "r", "none"].map(|id| styles.role(id));
        let want = [Role::Heading(1), Role::Title, Role::Heading(1), Role::Heading(2), Role::Contents, Role::Text, Role::Text];
        assert_eq!(roles, want);
        assert_eq!(styles.marks("x"), Marks { is_bold: true, ..Marks::default() });
    }
}
