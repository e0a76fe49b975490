//! The structures of an issue: its pages, and its articles with the parts of pages that they are.

use std::collections::HashMap;

use super::names::PackageNames;
use super::{PackedPage, image, mods};
use crate::edition::{BlockId, Role};
use crate::export::Context;
use crate::export::story::ReadStory;
use crate::export::xml::Xml;

/// The pages in their order.
pub(super) fn physical(xml: &mut Xml, context: &Context<'_>, pages: &[PackedPage], names: &PackageNames) {
    xml.block("mets:structMap", &[("TYPE", "PHYSICAL")], |xml| {
        xml.block(
            "mets:div",
            &[("ID", &names.free("PHYSICAL".into())), ("TYPE", "Newspaper"), ("DMDID", &mods::issue_name(names))],
            |xml| {
                for page in pages {
                    let (id, order) = (names.page(page.index), (page.index.position() + 1).to_string());
                    let mut attributes = vec![("ID", id.as_str()), ("TYPE", "PAGE"), ("ORDER", &order)];
                    let label = context.page_label(page.index);
                    attributes.extend((!label.is_empty()).then_some(("ORDERLABEL", label)));
                    xml.block("mets:div", &attributes, |xml| {
                        if image(context, page).is_some() {
                            xml.empty_line("mets:fptr", &[("FILEID", &names.image(page.index))]);
                        }
                        xml.empty_line("mets:fptr", &[("FILEID", &names.text(page.index))]);
                    });
                }
            },
        );
    });
}

/// The parts of pages that each block is: the page's file, and the name there.
type Areas<'a> = HashMap<BlockId, Vec<(String, &'a str)>>;

/// The issue, its sections and their articles. Articles of one section that follow each other stand in it together.
pub(super) fn logical(xml: &mut Xml, context: &Context<'_>, stories: &[ReadStory<'_>], (pages, given): (&[PackedPage], &PackageNames)) {
    xml.block("mets:structMap", &[("TYPE", "LOGICAL")], |xml| {
        let mut areas = Areas::new();
        for page in pages {
            for (block, names) in &page.alto.areas {
                areas.entry(*block).or_default().extend(names.iter().map(|name| (given.text(page.index), name.as_str())));
            }
        }
        let label = context.title();
        let (own, described) = (given.free("LOGICAL".into()), mods::issue_name(given));
        let issue = [("ID", own.as_str()), ("TYPE", "ISSUE"), ("DMDID", &described), ("LABEL", &label)];
        xml.block("mets:div", &[("ID", &given.free("NEWSPAPER".into())), ("TYPE", "Newspaper")], |xml| {
            xml.block("mets:div", &issue, |xml| {
                let sections = stories.chunk_by(|one, next| one.article.section() == next.article.section());
                for (number, section) in sections.enumerate() {
                    let write = |xml: &mut Xml| section.iter().for_each(|story| article(xml, story, &areas, given));
                    match section.first().and_then(|story| story.article.section()) {
                        None => write(xml),
                        Some(name) => {
                            let id = given.free(format!("SECTION_{}", number + 1));
                            xml.block("mets:div", &[("ID", &id), ("TYPE", "SECTION"), ("LABEL", name)], write);
                        }
                    }
                }
            });
        });
    });
}

/// What a part of an article is called.
fn kind_of(role: Role) -> &'static str {
    match role {
        role if role.is_heading() => "HEADING",
        role if role.is_of_picture() => "CAPTION",
        _ => "BODY",
    }
}

fn article(xml: &mut Xml, story: &ReadStory<'_>, areas: &Areas<'_>, names: &PackageNames) {
    let id = names.article(story.article);
    let attributes = [("ID", id), ("TYPE", "ARTICLE"), ("DMDID", names.description(story.article)), ("LABEL", &story.title)];
    xml.block("mets:div", &attributes, |xml| {
        let blocks: Vec<_> = story.article.blocks().iter().filter(|block| !block.is_empty()).collect();
        for (number, part) in blocks.chunk_by(|one, next| kind_of(one.role()) == kind_of(next.role())).enumerate() {
            let areas: Vec<&(String, &str)> = part.iter().flat_map(|block| areas.get(&block.id()).into_iter().flatten()).collect();
            // Text that was supplied stands on no page.
            let Some(first) = part.first().filter(|_| !areas.is_empty()) else { continue };
            let id = names.free(format!("{id}_{}", number + 1));
            xml.block("mets:div", &[("ID", &id), ("TYPE", kind_of(first.role()))], |xml| {
                xml.block("mets:fptr", &[], |xml| {
                    xml.block("mets:seq", &[], |xml| {
                        for (file, area) in &areas {
                            xml.empty_line("mets:area", &[("FILEID", file), ("BEGIN", area), ("BETYPE", "IDREF")]);
                        }
                    });
                });
            });
        }
    });
}
