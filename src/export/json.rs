//! The public JSON schema `stet-edition`, version 1. It is kept stable: fields may be added, none changes its meaning.

use serde::Serialize;

use crate::edition::lines::{self, LineSpan};
use crate::edition::{Article, Edition, Names, Role};

#[derive(Serialize)]
struct EditionOut<'a> {
    format: &'static str,
    version: u32,
    masthead: MastheadOut<'a>,
    articles: Vec<ArticleOut<'a>>,
    furniture: Vec<&'a str>,
    set_aside: Vec<&'a str>,
}

#[derive(Serialize)]
struct MastheadOut<'a> {
    title: Option<&'a str>,
    date: Option<&'a str>,
    issue: Option<&'a str>,
    pages: Vec<PageOut<'a>>,
}

#[derive(Serialize)]
struct PageOut<'a> {
    label: &'a str,
    file: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct ArticleOut<'a> {
    id: String,
    kicker: Vec<&'a str>,
    headline: Vec<&'a str>,
    headline_supplied: bool,
    deck: Vec<&'a str>,
    byline: Option<String>,
    section: Option<&'a str>,
    tags: &'a [String],
    names: &'a Names,
    paragraphs: Vec<&'a str>,
    captions: Vec<&'a str>,
    jump: Option<String>,
    source_lines: Vec<SourceLines>,
}

/// The raw lines of one page that an article's text comes from, counted from 1: from the first to the last in each run of lines
/// that follow one another, blank ones between them not counted.
#[derive(Serialize)]
struct SourceLines {
    page: usize,
    lines: (usize, usize),
}

/// An edition as JSON, indented by two blanks, with a line end at its end.
pub(super) fn export(edition: &Edition) -> String {
    let masthead = edition.masthead();
    let pages = edition.pages().iter().zip(&masthead.page_labels);
    let out = EditionOut {
        format: "stet-edition",
        version: 1,
        masthead: MastheadOut {
            title: masthead.title.as_deref(),
            date: masthead.date.as_deref(),
            issue: masthead.issue.as_deref(),
            pages: pages.map(|(page, label)| PageOut { label, file: &page.source().file, sha256: &page.source().sha256 }).collect(),
        },
        articles: edition.articles().iter().map(|article| article_out(edition, article)).collect(),
        furniture: edition.furniture().iter().map(|block| block.text()).collect(),
        set_aside: edition.set_aside().iter().map(|block| block.text()).collect(),
    };
    // Strings, numbers and lists cannot fail to be written.
    serde_json::to_string_pretty(&out).unwrap_or_default() + "\n"
}

fn article_out<'a>(edition: &Edition, article: &'a Article) -> ArticleOut<'a> {
    let texts = |roles: &[Role]| {
        let blocks = article.blocks().iter().filter(|block| roles.contains(&block.role()) && !block.is_empty());
        blocks.map(|block| block.text()).collect::<Vec<_>>()
    };
    let mut headlines = article.with_role(Role::Headline).filter(|block| !block.is_empty()).peekable();
    let headline_supplied = headlines.peek().is_some() && headlines.all(|block| block.is_supplied(edition.pages()));
    let jumps = texts(&[Role::JumpLine]);
    ArticleOut {
        id: format!("a{}", article.id().0),
        kicker: texts(&[Role::Kicker]),
        headline: texts(&[Role::Headline]),
        headline_supplied,
        deck: texts(&[Role::Deck]),
        byline: article.written_by(),
        section: article.section(),
        tags: article.tags(),
        names: article.names(),
        paragraphs: texts(&[Role::Paragraph, Role::Subheading]),
        captions: texts(&[Role::Caption, Role::Credit]),
        jump: (!jumps.is_empty()).then(|| jumps.iter().map(|jump| without_brackets(jump)).collect::<Vec<_>>().join(" ")),
        source_lines: source_lines(edition, article),
    }
}

/// A jump line without the brackets it stands in.
fn without_brackets(text: &str) -> &str {
    let inner = text.strip_prefix(['（', '(']).and_then(|text| text.strip_suffix(['）', ')']));
    inner.filter(|inner| !inner.contains(['（', '）', '(', ')'])).unwrap_or(text)
}

fn source_lines(edition: &Edition, article: &Article) -> Vec<SourceLines> {
    let mut spans: Vec<LineSpan> = article.blocks().iter().flat_map(|block| lines::of_block(block, edition.pages())).collect();
    spans.sort_by_key(|span| (span.page, *span.lines.start(), *span.lines.end()));
    let mut runs: Vec<SourceLines> = Vec::new();
    for LineSpan { page, lines: span } in spans {
        let (first, last) = span.into_inner();
        let number = page.position() + 1;
        match runs.last_mut() {
            Some(run) if run.page == number && edition.page(page).is_some_and(|page| page.is_blank_between(run.lines.1, first)) => {
                run.lines.1 = run.lines.1.max(last);
            }
            _ => runs.push(SourceLines { page: number, lines: (first, last) }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::tests::{sample, solid};
    use super::*;

    fn strings(value: &Value, into: &mut String) {
        match value {
            Value::String(text) => into.push_str(text),
            Value::Array(items) => items.iter().for_each(|item| strings(item, into)),
            _ => {}
        }
    }

    /// Brackets of jump lines apart, every character of every block stands in one place, and the supplied headline beside them.
    #[test]
    fn every_character_stands_in_one_place() {
        let edition = sample();
        let out: Value = serde_json::from_str(&export(&edition)).expect("JSON");
        let mut text = String::new();
        for article in out["articles"].as_array().expect("articles") {
            for key in ["kicker", "headline", "deck", "paragraphs", "captions", "jump"] {
                strings(&article[key], &mut text);
            }
        }
        strings(&out["furniture"], &mut text);
        strings(&out["set_aside"], &mut text);
        let mut expected = String::new();
        for (_, block) in edition.blocks() {
            // The byline says again what stands in a lead-in; a byline block stands in the byline only.
            match block.role() {
                Role::JumpLine => expected.push_str(without_brackets(block.text())),
                Role::Byline => {}
                _ => expected.push_str(block.text()),
            }
        }
        assert_eq!(solid(&text), solid(&expected));
        assert_eq!(out["articles"][0]["headline_supplied"], true);
        assert_eq!(out["articles"][0]["headline"][0], "代拟的题");
    }

    #[test]
    fn the_schema_is_as_it_was() {
        let out = export(&sample());
        let order = ["format", "version", "masthead", "articles", "furniture", "set_aside"].map(|key| out.find(&format!("\n  \"{key}\":")));
        assert!(order.iter().all(Option::is_some) && order.is_sorted());
        assert!(out.starts_with("{\n  \"format\": \"stet-edition\",\n  \"version\": 1,"));
    }

    #[test]
    fn jump_lines_lose_their_brackets() {
        assert_eq!(without_brackets("（下转4版）"), "下转4版");
        assert_eq!(without_brackets("（上接1版）（下转4版）"), "（上接1版）（下转4版）");
        assert_eq!(without_brackets("下转4版"), "下转4版");
    }
}
