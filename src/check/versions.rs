//! Where another's version of the edition reads otherwise: a comment that a merge left says how.

use super::question::Question;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::EditionView;
use super::wording::Wording;
use super::{Message, Query, QueryKind};
use crate::edit::{Edit, EditName};
use crate::edition::Comment;
use crate::style::CheckName;

const OTHER_VERSION: Question = Question::new(QueryKind::Witness, "query-other-version");

/// Asks which of two versions is right.
pub(super) const CHECK: Check = Check {
    name: CheckName::Versions,
    kinds: &[QueryKind::Witness],
    scope: CheckScope::Edition,
    sureness: Sureness::Set(&[OTHER_VERSION]),
    gives_way: GivesWay::NEVER,
    look: check,
};

fn check(view: &EditionView<'_>, queries: &mut Vec<Query>) {
    for comment in view.edition.iter().flat_map(|edition| edition.comments()) {
        let Some(reading) = comment.reading() else { continue };
        if let Some(seat) = view.seats.iter().find(|seat| seat.block.id() == comment.block()) {
            queries.extend(query(&seat.wording(), comment, reading));
        }
    }
}

/// The query at a comment; nothing where the text reads by now as the other version does.
fn query(wording: &Wording<'_>, comment: &Comment, reading: &str) -> Option<Query> {
    let range = (comment.range().0.chars(), comment.range().1.chars());
    let now: String = wording.text.get(range.0..range.1)?.iter().collect();
    if now == reading {
        return None;
    }
    let mut query = wording.query(OTHER_VERSION, range, &[reading.to_owned()]);
    let hand = comment.remarks().first().map(|remark| remark.hand.as_str()).unwrap_or_default();
    query.message = Message { key: OTHER_VERSION.key, args: vec![("text", now.into()), ("theirs", reading.into()), ("hand", hand.into())] };
    // Who takes the other reading has answered the comment.
    for remedy in &mut query.remedies {
        let edits = vec![remedy.edit.clone(), Edit::DeleteComment { comment: comment.id() }];
        remedy.edit = Edit::Batch { name: EditName::MergeVersion, edits };
    }
    Some(query)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;
    use crate::check::tests::edition;
    use crate::edit::{NewComment, apply};
    use crate::edition::{Hand, Remark, Role, TextOffset};
    use crate::style::HouseStyle;

    #[test]
    fn another_version_is_asked_about_until_one_is_taken() {
        let mut edition = edition(&[&[(Role::Headline, "新桥通车"), (Role::Paragraph, "昨日新桥通军，群众高兴。")]]);
        let block = edition.articles()[0].blocks()[1].id();
        let hand = Hand::new("LM").expect("initials");
        let remark = Remark { hand, date: "2026-11-27".to_owned(), text: "车".to_owned() };
        let new = NewComment { block, from: TextOffset(5), to: TextOffset(6), remark, reading: Some("车".to_owned()) };
        apply(&mut edition, &Edit::AddComment(Box::new(new))).expect("a comment");
        let asked = |edition: &crate::edition::Edition| -> Vec<Query> {
            let queries = check(edition, HouseStyle::standard());
            queries.into_iter().filter(|query| query.message.key == OTHER_VERSION.key).collect()
        };
        let queries = asked(&edition);
        assert_eq!(queries.len(), 1);
        let mut stood = edition.clone();
        apply(&mut stood, &queries[0].dismissal()).expect("it stands");
        assert!(asked(&stood).is_empty() && stood.comments().len() == 1);
        apply(&mut edition, &queries[0].remedies[0].edit).expect("the remedy applies");
        assert_eq!(edition.articles()[0].blocks()[1].text(), "昨日新桥通车，群众高兴。");
        assert!(asked(&edition).is_empty() && edition.comments().is_empty());
    }
}
