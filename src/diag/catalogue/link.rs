//! SG2xx: links and URLs, and Markdown that cannot be published.

use super::faults;

faults! {
    /// What can be wrong with links, addresses and Markdown.
    LinkFault {
        201 Error RawHtml { tag: String }
        zh "正文不能写 HTML「{tag}」", "用 Markdown 写法代替；只有不带属性的 <br> <sub> <sup> <u> <mark> <kbd> 可以使用";
        en "the body may not hold the HTML `{tag}`", "use Markdown instead; only <br> <sub> <sup> <u> <mark> <kbd> without attributes pass";
        explain zh "文章里的 HTML 可能带入脚本、样式或别的网页，从旧网站复制来的内容尤其如此，因此一律拒绝，不会出现在页面上。要显示尖括号本身，写成 `\\<` 或放进代码里。",
        en "HTML in an article can bring script, style or another document, most of all when copied from an old site, so it is refused and never reaches a page. To show the sign itself write `\\<` or use code.";

        202 Error UnsafeUrl { url: String }
        zh "不允许链接到「{url}」", "链接只能用 http、https、mailto、tel 或相对路径";
        en "links to `{url}` are not allowed", "links take http, https, mailto, tel and relative addresses only";
        explain zh "javascript:、data: 等地址会在读者的手机上执行代码。图片同样只接受安全的地址。",
        en "Addresses such as javascript: and data: run code on the reader's phone. The same holds for images.";

        203 Error BadHeadingId { value: String, why_zh: String, why_en: String }
        zh "标题编号「{value}」不可用：{why_zh}", "写成 {{#court-fee}} 这样的小写字母、数字和连字符，或汉字";
        en "the heading id `{value}` is not usable: {why_en}", "write one like {{#court-fee}}: letters, digits, hyphens or Han characters";
        explain zh "{#编号} 让别的文章可以链接到这个标题。它最长 80 个字符，只含文字、数字、连字符和下划线。",
        en "A {#id} lets other articles link to this heading. It has at most 80 characters: letters, digits, hyphens and underscores.";

        204 Error NoSuchArticle { target: String }
        zh "链接的文章「{target}」不存在", "核对文件名；链接写相对路径，例如 court-fee-who-pays.md";
        en "the linked article `{target}` does not exist", "check the file name; write a relative path such as court-fee-who-pays.md";
        explain zh "指向本站文章的链接写成相对于本文件的路径，以 .md 结尾。目标文件改名、移动或删除后，这里也要改。",
        en "A link to an article of this site is a path relative to this file and ends in .md. When the target is renamed, moved or deleted, the link must follow.";

        205 Error NoSuchAnchor { target: String, anchor: String }
        zh "「{target}」里没有编号为「{anchor}」的标题", "从目标文章的标题中选一个；标题文字改了，编号也会变";
        en "`{target}` has no heading `{anchor}`", "choose a heading of the target; a heading's id follows its text";
        explain zh "# 后面是目标文章里标题的编号：标题文字去掉序号和标点；或者用 {#编号} 固定下来，以后改标题也不会断。",
        en "After # stands the id of a heading of the target: its text without number and punctuation, or a fixed {#id}, which survives a change of the heading.";

        206 Error TargetUnpublished { target: String, why_zh: String, why_en: String }
        zh "链接的文章「{target}」{why_zh}，读者打不开", "换一篇已发布的文章，或者去掉链接";
        en "the linked article `{target}` {why_en}, so readers cannot open it", "link a published article, or take the link out";
        explain zh "草稿、未到日期和已到期的文章不会发布，指向它们的链接对读者是断的。",
        en "Drafts, future and expired articles are not published; a link to one is broken for the reader.";

        207 Error LinkUnknownLender { name: String }
        zh "lender: 链接的机构「{name}」不在登记表里", "用 content/lenders.yaml 里的 slug、名称或别名";
        en "the lender `{name}` of this link is not in the register", "use a slug, name or alias of content/lenders.yaml";
        explain zh "`[文字](lender:slug)` 链接到机构页。",
        en "`[text](lender:slug)` links to a lender's page.";

        208 Error LinkUnknownTopic { name: String }
        zh "topic: 链接的主题「{name}」不在登记表里", "用 content/topics.yaml 里的 slug、标题或别名";
        en "the topic `{name}` of this link is not in the register", "use a slug, title or alias of content/topics.yaml";
        explain zh "`[文字](topic:slug)` 链接到主题页。",
        en "`[text](topic:slug)` links to a topic's page.";

        209 Error LinkUnknownLaw { name: String }
        zh "law: 链接的法律「{name}」不在登记表里", "用 content/laws.yaml 里的 id，条号写在 # 后面，例如 law:civil-code#676";
        en "the law `{name}` of this link is not in the register", "use an id of content/laws.yaml, the article after #, as in law:civil-code#676";
        explain zh "`[文字](law:id#条号)` 链接到法律页上的那一条。正文里直接写《民法典》第六百七十六条会自动链接，不需要这种写法。",
        en "`[text](law:id#article)` links to an article on a law's page. A citation in prose such as 《民法典》第六百七十六条 is linked by itself.";

        210 Error NoSuchPage { path: String }
        zh "本站没有「{path}」这个地址", "核对网址；指向文章的链接最好写相对路径 xxx.md";
        en "this site has no page `{path}`", "check the address; a link to an article is best written as a relative path to its .md file";
        explain zh "写成本站完整网址或以 / 开头的链接也会核对：目标必须是这次生成的页面或 static/ 里的文件。",
        en "A link that is this site's own absolute address, or starts with /, is checked too: its target must be a page of this build or a file of static/.";

        211 Error NoSuchFile { target: String }
        zh "找不到文件「{target}」", "把文件放在文章旁边或 static/ 里，并核对文件名的大小写";
        en "the file `{target}` does not exist", "put it beside the article or into static/, and check upper and lower case";
        explain zh "图片和下载文件放在文章旁边（写相对路径）或 static/ 里（写以 / 开头的路径）。",
        en "Images and downloads lie beside the article (relative path) or in static/ (path that starts with /).";

        212 Error Outside { target: String }
        zh "路径「{target}」超出了站点文件夹", "只链接 content/ 和 static/ 里的文件";
        en "the path `{target}` leaves the site's folder", "link files of content/ and static/ only";
        explain zh "带 .. 的路径不能走出 content/，否则会把站点以外的文件公开。",
        en "A path with .. may not leave content/; it would publish files from outside the site.";

        213 Error SamePath { path: String }
        zh "两处来源都要生成「{path}」", "给其中一处改名";
        en "two sources give the same output `{path}`", "rename one of them";
        explain zh "网址不分大小写、不分汉字的编码形式，因为有的服务器和系统分不清。两处来源生成同一路径时，后写的会盖掉先写的。",
        en "Addresses are compared without case and in one Unicode form, since some servers and systems cannot tell them apart. With two sources for one path, one would overwrite the other.";

        214 Error BadAlias { value: String, why_zh: String, why_en: String }
        zh "旧地址「{value}」不可用：{why_zh}", "写本站的路径，例如 /hf/177626.html";
        en "the alias `{value}` is not usable: {why_en}", "write a path of this site, such as /hf/177626.html";
        explain zh "aliases 是文章以前的网址，以 / 开头，会自动跳转到新网址。不能含 ..、?、#、空格或其他网站的域名。",
        en "aliases are former addresses of the article; they start with / and redirect to it. No .., ?, #, blank or other host.";

        215 Error AliasTaken { path: String }
        zh "旧地址「{path}」已经是另一个页面或另一条跳转", "删去其中一处";
        en "the alias `{path}` is another page or another redirect already", "take one of them out";
        explain zh "一个地址只能通向一处。跳转占用了真实页面的地址时，那个页面就打不开了。",
        en "An address leads to one place. A redirect on a real page's address would hide that page.";

        216 Error AliasLoop { path: String }
        zh "旧地址「{path}」就是文章现在的地址，跳转会绕圈", "删去这一项";
        en "the alias `{path}` is the article's own address: a loop", "take the entry out";
        explain zh "跳转到自己会让浏览器一直转圈，最后报错。",
        en "A redirect to itself keeps the browser turning until it gives up.";

        217 Error EmptyLink { }
        zh "链接没有文字或没有地址", "写成 [说明文字](地址)";
        en "the link has no text or no address", "write [text](address)";
        explain zh "没有文字的链接，用读屏软件的人听不到它通向哪里，手指也点不到。",
        en "A link without text tells a screen reader nothing and gives a finger nothing to touch.";

        218 Error RelatedUnknown { slug: String }
        zh "相关文章「{slug}」不存在", "写另一篇文章的 slug（通常是不带 .md 的文件名）";
        en "the related article `{slug}` does not exist", "use the slug of another article, usually its file name without .md";
        explain zh "related 里写的是 slug。目标改名或删除后，这里也要改。",
        en "`related` holds slugs. When the target is renamed or deleted, the entry must follow.";

        219 Warning RelatedUnpublished { slug: String, why_zh: String, why_en: String }
        zh "相关文章「{slug}」{why_zh}，不会列出", "换一篇已发布的文章，或者删去这一项";
        en "the related article `{slug}` {why_en} and is not listed", "choose a published article, or take the entry out";
        explain zh "草稿、未到日期、已到期或已撤回的文章不会出现在相关列表里。",
        en "Drafts, future, expired and withdrawn articles do not appear in related lists.";

        220 Error DuplicateHeadingId { id: String }
        zh "标题编号「{id}」在本文用了两次", "给其中一个标题换一个 {{#编号}}";
        en "the heading id `{id}` is used twice in this file", "give one of the headings another {{#id}}";
        explain zh "同一页上编号必须唯一，否则链接只会跳到第一个。",
        en "Ids are unique on a page; otherwise a link always leads to the first.";

        221 Warning UndefinedFootnote { label: String }
        zh "脚注「{label}」没有内容", "在文末加一行 `[^{label}]: 说明`，或者删去这个记号";
        en "the footnote `{label}` is not defined", "add a line `[^{label}]: text`, or take the mark out";
        explain zh "正文里的 [^记号] 需要在别处有一行 [^记号]: 内容，否则读者看到的是方括号。",
        en "A [^mark] in the text wants a line [^mark]: text somewhere; without it the reader sees the brackets.";

        222 Warning NoAltText { target: String }
        zh "图片「{target}」没有说明文字", "在方括号里写一句图片说明：![说明](图片)";
        en "the image `{target}` has no alternative text", "say in the brackets what it shows: ![text](image)";
        explain zh "看不见图片的读者（或者图片没加载出来时）靠说明文字了解内容。",
        en "Readers who cannot see the image, or for whom it did not load, rely on this text.";

        223 Warning HeadingOne { }
        zh "正文里的一级标题（#）会按二级标题显示", "改成 ##；文章标题已经是一级标题";
        en "a heading of level 1 in the body is shown as level 2", "write ##; the article's title is the heading of level 1";
        explain zh "一个页面只有一个一级标题，就是文章标题。",
        en "A page has one heading of level 1: the article's title.";

        224 Error UnknownScheme { scheme: String }
        zh "不认识链接前缀「{scheme}:」", "可用：lender:、topic:、law:、calculator:、http(s)://、mailto:、tel: 或相对路径";
        en "the link prefix `{scheme}:` is not known", "use lender:, topic:, law:, calculator:, http(s)://, mailto:, tel: or a relative path";
        explain zh "本站的内部链接用 lender:、topic:、law: 等前缀；其他前缀可能是拼写错误，也可能不安全。",
        en "Internal links use the prefixes lender:, topic:, law: and so on; another prefix is a typing error or unsafe.";

        225 Error ReservedPath { path: String, why_zh: String, why_en: String }
        zh "不能生成「{path}」：{why_zh}", "换一个名字";
        en "`{path}` cannot be made: {why_en}", "choose another name";
        explain zh "有的名字在某些系统上不能作为文件名（如 CON、AUX、以点结尾），有的路径太长，无法在所有主机上发布。",
        en "Some names cannot be files on some systems (CON, AUX, a final dot), and some paths are too long for every host.";

        226 Error TooDeep { limit: usize }
        zh "这里的嵌套超过 {limit} 层，后面的内容没有读取", "减少引用、列表或强调的嵌套";
        en "nesting exceeds {limit} levels here; what follows was not read", "use fewer nested quotes, lists or emphasis";
        explain zh "几十层的嵌套不会是正常写作，通常是粘贴错误或恶意内容。",
        en "Dozens of nested levels are no normal writing but a pasting error or an attack.";

        227 Error NoSuchLawArticle { law: String, article: String }
        zh "《{law}》的登记里没有第 {article} 条", "核对条号；确有这一条时，在 content/laws.yaml 的 articles 里加上";
        en "the register has no article {article} of {law}", "check the number; where it is right, add it to `articles` in content/laws.yaml";
        explain zh "law: 链接要跳到法律页上的那一条，那里必须有这一条。登记表的 articles 里列出的条，和正文引用过的条，都会显示。",
        en "A law: link leads to that article on the law's page, so it must be there: articles listed in the register or cited in prose are.";

        228 Error UnknownCalculator { kind: String }
        zh "没有名为「{kind}」的计算器", "运行 `sitegen calc` 查看全部计算器";
        en "there is no calculator `{kind}`", "`sitegen calc` lists them all";
        explain zh "`[文字](calculator:kind)` 链接到计算器页。",
        en "`[text](calculator:kind)` links to a calculator's page.";

        229 Warning AttributesDropped { }
        zh "标题后花括号里除编号外的内容会被忽略", "只保留 {{#编号}}";
        en "only the id is kept of this heading's attributes", "keep nothing but {{#id}}";
        explain zh "标题属性里的样式类和其他属性可能改变页面外观或带入脚本，因此只保留编号。",
        en "Classes and other attributes of a heading could change the page or bring script; only the id is kept.";
    }
}
