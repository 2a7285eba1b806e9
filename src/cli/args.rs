//! Every command and flag, with help in both languages.

#![expect(clippy::disallowed_methods, reason = "the command line is read here, with what clap takes from the environment")]

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use clap_complete::Shell;

use super::{End, Trouble, pick, print};
use crate::diag::Lang;
use crate::model::schema;

pub(super) const LISTS: &[&str] = &["articles", "drafts", "lenders", "topics", "laws", "pages", "outputs", "stale"];

pub(super) fn command(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    let sub = |name: &'static str, zh: &'static str, en: &'static str| Command::new(name).about(t(zh, en));
    let word = |name: &'static str, zh: &'static str, en: &'static str| Arg::new(name).help(t(zh, en));
    let option =
        |name: &'static str, zh: &'static str, en: &'static str| Arg::new(name).long(name).help(t(zh, en)).value_name("NAME");
    Command::new("sitegen")
        .version(env!("CARGO_PKG_VERSION"))
        .about(t(
            "把 Markdown 文章库生成为互相链接、经过检查的静态网站",
            "Turns a library of Markdown articles into a linked, checked, static site",
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .args(common(lang))
        .subcommand(
            sub("build", "检查并生成网站", "Check everything and write the site")
                .arg(
                    option(
                        "since",
                        "changes.json 与这份 manifest.json 比较；默认与上一次生成的结果比较",
                        "Compare with this manifest.json for changes.json; default: with the last build",
                    )
                    .value_name("FILE")
                    .value_parser(value_parser!(PathBuf)),
                )
                .arg(baseline(lang)),
        )
        .subcommand(
            sub("check", "只检查，不写任何文件；可以只检查几个文件", "Check everything, or only some files; write nothing")
                .arg(files(t("只检查这些文件或文件夹", "Check only these files or folders")))
                .arg(
                    Arg::new("watch")
                        .long("watch")
                        .action(ArgAction::SetTrue)
                        .help(t("每次保存后再检查一次，按 Ctrl-C 结束", "Check again after each save; Ctrl-C stops it"))
                        .conflicts_with_all(["write-baseline", "update-baseline", "report"]),
                )
                .args(report(lang)),
        )
        .subcommand(
            sub(
                "serve",
                "在浏览器里预览，保存后自动刷新；草稿和未到日期的文章也显示",
                "Preview the site in a browser and reload it after each save; shows drafts and future articles",
            )
            .arg(
                word("host", "监听的地址；默认只有本机能访问", "Address to listen on; default: localhost only")
                    .long("host")
                    .value_name("ADDRESS"),
            )
            .arg(
                word("port", "端口；默认取 8000 起第一个空闲的", "Port; default: the first free one from 8000")
                    .long("port")
                    .value_name("PORT")
                    .value_parser(value_parser!(u16)),
            ),
        )
        .subcommand(
            sub("init", "在空文件夹里建立一个小站点", "Create a small site in an empty folder")
                .arg(word("dir", "文件夹", "The folder").required(true).value_parser(value_parser!(PathBuf))),
        )
        .subcommand(
            sub("new", "新建一篇文章，填好信息栏", "Create an article with its front matter filled in")
                .arg(word("title", "标题", "Title of the article").required(true))
                .arg(option("lender", "机构：slug、名称或别名", "Lender: slug, name or alias"))
                .arg(
                    option("topic", "主题：slug、标题或别名；可写多次", "Topic: slug, title or alias; may be repeated")
                        .action(ArgAction::Append),
                )
                .arg(option(
                    "slug",
                    "网址里的名称，也是文件名；默认由标题得出",
                    "Name in the address, and file name; default: derived from the title",
                ))
                .arg(option("author", "作者：编号或姓名", "Author: id or name")),
        )
        .subcommand(
            sub("list", "列出文章、登记表或需要复核的文章", "List articles, registers or articles due for review")
                .arg(word("what", "列什么", "What to list").required(true).value_parser(PossibleValuesParser::new(LISTS))),
        )
        .subcommand(
            sub("fix", "自动改正不影响意思的毛病：半角标点、多余空格", "Apply safe fixes: half-width punctuation, extra spaces")
                .arg(files(t("只改这些文件或文件夹", "Fix only these files or folders")))
                .arg(
                    Arg::new("dry-run")
                        .long("dry-run")
                        .short('n')
                        .action(ArgAction::SetTrue)
                        .help(t("不写文件，只显示会怎样改", "Write nothing; print the changes as a diff")),
                ),
        )
        .subcommand(review(lang))
        .subcommand(laws(lang))
        .subcommand(
            sub(
                "explain",
                "说明一个编号（不写则列出全部），或说明文章为什么相关",
                "Explain a code (default: list all codes), or why articles are related",
            )
            .arg(word("what", "编号，如 SG204；或 related", "A code such as SG204, or related"))
            .arg(word("slug", "related：文章的 slug", "With related: slug of the article"))
            .arg(word(
                "other",
                "related：另一篇文章的 slug，说明它在不在列表里，为什么",
                "With related: slug of a second article; says whether it is listed, and why",
            )),
        )
        .subcommand(
            sub("schema", "输出编辑器用的 JSON Schema", "Print a JSON Schema for editors").arg(
                word("of", "描述什么", "What the schema describes")
                    .default_value("front-matter")
                    .value_parser(PossibleValuesParser::new(schema::names())),
            ),
        )
        .subcommand(
            sub("completions", "输出命令补全脚本", "Print a completion script for a shell")
                .arg(word("shell", "Shell 的名称", "Name of the shell").required(true).value_parser(value_parser!(Shell))),
        )
        .subcommand(
            sub(
                "calc",
                "计算罚息、利率上限、诉讼费等；不写名称则列出全部计算器",
                "Compute penalty interest, rate caps, court fees and more; default: list all calculators",
            )
            .disable_help_flag(true)
            .arg(word("kind", "计算器名称", "Name of the calculator"))
            .arg(word("inputs", "输入项，写成 名称=值", "Inputs, as name=value").action(ArgAction::Append).num_args(0..))
            .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help(t("输出 JSON", "Print JSON")))
            .arg(
                Arg::new("help")
                    .long("help")
                    .short('h')
                    .action(ArgAction::SetTrue)
                    .help(t("列出这个计算器的输入项", "Show the inputs of this calculator")),
            ),
        )
        .subcommand(sub("clean", "删除生成的文件，其他文件不动", "Remove the generated files and nothing else"))
}

fn baseline(lang: Lang) -> Arg {
    let help = pick(lang, "基线文件：其中的旧问题不计，只有新问题才算失败", "File of accepted findings; only new findings count");
    Arg::new("baseline").long("baseline").value_name("FILE").help(help).value_parser(value_parser!(PathBuf))
}

/// Flags that only `check` has.
fn report(lang: Lang) -> [Arg; 4] {
    let flag = |name: &'static str, zh: &'static str, en: &'static str| {
        let arg = Arg::new(name).long(name).help(pick(lang, zh, en)).action(ArgAction::SetTrue);
        arg.requires("baseline").conflicts_with("file")
    };
    let page = pick(lang, "另写一页可以打印的报告", "Also write a printable report");
    [
        baseline(lang),
        flag("write-baseline", "把今天的问题写成基线文件", "Write today's findings as a baseline")
            .conflicts_with("update-baseline"),
        flag(
            "update-baseline",
            "从基线文件里去掉已经改好的问题；从不添加",
            "Remove fixed findings from the baseline; never adds any",
        ),
        Arg::new("report").long("report").value_name("FILE").help(page).value_parser(value_parser!(PathBuf)),
    ]
}

fn files(help: &'static str) -> Arg {
    Arg::new("file").value_name("FILE").help(help).action(ArgAction::Append).num_args(0..).value_parser(value_parser!(PathBuf))
}

fn laws(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    let csv = || {
        Arg::new("csv")
            .long("csv")
            .action(ArgAction::SetTrue)
            .help(t("输出 CSV，可以用表格软件打开", "Print CSV for a spreadsheet"))
    };
    Command::new("laws")
        .about(t(
            "列出法律登记表、引用某部法律的地方，或还没有登记的法律",
            "List the register of laws, the citations of a law, or cited laws that are not registered",
        ))
        .subcommand(
            Command::new("impact")
                .about(t("列出引用一部法律（或其中一条）的每一处", "List every citation of a law, or of one article of it"))
                .arg(
                    Arg::new("law")
                        .required(true)
                        .help(t("编号或标题，可加条号：civil-code#676", "Id or title, optionally with an article: civil-code#676")),
                )
                .arg(csv()),
        )
        .subcommand(
            Command::new("unknown")
                .about(t(
                    "列出正文引用而登记表里没有的法律，引用最多的在前",
                    "List cited laws that are not registered, most cited first",
                ))
                .arg(csv()),
        )
}

fn review(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    let valued = |name: &'static str, value: &'static str, zh: &'static str, en: &'static str| {
        Arg::new(name).long(name).value_name(value).help(t(zh, en)).requires("article")
    };
    Command::new("review")
        .about(t(
            "按律师列出过期和快到期的审核，或记录一篇文章的审核",
            "List overdue and upcoming reviews by lawyer, or record the review of an article",
        ))
        .arg(
            Arg::new("article")
                .value_name("SLUG")
                .help(t("要记录审核的文章：slug 或文件路径", "Article to record a review for: slug or path"))
                .requires_all(["by", "until"]),
        )
        .arg(valued("by", "ID", "审核律师：people.yaml 里的编号或姓名", "Reviewing lawyer: id or name in people.yaml"))
        .arg(valued("on", "DATE", "审核日期；默认今天", "Date of the review; default: today"))
        .arg(valued("until", "DATE", "审核有效期的最后一天", "Last day on which the review is valid"))
        .arg(
            Arg::new("csv")
                .long("csv")
                .action(ArgAction::SetTrue)
                .help(t("输出 CSV，供电子表格打开", "Print CSV for a spreadsheet"))
                .conflicts_with("article"),
        )
}

/// Flags of every command. An empty environment variable counts as unset, because CI services pass unset values as empty text.
fn common(lang: Lang) -> Vec<Arg> {
    let is_empty = |arg: &Arg| arg.get_env().and_then(std::env::var_os).is_some_and(|v| v.is_empty());
    flags(lang).into_iter().map(|arg| if is_empty(&arg) { arg.env(None) } else { arg }).collect()
}

fn flags(lang: Lang) -> Vec<Arg> {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    let valued = |name: &'static str, value: &'static str, zh: &'static str, en: &'static str| {
        Arg::new(name).long(name).value_name(value).help(t(zh, en)).global(true)
    };
    let flag = |name: &'static str, zh: &'static str, en: &'static str| {
        Arg::new(name)
            .long(name)
            .help(t(zh, en))
            .global(true)
            .action(ArgAction::SetTrue)
            .value_parser(clap::builder::FalseyValueParser::new())
    };
    let path = |arg: Arg, env: &'static str| arg.env(env).value_parser(value_parser!(PathBuf));
    vec![
        path(
            valued(
                "root",
                "DIR",
                "站点文件夹；默认从当前文件夹向上找 sitegen.yaml",
                "Site folder; default: the nearest folder, from here upwards, with a sitegen.yaml",
            )
            .short('r'),
            "SITEGEN_ROOT",
        ),
        path(
            valued(
                "config",
                "FILE",
                "设置文件；默认为站点文件夹里的 sitegen.yaml",
                "Settings file; default: sitegen.yaml in the site folder",
            )
            .short('c'),
            "SITEGEN_CONFIG",
        ),
        path(
            valued(
                "output-dir",
                "DIR",
                "输出文件夹；默认为站点文件夹里的 public",
                "Output folder; default: public in the site folder",
            )
            .short('o'),
            "SITEGEN_OUTPUT_DIR",
        ),
        valued("base-url", "URL", "代替设置里的 base_url", "Replaces base_url of the settings").short('u').env("SITEGEN_BASE_URL"),
        flag("drafts", "同时生成草稿", "Also publish drafts").env("SITEGEN_DRAFTS"),
        flag("future", "同时生成未到日期的文章", "Also publish articles dated in the future").env("SITEGEN_FUTURE"),
        flag("strict", "有警告也算失败", "Let warnings fail the command").env("SITEGEN_STRICT"),
        valued(
            "as-of",
            "YYYY-MM-DD",
            "按这一天生成；默认取 SOURCE_DATE_EPOCH，没有时取今天",
            "Date to build for; default: SOURCE_DATE_EPOCH, then today",
        )
        .env("SITEGEN_AS_OF"),
        valued("format", "FORMAT", "检查结果的格式", "Format of findings")
            .env("SITEGEN_FORMAT")
            .value_parser(["human", "short", "json", "github"]),
        valued("lang", "LANG", "提示的语言", "Language of messages")
            .env("SITEGEN_LANG")
            .value_parser([PossibleValue::new("zh-CN").aliases(["zh", "zh_CN", "zh-Hans"]), PossibleValue::new("en")]),
        valued("jobs", "N", "线程数；默认等于处理器数", "Number of threads; default: number of processors")
            .short('j')
            .env("SITEGEN_JOBS")
            .value_parser(value_parser!(u16).range(1..=256)),
        flag("quiet", "只输出检查结果", "Print findings only").short('q').env("SITEGEN_QUIET"),
        flag("verbose", "输出更多信息，例如页面为什么重新生成", "Print more, such as why a page is rendered again")
            .short('v')
            .env("SITEGEN_VERBOSE"),
    ]
}

pub(super) fn completions(lang: Lang, args: &ArgMatches) -> Result<End, Trouble> {
    let Some(shell) = args.get_one::<Shell>("shell") else { return Ok(End::Fine) };
    let mut script = Vec::new();
    clap_complete::generate(*shell, &mut command(lang), "sitegen", &mut script);
    print(&String::from_utf8_lossy(&script))
}
