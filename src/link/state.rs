//! Whether an article is published on the day the site is built for.

use jiff::civil::Date;

use crate::model::Front;

/// What to publish besides what is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Publish {
    /// Drafts too.
    pub drafts: bool,
    /// Articles dated later than the build too.
    pub future: bool,
}

/// An article's state on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It has its page and stands in lists.
    Published,
    /// It has a page with a notice, and stands in no list.
    Withdrawn,
    /// Not finished.
    Draft,
    /// Dated later than the build.
    Future,
    /// Its last day has passed.
    Expired,
}

impl State {
    /// The state on a day.
    pub fn of(front: &Front, as_of: Date) -> State {
        if front.draft {
            State::Draft
        } else if front.date.value > as_of {
            State::Future
        } else if front.expires.as_ref().is_some_and(|e| e.value <= as_of) {
            State::Expired
        } else if front.withdrawn.as_ref().is_some_and(|w| w.on <= as_of) {
            State::Withdrawn
        } else {
            State::Published
        }
    }

    /// True where the article has a page.
    pub fn has_page(self, publish: Publish) -> bool {
        match self {
            State::Published | State::Withdrawn => true,
            State::Draft => publish.drafts,
            State::Future => publish.future,
            State::Expired => false,
        }
    }

    /// True where the article stands in lists.
    pub fn is_listed(self, publish: Publish) -> bool {
        self != State::Withdrawn && self.has_page(publish)
    }

    /// Why readers cannot open it, in Chinese and English.
    pub fn reason(self) -> (&'static str, &'static str) {
        match self {
            State::Published => ("已发布", "is published"),
            State::Withdrawn => ("已撤回", "is withdrawn"),
            State::Draft => ("还是草稿", "is a draft"),
            State::Future => ("还没有到发布日期", "is dated in the future"),
            State::Expired => ("已经到期下线", "has expired"),
        }
    }
}
