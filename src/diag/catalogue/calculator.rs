//! SG3xx: calculators.

use super::faults;

faults! {
    /// What can be wrong with a calculator in a text.
    CalculatorFault {
        301 Error CalculatorSyntax { detail_zh: String, detail: String }
        zh "计算器代码块的 YAML 写法有误：{detail_zh}", "每行一个「键: 值」，冒号用半角，后面空一格；第一行写 kind: 计算器名称";
        en "the calculator block is not valid YAML: {detail}", "write one `key: value` a line, with a space after the colon; the first line is `kind:`";
        explain zh "计算器写成以 ```calculator 开头的代码块，里面是 YAML：第一行是 kind，其余各行是输入项。例如：\n\n```calculator\nkind: court-fee\namount: 80000\nproceeding: first_instance\n```\n\n运行 `sitegen calc` 查看全部计算器，`sitegen calc court-fee --help` 查看输入项。",
        en "A calculator is a code block that starts with ```calculator and holds YAML: `kind` first, then its inputs. For example:\n\n```calculator\nkind: court-fee\namount: 80000\nproceeding: first_instance\n```\n\n`sitegen calc` lists the calculators, `sitegen calc court-fee --help` a calculator's inputs.";

        302 Error CalculatorKind { kind: String, allowed: String }
        zh "没有名为「{kind}」的计算器", "kind 可以是：{allowed}";
        en "there is no calculator `{kind}`", "kind may be: {allowed}";
        explain zh "kind 决定这是哪一种计算器，例如 penalty-interest（逾期罚息）或 court-fee（诉讼费）。缺少 kind 时程序不知道该算什么。",
        en "`kind` says which calculator it is, such as penalty-interest or court-fee. Without it the program cannot know what to compute.";

        303 Error CalculatorInput { kind: String, problem_zh: String, problem: String }
        zh "计算器的输入有误：{problem_zh}", "运行 `sitegen calc {kind} --help` 查看每个输入项的写法和范围";
        en "the calculator cannot take this: {problem}", "`sitegen calc {kind} --help` tells how each input is written and its bounds";
        explain zh "计算器的某个输入项缺少、写错或超出范围。计算结果会印在文章里给读者看，所以输入有误时不生成页面。金额写 12345 或 12,345.67，比率写 14.4%，日期写 2026-03-09。",
        en "An input of the calculator is missing, wrong or out of bounds. Its result is printed in the article, so nothing is published while an input is wrong. Write amounts as 12345 or 12,345.67, rates as 14.4%, dates as 2026-03-09.";

        304 Error CalculatorRates { kind: String }
        zh "计算器「{kind}」要用公布的利率，但站点没有可用的 content/rates.yaml", "加上 content/rates.yaml，其中要有 id 为 lpr 的利率表";
        en "the calculator `{kind}` needs published rates, but the site has no usable content/rates.yaml", "add content/rates.yaml with a table whose id is lpr";
        explain zh "有的计算器按日期查一年期 LPR，例如民间借贷利率上限。利率表写在 content/rates.yaml 里，要注明来源和核对到哪一天。",
        en "Some calculators look up the one-year LPR by date, such as the cap on private loans. The table stands in content/rates.yaml with its source and the day up to which it was checked.";

        305 Warning CalculatorDoubt { problem_zh: String, problem: String }
        zh "计算结果旁边会显示提醒：{problem_zh}", "核对输入；如果提到利率数据的日期，请核对并更新 content/rates.yaml";
        en "the result carries a warning: {problem}", "check the inputs; where it speaks of the date of the rates, check and update content/rates.yaml";
        explain zh "计算器得出了结果，但有理由提醒读者，例如所用利率表的核对日期已过去太久，或者罚息上浮比例超出常见范围。提醒会和结果一起显示。",
        en "The calculator has a result, but a reader should know something about it: the table of rates was checked too long ago, say, or the surcharge lies outside the usual range. The warning is shown beside the result.";
    }
}
