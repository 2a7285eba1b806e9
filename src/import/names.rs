//! Names of a source → names of the registers: topics, people, lenders.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::record::Author;
use crate::diag::Finding;
use crate::diag::catalogue::ImportFault;
use crate::model::Registers;
use crate::model::mapping::{Mapping, Renaming};
use crate::model::registers::{LenderId, TopicId, fold_name};
use crate::model::yaml::Located;

/// The word in place of a topic that leaves a category out.
const SKIP: &str = "skip";
/// The name of the topic of all other categories.
const DEFAULT: &str = "default";

/// What becomes of a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TopicChoice {
    Topic(TopicId),
    /// The mapping leaves the category out.
    Skip,
    Unknown,
}

/// The author of an article here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AuthorChoice {
    /// Id of the register, or a name where there is no register.
    Named(String),
    None,
    /// No one of the register has this name.
    Unknown(String),
}

/// The lender that a title names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LenderChoice {
    One(LenderId),
    None,
    Several,
}

/// The names of a source, resolved by the mapping and the registers.
#[derive(Debug)]
pub(crate) struct Names<'r> {
    registers: &'r Registers,
    topics: BTreeMap<String, TopicChoice>,
    default: TopicChoice,
    tags: BTreeMap<String, TopicId>,
    /// By folded login or name; `None` means no author.
    authors: BTreeMap<String, Option<String>>,
    /// Folded names of lenders by their first character.
    lenders: BTreeMap<char, Vec<(String, LenderId)>>,
}

impl<'r> Names<'r> {
    /// Resolves the mapping. Names that no register has are findings, and then nothing may be written.
    pub(crate) fn new(mapping: &Mapping, registers: &'r Registers) -> (Names<'r>, Vec<Finding>) {
        let mut resolver = Resolver { path: &mapping.path, registers, findings: Vec::new() };
        let mut default = TopicChoice::Unknown;
        let mut topics = BTreeMap::new();
        for renaming in &mapping.topics {
            let Some(choice) = renaming.target.as_ref().and_then(|target| resolver.topic_or_skip(target)) else { continue };
            if renaming.name == DEFAULT {
                default = choice;
            } else {
                topics.insert(path_key(renaming.name.split('/')), choice);
            }
        }
        let tag = |r: &Renaming| Some((fold_name(&r.name), resolver.topic(r.target.as_ref()?)?));
        let tags = mapping.tags.iter().filter_map(tag).collect();
        let author = |r: &Renaming| {
            let person = match &r.target {
                None => None,
                Some(target) => Some(resolver.person(target)?),
            };
            Some((fold_name(&r.name), person))
        };
        let authors = mapping.authors.iter().filter_map(author).collect();
        let mut lenders = lender_names(registers);
        for renaming in &mapping.lenders {
            if let Some(id) = renaming.target.as_ref().and_then(|target| resolver.lender(target)) {
                add_name(&mut lenders, &renaming.name, id);
            }
        }
        (Names { registers, topics, default, tags, authors, lenders }, resolver.findings)
    }

    /// The topic of a category: by its path or name in the mapping, else by a name of the register; the same for the categories
    /// above it, the nearest first; else the default.
    pub(crate) fn topic(&self, category: &[String]) -> TopicChoice {
        for length in (1..=category.len()).rev() {
            let Some(path @ [.., name]) = category.get(..length) else { continue };
            let mapped = self.topics.get(&path_key(path.iter().map(String::as_str)));
            let mapped = mapped.or_else(|| self.topics.get(&path_key([name.as_str()].into_iter())));
            let registered = || self.registers.topics.find(name).map(TopicChoice::Topic);
            if let Some(choice) = mapped.cloned().or_else(registered) {
                return choice;
            }
        }
        self.default.clone()
    }

    pub(crate) fn tag(&self, tag: &str) -> Option<TopicId> {
        self.tags.get(&fold_name(tag)).copied()
    }

    pub(crate) fn author(&self, author: &Author) -> AuthorChoice {
        let given = || author.login.iter().chain(&author.name);
        if let Some(mapped) = given().find_map(|name| self.authors.get(&fold_name(name))) {
            return mapped.clone().map_or(AuthorChoice::None, AuthorChoice::Named);
        }
        let Some(shown) = author.name.as_ref().or(author.login.as_ref()) else { return AuthorChoice::None };
        let Some(people) = &self.registers.people else { return AuthorChoice::Named(shown.clone()) };
        let found = author.name.iter().chain(&author.login).find_map(|name| people.find(name));
        found.map_or_else(|| AuthorChoice::Unknown(shown.clone()), |id| AuthorChoice::Named(people[id].id.clone()))
    }

    /// The lender that a title names: by the longest name at each place.
    pub(crate) fn lender(&self, title: &str) -> LenderChoice {
        let title = fold_name(title);
        let mut choice = LenderChoice::None;
        let mut rest = title.as_str();
        let mut before = None;
        while let Some(first) = rest.chars().next() {
            let names = self.lenders.get(&first).map_or(&[][..], Vec::as_slice);
            let is_here = |name: &str| rest.starts_with(name) && is_word(before, name, rest.get(name.len()..));
            let longest = names.iter().filter(|(name, _)| is_here(name)).max_by_key(|(name, _)| name.len());
            let length = longest.map_or(first.len_utf8(), |(name, _)| name.len());
            if let Some((_, id)) = longest {
                match choice {
                    LenderChoice::One(other) if other != *id => return LenderChoice::Several,
                    _ => choice = LenderChoice::One(*id),
                }
            }
            let (done, after) = rest.split_at(length);
            (before, rest) = (done.chars().next_back(), after);
        }
        choice
    }
}

/// True unless a name in Latin letters is a part of a longer word.
fn is_word(before: Option<char>, name: &str, after: Option<&str>) -> bool {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let after = after.and_then(|after| after.chars().next());
    !(is_latin(before) && is_latin(name.chars().next()) || is_latin(after) && is_latin(name.chars().next_back()))
}

fn path_key<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.map(fold_name).collect::<Vec<_>>().join("/")
}

fn lender_names(registers: &Registers) -> BTreeMap<char, Vec<(String, LenderId)>> {
    let mut names = BTreeMap::new();
    for (id, lender) in registers.lenders.iter() {
        let all = [&lender.name].into_iter().chain(&lender.entity).chain(&lender.aliases).chain(&lender.former_names);
        all.for_each(|name| add_name(&mut names, name, id));
    }
    names
}

fn add_name(names: &mut BTreeMap<char, Vec<(String, LenderId)>>, name: &str, id: LenderId) {
    let name = fold_name(name);
    // A single character is a word of the language.
    if let (Some(first), true) = (name.chars().next(), name.chars().nth(1).is_some()) {
        names.entry(first).or_default().push((name, id));
    }
}

/// Finds the names of the mapping in the registers.
struct Resolver<'a> {
    path: &'a Arc<str>,
    registers: &'a Registers,
    findings: Vec<Finding>,
}

impl Resolver<'_> {
    fn topic_or_skip(&mut self, target: &Located<String>) -> Option<TopicChoice> {
        if target.value == SKIP { Some(TopicChoice::Skip) } else { self.topic(target).map(TopicChoice::Topic) }
    }

    fn topic(&mut self, target: &Located<String>) -> Option<TopicId> {
        let topics = &self.registers.topics;
        self.known(target, topics.find(&target.value), || topics.nearest(&target.value), ("主题", "topic"))
    }

    fn lender(&mut self, target: &Located<String>) -> Option<LenderId> {
        let lenders = &self.registers.lenders;
        self.known(target, lenders.find(&target.value), || lenders.nearest(&target.value), ("机构", "lender"))
    }

    fn person(&mut self, target: &Located<String>) -> Option<String> {
        let Some(people) = &self.registers.people else { return Some(target.value.clone()) };
        let id = self.known(target, people.find(&target.value), || people.nearest(&target.value), ("人员", "person"))?;
        Some(people[id].id.clone())
    }

    fn known<T>(
        &mut self,
        target: &Located<String>,
        found: Option<T>,
        near: impl FnOnce() -> Option<String>,
        (zh, en): (&str, &str),
    ) -> Option<T> {
        if found.is_none() {
            let fault =
                ImportFault::MappedName { name: target.value.clone(), register_zh: zh.to_owned(), register_en: en.to_owned() };
            self.findings.push(Finding::at(self.path, target.span, fault).with_suggestion(near()));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::mapping;
    use crate::text::Source;

    fn registers() -> Registers {
        Registers::read(&[
            Source::new(
                "content/topics.yaml",
                "topics:\n  - {slug: overdue, title: 逾期后果, aliases: [逾期知识]}\n  - {slug: lawsuit, title: 诉讼与执行}\n",
            ),
            Source::new(
                "content/lenders.yaml",
                "lenders:\n  - {slug: yunqiao-cf, name: 云桥消费金融, kind: consumer_finance, aliases: [云桥]}\n  \
                 - {slug: yunqiao-bank, name: 云桥银行, kind: bank}\n  - {slug: ppd, name: PPD, kind: other}\n",
            ),
            Source::new("content/people.yaml", "people:\n  - {id: he-yan, name: 何砚}\n"),
        ])
        .0
    }

    fn mapping(text: &str) -> Mapping {
        let (mapping, findings) = mapping::read(&Source::new("import.yaml", format!("version: 1\n{text}")));
        assert_eq!(findings, []);
        mapping
    }

    #[test]
    fn categories_are_mapped_by_path_then_name_then_register() {
        let registers = registers();
        let mapping = mapping("topics: {逾期/网贷: lawsuit, 公告: skip, 默认: overdue}\n");
        let (names, findings) = Names::new(&mapping, &registers);
        assert_eq!(findings, []);
        let slug = |path: &[&str]| match names.topic(&path.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>()) {
            TopicChoice::Topic(id) => registers.topics[id].slug.clone(),
            TopicChoice::Skip => "skip".to_owned(),
            TopicChoice::Unknown => "?".to_owned(),
        };
        assert_eq!(slug(&["逾期", "网贷"]), "lawsuit");
        assert_eq!(slug(&["公告", "2024"]), "skip");
        assert_eq!(slug(&["逾期知识"]), "overdue");
        assert_eq!(slug(&["逾期知识", "别的"]), "overdue");
        assert_eq!(slug(&["别的"]), "?");
        assert_eq!(slug(&[]), "?");
    }

    #[test]
    fn names_that_no_register_has_are_findings() {
        let registers = registers();
        let mapping = mapping("topics: {甲: overdu}\ntags: {乙: 诉讼}\nauthors: {丙: heyan, 丁: null}\nlenders: {戊: yunqiao}\n");
        let (_, findings) = Names::new(&mapping, &registers);
        let near = |f: &Finding| f.fix.as_ref().map(|fix| fix.text.to_string()).unwrap_or_default();
        assert_eq!(findings.iter().map(near).collect::<Vec<_>>(), ["overdue", "诉讼与执行", "he-yan", "yunqiao-cf"]);
    }

    #[test]
    fn authors_are_mapped_by_login_or_name() {
        let registers = registers();
        let mapping = mapping("authors: {heyan: he-yan, 小编: null}\n");
        let (names, _) = Names::new(&mapping, &registers);
        let author = |login: Option<&str>, name: Option<&str>| {
            names.author(&Author { login: login.map(str::to_owned), name: name.map(str::to_owned) })
        };
        assert_eq!(author(Some("heyan"), Some("别名")), AuthorChoice::Named("he-yan".to_owned()));
        assert_eq!(author(None, Some("何砚")), AuthorChoice::Named("he-yan".to_owned()));
        assert_eq!(author(Some("bianji"), Some("小编")), AuthorChoice::None);
        assert_eq!(author(Some("bianji"), Some("路人")), AuthorChoice::Unknown("路人".to_owned()));
        assert_eq!(author(None, None), AuthorChoice::None);
    }

    #[test]
    fn a_title_names_one_lender_or_none() {
        let registers = registers();
        let (names, _) = Names::new(&Mapping::default(), &registers);
        let slug = |title: &str| match names.lender(title) {
            LenderChoice::One(id) => registers.lenders[id].slug.clone(),
            LenderChoice::None => "none".to_owned(),
            LenderChoice::Several => "several".to_owned(),
        };
        assert_eq!(slug("云桥 消费金融逾期怎么办"), "yunqiao-cf");
        assert_eq!(slug("云桥银行的信用卡"), "yunqiao-bank");
        assert_eq!(slug("云桥与云桥银行有什么不同"), "several");
        assert_eq!(slug("ppd逾期"), "ppd");
        assert_eq!(slug("appdata 里的文件"), "none");
        assert_eq!(slug("网贷逾期"), "none");
    }
}
