//! A small site for tests: one page of each kind, as the view would give them.

use std::collections::BTreeMap;

use super::Renderer;
use crate::load::theme;
use crate::view::*;

pub(super) fn site(url: &str) -> Site {
    let base = url.splitn(4, '/').nth(3).map_or("/".to_owned(), |path| format!("/{path}"));
    let asset = |name: &str| Asset { url: format!("{base}assets/{name}"), integrity: "sha384-0".into() };
    let assets = theme::FILES.iter().map(|(name, _)| (name.replace(['.', '-'], "_"), asset(name))).collect();
    let nav = [("主题", "topics/"), ("机构", "lenders/"), ("法律法规", "laws/")];
    let footer = [("关于我们", "about/"), ("免责声明", "disclaimer/"), ("隐私说明", "privacy/")];
    let links = |links: [(&str, &str); 3]| links.map(|(title, path)| link(title, &format!("{base}{path}"))).to_vec();
    Site {
        methods: Vec::new(),
        rates: None,
        title: "债务指引".into(),
        description: "逾期、催收、诉讼与执行，一步一步讲清楚。".into(),
        language: "zh-CN".into(),
        url: url.into(),
        publisher: Publisher {
            name: "示例律师事务所".into(),
            licence: Some("示例证号（虚构）".into()),
            address: Some("示例市示例路 1 号".into()),
            phone: Some("000-0000-0000".into()),
            email: Some("contact@example.com".into()),
        },
        icp: Some("示例ICP备00000000号".into()),
        police: None,
        disclaimer: "本文是一般性的法律知识介绍，不构成法律意见。".into(),
        copyright: "本文版权归示例律师事务所所有，转载请注明出处与链接。".into(),
        help: vec![Help {
            title: "12348 公共法律服务热线".into(), note: "免费的法律咨询。".into(), url: Some("tel:12348".into())
        }],
        nav: links(nav),
        footer: links(footer),
        search: Some(format!("{base}search/")),
        feed: format!("{base}feed.xml"),
        assets,
        base,
    }
}

pub(super) fn renderer(site: &Site) -> Renderer {
    Renderer::new(templates(), site).unwrap()
}

/// The built-in templates.
pub(super) fn templates() -> Vec<(String, String)> {
    theme::TEMPLATES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

/// The built-in templates, one of them replaced.
pub(super) fn templates_with(name: &str, text: &str) -> Vec<(String, String)> {
    let mut all: BTreeMap<String, String> = templates().into_iter().collect();
    all.insert(name.into(), text.into());
    all.into_iter().collect()
}

pub(super) fn link(title: &str, url: &str) -> Link {
    Link { title: title.into(), url: url.into() }
}

pub(super) fn day(year: u32, month: u32, day: u32) -> Day {
    let iso = format!("{year}-{month:02}-{day:02}");
    Day { text: format!("{year}年{month}月{day}日"), stamp: format!("{iso}T00:00:00+08:00"), iso }
}

/// A page of the site with breadcrumbs from the home page.
pub(super) fn page<'a>(site: &Site, path: &str, title: &str, kind: &'static str, content: Content<'a>) -> Page<'a> {
    let mut crumbs = vec![link("首页", &site.base), link(title, &format!("{}{path}", site.base))];
    if path.is_empty() {
        crumbs.clear();
    }
    Page {
        output: if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.into() },
        source: None,
        head: Head {
            calculators: None,
            title: title.into(),
            section: None,
            previous: None,
            up: None,
            description: format!("{title}的说明。"),
            url: format!("{}{path}", site.url),
            path: format!("{}{path}", site.base),
            indexed: true,
            crumbs,
            feed: None,
            published: None,
            modified: None,
            kind,
        },
        content,
    }
}

fn card(site: &Site, n: usize) -> Card {
    let titles = ["信用卡逾期三个月会怎么样", "收到法院传票后的三十天", "网贷催收打到单位，可以怎么办"];
    let excerpts = [
        "逾期后银行会依次做四件事：提醒、罚息、上报征信、委外催收。每一步都有时间和凭据，先把账单要齐，再谈方案。",
        "先看清案号、开庭日期和举证期限。十五天内可以答辩，一年以上的利息要逐笔核对。",
        "催收可以联系本人，不可以向无关的人披露债务。留下录音和截图，按顺序投诉。",
    ];
    Card {
        title: titles[n % 3].into(),
        url: format!("{}articles/{n}.html", site.base).into(),
        date: Some(day(2026, 3, 9)),
        excerpt: excerpts[n % 3].into(),
        lender: n.is_multiple_of(2).then(|| link("招联消费金融", &format!("{}lenders/zhaolian/", site.base))),
        topic: Some(link("逾期后果", &format!("{}topics/overdue/", site.base))),
        pinned: false,
        external: false,
    }
}

/// An article with everything an article can have.
pub(super) fn article(site: &Site, markdown: &'static str) -> Article<'static> {
    let at = |path: &str| format!("{}{path}", site.base);
    let toc = [(2, "先看合同怎么写"), (3, "年化利率"), (3, "罚息"), (2, "分期怎样谈"), (2, "什么时候会被起诉")];
    let pinned = Card { pinned: true, ..card(site, 1) };
    let other = Card {
        title: "中国执行信息公开网".into(),
        url: "https://zxgk.court.gov.cn/".into(),
        date: None,
        excerpt: "".into(),
        lender: None,
        topic: None,
        pinned: true,
        external: true,
    };
    Article {
        title: "信用卡逾期后利息怎么算".into(),
        date: day(2026, 3, 9),
        updated: Some(day(2026, 5, 1)),
        lender: Some(link("招联消费金融", &at("lenders/zhaolian/"))),
        lender_facts: Vec::new(),
        topics: vec![link("利息与费用", &at("topics/interest-fees/")), link("逾期后果", &at("topics/overdue/"))],
        author: Some(Person { name: "李书言（示例）".into(), role: "作者、编辑".into(), licence: String::new() }),
        reviewed_by: Some(Person {
            name: "陈明远律师（示例）".into(),
            role: "审核律师".into(),
            licence: "示例证号甲（虚构）".into(),
        }),
        reviewed_on: Some(day(2026, 4, 30)),
        review_by: Some(day(2027, 4, 30)),
        overdue: false,
        changes: vec![LawChange {
            law: link("中华人民共和国民事诉讼法", &at("laws/civil-procedure/")),
            on: day(2024, 1, 1),
            what: "起条文序号有变，原第二百六十条".to_owned(),
            now: Some(link("第二百六十四条", &at("laws/civil-procedure/#264"))),
        }],
        summary: Some("先把合同、账单和还款记录要齐，再按日核对罚息；超过法定上限的部分可以不付。".into()),
        minutes: 6,
        toc: toc.map(|(level, text)| TocEntry { level, id: text.into(), text: text.into() }).to_vec(),
        body: Body { markdown, heading_ids: Vec::new(), targets: &[], widgets: Vec::new() },
        laws: vec![
            CitedLaw {
                law: link("中华人民共和国民法典", &at("laws/civil-code/")),
                in_force: true,
                articles: vec![
                    link("第六百七十六条", &at("laws/civil-code/#676")),
                    link("第六百八十条", &at("laws/civil-code/#680")),
                ],
            },
            CitedLaw { law: link("中华人民共和国合同法", &at("laws/contract-law/")), in_force: false, articles: vec![] },
        ],
        faq: vec![
            Question {
                q: "最低还款后还会收利息吗？".into(), a: "会。未还部分从入账日起按日计息。".into()
            },
            Question { q: "可以只还本金吗？".into(), a: "要与银行协商，达成书面约定后再还。".into() },
        ],
        previous: Some(link("信用卡最低还款的代价", &at("articles/minimum-payment.html"))),
        next: Some(link("提前结清时利息怎么退", &at("articles/early-settlement.html"))),
        related: vec![pinned, other, card(site, 2), card(site, 3)],
        mentioned_in: Vec::new(),
        permalink: format!("{}articles/card-interest.html", site.url).into(),
        ai: "none",
        withdrawn: None,
        draft: false,
        future: false,
    }
}

pub(super) fn article_page<'a>(site: &Site, article: Article<'a>) -> Page<'a> {
    let title = article.title.to_string();
    let mut page = page(site, "articles/card-interest.html", &title, "article", Content::Article(Box::new(article)));
    page.source = Some("content/articles/card-interest.md".into());
    page.head.published = Some(day(2026, 3, 9));
    page.head.modified = Some(day(2026, 5, 1));
    page.head.crumbs.insert(1, link("利息与费用", &format!("{}topics/interest-fees/", site.base)));
    page
}

fn entry(site: &Site, title: &str, slug: &str, count: usize) -> TopicEntry {
    let desc = format!("{title}的时间线与应对办法。");
    TopicEntry { title: title.into(), url: format!("{}topics/{slug}/", site.base).into(), desc, count, children: vec![] }
}

fn roots(site: &Site) -> Vec<TopicEntry> {
    let of = |title: &str, slug: &str, children: &[(&str, &str)]| TopicEntry {
        children: children.iter().map(|(title, slug)| entry(site, title, slug, 12)).collect(),
        ..entry(site, title, slug, 3)
    };
    vec![
        of("债务基础", "debt-basics", &[("逾期后果", "overdue"), ("利息与费用", "interest-fees"), ("综合融资成本", "apr")]),
        of("催收与投诉", "collection", &[("催收边界", "collection-limits"), ("投诉渠道", "complaints")]),
        of(
            "诉讼与执行",
            "court",
            &[("起诉", "sued"), ("支付令", "payment-order"), ("强制执行", "enforcement"), ("失信名单", "dishonest")],
        ),
        of("征信", "credit-record", &[]),
    ]
}

fn groups(site: &Site) -> Vec<LenderGroup> {
    let group = |title: &str, id: &str, names: &[&str]| LenderGroup {
        title: title.into(),
        id: id.into(),
        lenders: names
            .iter()
            .map(|name| LenderEntry {
                title: (*name).into(),
                url: format!("{}lenders/{id}/", site.base).into(),
                entity: Some(format!("{name}有限公司")),
                kind: "消费金融公司",
                count: 5,
            })
            .collect(),
    };
    vec![
        group(
            "消费金融公司",
            "consumer-finance",
            &["招联消费金融", "北银消费金融", "马上消费金融", "兴业消费金融", "中银消费金融"],
        ),
        group("银行信用卡", "bank-card", &["示例银行信用卡", "样例银行信用卡"]),
    ]
}

fn fact(label: &str, value: &str, source: &str) -> Fact {
    Fact {
        label: label.into(),
        value: value.into(),
        source: source.into(),
        checked_on: (!source.is_empty()).then(|| day(2026, 8, 20)),
    }
}

/// One page of each kind.
pub(super) fn pages(site: &Site, markdown: &'static str) -> Vec<Page<'static>> {
    let at = |path: &str| format!("{}{path}", site.base);
    let body = Body { markdown, heading_ids: Vec::new(), targets: &[], widgets: Vec::new() };
    let cards: Vec<Card> = (0..20).map(|n| card(site, n)).collect();
    let archive: Vec<Link> = (1..=45).map(|n| link(&format!("第 {n} 页"), &at(&format!("topics/overdue/page/{n}/")))).collect();
    let by_topic = ["逾期后果", "利息与费用", "协商还款"].map(|title| TopicGroup {
        topic: link(title, &at("topics/overdue/")),
        count: 9,
        articles: cards.iter().take(4).map(|c| Link { title: c.title.clone(), url: c.url.clone() }).collect(),
    });
    let clause = |id: &str, label: &str, gloss: &str| LawArticle {
        id: id.into(),
        label: label.into(),
        gloss: gloss.into(),
        cited_by: cards.iter().take(3).map(|c| Link { title: c.title.clone(), url: c.url.clone() }).collect(),
        count: 7,
    };
    let law = |title: &str, status: &'static str, in_force: bool| LawEntry {
        title: title.into(),
        url: at("laws/civil-code/").into(),
        no: "主席令第四十五号".into(),
        status,
        in_force,
        count: 12,
    };
    let withdrawn = Article {
        withdrawn: Some(Withdrawn { on: day(2026, 6, 1), reason: "所引规定已被取代，新文正在复核。".into() }),
        body: Body::default(),
        toc: vec![],
        faq: vec![],
        laws: vec![],
        related: vec![],
        ..article(site, "")
    };
    let generated = Article { ai: "generated", draft: true, future: true, ..article(site, markdown) };
    let mut gone = article_page(site, withdrawn);
    gone.output = "articles/withdrawn.html".into();
    gone.head.indexed = false;
    let mut preview = article_page(site, generated);
    preview.output = "articles/preview.html".into();
    let mut second = page(
        site,
        "topics/overdue/page/2/",
        "逾期后果：第 2 页",
        "archive",
        Content::Archive(Archive {
            of: link("逾期后果", &at("topics/overdue/")),
            number: 2,
            cards: cards.clone(),
            older: Some(link("第 1 页", &at("topics/overdue/page/1/"))),
        }),
    );
    second.head.indexed = false;
    let topic = Topic {
        title: "逾期后果".into(),
        desc: "逾期后会依次发生什么以及时间线。".into(),
        intro: Some(body.clone()),
        children: vec![entry(site, "上征信的时间", "credit-timing", 2)],
        pinned: cards.iter().take(2).map(|c| Card { pinned: true, ..c.clone() }).collect(),
        cards: cards.clone(),
        count: 920,
        archive: archive.clone(),
        feed: at("topics/overdue/feed.xml").into(),
    };
    let lender = Lender {
        name: "招联消费金融".into(),
        facts: vec![fact("法律主体", "招联消费金融股份有限公司", "国家金融监督管理总局名单"), fact("类别", "消费金融公司", "")],
        intro: Some(body.clone()),
        parent: None,
        children: vec![link("好期贷", &at("lenders/haoqidai/")), link("信用付", &at("lenders/xinyongfu/"))],
        by_topic: by_topic.to_vec(),
        cards: cards.clone(),
        count: 54,
        archive: archive.iter().take(3).cloned().collect(),
    };
    let civil_code = Law {
        title: "中华人民共和国民法典".into(),
        facts: vec![
            fact("文号", "主席令第四十五号", ""),
            fact("公布", "2020年5月28日", ""),
            fact("施行", "2021年1月1日", "中国人大网"),
        ],
        status: "现行有效",
        in_force: true,
        successor: None,
        renumbered: vec![Moved { on: day(2024, 1, 1), from: "第二百六十条".into(), to: "第二百六十四条".into() }],
        predecessors: vec![link("中华人民共和国合同法", &at("laws/contract-law/"))],
        note: "引用前请核对官方公布的文本。".into(),
        articles: vec![
            clause("general", "整部引用", ""),
            clause("676", "第六百七十六条", "逾期利息"),
            clause("680", "第六百八十条", "禁止高利放贷"),
        ],
        cards: cards.clone(),
        count: 40,
        archive: archive.iter().take(2).cloned().collect(),
    };
    let laws = Laws {
        in_force: vec![law("中华人民共和国民法典", "现行有效", true)],
        past: vec![law("中华人民共和国合同法", "已废止", false)],
    };
    let plain = Plain { title: "关于我们".into(), updated: Some(day(2026, 1, 5)), toc: vec![], body };
    let moved = Redirect {
        to: link("信用卡逾期后利息怎么算", &at("articles/card-interest.html")),
        absolute: format!("{}articles/card-interest.html", site.url),
    };
    let situation = Situation {
        title: "收到催收电话".into(),
        topic: link("催收应对", &at("topics/collection/")),
        articles: vec![link("催收打到单位，可以怎么办", &at("articles/2.html"))],
    };
    let home = Home {
        situations: vec![situation],
        newest: cards.clone(),
        topics: roots(site),
        lenders: groups(site),
        calculators: Vec::new(),
        count: 29,
    };
    let mut topic = page(site, "topics/overdue/", "逾期后果", "topic", Content::Topic(topic));
    topic.head.feed = Some(link("逾期后果", &at("topics/overdue/feed.xml")));
    let mut lost = page(site, "404.html", "没有找到这个页面", "not-found", Content::NotFound);
    lost.head.indexed = false;
    vec![
        page(site, "", &site.title, "home", Content::Home(home)),
        article_page(site, article(site, markdown)),
        preview,
        gone,
        page(site, "topics/", "主题", "topics", Content::Topics(Topics { roots: roots(site) })),
        topic,
        second,
        page(site, "lenders/", "机构", "lenders", Content::Lenders(Lenders { initials: groups(site), groups: groups(site) })),
        page(site, "lenders/zhaolian/", "招联消费金融", "lender", Content::Lender(lender)),
        page(site, "laws/", "法律法规", "laws", Content::Laws(laws)),
        page(site, "laws/civil-code/", "中华人民共和国民法典", "law", Content::Law(civil_code)),
        page(site, "about/", "关于我们", "page", Content::Plain(plain)),
        lost,
        page(site, "hf/1.html", "信用卡逾期后利息怎么算", "redirect", Content::Redirect(moved)),
    ]
}
