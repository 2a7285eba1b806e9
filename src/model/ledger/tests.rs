use proptest::prelude::*;

use super::*;

fn source(text: &str) -> Source {
    Source::new(FILE, text)
}

/// The messages of the findings of a text, in English, with the words at their places.
fn faults(text: &str) -> Vec<String> {
    let source = source(text);
    let line = |finding: &Finding| {
        let words = finding.span.map_or("", |span| span.of(&source.text));
        format!("{words}: {}", finding.fault.message(crate::diag::Lang::En))
    };
    check(&source).iter().map(line).collect()
}

fn merged(text: &str, rows: &[(&str, AddressState, &str, &str)]) -> String {
    let rows =
        rows.iter().map(|(address, state, target, reason)| Row::new((*address).to_owned(), *state, (*target).to_owned(), reason));
    super::merged(text, rows)
}

#[test]
fn a_ledger_is_written_sorted_with_its_comments_at_the_head() {
    let text = "# 旧站\r\n\r\n/b.html\tgone\t\t重复\r\n/?id=1\tquery\t/a.html\r\n/a.html\tlives\t\t\r\n";
    let ledger = Ledger::read(&source(text)).unwrap();
    assert_eq!(ledger.write(), "# 旧站\n/?id=1\tquery\t/a.html\n/a.html\tlives\n/b.html\tgone\t\t重复\n");
    assert_eq!(Ledger::read(&source(&ledger.write())).unwrap(), ledger);
}

#[test]
fn an_import_changes_its_own_rows_and_leaves_decisions() {
    let text = "/1.html\tdraft\n/2.html\tgone\t\t律师决定\n/3.html\tgone\t\timport: 公告\n/4.html\tredirect\t/1.html\tdecision\n";
    let lives = |address| (address, AddressState::Lives, "", "");
    assert_eq!(
        merged(text, &[lives("/0.html"), lives("/1.html"), lives("/2.html"), lives("/3.html"), lives("/4.html")]),
        "/0.html\tlives\n/1.html\tlives\n/2.html\tgone\t\t律师决定\n/3.html\tlives\n/4.html\tredirect\t/1.html\tdecision\n"
    );
    assert_eq!(merged(text, &[("/2.html", AddressState::Gone, "", "律师决定")]), text);
    assert_eq!(merged("# 旧站\n/b\tlives\n/a\tlives\n", &[lives("/c")]), "# 旧站\n/a\tlives\n/b\tlives\n/c\tlives\n");
    let own = Row::imported("/?id=1".to_owned(), AddressState::Query, "/1.html".to_owned(), "");
    assert!(!own.is_decided() && Row { reason: "".into(), ..own }.is_decided());
}

#[test]
fn lines_that_are_no_rows_are_named() {
    assert_eq!(
        faults(
            "/a.html\n/a.html\tlive\na.html\tlives\n/a\tredirect\n/a\tquery\t/b\n/a b\tgone\t\tx\n/a\tredirect\tb\n/a\tlives\t\t\tx\n"
        ),
        [
            "/a.html: this line cannot be used: it needs an address and a state, separated by a tab",
            "live: this line cannot be used: the state must be lives, redirect, page, draft, held, gone or query",
            "a.html\tlives: this line cannot be used: the address is a path of the site, which starts with one /",
            "/a\tredirect: this line cannot be used: `redirect` and `query` need a target",
            "/a\tquery\t/b: this line cannot be used: an address of `query` has a question mark; others are `redirect`",
            "/a b\tgone\t\tx: this line cannot be used: the address has a blank; write %20",
            "/a\tredirect\tb: this line cannot be used: the target must start with / or https://",
            "/a\tlives\t\t\tx: this line cannot be used: it has more than four columns",
        ]
    );
}

#[test]
fn two_rows_of_one_address_are_named_however_they_are_written() {
    assert_eq!(
        faults("/%E7%94%B2\tlives\n/b\tlives\n/甲\tgone\t\tx\n"),
        ["/甲\tgone\t\tx: this line cannot be used: the address has a row already"]
    );
}

#[test]
fn an_address_has_one_form() {
    for (written, normal) in [
        ("/hf/101.html", "/hf/101.html"),
        ("/%e9%80%be%E6%9C%9F/%20a.html", "/逾期/%20a.html"),
        ("/a%2fb%3Fc%23%25", "/a%2Fb%3Fc%23%25"),
        ("/?s=%E9%80%BE%26a%3D1+2", "/?s=逾%26a%3D1+2"),
        ("/tag/%b4%df.html", "/tag/%B4%DF.html"),
        ("/100%", "/100%25"),
        ("/%+1%zz", "/%25+1%25zz"),
    ] {
        assert_eq!(address::normal(written).unwrap(), normal);
        assert_eq!(address::normal(normal).unwrap(), normal);
    }
}

proptest! {
    #[test]
    fn a_row_is_read_back_as_it_was_written(path in ".{0,20}", query in ".{0,20}", reason in ".{0,20}") {
        let query = address::query(&format!("/?{query}"));
        let mut ledger = Ledger::default();
        ledger.set(Row::new(address::path(&format!("/甲{path}")), AddressState::Gone, String::new(), &reason));
        ledger.set(Row::new(query, AddressState::Query, address::path(&path), &reason));
        let written = ledger.write();
        let read = Ledger::read(&source(&written)).unwrap();
        prop_assert_eq!(read.write(), written);
        prop_assert_eq!(read, ledger);
    }

    #[test]
    fn no_text_is_a_fault_of_the_program(text in "(/[a%?#0-9]{0,6}|\t|gone|lives|query|\n|.){0,20}") {
        let source = source(&text);
        let count = check(&source).len();
        prop_assert_eq!(Ledger::read(&source).is_ok(), count == 0);
    }
}
