use super::*;
use crate::model::facts::gather;
use crate::text::Source;

const LAWS: &str = include_str!("../../../tests/citations/laws.yaml");
const CITATIONS: &str = include_str!("../../../tests/citations/citations.txt");
const VERSIONS: &str = include_str!("../../../tests/citations/versions.yaml");
const VERSION_CITATIONS: &str = include_str!("../../../tests/citations/versions.txt");

fn registers(laws: &str) -> Registers {
    let (registers, wrong) = Registers::read(&[Source::new("content/laws.yaml", laws)]);
    assert_eq!(wrong, []);
    registers
}

fn read(body: &str, registers: &Registers) -> Box<[Citation]> {
    let plain = gather(body, 7, &"a.md".into(), &mut Vec::new()).1;
    citations(&plain, 7, registers)
}

/// The links of a text: `civil-code#676`.
fn links(body: &str, registers: &Registers) -> Vec<String> {
    let cited = read(body, registers);
    let links = cited.iter().filter_map(|c| Some((c, &registers.laws[c.law?].id)));
    let link = |(c, id): (&Citation, &String)| match &*c.articles {
        [] => vec![id.clone()],
        articles => articles.iter().map(|a| format!("{id}#{}", a.number)).collect(),
    };
    links.flat_map(link).collect()
}

/// A text of the test data without its escapes.
fn unescaped(text: &str) -> String {
    let marks = ["\u{200b}", "\u{feff}", "\u{2060}", "\u{ad}", "\u{2068}", "\u{2069}", "\u{180e}"];
    let name = |mark: &str| format!("\\u{:04x}", u32::from(mark.chars().next().unwrap()));
    marks.iter().fold(text.replace("\\n", "\n"), |text, mark| text.replace(&name(mark), mark))
}

/// How many citations of the test data were read; the test fails if a link is wrong or missing.
fn check(registers: &Registers, citations: &str) -> usize {
    let (mut number, mut missed, mut wrong) = (0, Vec::new(), Vec::new());
    for line in citations.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (text, expected) = line.rsplit_once(" => ").unwrap();
        let expected: Vec<&str> = expected.split(' ').filter(|e| *e != "-").collect();
        let found = links(&unescaped(text), registers);
        number += 1;
        if found.iter().any(|f| !expected.contains(&f.as_str())) {
            wrong.push(format!("{text}\n    {found:?}, not {expected:?}"));
        } else if found != expected {
            missed.push(format!("{text}\n    {found:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty() && missed.is_empty(), "{number}; wrong:\n{}\nmissed:\n{}", wrong.join("\n"), missed.join("\n"));
    number
}

#[test]
fn a_citation_leads_to_the_version_that_it_names() {
    check(&registers(VERSIONS), VERSION_CITATIONS);
}

/// No citation leads to a wrong law, and at least 95 of 100 to registered laws are found.
#[test]
fn citations_of_statutes_and_cases_are_linked_as_a_lawyer_would() {
    let number = check(&registers(LAWS), CITATIONS);
    assert!(number >= 200, "{number}");
}

/// Title, citation, and each article with the text of its link.
fn shown(body: &str) -> Vec<String> {
    let article = |a: &CitedArticle| format!(" {}={}", a.number, a.span.of(body));
    let show = |c: &Citation| format!("{}|{}|{}", c.title, c.span.of(body), c.articles.iter().map(article).collect::<String>());
    read(body, &registers(LAWS)).iter().map(show).collect()
}

#[test]
fn a_link_covers_the_words_of_its_article() {
    for (body, expected) in [
        ("见《民法典》第六百七十六条。", &["民法典|《民法典》第六百七十六条| 676=《民法典》第六百七十六条"][..]),
        ("《甲法》第676、677条", &["甲法|《甲法》第676、677条| 676=《甲法》第676 677=677条"]),
        ("《甲法》第25条—第31条", &["甲法|《甲法》第25条—第31条| 25=《甲法》第25条 31=第31条"]),
        (
            "《规定》第十条第二款第（三）项、第一款，以及",
            &["规定|《规定》第十条第二款第（三）项、第一款| 10=《规定》第十条第二款第（三）项、第一款"],
        ),
        ("**《民法典》**\n第六百七十六条", &["民法典|《民法典》**\n第六百七十六条| 676=《民法典》**\n第六百七十六条"]),
        ("根据民诉法第264条、第265条", &["民诉法|民诉法第264条、第265条| 264=民诉法第264条 265=第265条"]),
        ("关于适用《民法典》的解释第一条", &["民法典|《民法典》|"]),
        ("《没有收尾，《民法典》第一条", &["民法典|《民法典》第一条| 1=《民法典》第一条"]),
        ("《甲法》（以下简称甲），《乙法》", &["甲法|《甲法》|", "乙法|《乙法》|"]),
    ] {
        assert_eq!(shown(body), expected, "{body}");
    }
    assert_eq!(shown(&format!("《{}》第一条", "长".repeat(81))), [""; 0]);
}

#[test]
fn headings_links_and_code() {
    let body = "# 《甲法》\n\n**依《乙法》第一条，**[见《丙法》](/a)。`《丁法》`\n\n```\n《戊法》\n```\n\n![《己法》](/b)\n\n| 《庚法》第2条 |\n|-|\n";
    let show = |c: &Citation| format!("{} {} {}", c.title, c.span.of(body), c.linkable);
    let read = read(body, &Registers::default());
    let read: Vec<String> = read.iter().map(show).collect();
    assert_eq!(read, ["甲法 《甲法》 false", "乙法 《乙法》第一条 true", "丙法 《丙法》 false", "庚法 《庚法》第2条 true"]);
}

#[test]
fn repealed_laws_are_known_without_a_register() {
    let registers = registers("laws: []\n");
    let read = read("借款合同违反合同法第五十二条；物权法中第九条；民法典第三条", &registers);
    let titles: Vec<&str> = read.iter().map(|c| &*c.title).collect();
    assert_eq!(titles, ["合同法", "物权法"]);
}
