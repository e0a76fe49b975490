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
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 7] = [Kind::OldPress, Kind::Daily, Kind::DailyBoxed, Kind::Sheet, Kind::SheetBoxed, Kind::Latin, Kind::LatinText];

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
        }
    }

    /// How much a line of it counts beside one of a real page.
    pub fn weight(self) -> f32 {
        0.3
    }
}

/// The seeds of pages to learn from, and of others to measure on.
pub const LEARNED: std::ops::Range<u64> = 0..24;
pub const MEASURED: std::ops::Range<u64> = 1000..1006;

/// The page of a kind and a seed: always the same.
pub fn page(kind: Kind, seed: u64) -> Made {
    let mut dice = Dice::new(seed.wrapping_mul(31).wrapping_add(kind as u64 + 1));
    match kind {
        Kind::OldPress => chinese::old_press(&mut dice),
        Kind::Daily => chinese::daily(&mut dice, false),
        Kind::DailyBoxed => chinese::daily(&mut dice, true),
        Kind::Sheet => chinese::sheet(&mut dice, false),
        Kind::SheetBoxed => chinese::sheet(&mut dice, true),
        Kind::Latin => latin::page(&mut dice, true),
        Kind::LatinText => latin::page(&mut dice, false),
    }
}
