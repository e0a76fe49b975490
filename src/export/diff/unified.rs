//! The changes as a unified diff: on the left the source, in the order of the edition and line by line; on the right how it now reads.
//! A hunk is a block with changes, and says which article it is in. The line numbers on the left are those of the page, those on the
//! right count the edition's lines in order.

use super::super::Context;
use super::super::story::ReadStory;
use super::{DiffLine, source_lines};
use crate::edition::{Block, Shelf};
use crate::page::PageIndex;
use crate::printable::printable;

/// The changes of an edition. Without any, only the two lines that say what is compared.
pub(in super::super) fn export(context: &Context<'_>) -> String {
    let files: Vec<&str> = context.edition.pages().iter().map(|page| page.source().file.as_str()).collect();
    let mut out = format!("--- {}\n+++ {}\n", printable(&files.join(", ")), printable(&context.title()));
    let stories = context.stories();
    let mut number = 1;
    for (shelf, block) in context.edition.blocks() {
        match shelf {
            Shelf::Article(id) => {
                let story = stories.iter().find(|story| story.article.id() == id);
                let lines = source_lines(context, block);
                if lines.iter().any(DiffLine::is_changed) {
                    out.push_str(&hunk(context, story, block, &lines, number));
                }
                number += lines.len();
            }
            Shelf::Furniture => out.push_str(&gone(context, block, "export-furniture", number)),
            Shelf::SetAside => out.push_str(&gone(context, block, "export-set-aside", number)),
        }
    }
    out
}

/// A block with changes.
fn hunk(context: &Context<'_>, story: Option<&ReadStory<'_>>, block: &Block, lines: &[DiffLine], number: usize) -> String {
    let left = lines.iter().filter(|line| !line.before().is_empty()).count();
    let right = lines.iter().filter(|line| !line.after().is_empty()).count();
    let place = lines.iter().find_map(|line| line.place);
    let words = story.map(|story| format!("{} {}", story.id(), story.title)).unwrap_or_default();
    let mut out = head(context, place, (left, right), number, &words);
    let brackets = context.line(block).brackets.unwrap_or_default();
    for (index, line) in lines.iter().enumerate() {
        let (before, mut after) = (line.before(), line.after());
        if line.is_changed() && index == 0 {
            after.insert_str(0, brackets.0);
        }
        if line.is_changed() && index + 1 == lines.len() {
            after.push_str(brackets.1);
        }
        if line.is_changed() {
            push(&mut out, '-', &before);
            push(&mut out, '+', &after);
        } else {
            push(&mut out, ' ', &after);
        }
    }
    out
}

/// A block that stands in no article.
fn gone(context: &Context<'_>, block: &Block, key: &str, number: usize) -> String {
    let lines = source_lines(context, block);
    let left: Vec<String> = lines.iter().map(DiffLine::before).filter(|line| !line.is_empty()).collect();
    if left.is_empty() {
        return String::new();
    }
    let mut out = head(context, lines.iter().find_map(|line| line.place), (left.len(), 0), number, &context.words.text(key));
    left.iter().for_each(|line| push(&mut out, '-', line));
    out
}

fn head(context: &Context<'_>, place: Option<(PageIndex, usize)>, (left, right): (usize, usize), number: usize, words: &str) -> String {
    let (page, line) = place.map_or(("", 0), |(page, line)| (context.page_label(page), line));
    // A side without lines stands after the line before it.
    let number = if right == 0 { number - 1 } else { number };
    format!("@@ -{line},{left} +{number},{right} @@ {}\n", printable(format!("{page} {words}").trim()))
}

fn push(out: &mut String, sign: char, line: &str) {
    if !line.is_empty() {
        out.push(sign);
        out.push_str(&printable(line));
        out.push('\n');
    }
}
