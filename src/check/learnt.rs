//! Words that were put right at least twice in the collection, and stand as wrong here.

use super::question::Question;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::EditionView;
use super::wording::{Wording, is_known_word};
use super::{Query, QueryKind, most_of_noise};
use crate::style::CheckName;
use crate::style::lists::{LearntCorrection, ListedPlace, by_place};

/// What is asked where a word stands that was put right before in the collection.
pub const PUT_RIGHT_BEFORE: &str = "query-learnt";

const LEARNT: Question = Question::new(QueryKind::Character, PUT_RIGHT_BEFORE);
/// What is a word may stand for itself.
const LEARNT_WORD: Question = LEARNT.in_case("query-learnt of a word");

/// Asks where such a word stands.
pub(super) const CHECK: Check = Check {
    name: CheckName::LearntCorrections,
    kinds: &[QueryKind::Character],
    scope: CheckScope::Block,
    sureness: Sureness::Set(&[LEARNT, LEARNT_WORD]),
    gives_way: GivesWay { starts: &[], overlaps: &[CheckName::Corrections, CheckName::Witness, CheckName::Substitutions], touches: &[] },
    look: check,
};

fn check(view: &EditionView<'_>, queries: &mut Vec<Query>) {
    for wording in view.told() {
        let found = view.style.lists.corrected_words(wording.text);
        queries.extend(by_place(&found).take(most_of_noise(wording.text.len())).filter_map(|known| query(&wording, known)));
    }
}

fn query(wording: &Wording<'_>, known: &[(ListedPlace, &LearntCorrection)]) -> Option<Query> {
    let place = known.first()?.0;
    let mut corrections: Vec<&LearntCorrection> = known.iter().map(|(_, correction)| *correction).collect();
    corrections.sort_by_key(|correction| std::cmp::Reverse(correction.count));
    let first = corrections.first()?;
    let range = place.range();
    let is_word = is_known_word(wording.text.get(range.0..range.1).unwrap_or_default());
    let question = if is_word { LEARNT_WORD } else { LEARNT };
    let right: Vec<String> = corrections.iter().map(|correction| correction.right.clone()).collect();
    let mut query = wording.query(question, range, &right);
    query.message.args.extend([("right", first.right.as_str().into()), ("count", first.count.to_string().into())]);
    Some(query)
}

#[cfg(test)]
mod tests {
    use crate::check::tests::edition;
    use crate::check::{Query, check};
    use crate::edit::apply;
    use crate::edition::{Edition, Role};
    use crate::locale::{Language, Locale};
    use crate::style::HouseStyle;
    use crate::style::lists::{List, SharedLists};

    fn asked(edition: &Edition, style: &HouseStyle) -> Vec<Query> {
        check(edition, style).into_iter().filter(|query| query.message.key == super::LEARNT.key).collect()
    }

    #[test]
    fn what_was_put_right_twice_is_offered_with_the_count_until_it_is_let_stand() {
        let (list, bad) = List::parse("会仪,礼仪,2\n会仪,会议,7\n水梁,水渠,1\n农由,农田,9,no\nmayer,mayor,3\n");
        assert_eq!(bad, []);
        let style = HouseStyle::standard().for_collection(SharedLists::new(List::default(), List::default(), List::default(), list));
        let text = "市领导出席会仪并讲话，水梁和农由。The mayer came.";
        let mut edition = edition(&[&[(Role::Headline, "会务"), (Role::Paragraph, text)]]);
        let found = asked(&edition, &style);
        assert_eq!(found.len(), 2, "{found:?}");
        let offered: Vec<_> = found[0].remedies.iter().filter_map(|remedy| remedy.replacement.as_deref()).collect();
        assert_eq!(offered, ["会议", "礼仪"]);
        for language in Language::ALL {
            let words = found[0].message.in_words(&Locale::load(language));
            assert!(["会", "7"].iter().all(|part| words.contains(part)), "{words}");
        }
        apply(&mut edition, &found[0].dismissal()).expect("it is let stand");
        assert_eq!(asked(&edition, &style).len(), 1);
        apply(&mut edition, &found[1].remedies[0].edit).expect("the remedy applies");
        assert_eq!(asked(&edition, &style), []);
    }
}
