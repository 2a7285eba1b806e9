//! SG1xx: front matter and registers.

use super::faults;

faults! {
    /// What can be wrong with front matter and registers.
    FrontFault {
        101 Error NoFrontMatter { }
        zh "文章开头没有「---」包起来的信息栏", "在第一行写 ---，接着写 title、date、topics，再写一行 ---";
        en "the article does not start with front matter", "start with a line ---, then title, date and topics, then another line ---";
        explain zh "每篇文章以信息栏（front matter）开头：第一行是 ---，然后是标题、日期、主题等，再以一行 --- 结束。运行 `sitegen new 标题` 可以得到填好的样子。",
        en "Every article starts with front matter: a line ---, then title, date, topics and so on, then a line ---. `sitegen new TITLE` writes one for you.";

        102 Error FrontMatterOpen { }
        zh "信息栏没有结束的「---」", "在信息栏最后一个键下面单独写一行 ---";
        en "the front matter is not closed", "put a line --- below its last key";
        explain zh "没有结束行，程序分不清哪里是信息栏、哪里是正文。结束行必须顶格，只有三个半角连字符。",
        en "Without the closing line nobody can tell front matter from body. It stands at the start of a line and is just three hyphens.";

        103 Error Syntax { detail_zh: String, detail: String }
        zh "YAML 写法有误：{detail_zh}", "检查缩进、引号是否成对、冒号是否半角且后面有空格";
        en "this is not valid YAML: {detail}", "check indentation, paired quotes, and the space after each colon";
        explain zh "信息栏和登记表用 YAML 书写。最常见的错误：用了全角冒号「：」；冒号后面没有空格；标题里有半角冒号却没有加引号；引号只写了一半；用了制表符缩进。",
        en "Front matter and registers are YAML. The usual errors: a full-width colon; no space after the colon; a colon inside a title without quotes; one quote of a pair; tabs.";

        104 Error Duplicate { key: String }
        zh "「{key}」写了两次", "删去其中一处";
        en "`{key}` is given twice", "take one of them out";
        explain zh "同一个键写了两次时，程序不知道哪一个才是想要的，因此不猜。",
        en "With a key given twice the program cannot know which one is meant, so it does not guess.";

        105 Error UnknownKey { key: String, allowed: String }
        zh "没有「{key}」这个键", "这里可用的键：{allowed}";
        en "unknown key `{key}`", "keys known here: {allowed}";
        explain zh "多半是拼写错误。若悄悄忽略，例如把 expires 拼错，过期的文章就会一直挂在网上，所以按错误处理。",
        en "Most likely a typing error. Ignored in silence, a misspelt `expires` would leave an outdated article on the site, so this is an error.";

        106 Error Missing { key: String }
        zh "缺少必需的「{key}」", "加一行 `{key}: …`";
        en "`{key}` is required", "add a line `{key}: …`";
        explain zh "文章必须有 title（标题）、date（首次发布日期）和 topics（至少一个主题）。登记表的每一行也有各自必需的键。",
        en "An article needs title, date and at least one topic. A register's rows have required keys of their own.";

        107 Error WrongType { key: String, expected_zh: String, expected: String, found_zh: String, found: String }
        zh "「{key}」应为{expected_zh}，这里却是{found_zh}", "改成{expected_zh}";
        en "`{key}` must be {expected}, but this is {found}", "write {expected}";
        explain zh "每个键都有固定的类型，例如 topics 是列表，draft 是 true 或 false。程序不会把 yes、~ 之类悄悄当成文字。如果确实要写这样的文字，请加引号。",
        en "Every key has one type: topics is a list, draft is true or false. Nothing like yes or ~ silently becomes text; where such a text is meant, put it in quotes.";

        108 Error Empty { key: String }
        zh "「{key}」是空的", "填上内容，或者删去这一行";
        en "`{key}` is empty", "fill it in, or take the line out";
        explain zh "空值可能是忘了填写。可选的键不需要时，整行删去即可。",
        en "An empty value may be one that was forgotten. An optional key that is not needed is left out altogether.";

        109 Error BadDate { key: String, value: String, why: String }
        zh "「{key}」的日期「{value}」不成立", "写成 2026-03-09 这样的公历日期，月和日各两位";
        en "`{key}`: `{value}` is not a date ({why})", "write a calendar date such as 2026-03-09";
        explain zh "日期一律写成 年-月-日，四位年、两位月、两位日，不带时间。日历上没有的日子（如 2 月 30 日）也会报错。",
        en "Dates are year-month-day with four, two and two digits and no time. Days the calendar lacks, such as 30 February, are reported too.";

        110 Error DateOrder { key: String, value: String, earlier: String, limit: String }
        zh "「{key}」（{value}）早于「{earlier}」（{limit}）", "核对两个日期，后发生的不能更早";
        en "`{key}` ({value}) lies before `{earlier}` ({limit})", "check both dates: the later event cannot come first";
        explain zh "updated 不能早于 date，review_by 不能早于 reviewed_on，expires 不能早于 date，法律的废止日不能早于施行日。",
        en "updated cannot lie before date, review_by not before reviewed_on, expires not before date, a law's repeal not before its effect.";

        111 Error UnknownLender { name: String }
        zh "登记表里没有名为「{name}」的机构", "改成 content/lenders.yaml 里的名称、别名或 slug，或者先在那里登记";
        en "there is no lender `{name}` in the register", "use a name, alias or slug of content/lenders.yaml, or register it there first";
        explain zh "机构必须先在 content/lenders.yaml 登记，文章才能引用，这样同一家机构的文章才会集中到一页。可以写 slug、名称、别名或曾用名。",
        en "A lender must be in content/lenders.yaml before an article can name it, so that its articles meet on one page. Its slug, name, an alias or a former name will do.";

        112 Error UnknownTopic { name: String }
        zh "登记表里没有名为「{name}」的主题", "改成 content/topics.yaml 里的标题、别名或 slug，或者先在那里登记";
        en "there is no topic `{name}` in the register", "use a title, alias or slug of content/topics.yaml, or register it there first";
        explain zh "主题必须先在 content/topics.yaml 登记。随手写的新主题会把一个主题拆成几页，读者就找不全了。",
        en "A topic must be in content/topics.yaml first. Topics made up on the spot would split one subject over several pages.";

        113 Error UnknownPerson { name: String }
        zh "登记表里没有名为「{name}」的人员", "改成 content/people.yaml 里的编号或姓名，或者先在那里登记";
        en "there is no person `{name}` in the register", "use an id or name of content/people.yaml, or register the person first";
        explain zh "有 content/people.yaml 时，author 和 reviewed_by 必须是其中的编号或姓名，这样执业证号与职务只写一处。没有这份登记表时可以直接写姓名。",
        en "Where content/people.yaml exists, author and reviewed_by must name one of its people, so that licence and role stand in one place. Without the register a plain name will do.";

        114 Error BadSlug { value: String, why_zh: String, why_en: String }
        zh "「{value}」不能作为网址的一部分：{why_zh}", "只用小写字母、数字和连字符（也可用汉字），例如 card-overdue";
        en "`{value}` cannot be part of an address: {why_en}", "use lower-case letters, digits and hyphens (Han characters will do), such as card-overdue";
        explain zh "slug 会成为网址和文件名，因此不能含斜杠、点号开头、空格、控制字符或系统保留名（如 CON），最长 120 个字节。不写 slug 时用文件名。",
        en "A slug becomes an address and a file name, so it holds no slash, leading dot, blank, control character or reserved name such as CON, and at most 120 bytes. Without `slug` the file's name is taken.";

        115 Error TooLong { key: String, length: usize, limit: usize }
        zh "「{key}」有 {length} 个字，最多 {limit} 个", "缩短到 {limit} 个字以内";
        en "`{key}` has {length} characters, at most {limit} are allowed", "shorten it to {limit} characters";
        explain zh "标题最多 120 字，摘要最多 300 字，列表最多 50 项等。超过上限的内容在列表和搜索结果里无法显示，多半是粘贴错了位置。",
        en "A title has at most 120 characters, a summary 300, a list 50 entries and so on. More cannot be shown in lists and search results and was most likely pasted into the wrong place.";

        116 Error ControlCharacter { key: String }
        zh "「{key}」里有看不见的控制字符", "删掉重新输入这一段";
        en "`{key}` holds an invisible control character", "delete the piece and type it again";
        explain zh "控制字符和文字方向控制符在页面上看不见，却会破坏标题、网址和搜索，多半来自复制粘贴。",
        en "Control and direction characters cannot be seen but break titles, addresses and search. They usually come with pasted text.";

        117 Error Taken { value: String }
        zh "「{value}」已经被另一行使用", "换一个名字，或者合并这两行";
        en "`{value}` is used by another row already", "choose another name, or join the two rows";
        explain zh "登记表里的 slug、名称、别名和曾用名必须唯一，否则文章写到这个名字时，程序不知道指哪一行。",
        en "Slugs, names, aliases and former names are unique over a register; otherwise nobody knows which row an article means.";

        118 Error UnknownParent { value: String }
        zh "上级「{value}」不在这份登记表里", "改成本表中另一行的 slug";
        en "the parent `{value}` is not in this register", "use the slug of another row";
        explain zh "parent 写上级主题（或机构）的 slug，上级自己也必须在同一份登记表里。",
        en "parent is the slug of another row of the same register.";

        119 Error ParentCycle { value: String }
        zh "「{value}」的上级绕了一圈又回到自己", "改掉其中一个 parent，让最上面一级没有 parent";
        en "the parents of `{value}` lead back to itself", "change one parent, so that the topmost has none";
        explain zh "上下级必须是一棵树：顺着 parent 往上走，最后要走到没有 parent 的一行。",
        en "Parents form a tree: following them upwards must end at a row without a parent.";

        120 Error UnknownValue { key: String, value: String, allowed: String }
        zh "「{key}」不能是「{value}」", "可以是：{allowed}";
        en "`{key}` cannot be `{value}`", "it may be: {allowed}";
        explain zh "这个键只接受固定的几个词。",
        en "This key takes one of a few words.";

        121 Error UnknownLawId { value: String }
        zh "法律登记表里没有编号「{value}」", "改成 content/laws.yaml 里的 id，或者先在那里登记";
        en "there is no law `{value}` in the register", "use an id of content/laws.yaml, or register the law first";
        explain zh "superseded_by 等处引用的法律必须在 content/laws.yaml 里有自己的一行。",
        en "A law that a row refers to, as in superseded_by, must have a row of its own in content/laws.yaml.";

        122 Error BadRelated { }
        zh "相关链接应写文章的 slug，或 {{title, url}}", "例如 `related: [court-fee-who-pays, {{title: 中国人大网, url: https://www.npc.gov.cn/}}]`";
        en "a related link is an article's slug or a title with a url", "as in `related: [court-fee-who-pays, {{title: Text, url: https://example.com/}}]`";
        explain zh "related 是置顶的相关链接，按书写顺序显示：本站文章写 slug，其他网站写标题和网址。",
        en "`related` lists pinned links in order: an article of this site by its slug, a page elsewhere by title and url.";

        123 Error RelatedToItself { }
        zh "文章把自己列为相关文章", "删去这一项";
        en "the article lists itself as related", "take the entry out";
        explain zh "相关链接应带读者去别的文章。",
        en "A related link leads the reader to another article.";

        124 Error OrphanIntro { slug: String }
        zh "登记表里没有「{slug}」，这篇介绍不会出现在任何页面", "把文件改名为登记表里的 slug，或者先登记";
        en "there is no `{slug}` in the register, so this introduction appears nowhere", "rename the file to a slug of the register, or register it first";
        explain zh "content/topics/<slug>.md 和 content/lenders/<slug>.md 是主题页、机构页开头的介绍，文件名必须是登记表里的 slug。",
        en "content/topics/<slug>.md and content/lenders/<slug>.md introduce a topic's or lender's page; the file's name is a slug of the register.";

        125 Error SlugTaken { slug: String }
        zh "slug「{slug}」已经被另一篇文章使用", "给其中一篇换一个文件名，或者写不同的 slug";
        en "the slug `{slug}` is used by another article", "rename one of the files, or give it another slug";
        explain zh "slug 在全站唯一，不分文件夹，也不分大小写，否则两篇文章会写到同一个网址。",
        en "Slugs are unique over the site, whatever the folder and the case; otherwise two articles would have one address.";

        126 Error TooMany { key: String, count: usize, limit: usize }
        zh "「{key}」有 {count} 项，最多 {limit} 项", "只保留最要紧的 {limit} 项";
        en "`{key}` has {count} entries, at most {limit} are allowed", "keep the {limit} that matter";
        explain zh "列表太长对读者没有帮助，也多半是粘贴错误。",
        en "A list that long does not help the reader and is most likely pasted by mistake.";

        127 Warning TopicTwice { name: String }
        zh "主题「{name}」写了两次", "删去重复的一项";
        en "the topic `{name}` is listed twice", "take one of them out";
        explain zh "同一主题可能以标题和 slug 各写了一次。重复的一项不起作用。",
        en "The same topic may stand there once by title and once by slug. The second has no effect.";

        128 Error IntroFrontMatter { }
        zh "介绍文件只写正文，不写信息栏", "删去开头两行 --- 之间的内容；标题等写在登记表里";
        en "an introduction has a body only, no front matter", "take out what stands between the two lines ---; its title is in the register";
        explain zh "主题和机构的标题、说明都在登记表里，介绍文件只补充几段正文。",
        en "Title and description of a topic or lender are in the register; the introduction only adds paragraphs.";

        129 Error RowShape { register: String }
        zh "登记表应以「{register}:」开头，下面每行一项", "写成 `{register}:`，下面每行以两个空格和 - 开始";
        en "the register must be a list under the key `{register}`", "write `{register}:` and below it one row a line, each starting with a hyphen";
        explain zh "每份登记表只有一个顶层键，就是它自己的名字，例如 topics.yaml 里是 topics:，下面是各行。",
        en "A register has one top-level key, its own name, such as `topics:` in topics.yaml, and its rows below.";

        130 Error AllowCode { code: String }
        zh "没有编号为「{code}」的检查", "编号形如 SG501；运行 `sitegen explain` 查看全部编号";
        en "there is no check `{code}`", "a code looks like SG501; `sitegen explain` lists them all";
        explain zh "allow 逐条接受本文件的检查结果，每条要写检查编号和理由，以后的编辑才知道为什么放行。结构性错误不能放行。",
        en "`allow` accepts findings for this file, each with its code and a reason, so that the next editor knows why. Structural errors cannot be accepted.";

        131 Error AllowFixed { code: String }
        zh "{code} 是错误，不能放行", "改正它；只有警告和编辑类检查可以放行";
        en "{code} is an error that cannot be accepted", "mend it; only warnings and editorial checks can be accepted";
        explain zh "结构性错误意味着页面无法正确生成，放行也没有意义。",
        en "A structural error means that the page cannot be made right; accepting it would not help.";

        132 Error RateRow { problem_zh: String, problem_en: String }
        zh "利率表的这一行不对：{problem_zh}", "每行先写公布日期，再按 columns 的顺序写加引号的利率，例如 [2025-05-20, \"3.00\", \"3.50\"]";
        en "this row of the rate table is wrong: {problem_en}", "write the date first, then the rates in quotes in the order of `columns`, as in [2025-05-20, \"3.00\", \"3.50\"]";
        explain zh "利率表按公布日期从早到晚排列，日期不重复，利率是带两位小数的百分数。计算器直接使用这些数字，错一行就会算错很多页。",
        en "A rate table runs from the earliest date to the latest, each date once, rates in percent with two decimals. Calculators use these numbers, so one wrong row spoils many pages.";

        133 Error BadArticleNumber { value: String }
        zh "「{value}」不是条号", "写成 \"676\" 或 \"253-1\"（第二百五十三条之一），整部规定写 \"-\"";
        en "`{value}` is not an article number", "write \"676\", or \"253-1\" for an inserted article, or \"-\" for the document as a whole";
        explain zh "法律登记表的 articles 以条号为键。插入的条文（第…条之一）写成 253-1。",
        en "`articles` of a law has article numbers as keys. Inserted articles are written 253-1.";

        134 Error BadUrl { key: String, value: String }
        zh "「{key}」的网址「{value}」不可用", "写以 https:// 开头的完整网址";
        en "`{key}`: `{value}` is not a usable address", "write a whole address that starts with https://";
        explain zh "指向其他网站的链接必须是 http 或 https 的完整网址，不能是 javascript: 之类。",
        en "A link to another site is a whole http or https address, never javascript: or the like.";
    }
}
