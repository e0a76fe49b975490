//! What a layout is made of: regions, lines, words and glyphs, as a source tells them.

use super::{Outline, PixelPoint, PixelRect, Pixels, RawOffset, RawRange};

/// How sure the OCR was, in per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Certainty(u8);

impl Certainty {
    /// Quite sure.
    pub const SURE: Certainty = Certainty(100);

    /// A certainty of this many per cent, at most 100.
    pub const fn percent(percent: u8) -> Certainty {
        Certainty(if percent > 100 { 100 } else { percent })
    }

    /// A certainty from a share between 0 and 1; what lies outside counts as the nearer end.
    pub fn share(share: f64) -> Certainty {
        Certainty((share.clamp(0.0, 1.0) * 100.0).round() as u8)
    }

    /// The certainty in per cent.
    pub fn as_percent(self) -> u8 {
        self.0
    }
}

/// How large letters are, in tenths of the source's own unit (points, or pixels where it names none). Sizes of one page can be compared
/// with each other, not with those of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeSize(pub u32);

/// What a region of a page is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RegionKind {
    /// Text of which the source says no more.
    #[default]
    Text,
    /// Running text.
    Paragraph,
    /// A headline or a subheading.
    Heading,
    /// What a picture shows.
    Caption,
    /// Who wrote or made something.
    Credit,
    /// The head of the page.
    Header,
    /// The foot of the page.
    Footer,
    /// The page's number.
    PageNumber,
    /// A table, or a cell of one.
    Table,
    /// An advertisement.
    Advertisement,
    /// A picture, a rule, or other matter without text.
    Picture,
}

impl RegionKind {
    /// All kinds.
    pub const ALL: [RegionKind; 11] = [
        RegionKind::Text,
        RegionKind::Paragraph,
        RegionKind::Heading,
        RegionKind::Caption,
        RegionKind::Credit,
        RegionKind::Header,
        RegionKind::Footer,
        RegionKind::PageNumber,
        RegionKind::Table,
        RegionKind::Advertisement,
        RegionKind::Picture,
    ];

    /// The kind's name in edition files.
    pub fn name(self) -> &'static str {
        match self {
            RegionKind::Text => "text",
            RegionKind::Paragraph => "paragraph",
            RegionKind::Heading => "heading",
            RegionKind::Caption => "caption",
            RegionKind::Credit => "credit",
            RegionKind::Header => "header",
            RegionKind::Footer => "footer",
            RegionKind::PageNumber => "page-number",
            RegionKind::Table => "table",
            RegionKind::Advertisement => "advertisement",
            RegionKind::Picture => "picture",
        }
    }

    /// The kind of this name.
    pub fn from_name(name: &str) -> Option<RegionKind> {
        RegionKind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether what stands in such a region belongs to the page and not to a story.
    pub fn is_furniture(self) -> bool {
        matches!(self, RegionKind::Header | RegionKind::Footer | RegionKind::PageNumber)
    }
}

/// Which region of a layout, counted from 0 in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionIndex(pub u32);

impl RegionIndex {
    /// The index as a position in [`Layout::regions`](super::Layout::regions).
    pub fn position(self) -> usize {
        self.0 as usize
    }
}

/// A region of a page: a block, a paragraph, a picture. A region may hold others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Region {
    /// Its name in the source; empty where it has none.
    pub id: String,
    /// What it is.
    pub kind: RegionKind,
    /// Where it lies; an empty rectangle where the source does not say.
    pub outline: Outline,
    /// The region it lies in, such as the column of a paragraph. It comes before this one.
    pub parent: Option<RegionIndex>,
    /// The source's name of the article it belongs to, where the source tells articles.
    pub article: Option<String>,
}

/// Where a raw line stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineBox {
    /// The number of the raw line, counted from 1.
    pub number: usize,
    /// The characters of the raw line, without its line end.
    pub range: RawRange,
    /// The region it stands in, the innermost one.
    pub region: Option<RegionIndex>,
    /// Where it lies; an empty rectangle where the source does not say.
    pub outline: Outline,
    /// The line its letters stand on, from left to right; empty where it is not known.
    pub baseline: Vec<PixelPoint>,
    /// How large most of its letters are.
    pub type_size: Option<TypeSize>,
    /// The source's name of the article it belongs to, where the source tells this line by line.
    pub article: Option<String>,
}

/// What a word or a glyph may have been instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The text.
    pub text: String,
    /// How sure the OCR was of it.
    pub certainty: Option<Certainty>,
}

/// A word or a glyph as OCR read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Its raw characters. Readings of one kind never overlap.
    pub range: RawRange,
    /// Where it stands; an empty rectangle where that is not known.
    pub rect: PixelRect,
    /// How sure the OCR was of it.
    pub certainty: Option<Certainty>,
    /// How large its letters are, where that is told of this word.
    pub type_size: Option<TypeSize>,
    /// What it may have been instead, the likeliest first.
    pub alternatives: Vec<Alternative>,
}

/// The parts of a [`Layout`](super::Layout).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LayoutParts {
    /// The image's file as the source refers to it: a name, a path relative to the source, or an address.
    pub image: Option<String>,
    /// How wide and high the page is. See [`Layout::size`](super::Layout::size).
    pub size: (Pixels, Pixels),
    /// The regions in reading order, each after the one it lies in.
    pub regions: Vec<Region>,
    /// The lines, by number.
    pub lines: Vec<LineBox>,
    /// The words, in order of their characters.
    pub words: Vec<Reading>,
    /// The glyphs of words whose source tells them one by one, in order.
    pub glyphs: Vec<Reading>,
    /// Hyphens that stand only because a word was divided at the end of its line.
    pub hyphens: Vec<RawOffset>,
}
