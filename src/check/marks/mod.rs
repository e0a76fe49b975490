//! Marks, letters and digits that OCR misread, and specks that it took for some: what no language knows words for.
//!
//! The likelihood that one is wrong is a logistic regression over what pairs of characters say of it and of what may have stood there, its
//! place in its line, and its class ([`weights`]), fitted to pages that Tesseract has read. Neighbours are one query, whose first remedy
//! puts right all of them.

mod evidence;
mod page;
mod weights;

use std::sync::Arc;

use super::certainty::Readings;
use super::characters::{Forms, forms_of};
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::EditionView;
use super::wording::Wording;
use super::{Query, QueryKind, most_of_noise};
use crate::edition::{Block, Confidence, TextOffset};
use crate::page::Page;
use crate::style::CheckName;
use evidence::Evidence;
use page::BlockText;
pub(super) use page::Shares;
use weights::weights;

/// Asks about the marks, letters and digits of a page.
pub(super) const CHECK: Check = Check {
    name: CheckName::Marks,
    kinds: &[QueryKind::Character],
    scope: CheckScope::Page,
    sureness: Sureness::Fitted,
    gives_way: GivesWay {
        starts: &[],
        overlaps: &[CheckName::Characters, CheckName::Witness],
        touches: &[CheckName::Numbers, CheckName::MissingNumbers, CheckName::Punctuation, CheckName::Letters, CheckName::Signs],
    },
    look: check,
};

/// How many answers are offered.
const OFFERED: usize = 5;

/// A mark that may be wrong.
struct SuspectMark {
    at: usize,
    likelihood: f32,
    rivals: Vec<&'static str>,
}

fn check(view: &EditionView<'_>, queries: &mut Vec<Query>) {
    let Some(quality) = view.quality else { return };
    let texts: Vec<Wording<'_>> = view.told().collect();
    // Where characters are right, marks are too.
    let odds = quality.odds.min(1.0);
    let limit = weights().asked.max(f32::from(view.style.thresholds.character) / 100.0);
    // Pairs of characters know how simplified text is punctuated.
    let is_known = |wording: &&Wording<'_>| forms_of(wording.text, quality.forms) == Some(Forms::Simplified);
    for wording in texts.iter().filter(is_known) {
        let readings = Readings::of(wording.block, view.pages);
        let likely = |suspect: SuspectMark| {
            let likelihood = readings.weigh(suspect.at, suspect.adjusted(odds));
            (likelihood >= limit).then_some(SuspectMark { likelihood, ..suspect })
        };
        let suspects = suspects(wording, &quality.shares, view.pages);
        let asked: Vec<SuspectMark> = suspects.into_iter().filter_map(likely).take(most_of_noise(wording.text.len())).collect();
        let beside =
            |a: &SuspectMark, b: &SuspectMark| wording.text.get(a.at + 1..b.at).unwrap_or_default().iter().all(|c| c.is_whitespace());
        queries.extend(asked.chunk_by(beside).map(|together| query(wording, together)));
    }
}

/// All marks of a block, with how likely each is wrong on a page of usual quality.
fn suspects(wording: &Wording<'_>, shares: &Shares, pages: &[Arc<Page>]) -> Vec<SuspectMark> {
    let text = BlockText::of(wording.block, pages, shares);
    let suspect = |place: &page::MarkPlace| {
        let evidence = Evidence::of(&text, *place);
        SuspectMark { at: place.at, likelihood: evidence.likelihood(), rivals: evidence.rivals }
    };
    text.places.iter().map(suspect).collect()
}

impl SuspectMark {
    fn adjusted(&self, odds: f32) -> f32 {
        let weighed = self.likelihood / (1.0 - self.likelihood).max(1e-6) * odds;
        weighed / (1.0 + weighed)
    }
}

/// The query about suspects that stand side by side.
fn query(wording: &Wording<'_>, together: &[SuspectMark]) -> Query {
    let likelihood = together.iter().map(|suspect| suspect.likelihood).fold(0.0, f32::max);
    let percent = (likelihood * 100.0).round().clamp(1.0, 99.0) as u8;
    let (from, to) = (together.first().map_or(0, |first| first.at), together.last().map_or(0, |last| last.at + 1));
    let mut offered: Vec<String> = Vec::new();
    if let [alone] = together {
        offered.extend(alone.rivals.iter().map(|right| (*right).to_owned()));
    } else {
        // The likeliest of each, and then what takes all of them away.
        offered.push(together.iter().filter_map(|suspect| suspect.rivals.first().copied()).collect());
        offered.extend(together.iter().flat_map(|suspect| suspect.rivals.iter().take(2)).map(|right| (*right).to_owned()));
        offered.push(String::new());
    }
    let now: String = wording.text.get(from..to).unwrap_or_default().iter().collect();
    let mut seen = vec![now];
    offered.retain(|right| {
        !seen.contains(right) && {
            seen.push(right.clone());
            true
        }
    });
    offered.truncate(OFFERED);
    wording.query_with(QueryKind::Character, (from, to), Confidence::percent(percent), "query-character", &offered)
}

/// What the check of marks weighs at one place, for fitting its weights: the place, and what speaks for its being wrong, in order of
/// [`names_of_marks`].
pub fn weighed_marks(blocks: &[&Block], pages: &[Arc<Page>]) -> Vec<Vec<(TextOffset, Vec<f32>)>> {
    let mut shares = Shares::default();
    blocks.iter().for_each(|block| shares.add(block.text().chars()));
    let all = |block: &&Block| {
        let text = BlockText::of(block, pages, &shares);
        let weighed = |place: &page::MarkPlace| (TextOffset::new(place.at), Evidence::of(&text, *place).values);
        text.places.iter().map(weighed).collect()
    };
    blocks.iter().map(all).collect()
}

/// The names of what speaks for a mark's being wrong.
pub fn names_of_marks() -> Vec<String> {
    weights::names().collect()
}

#[cfg(test)]
mod tests {
    use crate::check::QueryKind::Character;
    use crate::check::tests::asked;

    fn marks(text: &str) -> Vec<(String, Vec<String>)> {
        let is_mark = |text: &String| !text.chars().all(crate::language::class::is_han);
        asked(Character, text).into_iter().filter(|(text, _)| is_mark(text)).collect()
    }

    #[test]
    fn specks_and_misread_marks_are_asked_about_with_what_they_were() {
        let found = marks("他读过不少书：约翰'戴维斯的小说，圣雄'甘地的传记，都很喜欢。");
        assert_eq!(found.iter().map(|(wrong, _)| wrong.as_str()).collect::<Vec<_>>(), ["'", "'"]);
        assert!(found.iter().all(|(_, offered)| offered.contains(&"·".to_owned()) && offered.len() <= super::OFFERED), "{found:?}");
        assert_eq!(marks("这是全市-经济发展的新成就。")[0].1[0], "");
    }

    #[test]
    fn neighbours_are_one_query_whose_last_answer_takes_them_away() {
        let found = marks("这是全市经济'-发展的新成就。");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].0 == "'-" && found[0].1.contains(&String::new()), "{found:?}");
    }

    #[test]
    fn marks_that_are_right_are_not_asked_about() {
        for text in [
            "会议指出：“要抓住机遇，深化改革。”全市共有2.4万人参加《劳动法》考试（含补考）。",
            "他说……是的——我来了！网址http://www.gov.cn/a_b，约翰·史密斯用iPhone 11，锁定@新华社。",
            "他問：「何時開會？」答曰：「明日。」『國聞週報』云云，一而二耶，二而一耶。",
        ] {
            assert_eq!(marks(text), []);
        }
    }
}
