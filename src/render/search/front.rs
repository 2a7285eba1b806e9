//! The first file that a search reads: the segments and their sizes, and what queries may name.

use serde_json::{Map, Value, json};

use super::Artifact;
use super::entries::{BLOCK, block_id, written};
use super::segment::{Segment, VERSION};
use crate::view::{DocumentKind, Documents, FacetKind};

/// Words that only make a question, longer ones before their beginnings.
const ASKING: &[&str] = &[
    "是真的还是假的", "什么时候", "是不是真的", "是真的吗", "真的假的", "怎么办理", "多长时间", "可不可以", "需不需要", "请问一下",
    "靠谱吗", "怎么样", "怎么办", "怎么算", "怎么写", "怎么查", "怎么弄", "要不要", "会不会", "能不能", "是不是", "有没有",
    "该不该", "用不用", "行不行", "为什么", "该干嘛", "是否", "请问", "怎么", "怎样", "如何", "多久", "多少", "几年", "什么",
    "哪些", "哪个", "哪里", "可以", "我要", "我想", "能否", "咋办", "咋整", "为啥", "干嘛", "到底", "一直", "应该", "需要", "现在",
    "吗", "呢", "吧", "啊", "呀", "嘛", "啥", "我", "该", "谁",
];
/// Characters that hold a sentence together: pairs with them tell little.
const LITTLE: &str = "想没只能才又再着过得些的了是我在有不吗会去被要把给和就都也很还到你他她它这那个让将与及或为从对向后里";

/// Characters of the longest name that readers type.
const LONGEST: usize = 16;

pub(super) fn file(documents: &impl Documents, segments: &[Segment]) -> Artifact {
    let numbers = segments.iter().flat_map(|segment| segment.numbers.range.clone());
    let found = numbers.filter(|d| documents.size(*d).is_some()).count();
    let segments: Vec<Value> = segments.iter().map(|s| segment(documents, s)).collect();
    let (before, after) = documents.address();
    let whole = json!({
        "version": VERSION,
        "count": found,
        "address": [before, after],
        "base": documents.names().base,
        "block": BLOCK,
        "segments": segments,
        "asking": ASKING,
        "little": LITTLE,
        "names": names(documents),
    });
    let is_last = documents.facets().iter().any(|facet| facet.kind == FacetKind::Last);
    let mut whole = whole;
    if let (Some(map), true) = (whole.as_object_mut(), is_last) {
        map.insert("last".to_owned(), json!(1));
    }
    Artifact { path: "search/index.json".to_owned(), bytes: written(&whole) }
}

fn segment(documents: &impl Documents, segment: &Segment) -> Value {
    let mut value = json!({
        "name": segment.name,
        "id": segment.numbers.id,
        "count": segment.count(),
        "shards": segment.shards,
    });
    if let (Some(map), true) = (value.as_object_mut(), segment.grows()) {
        // The documents of a block identify it, so a new article changes the last block only.
        let blocks = (0..segment.count().div_ceil(BLOCK)).map(|n| format!("{:04x}", block_id(documents, segment, n) >> 16));
        map.insert("blocks".to_owned(), json!(blocks.collect::<String>()));
        map.insert("kinds".to_owned(), kinds(documents, segment));
    }
    value
}

/// Where documents of each kind begin that are no articles.
fn kinds(documents: &impl Documents, segment: &Segment) -> Value {
    let range = &segment.numbers.range;
    let numbered = (0..).zip(range.clone()).map(|(n, document)| (n, documents.kind(document)));
    let mut starts: Vec<(u32, DocumentKind)> = numbered.filter(|(_, kind)| *kind != DocumentKind::Article).collect();
    starts.dedup_by_key(|(_, kind)| *kind);
    let row = |(n, of): (u32, DocumentKind)| {
        let (name, percent) = kind(of);
        json!([n, name, percent])
    };
    starts.into_iter().map(row).collect()
}

/// The name of a kind, and what a score of its documents counts in percent of that of an article.
fn kind(kind: DocumentKind) -> (&'static str, u32) {
    match kind {
        DocumentKind::Article => ("", 100),
        DocumentKind::Calculator => ("calculator", 70),
        DocumentKind::Term => ("term", 50),
        DocumentKind::Topic => ("topic", 40),
        DocumentKind::Law => ("law", 40),
        DocumentKind::Lender => ("lender", 50),
        DocumentKind::Page => ("page", 60),
        DocumentKind::Person => ("person", 50),
    }
}

/// The title, and the other names that are not too long for a query.
fn called(names: &[String]) -> Vec<&String> {
    let others = names.iter().skip(1).filter(|name| name.chars().nth(LONGEST).is_none());
    names.first().into_iter().chain(others).collect()
}

/// Concepts by kind, each with its key, its names, and what else it has; situations and calculators.
fn names(documents: &impl Documents) -> Value {
    let names = documents.names();
    let mut kinds = Map::new();
    for kind in ["word", "lender", "topic", "law"] {
        let concepts = names.concepts.iter().filter(|concept| concept.kind == kind);
        let rows = concepts.map(|concept| {
            let articles = names.law_articles.iter().find(|(id, _)| kind == "law" && *id == concept.key);
            match (kind, articles) {
                ("word", _) => json!([concept.key, concept.names, concept.find]),
                (_, Some((_, articles))) => json!([concept.key, called(&concept.names), articles]),
                _ => json!([concept.key, called(&concept.names)]),
            }
        });
        kinds.insert(kind.to_owned(), rows.collect());
    }
    kinds.insert("situation".to_owned(), json!(names.situations));
    kinds.insert("calculator".to_owned(), json!(names.calculators));
    Value::Object(kinds)
}
