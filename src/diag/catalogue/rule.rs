//! SG50x to SG57x: editorial rules. Wordings only; whether a fault is there is decided in `check`.

use super::faults;

faults! {
    /// What editorial rules find. A private datum is in no field, so that no message can tell it.
    RuleFault {
        501 Warning ArticleNotThere { law: String, article: String, last: String }
        zh "《{law}》没有{article}，最后一条是{last}", "对照现行文本改正条号，或者核对 content/laws.yaml 里这部法的 last";
        en "《{law}》 has no {article}; its last article is {last}", "correct the number against the text in force, or check `last` of the law in content/laws.yaml";
        explain zh "引用的条号比这部法的最后一条还大，多半是写错了数字，或者把别的法律的条号记到了这里。登记表里写了 last（最后一条的条号）的法律才检查这一项。依据：律师业务推广行为规则（试行）第十条，推广内容应当真实；引错条文会误导读者。",
        en "The number is larger than that of the law's last article: a slip of the pen, or an article of another law. Only laws whose row in the register says `last` are checked. Ground: Rules on Lawyers' Promotion (Trial) art. 10 — what is published must be true; a wrong article misleads readers.";

        502 Warning RepealedLaw { law: Box<str>, day: Box<str>, now_zh: Box<str>, now_en: Box<str> }
        zh "《{law}》自{day}起已经失效，这里当作有效的法律引用", "写成「原《{law}》」，或者改引现行规定{now_zh}";
        en "《{law}》 has not been in force since {day}, and is cited here as if it were", "write 原《{law}》, or cite what is in force{now_en}";
        explain zh "文章写作或审核的时候，这部法律已经废止或者被新的文本取代。确实要讲旧法，例如讲旧合同，请在书名号前写「原」，或在句子里说明已经废止。依据：民法典第一千二百六十条，婚姻法、继承法、民法通则、收养法、担保法、合同法、物权法、侵权责任法、民法总则自2021年1月1日起同时废止。",
        en "The law was repealed or replaced before the article was last written or reviewed. Where the old law is meant, as for an old contract, write 原 before the title, or say in the sentence that it is repealed. Ground: Civil Code art. 1260, which repealed nine laws on 2021-01-01.";

        503 Warning LawChangedSince { law: Box<str>, day: Box<str>, written: Box<str>, now_zh: Box<str>, now_en: Box<str> }
        zh "《{law}》自{day}起已有变化，本文最近一次修改或审核是{written}", "对照现行规定{now_zh}重新审核，然后更新 updated 或 reviewed_on；在此之前页面上会提示读者";
        en "《{law}》 has changed since {day}, and this article was last changed or reviewed on {written}", "review it against what is in force{now_en}, then renew `updated` or `reviewed_on`; until then the page tells its readers";
        explain zh "写的时候没有错，后来法律变了：被废止、被取代、政策到期，或者条号移动了。编辑在这里看到提示，读者在页面上看到「引用的规定已有变化」的方框，直到文章重新审核。`sitegen laws impact` 列出引用同一部法律的全部文章。依据：律师业务推广行为规则（试行）第十条，不得发布可能误导公众的内容。",
        en "It was right when it was written; then the law changed: repealed, replaced, ended, or its articles renumbered. Editors see this finding and readers a box on the page until the article is reviewed. `sitegen laws impact` lists every article that cites the law. Ground: Rules on Lawyers' Promotion (Trial) art. 10.";

        504 Warning PolicyEnded { law: String, day: String }
        zh "《{law}》的期限已于{day}届满，这里没有说明", "写明已经到期，或者删去这一处";
        en "《{law}》 ended on {day}, which is not said here", "say that it has ended, or remove it";
        explain zh "有期限的政策过期以后仍写成可以办理，读者会白跑一趟，还容易被「还能办」的中介骗钱。句子里写明「已结束」「已到期」「截止」等字样即可。例如一次性信用修复政策，还款期限到2026年3月31日为止。依据：律师业务推广行为规则（试行）第十条，推广内容应当真实。",
        en "A policy with an end that is presented as open sends readers on a useless errand, and helps those who sell what no longer exists. Say in the sentence that it has ended. The one-off credit repair, for instance, took repayments until 2026-03-31. Ground: Rules on Lawyers' Promotion (Trial) art. 10.";

        505 Warning ArticleMoved { law: Box<str>, old: Box<str>, new: Box<str>, day: Box<str> }
        zh "《{law}》的这一内容自{day}起由{old}移到了{new}", "改成{new}；确实要引用修改前的条号，在句子里写明是哪一年的文本";
        en "since {day} what was {old} of 《{law}》 is {new}", "write {new}; where the old number is meant, name the year of that version in the sentence";
        explain zh "法律修正以后条号会移动，内容还在，号码变了。移动的情况登记在 content/laws.yaml 的 renumbered 里。例如民事诉讼法的迟延履行利息：2007年文本第二百二十九条，2012年第二百五十三条，2021年第二百六十条，2023年第二百六十四条。依据：各次修正决定公布的条文。",
        en "An amendment moves articles: the content stays, its number changes. What moved is registered under `renumbered` in content/laws.yaml. Interest for delayed performance in the Civil Procedure Law, for instance, was art. 229 (2007), 253 (2012), 260 (2021) and is 264 (2023). Ground: the texts as amended.";

        506 Warning LateFee { product: String }
        zh "「滞纳金」和「{product}」写在一句里：贷款和信用卡现在没有滞纳金", "信用卡写「违约金」，贷款写「罚息」；引用旧账单、旧合同的原话时用 allow 说明";
        en "滞纳金 (late fee) in one sentence with {product}: cards and loans have none today", "write 违约金 for cards and 罚息 for loans; where an old bill is quoted, say so with `allow`";
        explain zh "滞纳金自2017年1月1日起对信用卡取消，改为由合同约定违约金，而且不得再计利息；贷款逾期收的是罚息。税款、社会保险费的滞纳金仍然存在，不在此列。依据：中国人民银行关于信用卡业务有关事项的通知（银发〔2016〕111号）。",
        en "Since 2017-01-01 credit cards have no 滞纳金; a contract may provide a penalty, on which no interest accrues. Overdue loans bear penalty interest. For taxes and social insurance the word is right and is not reported. Ground: PBOC notice on credit card business (Yinfa [2016] No. 111).";

        507 Warning NoCitation { topic: String }
        zh "主题「{topic}」的文章没有引用任何法律", "写明依据：在正文里写《民法典》第几条，程序会自动加链接";
        en "an article in `{topic}` cites no law at all", "name the ground: write 《民法典》 and the article in the text; it becomes a link by itself";
        explain zh "设置里 editorial.legal_topics 列出的主题（包括下级主题）属于法律问题，文章应当说出依据，读者和审核律师才能核对。依据：广告法第十一条，引证内容应当真实、准确，并表明出处。",
        en "Topics that `editorial.legal_topics` of the settings lists, and those below them, are about law; an article there names its ground, so that readers and the reviewing lawyer can check it. Ground: Advertising Law art. 11 — what is quoted must be true, exact and name its source.";

        510 Warning ReviewOverdue { day: String }
        zh "律师审核的有效期已于{day}届满", "请律师重新审核，更新 reviewed_on 和 review_by";
        en "the lawyer's review held until {day}", "have it reviewed again and renew `reviewed_on` and `review_by`";
        explain zh "过了审核有效期，文章里的法律和政策可能已经变了。页面上会提示读者「审核已过期」，直到重新审核。`sitegen list stale` 按律师列出全部到期的文章。依据：律师业务推广行为规则（试行）第十条；有效期由律师事务所自己定。",
        en "After the review has run out law and policy may have changed. The page tells its readers until it is reviewed again. `sitegen list stale` lists everything due by lawyer. Ground: Rules on Lawyers' Promotion (Trial) art. 10; the firm itself sets how long a review holds.";

        511 Warning ReviewSoon { day: String, days: u32 }
        zh "律师审核的有效期到{day}为止，还有 {days} 天", "安排律师重新审核，更新 reviewed_on 和 review_by";
        en "the lawyer's review holds until {day}, another {days} days", "have it reviewed again and renew `reviewed_on` and `review_by`";
        explain zh "审核有效期在三十天以内届满。现在安排，读者就不会看到「审核已过期」的提示。`sitegen list stale` 按律师列出快到期的文章。依据：律师业务推广行为规则（试行）第十条；有效期由律师事务所自己定。",
        en "The review runs out within thirty days. Renewed in time, no reader sees the notice that it has. `sitegen list stale` lists what is due by lawyer. Ground: Rules on Lawyers' Promotion (Trial) art. 10; the firm itself sets how long a review holds.";

        512 Warning NotReviewed { topic: String }
        zh "主题「{topic}」的文章没有律师审核的记录", "审核后写上 reviewed_by、reviewed_on 和 review_by";
        en "an article in `{topic}` says of no review by a lawyer", "once it is reviewed, write `reviewed_by`, `reviewed_on` and `review_by`";
        explain zh "设置里 editorial.legal_topics 列出的主题（包括下级主题）应当经律师审核后发布，并写明是谁、哪一天审核、到哪一天有效。依据：律师法第三条，律师执业必须以事实为根据、以法律为准绳；律师业务推广行为规则（试行）第十条。",
        en "In topics that `editorial.legal_topics` of the settings lists, and those below them, an article is reviewed by a lawyer before it is published, and says by whom, when and until when. Ground: Lawyers Law art. 3; Rules on Lawyers' Promotion (Trial) art. 10.";

        513 Warning RatesStale { table: String, day: String, days: u32 }
        zh "利率表「{table}」只核对到{day}，已经过了 {days} 天", "对照官方公布核对，补上新的一行，然后更新 checked_until";
        en "the rates of `{table}` were checked until {day}, {days} days ago", "check them against the official publication, add what is new, then renew `checked_until`";
        explain zh "贷款市场报价利率每月公布一次。超过四十天没有核对，就可能少了一行，计算器和文章里的结果会跟着错。不再延长的历史表不写 checked_until，就不检查。依据：民间借贷规定第二十五条，以合同成立时一年期贷款市场报价利率四倍为上限。",
        en "The loan prime rate is published every month. A table not checked for more than forty days may lack a row, and calculators and articles err with it. A historical table that grows no more has no `checked_until` and is not judged. Ground: Private Lending Provisions art. 25, which caps interest at four times that rate.";

        514 Warning FactStale { lender: String, fact: String, day: String }
        zh "{lender}的「{fact}」是{day}核对的，已经超过一年", "对照来源重新核对，更新 checked_on；查不到的，删去这一项";
        en "`{fact}` of {lender} was checked on {day}, more than a year ago", "check it against its source and renew `checked_on`; remove it where it cannot be found";
        explain zh "客服电话、利率、许可证会变。读者照着旧号码打过去，可能打到骗子那里。登记表里每一项事实都写明来源和核对的日期，一年核对一次。依据：广告法第十一条，引证内容有适用范围和有效期限的，应当明确表示。",
        en "Hotlines, rates and licences change, and an old number may lead readers to a fraud. Every fact in the register names its source and the day of its check, and is checked once a year. Ground: Advertising Law art. 11 — what is quoted must say how long it holds.";

        515 Warning OldYear { year: u32, changed: u32 }
        zh "标题写的是 {year} 年，而文章最近修改于 {changed} 年", "改标题里的年份，或者核对正文是不是还停在那一年";
        en "the title says {year}, but the article last changed in {changed}", "renew the year in the title, or see whether the text has stayed in that year";
        explain zh "标题里的年份比最近一次修改早两年以上，读者会以为内容过时，搜索时也会跳过。讲某一年的事件、某一年文本的文章，用 allow 说明即可。依据：律师业务推广行为规则（试行）第十条，不得发布可能误导公众的内容。",
        en "The year in the title lies two or more years before the last change, and readers take the text for outdated. An article about that very year says so with `allow`. Ground: Rules on Lawyers' Promotion (Trial) art. 10 — nothing that may mislead the public.";

        516 Warning RelativeDate { word: String }
        zh "「{word}」只在写的那一天是对的", "写出年月日，例如「截至2026年3月」";
        en "{word} is true only on the day it was written", "write the date, such as 截至2026年3月";
        explain zh "文章会被读好几年。「昨天」「两个月前」「目前利率为……」过一天就不对了，而且没有人会回来改。写上日期，读者就能自己判断。引用别人的原话不在此列，请放进引文。依据：广告法第十一条，引证内容有有效期限的，应当明确表示。",
        en "An article is read for years. Words such as yesterday, two months ago or the rate at present are wrong a day later, and nobody comes back to mend them. A date lets readers judge for themselves. Words of others stand in a quotation and are not reported. Ground: Advertising Law art. 11.";

        520 Warning FactDiffers { lender: Box<str>, fact: Box<str>, written: Box<str>, known: Box<str> }
        zh "{lender}的{fact}，这里写的是「{written}」，登记表里是「{known}」", "核对后改正一处；写成 {{lender.项目}} 的引用，以后只改登记表";
        en "the {fact} of {lender} is {written} here and {known} in the register", "find out which is right and correct the other; a reference in braces takes it from the register ever after";
        explain zh "同一件事有两种说法，读者不知道信哪一个，电话和公司全称写错还会让读者找错人。机构的事实只在 content/lenders.yaml 里写一次，正文里用 {lender.hotline} 这样的引用。依据：广告法第四条，不得含有虚假或者引人误解的内容。",
        en "Two versions of one fact: readers do not know which to believe, and a wrong number or company leads them to the wrong door. A lender's facts stand once, in content/lenders.yaml; the text refers to them as in {lender.hotline}. Ground: Advertising Law art. 4 — nothing false or misleading.";

        521 Warning TitleLender { named: String, lender_zh: String, lender_en: String }
        zh "标题里写的是「{named}」，而 lender {lender_zh}", "把 lender 改成标题里的机构，或者改标题";
        en "the title names {named}, but `lender` {lender_en}", "name that lender under `lender`, or change the title";
        explain zh "标题里的机构和信息栏里的 lender 不一致时，文章会出现在另一家机构的页面上，事实栏和计算器的默认值也会取错。讲几家机构的文章可以用 allow 说明。依据：广告法第四条，不得引人误解。",
        en "Where title and `lender` differ, the article stands on another lender's page, and takes that lender's facts and defaults. An article about several lenders says so with `allow`. Ground: Advertising Law art. 4 — nothing misleading.";

        522 Warning BrandAsLender { brand: String, lender: String }
        zh "「{brand}」是支付品牌，不是放款人", "写出合同上的放款人，例如{lender}";
        en "{brand} is a brand for payments, not the lender", "name the lender of the contract, such as {lender}";
        explain zh "支付宝、微信是付款的应用，放款的是合同上写的公司：花呗、借呗是重庆蚂蚁消费金融有限公司，微粒贷是深圳前海微众银行股份有限公司。协商、投诉、应诉都要找对人。依据：民法典第六百六十七条，借款合同的当事人是借款人和贷款人。",
        en "Alipay and WeChat are applications to pay with; the lender is the company in the contract: Chongqing Ant Consumer Finance for Huabei and Jiebei, WeBank for Weilidai. Whoever negotiates or is sued must know which. Ground: Civil Code art. 667 — a loan has a borrower and a lender.";

        523 Warning BeforeItsTime { thing: String, since: String, year: u32 }
        zh "{year} 年还没有「{thing}」，它始于{since}", "核对年份，或者写当时的名称";
        en "there was no {thing} in {year}; it began in {since}", "check the year, or use the name of that time";
        explain zh "年份和事物对不上，多半是写错了年份，或者是机器编出来的经历。目前检查网贷（2007年）、花呗（2014年）、借呗（2015年）、民法典（2020年公布）和以贷款市场报价利率四倍为上限的规则（2020年8月20日）。依据：广告法第四条，不得含有虚假内容。",
        en "The year does not fit: a slip, or a story that a machine made up. Known are online lending (2007), Huabei (2014), Jiebei (2015), the Civil Code (issued 2020) and the cap of four times the loan prime rate (2020-08-20). Ground: Advertising Law art. 4 — nothing false.";

        524 Warning TwoDigitYear { written: String }
        zh "年份「{written}」少了两位", "写全四位，例如 2004年";
        en "the year {written} lacks two digits", "write all four, such as 2004年";
        explain zh "两位的年份会和时长混在一起，也看不出世纪。法律文字里的年份一律写四位，期限才算得准。依据：出版物上数字用法（GB/T 15835—2011），年份应写全，不用简写。",
        en "A year of two digits may be taken for a duration and does not tell its century. In legal texts years have four digits, so that periods can be counted. Ground: GB/T 15835—2011 on numerals in publications — years are not shortened.";

        530 Error IdentityNumber { }
        zh "这里有一个居民身份证号码", "删去；要举例时写「身份证号（略）」";
        en "here is a resident identity number", "remove it; where an example is needed, write 身份证号（略）";
        explain zh "十八位、日期存在、校验码正确，是真实格式的身份证号码，不论在正文、信息栏、图片说明、文件名还是登记表里都不能发布。提示信息里不会显示号码。提交过的号码还留在 git 的历史里，请一并处理。依据：个人信息保护法第二十八条、第二十九条；民法典第一千零三十四条。",
        en "Eighteen characters with a real date and a right check character: it has the form of a real identity number and must not be published, in text, front matter, descriptions of images, names of files or registers. No message shows it. What was committed stays in git's history; remove it there, too. Ground: Personal Information Protection Law arts. 28, 29; Civil Code art. 1034.";

        531 Error BankCard { }
        zh "这里有一个银行卡号", "删去；要举例时只写末四位";
        en "here is a bank card number", "remove it; where an example is needed, write its last four digits only";
        explain zh "号码的开头、位数和校验位都符合银行卡的规则，属于敏感个人信息，不论在正文、信息栏、图片说明、文件名还是登记表里都不能发布。提示信息里不会显示号码。提交过的号码还留在 git 的历史里，请一并处理。依据：个人信息保护法第二十八条（金融账户）。",
        en "Beginning, length and check digit fit a bank card: sensitive personal information that must not be published, in text, front matter, descriptions of images, names of files or registers. No message shows it. What was committed stays in git's history; remove it there, too. Ground: Personal Information Protection Law art. 28 (financial accounts).";

        532 Error MobileNumber { }
        zh "这里有一个手机号码", "删去；律所自己的号码写进设置的 publisher.phone 或 editorial.own_numbers";
        en "here is a mobile number", "remove it; the firm's own numbers stand in `publisher.phone` or `editorial.own_numbers` of the settings";
        explain zh "手机号码能指向具体的人，不论在正文、信息栏、图片说明、文件名还是登记表里，未经同意都不能发布。机构的公开热线（95、400 开头）不在此列。提示信息里不会显示号码。提交过的号码还留在 git 的历史里，请一并处理。依据：个人信息保护法第四条、第十三条；民法典第一千零三十四条。",
        en "A mobile number leads to a person and is not published without consent, in text, front matter, descriptions of images, names of files or registers. Public hotlines (95…, 400…) are not reported. No message shows it. What was committed stays in git's history; remove it there, too. Ground: Personal Information Protection Law arts. 4, 13; Civil Code art. 1034.";

        533 Warning CaseWithNames { }
        zh "这一段既有案号，又有两个当事人的全名", "姓名改成「张某」「李某」，或者删去案号";
        en "this paragraph has a case number and the full names of two parties", "write 张某 and 李某 instead of the names, or remove the case number";
        explain zh "案号加姓名就能找到具体的人和他的债务。引用裁判文书时隐去姓名，写张某、李某。提示信息里不会显示姓名。依据：民法典第一千零三十二条（隐私权）；个人信息保护法第二十八条、第二十九条（敏感信息，单独同意）。",
        en "With case number and names anyone can find the person and the debt. Where a judgment is quoted, names give way to 张某, 李某. No message shows them. Ground: Civil Code art. 1032 (privacy); Personal Information Protection Law arts. 28, 29 (sensitive information, separate consent).";

        536 Warning NoFiling { }
        zh "设置里没有 ICP 备案号", "备案后在 sitegen.yaml 里写 icp: 京ICP备12345678号-1 这样的号码；站点不在境内的，用 checks 关掉这一项";
        en "the settings have no ICP filing number", "once the site is filed, write it as `icp: 京ICP备12345678号-1` in sitegen.yaml; for a site outside mainland China switch this off under `checks`";
        explain zh "境内的网站要先备案，并在首页下方标明备案号，链接到工业和信息化部的网站。未标明的，由电信管理机构责令改正，处五千元以上五万元以下罚款。网址是 example.com、localhost 一类的示例时不检查。依据：互联网信息服务管理办法第十二条、第二十二条。",
        en "A site in mainland China is filed first and shows its number at the foot of its home page; where it does not, the fine is 5,000 to 50,000 yuan. Addresses for examples, such as example.com and localhost, are not judged. Ground: Measures on Internet Information Services arts. 12, 22.";

        537 Warning BadFiling { value: String }
        zh "「{value}」不像备案号", "写成「京ICP备12345678号-1」的样子：省份简称、ICP备或ICP证、六到十位数字、号";
        en "{value} does not look like an ICP filing number", "write it as 京ICP备12345678号-1: province, ICP备 or ICP证, six to ten digits, 号";
        explain zh "备案号由省份简称、「ICP备」或「ICP证」、数字和「号」组成，网站多于一个时后面还有「-1」。照工业和信息化部备案系统里的写法抄，前后不加别的字。依据：互联网信息服务管理办法第十二条，应当在主页的显著位置标明编号。",
        en "A filing number has the province's short name, ICP备 or ICP证, digits and 号, and a number of the site such as -1. Copy it as the ministry's filing system has it, with nothing before or after it. Ground: Measures on Internet Information Services art. 12.";

        540 Warning Promise { word: String }
        zh "「{word}」是对结果的承诺", "改成客观的说法：写条件、依据和可能的结果";
        en "{word} promises a result", "put it objectively: conditions, grounds, possible results";
        explain zh "律师不能对案件结果、协商结果作任何保证，也不能用胜诉率招揽业务。「不能保证」「不得承诺」这样的提醒不在此列。依据：律师业务推广行为规则（试行）第十条；广告法第四条、第二十八条。",
        en "A lawyer guarantees no result, of a suit or of a negotiation, and does not advertise with rates of success. A warning such as 不能保证 is not reported. Ground: Rules on Lawyers' Promotion (Trial) art. 10; Advertising Law arts. 4, 28.";

        541 Warning Solicitation { word: String }
        zh "「{word}」是不允许的招揽用语", "删去；收费和服务内容照实写";
        en "{word} is a form of soliciting that is not allowed", "remove it; say plainly what is done and what it costs";
        explain zh "暗示有内部渠道、有关系，或者用「无效退款」「不成功不收费」「免费代理」招揽业务，都在律师业务推广的禁止之列。提醒读者当心这些话术的文章，用引号引出、写明「不要相信」，或者用 allow 说明。依据：律师业务推广行为规则（试行）第十条。",
        en "To hint at inside channels or connections, or to win clients with refunds, no win no fee or representation for free, is forbidden to lawyers. A warning against such talk says not to believe it, or uses `allow`. Ground: Rules on Lawyers' Promotion (Trial) art. 10.";

        542 Warning Superlative { word: String }
        zh "「{word}」是对自己或服务的绝对化用语", "改成可以核实的事实：年限、人数、案件类型";
        en "{word} is a superlative about the firm or its service", "write facts that can be checked: years, people, kinds of cases";
        explain zh "广告不得使用「国家级」「最高级」「最佳」等用语。最高人民法院、最低还款额、最后还款日、国家级贫困县一类的名称和事实不在此列，说别的事情最佳也不在此列。依据：广告法第九条第三项；律师业务推广行为规则（试行）第十条。",
        en "Advertising does not say national-level, highest-level or best. Names and facts such as the Supreme People's Court or the minimum payment are not reported, nor is best said of something else. Ground: Advertising Law art. 9 (3); Rules on Lawyers' Promotion (Trial) art. 10.";

        543 Warning GreyTrade { word: String }
        zh "「{word}」是违法或者灰色的业务", "删去；文章是提醒读者当心的，在信息栏写 allow 和理由";
        en "{word} is an unlawful or grey trade", "remove it; an article that warns against it says so with `allow`";
        explain zh "征信修复、代理退息、反催收、逃废债、转移财产，要么是骗局，要么违法。文章只应当为了提醒读者而提到它们：句子里写明是骗局、违法、不要相信的不报告，其余用 allow 说明理由。依据：征信业管理条例第二十五条（异议不收费）；刑法第三百一十三条（拒不执行判决、裁定罪）。",
        en "Credit repair, refund agents, anti-collection leagues, dodging debts and moving assets away are frauds or unlawful. An article mentions them only to warn: a sentence that calls them a fraud or unlawful is not reported, others use `allow`. Ground: Credit Reporting Regulation art. 25; Criminal Law art. 313.";

        544 Warning HouseWord { word: String, reason: String }
        zh "用了本站词表里的「{word}」：{reason}", "换一种说法；词表在 content/wording.yaml";
        en "the word list of this site has {word}: {reason}", "put it another way; the list is content/wording.yaml";
        explain zh "content/wording.yaml 是本站自己的禁用词表，每个词都写明理由，可以写哪些搭配不算。程序自带的用语规则不必重复写在里面。依据由词表的每一行自己写明。",
        en "content/wording.yaml is the site's own list of words to avoid, each with its reason and the phrases in which it is fine. The rules that come with the program need not be repeated there. The ground is what the row itself says.";

        550 Warning LostCharacters { found: String, likely: String }
        zh "「{found}」像是丢了字", "对照原稿，多半是「{likely}」";
        en "{found} seems to have lost a character", "compare with the manuscript; probably {likely}";
        explain zh "有的系统按词表过滤文字，会把「金融」变成「融」，「问题」变成「问」，「消费者」变成「费者」，「分期付款」变成「分付款」，而且处处都丢，读者会觉得整站不可信。程序只认不会出现在正常句子里的写法。依据：网站自定的文字标准。",
        en "Some systems filter words and turn 金融 into 融, 问题 into 问, 消费者 into 费者, 分期付款 into 分付款, all over a site, until readers trust none of it. Only what no right sentence contains is reported. Ground: the site's own standard of writing.";

        551 Warning TemplateFiller { word: String }
        zh "「{word}」是模板或采编系统留下的话", "删去，直接写内容";
        en "{word} was left behind by a template", "remove it and start with the matter";
        explain zh "「小编」「本站将」「编导语」是采编模板的套话，法律文章不用它们自称。写清楚作者和审核律师就够了。依据：网站自定的文字标准。",
        en "小编, 本站将 and 编导语 are phrases of an editing template; a legal article does not speak of itself like this. Author and reviewing lawyer are named above it. Ground: the site's own standard of writing.";

        552 Warning SpaceInSentence { more_zh: String, more_en: String }
        zh "汉字之间多了空格{more_zh}", "删去空格";
        en "a space between two Chinese characters{more_en}", "remove the space";
        explain zh "中文句子里汉字和汉字之间不空格。多余的空格常常是排版软件或者丢字留下的痕迹，先看看那里是不是少了字。代码、表格和标题里的空格不检查。这是可以自动改正的一项。依据：网站自定的文字标准。",
        en "Chinese characters stand without spaces. One that is left over often comes from layout software, or marks a lost character: look whether one is missing. Code, tables and headings are not judged. This one can be mended by machine. Ground: the site's own standard of writing.";

        553 Warning HalfWidthMark { mark: Box<str>, wide: Box<str>, more_zh: Box<str>, more_en: Box<str> }
        zh "汉字后面用了半角的「{mark}」{more_zh}", "改成全角的「{wide}」";
        en "a half-width {mark} after a Chinese character{more_en}", "write the full-width {wide}";
        explain zh "中文句子用全角标点。半角的逗号、问号、冒号、分号、叹号挤在汉字后面，既难看，也会在手机上断错行。代码、链接和数字里的不检查。这是可以自动改正的一项。依据：标点符号用法（GB/T 15834—2011）。",
        en "Chinese sentences have full-width marks. A half-width comma, question mark, colon, semicolon or exclamation mark after a Chinese character looks wrong and breaks lines badly on phones. Code, links and numbers are not judged. This one can be mended by machine. Ground: GB/T 15834—2011 on punctuation.";

        554 Warning TemplateOpening { words: String }
        zh "「{words}」是套话开头", "删去，第一句就回答标题的问题";
        en "{words} is a stock opening", "remove it and answer the title's question in the first sentence";
        explain zh "「随着……的发展」开头的文章，读者要翻过一屏才看到答案。负债的人多半在手机上、很着急地读。第一句直接说结论和要做的事。一篇文章只提示一次。依据：网站自定的文字标准。",
        en "Behind an opening such as 随着……的发展 readers find the answer a screen later. People with debts mostly read on a phone and in a hurry: let the first sentence say what holds and what to do. Reported once an article. Ground: the site's own standard of writing.";

        555 Warning TrailingBlank { more_zh: String, more_en: String }
        zh "行末有多余的空格{more_zh}", "删去；要换行时在行末写反斜线 \\ 或 <br>";
        en "blanks at the end of the line{more_en}", "remove them; for a line break write a backslash or <br> at the end of the line";
        explain zh "行末的空格看不见，却会让两次修改之间多出无意义的差别。Markdown 里行末两个空格表示换行，后面还有文字的不检查。这是可以自动改正的一项。依据：网站自定的文字标准。",
        en "Blanks at the end of a line are not seen, but show up as differences between versions. In Markdown two of them break a line: where text follows in the same paragraph they are not reported. This one can be mended by machine. Ground: the site's own standard of writing.";

        560 Warning HeadingNumber { found: String, expected: String }
        zh "小标题的编号是「{found}」，按顺序应当是「{expected}」", "改正编号，或者补上漏掉的一节";
        en "this heading has the number {found}; in order it would be {expected}", "correct the number, or add the section that is missing";
        explain zh "编号跳过或者重复，读者会以为少了一节。挪动、删除一节以后最容易忘记改后面的编号。同一级、同一写法的编号从头数起：一、二、三，或 1、2、3。依据：网站自定的文字标准。",
        en "With a number skipped or repeated readers think that a section is missing. It is often forgotten when a section is moved or removed. Numbers of one level and form are counted from the start: 一, 二, 三 or 1, 2, 3. Ground: the site's own standard of writing.";

        561 Warning ForeignNumber { found: String, above: String }
        zh "小标题「{found}」在「{above}」之下，编号对不上", "改成上一级编号开头，例如「二、」之下写 2.1";
        en "heading {found} stands below {above}; the numbers do not fit", "start it with the number above: 2.1 below 二、";
        explain zh "「二、」之下出现「1.1」，多半是从别的文章抄来的一段，或者前面的编号改了，下面的没有跟着改。读者会分不清在看哪一部分。依据：网站自定的文字标准。",
        en "1.1 below 二、 was probably copied from another article, or the number above was changed and those below were not. Readers lose their place. Ground: the site's own standard of writing.";

        562 Warning HeadingLevel { level: u32, before_zh: String, before_en: String }
        zh "这里用了 {level} 级标题，{before_zh}", "减少井号：标题从 ## 写起，一级一级往下";
        en "this is a heading of level {level}{before_en}", "use fewer hash signs: headings start with ## and go down level by level";
        explain zh "标题跳级，目录和屏幕朗读软件就断了层次，视障的读者会以为漏了内容。大小由样式决定，不要为了字号选级别。依据：网站自定的文字标准；信息无障碍的通行做法是标题逐级使用。",
        en "With a level left out the contents list and screen readers lose the order, and blind readers think that something is missing. Size is a matter of style, never of the level. Ground: the site's own standard; accessibility practice uses headings level by level.";

        563 Warning SameHeading { text: String }
        zh "小标题「{text}」出现了两次", "改其中一个，说出两节的不同";
        en "the heading {text} occurs twice", "change one of them, so that they say how they differ";
        explain zh "两节的标题一样，目录里分不清，链接到标题也不知道指哪一节，多半是同一段粘贴了两遍。不同的大节之下可以有相同的小节标题。依据：网站自定的文字标准。",
        en "Two sections of the same title cannot be told apart in the contents list or by a link, and often one was pasted twice. Below different sections the same title may return. Ground: the site's own standard of writing.";

        564 Warning TitleRepeated { }
        zh "正文第一行又写了一遍标题", "删去这一行；页面上已经有标题";
        en "the first line of the text repeats the title", "remove it; the page shows the title already";
        explain zh "标题由信息栏的 title 生成，正文里再写一遍，读者会看到两个一样的标题，摘要也会变成标题。多半是从别处整篇粘贴时带来的。依据：网站自定的文字标准。",
        en "The page makes its title from the front matter. A second one in the text shows it twice, and turns the excerpt into the title. It usually comes with a text that was pasted as a whole. Ground: the site's own standard of writing.";
    }
}
