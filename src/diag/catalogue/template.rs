//! SG4xx: templates.

use super::faults;

faults! {
    /// What can be wrong with templates.
    TemplateFault {
        401 Error TemplateSyntax { detail: String }
        zh "模板有误：{detail}", "对照 README 的「改外观」一节；删去 templates/ 里的这个文件可恢复内置模板";
        en "the template is wrong: {detail}", "see \"Changing the look\" in README; without this file in templates/ the built-in one is used";
        explain zh "templates/ 里的文件逐个替换内置模板，写法是 Tera 2。未闭合的标签、不存在的过滤器和写错的继承都会在这里报告。",
        en "Files in templates/ replace the built-in ones one by one and are written in Tera 2. Unclosed tags, unknown filters and wrong inheritance are reported here.";

        402 Error TemplateRender { detail: String }
        zh "用这个模板生成页面时出错：{detail}", "对照 README 的「模板能看到什么」一节，核对变量名";
        en "rendering a page with this template failed: {detail}", "see \"What a template may see\" in README and check the names";
        explain zh "模板用到了这一页没有的变量，或者类型不符。报告里写明了是在生成哪一页时发生的。",
        en "The template uses a variable that this page does not have, or one of another type. The finding names the page that was being rendered.";
    }
}
