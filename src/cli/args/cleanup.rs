//! Flags and commands for a library with many old findings: the baseline, the work on it, its progress.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command, value_parser};

use super::Help;

impl Help {
    pub(super) fn baseline(self) -> Arg {
        let zh = "基线（文件或文件夹）：其中的旧问题不计，只有新问题才算失败";
        self.path("baseline", "PATH", zh, "File or folder of accepted findings; only new findings count")
    }

    /// Flags that decide which findings count.
    pub(super) fn ratchet(self) -> [Arg; 2] {
        let zh = "配合设置 ratchet: touched：和这个 git 版本比，改过的文件不能再有法律、事实和用语的问题";
        let en =
            "With the setting `ratchet: touched`: files that differ from this git revision have no finding of law, fact or wording";
        [self.baseline(), self.option("base", "REV", zh, en)]
    }

    pub(super) fn triage(self) -> Command {
        let zh = "浏览量的表（CSV）：网址和浏览量两栏，如统计网站导出的";
        let views =
            self.path("views", "FILE", zh, "A CSV table of views with the columns address and views, as statistics export it");
        let zh = "写进表里，以后填好决定；已有的表里填过的格子保留";
        let save = self.path("save", "FILE", zh, "Write the table to fill in; cells filled in before stay");
        let zh = "执行填好的表；有一行不能执行就什么都不改";
        let apply = self.path("apply", "FILE", zh, "Apply a filled table; if a row of it is wrong, nothing changes");
        let dry = self.flag("dry-run", "不写文件，只列出会怎样", "Write nothing; print what would be done").short('n');
        self.command(
            "triage",
            "哪些文章要决定去留：先是雷同的各组，再是单篇，读的人多、风险大的在前",
            "Which articles need a decision: groups of near-duplicates, then single ones, by readers and risk",
        )
        .arg(views.conflicts_with("apply"))
        .arg(self.flag("csv", "输出 CSV，供电子表格打开", "Print CSV for a spreadsheet"))
        .arg(save)
        .arg(apply)
        .arg(dry.requires("apply"))
    }

    pub(super) fn merge(self) -> Command {
        let zh = "并到哪一篇：slug 或文件路径；--group 是同一篇文字时默认最应该保留的一篇";
        let en = "The article that stays: slug or path; default with --group of one text: the one most worth keeping";
        let group =
            self.option("group", "N", "sitegen list duplicates 里的第几组", "The number of a group in sitegen list duplicates");
        let zh_article = "并掉哪几篇：slug 或文件路径";
        let article = self.word("article", zh_article, "Articles that are merged: slugs or paths").value_name("SLUG");
        self.command(
            "merge",
            "把几篇文章并成一篇：旧网址转过去，链接跟着改，别处没有的句子列出来",
            "Merge articles into one: addresses and links lead there, and sentences that it does not have are printed",
        )
        .arg(article.action(ArgAction::Append).num_args(0..).required_unless_present("group").requires("into"))
        .arg(self.option("into", "SLUG", zh, en))
        .arg(group.value_parser(value_parser!(usize)).conflicts_with("article"))
        .arg(self.flag("dry-run", "不写文件，只列出会怎样", "Write nothing; print what would be done").short('n'))
        .arg(self.flag("csv", "句子输出 CSV，供电子表格打开", "Print the sentences as CSV for a spreadsheet"))
        .arg(self.path("save", "FILE", "句子写进 CSV 文件，不显示", "Write the sentences to a CSV file instead"))
    }

    pub(super) fn baseline_file(self) -> Command {
        let from =
            ("原来的基线；默认 baseline.tsv，没有时是 baseline", "The present baseline; default: baseline.tsv, else baseline");
        let to = ("写到哪里：没有扩展名的是文件夹，分成许多小文件", "Where it goes; without an extension, a folder of small files");
        let word = |name, (zh, en)| self.word(name, zh, en).value_parser(value_parser!(PathBuf));
        let version = |name, zh, en| self.word(name, zh, en).required(true).value_parser(value_parser!(PathBuf));
        let merge = self
            .command("merge", "供 git 合并两边的基线，结果写进 OURS", "Merge driver for git: merges two baselines into OURS")
            .arg(version("base", "两边共同的版本（%O）", "The version both come from (%O)"))
            .arg(version("ours", "这边的版本（%A）", "Our version (%A)"))
            .arg(version("theirs", "那边的版本（%B）", "Their version (%B)"));
        let zh = "把基线改写成现在的格式：按 slug、排好序、分成文件夹";
        self.command("baseline", zh, "Rewrite a baseline in the present form: by slug, sorted, split into a folder")
            .args([word("from", from), word("to", to)])
            .args_conflicts_with_subcommands(true)
            .subcommand(merge)
    }

    pub(super) fn report(self) -> Command {
        let weeks =
            self.flag("weeks", "每周还剩多少旧问题，照这个速度哪天清完", "Old findings left by week, and when they would be gone");
        let save = self.path("save", "FILE", "写进文件，不显示", "Write to a file instead of standard output");
        self.command(
            "report",
            "清理的进度，取自基线的 git 历史",
            "The progress of a clean-up, from the git history of the baseline",
        )
        .arg(weeks.required(true))
        .arg(self.path("baseline", "PATH", "基线；默认 baseline", "The baseline; default: baseline"))
        .arg(save)
    }

    pub(super) fn work(self) -> Command {
        let csv = self.flag("csv", "输出 CSV，供电子表格打开", "Print CSV for a spreadsheet");
        let many = |name, value, zh, en| self.option(name, value, zh, en).value_delimiter(',').action(ArgAction::Append);
        let due = self.option("due", "DATE", "哪天以前完成", "The day by which it is to be done");
        let zh = "做到什么算完成：没有这些编号的问题；写 review 则还要律师审核。默认没有法律、事实和用语的问题，法律主题还要审核";
        let en = "What counts as done: no finding of these codes, and `review` for a lawyer's review; default: no finding of law, fact or wording, and a review for legal topics";
        let zh_from = "文章的清单：sitegen triage --save 保存的表，或一行一个 slug";
        let assign = self
            .command("assign", "把清单上的文章分给几个人", "Assign the articles of a list to people")
            .arg(self.path("from", "FILE", zh_from, "A table of sitegen triage --save, or slugs, one a line").required(true))
            .arg(many("to", "ID,ID", "分给谁：people.yaml 里的编号", "To whom: ids of people.yaml").required(true))
            .arg(due)
            .arg(many("code", "CODES", zh, en));
        let next = self
            .command(
                "next",
                "一个人的下一篇：问题、雷同的文章、怎样算完成",
                "A person's next article: its findings, copies, and what is to be done",
            )
            .arg(self.option("by", "ID", "谁", "Who").required(true));
        self.command("work", "分给各人的文章，完成了多少", "The articles assigned to people, and how many are done")
            .arg(csv)
            .args_conflicts_with_subcommands(true)
            .subcommands([assign, next])
    }
}
