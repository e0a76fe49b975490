//! What the collection's list of substitutions names as often misread (scannos).

use std::collections::BTreeMap;

use super::question::Question;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::EditionView;
use super::wording::{Wording, is_known_word};
use super::{Argument, Query, QueryKind, most_of_noise};
use crate::style::CheckName;
use crate::style::lists::{SharedLists, Substitution};

const LISTED: Question = Question::new(QueryKind::Substitution, "query-substitution");
/// A word that is right elsewhere, as most lists of scannos have them, stands mostly for itself.
const LISTED_WORD: Question = LISTED.in_case("query-substitution of a word");

/// The longest text that is asked about, in characters: more is a line, and no misreading.
const LONGEST: usize = 60;

/// Asks about what is listed.
pub(super) const CHECK: Check = Check {
    name: CheckName::Substitutions,
    kinds: &[QueryKind::Substitution],
    scope: CheckScope::Block,
    sureness: Sureness::Set(&[LISTED, LISTED_WORD]),
    gives_way: GivesWay::TO_WITNESS,
    look: check,
};

fn check(view: &EditionView<'_>, queries: &mut Vec<Query>) {
    for wording in view.told() {
        let found = found_in(&wording, &view.style.lists);
        queries.extend(found.into_iter().take(most_of_noise(wording.text.len())).map(|(range, found)| query(&wording, range, found)));
    }
}

/// What is listed of one place.
#[derive(Default)]
struct FoundPlace<'a> {
    replacements: Vec<String>,
    hint: &'a str,
}

impl<'a> FoundPlace<'a> {
    fn add(&mut self, by: &'a Substitution, replacement: String) {
        // An empty one says that no replacement is known.
        if !replacement.is_empty() && !self.replacements.contains(&replacement) {
            self.replacements.push(replacement);
        }
        if self.hint.is_empty() {
            self.hint = &by.hint;
        }
    }
}

/// What is listed, by where it stands.
fn found_in<'a>(wording: &Wording<'_>, lists: &'a SharedLists) -> BTreeMap<(usize, usize), FoundPlace<'a>> {
    let mut found: BTreeMap<(usize, usize), FoundPlace<'a>> = BTreeMap::new();
    for (place, by) in lists.substituted_words(wording.text) {
        found.entry(place.range()).or_default().add(by, by.replacement.clone());
    }
    let text = wording.block.text();
    for (regex, by) in lists.substituted_patterns() {
        // Places follow each other, and each is found from the last one.
        let (mut chars, mut bytes) = (0, 0);
        for ((from, to), new) in regex.found_in(text, &by.replacement).take(most_of_noise(wording.text.len())) {
            let slice = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
            let start = chars + slice(bytes, from).chars().count();
            let length = slice(from, to).chars().count();
            (chars, bytes) = (start, from);
            if (1..=LONGEST).contains(&length) && new != slice(from, to) {
                found.entry((start, start + length)).or_default().add(by, new);
            }
        }
    }
    found
}

fn query(wording: &Wording<'_>, range: (usize, usize), found: FoundPlace<'_>) -> Query {
    let text = wording.text.get(range.0..range.1).unwrap_or_default();
    let question = if is_known_word(text) { LISTED_WORD } else { LISTED };
    let mut query = wording.query(question, range, &found.replacements);
    let reason = if found.hint.is_empty() { Argument::Key("query-substitution-listed") } else { found.hint.into() };
    query.message.args.push(("reason", reason));
    query
}

#[cfg(test)]
mod tests {
    use crate::check::tests::edition;
    use crate::check::{Query, QueryKind, check};
    use crate::edit::apply;
    use crate::edition::{Edition, Role};
    use crate::locale::{Language, Locale};
    use crate::style::HouseStyle;
    use crate::style::lists::{List, SharedLists};

    fn style(substitutions: &str) -> HouseStyle {
        let (list, bad) = List::parse(substitutions);
        assert_eq!(bad, []);
        HouseStyle::standard().for_collection(SharedLists::new(List::default(), list, List::default(), List::default()))
    }

    fn paragraph(text: &str) -> Edition {
        edition(&[&[(Role::Headline, "The bridge"), (Role::Paragraph, text)]])
    }

    fn asked(edition: &Edition, style: &HouseStyle) -> Vec<Query> {
        check(edition, style).into_iter().filter(|query| query.kind == QueryKind::Substitution).collect()
    }

    const TEXT: &str = "The mayor had the council said tbe bridge was irnportant, 会仪上说。";

    #[test]
    fn what_is_listed_is_asked_about_with_its_hint_and_replaced_on_request() {
        let style = style("tbe,,the,b for h\nrn([bp]),regex,m$1\n会仪,word,会议\nhad,,and\nhad,,bad\nmayor,,major,,,no\n");
        let mut edition = paragraph(TEXT);
        let found = asked(&edition, &style);
        let replacements = |query: &Query| query.remedies.iter().filter_map(|remedy| remedy.replacement.clone()).collect::<Vec<_>>();
        assert_eq!(found.iter().map(replacements).collect::<Vec<_>>(), [vec!["and", "bad"], vec!["the"], vec!["mp"], vec!["会议"]]);
        let english = Locale::load(Language::English);
        assert!(found[1].message.in_words(&english).contains("b for h"), "{:?}", found[1].message);
        // A word that is right elsewhere is likelier let stand, whoever listed it.
        assert_eq!(found.iter().map(|query| query.likelier_remedy().is_some()).collect::<Vec<_>>(), [false, true, true, true]);
        apply(&mut edition, &found[2].remedies[0].edit).expect("it is replaced");
        apply(&mut edition, &found[0].dismissal()).expect("it is let stand");
        assert!(edition.blocks().any(|(_, block)| block.text().contains("important")));
        assert_eq!(asked(&edition, &style).iter().map(replacements).collect::<Vec<_>>(), [vec!["the"], vec!["会议"]]);
    }

    #[test]
    fn without_a_replacement_it_is_asked_and_nothing_is_offered() {
        let found = asked(&paragraph(TEXT), &style("\"[b-df-hj-np-tv-xz]{3,}\",regex,,consonants\n.{61},regex,\n"));
        assert_eq!(found.iter().map(|query| query.remedies.len()).collect::<Vec<_>>(), [0], "{found:?}");
    }

    #[test]
    fn no_list_asks_nothing_and_a_good_word_is_not_asked_about() {
        assert_eq!(asked(&paragraph(TEXT), HouseStyle::standard()), []);
        let style = HouseStyle { good_words: vec!["tbe".to_owned()], ..style("tbe,,the\n") };
        assert_eq!(asked(&paragraph(TEXT), &style), []);
    }

    #[test]
    fn noise_is_not_asked_about_without_end() {
        let noise = "tbe ".repeat(30_000);
        assert!(asked(&paragraph(&noise), &style("tbe,,the\nt,regex,d\n")).len() < 20_000);
    }
}
