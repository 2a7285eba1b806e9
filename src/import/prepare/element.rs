//! What each element of HTML is to the import.

use super::page::Element;
use super::run::{Mark, Marks};

/// What an element is to the import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A rule leaves the element out with everything inside.
    Excluded(&'static str),
    /// Parts paragraphs.
    Container,
    /// Belongs to the text around it.
    Inline,
    Heading(u8),
    List,
    Item,
    Quote,
    Table,
    Definitions,
    Preformatted,
    Code,
    Rule,
    Break,
    Picture,
    Link,
}

/// The role of an element by its name and style.
pub(super) fn role(element: Element<'_>) -> Role {
    if is_hidden(element) {
        return Role::Excluded("hidden");
    }
    match element.name() {
        "h1" => Role::Heading(1),
        "h2" => Role::Heading(2),
        "h3" => Role::Heading(3),
        "h4" => Role::Heading(4),
        "h5" => Role::Heading(5),
        "h6" => Role::Heading(6),
        "ul" | "ol" | "menu" | "dir" => Role::List,
        "li" => Role::Item,
        "blockquote" => Role::Quote,
        "table" => Role::Table,
        "dl" => Role::Definitions,
        "pre" | "listing" | "xmp" | "plaintext" => Role::Preformatted,
        "code" | "samp" | "tt" => Role::Code,
        "hr" => Role::Rule,
        "br" => Role::Break,
        "img" | "image" => Role::Picture,
        "a" => Role::Link,
        "form" if !has_text_of_its_own(element) => Role::Excluded("form"),
        name if is_container(name) && !has_style(element, "display", &["inline"]) => Role::Container,
        name => exclusion(name, element).map_or(Role::Inline, Role::Excluded),
    }
}

/// The rule that leaves out an element of this name.
fn exclusion(name: &str, element: Element<'_>) -> Option<&'static str> {
    Some(match name {
        "script" => "script",
        "style" | "link" | "meta" | "base" | "title" | "head" => "style",
        "noscript" | "noembed" | "noframes" => "noscript",
        "iframe" | "frame" | "frameset" => "frame",
        "video" => "video",
        "audio" | "bgsound" => "audio",
        "object" | "embed" | "applet" | "canvas" | "map" => "object",
        "button" | "input" | "select" | "textarea" | "option" | "optgroup" | "datalist" | "output" => "control",
        "svg" => "drawing",
        "template" => "template",
        "xml" => "word-settings",
        "ins" if element.attribute("class").is_some_and(|class| class.contains("adsbygoogle")) => "advertisement",
        name if name.starts_with("mp-") || name.starts_with("mpvoice") || name.starts_with("qqmusic") => "wechat-widget",
        _ => return None,
    })
}

fn is_container(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "header"
            | "hgroup"
            | "html"
            | "legend"
            | "main"
            | "nav"
            | "p"
            | "search"
            | "section"
            | "summary"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
    )
}

/// True if a form has text beside its controls: some programs wrap the whole page in a form.
fn has_text_of_its_own(form: Element<'_>) -> bool {
    let blocks = |element: Element<'_>| matches!(element.name(), "p" | "h1" | "h2" | "h3" | "h4" | "table" | "ul" | "ol" | "img");
    form.descendants().any(blocks) && form.text().chars().count() > 40
}

/// True if a browser does not show an element.
fn is_hidden(element: Element<'_>) -> bool {
    element.attribute("hidden").is_some() || has_style(element, "display", &["none"])
}

/// True if the style of an element gives a property one of these values.
fn has_style(element: Element<'_>, property: &str, values: &[&str]) -> bool {
    style(element, property).is_some_and(|value| values.iter().any(|v| v.eq_ignore_ascii_case(value)))
}

/// The value that the style of an element gives a property, without `!important`.
pub(super) fn style<'a>(element: Element<'a>, property: &str) -> Option<&'a str> {
    let mut declarations = element.attribute("style")?.split(';').filter_map(|declaration| declaration.split_once(':'));
    let value = declarations.rfind(|(name, _)| name.trim().eq_ignore_ascii_case(property))?.1;
    Some(value.split_once('!').map_or(value, |(value, _)| value).trim())
}

/// The marks of the text inside an element: those of the text around it, and its own.
pub(super) fn marks(element: Element<'_>, outer: Marks) -> Marks {
    let mut marks = match element.name() {
        "b" | "strong" => outer.with(Mark::Strong),
        "i" | "em" | "cite" | "dfn" | "var" => outer.with(Mark::Emphasis),
        "s" | "strike" | "del" => outer.with(Mark::Strikethrough),
        "sub" => outer.with(Mark::Sub),
        "sup" => outer.with(Mark::Sup),
        "u" => outer.with(Mark::Underline),
        "mark" => outer.with(Mark::Highlight),
        "kbd" => outer.with(Mark::Keyboard),
        _ => outer,
    };
    match style(element, "font-weight") {
        Some("bold" | "bolder" | "600" | "700" | "800" | "900") => marks = marks.with(Mark::Strong),
        Some("normal" | "lighter" | "100" | "200" | "300" | "400") => marks = marks.without(Mark::Strong),
        _ => {}
    }
    match style(element, "font-style") {
        Some("italic" | "oblique") => marks.with(Mark::Emphasis),
        Some("normal") => marks.without(Mark::Emphasis),
        _ => marks,
    }
}

/// What an element shows and the site does not: colour, underline by style, alignment.
pub(super) fn decorations(element: Element<'_>) -> impl Iterator<Item = &'static str> {
    let has = |property| style(element, property).is_some_and(|value| !value.is_empty());
    let colour = has("color") || has("background-color") || element.name() == "font" && element.attribute("color").is_some();
    let underline = style(element, "text-decoration").is_some_and(|value| value.contains("underline"));
    let aligned = |value: &str| !matches!(value, "left" | "justify" | "start" | "inherit" | "initial");
    let alignment = element.name() == "center" || style(element, "text-align").or(element.attribute("align")).is_some_and(aligned);
    [(colour, "colour"), (underline, "underline"), (alignment, "alignment")]
        .into_iter()
        .filter_map(|(has, name)| has.then_some(name))
}
