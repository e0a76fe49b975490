//! The changes as a page: each article in full, with what was taken out struck through and what was put in underlined, and beside each
//! line its place in the source.

use super::super::Context;
use super::super::html::{masthead, page, sources};
use super::super::story::ReadStory;
use super::super::xml::Xml;
use super::{DiffLine, DiffStretch, count, source_lines};
use crate::edition::{Block, TextOffset};

const STYLE: &str = include_str!("../../../assets/exports/changes.css");

/// The changes of an edition as one page.
pub(in super::super) fn export(context: &Context<'_>) -> String {
    let stories = context.stories();
    page(context, STYLE, |xml| {
        masthead(xml, context);
        contents(xml, context, &stories);
        xml.block("main", &[], |xml| {
            for story in &stories {
                article(xml, context, story);
            }
            let shelves = [("export-furniture", context.edition.furniture()), ("export-set-aside", context.edition.set_aside())];
            for (key, blocks) in shelves.iter().filter(|(_, blocks)| !blocks.is_empty()) {
                xml.block("section", &[], |xml| {
                    xml.leaf("h2", &[], &context.words.text(key));
                    blocks.iter().for_each(|block| gone(xml, context, block));
                });
            }
        });
        xml.block("footer", &[("class", "colophon")], |xml| sources(xml, context));
    })
}

/// The articles with how many places were changed in each.
fn contents(xml: &mut Xml, context: &Context<'_>, stories: &[ReadStory<'_>]) {
    let heading = context.words.text("export-changes");
    xml.block("nav", &[("class", "contents"), ("aria-label", &heading)], |xml| {
        xml.leaf("h2", &[], &heading);
        xml.block("ol", &[], |xml| {
            for story in stories {
                let changes = count(context, story.article);
                xml.line("li", &[], |xml| {
                    xml.inline("a", &[("href", &format!("#{}", story.id()))], |xml| xml.text(&story.title));
                    xml.text(" ");
                    let class = if changes == 0 { "count none" } else { "count" };
                    xml.inline("span", &[("class", class)], |xml| xml.text(&changes.to_string()));
                });
            }
        });
    });
}

fn article(xml: &mut Xml, context: &Context<'_>, story: &ReadStory<'_>) {
    xml.block("article", &[("id", &story.id())], |xml| {
        xml.leaf("h2", &[], &story.title);
        for block in story.article.blocks() {
            let lines = source_lines(context, block);
            let class = if block.role().is_heading() { "block heading" } else { "block" };
            if lines.is_empty() {
                continue;
            }
            let brackets = context.line(block).brackets.unwrap_or_default();
            if !lines.iter().any(DiffLine::is_changed) {
                unchanged(xml, context, block, &lines);
                continue;
            }
            xml.block("div", &[("class", class)], |xml| {
                for (index, line) in lines.iter().enumerate() {
                    let before = if index == 0 { brackets.0 } else { "" };
                    let after = if index + 1 == lines.len() { brackets.1 } else { "" };
                    write_line(xml, context, line, (before, after));
                }
            });
        }
    });
}

/// A block as the source has it, folded: the second reader looks at what was changed.
fn unchanged(xml: &mut Xml, context: &Context<'_>, block: &Block, lines: &[DiffLine]) {
    const BEGINNING: TextOffset = TextOffset(28);
    let beginning = block.text().get(..BEGINNING.byte_in(block.text())).unwrap_or_default();
    let more = if beginning.len() < block.text().len() { "…" } else { "" };
    xml.block("details", &[("class", "block")], |xml| {
        xml.leaf("summary", &[], &format!("{beginning}{more}"));
        lines.iter().for_each(|line| write_line(xml, context, line, ("", "")));
    });
}

/// A line with its place in the source. An added line has none.
fn write_line(xml: &mut Xml, context: &Context<'_>, line: &DiffLine, (before, after): (&str, &str)) {
    let class = if line.is_changed() { "line changed" } else { "line" };
    xml.line("p", &[("class", class)], |xml| {
        place(xml, context, line);
        for (index, stretch) in line.stretches.iter().enumerate() {
            let open = if index == 0 { before } else { "" };
            let close = if index + 1 == line.stretches.len() { after } else { "" };
            match stretch {
                DiffStretch::Kept(text) => xml.text(&format!("{open}{text}{close}")),
                DiffStretch::Changed(was, is) => {
                    if !was.is_empty() {
                        xml.inline("del", &[], |xml| xml.text(was));
                    }
                    let is = format!("{open}{is}{close}");
                    if !is.is_empty() {
                        xml.inline("ins", &[], |xml| xml.text(&is));
                    }
                }
            }
        }
    });
}

/// What stands in no article.
fn gone(xml: &mut Xml, context: &Context<'_>, block: &Block) {
    for line in source_lines(context, block).iter().filter(|line| !line.before().is_empty()) {
        xml.line("p", &[("class", "line changed")], |xml| {
            place(xml, context, line);
            xml.inline("del", &[], |xml| xml.text(&line.before()));
        });
    }
}

fn place(xml: &mut Xml, context: &Context<'_>, line: &DiffLine) {
    let place = line.place.map(|(page, line)| {
        let pages = context.edition.pages().len();
        if pages > 1 { format!("{}:{line}", context.page_label(page)) } else { line.to_string() }
    });
    xml.inline("span", &[("class", "place")], |xml| xml.text(&place.unwrap_or_else(|| "+".to_owned())));
}
