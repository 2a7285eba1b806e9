//! `topics.yaml`

use super::table::Draft;
use super::{Register, Table, TopicId, pinyin, values};
use crate::diag::Finding;
use crate::model::keys::{Key, keys};
use crate::model::slug;
use crate::model::yaml::{Fields, Located};
use crate::text::Source;

keys! {
    TOPIC {
        slug: Slug, required, "网址用的短名，定下后不改", "Name in addresses; stays as it is once published";
        title: Text(40), required, "主题名，显示在页面上", "Title";
        pinyin: Word(120), pattern("^[a-z][a-z0-9 ]*$"), "主题名的拼音，小写不带声调；有一个主题写了，主题总目录就有按首字母的索引", "The title in pinyin, lower case without tones; if a topic has it, the index of topics has a list by initials";
        desc: Text(200), "一句话说明，用于主题总目录", "One sentence for the index of topics";
        parent: Word(120), "上级主题；没有这一栏的是顶层主题", "The topic above it; a topic without one is at the top";
        aliases: OneOrMore(50, &Word(40)), "别名，文章里可以代替主题名；全表的 slug、主题名、别名不得重复", "Other names, which articles may use; no name occurs twice in the register";
        situation: Text(20), "读者的处境，用读者自己的话写，如“收到法院传票”；首页由此进入主题", "The situation of a reader in the reader's words, such as “收到法院传票”; the home page leads to the topic by it";
        pinned: OneOrMore(10, &Word(120)), "主题页上最先看到的文章，写 slug", "Slugs of the articles that the topic's page shows first";
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    pub slug: String,
    pub(crate) title: String,
    /// Lower case, as an editor wrote it.
    pub(crate) pinyin: Option<String>,
    pub(crate) desc: String,
    pub(crate) aliases: Vec<String>,
    pub(crate) parent: Option<TopicId>,
    pub(crate) situation: Option<String>,
    /// Slugs of articles, in order.
    pub(crate) pinned: Vec<Located<String>>,
}

pub(crate) type Topics = Table<TopicId, Topic>;

/// The folder of archive pages, below a lender's as the pages of its topics are.
const ARCHIVE: &str = "page";
const OF_ARCHIVE: slug::Why = ("是列表分页的名称", "archive pages of lists have this name");

fn row(fields: &mut Fields<'_>) -> Option<Draft<Topic>> {
    let (slug, title) = (fields.text("slug"), fields.text("title"));
    let (aliases, parent, pinyin) = (fields.texts("aliases"), fields.text("parent"), pinyin(fields));
    let (desc, situation, pinned) = (fields.string_or_default("desc"), fields.string("situation"), fields.texts("pinned"));
    let (slug, title) = (slug?, title?);
    if slug.value == ARCHIVE {
        fields.reader.report(slug.span, slug::fault(ARCHIVE, OF_ARCHIVE));
    }
    let row = Topic {
        slug: slug.value.clone(),
        title: title.value.clone(),
        pinyin,
        desc,
        aliases: values(&aliases),
        parent: None,
        situation,
        pinned,
    };
    Some(Draft { row, slug, title, aliases, parent })
}

impl Register for Topics {
    const KEYS: &'static [Key] = TOPIC;

    fn read(source: &Source) -> (Topics, Vec<Finding>) {
        Table::read(source, "topics", TOPIC, row, |topic, parent| Topic { parent, ..topic })
    }
}
