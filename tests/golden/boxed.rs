//! Typeset pages with the boxes their lines would have: indents, larger headlines, columns that follow on each other, a region for each
//! column as OCR programs draw them.

use stet::page::{Encoding, Layout, LayoutParts, LineBox, Page, PixelRect, Pixels, Region, RegionIndex, Source};

use crate::gold::Gold;

/// How many lines a column has, and how wide an em is, in pixels.
const COLUMN: usize = 60;
const EM: usize = 30;
const PITCH: usize = 42;

/// What the boxes tell.
#[derive(Clone, Copy)]
pub struct Told {
    /// Lines have boxes, first lines of paragraphs two ems in; else only regions are told.
    pub boxes: bool,
    /// Headlines are set half as large again.
    pub sizes: bool,
    /// The source knows which lines are one article.
    pub articles: bool,
}

/// The page of a raw text whose stories are known, with its layout.
pub fn boxed(raw: &str, gold: &Gold, told: Told) -> Page {
    let lines: Vec<&str> = raw.lines().filter(|line| !line.trim().is_empty()).collect();
    let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let is_headline =
        |line: &str| gold.articles.iter().any(|article| article.headline.iter().any(|headline| solid(headline) == solid(line)));
    let begins = |line: &str| {
        gold.articles.iter().any(|article| article.paragraphs.iter().any(|paragraph| solid(paragraph).starts_with(&solid(line))))
    };
    let home = |line: &str| {
        let has = |text: &String| solid(text).contains(&solid(line));
        gold.articles.iter().position(|article| article.headline.iter().chain(&article.paragraphs).any(has))
    };
    let source = Source { file: "page-1.hocr".into(), sha256: String::new(), encoding: Encoding::UTF_8 };
    let page = Page::new(source, &lines.join("\n"));
    let mut parts = LayoutParts { size: (Pixels(9000), Pixels(4000)), ..LayoutParts::default() };
    for (index, line) in page.lines().enumerate() {
        let (column, row) = (index / COLUMN, index % COLUMN);
        if row == 0 {
            parts.regions.push(Region::default());
        }
        let large = told.sizes && is_headline(line.text);
        let (em, height) = if large { (EM * 3 / 2, 44) } else { (EM, 29 + index % 3) };
        let indent = if begins(line.text) && !is_headline(line.text) { 2 * EM } else { index % 4 };
        let width: usize = line.text.chars().map(|c| if c.is_ascii() { em / 2 } else { em }).sum();
        let (left, top) = (column * 40 * EM + indent, row * PITCH);
        let rect = PixelRect::new(left as u32, top as u32, (left + width) as u32, (top + height) as u32);
        let rect = if told.boxes { rect } else { PixelRect::default() };
        let article = home(line.text).filter(|_| told.articles).map(|article| format!("a{article}"));
        let region = Some(RegionIndex(column as u32));
        parts.lines.push(LineBox { number: line.number, range: line.range, region, outline: rect.into(), article, ..LineBox::default() });
    }
    page.with_layout(Layout::new(parts))
}
