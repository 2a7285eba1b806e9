//! SG58x: articles that say what another says, and summaries that do not say what their article says. Wordings only; whether a
//! fault is there is decided elsewhere.

use super::faults;

faults! {
    /// What is said twice and should not be, or should be and is not.
    TwiceFault {
        580 Warning NearDuplicate { title: String, percent: u32 }
        zh "与较早的「{title}」几乎是同一篇，{percent}% 的句子相同", "并成一篇，把这一篇的旧网址写进那一篇的 aliases；确实要分成两篇的，改写相同的部分，或者在 allow 里写明理由";
        en "this is nearly the same text as the older \"{title}\": {percent}% of the sentences are the same", "make one article of the two and list this one's address under `aliases` there; where both are needed, rewrite what they share or accept it under `allow` with a reason";
        explain zh "两篇文章的正文只差几句，读者看不出该看哪一篇，搜索引擎也只会收录其中一篇。\n比较时不看标点、空格和代码；很多文章共有的套话不算在内，所以说的是各自内容的相同程度。七成五以上的句子相同才会报告。\n同一组里每篇较新的文章报告一次，指出它最像哪一篇较早的。撤下和过期的文章不参加比较。\n相关文章里，两篇几乎相同的文章不会同时出现。",
        en "The bodies of the two differ in a few sentences only: readers cannot tell which one to read, and a search engine keeps one of them.\nMarks, blanks and code are not compared, and boilerplate that many articles share does not count, so the percentage is about what the articles themselves say. It is reported from 75% on.\nOf a group each newer article is reported once and names the older one that it is most like. Withdrawn and expired articles are not compared.\nA related list never shows two articles that are nearly the same.";

        581 Warning SameTitle { title: String }
        zh "标题与较早的一篇相同：「{title}」", "让标题说出这一篇的不同之处，例如机构、金额、阶段或地区";
        en "an older article has the same title: \"{title}\"", "let the title say what is different here: the lender, the amount, the stage or the place";
        explain zh "列表和搜索结果里，读者只能靠标题分辨文章；标题相同的两篇，搜索引擎也常常只显示一篇。标点、空格和大小写的差别不算不同。",
        en "In lists and search results readers tell articles apart by their titles, and of two with the same title a search engine often shows one. A difference in marks, blanks or case is none.";

        582 Warning SameSummary { title: String }
        zh "摘要与较早的「{title}」相同", "写出这一篇自己的要点；或者删去 summary，改用正文开头的句子";
        en "the older \"{title}\" has the same summary", "say what this article says; or leave `summary` out, and the body's first sentences are taken";
        explain zh "摘要显示在列表和搜索结果里，两篇相同，说明至少有一篇的摘要不是为它写的。标点、空格和大小写的差别不算不同。",
        en "A summary is shown in lists and search results; where two are the same, at least one was not written for its article. A difference in marks, blanks or case is none.";

        583 Warning (off) SummaryInOtherWords { sentence: String }
        zh "摘要里这一句不是本文的话：「{sentence}」", "从正文里摘取完整的句子；或者删去 summary，改用正文开头的句子";
        en "this sentence of the summary is not in the article's own words: \"{sentence}\"", "take whole sentences from the body; or leave `summary` out, and the body's first sentences are taken";
        explain zh "摘要显示在列表和搜索结果里，很多读者只看这一句。另写的摘要容易说出正文没有的结论：正文写「可以协商」，摘要写成「都能减免」；或者正文改了，摘要没有跟着改。\n每一句都与标题、小标题、正文和常见问题对照：把相邻的两个字看作一对，六成以上在文中出现的，就算用了本文的话，所以原句、删短或调换次序的句子都可以。标点、空格、大小写和全角半角不算差别。只报告第一句。对照的是字词，不是意思：用了本文的字词而意思不同的，仍要靠人看。\n草稿、撤下和过期的文章不查。这一项默认关闭，在设置里写 `checks: {SG583: warning}` 才检查。",
        en "A summary is shown in lists and search results, and many read nothing else. One that was written anew easily says what the article does not: that debts are reduced where the body says that one may ask; or the body was changed and the summary was not.\nEvery sentence is compared with the title, the headings, the body and the questions: of its pairs of neighbouring characters at least 60% must stand somewhere there, so a sentence that was taken as it is, shortened or put in another order passes. Marks, blanks, case and width make no difference. The first sentence that fails is named. Words are compared, not what they mean: the article's words in another sense are still for people to see.\nDrafts and withdrawn or expired articles are not looked at. This is off unless the settings say `checks: {SG583: warning}`.";
    }
}
