//! What the OCR itself was unsure of: how much that adds to what the language says of a character, and what it would have read instead.
//!
//! The two are weighed by a logistic regression, whose weights stand in `assets/checks/certainty.txt`.

use std::sync::{Arc, OnceLock};

use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::table::values;
use super::view::EditionView;
use super::wording::Wording;
use super::{Query, QueryKind};
use crate::edition::{Block, Confidence, Piece};
use crate::page::{Certainty, Layout, Page, RawOffset, Reading};
use crate::style::CheckName;

/// Asks about what the OCR was unsure of and the language cannot judge: readings with rivals, and letters and digits.
pub(super) const CHECK: Check = Check {
    name: CheckName::Certainty,
    kinds: &[QueryKind::Character],
    scope: CheckScope::Block,
    sureness: Sureness::Fitted,
    gives_way: GivesWay {
        starts: &[],
        overlaps: &[
            CheckName::Corrections,
            CheckName::Substitutions,
            CheckName::LearntCorrections,
            CheckName::NameVariants,
            CheckName::Numbers,
            CheckName::MissingNumbers,
            CheckName::Punctuation,
            CheckName::Characters,
            CheckName::Marks,
            CheckName::Witness,
        ],
        touches: &[CheckName::Letters, CheckName::Signs],
    },
    // Words in Latin letters are known or not, and have a check of their own.
    look: |view, queries| view.told().filter(|wording| !wording.is_latin()).for_each(|wording| readings(view, &wording, queries)),
};

const TABLE: &str = include_str!("../../assets/checks/certainty.txt");

/// The pieces of the certainty.
const PIECES: [&str; 4] = ["below 93", "below 90", "below 70", "below 50"];
const WEIGHTS_OF_ALL: [&str; 2] = ["one", "language"];
const LIMITS: [&str; 4] = ["sure", "rival", "unsure letter", "unsure letter wrong"];

/// What the table says.
struct CertaintyWeights {
    one: f32,
    language: f32,
    /// Of each piece its edge and its span, in per cent, and how much it counts.
    pieces: [(f32, f32, f32); PIECES.len()],
    limits: CertaintyLimits,
}

/// From when on a reading is asked about, in per cent.
struct CertaintyLimits {
    /// A reading that is surer than this is not, whatever else was thought of.
    sure: u8,
    /// One whose alternatives are at least as sure as its own certainty but for so much is.
    rival: u8,
    /// Letters and digits that were read with less certainty than this.
    unsure_letter: u8,
    /// How many of those are wrong.
    unsure_letter_wrong: u8,
}

/// The weights. They are read once.
fn weights() -> &'static CertaintyWeights {
    static WEIGHTS: OnceLock<CertaintyWeights> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        let [one, language] = values(TABLE, "weight", &WEIGHTS_OF_ALL);
        let [edges, spans, weights] = ["edge", "span", "weight"].map(|part| values(TABLE, part, &PIECES));
        let of = |of: &[f32; PIECES.len()], piece: usize| of.get(piece).copied().unwrap_or(1.0);
        let pieces = std::array::from_fn(|piece| (of(&edges, piece), of(&spans, piece), of(&weights, piece)));
        let [sure, rival, unsure_letter, unsure_letter_wrong] = values(TABLE, "limit", &LIMITS).map(|percent| percent as u8);
        CertaintyWeights { one, language, pieces, limits: CertaintyLimits { sure, rival, unsure_letter, unsure_letter_wrong } }
    })
}

/// Where the characters of a block were read, as far as they still read so.
pub(super) struct Readings<'a> {
    /// For each character of the text its layout and its raw place; empty where no page of the block has a layout.
    places: Vec<Option<(&'a Layout, RawOffset)>>,
}

impl<'a> Readings<'a> {
    pub(super) fn of(block: &Block, pages: &'a [Arc<Page>]) -> Readings<'a> {
        let mut places = Vec::new();
        let layouts = block.pieces().iter().filter_map(|piece| piece.source()).filter_map(|span| pages.get(span.page.position()));
        if !layouts.into_iter().any(|page| page.layout().is_some()) {
            return Readings { places };
        }
        for piece in block.pieces() {
            let kept = if let Piece::Kept(span) = piece { Some(*span) } else { None };
            let layout = kept.and_then(|span| pages.get(span.page.position())?.layout());
            let place = |at: usize| Some((layout?.as_ref(), RawOffset(kept?.range.start.0 + at as u32)));
            places.extend((0..piece.text_len()).map(place));
        }
        Readings { places }
    }

    fn place(&self, at: usize) -> Option<(&'a Layout, RawOffset)> {
        self.places.get(at).copied().flatten()
    }

    fn certainty(&self, at: usize) -> Option<Certainty> {
        let (layout, raw) = self.place(at)?;
        layout.certainty_at(raw)
    }

    /// How sure the OCR was of the character of a range that it was least sure of; nothing where that is not told of each, or where they
    /// were not read together.
    pub(super) fn least_certainty(&self, range: std::ops::Range<usize>) -> Option<Certainty> {
        let (first, last) = (self.place(range.start)?.1, self.place(range.end.checked_sub(1)?)?.1);
        if last.0.checked_sub(first.0)? as usize != range.len() - 1 {
            return None;
        }
        let all: Option<Vec<Certainty>> = range.map(|at| self.certainty(at)).collect();
        all?.into_iter().min_by_key(|certainty| certainty.as_percent())
    }

    /// The likelihood that a character is wrong, from what the language says of it and from how sure the OCR was; the first alone where
    /// that is not known.
    pub(super) fn weigh(&self, at: usize, by_language: f32) -> f32 {
        let Some(certainty) = self.certainty(at) else { return by_language };
        let certainty = f32::from(certainty.as_percent());
        let by_language = by_language.clamp(0.001, 0.99);
        let CertaintyWeights { one, language, pieces, .. } = weights();
        let alone = one + language * (by_language / (1.0 - by_language)).ln();
        let below = |(edge, span, weight): &(f32, f32, f32)| weight * ((edge - certainty) / span).clamp(0.0, 1.0);
        let logit = pieces.iter().map(below).fold(alone, |sum, piece| sum + piece);
        1.0 / (1.0 + (-logit).exp())
    }

    /// From how likely an error on a character is asked about, in per cent: where the OCR says how sure it was, half as likely a one, which
    /// still gives fewer queries in vain than the language alone does from `limit` on.
    pub(super) fn limit(&self, at: usize, limit: u8) -> u8 {
        if self.certainty(at).is_some() { limit.div_ceil(2) } else { limit }
    }

    /// Replacements for a character, those first that the OCR thought of too, then what it alone thought of, then the others.
    pub(super) fn replacements(&self, at: usize, by_language: &[String]) -> Vec<String> {
        let others = self.others(at);
        let both = by_language.iter().filter(|one| others.contains(one));
        let mut all: Vec<String> = Vec::with_capacity(by_language.len());
        for one in both.chain(&others).chain(by_language) {
            if !all.contains(one) {
                all.push(one.clone());
            }
        }
        all.truncate(by_language.len().max(others.len()));
        all
    }

    /// What the OCR would have read in place of one character.
    fn others(&self, at: usize) -> Vec<String> {
        let Some((layout, raw)) = self.place(at) else { return Vec::new() };
        let alone = |reading: &&Reading| reading.range.len() == 1;
        let found = layout.glyph_at(raw).filter(|glyph| !glyph.alternatives.is_empty()).or_else(|| layout.word_at(raw).filter(alone));
        found.map(|reading| reading.alternatives.iter().map(|other| other.text.clone()).collect()).unwrap_or_default()
    }

    /// How many characters the reading at a place has from there, and what is asked about it.
    fn doubtful(&self, wording: &Wording<'_>, at: usize) -> (usize, Option<(u8, Vec<String>)>) {
        let Some((layout, raw)) = self.place(at) else { return (1, None) };
        let reading = layout.glyph_at(raw).filter(|glyph| !glyph.alternatives.is_empty()).or_else(|| layout.word_at(raw));
        let Some(reading) = reading.filter(|reading| reading.range.start == raw) else { return (1, None) };
        let limits = &weights().limits;
        let own = reading.certainty.map_or(0, Certainty::as_percent);
        let len = reading.range.len();
        let whole = (0..len).all(|step| self.place(at + step).is_some_and(|(_, place)| place.0 == raw.0 + step as u32));
        let rival = reading.alternatives.first().filter(|_| whole && reading.certainty.is_some() && own < limits.sure);
        if let Some(rival) = rival
            && rival.certainty.map_or(own, Certainty::as_percent) + limits.rival >= own
        {
            let replacements = reading.alternatives.iter().map(|other| other.text.clone()).collect();
            return (len.max(1), Some(((100 - own) / 2 + 10, replacements)));
        }
        let letter = wording.at(at).is_ascii_alphanumeric()
            && self.certainty(at).is_some_and(|certainty| certainty.as_percent() < limits.unsure_letter);
        let alone = whole && len <= 4;
        match letter && alone {
            true => (len, Some((limits.unsure_letter_wrong, Vec::new()))),
            false => (1, None),
        }
    }
}

fn readings(view: &EditionView<'_>, wording: &Wording<'_>, queries: &mut Vec<Query>) {
    let readings = Readings::of(wording.block, view.pages);
    let mut at = 0;
    while at < readings.places.len() {
        let (len, asked) = readings.doubtful(wording, at);
        if let Some((percent, replacements)) = asked
            && percent >= view.style.thresholds.character
        {
            let confidence = Confidence::percent(percent);
            queries.push(wording.query_with(QueryKind::Character, (at, at + len), confidence, "query-unsure", &replacements));
        }
        at += len;
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::check::check;
    use crate::check::table::has_each;
    use crate::edition::{Article, ArticleId, BlockId, Edition, Masthead, Role, Span};
    use crate::import::pages_of;
    use crate::page::{PageIndex, RawRange};
    use crate::style::HouseStyle;

    /// The characters asked about in a page of words, each with its certainty, and what is offered.
    fn asked(words: &[(&str, u8, &str)]) -> Vec<(String, Vec<String>)> {
        let mut left = 0;
        let mut line = String::new();
        for (text, percent, other) in words {
            let right = left + 20 * text.chars().count();
            let choice = if other.is_empty() { String::new() } else { format!("<ALTERNATIVE>{other}</ALTERNATIVE>") };
            let share = f64::from(*percent) / 100.0;
            line.push_str(&format!(
                "<String CONTENT=\"{text}\" WC=\"{share}\" HPOS=\"{left}\" VPOS=\"0\" WIDTH=\"{}\" HEIGHT=\"20\">{choice}</String>",
                right - left
            ));
            left = right;
        }
        let alto = format!(
            "<alto><Layout><Page WIDTH=\"9999\" HEIGHT=\"99\"><PrintSpace><TextBlock><TextLine>{line}</TextLine></TextBlock></PrintSpace></Page></Layout></alto>"
        );
        let pages: Vec<Arc<Page>> =
            pages_of(Path::new("a.xml"), alto.as_bytes(), None).expect("pages").pages.into_iter().map(Arc::new).collect();
        let all = Span::new(PageIndex(0), RawRange::new(RawOffset(0), pages[0].len()));
        let block = Block::new(BlockId(2), Role::Paragraph, pages[0].text(), [Piece::Kept(all)]);
        let article = Article::new(ArticleId(1), vec![Arc::new(block)]);
        let edition = Edition::new(Masthead::default(), pages, vec![article], Vec::new(), Vec::new());
        let queries = check(&edition, HouseStyle::standard());
        let characters = queries.iter().filter(|query| query.kind == QueryKind::Character);
        let text = |query: &Query| {
            let text = edition.block(query.block).map(|(_, block)| block.text()).unwrap_or_default();
            text.chars().skip(query.range.0.chars()).take(query.range.1.chars() - query.range.0.chars()).collect()
        };
        characters.map(|query| (text(query), query.remedies.iter().filter_map(|remedy| remedy.replacement.clone()).collect())).collect()
    }

    #[test]
    fn each_name_has_its_number() {
        assert!(["edge", "span", "weight"].iter().all(|part| has_each(TABLE, part, &PIECES)));
        assert!(has_each(TABLE, "weight", &WEIGHTS_OF_ALL) && has_each(TABLE, "limit", &LIMITS));
        assert!(weights().pieces.iter().all(|(_, span, _)| *span > 0.0));
    }

    #[test]
    fn certainty_settles_what_the_language_suspects() {
        let readings = Readings { places: Vec::new() };
        assert_eq!(readings.weigh(0, 0.3), 0.3, "where it is not known");
        let sentence = |percent: u8| {
            let words = [("市领导", 96, ""), ("出席", 96, ""), ("会", 96, ""), ("仪", percent, ""), ("并讲话。", 96, "")];
            asked(&words).into_iter().any(|(text, _)| text == "仪")
        };
        assert!(sentence(35));
        assert!(!sentence(96), "the OCR was as sure as it is of right characters");
    }

    #[test]
    fn rivals_of_the_ocr_are_offered() {
        let found = asked(&[("市领导出席会议并", 96, ""), ("讲", 40, "請"), ("话。", 96, "")]);
        assert_eq!(found, [("讲".to_owned(), vec!["請".to_owned()])]);
        assert_eq!(asked(&[("市领导出席会议并", 96, ""), ("讲", 90, "請"), ("话。", 96, "")]), []);
    }

    #[test]
    fn unsure_letters_and_digits_are_asked_about() {
        assert_eq!(asked(&[("今天到了", 96, ""), ("AP", 20, ""), ("人。", 96, "")]), [("AP".to_owned(), Vec::new())]);
        assert_eq!(asked(&[("今天到了", 96, ""), ("AP", 80, ""), ("人。", 96, "")]), []);
    }
}
