//! SG1xx: front matter and registers. Wordings only; whether a fault is there is decided elsewhere.

use super::faults;

faults! {
    /// What can be wrong with front matter and registers.
    FrontFault {
        101 Error NoFrontMatter { }
        zh "文章开头没有信息栏", "在第一行写 ---，接着写 title、date、topics 各一行，再写一行 ---";
        en "the article does not start with front matter", "start with a line ---, then title, date and topics, then another line ---";
        explain zh "每篇文章以信息栏（front matter）开头，写明标题、日期和主题，上下各有一行三个半角连字符，前面不能有空行。\n\n---\ntitle: 起诉时诉讼费由谁先交？\ndate: 2026-03-09\ntopics: [诉讼费用]\n---\n\n运行 `sitegen new 标题` 可以得到一份填好的样子。",
        en "Every article starts with front matter that gives its title, date and topics, between two lines of three hyphens. Nothing stands before it, not even an empty line.\n\n---\ntitle: Who pays the court fee first?\ndate: 2026-03-09\ntopics: [court-fees]\n---\n\n`sitegen new TITLE` writes one for you.";

        102 Error FrontMatterOpen { }
        zh "信息栏没有结束", "在信息栏的最后一项下面单独写一行 ---";
        en "the front matter does not end", "write a line --- below its last entry";
        explain zh "没有结束的一行 ---，程序分不清哪里是信息栏、哪里是正文。这一行要顶格写，只有三个半角连字符，不能是破折号「——」。",
        en "Without the closing line --- nobody can tell front matter from text. The line starts at the left margin and holds just three hyphens, no dash.";

        103 Error Syntax { detail_zh: String, detail: String }
        zh "YAML 的写法有误：{detail_zh}", "检查缩进、引号是否成对、冒号是不是半角而且后面有空格";
        en "this is not valid YAML: {detail}", "check the indentation, that quotes come in pairs, and the space after each colon";
        explain zh "信息栏和登记表用 YAML 书写。常见的错误有五种：用了全角冒号；冒号后面没有空格；文字里有半角冒号却没有加引号；引号只写了一半；用制表符缩进。\n\n错误：title：逾期以后\n错误：title: 逾期以后: 第一步\n正确：title: \"逾期以后: 第一步\"",
        en "Front matter and registers are written in YAML. Five errors are common: a full-width colon; no space after the colon; a colon inside a text without quotes; one quote of a pair; tabs as indentation.\n\nWrong: title: After the due date: first steps\nRight: title: \"After the due date: first steps\"";

        104 Error Duplicate { key: String }
        zh "「{key}」写了两次", "删去其中一处";
        en "`{key}` is given twice", "remove one of them";
        explain zh "同一项写了两次，程序无法知道您想要哪一个，所以不猜。如果想写多个值，请合成一个列表。\n\n错误：\ntopics: 诉讼费用\ntopics: 起诉\n正确：\ntopics: [诉讼费用, 起诉]",
        en "With an entry given twice the program cannot know which one you mean, so it does not guess. Several values go into one list.\n\nWrong:\ntopics: court-fees\ntopics: lawsuits\nRight:\ntopics: [court-fees, lawsuits]";

        105 Error UnknownKey { key: String, allowed: String }
        zh "没有「{key}」这一项", "这里可以写的有：{allowed}";
        en "there is no entry `{key}`", "entries known here: {allowed}";
        explain zh "多半是打错了字。如果悄悄忽略，例如把 expires 拼错，已经过期的文章就会一直挂在网上，所以按错误处理。",
        en "Most likely a typing error. If it were ignored, a misspelt `expires`, for instance, would leave an outdated article on the site, so this is an error.";

        106 Error Missing { key: String }
        zh "缺少必需的「{key}」", "在这里补上 `{key}: …`";
        en "`{key}` is required but missing", "add `{key}: …` here";
        explain zh "文章必须有 title（标题）、date（首次发布的日期）和 topics（至少一个主题）。登记表的每一行也有自己必需的项，例如主题要有 slug 和 title。",
        en "An article needs title, date (of first publication) and at least one topic. The rows of a register have required entries of their own; a topic, for instance, needs slug and title.";

        107 Error WrongType { key: Box<str>, expected_zh: Box<str>, expected: Box<str>, found_zh: Box<str>, found: Box<str> }
        zh "「{key}」应该是{expected_zh}，这里写的是{found_zh}", "改写成{expected_zh}";
        en "`{key}` must be {expected}, but this is {found}", "write {expected} here";
        explain zh "每一项都有固定的种类：topics 是列表，draft 是 true 或 false，date 是日期。在 YAML 里 yes、~ 和不加引号的数字另有含义，程序不会悄悄把它们当成文字。\n\n错误：draft: yes\n正确：draft: true\n错误：title: 12368\n正确：title: \"12368\"",
        en "Every entry has its kind: topics is a list, draft is true or false, date is a date. In YAML yes, ~ and bare numbers have a meaning of their own and are never silently taken for text.\n\nWrong: draft: yes\nRight: draft: true\nWrong: title: 12368\nRight: title: \"12368\"";

        108 Error Empty { key: String }
        zh "「{key}」没有内容", "填上内容，或者删去这一行";
        en "`{key}` is empty", "fill it in, or remove the line";
        explain zh "没有内容的一项，往往是忘了填写。标题、日期和主题必须填写；其余各项不需要时，整行删去即可。",
        en "An empty entry is often one that was forgotten. Title, date and topics must be filled in; any other entry that is not needed is simply left out.";

        109 Error BadDate { key: Box<str>, value: Box<str>, why_zh: Box<str>, why: Box<str> }
        zh "「{key}」的日期「{value}」不对：{why_zh}", "写成 2026-03-09 这样的公历日期，年四位，月、日各两位，用半角连字符";
        en "the date `{value}` of `{key}` is not valid: {why}", "write a calendar date such as 2026-03-09, with hyphens and two digits for month and day";
        explain zh "日期一律写成「年-月-日」，不带时间和星期。日历上没有的日子（例如 2 月 30 日）也会报错。\n\n错误：2026年3月9日\n错误：2026-3-9\n错误：2026/03/09\n正确：2026-03-09",
        en "A date is year-month-day, without a time. Days that the calendar does not have, such as 30 February, are reported too.\n\nWrong: 9 March 2026\nWrong: 2026-3-9\nWrong: 2026/03/09\nRight: 2026-03-09";

        110 Error DateOrder { key: Box<str>, value: Box<str>, earlier: Box<str>, limit: Box<str> }
        zh "「{key}」（{value}）早于「{earlier}」（{limit}）", "核对这两个日期，改正写错的一个";
        en "`{key}` ({value}) is earlier than `{earlier}` ({limit})", "check the two dates and correct the wrong one";
        explain zh "后发生的事不能写在前面：更新日期 updated 不早于 date，复核期限 review_by 不早于复核日期 reviewed_on，到期日 expires 不早于 date，法律的废止日不早于施行日。多半是年份写错了一位。",
        en "A later event cannot have an earlier date: updated is not before date, review_by not before reviewed_on, expires not before date, the repeal of a law not before its effect. Mostly one digit of a year is wrong.";

        111 Error UnknownLender { name: String }
        zh "登记表里没有名为「{name}」的机构", "改用 content/lenders.yaml 里的名称、别名或 slug，或者先在那里登记";
        en "there is no lender `{name}` in the register", "use a name, alias or slug from content/lenders.yaml, or register the lender there first";
        explain zh "机构要先在 content/lenders.yaml 登记，文章才能写它，这样同一家机构的文章才会集中在一页，读者也能看到它的法律主体。slug、名称、别名、曾用名都可以写。\n\n例如登记：\nlenders:\n  - slug: example-finance\n    name: 示例消费金融\n    aliases: [示例消金]",
        en "A lender must be in content/lenders.yaml before an article can name it, so that all its articles meet on one page and readers see which company stands behind it. Its slug, name, an alias or a former name will do.\n\nFor example:\nlenders:\n  - slug: example-finance\n    name: Example Finance\n    aliases: [Example Loans]";

        112 Error UnknownTopic { name: String }
        zh "登记表里没有名为「{name}」的主题", "改用 content/topics.yaml 里的标题、别名或 slug，或者先在那里登记";
        en "there is no topic `{name}` in the register", "use a title, alias or slug from content/topics.yaml, or register the topic there first";
        explain zh "主题要先在 content/topics.yaml 登记。如果可以随手写新主题，「逾期」「逾期处理」「贷款逾期」就会各成一页，读者找不全。意思相同的说法可以登记为别名。",
        en "A topic must be in content/topics.yaml first. If topics could be made up on the spot, \"overdue\", \"overdue loans\" and \"late payment\" would become three pages and readers would find a third each. Register other words for a topic as its aliases.";

        113 Error UnknownPerson { name: String }
        zh "登记表里没有名为「{name}」的人员", "改用 content/people.yaml 里的编号或姓名，或者先在那里登记";
        en "there is no person `{name}` in the register", "use an id or name from content/people.yaml, or register the person there first";
        explain zh "有 content/people.yaml 时，author（作者）和 reviewed_by（复核律师）必须是其中的编号或姓名，这样执业证号和职务只在一处填写，不会前后不一。没有这份登记表时可以直接写姓名。",
        en "Where content/people.yaml exists, author and reviewed_by must name someone in it, so that licence and role stand in one place only. Without the register a plain name will do.";

        114 Error BadSlug { value: String, why_zh: String, why_en: String }
        zh "「{value}」不能作为网址的一部分：{why_zh}", "只用小写字母、数字和连字符（也可以用汉字），例如 card-overdue";
        en "`{value}` cannot be part of an address: {why_en}", "use lower-case letters, digits and hyphens (Chinese characters will do too), such as card-overdue";
        explain zh "slug 会成为网址和文件名的一部分，所以不能有斜杠、空格和控制字符，不能以点开头，不能是系统保留的名字（例如 CON），最长 120 个字节。文章不写 slug 时，用文件名。\n\n错误：slug: 信用卡 逾期/处理\n正确：slug: card-overdue",
        en "A slug becomes part of an address and of a file's name. It holds no slash, blank or control character, does not start with a dot, is no reserved name such as CON, and has at most 120 bytes. An article without `slug` takes its file's name.\n\nWrong: slug: Card overdue/what now\nRight: slug: card-overdue";

        115 Error TooLong { key: String, length: usize, limit: usize }
        zh "「{key}」太长：有 {length} 个字，最多 {limit} 个", "缩短到 {limit} 个字以内";
        en "`{key}` is too long: {length} characters, at most {limit} are allowed", "shorten it to {limit} characters";
        explain zh "标题最多 120 个字，摘要最多 300 个字，其余各项也有上限。再长的文字在列表和搜索结果里显示不下，多半是粘贴错了位置，例如把正文贴进了摘要。",
        en "A title has at most 120 characters, a summary 300; other entries have limits too. Longer text does not fit into lists and search results, and was mostly pasted into the wrong place, such as the whole article into its summary.";

        116 Error ControlCharacter { key: String }
        zh "「{key}」里有看不见的字符", "删去标出的这一段，用键盘重新输入";
        en "`{key}` holds an invisible character", "delete the marked piece and type it again";
        explain zh "这是控制字符或改变文字方向的字符，多半是从网页、PDF 或聊天软件里复制时带进来的。页面上看不见它，标题、网址和搜索却会因此出错；有人也会用它把一段文字伪装成另一段。",
        en "This is a control character, or one that turns the direction of text; it mostly comes along when text is copied from a web page, a PDF or a chat. Readers cannot see it, but it breaks titles, addresses and search, and it can make one text look like another.";

        117 Error Taken { value: String }
        zh "「{value}」已经被登记表的另一行使用", "换一个名字；如果两行说的是同一个，就合并成一行";
        en "`{value}` is already used by another row of the register", "choose another name, or join the two rows if they mean the same";
        explain zh "同一份登记表里，slug、名称、别名和曾用名都不能重复，否则文章写到这个名字时，程序不知道指的是哪一行。",
        en "Within a register no slug, name, alias or former name may occur twice; otherwise, when an article uses it, nobody knows which row is meant.";

        118 Error UnknownParent { value: String }
        zh "上级「{value}」不在这份登记表里", "改成本表另一行的 slug，或者先登记这个上级";
        en "the parent `{value}` is not in this register", "use the slug of another row, or register the parent first";
        explain zh "parent 写上级的 slug，例如主题「诉讼费用」的上级是「起诉」。上级自己也必须是同一份登记表里的一行。没有上级的，删去 parent 这一行。",
        en "parent holds the slug of the row above, as \"court fees\" stands below \"lawsuits\". That row must be in the same register. A row that has none above it leaves parent out.";

        119 Error ParentCycle { value: String }
        zh "从「{value}」往上找，绕了一圈又回到它自己", "改掉其中一个 parent；最上面的一级不写 parent";
        en "the parents of `{value}` lead back to itself", "change one of the parents; the topmost row has none";
        explain zh "上下级像一棵树：顺着 parent 一级一级往上，最后应当走到一个没有 parent 的主题。如果甲的上级是乙、乙的上级又是甲，网站就画不出这棵树。",
        en "Parents form a tree: going up from row to row one must come to a row without a parent. If A stands below B and B below A, the site cannot draw the tree.";

        120 Error UnknownValue { key: String, value: String, allowed: String }
        zh "「{key}」不能写「{value}」", "可以写的有：{allowed}";
        en "`{key}` cannot be `{value}`", "it may be: {allowed}";
        explain zh "这一项只接受固定的几个词，拼写和大小写都要一样。例如 ai 只能是 none、assisted 或 generated，写成别的词，读者就看不到应有的标识。",
        en "This entry takes one of a few words, spelt exactly like this. `ai`, for instance, is none, assisted or generated; with any other word readers would miss the label they should see.";

        121 Error UnknownLawId { value: String }
        zh "法律登记表里没有编号为「{value}」的法律", "改用 content/laws.yaml 里的 id，或者先在那里登记这部法律";
        en "there is no law `{value}` in the register", "use an id from content/laws.yaml, or register the law there first";
        explain zh "登记表的一行提到另一部法律时，例如用 superseded_by 写明被哪部法律取代，那部法律也必须在 content/laws.yaml 里有自己的一行。",
        en "When a row of a register refers to another law, as superseded_by names the law that took its place, that law must have a row of its own in content/laws.yaml.";

        122 Error BadRelated { }
        zh "相关链接的写法不对", "本站文章写它的 slug，其他网站写标题和网址，例如 `related: [court-fee-who-pays, {{title: 中国人大网, url: https://www.npc.gov.cn/}}]`";
        en "this related link is not written correctly", "give an article of this site by its slug, another site by title and url, as in `related: [court-fee-who-pays, {{title: Example, url: https://example.com/}}]`";
        explain zh "related 是置顶的相关链接，按书写的顺序显示。也可以一行写一条：\n\nrelated:\n  - court-fee-who-pays\n  - title: 中国人大网\n    url: https://www.npc.gov.cn/",
        en "`related` lists pinned links in the order in which they are shown. They may also stand one below the other:\n\nrelated:\n  - court-fee-who-pays\n  - title: Example\n    url: https://example.com/";

        123 Error RelatedToItself { }
        zh "文章把自己列成了相关文章", "删去这一条，或者换成另一篇文章";
        en "the article lists itself as related", "remove the entry, or name another article";
        explain zh "相关链接应当带读者去看别的文章。列出自己，读者点了之后仍停在原处。多半是复制另一篇文章的信息栏时忘了改。",
        en "A related link takes the reader to another article; one to the article itself goes nowhere. It often stays behind when front matter is copied from another article.";

        124 Error OrphanIntro { slug: String }
        zh "登记表里没有「{slug}」，这篇介绍不会出现在任何页面上", "把文件名改成登记表里的 slug，或者先登记";
        en "there is no `{slug}` in the register, so this introduction appears nowhere", "rename the file to a slug of the register, or register it first";
        explain zh "content/topics/ 和 content/lenders/ 里的文件是主题页、机构页开头的介绍，文件名（不含 .md）必须是登记表里的 slug，而不是名称或别名。",
        en "Files in content/topics/ and content/lenders/ introduce the page of a topic or lender. The file's name, without .md, is its slug in the register, not its name or an alias.";

        125 Error SlugTaken { slug: String }
        zh "slug「{slug}」已经被另一篇文章使用", "给其中一篇换一个文件名，或者写上不同的 slug";
        en "the slug `{slug}` is already used by another article", "rename one of the files, or give it another slug";
        explain zh "全站文章的 slug 不能重复，放在不同的文件夹里、只有大小写不同也不行，否则两篇文章会用同一个网址，后一篇会盖掉前一篇。",
        en "No two articles of the site may have the same slug, even in different folders or in upper and lower case. They would share one address, and one would overwrite the other.";

        126 Error TooMany { key: String, count: usize, limit: usize }
        zh "「{key}」写得太多：有 {count} 条，最多 {limit} 条", "只留下最要紧的 {limit} 条";
        en "`{key}` has too many entries: {count}, at most {limit} are allowed", "keep the {limit} that matter most";
        explain zh "列表太长，读者看不过来，也起不到挑选的作用。如果不是有意写这么多，多半是粘贴时带进了别的内容。",
        en "So long a list is more than a reader can take in, and no longer a choice. If it was not meant, something else was probably pasted in.";

        127 Warning TopicTwice { name: String }
        zh "主题「{name}」写了两次", "删去重复的一个";
        en "the topic `{name}` is listed twice", "remove one of them";
        explain zh "同一个主题写了两次，可能一次写的是标题，一次写的是 slug 或别名。重复的一个不起作用，文章在主题页上只出现一次。",
        en "The same topic is given twice, perhaps once by its title and once by its slug or an alias. The second has no effect; the article appears once on the topic's page.";

        128 Error IntroFrontMatter { }
        zh "介绍只写正文，不写信息栏", "删去开头两行 --- 和它们之间的内容；标题和说明写在登记表里";
        en "an introduction has text only, no front matter", "remove the two lines --- and what stands between them; title and description belong in the register";
        explain zh "主题和机构的标题、说明都在登记表里，只在一处修改。content/topics/ 和 content/lenders/ 里的介绍文件只补充几段正文。",
        en "Title and description of a topic or lender stand in the register, so that they are changed in one place. The files in content/topics/ and content/lenders/ only add some paragraphs.";

        129 Error RowShape { register: String }
        zh "这份登记表应以「{register}:」开头，下面一条一条地写", "第一行写 `{register}:`，下面每一条以两个空格、一个连字符和一个空格开始";
        en "this register must start with `{register}:` and have its rows below", "write `{register}:` first; each row below starts with two spaces, a hyphen and a space";
        explain zh "每份登记表最外层只有一项，就是它自己的名字，其余都写在它下面。\n\n例如 topics.yaml：\ntopics:\n  - slug: court-fees\n    title: 诉讼费用\n  - slug: overdue\n    title: 逾期",
        en "A register has one outermost entry, its own name; everything else stands below it.\n\nFor example topics.yaml:\ntopics:\n  - slug: court-fees\n    title: Court fees\n  - slug: overdue\n    title: Overdue loans";

        130 Error AllowCode { code: String }
        zh "没有编号为「{code}」的检查", "编号的样子是 SG501；运行 `sitegen explain` 可以看到全部编号";
        en "there is no check `{code}`", "a code looks like SG501; `sitegen explain` lists them all";
        explain zh "allow 表示这篇文章接受某项检查的结果，每条都要写检查的编号和理由，以后的编辑才知道为什么放行。\n\nallow:\n  - code: SG222\n    reason: 图片只是装饰，没有需要说明的内容",
        en "With `allow` an article accepts what a check reports; each entry gives the code and a reason, so that the next editor knows why.\n\nallow:\n  - code: SG222\n    reason: the picture is mere decoration";

        131 Error AllowFixed { code: String }
        zh "{code} 是必须改正的错误，不能放行", "删去这一条，改正它报告的问题；能放行的只有警告和编辑类检查（SG5xx）";
        en "{code} is an error that must be corrected and cannot be accepted", "remove the entry and correct what the check reports; only warnings and editorial checks (SG5xx) can be accepted";
        explain zh "这类错误意味着网页无法正确生成，例如链接指向一篇不存在的文章。就算放行，读者看到的也是坏掉的页面。",
        en "Such an error means that a page cannot be made correctly, for instance because a link leads to an article that does not exist. Accepting it would still show readers a broken page.";

        132 Error RateRow { problem_zh: String, problem_en: String }
        zh "利率表的这一行不对：{problem_zh}", "先写公布日期，再按 columns 的顺序写加引号的利率，例如 [2025-05-20, \"3.00\", \"3.50\"]";
        en "this row of the rate table is wrong: {problem_en}", "write the date first, then the rates in quotes in the order of `columns`, as in [2025-05-20, \"3.00\", \"3.50\"]";
        explain zh "利率表按公布日期从早到晚排列，日期不重复，利率是带两位小数的百分数。计算器直接使用这些数字，错一行就会让很多页的结果算错，所以要求写得严格。",
        en "A rate table runs from the earliest date to the latest, each date once, with rates in percent and two decimals. Calculators use these numbers as they stand, and one wrong row would make the results on many pages wrong.";

        133 Error BadArticleNumber { value: String }
        zh "「{value}」不是条号", "写成 \"676\" 或 \"253-1\"（第二百五十三条之一）；说的是整部规定时写 \"-\"";
        en "`{value}` is not an article number", "write \"676\", or \"253-1\" for an inserted article, or \"-\" for the law as a whole";
        explain zh "法律登记表的 articles 用条号区分各条。条号用半角数字，加引号；后来插入的「第……条之一」写成 253-1 的样子。\n\n错误：第六百七十六条: 逾期利息\n正确：\"676\": 逾期利息",
        en "`articles` of a law tells its articles apart by number: digits, in quotes. An article that was inserted later is written like 253-1.\n\nWrong: Article 676: interest on late payment\nRight: \"676\": interest on late payment";

        134 Error BadUrl { key: String, value: String }
        zh "「{key}」的网址「{value}」不能用", "写以 https:// 开头的完整网址";
        en "the address `{value}` of `{key}` cannot be used", "write a whole address that starts with https://";
        explain zh "指向其他网站的链接要写 http 或 https 的完整网址。只写域名，浏览器会当成本站的路径；javascript: 之类的地址会在读者的手机上运行程序，一律不接受。\n\n错误：www.npc.gov.cn\n正确：https://www.npc.gov.cn/",
        en "A link to another site is a whole http or https address. A bare domain name would be taken for a path of this site; an address such as javascript: would run a program on the reader's phone and is never accepted.\n\nWrong: www.npc.gov.cn\nRight: https://www.npc.gov.cn/";
    }
}
