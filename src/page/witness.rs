//! Another reading of a page: evidence beside the raw text, and never part of it.
//!
//! A [`Witness`] knows lines and characters as some engine read them: Stet's own reader, another OCR program, a person at a keyboard. How
//! they go together with the raw text is worked out where it is asked for, so a witness stays true whatever lines it has and in what order.

use super::{Alternative, Certainty, PixelRect, Pixels};

/// Another reading of a page. Immutable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Witness {
    /// What read it, such as `PP-OCRv6 small` or `Tesseract`.
    pub engine: String,
    /// The version of that; empty where it is not known.
    pub version: String,
    /// How it was set, or the file it was read from; empty where there is nothing to say.
    pub settings: String,
    /// The lines it read, in its own order.
    pub lines: Vec<WitnessLine>,
}

/// A line as a witness has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WitnessLine {
    /// Where it lies on the image, in pixels of the page's layout; an empty rectangle where that is not known.
    pub rect: PixelRect,
    /// The number (from 1) of the raw line whose place on the image was read; none where the witness found its lines by itself.
    pub raw: Option<usize>,
    /// Its characters in order.
    pub characters: Vec<WitnessCharacter>,
}

/// A character as a witness has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessCharacter {
    /// The character.
    pub text: char,
    /// How sure the witness is of it; none where it does not say.
    pub certainty: Option<Certainty>,
    /// What it may be instead, the likeliest first.
    pub alternatives: Vec<Alternative>,
    /// How far its middle lies from the line's beginning, along the line, in pixels; none where that is not known.
    pub middle: Option<Pixels>,
}

impl From<char> for WitnessCharacter {
    fn from(text: char) -> WitnessCharacter {
        WitnessCharacter { text, certainty: None, alternatives: Vec::new(), middle: None }
    }
}

impl Witness {
    /// Whether both are of the same engine with the same settings: then the newer takes the place of the older.
    pub fn is_of_same(&self, other: &Witness) -> bool {
        (&self.engine, &self.settings) == (&other.engine, &other.settings)
    }

    /// The same with this line in place of the one of the same raw line, or behind all others.
    pub fn with_line(mut self, line: WitnessLine) -> Witness {
        match self.lines.iter_mut().find(|known| known.raw.is_some() && known.raw == line.raw) {
            Some(known) => *known = line,
            None => self.lines.push(line),
        }
        self
    }

    /// The same with a line that is no raw line's in place of those that lie where it does.
    pub fn with_found(mut self, line: WitnessLine) -> Witness {
        self.lines.retain(|known| known.raw.is_some() || !known.rect.is_at(line.rect));
        self.lines.push(line);
        self
    }

    /// How many characters it has.
    pub fn len(&self) -> usize {
        self.lines.iter().map(|line| line.characters.len()).sum()
    }

    /// Whether it has no character at all.
    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(|line| line.characters.is_empty())
    }
}

impl WitnessLine {
    /// Its text.
    pub fn text(&self) -> String {
        self.characters.iter().map(|one| one.text).collect()
    }

    /// Whether it runs down the page: whether it is so long as to be no single character, and longer down than across.
    pub fn is_upright(&self) -> bool {
        self.characters.len() > 1 && self.rect.height() > self.rect.width()
    }

    /// How sure the witness is of the line, the mean over its characters; none where it does not say.
    pub fn certainty(&self) -> Option<Certainty> {
        let told: Vec<u32> = self.characters.iter().filter_map(|one| Some(u32::from(one.certainty?.as_percent()))).collect();
        let sum: u32 = told.iter().sum();
        sum.checked_div(told.len() as u32).map(|mean| Certainty::percent(mean as u8))
    }

    /// Where a character stands: from half the way to the one before to half the way to the one after.
    pub fn rect_of(&self, index: usize) -> Option<PixelRect> {
        let middle = |index: usize| self.characters.get(index)?.middle;
        let own = middle(index)?;
        let (long, across) =
            if self.is_upright() { (self.rect.height(), self.rect.width()) } else { (self.rect.width(), self.rect.height()) };
        // No character is much wider than its line is thick.
        let half = Pixels(across.0.div_ceil(2));
        let between = |a: Pixels, b: Pixels| Pixels((a.0 + b.0) / 2);
        let from = index.checked_sub(1).and_then(middle).map_or(Pixels(0), |before| between(before, own)).max(own - half);
        let to = middle(index + 1).map_or(long, |after| between(own, after)).min(own + half);
        let PixelRect { left, top, right, bottom } = self.rect;
        Some(if self.is_upright() {
            PixelRect { left, right, top: top + from, bottom: (top + to).min(bottom) }
        } else {
            PixelRect { top, bottom, left: left + from, right: (left + to).min(right) }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(rect: PixelRect, middles: &[u32]) -> WitnessLine {
        let one = |middle: &u32| WitnessCharacter { middle: Some(Pixels(*middle)), ..WitnessCharacter::from('字') };
        WitnessLine { rect, raw: None, characters: middles.iter().map(one).collect() }
    }

    #[test]
    fn a_character_stands_between_its_neighbours() {
        let across = line(PixelRect::new(100, 10, 200, 30), &[10, 30, 80]);
        let found: Vec<_> = (0..4).map(|index| across.rect_of(index)).collect();
        let rect = |left, right| Some(PixelRect::new(left, 10, right, 30));
        assert_eq!(found, [rect(100, 120), rect(120, 140), rect(170, 190), None], "a gap belongs to nobody");
        let down = line(PixelRect::new(10, 100, 30, 200), &[10, 30]);
        assert_eq!(down.rect_of(1), Some(PixelRect::new(10, 120, 30, 140)));
    }

    #[test]
    fn a_line_that_is_read_again_takes_its_place() {
        let of = |raw: usize, middles: &[u32]| WitnessLine { raw: Some(raw), ..line(PixelRect::default(), middles) };
        let witness = Witness::default().with_line(of(1, &[1])).with_line(of(2, &[1])).with_line(of(1, &[1, 2]));
        assert_eq!(witness.lines, [of(1, &[1, 2]), of(2, &[1])]);
    }

    #[test]
    fn a_line_that_was_found_takes_the_place_of_what_lies_there() {
        let found = |top: u32, middles: &[u32]| line(PixelRect::new(10, top, 90, top + 20), middles);
        let raw = WitnessLine { raw: Some(1), ..found(100, &[1]) };
        let witness = Witness::default().with_line(raw.clone()).with_found(found(10, &[1])).with_found(found(40, &[1]));
        let witness = witness.with_found(found(12, &[1, 2])).with_found(found(100, &[3]));
        assert_eq!(witness.lines, [raw, found(40, &[1]), found(12, &[1, 2]), found(100, &[3])], "a raw line stays");
    }

    #[test]
    fn a_line_is_as_sure_as_its_characters() {
        let mut line = line(PixelRect::default(), &[1, 2]);
        assert_eq!(line.certainty(), None);
        for (one, percent) in line.characters.iter_mut().zip([90, 40]) {
            one.certainty = Some(Certainty::percent(percent));
        }
        assert_eq!((line.certainty(), line.text()), (Some(Certainty::percent(65)), "字字".to_owned()));
    }
}
