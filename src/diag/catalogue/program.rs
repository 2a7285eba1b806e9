//! SG9xx: the program itself.

use super::faults;

faults! {
    /// What should not happen.
    ProgramFault {
        901 Error Internal { detail: String }
        zh "程序内部出错：{detail}", "这不是你的错；请把这条信息和触发它的文件发给维护者";
        en "the program failed: {detail}", "this is not your fault; please send this message and the file to the maintainers";
        explain zh "程序遇到了本不该出现的情况。输出文件夹没有改动。",
        en "The program met a case that should not exist. The output folder was not changed.";
    }
}
