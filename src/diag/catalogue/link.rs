//! SG2xx: links and URLs, and Markdown that cannot be published. Wordings only; whether a fault is there is decided elsewhere.

use super::faults;

faults! {
    /// What can be wrong with links, addresses and Markdown.
    LinkFault {
        201 Error RawHtml { tag: String }
        zh "正文里不能写 HTML「{tag}」", "改用 Markdown；可以写的 HTML 只有不带属性的 <br>、<sub>、<sup>、<u>、<mark>、<kbd>";
        en "the text may not hold the HTML `{tag}`", "use Markdown instead; only <br>, <sub>, <sup>, <u>, <mark> and <kbd> without attributes are accepted";
        explain zh "HTML 可能把脚本、样式或别的网页带进文章，从旧网站复制来的内容尤其如此，所以一律不接受，也不会出现在页面上。换成 Markdown 通常更短。要显示小于号本身，写成 \\<，或者放进 `代码` 里。\n\n错误：<b>重点</b>\n正确：**重点**\n错误：<a href=\"court-fee.md\">诉讼费</a>\n正确：[诉讼费](court-fee.md)",
        en "HTML can bring script, style or another page into an article, above all when it was copied from an old site, so it is refused and never reaches a page. Markdown is mostly shorter. To show the sign itself write \\< or use `code`.\n\nWrong: <b>important</b>\nRight: **important**\nWrong: <a href=\"court-fee.md\">court fees</a>\nRight: [court fees](court-fee.md)";

        202 Error UnsafeUrl { url: String }
        zh "不能链接到「{url}」", "链接和图片只能用 http、https、mailto、tel 地址或相对路径";
        en "linking to `{url}` is not allowed", "links and images take http, https, mailto and tel addresses or relative paths only";
        explain zh "javascript:、data: 之类的地址会在读者的手机上运行程序，或者伪装成别的网页，所以链接和图片都不接受。图片请存成文件，放在文章旁边或 static/ 里。",
        en "Addresses such as javascript: and data: can run a program on the reader's phone or pretend to be another page, so neither links nor images accept them. Save an image as a file beside the article or in static/.";

        203 Error BadHeadingId { value: String, why_zh: String, why_en: String }
        zh "标题的编号「{value}」不能用：{why_zh}", "写成 {{#court-fee}} 的样子，只用小写字母、数字和连字符，也可以用汉字";
        en "the heading id `{value}` cannot be used: {why_en}", "write it like {{#court-fee}}, with letters, digits and hyphens; Chinese characters will do too";
        explain zh "标题后面的 {#编号} 让别的文章可以直接链接到这一节，改了标题文字也不会断。编号最长 80 个字符，只含文字、数字、连字符和下划线。\n\n错误：## 诉讼费由谁交 {#诉讼费 1}\n正确：## 诉讼费由谁交 {#court-fee}",
        en "An {#id} after a heading lets other articles link to this section, even when the heading's words change. It has at most 80 characters: letters, digits, hyphens and underscores.\n\nWrong: ## Who pays the fee {#court fee}\nRight: ## Who pays the fee {#court-fee}";

        204 Error NoSuchArticle { target: String }
        zh "链接的文章「{target}」不存在", "核对文件名和文件夹；链接从本文件所在的文件夹写起，例如 court-fee-who-pays.md";
        en "the linked article `{target}` does not exist", "check file name and folder; a link starts from this file's folder, such as court-fee-who-pays.md";
        explain zh "链接到本站文章时，写从本文件到那篇文章的相对路径，以 .md 结尾；上一级文件夹写 ../。那篇文章改名、移动或删除以后，这里也要跟着改。\n\n错误：[诉讼费](诉讼费由谁交)\n正确：[诉讼费](../lawsuit/court-fee-who-pays.md)",
        en "A link to an article of this site is the path from this file to that one and ends in .md; ../ means the folder above. When that article is renamed, moved or deleted, the link must change too.\n\nWrong: [court fees](Who pays the court fee)\nRight: [court fees](../lawsuit/court-fee-who-pays.md)";

        205 Error NoSuchAnchor { target: String, anchor: String }
        zh "「{target}」里没有「{anchor}」这个小标题", "打开那篇文章，选一个现有的小标题；小标题的文字改过，链接也要跟着改";
        en "`{target}` has no heading `{anchor}`", "open that article and choose a heading it has; when a heading's words change, links to it must, too";
        explain zh "链接里 # 后面是标题的编号，也就是标题的文字去掉序号和标点。只想链接到整篇文章时，删去 # 和后面的部分。常被链接的标题可以用 {#编号} 固定下来，以后改文字也不会断。\n\n标题：## 一、诉讼费由谁交？\n链接：[诉讼费](court-fee.md#诉讼费由谁交)",
        en "What follows # in a link is a heading's id: its words without number and punctuation. To link to the whole article, remove the # and what follows. A heading that others link to can be given a lasting id with {#id}.\n\nHeading: ## Who pays {#who-pays}\nLink: [court fees](court-fee.md#who-pays)";

        206 Error TargetUnpublished { target: String, why_zh: String, why_en: String }
        zh "链接的文章「{target}」{why_zh}，读者打不开", "换一篇已经发布的文章，或者去掉链接、只留文字";
        en "the linked article `{target}` {why_en}, so readers cannot open it", "link to a published article, or keep the text without the link";
        explain zh "草稿、发布日期还没到的文章和已经到期的文章都不会出现在网站上，指向它们的链接，读者点了打不开。等那篇文章发布时再加链接也可以。",
        en "Drafts, articles whose date has not come and articles that have expired are not on the site, so a link to one does not open. You can also add the link when the other article is published.";

        207 Error LinkUnknownLender { name: String }
        zh "链接里的机构「{name}」不在登记表里", "改用 content/lenders.yaml 里的 slug、名称或别名，例如 lender:example-finance";
        en "the lender `{name}` of this link is not in the register", "use a slug, name or alias from content/lenders.yaml, as in lender:example-finance";
        explain zh "lender: 开头的链接通向机构页，机构要先在 content/lenders.yaml 里登记。\n\n例如：[示例消费金融](lender:example-finance)",
        en "A link that starts with lender: leads to the page of a lender, which must be registered in content/lenders.yaml.\n\nFor example: [Example Finance](lender:example-finance)";

        208 Error LinkUnknownTopic { name: String }
        zh "链接里的主题「{name}」不在登记表里", "改用 content/topics.yaml 里的 slug、标题或别名，例如 topic:court-fees";
        en "the topic `{name}` of this link is not in the register", "use a slug, title or alias from content/topics.yaml, as in topic:court-fees";
        explain zh "topic: 开头的链接通向主题页，主题要先在 content/topics.yaml 里登记。\n\n例如：[诉讼费用](topic:court-fees)",
        en "A link that starts with topic: leads to the page of a topic, which must be registered in content/topics.yaml.\n\nFor example: [court fees](topic:court-fees)";

        209 Error LinkUnknownLaw { name: String }
        zh "链接里的法律「{name}」不在登记表里", "改用 content/laws.yaml 里的 id，条号写在 # 后面，例如 law:civil-code#676";
        en "the law `{name}` of this link is not in the register", "use an id from content/laws.yaml, with the article after #, as in law:civil-code#676";
        explain zh "law: 开头的链接通向法律页，# 后面是条号。其实正文里直接写《民法典》第六百七十六条就会自动加上链接，只有想用别的文字作链接时才需要这种写法。\n\n例如：[逾期利息的规定](law:civil-code#676)",
        en "A link that starts with law: leads to the page of a law; the article's number follows #. A citation in the text, such as 《民法典》第六百七十六条, becomes a link by itself, so you need this form only for other words.\n\nFor example: [the rule on late interest](law:civil-code#676)";

        210 Error NoSuchPage { path: String }
        zh "本站没有「{path}」这个网址", "核对网址；链接到文章时，最好写它的 .md 文件的相对路径";
        en "this site has no page `{path}`", "check the address; a link to an article is best written as the relative path of its .md file";
        explain zh "以 / 开头、或者写了本站完整网址的链接也会核对：它必须是这次生成的页面，或者 static/ 里的文件。文章的网址以后可能变，写 .md 文件的相对路径就不用跟着改。",
        en "A link that starts with / or gives this site's whole address is checked too: it must be a page of this build or a file of static/. Addresses of articles may change one day; the relative path of the .md file need not.";

        211 Error NoSuchFile { target: String }
        zh "找不到文件「{target}」", "把文件放在文章旁边或 static/ 里，并核对文件名，大小写也要一样";
        en "the file `{target}` cannot be found", "put it beside the article or into static/, and check its name, upper and lower case too";
        explain zh "图片和供下载的文件有两个去处：放在文章旁边，链接写文件名；放在 static/ 里，链接写以 / 开头的路径。文件名区分大小写：在自己的电脑上能打开，到了服务器上仍可能打不开。\n\n例如：![起诉状的样子](complaint.png)\n例如：[起诉状模板](/files/complaint.docx)，文件在 static/files/ 里",
        en "Images and downloads have two places: beside the article, linked by file name; or in static/, linked by a path that starts with /. Upper and lower case count: what opens on your computer may still fail on the server.\n\nFor example: ![a complaint](complaint.png)\nFor example: [form](/files/complaint.docx) for a file in static/files/";

        212 Error Outside { target: String }
        zh "路径「{target}」超出了网站的文件夹", "只链接 content/ 和 static/ 里的文件，删去多余的 ../";
        en "the path `{target}` leaves the site's folder", "link only to files in content/ and static/, and remove the surplus ../";
        explain zh "每个 ../ 表示往上一级文件夹。走出 content/ 的路径不接受，否则可能把电脑上别的文件公开到网上。",
        en "Each ../ means one folder up. A path that leaves content/ is refused, since it could publish other files of the computer.";

        213 Error SamePath { path: String }
        zh "有两处都要生成「{path}」", "给其中一处换一个名字";
        en "two sources would both become `{path}`", "give one of them another name";
        explain zh "两处来源生成同一个网址时，后一处会盖掉前一处。只有大小写不同也算相同，因为有的服务器和系统不区分。也可能是文章与页面、别名或 static/ 里的文件重名。",
        en "With two sources for one address, one would overwrite the other. Upper and lower case count as the same, since some servers and systems do not tell them apart. The other source may also be a page, an alias or a file in static/.";

        214 Error BadAlias { value: String, why_zh: String, why_en: String }
        zh "旧网址「{value}」不能用：{why_zh}", "写本站的路径，以 / 开头，例如 /hf/177626.html";
        en "the old address `{value}` cannot be used: {why_en}", "write a path of this site that starts with /, such as /hf/177626.html";
        explain zh "aliases 里是文章以前的网址，读者打开旧网址时会自动转到新网址。只写域名后面的部分，不能有 ..、?、# 和空格。\n\n错误：https://www.example.com/hf/177626.html\n正确：/hf/177626.html",
        en "`aliases` holds former addresses of the article; readers who open one are taken to the new address. Write only what follows the domain name, without .., ?, # or blanks.\n\nWrong: https://www.example.com/hf/177626.html\nRight: /hf/177626.html";

        215 Error AliasTaken { path: String }
        zh "旧网址「{path}」已经是另一个页面或另一条跳转", "删去其中一处";
        en "the old address `{path}` already belongs to another page or redirect", "remove one of them";
        explain zh "一个网址只能通向一处。如果跳转占用了另一个页面的网址，那个页面就打不开了；两篇文章写了同一个旧网址，读者也不知道会到哪里。",
        en "An address leads to one place. A redirect on the address of another page would hide that page, and with two articles claiming one old address nobody knows where a reader would arrive.";

        216 Error AliasLoop { path: String }
        zh "旧网址「{path}」就是文章现在的网址，会不停地转回自己", "删去这一条";
        en "the old address `{path}` is the article's present one, so it would redirect to itself", "remove the entry";
        explain zh "aliases 只写以前的网址。跳转到自己会让浏览器一直转圈，最后报错，读者看不到文章。",
        en "`aliases` holds former addresses only. A page that redirects to itself keeps the browser turning until it gives up, and the reader never sees the article.";

        217 Error EmptyLink { }
        zh "这个链接没有文字，或者没有地址", "写成 [说明文字](地址)，两部分都要有";
        en "this link has no text or no address", "write [text](address) with both parts";
        explain zh "没有文字的链接，读者看不见也点不到，用读屏软件的人也听不到它通向哪里。文字要说明去处，不要只写「这里」。\n\n错误：[](court-fee.md)\n正确：[诉讼费由谁交](court-fee.md)",
        en "A link without text cannot be seen or touched, and a screen reader has nothing to say about it. The text should name the place it leads to, not just \"here\".\n\nWrong: [](court-fee.md)\nRight: [who pays the court fee](court-fee.md)";

        218 Error RelatedUnknown { slug: String }
        zh "相关文章「{slug}」不存在", "写另一篇文章的 slug，通常是不带 .md 的文件名";
        en "the related article `{slug}` does not exist", "write the slug of another article, usually its file name without .md";
        explain zh "related 里写文章的 slug，不写标题和路径。那篇文章改名或删除以后，这里也要跟着改。\n\n错误：related: [../lawsuit/court-fee-who-pays.md]\n正确：related: [court-fee-who-pays]",
        en "`related` holds slugs of articles, not titles or paths. When that article is renamed or deleted, the entry must change too.\n\nWrong: related: [../lawsuit/court-fee-who-pays.md]\nRight: related: [court-fee-who-pays]";

        219 Warning RelatedUnpublished { slug: String, why_zh: String, why_en: String }
        zh "相关文章「{slug}」{why_zh}，不会列出", "换一篇已经发布的文章，或者删去这一条";
        en "the related article `{slug}` {why_en} and is not listed", "choose a published article, or remove the entry";
        explain zh "草稿、发布日期还没到、已经到期和已经撤回的文章不会出现在相关文章里，以免读者点了打不开。其余的照常列出。",
        en "Drafts, articles whose date has not come, expired and withdrawn articles are left out of related lists, so that no link fails to open. The others are listed as usual.";

        220 Error DuplicateHeadingId { id: String }
        zh "标题的编号「{id}」在这篇文章里用了两次", "给其中一个标题换一个 {{#编号}}";
        en "the heading id `{id}` is used twice in this article", "give one of the headings another {{#id}}";
        explain zh "同一页上，标题的编号不能重复，否则无论想链接哪一个，都只会跳到第一个。没有写 {#编号} 的标题会自动编号，不会重复。",
        en "On one page every heading id is unique; otherwise a link always leads to the first of them. Headings without {#id} get one by themselves and never clash.";

        221 Warning UndefinedFootnote { label: String }
        zh "脚注「{label}」没有内容", "在文末加一行 `[^{label}]: 脚注内容`，或者删去正文里的记号";
        en "the footnote `{label}` has no text", "add a line `[^{label}]: text` at the end, or remove the mark";
        explain zh "正文里写了脚注的记号，就要在别处写上它的内容，否则读者看到的是方括号本身。\n\n正文：法院按标的额收费[^1]。\n文末：[^1]: 见《诉讼费用交纳办法》第十三条。",
        en "A footnote's mark in the text wants its text on a line elsewhere; without it readers see the brackets themselves.\n\nIn the text: Courts charge by the amount[^1].\nAt the end: [^1]: See the rules on court fees.";

        222 Warning NoAltText { target: String }
        zh "图片「{target}」没有说明文字", "在方括号里写一句话，说明图里是什么：![说明](图片)";
        en "the image `{target}` has no description", "say in the brackets what it shows: ![description](image)";
        explain zh "看不见图片的读者，以及图片没有加载出来的时候，靠说明文字了解内容。写图里有什么，而不是「图片」二字。\n\n错误：![](fee.png)\n正确：![诉讼费计算步骤：先定标的额，再分段相加](fee.png)",
        en "Readers who cannot see the image, or for whom it has not loaded, rely on its description. Say what it shows rather than \"image\".\n\nWrong: ![](fee.png)\nRight: ![Steps of working out the court fee](fee.png)";

        223 Warning HeadingOne { }
        zh "正文里的一级标题会当作二级标题显示", "把 # 改成 ##；一级标题是文章标题，已经在信息栏里";
        en "a level-1 heading in the text is shown as level 2", "write ## instead of #; the only level-1 heading is the title in the front matter";
        explain zh "一个页面只有一个一级标题，就是信息栏里的文章标题，读屏软件和搜索引擎靠它认出页面的主题。正文从二级标题写起：## 是大节，### 是小节。",
        en "A page has one level-1 heading, the title in the front matter, by which screen readers and search engines know what it is about. Headings in the text start at level 2: ## for a section, ### for a part of it.";

        224 Error UnknownScheme { scheme: String }
        zh "不认识以「{scheme}:」开头的链接", "可以用 lender:、topic:、law:、calculator:、http://、https://、mailto:、tel: 或相对路径";
        en "links that start with `{scheme}:` are not known", "use lender:, topic:, law:, calculator:, http://, https://, mailto:, tel: or a relative path";
        explain zh "冒号前面的部分决定链接通向哪里。不认识的多半是打错了字，例如把 lender: 写成 lenders:；也可能是不安全的地址，所以不放行。",
        en "What stands before the colon decides where a link leads. One that is not known is mostly a typing error, such as lenders: for lender:, or else may be unsafe, so it is refused.";

        225 Error ReservedPath { path: String, why_zh: String, why_en: String }
        zh "不能生成「{path}」：{why_zh}", "给来源文件或它的 slug 换一个名字";
        en "`{path}` cannot be made: {why_en}", "choose another name for the source file or its slug";
        explain zh "有的名字在某些系统上不能作为文件名（例如 CON、AUX，或者以点结尾），有的路径太长，换一台服务器就可能发布不了，所以先在这里拦下。",
        en "Some names cannot be files on some systems (CON, AUX, a final dot), and some paths are too long. They could fail on another server, so they are stopped here.";

        226 Error TooDeep { limit: usize }
        zh "这里的嵌套超过 {limit} 层，后面的内容没有读取", "减少引用、列表或强调的层数";
        en "nesting goes deeper than {limit} levels here; what follows was not read", "use fewer levels of quotes, lists or emphasis";
        explain zh "引用套引用、列表套列表到几十层，读者看不清楚，也不像是有意写的，多半是粘贴时带进了大量 > 或缩进。删去多余的记号即可。",
        en "Quotes within quotes or lists within lists dozens of levels deep cannot be read and are hardly meant; mostly many > signs or much indentation came along with pasted text. Remove the surplus.";

        227 Error NoSuchLawArticle { law: String, article: String }
        zh "《{law}》的登记里没有第 {article} 条", "核对条号；如果确有这一条，在 content/laws.yaml 这部法律的 articles 里加上它";
        en "the register has no article {article} of {law}", "check the number; if it is right, add it to the law's `articles` in content/laws.yaml";
        explain zh "law: 链接会跳到法律页上的那一条，所以那一条必须在页面上：登记表的 articles 列出的条，和有文章在正文里引用过的条，才会显示。\n\n例如：\narticles:\n  \"676\": 逾期利息",
        en "A law: link leads to that article on the law's page, so it must be shown there: articles listed in the register are, and those that some article of the site cites.\n\nFor example:\narticles:\n  \"676\": interest on late payment";

        228 Error UnknownCalculator { kind: String }
        zh "没有名为「{kind}」的计算器", "运行 `sitegen calc` 可以看到全部计算器";
        en "there is no calculator `{kind}`", "`sitegen calc` lists them all";
        explain zh "calculator: 开头的链接通向计算器自己的页面，冒号后面是计算器的名称，都是小写英文。\n\n例如：[算一算诉讼费](calculator:court-fee)",
        en "A link that starts with calculator: leads to the page of a calculator; its name, in lower-case letters, follows the colon.\n\nFor example: [work out the court fee](calculator:court-fee)";

        229 Warning AttributesDropped { }
        zh "标题后面的花括号里，除编号以外的内容不起作用", "只保留 {{#编号}}";
        en "of the braces after this heading only the id has an effect", "keep nothing but {{#id}}";
        explain zh "标题后面的花括号里可以写 {#编号}。样式和其他属性可能改变页面的样子或带入脚本，所以不会采用。\n\n错误：## 诉讼费 {#court-fee .red}\n正确：## 诉讼费 {#court-fee}",
        en "The braces after a heading may hold an {#id}. Styles and other attributes could change the page or bring in script, so they are left out.\n\nWrong: ## Court fees {#court-fee .red}\nRight: ## Court fees {#court-fee}";

        230 Error EmptyHeading { }
        zh "这个标题没有文字", "在井号后面写上标题，或者删去这一行";
        en "this heading has no text", "write a text after the signs, or take the line out";
        explain zh "没有文字的标题在目录里是一行空白，读屏软件会念出一个空的标题，读者不知道下面讲什么。多半是写了一半，或者粘贴时丢了文字。",
        en "A heading without text is an empty line in the contents list and an empty heading to a screen reader; nobody can tell what follows. It was most likely left half-written or lost its text when pasted.";

        231 Error PinnedUnknown { slug: String }
        zh "置顶的文章「{slug}」不存在", "写文章的 slug，通常是不带 .md 的文件名";
        en "the pinned article `{slug}` does not exist", "write an article's slug, usually its file name without .md";
        explain zh "主题登记表里的 pinned 列出主题页上最先看到的几篇文章，写文章的 slug。那篇文章改名或删除以后，这里也要跟着改。\n\n例如：pinned: [sued-first-30-days, court-fee-who-pays]",
        en "`pinned` in the register of topics names the articles that a topic's page shows first, by slug. When such an article is renamed or deleted, the entry must change too.\n\nFor example: pinned: [sued-first-30-days, court-fee-who-pays]";

        232 Warning PinnedUnpublished { slug: String, why_zh: String, why_en: String }
        zh "置顶的文章「{slug}」{why_zh}，不会列出", "换一篇已经发布的文章，或者删去这一条";
        en "the pinned article `{slug}` {why_en} and is not listed", "choose a published article, or remove the entry";
        explain zh "草稿、发布日期还没到、已经到期和已经撤回的文章不会出现在主题页的置顶里，以免读者点了打不开。其余的照常列出。",
        en "Drafts, articles whose date has not come, expired and withdrawn articles are left out of what a topic's page shows first, so that no link fails to open. The others are listed as usual.";

        240 Error NoSuchFact { key: String, lender: String, known: String }
        zh "机构「{lender}」没有登记「{key}」", "可以写的有：{known}；查到可靠来源后，也可以在 content/lenders.yaml 的 facts 里登记";
        en "the register has no `{key}` of `{lender}`", "it knows: {known}; once there is a reliable source, register it under `facts` in content/lenders.yaml";
        explain zh "正文里的 {lender.hotline} 从机构登记表里取值，登记表改一处，用到它的页面都跟着改。没有登记的事实不能引用：宁可不写电话，也不写一个没有核对过的电话。\n\n可以引用 name、entity，以及 facts 里的每一个 key。",
        en "In a text {lender.hotline} takes its value from the register of lenders, so that one edit there changes every page that uses it. What is not registered cannot be referred to: no number is better than one that nobody checked.\n\n`name`, `entity` and every key of `facts` can be taken.";

        241 Error FactWithoutLender { lender: String }
        zh "「{lender}」没有对应的机构", "本文的机构写在信息栏的 lender 里；别的机构写它的 slug，例如 {{zhaolian-cf.entity}}";
        en "`{lender}` stands for no lender", "name the article's lender under `lender` in its front matter; write another one by its slug, as in {{zhaolian-cf.entity}}";
        explain zh "花括号里圆点前面是机构：lender 指信息栏里写的那一家，其余写登记表里的 slug。没有写 lender 的文章、页面和介绍里不能用 lender。要照原样显示花括号，在前面加反斜线，或者放进代码里。",
        en "Before the dot in braces stands a lender: `lender` means the one that the front matter names, any other is given by its slug in the register. An article without `lender`, a page or an introduction has none. To show the braces themselves put a backslash before them, or write them as code.";
    }
}
