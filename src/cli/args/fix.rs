//! The flags of `fix`.

use clap::{Arg, ArgAction, Command, value_parser};

use super::Help;
use crate::check::fix::is_fixable;
use crate::diag::{Code, Lang};
use crate::text::localized;

impl Help {
    pub(super) fn fix(self) -> Command {
        let codes = self.option(
            "code",
            "CODE",
            "只改这些编号的问题，用逗号隔开；SG550 SG551 SG560 SG561 SG564 要写明才改",
            "Fix only findings with these codes, divided by commas; SG550 SG551 SG560 SG561 SG564 are fixed only if named",
        );
        let titles = ["标题和小标题也改；小标题原来的锚点保留", "Fix titles and headings, too; headings keep their anchors"];
        let sample = ["不写文件，从全库均匀取出 N 处改动给人看", "Write nothing; print N changes spread over the library"];
        self.command(
            "fix",
            "自动改正不影响意思的毛病：半角标点、多余空格、没有起作用的记号",
            "Apply safe fixes: half-width punctuation, extra spaces, markup without effect",
        )
        .arg(self.files("只改这些文件或文件夹", "Fix only these files or folders"))
        .arg(self.flag("dry-run", "不写文件，只显示会怎样改", "Write nothing; print the changes as a diff").short('n'))
        .arg(codes.value_delimiter(',').action(ArgAction::Append).value_parser(move |text: &str| code(self.0, text)))
        .arg(self.flag("titles", titles[0], titles[1]))
        .arg(self.sample(sample))
    }

    fn sample(self, help: [&'static str; 2]) -> Arg {
        self.option("sample", "N", help[0], help[1]).value_parser(value_parser!(u32).range(1..))
    }
}

/// A code of which some findings are fixed by machine.
fn code(lang: Lang, text: &str) -> Result<Code, String> {
    let code = text.parse().map_err(|()| localized(lang, ["写成 SG550 的样子", "write it as SG550"]))?;
    let refused = [format!("{code} 不能由程序改正"), format!("{code}: no machine can fix it")];
    if is_fixable(code) { Ok(code) } else { Err(localized(lang, refused)) }
}
