//! The text: furniture, the articles, what was set aside.

use super::super::story::{ReadStory, StoryPart};
use super::super::xml::Xml;
use super::super::{Context, Switch};
use super::inline::{Depth, InlineWriter};
use super::names::TaggedNames;
use super::{class_id, page_id};
use crate::edition::Role;
use crate::edition::role::{Form, Tei};

/// Writes the text.
pub(super) fn write(xml: &mut Xml, context: &Context<'_>, names: &TaggedNames) {
    let mut writer = InlineWriter::new(context, names);
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
fn article(xml: &mut Xml, writer: &mut InlineWriter<'_, '_>, story: &ReadStory<'_>) {
    let (id, number, class) = (story.id(), story.number.to_string(), format!("#{}", class_id(story.article)));
    let mut attributes = vec![("type", "article"), ("xml:id", id.as_str()), ("n", number.as_str())];
    if !super::header::is_unclassed(story.article) {
        attributes.push(("decls", class.as_str()));
    }
    let tei = |part: &&StoryPart<'_>| part.role.form().tei;
    let (heads, rest): (Vec<&StoryPart<'_>>, Vec<&StoryPart<'_>>) = story.parts.iter().partition(|part| part.role.is_heading());
    let opening = rest.iter().take_while(|part| tei(part) == Tei::Byline).count();
    let (opening, rest) = rest.split_at(opening);
    let closing = rest.iter().rev().take_while(|part| matches!(tei(part), Tei::Byline | Tei::Signed)).count();
    let (body, closing) = rest.split_at(rest.len() - closing);
    xml.block("div", &attributes, |xml| {
        for part in heads.iter().chain(opening) {
            element(xml, writer, story, part);
        }
        sections(xml, writer, story, body);
        for group in closing.chunk_by(|part, next| tei(part) == tei(next)) {
            let mut write = |xml: &mut Xml| group.iter().for_each(|part| element(xml, writer, story, part));
            if group.iter().any(|part| tei(part) == Tei::Signed) { xml.block("closer", &[], write) } else { write(xml) }
        }
    });
}

/// The body: what comes before the first subheading, then a division for each subheading.
fn sections(xml: &mut Xml, writer: &mut InlineWriter<'_, '_>, story: &ReadStory<'_>, body: &[&StoryPart<'_>]) {
    let begins_section = |part: &StoryPart<'_>| part.role.form().tei == Tei::Section;
    for section in body.chunk_by(|_, next| !begins_section(next)) {
        match section.split_first() {
            Some((first, rest)) if begins_section(first) => xml.block("div", &[("type", "section")], |xml| {
                element(xml, writer, story, first);
                parts(xml, writer, story, rest);
            }),
            _ => parts(xml, writer, story, section),
        }
    }
}

/// The parts of a division, each in its element or, where they are gathered, in one.
fn parts(xml: &mut Xml, writer: &mut InlineWriter<'_, '_>, story: &ReadStory<'_>, parts: &[&StoryPart<'_>]) {
    let mut groups = parts.chunk_by(|part, next| part.gathers_with(next) || is_credit_of(part, next)).peekable();
    while let Some(group) = groups.next() {
        let is_last = groups.peek().is_none();
        let each = |xml: &mut Xml, writer: &mut InlineWriter<'_, '_>| group.iter().for_each(|part| element(xml, writer, story, part));
        match group.first().map(|part| part.role.form().tei) {
            Some(Tei::Within(outer, _)) => xml.block(outer, &[], |xml| each(xml, writer)),
            Some(Tei::Figure(_)) => xml.block("figure", &[], |xml| each(xml, writer)),
            // In a division no text may follow another division; a text that interrupts the story floats in it.
            Some(Tei::Apart(kind)) if is_last => xml.block("div", &[("type", kind)], |xml| each(xml, writer)),
            Some(Tei::Apart(kind)) => {
                xml.block("floatingText", &[("type", kind)], |xml| xml.block("body", &[], |xml| each(xml, writer)));
            }
            // What neither opens nor closes the article.
            Some(Tei::Byline | Tei::Signed) => {
                for part in group {
                    xml.line("ab", &[("type", part.role.name())], |xml| lines(xml, writer, story, part));
                }
            }
            Some(Tei::Head(_) | Tei::Section | Tei::Element(_) | Tei::Jump) | None => each(xml, writer),
        }
    }
}

/// Whether a part says who made the picture that the part before it is about.
fn is_credit_of(part: &StoryPart<'_>, next: &StoryPart<'_>) -> bool {
    part.role.is_of_picture() && next.role == Role::Credit
}

/// A part in its own element.
fn element(xml: &mut Xml, writer: &mut InlineWriter<'_, '_>, story: &ReadStory<'_>, part: &StoryPart<'_>) {
    let mut line = |name: &str, attributes: &[(&str, &str)]| xml.line(name, attributes, |xml| lines(xml, writer, story, part));
    match part.role.form().tei {
        Tei::Head(kind) => line("head", &[("type", kind)]),
        Tei::Section => line("head", &[("type", "sub")]),
        Tei::Byline => line("byline", &[]),
        Tei::Signed => line("signed", &[]),
        Tei::Element(name) | Tei::Within(_, name) | Tei::Figure(name) => line(name, &[]),
        Tei::Apart(_) => line("p", &[]),
        Tei::Jump => jump(xml, writer, story, part),
    }
}

/// The lines of a part; where there are several, as a headline has, each in a segment of its own, and those of a table's row in cells.
fn lines(xml: &mut Xml, writer: &mut InlineWriter<'_, '_>, story: &ReadStory<'_>, part: &StoryPart<'_>) {
    for line in &part.lines {
        let supplied = writer.context.is_supplied_headline(line.block);
        let article = Some(story.article);
        let mut text = |xml: &mut Xml| match part.role.form() {
            Form { cell: Some(cell), .. } => writer.write_cells(xml, line.block, article, cell.tei),
            // A description of a figure has no room for more.
            Form { tei: Tei::Figure("figDesc"), .. } => writer.write(xml, line.block, article, Depth::Names),
            _ if supplied => {
                let attributes = [("resp", "#editor"), ("reason", "no-headline")];
                xml.inline("supplied", &attributes, |xml| writer.write(xml, line.block, article, Depth::All));
            }
            _ => writer.write(xml, line.block, article, Depth::All),
        };
        if part.lines.len() > 1 { xml.inline("seg", &[("type", "line")], text) } else { text(xml) }
    }
}

/// What sends the reader to another page, with a pointer to it where it is in the edition.
fn jump(xml: &mut Xml, writer: &mut InlineWriter<'_, '_>, story: &ReadStory<'_>, part: &StoryPart<'_>) {
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
