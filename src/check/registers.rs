//! Registers, settings and names of files: rates and facts that were not checked for long, the filing number, topics that the
//! settings name, numbers of persons.

use std::sync::Arc;

use jiff::civil::Date;

use super::freshness::days_between;
use super::privacy::{self, OwnNumbers};
use crate::calc::tables::first_missed;
use crate::diag::catalogue::{FrontFault, RuleFault};
use crate::diag::{Finding, nearest};
use crate::model::yaml::Located;
use crate::model::{File, Registers, Settings, address};
use crate::text::{Source, Span};

/// Days after which a fact is to be checked again.
const FACT_DAYS: i32 = 365;

/// Judges registers and settings as they were read from `sources` (the settings among them), and the names of files.
pub fn registers<'s>(
    registers: &Registers,
    settings: &Settings,
    sources: impl Iterator<Item = &'s Source> + Clone,
    files: &[File],
    as_of: Date,
) -> Vec<Finding> {
    let own = OwnNumbers::of(settings);
    let mut found = Vec::new();
    for source in sources.clone() {
        privacy::numbers(&source.text, &own, &mut |range, fault| found.push(Finding::at(&source.path, Span::new(range), fault)));
        // The reader of the settings judges theirs.
        if source.path != settings.path {
            addresses(source, &mut found);
        }
    }
    found.extend(files.iter().flat_map(|file| privacy::path_findings(&file.path, &own)));
    let path = |name: &str| sources.clone().map(|s| &s.path).find(|p| p.rsplit('/').next() == Some(name));
    found.extend(path("rates.yaml").into_iter().flat_map(|path| rates(registers, path, as_of)));
    found.extend(path("lenders.yaml").into_iter().flat_map(|path| facts(registers, path, as_of)));
    let laws = registers.deadlines.iter().flat_map(|deadlines| &deadlines.laws);
    found.extend(path("deadlines.yaml").into_iter().flat_map(|path| unknown_laws(registers, path, laws.clone())));
    let laws = registers.cost_lines.laws.iter();
    found.extend(path("cost-lines.yaml").into_iter().flat_map(|path| unknown_laws(registers, path, laws.clone())));
    found.extend(path("search.yaml").into_iter().flat_map(|path| search_words(registers, path)));
    found.extend(self::settings(registers, settings));
    found
}

/// Judges the web addresses in a register.
fn addresses(source: &Source, found: &mut Vec<Finding>) {
    let is_comment = |at: usize| {
        let from = source.text.ceil_char_boundary(at.saturating_sub(1_000));
        let line = source.text.get(from..at).and_then(|t| t.rsplit('\n').next()).unwrap_or("");
        line.trim_start().starts_with('#') || line.contains(" #")
    };
    address::in_text(&source.text, &mut |at, written| {
        if let Some(flaw) = address::flaw(written).filter(|_| !is_comment(at)) {
            let part = at + flaw.part.start..at + flaw.part.end;
            found.push(Finding::at(&source.path, Span::new(part), flaw.fault).with_suggestion(flaw.right));
        }
    });
}

fn rates(registers: &Registers, path: &Arc<str>, as_of: Date) -> Vec<Finding> {
    let mut found = Vec::new();
    for table in registers.rates.iter().flat_map(|r| &r.tables) {
        let Some(until) = &table.checked_until else { continue };
        if as_of < first_missed(until.value) {
            continue;
        }
        let day = until.value.to_string();
        let [full_zh, full] = table.checked_full_until.map_or_else(Default::default, |full| {
            let en = format!("; each publication up to {full} was compared, and the check from then to {day} was a weaker one");
            [format!("；逐日核对至{full}，此后至{day}为较弱的核对"), en]
        });
        let fault = RuleFault::RatesStale {
            table: table.title.as_str().into(),
            day: day.into(),
            full_zh: full_zh.into(),
            full: full.into(),
        };
        found.push(Finding::at(path, until.span, fault));
    }
    found
}

/// Laws that a register names and the register of laws does not have.
fn unknown_laws<'l>(registers: &Registers, path: &Arc<str>, laws: impl Iterator<Item = &'l Located<String>>) -> Vec<Finding> {
    let known = &registers.laws;
    let unknown = laws.filter(|law| known.by_id(&law.value).is_none());
    let finding = |law: &Located<String>| {
        let near = nearest(&law.value, known.iter().map(|(_, law)| law.id.as_str()));
        Finding::at(path, law.span, FrontFault::UnknownLawId { value: law.value.clone() }).with_suggestion(near)
    };
    unknown.map(finding).collect()
}

/// Search words that another register knows: its row would be found no more.
fn search_words(registers: &Registers, path: &Arc<str>) -> Vec<Finding> {
    let Registers { topics, lenders, laws, search, .. } = registers;
    let finding = |word: &Located<String>| {
        let topic = topics.find(&word.value).map(|id| ("主题", "topic", &topics[id].title));
        let lender = || lenders.find(&word.value).map(|id| ("机构", "lender", &lenders[id].name));
        let law = || laws.by_title(&word.value).map(|id| ("法律", "law", &laws[id].title));
        let (kind_zh, kind_en, name) = topic.or_else(lender).or_else(law)?;
        let fault = FrontFault::SearchKnown {
            word: word.value.as_str().into(),
            kind_zh: kind_zh.into(),
            kind_en: kind_en.into(),
            name: name.as_str().into(),
        };
        Some(Finding::at(path, word.span, fault))
    };
    search.rows.iter().flat_map(|row| &row.words).filter_map(finding).collect()
}

fn facts(registers: &Registers, path: &Arc<str>, as_of: Date) -> Vec<Finding> {
    let mut found = Vec::new();
    for (_, lender) in registers.lenders.iter() {
        for fact in &lender.facts {
            let Some(checked) = fact.checked_on.filter(|day| days_between(*day, as_of) > FACT_DAYS) else { continue };
            let (label, day) = (super::facts::label(&fact.key).to_owned(), checked.to_string());
            let fault = RuleFault::FactStale { lender: lender.name.clone(), fact: label, day };
            found.push(Finding::at(path, fact.span, fault));
        }
    }
    found
}

fn settings(registers: &Registers, settings: &Settings) -> Vec<Finding> {
    let path = &settings.path;
    let mut found = Vec::new();
    match &settings.icp {
        None if !is_example(&settings.home.origin) => found.push(Finding::about(path, RuleFault::NoFiling {})),
        Some(icp) if !is_filing_number(&icp.value) => {
            found.push(Finding::at(path, icp.span, RuleFault::BadFiling { value: icp.value.clone() }));
        }
        _ => {}
    }
    for topic in settings.editorial.legal_topics.iter().filter(|t| registers.topics.find(&t.value).is_none()) {
        let fault = FrontFault::UnknownTopic { name: topic.value.clone() };
        found.push(Finding::at(path, topic.span, fault).with_suggestion(registers.topics.nearest(&topic.value)));
    }
    found
}

/// True for addresses that are no real site's: those reserved for examples and tests (RFC 2606, RFC 6761), and this machine's.
fn is_example(origin: &str) -> bool {
    let host = origin.split("://").nth(1).unwrap_or(origin);
    let host = host.split(':').next().unwrap_or(host);
    let reserved = ["example.com", "example.net", "example.org", "example", "invalid", "test", "localhost"];
    reserved.iter().any(|r| host == *r || host.ends_with(&format!(".{r}"))) || host.starts_with("127.") || !host.contains('.')
}

/// `京ICP备12345678号-1`: a province, ICP备 or ICP证, six to ten digits, 号, perhaps the number of the site.
fn is_filing_number(text: &str) -> bool {
    const PROVINCES: &str = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀黔贵云滇藏陕甘青宁新";
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let mut chars = text.chars();
    let province = chars.next().is_some_and(|c| PROVINCES.contains(c));
    let rest = chars.as_str();
    let rest = rest.strip_prefix("ICP备").or_else(|| rest.strip_prefix("ICP证"));
    let Some((number, site)) = rest.and_then(|r| r.split_once('号')) else { return false };
    province
        && digits(number)
        && (6..=10).contains(&number.len())
        && (site.is_empty() || site.strip_prefix('-').is_some_and(digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filing_numbers_have_one_shape() {
        for good in ["京ICP备12345678号", "粤ICP备2021000001号-1", "浙ICP证060123号"] {
            assert!(is_filing_number(good), "{good}");
        }
        for bad in
            ["京ICP备12345678", "ICP备12345678号", "京ICP备12345号", "京ICP备12345678号（示例）", "京ICP备12345678号-", "示例"]
        {
            assert!(!is_filing_number(bad), "{bad}");
        }
    }

    #[test]
    fn addresses_for_examples_need_no_filing() {
        for host in [
            "https://www.example.com",
            "http://localhost:8080",
            "https://site.test",
            "http://127.0.0.1:80",
            "https://example.invalid",
        ] {
            assert!(is_example(host), "{host}");
        }
        assert!(!is_example("https://www.lawfirm.cn") && !is_example("https://notexample.com"));
    }
}
