//! Invented lenders, and what is true of each.

use super::super::random::Random;

const FIRST: &str = "青沐望岚松砚澄暮屿霁棠溪荻蒲芷槐榆柏枫桐";
const SECOND: &str = "禾川舟陌笙汀苇砂礁岭屿坞埠岫崖潭渚畈圩墟港峦坪塬垣堰渡湾";
/// Kind in the register, endings of names and of aliases.
const KINDS: &[(&str, &str, &str)] = &[
    ("consumer_finance", "消费金融", "消金"),
    ("internet_platform", "优借", "借钱"),
    ("bank_card", "银行信用卡", "信用卡"),
    ("micro_loan", "小额贷款", "小贷"),
    ("consumer_finance", "消费金融", "消费"),
    ("auto_finance", "汽车金融", "车贷"),
];
const SEATS: &[&str] = &["重庆", "广州", "杭州", "合肥", "成都", "武汉", "长沙", "西安"];

#[derive(Debug, Clone)]
pub struct Lender {
    pub slug: String,
    pub name: String,
    pub alias: String,
    pub kind: &'static str,
    pub hotline: String,
    /// True if the register has the hotline.
    pub is_checked: bool,
    pub founded: usize,
    pub seat: &'static str,
}

impl Lender {
    pub fn new(seed: u64, n: usize) -> Lender {
        let mut random = Random::new(seed, n as u32, 21);
        let (first, second): (Vec<char>, Vec<char>) = (FIRST.chars().collect(), SECOND.chars().collect());
        let kind = KINDS[n % KINDS.len()];
        // Two lenders of one kind never share the first part.
        let pair = n / KINDS.len() + (n % KINDS.len()) * 97;
        let brand: String = [first[pair % first.len()], second[pair / first.len() % second.len()]].iter().collect();
        Lender {
            slug: format!("lender-{n}"),
            name: format!("{brand}{}", kind.1),
            alias: format!("{brand}{}", kind.2),
            kind: kind.0,
            hotline: format!("400-{:03}-{:04}", 600 + n % 300, 1_000 + random.below(9_000)),
            is_checked: n.is_multiple_of(3),
            founded: 2009 + random.below(12),
            seat: random.pick(SEATS),
        }
    }

    /// Its row of the register.
    pub fn row(&self) -> String {
        let facts = match self.is_checked {
            true => format!(
                ", facts: [{{key: hotline, value: \"{}\", source: \"https://www.example.org/{}\", checked_on: 2026-03-01}}]",
                self.hotline, self.slug
            ),
            false => String::new(),
        };
        format!("  - {{slug: {}, name: {}, kind: {}, aliases: [{}]{facts}}}\n", self.slug, self.name, self.kind, self.alias)
    }
}
