//! Values that PHP's `serialize` wrote.

/// Deepest nesting of arrays.
const DEEPEST: usize = 16;
/// Most entries of an array.
const MOST_ENTRIES: usize = 20_000;

/// A value of PHP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Number(String),
    Text(Vec<u8>),
    Array(Vec<(Value, Value)>),
}

impl Value {
    /// The entry of an array by its key.
    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        let Value::Array(entries) = self else { return None };
        entries.iter().find(|(name, _)| name.text().as_deref() == Some(key)).map(|(_, value)| value)
    }

    /// The value as text.
    pub(super) fn text(&self) -> Option<String> {
        match self {
            Value::Text(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
            Value::Number(number) => Some(number.clone()),
            Value::Bool(value) => Some(if *value { "1" } else { "" }.to_owned()),
            Value::Null | Value::Array(_) => None,
        }
    }
}

/// Reads a serialized value. The length of a text may be wrong, because dumps change their encoding: the text then ends at the next `";`.
pub(super) fn read(bytes: &[u8]) -> Option<Value> {
    value(bytes.trim_ascii(), 0).map(|(value, _)| value)
}

fn value(bytes: &[u8], depth: usize) -> Option<(Value, &[u8])> {
    let (kind, rest) = bytes.split_first()?;
    if *kind == b'N' {
        return Some((Value::Null, rest.strip_prefix(b";")?));
    }
    let rest = rest.strip_prefix(b":")?;
    match kind {
        b'b' | b'i' | b'd' => {
            let end = rest.iter().position(|byte| *byte == b';')?;
            let (number, rest) = (rest.get(..end)?, rest.get(end + 1..)?);
            let number = String::from_utf8_lossy(number).into_owned();
            Some((if *kind == b'b' { Value::Bool(number == "1") } else { Value::Number(number) }, rest))
        }
        b's' => {
            let (length, rest) = length(rest)?;
            let rest = rest.strip_prefix(b"\"")?;
            let ends_there = rest.get(length..).is_some_and(|rest| rest.starts_with(b"\";"));
            let length = if ends_there { length } else { memchr::memmem::find(rest, b"\";")? };
            Some((Value::Text(rest.get(..length)?.to_vec()), rest.get(length + 2..)?))
        }
        b'a' if depth < DEEPEST => array(rest, depth),
        _ => None,
    }
}

fn array(rest: &[u8], depth: usize) -> Option<(Value, &[u8])> {
    let (count, rest) = length(rest)?;
    let mut rest = rest.strip_prefix(b"{")?;
    let mut entries = Vec::new();
    for _ in 0..count.min(MOST_ENTRIES) {
        let (key, after) = value(rest, depth + 1)?;
        let (entry, after) = value(after, depth + 1)?;
        entries.push((key, entry));
        rest = after;
    }
    Some((Value::Array(entries), rest.strip_prefix(b"}")?))
}

/// A length and the `:` after it.
fn length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b':')?;
    let length = std::str::from_utf8(bytes.get(..end)?).ok()?.parse().ok()?;
    Some((length, bytes.get(end + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_even_with_wrong_lengths() {
        let read = |text: &str| read(text.as_bytes());
        let text = |text: &str| Some(Value::Text(text.as_bytes().to_vec()));
        assert_eq!(read("s:5:\"a\";b\"\";"), text("a\";b\""));
        assert_eq!(read("s:99:\"债务\";"), text("债务"));
        assert_eq!(read("b:1;"), Some(Value::Bool(true)));
        let array = read("a:2:{s:1:\"a\";i:7;i:0;a:1:{s:1:\"b\";N;}}").unwrap();
        assert_eq!(array.get("a"), Some(&Value::Number("7".to_owned())));
        assert_eq!(array.get("0").unwrap().get("b"), Some(&Value::Null));
        for damaged in ["", "a:1:{", "s:3:\"ab", "O:1:\"x\":0:{}", "a:9999999999:{}", "i:5", "s:18446744073709551615:\"a\";b"] {
            assert!(!matches!(read(damaged), Some(Value::Array(_))), "{damaged}");
        }
        assert_eq!(read(&"a:1:{i:0;".repeat(100_000)), None);
    }
}
