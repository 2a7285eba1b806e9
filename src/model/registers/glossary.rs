//! `glossary.yaml`: legal terms that articles explain at their first use.

use super::table::Draft;
use super::{Register, Table, TermId, values};
use crate::diag::Finding;
use crate::diag::catalogue::FrontFault;
use crate::model::facts::heading_id;
use crate::model::keys::{Key, keys};
use crate::model::yaml::{Fields, Located, Reader};
use crate::text::Source;

keys! {
    TERM {
        term: Text(30), required, "术语，显示在术语表里；文章里第一次出现时链接到这里", "The term; its first use in an article leads here";
        words: OneOrMore(20, &Text(30)), "同一个意思的其他写法，在文章里同样标出；全表的术语和写法不得重复", "Other words for the same, marked likewise; no word occurs twice in the register";
        explanation: Text(300), required, "给读者的解释，一两句纯文字", "Explanation for readers: plain text of a sentence or two";
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub(crate) term: String,
    /// Other words for the same.
    pub(crate) words: Vec<String>,
    pub(crate) explanation: String,
    /// Fragment identifier on the page of all terms.
    pub(crate) anchor: String,
}

/// The register of terms, by term and word.
pub(crate) type Glossary = Table<TermId, Term>;

impl Register for Glossary {
    const KEYS: &'static [Key] = TERM;

    fn read(source: &Source) -> (Glossary, Vec<Finding>) {
        Table::read(source, "glossary", TERM, row, |term, _| term)
    }
}

fn row(fields: &mut Fields<'_>) -> Option<Draft<Term>> {
    let (term, words, explanation) = (fields.text("term"), fields.texts("words"), fields.text("explanation"));
    term.iter().chain(&words).for_each(|word| judge(fields.reader, word));
    let (term, explanation) = (term?, explanation?);
    if ["**", "](", "`", "<", "\n"].iter().any(|mark| explanation.value.contains(mark)) {
        fields.reader.report(explanation.span, FrontFault::GlossaryMarkup { term: term.value.clone() });
    }
    let (value, anchor) = (term.value.clone(), heading_id(&term.value));
    let row = Term { term: value, words: values(&words), explanation: explanation.value, anchor };
    Some(Draft { row, slug: term.clone(), title: term, aliases: words, parent: None })
}

/// Reports a word that no article can have, or that every article has.
fn judge(reader: &mut Reader, word: &Located<String>) {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '·' | '（' | '）');
    let why = if word.value.chars().filter(|c| c.is_alphanumeric()).nth(1).is_none() {
        ("只有一个字，会标在不相干的词里", "it has one character and would be marked within other words")
    } else if !word.value.chars().all(is_part) {
        ("只能用文字、数字和空格，不能有标点和标记", "it may have letters, digits and blanks only, no marks")
    } else {
        return;
    };
    let (word, span) = (word.value.clone(), word.span);
    reader.report(span, FrontFault::GlossaryWord { word, why_zh: why.0.to_owned(), why_en: why.1.to_owned() });
}
