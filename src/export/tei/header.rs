//! The header: what the document is, where its text comes from, and what was done to it.

use super::super::html::ledger_words;
use super::super::marks::{self, Mark};
use super::super::source::source_lines;
use super::super::story::{ReadStory, article_id};
use super::super::xml::Xml;
use super::super::{Context, Switch, iso_date};
use super::{class_id, comments, page_id};
use crate::edition::{Article, Role};
use crate::language::conversion::Conversion;
use crate::style::Term;

/// Writes the header.
pub(super) fn write(xml: &mut Xml, context: &Context<'_>) {
    xml.block("teiHeader", &[], |xml| {
        xml.block("fileDesc", &[], |xml| {
            xml.block("titleStmt", &[], |xml| {
                xml.leaf("title", &[], &context.title());
                xml.block("respStmt", &[("xml:id", "editor")], |xml| {
                    xml.leaf("resp", &[], &context.words.text("export-tei-edited"));
                    xml.leaf("name", &[], &context.words.text("export-tei-editor"));
                });
                comments::write_hands(xml, context);
            });
            xml.block("publicationStmt", &[], |xml| xml.leaf("p", &[], &context.words.text("export-tei-unpublished")));
            source(xml, context);
        });
        encoding(xml, context);
        profile(xml, context);
    });
}

/// The paper, the files of its pages, and the articles as what they are in the paper.
fn source(xml: &mut Xml, context: &Context<'_>) {
    xml.block("sourceDesc", &[], |xml| {
        paper(xml, context);
        if !context.edition.pages().is_empty() {
            xml.block("listBibl", &[("type", "pages")], |xml| pages(xml, context));
        }
        let stories = context.stories();
        if !stories.is_empty() {
            xml.block("listBibl", &[("type", "articles")], |xml| stories.iter().for_each(|story| article(xml, context, story)));
        }
    });
}

fn paper(xml: &mut Xml, context: &Context<'_>) {
    let masthead = context.edition.masthead();
    xml.block("bibl", &[("type", "newspaper")], |xml| {
        xml.leaf("title", &[("level", "j")], &masthead.title.clone().unwrap_or_else(|| context.title()));
        if let Some(date) = &masthead.date {
            match iso_date(date) {
                Some(day) => xml.leaf("date", &[("when", day)], &context.day().unwrap_or_else(|| date.clone())),
                None => xml.leaf("date", &[], date),
            }
        }
        if let Some(issue) = &masthead.issue {
            xml.leaf("biblScope", &[("unit", "issue")], issue);
        }
    });
}

fn pages(xml: &mut Xml, context: &Context<'_>) {
    for (index, page) in context.edition.pages().iter().enumerate() {
        let (source, label) = (page.source(), context.page_label(crate::page::PageIndex(index as u32)));
        xml.block("bibl", &[("xml:id", &page_id(index)), ("type", "page")], |xml| {
            xml.leaf("biblScope", &[("unit", "page")], label);
            xml.leaf("idno", &[("type", "file")], &source.file);
            xml.leaf("idno", &[("type", "SHA-256")], &source.sha256);
            let extent = [("lines", page.line_count().into()), ("characters", page.len().0.into())];
            xml.leaf("extent", &[], &context.words.with("export-tei-extent", &extent));
            xml.leaf("note", &[("type", "encoding")], source.encoding.name());
        });
    }
}

fn article(xml: &mut Xml, context: &Context<'_>, story: &ReadStory<'_>) {
    xml.block("bibl", &[("type", "article"), ("corresp", &format!("#{}", story.id()))], |xml| {
        if story.with_role(Role::Headline).next().is_some() {
            xml.leaf("title", &[("level", "a")], &story.article.title());
        }
        if let Some(byline) = story.article.written_by() {
            xml.leaf("author", &[], &byline);
        }
        for run in source_lines(context.edition, story.article) {
            let page = format!("#{}", page_id(run.page - 1));
            let (from, to) = (run.lines.0.to_string(), run.lines.1.to_string());
            let attributes = [("unit", "line"), ("corresp", page.as_str()), ("from", from.as_str()), ("to", to.as_str())];
            let words = if from == to { from.clone() } else { format!("{from}–{to}") };
            xml.leaf("biblScope", &attributes, &words);
        }
    });
}

/// What was done: from the house style and the ledger.
fn encoding(xml: &mut Xml, context: &Context<'_>) {
    let words = &context.words;
    xml.block("encodingDesc", &[], |xml| {
        xml.block("projectDesc", &[], |xml| xml.leaf("p", &[], &words.text("export-tei-project")));
        xml.block("editorialDecl", &[], |xml| {
            xml.block("correction", &[("method", if context.options.has(Switch::Changes) { "markup" } else { "silent" })], |xml| {
                // An article on its own has not all characters of its pages.
                if !context.options.has(Switch::PerArticle) {
                    xml.leaf("p", &[], &ledger_words(context));
                }
                xml.leaf("p", &[], &words.text("export-tei-correction"));
            });
            let conversion = context.options.conversion();
            let method: &[(&str, &str)] = if conversion.is_some() { &[("method", "markup")] } else { &[] };
            xml.block("normalization", method, |xml| {
                let key = if context.style.full_width_punctuation { "export-tei-full-width" } else { "export-tei-half-width" };
                xml.leaf("p", &[], &words.text(key));
                xml.leaf("p", &[], &words.text("export-tei-blanks"));
                match conversion {
                    Some(Conversion::ToSimplified) => xml.leaf("p", &[], &words.text("export-tei-simplified")),
                    Some(Conversion::ToTraditional) => xml.leaf("p", &[], &words.text("export-tei-traditional")),
                    None => {}
                }
            });
            xml.block("segmentation", &[], |xml| xml.leaf("p", &[], &words.text("export-tei-segmentation")));
            xml.block("interpretation", &[], |xml| xml.leaf("p", &[], &words.text("export-tei-interpretation")));
            let marks = used_marks(context);
            if !marks.is_empty() {
                xml.block("p", &[], |xml| {
                    xml.text(&words.text("export-legend"));
                    xml.block("list", &[("type", "gloss")], |xml| {
                        for mark in marks {
                            xml.leaf("label", &[], &mark.sign(&context.style.marks));
                            xml.leaf("item", &[], &words.text(mark.key()));
                        }
                    });
                });
            }
        });
        classes(xml, context);
    });
}

fn used_marks(context: &Context<'_>) -> Vec<Mark> {
    let found: Vec<Mark> =
        context.edition.blocks().flat_map(|(_, block)| marks::marks(block, &context.style.marks)).map(|marked| marked.mark).collect();
    Mark::ALL.into_iter().filter(|mark| found.contains(mark)).collect()
}

/// What keywords are taken from.
const SCHEMES: [(&str, &str); 3] =
    [("sections", "export-tei-sections"), ("tags", "export-tei-tags"), ("free-tags", "export-tei-free-tags")];

/// An article's keywords by scheme: its section, tags of the archive's vocabulary, other tags.
fn keywords<'a>(context: &Context<'_>, article: &'a Article) -> [Vec<&'a str>; 3] {
    let known = |vocabulary: &[Term], tag: &str| vocabulary.iter().any(|term| term.term == tag);
    let tags = article.tags().iter().map(String::as_str);
    let (vocabulary, free): (Vec<&str>, Vec<&str>) = tags.partition(|tag| known(&context.style.tags, tag));
    [article.section().into_iter().collect(), vocabulary, free]
}

/// Whether an article has neither a section nor tags.
pub(super) fn is_unclassed(article: &Article) -> bool {
    article.section().is_none() && article.tags().is_empty()
}

fn classes(xml: &mut Xml, context: &Context<'_>) {
    let used: Vec<[Vec<&str>; 3]> = context.edition.articles().iter().map(|article| keywords(context, article)).collect();
    let schemes: Vec<_> = SCHEMES
        .iter()
        .enumerate()
        .filter(|(index, _)| used.iter().any(|words| words.get(*index).is_some_and(|words| !words.is_empty())))
        .map(|(_, scheme)| scheme)
        .collect();
    if schemes.is_empty() {
        return;
    }
    xml.block("classDecl", &[], |xml| {
        for (id, key) in schemes {
            xml.block("taxonomy", &[("xml:id", id)], |xml| xml.leaf("desc", &[], &context.words.text(key)));
        }
    });
}

/// The language, and what each article is about.
fn profile(xml: &mut Xml, context: &Context<'_>) {
    xml.block("profileDesc", &[], |xml| {
        let printed = context.text_language();
        let read = Some(printed.converted(context.options.conversion())).filter(|read| *read != printed);
        xml.block("langUsage", &[], |xml| {
            for language in std::iter::once(printed).chain(read) {
                xml.leaf("language", &[("ident", language.tag())], &context.words.text(language.key()));
            }
        });
        for article in context.edition.articles().iter().filter(|article| !is_unclassed(article)) {
            xml.block("textClass", &[("xml:id", &class_id(article)), ("corresp", &format!("#{}", article_id(article)))], |xml| {
                for ((scheme, _), words) in SCHEMES.iter().zip(keywords(context, article)) {
                    if !words.is_empty() {
                        xml.block("keywords", &[("scheme", &format!("#{scheme}"))], |xml| {
                            words.iter().for_each(|word| xml.leaf("term", &[], word));
                        });
                    }
                }
            });
        }
    });
}
