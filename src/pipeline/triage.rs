//! What is wrong with imported articles, or with a whole site, as a library: the checks of a build, and comparisons of all articles, as a
//! table.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use rayon::prelude::*;

use super::{MAX_CHUNK, Options, Progress, Step, Survey};
use crate::analyze::{Analyzer, Purpose, Sentence, TermCounter};
use crate::import::triage::{self, Brief, Candidate, Case, Evidence};
use crate::link::{Publish, State, address_of_article};
use crate::load::{Sources, Texts};
use crate::model::{Article, ArticleId, IndexVec, Registers, settings};
use crate::relate::{Duplicates, repetition};

/// The records of an import that somebody has to decide about. `sources` are those of the site after the import.
///
/// # Errors
/// If an article cannot be read; the message has its path.
pub(crate) fn triage(sources: Sources, records: &[Candidate], options: &Options, progress: &dyn Progress) -> io::Result<Vec<Case>> {
    let settings = settings::read(sources.settings.as_ref()).0;
    let registers = Registers::read(&sources.registers).0;
    let as_of = options.as_of.day(settings.utc_offset);
    let analyzer = Analyzer::new(&registers, &settings, as_of, Purpose::Triage);
    progress.begin(Step::Analyze, sources.articles.len());
    let paths = sources.articles.par_iter().with_max_len(MAX_CHUNK).inspect(|_| progress.tick());
    let brief = |path: &Arc<str>| brief(path, &sources.texts, &analyzer, options);
    let read: Vec<Option<(Brief, Box<[Sentence]>)>> = paths.map(brief).collect::<io::Result<_>>()?;
    drop(sources);
    let (articles, sentences): (Vec<Brief>, Vec<Box<[Sentence]>>) = read.into_iter().flatten().unzip();
    let articles: IndexVec<ArticleId, Brief> = articles.into();
    progress.begin(Step::Duplicates, articles.len());
    let compared = articles.enumerated().zip(&sentences).filter_map(|((id, article), sentences)| article.compared(id, sentences));
    let duplicates = Duplicates::among(compared.collect());
    let repeated = repetition(&sentences.iter().map(|sentences| &**sentences).collect());
    drop(sentences);
    let (permalink, duplicates, repeated) = (&*settings.article_permalink, &duplicates, &repeated);
    Ok(triage::triage(records, &Evidence { articles: &articles, as_of, permalink, duplicates, repeated, is_site: false }))
}

/// The articles of a site that somebody has to decide about, in the order in which they are worth it. `views` has those of articles;
/// `who` says by slug who works on an article.
pub(crate) fn triage_site(
    survey: &Survey,
    publish: Publish,
    views: Option<&BTreeMap<ArticleId, u64>>,
    who: &BTreeMap<&str, &str>,
) -> Vec<Case> {
    let Survey { linked, duplicates, repeated, .. } = survey;
    let (library, as_of, weights) = (&linked.library, linked.as_of, linked.library.settings.editorial.risk);
    let found = survey.by_article();
    let brief = |(id, article): (ArticleId, &Article)| {
        let codes = found[id].iter().map(|(code, _)| *code).collect();
        Brief::new(article, codes, as_of, publish)
    };
    let articles: IndexVec<ArticleId, Brief> = library.articles().map(brief).collect();
    let permalink = &*library.settings.article_permalink;
    let grouped: BTreeSet<ArticleId> = duplicates.groups.iter().flat_map(|group| group.articles()).collect();
    let is_open = |id: ArticleId| match linked.addresses.state(id) {
        State::Withdrawn | State::Expired => false,
        State::Draft => grouped.contains(&id),
        State::Published | State::Future => linked.addresses.original(id).is_none(),
    };
    let candidate = |(id, article): (ArticleId, &Article)| Candidate {
        address: address_of_article(permalink, &article.front.slug.value),
        id: None,
        title: String::new(),
        file: Some(article.path().to_string()),
        views: views.map(|views| views.get(&id).copied().unwrap_or(0)),
        year_is_certain: true,
        is_private: false,
    };
    let records: Vec<Candidate> = library.articles().filter(|(id, _)| is_open(*id)).map(candidate).collect();
    let evidence = Evidence { articles: &articles, as_of, permalink, duplicates, repeated, is_site: true };
    let mut cases = triage::triage(&records, &evidence);
    let article = |path: &str| library.article_by_path(path);
    for case in &mut cases {
        let Some(id) = case.file.as_deref().and_then(article) else { continue };
        let slug = library.article(id).front.slug.value.as_str();
        case.weight.risk = Some(weights.sum(found[id].iter().copied()));
        case.weight.filler = Some(repeated[id]);
        case.weight.who = who.get(slug).copied().unwrap_or("").to_owned();
    }
    triage::weighed(cases, |path| library.article(article(path)?).front.lender)
}

/// Reads an article, and gives the sentences by which it is compared besides. `None` for a file that is no text.
fn brief(
    path: &Arc<str>,
    texts: &Texts,
    analyzer: &Analyzer<'_>,
    options: &Options,
) -> io::Result<Option<(Brief, Box<[Sentence]>)>> {
    let Ok(expanded) = texts.expanded(path)? else { return Ok(None) };
    let extraction = analyzer.article(&expanded, true, &mut TermCounter::default());
    Ok(Some((Brief::of(&extraction, analyzer.as_of(), options.publish), extraction.sketch.sentences)))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use jiff::civil::Date;

    use super::*;
    use crate::import::triage::table;
    use crate::load::Overlay;
    use crate::pipeline::{AsOf, load};
    use crate::text::Source;

    struct Silent;

    impl Progress for Silent {
        fn begin(&self, _: Step, _: usize) {}
        fn tick(&self) {}
    }

    const REGISTERS: &[(&str, &str)] = &[
        ("sitegen.yaml", "title: 债务指南\nbase_url: https://www.example.com/\npermalinks: {article: \"/hf/{slug}.html\"}\n"),
        ("content/topics.yaml", "topics:\n  - {slug: overdue, title: 逾期}\n"),
        ("content/lenders.yaml", "lenders:\n  - {slug: qinghe, name: 青禾贷, kind: other}\n"),
    ];

    /// Sentences that no other article has, of about 20 letters each.
    fn body(seed: &str, sentences: usize) -> String {
        let han: Vec<char> = "逾期本金利息合同证据法院起诉还款协商材料银行账户工资收入家庭".chars().collect();
        let mut state = seed.bytes().fold(7_usize, |hash, byte| (hash * 31 + usize::from(byte)) % 100_003);
        let mut next = || {
            state = (state * 8_121 + 28_411) % 134_456;
            han[state % han.len()]
        };
        (0..sentences).map(|_| (0..20).map(|_| next()).collect::<String>() + "。\n\n").collect()
    }

    /// The columns `address reasons group proposal target` of the table for these articles: slug, day, lines of front matter, body.
    fn table(articles: &[(&str, &str, &str, String)], held: &[Candidate]) -> Vec<String> {
        let text = |(slug, date, front, body): &(&str, &str, &str, String)| {
            let text = format!("---\ntitle: {slug}的标题\ndate: {date}\ntopics: [逾期]\n{front}---\n\n{body}\n");
            Source::new(&*format!("content/articles/{slug}.md"), text)
        };
        let registers = REGISTERS.iter().map(|(path, text)| Source::new(*path, *text));
        let overlay: Overlay = registers.chain(articles.iter().map(text)).collect();
        let folder = tempfile::tempdir().unwrap();
        let sources = load(folder.path(), Path::new("sitegen.yaml"), &overlay, &Silent).unwrap().0;
        let candidate = |(n, (slug, ..)): (u64, &(&str, &str, &str, String))| Candidate {
            address: format!("/hf/{slug}.html"),
            id: Some(n),
            title: format!("{slug}的标题"),
            file: Some(format!("content/articles/{slug}.md")),
            views: Some(n),
            year_is_certain: *slug != "year",
            is_private: false,
        };
        let records: Vec<Candidate> = (0..).zip(articles).map(candidate).chain(held.iter().cloned()).collect();
        let options = Options { as_of: AsOf::Day(Date::constant(2026, 6, 1)), publish: Publish::default(), base_url: None };
        let cases = triage(sources, &records, &options, &Silent).unwrap();
        let rows = table::read(&table::write(table::IMPORTED, &cases, None)).unwrap();
        let line =
            |row: &table::Record| ["address", "reasons", "group", "proposal", "target"].map(|column| row.get(column)).join("|");
        rows.iter().map(line).collect()
    }

    #[test]
    fn an_article_without_a_fault_is_no_case() {
        assert_eq!(table(&[("a", "2026-03-01", "", body("a", 20))], &[]), [""; 0]);
    }

    #[test]
    fn a_group_keeps_its_best_article_and_the_others_lead_there() {
        let same = body("a", 20);
        let articles = [
            ("old", "2026-01-01", "", same.clone()),
            ("new", "2026-03-01", "", same.clone()),
            ("damaged", "2026-05-01", "", format!("{same}金融机构说的问，也是融机构的问，还有费者的问。")),
        ];
        assert_eq!(
            table(&articles, &[]),
            [
                "/hf/new.html|duplicate|1|keep|",
                "/hf/damaged.html|damaged duplicate|1|redirect|/hf/new.html",
                "/hf/old.html|duplicate|1|redirect|/hf/new.html",
            ]
        );
    }

    #[test]
    fn every_reason_has_its_proposal() {
        let held = |address: &str, is_private| Candidate {
            address: address.to_owned(),
            id: None,
            title: "甲".to_owned(),
            file: None,
            views: None,
            year_is_certain: true,
            is_private,
        };
        let articles = [
            ("thin", "2026-03-01", "", body("t", 2)),
            ("of-lender", "2026-03-01", "lender: qinghe\n", body("l", 2)),
            ("whole", "2026-03-01", "lender: qinghe\n", body("w", 20)),
            ("stale", "2021-05-31", "", body("s", 20)),
            ("not-yet", "2021-06-01", "", body("n", 20)),
            ("year", "2026-03-01", "", body("y", 20)),
            ("damaged", "2026-03-01", "", format!("{}融机构说的问，也是融机构的问，还有费者的问。", body("d", 20))),
        ];
        assert_eq!(
            table(&articles, &[held("/hf/9.html", true), held("/hf/8.html", false)]),
            [
                "/hf/9.html|private|||",
                "/hf/damaged.html|damaged||draft|",
                "/hf/of-lender.html|thin||redirect|/hf/whole.html",
                "/hf/thin.html|thin||withdraw|",
                "/hf/stale.html|stale||keep (review)|",
                "/hf/year.html|year-unknown||keep (review)|",
                "/hf/8.html|held|||",
            ]
        );
    }

    #[test]
    fn sentences_of_many_articles_are_boilerplate() {
        let shared = body("shared", 10);
        let slugs: Vec<String> = (0..20).map(|n| format!("a{n}")).collect();
        let articles: Vec<(&str, &str, &str, String)> =
            slugs.iter().map(|slug| (slug.as_str(), "2026-03-01", "", format!("{shared}{}", body(slug, 12)))).collect();
        let rows = table(&articles, &[]);
        assert!(rows.len() == 20 && rows.iter().all(|row| row.contains("|boilerplate|") && row.contains("|keep|")), "{rows:?}");
        assert_eq!(table(&articles[1..], &[]), [""; 0]);
    }
}
