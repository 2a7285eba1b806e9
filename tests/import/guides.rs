//! The guides: every `sitegen` command that they show runs, in its order, on the material that they are about.

use std::path::Path;

use super::fixture::{DAY, Fixture};
use crate::documents::{commands, words};

fn follow(guide: &str, name: &str) {
    let fixture = Fixture::new(name);
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(guide)).unwrap();
    // The site is the folder in which the reader works, with the source in it.
    for (path, bytes) in fixture.site.tree("site") {
        fixture.site.write(&path, bytes);
    }
    let map = fixture.site.read("import.yaml");
    let commands = commands(&text);
    assert!(commands.len() > 1, "{commands:?}");
    for command in commands {
        let (command, output) = command.split_once(" > ").map_or((command.as_str(), None), |(command, file)| (command, Some(file)));
        let words = words(command);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let run = fixture.site.run_with(&[("SITEGEN_AS_OF", DAY), ("SITEGEN_LANG", "zh-CN")], &words);
        assert_eq!((run.status, run.stderr.contains("无法执行")), (0, false), "{command}: {}", run.stderr);
        if let Some(file) = output {
            assert!(run.stdout.contains("\"?\""), "the reader has something to decide: {}", run.stdout);
            // What the reader makes of the draft.
            fixture.site.write(file, &map);
        }
    }
    assert!(fixture.site.path("import/state.tsv").exists());
}

#[test]
fn the_guide_for_a_database() {
    follow("docs/zh/迁移.md", "given/zblog");
}

#[test]
fn the_guide_for_word() {
    follow("docs/zh/从Word导入.md", "given/docx");
}
