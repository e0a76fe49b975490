//! A block's provenance as one short line of runs.
//!
//! `1:335 *24~2 -1 +2` reads: from page 1, line 335, 24 characters as they stand but for blanks left out and 2 that read otherwise, 1
//! dropped, and 2 added. A place (`page:line` or `page:line:column`, all counted from 1) stands wherever the next raw character does not
//! follow the last.
//!
//! What a run with `*` says of each character follows from the raw text and the block's: where both have the same next, it is kept; else a
//! blank or a line end is dropped, and any other is changed into the text's next. It is written only where just that became of them, so
//! that whatever else became of characters has a run of its own. How many were changed is said so that a text that was altered by hand is
//! found out.

mod reading;
mod writing;

pub use reading::Reader;
pub use writing::write;

/// Whether a raw character is left out, in a run with `*`, where the text has another. Files rest on this.
fn is_passed_over(raw: char) -> bool {
    matches!(raw, ' ' | '\n' | '\t' | '\u{3000}')
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::edition::{Piece, Span};
    use crate::page::{Encoding, Page, PageIndex, RawOffset, RawRange, Source};

    fn read(runs: &str, text: &str, pages: &[Arc<Page>]) -> Result<Vec<Piece>, String> {
        Reader::new(pages).read(runs, text)
    }

    fn pages() -> Vec<Arc<Page>> {
        let source = Source { file: "a.txt".into(), sha256: String::new(), encoding: Encoding::UTF_8 };
        vec![Arc::new(Page::new(source, "甲乙,丙\n丁 戊\n"))]
    }

    fn span(start: u32, end: u32) -> Span {
        Span::new(PageIndex(0), RawRange::new(RawOffset(start), RawOffset(end)))
    }

    fn changed(start: u32, end: u32, len: u32) -> Piece {
        Piece::Changed { source: Some(span(start, end)), len }
    }

    /// The page is `甲乙,丙`, `丁 戊`.
    #[test]
    fn runs_are_short_and_come_back() {
        for (text, pieces, runs) in [
            (
                "甲乙，丙，，戊",
                vec![
                    Piece::Kept(span(0, 2)),
                    changed(2, 3, 1),
                    Piece::Kept(span(3, 4)),
                    Piece::added(2),
                    Piece::Kept(span(7, 8)),
                    Piece::dropped(span(8, 9)),
                ],
                "1:1 *4~1 +2 1:2:3 *2",
            ),
            ("甲乙", vec![Piece::Kept(span(0, 2))], "1:1 =2"),
            // Two changed into two, a character that was left out, and blanks.
            (
                "子丑丁戊",
                vec![
                    changed(0, 2, 2),
                    Piece::dropped(span(2, 5)),
                    Piece::Kept(span(5, 6)),
                    Piece::dropped(span(6, 7)),
                    Piece::Kept(span(7, 8)),
                ],
                "1:1 ~2/2 -3 *3",
            ),
            // The text has a blank, and the raw text another character there; and the other way about.
            ("甲 ,丙", vec![Piece::Kept(span(0, 1)), changed(1, 2, 1), Piece::Kept(span(2, 4))], "1:1 *4~1"),
            ("丙，丁", vec![Piece::Kept(span(3, 4)), changed(4, 5, 1), Piece::Kept(span(5, 6))], "1:1:4 =1 ~1/1 =1"),
            // What was changed into the same, or dropped before the same, is told apart from what was kept.
            ("甲乙", vec![Piece::Kept(span(0, 1)), changed(1, 2, 1)], "1:1 =1 ~1/1"),
            ("丁 ", vec![Piece::Kept(span(5, 6)), Piece::dropped(span(6, 7)), Piece::added(1)], "1:2 =1 -1 +1"),
            ("", vec![Piece::dropped(span(4, 5))], "1:1:5 *1"),
        ] {
            assert_eq!(write(text, &pieces, &pages()), runs);
            assert_eq!(read(runs, text, &pages()), Ok(pieces), "{runs}");
        }
    }

    /// As versions of the format before 7 wrote them.
    #[test]
    fn runs_of_each_piece_are_read() {
        let pieces = vec![Piece::Kept(span(0, 2)), changed(2, 3, 1), Piece::Kept(span(3, 4)), Piece::dropped(span(4, 5)), Piece::added(1)];
        assert_eq!(read("1:1 =2 ~1/1 =1 -1 +1", "甲乙，丙子", &pages()), Ok(pieces));
    }

    #[test]
    fn runs_that_do_not_go_with_the_text_are_refused() {
        assert!(read("1:1 *5~1", "甲乙，丙", &pages()).is_ok());
        for (runs, text) in [
            ("1:1 =2", "甲丁"),
            ("1:1 =2", "甲"),
            ("1:1 *5~1", "甲乙,丙"),
            ("1:1 *5~1", "甲令，丙"),
            ("1:1 *5~1", "甲乙，"),
            ("1:1 *5", "甲乙，丙"),
        ] {
            assert!(read(runs, text, &pages()).is_err_and(|fault| fault.contains("does not go with the text")), "{runs} {text}");
        }
    }

    #[test]
    fn runs_that_reach_too_far_or_not_far_enough_are_refused() {
        for (runs, text, why) in [
            ("1:1 *99", "甲乙,丙丁 戊", "longer than the page"),
            ("1:1 =99", "甲乙,丙丁 戊", "longer than the page"),
            ("1:1 -99", "", "longer than the page"),
            ("1:1 =2 +2", "甲乙子", "longer than the text"),
            ("1:1 ~2/3", "甲乙", "longer than the text"),
            ("1:1 =2", "甲乙子", "“子” is in no run"),
            ("", "子", "“子” is in no run"),
        ] {
            assert!(read(runs, text, &pages()).is_err_and(|fault| fault.contains(why)), "{runs} {text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for bad in ["=2", "*2", "1:1 =x", "1:1 *x", "1:1 *1~", "9:1 =1", "1:99 =1", "1:1 ~2", "1:1 =4294967295 =1", "甲"] {
            assert!(read(bad, "甲乙", &pages()).is_err_and(|message| message.contains('“')), "{bad}");
        }
    }
}
