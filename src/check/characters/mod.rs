//! Characters that OCR misread: what stands there is unlikely between its neighbours, and another character, of a similar shape or one
//! that makes a word, is likelier.
//!
//! The likelihood that a character is wrong is a logistic regression over what the language says of it and of its best rival. Its
//! weights were fitted to 17 three-column pages that Tesseract had read, and tried on others. A page is read as a whole: what it says
//! twice is seldom wrong.

mod page;
mod reading;
mod rivals;

pub(super) use page::{Dense, Habits};

use super::wording::Wording;
use super::{Query, QueryKind};
use crate::language::{Pairs, class, pairs, shapes};
use reading::Reading;
use rivals::{Place, Rival, Word, flag, rivals, usage, word_at};

/// Less likely errors are none, on any page.
const NEGLIGIBLE: f32 = 0.01;
/// The share of characters that was wrong on the pages the weights were fitted to.
const USUAL: f32 = 0.0145;
/// So many characters of usual quality are added to each page when its own quality is worked out, and in how many rounds.
const FEW: f32 = 200.0;
const ROUNDS: usize = 12;
/// Where a character's own evidence comes to less, as a logit, no rival makes it likely that it is wrong.
const HOPELESS: f32 = -8.4;
/// How many replacements are offered.
const OFFERED: usize = 9;
/// What is likelier than this between its neighbours is right, alone or in a word of two characters (logarithms).
const LIKELY: f32 = -9.0;
const LIKELY_WORD: f32 = -12.0;
/// What a page says so often is right.
const OFTEN: f32 = 4.0;

/// A character that may be wrong.
pub(super) struct Suspect {
    /// Its place in the block.
    place: usize,
    likelihood: f32,
    /// What may stand there instead, a character each. A long page has very many suspects.
    rivals: Box<str>,
    /// Whether nothing may.
    lost: bool,
}

/// The characters of a block that may be wrong, as far as pages of usual quality go.
pub(super) fn suspects(dense: &Dense, habits: &Habits) -> Vec<Suspect> {
    let pairs = pairs();
    let suspect = |index: usize| {
        let (likelihood, rivals, lost) = doubt(dense, habits, pairs, index).filter(|(likelihood, ..)| *likelihood >= NEGLIGIBLE)?;
        let rivals: String = rivals.iter().map(|rival| rival.character).take(OFFERED).collect();
        Some(Suspect { place: dense.places.get(index).copied()?, likelihood, rivals: rivals.into_boxed_str(), lost })
    };
    (0..dense.chars.len()).filter_map(suspect).collect()
}

/// How many times likelier an error is on this page than on those the weights were fitted to, as odds. It is worked out from the
/// suspects themselves, by expectation and maximisation (after Saerens, Latinne and Decaestecker 2002, Neural Computation 14).
pub(super) fn odds<'a>(suspects: impl Iterator<Item = &'a Suspect> + Clone, characters: usize) -> f32 {
    let prior = |share: f32| share / (1.0 - share);
    let mut share = USUAL;
    for _ in 0..ROUNDS {
        let odds = prior(share) / prior(USUAL);
        let wrong: f32 = suspects.clone().map(|suspect| suspect.adjusted(odds)).sum();
        // A short page tells little of itself.
        share = (wrong + USUAL * FEW) / (characters as f32 + FEW);
    }
    prior(share) / prior(USUAL)
}

impl Suspect {
    fn adjusted(&self, odds: f32) -> f32 {
        let weighed = self.likelihood / (1.0 - self.likelihood).max(1e-6) * odds;
        weighed / (1.0 + weighed)
    }
}

/// Asks about the suspects of a block that are likely enough: at least `limit` per cent.
pub(super) fn check(wording: &Wording<'_>, suspects: &[Suspect], (odds, limit): (f32, u8), queries: &mut Vec<Query>) {
    for suspect in suspects {
        let confidence = (suspect.adjusted(odds) * 100.0).round().clamp(1.0, 99.0) as u8;
        if confidence >= limit {
            let range = (suspect.place, suspect.place + 1);
            let nothing = suspect.lost.then(String::new).into_iter();
            let replacements: Vec<String> = nothing.chain(suspect.rivals.chars().map(String::from)).take(OFFERED).collect();
            queries.push(wording.query(QueryKind::Character, range, confidence, "query-character", &replacements));
        }
    }
}

/// How likely a character is wrong, what may have stood there, and whether rather nothing did. Each value stands with its weight, as
/// they were fitted.
fn doubt(dense: &Dense, habits: &Habits, pairs: &Pairs, index: usize) -> Option<(f32, Vec<Rival>, bool)> {
    let place = Place { dense, habits, pairs, index };
    let (own, word, lost) = own_evidence(&place)?;
    if own < HOPELESS {
        return None;
    }
    let rivals = rivals(&place);
    let none = Rival::none(dense.at(index));
    let best = rivals.first().cloned().unwrap_or_else(|| none.clone());
    let second = rivals.get(1).map_or(none.score, |rival| rival.score);
    // The same rivals, those first that read best.
    let reading = Reading::of(dense, index);
    let rivals = reading.order(rivals);
    let likeliest = rivals.first().unwrap_or(&none);
    let next = rivals.get(1).map_or(none.total, |rival| rival.total);
    let reads = rivals.iter().take(OFFERED).map(|rival| rival.reads).fold(0.0, f32::max);
    let theirs = weigh(&[
        (best.gain / 10.0, -0.019),
        ((best.likeness - shapes::UNLIKE) * 5.0, 0.692),
        (best.seen, -0.243),
        (best.word.len.saturating_sub(word.len) as f32, 0.040),
        (best.word.usage / 10.0, 0.343),
        (best.score / 10.0, 0.672),
        (best.score.max(0.0) / 10.0, 0.672),
        ((best.score - second) / 5.0, 0.532),
        (likeliest.reads.max(-20.0) / 10.0, 0.600),
        (likeliest.reads.max(0.0) / 10.0, -0.344),
        (reads / 10.0, 0.567),
        (reading.each / 3.0, 0.343),
        (likeliest.total.max(-10.0) / 10.0, 1.349),
        (likeliest.total.max(0.0) / 10.0, 1.349),
        ((likeliest.total - next) / 5.0, -0.668),
    ]);
    Some((1.0 / (1.0 + (-(own + theirs)).exp()), rivals, lost))
}

fn weigh(evidence: &[(f32, f32)]) -> f32 {
    evidence.iter().map(|(value, weight)| value * weight).sum()
}

/// What a character itself and its neighbours say, weighed; the word it stands in; and whether rather nothing stood there. Nothing where
/// the character is right beyond doubt.
fn own_evidence(place: &Place<'_>) -> Option<(f32, Word, bool)> {
    let Place { dense, habits, pairs, index } = *place;
    let (before, c, after) = (dense.before(index), dense.at(index), dense.at(index + 1));
    if !class::is_han(c) {
        return None;
    }
    let (from, to) = place.now();
    let now = from + to;
    if now > LIKELY {
        return None;
    }
    let word = word_at(dense, index, c);
    // What stands in a word of three characters, or in a likely one of two, is right.
    if word.len >= 3 || (word.len == 2 && now > LIKELY_WORD) {
        return None;
    }
    let again = habits.count(before, c, before).max(habits.count(c, after, after));
    if again >= OFTEN {
        return None;
    }
    // Where no word stands around either, it may be a name.
    let alone = |at: &usize| class::is_han(dense.at(*at)) && word_at(dense, *at, dense.at(*at)).len == 1;
    let beside = [index.wrapping_sub(2), index.wrapping_sub(1), index + 1, index + 2].iter().filter(|at| alone(at)).count();
    let without = if class::is_han(before) || class::is_han(after) { pairs.follows(before, after) - now } else { -9.0 };
    let inserted = matches!(c, '人' | '和') && without > 0.0;
    let evidence = weigh(&[
        (1.0, -3.189),
        (now / 10.0, -0.055),
        (from.min(to) / 10.0, -0.312),
        (flag(word.len == 1), -0.328),
        (flag(word.len == 2), -2.861),
        (word.usage / 10.0, -1.798),
        (pairs.alone(c) / 10.0, 3.369),
        ((again - 1.0).min(3.0), -0.992),
        (flag(again == 1.0), 0.019),
        (without / 10.0, -1.696),
        (without.max(0.0) / 5.0, 1.761),
        (flag(inserted), 2.605),
        (if word.len == 1 { usage(&c.to_string()) / 10.0 } else { 0.0 }, -2.567),
        (beside as f32 / 4.0, 0.579),
    ]);
    Some((evidence, word, inserted))
}

#[cfg(test)]
mod tests {
    use crate::check::QueryKind::Character;
    use crate::check::tests::asked;

    fn remedies(text: &str, wrong: &str) -> Vec<String> {
        let found = asked(Character, text);
        found.into_iter().find(|(asked, _)| asked == wrong).map(|(_, remedies)| remedies).unwrap_or_default()
    }

    #[test]
    fn a_misread_character_is_asked_about_and_the_right_one_offered() {
        let text = "市领导出席会仪并讲话。夫妻俩回老家北京举办答谢宣。";
        assert!(remedies(text, "仪").contains(&"议".to_owned()));
        assert!(!remedies(text, "宣").is_empty());
    }

    #[test]
    fn plain_text_is_not_asked_about() {
        let text = "市政府新闻办公室昨天召开专场新闻发布会，介绍全市公交车免费乘坐的有关情况，并回答了记者的提问。";
        assert_eq!(asked(Character, text), []);
        assert_eq!(asked(Character, "国家统计局公布的数据显示，全国居民消费价格同比上涨百分之二。"), []);
    }
}
