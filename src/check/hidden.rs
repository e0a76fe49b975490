//! Characters that nobody sees but that do something to what stands round them: controls, characters of no width, turns of the writing
//! direction. They come out of web pages and text processors, break searches, and can make a text read otherwise than it is.

use super::question::Question;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::EditionView;
use super::wording::Wording;
use super::{Message, Query, QueryKind, most_of_noise, runs};
use crate::language::class;
use crate::printable::is_hidden;
use crate::style::CheckName;

const HIDDEN: Question = Question::new(QueryKind::Character, "query-hidden");

/// Asks about hidden characters, also in furniture and matter set aside.
pub(super) const CHECK: Check = Check {
    name: CheckName::Hidden,
    kinds: &[QueryKind::Character],
    scope: CheckScope::Block,
    sureness: Sureness::Set(&[HIDDEN]),
    gives_way: GivesWay::NEVER,
    look: |view: &EditionView<'_>, queries| view.seats.iter().for_each(|seat| hidden(&seat.wording(), queries)),
};

fn hidden(wording: &Wording<'_>, queries: &mut Vec<Query>) {
    let odd = |(from, to): &(usize, usize)| to - from > 1 || !belongs(wording, *from);
    for (from, to) in runs(wording.text, asked_about).filter(odd).take(most_of_noise(wording.text.len())) {
        let mut query = wording.query(HIDDEN, (from, to), &[String::new()]);
        query.message = Message::with(HIDDEN.key, "code", codes(wording.text.get(from..to).unwrap_or_default()));
        queries.push(query);
    }
}

/// A tabulator is hidden to a terminal, but is seen in a text.
fn asked_about(c: char) -> bool {
    c != '\t' && is_hidden(c)
}

/// Whether one hidden character is part of how a word is written: a soft hyphen between letters, a joiner inside a script or a picture
/// that needs it.
fn belongs(wording: &Wording<'_>, at: usize) -> bool {
    let (before, after) = (wording.before(at), wording.at(at + 1));
    let letter = |c: char| c.is_alphabetic() && !class::is_han(c);
    let joined = |c: char| letter(c) && !class::is_latin(c) || matches!(u32::from(c), 0x2600..=0x27bf | 0xfe0f | 0x1f000..=0x1faff);
    match wording.at(at) {
        '\u{ad}' => letter(before) && letter(after),
        '\u{200c}' | '\u{200d}' => joined(before) && joined(after),
        _ => false,
    }
}

/// Characters by their numbers, the first of them.
pub(super) fn codes(text: &[char]) -> String {
    const MOST: usize = 4;
    let told: Vec<String> = text.iter().take(MOST).map(|c| format!("U+{:04X}", u32::from(*c))).collect();
    if text.len() > MOST { format!("{} …", told.join(" ")) } else { told.join(" ") }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::check::check;
    use crate::check::tests::{asked, edition};
    use crate::clean::clean;
    use crate::edition::Role;
    use crate::import::import_bytes;
    use crate::style::HouseStyle;

    fn found(text: &str) -> Vec<String> {
        let all = asked(QueryKind::Character, text);
        all.into_iter()
            .filter(|(text, _)| text.chars().all(is_hidden))
            .map(|(text, offered)| format!("{text}{}", offered.join("|")))
            .collect()
    }

    #[test]
    fn hidden_characters_are_asked_about_with_a_remedy_that_takes_them_out() {
        for hidden in ["\u{200b}", "\u{202e}", "\u{2066}", "\u{feff}", "\u{7}", "\u{9b}", "\u{200f}\u{200e}", "\u{ad}"] {
            assert_eq!(found(&format!("市里召开{hidden}会议。")), [hidden], "{hidden:?}");
        }
        let edition = edition(&[&[(Role::Paragraph, "市里召开\u{202e}会议。")]]);
        let query = check(&edition, HouseStyle::standard()).into_iter().find(|query| query.message.key == HIDDEN.key).expect("a query");
        assert_eq!(query.message.args, [("code", "U+202E".into())]);
    }

    #[test]
    fn they_stay_in_the_first_draft_and_are_no_blanks_between_words() {
        let text = "市政府昨天召开会议\u{200b}研究，部署abc\u{2066}def工\u{1b}作。";
        let page = import_bytes(Path::new("page.txt"), format!("{text}\n").as_bytes(), None).expect("a page");
        let edition = clean(&[Arc::new(page)], HouseStyle::standard());
        assert_eq!(edition.blocks().map(|(_, block)| block.text()).collect::<Vec<_>>(), [text]);
        assert!(edition.ledger().iter().all(|page| page.balances() && page.changed == 0));
        let asked = check(&edition, HouseStyle::standard()).into_iter().filter(|query| query.message.key == HIDDEN.key);
        let codes: Vec<_> = asked.flat_map(|query| query.message.args).collect();
        assert_eq!(codes, ["U+200B", "U+2066", "U+001B"].map(|code| ("code", code.into())));
    }

    #[test]
    fn what_a_word_or_a_table_needs_is_not() {
        for plain in ["Zusammen\u{ad}arbeit", "می\u{200c}خواهم", "👩\u{200d}🔧", "甲\t乙", "中\u{fe00}"] {
            assert_eq!(found(plain), Vec::<String>::new(), "{plain:?}");
        }
    }

    #[test]
    fn of_noise_not_all_is_asked_about() {
        let noise = "\u{202e}字\u{202c}".repeat(5_000);
        assert_eq!(found(&noise).len(), most_of_noise(15_000));
    }
}
