//! SG9xx: the program itself. Wordings only; whether a fault is there is decided elsewhere.

use super::faults;

faults! {
    /// What should not happen.
    ProgramFault {
        901 Error Internal { detail: String }
        zh "程序自身出错：{detail}", "这不是您的错；请把这条信息和这个文件发给维护者";
        en "the program itself failed: {detail}", "this is not your fault; please send this message and the file to the maintainers";
        explain zh "程序遇到了本不该出现的情况。已经发布的网站和输出文件夹都没有改动，可以放心。\n在问题修好之前，撤回对这个文件的最后一次修改，往往就能继续生成网站。",
        en "The program met a case that should not exist. The site and the output folder were left as they were.\nUntil it is put right, undoing the last change to this file often lets you build the site again.";
    }
}
