//! Text that is pasted from elsewhere: what of it is no text of a draft is left out.

use crate::edit::Fragment;
use crate::page::is_blank;

/// What was left out of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TidiedAway {
    /// How many empty lines, which would have become empty blocks.
    pub empty_lines: usize,
    /// From how many lines the blanks at their beginning, which the draft's own indents stand for.
    pub indents: usize,
}

/// A text as a draft has it: no empty lines, and no indents. A text of one line keeps its blanks, as it may go into the middle of another.
pub fn tidied(text: &str) -> (Fragment, TidiedAway) {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_end_matches('\n');
    if !text.contains('\n') {
        return (Fragment::plain(text), TidiedAway::default());
    }
    let mut left_out = TidiedAway::default();
    let mut lines = Vec::new();
    for (number, line) in text.split('\n').enumerate() {
        let kept = line.trim_end_matches(is_blank).trim_start_matches(is_blank);
        let is_indented = line.starts_with(is_blank);
        if kept.is_empty() && number > 0 {
            left_out.empty_lines += 1;
        } else {
            left_out.indents += usize::from(is_indented && !kept.is_empty());
            lines.push(kept);
        }
    }
    (Fragment::plain(&lines.join("\n")), left_out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_and_indents_go_and_are_counted() {
        let (fragment, left_out) = tidied("　　水库完工。\r\n\r\n　　各县动工。 \n\t\n会议召开。\n");
        assert_eq!(fragment.text(), "水库完工。\n各县动工。\n会议召开。");
        assert_eq!(left_out, TidiedAway { empty_lines: 2, indents: 2 });
    }

    #[test]
    fn one_line_keeps_its_blanks_and_a_first_line_end_parts_blocks() {
        assert_eq!(tidied(" mill \n").0.text(), " mill ");
        assert_eq!(tidied("\n动工").0.text(), "\n动工");
        assert_eq!(tidied("a\nb"), (Fragment::plain("a\nb"), TidiedAway::default()));
    }
}
