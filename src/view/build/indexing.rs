//! Which lists search engines may index, what search results say of them, and when pages of the program last changed.

use jiff::civil::Date;

use super::lists::last_change;
use super::words;
use crate::calc::spec::CHECKED_ON;
use crate::calc::{Spec, TableKind};
use crate::link::{Linked, ListId};
use crate::model::registers::{LawId, LenderId, Topic, TopicId};

/// Fewest articles of a list that is worth a search result; an introduction counts as one.
const FEWEST: usize = 2;
/// Fewest articles and registered provisions of a law whose page is worth a search result.
const FEWEST_OF_LAW: usize = 3;
/// Fewest articles of a lender about a topic that are worth a search result.
const FEWEST_OF_LENDER_TOPIC: usize = 8;
/// Most names of each kind in a description.
const NAMED: usize = 3;

/// False for a list whose page says too little to be a search result.
pub(super) fn is_indexed(linked: &Linked, list: ListId) -> bool {
    let articles = linked.lists.articles(list);
    let (library, count) = (&linked.library, articles.iter().filter(|id| linked.is_indexed(**id)).count());
    match list {
        ListId::Topic(id) => {
            let has_intro = || library.topic_intros.iter().any(|i| library.registers.topics.find(&i.slug) == Some(id));
            count >= FEWEST || subtopics(linked, id).next().is_some() || (count > 0 && has_intro())
        }
        ListId::Lender(id) => {
            let has_intro = || library.lender_intros.iter().any(|i| library.registers.lenders.find(&i.slug) == Some(id));
            count >= FEWEST || (count > 0 && has_intro())
        }
        ListId::LenderTopic(..) => count >= FEWEST_OF_LENDER_TOPIC,
        ListId::Law(id) => count + library.registers.laws[id].articles.len() >= FEWEST_OF_LAW,
        ListId::Person(_) | ListId::Updates => count > 0,
    }
}

fn subtopics(linked: &Linked, id: TopicId) -> impl Iterator<Item = &Topic> {
    linked.library.registers.topics.rows.iter().filter(move |topic| topic.parent == Some(id))
}

/// The day of the last change of a law's page: of the law, or of an article that cites it.
pub(super) fn law_changed(linked: &Linked, id: LawId) -> Option<Date> {
    let law = &linked.library.registers.laws[id];
    let days = [law.issued, law.effective, law.repealed, law.ended].into_iter().flatten();
    let days = days.chain(law.amended.iter().copied()).chain(law.renumbered.iter().map(|r| r.on));
    let own = days.filter(|day| *day <= linked.as_of).max();
    own.max(last_change(linked, linked.lists.articles(ListId::Law(id))))
}

/// The day on which a calculator, or the rates that it needs, were last checked.
pub(super) fn calculator_changed(linked: &Linked, spec: &Spec) -> Option<Date> {
    let rates =
        linked.library.registers.tables.rates.as_ref().filter(|_| spec.needs(TableKind::Rates)).map(|rates| rates.checked_until);
    CHECKED_ON.parse().ok().into_iter().chain(rates).filter(|day| *day <= linked.as_of).max()
}

/// The description of a topic's page: its sentence in the register, the number of articles, sub-topics and lenders.
pub(super) fn topic(linked: &Linked, id: TopicId) -> String {
    let row = &linked.library.registers.topics[id];
    let desc = row.desc.trim_end_matches('。');
    let lead = format!("{}：{desc}{}", row.title, if desc.is_empty() { "" } else { "。" });
    let below = names("分为", subtopics(linked, id).map(|topic| topic.title.as_str()));
    let lenders = linked.lists.by_lender(id).map(|lender| (lender, linked.lists.articles(ListId::LenderTopic(lender, id)).len()));
    let lenders = most_used(lenders).map(|lender| linked.library.registers.lenders[lender].name.as_str());
    sentence(&lead, linked.lists.articles(ListId::Topic(id)).len(), [below, names("涉及", lenders)])
}

/// The description of a lender's page: the number of articles and their topics.
pub(super) fn lender(linked: &Linked, id: LenderId) -> String {
    let row = &linked.library.registers.lenders[id];
    let count = linked.lists.articles(ListId::Lender(id)).len();
    let kind = words::kind(row.kind);
    if count == 0 {
        return format!("{}（{kind}）的信息，和同样适用于{kind}的文章。", row.name);
    }
    let lead = format!("{}（{kind}）的贷款、逾期与协商：", row.name);
    let topics = most_used(linked.lists.by_topic(id).map(|(topic, articles)| (topic, articles.len())));
    let topics = topics.map(|topic| linked.library.registers.topics[topic].title.as_str());
    sentence(&lead, count, [names("按主题分列，涉及", topics), None])
}

/// The description of the index of topics.
pub(super) fn topics(linked: &Linked) -> String {
    let roots = linked.library.registers.topics.rows.iter().filter(|topic| topic.parent.is_none());
    index("按主题查找文章", roots.map(|topic| topic.title.as_str()), linked.library.registers.topics.rows.len(), "个主题")
}

/// The description of the index of lenders.
pub(super) fn lenders(linked: &Linked) -> String {
    let rows = &linked.library.registers.lenders.rows;
    let used = linked.library.registers.lenders.iter().filter(|(id, _)| !linked.lists.articles(ListId::Lender(*id)).is_empty());
    index("按放款机构查找文章", used.map(|(_, lender)| lender.name.as_str()), rows.len(), "家机构")
}

fn index<'a>(lead: &str, named: impl Iterator<Item = &'a str>, count: usize, unit: &str) -> String {
    let named: Vec<&str> = named.take(NAMED).collect();
    let more = if count > named.len() { "等" } else { "" };
    if named.is_empty() { format!("{lead}。") } else { format!("{lead}：{}{more}{count}{unit}。", named.join("、")) }
}

/// `分为甲、乙、丙等`; nothing without names.
fn names<'a>(lead: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut named: Vec<&str> = names.take(NAMED + 1).collect();
    let more = if named.len() > NAMED { "等" } else { "" };
    named.truncate(NAMED);
    (!named.is_empty()).then(|| format!("{lead}{}{more}", named.join("、")))
}

fn sentence(lead: &str, count: usize, parts: [Option<String>; 2]) -> String {
    let count = if count == 0 { String::new() } else { format!("{count}篇文章") };
    if count.is_empty() && parts.iter().all(Option::is_none) {
        return if lead.ends_with('。') { lead.to_owned() } else { format!("{lead}暂时没有文章。") };
    }
    let parts: Vec<String> = std::iter::once(count).filter(|c| !c.is_empty()).chain(parts.into_iter().flatten()).collect();
    format!("{lead}{}。", parts.join("，"))
}

/// Rows with their numbers of articles: those with the most articles first, else in the order of the register.
fn most_used<I>(rows: impl Iterator<Item = (I, usize)>) -> impl Iterator<Item = I> {
    let mut rows: Vec<(I, usize)> = rows.collect();
    rows.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    rows.into_iter().map(|(row, _)| row)
}
