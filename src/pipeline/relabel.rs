//! Articles whose label of machine-written text is gone since the last build, although their sentences are not.

use std::io;

use super::Site;
use crate::diag::Finding;
use crate::diag::catalogue::RuleFault;
use crate::link::PageId;
use crate::model::Front;
use crate::model::front::Ai;
use crate::model::text_file;

/// Share of the sentences that stay, in percent, from which a text is still the machine's.
const SAME: usize = 75;
/// Letters of a sentence that tells one text from another.
const TELLING: usize = 8;
/// What the head of a labelled page has.
const LABEL: &str = "<meta name=\"AIGC\"";

impl Site {
    /// True if the pages of the last build tell something: the settings keep articles out of search engines, or an article says that no
    /// machine wrote it.
    pub(crate) fn needs_last_build(&self) -> bool {
        let mut articles = self.linked.library.articles();
        let is_own = |front: &Front| front.ai == Some(Ai::None);
        self.linked.library.settings.editorial.index.at.is_some() || articles.any(|(_, article)| is_own(&article.front))
    }

    /// The findings of articles that say that no machine wrote them, and whose page of the last build has the hidden label and most of
    /// their sentences. `last` gives the text of a file of that build.
    ///
    /// # Errors
    /// If an article cannot be read.
    pub(crate) fn labels_removed(&self, last: impl Fn(&str) -> Option<String>) -> io::Result<Vec<Finding>> {
        let (library, addresses) = (&self.linked.library, &self.linked.addresses);
        let mut findings = Vec::new();
        for id in &self.linked.lists.all {
            let article = library.article(*id);
            if article.front.ai != Some(Ai::None) {
                continue;
            }
            let page = last(&addresses.output(library, PageId::Article(*id))).filter(|page| page.contains(LABEL));
            let Some(page) = page else { continue };
            let Ok(text) = self.texts.expanded(article.path())? else { continue };
            let plain = text_file::article(&text.source, &library.registers, self.linked.as_of).1;
            let percent = same(plain.text(), &letters_of_page(&page));
            if percent >= SAME {
                findings.push(Finding::at(article.path(), article.front.at, RuleFault::LabelRemoved { percent }));
            }
        }
        Ok(findings)
    }
}

/// The share of the telling sentences of a text that a page has, in percent.
fn same(text: &str, page: &str) -> usize {
    let sentences = text.split(['。', '！', '？', '；', '\n']).map(letters).filter(|s| s.chars().count() >= TELLING);
    let (mut all, mut common) = (0, 0);
    for sentence in sentences {
        all += 1;
        common += usize::from(page.contains(&sentence));
    }
    common * 100 / all.max(1)
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The letters of a page outside its tags.
fn letters_of_page(page: &str) -> String {
    page.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| letters(text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_looked_for_without_markup() {
        let page = letters_of_page("<p>先看<b>合同</b>里有没有约定，再看账单。</p><p>短句。</p>");
        assert_eq!(same("先看合同里有没有约定，再看账单。短句。", &page), 100);
        assert_eq!(same("先看合同里有没有约定，再看账单。\n\n到法院去问立案窗口的人。", &page), 50);
        assert_eq!(same("短句。", &page), 0);
    }
}
