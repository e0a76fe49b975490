//! Places where the source has no character that everybody can read: bytes that were no text in its encoding, and private codes.

use super::hidden::codes;
use super::question::Question;
use super::registry::{Check, GivesWay, Scope, Sureness};
use super::view::View;
use super::wording::Wording;
use super::{Message, Query, QueryKind, most_of_noise, runs};
use crate::style::{CheckName, Marks};

/// What stands for bytes that could not be decoded.
const REPLACEMENT: char = '\u{fffd}';

const UNDECODED: Question = Question::new(QueryKind::Character, "query-undecoded");
const PRIVATE: Question = Question::new(QueryKind::Character, "query-private-use");

/// Asks about such places, also in furniture and matter set aside.
pub(super) const CHECK: Check = Check {
    name: CheckName::Undecoded,
    kinds: &[QueryKind::Character],
    scope: Scope::Block,
    sureness: Sureness::Set(&[UNDECODED, PRIVATE]),
    gives_way: GivesWay::NEVER,
    look: |view: &View<'_>, queries| view.seats.iter().for_each(|seat| places(&seat.wording(), &view.style.marks, queries)),
};

fn places(wording: &Wording<'_>, marks: &Marks, queries: &mut Vec<Query>) {
    let most = most_of_noise(wording.text.len());
    for range in runs(wording.text, |c| c == REPLACEMENT).take(most) {
        queries.push(wording.query(UNDECODED, range, &[marks.illegible.repeat(range.1 - range.0)]));
    }
    for (from, to) in runs(wording.text, is_private).take(most) {
        let mut query = wording.query(PRIVATE, (from, to), &[marks.unencodable.repeat(to - from)]);
        query.message = Message::with(PRIVATE.key, "code", codes(wording.text.get(from..to).unwrap_or_default()));
        queries.push(query);
    }
}

/// Whether a code means what some font says (Unicode's private use areas).
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

#[cfg(test)]
mod tests {
    use crate::check::QueryKind::Character;
    use crate::check::tests::asked;

    #[test]
    fn each_place_without_a_readable_character_is_asked_about() {
        let found = |text: &str| {
            asked(Character, text).into_iter().filter(|(text, _)| !text.starts_with(crate::language::class::is_han)).collect::<Vec<_>>()
        };
        assert_eq!(
            found("市里\u{fffd}\u{fffd}会议，\u{fffd}。"),
            [("\u{fffd}\u{fffd}".to_owned(), vec!["□□".to_owned()]), ("\u{fffd}".to_owned(), vec!["□".to_owned()])]
        );
        assert_eq!(found("姓\u{e863}的人。"), [("\u{e863}".to_owned(), vec!["■".to_owned()])]);
        assert_eq!(found("姓\u{10fffd}的人。").len(), 1);
        assert!(found("姓䶮的人。").is_empty());
    }
}
