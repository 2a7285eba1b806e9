//! What is printed, and the files that `precompress` makes.

use super::{ROOT, build, file, site};

#[test]
fn a_bucket_gets_the_rules_that_it_can_hold() {
    let site = site(ROOT);
    let rules = site.run(&["hosting", "oss"]).stdout;
    let document = roxmltree::Document::parse(&rules).unwrap();
    let texts = |name: &str| {
        let nodes = document.descendants().filter(|node| node.has_tag_name(name));
        nodes.map(|node| node.text().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(texts("Key"), ["404.html"]);
    assert_eq!(texts("KeyPrefixEquals"), ["hf/1.html", "hf/102.html", "hf/3.html", "hf/旧文 1.html"]);
    assert_eq!((texts("HostName")[0].as_str(), texts("ReplaceKeyWith")[0].as_str()), ("www.example.com", "articles/a.html"));
    assert!(rules.contains("cannot answer 3 addresses with a query, nor 4 addresses that are gone"), "{rules}");
    assert!(rules.contains("frame-ancestors 'none'"), "{rules}");
}

#[test]
fn wrong_arguments_are_refused() {
    let site = site(ROOT);
    for arguments in [["--folder", "public"], ["--folder", "/a\"b"], ["--listen", "8080"]] {
        let run = site.run(&[&["hosting", "nginx", "--lang", "en"], &arguments[..]].concat());
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(run.stderr.contains(arguments[0]), "{}", run.stderr);
    }
}

#[test]
fn compressed_files_are_written_with_their_files_only() {
    let site = site(ROOT);
    build(&site);
    let before = site.tree("public");
    site.write("sitegen.yaml", site.read("sitegen.yaml") + "precompress: [br, gzip]\n");
    build(&site);
    let after = site.tree("public");
    for path in ["articles/a.html", "index.html", "sitemap.xml", "topics/court-fees/index.html"] {
        for ending in ["gz", "br"] {
            assert_eq!(after.contains_key(&format!("{path}.{ending}")), file(&site, path).len() >= 1024, "{path}.{ending}");
        }
    }
    assert!(!after.contains_key("hf/1.html.gz") && !after.contains_key("_headers.gz") && !after.contains_key("files/表 1.csv.gz"));
    let plain = after.iter().filter(|(path, _)| !path.ends_with(".gz") && !path.ends_with(".br"));
    assert!(plain.eq(before.iter()));
    // Nothing is compressed again, and what is lost comes back.
    let again = site.run(&["build", "--format", "json"]).stderr;
    assert!(again.contains("\"written\":0,"), "{again}");
    std::fs::remove_file(site.path("public/articles/a.html.br")).unwrap();
    build(&site);
    assert_eq!(site.tree("public"), after);
    // A clean build gives the same bytes with any number of threads.
    std::fs::remove_dir_all(site.path(".sitegen")).unwrap();
    std::fs::remove_dir_all(site.path("public")).unwrap();
    assert_eq!(site.run(&["build", "-j", "1"]).status, 0);
    assert_eq!(site.tree("public"), after);
    let listed = site.run(&["list", "outputs", "--format", "json"]).stdout;
    assert!(listed.contains("\"path\":\"articles/a.html.br\",\"kind\":\"encoding\""), "{listed}");
    // Without the setting they go.
    site.write("sitegen.yaml", format!("title: 债务指南\n{ROOT}"));
    build(&site);
    assert_eq!(site.tree("public"), before);
}

#[test]
fn a_file_may_not_stand_in_place_of_a_compressed_one() {
    let site = site(&format!("{ROOT}precompress: [gzip]\n"));
    site.write("static/files/a.csv.gz", "x");
    let run = site.run(&["check", "--format", "short", "--lang", "en"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("static/files/a.csv.gz:1:1: error[SG"), "{}", run.stderr);
    site.write("static/files/a.csv.gz", "");
    std::fs::remove_file(site.path("static/files/a.csv.gz")).unwrap();
    site.write("static/files/a.tar.gz", "x");
    assert_eq!(site.run(&["check"]).status, 0);
}
