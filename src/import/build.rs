//! Lines and words of a source put together as raw text, with the layout that names them by their characters.

use super::xml::XmlNode;
use crate::page::{
    Alternative, Certainty, Layout, LayoutParts, LineBox, Outline, PixelPoint, PixelRect, Pixels, RawOffset, RawRange, Reading, Region,
    RegionIndex, TypeSize,
};

/// What the source has between a word and the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gap {
    /// A blank.
    Blank,
    /// Nothing.
    Nothing,
    /// It does not say: the boxes tell.
    #[default]
    Untold,
}

/// A word or a glyph of a source.
#[derive(Clone, Debug, Default)]
pub struct SourceWord {
    pub text: String,
    pub rect: Option<PixelRect>,
    pub certainty: Option<Certainty>,
    pub type_size: Option<TypeSize>,
    pub alternatives: Vec<Alternative>,
    pub gap: Gap,
    /// How sure the OCR was of each character, where the source lists only that.
    pub certainties: Vec<Certainty>,
    pub glyphs: Vec<SourceWord>,
    /// The element it was read from.
    pub node: Option<XmlNode>,
    /// A hyphen that only divides a word.
    pub is_hyphen: bool,
}

/// A line of a source.
#[derive(Clone, Debug, Default)]
pub struct SourceLine {
    pub region: Option<RegionIndex>,
    pub outline: Option<Outline>,
    pub baseline: Vec<PixelPoint>,
    pub type_size: Option<TypeSize>,
    pub article: Option<String>,
    /// Its place in the reading order, where the source gives one; lines without come last.
    pub rank: Option<usize>,
    /// The text, where the source gives it of the whole line.
    pub text: Option<String>,
    pub words: Vec<SourceWord>,
    pub node: Option<XmlNode>,
}

/// The elements that a raw line and its words were read from.
#[derive(Clone, Debug, Default)]
pub struct LineAnchor {
    /// The element of the line; of the region where only that has text.
    pub node: Option<XmlNode>,
    /// The words' elements with their raw characters, in order.
    pub words: Vec<(RawRange, XmlNode)>,
}

/// A page as a source has it.
#[derive(Clone, Debug)]
pub struct SourcePage {
    pub text: String,
    pub layout: Layout,
    /// For each raw line where it was read from.
    pub anchors: Vec<LineAnchor>,
    /// The element of the page.
    pub node: Option<XmlNode>,
}

/// A page that is being read.
#[derive(Default)]
pub struct PageBuilder {
    pub parts: LayoutParts,
    pub node: Option<XmlNode>,
    lines: Vec<SourceLine>,
}

/// A gap between characters as wide as this share of the line's height is a blank that was set: between Chinese characters, where it is
/// also so much wider than most gaps of its line, and between others. Boxes hug what is printed, and thin characters leave much room.
const BLANK_HAN: f64 = 0.75;
const BLANK_HAN_MORE: f64 = 0.35;
const BLANK_LATIN: f64 = 0.12;
/// The same between Latin letters in a line of Chinese, which OCR programs part as if they were Chinese; a single one most of all.
const BLANK_AMONG_CHINESE: f64 = 0.2;
const BLANK_AT_SINGLE: f64 = 0.4;

impl PageBuilder {
    /// Adds a region.
    pub fn region(&mut self, region: Region) -> RegionIndex {
        let index = RegionIndex(self.parts.regions.len() as u32);
        self.parts.regions.push(region);
        index
    }

    /// Adds a line. A line without text is none.
    pub fn line(&mut self, line: SourceLine) {
        self.lines.push(line);
    }

    pub fn lines_mut(&mut self) -> &mut Vec<SourceLine> {
        &mut self.lines
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.parts.regions.is_empty()
    }

    /// Puts the lines in the source's reading order, and the regions in that of their lines. Regions without lines come last.
    fn put_in_order(&mut self) {
        if self.lines.iter().all(|line| line.rank.is_none()) {
            return;
        }
        self.lines.sort_by_key(|line| line.rank.unwrap_or(usize::MAX));
        let mut order: Vec<usize> = Vec::with_capacity(self.parts.regions.len());
        let mut places: Vec<Option<u32>> = vec![None; self.parts.regions.len()];
        let rest = (0..self.parts.regions.len()).map(|index| Some(RegionIndex(index as u32)));
        for region in self.lines.iter().map(|line| line.region).chain(rest) {
            let mut chain: Vec<usize> = Vec::new();
            let mut at = region.map(RegionIndex::position);
            while let Some(index) = at.filter(|index| places.get(*index) == Some(&None) && !chain.contains(index)) {
                chain.push(index);
                at = self.parts.regions.get(index).and_then(|region| region.parent).map(RegionIndex::position);
            }
            for index in chain.into_iter().rev() {
                if let Some(place) = places.get_mut(index) {
                    *place = Some(order.len() as u32);
                }
                order.push(index);
            }
        }
        let new = |old: Option<RegionIndex>| places.get(old?.position()).copied().flatten().map(RegionIndex);
        let take = |index: &usize| {
            let region = self.parts.regions.get(*index)?.clone();
            Some(Region { parent: new(region.parent), ..region })
        };
        let regions = order.iter().filter_map(take).collect();
        self.parts.regions = regions;
        self.lines.iter_mut().for_each(|line| line.region = new(line.region));
    }

    /// The page.
    pub fn finish(mut self) -> SourcePage {
        self.put_in_order();
        let PageBuilder { mut parts, node, lines } = self;
        let mut page = TextBuilder { text: String::new(), chars: 0, anchors: Vec::new(), parts: &mut parts };
        for line in lines {
            page.line(line);
        }
        let (text, anchors) = (page.text, page.anchors);
        let bounds = parts.lines.iter().map(|line| line.outline.rect).chain(parts.regions.iter().map(|region| region.outline.rect));
        if parts.size == (Pixels(0), Pixels(0))
            && let Some(all) = bounds.reduce(PixelRect::union)
        {
            parts.size = (all.right, all.bottom);
        }
        SourcePage { text, layout: Layout::new(parts), anchors, node }
    }
}

struct TextBuilder<'a> {
    text: String,
    chars: u32,
    anchors: Vec<LineAnchor>,
    parts: &'a mut LayoutParts,
}

impl TextBuilder<'_> {
    fn push(&mut self, text: &str) -> RawRange {
        let start = RawOffset(self.chars);
        for c in text.chars() {
            self.text.push(if matches!(c, '\n' | '\r') { ' ' } else { c });
            self.chars += 1;
        }
        RawRange::new(start, RawOffset(self.chars))
    }

    fn line(&mut self, mut line: SourceLine) {
        line.words.retain(|word| !word.text.trim().is_empty());
        let given = line.text.take().filter(|text| !text.trim().is_empty());
        if line.words.is_empty() && given.is_none() {
            return;
        }
        if !self.anchors.is_empty() {
            self.text.push('\n');
            self.chars += 1;
        }
        let start = RawOffset(self.chars);
        let rect = line.outline.as_ref().map(|outline| outline.rect);
        let rect = rect.or_else(|| line.words.iter().filter_map(|word| word.rect).reduce(PixelRect::union));
        let words = match given {
            Some(text) => self.given(&text, &line.words),
            None => self.joined(&line.words, rect),
        };
        let range = RawRange::new(start, RawOffset(self.chars));
        let mut anchor = LineAnchor { node: line.node, words: Vec::new() };
        for (word, place) in line.words.iter().zip(words) {
            let Some(place) = place else { continue };
            anchor.words.extend(word.node.map(|node| (place, node)));
            self.readings(word, place, range, rect);
        }
        self.anchors.push(anchor);
        let number = self.anchors.len();
        // A line without a place still stands in a region.
        let outline = line.outline.or(rect.map(Outline::from)).unwrap_or_default();
        let (region, baseline, type_size, article) = (line.region, line.baseline, line.type_size, line.article);
        self.parts.lines.push(LineBox { number, range, region, outline, baseline, type_size, article });
    }

    /// Puts words together, with blanks between them where the source or the boxes have any.
    fn joined(&mut self, words: &[SourceWord], line: Option<PixelRect>) -> Vec<Option<RawRange>> {
        let mut before: Option<&SourceWord> = None;
        let chinese = words.iter().any(|word| word.text.chars().any(is_ideograph));
        let usual = usual_gap(words, line);
        let mut places = Vec::with_capacity(words.len());
        for word in words {
            if before.is_some_and(|before| blank_between(before, word, line, chinese.then_some(usual))) {
                self.push(" ");
            }
            let place = self.push(word.text.trim());
            if word.is_hyphen {
                self.parts.hyphens.push(place.start);
            }
            places.push(Some(place));
            before = Some(word);
        }
        places
    }

    /// Takes the line's own text, and finds the words in it, each after the one before.
    fn given(&mut self, text: &str, words: &[SourceWord]) -> Vec<Option<RawRange>> {
        let whole = self.push(text);
        let mut from = 0;
        let find = |word: &SourceWord| {
            let wanted = word.text.trim();
            let at = from + text.get(from..)?.find(wanted)?;
            from = at + wanted.len();
            let start = RawOffset(whole.start.0 + text.get(..at)?.chars().count() as u32);
            Some(RawRange::new(start, RawOffset(start.0 + wanted.chars().count() as u32)))
        };
        words.iter().map(find).collect()
    }

    /// The readings of a word and its glyphs.
    fn readings(&mut self, word: &SourceWord, place: RawRange, line: RawRange, line_rect: Option<PixelRect>) {
        let share = |at: RawOffset| f64::from(at.0 - line.start.0) / line.len().max(1) as f64;
        let untold = || line_rect.map(|rect| rect.slice(share(place.start), share(place.end))).unwrap_or_default();
        let rect = word.rect.unwrap_or_else(untold);
        let mut at = place.start;
        let whole: usize = word.glyphs.iter().map(|glyph| glyph.text.chars().count()).sum();
        if whole == place.len() {
            for glyph in &word.glyphs {
                let end = RawOffset(at.0 + glyph.text.chars().count() as u32);
                self.parts.glyphs.push(reading(glyph, RawRange::new(at, end), glyph.rect.unwrap_or_default()));
                at = end;
            }
        } else if word.certainties.len() == place.len() {
            for certainty in &word.certainties {
                let range = RawRange::new(at, RawOffset(at.0 + 1));
                let from = f64::from(at.0 - place.start.0) / place.len() as f64;
                let rect = rect.slice(from, from + 1.0 / place.len() as f64);
                self.parts.glyphs.push(Reading { range, rect, certainty: Some(*certainty), ..Reading::default() });
                at = range.end;
            }
        }
        self.parts.words.push(reading(word, place, rect));
    }
}

fn reading(piece: &SourceWord, range: RawRange, rect: PixelRect) -> Reading {
    Reading { range, rect, certainty: piece.certainty, type_size: piece.type_size, alternatives: piece.alternatives.clone() }
}

/// The gap between two words, as a share of the line's height.
fn gap(before: &SourceWord, word: &SourceWord, line: Option<PixelRect>) -> Option<f64> {
    let height = line.map(|line| f64::from(line.height().0)).filter(|height| *height > 0.0)?;
    let (before, word) = (before.rect?, word.rect?);
    Some(f64::from((word.left - before.right).0) / height)
}

/// The middle one of a line's gaps; 0 where there is none.
fn usual_gap(words: &[SourceWord], line: Option<PixelRect>) -> f64 {
    let mut gaps: Vec<f64> = words.iter().zip(words.iter().skip(1)).filter_map(|(before, word)| gap(before, word, line)).collect();
    gaps.sort_by(f64::total_cmp);
    // Of two gaps the wider may be a blank.
    gaps.get(gaps.len().saturating_sub(1) / 2).copied().unwrap_or(0.0)
}

/// Whether a blank stands between two words. `usual` is the middle gap of a line that has Chinese characters.
///
/// OCR programs put one between any two words, Chinese ones too, where the printer set none. Beside a Chinese character a blank is one
/// only where the boxes lie far apart.
fn blank_between(before: &SourceWord, word: &SourceWord, line: Option<PixelRect>, usual: Option<f64>) -> bool {
    let (Some(left), Some(right)) = (before.text.trim().chars().next_back(), word.text.trim().chars().next()) else { return false };
    let share = gap(before, word, line);
    let chinese = usual.is_some();
    if is_chinese(left) || is_chinese(right) {
        let wide = share.is_some_and(|share| share >= BLANK_HAN && share >= usual.unwrap_or(0.0) + BLANK_HAN_MORE);
        return word.gap != Gap::Nothing && wide && is_ideograph(left) && is_ideograph(right);
    }
    let letters = |run: &mut dyn Iterator<Item = char>| run.take_while(|c| !is_chinese(*c)).take(2).count();
    let single = letters(&mut before.text.trim().chars().rev()) == 1 || letters(&mut word.text.trim().chars()) == 1;
    let least = match (chinese, word.gap) {
        (true, _) if single => BLANK_AT_SINGLE,
        (true, _) => BLANK_AMONG_CHINESE,
        (false, Gap::Blank) => 0.0,
        (false, _) => BLANK_LATIN,
    };
    word.gap != Gap::Nothing && share.is_none_or(|share| share >= least)
}

/// A character of scripts that are written without blanks, their punctuation included.
fn is_chinese(c: char) -> bool {
    is_ideograph(c) || matches!(c, '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{30ff}' | '\u{fe10}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, left: u32, right: u32, gap: Gap) -> SourceWord {
        SourceWord { text: text.into(), rect: Some(PixelRect::new(left, 0, right, 20)), gap, ..SourceWord::default() }
    }

    fn line(words: Vec<SourceWord>) -> SourceLine {
        SourceLine { outline: Some(PixelRect::new(0, 0, 400, 20).into()), words, ..SourceLine::default() }
    }

    fn page(lines: Vec<SourceLine>) -> SourcePage {
        let mut builder = PageBuilder::default();
        lines.into_iter().for_each(|line| builder.line(line));
        builder.finish()
    }

    #[test]
    fn blanks_stand_where_they_were_set() {
        let chinese = line(vec![word("孙大军", 0, 60, Gap::Blank), word("讲话", 70, 110, Gap::Blank), word("主持", 135, 170, Gap::Blank)]);
        let latin = line(vec![word("New", 0, 30, Gap::Untold), word("York", 36, 70, Gap::Untold), word(".", 70, 73, Gap::Untold)]);
        let told = line(vec![word("4.", 0, 30, Gap::Blank), word("85", 30, 50, Gap::Nothing), word("亿", 52, 70, Gap::Blank)]);
        let among = line(vec![word("新i", 0, 30, Gap::Blank), word("Phone", 35, 80, Gap::Blank), word("11", 90, 110, Gap::Blank)]);
        assert_eq!(page(vec![chinese, latin, told, among]).text, "孙大军讲话 主持\nNew York.\n4.85亿\n新iPhone 11");
    }

    #[test]
    fn words_lines_and_glyphs_are_named_by_their_characters() {
        let glyphs = vec![word("丙", 40, 50, Gap::Nothing), word("丁", 50, 60, Gap::Nothing)];
        let second = SourceWord { glyphs, ..word("丙丁", 40, 60, Gap::Nothing) };
        let page = page(vec![line(vec![word("甲乙", 0, 40, Gap::Nothing)]), line(Vec::new()), line(vec![second])]);
        assert_eq!(page.text, "甲乙\n丙丁");
        let range = |start, end| RawRange::new(RawOffset(start), RawOffset(end));
        assert_eq!(
            page.layout.lines().iter().map(|line| (line.number, line.range)).collect::<Vec<_>>(),
            [(1, range(0, 2)), (2, range(3, 5))]
        );
        assert_eq!(page.layout.rect_of(range(4, 5)), Some(PixelRect::new(50, 0, 60, 20)));
        assert_eq!(page.anchors.len(), 2);
    }

    #[test]
    fn words_are_found_in_the_text_of_their_line() {
        let mut whole = line(vec![word("甲", 0, 20, Gap::Untold), word("乙", 30, 50, Gap::Untold), word("丙", 60, 70, Gap::Untold)]);
        whole.text = Some("甲、甲乙".into());
        let page = page(vec![whole]);
        assert_eq!(page.text, "甲、甲乙");
        assert_eq!(page.layout.words().iter().map(|word| word.range.start.0).collect::<Vec<_>>(), [0, 3]);
    }
}
