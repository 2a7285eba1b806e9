//! An article as a Markdown file for programs that read the site on behalf of people: the title, what the page says of it, and the
//! body with whole addresses and results in place of calculators.

use std::ops::Range;

use super::Artifact;
use super::jsonld::absolute;
use crate::view::{ArticlePage, Body, Page, PersonEntry, SiteView, Target, TargetKind, WidgetView};

/// The Markdown file of an article's page.
pub(crate) fn markdown(site: &SiteView, page: &Page<'_>, article: &ArticlePage<'_>, path: String) -> Artifact {
    let mut out = format!("# {}\n\n", plain(&article.title));
    if !page.head.description.is_empty() {
        out.push_str(&format!("> {}\n\n", plain(&page.head.description)));
    }
    out.push_str(&particulars(site, article));
    out.push_str("\n---\n\n");
    out.push_str(body(site, &article.body).trim());
    out.push('\n');
    if !article.faq.is_empty() {
        out.push_str("\n## 常见问题\n");
        article.faq.iter().for_each(|faq| out.push_str(&format!("\n### {}\n\n{}\n", plain(&faq.q), plain(&faq.a))));
    }
    if !article.laws.is_empty() {
        out.push_str("\n## 依据\n\n");
        for cited in &article.laws {
            out.push_str(&format!("- [{}]({})\n", plain(&cited.law.title), absolute(site, &cited.law.url)));
        }
    }
    out.push_str(&format!("\n---\n\n{}\n", plain(&site.disclaimer)));
    Artifact { path, bytes: out.into_bytes() }
}

fn particulars(site: &SiteView, article: &ArticlePage<'_>) -> String {
    let person = |label: &str, person: &Option<PersonEntry>| person.as_ref().map(|p| format!("- {label}：{}\n", plain(&p.name)));
    let publisher = if site.publisher.name.is_empty() { &site.title } else { &site.publisher.name };
    [
        Some(format!("- 网址：{}\n", article.permalink)),
        Some(format!("- 发布：{}\n", article.date.iso)),
        article.updated.as_ref().map(|day| format!("- 更新：{}\n", day.iso)),
        person("作者", &article.author),
        person("审核", &article.reviewed_by),
        article.reviewed_on.as_ref().map(|day| format!("- 审核日期：{}\n", day.iso)),
        (article.ai == "generated").then(|| "- 标注：人工智能生成\n".to_owned()),
        article.unreviewed.as_ref().map(|_| "- 审核：未经律师审核\n".to_owned()),
        Some(format!("- 来源：{}\n", plain(publisher))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A text on one line.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The Markdown of a body with its replacements.
fn body(site: &SiteView, body: &Body<'_>) -> String {
    let links = body.targets.iter().filter_map(|target| replacement(site, body.markdown, target));
    let widgets = body.widgets.iter().map(|widget| (widget.span.start as usize..widget.span.end as usize, example(widget)));
    let mut replacements: Vec<(Range<usize>, String)> = links.chain(widgets).collect();
    replacements.sort_by_key(|(range, _)| range.start);
    let (mut out, mut position) = (String::with_capacity(body.markdown.len() * 2), 0);
    for (range, text) in replacements {
        let Some(before) = body.markdown.get(position..range.start) else { continue };
        out.push_str(before);
        out.push_str(&text);
        position = range.end;
    }
    out.push_str(body.markdown.get(position..).unwrap_or_default());
    out
}

/// The part of a link, image or fact that changes, and its new text.
fn replacement(site: &SiteView, markdown: &str, target: &Target) -> Option<(Range<usize>, String)> {
    let (start, end) = (target.span.start as usize, target.span.end as usize);
    match target.kind {
        TargetKind::Fact => Some((start..end, target.url.to_string())),
        TargetKind::Link | TargetKind::Image if !target.url.is_empty() => {
            let source = markdown.get(start..end)?;
            let text_end = start + bracket_end(source)?;
            let url = if target.url.starts_with('#') { target.url.to_string() } else { absolute(site, &target.url) };
            let title = title(source.get(text_end - start..)?).map_or_else(String::new, |title| format!(" {title}"));
            Some((text_end..end, format!("]({url}{title})")))
        }
        _ => None,
    }
}

/// Where the bracket that opens a link or an image is closed; nothing for other forms of links.
fn bracket_end(source: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, c) in source.char_indices().skip_while(|(at, c)| *at == 0 && *c == '!') {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => depth += 1,
            ']' if depth == 1 => return Some(at),
            ']' => depth = depth.checked_sub(1)?,
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// The title of an inline link or image with its marks. `source` begins with the bracket that closes the text.
fn title(source: &str) -> Option<&str> {
    let inner = source.strip_prefix("](")?.strip_suffix(')')?.trim_end();
    let open = match inner.chars().last()? {
        ')' => '(',
        mark @ ('"' | '\'') => mark,
        _ => return None,
    };
    // A URL has no spaces unless it stands in `<>`.
    let from = if inner.starts_with('<') { inner.find('>')? } else { 0 };
    let is_start = |(at, c): &(usize, char)| *at >= from && c.is_whitespace();
    let mut starts = inner.char_indices().filter(is_start).filter_map(|(at, c)| inner.get(at + c.len_utf8()..));
    starts.find(|rest| rest.starts_with(open) && rest.len() > 1)
}

/// The worked example of a calculator: what was filled in, the results and the law as lists, and that it is an estimate.
fn example(widget: &WidgetView) -> String {
    let page = &widget.page;
    let inputs = page.example.inputs.iter().map(|input| format!("{}：{}", input.label, input.text)).collect();
    let results = page.results.iter().filter(|result| !result.hidden).map(|result| {
        let unit = if result.unit.is_empty() { String::new() } else { format!(" {}", result.unit) };
        format!("{}：{}{unit}", result.label, result.text)
    });
    let parts = [("例子里填写的", inputs), ("例子的结果", results.collect()), ("法律依据", page.example.basis.clone())];
    let list = |(title, items): (&str, Vec<String>)| {
        let items: String = items.iter().map(|item| format!("- {item}\n")).collect();
        if items.is_empty() { items } else { format!("{title}：\n\n{items}\n") }
    };
    let parts: String = parts.into_iter().map(list).collect();
    format!("**{}**（例子）\n\n{parts}{}。", page.title, page.notice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(markdown: &str, part: &str, url: &str, kind: TargetKind) -> Target {
        let start = u32::try_from(markdown.find(part).unwrap()).unwrap();
        Target { span: start..start + u32::try_from(part.len()).unwrap(), url: url.into(), kind, size: None }
    }

    fn site() -> SiteView {
        SiteView { url: "https://example.com/docs/".into(), base: "/docs/".into(), ..SiteView::default() }
    }

    #[test]
    fn addresses_are_whole_and_facts_are_written_out() {
        let markdown = "见[甲[1]](b.md#c)、[![图](a.png)](b.md)、[乙][r]、{x.y}和《民法典》。";
        let targets = [
            target(markdown, "[甲[1]](b.md#c)", "/docs/b.html#c", TargetKind::Link),
            target(markdown, "[![图](a.png)](b.md)", "/docs/b.html", TargetKind::Link),
            target(markdown, "![图](a.png)", "/docs/a.0.png", TargetKind::Image),
            target(markdown, "[乙][r]", "#d", TargetKind::Link),
            target(markdown, "{x.y}", "18%", TargetKind::Fact),
            target(markdown, "《民法典》", "/docs/laws/civil-code/", TargetKind::Citation),
        ];
        let made = body(&site(), &Body { markdown, targets: &targets, ..Body::default() });
        let origin = "https://example.com/docs";
        let expected =
            format!("见[甲[1]]({origin}/b.html#c)、[![图]({origin}/a.0.png)]({origin}/b.html)、[乙](#d)、18%和《民法典》。");
        assert_eq!(made, expected);
    }

    #[test]
    fn titles_stay() {
        for (link, expected) in [
            ("](a.png \"账单 一\")", Some("\"账单 一\"")),
            ("](a.png '账单')", Some("'账单'")),
            ("](<a \"b.png> (账单) )", Some("(账单)")),
            ("](a(b).png)", None),
            ("](a.png)", None),
            ("][r]", None),
        ] {
            assert_eq!(title(link), expected, "{link}");
        }
        let markdown = "![图](a.png \"账单\")";
        let targets = [target(markdown, markdown, "/docs/a.0.png", TargetKind::Image)];
        let made = body(&site(), &Body { markdown, targets: &targets, ..Body::default() });
        assert_eq!(made, "![图](https://example.com/docs/a.0.png \"账单\")");
    }

    #[test]
    fn other_forms_of_links_stay() {
        assert_eq!(bracket_end("<https://example.com>"), None);
        assert_eq!(bracket_end("[a\\]b](c)"), Some(5));
        assert_eq!(bracket_end("[a"), None);
    }
}
