//! Random histories of a site, with an rclone that fails at random: the next good run makes the target equal to the site.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::text::Checksum;

const BASE: &str = "https://example.com/";

/// Runs rclone. The call whose number stands in `at` fails: at once, after half of the files, or after all of them.
const STAND_IN: &str = r#"#!/bin/sh
here=$(dirname "$0")
count=$(( $(cat "$here/count" 2>/dev/null || echo 0) + 1 ))
echo "$count" > "$here/count"
if [ "$count" != "$(cat "$here/at")" ]; then exec rclone "$@"; fi
list= previous=
for argument; do
    if [ "$previous" = --files-from-raw ]; then list=$argument; fi
    previous=$argument
done
case $(cat "$here/how") in
0) exit 1 ;;
1) if [ -n "$list" ]; then
       head -n $(( $(wc -l < "$list") / 2 )) "$list" > "$here/half"
       cat "$here/half" > "$list"
       rclone "$@"
   fi
   kill -9 $$ ;;
2) rclone "$@"; exit 1 ;;
esac
"#;

/// A site as texts by path: a page names an asset, and the home page is always there.
fn site() -> impl Strategy<Value = BTreeMap<String, String>> {
    let path = prop_oneof!["articles/[a-d]\\.html", "topics/[ab]/index\\.html", "assets/[a-c]\\.css", Just("图 1.png".to_owned())];
    let files = proptest::collection::btree_map(path, "[a-c]{0,3}", 0..8);
    files.prop_map(|mut files| {
        files.insert("index.html".to_owned(), "home".to_owned());
        files.insert("robots.txt".to_owned(), format!("Sitemap: {BASE}sitemap.xml\n"));
        files
    })
}

/// What a step does: the site, the call that fails (none if it is beyond the last), and how.
fn steps() -> impl Strategy<Value = Vec<(BTreeMap<String, String>, usize, u8)>> {
    proptest::collection::vec((site(), 1_usize..14, 0_u8..3), 1..4)
}

struct Machine {
    folder: tempfile::TempDir,
}

impl Machine {
    fn new() -> Machine {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("tools")).unwrap();
        let program = folder.path().join("tools/rclone");
        fs::write(&program, STAND_IN).unwrap();
        fs::set_permissions(program, fs::Permissions::from_mode(0o755)).unwrap();
        Machine { folder }
    }

    fn deploy(&self, files: &BTreeMap<String, String>, at: usize, how: u8) -> bool {
        let root = self.folder.path();
        let public = root.join("public");
        let _ = fs::remove_dir_all(&public);
        for (path, text) in files {
            place::put(&public, path, text.as_bytes()).unwrap();
        }
        for (name, text) in [("at", at.to_string()), ("how", how.to_string()), ("count", "0".to_owned())] {
            fs::write(root.join("tools").join(name), text).unwrap();
        }
        let sums = files.iter().map(|(path, text)| (path.clone(), Checksum::of(text.as_bytes()))).collect();
        let tool = Tool::new(Some(root.join("tools/rclone").into()));
        let place = |address: &str| Place::new(address, root, tool.clone());
        let request = Request {
            site: &Site::new(public, sums),
            base_url: BASE,
            target: &place("online"),
            state: &place("state"),
            purge: None,
            submit: None,
            keep_history: true,
            max_deletes: Some(usize::MAX),
            adopt: false,
            dry_run: false,
            plan_only: false,
            repair: false,
            only: None,
            now: Timestamp::now,
        };
        deploy(&request).is_ok()
    }
}

/// The files of a folder.
fn texts(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

/// `SITEGEN_RANDOM` is the number of histories.
fn cases() -> u32 {
    std::env::var("SITEGEN_RANDOM").ok().and_then(|text| text.parse().ok()).unwrap_or(60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_next_good_run_makes_the_target_equal(steps in steps(), last in site()) {
        let machine = Machine::new();
        for (files, at, how) in &steps {
            if machine.deploy(files, *at, *how) {
                prop_assert_eq!(&texts(&machine.folder.path().join("online")), files);
            }
        }
        prop_assert!(machine.deploy(&last, usize::MAX, 0));
        prop_assert_eq!(&texts(&machine.folder.path().join("online")), &last);
        let state = texts(&machine.folder.path().join("state"));
        prop_assert!(!state.contains_key("begun.json") && !state.contains_key("lock.json"));
    }
}
