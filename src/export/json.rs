//! The public JSON schema `stet-edition`, version 1 (`assets/schemas/stet-edition-1.schema.json`), and its articles a line each, for
//! search engines. It is kept stable: fields may be added, none changes its meaning.

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::iso_date;
use super::source::{SourceLines, source_lines};
use super::story::article_id;
use crate::edition::role::ExportField;
use crate::edition::{Article, Edition, Names, Role};
use crate::reader::is_made_up;

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
    #[serde(flatten)]
    fields: FieldsOut<'a>,
}

#[derive(Serialize)]
struct FieldsOut<'a> {
    kicker: Vec<&'a str>,
    headline: Vec<&'a str>,
    headline_supplied: bool,
    deck: Vec<&'a str>,
    byline: Option<String>,
    section: Option<&'a str>,
    tags: &'a [String],
    names: &'a Names,
    paragraphs: Vec<&'a str>,
    /// The role of each of the paragraphs.
    paragraph_roles: Vec<&'static str>,
    captions: Vec<&'a str>,
    jump: Option<String>,
    source_lines: Vec<SourceLines>,
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

/// An article on its own: what the edition's masthead says comes with it.
#[derive(Serialize)]
struct LineOut<'a> {
    id: String,
    paper: Option<&'a str>,
    date: Option<&'a str>,
    date_as_given: Option<&'a str>,
    issue: Option<&'a str>,
    pages: Vec<&'a str>,
    article: String,
    #[serde(flatten)]
    fields: FieldsOut<'a>,
}

/// The articles of an edition as JSON, one a line.
///
/// `id` names an article for as long as its edition lives and in any collection: it is made of the pages' SHA-256 and the article's own
/// name. `date` is there only where it is a day of the calendar, so that an index can hold it as a date.
pub(super) fn export_lines(edition: &Edition) -> String {
    let masthead = edition.masthead();
    let pages: Sha256 = edition.pages().iter().fold(Sha256::new(), |hash, page| hash.chain_update(&page.source().sha256));
    let pages = pages.finalize().get(..8).map(hex::encode).unwrap_or_default();
    let line = |article: &std::sync::Arc<Article>| {
        let (name, fields) = (article_id(article), fields_out(edition, article));
        let mut numbers: Vec<usize> = fields.source_lines.iter().map(|lines| lines.page).collect();
        numbers.dedup();
        let out = LineOut {
            id: format!("{pages}-{name}"),
            paper: masthead.title.as_deref(),
            date: masthead.date.as_deref().and_then(iso_date),
            date_as_given: masthead.date.as_deref(),
            issue: masthead.issue.as_deref(),
            pages: numbers.iter().filter_map(|page| masthead.page_labels.get(page - 1)).map(String::as_str).collect(),
            article: name,
            fields,
        };
        // Strings, numbers and lists cannot fail to be written.
        serde_json::to_string(&out).unwrap_or_default() + "\n"
    };
    edition.articles().iter().map(line).collect()
}

fn article_out<'a>(edition: &Edition, article: &'a Article) -> ArticleOut<'a> {
    ArticleOut { id: article_id(article), fields: fields_out(edition, article) }
}

fn fields_out<'a>(edition: &Edition, article: &'a Article) -> FieldsOut<'a> {
    let blocks = |field: ExportField| article.blocks().iter().filter(move |block| block.role().form().field == field && !block.is_empty());
    let texts = |field: ExportField| blocks(field).map(|block| block.text()).collect::<Vec<_>>();
    let mut headlines = article.with_role(Role::Headline).filter(|block| !block.is_empty()).peekable();
    let headline_supplied = headlines.peek().is_some() && headlines.all(|block| is_made_up(edition, block));
    let jumps = texts(ExportField::Jump);
    FieldsOut {
        kicker: texts(ExportField::Kicker),
        headline: texts(ExportField::Headline),
        headline_supplied,
        deck: texts(ExportField::Deck),
        byline: article.written_by(),
        section: article.section(),
        tags: article.tags(),
        names: article.names(),
        paragraphs: texts(ExportField::Paragraphs),
        paragraph_roles: blocks(ExportField::Paragraphs).map(|block| block.role().name()).collect(),
        captions: texts(ExportField::Captions),
        jump: (!jumps.is_empty()).then(|| jumps.iter().map(|jump| without_brackets(jump)).collect::<Vec<_>>().join(" ")),
        source_lines: source_lines(edition, article),
    }
}

/// A jump line without the brackets it stands in.
fn without_brackets(text: &str) -> &str {
    let inner = text.strip_prefix(['（', '(']).and_then(|text| text.strip_suffix(['）', ')']));
    inner.filter(|inner| !inner.contains(['（', '）', '(', ')'])).unwrap_or(text)
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
            match block.role().form().field {
                ExportField::Jump => expected.push_str(without_brackets(block.text())),
                ExportField::Byline => {}
                ExportField::Kicker | ExportField::Headline | ExportField::Deck | ExportField::Paragraphs | ExportField::Captions => {
                    expected.push_str(block.text())
                }
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
        let order = [
            "id",
            "kicker",
            "headline",
            "headline_supplied",
            "deck",
            "byline",
            "section",
            "tags",
            "names",
            "paragraphs",
            "paragraph_roles",
            "captions",
            "jump",
            "source_lines",
        ];
        let places = order.map(|key| out.find(&format!("\n      \"{key}\":")));
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
    }

    #[test]
    fn each_line_is_an_article_that_stands_alone() {
        let edition = sample();
        let lines: Vec<Value> = export_lines(&edition).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(lines.len(), edition.articles().len());
        let whole: Value = serde_json::from_str(&export(&edition)).expect("JSON");
        for (line, article) in lines.iter().zip(whole["articles"].as_array().expect("articles")) {
            assert_eq!((&line["article"], &line["paragraphs"]), (&article["id"], &article["paragraphs"]));
            assert!(line["id"].as_str().expect("an id").ends_with(article["id"].as_str().expect("an id")));
        }
        let mut ids: Vec<_> = lines.iter().map(|line| line["id"].to_string()).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), lines.len());
    }

    #[test]
    fn jump_lines_lose_their_brackets() {
        assert_eq!(without_brackets("（下转4版）"), "下转4版");
        assert_eq!(without_brackets("（上接1版）（下转4版）"), "（上接1版）（下转4版）");
        assert_eq!(without_brackets("下转4版"), "下转4版");
    }
}
