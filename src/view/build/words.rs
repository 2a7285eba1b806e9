//! Texts of the program that several pages use.

use jiff::civil::Date;

use crate::link::PageId;
use crate::model::registers::laws::{ArticleNumber, Status};
use crate::model::registers::lenders::Kind;
use crate::text::han::numeral;

pub(super) const HOME: &str = "首页";
pub(super) const TOPICS: &str = "主题";
pub(super) const LENDERS: &str = "机构";
pub(super) const LAWS: &str = "法律依据";
pub(super) const GLOSSARY: &str = "术语表";
pub(super) const UPDATES: &str = "最近更新";
pub(super) const UPDATES_DESC: &str = "最近修改过的文章，由新到旧，写明修改的日期和内容。";
pub(super) const PEOPLE: &str = "作者与律师";
pub(super) const CALCULATORS: &str = "计算器";
pub(super) const CALCULATORS_DESC: &str =
    "罚息、违约金、利率上限、诉讼费、程序期限等计算器，列出算法、法律依据和计算明细；只在本机计算，不上传任何数据。";

/// The title of an index without a place in the main navigation.
pub(super) fn index(page: PageId) -> Option<&'static str> {
    match page {
        PageId::Glossary => Some(GLOSSARY),
        PageId::People => Some(PEOPLE),
        PageId::Updates => Some(UPDATES),
        _ => None,
    }
}

pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::ConsumerFinance => "消费金融公司",
        Kind::BankCard => "银行信用卡",
        Kind::Bank => "银行",
        Kind::InternetPlatform => "互联网平台与互联网银行",
        Kind::AutoFinance => "汽车金融公司",
        Kind::MicroLoan => "小额贷款公司",
        Kind::Other => "其他机构",
    }
}

/// Words in the names of companies that may lend. By law only licensed institutions carry them.
const LICENSED: [&str; 3] = ["银行", "消费金融", "小额贷款"];

/// What the company of a lender is to a reader. A platform that may not lend is no creditor.
pub(super) fn entity(kind: Kind, entity: &str) -> &'static str {
    match kind {
        Kind::InternetPlatform if LICENSED.iter().any(|word| entity.contains(word)) => "登记的放款机构（以合同为准）",
        Kind::InternetPlatform => "平台经营者，不是放款人",
        _ => "法律主体",
    }
}

pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::InForce => "现行有效",
        Status::Amended => "已被修正",
        Status::Repealed => "已废止",
        Status::PartlySuperseded => "部分内容已被取代",
        Status::Expired => "已到期",
    }
}

/// A proof mark, in words. Marks that say more than the bare letter are shown as they are.
pub(super) fn proof(mark: &str) -> String {
    match mark {
        "" => String::new(),
        "V" => "已对照官方公布的文本".to_owned(),
        "V2" => "已对照转载文本，以官方公布的文本为准".to_owned(),
        "M" => "待律师核对".to_owned(),
        other => format!("核对标记：{other}（V 官方文本，V2 转载文本，M 待律师核对）"),
    }
}

pub(super) fn fact(key: &str) -> &str {
    match key {
        "hotline" => "客服热线",
        "penalty_rate" => "罚息利率",
        "year_basis" => "计息年度天数",
        "licence" => "许可证",
        "website" => "官方网站",
        other => other,
    }
}

/// 2021年3月2日.
pub(super) fn date(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// A span of dates: 2021年3月2日至5月9日. The first date has no year if it is of the given one.
pub(super) fn span((from, to): (Date, Date), year: Option<i16>) -> String {
    let short = |day: Date, year: Option<i16>| match year {
        Some(year) if year == day.year() => format!("{}月{}日", day.month(), day.day()),
        _ => date(day),
    };
    let first = short(from, year);
    if from == to { first } else { format!("{first}至{}", short(to, Some(from.year()))) }
}

/// An article's number as laws write it: 第二百五十三条之一.
pub(super) fn article_number(number: ArticleNumber) -> String {
    match (number.number, number.inserted) {
        (0, _) => "整部引用".to_owned(),
        (n, 0) => format!("第{}条", numeral(n)),
        (n, i) => format!("第{}条之{}", numeral(n), numeral(i)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_dates_name_each_year_once() {
        let [a, b, c] = [(2020, 12, 20), (2020, 12, 31), (2021, 1, 15)].map(|(year, month, day)| Date::constant(year, month, day));
        assert_eq!(span((a, b), None), "2020年12月20日至12月31日");
        assert_eq!(span((a, b), Some(2020)), "12月20日至12月31日");
        assert_eq!(span((b, c), Some(2021)), "2020年12月31日至2021年1月15日");
        assert_eq!(span((c, c), Some(2021)), "1月15日");
    }

    #[test]
    fn a_platform_that_may_not_lend_is_no_creditor() {
        let of = |kind, company| entity(kind, company);
        assert_eq!(of(Kind::InternetPlatform, "某某网络科技有限公司"), "平台经营者，不是放款人");
        assert_eq!(of(Kind::InternetPlatform, "某某小额贷款有限公司"), "登记的放款机构（以合同为准）");
        assert_eq!(of(Kind::AutoFinance, "某某汽车金融有限公司"), "法律主体");
    }
}
