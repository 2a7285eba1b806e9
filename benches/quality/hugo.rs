//! Hugo's own related lists of the same library, for comparison: `HUGO=hugo cargo bench --bench quality -- related`.
//!
//! The articles are written as a Hugo site in a temporary folder, with lender and topics as taxonomies. Hugo relates them by
//! both, with the weights that its documentation gives to the stronger and the weaker of two keys. One page prints all lists.
//! No article page is rendered, so the cost is that of reading and relating. Hugo has neither pinned links nor
//! near-duplicates: pinned links are removed from its lists, and copies count as hits like any other article.
//!
//! `HUGO` must name the binary. For a wrapper script only the cost of the script would be measured.

use std::collections::HashMap;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::thread::sleep;
use std::time::{Duration, Instant};

use sitegen::model::{ArticleId, Id};
use sitegen::pipeline::Site;

use super::cost::Cost;
use super::related::{self, pins};
use super::truth::Truth;

/// Wall time after which Hugo is stopped.
const PATIENCE: Duration = Duration::from_secs(200);

/// Low threshold: an article that shares only a topic still counts as a match, as it would for sitegen.
const SETTINGS: &str = r#"
baseURL: https://www.example.com/
title: library
timeout: 600s
disableKinds: [section, taxonomy, term, sitemap, RSS, "404"]
taxonomies: {topic: topics, lender: lenders}
outputs: {home: [txt]}
outputFormats: {txt: {mediaType: text/plain, baseName: related, isPlainText: true}}
cascade: {build: {render: never, list: always}, target: {kind: page}}
related:
  includeNewer: true
  threshold: 20
  indices:
    - {name: lenders, weight: 100}
    - {name: topics, weight: 80}
"#;

/// A line for each article: its file name, then those of the most related articles.
const HOME: &str = "{{ range $page := site.RegularPages -}}
{{ .File.ContentBaseName }}{{ range first SHOWN (site.RegularPages.Related $page) }} {{ .File.ContentBaseName }}{{ end }}
{{ end -}}
";

/// Prints the scores of Hugo's lists, computed like those of our own lists.
pub fn print(program: &str, site: &Site, folder: &Path, truth: &Truth) {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hugo");
    let _ = fs::remove_dir_all(&home);
    write(&home, site, folder).unwrap();
    let hugo = Command::new(program).args(["--quiet", "--source"]).arg(&home).spawn().unwrap();
    let (status, cost) = wait(hugo).unwrap();
    let told = format!("{:.2} s of CPU, peak {} MiB", cost.cpu as f64 / 1000.0, cost.peak);
    let Some(status) = status else {
        println!("hugo         not done after {} s on the clock and {told}", PATIENCE.as_secs());
        return;
    };
    assert!(status.success(), "Hugo failed: {status}");
    let lists = read(&fs::read_to_string(home.join("public/related.txt")).unwrap(), site);
    related::score("hugo", site, truth, &|i| lists.get(&i).map_or(&[][..], Vec::as_slice));
    println!("             {told}");
}

/// Writes the site. Files are named `a{n}.md`, so that Hugo cannot learn anything from a name.
fn write(home: &Path, site: &Site, folder: &Path) -> io::Result<()> {
    let library = &site.linked.library;
    let registers = &library.registers;
    fs::create_dir_all(home.join("content"))?;
    fs::create_dir_all(home.join("layouts"))?;
    fs::write(home.join("hugo.yaml"), SETTINGS)?;
    // Pinned links are removed afterwards, and the list must still be full.
    let most = site.linked.lists.all.iter().map(|i| pins(site, *i).len()).max().unwrap_or(0);
    let shown = library.settings.related_count + most;
    fs::write(home.join("layouts/home.txt"), HOME.replace("SHOWN", &shown.to_string()))?;
    for i in &site.linked.lists.all {
        let article = library.article(*i);
        let quoted = |text: &str| serde_json::to_string(text).unwrap();
        let topics = article.front.topics.iter().map(|t| quoted(&registers.topics[*t].slug));
        let lender = article.front.lender.map(|l| quoted(&registers.lenders[l].slug));
        let mut text = format!("---\ntitle: {}\ndate: {}\n", quoted(&article.front.title.value), article.front.date.value);
        writeln!(text, "topics: [{}]", topics.collect::<Vec<_>>().join(", ")).unwrap();
        writeln!(text, "lenders: [{}]\n---", lender.unwrap_or_default()).unwrap();
        let source = fs::read_to_string(folder.join(&**article.path()))?;
        // What Hugo would take for a shortcode is plain text here.
        text.push_str(&source[article.body.start as usize..].replace("{{", "{ {"));
        fs::write(home.join(format!("content/a{}.md", i.position())), text)?;
    }
    Ok(())
}

/// Reads the lists back, by article, without pinned links.
fn read(text: &str, site: &Site) -> HashMap<ArticleId, Vec<ArticleId>> {
    let number = |name: &str| name.strip_prefix('a').unwrap().parse().map(ArticleId::new).unwrap();
    let list = |line: &str| {
        let mut names = line.split(' ').map(number);
        let article = names.next().unwrap();
        let pins = pins(site, article);
        let room = site.linked.library.settings.related_count.saturating_sub(pins.len());
        (article, names.filter(|n| !pins.contains(n)).take(room).collect())
    };
    text.lines().map(list).collect()
}

/// Waits for Hugo. Returns its exit status, or `None` if it was stopped after the time limit, and its cost.
fn wait(mut hugo: Child) -> io::Result<(Option<ExitStatus>, Cost)> {
    let (begin, mut cost) = (Instant::now(), Cost::default());
    loop {
        if let Some(status) = hugo.try_wait()? {
            return Ok((Some(status), cost));
        }
        if begin.elapsed() > PATIENCE {
            hugo.kill()?;
            hugo.wait()?;
            return Ok((None, cost));
        }
        // For a process that has just ended, Linux still reports the time but no longer the memory.
        let now = Cost::of(&hugo.id().to_string());
        cost = Cost { cpu: now.cpu.max(cost.cpu), peak: now.peak.max(cost.peak), ..now };
        sleep(Duration::from_millis(20));
    }
}
