//! Pages drawn with the built-in theme, and faulty templates.

use super::*;
use crate::diag::Lang;
use crate::view::Article;

const DOCS: &str = "https://example.com/docs/";

fn html(renderer: &Renderer, page: &Page<'_>) -> String {
    String::from_utf8(renderer.page(page).unwrap().bytes).unwrap()
}

/// The findings of a template in place of the built-in one: path, covered text, English message.
fn findings(name: &str, text: &str) -> Vec<(String, String, String)> {
    let site = sample::site(DOCS);
    let show = |f: Finding| {
        let covered = f.span.map_or("", |span| span.of(text)).to_owned();
        (f.path.to_string(), covered, f.fault.message(Lang::En))
    };
    match Renderer::new(sample::templates_with(name, text), &site) {
        Err(findings) => findings.into_iter().map(show).collect(),
        Ok(renderer) => {
            let pages = sample::pages(&site, "正文。");
            pages.iter().filter_map(|page| renderer.page(page).err()).map(|f| show(*f)).collect()
        }
    }
}

fn one(path: &str, covered: &str, message: &str) -> Vec<(String, String, String)> {
    vec![(path.into(), covered.into(), message.into())]
}

#[test]
fn every_kind_of_page_has_one_heading_and_one_main() {
    let site = sample::site(DOCS);
    let renderer = sample::renderer(&site);
    for page in sample::pages(&site, "正文。") {
        let text = html(&renderer, &page);
        assert_eq!(text.matches("<h1>").count(), 1, "{}", page.output);
        assert_eq!(text.matches("<main").count(), 1, "{}", page.output);
    }
}

#[test]
fn every_local_url_carries_the_base_path() {
    let site = sample::site(DOCS);
    let renderer = sample::renderer(&site);
    for page in sample::pages(&site, "正文。") {
        let text = html(&renderer, &page);
        for url in text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let whole = ["/docs/", "#", "https://", "mailto:", "tel:"].iter().any(|start| url.starts_with(start));
            assert!(whole, "{}: {url}", page.output);
        }
    }
}

#[test]
fn a_title_cannot_leave_its_place() {
    let site = sample::site(DOCS);
    let title = "</script><script>alert(1)</script>\" onload='x' &amp;";
    let mut page = sample::article_page(&site, Article { title: title.into(), ..sample::article(&site, "正文。") });
    page.head.title = title.into();
    page.head.description = title.into();
    let text = html(&sample::renderer(&site), &page);
    assert_eq!(text.matches("<script").count(), 2);
    assert_eq!(text.matches("</script>").count(), 2);
    assert!(text.contains("<h1>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp;amp;</h1>"));
    assert!(
        text.contains(r#""headline":"\u003c/script\u003e\u003cscript\u003ealert(1)\u003c/script\u003e\" onload='x' \u0026amp;""#)
    );
}

#[test]
fn the_body_stands_as_html_and_the_title_follows_the_site() {
    let site = sample::site(DOCS);
    let text = html(&sample::renderer(&site), &sample::article_page(&site, sample::article(&site, "甲<乙")));
    assert!(text.contains("<div class=\"prose\">\n<p>甲&lt;乙</p>\n"), "{text}");
    assert!(text.contains("<title>信用卡逾期后利息怎么算_债务指引</title>"));
    assert!(!text.contains("noindex"));
}

#[test]
fn related_links_keep_their_order_and_pins() {
    let site = sample::site("https://example.com/");
    let text = html(&sample::renderer(&site), &sample::article_page(&site, sample::article(&site, "")));
    let section = text.split("<section class=\"related\" data-related").nth(1).unwrap().split("</section>").next().unwrap();
    let links: Vec<&str> = section.split("<a ").skip(1).map(|rest| rest.split('>').next().unwrap()).collect();
    assert_eq!(
        links,
        [
            r#"class="to" href="/articles/1.html" data-pinned"#,
            r#"class="to" href="https://zxgk.court.gov.cn/" data-pinned rel="noopener""#,
            r#"class="to" href="/articles/2.html""#,
            r#"class="to" href="/articles/3.html""#,
        ]
    );
}

#[test]
fn a_withdrawn_article_shows_why_and_nothing_else() {
    let site = sample::site(DOCS);
    let pages = sample::pages(&site, "正文。");
    let page = pages.iter().find(|p| p.output == "articles/withdrawn.html").unwrap();
    let text = html(&sample::renderer(&site), page);
    assert!(text.contains("<strong>本文已于<time datetime=\"2026-06-01\">2026年6月1日</time>撤下。</strong>"));
    assert!(text.contains("原因：所引规定已被取代，新文正在复核。"));
    assert!(text.contains("<meta name=\"robots\" content=\"noindex, follow\">"));
    assert!(!text.contains("class=\"prose\"") && !text.contains("class=\"summary\"") && !text.contains("data-related"));
}

#[test]
fn a_full_archive_page_names_no_newer_page_and_no_total() {
    let site = sample::site(DOCS);
    let pages = sample::pages(&site, "");
    let page = pages.iter().find(|p| p.output == "topics/overdue/page/2/index.html").unwrap();
    let text = html(&sample::renderer(&site), page);
    let text = text.split("<main").nth(1).unwrap();
    assert!(text.contains("/topics/overdue/page/1/"));
    assert!(!text.contains("/topics/overdue/page/3/") && !text.contains("45") && !text.contains("920"));
}

#[test]
fn a_long_list_names_its_newest_pages_and_every_twentieth() {
    let site = sample::site("https://example.com/");
    let pages = sample::pages(&site, "");
    let page = pages.iter().find(|p| p.output == "topics/overdue/index.html").unwrap();
    let text = html(&sample::renderer(&site), page);
    let numbers: Vec<&str> = text.split("/topics/overdue/page/").skip(1).map(|rest| rest.split('/').next().unwrap()).collect();
    assert_eq!(numbers, ["45", "44", "43", "42", "41", "40", "39", "38", "37", "36", "35", "34", "20", "1"]);
}

#[test]
fn a_template_that_does_not_parse() {
    assert_eq!(
        findings("law.html", "中文 {{ law.title"),
        one("templates/law.html", "title", "the template cannot be read: Unexpected end of input")
    );
    assert_eq!(
        findings("law.html", "中文 {% if %}{% endif %}"),
        one(
            "templates/law.html",
            "%}",
            "the template cannot be read: Found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`"
        )
    );
}

#[test]
fn names_that_no_template_knows() {
    assert_eq!(
        findings("law.html", "第一行\n中文{{ law.title | uper }}{{ <kard a={1} /> }}"),
        [
            one("templates/law.html", "uper", "the template cannot be read: Unknown filter `uper`"),
            one("templates/law.html", "<kard a={1} />", "the template cannot be read: Unknown component `kard`"),
        ]
        .concat()
    );
    assert_eq!(
        findings("law.html", "{% extends \"bas.html\" %}"),
        one("templates/law.html", "", "the template cannot be read: Unknown template `bas.html`")
    );
    assert_eq!(
        findings("law.html", "{% include \"law.html\" %}"),
        one("templates/law.html", "", "the template cannot be read: `include` runs in a circle: law.html → law.html")
    );
}

#[test]
fn a_variable_that_the_page_does_not_have() {
    let text = "中文 {{ law.titel }}";
    assert_eq!(
        findings("law.html", text),
        one(
            "templates/law.html",
            "titel",
            "a page could not be rendered with this template: Field `titel` is not defined. \
             Available fields: archive, articles, cards, count, facts, in_force, note, predecessors, renumbered, status, successor, title"
        )
    );
    let site = sample::site(DOCS);
    let renderer = Renderer::new(sample::templates_with("article.html", "{{ articel }}"), &site).unwrap();
    let finding = renderer.page(&sample::article_page(&site, sample::article(&site, ""))).unwrap_err();
    assert_eq!(finding.fault.code().to_string(), "SG402");
    let of: Vec<_> = finding.related.iter().map(|r| (&*r.path, r.span, r.role)).collect();
    assert_eq!(of, [("content/articles/card-interest.md", None, Role::Rendering)]);
}

#[test]
fn text_cannot_be_declared_safe() {
    assert_eq!(
        findings("law.html", "{{ jsonld | safe }}{{ law.title | safe }}"),
        one(
            "templates/law.html",
            "safe",
            "a page could not be rendered with this template: `safe` cannot be used on text; HTML arrives as `body`, `intro`, `qr` and `jsonld`"
        )
    );
}

#[test]
fn a_set_without_a_page_template_is_refused() {
    let mut templates = sample::templates();
    templates.retain(|(name, _)| name != "topic.html");
    let findings = Renderer::new(templates, &sample::site(DOCS)).err().unwrap();
    let shown: Vec<_> = findings.iter().map(|f| (&*f.path, f.fault.message(Lang::En))).collect();
    assert_eq!(shown, [("templates/topic.html", "the template cannot be read: Template `topic.html` not found".to_owned())]);
}
