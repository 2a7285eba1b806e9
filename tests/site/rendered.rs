//! Pages of the built-in theme: what no other test of whole sites looks at.

use crate::support::site::Site;

#[test]
fn a_title_cannot_leave_its_place() {
    let folder = Site::paged();
    folder.write(
        "content/articles/a.md",
        "---\ntitle: \"</script><script>alert(1)</script>\\\" onload='x' &amp;\"\ndate: 2026-03-01\ntopics: [逾期]\nallow: [{code: SG147, reason: 试写}]\n---\n\n甲<乙\n",
    );
    folder.build(&[]);
    let text = folder.read("public/articles/a.html");
    assert!(!text.contains("<script>"), "{text}");
    assert!(text.contains("<h1>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp;amp;</h1>"));
    assert!(
        text.contains(r#""headline":"\u003c/script\u003e\u003cscript\u003ealert(1)\u003c/script\u003e\" onload='x' \u0026amp;""#)
    );
    assert!(text.contains("<div class=\"prose\">\n<p>甲&lt;乙</p>\n"), "{text}");
}

#[test]
fn a_long_list_names_every_page_and_a_full_page_older_ones_only() {
    let folder = Site::paged();
    folder.write("sitegen.yaml", "title: 债务指南\nbase_url: https://www.example.com/\npage_size: 5\n");
    for n in 1..=225 {
        let front = format!("date: 2025-{:02}-{:02}\ntopics: [逾期]", 1 + n / 28, 1 + n % 28);
        folder.article(&format!("a{n:03}"), &front, &format!("第{n}篇。"));
    }
    folder.build(&[]);
    let numbers = |path: &str| {
        let text = folder.read(path);
        let links = text.split("<main").nth(1).unwrap().split("href=\"/topics/overdue/page/").skip(1);
        links.map(|rest| rest.split('/').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let down_to = |last: u32, first: u32| (first..=last).rev().map(|n| n.to_string()).collect::<Vec<_>>();
    assert_eq!(numbers("public/topics/overdue/index.html"), down_to(45, 1));
    // A full page names no newer page: it never changes.
    assert_eq!(numbers("public/topics/overdue/page/2/index.html"), ["1"]);
    // It names the twelve before it, and the others of the year by one link to the newest of them.
    assert_eq!(numbers("public/topics/overdue/page/44/index.html"), down_to(43, 31));
}
