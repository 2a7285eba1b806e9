//! Bytes of foreign files → text.
//!
//! An encoding is chosen for a whole file or dump and never for a single value, because two Chinese characters in GBK can be valid
//! UTF-8 by chance.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, Encoding, GB18030, GBK, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// An encoding of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Charset(&'static Encoding);

/// A decoded value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// Bytes could not be decoded; `text` has U+FFFD in their place.
    pub(crate) is_broken: bool,
    /// The text was UTF-8 that a program had read as Latin-1 and encoded once more.
    pub(crate) is_repaired: bool,
}

impl Charset {
    pub(crate) const UTF_8: Charset = Charset(UTF_8);

    /// The encoding by a name as files and databases declare it. `None` for an unknown name, and for those that say nothing about the
    /// bytes: Latin-1 and ASCII are the defaults of servers that store GBK and UTF-8 alike.
    pub(crate) fn by_name(name: &str) -> Option<Charset> {
        let name = name.trim().trim_matches(['\'', '"']).to_ascii_lowercase();
        // A collation such as `gbk_chinese_ci` begins with the name of its encoding.
        let encoding = [name.as_str(), name.split('_').next().unwrap_or_default()].into_iter().find_map(|name| match name {
            "utf8mb4" | "utf8mb3" => Some(UTF_8),
            "gb2312" | "gbk" | "x-gbk" | "cp936" | "936" => Some(GB18030),
            "sjis" | "cp932" => Some(SHIFT_JIS),
            "ujis" => Some(EUC_JP),
            _ => Encoding::for_label(name.as_bytes()),
        })?;
        match encoding {
            encoding if encoding == WINDOWS_1252 => None,
            // GBK is a part of GB18030, and bytes beyond GBK occur in files of either name.
            encoding if encoding == GBK => Some(Charset(GB18030)),
            encoding => Some(Charset(encoding)),
        }
    }

    /// The encoding of these bytes, which are a complete file or the part of a dump from its first byte above ASCII on.
    pub(crate) fn of(bytes: &[u8], declared: Option<&str>) -> Charset {
        if let Some((encoding, _)) = Encoding::for_bom(bytes) {
            return Charset(encoding);
        }
        if is_utf8(bytes) {
            return Charset::UTF_8;
        }
        if let Some(charset) = declared.and_then(Charset::by_name).filter(|charset| *charset != Charset::UTF_8) {
            return charset;
        }
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        match detector.guess(Some(b"cn"), Utf8Detection::Deny) {
            encoding if encoding == GBK => Charset(GB18030),
            encoding => Charset(encoding),
        }
    }

    /// True if the second byte of a character can be `\`, which ends no escape then.
    pub(crate) fn has_backslash_in_characters(self) -> bool {
        [GB18030, BIG5, SHIFT_JIS].contains(&self.0)
    }

    /// True for encodings in which ASCII is one byte a character, which a dump must have.
    pub(crate) fn extends_ascii(self) -> bool {
        self.0.is_ascii_compatible()
    }

    /// The name for messages: `GB18030`.
    pub(crate) fn name(self) -> &'static str {
        self.0.name()
    }

    /// Decodes a value. A byte-order mark is not text. Text that was encoded twice is repaired once.
    pub(crate) fn decode(self, bytes: &[u8]) -> Decoded {
        let bytes = bytes.get(self.mark(bytes)..).unwrap_or_default();
        let (text, is_broken) = match self.0.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(text) => (text, false),
            None => (self.0.decode_without_bom_handling(bytes).0, true),
        };
        match repair(&text) {
            Some(repaired) => Decoded { text: repaired, is_broken, is_repaired: true },
            None => Decoded { text: text.into_owned(), is_broken, is_repaired: false },
        }
    }

    #[cfg(test)]
    pub(crate) fn encode(self, text: &str) -> Vec<u8> {
        self.0.encode(text).0.into_owned()
    }

    /// Length of the byte-order mark at the beginning.
    fn mark(self, bytes: &[u8]) -> usize {
        Encoding::for_bom(bytes).filter(|(encoding, _)| *encoding == self.0).map_or(0, |(_, length)| length)
    }
}

/// Decodes a complete file: a byte-order mark, valid UTF-8, the declaration, detection, in this order.
pub(crate) fn decode_file(bytes: &[u8], declared: Option<&str>) -> Decoded {
    Charset::of(bytes, declared).decode(bytes)
}

/// The encoding that an HTML page declares in `<meta charset=…>`, or an XML file in its first line.
pub(crate) fn declaration(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let word = if head.trim_start().starts_with("<?xml") { "encoding" } else { "charset" };
    head.match_indices(word).find_map(|(at, _)| {
        let value = head.get(at + word.len()..)?.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(value.len());
        value.get(..end).filter(|name| !name.is_empty()).map(str::to_owned)
    })
}

/// True if nearly all bytes above ASCII are UTF-8. The end may cut a character, and single damaged bytes are faults of their records.
fn is_utf8(bytes: &[u8]) -> bool {
    let (mut characters, mut faults, mut last) = (0_usize, 0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        characters += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        last = chunk.invalid().len();
        faults += usize::from(last > 0);
    }
    // A cut character at the end is one fault of one to three bytes.
    let cut = usize::from(last > 0 && characters > 0 && bytes.utf8_chunks().last().is_some_and(|chunk| is_cut(chunk.invalid())));
    (faults - cut) * 10 <= characters
}

/// True for the beginning of a UTF-8 character.
fn is_cut(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(|first| *first >= 0xC2) && std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

/// Bytes 0x80 to 0x9F of Windows-1252 that are no control characters there.
const WINDOWS: [(char, u8); 27] = [
    ('€', 0x80),
    ('‚', 0x82),
    ('ƒ', 0x83),
    ('„', 0x84),
    ('…', 0x85),
    ('†', 0x86),
    ('‡', 0x87),
    ('ˆ', 0x88),
    ('‰', 0x89),
    ('Š', 0x8A),
    ('‹', 0x8B),
    ('Œ', 0x8C),
    ('Ž', 0x8E),
    ('‘', 0x91),
    ('’', 0x92),
    ('“', 0x93),
    ('”', 0x94),
    ('•', 0x95),
    ('–', 0x96),
    ('—', 0x97),
    ('˜', 0x98),
    ('™', 0x99),
    ('š', 0x9A),
    ('›', 0x9B),
    ('œ', 0x9C),
    ('ž', 0x9E),
    ('Ÿ', 0x9F),
];

/// The byte that a character was before it was read as Latin-1 or Windows-1252.
fn latin_byte(c: char) -> Option<u8> {
    match u8::try_from(u32::from(c)) {
        Ok(byte) => Some(byte).filter(|byte| *byte >= 0x80),
        Err(_) => WINDOWS.iter().find(|(other, _)| *other == c).map(|(_, byte)| *byte),
    }
}

/// Repairs UTF-8 that was read as Latin-1 and encoded again: at least nine tenths of the characters above ASCII are bytes of Latin-1, and
/// these bytes are valid UTF-8. `None` if the text is none.
fn repair(text: &str) -> Option<String> {
    // Every such character begins with one of these bytes in UTF-8. Counting them tells other texts without decoding.
    let leads = text.bytes().filter(|byte| *byte >= 0xC0).count();
    let possible = text.bytes().filter(|byte| matches!(byte, 0xC2 | 0xC3 | 0xC5 | 0xC6 | 0xCB | 0xE2)).count();
    if leads == 0 || possible * 10 < leads * 9 {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut latin = 0;
    for c in text.chars() {
        match latin_byte(c) {
            Some(byte) => {
                bytes.push(byte);
                latin += 1;
            }
            None => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    if latin * 10 < leads * 9 {
        return None;
    }
    String::from_utf8(bytes).ok()
}

/// True for bytes that begin with the mark of UTF-16, which no dump has.
pub(crate) fn is_utf16(bytes: &[u8]) -> bool {
    Encoding::for_bom(bytes).is_some_and(|(encoding, _)| [UTF_16LE, UTF_16BE].contains(&encoding))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gbk(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn the_encoding_is_that_of_the_whole_file() {
        let long = "逾期以后先核对账单，再留下证据。";
        assert_eq!(Charset::of(long.as_bytes(), Some("gbk")), Charset::UTF_8);
        assert_eq!(Charset::of(&gbk(long), Some("gb2312")).name(), "gb18030");
        assert_eq!(Charset::of(&gbk(long), Some("latin1")).name(), "gb18030");
        assert_eq!(Charset::of(&gbk(long), Some("utf8")).name(), "gb18030");
        assert_eq!(Charset::of(&gbk(long), None).name(), "gb18030");
        assert_eq!(Charset::of(b"\xEF\xBB\xBFabc", Some("gbk")), Charset::UTF_8);
        assert_eq!(Charset::of(b"abc", None), Charset::UTF_8);
        let cut = long.as_bytes().get(..long.len() - 1).unwrap();
        assert_eq!(Charset::of(cut, Some("gbk")), Charset::UTF_8);
        let damaged = [long.as_bytes(), b"\xFF", long.as_bytes()].concat();
        assert_eq!(Charset::of(&damaged, Some("gbk")), Charset::UTF_8);
    }

    #[test]
    fn broken_bytes_and_double_encoding_are_told() {
        let utf8 = |bytes: &[u8]| {
            let decoded = Charset::UTF_8.decode(bytes);
            (decoded.text, decoded.is_broken, decoded.is_repaired)
        };
        assert_eq!(utf8("本金".as_bytes()), ("本金".to_owned(), false, false));
        assert_eq!(utf8(b"\xEF\xBB\xBFa\xFFb"), ("a\u{FFFD}b".to_owned(), true, false));
        assert_eq!(utf8("ä½ å¥½".replace("½ ", "½\u{A0}").as_bytes()), ("你好".to_owned(), false, true));
        let windows: String =
            "的“利息”".bytes().map(|b| WINDOWS.iter().find(|(_, w)| *w == b).map_or(char::from(b), |(c, _)| *c)).collect();
        assert_eq!(utf8(windows.as_bytes()), ("的“利息”".to_owned(), false, true));
        assert_eq!(utf8("café “x” — 5 €".as_bytes()), ("café “x” — 5 €".to_owned(), false, false));
        assert_eq!(utf8("é".as_bytes()), ("é".to_owned(), false, false));
        assert_eq!(Charset::by_name("gbk").unwrap().decode(&gbk("罚息€㐂")).text, "罚息€㐂");
    }

    #[test]
    fn declarations_are_read() {
        let read = |text: &str| declaration(text.as_bytes());
        assert_eq!(read("<meta http-equiv=Content-Type content=\"text/html; charset=GB2312\">").as_deref(), Some("gb2312"));
        assert_eq!(read("<p>charset</p><meta charset = 'utf-8'>").as_deref(), Some("utf-8"));
        assert_eq!(read("<?xml version=\"1.0\" encoding=\"GBK\"?><rss charset=x>").as_deref(), Some("gbk"));
        assert_eq!(read("<p>"), None);
    }
}
