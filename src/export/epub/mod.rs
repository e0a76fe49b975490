//! A book for reading devices: EPUB 3, a chapter an article, with an index behind and a contents list (W3C, EPUB 3.3).

use super::html::{NameIndex, indexes, masthead, sources, write_apart, write_legend, write_story};
use super::package::{Entry, EntryBytes, zip};
use super::story::ReadStory;
use super::xml::Xml;
use super::{Context, iso_date};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const XHTML: &str = "http://www.w3.org/1999/xhtml";
const OPS: &str = "http://www.idpf.org/2007/ops";
const STYLE: &str = include_str!("../../../assets/exports/book.css");

/// A part of the book that is read: its file's name without the end, its title, and the file.
struct EpubChapter {
    name: String,
    title: String,
    text: String,
}

/// An edition as the bytes of a book.
pub(super) fn export(context: &Context<'_>) -> Vec<u8> {
    let stories = context.stories();
    let chapters = chapters(context, &stories);
    let mut entries = vec![
        // By it readers know the format before they unpack anything.
        Entry { path: "mimetype".to_owned(), bytes: EntryBytes::Here(b"application/epub+zip".as_slice().into()), compressed: false },
        Entry::new("META-INF/container.xml", container()),
        Entry::new("EPUB/package.opf", package(context, &chapters)),
        Entry::new("EPUB/nav.xhtml", navigation(context, &chapters)),
        Entry::new("EPUB/book.css", STYLE),
    ];
    entries.extend(chapters.into_iter().map(|chapter| Entry::new(format!("EPUB/{}.xhtml", chapter.name), chapter.text)));
    zip(&entries)
}

fn chapters(context: &Context<'_>, stories: &[ReadStory<'_>]) -> Vec<EpubChapter> {
    let chapter = |name: &str, title: String, body: &dyn Fn(&mut Xml)| {
        let text = page(context, &title, |xml| body(xml));
        EpubChapter { name: name.to_owned(), title, text }
    };
    let mut chapters = vec![chapter("cover", context.title(), &|xml| masthead(xml, context))];
    chapters.extend(stories.iter().map(|story| chapter(&story.id(), story.title.clone(), &|xml| write_story(xml, context, story))));
    if !context.apart().is_empty() {
        chapters.push(chapter("apart", context.words.text("export-apart"), &|xml| write_apart(xml, context)));
    }
    let indexes = indexes(stories);
    if !indexes.is_empty() {
        chapters.push(chapter("index", context.words.text("export-index"), &|xml| index(xml, context, &indexes)));
    }
    chapters.push(chapter("colophon", context.words.text("export-colophon"), &|xml| {
        xml.block("section", &[("class", "colophon")], |xml| {
            write_legend(xml, context);
            sources(xml, context);
        });
    }));
    chapters
}

fn index(xml: &mut Xml, context: &Context<'_>, indexes: &[NameIndex<'_>]) {
    xml.block("section", &[("class", "index")], |xml| {
        xml.leaf("h2", &[], &context.words.text("export-index"));
        indexes.iter().for_each(|index| index.write(xml, context, |story| format!("{0}.xhtml#{0}", story.id())));
    });
}

/// A page of the book. Its language is said twice, for both kinds of readers.
fn page(context: &Context<'_>, title: &str, body: impl FnOnce(&mut Xml)) -> String {
    let mut xml = Xml::new(&format!("{HEAD}<!DOCTYPE html>\n"));
    let language = context.text_language().tag();
    let attributes = [("xmlns", XHTML), ("xmlns:epub", OPS), ("lang", language), ("xml:lang", language)];
    xml.block("html", &attributes, |xml| {
        xml.block("head", &[], |xml| {
            xml.leaf("title", &[], title);
            xml.empty_line("link", &[("rel", "stylesheet"), ("type", "text/css"), ("href", "book.css")]);
        });
        xml.block("body", &[], body);
    });
    xml.finish()
}

fn navigation(context: &Context<'_>, chapters: &[EpubChapter]) -> String {
    let heading = context.words.text("export-contents");
    page(context, &heading, |xml| {
        xml.block("nav", &[("epub:type", "toc"), ("id", "toc")], |xml| {
            xml.leaf("h2", &[], &heading);
            xml.block("ol", &[], |xml| {
                for chapter in chapters {
                    let file = format!("{}.xhtml", chapter.name);
                    xml.line("li", &[], |xml| xml.inline("a", &[("href", &file)], |xml| xml.text(&chapter.title)));
                }
            });
        });
    })
}

fn container() -> String {
    let mut xml = Xml::new(HEAD);
    xml.block("container", &[("version", "1.0"), ("xmlns", "urn:oasis:names:tc:opendocument:xmlns:container")], |xml| {
        xml.block("rootfiles", &[], |xml| {
            xml.empty_line("rootfile", &[("full-path", "EPUB/package.opf"), ("media-type", "application/oebps-package+xml")]);
        });
    });
    xml.finish()
}

fn package(context: &Context<'_>, chapters: &[EpubChapter]) -> String {
    let mut xml = Xml::new(HEAD);
    let language = context.text_language().tag();
    let attributes = [("xmlns", "http://www.idpf.org/2007/opf"), ("version", "3.0"), ("unique-identifier", "id"), ("xml:lang", language)];
    xml.block("package", &attributes, |xml| {
        metadata(xml, context);
        xml.block("manifest", &[], |xml| {
            let xhtml = "application/xhtml+xml";
            xml.empty_line("item", &[("id", "nav"), ("href", "nav.xhtml"), ("media-type", xhtml), ("properties", "nav")]);
            xml.empty_line("item", &[("id", "style"), ("href", "book.css"), ("media-type", "text/css")]);
            for chapter in chapters {
                let (id, file) = (format!("chapter-{}", chapter.name), format!("{}.xhtml", chapter.name));
                xml.empty_line("item", &[("id", &id), ("href", &file), ("media-type", xhtml)]);
            }
        });
        xml.block("spine", &[], |xml| {
            for (index, chapter) in chapters.iter().enumerate() {
                xml.empty_line("itemref", &[("idref", &format!("chapter-{}", chapter.name))]);
                if index == 0 {
                    xml.empty_line("itemref", &[("idref", "nav")]);
                }
            }
        });
    });
    xml.finish()
}

fn metadata(xml: &mut Xml, context: &Context<'_>) {
    let date = context.edition.masthead().date.as_deref().and_then(iso_date);
    xml.block("metadata", &[("xmlns:dc", "http://purl.org/dc/elements/1.1/")], |xml| {
        xml.leaf("dc:identifier", &[("id", "id")], &format!("urn:uuid:{}", context.uuid()));
        xml.leaf("dc:title", &[], &context.title());
        xml.leaf("dc:language", &[], context.text_language().tag());
        if let Some(date) = date {
            xml.leaf("dc:date", &[], date);
        }
        for keyword in context.keywords() {
            xml.leaf("dc:subject", &[], &keyword);
        }
        // The standard asks for a time of change. The day of issue, or a day that stands for none, leaves each export the same.
        let changed = format!("{}T00:00:00Z", date.unwrap_or("1970-01-01"));
        xml.leaf("meta", &[("property", "dcterms:modified")], &changed);
    });
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::super::tests::{bytes_of, sample};
    use super::super::{Format, Options};
    use crate::style::HouseStyle;

    #[test]
    fn a_book_has_a_chapter_for_each_article_and_says_first_what_it_is() {
        let (edition, style) = (sample(), HouseStyle::standard());
        let bytes = bytes_of(&edition, Format::Epub, &Options::standard(Format::Epub, style));
        assert_eq!(bytes.get(30..58), Some(b"mimetypeapplication/epub+zip".as_slice()));
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
        for article in edition.articles() {
            let mut text = String::new();
            let name = format!("EPUB/a{}.xhtml", article.id().0);
            archive.by_name(&name).expect("a chapter").read_to_string(&mut text).expect("text");
            assert!(text.contains(article.blocks()[0].text()), "{name}");
        }
    }
}
