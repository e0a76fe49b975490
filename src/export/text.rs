//! Clean text, article by article: headings each on a line, text with the indent of its role, two blank lines between articles. Tags and names
//! are left out, and so are furniture and matter set aside unless they are asked for.

use super::Context;
use super::story::{ReadStory, StoryPart};
use crate::language::{class, width};
use crate::printable::printable;

/// An edition as clean text. Lines end in `\n`.
pub(super) fn export(context: &Context<'_>) -> String {
    let mut parts: Vec<String> = Vec::new();
    let masthead = context.masthead_line();
    if !masthead.is_empty() {
        parts.push(lines(context, 0, &masthead));
    }
    let stories = context.stories();
    let mut before: Option<&ReadStory<'_>> = None;
    for story in &stories {
        let headings = context.headings(story, before).into_iter().map(|heading| format!("【{heading}】\n"));
        parts.push(headings.collect::<String>() + &text(context, story));
        before = Some(story);
    }
    for (key, apart) in context.apart() {
        let lines: String = apart.iter().map(|line| lines(context, 0, &line.text())).collect();
        parts.push(format!("【{}】\n{lines}", context.words.text(key)));
    }
    let legend = context.legend();
    if !legend.is_empty() {
        let lines: String = legend.iter().map(|(sign, meaning)| lines(context, 0, &format!("{sign}　{meaning}"))).collect();
        parts.push(format!("【{}】\n{lines}", context.words.text("export-legend")));
    }
    parts.join("\n\n")
}

fn text(context: &Context<'_>, story: &ReadStory<'_>) -> String {
    let mut text = String::new();
    let mut after_heading = false;
    for part in &story.parts {
        if after_heading && !part.role.is_heading() {
            text.push('\n');
        }
        after_heading = part.role.is_heading();
        text.push_str(&write_part(context, part));
    }
    text
}

fn write_part(context: &Context<'_>, part: &StoryPart<'_>) -> String {
    let indent = context.options.indent * part.role.form().indent;
    part.lines.iter().map(|line| lines(context, indent, &line.text())).collect()
}

/// Text as lines of the width that is asked for, the first one indented. No line begins with a mark that may not stand there, nor ends
/// with one that opens.
fn lines(context: &Context<'_>, indent: u32, text: &str) -> String {
    let text = printable(text);
    let mut out = "　".repeat(indent as usize);
    match context.options.width {
        None => out.push_str(&text),
        Some(width) => {
            for (index, line) in wrapped(&text, width as usize * 2, indent as usize * 2).into_iter().enumerate() {
                if index > 0 {
                    out.push('\n');
                }
                out.push_str(line);
            }
        }
    }
    out.push('\n');
    out
}

/// The text cut into lines of at most `width` half-ems, the first shorter by `indent`. Latin words and numbers stay whole where they
/// are shorter than a line; a closing mark hangs over the edge rather than begin a line (GB/T 15834-2011, 5.1).
fn wrapped(text: &str, width: usize, indent: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    // In bytes: where the line begins, and the last place where it may end.
    let (mut start, mut may_end) = (0, 0);
    let mut filled = indent;
    let mut since_may_end = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            (may_end, since_may_end) = (at, 0);
        }
        let size = width::half_ems(c) as usize;
        if filled + size > width && at > start && !class::avoids_line_start(c) {
            let (end, kept) = if may_end > start { (may_end, since_may_end) } else { (at, 0) };
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
    use super::*;

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
