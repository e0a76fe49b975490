//! What an issue and its articles are, as MODS.

use super::names::PackageNames;
use crate::edition::Role;
use crate::export::story::{ReadStory, StoryPart, article_id};
use crate::export::xml::Xml;
use crate::export::{Context, iso_date};

/// The namespace of MODS.
pub(super) const MODS: &str = "http://www.loc.gov/mods/v3";

/// The name of the issue's description in the list.
pub(super) fn issue_name(names: &PackageNames) -> String {
    names.free("MODS_ISSUE".to_owned())
}

/// The name of an article's description in a document of descriptions alone.
fn name_of(story: &ReadStory<'_>) -> String {
    format!("MODS_{}", article_id(story.article))
}

fn section(xml: &mut Xml, id: &str, content: impl FnOnce(&mut Xml)) {
    xml.block("mets:dmdSec", &[("ID", id)], |xml| {
        xml.block("mets:mdWrap", &[("MIMETYPE", "text/xml"), ("MDTYPE", "MODS")], |xml| {
            xml.block("mets:xmlData", &[], |xml| xml.block("mods:mods", &[("version", "3.7")], content));
        });
    });
}

fn title(xml: &mut Xml, name: &str, text: &str) {
    xml.block("mods:titleInfo", &[], |xml| xml.leaf(name, &[], text));
}

/// The issue.
pub(super) fn issue(xml: &mut Xml, context: &Context<'_>, names: &PackageNames) {
    section(xml, &issue_name(names), |xml| {
        title(xml, "mods:title", &context.nameplate().0);
        xml.leaf("mods:genre", &[("authority", "marcgt")], "newspaper");
        about_issue(xml, context);
        for (kind, identifier) in names.identifiers() {
            let kind = kind.as_deref().map(|kind| ("type", kind));
            xml.leaf("mods:identifier", kind.as_slice(), identifier);
        }
    });
}

fn about_issue(xml: &mut Xml, context: &Context<'_>) {
    let masthead = context.edition.masthead();
    if let Some(date) = &masthead.date {
        let attributes: &[(&str, &str)] = if iso_date(date).is_some() { &[("encoding", "w3cdtf")] } else { &[] };
        xml.block("mods:originInfo", &[], |xml| xml.leaf("mods:dateIssued", attributes, date));
    }
    if let Some(issue) = &masthead.issue {
        xml.block("mods:part", &[], |xml| {
            xml.block("mods:detail", &[("type", "issue")], |xml| xml.leaf("mods:number", &[], issue));
        });
    }
}

/// An article, in the list.
pub(super) fn article(xml: &mut Xml, context: &Context<'_>, story: &ReadStory<'_>, names: &PackageNames) {
    section(xml, names.description(story.article), |xml| about_article(xml, context, story));
}

/// The articles of an edition as a document of their own.
pub(in crate::export) fn collection(context: &Context<'_>) -> String {
    let mut xml = Xml::new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let spaces = [
        ("xmlns:mods", MODS),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ("xsi:schemaLocation", "http://www.loc.gov/mods/v3 http://www.loc.gov/standards/mods/v3/mods-3-7.xsd"),
    ];
    xml.block("mods:modsCollection", &spaces, |xml| {
        for story in context.stories() {
            let attributes = [("ID", name_of(&story)), ("version", "3.7".to_owned())];
            let attributes = attributes.each_ref().map(|(name, value)| (*name, value.as_str()));
            xml.block("mods:mods", &attributes, |xml| about_article(xml, context, &story));
        }
    });
    xml.finish()
}

fn about_article(xml: &mut Xml, context: &Context<'_>, story: &ReadStory<'_>) {
    let parts = |role: Role| story.with_role(role).map(StoryPart::text).collect::<Vec<_>>();
    xml.block("mods:titleInfo", &[], |xml| {
        xml.leaf("mods:title", &[], &story.title);
        [Role::Kicker, Role::Deck].into_iter().flat_map(parts).for_each(|text| xml.leaf("mods:subTitle", &[], &text));
    });
    if let Some(author) = story.article.written_by() {
        xml.block("mods:name", &[], |xml| {
            xml.leaf("mods:namePart", &[], &author);
            xml.block("mods:role", &[], |xml| {
                xml.leaf("mods:roleTerm", &[("type", "code"), ("authority", "marcrelator")], "aut");
            });
        });
    }
    xml.leaf("mods:genre", &[], "article");
    subjects(xml, story);
    xml.leaf("mods:identifier", &[("type", "local")], &story.id());
    let label = story.page.map(|page| context.page_label(page)).unwrap_or_default();
    xml.block("mods:relatedItem", &[("type", "host")], |xml| {
        title(xml, "mods:title", &context.nameplate().0);
        about_issue(xml, context);
        if !label.is_empty() {
            xml.block("mods:part", &[], |xml| {
                xml.block("mods:extent", &[("unit", "pages")], |xml| xml.leaf("mods:start", &[], label));
            });
        }
    });
}

fn subjects(xml: &mut Xml, story: &ReadStory<'_>) {
    let (article, names) = (story.article, story.article.names());
    let mut subject = |terms: &[String], write: &dyn Fn(&mut Xml, &str)| {
        terms.iter().for_each(|term| xml.block("mods:subject", &[], |xml| write(xml, term)));
    };
    subject(article.tags(), &|xml, term| xml.leaf("mods:topic", &[], term));
    subject(&names.places, &|xml, term| xml.leaf("mods:geographic", &[], term));
    for (kind, terms) in [("personal", &names.persons), ("corporate", &names.organisations)] {
        subject(terms, &|xml, term| xml.block("mods:name", &[("type", kind)], |xml| xml.leaf("mods:namePart", &[], term)));
    }
}
