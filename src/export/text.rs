//! Clean text, article by article: headings each on a line, paragraphs with an indent of two ems, two blank lines between articles.
//! Furniture and matter set aside are left out.

use super::{masthead_line, printed};
use crate::edition::{Article, Edition, Role};
use crate::style::HouseStyle;

/// An edition as clean text. Lines end in `\n`.
pub(super) fn export(edition: &Edition, style: &HouseStyle) -> String {
    let mut parts: Vec<String> = Vec::new();
    let masthead = masthead_line(edition);
    if !masthead.is_empty() {
        parts.push(format!("{masthead}\n"));
    }
    parts.extend(edition.articles().iter().map(|article| text(edition, article, style)));
    parts.join("\n\n")
}

fn text(edition: &Edition, article: &Article, style: &HouseStyle) -> String {
    let mut text = String::new();
    let mut after_heading = false;
    for block in article.blocks().iter().filter(|block| !block.is_empty()) {
        if after_heading && !block.role().is_heading() {
            text.push('\n');
        }
        after_heading = block.role().is_heading();
        if matches!(block.role(), Role::Paragraph) {
            text.push_str("　　");
        }
        text.push_str(&printed(edition, block, style));
        text.push('\n');
    }
    text
}
