//! `stet check`: an edition's ledger and its queries.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{Failure, house_style, terminal};
use crate::check::{Query, check};
use crate::edition::{Edition, Ledger, Shelf};
use crate::locale::{Language, Locale};
use crate::store;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The edition.
    #[arg(value_name = "EDITION.ron")]
    edition: PathBuf,
    /// For people, or for programs.
    #[arg(long, value_enum, default_value_t = Shape::Text)]
    format: Shape,
    /// A house style to check by.
    #[arg(long, value_name = "FILE")]
    style: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Shape {
    Text,
    Json,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let style = house_style(arguments.style.as_ref())?;
    let edition = store::load(&arguments.edition).map_err(Failure::unusable)?;
    let report = Report::new(&edition, &check(&edition, &style));
    match arguments.format {
        Shape::Text => terminal::print(report.in_words(&edition))?,
        Shape::Json => terminal::print(serde_json::to_string_pretty(&report).map_err(Failure::unusable)? + "\n")?,
    }
    if report.ledger.balances {
        Ok(())
    } else {
        Err(Failure::Fault(format!(
            "{}: the ledger does not balance: characters of the source are unaccounted for; restore the file from a backup",
            arguments.edition.display()
        )))
    }
}

#[derive(Serialize)]
struct Report {
    ledger: LedgerOut,
    queries: Vec<QueryOut>,
}

#[derive(Serialize)]
struct LedgerOut {
    balances: bool,
    #[serde(flatten)]
    total: Ledger,
    pages: Vec<Ledger>,
}

#[derive(Serialize)]
struct QueryOut {
    kind: &'static str,
    article: Option<String>,
    block: u32,
    range: (u32, u32),
    page: Option<usize>,
    raw: Option<(u32, u32)>,
    text: String,
    confidence: u8,
    message: String,
    remedies: Vec<String>,
}

impl Report {
    fn new(edition: &Edition, queries: &[Query]) -> Report {
        let locale = Locale::load(Language::English);
        let pages = edition.ledger();
        let total = pages.iter().fold(Ledger::default(), |sum, page| sum + *page);
        let balances = pages.iter().all(Ledger::balances);
        Report {
            ledger: LedgerOut { balances, total, pages },
            queries: queries.iter().map(|query| QueryOut::new(edition, query, &locale)).collect(),
        }
    }

    fn in_words(&self, edition: &Edition) -> String {
        let Ledger { raw, kept, changed, set_aside } = self.ledger.total;
        let verdict = if self.ledger.balances { "balances" } else { "DOES NOT BALANCE" };
        let mut text = format!("ledger: raw {raw} = kept {kept} + changed {changed} + set aside {set_aside}: {verdict}\n");
        if self.ledger.pages.len() > 1 {
            for (page, label) in self.ledger.pages.iter().zip(&edition.masthead().page_labels) {
                text.push_str(&format!(
                    "  {label}: raw {} = kept {} + changed {} + set aside {}\n",
                    page.raw, page.kept, page.changed, page.set_aside
                ));
            }
        }
        text.push_str(&format!("queries: {}\n", self.queries.len()));
        for query in &self.queries {
            let place = match (query.page, query.line(edition)) {
                (Some(page), Some(line)) => format!("page {page}, line {line}"),
                _ => format!("block {}", query.block),
            };
            text.push_str(&format!("{place}: {} ({} %): {}\n", query.kind, query.confidence, query.message));
            for remedy in &query.remedies {
                text.push_str(&format!("    {remedy}\n"));
            }
        }
        text
    }
}

impl QueryOut {
    fn new(edition: &Edition, query: &Query, locale: &Locale) -> QueryOut {
        let source = query.source(edition);
        let article = edition.block(query.block).and_then(|(shelf, _)| match shelf {
            Shelf::Article(id) => Some(format!("a{}", id.0)),
            Shelf::Furniture | Shelf::SetAside => None,
        });
        QueryOut {
            kind: query.kind.name(),
            article,
            block: query.block.0,
            range: (query.range.0.0, query.range.1.0),
            page: source.map(|span| span.page.position() + 1),
            raw: source.map(|span| (span.range.start.0, span.range.end.0)),
            text: query.text.clone(),
            confidence: query.confidence.as_percent(),
            message: query.message.in_words(locale),
            remedies: query
                .remedies
                .iter()
                .map(|remedy| remedy.replacement.clone().unwrap_or_else(|| remedy.label.in_words(locale)))
                .collect(),
        }
    }

    /// The raw line it is about, counted from 1.
    fn line(&self, edition: &Edition) -> Option<usize> {
        let page = edition.pages().get(self.page?.checked_sub(1)?)?;
        Some(page.line_of(crate::page::RawOffset(self.raw?.0)))
    }
}
