//! Words that the editor put right in one place and that stand as wrong elsewhere in the edition.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::question::Question;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::{EditionView, Seat};
use super::wording::{Wording, is_known_word};
use super::{Message, Query, QueryKind, most_of_noise};
use crate::edition::Piece;
use crate::language::{class, width};
use crate::page::{Page, PageIndex};
use crate::style::CheckName;

const CORRECTED: Question = Question::new(QueryKind::Character, "query-corrected");

/// Asks where a word stands that was put right elsewhere. What was let stand once is not asked about again, as with all queries.
pub(super) const CHECK: Check = Check {
    name: CheckName::Corrections,
    kinds: &[QueryKind::Character],
    scope: CheckScope::Edition,
    sureness: Sureness::Set(&[CORRECTED]),
    // Whoever goes through a list of misreadings goes on doing so once the first is put right.
    gives_way: GivesWay { starts: &[], overlaps: &[CheckName::Substitutions], touches: &[] },
    look: check,
};

/// Longer corrections are another wording.
const LONGEST: usize = 8;

fn check(view: &EditionView<'_>, queries: &mut Vec<Query>) {
    let told: Vec<&Seat<'_>> = view.seats.iter().filter(|seat| seat.is_told()).collect();
    let corrections = Corrections::of(&told, view.pages);
    if corrections.by_first.is_empty() {
        return;
    }
    for seat in told {
        let wording = seat.wording();
        queries.extend(corrections.found_in(&wording).take(most_of_noise(wording.text.len())));
    }
}

/// What was put right.
#[derive(Default)]
struct Corrections {
    /// The wrong words with the right ones, by the first character of the wrong one.
    by_first: FxHashMap<char, Vec<(Vec<char>, String)>>,
}

impl Corrections {
    fn of(told: &[&Seat<'_>], pages: &[Arc<Page>]) -> Corrections {
        let mut known: BTreeMap<Vec<char>, BTreeSet<String>> = BTreeMap::new();
        for seat in told {
            for correction in corrections(&seat.wording(), pages) {
                known.entry(correction.wrong).or_default().insert(correction.right.iter().collect());
            }
        }
        let mut corrections = Corrections::default();
        // What was put right in two ways tells nothing.
        for (wrong, mut right) in known.into_iter().filter(|(_, right)| right.len() == 1) {
            let (Some(first), Some(right)) = (wrong.first().copied(), right.pop_first()) else { continue };
            corrections.by_first.entry(first).or_default().push((wrong, right));
        }
        corrections
    }

    /// The queries about a block that has such words.
    fn found_in<'a>(&'a self, wording: &'a Wording<'_>) -> impl Iterator<Item = Query> + 'a {
        let found =
            wording.text.iter().enumerate().flat_map(|(at, c)| self.by_first.get(c).into_iter().flatten().map(move |known| (at, known)));
        found.filter_map(|(at, (wrong, right))| {
            let range = (at, at + wrong.len());
            let stands = wording.text.get(range.0..range.1) == Some(wrong.as_slice()) && class::stands_alone(wording.text, range);
            stands.then(|| {
                let mut query = wording.query(CORRECTED, range, std::slice::from_ref(right));
                query.message = Message {
                    key: CORRECTED.key,
                    args: vec![("text", wrong.iter().collect::<String>().into()), ("right", right.as_str().into())],
                };
                query
            })
        })
    }
}

/// A wrong word and the right one that was put in its place.
pub(super) struct Correction {
    pub(super) wrong: Vec<char>,
    pub(super) right: Vec<char>,
}

/// What was put right in a block, each with so much of what stands beside it that it is a word.
fn corrections(wording: &Wording<'_>, pages: &[Arc<Page>]) -> Vec<Correction> {
    corrected_ranges(wording, pages).iter().flat_map(|range| range.corrections(wording)).collect()
}

/// The stretches of a block that read otherwise than their raw characters.
pub(super) fn corrected_ranges(wording: &Wording<'_>, pages: &[Arc<Page>]) -> Vec<CorrectedRange> {
    let mut found: Vec<CorrectedRange> = Vec::new();
    let (mut at, mut goes_on) = (0, false);
    for piece in wording.block.pieces() {
        let to = at + piece.text_len();
        if let Piece::Changed { source, .. } = piece {
            let raw = source.and_then(|span| pages.get(span.page.position()).map(|page| page.slice(span.range)));
            if !goes_on {
                found.push(CorrectedRange { from: at, to: at, raw: Vec::new(), page: source.map(|span| span.page) });
            }
            if let Some(range) = found.last_mut() {
                range.to = to;
                range.page = range.page.or(source.map(|span| span.page));
                range.raw.extend(raw.into_iter().flat_map(str::chars).take(LONGEST + 1).filter(|c| !c.is_whitespace()));
            }
        }
        goes_on = matches!(piece, Piece::Changed { .. });
        at = to;
    }
    found
}

/// Raw characters that now read otherwise, from one place of the text to another.
pub(super) struct CorrectedRange {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Without blanks; of a long stretch its beginning.
    pub(super) raw: Vec<char>,
    /// The page it comes from.
    pub(super) page: Option<PageIndex>,
}

impl CorrectedRange {
    /// How it reads now.
    pub(super) fn now<'a>(&self, wording: &Wording<'a>) -> &'a [char] {
        wording.text.get(self.from..self.to).unwrap_or_default()
    }

    /// Whether letters, or digits where they count too, were put in the place of others. What differs in width, or in large and small
    /// letters, is none.
    pub(super) fn is_misreading(&self, wording: &Wording<'_>, counts: fn(char) -> bool) -> bool {
        let now = self.now(wording);
        let is_short = |text: &[char]| !text.is_empty() && text.len() <= LONGEST && text.iter().all(|c| counts(*c));
        is_short(&self.raw) && is_short(now) && !is_alike(&self.raw, now)
    }

    /// The words that were put right by it.
    pub(super) fn corrections(&self, wording: &Wording<'_>) -> Vec<Correction> {
        let now = self.now(wording);
        if !self.is_misreading(wording, char::is_alphabetic) {
            return Vec::new();
        }
        let with = |from: usize, to: usize| {
            let part = |from: usize, to: usize| wording.text.get(from..to).unwrap_or_default();
            let whole = |middle: &[char]| [part(from, self.from), middle, part(self.to, to)].concat();
            Correction { wrong: whole(&self.raw), right: whole(now) }
        };
        let beside = |c: &char| c.is_alphabetic() && class::is_han(*c) == now.iter().all(|c| class::is_han(*c));
        let before = wording.text.get(..self.from).unwrap_or_default().iter().rev().take_while(|c| beside(c)).count();
        let after = wording.text.get(self.to..).unwrap_or_default().iter().take_while(|c| beside(c)).count();
        if !now.iter().all(|c| class::is_han(*c)) {
            vec![with(self.from - before, self.to + after)]
        } else if self.raw.len() > 1 {
            vec![with(self.from, self.to)]
        } else {
            // One character is wrong only in its word, or else between its neighbours.
            let (left, right) = (self.from - before.min(1), self.to + after.min(1));
            let in_word = [(left, self.to), (self.from, right)].map(|(from, to)| with(from, to));
            let is_mended = |one: &Correction| one.wrong.len() > 1 && is_known_word(&one.right) && !is_known_word(&one.wrong);
            let mended: Vec<Correction> = in_word.into_iter().filter(is_mended).collect();
            let between = Some(with(left, right)).filter(|one| mended.is_empty() && one.wrong.len() > 2);
            mended.into_iter().chain(between).collect()
        }
    }
}

/// Whether two texts differ in large and small letters or in width alone.
fn is_alike(a: &[char], b: &[char]) -> bool {
    let fold = |text: &[char]| text.iter().map(|c| width::fold(*c)).flat_map(char::to_lowercase).collect::<Vec<char>>();
    fold(a) == fold(b)
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::CORRECTED;
    use crate::check::check;
    use crate::clean::clean;
    use crate::edit::{Edit, apply};
    use crate::edition::{Edition, Place, TextOffset};
    use crate::import::import_bytes;
    use crate::style::HouseStyle;

    fn draft(text: &str) -> Edition {
        let page = import_bytes(Path::new("p.txt"), text.as_bytes(), None).expect("a page");
        clean(&[Arc::new(page)], HouseStyle::standard())
    }

    /// Replaces the first of these texts by typing over it.
    fn correct(edition: &mut Edition, wrong: &str, right: &str) {
        let found = edition.blocks().find_map(|(_, block)| {
            let at = block.text().find(wrong).map(|at| block.text()[..at].chars().count())?;
            Some((block.id(), at))
        });
        let (block, at) = found.expect("the text stands there");
        let place = |at: usize| Place { block, at: TextOffset::new(at) };
        apply(edition, &Edit::splice(place(at), place(at + wrong.chars().count()), right)).expect("it is typed");
    }

    fn asked(edition: &Edition) -> Vec<(String, String)> {
        let queries = check(edition, HouseStyle::standard()).into_iter().filter(|query| query.message.key == CORRECTED.key);
        queries.map(|query| (query.text.clone(), query.remedies[0].replacement.clone().unwrap_or_default())).collect()
    }

    #[test]
    fn a_correction_is_offered_where_the_same_word_stands_until_it_is_let_stand() {
        let mut edition = draft("　　市领导昨天出席会仪并讲话。\n　　会仪还研究了礼仪教育，仪器已经到位。\n");
        assert_eq!(asked(&edition), []);
        correct(&mut edition, "仪", "议");
        let queries: Vec<_> =
            check(&edition, HouseStyle::standard()).into_iter().filter(|query| query.message.key == CORRECTED.key).collect();
        assert_eq!(queries.len(), 1, "{queries:?}");
        assert_eq!(queries[0].remedies[0].replacement.as_deref(), Some("会议"));
        let mut mended = edition.clone();
        apply(&mut mended, &queries[0].remedies[0].edit).expect("the remedy applies");
        assert_eq!(asked(&mended), []);
        apply(&mut edition, &queries[0].dismissal()).expect("it is let stand");
        assert_eq!(asked(&edition), []);
    }

    #[test]
    fn latin_words_are_put_right_as_a_whole() {
        let mut edition =
            draft("The council of Wexford met at noon today.\n\nThe mayor of Wexsord and all Wexsordians in the town of Wexsord came.\n");
        correct(&mut edition, "Wexsord", "Wexford");
        let found = asked(&edition);
        assert!(found.len() == 1 && found[0].1 == "Wexford", "{found:?}");
    }

    #[test]
    fn widths_blanks_and_marks_are_no_corrections() {
        let mut edition = draft("　　全市共有ABC公司,分三处。\n　　全市共有ABC公司。\n");
        correct(&mut edition, "，", "、");
        correct(&mut edition, "ABC", "abc");
        assert_eq!(asked(&edition), []);
    }
}
