//! Tags of generators in Markdown → Markdown. What is between two unknown tags stays; the tags are named.

use super::site::Program;
use super::tag::{MAX_INNER, Tag, TagKind, tag_at};
use crate::text::markdown::{Document, Event, Tag as Markup};

/// Blocks within blocks.
const MAX_DEPTH: usize = 16;
/// Bytes that are searched for the ends of pairs of tags in a text.
const MAX_SEARCH: usize = 32 << 20;

/// What tags refer to.
pub(super) trait References {
    /// The link from this file to an article by its name, and the title of that article.
    fn article(&self, name: &str) -> Option<(String, String)>;
}

/// A text without tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Translated {
    pub(super) text: String,
    /// Names of what is not carried.
    pub(super) not_carried: Vec<String>,
}

/// A block that a tag opened.
#[derive(Debug)]
struct Block {
    /// Name of the tag that closes it.
    name: String,
    /// First line of the quoted block; `None` for a block whose text only stays.
    head: Option<String>,
    foot: String,
    /// The text of the block is left out.
    is_silent: bool,
    text: String,
}

struct Translator<'r> {
    program: Program,
    references: &'r dyn References,
    open: Vec<Block>,
    text: String,
    not_carried: Vec<String>,
    /// Bytes that may still be searched.
    budget: usize,
}

pub(super) fn translate(text: &str, program: Program, references: &dyn References) -> Translated {
    let code = code(text);
    let mut translator = Translator {
        program,
        references,
        open: Vec::new(),
        text: String::with_capacity(text.len()),
        not_carried: Vec::new(),
        budget: MAX_SEARCH,
    };
    let (mut at, mut code) = (0, code.into_iter().peekable());
    while let Some(tail) = text.get(at..).filter(|tail| !tail.is_empty()) {
        while code.next_if(|range| range.end <= at).is_some() {}
        if let Some(range) = code.peek().filter(|range| range.contains(&at)) {
            translator.push(text.get(at..range.end).unwrap_or(""));
            at = range.end;
            continue;
        }
        let is_line = at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n');
        if let Some(tag) = tag_at(tail, program, is_line) {
            at += tag.length + translator.tag(&tag, tail.get(tag.length..).unwrap_or(""));
            continue;
        }
        // Up to the next character that may begin a tag.
        let next = tail.char_indices().skip(1).find(|(_, c)| matches!(c, '{' | ':' | '@' | '[')).map_or(tail.len(), |(n, _)| n);
        let next = code.peek().map_or(next, |range| next.min(range.start - at)).max(1);
        translator.push(tail.get(..next).unwrap_or(tail));
        at += next;
    }
    while !translator.open.is_empty() {
        translator.close();
    }
    Translated { text: translator.text, not_carried: translator.not_carried }
}

/// Ranges of code, in which tags are text.
fn code(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    Document::new(text).read(|event, range| {
        if matches!(event, Event::Code(_) | Event::Start(Markup::CodeBlock(_))) {
            ranges.push(range);
        }
    });
    ranges.sort_by_key(|range| range.start);
    ranges
}

impl Translator<'_> {
    fn push(&mut self, text: &str) {
        match self.open.last_mut() {
            Some(block) => block.text.push_str(text),
            None => self.text.push_str(text),
        }
    }

    /// Closes the innermost block: its lines are quoted.
    fn close(&mut self) {
        let Some(block) = self.open.pop().filter(|block| !block.is_silent) else { return };
        let Some(head) = block.head else { return self.push(&block.text) };
        let mut quoted = String::new();
        for line in head.lines().chain(block.text.trim_matches('\n').lines()).chain(block.foot.lines()) {
            quoted.push_str(if line.trim().is_empty() { ">" } else { "> " });
            quoted.push_str(line.trim_end());
            quoted.push('\n');
        }
        self.push(&format!("\n{quoted}\n"));
    }

    fn lose(&mut self, name: &str) {
        self.not_carried.push(format!("tag.{}", name.chars().take(40).collect::<String>()));
    }

    fn begin(&mut self, name: &str, head: Option<String>, foot: String) {
        if self.open.len() < MAX_DEPTH {
            self.open.push(Block { name: name.to_owned(), head, foot, is_silent: false, text: String::new() });
        }
    }

    /// Closes the blocks up to the one of a name.
    fn end(&mut self, name: &str) -> bool {
        let Some(position) = self.open.iter().rposition(|block| block.name == name) else { return false };
        while self.open.len() > position {
            self.close();
        }
        true
    }

    /// Translates a tag, and gives the bytes behind it that belong to it.
    fn tag(&mut self, tag: &Tag<'_>, after: &str) -> usize {
        match tag.kind {
            TagKind::Container => self.container(tag),
            TagKind::Output => self.output(tag),
            // Only the marks of the comment are taken out.
            TagKind::Escaped => {
                let close = if tag.name == "{{<" { ">}}" } else { "%}}" };
                self.push(&format!("{}{}{close}", tag.name, tag.arguments));
            }
            TagKind::Contents | TagKind::Inclusion => self.lose(tag.name),
            TagKind::Liquid | TagKind::Shortcode => return self.named(tag, after),
        }
        0
    }

    fn container(&mut self, tag: &Tag<'_>) {
        if tag.name.is_empty() {
            let innermost = self.open.iter().rev().find(|block| block.name.starts_with(':')).map(|block| block.name.clone());
            match innermost {
                Some(name) => drop(self.end(&name)),
                None => self.push(tag.arguments),
            }
            return;
        }
        let head = alert(tag.name, tag.arguments);
        if head.is_none() {
            self.lose(tag.name);
        }
        self.begin(":", head, String::new());
    }

    /// `{{ … }}` of Jekyll.
    fn output(&mut self, tag: &Tag<'_>) {
        let value = tag.arguments.split('|').next().unwrap_or("").trim();
        let quoted = value.strip_prefix(['"', '\'']).and_then(|value| value.strip_suffix(['"', '\'']));
        match quoted {
            Some(text) => self.push(text),
            None if matches!(value, "site.baseurl" | "site.url") => {}
            None => self.lose(value),
        }
    }

    fn named(&mut self, tag: &Tag<'_>, after: &str) -> usize {
        let is_shortcode = tag.kind == TagKind::Shortcode;
        let words = tag.words();
        let closing = if is_shortcode { tag.name.strip_prefix('/') } else { tag.name.strip_prefix("end") };
        if let Some(name) = closing.map(str::trim).filter(|name| !name.is_empty()) {
            if !self.end(name) && !tag.is_paired(name) {
                self.lose(tag.name);
            }
            return 0;
        }
        let has_inner = matches!(tag.name, "raw" | "verbatim" | "comment" | "highlight" | "codeblock" | "code");
        let inner = if has_inner { self.inner(tag, after) } else { None };
        match tag.name {
            "raw" | "verbatim" => {
                if let Some((inner, length)) = inner {
                    self.push(inner);
                    return length;
                }
            }
            "comment" => return inner.map_or(0, |(_, length)| length),
            "highlight" | "codeblock" | "code" => {
                if let Some((inner, length)) = inner {
                    let language =
                        words.iter().find(|word| word.key.is_none() && word.value.bytes().all(|b| b.is_ascii_alphanumeric()));
                    let language = language.map_or("", |word| word.value.as_str());
                    self.push(&format!("\n```{language}\n{}\n```\n", inner.trim_matches('\n').replace("```", "'''")));
                    return length;
                }
            }
            "asset_img" | "img" | "figure" | "image" => self.picture(tag),
            "post_link" | "ref" | "relref" | "post_url" | "link" | "asset_link" | "post_path" => self.link(tag),
            "blockquote" | "quote" | "pullquote" | "centerquote" | "cq" => {
                let author = words.iter().map(|word| word.value.as_str()).collect::<Vec<_>>().join(" ");
                let foot = if author.is_empty() { String::new() } else { format!("\n{author}") };
                self.begin(tag.name, Some(String::new()), foot);
            }
            name if self.has_end(tag, after) => {
                let title = tag.value("title").unwrap_or_else(|| title_of(&words));
                let kind = words.iter().find(|word| word.key.is_none()).map_or("note", |word| word.value.as_str());
                let kind = tag.value("type").unwrap_or_else(|| kind.to_owned());
                let is_alert =
                    matches!(name, "note" | "notice" | "hint" | "callout" | "admonition" | "alert" | "tip" | "warning" | "info");
                let head = if !is_alert { None } else { alert(&kind, &title).or_else(|| alert(name, &title)) };
                if head.is_none() {
                    self.lose(name);
                }
                self.begin(name, head, String::new());
            }
            name => self.lose(name),
        }
        0
    }

    /// True if a tag that closes this one follows.
    fn has_end(&mut self, tag: &Tag<'_>, after: &str) -> bool {
        self.open.len() < MAX_DEPTH && self.inner(tag, after).is_some()
    }

    fn inner<'a>(&mut self, tag: &Tag<'_>, after: &'a str) -> Option<(&'a str, usize)> {
        let window = after.len().min(MAX_INNER);
        self.budget = self.budget.checked_sub(window)?;
        tag.inner(after)
    }

    fn picture(&mut self, tag: &Tag<'_>) {
        let words = tag.words();
        let is_file = |text: &str| {
            let path = text.split(['?', '#']).next().unwrap_or(text).to_ascii_lowercase();
            [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".avif"].iter().any(|end| path.ends_with(end))
        };
        let plain = |from: usize| words.iter().skip(from).filter(|word| word.key.is_none());
        let position = words.iter().position(|word| word.key.is_none() && is_file(&word.value));
        let source = tag.value("src").or_else(|| position.and_then(|at| words.get(at)).map(|word| word.value.clone()));
        let Some(source) = source else { return self.lose(tag.name) };
        // Width and height follow the file, then title and description.
        let texts = || plain(position.map_or(0, |at| at + 1)).filter(|word| !word.value.bytes().all(|b| b.is_ascii_digit()));
        let written = if texts().any(|word| word.is_quoted) {
            texts().next_back().map_or(String::new(), |word| word.value.clone())
        } else {
            texts().map(|word| word.value.as_str()).collect::<Vec<_>>().join(" ")
        };
        let description = tag.value("alt").or_else(|| tag.value("title")).unwrap_or(written);
        self.push(&format!("![{}]({})", escaped(&description), target(&source)));
        if let Some(caption) = tag.value("caption").filter(|caption| !caption.is_empty()) {
            self.push(&format!("\n\n{}\n", escaped(&caption)));
        }
    }

    fn link(&mut self, tag: &Tag<'_>) {
        let words = tag.words();
        let values: Vec<&str> = words.iter().filter(|word| word.key.is_none()).map(|word| word.value.as_str()).collect();
        let Some((first, others)) = values.split_first() else { return self.lose(tag.name) };
        match tag.name {
            "link" if self.program == Program::Hexo => {
                let (address, words): (Vec<&str>, Vec<&str>) =
                    values.iter().partition(|word| word.contains("//") || word.starts_with('/'));
                let text = words.into_iter().filter(|word| !matches!(*word, "true" | "false")).collect::<Vec<_>>().join(" ");
                match address.first() {
                    Some(address) => self.push(&format!("[{}]({})", escaped(&text), target(address))),
                    None => self.push(&escaped(&text)),
                }
            }
            "asset_link" => {
                let text = if others.is_empty() { (*first).to_owned() } else { others.join(" ") };
                self.push(&format!("[{}]({})", escaped(&text), target(first)));
            }
            "post_link" => {
                let text = others.iter().copied().filter(|word| !matches!(*word, "true" | "false")).collect::<Vec<_>>().join(" ");
                match self.references.article(first) {
                    Some((link, title)) => {
                        self.push(&format!("[{}]({link})", escaped(if text.is_empty() { &title } else { &text })))
                    }
                    None => {
                        self.lose("post_link");
                        self.push(&escaped(&text));
                    }
                }
            }
            // These stand in place of an address.
            _ => match self.references.article(first) {
                Some((link, _)) => self.push(&link),
                None => {
                    self.lose(tag.name);
                    self.push(&target(first));
                }
            },
        }
    }
}

/// The title of a note: the words behind its kind.
fn title_of(words: &[super::tag::Word]) -> String {
    words.iter().filter(|word| word.key.is_none()).skip(1).map(|word| word.value.as_str()).collect::<Vec<_>>().join(" ")
}

/// First line of an alert.
fn alert(kind: &str, title: &str) -> Option<String> {
    let kind = match kind.trim().to_ascii_lowercase().as_str() {
        "tip" | "success" | "hint" => "TIP",
        "note" | "info" | "primary" | "default" => "NOTE",
        "warning" | "warn" | "attention" => "WARNING",
        "danger" | "caution" | "error" => "CAUTION",
        "important" => "IMPORTANT",
        "details" => "DETAILS",
        _ => return None,
    };
    Some(format!("[!{kind}] {}", title.trim()).trim_end().to_owned())
}

/// A text as Markdown shows it in brackets.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '[' | ']' | '\\' | '*' | '_' | '`' | '<') {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

/// An address as Markdown has it in round brackets.
fn target(address: &str) -> String {
    address.trim().replace(' ', "%20").replace('(', "%28").replace(')', "%29").replace(['<', '>', '\n'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Known;

    impl References for Known {
        fn article(&self, name: &str) -> Option<(String, String)> {
            (name.trim_end_matches(".md") == "phone").then(|| ("phone.md".to_owned(), "电话".to_owned()))
        }
    }

    fn read(text: &str, program: Program) -> (String, String) {
        let translated = translate(text, program, &Known);
        (translated.text, translated.not_carried.join(" "))
    }

    fn hexo(text: &str) -> String {
        read(text, Program::Hexo).0
    }

    #[test]
    fn tags_of_hexo() {
        assert_eq!(hexo("看{% post_link phone 这一篇 %}。"), "看[这一篇](phone.md)。");
        assert_eq!(hexo("看{% post_link phone %}。"), "看[电话](phone.md)。");
        assert_eq!(read("看{% post_link none 没有 %}。", Program::Hexo), ("看没有。".to_owned(), "tag.post_link".to_owned()));
        assert_eq!(hexo("{% asset_img chart-a.png 罚息对照图 %}"), "![罚息对照图](chart-a.png)");
        assert_eq!(hexo("{% asset_img left a.png 300 200 \"题\" '说[明]' %}"), "![说\\[明\\]](a.png)");
        assert_eq!(hexo("{% img /images/a b.png %}"), "![](b.png)");
        assert_eq!(hexo("{% raw %}{{ x }}{% endraw %}"), "{{ x }}");
        assert_eq!(
            hexo("{% blockquote 何砚 %}\n甲\n\n乙\n{% endblockquote %}"),
            "\n> \n> 甲\n>\n> 乙\n>\n> 何砚\n\n".replace("> \n> 甲", "> 甲")
        );
        assert_eq!(hexo("{% note danger %}甲{% endnote %}"), "\n> [!CAUTION]\n> 甲\n\n");
        assert_eq!(hexo("{% codeblock lang:js %}\na%b\n{% endcodeblock %}"), "\n```\na%b\n```\n");
        assert_eq!(hexo("{% link 法院 https://a.example/ true %}"), "[法院](https://a.example/)");
        assert_eq!(
            read("{% youtube abc %}甲{% tabs x %}乙{% endtabs %}", Program::Hexo),
            ("甲乙".to_owned(), "tag.youtube tag.tabs".to_owned())
        );
    }

    #[test]
    fn code_is_not_touched() {
        for text in ["`{% raw %}`", "```\n{% post_link phone %}\n```\n", "    {% x %}\n", "```\n::: tip\n```\n甲"] {
            assert_eq!(hexo(text), text);
        }
        assert_eq!(hexo("`{% a %}`{% a %}`b`"), "`{% a %}``b`");
    }

    #[test]
    fn shortcodes_of_hugo() {
        let hugo = |text: &str| read(text, Program::Hugo).0;
        assert_eq!(hugo("[甲]({{< ref \"phone.md\" >}})"), "[甲](phone.md)");
        assert_eq!(hugo("{{< figure src=\"/a (1).png\" alt=\"图\" caption=\"说明\" >}}"), "![图](/a%20%281%29.png)\n\n说明\n");
        assert_eq!(hugo("{{% notice tip \"标题\" %}}\n甲\n{{% /notice %}}"), "\n> [!TIP] 标题\n> 甲\n\n");
        assert_eq!(hugo("{{< highlight go >}}\na\n{{< /highlight >}}"), "\n```go\na\n```\n");
        assert_eq!(hugo("{{</* ref */>}}"), "{{< ref >}}");
        assert_eq!(
            read("{{< expand \"x\" >}}甲{{< /expand >}}{{< b />}}", Program::Hugo),
            ("甲".to_owned(), "tag.expand tag.b".to_owned())
        );
    }

    #[test]
    fn containers_of_vuepress_and_output_of_jekyll() {
        let press = |text: &str| read(text, Program::Press);
        assert_eq!(press("::: tip 要点\n甲\n\n- 乙\n:::\n丙").0, "\n> [!TIP] 要点\n> 甲\n>\n> - 乙\n\n丙");
        assert_eq!(press(":::: details 外\n::: danger\n甲\n:::\n::::\n").0, "\n> [!DETAILS] 外\n> > [!CAUTION]\n> > 甲\n\n");
        assert_eq!(press("::: v-pre\n甲\n:::\n"), ("甲\n".to_owned(), "tag.v-pre".to_owned()));
        assert_eq!(press("甲\n:::\n乙").0, "甲\n:::\n乙");
        assert_eq!(press("[[toc]]\n@[code](./a.js)\n"), ("\n\n".to_owned(), "tag.toc tag.code".to_owned()));
        let jekyll = |text: &str| read(text, Program::Jekyll);
        assert_eq!(jekyll("![x]({{ site.baseurl }}/a.png) [y]({% post_url phone %})").0, "![x](/a.png) [y](phone.md)");
        assert_eq!(jekyll("{{ '/a.png' | relative_url }}{{ page.title }}"), ("/a.png".to_owned(), "tag.page.title".to_owned()));
        assert_eq!(read("{% x %}{{< y >}}::: tip\n", Program::Plain).0, "{% x %}{{< y >}}::: tip\n");
    }

    #[test]
    fn hostile_texts_end() {
        for text in [
            "{% raw %}".repeat(3_000),
            "{% note %}".repeat(3_000),
            "::: tip\n".repeat(3_000),
            "{{< a".repeat(3_000),
            "{% a".repeat(3_000),
        ] {
            for program in [Program::Hexo, Program::Hugo, Program::Jekyll, Program::Press] {
                assert!(read(&text, program).0.len() < 40 * text.len());
            }
        }
    }
}
