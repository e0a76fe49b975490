//! Comments on places, as notes at the end that the text refers to.

use super::super::comments::PlacedComment;
use super::super::xml::Xml;
use super::super::{Context, iso_date};
use crate::edition::Remark;

/// Refers to a comment from the end of what it is about.
pub(super) fn refer(xml: &mut Xml, placed: &PlacedComment<'_>) {
    let (number, href) = (placed.number.to_string(), format!("#{}", id(placed)));
    xml.inline("sup", &[("class", "comment")], |xml| {
        xml.inline("a", &[("id", &place_id(placed)), ("href", &href)], |xml| xml.text(&number));
    });
}

/// The comments that are asked for, each with a link back to its place.
pub(super) fn write(xml: &mut Xml, context: &Context<'_>) {
    if context.comments.all().is_empty() {
        return;
    }
    xml.block("section", &[("class", "apart comments")], |xml| {
        xml.leaf("h2", &[], &context.words.text("export-comments"));
        xml.block("ol", &[], |xml| {
            for placed in context.comments.all() {
                xml.block("li", &[("id", &id(placed))], |xml| write_one(xml, context, placed));
            }
        });
    });
}

fn write_one(xml: &mut Xml, context: &Context<'_>, placed: &PlacedComment<'_>) {
    let about = context.words.with(placed.about_key(), &[("about", placed.comment.about().to_owned().into())]);
    xml.line("p", &[("class", "about")], |xml| {
        xml.inline("a", &[("href", &format!("#{}", place_id(placed)))], |xml| xml.text(&about));
    });
    placed.comment.remarks().iter().for_each(|remark| write_remark(xml, remark));
}

fn write_remark(xml: &mut Xml, remark: &Remark) {
    xml.line("p", &[], |xml| {
        xml.inline("b", &[], |xml| xml.text(remark.hand.as_str()));
        xml.text(" ");
        match iso_date(&remark.date) {
            Some(day) => xml.inline("time", &[("datetime", day)], |xml| xml.text(day)),
            None => xml.text(&remark.date),
        }
        for (index, line) in remark.text.lines().enumerate() {
            if index > 0 {
                xml.empty("br", &[])
            } else {
                xml.text("　")
            }
            xml.text(line);
        }
    });
}

fn id(placed: &PlacedComment<'_>) -> String {
    format!("comment-{}", placed.number)
}

fn place_id(placed: &PlacedComment<'_>) -> String {
    format!("commented-{}", placed.number)
}
