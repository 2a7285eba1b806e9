//! Symbolic links in and around the output folder: none is followed out of it.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use sitegen::emit::Refusal;

use super::site::*;

#[test]
fn an_output_folder_behind_a_link_is_written_where_it_is() {
    let site = Site::new();
    fs::create_dir_all(site.path("srv/www")).unwrap();
    symlink(site.path("srv/www"), site.path("public")).unwrap();
    site.build(FIRST).unwrap();
    assert_eq!(site.tree("srv/www"), tree(FIRST));
    assert_eq!(site.read("srv/.sitegen/manifest.json"), manifest(&tree(FIRST)));
    assert!(!site.path(".sitegen").exists());
}

#[test]
fn an_output_folder_behind_a_link_that_leads_nowhere_is_refused() {
    let site = Site::new();
    symlink(site.path("missing"), site.path("public")).unwrap();
    assert_eq!(refused(site.build(FIRST)), Refusal::NotAFolder(site.path("public")));
    assert!(!site.path("missing").exists());
}

#[test]
fn nothing_is_written_or_removed_through_a_link_in_the_output_folder() {
    let site = Site::new();
    site.build(FIRST).unwrap();
    site.write("elsewhere/1.html", "别处");
    fs::remove_dir_all(site.path("public/hf")).unwrap();
    symlink(site.path("elsewhere"), site.path("public/hf")).unwrap();
    for text in ["逾期", "别处"] {
        let files = &[("index.html", "新首页"), ("hf/1.html", text)];
        assert_eq!(refused(site.build(files)), Refusal::InTheWay(site.path("public/hf")), "{text}");
    }
    assert_eq!(site.read("public/index.html"), "首页");
    assert_eq!(site.build(&[("index.html", "首页")]).unwrap(), summary(0, 1, 2));
    assert_eq!(site.tree("elsewhere"), tree(&[("1.html", "别处")]));
    assert_eq!(site.clean().unwrap(), 1);
    assert_eq!(site.tree("elsewhere"), tree(&[("1.html", "别处")]));
}

#[test]
fn a_link_in_place_of_a_page_of_ours_is_replaced_and_what_it_leads_to_stays() {
    let site = Site::new();
    site.write("elsewhere", "首页");
    site.build(FIRST).unwrap();
    for page in ["index.html", "site.css"] {
        fs::remove_file(site.path("public").join(page)).unwrap();
        symlink(site.path("elsewhere"), site.path("public").join(page)).unwrap();
    }
    assert_eq!(site.build(&FIRST[..3]).unwrap(), summary(1, 2, 0));
    let mut expected = tree(&FIRST[..3]);
    expected.insert("site.css".into(), format!("-> {}", site.path("elsewhere").display()));
    assert_eq!(site.tree("public"), expected);
    assert_eq!(site.read("elsewhere"), "首页");
}

#[test]
fn a_state_folder_behind_a_link_is_refused() {
    let site = Site::new();
    fs::create_dir(site.path("elsewhere")).unwrap();
    symlink(site.path("elsewhere"), site.path(".sitegen")).unwrap();
    assert_eq!(refused(site.build(FIRST)), Refusal::NotAFolder(site.path(".sitegen")));
    assert_eq!(site.tree("elsewhere"), Tree::new());
}

#[test]
fn links_planted_in_the_state_folder_lead_nowhere() {
    let site = Site::new();
    site.write("elsewhere/1", "别处");
    fs::create_dir_all(site.path(".sitegen/outputs/public")).unwrap();
    symlink(site.path("elsewhere"), site.path(".sitegen/outputs/public/stage")).unwrap();
    symlink(site.path("elsewhere/1"), site.path(".sitegen/outputs/public/new.json")).unwrap();
    let output = site.open().unwrap();
    let staged = stage(&output, FIRST);
    assert_eq!(site.tree("elsewhere"), tree(&[("1", "别处")]));
    output.commit(staged, NONE_LISTED).unwrap();
    assert_eq!(site.tree("elsewhere"), tree(&[("1", "别处")]));
}

#[test]
fn a_device_is_not_copied() {
    let site = Site::new();
    let output = site.open().unwrap();
    let error = output.stage_copy("x".into(), Path::new("/dev/zero")).unwrap_err();
    assert_eq!(error.to_string(), "/dev/zero: not a regular file");
}
