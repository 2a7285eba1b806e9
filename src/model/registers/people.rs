//! `people.yaml`: authors and reviewing lawyers.

use super::table::Draft;
use super::{PersonId, Register, Table};
use crate::diag::Finding;
use crate::model::keys::{Key, keys};
use crate::model::yaml::Fields;
use crate::text::Source;

keys! {
    PERSON {
        id: Slug, required, "短名，文章的 `author` 和 `reviewed_by` 写它；也是个人页网址里的名称", "Id, which `author` and `reviewed_by` of articles refer to; also the name in the address of the person's page";
        name: Text(40), required, "页面上显示的姓名", "Name";
        pinyin: Word(120), pattern("^[a-z][a-z0-9 ]*$"), "姓名的拼音，小写不带声调，音节之间空一格；编辑器里可以用它和首字母找到这个人", "The name in pinyin, lower case without tones, a blank between syllables; editors find the person by it and by its initials";
        licence: Word(60), "执业证号；律师才有", "Licence number of a lawyer";
        role: Word(60), "身份，如审核律师；没有执业证号的，身份里有“律师”才能写进 `reviewed_by`", "Role, such as 审核律师; someone without a licence needs 律师 in it to be in `reviewed_by`";
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Lower case, as an editor wrote it.
    pub(crate) pinyin: Option<String>,
    pub(crate) licence: String,
    pub(crate) role: String,
}

impl Person {
    /// True for someone with a licence, or with a role of lawyers; without a role the name counts: 陈律师.
    pub(crate) fn is_lawyer(&self) -> bool {
        let role = if self.role.is_empty() { &self.name } else { &self.role };
        !self.licence.is_empty() || role.contains("律师") || role.to_ascii_lowercase().contains("lawyer")
    }
}

/// The register of people, by id and name.
pub(crate) type People = Table<PersonId, Person>;

impl Register for People {
    const KEYS: &'static [Key] = PERSON;

    fn read(source: &Source) -> (People, Vec<Finding>) {
        let row = |fields: &mut Fields<'_>| {
            let (id, name) = (fields.text("id"), fields.text("name"));
            let pinyin = super::pinyin(fields);
            let (licence, role) = (fields.string_or_default("licence"), fields.string_or_default("role"));
            let (slug, title) = (id?, name?);
            let row = Person { id: slug.value.clone(), name: title.value.clone(), pinyin, licence, role };
            Some(Draft { row, slug, title, aliases: Vec::new(), parent: None })
        };
        Table::read(source, "people", PERSON, row, |person, _| person)
    }
}
