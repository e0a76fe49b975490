//! Clean text, article by article: headings each on a line, text with the indent of its role, two blank lines between articles. Tags and names
//! are left out, and so are furniture and matter set aside unless they are asked for.

use super::Context;
use super::breaking::wrapped;
use super::story::{ReadStory, StoryPart};
use crate::language::width;
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
            for (index, line) in
                wrapped(&text, (2 * width) as f32, (2 * indent) as f32, |c| width::half_ems(c) as f32).into_iter().enumerate()
            {
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
