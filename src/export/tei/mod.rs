//! TEI P5 (Guidelines 4.10): the header says where the text comes from and what was done to it; the text has an article a `div`, with
//! page and line beginnings of the source, which point to where they lie on its image, what was changed, the editor's marks, and names
//! where they stand; comments stand off it.

mod body;
mod comments;
mod facsimile;
mod header;
mod inline;
mod names;

use super::Context;
use super::xml::Xml;

/// The namespace of TEI.
const TEI: &str = "http://www.tei-c.org/ns/1.0";

/// An edition as a TEI document.
pub(super) fn export(context: &Context<'_>) -> String {
    let names = names::TaggedNames::of(context.edition);
    let mut xml = Xml::new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.block("TEI", &[("xmlns", TEI), ("xml:lang", context.text_language().tag())], |xml| {
        header::write(xml, context);
        facsimile::write(xml, context);
        if !names.is_empty() || !context.comments.all().is_empty() {
            xml.block("standOff", &[], |xml| {
                names.write_lists(xml);
                comments::write_list(xml, context);
            });
        }
        body::write(xml, context, &names);
    });
    xml.finish()
}

/// The name of a page in the document.
fn page_id(position: usize) -> String {
    format!("page-{}", position + 1)
}

/// The name of an article's class in the document.
fn class_id(article: &crate::edition::Article) -> String {
    format!("class-{}", super::story::article_id(article))
}
