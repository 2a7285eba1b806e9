//! Bytes of an article's page that are not the article's own.

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::support::library::Library;
use crate::support::site::Site;

/// What every firm prints on its articles.
const FIRM: &str = "help:
  - {title: 联系我们, note: 示例律师事务所的联系方式；真的需要帮助时可以找谁，也写在那一页。, url: 'tel:12348'}
  - {title: 12348 公共法律服务热线, note: 司法行政机关设立，提供免费的法律咨询，也可以询问是否符合法律援助的条件。, url: 'tel:12348'}
  - {title: 12378 银行保险消费者投诉维权热线, note: 对银行、消费金融公司和保险公司有投诉的，可以打这个电话。, url: 'tel:12378'}
icp: 京ICP备00000000号
";

/// Most bytes after gzip, on average.
const LIMIT: usize = 3_686;

fn gzip(text: &str) -> usize {
    let mut gzip = Command::new("gzip").args(["-9", "-n"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    gzip.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    gzip.wait_with_output().unwrap().stdout.len()
}

/// A page without the text and the answers of its article.
fn without_text(page: &str) -> Option<String> {
    let (before, after) = page.split_once("<div class=\"prose\">")?;
    let ends = [
        "<section aria-label=",
        "<section class=\"prose\"",
        "<section class=\"laws\"",
        "<section class=\"terms\"",
        "<footer class=\"rights\">",
    ];
    let end = ends.iter().filter_map(|end| after.find(end)).min()?;
    let after = &after[end..];
    let after = match after.split_once("<section class=\"prose\"") {
        Some((between, answers)) => format!("{between}{}", answers.split_once("</section>")?.1),
        None => after.to_owned(),
    };
    Some(before.to_owned() + &after)
}

#[test]
fn the_page_around_an_article_is_small() {
    let (library, folder) = (Library::new(100, 1), Site::empty());
    library.write(folder.root()).unwrap();
    let settings = folder.read("sitegen.yaml");
    folder.write("sitegen.yaml", format!("{settings}{FIRM}"));
    // The longer an address, the larger its QR code.
    folder.build(&["--base-url", "https://www.consumer-debt-guidance.example.com/"]);
    let pages = folder.tree("public");
    let pages = pages.iter().filter(|(path, _)| path.starts_with("hf/") && path.ends_with(".html"));
    let sizes: Vec<usize> = pages.filter_map(|(_, page)| Some(gzip(&without_text(&String::from_utf8_lossy(page))?))).collect();
    assert!(sizes.len() > 80, "{}", sizes.len());
    let mean = sizes.iter().sum::<usize>() / sizes.len();
    assert!(mean <= LIMIT, "{mean}");
}
