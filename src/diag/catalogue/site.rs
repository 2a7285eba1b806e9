//! SG0xx: settings and files.

use super::faults;

faults! {
    /// What can be wrong with the settings, and with a file before anyone reads its content.
    SiteFault {
        1 Error NotUtf8 { }
        zh "文件不是 UTF-8 编码，从这里开始无法读取", "用编辑器「另存为」UTF-8 编码后再提交";
        en "the file is not UTF-8 from here on", "save the file again with the encoding UTF-8";
        explain zh "所有文章、登记表和模板都必须是 UTF-8 编码。常见原因是用旧版记事本保存成了 GBK。整个文件都不会被读取，引用它的链接也会因此报错；先改好编码，再看其余问题。",
        en "Articles, registers and templates must be UTF-8. The usual cause is an editor that saved GBK. The file is not read at all, so links to it are reported too; mend the encoding first.";

        2 Error TooLarge { size: u64, limit: u64 }
        zh "文件有 {size} 字节，超过上限 {limit} 字节", "把它拆成几篇文章，或者去掉误粘贴进来的内容";
        en "the file has {size} bytes, more than the limit of {limit}", "split it into several articles, or take out what was pasted by mistake";
        explain zh "一篇文章的文本上限是 1 MiB，登记表 8 MiB。读者用旧手机打不开更大的页面，超限通常是误粘贴了图片数据。",
        en "An article may have 1 MiB of text, a register 8 MiB. A larger page does not open on an old phone; the usual cause is image data pasted by mistake.";

        3 Error NotAFile { what: String }
        zh "这里不能是{what}", "换成普通文件；站点文件夹里不接受符号链接和设备文件";
        en "this may not be a {what}", "put a regular file here; symbolic links and devices are not followed";
        explain zh "为了让同样的源文件在任何机器上生成同样的网站，content、templates 和 static 里只接受普通文件和文件夹。符号链接可能指向站点之外的文件，把不该公开的内容带进网站。",
        en "Only regular files and folders are accepted below content, templates and static, so that the same sources give the same site on every machine. A symbolic link could bring a file from outside into the site.";

        4 Error BadFileName { }
        zh "文件名含有控制字符、反斜杠或无法识别的编码", "把文件改名，只用文字、数字、连字符和点";
        en "the file name holds control characters, a backslash or an unknown encoding", "rename the file: letters, digits, hyphens and dots";
        explain zh "文件名会成为网址的一部分。控制字符、反斜杠和无效编码在不同系统上含义不同，因此不接受。",
        en "A file's name becomes part of an address. Control characters, backslashes and invalid encodings mean different things on different systems and are refused.";

        5 Warning Unexpected { }
        zh "这个文件不会被用到", "文章放在 content/articles/，页面放在 content/pages/，其余文件放在 static/";
        en "this file is not used", "articles belong into content/articles/, pages into content/pages/, other files into static/";
        explain zh "content/ 下只有约定的位置会被读取：articles/、pages/、topics/、lenders/ 中的 .md 文件，以及五份登记表。其他位置的文件会被忽略，这里提醒一次，以免写好的文章没有发布。",
        en "Below content/ only the agreed places are read: .md files in articles/, pages/, topics/ and lenders/, and the five registers. Anything else is ignored; this tells you so that no article is left unpublished by mistake.";

        10 Error SettingsSyntax { detail: String }
        zh "sitegen.yaml 的 YAML 写法有误：{detail}", "检查缩进、引号和冒号后的空格；冒号要用半角";
        en "sitegen.yaml is not valid YAML: {detail}", "check indentation, quotes and the space after each colon";
        explain zh "设置文件是 YAML。每行一个「键: 值」，冒号是半角并且后面有一个空格；含有冒号、井号的文字要加引号。",
        en "The settings file is YAML: one `key: value` a line, with a space after the colon; text that holds a colon or a # wants quotes.";

        11 Error SettingsDuplicate { key: String }
        zh "设置「{key}」写了两次", "删去其中一处";
        en "the setting `{key}` is given twice", "take one of them out";
        explain zh "同一个设置写了两次时，程序无法知道哪一个才是想要的，因此不猜。",
        en "With a setting given twice the program cannot know which one is meant, so it does not guess.";

        12 Error SettingsUnknownKey { key: String, allowed: String }
        zh "没有「{key}」这个设置", "可用的设置：{allowed}";
        en "there is no setting `{key}`", "known settings: {allowed}";
        explain zh "多半是拼写错误。拼错的设置如果被悄悄忽略，网站会用默认值发布，所以按错误处理。运行 `sitegen schema settings` 可以得到编辑器用的设置说明。",
        en "Most likely a typing error. A setting ignored in silence would publish the site with a default, so this is an error. `sitegen schema settings` prints the description for editors.";

        13 Error SettingsMissing { key: String }
        zh "缺少必需的设置「{key}」", "在 sitegen.yaml 里加一行 `{key}: …`";
        en "the setting `{key}` is required", "add a line `{key}: …` to sitegen.yaml";
        explain zh "只有 title（网站名称）和 base_url（网站地址）必须填写，其余都有默认值。",
        en "Only `title` and `base_url` are required; everything else has a default.";

        14 Error SettingsValue { key: String, problem_zh: String, problem_en: String }
        zh "设置「{key}」的值不对：{problem_zh}", "改成所要求的写法";
        en "the value of the setting `{key}` is wrong: {problem_en}", "write it as asked for";
        explain zh "值的类型或范围不符合要求，例如应为数字却写了文字，或 base_url 不是以 https:// 开头的完整地址。",
        en "The value has the wrong type or lies outside its range, such as text where a number is wanted, or a base_url that is not a whole address.";

        15 Error BadBaseUrl { value: String }
        zh "base_url「{value}」不是可用的网站地址", "写成 `https://www.example.com/` 或 `https://example.com/docs/`，不带 ? 和 #";
        en "the base_url `{value}` is not a usable address", "write `https://www.example.com/` or `https://example.com/docs/`, without ? and #";
        explain zh "每个规范链接、站点地图和订阅源都由 base_url 拼成，因此它必须是 http 或 https 的完整地址，可以带路径，不能带查询串、片段或用户名。国际化域名写成 punycode。",
        en "Canonical links, sitemap and feeds are built from base_url, so it must be a whole http or https address; it may have a path but no query, fragment or user name. Write international domains as punycode.";

        16 Error BadPermalink { value: String }
        zh "文章网址样式「{value}」不可用", "以 / 开头，含一次 {{slug}}，以 .html 或 / 结尾，例如 `/hf/{{slug}}.html`";
        en "the permalink pattern `{value}` is not usable", "start with /, hold {{slug}} once, end with .html or /, as in `/hf/{{slug}}.html`";
        explain zh "permalinks.article 决定每篇文章的网址。它必须含有 {slug} 一次，不能含 ..、?、# 或空格。",
        en "permalinks.article decides every article's address. It must hold {slug} exactly once and no .., ?, # or blank.";

        17 Error UnknownCheck { code: String }
        zh "没有编号为「{code}」的检查", "编号形如 SG204；运行 `sitegen explain` 查看全部编号";
        en "there is no check `{code}`", "a code looks like SG204; `sitegen explain` lists them all";
        explain zh "设置里的 checks 可以按编号调整检查的级别：off、warning 或 error。SG0xx、SG1xx 和 SG2xx 中的错误关系到网站能否正确生成，不能关闭。",
        en "`checks` in the settings changes the severity of a check by its code: off, warning or error. Errors of SG0xx to SG4xx decide whether a right site can be made at all and cannot be lowered.";

        18 Error CheckFixed { code: String }
        zh "检查 {code} 是错误，不能调低", "删去这一行；编辑类检查（SG5xx）和警告才可以调整";
        en "the check {code} is an error and cannot be lowered", "take this line out; editorial checks (SG5xx) and warnings can be changed";
        explain zh "结构性错误意味着无法生成正确的网站，例如链接指向不存在的文章。允许关闭它们等于允许发布坏页面。",
        en "A structural error means that no right site can be made, such as a link to an article that does not exist. Switching it off would publish a broken page.";
    }
}
