//! Marks that a witness of the page has as the text has them: where one without its other half is printed so, or its other half was misread,
//! in which case the witness is what is asked about.

use super::Query;
use super::punctuation::PAIRS;
use super::query::Sourced;
use super::view::{EditionView, Seat};
use crate::page::RawReader;
use crate::reader::habit;

/// Leaves out what is asked about marks that a witness has too. Where an editor or the house style has put in marks or taken some away, what
/// is printed says nothing of those that are left.
pub(super) fn drop_printed(view: &EditionView<'_>, seat: &Seat<'_>, queries: &mut Vec<Query>) {
    if view.collations.is_empty() || queries.is_empty() || !has_its_marks(view, seat) {
        return;
    }
    let block = Sourced::new(seat.block);
    queries.retain(|query| !view.collations.agree_on_halves(query, &block));
}

/// Whether a block has the brackets and quotation marks of its raw text.
fn has_its_marks(view: &EditionView<'_>, seat: &Seat<'_>) -> bool {
    let mut reader = RawReader::new(view.pages);
    let mut raw = String::new();
    for span in seat.block.pieces().iter().filter_map(|piece| piece.source()) {
        raw.extend(reader.take(span.page, span.range).into_iter().flat_map(marks));
    }
    marks(seat.block.text()).eq(raw.chars())
}

/// The brackets and quotation marks of a text, each in the form that is the same for all of its forms.
fn marks(text: &str) -> impl Iterator<Item = char> {
    let is_mark = |c: &char| PAIRS.iter().any(|(open, close)| [*open, *close].map(habit).contains(c));
    text.chars().map(habit).filter(is_mark)
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use crate::check::{QueryKind, check};
    use crate::clean::clean;
    use crate::edit::{Edit, Fragment, apply};
    use crate::edition::{Edition, Place, Role, TextOffset};
    use crate::import::import_bytes;
    use crate::page::{PageIndex, Witness, WitnessLine};
    use crate::style::HouseStyle;

    fn draft(raw: &str, read: Option<&str>) -> Edition {
        let page = import_bytes(Path::new("a.txt"), raw.as_bytes(), None).expect("a page");
        let mut edition = clean(&[Arc::new(page)], HouseStyle::standard());
        if let Some(read) = read {
            let line = |text: &str| WitnessLine { characters: text.chars().map(Into::into).collect(), ..WitnessLine::default() };
            edition.take_witness(PageIndex(0), Arc::new(Witness { lines: read.lines().map(line).collect(), ..Witness::default() }));
        }
        edition
    }

    /// The marks that are asked about for the sake of their other halves.
    fn asked(edition: &Edition) -> Vec<String> {
        let queries = check(edition, HouseStyle::standard()).into_iter();
        queries.filter(|query| query.kind == QueryKind::Punctuation).map(|query| query.text).collect()
    }

    const UNCLOSED: &str = "　　厂长王大山说：“今年的秋粮收购进度比去年快了许多。农民得到了\n实惠。\n";

    #[test]
    fn marks_that_a_witness_has_too_are_not_asked_about() {
        assert_eq!(asked(&draft(UNCLOSED, None)).len(), 1);
        assert_eq!(asked(&draft(UNCLOSED, Some(UNCLOSED))), [""; 0]);
    }

    #[test]
    fn a_mark_that_a_witness_turns_or_lacks_is_asked_about() {
        let turned = UNCLOSED.replace('“', "”");
        assert_eq!(asked(&draft(&turned, Some(&turned))), [""; 0], "it is printed so");
        assert_eq!(asked(&draft(&turned, Some(UNCLOSED))).len(), 1);
        let straight = UNCLOSED.replace('“', "\"");
        assert_eq!(asked(&draft(UNCLOSED, Some(&straight))), [""; 0], "either half");
    }

    #[test]
    fn what_an_editor_left_without_its_half_is_asked_about() {
        let closed = UNCLOSED.replace("许多。", "许多。”");
        let mut edition = draft(&closed, Some(&closed));
        assert_eq!(asked(&edition), [""; 0]);
        let (_, block) = edition.blocks().find(|(_, block)| block.role() == Role::Paragraph).expect("a paragraph");
        let at = block.text().chars().position(|c| c == '”').expect("a mark");
        let place = |at: usize| Place { block: block.id(), at: TextOffset::new(at) };
        let gone = Edit::Splice { from: place(at), to: place(at + 1), insert: Fragment::plain("") };
        apply(&mut edition, &gone).expect("an edit");
        assert_eq!(asked(&edition).len(), 1);
    }
}
