//! `topics.yaml`: slug, title, desc, parent, aliases, situation, pinned.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::names::Names;
use super::parents::parents;
use crate::diag::Finding;
use crate::model::slug;
use crate::model::yaml::Located;
use crate::text::Source;

/// Keys of a row.
pub const KEYS: &[&str] = &["slug", "title", "desc", "parent", "aliases", "situation", "pinned"];
/// Articles that a topic may put first.
const PINNED: usize = 10;

/// Index of a topic in its register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TopicId(pub u32);

/// A topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Name in addresses.
    pub slug: String,
    /// Title.
    pub title: String,
    /// One sentence; may be empty.
    pub desc: String,
    /// Other words for it.
    pub aliases: Vec<String>,
    /// The topic above it.
    pub parent: Option<TopicId>,
    /// The situation of a reader who needs it, in the reader's words, such as 收到法院传票; the home page leads there by it.
    pub situation: Option<String>,
    /// Slugs of the articles that stand first, in order.
    pub pinned: Vec<Located<String>>,
}

/// The register of topics.
#[derive(Debug, Clone, Default)]
pub struct Topics {
    /// Rows in the order written.
    pub rows: Vec<Topic>,
    names: Names,
}

struct Row {
    topic: Topic,
    parent: Option<Located<String>>,
    names: Vec<Located<String>>,
}

impl Topics {
    /// Reads the register.
    pub fn read(source: &Source) -> (Topics, Vec<Finding>) {
        let (rows, mut findings) = super::rows(source, "topics", KEYS, |reader, fields| {
            reader.require(fields, "slug");
            reader.require(fields, "title");
            let slug = slug::read(reader, fields, "slug");
            let title = reader.text(fields, "title", 40);
            let desc = reader.text(fields, "desc", 200);
            let parent = reader.present(fields, "parent").and_then(|n| reader.word_of(n, "parent", 120));
            let aliases = reader.texts(fields, "aliases", 50, 40);
            let situation = reader.text(fields, "situation", 20).map(|s| s.value);
            let pinned = reader.texts(fields, "pinned", PINNED, 120);
            let (slug, title) = (slug?, title?);
            let topic = Topic {
                slug: slug.value.clone(),
                title: title.value.clone(),
                desc: desc.map(|d| d.value).unwrap_or_default(),
                aliases: aliases.iter().map(|a| a.value.clone()).collect(),
                parent: None,
                situation,
                pinned,
            };
            Some(Row { topic, parent, names: [slug, title].into_iter().chain(aliases).collect() })
        });
        let mut topics = Topics::default();
        let mut places = BTreeMap::new();
        for (i, row) in rows.iter().enumerate() {
            findings.extend(row.names.iter().filter_map(|n| topics.names.claim(&source.path, n, i, &mut places)));
        }
        let named = rows.iter().map(|r| (r.topic.title.as_str(), r.parent.as_ref()));
        let parents = parents(source, &topics.names, named, &mut findings);
        topics.rows = rows.into_iter().zip(parents).map(|(r, p)| Topic { parent: p.map(TopicId), ..r.topic }).collect();
        (topics, findings)
    }

    /// A topic by slug, title or alias.
    pub fn find(&self, name: &str) -> Option<TopicId> {
        self.names.find(name).and_then(|i| u32::try_from(i).ok()).map(TopicId)
    }

    /// The nearest name.
    pub fn nearest(&self, name: &str) -> Option<String> {
        self.names.nearest(name)
    }

    /// A row.
    pub fn get(&self, id: TopicId) -> Option<&Topic> {
        self.rows.get(id.0 as usize)
    }

    /// Every topic with its id, in the order of the register.
    pub fn iter(&self) -> impl Iterator<Item = (TopicId, &Topic)> {
        (0u32..).map(TopicId).zip(&self.rows)
    }
}
