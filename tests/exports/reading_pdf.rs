//! PDFs for reading: all text once and in order, and contents that lead where they say.

use std::path::{Path, PathBuf};

use serde_json::Value;
use stet::edition::Edition;
use stet::export::{ExportRemark, Format, LineImages, Options, Switch, remarks};
use stet::style::HouseStyle;
use tempfile::TempDir;

use crate::editions::{all, rich};
use crate::exported;
use crate::pdf::{solid, texts};
use crate::readers::{read, reader};

/// The PDF of an edition in a folder of its own.
fn pdf_of(edition: &Edition, turned: &[Switch]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.reading.pdf");
    std::fs::write(&path, exported(edition, Format::ReadingPdf, turned)).unwrap();
    (folder, path)
}

/// What pdftotext finds on each page between the line over the text and the number below it.
fn pages(path: &Path) -> Option<Vec<String>> {
    let area = ["-raw", "-nopgbrk", "-x", "0", "-y", "55", "-W", "596", "-H", "740"];
    let mut pages = Vec::new();
    for number in 1..=page_count(path)? {
        let number = number.to_string();
        let mut pdftotext = reader("pdftotext", &area)?;
        pdftotext.args(["-f", &number, "-l", &number]).arg(path);
        let (good, said) = read(pdftotext, Path::new("-"));
        assert!(good, "{said}");
        pages.push(said);
    }
    Some(pages)
}

fn page_count(path: &Path) -> Option<usize> {
    let (good, said) = read(reader("pdfinfo", &[])?, path);
    assert!(good && said.contains("Tagged:          yes"), "{said}");
    said.lines().find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok())
}

/// An edition of so many articles, some of which fill pages.
fn issue(articles: usize) -> Edition {
    let story = |number: usize| {
        let text = format!("本报讯 第{number}号水渠昨天开工，全村男女老少一百二十人都来了，当天挖土三百方。").repeat(1 + number % 7 * 6);
        format!("河湾第{number}号水渠开工\n{text}\n\n")
    };
    texts(&[&(0..articles).map(story).collect::<String>()])
}

#[test]
fn every_block_is_read_once_and_in_order() {
    for (name, edition) in all().into_iter().filter(|(name, _)| *name != "hostile").chain([("issue", issue(20))]) {
        let (_folder, path) = pdf_of(&edition, &[Switch::Brackets, Switch::Legend]);
        let Some(pages) = pages(&path) else { return };
        let blocks = edition.articles().iter().flat_map(|article| article.blocks()).map(|block| block.text());
        let expected = solid(&blocks.collect::<String>());
        let text = solid(&pages.concat());
        assert!(text.ends_with(&expected), "{name}: {text}\n\n{expected}");
        // What is before them is the front.
        let front = solid(pages.first().unwrap());
        assert!(edition.articles().is_empty() || front.contains("目录"), "{name}: {front}");
    }
}

#[test]
fn qpdf_finds_no_fault() {
    for (name, edition) in all() {
        let turned = [Switch::Apart, Switch::PageHeadings, Switch::SectionHeadings];
        let (_folder, path) = pdf_of(&edition, &turned);
        let Some(qpdf) = reader("qpdf", &["--check"]) else { return };
        let (good, said) = read(qpdf, &path);
        assert!(good && !said.contains("WARNING"), "{name}: {said}");
    }
}

#[test]
fn contents_say_where_articles_are() {
    let edition = issue(90);
    let (_folder, path) = pdf_of(&edition, &[]);
    let Some(pages) = pages(&path) else { return };
    let is_text = |page: &String| page.contains("本报讯");
    let front = pages.iter().position(is_text).unwrap();
    assert!(front > 1, "the contents fill more than one sheet: {front}");
    let lines: Vec<&str> = pages.iter().take(front).flat_map(|page| page.lines()).collect();
    for article in edition.articles() {
        let title = article.title();
        let line = lines.iter().find(|line| line.starts_with(&title)).unwrap_or_else(|| panic!("{title}"));
        let number: usize = line.strip_prefix(&title).unwrap().trim().parse().unwrap();
        assert!(number > front && pages[number - 1].contains(&title), "{line}: {}", pages[number - 1]);
    }
}

#[test]
fn links_and_bookmarks_lead_to_these_pages() {
    let edition = issue(90);
    let (_folder, path) = pdf_of(&edition, &[]);
    let Some(pages) = pages(&path) else { return };
    let Some(qpdf) = reader("qpdf", &["--json=2"]) else { return };
    let (good, said) = read(qpdf, &path);
    let json: Value = serde_json::from_str(&said).unwrap();
    assert!(good);
    let page_of = |object: &str| json["pages"].as_array().unwrap().iter().position(|page| page["object"] == object).unwrap();
    let objects = json["qpdf"][1].as_object().unwrap();
    let links: Vec<&Value> = objects.values().map(|object| &object["value"]).filter(|value| value["/Subtype"] == "/Link").collect();
    assert_eq!(links.len(), edition.articles().len());
    for link in links {
        let title = link["/Contents"].as_str().unwrap().strip_prefix("u:").unwrap();
        let page = page_of(link["/Dest"][0].as_str().unwrap());
        assert!(pages[page].contains(title) && pages[page].contains("本报讯"), "{title}: {}", pages[page]);
    }
    let bookmarks = json["outlines"].as_array().unwrap();
    assert_eq!(bookmarks.len(), edition.articles().len());
    for bookmark in bookmarks {
        let (title, page) = (bookmark["title"].as_str().unwrap(), bookmark["destpageposfrom1"].as_u64().unwrap());
        assert!(pages[page as usize - 1].contains(title), "{title}");
    }
}

#[test]
fn what_is_asked_for_is_there() {
    let edition = rich();
    let (_folder, path) = pdf_of(&edition, &[]);
    let Some(plain) = pages(&path) else { return };
    let (_folder, path) = pdf_of(&edition, &[Switch::Apart, Switch::SectionHeadings, Switch::Traditional]);
    let Some(full) = pages(&path) else { return };
    let (plain, full) = (solid(&plain.concat()), solid(&full.concat()));
    let sections: Vec<&str> = edition.articles().iter().filter_map(|article| article.section()).collect();
    assert!(!sections.is_empty() && plain.contains("凡例"), "{plain}");
    for block in edition.furniture().iter().filter(|block| !block.is_empty()) {
        assert!(!plain.contains(&solid(block.text())), "{}", block.text());
    }
    assert!(full.contains("版面") && full.chars().count() > plain.chars().count(), "{full}");
}

#[test]
fn characters_without_a_glyph_are_told_and_found() {
    let edition = texts(&["渡口新桥通车\n本报讯 两岸村民𠮷日过桥，不再等船。\n"]);
    let style = HouseStyle::standard();
    let said = remarks(&edition, Format::ReadingPdf, style, &Options::standard(Format::ReadingPdf, style), &LineImages::default());
    assert_eq!(said, [ExportRemark::NoGlyph { characters: "𠮷".to_owned() }]);
    let (_folder, path) = pdf_of(&edition, &[]);
    let Some(pages) = pages(&path) else { return };
    assert!(pages.concat().contains("村民𠮷日过桥"), "{pages:?}");
}

#[test]
fn latin_words_are_spread_between_words_alone() {
    let words = "The mayor opened the new bridge over the river this morning before many people of the town and its neighbours. ";
    let edition = texts(&[&format!("A new bridge\n\n{}\n", words.repeat(12))]);
    let (_folder, path) = pdf_of(&edition, &[]);
    let Some(pages) = pages(&path) else { return };
    let text = pages.concat().replace('\n', " ");
    assert_eq!(text.matches("opened the new bridge over the river this morning before").count(), 12, "{text}");
}
