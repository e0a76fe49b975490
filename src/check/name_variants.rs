//! Other forms of the names in the collection's list.

use super::question::Question;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::EditionView;
use super::wording::Wording;
use super::{Query, QueryKind, most_of_noise};
use crate::style::CheckName;
use crate::style::lists::{ListedName, ListedPlace, by_place};

const VARIANT: Question = Question::new(QueryKind::Name, "query-name-variant");

/// Asks about a form of a name that is not the preferred one. Where the text quotes it, it is let stand as other text is.
pub(super) const CHECK: Check = Check {
    name: CheckName::NameVariants,
    kinds: &[QueryKind::Name],
    scope: CheckScope::Block,
    sureness: Sureness::Set(&[VARIANT]),
    gives_way: GivesWay { starts: &[], overlaps: &[CheckName::Corrections, CheckName::Witness, CheckName::Substitutions], touches: &[] },
    look: check,
};

fn check(view: &EditionView<'_>, queries: &mut Vec<Query>) {
    for wording in view.told() {
        let mut found = view.style.lists.variants(wording.text);
        found.retain(|(place, name)| !is_in_preferred(&wording, *place, name));
        // A form of several names has them all offered.
        queries.extend(by_place(&found).take(most_of_noise(wording.text.len())).filter_map(|names| query(&wording, names)));
    }
}

fn query(wording: &Wording<'_>, names: &[(ListedPlace, &ListedName)]) -> Option<Query> {
    let (place, first) = names.first()?;
    let preferred: Vec<String> = names.iter().map(|(_, name)| name.name.clone()).collect();
    let mut query = wording.query(VARIANT, place.range(), &preferred);
    query.message.args.push(("right", first.name.as_str().into()));
    Some(query)
}

/// Whether a variant stands there as a part of its preferred form, as a short name does in the full one.
fn is_in_preferred(wording: &Wording<'_>, place: ListedPlace, name: &ListedName) -> bool {
    let (full, short): (Vec<char>, usize) = (name.name.chars().collect(), place.to - place.from);
    let last = full.len().saturating_sub(short);
    (0..=last)
        .filter_map(|offset| place.from.checked_sub(offset))
        .any(|from| full.len() > short && wording.text.get(from..from + full.len()) == Some(full.as_slice()))
}

#[cfg(test)]
mod tests {
    use crate::check::tests::edition;
    use crate::check::{Query, check};
    use crate::edit::apply;
    use crate::edition::{Edition, Role};
    use crate::style::HouseStyle;
    use crate::style::lists::{List, SharedLists};

    fn style(names: &str) -> HouseStyle {
        let (list, bad) = List::parse(names);
        assert_eq!(bad, []);
        HouseStyle::standard().for_collection(SharedLists::new(List::default(), List::default(), list, List::default()))
    }

    fn asked(edition: &Edition, style: &HouseStyle) -> Vec<Query> {
        check(edition, style).into_iter().filter(|query| query.message.key == super::VARIANT.key).collect()
    }

    #[test]
    fn another_form_of_a_name_offers_the_preferred_one_until_it_is_let_stand() {
        let style = style("渡口镇人民公社,渡口镇,place\n沈舟,沈州,person\n沈舟,沉舟\n沈周,沉舟\nWexford,Weixford,place\n");
        let text = "沈州在渡口镇人民公社说，“渡口镇”变了。沉舟没有来。He went to Weixford, not to Weixfordshire.";
        let mut edition = edition(&[&[(Role::Headline, "会务"), (Role::Paragraph, text)]]);
        let found = asked(&edition, &style);
        let replacements = |query: &Query| query.remedies.iter().filter_map(|remedy| remedy.replacement.clone()).collect::<Vec<_>>();
        let all: Vec<_> = found.iter().map(replacements).collect();
        assert_eq!(all, [vec!["沈舟"], vec!["渡口镇人民公社"], vec!["沈周", "沈舟"], vec!["Wexford"]]);
        apply(&mut edition, &found[1].dismissal()).expect("the text quotes it");
        apply(&mut edition, &found[0].remedies[0].edit).expect("it is replaced");
        assert_eq!(asked(&edition, &style).iter().map(replacements).collect::<Vec<_>>(), [vec!["沈周", "沈舟"], vec!["Wexford"]]);
    }
}
