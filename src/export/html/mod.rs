//! One page that holds everything it needs: a newspaper's stories with contents before them and an index behind, for screen, phone
//! and A4 paper. It is HTML in the syntax of XML, and asks for nothing from outside.

mod article;
mod comments;
mod indexes;
mod line_images;

pub(super) use article::{write_apart, write_legend, write_story};
pub(super) use indexes::{NameIndex, indexes};

use super::story::ReadStory;
use super::xml::Xml;
use super::{Context, Switch};
use crate::edition::Ledger;

const STYLE: &str = include_str!("../../../assets/exports/page.css");
/// What is added for the images of lines.
const STYLE_OF_LINES: &str = include_str!("../../../assets/exports/lines.css");
/// What is added for comments.
const STYLE_OF_COMMENTS: &str = include_str!("../../../assets/exports/comments.css");

/// An edition as one page.
pub(super) fn export(context: &Context<'_>) -> String {
    let stories = context.stories();
    let added = [(Switch::LineImages, STYLE_OF_LINES), (Switch::Comments, STYLE_OF_COMMENTS)];
    let added = added.into_iter().filter(|(switch, _)| context.options.has(*switch)).map(|(_, style)| style);
    let style: String = std::iter::once(STYLE).chain(added).collect();
    page(context, &style, |xml| {
        masthead(xml, context);
        contents(xml, context, &stories);
        xml.block("main", &[], |xml| {
            for story in &stories {
                write_story(xml, context, story);
            }
            write_apart(xml, context);
            comments::write(xml, context);
        });
        index(xml, context, &stories);
        colophon(xml, context);
    })
}

/// A page with this style sheet and this body.
pub(super) fn page(context: &Context<'_>, style: &str, body: impl FnOnce(&mut Xml)) -> String {
    let mut xml = Xml::new("<!DOCTYPE html>\n");
    xml.block("html", &[("lang", context.text_language().tag())], |xml| {
        xml.block("head", &[], |xml| {
            xml.empty_line("meta", &[("charset", "utf-8")]);
            xml.empty_line("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
            // Nothing in a page needs scripts or anything from elsewhere.
            let policy = match context.options.has(Switch::LineImages) {
                true => "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
                false => "default-src 'none'; style-src 'unsafe-inline'",
            };
            xml.empty_line("meta", &[("http-equiv", "Content-Security-Policy"), ("content", policy)]);
            xml.empty_line("meta", &[("name", "generator"), ("content", concat!("Stet ", env!("CARGO_PKG_VERSION")))]);
            xml.leaf("title", &[], &context.title());
            xml.line("style", &[], |xml| xml.markup(style));
        });
        xml.block("body", &[], body);
    });
    xml.finish()
}

/// The paper's name, large, and what else is known of the issue.
pub(super) fn masthead(xml: &mut Xml, context: &Context<'_>) {
    let (title, known) = context.nameplate();
    xml.block("header", &[("class", "masthead")], |xml| {
        let class = if context.edition.masthead().title.is_some() { "paper" } else { "paper unnamed" };
        xml.leaf("h1", &[("class", class)], &title);
        if !known.is_empty() {
            xml.line("p", &[("class", "issue")], |xml| known.iter().for_each(|part| xml.leaf("span", &[], part)));
        }
    });
}

fn contents(xml: &mut Xml, context: &Context<'_>, stories: &[ReadStory<'_>]) {
    if stories.len() < 2 {
        return;
    }
    let heading = context.words.text("export-contents");
    xml.block("nav", &[("class", "contents"), ("aria-label", &heading)], |xml| {
        xml.leaf("h2", &[], &heading);
        xml.block("ol", &[], |xml| {
            for story in stories {
                xml.line("li", &[], |xml| {
                    xml.inline("a", &[("href", &format!("#{}", story.id()))], |xml| xml.text(&story.title));
                    if let Some(page) = story.page.filter(|_| context.edition.pages().len() > 1) {
                        xml.text(" ");
                        xml.inline("span", &[("class", "page")], |xml| xml.text(&context.as_read(context.page_label(page))));
                    }
                });
            }
        });
    });
}

fn index(xml: &mut Xml, context: &Context<'_>, stories: &[ReadStory<'_>]) {
    let indexes = indexes(stories);
    if indexes.is_empty() {
        return;
    }
    xml.block("section", &[("class", "index"), ("id", "index")], |xml| {
        xml.leaf("h2", &[], &context.words.text("export-index"));
        for index in &indexes {
            index.write(xml, context, |story| format!("#{}", story.id()));
        }
    });
}

/// Where the text comes from and what became of it.
fn colophon(xml: &mut Xml, context: &Context<'_>) {
    xml.block("footer", &[("class", "colophon")], |xml| {
        write_legend(xml, context);
        sources(xml, context);
    });
}

/// The source files with their checksums, and the ledger.
pub(super) fn sources(xml: &mut Xml, context: &Context<'_>) {
    xml.leaf("h2", &[], &context.words.text("export-sources"));
    xml.block("ul", &[("class", "sources")], |xml| {
        let pages = context.edition.pages().iter().zip(&context.edition.masthead().page_labels);
        for (page, label) in pages {
            let source = page.source();
            xml.line("li", &[], |xml| {
                xml.text(&format!("{}　{}　", context.as_read(label), source.file));
                xml.inline("code", &[], |xml| xml.text(&format!("SHA-256 {}", source.sha256)));
            });
        }
    });
    // An article on its own has not all characters of its pages.
    if !context.options.has(Switch::PerArticle) {
        xml.leaf("p", &[], &ledger_words(context));
    }
}

/// The ledger in words.
pub(super) fn ledger_words(context: &Context<'_>) -> String {
    let Ledger { raw, kept, changed, set_aside, .. } = context.edition.ledger().into_iter().fold(Ledger::default(), |sum, page| sum + page);
    let figures = [("raw", raw), ("kept", kept), ("changed", changed), ("aside", set_aside)];
    let figures: Vec<_> = figures.iter().map(|(name, count)| (*name, (*count).into())).collect();
    context.words.with("export-ledger", &figures)
}

#[cfg(test)]
mod tests {
    use super::super::Format;
    use super::super::tests::{sample, standard};

    #[test]
    fn every_link_of_the_page_leads_somewhere_and_no_name_is_given_twice() {
        let page = standard(&sample(), Format::Html);
        let values = |name: &str| -> Vec<String> {
            page.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
        };
        let mut ids = values("id");
        let links = values("href");
        assert!(!links.is_empty());
        assert!(links.iter().all(|link| link.strip_prefix('#').is_some_and(|id| ids.iter().any(|one| one == id))), "{links:?} {ids:?}");
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }

    #[test]
    fn the_page_needs_nothing_from_outside() {
        let page = standard(&sample(), Format::Html);
        for outside in ["http:", "https:", "<script", "url(", "@import", "<link", "src="] {
            assert!(!page.contains(outside), "{outside}");
        }
    }
}
