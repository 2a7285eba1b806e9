//! SG4xx: templates. Wordings only; whether a fault is there is decided elsewhere.

use super::faults;

faults! {
    /// What can be wrong with templates.
    TemplateFault {
        401 Error TemplateSyntax { detail: String }
        zh "模板的写法有误：{detail}", "改正这一处；如果是误改，从 templates/ 里删去这个文件就会恢复内置的模板";
        en "the template cannot be read: {detail}", "correct this place; without the file in templates/ the built-in template is used again";
        explain zh "templates/ 里的文件会逐个替换内置的同名模板，用 Tera 2 的写法。标签没有结束、用了不存在的过滤器、继承的模板找不到，都在这里报告。\nREADME 的「改外观」一节说明了怎样修改模板。",
        en "Each file in templates/ replaces the built-in template of the same name and is written in Tera 2. A tag that is not closed, a filter that does not exist or a parent template that is missing is reported here.\nSee \"Changing the look\" in README.";

        402 Error TemplateRender { detail: String }
        zh "用这个模板生成页面时出错：{detail}", "核对变量名和它的类型；各种页面有哪些变量，见 README 的「模板能看到什么」一节";
        en "making a page with this template failed: {detail}", "check the variable's name and type; \"What a template may see\" in README lists those of every page";
        explain zh "模板用到了这种页面没有的变量，或者把列表当成了文字。有的变量可能没有值，例如没有写 lender 的文章就没有 article.lender，使用前先判断：\n\n{% if article.lender %}{{ article.lender.title }}{% endif %}\n\n下面会写明是在生成哪一个页面时出的错。",
        en "The template uses a variable that this kind of page does not have, or takes a list for text. Some variables may have no value: an article without a lender has no article.lender, so ask first:\n\n{% if article.lender %}{{ article.lender.title }}{% endif %}\n\nThe finding also names the page that was being made.";
    }
}
