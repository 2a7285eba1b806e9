//! Copies of pictures, icons, pictures of shared links, and articles as Markdown.

use sitegen::text::Checksum;

use crate::support::site::Site;

/// A PNG that no compression makes small: each pixel has another colour.
pub(super) fn photo(width: u32, height: u32) -> Vec<u8> {
    let value = |n: u32| Checksum::of(&n.to_le_bytes()).0[0];
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let pixels: Vec<u8> = (0..width * height * 3).map(value).collect();
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    bytes
}

/// A site with a large and a small picture beside its article.
fn illustrated() -> Site {
    let site = Site::paged();
    site.write("content/articles/photo.png", photo(500, 100));
    site.write("content/articles/small.png", photo(20, 10));
    site.article("a", "date: 2026-01-01\ntopics: [overdue]", "![彩色的点](photo.png)\n\n![更小的点](small.png)");
    site
}

/// The path of the output file below `assets/images/` whose name begins and ends like this.
fn image(site: &Site, start: &str, end: &str) -> String {
    let files = site.tree("public");
    let is_it = |path: &&String| {
        let name = path.strip_prefix("assets/images/").unwrap_or_default();
        name.starts_with(start) && name.ends_with(end)
    };
    let mut found = files.keys().filter(is_it);
    let path = found.next().unwrap_or_else(|| panic!("no {start}…{end}")).clone();
    assert_eq!(found.next(), None);
    path
}

#[test]
fn a_picture_has_copies_of_which_the_browser_chooses() {
    let site = illustrated();
    site.build(&[]);
    let stem = image(&site, "photo.", ".png").trim_end_matches("png").to_owned();
    let (smaller, whole) = (format!("{stem}480.webp"), format!("{stem}500.webp"));
    let page = site.read("public/articles/a.html");
    let picture = format!(
        "<picture><source type=\"image/webp\" srcset=\"/{smaller} 480w, /{whole} 500w\" \
         sizes=\"(min-width: 44rem) 40rem, calc(100vw - 2rem)\">\
         <img src=\"/{stem}png\" alt=\"彩色的点\" width=\"500\" height=\"100\" decoding=\"async\"></picture>"
    );
    assert!(page.contains(&picture), "{page}");
    assert_eq!(page.matches("<picture>").count(), 1, "a small picture stays as it is");
    let files = site.tree("public");
    let original = files[&format!("{stem}png")].len();
    for copy in [smaller, whole] {
        assert!(files[&copy].starts_with(b"RIFF") && files[&copy].len() < original, "{copy}");
    }
}

#[test]
fn copies_are_kept_between_builds_and_switched_off() {
    let site = illustrated();
    site.build(&[]);
    let before = site.tree("public");
    assert_eq!(before.keys().filter(|path| path.ends_with(".webp")).count(), 2);
    assert_eq!(site.build(&[])["written"], 0);
    assert_eq!(site.tree("public"), before);
    let settings = site.read("sitegen.yaml");
    site.write("sitegen.yaml", format!("{settings}images: {{sizes: []}}\n"));
    site.build(&[]);
    let after = site.tree("public");
    assert!(after.keys().all(|path| !path.ends_with(".webp")));
    assert!(!site.read("public/articles/a.html").contains("<picture>"));
}

#[test]
fn a_shared_link_shows_the_picture_of_its_article_or_of_the_site() {
    let site = illustrated();
    let settings = site.read("sitegen.yaml");
    site.write("sitegen.yaml", format!("{settings}image: /share.png\n"));
    site.write("static/share.png", photo(60, 30));
    site.article("b", "date: 2026-01-02\ntopics: [overdue]\nimage: photo.png", "正文。");
    site.build(&[]);
    let shown = |page: &str| {
        let page = site.read(&format!("public/{page}"));
        let (_, rest) = page.split_once("<meta property=\"og:image\" content=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let origin = "https://www.example.com/";
    assert_eq!(shown("articles/a.html"), format!("{origin}share.png"));
    assert_eq!(shown("index.html"), format!("{origin}share.png"));
    assert_eq!(shown("articles/b.html"), format!("{origin}{}", image(&site, "photo.", ".png")));
    let page = site.read("public/articles/b.html");
    assert!(page.contains("<meta property=\"og:image:width\" content=\"500\">"), "{page}");
    assert!(page.contains(&format!("\"image\":\"{}\"", shown("articles/b.html"))), "{page}");
}

/// A TrueType font whose every character is a black box of 800 by 800 units, 1,000 units wide.
fn box_font() -> Vec<u8> {
    let words = |words: &[i16]| words.iter().flat_map(|word| word.to_be_bytes()).collect::<Vec<u8>>();
    let glyph = [words(&[1, 0, 0, 800, 800, 3, 0]), vec![1; 4], words(&[0, 800, 0, -800, 0, 0, 800, 0])].concat();
    let units_and_magic = [0x5F, 0x0F, 0x3C, 0xF5, 0, 0, 3, 0xE8];
    let head =
        [words(&[1, 0, 0, 0, 0, 0]), units_and_magic.to_vec(), vec![0; 16], words(&[0, 0, 800, 800, 0, 0, 2, 0, 0])].concat();
    let tables: [(&[u8], Vec<u8>); 7] = [
        // Format 13 maps the characters of a range to one glyph.
        (b"cmap", words(&[0, 1, 3, 10, 0, 12, 13, 0, 0, 28, 0, 0, 0, 1, 0, 0x21, 1, 0, 0, 1])),
        (b"glyf", glyph.clone()),
        (b"head", head),
        (b"hhea", words(&[1, 0, 800, -200, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])),
        (b"hmtx", words(&[1000, 0, 0])),
        (b"loca", words(&[0, 0, i16::try_from(glyph.len() / 2).unwrap()])),
        (b"maxp", words(&[0, 0x5000, 2])),
    ];
    let mut font = words(&[1, 0, 7, 64, 2, 48]);
    let mut at = 12 + 16 * tables.len();
    for (name, table) in &tables {
        font.extend([*name, &[0; 4], &(at as u32).to_be_bytes(), &(table.len() as u32).to_be_bytes()].concat());
        at += table.len();
    }
    tables.into_iter().for_each(|(_, table)| font.extend(table));
    font
}

#[test]
fn a_card_shows_the_title_of_an_article_without_a_picture() {
    let site = illustrated();
    let settings = site.read("sitegen.yaml");
    // The path is one of the site's folder, wherever the settings file is.
    site.write("conf/site.yaml", format!("{settings}image_font: fonts/box.ttf\n"));
    site.write("fonts/box.ttf", box_font());
    site.article("b", "date: 2026-01-02\ntopics: [overdue]\nimage: photo.png", "正文。");
    let build = || site.build(&["-r", ".", "-c", "conf/site.yaml"]);
    build();
    let shown = |page: &str| {
        let page = site.read(&format!("public/{page}"));
        let (_, after) = page.split_once("<meta property=\"og:image\" content=\"https://www.example.com/").unwrap();
        after.split('"').next().unwrap().to_owned()
    };
    let (card, of_site) = (shown("articles/a.html"), shown("index.html"));
    let cards: Vec<String> = site.tree("public").into_keys().filter(|path| path.starts_with("assets/cards/")).collect();
    assert!(cards.len() == 2 && cards.contains(&card) && cards.contains(&of_site), "{cards:?}");
    assert!(shown("articles/b.html").starts_with("assets/images/photo."));
    let file = site.tree("public")[&card].clone();
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let row = reader.next_frame(&mut pixels).unwrap().line_size;
    assert_eq!((reader.info().width, reader.info().height, row), (1200, 630, 600));
    // Two pixels a byte. Each of the four characters of the title is 84 pixels wide and stands on line 151.
    let shade = |x: usize, y: usize| pixels[y * row + x / 2] >> 4;
    let boxes: Vec<usize> = (0..13).filter(|n| shade(84 * n + 84 / 4, 140) == 15).collect();
    assert_eq!(boxes, [1, 2, 3, 4]);
    assert!([shade(90, 70), shade(90, 160), shade(160, 140)].iter().all(|shade| *shade == 0));
    assert_eq!(build()["written"], 0);
    site.write("content/articles/a.md", site.read("content/articles/a.md").replace("a的标题", "另一个标题"));
    build();
    assert_ne!(shown("articles/a.html"), card);
    assert!(!site.has(&card));
}

#[test]
fn icons_stand_at_the_root_unless_the_site_has_its_own() {
    let site = illustrated();
    site.build(&[]);
    let icon = site.tree("public")["favicon.ico"].clone();
    assert!(icon.starts_with(&[0, 0, 1, 0]));
    assert!(site.tree("public")["apple-touch-icon.png"].starts_with(b"\x89PNG"));
    site.write("static/favicon.ico", "own");
    site.build(&[]);
    assert_eq!(site.tree("public")["favicon.ico"], b"own");
    site.remove("static/favicon.ico");
    site.write("static/theme/icon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>");
    site.build(&[]);
    assert!(!site.has("favicon.ico") && !site.has("apple-touch-icon.png"));
    assert!(!site.read("public/index.html").contains("apple-touch-icon"));
}

#[test]
fn an_article_is_a_markdown_file_if_the_settings_say_so() {
    let site = Site::paged();
    site.article("a", "date: 2026-01-01\ntopics: [overdue]\nsummary: 摘要。", "见[乙](b.md#二)。");
    site.article("b", "date: 2026-01-02\ntopics: [overdue]\nwithdrawn: {on: 2026-02-01, reason: 过时}", "## 二\n\n正文。");
    site.build(&[]);
    assert!(!site.has("articles/a.md"));
    let settings = site.read("sitegen.yaml");
    site.write("sitegen.yaml", format!("{settings}markdown_twins: true\n"));
    site.build(&[]);
    assert_eq!(
        site.read("public/articles/a.md"),
        "# a的标题\n\n> 摘要。\n\n\
         - 网址：https://www.example.com/articles/a.html\n- 发布：2026-01-01\n- 来源：债务指南\n\n---\n\n\
         见[乙](https://www.example.com/articles/b.html#%E4%BA%8C)。\n\n---\n\n\
         本文提供一般性法律信息，不构成针对个案的法律意见。法律和政策会变化，具体问题请咨询执业律师。\n"
    );
    assert!(!site.has("articles/b.md"), "a withdrawn article has no text");
    let link = "<link rel=\"alternate\" type=\"text/markdown\" href=\"/articles/a.md\">";
    assert!(site.read("public/articles/a.html").contains(link));
}
