//! What was corrected in an edition: for the lists of its collection, which learn from it.

use std::sync::Arc;

use super::corrections::{CorrectedRange, corrected_ranges};
use super::view::{Memo, Seat, seats};
use super::wording::Wording;
use crate::common_ends::between_common_ends;
use crate::edition::Edition;
use crate::edition::followed::Followed;
use crate::page::{Page, PageIndex};

/// The longest text that one is confused with another, in characters: `rn` and `m`.
const LONGEST: usize = 3;

/// What was corrected in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeCorrection {
    /// The page it comes from.
    pub page: Option<PageIndex>,
    /// The wrong word and the right one; two where the character is the end of one word and the beginning of another.
    pub words: Vec<(String, String)>,
    /// What was read for what, as short as can be said.
    pub confusions: Vec<(String, String)>,
}

/// What was corrected in the articles of an edition: letters, ideographs and digits that now read otherwise.
pub fn corrections_made(edition: &Edition) -> Vec<MadeCorrection> {
    let mut memos: Followed<Memo> = Followed::default();
    memos.update(edition, |_, _| Memo::default());
    let seats: Vec<Seat<'_>> = seats(&memos);
    seats.iter().filter(|seat| seat.is_told()).flat_map(|seat| made(&seat.wording(), edition)).collect()
}

fn made(wording: &Wording<'_>, edition: &Edition) -> Vec<MadeCorrection> {
    let pages: &[Arc<Page>] = edition.pages();
    let misread = |range: &CorrectedRange| range.is_misreading(wording, char::is_alphanumeric);
    let one = |range: CorrectedRange| {
        let words = range.corrections(wording).into_iter().map(|one| (one.wrong.iter().collect(), one.right.iter().collect()));
        MadeCorrection { page: range.page, words: words.collect(), confusions: confusions(&range.raw, range.now(wording)) }
    };
    corrected_ranges(wording, pages).into_iter().filter(misread).map(one).collect()
}

/// What was read for what: of texts of one length each character that is another; of others what is between their common ends.
fn confusions(raw: &[char], now: &[char]) -> Vec<(String, String)> {
    if raw.len() == now.len() {
        let others = raw.iter().zip(now).filter(|(from, to)| from != to);
        return others.map(|(from, to)| (from.to_string(), to.to_string())).collect();
    }
    let (_, from, to) = between_common_ends(raw, now, |a, b| a == b);
    let is_short = |text: &[char]| (1..=LONGEST).contains(&text.len());
    if is_short(from) && is_short(to) { vec![(from.iter().collect(), to.iter().collect())] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::clean::clean;
    use crate::edit::{Edit, apply};
    use crate::edition::{Place, TextOffset};
    use crate::import::import_bytes;
    use crate::style::HouseStyle;

    #[test]
    fn what_was_typed_over_is_told_by_word_and_by_character() {
        let text = "　　市领导出席会仪并讲话。\n　　The rnayor of Wexsord came in 1O89.\n";
        let page = import_bytes(Path::new("p.txt"), text.as_bytes(), None).expect("a page");
        let mut edition = clean(&[Arc::new(page)], HouseStyle::standard());
        assert_eq!(corrections_made(&edition), [], "a first draft corrects nothing");
        for (wrong, right) in [("仪", "议"), ("rnayor", "mayor"), ("s", "f"), ("O", "0")] {
            let found =
                edition.blocks().find_map(|(_, block)| block.text().find(wrong).map(|at| (block.id(), block.text()[..at].chars().count())));
            let (block, at) = found.expect("it stands there");
            let place = |at: usize| Place { block, at: TextOffset::new(at) };
            apply(&mut edition, &Edit::splice(place(at), place(at + wrong.chars().count()), right)).expect("it is typed");
        }
        let made = corrections_made(&edition);
        let words: Vec<(&str, &str)> =
            made.iter().flat_map(|one| &one.words).map(|(wrong, right)| (wrong.as_str(), right.as_str())).collect();
        assert!(
            words.contains(&("会仪", "会议")) && words.contains(&("rnayor", "mayor")) && words.contains(&("Wexsord", "Wexford")),
            "{words:?}"
        );
        let confused: Vec<(&str, &str)> =
            made.iter().flat_map(|one| &one.confusions).map(|(from, to)| (from.as_str(), to.as_str())).collect();
        assert_eq!(confused, [("仪", "议"), ("rn", "m"), ("s", "f"), ("O", "0")]);
        assert!(made.iter().all(|one| one.page == Some(PageIndex(0))));
    }
}
