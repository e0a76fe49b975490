//! The text: furniture, the articles, what was set aside.

use super::super::story::{Part, Story};
use super::super::xml::Xml;
use super::super::{Context, Switch};
use super::inline::{Depth, Writer};
use super::names::Names;
use super::{class_id, page_id};
use crate::edition::Role;

/// Writes the text.
pub(super) fn write(xml: &mut Xml, context: &Context<'_>, names: &Names) {
    let mut writer = Writer::new(context, names);
    let apart = context.options.has(Switch::Apart);
    xml.block("text", &[], |xml| {
        xml.block("body", &[], |xml| {
            for block in context.edition.furniture().iter().filter(|block| apart && !block.is_empty()) {
                xml.line("fw", &[("type", "furniture")], |xml| writer.write(xml, block, None, Depth::All));
            }
            for story in context.stories() {
                article(xml, &mut writer, &story);
            }
            if context.edition.articles().is_empty() {
                xml.block("div", &[], |xml| xml.line("p", &[], |_| {}));
            }
        });
        let set_aside: Vec<_> = context.edition.set_aside().iter().filter(|block| apart && !block.is_empty()).collect();
        if !set_aside.is_empty() {
            xml.block("back", &[], |xml| {
                xml.block("div", &[("type", "set-aside")], |xml| {
                    for block in set_aside {
                        xml.line("p", &[], |xml| writer.write(xml, block, None, Depth::All));
                    }
                });
            });
        }
    });
}

/// An article. TEI has all headings at the beginning of a division, and bylines there or at its end.
fn article(xml: &mut Xml, writer: &mut Writer<'_, '_>, story: &Story<'_>) {
    let (id, number, class) = (story.id(), story.number.to_string(), format!("#{}", class_id(story.article)));
    let mut attributes = vec![("type", "article"), ("xml:id", id.as_str()), ("n", number.as_str())];
    if !super::header::is_unclassed(story.article) {
        attributes.push(("decls", class.as_str()));
    }
    let (heads, rest): (Vec<&Part<'_>>, Vec<&Part<'_>>) = story.parts.iter().partition(|part| part.role.is_heading());
    let opening = rest.iter().take_while(|part| part.role == Role::Byline).count();
    let (opening, rest) = rest.split_at(opening);
    let closing = rest.iter().rev().take_while(|part| part.role == Role::Byline).count();
    let (body, closing) = rest.split_at(rest.len() - closing);
    xml.block("div", &attributes, |xml| {
        heads.iter().for_each(|part| head(xml, writer, story, part));
        opening.iter().for_each(|part| element(xml, writer, story, part, "byline"));
        sections(xml, writer, story, body);
        closing.iter().for_each(|part| element(xml, writer, story, part, "byline"));
    });
}

/// The body: what comes before the first subheading, then a division for each subheading.
fn sections(xml: &mut Xml, writer: &mut Writer<'_, '_>, story: &Story<'_>, body: &[&Part<'_>]) {
    for (index, section) in body.chunk_by(|_, next| next.role != Role::Subheading).enumerate() {
        match section.split_first() {
            Some((first, rest)) if first.role == Role::Subheading => xml.block("div", &[("type", "section")], |xml| {
                xml.line("head", &[("type", "sub")], |xml| lines(xml, writer, story, first));
                parts(xml, writer, story, rest);
            }),
            _ => {
                debug_assert!(index == 0, "only the first section has no subheading");
                parts(xml, writer, story, section);
            }
        }
    }
}

fn parts(xml: &mut Xml, writer: &mut Writer<'_, '_>, story: &Story<'_>, parts: &[&Part<'_>]) {
    let mut rest = parts;
    while let Some((part, after)) = rest.split_first() {
        rest = after;
        match part.role {
            // A caption and the credits behind it are of one picture.
            Role::Caption | Role::Credit => {
                let credits = rest.iter().take_while(|part| part.role == Role::Credit).count();
                let (credits, after) = rest.split_at(credits);
                rest = after;
                xml.block("figure", &[], |xml| {
                    for part in std::iter::once(part).chain(credits) {
                        let (name, depth) = if part.role == Role::Caption { ("figDesc", Depth::Names) } else { ("byline", Depth::All) };
                        xml.line(name, &[], |xml| {
                            part.lines.iter().for_each(|line| writer.write(xml, line.block, Some(story.article), depth))
                        });
                    }
                });
            }
            Role::JumpLine => jump(xml, writer, story, part),
            // A byline that neither opens nor closes the article.
            Role::Byline => xml.line("ab", &[("type", "byline")], |xml| lines(xml, writer, story, part)),
            _ => element(xml, writer, story, part, "p"),
        }
    }
}

fn head(xml: &mut Xml, writer: &mut Writer<'_, '_>, story: &Story<'_>, part: &Part<'_>) {
    let kind = match part.role {
        Role::Kicker => "kicker",
        Role::Deck => "deck",
        _ => "main",
    };
    xml.line("head", &[("type", kind)], |xml| lines(xml, writer, story, part));
}

fn element(xml: &mut Xml, writer: &mut Writer<'_, '_>, story: &Story<'_>, part: &Part<'_>, name: &str) {
    xml.line(name, &[], |xml| lines(xml, writer, story, part));
}

/// The lines of a part; where there are several, as a headline has, each in a segment of its own.
fn lines(xml: &mut Xml, writer: &mut Writer<'_, '_>, story: &Story<'_>, part: &Part<'_>) {
    for line in &part.lines {
        let supplied = writer.context.is_supplied_headline(line.block);
        let mut text = |xml: &mut Xml| {
            if supplied {
                let attributes = [("resp", "#editor"), ("reason", "no-headline")];
                xml.inline("supplied", &attributes, |xml| writer.write(xml, line.block, Some(story.article), Depth::All));
            } else {
                writer.write(xml, line.block, Some(story.article), Depth::All);
            }
        };
        if part.lines.len() > 1 { xml.inline("seg", &[("type", "line")], text) } else { text(xml) }
    }
}

/// What sends the reader to another page, with a pointer to it where it is in the edition.
fn jump(xml: &mut Xml, writer: &mut Writer<'_, '_>, story: &Story<'_>, part: &Part<'_>) {
    let text = part.text();
    let labels = writer.context.edition.masthead().page_labels.iter();
    let found = labels.enumerate().find(|(_, label)| names_page(&text, label)).map(|(page, _)| format!("#{}", page_id(page)));
    let mut attributes = vec![("type", "jump")];
    if let Some(target) = &found {
        attributes.push(("target", target));
    }
    xml.line("p", &[], |xml| xml.inline("ref", &attributes, |xml| lines(xml, writer, story, part)));
}

/// Whether a jump line names the page of this label: `（下转第4版）` that of `4版`, but not that of `14版`.
fn names_page(text: &str, label: &str) -> bool {
    let before = |at: usize| text.get(..at).unwrap_or_default().chars().next_back();
    !label.is_empty() && text.match_indices(label).any(|(at, _)| !before(at).is_some_and(|c| c.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::names_page;

    #[test]
    fn jump_lines_name_pages() {
        assert!(names_page("（下转4版）", "4版") && names_page("（下转第4版）", "4版"));
        assert!(!names_page("（下转14版）", "4版") && !names_page("（下转A4版）", "4版") && !names_page("（下转4版）", ""));
    }
}
