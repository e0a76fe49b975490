//! Markdown: a heading for each article, kicker and deck in italics round it, captions as quotations, and a list of what is known
//! about the article. Furniture and matter set aside are left out. What would be markup in the text is escaped (CommonMark 0.31,
//! section 2.4).

use super::{masthead_line, printed};
use crate::edition::{Article, Block, Edition, Role};
use crate::style::HouseStyle;

/// An edition as Markdown. Lines end in `\n`.
pub(super) fn export(edition: &Edition, style: &HouseStyle) -> String {
    let mut text = String::new();
    let masthead = masthead_line(edition);
    if !masthead.is_empty() {
        text.push_str(&format!("# {}\n\n", escape(&masthead)));
    }
    for article in edition.articles() {
        write_article(&mut text, edition, article, style);
    }
    text
}

fn write_article(text: &mut String, edition: &Edition, article: &Article, style: &HouseStyle) {
    let headline: Vec<String> = article.with_role(Role::Headline).map(|block| escape(&printed(edition, block, style))).collect();
    let mut headed = false;
    for block in article.blocks().iter().filter(|block| !block.is_empty()) {
        match block.role() {
            // The lines of a headline are one heading, where the first of them stands.
            Role::Headline if headed => {}
            Role::Headline => {
                text.push_str(&format!("## {}\n\n", headline.join(" ")));
                headed = true;
            }
            _ => text.push_str(&format!("{}\n\n", paragraph(edition, block, style))),
        }
    }
    let known = known(article);
    if !known.is_empty() {
        text.push_str(&format!("{known}\n"));
    }
}

fn paragraph(edition: &Edition, block: &Block, style: &HouseStyle) -> String {
    let words = escape(&printed(edition, block, style));
    match block.role() {
        Role::Kicker | Role::Deck | Role::Byline | Role::Credit | Role::JumpLine => format!("*{words}*"),
        Role::Subheading => format!("### {words}"),
        Role::Caption => format!("> {words}"),
        Role::Headline | Role::Paragraph => words,
    }
}

/// Byline, section, tags and names as a list.
fn known(article: &Article) -> String {
    let names = article.names();
    let list = |terms: &[String]| terms.join("、");
    let byline = article.with_role(Role::Byline).next().map_or(article.byline(), |_| None);
    let rows = [
        ("byline", byline.unwrap_or_default().to_owned()),
        ("section", article.section().unwrap_or_default().to_owned()),
        ("tags", list(article.tags())),
        ("persons", list(&names.persons)),
        ("places", list(&names.places)),
        ("organisations", list(&names.organisations)),
    ];
    rows.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("- {name}: {}\n", escape(value))).collect()
}

/// The text without what Markdown would take for markup.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '|' | '~') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    // At the beginning of a line these would begin a list.
    let digits = escaped.chars().take_while(char::is_ascii_digit).count();
    let next = escaped.get(digits..).and_then(|rest| rest.chars().next());
    if matches!(next, Some('.' | ')')) && digits > 0 {
        escaped.insert(digits, '\\');
    } else if escaped.starts_with(['-', '+', '=']) {
        escaped.insert(0, '\\');
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped() {
        assert_eq!(escape("a*b_[c]<d>"), "a\\*b\\_\\[c\\]\\<d\\>");
        assert_eq!(escape("1. 第一"), "1\\. 第一");
        assert_eq!(escape("- 第一"), "\\- 第一");
        assert_eq!(escape("2022年3月"), "2022年3月");
    }
}
