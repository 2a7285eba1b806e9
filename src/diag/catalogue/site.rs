//! SG0xx: settings and files. Wordings only; whether a fault is there is decided elsewhere.

use super::faults;

faults! {
    /// What can be wrong with the settings, and with a file before anyone reads its content.
    SiteFault {
        1 Error NotUtf8 { }
        zh "从这里开始不是 UTF-8 编码，文件无法读取", "用编辑器打开这个文件，「另存为」UTF-8 编码后再提交";
        en "the file is not UTF-8 from here on and cannot be read", "open it in an editor and save it again with the encoding UTF-8";
        explain zh "文章、登记表和模板都必须用 UTF-8 编码保存。最常见的原因是旧版记事本或 Excel 把文件存成了 GBK。\n出错的文件整个都不会读取，所以指向它的链接也会跟着报错。先改好编码再运行一次，那些连带的问题通常就消失了。",
        en "Articles, registers and templates must be saved as UTF-8. The usual cause is an old editor or a spreadsheet that saved the file as GBK.\nSuch a file is not read at all, so links to it are reported as well. Correct the encoding first and run again; those reports usually go away with it.";

        2 Error TooLarge { size: u64, limit: u64 }
        zh "文件太大：{size} 字节，上限是 {limit} 字节", "把它拆成几篇文章，或者删去误粘贴进来的内容";
        en "the file is too large: {size} bytes, the limit is {limit}", "split it into several articles, or remove what was pasted in by mistake";
        explain zh "一篇文章的文字不能超过 1 MiB（大约 35 万个汉字），一份登记表不能超过 8 MiB。再大的页面，用旧手机的读者打不开。\n超过上限多半是把图片数据粘贴进了正文。图片应另存为文件，放在文章旁边或 static/ 里，再用 ![说明](图片.jpg) 引用。",
        en "An article may hold 1 MiB of text (some 350,000 Chinese characters), a register 8 MiB. A larger page does not open on an old phone.\nThe usual cause is picture data pasted into the text. Save the picture as a file beside the article or in static/ and refer to it with ![description](picture.jpg).";

        3 Error NotAFile { what_zh: String, what: String }
        zh "这里只能放普通的文件和文件夹，不能是{what_zh}", "用普通的文件或文件夹代替它，例如把它指向的内容复制过来";
        en "only regular files and folders may stand here, not a {what}", "put a regular file or folder in its place, such as a copy of what it points to";
        explain zh "content、templates 和 static 里只接受普通文件和文件夹，这样同一份源文件在任何电脑上生成的网站都一样。\n符号链接（快捷方式）可能指向网站文件夹以外的文件，把不该公开的内容带到网上。",
        en "Below content, templates and static only regular files and folders are accepted, so that the same sources give the same site on every computer.\nA symbolic link may point outside the site's folder and so publish something that should stay private.";

        4 Error BadFileName { }
        zh "文件名里有控制字符、反斜杠或无法识别的编码", "给文件改名，只用文字、数字、连字符和点，例如 court-fee.md";
        en "the file's name holds a control character, a backslash or an unknown encoding", "rename it with letters, digits, hyphens and dots only, such as court-fee.md";
        explain zh "文件名会成为网址的一部分。控制字符、反斜杠和无效的编码在不同系统上含义不同，同一个链接有的读者能打开，有的打不开，因此不接受。",
        en "A file's name becomes part of an address. Control characters, backslashes and invalid encodings mean different things on different systems, so the same link would open for some readers and not for others.";

        5 Warning Unexpected { }
        zh "这个文件放错了位置，不会被用到", "文章放进 content/articles/，单独的页面放进 content/pages/，图片等其余文件放进 static/";
        en "this file is in the wrong place and will not be used", "articles go into content/articles/, pages into content/pages/, pictures and other files into static/";
        explain zh "content/ 里只读取约定的位置：articles/、pages/、topics/、lenders/ 中的 .md 文件、文章旁边的图片，以及五份登记表（topics.yaml、lenders.yaml、laws.yaml、people.yaml、rates.yaml）。\n别处的文件会被跳过。这里提醒一次，免得写好的文章没有发布而没人知道。",
        en "Below content/ only the agreed places are read: .md files in articles/, pages/, topics/ and lenders/, pictures beside an article, and the five registers (topics.yaml, lenders.yaml, laws.yaml, people.yaml, rates.yaml).\nAnything else is passed over. You are told once, so that no finished article stays unpublished unnoticed.";

        6 Warning MoreFindings { more: usize }
        zh "从这里往后还有 {more} 处问题没有列出", "先改好上面列出的，再运行一次";
        en "there are {more} more findings from here on that are not listed", "correct those listed above, then run again";
        explain zh "一个文件最多列出 200 处问题，其余只报数目，它的级别与没有列出的问题中最严重的一致。\n一个文件有几百处问题时，往往只有一个原因，例如编码不对、从别处整页粘贴、或者少了一个结束记号。改好这一处，其余会一起消失。",
        en "At most 200 findings of a file are listed; the rest are counted, and this finding is as severe as the worst of them.\nHundreds of findings in one file mostly have one cause, such as a wrong encoding, a whole page pasted from elsewhere or one missing closing mark. Correct it and the others go away together.";

        10 Error SettingsSyntax { detail_zh: String, detail: String }
        zh "设置文件的写法有误：{detail_zh}", "检查缩进、引号是否成对、冒号是不是半角而且后面有空格";
        en "the settings file cannot be read: {detail}", "check the indentation, that quotes come in pairs, and the space after each colon";
        explain zh "设置文件用 YAML 书写：每行一个「名称: 值」，冒号是半角，后面空一格。文字里有冒号或井号时，整段加上引号。\n\n错误：title：示例律师事务所\n正确：title: 示例律师事务所\n正确：title: \"债务指南: 常见问题\"",
        en "The settings file is written in YAML: one `name: value` a line, with a space after the colon. A text that itself holds a colon or a # goes into quotes.\n\nWrong: title:Debt guide\nRight: title: Debt guide\nRight: title: \"Debt guide: questions and answers\"";

        11 Error SettingsDuplicate { key: String }
        zh "设置「{key}」写了两次", "删去其中一处";
        en "the setting `{key}` is given twice", "remove one of them";
        explain zh "同一个设置写了两次，程序无法知道您想要哪一个，所以不猜。留下正确的一处，删去另一处。",
        en "With a setting given twice the program cannot know which one you mean, so it does not guess. Keep the right one and remove the other.";

        12 Error SettingsUnknownKey { key: String, allowed: String }
        zh "没有「{key}」这个设置", "这里可以写的设置：{allowed}";
        en "there is no setting `{key}`", "settings known here: {allowed}";
        explain zh "多半是打错了字。拼错的设置如果悄悄忽略，网站就会按默认值发布而没人发现，所以按错误处理。\n运行 `sitegen schema settings` 可以得到设置说明，许多编辑器能用它在输入时提示。",
        en "Most likely a typing error. If it were ignored, the site would be published with a default and nobody would notice, so this is an error.\n`sitegen schema settings` prints a description with which many editors complete settings as you type.";

        13 Error SettingsMissing { key: String }
        zh "缺少必需的设置「{key}」", "加一行 `{key}: …`";
        en "the required setting `{key}` is missing", "add a line `{key}: …`";
        explain zh "必须填写的只有 title（网站名称）和 base_url（网站地址），其余都有默认值。\n\n例如：\ntitle: 示例律师事务所债务指南\nbase_url: https://www.example.com/",
        en "Only title (the site's name) and base_url (its address) are required; everything else has a default.\n\nFor example:\ntitle: Debt guide\nbase_url: https://www.example.com/";

        14 Error SettingsValue { key: String, problem_zh: String, problem_en: String }
        zh "设置「{key}」的值不对：{problem_zh}", "按所说的要求改写；各项设置的写法见 `sitegen schema settings`";
        en "the value of the setting `{key}` is wrong: {problem_en}", "write it as asked for; `sitegen schema settings` describes every setting";
        explain zh "值的种类或范围不合要求，例如应写数字却写了文字，或者数字太大。冒号后面说明了这里应该写什么。",
        en "The value is of the wrong kind or out of range, such as text where a number is wanted, or a number that is too large. The message says what is expected.";

        15 Error BadBaseUrl { value: String }
        zh "网站地址 base_url「{value}」不能用", "写以 https:// 开头的完整地址，例如 `https://www.example.com/` 或 `https://example.com/docs/`，不带 ? 和 #";
        en "the base_url `{value}` cannot be used", "write a whole address such as `https://www.example.com/` or `https://example.com/docs/`, without ? and #";
        explain zh "规范链接、站点地图和订阅源里的网址都由 base_url 拼成，写错了会影响全站。它是 http 或 https 的完整地址，后面可以带路径，不能带问号、井号或用户名。中文域名请写成 xn-- 开头的形式。\n\n错误：www.example.com\n正确：https://www.example.com/",
        en "Canonical links, the sitemap and the feeds are built from base_url, so an error there spoils the whole site. It is a whole http or https address; it may end in a path but has no query, fragment or user name. Write international domain names in their xn-- form.\n\nWrong: www.example.com\nRight: https://www.example.com/";

        16 Error BadPermalink { value: String }
        zh "文章网址的样式「{value}」不能用", "以 / 开头，含一次 {{slug}}，以 .html 或 / 结尾，例如 `/hf/{{slug}}.html`";
        en "the permalink pattern `{value}` cannot be used", "start with /, hold {{slug}} once, end with .html or /, as in `/hf/{{slug}}.html`";
        explain zh "permalinks.article 决定每篇文章的网址，{slug} 处填入文章自己的 slug。它必须恰好出现一次，否则所有文章会挤在同一个网址上。样式里不能有 ..、?、# 或空格。\n\n错误：/hf/article.html\n正确：/hf/{slug}.html",
        en "permalinks.article decides the address of every article; the article's own slug takes the place of {slug}. It must stand there exactly once, or all articles would share one address. The pattern holds no .., ?, # or blank.\n\nWrong: /hf/article.html\nRight: /hf/{slug}.html";

        17 Error UnknownCheck { code: String }
        zh "没有编号为「{code}」的检查", "编号的样子是 SG204；运行 `sitegen explain` 可以看到全部编号";
        en "there is no check `{code}`", "a code looks like SG204; `sitegen explain` lists them all";
        explain zh "设置里的 checks 按编号调整检查的级别，可以是 off（不查）、warning（警告）或 error（错误）。警告和编辑类检查（SG5xx）可以调整，其余的错误关系到网站能否正确生成，不能调低。\n\n例如：\nchecks:\n  SG222: error",
        en "`checks` in the settings changes how severe a check is, by its code: off, warning or error. Warnings and editorial checks (SG5xx) can be changed; the other errors decide whether the site can be made correctly and cannot be lowered.\n\nFor example:\nchecks:\n  SG222: error";

        18 Error CheckFixed { code: String }
        zh "检查 {code} 是必须改正的错误，不能调低", "删去这一行，改正它报告的问题；可以调整的是警告和编辑类检查（SG5xx）";
        en "the check {code} is an error that must be corrected and cannot be lowered", "remove this line and correct what the check reports; warnings and editorial checks (SG5xx) can be changed";
        explain zh "这类错误意味着网页无法正确生成，例如链接指向一篇不存在的文章。如果允许关掉它，读者看到的就是坏掉的页面。",
        en "Such an error means that a page cannot be made correctly, for instance because a link leads to an article that does not exist. Switching the check off would show readers a broken page.";
    }
}
