//! Every command and flag, with help in both languages.

#![expect(clippy::disallowed_methods, reason = "the command line is read here, with what clap takes from the environment")]

mod cleanup;
mod fix;
mod hosting;
mod list;

use std::path::PathBuf;

use clap::builder::{FalseyValueParser, PossibleValue, PossibleValuesParser};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use clap_complete::Shell;

use super::{CliError, Outcome, print};
use crate::diag::Lang;
use crate::model::ledger::AddressState;
use crate::model::mapping::SourceKind;
use crate::model::schema;
use crate::text::localized;

pub(super) fn command(lang: Lang) -> Command {
    let help = Help(lang);
    help.command(
        "sitegen",
        "把 Markdown 文章库生成为互相链接、经过检查的静态网站",
        "Turns a library of Markdown articles into a linked, checked, static site",
    )
    .version(env!("CARGO_PKG_VERSION"))
    .subcommand_required(true)
    .arg_required_else_help(true)
    .args(help.common())
    .subcommands([
        help.build(),
        help.check(),
        help.serve(),
        help.lsp(),
        help.command(
            "init",
            "在空文件夹里建立一个小站点（已经 git init 的也可以）",
            "Create a small site in an empty folder (after git init, too)",
        )
        .arg(help.word("dir", "文件夹", "The folder").required(true).value_parser(value_parser!(PathBuf))),
        help.new_article(),
        help.list(),
        help.fix(),
        help.review(),
        help.laws(),
        help.urls(),
        help.explain(),
        help.command("schema", "输出编辑器用的 JSON Schema", "Print a JSON Schema for editors").arg(
            help.word("of", "描述什么", "What the schema describes")
                .default_value("front-matter")
                .value_parser(PossibleValuesParser::new(schema::names())),
        ),
        help.command("completions", "输出命令补全脚本", "Print a completion script for a shell")
            .arg(help.word("shell", "Shell 的名称", "Name of the shell").required(true).value_parser(value_parser!(Shell))),
        help.calc(),
        help.import(),
        help.triage(),
        help.merge(),
        help.baseline_file(),
        help.work(),
        help.report(),
        help.deploy(),
        help.history(),
        help.withdraw(),
        help.hosting(),
        help.command("clean", "删除生成的文件，其他文件不动", "Remove the generated files and nothing else"),
    ])
}

#[derive(Clone, Copy)]
struct Help(Lang);

impl Help {
    fn command(self, name: &'static str, zh: &'static str, en: &'static str) -> Command {
        Command::new(name).about(localized(self.0, [zh, en]))
    }

    fn word(self, name: &'static str, zh: &'static str, en: &'static str) -> Arg {
        Arg::new(name).help(localized(self.0, [zh, en]))
    }

    /// `--name VALUE`
    fn option(self, name: &'static str, value: &'static str, zh: &'static str, en: &'static str) -> Arg {
        self.word(name, zh, en).long(name).value_name(value)
    }

    /// `--name PATH`
    fn path(self, name: &'static str, value: &'static str, zh: &'static str, en: &'static str) -> Arg {
        self.option(name, value, zh, en).value_parser(value_parser!(PathBuf))
    }

    /// `--name`
    fn flag(self, name: &'static str, zh: &'static str, en: &'static str) -> Arg {
        self.word(name, zh, en).long(name).action(ArgAction::SetTrue)
    }

    fn files(self, zh: &'static str, en: &'static str) -> Arg {
        self.word("file", zh, en).value_name("FILE").action(ArgAction::Append).num_args(0..).value_parser(value_parser!(PathBuf))
    }

    fn build(self) -> Command {
        let zh = "changes.json 与这份 manifest.json 比较；默认与上一次生成的结果比较";
        let en = "Compare with this manifest.json for changes.json; default: with the last build";
        let build = self.command("build", "检查并生成网站", "Check everything and write the site");
        build.arg(self.path("since", "FILE", zh, en)).arg(self.index_loss()).args(self.ratchet()).args(self.selection())
    }

    fn index_loss(self) -> Arg {
        let en = "Accept that more than 10 % of the addresses leave search engines (SG607)";
        self.flag("accept-index-loss", "允许超过一成的网址退出搜索引擎（SG607）", en)
    }

    /// Flags that choose what is printed of the findings.
    fn selection(self) -> [Arg; 2] {
        let zh = "列出全部警告；默认每个编号只列 10 处，错误最多 200 个";
        let all = self.flag("all", zh, "Print all findings; default: 10 warnings of each code, and at most 200 errors");
        let zh = "只列出这些编号，如 SG551，SG2 指 SG2 开头的全部；总数和退出状态不变";
        let en = "Print only these codes: SG551, or SG2 for all that start so; totals and exit status stay";
        [all, self.option("code", "CODES", zh, en).action(ArgAction::Append)]
    }

    fn check(self) -> Command {
        let en = "Check everything, or only some files; write nothing";
        let watch = self.flag("watch", "每次保存后再检查一次，按 Ctrl-C 结束", "Check again after each save; Ctrl-C stops it");
        let write = self.flag("write-baseline", "把今天的问题写成基线文件", "Write today's findings as a baseline");
        let (zh, update) = ("从基线文件里去掉已经改好的问题；从不添加", "Remove fixed findings from the baseline; never adds any");
        let update = self.flag("update-baseline", zh, update);
        self.command("check", "只检查，不写任何文件；可以只检查几个文件", en)
            .arg(self.files("只检查这些文件或文件夹", "Check only these files or folders"))
            .arg(watch.conflicts_with_all(["write-baseline", "update-baseline", "report"]))
            .arg(self.index_loss())
            .args(self.ratchet())
            .arg(write.requires("baseline").conflicts_with_all(["file", "update-baseline"]))
            .arg(update.requires("baseline").conflicts_with("file"))
            .arg(self.path("report", "FILE", "另写一页可以打印的报告", "Also write a printable report"))
            .args(self.selection())
    }

    fn serve(self) -> Command {
        let zh = "在浏览器里预览，保存后自动刷新；草稿和未到日期的文章也显示";
        let en = "Preview the site in a browser and reload it after each save; shows drafts and future articles";
        let host =
            self.option("host", "ADDRESS", "监听的地址；默认只有本机能访问", "Address to listen on; default: localhost only");
        let port = self.option("port", "PORT", "端口；默认取 8000 起第一个空闲的", "Port; default: the first free one from 8000");
        self.command("serve", zh, en).arg(host).arg(port.value_parser(value_parser!(u16)))
    }

    fn lsp(self) -> Command {
        let zh = "语言服务器：编辑器通过它边写边显示问题和改法（由编辑器启动）";
        let en = "Language server: editors start it to show findings and remedies while a text is written";
        self.command("lsp", zh, en)
    }

    fn new_article(self) -> Command {
        let (zh, en) = ("主题：slug、标题或别名；可写多次", "Topic: slug, title or alias; may be repeated");
        let topic = self.option("topic", "NAME", zh, en).action(ArgAction::Append);
        let zh = "网址里的名称，也是文件名；默认由标题得出";
        let slug = self.option("slug", "NAME", zh, "Name in the address, and file name; default: derived from the title");
        self.command("new", "新建一篇文章，填好信息栏", "Create an article with its front matter filled in")
            .arg(self.word("title", "标题", "Title of the article").required(true))
            .arg(self.option("lender", "NAME", "机构：slug、名称或别名", "Lender: slug, name or alias"))
            .arg(topic)
            .arg(slug)
            .arg(self.option("author", "NAME", "作者：编号或姓名", "Author: id or name"))
    }

    fn review(self) -> Command {
        let zh = "按律师列出过期和快到期的审核，或记录文章的审核";
        let en = "List overdue and upcoming reviews by lawyer, or record the review of articles";
        let (article, path) = ("要记录审核的文章：slug 或文件路径，可以有多篇", "Articles to record a review for: slugs or paths");
        let article = self.word("article", article, path).value_name("SLUG").action(ArgAction::Append).num_args(0..);
        let article = article.requires_all(["by", "until"]);
        let by = self.option("by", "ID", "审核律师：people.yaml 里的编号或姓名", "Reviewing lawyer: id or name in people.yaml");
        let on = self.option("on", "DATE", "审核日期；默认今天", "Date of the review; default: today");
        let until = self.option("until", "DATE", "审核有效期的最后一天", "Last day on which the review is valid");
        let csv = self.flag("csv", "输出 CSV，供电子表格打开", "Print CSV for a spreadsheet");
        let options = [by, on, until].map(|option| option.requires("article"));
        self.command("review", zh, en).arg(article).args(options).arg(csv.conflicts_with("article"))
    }

    fn laws(self) -> Command {
        let zh = "列出法律登记表、引用某部法律的地方，或还没有登记的法律";
        let en = "List the register of laws, the citations of a law, or cited laws that are not registered";
        let csv = self.flag("csv", "输出 CSV，可以用表格软件打开", "Print CSV for a spreadsheet");
        let (law, id) = ("编号或标题，可加条号：civil-code#676", "Id or title, optionally with an article: civil-code#676");
        let impact = ("列出引用一部法律（或其中一条）的每一处", "List every citation of a law, or of one article of it");
        let unknown =
            ("列出正文引用而登记表里没有的法律，引用最多的在前", "List cited laws that are not registered, most cited first");
        let impact = self.command("impact", impact.0, impact.1).arg(self.word("law", law, id).required(true)).arg(csv.clone());
        self.command("laws", zh, en).subcommands([impact, self.command("unknown", unknown.0, unknown.1).arg(csv)])
    }

    fn urls(self) -> Command {
        let zh = "列出网址登记表 urls.tsv：每个旧网址和它的去处";
        let state = self.word("state", "只列这种状态的网址", "List only addresses of this state");
        self.command("urls", zh, "List the ledger urls.tsv: every old address and where it leads")
            .arg(state.value_parser(PossibleValuesParser::new(AddressState::words())))
            .arg(self.flag("csv", "输出 CSV，可以用表格软件打开", "Print CSV for a spreadsheet"))
            .arg(self.flag("update", "把已经上线的网址登记进 urls.tsv", "Add a row for each page that is online"))
            .arg(self.place())
    }

    /// `--state PLACE`
    fn place(self) -> Arg {
        let (zh, en) = ("上线记录的位置，代替设置里的", "Where the records of deployments are; replaces that of the settings");
        self.word("records", zh, en).long("state").value_name("PLACE")
    }

    fn deploy(self) -> Command {
        let flags = [
            self.flag("no-build", "不重新生成，把输出文件夹原样上线", "Deploy the output folder as it is, without a build"),
            self.flag("dry-run", "什么也不改，只显示会上传和删除什么", "Change nothing; show what would be uploaded and deleted")
                .short('n'),
            self.flag(
                "adopt",
                "第一次上线时接受里面已有文件的位置（不删那些文件），或接受新的网址",
                "Accept a target that is not empty, whose files stay, or a new address of the site",
            ),
            self.flag("verify", "核对已经上线的文件，列出不同的", "Compare what is online with the record, and name what differs"),
            self.flag("repair", "把和记录不同的文件重新上传", "Upload again what differs from the record"),
        ];
        let most = self.option(
            "max-deletes",
            "N",
            "最多删除几个文件；默认已上线的一成，至少 50",
            "Most files to delete; default: a tenth of those online, at least 50",
        );
        let plan = self.path("plan", "FILE", "不传输，把计划写成 JSON", "Transfer nothing; write the plan as JSON");
        self.command(
            "deploy",
            "生成网站并上线：只传改过的，中断以后再运行就接着做完",
            "Build the site and bring it online: only what changed; a run that was cut off is completed by the next one",
        )
        .args(flags)
        .arg(self.option("target", "PLACE", "上线的位置，代替设置里的", "Where the site goes; replaces that of the settings"))
        .arg(self.place())
        .arg(self.option(
            "only",
            "SLUG",
            "只上线提到这篇文章的网页，别的等下一次",
            "Bring only pages online that show or name this article; the rest waits",
        ))
        .arg(most.value_parser(value_parser!(usize)))
        .arg(plan)
        .arg(self.index_loss())
        .arg(self.baseline())
        .args(self.selection())
    }

    fn history(self) -> Command {
        let at = self.option("at", "DATE", "取出那一天结束时的网页", "Restore the page that stood there at the end of a day");
        let save = self.path("save", "FILE", "写进文件，不显示", "Write to a file instead of standard output");
        let erase =
            self.option("erase", "SHA256", "从存档里删除法律不许保存的内容", "Remove stored bytes that the law forbids to keep");
        let reason = self.option("reason", "TEXT", "删除的原因，会记下来", "Why they are removed; it is recorded");
        self.command("history", "一个网址上什么时候是什么内容", "What stood at an address, and when")
            .arg(
                self.word("url", "完整的网址，或本站的路径", "A URL, or a path of the site")
                    .value_name("URL")
                    .required_unless_present("erase"),
            )
            .arg(at.conflicts_with("erase"))
            .arg(save.requires("at"))
            .arg(erase.requires("reason"))
            .arg(reason.requires("erase"))
            .arg(self.place())
    }

    fn withdraw(self) -> Command {
        self.command(
            "withdraw",
            "撤下一篇文章：写明日期和原因，正文换成说明",
            "Withdraw an article: its front matter gets the day and the reason",
        )
        .arg(self.word("article", "文章：slug 或文件路径", "Article: slug or path").value_name("SLUG").required(true))
        .arg(self.option("reason", "TEXT", "读者看到的原因", "The reason, which readers see").required(true))
    }

    fn explain(self) -> Command {
        let zh = "说明一个编号（不写则列出全部），或说明文章为什么相关";
        let en = "Explain a code (default: list all codes), or why articles are related";
        let (second, other) = (
            "related：另一篇文章的 slug，说明它在不在列表里，为什么",
            "With related: slug of a second article; says whether it is listed, and why",
        );
        self.command("explain", zh, en)
            .arg(self.word("what", "编号，如 SG204；或 related", "A code such as SG204, or related"))
            .arg(self.word("slug", "related：文章的 slug", "With related: slug of the article"))
            .arg(self.word("other", second, other))
    }

    fn calc(self) -> Command {
        let zh = "计算罚息、利率上限、诉讼费等；不写名称则列出全部计算器";
        let en = "Compute penalty interest, rate caps, court fees and more; default: list all calculators";
        self.command("calc", zh, en)
            .disable_help_flag(true)
            .arg(self.word("kind", "计算器名称", "Name of the calculator"))
            .arg(self.word("inputs", "输入项，写成 名称=值", "Inputs, as name=value").action(ArgAction::Append).num_args(0..))
            .arg(self.flag("json", "输出 JSON", "Print JSON"))
            .arg(self.flag("help", "列出这个计算器的输入项", "Show the inputs of this calculator").short('h'))
    }

    fn import(self) -> Command {
        let zh = "导入别的程序的文章：Z-Blog、WordPress、Typecho、织梦、帝国、Discuz、Markdown、Word、公众号、网页；不写参数则列出最初的几步";
        let en = "Import the articles of another program: Z-Blog, WordPress, Typecho, DedeCMS, EmpireCMS, Discuz, Markdown, Word, WeChat, saved pages; without arguments, print the first steps";
        let from = self.files("来源：备份文件或文件夹", "Source: files or folders").id("from").value_name("FROM");
        let kinds = PossibleValuesParser::new(SourceKind::WORDS.iter().map(|(word, _)| *word));
        let only = self.option("only", "KEY", "只导入这些：来源里的编号或旧网址", "Import only these: keys or old addresses");
        let zh_table = "按填好的决定表处理，通常是 import/decisions.csv";
        let decisions = self.path("decisions", "FILE", zh_table, "Apply a filled table of decisions, usually import/decisions.csv");
        let again = ("没有改过的也重新转换；在这里改过的文件不动", "Convert unchanged records again, too; edited files stay");
        self.command("import", zh, en)
            .arg(from)
            .arg(
                self.option("as", "KIND", "来源的种类；不写就自动判断", "Kind of the source; default: recognised")
                    .value_parser(kinds),
            )
            .arg(self.path(
                "map",
                "FILE",
                "分类、作者和旧网址的对应表，通常叫 import.yaml",
                "Mapping of categories, authors and addresses, usually import.yaml",
            ))
            .arg(self.path("files", "DIR", "图片所在的文件夹", "Folder of the pictures"))
            .arg(
                self.flag("dry-run", "不写文件，输出一份 import.yaml 草稿", "Write nothing; print a proposed import.yaml")
                    .short('n'),
            )
            .arg(self.flag("again", again.0, again.1))
            .arg(self.path("report", "FILE", "另写一页可以打印的报告", "Also write a printable report"))
            .arg(decisions.conflicts_with_all(["from", "map", "dry-run", "again", "report"]))
            .arg(only.action(ArgAction::Append))
    }

    /// Flags of every command. An empty environment variable counts as unset, because CI services pass unset values as empty text.
    fn common(self) -> impl Iterator<Item = Arg> {
        let is_empty = |arg: &Arg| arg.get_env().and_then(std::env::var_os).is_some_and(|v| v.is_empty());
        self.common_flags().into_iter().map(|arg| arg.global(true)).map(move |arg| if is_empty(&arg) { arg.env(None) } else { arg })
    }

    fn common_flags(self) -> [Arg; 13] {
        let flag = |name, zh, en| self.flag(name, zh, en).value_parser(FalseyValueParser::new());
        let root_zh = "站点文件夹；默认从当前文件夹向上找 sitegen.yaml";
        let root_en = "Site folder; default: the nearest folder, from here upwards, with a sitegen.yaml";
        let (config_zh, config_en) =
            ("设置文件；默认为站点文件夹里的 sitegen.yaml", "Settings file; default: sitegen.yaml in the site folder");
        let (output_zh, output_en) =
            ("输出文件夹；默认为站点文件夹里的 public", "Output folder; default: public in the site folder");
        let as_of_zh = "按这一天生成；默认取 SOURCE_DATE_EPOCH，没有时取今天";
        let as_of_en = "Date to build for; default: SOURCE_DATE_EPOCH, then today";
        let languages = [PossibleValue::new("zh-CN").aliases(["zh", "zh_CN", "zh-Hans"]), PossibleValue::new("en")];
        let (verbose_zh, verbose_en) = (
            "输出更多信息，例如哪些文章没有发布、页面为什么重新生成",
            "Print more, such as what is not published and why a page is rendered again",
        );
        [
            self.path("root", "DIR", root_zh, root_en).short('r').env("SITEGEN_ROOT"),
            self.path("config", "FILE", config_zh, config_en).short('c').env("SITEGEN_CONFIG"),
            self.path("output-dir", "DIR", output_zh, output_en).short('o').env("SITEGEN_OUTPUT_DIR"),
            self.option("base-url", "URL", "代替设置里的 base_url", "Replaces base_url of the settings")
                .short('u')
                .env("SITEGEN_BASE_URL"),
            flag("drafts", "同时生成草稿", "Also publish drafts").env("SITEGEN_DRAFTS"),
            flag("future", "同时生成未到日期的文章", "Also publish articles dated in the future").env("SITEGEN_FUTURE"),
            flag("strict", "有警告也算失败", "Let warnings fail the command").env("SITEGEN_STRICT"),
            self.option("as-of", "YYYY-MM-DD", as_of_zh, as_of_en).env("SITEGEN_AS_OF"),
            self.option("format", "FORMAT", "检查结果的格式", "Format of findings")
                .env("SITEGEN_FORMAT")
                .value_parser(["human", "short", "json", "github"]),
            self.option("lang", "LANG", "提示的语言", "Language of messages").env("SITEGEN_LANG").value_parser(languages),
            self.option("jobs", "N", "线程数；默认等于处理器数", "Number of threads; default: number of processors")
                .short('j')
                .env("SITEGEN_JOBS")
                .value_parser(value_parser!(u16).range(1..=256)),
            flag("quiet", "只输出检查结果", "Print findings only").short('q').env("SITEGEN_QUIET"),
            flag("verbose", verbose_zh, verbose_en).short('v').env("SITEGEN_VERBOSE"),
        ]
    }
}

pub(super) fn completions(lang: Lang, args: &ArgMatches) -> Result<Outcome, CliError> {
    let Some(shell) = args.get_one::<Shell>("shell") else { return Ok(Outcome::Fine) };
    let mut script = Vec::new();
    clap_complete::generate(*shell, &mut command(lang), "sitegen", &mut script);
    print(&String::from_utf8_lossy(&script))
}
