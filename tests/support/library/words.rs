//! Sentences with slots, and the registers that they speak of. All names of lenders and people are made up.
//!
//! Slots: `{L}` lender, `{T}` topic, `{A}` amount, `{D}` days, `{N}` a small number, `{C}` a law with articles.

pub const OPENINGS: &[&str] = &[
    "{L}的账单逾期{D}天以后，先不要急着借新还旧，把合同和流水放在一起核对，往往就能看出问题在哪里。",
    "很多人问，欠{L}{A}元一时还不上，会不会马上被起诉？一般不会，但也不能当作没有发生。",
    "这篇文章讲{T}：哪些事当天就要做，哪些话要留在书面上，哪些承诺不要轻易给。",
    "接到自称{L}工作人员的电话，先问清姓名、公司和委托关系，再决定要不要谈下去。",
    "{T}最怕两件事，一是不看合同，二是只听电话。本文用一个{A}元的例子把步骤走一遍。",
    "收入断了{N}个月，{L}的还款日又到了，这时最要紧的是把每月真正拿得出来的数算清楚。",
];

pub const SENTENCES: &[&str] = &[
    "合同里写的放款机构才是债权人，应用的名字不是。",
    "把每一笔还款的日期、金额和去向记成一张表，协商时对方很难再含糊其词。",
    "{L}的客服给出的方案，要请对方发到留存的邮箱或者站内信里，电话里说的不算数。",
    "如果{A}元里有一部分是提前扣掉的费用，应当从本金里减去，再算利息。",
    "逾期{D}天和逾期一个季度，对方的处理方式往往不同，但算法应当始终一致。",
    "先付费用、再付利息、最后付本金，这是没有约定时的顺序，见{C}。",
    "能还多少就写多少，写多了做不到，下一次就更难谈。",
    "协商不是求情，是把收入、支出和可以承受的期数摆在桌面上。",
    "对方拿出的表格如果只有总数，没有逐日的计算，可以要求补充。",
    "已经超过约定上限的部分，可以请求调整，依据是{C}。",
    "催收可以提醒，不可以恐吓；可以联系本人，不可以反复打扰无关的人。",
    "把通话时间、号码和说过的话记下来，比事后回忆可靠得多。",
    "所谓内部渠道、代办减免，多半先收一笔钱，再让人消失。",
    "不要把身份证照片发给不认识的人，也不要替别人签字。",
    "{T}涉及的期限，从收到书面通知的次日起算，节假日顺延。",
    "一次还清{A}元如果做不到，可以先谈首期，再谈余下的分{N}期。",
    "签字以前，把违约以后怎么办的那一条读三遍。",
    "法院寄来的材料，签收当天就拍照，信封也要留着。",
    "法律有明确规定的，写法律；没有规定的，写合同；合同也没有的，写事实。",
    "这里说的是一般情形，具体的案件要看证据，也要看当地的做法。",
    "The contract prevails over what was said on the phone，这句英文写在合同里的意思，是口头承诺不算数。",
    "有{N}处细节容易看漏：起息日、计息基数和还款的入账时间。",
];

/// What a sentence begins with, so that hardly any two articles share one.
pub const MOMENTS: &[&str] = &[
    "收到短信的当天",
    "账单日前一周",
    "工资到账以后",
    "第二次通话的时候",
    "换了工作以后",
    "合同到期以前",
    "调解开始以前",
    "有人上门以前",
    "提前还款的时候",
    "办理展期的时候",
    "整理材料的时候",
    "核对流水的时候",
    "签字那一天",
    "开庭前三天",
    "搬家以后",
    "住院的时候",
    "回复邮件以前",
    "拨打热线以后",
    "卖掉旧车以后",
    "孩子开学以前",
];

/// Who is meant by a sentence, or why it is said.
pub const VIEWS: &[&str] = &[
    "不少读者会忽略",
    "编辑部的体会",
    "一位会计的习惯",
    "写信来的人常问",
    "从合同的文字看",
    "从公开的文书看",
    "按常见的做法",
    "用一张纸就能做到",
    "说给借款的人听",
    "说给担保的人听",
    "说给家里的人听",
    "做生意的人要记住",
    "打零工的人要记住",
    "刚毕业的人要记住",
    "这一步花不了多久",
    "这一步最容易做错",
    "换个角度想",
    "往坏处准备",
    "最省力的办法",
    "还有一个细节",
];

pub const HEADINGS: &[&str] = &[
    "先把数字弄清楚",
    "哪些话要留在书面上",
    "一步一步怎么做",
    "对方不同意怎么办",
    "常见的三个误会",
    "期限与日子",
    "什么时候找律师",
    "一、算一遍利息",
    "2.1 逾期以后的费用",
    "“减免”到底减的是什么",
];

pub const CITATIONS: &[&str] = &[
    "《民法典》第六百七十六条",
    "《民法典》第五百六十一条、第五百八十五条",
    "《中华人民共和国民法典》第188条",
    "《民法典》第一百八十八条至第一百九十二条",
    "《刑法》第二百五十三条之一第一款",
    "《民事诉讼法》第八十五条和第二百二十七条",
    "《民间借贷规定》第二十五条第一款",
    "《诉讼费用交纳办法》",
    "《城乡居民理财常识手册》第三条",
];

pub const QUESTIONS: &[(&str, &str)] = &[
    ("还不上会坐牢吗？", "单纯还不上钱是民事纠纷，不是犯罪。虚构事实骗取贷款的，是另一回事。"),
    ("可以只还本金吗？", "要看合同和双方的协商结果。可以提出来，对方没有义务一定同意。"),
    ("家人需要一起还吗？", "没有签字、没有用于家庭共同生活的，一般不需要。父母子女不当然承担。"),
    ("失联会怎样？", "失联不会让债务消失，只会让期限在你不知道的时候过去。"),
];

pub const TOPICS: &str = "topics:
  - {slug: basics, title: 基础知识, desc: 借款、利息和逾期的基本概念。, aliases: [入门]}
  - {slug: overdue, title: 逾期之后, desc: 逾期以后会依次发生什么。, parent: basics, aliases: [逾期]}
  - {slug: interest, title: 利息与费用, desc: 利息、罚息和违约金怎样核对。, parent: basics, aliases: [息费]}
  - {slug: negotiation, title: 协商还款, desc: 怎样谈，怎样写，怎样留痕。, aliases: [协商]}
  - {slug: instalment, title: 分期方案, desc: 期数、首期和违约条款。, parent: negotiation}
  - {slug: collection, title: 催收边界, desc: 什么可以，什么不可以。, aliases: [催收]}
  - {slug: litigation, title: 诉讼与执行, desc: 从传票到执行。}
  - {slug: enforcement, title: 执行程序, desc: 查封、冻结与保留。, parent: litigation}
  - {slug: credit, title: 征信记录, desc: 报送、异议与期限。}
  - {slug: scams, title: 防骗, desc: 代办、洗白与套路。}
";

/// Slug and name of each topic, in the order of the register.
pub const TOPIC_NAMES: &[(&str, &str)] = &[
    ("basics", "基础知识"),
    ("overdue", "逾期之后"),
    ("interest", "利息与费用"),
    ("negotiation", "协商还款"),
    ("instalment", "分期方案"),
    ("collection", "催收边界"),
    ("litigation", "诉讼与执行"),
    ("enforcement", "执行程序"),
    ("credit", "征信记录"),
    ("scams", "防骗"),
];

pub const LENDERS: &str = "lenders:
  - {slug: qinghe, name: 青禾消费金融, entity: 青禾消费金融有限公司（示例）, kind: consumer_finance, aliases: [青禾消金, 禾下贷], former_names: [新禾消费金融有限公司]}
  - {slug: yuanfan, name: 远帆消费金融, entity: 远帆消费金融股份有限公司（示例）, kind: consumer_finance, aliases: [远帆贷]}
  - {slug: jiangwan, name: 江湾银行信用卡, entity: 江湾银行股份有限公司（示例）, kind: bank_card, aliases: [江湾信用卡]}
  - {slug: beichuan, name: 北川银行信用卡, kind: bank_card}
  - {slug: lanxin, name: 蓝信借钱, kind: internet_platform, aliases: [蓝信], facts: [{key: hotline, value: 以合同写明的为准, source: 示例合同, checked_on: 2026-03-02}]}
  - {slug: lanxin-fen, name: 蓝信分付, kind: internet_platform, parent: lanxin}
  - {slug: chezhou, name: 车舟汽车金融, kind: auto_finance}
  - {slug: xiaoman-lake, name: 小满湖小额贷款, kind: micro_loan}
";

/// Slug and name of each lender, in the order of the register.
pub const LENDER_NAMES: &[(&str, &str)] = &[
    ("qinghe", "青禾消费金融"),
    ("yuanfan", "远帆消费金融"),
    ("jiangwan", "江湾银行信用卡"),
    ("beichuan", "北川银行信用卡"),
    ("lanxin", "蓝信借钱"),
    ("lanxin-fen", "蓝信分付"),
    ("chezhou", "车舟汽车金融"),
    ("xiaoman-lake", "小满湖小额贷款"),
];

pub const LAWS: &str = "laws:
  - {id: civil-code, title: 中华人民共和国民法典, no: 主席令第45号, issued: 2020-05-28, effective: 2021-01-01, status: in_force, v: V, articles: {\"188\": 三年时效, \"561\": 冲抵顺序, \"585\": 违约金调整, \"676\": 逾期利息}}
  - {id: civil-procedure, title: 中华人民共和国民事诉讼法, short: [民诉法], effective: 2024-01-01, status: in_force, v: V, articles: {\"85\": 期间计算, \"227\": 支付令异议}}
  - {id: criminal-law, title: 中华人民共和国刑法, effective: 2021-03-01, status: in_force, v: V, articles: {\"253-1\": 侵犯公民个人信息}}
  - {id: contract-law, title: 中华人民共和国合同法, effective: 1999-10-01, repealed: 2021-01-01, superseded_by: civil-code, status: repealed, v: V}
  - {id: private-loan, title: 最高人民法院关于审理民间借贷案件适用法律若干问题的规定, short: [民间借贷规定], effective: 2021-01-01, status: in_force, v: V, articles: {\"25\": 四倍上限}}
  - {id: court-fee, title: 诉讼费用交纳办法, effective: 2007-04-01, status: in_force, v: V}
";

pub const PEOPLE: &str = "people:
  - {id: author-one, name: 林栖（示例）, role: 作者、编辑}
  - {id: lawyer-one, name: 沈知远律师（示例）, licence: 示例证号一（虚构）, role: 审核律师}
";
