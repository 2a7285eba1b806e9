//! A build that is stopped at any point — killed, interrupted, out of disk, out of file handles, kept from reading or writing —
//! leaves whole files only, loses none, names the path, and the next build is right.
//!
//! `SITEGEN_STOPS=300 cargo test --test program stopped` stops as many builds of each kind; by default a few. What the machine does
//! not allow (other file systems, other users, tracing) is told and left out.

use std::fs;
use std::process::{Command, Output, Stdio};
use std::time::Instant;

use crate::support::library::Library;
use crate::support::library::random::Random;
use crate::support::site::{AS_OF, Site, Tree, is_possible};

/// How many builds of each kind are stopped.
fn stops() -> u32 {
    std::env::var("SITEGEN_STOPS").ok().and_then(|n| n.parse().ok()).unwrap_or(5)
}

/// A site with two states of its sources, and what each comes to.
struct Scene {
    folder: Site,
    states: [(Library, Tree); 2],
    /// Which state was built last.
    built: usize,
}

impl Scene {
    fn new() -> Scene {
        let first = Library::new(24, 5);
        let mut second = first.clone();
        for id in [1, 4, 9] {
            second.articles.entry(id).or_default().text += 1;
        }
        second.articles.entry(6).or_default().slug += 1;
        second.articles.remove(&8);
        second.articles.entry(30).or_default();
        second.registers += 1;
        let tree = |library: &Library| {
            let folder = Site::empty();
            library.write(folder.root()).unwrap();
            folder.build(&[]);
            folder.tree("public")
        };
        let states = [first, second].map(|library| (library.clone(), tree(&library)));
        let folder = Site::empty();
        states[0].0.write(folder.root()).unwrap();
        folder.build(&[]);
        Scene { folder, states, built: 0 }
    }

    /// Changes the sources to the other state.
    fn turn(&mut self) {
        self.built = 1 - self.built;
        self.states[self.built].0.write(self.folder.root()).unwrap();
    }

    /// True where each file is one of the two states' in full, and none is missing that both have.
    fn is_whole(&self, seen: &Tree) -> bool {
        let [(_, first), (_, second)] = &self.states;
        let ours = |path: &String| !path.starts_with(".sitegen-stage/");
        let whole = |(path, bytes): (&String, &Vec<u8>)| first.get(path) == Some(bytes) || second.get(path) == Some(bytes);
        seen.iter().filter(|(path, _)| ours(path)).all(whole)
            && first.keys().filter(|path| second.contains_key(*path)).all(|path| seen.contains_key(path))
    }

    /// Looks at what a stopped build has left, and lets the next one put it right.
    fn judge(&self, what: &str) {
        assert!(self.is_whole(&self.folder.tree("public")), "{what}: a file is torn or lost");
        self.folder.build(&[]);
        assert!(self.folder.tree("public") == self.states[self.built].1, "{what}: the next build is wrong");
        // What is to be submitted is there or not, as the stopped build left something to do or not; so are stored values.
        let may_stay = |path: &String| path.starts_with("push/") || path.starts_with("outputs/public/store/");
        let state: Vec<String> = self.folder.tree(".sitegen").into_keys().filter(|path| !may_stay(path)).collect();
        let files = ["changes.json", "manifest.json"].into_iter().map(str::to_owned);
        let own = ["lock", "manifest.json"].iter().map(|name| format!("outputs/public/{name}"));
        assert_eq!(state, files.chain(own).collect::<Vec<_>>(), "{what}: something is left over");
    }

    fn build(&self) -> Command {
        self.folder.command(&["build", "--as-of", AS_OF, "--format", "short", "--lang", "en", "--jobs", "2"])
    }

    /// The build, run by something else that is given its command line.
    fn build_by(&self, program: &str, arguments: &[&str]) -> Output {
        let build = self.build();
        let mut command = Command::new(program);
        command.args(arguments).arg(build.get_program()).args(build.get_args()).current_dir(self.folder.root());
        command.output().unwrap()
    }

    /// Holds a build that ended by itself to its word: done, or a message that names a path.
    fn told(output: &Output, what: &str) -> String {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        match output.status.code() {
            Some(0) => {}
            Some(2) => {
                let why = said.lines().find(|line| line.starts_with("sitegen: cannot run: "));
                assert!(why.is_some_and(|line| line.contains('/')), "{what}: {said}");
            }
            other => panic!("{what}: ended with {other:?}: {said}"),
        }
        said
    }
}

#[test]
fn killed_or_interrupted_at_any_moment() {
    let mut scene = Scene::new();
    scene.turn();
    let started = Instant::now();
    assert!(scene.build().output().unwrap().status.success());
    let whole = started.elapsed();
    for round in 0..stops() {
        scene.turn();
        let mut child = scene.build().stderr(Stdio::null()).spawn().unwrap();
        let moment = Random::new(11, round, 0).below(1_000);
        std::thread::sleep(whole * u32::try_from(moment).unwrap() / 1_000);
        if round % 2 == 0 {
            child.kill().unwrap();
        } else {
            Command::new("kill").args(["-INT", &child.id().to_string()]).stderr(Stdio::null()).status().unwrap();
        }
        child.wait().unwrap();
        scene.judge(&format!("round {round}, after {moment} thousandths"));
    }
}

#[test]
fn out_of_file_handles() {
    let mut scene = Scene::new();
    let mut failed = 0;
    for handles in (4..).take(usize::try_from(stops()).unwrap() * 2) {
        scene.turn();
        let output = scene.build_by("sh", &["-c", &format!("ulimit -n {handles}; exec \"$0\" \"$@\"")]);
        // With fewer handles not even the program can be loaded.
        if output.status.code() != Some(127) {
            let said = Scene::told(&output, &format!("{handles} handles"));
            failed += u32::from(said.contains("Too many open files"));
        }
        scene.judge(&format!("{handles} handles"));
    }
    assert!(failed > 0, "the limit was never met");
}

/// A file that may not grow is a write that fails, like that on a full disk, and needs no disk of its own.
#[test]
fn files_that_may_not_grow() {
    let mut scene = Scene::new();
    for blocks in [0, 1, 3, 9, 20, 27, 40, 60] {
        scene.turn();
        let output = scene.build_by("sh", &["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"")]);
        let said = Scene::told(&output, &format!("{blocks} blocks"));
        assert!(blocks > 20 || said.contains("File too large"), "{blocks} blocks: {said}");
        scene.judge(&format!("{blocks} blocks"));
    }
}

/// The same on a small file system that is really full, at several points of the build.
#[test]
fn a_full_disk() {
    if !is_possible("unshare", &["-rm", "sh", "-c", "mount -t tmpfs -o size=64k tmpfs /mnt"]) {
        return;
    }
    for (round, room) in [0, 16, 200, 700, 1100].into_iter().enumerate() {
        let mut scene = Scene::new();
        scene.turn();
        let script = format!(
            "set -e; mkdir disk; mount -t tmpfs -o size=16m tmpfs disk; mkdir disk/.sitegen
             cp -r public disk/public; cp -r .sitegen disk
             free=$(df -k --output=avail disk | tail -1); dd if=/dev/zero of=disk/filler bs=1k count=$((free - {room})) 2>/dev/null
             status=0; \"$0\" \"$@\" -o disk/public || status=$?
             cp -r disk/public stopped; rm disk/filler
             \"$0\" \"$@\" -q -o disk/public; cp -r disk/public after; exit $status"
        );
        let output = scene.build_by("unshare", &["-rm", "sh", "-c", &script]);
        let said = Scene::told(&output, &format!("{room} KiB"));
        assert!(round > 2 || (said.contains("No space left on device") && said.contains("disk/")), "{room} KiB: {said}");
        assert!(scene.is_whole(&scene.folder.tree("stopped")), "{room} KiB: a file is torn or lost");
        assert!(scene.folder.tree("after") == scene.states[1].1, "{room} KiB: the next build is wrong");
    }
}

/// As somebody who is not root: the folder's owner may do all but write into a folder or read an article.
#[cfg(unix)]
#[test]
fn kept_from_reading_or_writing() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    let mut scene = Scene::new();
    let is_root = fs::metadata(scene.folder.root()).unwrap().uid() == 0;
    let nobody = ["--reuid", "65534", "--regid", "65534", "--clear-groups"];
    if is_root && !is_possible("setpriv", &[&nobody[..], &["true"]].concat()) {
        return;
    }
    let own = |folder: &Site| {
        if is_root {
            let all = Command::new("find").arg(folder.root()).output().unwrap().stdout;
            String::from_utf8(all).unwrap().lines().for_each(|path| chown(path, Some(65534), Some(65534)).unwrap());
        }
    };
    let run = |scene: &Scene| match is_root {
        true => scene.build_by("setpriv", &nobody),
        false => scene.build().output().unwrap(),
    };
    for (path, mode) in
        [("public", 0o555), ("public/hf", 0o555), (".sitegen/outputs/public", 0o555), ("content/articles/2019", 0o111)]
    {
        scene.turn();
        own(&scene.folder);
        fs::set_permissions(scene.folder.path(path), fs::Permissions::from_mode(mode)).unwrap();
        let output = run(&scene);
        fs::set_permissions(scene.folder.path(path), fs::Permissions::from_mode(0o755)).unwrap();
        let said = Scene::told(&output, path);
        assert!(path == "public" || (said.contains("Permission denied") && said.contains(path)), "{path}: {said}");
        scene.judge(path);
    }
    scene.turn();
    own(&scene.folder);
    let article = scene.states[scene.built].0.path(4);
    fs::set_permissions(scene.folder.path(&article), fs::Permissions::from_mode(0o000)).unwrap();
    let said = Scene::told(&run(&scene), &article);
    assert!(said.contains("Permission denied") && said.contains(&article), "{said}");
    fs::set_permissions(scene.folder.path(&article), fs::Permissions::from_mode(0o644)).unwrap();
    scene.judge(&article);
}

/// Any single system call of the build fails, by a tracer that answers in its place.
#[test]
fn a_system_call_that_fails() {
    if !is_possible("strace", &["-f", "-o", "/dev/null", "-e", "inject=rmdir:error=EIO:when=999", "true"]) {
        return;
    }
    let mut scene = Scene::new();
    let calls = [
        ("write", "ENOSPC", 90),
        ("openat", "EMFILE", 250),
        ("rename", "EIO", 40),
        ("mkdir", "EDQUOT", 24),
        ("unlink", "EACCES", 12),
    ];
    for (call, error, among) in calls {
        for round in 0..stops().div_ceil(2) {
            scene.turn();
            let when = Random::new(13, round, u32::try_from(among).unwrap()).below(among) + 1;
            let inject = format!("inject={call}:error={error}:when={when}");
            let trace = format!("trace={call}");
            let output = scene.build_by("strace", &["-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject]);
            // Not even loaded: a library could not be opened.
            let is_loaded = output.status.code() != Some(127);
            // The message is written, too: what is told last may be what fails.
            let is_silenced = call == "write" && output.status.code() == Some(2) && output.stderr.is_empty();
            if is_loaded && !is_silenced {
                Scene::told(&output, &inject);
            }
            scene.judge(&inject);
        }
    }
}
