//! The forms of furniture. A form describes a whole line: a sentence that only begins like furniture belongs to the article.

/// Characters of the longest notice.
const NOTICE: usize = 240;
/// Characters of the longest line with a path, a title or a notice about reprints.
const LINE: usize = 80;
/// Characters of the longest line that asks for something.
const REQUEST: usize = 40;
/// Characters of the longest name of a site or an account.
const NAME: usize = 20;
/// Characters of the longest tag.
const TAG: usize = 8;

/// Marks around a line that are no part of it.
const RIM: &[char] =
    &['（', '(', '）', ')', '【', '[', '】', ']', '*', '-', '—', '>', '•', '“', '”', '"', '《', '》', ' ', '\u{3000}'];
/// Marks that end a sentence or part of one.
const ENDS: &[char] = &['。', '；', ';', '！', '!', '？', '?'];

/// True for a line of this form.
type IsForm = fn(&str) -> bool;

const FORMS: &[(&str, IsForm)] = &[
    ("furniture-position", is_position),
    ("furniture-copyright", is_copyright),
    ("furniture-address", is_address),
    ("furniture-reprint", is_reprint),
    ("furniture-neighbour", is_neighbour),
    ("furniture-tags", is_tags),
    ("furniture-editor", is_editor),
    ("furniture-scan", is_scan),
    ("furniture-follow", is_request_to_follow),
    ("furniture-request", is_request),
];

/// The rule that describes a whole line.
pub(super) fn rule(text: &str) -> Option<&'static str> {
    if text.is_empty() || text.chars().count() > NOTICE {
        return None;
    }
    let text = text.trim_matches(RIM);
    FORMS.iter().find(|(_, is_form)| is_form(text)).map(|(rule, _)| *rule)
}

/// The rule of a line that is a name from these and links: `标签：<a>…</a> <a>…</a>`.
pub(super) fn rule_of_links(name: &str) -> Option<&'static str> {
    let name = name.trim().trim_matches(RIM);
    if is_neighbour(name) {
        Some("furniture-neighbour")
    } else if behind(name, ADDRESSES).is_some_and(str::is_empty) {
        Some("furniture-address")
    } else {
        behind(name, TAGS).is_some_and(str::is_empty).then_some("furniture-tags")
    }
}

/// True for what stands between furniture at the end of a page: `分享给朋友：`.
pub(super) fn is_button(text: &str) -> bool {
    let is_count = |c: char| c.is_ascii_digit() || RIM.contains(&c) || matches!(c, ':' | '：');
    BUTTONS.contains(&text.trim_start_matches(RIM).trim_end_matches(is_count))
}

const BUTTONS: &[&str] = &[
    "分享", "分享到", "分享给朋友", "分享本文", "赞", "点赞", "打赏", "赏", "赞赏", "收藏", "海报", "生成海报", "返回列表",
    "返回顶部", "返回首页", "返回", "顶部", "打印", "打印本页", "关闭窗口", "评论列表", "发表评论", "暂无评论", "取消回复",
];

/// What follows one of these names and a colon. Nothing follows a name that stands alone.
fn behind<'t>(text: &'t str, names: &[&str]) -> Option<&'t str> {
    let after = names.iter().find_map(|name| text.strip_prefix(name))?;
    let after = after.trim_start_matches([' ', '】', ']', '）', ')']).trim();
    if after.is_empty() {
        return Some(after);
    }
    after.strip_prefix([':', '：']).map(str::trim)
}

fn is_position(text: &str) -> bool {
    let Some(path) = behind(text, &["当前位置", "您的位置", "您现在的位置", "您当前的位置"]) else {
        return false;
    };
    let is_path = path.contains(['>', '＞', '»', '›']) || path.contains("首页");
    path.is_empty() || path.chars().count() <= LINE && is_path && !path.contains(ENDS)
}

fn is_copyright(text: &str) -> bool {
    let notice = behind(text, &["版权声明", "版权所有", "著作权声明"]);
    notice.is_some_and(|notice| notice.is_empty() || is_holder(notice) || is_notice(notice))
}

/// `©2023 债务指南网`, `转载`
fn is_holder(text: &str) -> bool {
    let length = text.chars().count();
    let is_named = text.contains(['©', 'Ⓒ']) || ["网", "编辑部", "律师事务所", "公司"].iter().any(|end| text.ends_with(end));
    !text.contains(ENDS) && !text.contains(['，', ',']) && (length <= 4 || length <= NAME && is_named)
}

fn is_reprint(text: &str) -> bool {
    let begins = ["转载请", "如需转载", "未经许可不得转载", "未经授权不得转载"].iter().any(|begin| text.starts_with(begin));
    begins && text.chars().count() <= LINE && is_notice(text)
}

/// True if each part of a text is one of a notice.
fn is_notice(text: &str) -> bool {
    text.split(['，', ',', '。', '；', ';', '！', '!']).all(is_part_of_notice)
}

fn is_part_of_notice(part: &str) -> bool {
    let part: String = part.split_whitespace().filter(|word| !is_url(word)).collect();
    let author = ["本文由", "文章由", "本站由"].iter().find_map(|begin| part.strip_prefix(begin));
    let is_published =
        |text: &str| ["发布", "发表", "原创", "整理", "编辑", "撰写", "投稿", "提供"].iter().any(|end| text.ends_with(end));
    if author.is_some_and(|author| author.chars().count() <= NAME && is_published(author)) {
        return true;
    }
    match part.split_once([':', '：']) {
        Some((before, name)) => consists_of(before, &[NOTICES]) && (is_url(name) || name.chars().count() <= NAME),
        None => consists_of(&part, &[NOTICES]),
    }
}

/// Words of notices about rights.
const NOTICES: &[&str] = &[
    "本文", "本站", "本网站", "文章", "原创", "内容", "图片", "部分", "版权", "著作权", "归", "属于", "所有", "作者", "原作者",
    "如需", "如有", "若需", "转载", "引用", "请", "务必", "注明", "标明", "保留", "出处", "来源", "来自", "转自", "摘自", "网络",
    "互联网", "链接", "原文", "地址", "未经", "许可", "授权", "允许", "同意", "书面", "不得", "禁止", "严禁", "谢绝", "擅自",
    "任何", "形式", "复制", "摘编", "违者", "侵权", "必究", "联系", "我们", "删除", "仅供", "参考", "学习", "交流", "仅代表",
    "个人", "观点", "与", "无关", "立场", "及", "和", "或", "并", "的", "于",
];

const ADDRESSES: &[&str] = &["本文链接地址", "本文链接", "本文网址", "本文地址", "原文链接"];

/// `本文链接：https://…`, perhaps with a notice behind it.
fn is_address(text: &str) -> bool {
    let Some(after) = ADDRESSES.iter().find_map(|name| text.strip_prefix(name)) else { return false };
    let after = after.trim_start_matches([':', '：', ' ', '\u{3000}']);
    let (address, notice) = after.split_once(char::is_whitespace).unwrap_or((after, ""));
    after.is_empty() || is_url(address) && is_notice(notice)
}

fn is_url(text: &str) -> bool {
    let begins = ["http://", "https://", "//", "/", "www.", "{#ZC_BLOG_HOST#}"].iter().any(|begin| text.starts_with(begin));
    begins && !text.contains(['。', '，', '；', '！', '？', '、'])
}

/// `上一篇：…`
pub(super) fn is_neighbour(text: &str) -> bool {
    let after = ["上一篇", "下一篇", "上篇文章", "下篇文章", "上一页", "下一页"].iter().find_map(|name| text.strip_prefix(name));
    let Some(after) = after.map(|after| after.strip_prefix("文章").unwrap_or(after)) else { return false };
    let title =
        after.strip_prefix([':', '：', '»', '>', '|']).or_else(|| after.strip_prefix(' ').filter(|title| !title.contains('，')));
    let is_title = |title: &str| title.chars().count() <= LINE && !title.contains(['。', '；']);
    after.is_empty() || after.starts_with("没有了") && after.chars().count() <= 4 || title.is_some_and(is_title)
}

const TAGS: &[&str] = &["标签", "本文标签", "文章标签", "Tags", "tags", "TAG"];

fn is_tags(text: &str) -> bool {
    let is_tag = |tag: &str| tag.chars().count() <= TAG && !tag.contains(ENDS) && !tag.contains(['，', '：']);
    behind(text, TAGS).is_some_and(|tags| tags.split([' ', '\u{3000}', ',', '、', '|', '/', '#']).all(is_tag))
}

fn is_editor(text: &str) -> bool {
    let is_person = |name: &str| {
        let name = ["审核", "审校", "校对", "作者", "责编", "编辑"].iter().find_map(|role| behind(name, &[role])).unwrap_or(name);
        let length = name.chars().count();
        !name.contains(ENDS)
            && !name.contains('，')
            && (length <= 4 || length <= NAME && (name.is_ascii() || name.ends_with("编辑部")))
    };
    behind(text, &["责任编辑", "编辑", "本文编辑", "责编"])
        .is_some_and(|names| names.chars().count() <= REQUEST && names.split(char::is_whitespace).all(is_person))
}

/// Words of sentences that warn of a request, which belong to an article.
const WARNINGS: &[&str] =
    &["骗", "诈", "风险", "核实", "切勿", "不要", "不得", "谨慎", "小心", "警惕", "之前", "以前", "以后", "之后"];

/// Words around a request that say nothing else.
const SOFT: &[&str] = &[
    "欢迎", "请", "点击", "长按", "扫描", "扫码", "扫一扫", "扫", "识别", "打开", "使用", "用", "手机", "微信", "二维码", "下方",
    "上方", "下面", "上面", "下图", "上图", "蓝字", "添加", "搜索", "记得", "快来", "立即", "可以", "您", "大家", "也", "我们",
    "的", "更多", "内容", "资讯", "，", ",", "、", "！", "!", "：", ":", " ", "→", "↓", "↑", "▼", "▲", "|", "“", "”", "。", "~",
];

/// Words that say what a request is for.
const AIMS: &[&str] = &[
    "推送至", "推送到", "访问", "关注", "公众号", "官方", "本站", "咨询", "在线", "律师", "顾问", "客服", "免费", "领取", "资料",
    "获取", "查看", "阅读", "原文", "全文", "这里", "此处", "链接", "好友", "小程序", "交流群", "进群", "入群", "分享", "转发",
    "朋友圈", "打赏", "赞赏", "作者", "一对一", "专业", "法律", "服务", "按钮",
];

/// True for a short line that warns of nothing and says nothing but a request.
fn is_only_request(text: &str) -> bool {
    let is_short = text.chars().count() <= REQUEST && !WARNINGS.iter().any(|warning| text.contains(warning));
    is_short && consists_of(text, &[SOFT, AIMS])
}

/// `扫描二维码推送至手机访问`, `请用微信扫描下方二维码`
fn is_scan(text: &str) -> bool {
    text.split_once("二维码").is_some_and(|(before, _)| before.contains('扫')) && is_only_request(text)
}

/// `欢迎关注我们的微信公众号：债务指南`, `点击上方蓝字关注“债务指南”公众号`
fn is_request_to_follow(text: &str) -> bool {
    let Some((before, after)) = text.split_once("关注") else { return false };
    if !after.contains("公众号") {
        return false;
    }
    let is_name = |name: &str| name.chars().count() <= NAME && !name.contains(ENDS) && !name.contains(['，', ',']);
    if let Some((account, name)) = after.split_once([':', '：'])
        && is_name(name)
        && account.ends_with("公众号")
    {
        return is_only_request(before) && is_only_request(account);
    }
    for (open, close) in [('“', '”'), ('「', '」'), ('【', '】'), ('"', '"')] {
        if let Some((start, inner)) = after.split_once(open)
            && let Some((name, end)) = inner.split_once(close)
        {
            return is_name(name) && [before, start, end].into_iter().all(is_only_request);
        }
    }
    is_only_request(text)
}

/// `点击咨询在线律师`, `长按识别二维码`
fn is_request(text: &str) -> bool {
    let inner = ["点击", "长按"].iter().find_map(|name| text.strip_prefix(name)).unwrap_or_default();
    ["咨询", "识别"].iter().any(|name| inner.contains(name)) && is_only_request(text)
}

/// True if a text has no other words than these.
fn consists_of(text: &str, lists: &[&[&str]]) -> bool {
    let mut rest = text.trim();
    while !rest.is_empty() {
        let words = lists.iter().copied().flatten().filter_map(|word| Some((word.len(), rest.strip_prefix(word)?)));
        let Some((_, after)) = words.max_by_key(|(length, _)| *length) else { return false };
        rest = after;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_describes_the_whole_line() {
        let furniture = [
            ("版权声明：本文由站点编辑部整理发布，如需转载请注明出处。", "furniture-copyright"),
            ("版权声明：本文版权归原作者所有，未经授权不得转载，违者必究！", "furniture-copyright"),
            ("版权所有：©2023 债务指南网", "furniture-copyright"),
            ("本文链接：https://www.example.cn/hf/逾期.html", "furniture-address"),
            ("本文链接:/hf/1.html 转载请注明出处。", "furniture-address"),
            ("转载请注明出处：债务指南网 https://www.example.cn/", "furniture-reprint"),
            ("当前位置：首页 > 逾期知识 > 正文内容", "furniture-position"),
            ("上一篇：罚息怎么算，看这三点 下一篇：没有了", "furniture-neighbour"),
            ("标签：网贷 逾期、协商", "furniture-tags"),
            ("（责任编辑：admin 审核：张三）", "furniture-editor"),
            ("扫描二维码推送至手机访问。", "furniture-scan"),
            ("关注“债务指南”公众号，领取免费资料！", "furniture-follow"),
            ("点击下方链接，免费咨询专业律师", "furniture-request"),
        ];
        for (line, expected) in furniture {
            assert_eq!(rule(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn a_sentence_that_begins_like_furniture_is_none() {
        for line in [
            "版权声明：这四个字挡不住责任，要看合同。",
            "版权声明不能免除合同责任。",
            "版权声明：未经许可不得转载，债务人可以拒绝。",
            "本文链接到的判决书可以在法院查到。",
            "本文链接：见判决书第三页。",
            "转载请求被平台驳回以后，可以起诉。",
            "如需转载债权，先通知债务人。",
            "当前位置：在法院门口等候叫号。",
            "上一篇 讲了罚息，这一篇讲违约金",
            "下一篇：讲协商的步骤。先列清单。",
            "标签：指商品上写明利率的文字说明。",
            "编辑：短信要写清日期和金额。",
            "责任编辑说这句话没有依据。",
            "扫描二维码支付的钱可以要求退回。",
            "关注法院公众号查询案件进度。",
            "关注公众号的债务人可以申请调解。",
            "点击短信链接咨询客服的人，往往上当。",
            "长按识别二维码付款的记录要截图。",
        ] {
            assert_eq!(rule(line), None, "{line}");
        }
    }
}
