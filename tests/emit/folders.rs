//! Which folders are refused, and what is kept beside them.

use std::fs;

use sitegen::diag::Lang;
use sitegen::emit::{self, Output, Refusal};
use sitegen::text::Checksum;

use super::site::*;

#[test]
fn state_holds_no_more_than_it_says() {
    let site = Site::new();
    site.build(FIRST).unwrap();
    let state = site.tree(".sitegen");
    let paths: Vec<&str> = state.keys().map(String::as_str).collect();
    assert_eq!(
        paths,
        ["changes.json", "manifest.json", "outputs/public/lock", "outputs/public/manifest.json", "push/changed-urls.txt"]
    );
}

#[test]
fn a_build_that_is_given_up_leaves_no_trace_of_itself() {
    let site = Site::new();
    let output = site.open().unwrap();
    stage(&output, FIRST);
    drop(output);
    assert_eq!(site.tree(""), tree(&[("content/", "")]));
}

#[test]
fn the_second_of_two_builds_at_once_stops() {
    let site = Site::new();
    let first = site.open().unwrap();
    assert_eq!(refused(site.open()), Refusal::Busy(site.path("public")));
    site.at("public2", Output::open).unwrap();
    drop(first);
    site.open().unwrap();
    site.build(FIRST).unwrap();
    let _held = site.open().unwrap();
    assert_eq!(refused(site.open()), Refusal::Busy(site.path("public")));
    assert_eq!(refused(site.clean()), Refusal::Busy(site.path("public")));
}

#[test]
fn a_folder_that_is_not_ours_and_not_empty_is_refused_without_a_trace() {
    let site = Site::new();
    site.write("public/notes.txt", "别删");
    let before = site.tree("");
    let refusal = refused(site.build(FIRST));
    assert_eq!(refusal, Refusal::Foreign { output: site.path("public"), file: site.path("public/notes.txt") });
    assert_eq!(
        format!("{}。{}。", refusal.message(Lang::Zh), refusal.help(Lang::Zh)),
        format!(
            "输出文件夹 {0} 里有不是本程序生成的文件，例如 {0}/notes.txt。换一个空文件夹；如果里面只是以前生成的网站，先把它删除再构建。",
            site.path("public").display()
        )
    );
    assert_eq!(site.tree(""), before);
    fs::write(site.path("public/index.html"), "别人的首页").unwrap();
    let before = site.tree("");
    assert_eq!(refused(site.build(FIRST)), Refusal::Foreign { output: site.path("public"), file: site.path("public/index.html") });
    assert_eq!(site.tree(""), before);
    assert_eq!(site.clean().unwrap(), 0);
    assert_eq!(site.tree(""), before);
}

#[test]
fn an_empty_folder_of_anybody_is_fine() {
    let site = Site::new();
    fs::create_dir(site.path("public")).unwrap();
    assert_eq!(site.build(FIRST).unwrap(), summary(4, 0, 0));
}

#[test]
fn a_file_cannot_be_the_output_folder() {
    let site = Site::new();
    site.write("public", "文件");
    assert_eq!(refused(site.build(FIRST)), Refusal::NotAFolder(site.path("public")));
    assert_eq!(site.read("public"), "文件");
}

#[test]
fn state_may_be_deleted_at_any_time() {
    let site = Site::new();
    site.build(FIRST).unwrap();
    fs::remove_dir_all(site.path(".sitegen")).unwrap();
    assert_eq!(site.build(FIRST).unwrap(), summary(0, 4, 0));
    assert_eq!(site.read(".sitegen/manifest.json"), manifest(&tree(FIRST)));
    assert_eq!(site.build(&FIRST[..1]).unwrap(), summary(0, 1, 3));
}

#[test]
fn without_state_a_folder_of_which_one_file_is_unproven_is_refused() {
    let site = Site::new();
    site.build(FIRST).unwrap();
    fs::remove_dir_all(site.path(".sitegen")).unwrap();
    let before = site.tree("");
    let refusal = refused(site.build(&[("index.html", "首页"), ("hf/1.html", "改过"), FIRST[2], FIRST[3]]));
    assert_eq!(refusal, Refusal::Foreign { output: site.path("public"), file: site.path("public/hf/1.html") });
    assert_eq!(site.tree(""), before);
}

#[test]
fn a_manifest_kept_without_the_rest_proves_the_files_it_describes() {
    let site = Site::new();
    site.build(FIRST).unwrap();
    fs::remove_dir_all(site.path(".sitegen/outputs")).unwrap();
    assert_eq!(site.build(&[("index.html", "新首页"), FIRST[3]]).unwrap(), summary(1, 1, 2));
    assert_eq!(site.tree("public"), tree(&[("index.html", "新首页"), FIRST[3]]));
    assert_eq!(site.changes(), "{\"added\":[],\"changed\":[\"/\"],\"removed\":[\"/hf/1.html\",\"/topics/a/\"]}\n");

    fs::remove_dir_all(site.path(".sitegen/outputs")).unwrap();
    site.write("public/site.css", "我的");
    let refusal = refused(site.build(FIRST));
    assert_eq!(refusal, Refusal::Foreign { output: site.path("public"), file: site.path("public/site.css") });
}

#[test]
fn a_manifest_that_was_tampered_with_removes_nothing_elsewhere() {
    let site = Site::new();
    site.write("precious", "别删");
    site.build(FIRST).unwrap();
    let sum = Checksum::of("别删".as_bytes());
    let hostile = format!(
        "{{\"version\":1,\"files\":{{\"../precious\":\"{sum}\",\"{}\":\"{sum}\",\"x/../../precious\":\"{sum}\",\"index.html\":\"{sum}\"}}}}",
        site.path("precious").display()
    );
    site.write(".sitegen/manifest.json", &hostile);
    site.write(".sitegen/outputs/public/manifest.json", &hostile);
    assert_eq!(site.build(&[]).unwrap(), summary(0, 0, 1));
    assert_eq!(site.read("precious"), "别删");
    for garbage in ["", "{", "[1]", "{\"version\":9,\"files\":{}}"] {
        site.write(".sitegen/outputs/public/manifest.json", garbage);
        site.write(".sitegen/outputs/public/pending.json", garbage);
        assert!(matches!(refused(site.build(&[])), Refusal::Foreign { .. }), "{garbage}");
    }
}

#[test]
fn two_output_folders_side_by_side_keep_their_own_state() {
    let site = Site::new();
    let other = &[("index.html", "另一个"), ("x.html", "甲")];
    site.build_to("out/a", FIRST).unwrap();
    site.build_to("out/b", other).unwrap();
    assert_eq!(site.read("out/.sitegen/manifest.json"), manifest(&tree(other)));
    assert_eq!(site.build_to("out/a", &FIRST[..3]).unwrap(), summary(0, 3, 1));
    assert_eq!(site.read("out/.sitegen/manifest.json"), manifest(&tree(&FIRST[..3])));
    assert_eq!(site.read("out/.sitegen/changes.json"), "{\"added\":[],\"changed\":[],\"removed\":[\"/site.css\"]}\n");
    assert_eq!(site.build_to("out/b", other).unwrap(), summary(0, 2, 0));
    assert_eq!((site.tree("out/a"), site.tree("out/b")), (tree(&FIRST[..3]), tree(other)));

    assert_eq!(site.at("out/b", emit::clean).unwrap(), 2);
    let left: Vec<String> = site.tree("out").into_keys().filter(|p| !p.starts_with("a/")).collect();
    assert_eq!(left, [".sitegen/outputs/a/lock", ".sitegen/outputs/a/manifest.json"]);
    assert_eq!(site.build_to("out/a", &FIRST[..3]).unwrap(), summary(0, 3, 0));
}

#[test]
fn clean_removes_what_the_manifest_names_and_nothing_else() {
    let site = Site::new();
    site.build(FIRST).unwrap();
    assert_eq!(site.clean().unwrap(), 4);
    assert_eq!(site.tree(""), tree(&[("content/", "")]));
    assert_eq!(site.clean().unwrap(), 0);

    site.build(FIRST).unwrap();
    site.write("public/CNAME", "example.com");
    site.write("public/hf/1.html", "改过");
    site.write(".sitegen/mine", "我的");
    fs::remove_file(site.path("public/index.html")).unwrap();
    assert_eq!(site.clean().unwrap(), 3);
    assert_eq!(site.tree(""), tree(&[("content/", ""), ("public/CNAME", "example.com"), (".sitegen/mine", "我的")]));
}
