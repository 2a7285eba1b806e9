//! Every command and flag, with help in both languages.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use clap_complete::Shell;

use super::{End, Trouble, pick, print};
use crate::diag::Lang;
use crate::model::schema;

/// What can be listed.
pub(super) const LISTS: &[&str] = &["articles", "drafts", "lenders", "topics", "laws", "pages", "stale"];

/// The command line.
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
                        "与这份 manifest.json 比较来写 changes.json；默认与上一次生成的比较",
                        "Tell the changes against this manifest.json; by default against the last build",
                    )
                    .value_name("FILE")
                    .value_parser(value_parser!(PathBuf)),
                )
                .arg(baseline(lang)),
        )
        .subcommand(
            sub(
                "check",
                "只检查，不写任何文件；可以只检查几个文件",
                "The same findings as build, of all or of some files; writes nothing",
            )
            .arg(files(t("只检查这些文件或文件夹", "Check only these files or folders")))
            .arg(
                Arg::new("watch")
                    .long("watch")
                    .action(ArgAction::SetTrue)
                    .help(t("每次保存后再检查一次，按 Ctrl-C 结束", "Check again after each save, until Ctrl-C"))
                    .conflicts_with_all(["write-baseline", "update-baseline", "report"]),
            )
            .args(report(lang)),
        )
        .subcommand(
            sub(
                "serve",
                "在浏览器里预览，保存后自动刷新；草稿和未到日期的文章也显示",
                "Preview in a browser, shown anew when a file is saved; drafts and future articles too",
            )
            .arg(
                word("host", "监听的地址；默认只有本机能看", "Address to listen at; by default only this computer can look")
                    .long("host")
                    .value_name("ADDRESS"),
            )
            .arg(
                word("port", "端口；默认取 8000 起第一个空闲的", "Port; by default the first free one from 8000")
                    .long("port")
                    .value_name("PORT")
                    .value_parser(value_parser!(u16)),
            ),
        )
        .subcommand(
            sub("init", "在空文件夹里建立一个小站点", "Write a small site into an empty folder")
                .arg(word("dir", "文件夹", "The folder").required(true).value_parser(value_parser!(PathBuf))),
        )
        .subcommand(
            sub("new", "新建一篇文章，填好信息栏", "Write a new article with its front matter filled in")
                .arg(word("title", "标题", "Its title").required(true))
                .arg(option("lender", "机构：slug、名称或别名", "Its lender: slug, name or alias"))
                .arg(
                    option(
                        "topic",
                        "主题：slug、标题或别名；可写多次",
                        "A topic: slug, title or alias; may be given several times",
                    )
                    .action(ArgAction::Append),
                )
                .arg(option(
                    "slug",
                    "网址里的名称，也是文件名；默认取自标题",
                    "Its name in the address and its file; taken from the title by default",
                ))
                .arg(option("author", "作者：编号或姓名", "Its author: id or name")),
        )
        .subcommand(
            sub("list", "列出文章、登记表或需要复核的文章", "List articles, registers, or articles due for review")
                .arg(word("what", "列什么", "What to list").required(true).value_parser(PossibleValuesParser::new(LISTS))),
        )
        .subcommand(
            sub("fix", "改正不影响意思的小毛病：标点宽度、多余空格", "Mend what changes no meaning: width of marks, blanks")
                .arg(files(t("只改这些文件或文件夹", "Only these files or folders")))
                .arg(
                    Arg::new("dry-run")
                        .long("dry-run")
                        .short('n')
                        .action(ArgAction::SetTrue)
                        .help(t("不写文件，只显示会怎样改", "Write nothing; show the changes as a diff")),
                ),
        )
        .subcommand(review(lang))
        .subcommand(laws(lang))
        .subcommand(
            sub(
                "explain",
                "解释一个检查编号（不写则列出全部），或文章为什么相关",
                "Explain a code (without one, list them all), or why articles are related",
            )
            .arg(word("what", "编号，如 SG204；或 related", "A code, such as SG204; or related"))
            .arg(word("slug", "related：文章的 slug", "With related: an article's slug"))
            .arg(word(
                "other",
                "related：另一篇的 slug，说明它在不在列表里",
                "With related: another's slug, to say how it stands to the list",
            )),
        )
        .subcommand(sub("schema", "输出编辑器用的 JSON Schema", "Print a JSON Schema for editors").arg(
            word("of", "哪一种", "Of what").default_value("front-matter").value_parser(PossibleValuesParser::new(schema::names())),
        ))
        .subcommand(
            sub("completions", "输出命令补全脚本", "Print a shell's completion script")
                .arg(word("shell", "命令行外壳", "The shell").required(true).value_parser(value_parser!(Shell))),
        )
        .subcommand(
            sub(
                "calc",
                "计算罚息、利率上限、诉讼费等；不写名称则列出全部计算器",
                "Compute penalty interest, rate caps, court fees …; without a kind, list them",
            )
            .disable_help_flag(true)
            .arg(word("kind", "计算器名称", "The calculator"))
            .arg(word("inputs", "输入项，写成 名称=值", "Its inputs, as name=value").action(ArgAction::Append).num_args(0..))
            .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help(t("输出 JSON", "Print JSON")))
            .arg(
                Arg::new("help")
                    .long("help")
                    .short('h')
                    .action(ArgAction::SetTrue)
                    .help(t("这个计算器的输入项", "The inputs of this calculator")),
            ),
        )
        .subcommand(sub("clean", "删除生成的文件，其他文件不动", "Remove what was generated and nothing else"))
}

fn baseline(lang: Lang) -> Arg {
    let help = pick(lang, "基线文件：其中的旧问题不算，只有新的才算失败", "A file of accepted findings: only new ones count");
    Arg::new("baseline").long("baseline").value_name("FILE").help(help).value_parser(value_parser!(PathBuf))
}

/// Flags of `check` alone.
fn report(lang: Lang) -> [Arg; 4] {
    let flag = |name: &'static str, zh: &'static str, en: &'static str| {
        let arg = Arg::new(name).long(name).help(pick(lang, zh, en)).action(ArgAction::SetTrue);
        arg.requires("baseline").conflicts_with("file")
    };
    let page = pick(lang, "另写一页可以打印的报告", "Also write a report page that can be printed");
    [
        baseline(lang),
        flag("write-baseline", "把今天的问题写成基线文件", "Write today's findings as a baseline")
            .conflicts_with("update-baseline"),
        flag(
            "update-baseline",
            "从基线文件里去掉已经改好的；从不添加",
            "Take what is mended out of the baseline; never adds to it",
        ),
        Arg::new("report").long("report").value_name("FILE").help(page).value_parser(value_parser!(PathBuf)),
    ]
}

/// Files that are named.
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
            "法律登记表：列出、查谁引用、查还没有登记的",
            "The register of laws: list it, who cites a law, what is not registered",
        ))
        .subcommand(
            Command::new("impact")
                .about(t("引用一部法律（或其中一条）的每一处", "Every place that cites a law, or one article of it"))
                .arg(
                    Arg::new("law").required(true).help(t(
                        "编号或标题，可加条号：civil-code#676",
                        "Its id or title, perhaps with an article: civil-code#676",
                    )),
                )
                .arg(csv()),
        )
        .subcommand(
            Command::new("unknown")
                .about(t("正文引用、登记表里没有的法律，引用最多的在前", "Laws cited and not registered, most cited first"))
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
            "按律师列出过期和快到期的审核；或在一篇文章里记下审核",
            "List overdue and due reviews by lawyer, or record one in an article",
        ))
        .arg(
            Arg::new("article")
                .value_name("SLUG")
                .help(t("要记下审核的文章：slug 或文件路径", "The article whose review is recorded: its slug or path"))
                .requires_all(["by", "until"]),
        )
        .arg(valued("by", "ID", "审核律师：people.yaml 里的编号或姓名", "The lawyer: id or name in people.yaml"))
        .arg(valued("on", "DATE", "审核日期；默认今天", "The day of the review; today by default"))
        .arg(valued("until", "DATE", "审核有效期的最后一天", "The last day on which it holds"))
        .arg(
            Arg::new("csv")
                .long("csv")
                .action(ArgAction::SetTrue)
                .help(t("输出 CSV，供电子表格打开", "Print CSV for a spreadsheet"))
                .conflicts_with("article"),
        )
}

/// Flags of every command. An empty variable is none: so CI services hand over what is not set.
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
                "The site's folder; by default found upwards by its sitegen.yaml",
            )
            .short('r'),
            "SITEGEN_ROOT",
        ),
        path(
            valued(
                "config",
                "FILE",
                "设置文件；默认为站点文件夹里的 sitegen.yaml",
                "The settings file; by default sitegen.yaml in the site's folder",
            )
            .short('c'),
            "SITEGEN_CONFIG",
        ),
        path(
            valued(
                "output-dir",
                "DIR",
                "输出文件夹；默认为站点文件夹里的 public",
                "The output folder; by default public in the site's folder",
            )
            .short('o'),
            "SITEGEN_OUTPUT_DIR",
        ),
        valued("base-url", "URL", "代替设置里的 base_url", "In place of base_url in the settings")
            .short('u')
            .env("SITEGEN_BASE_URL"),
        flag("drafts", "草稿也生成", "Publish drafts too").env("SITEGEN_DRAFTS"),
        flag("future", "未到日期的文章也生成", "Publish articles dated in the future too").env("SITEGEN_FUTURE"),
        flag("strict", "有警告也算失败", "Warnings fail, too").env("SITEGEN_STRICT"),
        valued(
            "as-of",
            "YYYY-MM-DD",
            "按这一天生成；默认取 SOURCE_DATE_EPOCH，再取今天",
            "The day to build for; else SOURCE_DATE_EPOCH, else today",
        )
        .env("SITEGEN_AS_OF"),
        valued("format", "FORMAT", "检查结果的格式", "How findings are printed")
            .env("SITEGEN_FORMAT")
            .value_parser(["human", "short", "json", "github"]),
        valued("lang", "LANG", "提示语言", "Language of messages")
            .env("SITEGEN_LANG")
            .value_parser([PossibleValue::new("zh-CN").aliases(["zh", "zh_CN", "zh-Hans"]), PossibleValue::new("en")]),
        valued("jobs", "N", "同时工作的线程数；默认等于处理器数", "Threads; by default as many as processors")
            .short('j')
            .env("SITEGEN_JOBS")
            .value_parser(value_parser!(u16).range(1..=256)),
        flag("quiet", "只输出检查结果", "Print findings only").short('q').env("SITEGEN_QUIET"),
        flag("verbose", "多说一些", "Say more").short('v').env("SITEGEN_VERBOSE"),
    ]
}

/// Prints a shell's completion script.
pub(super) fn completions(lang: Lang, args: &ArgMatches) -> Result<End, Trouble> {
    let Some(shell) = args.get_one::<Shell>("shell") else { return Ok(End::Fine) };
    let mut script = Vec::new();
    clap_complete::generate(*shell, &mut command(lang), "sitegen", &mut script);
    print(&String::from_utf8_lossy(&script))
}
