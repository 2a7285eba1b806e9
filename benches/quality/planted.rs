//! Generator of a library with planted questions: each article tells of one trade, one mishap and one request, and each question asks
//! for one article in the words of a reader, which share at most half of their bigrams with it. All people are invented.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

use sitegen::text::normal::normalised;

use super::questions::Question;
use super::random::Random;

/// Questions that are asked.
const ASKED: usize = 120;

/// What articles write, and what readers type.
type Paraphrase = (&'static str, &'static str);

const TRADES: &[Paraphrase] = &[
    ("早点摊主", "卖早点的"),
    ("校车司机", "开校车的"),
    ("瓦工班长", "带瓦工的"),
    ("牙科护士", "在牙科上班"),
    ("花店店员", "花店打工的"),
    ("茶园农户", "开茶园的"),
    ("家政保洁员", "做保洁的"),
    ("网约车驾驶员", "跑网约车"),
    ("美发技师", "剪头发的"),
    ("肉牛养殖户", "养牛的"),
    ("货车车主", "跑货车的"),
    ("服装裁缝", "做裁缝"),
];
const MISHAPS: &[Paraphrase] = &[
    ("门面遭水淹", "店被水淹了"),
    ("骨折休养", "骨折躺着"),
    ("合伙人退股", "合伙的跑了"),
    ("被拖欠工资", "工资一直没发"),
    ("母亲住院", "我妈住院"),
    ("货款收不回", "货款要不到"),
    ("铺位租约到期", "铺位不让租了"),
    ("仓库失火", "仓库烧了"),
    ("外贸订单取消", "订单没了"),
    ("交通事故停工", "出了事故"),
    ("机器报废", "机器坏了"),
    ("离职待业", "离职好久"),
];
const REQUESTS: &[Paraphrase] = &[
    ("展期申请", "想晚点还"),
    ("停止催收", "催收太烦"),
    ("罚息减免", "罚息能少吗"),
    ("分期协议", "想分期慢慢还"),
    ("异议更正", "记录写错了"),
    ("保全解除", "保全怎么撤"),
    ("结清证明", "结清后拿什么"),
    ("账单核对", "账单对不上"),
];
/// Words of readers that share nothing with those of articles.
const SEARCH: &str = "search:\n  - {words: [晚点还], find: [展期申请]}\n  - {words: [写错了], find: [异议更正]}\n  \
                      - {words: [剪头发], find: [美发]}\n  - {words: [养牛], find: [肉牛养殖]}\n";
const TOPICS: &str = "topics:\n  - {slug: cases, title: 案例}\n";
const SENTENCES: &[&str] = &[
    "{T}{M}以后，先把合同找出来，逐条看了一遍。",
    "关于{R}，机构要求提交书面说明，写清{M}的经过。",
    "{M}的证明要有日期，最好盖章。",
    "谈{R}的时候，先说事实，再说办法，最后说期限。",
    "每个月能拿出多少，要先扣掉吃饭、住房和看病的钱。",
    "{R}没有答复以前，原来的约定仍然有效。",
    "同乡有一位{T2}，当时是{M2}，谈的是{R2}，结果并不一样。",
    "口头答应的都不算数，要留下文字。",
    "材料交上去以后，要一份收件回执。",
    "不认识的人说能代办的，多半只想先收钱。",
    "这位{T}后来把{R}的结果写成一页，给家里人看。",
    "协议写好以后，把违约的那一条读三遍再签字。",
];

/// Writes the library below a folder and returns its questions.
pub fn write(folder: &Path, seed: u64) -> io::Result<Vec<Question>> {
    let content = folder.join("content");
    fs::create_dir_all(content.join("articles"))?;
    fs::write(folder.join("sitegen.yaml"), "title: 问答库\nbase_url: https://www.example.com/\n")?;
    fs::write(content.join("topics.yaml"), TOPICS)?;
    fs::write(content.join("search.yaml"), SEARCH)?;
    let all = TRADES.iter().flat_map(|t| MISHAPS.iter().flat_map(move |m| REQUESTS.iter().map(move |r| [*t, *m, *r])));
    let mut questions = Vec::new();
    for (id, subject) in (0..).zip(all) {
        let text = article(seed, id, subject);
        questions.extend(question(id, subject, &text));
        fs::write(content.join(format!("articles/p{id}.md")), text)?;
    }
    let step = (questions.len() / ASKED).max(1) | 1;
    Ok(questions.into_iter().step_by(step).take(ASKED).collect())
}

fn article(seed: u64, id: u32, [trade, mishap, request]: [Paraphrase; 3]) -> String {
    let mut random = Random::new(seed, id, 1);
    let mut sentences = SENTENCES.to_vec();
    let mut chosen: Vec<&str> = (0..9).map(|_| sentences.swap_remove(random.below(sentences.len()))).collect();
    chosen.insert(0, SENTENCES[0]);
    let mut out = format!("---\ntitle: {}的{}怎样谈{}\n", mishap.0, trade.0, request.0);
    writeln!(out, "date: 20{}-0{}-1{}\ntopics: [cases]\n---", 19 + random.below(7), 1 + random.below(9), random.below(10)).unwrap();
    for (n, paragraph) in chosen.chunks(4).enumerate() {
        let others = [TRADES, MISHAPS, REQUESTS].map(|list| list[random.below(list.len())].0);
        let slots = [
            ("{T}", trade.0),
            ("{M}", mishap.0),
            ("{R}", request.0),
            ("{T2}", others[0]),
            ("{M2}", others[1]),
            ("{R2}", others[2]),
        ];
        let text = slots.iter().fold(paragraph.concat(), |text, (slot, value)| text.replace(slot, value));
        writeln!(out, "\n## 第{}步\n\n{text}", n + 1).unwrap();
    }
    out
}

/// The question for an article, unless it shares more than half of its bigrams with it.
fn question(id: u32, [trade, mishap, request]: [Paraphrase; 3], article: &str) -> Option<Question> {
    let text = format!("{}，{}，{}", trade.1, mishap.1, request.1);
    let (asked, written) = (bigrams(&text), bigrams(article));
    let question = Question { text, answers: vec![format!("p{id}")], set: "planted".to_owned() };
    (2 * asked.intersection(&written).count() <= asked.len()).then_some(question)
}

fn bigrams(text: &str) -> BTreeSet<(char, char)> {
    let text = normalised(text);
    text.chars().zip(text.chars().skip(1)).filter(|(a, b)| *a != ' ' && *b != ' ').collect()
}
