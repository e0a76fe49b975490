//! Comments on places: notes that stand off the text and point to where they begin and end in it (TEI P5, 17.10, `listAnnotation`).

use super::super::comments::PlacedComment;
use super::super::story::article_id;
use super::super::xml::Xml;
use super::super::{Context, iso_date};
use crate::edition::role::Tei;
use crate::edition::{Hand, Remark, Shelf};

/// Which end of a comment's text.
#[derive(Clone, Copy)]
pub(super) enum Edge {
    From,
    To,
}

/// The name of the place where a comment begins or ends.
pub(super) fn anchor_id(placed: &PlacedComment<'_>, edge: Edge) -> String {
    let edge = match edge {
        Edge::From => "from",
        Edge::To => "to",
    };
    format!("{}-{edge}", placed.comment.id())
}

/// Writes who made comments, for the header.
pub(super) fn write_hands(xml: &mut Xml, context: &Context<'_>) {
    for (index, hand) in context.comments.hands().iter().enumerate() {
        xml.block("respStmt", &[("xml:id", &hand_id(index))], |xml| {
            xml.leaf("resp", &[], &context.words.text("export-comments"));
            xml.leaf("name", &[], hand.as_str());
        });
    }
}

/// Writes the comments, the first remark of each with a pointer to its text, and each answer with one to that remark.
pub(super) fn write_list(xml: &mut Xml, context: &Context<'_>) {
    if context.comments.all().is_empty() {
        return;
    }
    let hands = context.comments.hands();
    xml.block("listAnnotation", &[("type", "comments")], |xml| {
        for placed in context.comments.all() {
            let id = placed.comment.id().to_string();
            for (index, remark) in placed.comment.remarks().iter().enumerate() {
                let resp = resp(&hands, &remark.hand);
                if index == 0 {
                    let (target, end) = targets(context, placed);
                    let attributes = [("type", "comment"), ("xml:id", &id), ("resp", &resp), ("target", &target)];
                    let attributes: Vec<(&str, &str)> =
                        attributes.into_iter().chain(end.as_deref().map(|end| ("targetEnd", end))).collect();
                    xml.block("note", &attributes, |xml| write_remark(xml, remark, lost(placed)));
                } else {
                    let (id, target) = (format!("{id}-{}", index + 1), format!("#{id}"));
                    let attributes = [("type", "answer"), ("xml:id", id.as_str()), ("resp", &resp), ("target", &target)];
                    xml.block("note", &attributes, |xml| write_remark(xml, remark, None));
                }
            }
        }
    });
}

/// The text that a comment was about, where it is gone.
fn lost<'a>(placed: &PlacedComment<'a>) -> Option<&'a str> {
    Some(placed.comment).filter(|comment| comment.has_lost_its_text()).map(|comment| comment.about())
}

fn write_remark(xml: &mut Xml, remark: &Remark, about: Option<&str>) {
    match iso_date(&remark.date) {
        Some(day) => xml.leaf("date", &[("when", day)], day),
        None if remark.date.is_empty() => {}
        None => xml.leaf("date", &[], &remark.date),
    }
    about.into_iter().for_each(|about| xml.leaf("quote", &[], about));
    remark.text.lines().for_each(|line| xml.leaf("p", &[], line));
}

/// What a comment points to: where its text begins and ends, or, where TEI has no room for these, the article.
fn targets(context: &Context<'_>, placed: &PlacedComment<'_>) -> (String, Option<String>) {
    match context.edition.block(placed.block) {
        Some((Shelf::Article(article), block)) if matches!(block.role().form().tei, Tei::Figure("figDesc")) => {
            let article = context.edition.articles().iter().find(|one| one.id() == article);
            (article.map(|article| format!("#{}", article_id(article))).unwrap_or_default(), None)
        }
        _ => {
            let [from, to] = [Edge::From, Edge::To].map(|edge| format!("#{}", anchor_id(placed, edge)));
            (from, Some(to))
        }
    }
}

fn resp(hands: &[&Hand], hand: &Hand) -> String {
    hands.iter().position(|one| one.is(hand)).map(|index| format!("#{}", hand_id(index))).unwrap_or_default()
}

fn hand_id(index: usize) -> String {
    format!("hand-{}", index + 1)
}
