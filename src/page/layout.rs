//! Where the text of a page stands on its image, and how sure the OCR was of it.
//!
//! A [`Layout`] is the optional part of a [`Page`](super::Page) that hOCR, ALTO, PAGE and Tesseract's TSV have and plain text has not.
//! It never changes. Everything in it is named by the raw text: lines by their numbers, words and glyphs by ranges of characters.

use super::layout_parts::{Certainty, LayoutParts, LineBox, Reading, Region, RegionIndex, RegionKind};
use super::{PixelPoint, PixelRect, Pixels, RawOffset, RawRange};

/// The layout of a page. Immutable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    parts: LayoutParts,
}

impl Layout {
    /// A layout of these parts, put in order. Of words (or glyphs) that overlap the first stays; a region that names itself or a later
    /// one as the one it lies in lies in none.
    pub fn new(mut parts: LayoutParts) -> Layout {
        parts.lines.sort_by_key(|line| line.number);
        parts.lines.dedup_by_key(|line| line.number);
        for readings in [&mut parts.words, &mut parts.glyphs] {
            readings.sort_by_key(|reading| reading.range.start);
            let mut reached = RawOffset(0);
            readings.retain(|reading| {
                let apart = reading.range.start >= reached && !reading.range.is_empty();
                reached = if apart { reading.range.end } else { reached };
                apart
            });
        }
        parts.hyphens.sort();
        let count = parts.regions.len();
        for (index, region) in parts.regions.iter_mut().enumerate() {
            region.parent = region.parent.filter(|parent| parent.position() < index);
        }
        for line in &mut parts.lines {
            line.region = line.region.filter(|region| region.position() < count);
        }
        Layout { parts }
    }

    /// The parts it was made of, in order.
    pub fn parts(&self) -> &LayoutParts {
        &self.parts
    }

    /// The image's file as the source refers to it: a name, a path relative to the source, or an address.
    pub fn image(&self) -> Option<&str> {
        self.parts.image.as_deref()
    }

    /// How wide and how high the page is, in pixels; 0 where the source does not say. Sources that measure in tenths of a millimetre or
    /// 1200ths of an inch are converted to pixels at 300 to the inch; an image is fitted by its width over this one's.
    pub fn size(&self) -> (Pixels, Pixels) {
        self.parts.size
    }

    /// The regions in reading order.
    pub fn regions(&self) -> &[Region] {
        &self.parts.regions
    }

    /// The region of this index.
    pub fn region(&self, index: RegionIndex) -> Option<&Region> {
        self.parts.regions.get(index.position())
    }

    /// The lines that the source tells of, by number.
    pub fn lines(&self) -> &[LineBox] {
        &self.parts.lines
    }

    /// The words, in order of their characters.
    pub fn words(&self) -> &[Reading] {
        &self.parts.words
    }

    /// The glyphs of words whose source tells them one by one, in order.
    pub fn glyphs(&self) -> &[Reading] {
        &self.parts.glyphs
    }

    /// Hyphens that stand only because a word was divided at the end of its line, in order.
    pub fn hyphens(&self) -> &[RawOffset] {
        &self.parts.hyphens
    }

    /// Where the raw line of this number (from 1) stands.
    pub fn line(&self, number: usize) -> Option<&LineBox> {
        let at = self.parts.lines.binary_search_by_key(&number, |line| line.number).ok()?;
        self.parts.lines.get(at)
    }

    /// The line that holds this raw character.
    pub fn line_of(&self, at: RawOffset) -> Option<&LineBox> {
        let after = self.parts.lines.partition_point(|line| line.range.start <= at);
        self.parts.lines.get(after.checked_sub(1)?).filter(|line| at <= line.range.end)
    }

    /// The line at a point: of those whose rectangles hold it the lowest, as inclined lines reach into the one below; nothing between
    /// lines.
    pub fn line_at(&self, point: PixelPoint) -> Option<&LineBox> {
        let holding = self.parts.lines.iter().filter(|line| line.outline.rect.contains(point));
        let middle = |line: &LineBox| {
            let rect = line.outline.rect;
            (rect.top + Pixels(rect.height().0 / 2)).0.abs_diff(point.y.0)
        };
        holding.min_by_key(|line| middle(line))
    }

    /// The line nearest to a point, within a distance.
    pub fn line_near(&self, point: PixelPoint, within: Pixels) -> Option<&LineBox> {
        let near =
            self.parts.lines.iter().filter(|line| !line.outline.rect.is_empty()).map(|line| (line.outline.rect.distance(point), line));
        self.line_at(point).or_else(|| near.filter(|(far, _)| *far <= within).min_by_key(|(far, _)| *far).map(|(_, line)| line))
    }

    /// The lines that hold a character of these ranges, by number, each once. Empty ranges hold none.
    pub fn lines_of(&self, ranges: impl IntoIterator<Item = RawRange>) -> Vec<&LineBox> {
        let mut found: Vec<&LineBox> = Vec::new();
        for range in ranges.into_iter().filter(|range| !range.is_empty()) {
            let from = self.parts.lines.partition_point(|line| line.range.end <= range.start);
            found.extend(self.parts.lines.iter().skip(from).take_while(|line| line.range.start < range.end));
        }
        found.sort_by_key(|line| line.number);
        found.dedup_by_key(|line| line.number);
        found
    }

    /// The word that holds this raw character.
    pub fn word_at(&self, at: RawOffset) -> Option<&Reading> {
        reading_at(&self.parts.words, at)
    }

    /// The glyph that holds this raw character.
    pub fn glyph_at(&self, at: RawOffset) -> Option<&Reading> {
        reading_at(&self.parts.glyphs, at)
    }

    /// The word at a point.
    pub fn word_at_point(&self, point: PixelPoint) -> Option<&Reading> {
        let line = self.line_at(point)?;
        self.words_in(line.range).iter().find(|word| word.rect.contains(point))
    }

    /// The words that hold a character of a range.
    pub fn words_in(&self, range: RawRange) -> &[Reading] {
        readings_in(&self.parts.words, range)
    }

    /// The glyphs that hold a character of a range.
    pub fn glyphs_in(&self, range: RawRange) -> &[Reading] {
        readings_in(&self.parts.glyphs, range)
    }

    /// How sure the OCR was of a raw character: of its glyph, or else of its word.
    pub fn certainty_at(&self, at: RawOffset) -> Option<Certainty> {
        self.glyph_at(at).and_then(|glyph| glyph.certainty).or_else(|| self.word_at(at)?.certainty)
    }

    /// Whether the OCR tells of any character how sure it was.
    pub fn tells_certainty(&self) -> bool {
        self.parts.glyphs.iter().chain(&self.parts.words).any(|one| one.certainty.is_some())
    }

    /// Where raw characters stand: the rectangle round their glyphs, or round their share of their words' widths where glyphs are not
    /// told, or round the lines where words are not. Nothing where none of them has a place.
    pub fn rect_of(&self, range: RawRange) -> Option<PixelRect> {
        let glyphs = self.glyphs_in(range).iter().filter(|glyph| !glyph.rect.is_empty()).map(|glyph| glyph.rect);
        let told = |word: &&Reading| self.glyphs_in(word.range).is_empty() && !word.rect.is_empty();
        let words = self.words_in(range).iter().filter(told).map(|word| part_of(word.range, word.rect, range));
        let fine = glyphs.chain(words).reduce(PixelRect::union);
        fine.or_else(|| {
            let lines = self.lines_of([range]).into_iter().filter(|line| !line.outline.rect.is_empty());
            lines.map(|line| part_of(line.range, line.outline.rect, range)).reduce(PixelRect::union)
        })
    }

    /// The source's name of the article a line belongs to: its own, or that of the innermost region round it that has one.
    pub fn article_of<'a>(&'a self, line: &'a LineBox) -> Option<&'a str> {
        line.article.as_deref().or_else(|| self.regions_round(line).find_map(|region| region.article.as_deref()))
    }

    /// What kind of region a line stands in: that of the innermost region round it of which the source says more than that it is text.
    pub fn kind_of(&self, line: &LineBox) -> RegionKind {
        let mut kinds = self.regions_round(line).map(|region| region.kind);
        kinds.find(|kind| *kind != RegionKind::Text).unwrap_or_default()
    }

    /// The regions a line stands in, from the innermost out.
    pub fn regions_round<'a>(&'a self, line: &LineBox) -> impl Iterator<Item = &'a Region> {
        let first = line.region.and_then(|index| self.region(index));
        std::iter::successors(first, |region| region.parent.and_then(|parent| self.region(parent)))
    }
}

/// The part of a rectangle that some of its characters take up, each as wide as the others.
fn part_of(whole: RawRange, rect: PixelRect, part: RawRange) -> PixelRect {
    let share = |at: RawOffset| f64::from(at.0.saturating_sub(whole.start.0)) / whole.len().max(1) as f64;
    rect.slice(share(part.start), share(part.end))
}

fn readings_in(readings: &[Reading], range: RawRange) -> &[Reading] {
    let from = readings.partition_point(|reading| reading.range.end <= range.start);
    let to = readings.partition_point(|reading| reading.range.start < range.end);
    readings.get(from..to).unwrap_or_default()
}

fn reading_at(readings: &[Reading], at: RawOffset) -> Option<&Reading> {
    let after = readings.partition_point(|reading| reading.range.start <= at);
    readings.get(after.checked_sub(1)?).filter(|reading| reading.range.contains(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(start: u32, end: u32) -> RawRange {
        RawRange::new(RawOffset(start), RawOffset(end))
    }

    fn line(number: usize, start: u32, end: u32, rect: PixelRect, region: u32) -> LineBox {
        let region = Some(RegionIndex(region));
        LineBox { number, range: range(start, end), region, outline: rect.into(), ..LineBox::default() }
    }

    fn reading(start: u32, end: u32, rect: PixelRect, percent: u8) -> Reading {
        Reading { range: range(start, end), rect, certainty: Some(Certainty::percent(percent)), ..Reading::default() }
    }

    /// Two lines of two words in a paragraph of a column: `甲乙丙丁\n戊己`; the last two characters are glyphs.
    fn layout() -> Layout {
        let column = Region { article: Some("a1".into()), kind: RegionKind::Caption, ..Region::default() };
        let paragraph = Region { parent: Some(RegionIndex(0)), ..Region::default() };
        Layout::new(LayoutParts {
            regions: vec![column, paragraph],
            lines: vec![line(2, 5, 7, PixelRect::new(0, 18, 40, 40), 1), line(1, 0, 4, PixelRect::new(0, 0, 80, 20), 1)],
            words: vec![
                reading(5, 7, PixelRect::new(0, 20, 40, 40), 40),
                reading(0, 2, PixelRect::new(0, 0, 40, 20), 90),
                reading(2, 4, PixelRect::new(40, 0, 80, 20), 80),
                reading(1, 3, PixelRect::new(0, 0, 9, 9), 1),
            ],
            glyphs: vec![reading(5, 6, PixelRect::new(0, 20, 15, 40), 10), reading(6, 7, PixelRect::new(15, 20, 40, 40), 60)],
            ..LayoutParts::default()
        })
    }

    #[test]
    fn lines_are_found_by_number_by_character_and_by_point() {
        let layout = layout();
        let number = |line: Option<&LineBox>| line.map(|line| line.number);
        assert_eq!(number(layout.line(2)), Some(2));
        assert_eq!(number(layout.line(3)), None);
        // A line end belongs to the line it ends.
        assert_eq!([0, 4, 5, 7, 8].map(|at| number(layout.line_of(RawOffset(at)))), [Some(1), Some(1), Some(2), Some(2), None]);
        assert_eq!(number(layout.line_at(PixelPoint::new(5, 5))), Some(1));
        assert_eq!(number(layout.line_at(PixelPoint::new(5, 19))), Some(1), "rectangles of two lines");
        assert_eq!(number(layout.line_at(PixelPoint::new(60, 30))), None);
        assert_eq!(number(layout.line_near(PixelPoint::new(45, 30), Pixels(6))), Some(2));
        assert_eq!(number(layout.line_near(PixelPoint::new(60, 30), Pixels(6))), None);
        let numbers = |ranges: &[RawRange]| layout.lines_of(ranges.iter().copied()).iter().map(|line| line.number).collect::<Vec<_>>();
        assert_eq!(numbers(&[range(5, 6), range(3, 4), range(0, 1)]), [1, 2]);
        assert_eq!(numbers(&[range(4, 5), range(2, 2)]), [] as [usize; 0], "a line end alone, and nothing at all");
    }

    #[test]
    fn words_and_glyphs_are_found_and_never_overlap() {
        let layout = layout();
        assert_eq!(layout.words().len(), 3);
        assert_eq!(layout.word_at(RawOffset(2)).map(|word| word.range), Some(range(2, 4)));
        assert_eq!(layout.word_at(RawOffset(4)), None);
        assert_eq!(layout.word_at_point(PixelPoint::new(41, 3)).map(|word| word.range), Some(range(2, 4)));
        assert_eq!([0, 5, 6].map(|at| layout.certainty_at(RawOffset(at)).map(Certainty::as_percent)), [Some(90), Some(10), Some(60)]);
    }

    #[test]
    fn characters_have_a_place() {
        let layout = layout();
        assert_eq!(layout.rect_of(range(1, 2)), Some(PixelRect::new(20, 0, 40, 20)), "half a word");
        assert_eq!(layout.rect_of(range(1, 3)), Some(PixelRect::new(20, 0, 60, 20)), "parts of two words");
        assert_eq!(layout.rect_of(range(6, 7)), Some(PixelRect::new(15, 20, 40, 40)), "a glyph");
        assert_eq!(layout.rect_of(range(9, 12)), None);
    }

    #[test]
    fn what_is_told_of_a_region_holds_for_its_lines() {
        let layout = layout();
        let line = layout.line(1).expect("a line");
        assert_eq!(layout.article_of(line), Some("a1"));
        assert_eq!(layout.kind_of(line), RegionKind::Caption);
    }

    #[test]
    fn regions_that_lie_in_themselves_lie_in_none() {
        let looped = Region { parent: Some(RegionIndex(0)), ..Region::default() };
        let ahead = Region { parent: Some(RegionIndex(7)), ..Region::default() };
        let layout = Layout::new(LayoutParts { regions: vec![looped, ahead], ..LayoutParts::default() });
        assert!(layout.regions().iter().all(|region| region.parent.is_none()));
    }

    #[test]
    fn kinds_are_known_by_name() {
        assert!(RegionKind::ALL.into_iter().all(|kind| RegionKind::from_name(kind.name()) == Some(kind)));
        assert_eq!(RegionKind::from_name("poem"), None);
    }
}
