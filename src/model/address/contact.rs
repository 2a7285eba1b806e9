//! Mailboxes and telephone numbers in addresses.

use super::{Why, is_label};

/// The fault of what follows `mailto:`.
pub(super) fn mail_fault(mail: &str) -> Option<Why> {
    let people = mail.split('?').next().unwrap_or("");
    if people.trim().is_empty() {
        return Some(("冒号后面没有邮箱", "there is no mailbox after the colon"));
    }
    let is_wrong = people.split(',').any(|one| !is_mailbox(one)) || people.contains(char::is_whitespace);
    is_wrong.then_some(("邮箱应是 name@example.com 这样的写法", "a mailbox is written like name@example.com"))
}

/// The fault of what follows `tel:`.
pub(super) fn telephone_fault(number: &str) -> Option<Why> {
    let number = number.split(';').next().unwrap_or("");
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let is_number = number.bytes().all(|b| b.is_ascii_digit() || b"+-.()* #".contains(&b));
    match (number.trim().is_empty(), is_number && (3..=20).contains(&digits)) {
        (true, _) => Some(("冒号后面没有号码", "there is no number after the colon")),
        (_, true) => None,
        _ => Some(("号码只能用数字、加号和连字符", "a number has digits, a plus sign and hyphens only")),
    }
}

/// True for `name@example.com`.
pub(super) fn is_mailbox(text: &str) -> bool {
    let parts = text.trim().split_once('@').filter(|(name, host)| !name.is_empty() && !host.contains('@'));
    parts.is_some_and(|(_, host)| host.contains('.') && host.split('.').all(is_label))
}
