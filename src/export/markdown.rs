//! Markdown: a heading for each article, kicker and deck in italics round it, captions as quotations, tables as GitHub has them,
//! and a list of what is known about the article. What would be markup in the text is escaped (CommonMark 0.31, section 2.4). The front matter is YAML.

use std::borrow::Cow;

use serde_json::json;

use super::Context;
use super::options::Switch;
use super::story::{ReadStory, StoryPart};
use crate::edition::Role;
use crate::edition::role::Markdown;
use crate::printable::printable;

/// An edition as Markdown. Lines end in `\n`.
pub(super) fn export(context: &Context<'_>) -> String {
    let mut text = String::new();
    let stories = context.stories();
    let alone = stories.first().filter(|_| context.options.has(Switch::PerArticle));
    if context.options.has(Switch::FrontMatter) {
        text.push_str(&front_matter(context, alone));
    }
    let masthead = context.masthead_line();
    if !masthead.is_empty() && alone.is_none() {
        text.push_str(&format!("# {}\n\n", escape(&masthead)));
    }
    let mut before: Option<&ReadStory<'_>> = None;
    for story in &stories {
        if before.is_some() && story.headline().is_none() {
            // Nothing else would say that an article begins here.
            text.push_str("***\n\n");
        }
        for heading in context.headings(story, before) {
            text.push_str(&format!("**{}**\n\n", escape(&heading)));
        }
        for group in story.parts.chunk_by(StoryPart::gathers_with) {
            text.push_str(&format!("{}\n\n", write_group(group)));
        }
        // The front matter of an article alone says what is known of it.
        if alone.is_none() || !context.options.has(Switch::FrontMatter) {
            text.push_str(&known(context, story));
        }
        before = Some(story);
    }
    for (key, lines) in context.apart() {
        text.push_str(&format!("## {}\n\n", context.words.text(key)));
        text.extend(lines.iter().map(|line| format!("> {}\n\n", escape(&line.text()))));
    }
    let legend = context.legend();
    if !legend.is_empty() {
        text.push_str(&format!("## {}\n\n", context.words.text("export-legend")));
        text.extend(legend.iter().map(|(sign, meaning)| format!("- {} {}\n", escape(sign), escape(meaning))));
    }
    text
}

/// A part, or those that are gathered.
fn write_group(group: &[StoryPart<'_>]) -> String {
    let Some(first) = group.first() else { return String::new() };
    let Markdown { before, after, between } = first.role.form().markdown;
    let mut lines: Vec<String> = group.iter().map(|part| format!("{before}{}{after}", words(part))).collect();
    if first.role.form().cell.is_some() {
        // A table's first row is its head.
        let columns = first.lines.iter().map(|line| line.cell_texts().len()).sum();
        lines.insert(1, format!("{before}{}{after}", vec!["---"; columns].join(" | ")));
    }
    lines.join(between)
}

fn words(part: &StoryPart<'_>) -> String {
    match part.role.form().cell {
        Some(_) => part.lines.iter().flat_map(|line| line.cell_texts()).map(|cell| escape(&cell)).collect::<Vec<_>>().join(" | "),
        None => escape(&part.text()),
    }
}

/// Byline, section, tags and names as a list.
fn known(context: &Context<'_>, story: &ReadStory<'_>) -> String {
    let line = |key: &str, terms: &[Cow<'_, str>]| {
        let name = context.words.text(&format!("export-{key}"));
        format!("- {name}: {}\n", escape(&terms.join("、")))
    };
    let lines: String = story.facts().iter().map(|fact| line(fact.key, &fact.terms)).collect();
    if lines.is_empty() { lines } else { format!("{lines}\n") }
}

/// What is known of the edition, or of an article that stands alone. Each value is written as JSON, which YAML 1.2 contains.
fn front_matter(context: &Context<'_>, alone: Option<&ReadStory<'_>>) -> String {
    let masthead = context.edition.masthead();
    let read = |text: &Option<String>| text.as_deref().map(|text| context.as_read(text).into_owned());
    let labels = |page: Option<crate::page::PageIndex>| page.map(|page| vec![context.as_read(context.page_label(page))]);
    let all = || masthead.page_labels.iter().map(|label| context.as_read(label)).collect::<Vec<_>>();
    let files: Vec<&str> = context.edition.pages().iter().map(|page| page.source().file.as_str()).collect();
    let mut rows = vec![
        ("paper", json!(read(&masthead.title))),
        ("date", json!(read(&masthead.date))),
        ("issue", json!(read(&masthead.issue))),
        ("pages", json!(alone.map_or_else(|| Some(all()), |story| labels(story.page)))),
        ("source", json!(files)),
    ];
    match alone {
        None => rows.insert(0, ("title", json!(context.title()))),
        Some(story) => {
            let lines = |role: Role| story.with_role(role).map(StoryPart::text).collect::<Vec<_>>();
            rows.insert(0, ("title", json!(story.title)));
            rows.insert(1, ("id", json!(story.id())));
            rows.push(("kicker", json!(lines(Role::Kicker))));
            rows.push(("deck", json!(lines(Role::Deck))));
            rows.push(("byline", json!(read(&story.article.written_by()))));
            let facts = story.facts();
            let named = facts.iter().filter(|fact| fact.key != "byline");
            rows.extend(named.map(|fact| (fact.key, if fact.key == "section" { json!(fact.terms.first()) } else { json!(fact.terms) })));
        }
    }
    let known = rows.iter().filter(|(_, value)| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()));
    let lines: String = known.map(|(key, value)| format!("{key}: {}\n", printable(&value.to_string()))).collect();
    format!("---\n{lines}---\n\n")
}

/// The text on one line, without what Markdown would take for markup.
fn escape(text: &str) -> String {
    let text = printable(text);
    let text = text.trim_matches(' ');
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '|' | '~' | '$') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    // At the beginning of a line these would begin a list.
    let digits = escaped.chars().take_while(char::is_ascii_digit).count();
    let next = escaped.get(digits..).and_then(|rest| rest.chars().next());
    if matches!(next, Some('.' | ')')) && digits > 0 {
        escaped.insert(digits, '\\');
    } else if escaped.starts_with(['-', '+', '=']) {
        escaped.insert(0, '\\');
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::tests::{sample, standard, text_of};
    use super::super::{Format, LineImages, Options, files};
    use super::*;
    use crate::style::HouseStyle;

    #[test]
    fn markup_is_escaped() {
        assert_eq!(escape("a*b_[c]<d>"), "a\\*b\\_\\[c\\]\\<d\\>");
        assert_eq!(escape("1. 第一"), "1\\. 第一");
        assert_eq!(escape("- 第一"), "\\- 第一");
        assert_eq!(escape("2022年3月"), "2022年3月");
        assert_eq!(escape("    code\n# x"), "code \\# x");
    }

    #[test]
    fn front_matter_comes_first_and_speaks_of_the_edition_or_of_one_article() {
        let (edition, style) = (sample(), HouseStyle::standard());
        let whole = standard(&edition, Format::Markdown);
        assert!(whole.starts_with("---\ntitle: ") && whole.contains("\nsource: [\"riverside-daily-2.raw.txt\"]\n---\n"), "{whole}");
        let options = Options::standard(Format::Markdown, style).with(Switch::PerArticle, true);
        let first = files(&edition, "p", Format::Markdown, style, &options, &LineImages::default()).swap_remove(0);
        let first = String::from_utf8(first.bytes.into_vec().expect("bytes")).expect("text");
        assert!(first.starts_with("---\ntitle: \"［代拟的题］\"\nid: \"a"), "{first}");
        let without = Options::standard(Format::Markdown, style).with(Switch::FrontMatter, false);
        let without = text_of(&edition, Format::Markdown, &without);
        assert!(!without.starts_with("---"));
    }
}
