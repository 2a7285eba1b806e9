//! SG58x: articles that say what another says. Wordings only; whether a fault is there is decided elsewhere.

use super::faults;

faults! {
    /// What can be said twice.
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
    }
}
