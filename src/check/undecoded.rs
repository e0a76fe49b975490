//! Places where the source has no character that everybody can read: bytes that were no text in its encoding, and private codes.

use std::sync::Arc;

use super::hidden::codes;
use super::question::Question;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::EditionView;
use super::wording::Wording;
use super::{Message, Query, QueryKind, most_of_noise, runs};
use crate::edition::Piece;
use crate::page::{Page, Undecoded};
use crate::style::CheckName;

/// What stands for bytes that could not be decoded.
const REPLACEMENT: char = '\u{fffd}';

const UNDECODED: Question = Question::new(QueryKind::Character, "query-undecoded");
/// Where the bytes are known.
const BYTES: Question = Question::new(QueryKind::Character, "query-undecoded-bytes");
const PRIVATE: Question = Question::new(QueryKind::Character, "query-private-use");

/// Asks about such places, also in furniture and matter set aside.
pub(super) const CHECK: Check = Check {
    name: CheckName::Undecoded,
    kinds: &[QueryKind::Character],
    scope: CheckScope::Block,
    sureness: Sureness::Set(&[UNDECODED, BYTES, PRIVATE]),
    gives_way: GivesWay::NEVER,
    look: |view: &EditionView<'_>, queries| view.seats.iter().for_each(|seat| places(&seat.wording(), view, queries)),
};

/// The most bytes that are told of one place.
const MOST_BYTES: usize = 16;

fn places(wording: &Wording<'_>, view: &EditionView<'_>, queries: &mut Vec<Query>) {
    let (most, marks) = (most_of_noise(wording.text.len()), &view.style.marks);
    let bytes = Bytes::of(wording, view.pages);
    for range in runs(wording.text, |c| c == REPLACEMENT).take(most) {
        let remedies = [marks.illegible.repeat(range.1 - range.0)];
        let Some(bytes) = bytes.told(range) else {
            queries.push(wording.query(UNDECODED, range, &remedies));
            continue;
        };
        let mut query = wording.query(BYTES, range, &remedies);
        query.message = Message::with(BYTES.key, "bytes", bytes);
        queries.push(query);
    }
    for (from, to) in runs(wording.text, is_private).take(most) {
        let mut query = wording.query(PRIVATE, (from, to), &[marks.unencodable.repeat(to - from)]);
        query.message = Message::with(PRIVATE.key, "code", codes(wording.text.get(from..to).unwrap_or_default()));
        queries.push(query);
    }
}

/// The bytes for which characters of a block's text stand.
struct Bytes<'a> {
    /// The characters by their places in the text, in order.
    places: Vec<(usize, &'a Undecoded)>,
}

impl<'a> Bytes<'a> {
    fn of(wording: &Wording<'_>, pages: &'a [Arc<Page>]) -> Bytes<'a> {
        let mut places = Vec::new();
        let mut at = 0;
        for piece in wording.block.pieces() {
            if let Piece::Kept(span) = piece
                && let Some(page) = pages.get(span.page.0 as usize)
            {
                let own = page.undecoded_in(span.range);
                places.extend(own.iter().map(|place| (at + (place.at.0 - span.range.start.0) as usize, place)));
            }
            at += piece.text_len();
        }
        Bytes { places }
    }

    /// Those of a part of the text as hexadecimal numbers, where any are known.
    fn told(&self, (from, to): (usize, usize)) -> Option<String> {
        let place = |at: usize| self.places.partition_point(|(place, _)| *place < at);
        let known = self.places.get(place(from)..place(to))?;
        let bytes: Vec<String> =
            known.iter().flat_map(|(_, place)| &place.bytes[..]).take(MOST_BYTES + 1).map(|byte| format!("{byte:02x}")).collect();
        let told = bytes.get(..bytes.len().min(MOST_BYTES))?.join(" ");
        (!told.is_empty()).then(|| if bytes.len() > MOST_BYTES { told + " …" } else { told })
    }
}

/// Whether a code means what some font says (Unicode's private use areas).
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use crate::check::QueryKind::Character;
    use crate::check::check;
    use crate::check::tests::asked;
    use crate::clean::clean;
    use crate::locale::{Language, Locale};
    use crate::style::HouseStyle;

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

    #[test]
    fn it_says_which_bytes_they_are() {
        let bytes = ["本报讯 昨日，县里的".as_bytes(), b"\xff\xb0", "新公路正式通车，群众十分高兴。\n".as_bytes()].concat();
        let page = crate::import::import_bytes(Path::new("a.txt"), &bytes, None).expect("a page");
        let style = HouseStyle::standard();
        let queries = check(&clean(&[Arc::new(page)], style), style);
        let said = |language| {
            let locale = Locale::load(language);
            queries.iter().map(|query| query.message.in_words(&locale)).filter(|words| words.contains("ff b0")).count()
        };
        assert_eq!(Language::ALL.map(said), [1; Language::ALL.len()], "{queries:?}");
    }
}
