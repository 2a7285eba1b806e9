//! Calculators as their users meet them: blocks in articles, pages of their own, and the command line, through the program itself.

use serde_json::{Value, json};

use crate::support::site::{Run, Site};

/// Published rates, in short.
const DEADLINES: &str = "\
deadlines:
  - {id: answer-simplified, title: 提交答辩状（简易程序）, who: 被告, from: 收到通知的日子, days: ask, max: 15, law: civil-procedure, article: \"266,275\", roll: true, post: true, v: V}
  - {id: answer, title: 提交答辩状, who: 被告, from: 收到起诉状副本的日子, days: 15, law: civil-procedure, article: \"128\", roll: true, post: true, v: V}
";

const CIVIL_PROCEDURE: &str =
    "  - {id: civil-procedure, title: 中华人民共和国民事诉讼法, status: in_force, v: V, articles: {\"128\": 答辩}}\n";

const RATES: &str = "\
rates:
  - id: lpr
    title: 贷款市场报价利率（LPR）
    source: 中国人民银行授权全国银行间同业拆借中心公布
    checked_until: 2026-05-20
    v: V2
    columns: [y1, y5]
    rows:
      - [2019-08-20, \"4.25\", \"4.85\"]
      - [2023-06-20, \"3.55\", \"4.20\"]
";

const PENALTY: &str = "\
```calculator
kind: penalty-interest
principal: 10000
interest: 150
annual_rate: 14.4%
due: 2026-02-20
paid: 2026-04-06
compound: true
```";

const FRONT: &str = "date: 2026-01-09\ntopics: [fees]";

/// A built site with one article of this body.
fn built(front: &str, body: &str) -> Site {
    let folder = Site::paged();
    folder.article("a", front, body);
    folder.build(&[]);
    folder
}

fn article(folder: &Site) -> String {
    folder.read("public/articles/a.html")
}

fn holds(html: &str, fragment: &str) {
    assert!(html.contains(fragment), "no {fragment}\nin {html}");
}

mod in_articles {
    use super::*;

    #[test]
    fn a_block_becomes_form_result_lines_and_method() {
        let html = article(&built(FRONT, &format!("前\n\n{PENALTY}\n\n后")));
        let begins = "<p>前</p>\n<section class=\"calculator\" id=\"calc-1\" data-calculator=\"penalty-interest\" role=\"group\" \
                      aria-labelledby=\"calc-1-title\">\n<h2 id=\"calc-1-title\">逾期罚息计算器</h2>\n\
                      <details class=\"example\" data-example open>\n<summary>例子</summary>";
        holds(&html, begins);
        holds(&html, "<tr><th scope=\"row\">逾期本金</th><td>10,000.00元</td></tr>");
        holds(
            &html,
            "<tr class=\"answer\"><th scope=\"row\">应还总额</th><td><data data-result=\"total\" value=\"10424.05\">10,424.05</data> 元</td></tr>",
        );
        holds(&html, "<li>罚息：2026-02-20至2026-04-06，45天，");
        holds(&html, "<details class=\"own\">\n<summary>换成我的数字</summary>\n<form novalidate autocomplete=\"off\">");
        holds(
            &html,
            "<label for=\"calc-1-principal\">逾期本金（元）</label>\n<p class=\"error\" id=\"calc-1-principal-error\" hidden></p>\n\
             <input type=\"text\" id=\"calc-1-principal\" name=\"principal\" autocomplete=\"off\"",
        );
        holds(&html, "<dt>应还总额</dt><dd><data data-result=\"total\" value=\"\"></data>&nbsp;元</dd>");
        holds(&html, "&quot;principal&quot;:&quot;10000&quot;");
        holds(&html, "<p class=\"notice\">仅供估算，不构成法律意见。</p>");
        holds(&html, "</ul>\n<p>方法最后核对于 2026-12-01。</p>\n</details>\n</section>\n<p>后</p>");
        assert_eq!(html.matches("<script type=\"application/json\" data-spec=\"penalty-interest\">").count(), 1);
    }

    #[test]
    fn a_markdown_copy_says_that_the_numbers_are_an_example() {
        let folder = Site::paged();
        folder.write("sitegen.yaml", format!("{}markdown_twins: true\n", folder.read("sitegen.yaml")));
        folder.article("a", FRONT, &format!("前\n\n{PENALTY}\n\n后"));
        folder.build(&[]);
        let text = folder.read("public/articles/a.md");
        let example = "前\n\n**逾期罚息计算器**（例子）\n\n例子里填写的：\n\n- 逾期本金：10,000.00元\n- 合同年利率：14.4%\n- 到期日：2026-02-20\n\
                       - 还款日：2026-04-06\n- 未付利息：150.00元\n- 计收复利：是\n\n例子的结果：\n\n- 逾期天数：45 天\n- 罚息：270.00 元\n\
                       - 复利：4.05 元\n- 应还总额：10,424.05 元\n- 罚息年利率：21.6000 %\n\n法律依据：\n\n";
        assert!(text.contains(example), "{text}");
        assert!(text.contains("\n- 民法典第676条\n") && text.contains("\n\n仅供估算，不构成法律意见。\n\n后"), "{text}");
    }

    #[test]
    fn the_law_is_linked_where_the_site_has_its_page() {
        let html = article(&built(FRONT, PENALTY));
        holds(&html, "<li><a href=\"/laws/civil-code/#676\">民法典第676条</a>：");
        holds(&html, "<li>关于人民币贷款利率有关问题的通知（银发〔2003〕251号）第3条（据转载）：");
    }

    #[test]
    fn the_small_table_is_computed_beforehand() {
        let html = article(&built(FRONT, PENALTY));
        for row in [
            ["30", "180.00", "2.70", "10,332.70"],
            ["60", "360.00", "5.40", "10,515.40"],
            ["90", "540.00", "8.10", "10,698.10"],
            ["180", "1,080.00", "16.20", "11,246.20"],
        ] {
            let [days, cells @ ..] = row;
            let labels = ["罚息（元）", "复利（元）", "应还总额（元）"];
            let cells: String = labels.iter().zip(cells).map(|(of, cell)| format!("<td data-label=\"{of}\">{cell}</td>")).collect();
            holds(&html, &format!("<tr><th scope=\"row\">{days}</th>{cells}</tr>"));
        }
        let rows = "```calculator\nkind: penalty-interest\nannual_rate: 14.4%\npaid: 2026-04-06\n\
                    rows: [{due: 2026-02-20, principal: 10000, interest: 150}]\n```";
        assert!(!article(&built(FRONT, rows)).contains("不同天数的结果"), "a table for rows that differ in their days");
    }

    #[test]
    fn a_page_loads_what_its_calculators_need_and_no_more() {
        let folder = Site::paged();
        folder.write("content/rates.yaml", RATES);
        folder.article("a", FRONT, PENALTY);
        folder.article("b", FRONT, "没有计算器。");
        let cap =
            "```calculator\nkind: private-loan\nprincipal: 1000\nannual_rate: 24%\ncontract: 2023-07-01\nend: 2024-07-01\n```";
        folder.article("c", FRONT, &format!("{PENALTY}\n\n{cap}"));
        folder.build(&[]);
        let loads = |name: &str| {
            let html = folder.read(&format!("public/articles/{name}.html"));
            let assets = html.split("/assets/").skip(1).map(|rest| rest.split('.').next().unwrap().to_owned());
            (assets.filter(|a| a.starts_with("calc")).collect::<Vec<_>>(), html.contains("data-table=\"rates\""))
        };
        let own = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        assert_eq!(loads("a"), (own(&["calculators", "calc-core", "calc-old", "calc-penalty-interest"]), false));
        assert_eq!(loads("b"), (own(&[]), false));
        assert_eq!(
            loads("c"),
            (own(&["calculators", "calc-core", "calc-old", "calc-penalty-interest", "calc-private-loan"]), true)
        );
        let html = folder.read("public/articles/c.html");
        holds(
            &html,
            "<script type=\"application/json\" data-table=\"rates\">{\"checked\":\"2026-05-20\",\"full\":null,\"missed\":\"2026-06-20\",\
             \"rows\":[[\"2019-08-20\",\"42500\"],[\"2023-06-20\",\"35500\"]]}</script>",
        );
        holds(&html, "<span>利率数据核对至 2026-05-20</span>");
        holds(&html, "id=\"calc-2\" data-calculator=\"private-loan\"");
    }

    #[test]
    fn the_lender_fills_what_its_register_states_and_the_page_says_so() {
        let folder = Site::paged();
        let lenders = "lenders:\n  - slug: qinghe\n    name: 青禾消费金融\n    kind: consumer_finance\n    facts:\n      \
                       - {key: penalty_rate, value: 18%, source: 示例合同, checked_on: 2026-03-01}\n      \
                       - {key: year_basis, value: \"365\", source: 示例合同, checked_on: 2026-03-02}\n";
        folder.write("content/lenders.yaml", lenders);
        let block = "```calculator\nkind: penalty-interest\nprincipal: 10000\ndue: 2026-02-20\npaid: 2026-04-06\n```";
        folder.article("a", &format!("{FRONT}\nlender: 青禾消费金融"), block);
        folder.build(&[]);
        let html = article(&folder);
        holds(&html, "data-result=\"penalty\" value=\"221.92\"");
        holds(&html, "<li>罚息年利率（18%）取自青禾消费金融登记信息（2026-03-01核对）</li>");
        holds(&html, "&quot;penalty_rate&quot;:&quot;18%&quot;");
        holds(&html, "&quot;year_basis&quot;:&quot;365&quot;");
        holds(&html, "<li>年基准天数（365天）取自青禾消费金融登记信息（2026-03-02核对）</li>");
        folder.article("a", FRONT, block);
        let output = folder.run(&["check", "--format", "short", "--as-of", "2026-06-01"]);
        assert_eq!(
            output.stderr.lines().next().unwrap(),
            "content/articles/a.md:7:1: error[SG303]: invalid calculator input: Contract rate a year (annual_rate): missing; \
             give 0% to 1000% with at most four decimals, like 14.4%"
        );
    }

    #[test]
    fn only_a_result_that_depends_on_the_day_changes_with_it() {
        let folder = Site::paged();
        folder.write("content/rates.yaml", RATES);
        folder.article("a", FRONT, PENALTY);
        let limitation = "```calculator\nkind: limitation\ndue: 2025-05-20\n```";
        folder.article("b", FRONT, limitation);
        folder.build(&[]);
        let first = folder.tree("public");
        folder.build(&["--as-of", "2026-06-02"]);
        let second = folder.tree("public");
        let changed: Vec<&String> = first.iter().filter(|(path, bytes)| second.get(*path) != Some(bytes)).map(|(p, _)| p).collect();
        assert_eq!(
            changed,
            [
                "articles/b.html",
                "calculators/card-plan/index.html",
                "calculators/credit-record/index.html",
                "calculators/guarantee-period/index.html",
                "calculators/limitation/index.html"
            ]
        );
    }
}

mod pages {
    use super::*;

    #[test]
    fn every_kind_has_a_page_and_the_home_page_leads_there() {
        let folder = Site::paged();
        folder.write("content/rates.yaml", RATES);
        folder.write("content/deadlines.yaml", DEADLINES);
        folder.write("content/laws.yaml", format!("{}{CIVIL_PROCEDURE}", folder.read("content/laws.yaml")));
        folder.article("a", FRONT, &format!("[罚息](calculator:penalty-interest)\n\n{PENALTY}"));
        folder.build(&[]);
        let (home, index) = (folder.read("public/index.html"), folder.read("public/calculators/index.html"));
        for spec in sitegen::calc::SPECS {
            let page = folder.read(&format!("public/calculators/{}/index.html", spec.kind));
            let title = spec.title.get(sitegen::calc::Lang::Zh);
            let link = format!("<a href=\"/calculators/{}/\">{title}</a>", spec.kind);
            holds(&home, &link);
            holds(&index, &link);
            holds(&page, &format!("<h1>{}</h1>", title.replace("计算器", "<wbr>计算器")));
            holds(&page, &format!("<section class=\"calculator\" id=\"calc\" data-calculator=\"{}\"", spec.kind));
            holds(&page, "<summary>怎么算的，依据是什么</summary>");
            holds(&page, "<h2 id=\"inputs\">填写说明</h2>");
            holds(&page, "<p>方法最后核对于 2026-12-01。</p>");
        }
        let page = folder.read("public/calculators/private-loan/index.html");
        holds(&page, "不适用这一上限。见<a href=\"/calculators/all-in-cost/\">综合年化成本计算器</a></p>");
        holds(&page, "<li data-when=\"old_rule\">");
        let page = folder.read("public/calculators/deadline/index.html");
        holds(&page, "<dt>要做什么</dt><dd>请从列表中选一项");
        assert!(!page.contains("deadlines.yaml"), "{page}");
        let page = folder.read("public/calculators/penalty-interest/index.html");
        holds(&page, "<a class=\"to\" href=\"/articles/a.html\">a的标题</a>");
        holds(&page, "<dt>计收复利</dt><dd>勾选表示是；不填按否</dd>");
        holds(&page, "<dt>年基准天数</dt><dd>360天、365天；不填按360天</dd>");
        holds(&article(&folder), "<a href=\"/calculators/penalty-interest/\">罚息</a>");
    }

    #[test]
    fn without_rates_a_calculator_that_needs_them_says_so() {
        let folder = built(FRONT, "文");
        let page = folder.read("public/calculators/private-loan/index.html");
        holds(&page, "<p class=\"notice\">本站没有登记公布的利率，暂时不能使用这个计算器。</p>");
        holds(&page, "<meta name=\"robots\" content=\"noindex, follow\">");
        assert!(!page.contains("data-calculator") && !page.contains("calc-core"), "{page}");
        holds(&folder.read("public/calculators/court-fee/index.html"), "data-calculator=\"court-fee\"");
    }
}

mod command_line {
    use super::*;

    fn calc(folder: &Site, words: &[&str]) -> Run {
        folder.run(&[&["calc"], words].concat())
    }

    fn outside(words: &[&str]) -> Run {
        calc(&Site::empty(), words)
    }

    const WORKED: [&str; 7] = [
        "penalty-interest", "principal=1万", "interest=150", "annual_rate=14.4%", "due=2026-02-20", "paid=2026-04-06",
        "compound=true",
    ];

    #[test]
    fn the_kinds_are_listed() {
        let said = outside(&[]);
        assert_eq!((said.status, said.stderr.as_str()), (0, ""));
        let first: Vec<&str> = said.stdout.lines().map(|l| l.split(' ').next().unwrap()).collect();
        assert_eq!(first, sitegen::calc::SPECS.map(|s| s.kind));
        assert_eq!(outside(&["--lang", "zh-CN"]).stdout.lines().next().unwrap(), "penalty-interest      逾期罚息计算器");
        let listed: Value = serde_json::from_str(&outside(&["--format", "json", "--lang", "en"]).stdout).unwrap();
        assert_eq!(listed[10]["kind"], "court-fee");
    }

    #[test]
    fn help_tells_inputs_defaults_and_law() {
        let said = outside(&["court-fee", "--help"]);
        assert_eq!((said.status, said.stderr.as_str()), (0, ""));
        assert_eq!(
            said.stdout,
            "court-fee  Court fees\n\
             The fees of first instance, appeal, counterclaim, payment order, execution and preservation by the amount in dispute.\n\n\
             Inputs\n  \
             amount  Amount in dispute (CNY)\n      \
             give 0.01 to 100,000,000.00 yuan with at most two decimals, like 12345, 12,345.67 or 1.2万\n      \
             The amount claimed or applied for; on appeal and retrial only the part in dispute. None for an objection to jurisdiction.\n  \
             proceeding  Proceeding\n      \
             default first_instance; give one of first_instance / appeal / counterclaim / retrial / payment_order / execution / preservation / jurisdiction\n      \
             A retrial costs only in two cases: new evidence, or a judgment of first instance that was not appealed (art. 9).\n  \
             halved  Halved\n      \
             default false; give true or false\n      \
             The fee of the case on settlement, withdrawal or under the summary procedure. Once only.\n\n\
             Results\n  \
             fee  Fee (CNY)\n  \
             fee_min  Fee, at least (CNY)\n  \
             fee_max  Fee, at most (CNY)\n\n\
             Legal basis\n  \
             Measures on litigation costs 13  First instance, by brackets\n  \
             Measures on litigation costs 14  Execution, preservation, payment order\n  \
             Measures on litigation costs 15  Halved on settlement or withdrawal\n  \
             Measures on litigation costs 16  Halved under the summary procedure\n  \
             Measures on litigation costs 17  An appeal pays on the part in dispute\n  \
             Measures on litigation costs 18  A counterclaim pays half\n  \
             Measures on litigation costs 19  A retrial that costs pays on the part in dispute\n  \
             Interpretation of the Civil Procedure Law (Fa Shi [2015] 5) 206  Halved only once\n  \
             Measures on litigation costs 20  Who pays in advance; the fee of execution afterwards\n  \
             Measures on litigation costs 29  Costs fall on the losing side\n  \
             Measures on litigation costs 44  Delay, reduction and waiver\n\n\
             Example\n  \
             sitegen calc court-fee amount=80000 proceeding=first_instance\n"
        );
    }

    #[test]
    fn people_get_a_table_in_their_language() {
        let said = outside(&[&WORKED[..], &["--lang", "zh-CN"]].concat());
        assert_eq!((said.status, said.stderr.as_str()), (0, ""));
        assert_eq!(
            said.stdout,
            "逾期罚息计算器\n\n  \
             罚息  2026-02-20 – 2026-04-06  45 天  21.6000%  270.00\n  \
             复利  2026-02-20 – 2026-04-06  45 天  21.6000%  4.05\n\n\
             逾期天数：45 天\n罚息：270.00 元\n复利：4.05 元\n应还总额：10,424.05 元\n罚息年利率：21.6000%\n\n\
             § 关于人民币贷款利率有关问题的通知（银发〔2003〕251号）第3条（据转载）\n§ 民法典第676条\n\
             § 关于人民币存贷款计结息问题的通知（银发〔2005〕129号）（未逐字核对）\n\
             § 关于进一步加强金融审判工作的若干意见（法发〔2017〕22号）第2条（未逐字核对）\n\
             仅供估算，不构成法律意见\n"
        );
    }

    #[test]
    fn scripts_get_json() {
        let said = outside(&[&WORKED[..], &["--json"]].concat());
        assert_eq!((said.status, said.stderr.as_str()), (0, ""));
        let answer: Value = serde_json::from_str(&said.stdout).unwrap();
        let line = |label: &str, amount: &str| json!({"label": label, "from": "2026-02-20", "to": "2026-04-06", "days": 45, "rate": "21.6000", "amount": amount});
        assert_eq!(
            answer,
            json!({
                "kind": "penalty-interest",
                "inputs": {
                    "principal": "10000.00", "interest": "150.00", "annual_rate": "14.4000", "surcharge": "50.0000",
                    "due": "2026-02-20", "paid": "2026-04-06", "year_basis": 360, "compound": true, "fees": "0.00",
                },
                "lines": [line("Penalty interest", "270.00"), line("Compound interest", "4.05")],
                "results": {"days": 45, "penalty": "270.00", "compound": "4.05", "total": "10424.05", "penalty_rate": "21.6000"},
                "notes": ["An estimate only; not legal advice"],
                "basis": [
                    {"law": "pboc-251", "article": "3", "v": "V2", "status": null},
                    {"law": "civil-code", "article": "676", "v": "V", "status": null},
                    {"law": "pboc-129", "article": "-", "v": "M", "status": null},
                    {"law": "fin-trial-2017", "article": "2", "v": "M", "status": null},
                ],
                "data_as_of": null,
            })
        );
    }

    #[test]
    fn rows_stand_in_one_word() {
        let words = ["delayed-performance", "debt=50000", "due=2026-03-31", "payments=2026-06-30:20000,2026-09-30:30000", "--json"];
        let answer: Value = serde_json::from_str(&outside(&words).stdout).unwrap();
        assert_eq!(
            answer["results"],
            json!({"days": 183, "doubled": "1279.25", "general": "0.00", "total": "51279.25", "paid_total": "50000.00", "left": "1279.25"})
        );
        assert_eq!(
            answer["inputs"]["payments"],
            json!([{"date": "2026-06-30", "amount": "20000.00"}, {"date": "2026-09-30", "amount": "30000.00"}])
        );
    }

    #[test]
    fn wrong_inputs_end_with_2_and_all_their_faults() {
        let site = Site::paged(); // without dated rates, whatever site may lie around the folder of the tests
        for (words, lang, told) in [
            (
                &["court-fee", "amount=abc", "halve=true"][..],
                "en",
                "sitegen: cannot run: Amount in dispute (amount): not a number; give 0.01 to 100,000,000.00 yuan with at most two decimals, like \
                 12345, 12,345.67 or 1.2万\n  halve: no such input; did you mean halved?\n",
            ),
            (
                &["court-fee", "amount=abc", "halve=true"],
                "zh-CN",
                "sitegen: 无法执行: 标的金额（amount）：不是有效的数字；应为0.01至100,000,000.00元，最多两位小数，如 12345、12,345.67、1.2万\n  \
                 halve：没有这一项；是否想写 halved\n",
            ),
            (
                &["card-plan", "balance=48632.57", "months=61", "first_due=2026-08-31"],
                "zh-CN",
                "sitegen: 无法执行: 期数（月）（months）：超出允许范围（个性化分期最长不得超过5年）；应为1至60的整数\n",
            ),
            (
                &["delayed-performance", "debt=50000", "due=2026-03-31", "payments=2026-06-30:20000,2026-09-31:1"],
                "en",
                "sitegen: cannot run: Part payments (payments) row 2 Paid on (date): not a date of the calendar; give a date from 1991-01-01 to \
                 2100-12-31, like 2026-04-06\n",
            ),
            (
                &["penalty-intrest"],
                "en",
                "sitegen: cannot run: penalty-intrest: there is no such calculator; sitegen calc lists them; did you mean penalty-interest?\n",
            ),
            (&["court-fee", "80000"], "zh-CN", "sitegen: 无法执行: 80000: 输入项写成 名称=值，例如 principal=10000\n"),
            (
                &["private-loan", "principal=1000", "annual_rate=24%", "contract=2023-07-01", "end=2024-07-01"],
                "en",
                "sitegen: cannot run: Contract date (contract): needs dated rates, and the site has none\n",
            ),
        ] {
            let said = calc(&site, &[words, &["--lang", lang]].concat());
            assert_eq!((said.status, said.stdout.as_str()), (2, ""), "{words:?}");
            assert_eq!(said.stderr, told, "{words:?}");
        }
    }

    #[test]
    fn the_law_of_a_result_is_printed_as_it_is_cited() {
        let folder = Site::paged();
        folder.write("content/deadlines.yaml", DEADLINES);
        let words = ["deadline", "rule=answer-simplified", "received=2026-09-15", "days=7", "--lang", "zh-CN"];
        let printed = calc(&folder, &words).stdout;
        assert!(printed.contains("\n§ 民事诉讼法第266、275条\n§ 民事诉讼法第85条\n"), "{printed}");
    }

    #[test]
    fn the_rates_are_those_of_the_site_around() {
        let folder = Site::paged();
        folder.write("content/rates.yaml", RATES);
        let loan = ["private-loan", "principal=1000", "annual_rate=24%", "contract=2023-07-01", "end=2024-07-01", "--json"];
        let answer: Value = serde_json::from_str(&calc(&folder, &loan).stdout).unwrap();
        assert_eq!((&answer["results"]["cap"], &answer["data_as_of"]), (&json!("14.20"), &json!("2026-05-20")));
    }
}

#[test]
fn the_schema_knows_every_kind_and_input() {
    let output = Site::empty().run(&["schema", "calculators", "--lang", "zh-CN"]);
    assert_eq!(output.status, 0);
    let schema: Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(schema["title"], "计算器代码块");
    let kinds = schema["oneOf"].as_array().unwrap();
    for (spec, kind) in sitegen::calc::SPECS.iter().zip(kinds) {
        assert_eq!(kind["properties"]["kind"]["const"], spec.kind);
        let names: Vec<&str> = spec.inputs.iter().map(|i| i.name).collect();
        assert!(names.iter().all(|n| kind["properties"][n]["description"].is_string()), "{kind}");
        assert_eq!(kind["properties"].as_object().unwrap().len(), names.len() + 1, "{kind}");
    }
    assert_eq!(kinds.len(), sitegen::calc::SPECS.len());
    assert_eq!(
        kinds[10],
        json!({
            "type": "object",
            "title": "诉讼费计算器",
            "description": "按争议金额分段算出一审、上诉、反诉的案件受理费，以及支付令、执行和保全的申请费。",
            "properties": {
                "kind": {"const": "court-fee", "description": "诉讼费计算器"},
                "amount": {
                    "type": ["number", "string"],
                    "description": "标的金额：诉讼请求、上诉或者申请的金额；上诉、再审只填不服的那一部分。管辖权异议不填。 \
                                    [应为0.01至100,000,000.00元，最多两位小数，如 12345、12,345.67、1.2万]",
                },
                "proceeding": {
                    "enum": [
                        "first_instance", "appeal", "counterclaim", "retrial", "payment_order", "execution", "preservation",
                        "jurisdiction",
                    ],
                    "default": "first_instance",
                    "description": "程序：再审一般不收费，只有两种情形要交：有新证据足以推翻原判决而申请再审的；对一审判决没有上诉、生效后又申请\
                                    再审的（第九条）。 [应为 first_instance / appeal / counterclaim / retrial / payment_order / execution / \
                                    preservation / jurisdiction 之一]",
                },
                "halved": {
                    "type": "boolean",
                    "default": false,
                    "description": "减半交纳：调解结案、撤诉或者适用简易程序的案件受理费。只能减一次。 [应为 true 或 false]",
                },
            },
            "required": ["kind"],
            "additionalProperties": false,
        })
    );
}
