//! A site, a target and a state in folders beside it, and an rclone that can be made to fail.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::support::site::{Run, Site};

const SETTINGS: &str = "title: 债务指南\nbase_url: https://www.example.com\ndeploy: {target: online, state: state}\n";

/// Runs rclone, but for the call whose number stands in the file `at`: that one does what the file `how` says.
const STAND_IN: &str = r#"#!/bin/sh
here=$(dirname "$0")
count=$(( $(cat "$here/count" 2>/dev/null || echo 0) + 1 ))
echo "$count" > "$here/count"
echo "$1" >> "$here/calls"
if [ "$count" != "$(cat "$here/at" 2>/dev/null)" ]; then exec rclone "$@"; fi
how=$(cat "$here/how")
case $how in
fail) echo "i/o timeout" >&2; exit 1 ;;
kill) kill -9 $PPID; exit 1 ;;
esac
list= previous=
for argument; do
    if [ "$previous" = --files-from-raw ]; then list=$argument; fi
    previous=$argument
done
if [ -n "$list" ]; then
    lines=$(wc -l < "$list")
    head -n $((lines / 2)) "$list" > "$here/half"
    cat "$here/half" > "$list"
    rclone "$@"
fi
if [ "$how" = half-kill ]; then kill -9 $PPID; fi
exit 1
"#;

pub struct Online {
    pub site: Site,
}

impl Online {
    /// The same with a state that only rclone reaches.
    pub fn remote() -> Online {
        Online::with(&SETTINGS.replace("state: state", "state: REMOTE"))
    }

    /// A site of three articles that is not online yet.
    pub fn new() -> Online {
        Online::with(SETTINGS)
    }

    pub fn with(settings: &str) -> Online {
        let site = Site::small();
        site.write("sitegen.yaml", settings.replace("REMOTE", &format!("\":local:{}\"", site.path("state").display())));
        for slug in ["a", "b", "c"] {
            article(&site, slug, "由原告预交诉讼费。");
        }
        site.write("tools/rclone", STAND_IN);
        fs::set_permissions(site.path("tools/rclone"), fs::Permissions::from_mode(0o755)).unwrap();
        Online { site }
    }

    /// Deploys with an rclone that does its work.
    pub fn deploy(&self, arguments: &[&str]) -> Run {
        self.run(&[&["deploy", "--as-of", "2026-04-10", "--format", "short", "--lang", "en"], arguments].concat())
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        let rclone = self.site.path("tools/rclone");
        let path = std::env::var("PATH").unwrap();
        self.site.run_with(&[("RCLONE", rclone.to_str().unwrap()), ("PATH", &path)], arguments)
    }

    /// Deploys with an rclone whose call of this number fails in this way.
    pub fn deploy_failing(&self, call: usize, how: &str, arguments: &[&str]) -> Run {
        self.reset();
        self.site.write("tools/at", call.to_string());
        self.site.write("tools/how", how);
        let run = self.deploy_or_die(arguments);
        self.site.remove("tools/at");
        run
    }

    /// Deploys; the program may be killed.
    fn deploy_or_die(&self, arguments: &[&str]) -> Run {
        let command = [&["deploy", "--as-of", "2026-04-10", "--format", "short", "--lang", "en"], arguments].concat();
        let rclone = self.site.path("tools/rclone");
        let path = std::env::var("PATH").unwrap();
        let output = self.site.command(&command).env("RCLONE", rclone).env("PATH", path).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Run { status: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    fn reset(&self) {
        for file in ["tools/count", "tools/calls"] {
            let _ = fs::remove_file(self.site.path(file));
        }
    }

    /// The calls of rclone in a deployment.
    pub fn calls(&self, arguments: &[&str]) -> Vec<String> {
        self.reset();
        let run = self.deploy(arguments);
        assert_eq!(run.status, 0, "{}", run.stderr);
        self.site.read("tools/calls").lines().map(str::to_owned).collect()
    }

    pub fn deploy_well(&self) {
        let run = self.deploy(&[]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        self.assert_equal();
    }

    /// The target equals the output folder, byte for byte, and no unfinished run is recorded.
    pub fn assert_equal(&self) {
        let (public, online) = (self.site.tree("public"), self.site.tree("online"));
        let differing: Vec<_> =
            public.iter().filter(|(path, bytes)| online.get(*path) != Some(bytes)).map(|(path, _)| path).collect();
        assert!(differing.is_empty(), "{differing:?}");
        assert_eq!(public.keys().collect::<Vec<_>>(), online.keys().collect::<Vec<_>>());
        let state = self.site.tree("state");
        assert!(state.contains_key("online.json") && !state.contains_key("begun.json") && !state.contains_key("lock.json"));
    }

    pub fn is_online(&self, path: &str) -> bool {
        self.site.path("online").join(path).exists()
    }
}

pub fn article(site: &Site, slug: &str, body: &str) {
    let front = format!("date: 2026-03-09\ntopics: [诉讼费用]\nsummary: {slug}：诉讼费由谁先交，最后由谁承担。");
    site.article(slug, &front, body);
}
