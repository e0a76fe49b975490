//! Text cut into lines where typesetters let lines end.

use crate::language::class;

/// The text cut into lines of at most this width, the first shorter by `indent`; `size` says how wide a character is. Latin words and
/// numbers stay whole where they are shorter than a line; a closing mark hangs over the edge rather than begin a line (GB/T 15834-2011,
/// 5.1).
pub(super) fn wrapped(text: &str, width: f32, indent: f32, size: impl Fn(char) -> f32) -> Vec<&str> {
    let mut lines = Vec::new();
    // In bytes: where the line begins, and the last place where it may end.
    let (mut start, mut may_end) = (0, 0);
    let mut filled = indent;
    let mut since_may_end = 0.0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            (may_end, since_may_end) = (at, 0.0);
        }
        let size = size(c);
        if filled + size > width && at > start && !class::avoids_line_start(c) {
            let (end, kept) = if may_end > start { (may_end, since_may_end) } else { (at, 0.0) };
            lines.push(text.get(start..end).unwrap_or_default().trim_end_matches(' '));
            (start, filled) = (end, kept);
        }
        filled += size;
        since_may_end += size;
        before = Some(c);
    }
    lines.push(text.get(start..).unwrap_or_default());
    lines
}

/// Whether a line may end between two characters.
fn may_break(before: char, after: char) -> bool {
    let in_word = class::is_latin(before) && class::is_latin(after);
    !(in_word || class::is_opening(before) || class::avoids_line_start(after) || after == ' ')
}

#[cfg(test)]
mod tests {
    use crate::language::width;

    fn wrapped(text: &str, width: u32, indent: u32) -> Vec<&str> {
        super::wrapped(text, width as f32, indent as f32, |c| width::half_ems(c) as f32)
    }

    #[test]
    fn lines_are_cut_where_they_may_be() {
        assert_eq!(wrapped("一二三四五六七", 8, 4), ["一二", "三四五六", "七"]);
        assert_eq!(wrapped("一二三四，五六", 8, 0), ["一二三四，", "五六"]);
        assert_eq!(wrapped("一二三（四五六", 8, 0), ["一二三", "（四五六"]);
        assert_eq!(wrapped("到2022年", 6, 0), ["到2022", "年"]);
        assert_eq!(wrapped("三月2022年", 6, 0), ["三月", "2022年"]);
        assert_eq!(wrapped("one two", 6, 0), ["one", "two"]);
        assert_eq!(wrapped("abcdefghij", 4, 0), ["abcd", "efgh", "ij"]);
        assert_eq!(wrapped("", 8, 4), [""]);
    }

    #[test]
    fn nothing_is_lost_between_lines() {
        let text = "吕梁市2022年《政府工作报告》指出：要“加快”推进3.5%的项目（一期）建设。";
        for width in 4..40 {
            assert_eq!(wrapped(text, width, 4).concat(), text, "{width}");
        }
    }
}
