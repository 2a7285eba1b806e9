//! JSON Schemas of front matter, settings and calculators: what editors show while one types. Held to the readers' own key lists by tests.

use serde_json::{Value, json};

use super::front::Ai;
use crate::calc;

fn text(limit: usize, about: &str) -> Value {
    json!({"type": "string", "minLength": 1, "maxLength": limit, "description": about})
}

fn date(about: &str) -> Value {
    json!({"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$", "description": about})
}

fn words(limit: usize, about: &str) -> Value {
    json!({"type": "array", "items": {"type": ["string", "integer"]}, "maxItems": limit, "description": about})
}

/// An object that takes these keys and no others.
fn object(properties: Value, required: &[&str]) -> Value {
    json!({"type": "object", "additionalProperties": false, "properties": properties, "required": required})
}

fn document(mut schema: Value, title: &str) -> Value {
    if let Some(map) = schema.as_object_mut() {
        map.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        map.insert("title".to_owned(), json!(title));
    }
    schema
}

/// The schema of a calculator's block in a text: one of the kinds.
pub fn calculators() -> Value {
    let kinds: Vec<Value> = calc::SPECS.iter().map(|spec| calc::data::schema(spec, calc::Lang::Zh)).collect();
    document(json!({"oneOf": kinds}), "计算器代码块")
}

/// The schema of an article's front matter.
pub fn front_matter() -> Value {
    let ai: Vec<&str> = Ai::WORDS.iter().map(|(word, _)| *word).collect();
    let external = object(
        json!({"title": text(80, "链接文字"), "url": {"type": "string", "pattern": "^https?://", "description": "完整网址"}}),
        &["title", "url"],
    );
    let question = object(json!({"q": text(120, "问题"), "a": text(600, "回答")}), &["q", "a"]);
    let withdrawn = object(json!({"on": date("撤回日期"), "reason": text(300, "给读者看的理由")}), &["on", "reason"]);
    let allow = object(
        json!({"code": {"type": "string", "pattern": "^SG\\d{3}$"}, "reason": text(200, "放行的理由")}),
        &["code", "reason"],
    );
    let one_or_more =
        json!({"anyOf": [{"type": "string"}, words(10, "主题")], "description": "主题的 slug、标题或别名，第一个为主"});
    let properties = json!({
        "title": text(120, "标题"),
        "date": date("首次发布日期"),
        "updated": date("最近修改日期，不早于 date"),
        "lender": text(80, "机构的 slug、名称、别名或曾用名"),
        "topics": one_or_more,
        "topic": {"type": "string", "description": "只有一个主题时可用它代替 topics"},
        "summary": text(300, "摘要；不写则取自正文开头"),
        "author": text(60, "作者：people.yaml 里的编号或姓名"),
        "reviewed_by": text(60, "审核律师：people.yaml 里的编号或姓名"),
        "reviewed_on": date("审核日期"),
        "review_by": date("审核有效期的最后一天"),
        "related": {"type": "array", "maxItems": 20, "items": {"anyOf": [{"type": ["string", "integer"]}, external]}, "description": "置顶的相关链接"},
        "aliases": {"anyOf": [{"type": "string"}, words(50, "旧地址")], "description": "旧地址，会跳转到本文"},
        "slug": {"type": ["string", "integer"], "description": "网址里的名称；默认为文件名"},
        "draft": {"type": "boolean", "description": "草稿不发布"},
        "expires": date("从这一天起不再发布"),
        "withdrawn": withdrawn,
        "faq": {"type": "array", "maxItems": 20, "items": question, "description": "常见问题"},
        "ai": {"enum": ai, "description": "机器写作的程度"},
        "allow": {"type": "array", "maxItems": 50, "items": allow, "description": "本文件放行的检查"},
    });
    let mut schema = object(properties, &["title", "date"]);
    if let Some(map) = schema.as_object_mut() {
        map.insert("anyOf".to_owned(), json!([{"required": ["topics"]}, {"required": ["topic"]}]));
    }
    document(schema, "sitegen: front matter")
}

/// The schema of `sitegen.yaml`.
pub fn settings() -> Value {
    let publisher = object(
        json!({
            "name": text(200, "名称"), "licence": text(200, "执业许可证号"), "address": text(200, "地址"), "phone": text(200, "电话"),
            "email": text(200, "邮箱"),
        }),
        &[],
    );
    let help = object(
        json!({
            "title": text(60, "名称，如热线"), "note": text(200, "一句话说明"),
            "url": {"type": "string", "pattern": "^(https?://|tel:|mailto:|/)", "description": "网址、电话，或 /contact/ 这样的本站路径"},
        }),
        &["title"],
    );
    let editorial = object(
        json!({
            "legal_topics": {"anyOf": [{"type": "string"}, words(100, "法律主题")], "description": "哪些主题（含下级）必须经律师审核并引用依据"},
            "own_numbers": {"anyOf": [{"type": "string"}, words(50, "号码")], "description": "律所自己的电话，可以发布"},
            "lender_facts": {"type": "boolean", "description": "文章里显示机构的事实栏"},
        }),
        &[],
    );
    let severity = json!({"enum": ["off", "warning", "error"]});
    let properties = json!({
        "title": text(60, "网站名称"),
        "base_url": {"type": "string", "pattern": "^https?://", "description": "网站地址，如 https://www.example.com/"},
        "description": text(200, "一句话介绍"),
        "language": text(35, "语言，默认 zh-CN"),
        "utc_offset": {"type": "string", "pattern": "^[+-]\\d{2}:\\d{2}$", "description": "时差，默认 +08:00"},
        "publisher": publisher,
        "icp": text(60, "ICP 备案号"),
        "police": text(60, "公安备案号"),
        "disclaimer": text(500, "每篇文章下的免责声明"),
        "copyright": text(500, "每篇文章下的版权声明"),
        "permalinks": object(json!({"article": {"type": "string", "pattern": "^/.*\\{slug\\}", "description": "文章网址样式，默认 /articles/{slug}.html"}}), &[]),
        "page_size": {"type": "integer", "minimum": 5, "maximum": 100, "description": "列表每页的文章数，默认 20"},
        "home_newest": {"type": "integer", "minimum": 1, "maximum": 50, "description": "首页列出的最新文章数，默认 10"},
        "help": {"type": "array", "maxItems": 10, "items": help, "description": "文章下方列出的求助渠道"},
        "editorial": editorial,
        "related_count": {"type": "integer", "minimum": 0, "maximum": 20, "description": "每篇文章的相关文章数，置顶的也算在内，默认 6；写 0 则只列置顶的"},
        "search": {"type": "boolean", "description": "站内搜索的页面、搜索框和索引，默认 true"},
        "checks": {"type": "object", "propertyNames": {"pattern": "^SG\\d{3}$"}, "additionalProperties": severity, "description": "调整检查的级别"},
    });
    document(object(properties, &["title", "base_url"]), "sitegen.yaml")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{front, settings as reader};

    fn keys(schema: &Value, at: &str) -> Vec<String> {
        let mut keys: Vec<String> = schema.pointer(at).unwrap().as_object().unwrap().keys().cloned().collect();
        keys.sort();
        keys
    }

    fn sorted(keys: &[&str]) -> Vec<String> {
        let mut keys: Vec<String> = keys.iter().map(|k| (*k).to_owned()).collect();
        keys.sort();
        keys
    }

    #[test]
    fn schemas_know_the_keys_that_the_readers_know() {
        assert_eq!(keys(&front_matter(), "/properties"), sorted(front::KEYS));
        assert_eq!(keys(&settings(), "/properties"), sorted(reader::KEYS));
        assert_eq!(keys(&settings(), "/properties/publisher/properties"), sorted(reader::PUBLISHER_KEYS));
        assert_eq!(keys(&settings(), "/properties/help/items/properties"), sorted(reader::HELP_KEYS));
        assert_eq!(keys(&settings(), "/properties/editorial/properties"), sorted(reader::EDITORIAL_KEYS));
    }
}
