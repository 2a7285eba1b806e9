//! From what the system reports to files of the site. Reading is no touch, nor is anything that happens to hidden files, to
//! the output or elsewhere in the site's folder.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use notify::event::{AccessKind, AccessMode, EventKind, Flag};

use crate::load::{self, Place};
use crate::pipeline::ChangeSet;

#[derive(Debug, Clone)]
pub(super) struct Site {
    pub(super) root: PathBuf,
    pub(super) settings: PathBuf,
}

impl Site {
    pub(super) fn touched(&self, event: notify::Result<notify::Event>) -> Option<ChangeSet> {
        let Ok(event) = event else { return Some(ChangeSet::Any) };
        if event.attrs.flag() == Some(Flag::Rescan) {
            return Some(ChangeSet::Any);
        }
        match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => {}
            EventKind::Access(_) => return None,
            _ => {}
        }
        let paths: BTreeSet<String> = event.paths.iter().filter_map(|path| self.path(path)).collect();
        (!paths.is_empty()).then_some(ChangeSet::Paths(paths))
    }

    /// The path of a source file below the site's folder.
    fn path(&self, path: &Path) -> Option<String> {
        if path == self.settings {
            return Some(Place::of(&self.root, path).path.to_string());
        }
        let inner = path.strip_prefix(&self.root).ok()?;
        let parts: Vec<_> = inner.iter().collect();
        let is_read =
            inner == Path::new(load::LEDGER) || parts.first().is_some_and(|first| load::FOLDERS.iter().any(|f| first == f));
        let is_hidden = parts.iter().any(|part| part.as_encoded_bytes().starts_with(b"."));
        (is_read && !is_hidden).then(|| Place::of(&self.root, path).path.to_string())
    }
}

#[cfg(test)]
mod tests {
    use notify::Event;
    use notify::event::{CreateKind, DataChange, ModifyKind, RemoveKind};

    use super::*;

    fn touched(kind: EventKind, path: &str) -> Option<ChangeSet> {
        let site = Site { root: "/site".into(), settings: "/site/sitegen.yaml".into() };
        site.touched(Ok(Event::new(kind).add_path(path.into())))
    }

    #[test]
    fn sources_are_touched_by_writing_only() {
        let modify = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let these = |path: &str| Some(ChangeSet::Paths([path.to_owned()].into()));
        assert_eq!(touched(modify, "/site/content/articles/甲.md"), these("content/articles/甲.md"));
        assert_eq!(touched(EventKind::Remove(RemoveKind::Any), "/site/static/a.png"), these("static/a.png"));
        assert_eq!(touched(EventKind::Create(CreateKind::Folder), "/site/templates"), these("templates"));
        assert_eq!(touched(modify, "/site/sitegen.yaml"), these("sitegen.yaml"));
        assert_eq!(touched(modify, "/site/urls.tsv"), these("urls.tsv"));
        let closed = EventKind::Access(AccessKind::Close(AccessMode::Write));
        assert_eq!(touched(closed, "/site/content/topics.yaml"), these("content/topics.yaml"));
        let opened = EventKind::Access(AccessKind::Open(AccessMode::Any));
        assert_eq!(touched(opened, "/site/content/articles/a.md"), None);
        for path in
            ["/site/public/index.html", "/site/.git/HEAD", "/site/content/.a.md.swp", "/site/README.md", "/elsewhere/content/a.md"]
        {
            assert_eq!(touched(modify, path), None, "{path}");
        }
    }

    #[test]
    fn what_was_lost_may_have_been_anything() {
        let site = Site { root: "/site".into(), settings: "/site/sitegen.yaml".into() };
        assert_eq!(site.touched(Ok(Event::new(EventKind::Other).set_flag(Flag::Rescan))), Some(ChangeSet::Any));
        assert_eq!(site.touched(Err(notify::Error::generic("lost"))), Some(ChangeSet::Any));
    }
}
