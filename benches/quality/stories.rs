//! Generator of a library of stories: several articles describe one person's debt in different words, and some articles are copies
//! of others with a few sentences changed. The correct answers are written beside it. All names are invented.

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

use super::random::Random;
use super::words;

/// Average number of articles in a story.
const STORY: u32 = 16;
/// One of this many articles is a copy.
const COPIES: u32 = 50;

const PLACES: &[&str] =
    &["青溪县", "临湖区", "安河市", "柳原镇", "望山县", "南浦区", "石桥市", "白鹭洲", "云岭县", "桐川市", "鹿门镇", "海棠区"];
const TRADES: &[&str] = &[
    "早点摊主", "校车司机", "瓦工班长", "牙科护士", "花店店员", "渔具商人", "琴行老师", "修表师傅", "茶农", "夜班保安", "印刷工人",
    "快递分拣员",
];
const CAUSES: &[&str] = &[
    "门面遭水淹", "骨折休养", "合伙人退股", "拖欠工资", "母亲住院", "货船延误", "子女升学", "铺位到期", "仓库失火", "订单取消",
    "车祸停工", "机器报废",
];
const MATTERS: &[&str] = &["账单核对", "展期申请", "停止催收", "异议处理", "分期协议", "保全解除", "结清证明", "费用减免"];

const SENTENCES: &[&str] = &[
    "{P}的{J}因为{R}，在{L}的借款到期后没有还上，{M}成了最着急的事。",
    "这笔借款还剩{A}元，已经过了约定的日子{D}天。",
    "{J}先把{L}的合同找出来，对照{M}的约定逐条看了一遍。",
    "{R}以后收入断了，{J}能拿出来的每月不到{B}元。",
    "在{P}，这类{M}通常由{L}的客服先登记，再转给专人。",
    "{L}回复说，{M}需要提交书面说明，写清{R}的经过。",
    "如果把{A}元分成{N}期，{J}每期的负担会轻一些。",
    "{P}的调解员建议，先谈{M}，再谈利息怎么算。",
    "逾期{D}天产生的费用，应当单独列出来核对。",
    "{J}把通话时间记在本子上，{L}后来承认其中一次说法有误。",
    "关于{M}，口头答应的都不算数，要留下文字。",
    "谈{M}的时候，先说事实，再说办法，最后说期限。",
    "每个月能还多少，要先扣掉吃饭、住房和看病的钱。",
    "对方拿不出明细的，可以请求补充，并把请求的日期记下来。",
    "协议写好以后，把违约的那一条读三遍再签字。",
    "材料交上去以后，要一份收件回执。",
    "不认识的人说能代办{M}的，多半只想先收钱。",
    "信用记录里的说法与事实不符的，可以提出异议。",
    "法院寄来的文书，信封和内容都要留着。",
    "家里人没有签字的，一般不用替他还。",
];

/// Writes a library of `count` articles below a folder.
pub fn write(folder: &Path, articles: u32, seed: u64) -> io::Result<()> {
    let content = folder.join("content");
    fs::create_dir_all(content.join("articles"))?;
    fs::write(folder.join("sitegen.yaml"), "title: 故事库\nbase_url: https://www.example.com/\n")?;
    fs::write(content.join("topics.yaml"), words::TOPICS)?;
    fs::write(content.join("lenders.yaml"), words::LENDERS)?;
    let (mut truth, mut copies) = (Vec::new(), Vec::new());
    for id in 0..articles {
        let story = story(seed, id, articles);
        truth.push(format!("\"s{id}\":{{\"cluster\":{story}}}"));
        let original = original(seed, id, articles);
        copies.extend(original.map(|of| format!("[\"s{id}\",\"s{of}\"]")));
        fs::write(content.join(format!("articles/s{id}.md")), article(seed, id, original, story))?;
    }
    fs::write(
        folder.join("truth.json"),
        format!("{{\"articles\":{{{}}},\"near_duplicates\":[{}]}}", truth.join(","), copies.join(",")),
    )
}

fn story(seed: u64, id: u32, articles: u32) -> u32 {
    let id = original(seed, id, articles).unwrap_or(id);
    u32::try_from(Random::new(seed, id, 1).below((articles / STORY).max(1) as usize)).unwrap()
}

/// The original of an article that is a copy.
fn original(seed: u64, id: u32, articles: u32) -> Option<u32> {
    let of = |id: u32| u32::try_from(Random::new(seed, id, 2).below(articles as usize)).unwrap();
    (id % COPIES == COPIES - 1).then(|| of(id)).filter(|of| of % COPIES != COPIES - 1)
}

fn article(seed: u64, id: u32, original: Option<u32>, story: u32) -> String {
    let mut of_story = Random::new(seed, story, 3);
    let (lender, topic) = (of_story.below(words::LENDER_NAMES.len()), of_story.below(words::TOPIC_NAMES.len()));
    let slots = [
        ("{P}", of_story.pick(PLACES).to_owned()),
        ("{J}", of_story.pick(TRADES).to_owned()),
        ("{R}", of_story.pick(CAUSES).to_owned()),
        ("{M}", of_story.pick(MATTERS).to_owned()),
        ("{L}", words::LENDER_NAMES[lender].1.to_owned()),
        ("{A}", (of_story.below(900) * 100 + 3_000).to_string()),
        ("{D}", (of_story.below(300) + 2).to_string()),
        ("{B}", (of_story.below(60) * 50 + 800).to_string()),
        ("{N}", (of_story.below(30) + 3).to_string()),
    ];
    let filled = |text: &str| slots.iter().fold(text.to_owned(), |text, (slot, value)| text.replace(slot, value));
    let mut random = Random::new(seed, original.unwrap_or(id), 4);
    let mut sentences: Vec<String> = (0..18 + random.below(14))
        .map(|n| {
            let opening = ["", "后来，", "说到底，", "另外，", "从经验看，", "按照约定，"][random.below(6)];
            format!("{opening}第{}步，{}", n + 1 + random.below(40), filled(random.pick(SENTENCES)))
        })
        .collect();
    if original.is_some() {
        let mut changes = Random::new(seed, id, 5);
        for _ in 0..(sentences.len() * (5 + changes.below(6))).div_ceil(100) {
            let at = changes.below(sentences.len());
            sentences[at] = format!("改写的第{}处，{}", changes.below(10_000), filled(changes.pick(SENTENCES)));
        }
    }
    let mut own = Random::new(seed, id, 6);
    let title =
        format!("{}：{}的{}记（{id}）", filled("{L}"), filled("{J}"), ["周折", "步骤", "经过", "问答", "笔记"][own.below(5)]);
    let mut out = format!("---\ntitle: {title}\ndate: 20{:02}-0{}-1{}\n", 19 + own.below(7), 1 + own.below(9), own.below(10));
    writeln!(out, "lender: {}\ntopics: [{}]\n---", words::LENDER_NAMES[lender].0, words::TOPIC_NAMES[topic].0).unwrap();
    for (n, paragraph) in sentences.chunks(4).enumerate() {
        writeln!(out, "\n## 第{}节\n\n{}", n + 1, paragraph.concat()).unwrap();
    }
    out
}
