//! An article as HTML; a chapter of a book is made of the same parts.

use super::super::Context;
use super::super::marks::Mark;
use super::super::source::source_lines;
use super::super::story::{ReadStory, StoryLine, StoryPart, StoryRun};
use super::super::xml::Xml;
use super::{comments, line_images};
use crate::edition::role::{ExportField, Html};

/// An article with what is known about it and where it comes from.
pub(in super::super) fn write_story(xml: &mut Xml, context: &Context<'_>, story: &ReadStory<'_>) {
    let class = if story.headline().is_some() { "story" } else { "story unheaded" };
    xml.block("article", &[("id", &story.id()), ("class", class)], |xml| {
        write_head_and_body(xml, context, story);
        xml.block("footer", &[("class", "facts")], |xml| {
            facts(xml, context, story);
            if let Some(place) = place(context, story) {
                xml.leaf("p", &[("class", "place")], &place);
            }
        });
    });
}

/// The parts of an article: the heading, then the body.
fn write_head_and_body(xml: &mut Xml, context: &Context<'_>, story: &ReadStory<'_>) {
    let heads = story.parts.iter().take_while(|part| part.role.is_heading() || part.role.form().field == ExportField::Byline).count();
    let (head, body) = story.parts.split_at(heads);
    if !head.is_empty() || story.article.section().is_some() {
        xml.block("header", &[], |xml| {
            if let Some(section) = story.article.section() {
                xml.leaf("p", &[("class", "section")], &context.as_read(section));
            }
            write_parts(xml, context, head);
        });
    }
    if !body.is_empty() {
        xml.block("div", &[("class", "body")], |xml| write_parts(xml, context, body));
    }
}

/// Parts, those that are gathered in one element, and beside them the images of their lines where those are asked for.
fn write_parts(xml: &mut Xml, context: &Context<'_>, parts: &[StoryPart<'_>]) {
    for group in parts.chunk_by(StoryPart::gathers_with) {
        let write = |xml: &mut Xml| group.iter().for_each(|part| write_part(xml, context, part));
        match group.first().and_then(|first| first.role.form().html.within) {
            Some((element, class)) => xml.block(element, &attribute("class", class), write),
            None => write(xml),
        }
        line_images::write(xml, context, group);
    }
}

fn write_part(xml: &mut Xml, context: &Context<'_>, part: &StoryPart<'_>) {
    let Html { element, class, .. } = part.role.form().html;
    let class = if part.role.form().field != ExportField::Headline {
        class
    } else if hangs(part) {
        "hung"
    } else {
        "printed"
    };
    xml.line(element, &attribute("class", class), |xml| {
        for (index, line) in part.lines.iter().enumerate() {
            if index > 0 {
                xml.empty("br", &[]);
            }
            match part.role.form().cell {
                Some(cell) => {
                    let mut open = 0;
                    for runs in context.cell_runs(line) {
                        xml.inline(cell.html, &[], |xml| write_runs(xml, context, runs, &mut open));
                    }
                }
                None => write_line(xml, context, line),
            }
        }
    });
}

/// An attribute, unless it is empty.
fn attribute<'a>(name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    if value.is_empty() { Vec::new() } else { vec![(name, value)] }
}

/// Whether the headline begins with a full-width bracket, whose left half is empty and hangs over the edge.
fn hangs(part: &StoryPart<'_>) -> bool {
    let first = part.lines.first().map(StoryLine::text).and_then(|text| text.chars().next());
    first.is_some_and(|first| matches!(first, '［' | '〔' | '【' | '（' | '《' | '“' | '「' | '『'))
}

/// A line of text, each mark with what it says as its title.
fn write_line(xml: &mut Xml, context: &Context<'_>, line: &StoryLine<'_>) {
    write_runs(xml, context, context.runs(line), &mut 0);
}

/// Writes runs; `open` is how many comments are on the text that comes.
fn write_runs(xml: &mut Xml, context: &Context<'_>, runs: Vec<StoryRun<'_>>, open: &mut usize) {
    for run in runs {
        match run {
            StoryRun::Begins(_) => *open += 1,
            StoryRun::Ends(placed) => {
                *open = open.saturating_sub(1);
                comments::refer(xml, &placed);
            }
            text if *open > 0 => xml.inline("span", &[("class", "commented")], |xml| write_text(xml, context, &text)),
            text => write_text(xml, context, &text),
        }
    }
}

fn write_text(xml: &mut Xml, context: &Context<'_>, run: &StoryRun<'_>) {
    match run {
        StoryRun::Plain(text) => xml.text(text),
        StoryRun::Marked(mark, text) => {
            let class = if *mark == Mark::Supplied { "supplied" } else { "mark" };
            let title = context.words.text(mark.key());
            xml.inline("span", &[("class", class), ("title", &title)], |xml| xml.text(text));
        }
        StoryRun::Begins(_) | StoryRun::Ends(_) => {}
    }
}

/// What is known about the article, a line for each kind of terms.
fn facts(xml: &mut Xml, context: &Context<'_>, story: &ReadStory<'_>) {
    // The section stands over the headline.
    let facts: Vec<_> = story.facts().into_iter().filter(|fact| fact.key != "section").collect();
    for fact in &facts {
        xml.line("p", &[("class", "fact")], |xml| {
            xml.inline("span", &[("class", "name")], |xml| xml.text(&context.words.text(&format!("export-{}", fact.key))));
            xml.text(" ");
            for (index, term) in fact.terms.iter().enumerate() {
                if index > 0 {
                    xml.inline("span", &[("class", "between")], |xml| xml.text("、"));
                }
                xml.inline("span", &[("class", "term")], |xml| xml.text(term));
            }
        });
    }
}

/// Which lines of which pages the article comes from, in words.
fn place(context: &Context<'_>, story: &ReadStory<'_>) -> Option<String> {
    let labels = &context.edition.masthead().page_labels;
    let runs = source_lines(context.edition, story.article);
    let run = |run: &super::super::source::SourceLines| {
        let label = context.as_read(labels.get(run.page - 1).map(String::as_str).unwrap_or_default());
        let arguments = [("page", label.into_owned().into()), ("from", run.lines.0.into()), ("to", run.lines.1.into())];
        context.words.with("export-place", &arguments)
    };
    let words: Vec<String> = runs.iter().map(run).collect();
    (!words.is_empty()).then(|| words.join(&context.words.text("export-between")))
}

/// Furniture and matter set aside, if they are asked for.
pub(in super::super) fn write_apart(xml: &mut Xml, context: &Context<'_>) {
    for (key, lines) in context.apart() {
        xml.block("section", &[("class", "apart")], |xml| {
            xml.leaf("h2", &[], &context.words.text(key));
            for line in &lines {
                xml.line("p", &[], |xml| write_line(xml, context, line));
            }
        });
    }
}

/// What the marks say, if that is asked for and there are any.
pub(in super::super) fn write_legend(xml: &mut Xml, context: &Context<'_>) {
    let legend = context.legend();
    if legend.is_empty() {
        return;
    }
    xml.leaf("h2", &[], &context.words.text("export-legend"));
    for (sign, meaning) in &legend {
        xml.line("p", &[("class", "legend")], |xml| {
            xml.inline("span", &[("class", "sign")], |xml| xml.text(sign));
            xml.text(&format!(" {meaning}"));
        });
    }
}
