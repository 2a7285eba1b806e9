//! The built-in theme: the repository's own `templates/` and `static/theme/`, compiled in. A site overrides it file by file.
//! Never reads a folder.

/// Declares a table of files by the name they have in their folder.
macro_rules! files {
    ($folder:literal, $load:ident: $($name:literal),* $(,)?) => {
        &[$(($name, $load!(concat!("../../", $folder, "/", $name)))),*]
    };
}

/// Templates by name, such as `article.html`.
pub const TEMPLATES: &[(&str, &str)] = files!("templates", include_str:
    "404.html",
    "archive.html",
    "article.html",
    "base.html",
    "components.html",
    "home.html",
    "law.html",
    "laws.html",
    "lender.html",
    "lenders.html",
    "page.html",
    "redirect.html",
    "topic.html",
    "topics.html",
);

/// Files of `static/theme/` by name, such as `site.css`.
pub const STATIC: &[(&str, &[u8])] = files!("static/theme", include_bytes: "icon.svg", "site.css");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_theme_is_compiled_in() {
        let listed = |folder: &str| {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
            let mut names: Vec<String> =
                std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
            names.sort();
            names
        };
        assert_eq!(listed("templates"), TEMPLATES.iter().map(|(name, _)| *name).collect::<Vec<_>>());
        assert_eq!(listed("static/theme"), STATIC.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    }
}
