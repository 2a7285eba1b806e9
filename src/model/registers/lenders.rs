//! `lenders.yaml`

use jiff::civil::Date;

use super::table::Draft;
use super::{LenderId, Register, Table, pinyin, values};
use crate::diag::Finding;
use crate::model::keys::{Key, choice, keys};
use crate::model::yaml::{Fields, Located};
use crate::text::{Source, Span};

keys! {
    LENDER {
        slug: Slug, required, "网址里的短名，一经发布不再改动", "Name in addresses; stays as it is once published";
        name: Word(40), required, "文章里使用的称呼", "Name that readers know";
        pinyin: Word(120), pattern("^[a-z][a-z0-9 ]*$"), "称呼的拼音，小写不带声调，机构目录按它排序；没有这一栏的排在“其他”里", "The name in pinyin, lower case without tones; the index of lenders is sorted by it";
        entity: Word(80), "公司登记的全称；不能确定时不写", "Registered name of the company; absent if it is not certain";
        kind: Choice(Kind::words), required, "机构类别：`consumer_finance` 消费金融公司，`bank_card` 银行信用卡，`bank` 银行贷款，`internet_platform` 互联网平台或互联网银行，`auto_finance` 汽车金融公司，`micro_loan` 小额贷款公司，`other` 其他", "Kind of lender";
        aliases: OneOrMore(50, &Word(40)), "简称、产品名", "Short names and products";
        former_names: OneOrMore(20, &Word(80)), "公司从前的登记名称", "Former registered names";
        parent: Word(120), "由另一行的机构经营时，写那一行的 slug", "Slug of the lender that runs it";
        hotline: Word(40), "客服热线", "Telephone number of its customer service";
        facts: List(40, &Map(FACT)), "利率、电话一类的事实；没有可靠来源的不写", "Facts such as rates and telephone numbers, each with a reliable source";
        note: Word(300), "给编辑看的说明", "Note for editors";
        name_v: Word(60), "全称核对到什么程度：V 看过官方文本，V2 看过转载或汇编，M 凭记忆", "Proof of the names: V official text, V2 reprint, M memory";
        mapping: Word(60), "名称与公司的对应核对到什么程度", "Proof that name and company belong together";
    }

    FACT {
        key: Word(40), required, "名称，如 `hotline`；正文里写 `{机构.名称}` 引用", "Name, such as `hotline`; texts refer to it as `{lender.name}`";
        value: Word(200), required, "内容", "Value";
        source: Word(200), required, "在哪里读到", "Where it was read";
        checked_on: Date, required, "核对的日期", "Day on which it was checked";
    }
}

choice! {
    /// The kind of a lender, in the order of indexes.
    pub(crate) enum Kind {
        ConsumerFinance = "consumer_finance",
        BankCard = "bank_card",
        Bank = "bank",
        InternetPlatform = "internet_platform",
        AutoFinance = "auto_finance",
        MicroLoan = "micro_loan",
        Other = "other",
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lender {
    pub slug: String,
    pub(crate) name: String,
    /// Lower case, as an editor wrote it; never guessed, since many characters have more than one sound.
    pub(crate) pinyin: Option<String>,
    pub(crate) entity: Option<String>,
    pub(crate) kind: Kind,
    pub(crate) aliases: Vec<String>,
    pub(crate) former_names: Vec<String>,
    pub(crate) parent: Option<LenderId>,
    pub(crate) facts: Vec<Fact>,
    /// For editors only; may be empty.
    pub(crate) note: String,
    /// Proof mark of the names: `V`, `V2`, `M` or empty.
    pub(crate) proof: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fact {
    /// `hotline`, `penalty_rate`, or a label in Chinese.
    pub(crate) key: String,
    pub(crate) value: String,
    pub(crate) source: String,
    pub(crate) checked_on: Option<Date>,
    pub(crate) span: Span,
}

/// The register of lenders, by slug, name, alias and former name.
pub(crate) type Lenders = Table<LenderId, Lender>;

fn row(fields: &mut Fields<'_>) -> Option<Draft<Lender>> {
    let (slug, name) = (fields.text("slug"), fields.text("name"));
    let (aliases, former_names) = (fields.texts("aliases"), fields.texts("former_names"));
    let parent = fields.text("parent");
    // Only editors read it; here its form is checked.
    fields.text("mapping");
    let row = Lender {
        slug: String::new(),
        name: String::new(),
        pinyin: pinyin(fields),
        entity: fields.string("entity"),
        kind: fields.choice("kind").unwrap_or(Kind::Other),
        aliases: values(&aliases),
        former_names: values(&former_names),
        parent: None,
        facts: facts(fields),
        note: fields.string_or_default("note"),
        proof: fields.string_or_default("name_v"),
    };
    let (slug, title) = (slug?, name?);
    let row = Lender { slug: slug.value.clone(), name: title.value.clone(), ..row };
    Some(Draft { row, slug, title, aliases: [aliases, former_names].concat(), parent })
}

fn facts(fields: &mut Fields<'_>) -> Vec<Fact> {
    let mut facts = fields.maps("facts", |fields| {
        let (key, value) = (fields.string("key"), fields.string("value"));
        let (source, checked_on) = (fields.string_or_default("source"), fields.date("checked_on").map(|d| d.value));
        Some(Fact { key: key?, value: value?, source, checked_on, span: fields.at })
    });
    let hotline = fields.text("hotline");
    facts.extend(hotline.map(|Located { value, span }| Fact {
        key: "hotline".to_owned(),
        value,
        source: String::new(),
        checked_on: None,
        span,
    }));
    facts
}

impl Register for Lenders {
    const KEYS: &'static [Key] = LENDER;

    fn read(source: &Source) -> (Lenders, Vec<Finding>) {
        Table::read(source, "lenders", LENDER, row, |lender, parent| Lender { parent, ..lender })
    }
}

impl Lenders {
    /// A fact by its key: `name`, `entity`, or that of a fact of the row.
    pub(crate) fn fact(&self, id: LenderId, key: &str) -> Option<&str> {
        let lender = &self[id];
        match key {
            "name" => Some(&lender.name),
            "entity" => lender.entity.as_deref(),
            _ => lender.facts.iter().find(|f| f.key == key).map(|f| f.value.as_str()),
        }
    }

    pub(crate) fn fact_keys(&self, id: LenderId) -> Vec<&str> {
        let lender = &self[id];
        let entity = lender.entity.is_some().then_some("entity");
        let mut keys: Vec<&str> = ["name"].into_iter().chain(entity).collect();
        for fact in &lender.facts {
            if !keys.contains(&fact.key.as_str()) {
                keys.push(&fact.key);
            }
        }
        keys
    }
}
