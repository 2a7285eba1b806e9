//! Reasons to refuse an output folder, in words, and the checks that need only its path. It writes nothing.

use std::path::{Component, Path, PathBuf};
use std::{fmt, io};

use crate::diag::Lang;
use crate::text::localized;

use super::state::STATE;
use super::{Error, Place};

/// Why nothing was written. A refusal comes before any change on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    Root(PathBuf),
    Home(PathBuf),
    Site(PathBuf),
    /// The output folder is, holds or lies inside one of the sources.
    Overlap {
        output: PathBuf,
        source: PathBuf,
    },
    /// The output folder is or lies inside a `.sitegen` folder.
    State(PathBuf),
    NotAFolder(PathBuf),
    /// The output folder holds a file that is not known to be ours.
    Foreign {
        output: PathBuf,
        file: PathBuf,
    },
    /// In a folder of ours, a file that is not ours has the path of a file of the site.
    InTheWay(PathBuf),
    /// Another build is writing to the same output folder.
    Busy(PathBuf),
}

impl Refusal {
    /// The reason in one sentence.
    pub fn message(&self, lang: Lang) -> String {
        let path = self.path().display();
        let texts = match self {
            Refusal::Root(_) => {
                [format!("输出文件夹不能是根目录：{path}"), format!("the output folder may not be the root: {path}")]
            }
            Refusal::Home(_) => [
                format!("输出文件夹不能是用户主目录，也不能包含它：{path}"),
                format!("the output folder may not be or hold a home folder: {path}"),
            ],
            Refusal::Site(_) => [
                format!("输出文件夹不能是站点文件夹，也不能包含它：{path}"),
                format!("the output folder may not be or hold the site's folder: {path}"),
            ],
            Refusal::Overlap { source, .. } => {
                let source = source.display();
                let en = format!("the output folder {path} and the source {source} lie in one another");
                [format!("输出文件夹 {path} 与源文件 {source} 重叠"), en]
            }
            Refusal::State(_) => [
                format!("输出文件夹不能放在 {STATE} 里：{path}"),
                format!("the output folder may not lie inside a {STATE} folder: {path}"),
            ],
            Refusal::NotAFolder(_) => [format!("{path} 必须是文件夹"), format!("{path} must be a folder")],
            Refusal::Foreign { file, .. } => {
                let file = file.display();
                let en = format!("the output folder {path} holds files that sitegen did not make, such as {file}");
                [format!("输出文件夹 {path} 里有不是本程序生成的文件，例如 {file}"), en]
            }
            Refusal::InTheWay(_) => [
                format!("{path} 不是本程序生成的，却占着要写入的位置"),
                format!("{path} was not made by sitegen and stands where a file of the site must go"),
            ],
            Refusal::Busy(_) => [format!("另一个构建正在写入 {path}"), format!("another build is writing to {path}")],
        };
        localized(lang, texts)
    }

    fn path(&self) -> &Path {
        match self {
            Refusal::Root(path) | Refusal::Home(path) | Refusal::Site(path) | Refusal::State(path) => path,
            Refusal::NotAFolder(path) | Refusal::InTheWay(path) | Refusal::Busy(path) => path,
            Refusal::Overlap { output, .. } | Refusal::Foreign { output, .. } => output,
        }
    }

    pub fn help(&self, lang: Lang) -> &'static str {
        let texts = match self {
            Refusal::Root(_) | Refusal::Home(_) | Refusal::Site(_) | Refusal::Overlap { .. } | Refusal::State(_) => {
                ["换一个专门存放网站的文件夹，例如 public", "choose a folder of its own for the site, such as `public`"]
            }
            Refusal::NotAFolder(_) => ["把它移走或改名", "move it away or rename it"],
            Refusal::Foreign { .. } => [
                "换一个空文件夹；如果里面只是以前生成的网站，先把它删除再构建",
                "choose an empty folder; if it holds nothing but an earlier build, delete it first",
            ],
            Refusal::InTheWay(_) => [
                "把它移走或改名；网站需要的文件请放进 static/",
                "move it away or rename it; files the site needs belong into static/",
            ],
            Refusal::Busy(_) => ["等它结束后再试", "wait for it to end, then try again"],
        };
        localized(lang, texts)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

/// The real path of the output folder. Refuses a path that must be a mistake; does not read the folder.
pub(super) fn locate(place: &Place<'_>) -> Result<PathBuf, Error> {
    let typed = place.output;
    let output = resolve(typed)?;
    if output.parent().is_none() {
        return Err(Refusal::Root(typed.to_owned()).into());
    }
    let home = place.home.filter(|home| !home.as_os_str().is_empty()).map(resolve).transpose()?;
    if home.is_some_and(|home| home.starts_with(&output)) || is_home(&output) {
        return Err(Refusal::Home(typed.to_owned()).into());
    }
    if resolve(place.root)?.starts_with(&output) {
        return Err(Refusal::Site(typed.to_owned()).into());
    }
    for source in place.sources {
        let real = resolve(source)?;
        if real.starts_with(&output) || output.starts_with(&real) {
            return Err(Refusal::Overlap { output: typed.to_owned(), source: (*source).to_owned() }.into());
        }
    }
    if output.components().any(|c| c.as_os_str() == STATE) {
        return Err(Refusal::State(typed.to_owned()).into());
    }
    Ok(output)
}

/// True for the folders in which systems keep home folders.
fn is_home(path: &Path) -> bool {
    let homes = [Path::new("/home"), Path::new("/Users")];
    path == Path::new("/root") || homes.iter().any(|homes| path == *homes || path.parent() == Some(homes))
}

/// The absolute path with every link resolved, as far as it exists; the rest is taken as it is written.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let absolute = super::disk::with_path(path, std::path::absolute(path))?;
    let mut missing = Vec::new();
    let mut head = absolute.as_path();
    loop {
        if let Ok(real) = head.canonicalize() {
            return Ok(missing.into_iter().rev().fold(real, step));
        }
        match (head.parent(), head.components().next_back()) {
            (Some(parent), Some(last)) => {
                missing.push(last);
                head = parent;
            }
            _ => return Ok(absolute),
        }
    }
}

fn step(mut path: PathBuf, component: Component<'_>) -> PathBuf {
    match component {
        Component::ParentDir => {
            path.pop();
        }
        Component::Normal(name) => path.push(name),
        _ => {}
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::testing::Folder;

    /// What `locate` says of an output folder of a site in `site/`, with a home in `home/me/`.
    fn refusal(folder: &Folder, output: &Path) -> Option<Refusal> {
        let site = folder.path("site");
        let sources = ["content", "templates", "static", "sitegen.yaml"].map(|name| site.join(name));
        let sources: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
        let home = folder.path("home/me");
        match locate(&Place { output, root: &site, sources: &sources, home: Some(&home) }) {
            Ok(_) => None,
            Err(Error::Refused(refusal)) => Some(refusal),
            Err(Error::Io(e)) => panic!("{e}"),
        }
    }

    #[test]
    fn the_store_lies_in_the_state_of_the_site() {
        let folder = site();
        let root = folder.path("site");
        let store = |output: &Path| crate::emit::store_folder(&Place { output, root: &root, sources: &[], home: None });
        assert_eq!(store(&root.join("public")), Some(root.join(".sitegen/outputs/public/store")));
        assert_eq!(store(&root), None);
    }

    fn site() -> Folder {
        let folder = Folder::new();
        folder.write("site/sitegen.yaml", "");
        folder.write("site/content/articles/a.md", "");
        folder.write("home/me/notes.txt", "");
        folder
    }

    #[test]
    fn an_output_folder_beside_the_sources_or_elsewhere_is_fine() {
        let folder = site();
        for output in ["site/public", "site/contents", "site/a/b/c", "site/content/../public", "home/me/out", "elsewhere/site"] {
            assert_eq!(refusal(&folder, &folder.path(output)), None, "{output}");
        }
    }

    #[test]
    fn a_folder_that_could_only_be_a_mistake_is_refused() {
        let folder = site();
        let place = |output: &str| folder.path(output);
        let overlap = |output: &str, source: &str| Refusal::Overlap { output: place(output), source: place(source) };
        for (output, expected) in [
            ("site", Refusal::Site(place("site"))),
            ("site/public/..", Refusal::Site(place("site/public/.."))),
            (".", Refusal::Home(place("."))),
            ("home", Refusal::Home(place("home"))),
            ("home/me", Refusal::Home(place("home/me"))),
            ("site/content", overlap("site/content", "site/content")),
            ("site/content/articles/new", overlap("site/content/articles/new", "site/content")),
            ("site/public/../static/x", overlap("site/public/../static/x", "site/static")),
            ("site/templates", overlap("site/templates", "site/templates")),
            ("site/sitegen.yaml", overlap("site/sitegen.yaml", "site/sitegen.yaml")),
            ("site/.sitegen", Refusal::State(place("site/.sitegen"))),
            ("site/.sitegen/x/y", Refusal::State(place("site/.sitegen/x/y"))),
        ] {
            assert_eq!(refusal(&folder, &place(output)), Some(expected), "{output}");
        }
        for (output, expected) in [
            ("/", Refusal::Root("/".into())),
            ("/no/../..", Refusal::Root("/no/../..".into())),
            ("/root", Refusal::Home("/root".into())),
            ("/home", Refusal::Home("/home".into())),
            ("/home/wang", Refusal::Home("/home/wang".into())),
            ("/Users/li", Refusal::Home("/Users/li".into())),
        ] {
            assert_eq!(refusal(&folder, Path::new(output)), Some(expected), "{output}");
        }
        assert_eq!(refusal(&folder, Path::new("/home/wang/site")), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_such_a_folder_is_refused_like_the_folder() {
        let folder = site();
        for (target, link) in [("site", "a"), ("site/content", "b"), ("home/me", "c"), ("site/content/articles", "d")] {
            std::os::unix::fs::symlink(folder.path(target), folder.path(link)).unwrap();
        }
        std::os::unix::fs::symlink("/", folder.path("e")).unwrap();
        let content = folder.path("site/content");
        let overlap = |output: &str| Refusal::Overlap { output: folder.path(output), source: content.clone() };
        assert_eq!(refusal(&folder, &folder.path("a")), Some(Refusal::Site(folder.path("a"))));
        assert_eq!(refusal(&folder, &folder.path("b")), Some(overlap("b")));
        assert_eq!(refusal(&folder, &folder.path("c")), Some(Refusal::Home(folder.path("c"))));
        assert_eq!(refusal(&folder, &folder.path("d/new")), Some(overlap("d/new")));
        assert_eq!(refusal(&folder, &folder.path("e")), Some(Refusal::Root(folder.path("e"))));
        assert_eq!(refusal(&folder, &folder.path("a/content/x")), Some(overlap("a/content/x")));
        assert_eq!(refusal(&folder, &folder.path("a/public")), None);
    }

    #[test]
    fn every_refusal_is_worded_in_both_languages() {
        let refusals = [
            Refusal::Root("甲".into()),
            Refusal::Home("甲".into()),
            Refusal::Site("甲".into()),
            Refusal::Overlap { output: "甲".into(), source: "乙".into() },
            Refusal::State("甲".into()),
            Refusal::NotAFolder("甲".into()),
            Refusal::Foreign { output: "甲".into(), file: "乙".into() },
            Refusal::InTheWay("甲".into()),
            Refusal::Busy("甲".into()),
        ];
        let said = |lang| refusals.iter().map(|r| r.message(lang)).collect::<Vec<_>>().join("\n");
        assert_eq!(
            said(Lang::Zh),
            "输出文件夹不能是根目录：甲
输出文件夹不能是用户主目录，也不能包含它：甲
输出文件夹不能是站点文件夹，也不能包含它：甲
输出文件夹 甲 与源文件 乙 重叠
输出文件夹不能放在 .sitegen 里：甲
甲 必须是文件夹
输出文件夹 甲 里有不是本程序生成的文件，例如 乙
甲 不是本程序生成的，却占着要写入的位置
另一个构建正在写入 甲"
        );
        assert_eq!(
            said(Lang::En),
            "the output folder may not be the root: 甲
the output folder may not be or hold a home folder: 甲
the output folder may not be or hold the site's folder: 甲
the output folder 甲 and the source 乙 lie in one another
the output folder may not lie inside a .sitegen folder: 甲
甲 must be a folder
the output folder 甲 holds files that sitegen did not make, such as 乙
甲 was not made by sitegen and stands where a file of the site must go
another build is writing to 甲"
        );
    }
}
