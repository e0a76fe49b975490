//! Comments as word processors have them: each remark is one, with its author and day, and answers hang on the first of their thread.

use super::super::comments::PlacedComment;
use super::super::xml::Xml;
use super::super::{Context, iso_date};
use super::{HEAD, RELATIONS, WORD, paragraph, run};
use crate::edition::Remark;

/// What Word 2010 and 2012 added: names of paragraphs, and which comment answers which.
const WORD_2010: &str = "http://schemas.microsoft.com/office/word/2010/wordml";
const WORD_2012: &str = "http://schemas.microsoft.com/office/word/2012/wordml";
const COMPATIBILITY: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";

/// A part of the document's archive.
pub(super) struct CommentPart {
    /// Its name without an end, which is also that of its kind.
    pub(super) name: &'static str,
    /// What it is to the document.
    pub(super) relation: String,
    /// What is in it.
    pub(super) xml: String,
}

/// The parts that hold the comments; none where there are none.
pub(super) fn parts(context: &Context<'_>) -> Vec<CommentPart> {
    if context.comments.all().is_empty() {
        return Vec::new();
    }
    let relation = format!("{RELATIONS}/comments");
    let extended = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended".to_owned();
    vec![
        CommentPart { name: "comments", relation, xml: comments(context) },
        CommentPart { name: "commentsExtended", relation: extended, xml: threads(context) },
    ]
}

/// Marks where a comment begins.
pub(super) fn begin(xml: &mut Xml, placed: &PlacedComment<'_>) {
    numbers(placed).for_each(|number| xml.empty("w:commentRangeStart", &[("w:id", &number.to_string())]));
}

/// Marks where a comment ends, and refers to it.
pub(super) fn end(xml: &mut Xml, placed: &PlacedComment<'_>) {
    for number in numbers(placed) {
        let id = number.to_string();
        xml.empty("w:commentRangeEnd", &[("w:id", &id)]);
        xml.inline("w:r", &[], |xml| {
            xml.inline("w:rPr", &[], |xml| xml.empty("w:rStyle", &[("w:val", "CommentReference")]));
            xml.empty("w:commentReference", &[("w:id", &id)]);
        });
    }
}

/// The numbers of a comment's remarks among those of all.
fn numbers(placed: &PlacedComment<'_>) -> std::ops::Range<usize> {
    placed.remarks_before..placed.remarks_before + placed.comment.remarks().len()
}

fn comments(context: &Context<'_>) -> String {
    let mut xml = Xml::new(HEAD);
    let names = [("xmlns:w", WORD), ("xmlns:w14", WORD_2010), ("xmlns:mc", COMPATIBILITY), ("mc:Ignorable", "w14")];
    xml.block("w:comments", &names, |xml| {
        for placed in context.comments.all() {
            // A range without text says nothing of the text that was there.
            let about = [("about", placed.comment.about().to_owned().into())];
            let mut before = placed.comment.has_lost_its_text().then(|| context.words.with(placed.about_key(), &about));
            for (number, remark) in numbers(placed).zip(placed.comment.remarks()) {
                write(xml, number, remark, before.take());
            }
        }
    });
    xml.finish()
}

/// A remark, a paragraph a line, after what is to be said before it.
fn write(xml: &mut Xml, number: usize, remark: &Remark, before: Option<String>) {
    let (id, hand, day) = (number.to_string(), remark.hand.as_str(), iso_date(&remark.date).map(|day| format!("{day}T00:00:00Z")));
    let mut attributes = vec![("w:id", id.as_str()), ("w:author", hand), ("w:initials", hand)];
    attributes.extend(day.as_deref().map(|day| ("w:date", day)));
    let lines: Vec<&str> = before.iter().map(String::as_str).chain(remark.text.lines()).collect();
    xml.block("w:comment", &attributes, |xml| {
        // A thread knows its comments by the last paragraph of each.
        let (last, others) = lines.split_last().unwrap_or((&"", &[]));
        others.iter().for_each(|line| paragraph(xml, STYLE, |xml| run(xml, line)));
        xml.line("w:p", &[("w14:paraId", &name(number))], |xml| {
            xml.inline("w:pPr", &[], |xml| xml.empty("w:pStyle", &[("w:val", STYLE)]));
            run(xml, last);
        });
    });
}

/// Which remark answers which.
fn threads(context: &Context<'_>) -> String {
    let mut xml = Xml::new(HEAD);
    let names = [("xmlns:w15", WORD_2012), ("xmlns:mc", COMPATIBILITY), ("mc:Ignorable", "w15")];
    xml.block("w15:commentsEx", &names, |xml| {
        for placed in context.comments.all() {
            let first = name(placed.remarks_before);
            for number in numbers(placed) {
                let id = name(number);
                let mut attributes = vec![("w15:paraId", id.as_str()), ("w15:done", "0")];
                if number > placed.remarks_before {
                    attributes.push(("w15:paraIdParent", &first));
                }
                xml.empty_line("w15:commentEx", &attributes);
            }
        }
    });
    xml.finish()
}

/// The style of paragraphs in comments.
const STYLE: &str = "CommentText";

/// The name of a remark's last paragraph: eight hexadecimal digits, not all 0.
fn name(number: usize) -> String {
    format!("{:08X}", number + 1)
}
