//! Which files are written, left alone and removed.

use std::fs;
use std::time::{Duration, SystemTime};

use sitegen::emit::{FileChange, Output, Refusal};
use sitegen::text::Checksum;

use super::site::*;

#[test]
fn a_first_build_writes_everything_and_its_manifest() {
    let site = Site::new();
    assert_eq!(site.build(FIRST).unwrap(), summary(4, 0, 0));
    assert_eq!(site.tree("public"), tree(FIRST));
    assert_eq!(site.read(".sitegen/manifest.json"), manifest(&tree(FIRST)));
    assert_eq!(site.changes(), "{\"added\":[\"/\",\"/hf/1.html\",\"/site.css\",\"/topics/a/\"],\"changed\":[],\"removed\":[]}\n");
}

#[test]
fn a_second_build_of_the_same_files_leaves_them_alone() {
    let site = Site::new();
    site.build(FIRST).unwrap();
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for (path, _) in FIRST {
        fs::File::options().write(true).open(site.path("public").join(path)).unwrap().set_modified(long_ago).unwrap();
    }
    assert_eq!(site.build(FIRST).unwrap(), summary(0, 4, 0));
    for (path, _) in FIRST {
        assert_eq!(fs::metadata(site.path("public").join(path)).unwrap().modified().unwrap(), long_ago, "{path}");
    }
    assert_eq!(site.changes(), "{\"added\":[],\"changed\":[],\"removed\":[]}\n");
    assert_eq!(site.read(".sitegen/manifest.json"), manifest(&tree(FIRST)));
}

#[test]
fn a_later_build_writes_what_differs_and_removes_what_is_gone() {
    let site = Site::new();
    site.build(FIRST).unwrap();
    let second = &[("index.html", "新首页"), ("hf/2.html", "协商"), ("site.css", "a{}")];
    assert_eq!(site.build(second).unwrap(), summary(2, 1, 2));
    assert_eq!(site.tree("public"), tree(second));
    assert_eq!(site.read(".sitegen/manifest.json"), manifest(&tree(second)));
    assert_eq!(site.changes(), "{\"added\":[\"/hf/2.html\"],\"changed\":[\"/\"],\"removed\":[\"/hf/1.html\",\"/topics/a/\"]}\n");
}

#[test]
fn an_empty_site_leaves_an_empty_folder() {
    let site = Site::new();
    site.build(FIRST).unwrap();
    assert_eq!(site.build(&[]).unwrap(), summary(0, 0, 4));
    assert!(site.tree("public").is_empty() && site.path("public").is_dir());
}

#[test]
fn nothing_is_seen_in_the_output_folder_before_the_commit() {
    let site = Site::new();
    site.build(FIRST).unwrap();
    let state = site.tree(".sitegen");
    let output = site.open().unwrap();
    let staged = stage(&output, &[("index.html", "新"), ("new.html", "新"), ("site.css", "a{}")]);
    let found: Vec<&str> = staged
        .iter()
        .map(|s| match s.outcome {
            FileChange::New => "new",
            FileChange::Changed => "changed",
            FileChange::Unchanged => "unchanged",
        })
        .collect();
    assert_eq!(found, ["changed", "new", "unchanged"]);
    assert_eq!(site.tree("public"), tree(FIRST));
    drop(output);
    assert_eq!(site.tree("public"), tree(FIRST));
    assert_eq!(site.tree(".sitegen"), state);
}

#[test]
fn a_file_edited_by_hand_is_restored() {
    let site = Site::new();
    site.build(FIRST).unwrap();
    site.write("public/hf/1.html", "改过");
    site.write("public/site.css", "b{}");
    fs::remove_file(site.path("public/index.html")).unwrap();
    assert_eq!(site.build(FIRST).unwrap(), summary(3, 1, 0));
    assert_eq!(site.tree("public"), tree(FIRST));
    assert_eq!(site.changes(), "{\"added\":[],\"changed\":[],\"removed\":[]}\n");
}

#[test]
fn files_that_are_not_ours_stay() {
    let site = Site::new();
    site.build(FIRST).unwrap();
    site.write("public/CNAME", "example.com");
    site.write("public/topics/a/notes.txt", "别删");
    assert_eq!(site.build(&[("index.html", "首页")]).unwrap(), summary(0, 1, 3));
    let left = &[("index.html", "首页"), ("CNAME", "example.com"), ("topics/a/notes.txt", "别删")];
    assert_eq!(site.tree("public"), tree(left));
}

#[test]
fn a_file_that_is_not_ours_is_not_overwritten_unless_its_bytes_are_right() {
    let site = Site::new();
    site.build(FIRST).unwrap();
    site.write("public/robots.txt", "我的");
    let mut files = FIRST.to_vec();
    files[0].1 = "新首页";
    files.push(("robots.txt", "网站的"));
    assert_eq!(refused(site.build(&files)), Refusal::InTheWay(site.path("public/robots.txt")));
    let mut before = tree(FIRST);
    before.insert("robots.txt".into(), "我的".into());
    assert_eq!(site.tree("public"), before);
    site.write("public/robots.txt", "网站的");
    assert_eq!(site.build(&files).unwrap(), summary(1, 4, 0));
    assert_eq!(site.build(FIRST).unwrap(), summary(1, 3, 1));
    assert_eq!(site.tree("public"), tree(FIRST));
}

#[test]
fn a_file_gives_way_to_a_folder_and_a_folder_to_a_file() {
    let site = Site::new();
    let file = &[("a", "文件"), ("b/c/d", "深"), ("b/e", "浅")];
    let folder = &[("a/b/c", "新"), ("b", "文件")];
    site.build(file).unwrap();
    assert_eq!(site.build(folder).unwrap(), summary(2, 0, 3));
    assert_eq!(site.tree("public"), tree(folder));
    fs::remove_file(site.path("public/a/b/c")).unwrap();
    assert_eq!(site.build(file).unwrap(), summary(3, 0, 1));
    assert_eq!(site.tree("public"), tree(file));
}

#[test]
fn what_is_not_ours_stops_a_file_that_must_become_a_folder_and_the_other_way_round() {
    let site = Site::new();
    site.build(&[("index.html", "首页"), ("a/b", "旧")]).unwrap();
    site.write("public/a/mine", "我的");
    site.write("public/c", "我的");
    fs::create_dir(site.path("public/d")).unwrap();
    let before = site.tree("public");
    for (files, path) in
        [(("a", "新"), "public/a/mine"), (("c/d", "新"), "public/c"), (("c/d/e/f", "新"), "public/c"), (("d", "新"), "public/d")]
    {
        assert_eq!(refused(site.build(&[("index.html", "新首页"), files])), Refusal::InTheWay(site.path(path)), "{files:?}");
        assert_eq!(site.tree("public"), before, "{files:?}");
    }
}

#[test]
fn files_that_cannot_be_are_named() {
    let site = Site::new();
    let output = site.open().unwrap();
    let long = format!("a/{}.html", "长".repeat(100));
    for path in ["../x", "/etc/x", "a//b", "", "a/./b", "a\\b", ".sitegen-stage/x", &long] {
        let error = output.stage(artifact(path, "")).unwrap_err();
        assert_eq!(error.to_string(), format!("{path}: not a path below the output folder"));
        assert_eq!(output.stage_copy(path.into(), &site.path("content")).unwrap_err().to_string(), error.to_string());
    }
    drop(output);
    for (first, second, told) in [
        ("a", "a", "a: two files of this site"),
        ("a/b", "a", "a: both a file and a folder of this site"),
        ("a", "a/b", "a: both a file and a folder of this site"),
    ] {
        let output = site.open().unwrap();
        output.stage(artifact(first, "1")).unwrap();
        assert_eq!(output.stage(artifact(second, "2")).unwrap_err().to_string(), told);
        drop(output);
        assert_eq!(site.tree(""), tree(&[("content/", "")]));
    }
    // Where the one stands already, and so is not staged.
    site.build(&[("a", "1")]).unwrap();
    assert_eq!(io_error(site.build(&[("a", "1"), ("a", "2")])), "a: two files of this site");
    assert_eq!(io_error(site.build(&[("a", "1"), ("a/b", "2")])), "a: both a file and a folder of this site");
}

#[test]
fn files_are_copied_as_they_are() {
    let site = Site::new();
    let large = "文".repeat(200_000);
    site.write("static/large.bin", &large);
    site.write("static/empty", "");
    let copy = |name: &str| {
        let output = site.open().unwrap();
        let staged = vec![output.stage_copy(name.into(), &site.path("static").join(name)).unwrap()];
        assert_eq!(staged[0].sha256, Checksum::of(&fs::read(site.path("static").join(name)).unwrap()));
        output.commit(staged, NONE_LISTED).unwrap()
    };
    assert_eq!(copy("large.bin"), summary(1, 0, 0));
    assert_eq!(site.tree("public"), tree(&[("large.bin", &large)]));
    assert_eq!(copy("large.bin"), summary(0, 1, 0));
    let same_length = format!("{}字", "文".repeat(199_999));
    site.write("static/large.bin", &same_length);
    assert_eq!(copy("large.bin"), summary(1, 0, 0));
    assert_eq!(site.tree("public"), tree(&[("large.bin", &same_length)]));
    assert_eq!(copy("empty"), summary(1, 0, 1));
    assert_eq!(copy("empty"), summary(0, 1, 0));
    let output = site.open().unwrap();
    let missing = output.stage_copy("x".into(), &site.path("static/missing")).unwrap_err();
    assert_eq!(missing.to_string(), format!("{}: not a regular file", site.path("static/missing").display()));
}

#[test]
fn many_threads_stage_at_once() {
    let site = Site::new();
    let output = site.open().unwrap();
    let names: Vec<String> = (0..400).map(|n| format!("hf/{n}.html")).collect();
    let staged = std::thread::scope(|scope| {
        let parts: Vec<_> = names
            .chunks(50)
            .map(|part| scope.spawn(|| part.iter().map(|n| output.stage(artifact(n, n)).unwrap()).collect::<Vec<_>>()))
            .collect();
        parts.into_iter().flat_map(|part| part.join().unwrap()).rev().collect::<Vec<_>>()
    });
    assert_eq!(output.commit(staged, NONE_LISTED).unwrap(), summary(400, 0, 0));
    assert_eq!(site.tree("public"), names.iter().map(|n| (n.clone(), n.clone())).collect());
}

#[test]
fn changes_begin_with_the_path_of_the_home_page() {
    let site = Site::new();
    let output = site.at("public", Output::open).unwrap().based("/docs/".to_owned());
    let staged = stage(&output, &[("index.html", "首页"), ("feed.xml", "<feed/>")]);
    output.commit(staged, NONE_LISTED).unwrap();
    assert_eq!(site.changes(), "{\"added\":[\"/docs/\",\"/docs/feed.xml\"],\"changed\":[],\"removed\":[]}\n");
}
