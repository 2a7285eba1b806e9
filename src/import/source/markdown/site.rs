//! The generator of a folder of Markdown files, its settings, and the addresses that it gives to articles.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::super::address::split_host;
use super::front::{Data, settings};
use crate::import::record::Address;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Program {
    Hexo,
    Hugo,
    Jekyll,
    /// VuePress and VitePress.
    Press,
    #[default]
    Plain,
}

/// What a file is to its generator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// `path` is below the folder of the articles, without the extension.
    Article {
        path: String,
        is_draft: bool,
    },
    Page {
        path: String,
    },
    /// Not an article, for this reason.
    Other(&'static str),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Site {
    pub(super) program: Program,
    /// Folder of the generator below the folder of the source, with `/` at its end unless it is empty.
    pub(super) root: String,
    settings: Vec<Data>,
}

/// Values of which addresses are made.
#[derive(Clone, Debug, Default)]
pub(super) struct Values<'v> {
    /// Path below the folder of the articles.
    pub(super) path: &'v str,
    pub(super) slug: Option<&'v str>,
    pub(super) title: &'v str,
    pub(super) day: Option<Date>,
    pub(super) category: &'v [String],
}

impl Values<'_> {
    fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(self.path)
    }

    fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

/// True for a file that tells the generator.
pub(super) fn is_settings(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    let is_config = matches!(
        last,
        "_config.yml"
            | "_config.yaml"
            | "hugo.toml"
            | "hugo.yaml"
            | "hugo.yml"
            | "hugo.json"
            | "config.toml"
            | "config.yaml"
            | "config.yml"
    );
    is_config || name.contains(".vitepress/config") || name.contains(".vuepress/config")
}

impl Site {
    /// The generator by the names of all files. `read` gives the text of a file.
    pub(super) fn of(names: &[String], mut read: impl FnMut(&str) -> Option<String>) -> Site {
        let folder = |name: &str, inner: &str| {
            let at = name.find(inner)?;
            let root = name.get(..at)?;
            (root.is_empty() || root.ends_with('/')).then(|| root.to_owned())
        };
        let root_of = |inner: &str| names.iter().filter_map(|name| folder(name, inner)).min_by_key(String::len);
        let of_config = |ends: &[&str]| {
            let is_config = |name: &&String| ends.contains(&name.rsplit('/').next().unwrap_or(name));
            names
                .iter()
                .filter(is_config)
                .map(|name| name.rsplit_once('/').map_or(String::new(), |(root, _)| format!("{root}/")))
                .min_by_key(String::len)
        };
        let hugo = of_config(&["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"]).or_else(|| {
            let root = of_config(&["config.toml", "config.yaml", "config.yml"])?;
            let root = root.strip_suffix("config/_default/").unwrap_or(&root).to_owned();
            names.iter().any(|name| name.starts_with(&format!("{root}content/"))).then_some(root)
        });
        let found = [
            (Program::Press, root_of(".vitepress/").or_else(|| root_of(".vuepress/"))),
            (Program::Hugo, hugo),
            (Program::Hexo, root_of("source/_posts/").or_else(|| root_of("source/_drafts/"))),
            (Program::Jekyll, root_of("_posts/").or_else(|| root_of("_drafts/"))),
        ];
        let (program, root) = found.into_iter().find_map(|(program, root)| Some((program, root?))).unwrap_or_default();
        let mine = names.iter().filter(|name| {
            is_settings(name) && name.starts_with(&root) && name.matches('/').count() <= root.matches('/').count() + 2
        });
        let settings = mine.filter_map(|name| Some(settings(name, &read(name)?))).collect();
        Site { program, root, settings }
    }

    fn setting(&self, path: &str) -> Option<String> {
        self.settings.iter().find_map(|data| data.text(&[path]))
    }

    /// The host of the site, by its settings.
    pub(super) fn host(&self) -> Option<String> {
        ["url", "baseURL", "hostname"].iter().find_map(|key| Some(split_host(&self.setting(key)?)?.0))
    }

    /// The folder of the site at its host: `/blog`.
    fn base(&self) -> String {
        let own = match self.program {
            Program::Hexo => self.setting("root"),
            Program::Jekyll => self.setting("baseurl"),
            Program::Hugo => self.setting("baseURL").and_then(|url| split_host(&url).map(|(_, path)| path.to_owned())),
            Program::Press => self.setting("base"),
            Program::Plain => None,
        };
        own.map_or_else(String::new, |path| path.trim_end_matches('/').to_owned())
    }

    pub(super) fn has_asset_folders(&self) -> bool {
        self.program == Program::Hexo && self.setting("post_asset_folder").is_some_and(|value| value == "true")
    }

    /// Folders of the files that a page names by a path with `/` at its beginning.
    pub(super) fn public_folders(&self) -> &'static [&'static str] {
        match self.program {
            Program::Hexo => &["source"],
            Program::Hugo => &["static", "assets"],
            Program::Jekyll | Program::Plain => &[""],
            Program::Press => &["public", ".vuepress/public", ""],
        }
    }

    /// What a file is. `name` is its path below the folder of the source.
    pub(super) fn role(&self, name: &str) -> Use {
        let Some(below) = name.strip_prefix(&self.root) else { return Use::Other("file outside of the site") };
        let path = below.rsplit_once('.').map_or(below, |(path, _)| path);
        let last = path.rsplit('/').next().unwrap_or(path);
        let article = |path: &str, is_draft| Use::Article { path: path.to_owned(), is_draft };
        if last == "_index" || last.eq_ignore_ascii_case("readme") || last.eq_ignore_ascii_case("license") {
            return Use::Other("section page");
        }
        match self.program {
            Program::Hexo => match path.strip_prefix("source/") {
                None => Use::Other("file outside of the site"),
                Some(path) => match (path.strip_prefix("_posts/"), path.strip_prefix("_drafts/")) {
                    (Some(path), _) => article(path, false),
                    (_, Some(path)) => article(path, true),
                    _ if path.starts_with('_') => Use::Other("file outside of the site"),
                    _ => Use::Page { path: path.to_owned() },
                },
            },
            Program::Hugo => match path.strip_prefix("content/") {
                None => Use::Other("file outside of the site"),
                Some(path) => {
                    let path = path.strip_suffix("/index").unwrap_or(path);
                    if path.contains('/') { article(path, false) } else { Use::Page { path: path.to_owned() } }
                }
            },
            Program::Jekyll => match path.split_once("_posts/").or_else(|| path.split_once("_drafts/")) {
                Some((_, post)) => article(post, path.contains("_drafts/")),
                None if path.starts_with('_') || path.contains("/_") => Use::Other("file outside of the site"),
                None => Use::Page { path: path.to_owned() },
            },
            Program::Press if path.starts_with('.') => Use::Other("file outside of the site"),
            Program::Press if last == "index" => Use::Other("section page"),
            Program::Press | Program::Plain => article(path.strip_suffix("/index").unwrap_or(path), false),
        }
    }

    /// The address of an article or a page by the settings. `None` if they name something unknown.
    pub(super) fn address(&self, values: &Values<'_>, is_page: bool, own: Option<&str>) -> Option<Address> {
        let base = self.base();
        let with_base = |path: String| Address::below_host(&format!("{base}/{}", path.trim_start_matches('/')));
        if let Some(own) = own {
            // Jekyll has placeholders here, too.
            let own = if self.program == Program::Jekyll { fill(own, &self.parts(values))? } else { own.to_owned() };
            return with_base(own);
        }
        match (self.program, is_page) {
            (Program::Plain, _) => None,
            (Program::Hexo, false) => {
                let pattern = self.setting("permalink").unwrap_or_else(|| ":year/:month/:day/:title/".to_owned());
                with_base(fill(&pattern, &self.parts(values))?)
            }
            (Program::Jekyll, false) => {
                let pattern = self.setting("permalink").unwrap_or_else(|| "date".to_owned());
                let pattern = match pattern.as_str() {
                    "date" => "/:categories/:year/:month/:day/:title.html",
                    "pretty" => "/:categories/:year/:month/:day/:title/",
                    "ordinal" => "/:categories/:year/:y_day/:title.html",
                    "none" => "/:categories/:title.html",
                    own => own,
                };
                with_base(fill(&pattern.replace(":output_ext", ".html"), &self.parts(values))?.replace("//", "/"))
            }
            (Program::Hugo, false) => with_base(self.of_hugo(values)?),
            (Program::Hugo | Program::Hexo, true) => {
                let path = values.path.strip_suffix("/index").unwrap_or(values.path);
                let path = if self.program == Program::Hugo { hugo_path(path) } else { path.to_owned() };
                with_base(if path == "index" { String::new() } else { format!("{path}/") })
            }
            (Program::Jekyll, true) => with_base(format!("{}.html", values.path)),
            (Program::Press, _) => {
                let is_clean = self.setting("cleanUrls").is_some_and(|value| value == "true");
                with_base(format!("{}{}", values.path, if is_clean { "" } else { ".html" }))
            }
        }
    }

    fn of_hugo(&self, values: &Values<'_>) -> Option<String> {
        let section = values.path.split('/').next().unwrap_or("");
        let pattern = ["permalinks.page", "permalinks"].iter().find_map(|key| self.setting(&format!("{key}.{section}")));
        if let Some(pattern) = pattern {
            let end = if pattern.ends_with('/') { "/" } else { "" };
            return Some(hugo_path(&fill(&pattern, &self.parts(values))?) + end);
        }
        let name = values.slug.unwrap_or(values.name());
        let path = hugo_path(&format!("{}/{name}", values.folder()));
        let is_ugly = self.setting("uglyURLs").is_some_and(|value| value == "true");
        Some(if is_ugly { format!("{path}.html") } else { format!("{path}/") })
    }

    /// Placeholders with their values.
    fn parts(&self, values: &Values<'_>) -> BTreeMap<&'static str, Option<String>> {
        let number = |of: fn(Date) -> i16, width: usize| values.day.map(|day| format!("{:0width$}", of(day)));
        let name = values.name().to_owned();
        let title = match self.program {
            Program::Hexo => values.path.to_owned(),
            Program::Hugo => values.title.to_owned(),
            _ => values.slug.unwrap_or(&name).to_owned(),
        };
        let slug = values.slug.map_or_else(|| name.clone(), str::to_owned);
        let category = values.category.join("/");
        let of_hexo = if category.is_empty() {
            self.setting("default_category").unwrap_or_else(|| "uncategorized".to_owned())
        } else {
            category.clone()
        };
        let section = values.path.split('/').next().unwrap_or("").to_owned();
        BTreeMap::from([
            ("year", number(Date::year, 4)),
            ("short_year", values.day.map(|day| format!("{:02}", day.year().rem_euclid(100)))),
            ("month", number(|day| i16::from(day.month()), 2)),
            ("i_month", number(|day| i16::from(day.month()), 1)),
            ("day", number(|day| i16::from(day.day()), 2)),
            ("i_day", number(|day| i16::from(day.day()), 1)),
            ("y_day", number(Date::day_of_year, 3)),
            ("yearday", number(Date::day_of_year, 1)),
            ("title", Some(title)),
            ("name", Some(name.clone())),
            ("post_title", Some(values.title.to_owned())),
            ("slug", Some(slug.clone())),
            ("filename", Some(name.clone())),
            ("contentbasename", Some(name)),
            ("slugorfilename", Some(slug.clone())),
            ("slugorcontentbasename", Some(slug)),
            ("category", Some(of_hexo)),
            ("categories", Some(category)),
            ("section", Some(section)),
            ("sections", Some(values.folder().to_owned())),
        ])
    }
}

/// A pattern with its placeholders filled. `None` if one is unknown or has no value.
fn fill(pattern: &str, parts: &BTreeMap<&'static str, Option<String>>) -> Option<String> {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once(':') {
        out.push_str(before);
        let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
        let (name, tail) = after.split_at_checked(end)?;
        out.push_str(parts.get(name)?.as_ref()?);
        rest = tail;
    }
    out.push_str(rest);
    Some(out)
}

/// A path as Hugo writes it: in lower case, with hyphens for blanks.
fn hugo_path(path: &str) -> String {
    path.trim_matches('/').to_lowercase().split_whitespace().collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &str)]) -> Site {
        let names: Vec<String> = files.iter().map(|(name, _)| (*name).to_owned()).collect();
        Site::of(&names, |name| files.iter().find(|(of, _)| *of == name).map(|(_, text)| (*text).to_owned()))
    }

    fn address(site: &Site, path: &str, own: Option<&str>) -> Option<String> {
        let category = ["债务".to_owned()];
        let day = Some(jiff::civil::date(2024, 3, 1));
        let values = Values { path, slug: None, title: "题 目", day, category: &category };
        site.address(&values, false, own).map(|address| address.text().to_owned())
    }

    #[test]
    fn generators_are_known_by_their_files() {
        let program = |names: &[&str]| {
            let files: Vec<(&str, &str)> = names.iter().map(|name| (*name, "")).collect();
            let site = site(&files);
            (site.program, site.root)
        };
        let at = |program, root: &str| (program, root.to_owned());
        assert_eq!(program(&["_config.yml", "source/_posts/a.md"]), at(Program::Hexo, ""));
        assert_eq!(program(&["blog/_config.yml", "blog/source/_posts/a.md"]), at(Program::Hexo, "blog/"));
        assert_eq!(program(&["_config.yml", "_posts/2024-01-01-a.md"]), at(Program::Jekyll, ""));
        assert_eq!(program(&["config.toml", "content/posts/a.md"]), at(Program::Hugo, ""));
        assert_eq!(program(&["x/hugo.yaml", "x/content/posts/a.md"]), at(Program::Hugo, "x/"));
        assert_eq!(program(&["docs/.vitepress/config.ts", "docs/a.md"]), at(Program::Press, "docs/"));
        assert_eq!(program(&["a.md", "b/c.md"]), at(Program::Plain, ""));
    }

    #[test]
    fn addresses_are_those_of_the_generator() {
        let hexo = site(&[("_config.yml", "url: https://www.a.example/blog\nroot: /blog/\n"), ("source/_posts/a.md", "")]);
        assert_eq!(hexo.host().as_deref(), Some("www.a.example"));
        assert_eq!(address(&hexo, "x/phone", None).as_deref(), Some("/blog/2024/03/01/x/phone/"));
        assert_eq!(address(&hexo, "phone", Some("hf/7.html")).as_deref(), Some("/blog/hf/7.html"));
        let other = site(&[("_config.yml", "permalink: :category/:i_month-:name.html"), ("source/_posts/a.md", "")]);
        assert_eq!(address(&other, "x/phone", None).as_deref(), Some("/债务/3-phone.html"));
        let unknown = site(&[("_config.yml", "permalink: :hash/"), ("source/_posts/a.md", "")]);
        assert_eq!(address(&unknown, "phone", None), None);
        let jekyll = site(&[("_config.yml", "permalink: pretty"), ("_posts/2024-03-01-a.md", "")]);
        assert_eq!(address(&jekyll, "a", None).as_deref(), Some("/债务/2024/03/01/a/"));
        assert_eq!(address(&jekyll, "a", Some("/:year/:title.html")).as_deref(), Some("/2024/a.html"));
        let hugo = site(&[
            ("hugo.toml", "baseURL = 'https://a.example/'\n[permalinks]\nposts = '/:year/:slug/'"),
            ("content/posts/a.md", ""),
        ]);
        assert_eq!(address(&hugo, "posts/A b", None).as_deref(), Some("/2024/a-b/"));
        assert_eq!(address(&hugo, "docs/Sub/A b", None).as_deref(), Some("/docs/sub/a-b/"));
        let press = site(&[("docs/.vuepress/config.js", ""), ("docs/a.md", "")]);
        assert_eq!(address(&press, "guide/a", None).as_deref(), Some("/guide/a.html"));
    }

    #[test]
    fn files_have_a_use() {
        let hexo = site(&[("_config.yml", ""), ("source/_posts/a.md", "")]);
        let article = |path: &str, is_draft| Use::Article { path: path.to_owned(), is_draft };
        assert_eq!(hexo.role("source/_posts/x/a.md"), article("x/a", false));
        assert_eq!(hexo.role("source/_drafts/a.md"), article("a", true));
        assert_eq!(hexo.role("source/about/index.md"), Use::Page { path: "about/index".to_owned() });
        assert_eq!(hexo.role("themes/x/README.md"), Use::Other("section page"));
        let hugo = site(&[("hugo.toml", ""), ("content/posts/a/index.md", "")]);
        assert_eq!(hugo.role("content/posts/a/index.md"), article("posts/a", false));
        assert_eq!(hugo.role("content/posts/_index.md"), Use::Other("section page"));
        assert_eq!(hugo.role("content/about.md"), Use::Page { path: "about".to_owned() });
        assert_eq!(hugo.role("layouts/a.md"), Use::Other("file outside of the site"));
    }
}
