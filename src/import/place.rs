//! Where a record goes: its slug, its file, its address here, and the old addresses that lead to it.
//!
//! Slugs are given in the order of the source, to records whose old address lives on first. So an import that was stopped and
//! started again gives the same slugs.

use std::collections::{BTreeMap, BTreeSet};

use super::outline::{Fate, Outline};
use super::record::{Address, RecordKind};
use super::state::{RowState, ShortHash, State};
use crate::model::slug;

/// Folder of the articles.
pub(crate) const ARTICLES: &str = "content/articles/";
/// Folder of the pages.
pub(crate) const PAGES: &str = "content/pages/";
/// Folder of the texts that wait.
pub(crate) const HELD: &str = "import/held/";
/// Most files in a folder.
const FOLDER_LIMIT: u32 = 1_000;

/// Where a record goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) slug: String,
    /// Path of the article or page below the site's folder.
    pub(crate) file: String,
    /// Path of the page here.
    pub(crate) address: String,
    /// Old paths that become aliases.
    pub(crate) aliases: Vec<String>,
}

/// What is known of the site apart from imported files.
pub(crate) trait Ground {
    /// Pattern of the addresses of articles, with `{slug}`.
    fn permalink(&self) -> &str;

    /// True if a file other than an imported one has the slug.
    fn has_slug(&self, kind: RecordKind, slug: &str) -> bool;

    /// The file of the output folder at an old path, in a form that is the same for all ways to write it. `None` if no file can have
    /// this path.
    fn output(&self, path: &str) -> Option<String>;

    /// True if the site has this output apart from imported files.
    fn has_output(&self, output: &str) -> bool;

    /// Paths of the files below `content/articles/`, apart from imported ones.
    fn files(&self) -> &[String];
}

/// The places of all records, in their order. Files that earlier imports wrote keep theirs. A record that is gone has none, and its
/// place is empty.
pub(crate) fn places(outlines: &[Outline], state: &State, source: &str, ground: &dyn Ground) -> Vec<Place> {
    let mut names = Names::new(state, ground);
    let mut slugs: Vec<Option<(String, String)>> = outlines.iter().map(|outline| names.earlier(outline, state)).collect();
    for living in [true, false] {
        for (outline, slug) in outlines.iter().zip(&mut slugs).filter(|(_, slug)| slug.is_none()) {
            if matches!(outline.fate, Fate::Gone(_)) {
                continue;
            }
            let preferred = preferred(outline, source);
            let lives = outline.fate.has_file() && is_address(outline, &names.address(outline.kind, &preferred));
            if lives == living || !living {
                if living && names.is_taken(outline.kind, &preferred) {
                    continue;
                }
                let chosen = names.claim(outline.kind, &preferred);
                let file = names.file(outline, &chosen);
                *slug = Some((chosen, file));
            }
        }
    }
    let mut outputs: BTreeSet<String> = BTreeSet::new();
    let placed: Vec<(String, String, String)> = outlines
        .iter()
        .zip(slugs)
        .map(|(outline, slug)| {
            let (slug, file) = slug.unwrap_or_default();
            let address = names.address(outline.kind, &slug);
            if outline.fate.has_file() {
                outputs.extend(ground.output(&address));
            }
            (slug, file, address)
        })
        .collect();
    let place = |(outline, (slug, file, address)): (&Outline, (String, String, String))| {
        let aliases = aliases(outline, &address, ground, &mut outputs);
        Place { slug, file, address, aliases }
    };
    outlines.iter().zip(placed).map(place).collect()
}

/// The old paths that may lead to a page, each for one record only.
fn aliases(outline: &Outline, address: &str, ground: &dyn Ground, outputs: &mut BTreeSet<String>) -> Vec<String> {
    if !outline.fate.has_file() {
        return Vec::new();
    }
    let mut aliases = Vec::new();
    for old in outline.address.iter().chain(&outline.other_addresses) {
        let Address::Path(path) = old else { continue };
        if path == address {
            continue;
        }
        let free = ground.output(path).filter(|output| !ground.has_output(output));
        if let Some(output) = free
            && outputs.insert(output)
        {
            aliases.push(path.clone());
        }
    }
    aliases
}

fn is_address(outline: &Outline, address: &str) -> bool {
    matches!(&outline.address, Some(Address::Path(path)) if path == address)
}

/// The slug that a record would have if no other had it.
pub(crate) fn preferred(outline: &Outline, source: &str) -> String {
    let of_address = match &outline.address {
        Some(Address::Path(path)) => of_path(path),
        _ => None,
    };
    let of_id = || outline.id.map(|id| id.to_string());
    let of_name = || outline.name.as_deref().and_then(made_valid);
    let of_hash = || {
        let ShortHash(hash) = ShortHash::of(outline.key.as_bytes());
        format!("{source}-{:08x}", hash >> 32)
    };
    let is_discreet = |slug: &String| !has_long_number(slug);
    let of_name = || of_name().filter(is_discreet);
    of_address.filter(is_discreet).or_else(of_id).or_else(of_name).unwrap_or_else(of_hash)
}

/// True for a name that may hold the telephone number or the identity number of a person.
fn has_long_number(name: &str) -> bool {
    name.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() >= 11)
}

/// The last part of a path without its extension, if it is a slug.
fn of_path(path: &str) -> Option<String> {
    let last = path.trim_end_matches('/').rsplit('/').next()?;
    let stem = match last.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && is_extension(extension) => stem,
        _ => last,
    };
    slug::check(stem).ok()
}

/// True for the extensions of pages.
fn is_extension(text: &str) -> bool {
    matches!(text.to_ascii_lowercase().as_str(), "html" | "htm" | "shtml" | "php" | "asp" | "aspx" | "jsp" | "md")
}

/// A name as a slug: other characters become hyphens, letters small.
pub(crate) fn made_valid(name: &str) -> Option<String> {
    let mut slug = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        let c = if c.is_alphanumeric() || matches!(c, '_' | '.') { c } else { '-' };
        if !(matches!(c, '-' | '.') && slug.ends_with(['-', '.'])) {
            slug.push(c);
        }
    }
    let slug = slug.trim_matches(['-', '.']);
    let slug = slug.get(..slug.floor_char_boundary(slug::MAX_BYTES)).unwrap_or(slug);
    slug::check(slug.trim_end_matches(['-', '.'])).ok()
}

/// Slugs and folders that are in use.
struct Names<'g> {
    ground: &'g dyn Ground,
    articles: BTreeSet<String>,
    pages: BTreeSet<String>,
    /// Number of files by folder.
    folders: BTreeMap<String, u32>,
}

impl<'g> Names<'g> {
    fn new(state: &State, ground: &'g dyn Ground) -> Names<'g> {
        let mut names = Names { ground, articles: BTreeSet::new(), pages: BTreeSet::new(), folders: BTreeMap::new() };
        for path in ground.files() {
            names.count(path);
        }
        for row in state.rows.values() {
            names.count(&row.file);
            let set = if row.file.starts_with(PAGES) { &mut names.pages } else { &mut names.articles };
            set.insert(stem(&row.file).to_owned());
        }
        names
    }

    fn count(&mut self, path: &str) {
        if let Some((folder, _)) = path.strip_prefix(ARTICLES).and_then(|path| path.rsplit_once('/')) {
            *self.folders.entry(folder.to_owned()).or_default() += 1;
        }
    }

    /// The slug and the file that a record has from an earlier import.
    fn earlier(&mut self, outline: &Outline, state: &State) -> Option<(String, String)> {
        let row = state.rows.get(&outline.key)?;
        let slug = stem(&row.file).to_owned();
        let file = if row.state == RowState::Held { self.file(outline, &slug) } else { row.file.clone() };
        Some((slug, file))
    }

    fn set(&mut self, kind: RecordKind) -> &mut BTreeSet<String> {
        match kind {
            RecordKind::Article => &mut self.articles,
            RecordKind::Page => &mut self.pages,
        }
    }

    fn is_taken(&mut self, kind: RecordKind, slug: &str) -> bool {
        let has_output = |address: &str| self.ground.output(address).is_some_and(|output| self.ground.has_output(&output));
        self.ground.has_slug(kind, slug) || has_output(&self.address(kind, slug)) || self.set(kind).contains(slug)
    }

    /// The slug, or else the first free one of `slug-2`, `slug-3`.
    fn claim(&mut self, kind: RecordKind, slug: &str) -> String {
        let mut chosen = slug.to_owned();
        let mut number = 2_u32;
        while self.is_taken(kind, &chosen) {
            let room = slug::MAX_BYTES.saturating_sub(11);
            let start = slug.get(..slug.floor_char_boundary(room)).unwrap_or(slug).trim_end_matches(['-', '.']);
            chosen = format!("{start}-{number}");
            number = number.saturating_add(1);
        }
        self.set(kind).insert(chosen.clone());
        chosen
    }

    fn file(&mut self, outline: &Outline, slug: &str) -> String {
        if outline.kind == RecordKind::Page {
            return format!("{PAGES}{slug}.md");
        }
        let base = match (outline.id, outline.year) {
            (Some(id), _) => (id / 1_000).to_string(),
            (None, Some(year)) => year.to_string(),
            (None, None) => "0".to_owned(),
        };
        let mut folder = base.clone();
        let mut number = 2_u32;
        while self.folders.get(&folder).is_some_and(|count| *count >= FOLDER_LIMIT) {
            folder = format!("{base}-{number}");
            number = number.saturating_add(1);
        }
        *self.folders.entry(folder.clone()).or_default() += 1;
        format!("{ARTICLES}{folder}/{slug}.md")
    }

    fn address(&self, kind: RecordKind, slug: &str) -> String {
        match kind {
            RecordKind::Article => self.ground.permalink().replacen("{slug}", slug, 1),
            RecordKind::Page => format!("/{slug}/"),
        }
    }
}

/// The name of a file without folder and extension.
pub(crate) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::outline::Reason;
    use crate::import::record::Origin;
    use crate::import::state::Row;

    struct Site {
        permalink: &'static str,
        slugs: Vec<&'static str>,
        files: Vec<String>,
    }

    impl Ground for Site {
        fn permalink(&self) -> &str {
            self.permalink
        }

        fn has_slug(&self, _: RecordKind, slug: &str) -> bool {
            self.slugs.contains(&slug)
        }

        fn output(&self, path: &str) -> Option<String> {
            (!path.contains('*')).then(|| path.trim_start_matches('/').to_owned())
        }

        fn has_output(&self, output: &str) -> bool {
            output == "topics/"
        }

        fn files(&self) -> &[String] {
            &self.files
        }
    }

    fn site() -> Site {
        Site { permalink: "/hf/{slug}.html", slugs: vec!["9"], files: Vec::new() }
    }

    fn outline(id: Option<u64>, address: Option<&str>) -> Outline {
        let address =
            address.map(|text| if text.contains('?') { Address::Query(text.to_owned()) } else { Address::Path(text.to_owned()) });
        Outline {
            key: format!("zblog:{id:?}{address:?}"),
            id,
            kind: RecordKind::Article,
            hash: ShortHash(0),
            origin: Origin { file: "a.sql".to_owned(), line: None },
            title: "甲".to_owned(),
            address,
            other_addresses: Vec::new(),
            name: None,
            year: Some(2024),
            year_is_certain: true,
            views: None,
            fate: Fate::Publish,
        }
    }

    fn files(outlines: &[Outline], site: &Site) -> Vec<String> {
        let place = |place: Place| format!("{} {}", place.file.trim_start_matches(ARTICLES), place.aliases.join(" "));
        places(outlines, &State::default(), "zblog", site).into_iter().map(place).collect()
    }

    #[test]
    fn a_slug_comes_from_the_address_or_the_number_or_the_name() {
        let named = Outline { name: Some("催收 应对/Phone".to_owned()), ..outline(None, None) };
        let keyed = Outline { key: "docx:甲".to_owned(), ..outline(None, None) };
        for (outline, slug) in [
            (outline(Some(177_626), Some("/hf/177626.html")), "177626"),
            (outline(Some(7), Some("/2023/01/01/first-week/")), "first-week"),
            (outline(Some(7), Some("/archives/7")), "7"),
            (outline(Some(7), Some("/About.html")), "7"),
            (outline(Some(7), Some("/?id=7")), "7"),
            (outline(None, Some("/v1.2/逾期.html")), "逾期"),
            (named, "催收-应对-phone"),
        ] {
            assert_eq!(preferred(&outline, "zblog"), slug);
        }
        assert!(preferred(&keyed, "docx").starts_with("docx-"));
        let private = Outline { name: Some("借条_13812345678".to_owned()), ..outline(None, None) };
        assert!(preferred(&private, "docx").starts_with("docx-"));
        assert_eq!(made_valid("…！"), None);
        assert!(made_valid(&"长".repeat(100)).unwrap().len() <= slug::MAX_BYTES);
    }

    #[test]
    fn an_address_that_the_pattern_gives_lives_and_others_redirect() {
        let outlines = [
            outline(Some(101), Some("/hf/101.html")),
            outline(Some(102), Some("/a/102.html")),
            outline(Some(103), Some("/?id=103")),
        ];
        assert_eq!(files(&outlines, &site()), ["0/101.md ", "0/102.md /a/102.html", "0/103.md "]);
    }

    #[test]
    fn a_taken_slug_gets_a_number_and_living_addresses_come_first() {
        let outlines = [
            outline(Some(1), Some("/x/5.html")),
            outline(Some(2), Some("/hf/5.html")),
            outline(Some(9), Some("/hf/9.html")),
            outline(Some(3), Some("/hf/5.html")),
        ];
        assert_eq!(files(&outlines, &site()), ["0/5-2.md /x/5.html", "0/5.md ", "0/9-2.md /hf/9.html", "0/5-3.md "]);
    }

    #[test]
    fn an_address_that_no_file_can_have_is_no_alias() {
        let outlines = [outline(Some(1), Some("/x/*.html")), outline(Some(2), Some("/topics/"))];
        assert_eq!(files(&outlines, &site()), ["0/1.md ", "0/topics.md "]);
    }

    #[test]
    fn a_folder_has_no_more_than_a_thousand_files() {
        let outlines: Vec<Outline> = (0..2_001).map(|n| outline(None, Some(&format!("/d/a{n}.html")))).collect();
        let files = files(&outlines, &site());
        assert!(files[999].starts_with("2024/") && files[1_000].starts_with("2024-2/") && files[2_000].starts_with("2024-3/"));
    }

    #[test]
    fn what_was_imported_before_keeps_its_place() {
        let outlines = [outline(Some(101), Some("/hf/101.html")), outline(Some(102), Some("/x/101.html"))];
        let row = Row {
            source: ShortHash(1),
            written: ShortHash(1),
            file: "content/articles/old/101.md".to_owned(),
            state: RowState::Written,
            mended: None,
        };
        let state = State { rows: [(outlines[1].key.clone(), row)].into() };
        let places = places(&outlines, &state, "zblog", &site());
        assert_eq!(places[1].file, "content/articles/old/101.md");
        assert_eq!((places[0].file.as_str(), &places[0].aliases[..]), ("content/articles/0/101-2.md", &[][..]));
    }

    #[test]
    fn a_record_without_a_file_has_no_alias() {
        let gone = Outline { fate: Fate::Gone(Reason::new("甲", "a")), ..outline(Some(1), Some("/x/1.html")) };
        let outlines = [gone, outline(Some(2), Some("/x/1.html"))];
        assert_eq!(files(&outlines, &site())[1], "0/1.md /x/1.html");
    }
}
