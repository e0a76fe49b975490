//! Makes pages of newspapers up, with what they hold: of the old press, dailies, printed sheets and papers in Latin letters, each with
//! many habits drawn at random. All text is made of words drawn by how often they are used, or of made-up words: it is nobody's.

mod chinese;
mod latin;
mod more;
mod page;
mod words;

pub use page::Made;
use words::Dice;

/// A kind of page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Upright columns in traditional characters, old pointing, titles of several lines, insets.
    OldPress,
    /// A daily typeset evenly, as OCR gives it as text: blank lines, letter-spaced lines, headlines before stories or far from them.
    Daily,
    /// A daily of several columns with a box a line.
    DailyBoxed,
    /// A printed sheet: wide lines, one story or few, subheadings.
    Sheet,
    /// The same with boxes.
    SheetBoxed,
    /// Columns in Latin letters with boxes and regions.
    Latin,
    /// The same as text.
    LatinText,
    /// A story or two of a daily, cut out: nothing of the page stands round them.
    Cutting,
    /// The same in Latin letters.
    LatinCutting,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 9] = [
        Kind::OldPress,
        Kind::Daily,
        Kind::DailyBoxed,
        Kind::Sheet,
        Kind::SheetBoxed,
        Kind::Latin,
        Kind::LatinText,
        Kind::Cutting,
        Kind::LatinCutting,
    ];

    /// What it is called in tables.
    pub fn name(self) -> &'static str {
        match self {
            Kind::OldPress => "old press",
            Kind::Daily => "daily",
            Kind::DailyBoxed => "daily, boxes",
            Kind::Sheet => "sheet",
            Kind::SheetBoxed => "sheet, boxes",
            Kind::Latin => "Latin, boxes",
            Kind::LatinText => "Latin",
            Kind::Cutting => "cutting",
            Kind::LatinCutting => "cutting, Latin",
        }
    }

    /// How much a line of it counts beside one of a real page.
    pub fn weight(self) -> f32 {
        if matches!(self, Kind::Cutting | Kind::LatinCutting) { 0.15 } else { 0.3 }
    }
}

/// How much of a paper is made, and how it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// A page as text.
    Page,
    /// A page with a box a line.
    Boxed,
    /// A story or two as text.
    Cutting,
}

/// The seeds of pages to learn from, and of others to measure on.
pub const LEARNED: std::ops::Range<u64> = 0..24;
pub const MEASURED: std::ops::Range<u64> = 1000..1006;

/// The page of a kind and a seed: always the same.
pub fn page(kind: Kind, seed: u64) -> Made {
    let mut dice = Dice::new(seed.wrapping_mul(31).wrapping_add(kind as u64 + 1));
    match kind {
        Kind::OldPress => chinese::old_press(&mut dice),
        Kind::Daily => chinese::daily(&mut dice, Extent::Page),
        Kind::DailyBoxed => chinese::daily(&mut dice, Extent::Boxed),
        Kind::Sheet => chinese::sheet(&mut dice, false),
        Kind::SheetBoxed => chinese::sheet(&mut dice, true),
        Kind::Latin => latin::page(&mut dice, Extent::Boxed),
        Kind::LatinText => latin::page(&mut dice, Extent::Page),
        Kind::Cutting => chinese::daily(&mut dice, Extent::Cutting),
        Kind::LatinCutting => latin::page(&mut dice, Extent::Cutting),
    }
}
