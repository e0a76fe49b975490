//! A made-up page: its lines with their boxes, and what it holds.

use serde_json::{Value, json};
use stet::page::{Encoding, Layout, LayoutParts, LineBox, Page, PixelRect, Pixels, Region, RegionIndex, Source, TypeSize};

use super::words::Dice;

/// A page with what it holds.
pub struct Made {
    pub page: Page,
    articles: Vec<Story>,
    furniture: Vec<String>,
}

/// A story as it should come out.
#[derive(Clone, Default)]
pub struct Story {
    pub headline: Vec<String>,
    pub paragraphs: Vec<String>,
    pub captions: Vec<String>,
}

impl Made {
    /// What the page holds, as gold files have it.
    pub fn gold(&self) -> Value {
        let article = |story: &Story| json!({ "headline": story.headline, "paragraphs": story.paragraphs, "captions": story.captions });
        json!({ "level": "made", "articles": self.articles.iter().map(article).collect::<Vec<_>>(), "furniture": self.furniture })
    }
}

/// A line as it is set.
#[derive(Clone, Debug)]
pub struct Set {
    pub text: String,
    /// How far it stands in from the column's left edge, and how wide it is, in ems of the page's type.
    pub indent: f64,
    pub width: f64,
    /// How large it is beside text.
    pub size: f64,
    /// The space before it, in lines.
    pub space: f64,
    /// Whether a region begins with it.
    pub opens: bool,
    /// Blank lines before it, where the page is text.
    pub gap: usize,
}

/// A page that is being set.
#[derive(Default)]
pub struct Setting {
    pub lines: Vec<Set>,
    pub articles: Vec<Story>,
    pub furniture: Vec<String>,
}

/// How boxes are laid out.
pub struct Columns {
    pub count: usize,
    /// The width of a column in ems, and how many lines it holds.
    pub width: f64,
    pub lines: usize,
    /// How far boxes are off, in parts of an em.
    pub shake: f64,
    /// Whether regions and sizes of type are told.
    pub regions: bool,
    pub sizes: bool,
}

impl Setting {
    /// The page as text, or with boxes.
    pub fn finish(self, columns: Option<&Columns>, dice: &mut Dice) -> Made {
        let mut text = String::new();
        for line in &self.lines {
            text.push_str(&"\n".repeat(line.gap));
            text.push_str(&line.text);
            text.push('\n');
        }
        let source = Source { file: "made.txt".into(), sha256: String::new(), encoding: Encoding::UTF_8 };
        let page = Page::new(source, &text);
        let page = match columns {
            Some(columns) => {
                let layout = self.layout(&page, columns, dice);
                page.with_layout(layout)
            }
            None => page,
        };
        Made { page, articles: self.articles, furniture: self.furniture }
    }

    fn layout(&self, page: &Page, columns: &Columns, dice: &mut Dice) -> Layout {
        const EM: f64 = 40.0;
        let mut parts = LayoutParts {
            size: (Pixels(((columns.width + 3.0) * EM) as u32 * columns.count as u32 + 200), Pixels(20_000)),
            ..LayoutParts::default()
        };
        let (mut column, mut foot, mut number) = (0, 0.0, 0);
        for line in &self.lines {
            number += line.gap + 1;
            foot += line.space;
            if foot + line.size > columns.lines as f64 && column + 1 < columns.count {
                (column, foot) = (column + 1, 0.0);
            }
            let mut shake = || (dice.share() - 0.5) * columns.shake * EM;
            let left = 100.0 + column as f64 * (columns.width + 2.0) * EM + line.indent * EM;
            let top = 100.0 + foot * 1.4 * EM;
            let edge = |value: f64| value.max(0.0) as u32;
            let rect = PixelRect::new(
                edge(left + shake()),
                edge(top + shake()),
                edge(left + line.width * EM + shake()),
                edge(top + line.size * EM + shake()),
            );
            foot += line.size * if line.size > 1.0 { 1.1 } else { 1.0 };
            if line.opens || parts.regions.is_empty() {
                parts.regions.push(Region::default());
            }
            let Some(range) = page.line(number).map(|raw| raw.range) else { continue };
            parts.lines.push(LineBox {
                number,
                range,
                region: columns.regions.then(|| RegionIndex(parts.regions.len() as u32 - 1)),
                outline: rect.into(),
                type_size: columns.sizes.then_some(TypeSize((line.size * 90.0) as u32)),
                ..LineBox::default()
            });
        }
        Layout::new(parts)
    }
}
