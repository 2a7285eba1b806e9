//! Whether an article is published on the day the site is built for.

use jiff::civil::Date;

use crate::model::Front;

/// Articles to publish besides those that are due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Publish {
    pub drafts: bool,
    /// Articles dated later than the build too.
    pub future: bool,
}

/// An article's state on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Published,
    /// It has a page with a notice, and is in no list.
    Withdrawn,
    Draft,
    /// Dated later than the build.
    Future,
    /// Its last day has passed.
    Expired,
}

impl State {
    /// The state on a day. Of several reasons against publication, one that `publish` does not lift counts first: a draft that has
    /// also expired is not published even with drafts.
    pub(crate) fn of(front: &Front, as_of: Date, publish: Publish) -> State {
        let future = front.date.value > as_of;
        if front.draft && !publish.drafts {
            State::Draft
        } else if future && !publish.future {
            State::Future
        } else if front.expires.as_ref().is_some_and(|e| e.value <= as_of) {
            State::Expired
        } else if front.withdrawn.as_ref().is_some_and(|w| w.on <= as_of) {
            State::Withdrawn
        } else if front.draft {
            State::Draft
        } else if future {
            State::Future
        } else {
            State::Published
        }
    }

    pub(crate) fn has_page(self, publish: Publish) -> bool {
        match self {
            State::Published | State::Withdrawn => true,
            State::Draft => publish.drafts,
            State::Future => publish.future,
            State::Expired => false,
        }
    }

    pub(crate) fn is_listed(self, publish: Publish) -> bool {
        self != State::Withdrawn && self.has_page(publish)
    }

    /// Why readers cannot open it, in Chinese and English.
    pub(crate) fn reason(self) -> [&'static str; 2] {
        match self {
            State::Published => ["已发布", "is published"],
            State::Withdrawn => ["已撤回", "is withdrawn"],
            State::Draft => ["还是草稿", "is a draft"],
            State::Future => ["还没有到发布日期", "is dated in the future"],
            State::Expired => ["已经到期下线", "has expired"],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::front::Withdrawn;
    use crate::model::yaml::Located;
    use crate::model::{Registers, text_file};
    use crate::text::{Source, Span};

    const AS_OF: Date = Date::constant(2026, 6, 1);

    fn located<T>(value: T) -> Located<T> {
        Located { value, span: Span::default() }
    }

    fn draft() -> Front {
        text_file::article(&Source::new("a.md", "---\ndraft: true\n---\n"), &Registers::default(), AS_OF).0.front
    }

    #[test]
    fn asking_for_drafts_asks_for_nothing_else() {
        let drafts = Publish { drafts: true, future: false };
        assert_eq!(State::of(&draft(), AS_OF, Publish::default()), State::Draft);
        assert!(State::of(&draft(), AS_OF, drafts).is_listed(drafts));
        let future = Front { date: located(Date::constant(2026, 7, 1)), ..draft() };
        assert!(!State::of(&future, AS_OF, drafts).has_page(drafts));
        assert!(State::of(&future, AS_OF, Publish { future: true, ..drafts }).is_listed(Publish { future: true, ..drafts }));
        let expired = Front { expires: Some(located(AS_OF)), ..draft() };
        assert_eq!(State::of(&expired, AS_OF, drafts), State::Expired);
        let withdrawn = Front { withdrawn: Some(Withdrawn { on: AS_OF, reason: "已取代。".to_owned() }), ..draft() };
        assert_eq!(State::of(&withdrawn, AS_OF, drafts), State::Withdrawn);
        assert_eq!(State::of(&withdrawn, AS_OF, Publish::default()), State::Draft);
    }
}
