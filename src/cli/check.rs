//! `stet check`: an edition's ledger and its queries.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::{Failure, house_style, lists, terminal};
use crate::check::{Query, Sourced, check};
use crate::edition::{BlockId, Edition, Ledger, QueryKind, Shelf};
use crate::explained::{NamedArgument, named, of_file, spoken_language};
use crate::locale::{Language, Locale};
use crate::page::Page;
use crate::store::{self, LoadError, SourceState};

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// The edition.
    #[arg(value_name = "EDITION.ron")]
    edition: PathBuf,
    /// For people, or for programs.
    #[arg(long, value_enum, default_value_t = ReportShape::Text)]
    format: ReportShape,
    /// A house style to check by.
    #[arg(long, value_name = "FILE")]
    style: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ReportShape {
    Text,
    Json,
}

pub(super) fn run(arguments: &CheckArguments) -> Result<(), Failure> {
    let style = house_style(arguments.style.as_ref())?;
    let edition = store::load(&arguments.edition).map_err(not_opened)?;
    let style = lists::style_for(style, &arguments.edition);
    let queries = check(&edition, &style);
    // What programs read is the same in all languages.
    let language = match arguments.format {
        ReportShape::Text => spoken_language(),
        ReportShape::Json => Language::English,
    };
    let report = CheckReport::new(&edition, &queries, store::sources(&edition, &arguments.edition), Locale::load(language));
    match arguments.format {
        ReportShape::Text => terminal::write(|out| report.in_words(out)),
        ReportShape::Json => terminal::print_json(&report),
    }?;
    let path = of_file(&arguments.edition);
    if !report.ledger.balances {
        return Err(Failure::fault("batch-unbalanced", &[path]));
    }
    for (state, key) in [("other-text", "cli-check-other-text"), ("changed", "cli-check-changed")] {
        if let Some(file) = report.source_that_is(state) {
            return Err(Failure::fault(key, &[path, named("file", file)]));
        }
    }
    Ok(())
}

/// Raw text that was altered is a fault that was looked for; what else keeps an edition from being opened is not.
fn not_opened(error: LoadError) -> Failure {
    match error {
        LoadError::RawAltered { .. } => Failure::Fault(error.to_string()),
        _ => Failure::unusable(error),
    }
}

/// Every block of the edition with its shelf.
type Blocks<'a> = HashMap<BlockId, (Shelf, Sourced<'a>)>;

/// What is printed. Queries are put into words one by one, since there may be very many.
struct CheckReport<'a> {
    edition: &'a Edition,
    ledger: LedgerOut,
    sources: Vec<SourceOut<'a>>,
    queries: &'a [Query],
    blocks: Blocks<'a>,
    locale: Locale,
}

impl Serialize for CheckReport<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut report = serializer.serialize_struct("Report", 3)?;
        report.serialize_field("ledger", &self.ledger)?;
        report.serialize_field("sources", &self.sources)?;
        report.serialize_field("queries", &ReportedQueries(self))?;
        report.end()
    }
}

struct ReportedQueries<'a>(&'a CheckReport<'a>);

impl Serialize for ReportedQueries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.in_turn())
    }
}

/// What became of the raw file of a page.
#[derive(Serialize)]
struct SourceOut<'a> {
    page: usize,
    file: &'a str,
    state: &'static str,
}

impl<'a> SourceOut<'a> {
    fn new((index, (page, state)): (usize, (&'a Arc<Page>, SourceState))) -> SourceOut<'a> {
        let state = match state {
            SourceState::Same => "same",
            SourceState::OtherText => "other-text",
            SourceState::Changed => "changed",
            SourceState::Absent => "absent",
            SourceState::Unreadable(_) => "unreadable",
        };
        SourceOut { page: index + 1, file: &page.source().file, state }
    }
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
    #[serde(serialize_with = "by_name")]
    kind: QueryKind,
    article: Option<String>,
    block: u32,
    range: (u32, u32),
    page: Option<usize>,
    /// From where to where in the raw text, in characters; an empty range is the place before that character.
    raw: Option<(u32, u32)>,
    text: String,
    confidence: u8,
    message: String,
    remedies: Vec<String>,
}

fn by_name<S: Serializer>(kind: &QueryKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.name())
}

/// The queries of an edition as programs read them: the list that `--format json` prints.
pub(super) fn for_programs(edition: &Edition, queries: &[Query], locale: &Locale) -> serde_json::Result<serde_json::Value> {
    let blocks = blocks_of(edition);
    serde_json::to_value(queries.iter().map(|query| QueryOut::new(&blocks, query, locale)).collect::<Vec<QueryOut>>())
}

fn blocks_of(edition: &Edition) -> Blocks<'_> {
    edition.blocks().map(|(shelf, block)| (block.id(), (shelf, Sourced::new(block)))).collect()
}

/// The parts of a ledger that are characters.
fn characters(ledger: &Ledger) -> [NamedArgument; 4] {
    let Ledger { raw, kept, changed, set_aside, .. } = *ledger;
    [named("raw", raw), named("kept", kept), named("changed", changed), named("aside", set_aside)]
}

impl<'a> CheckReport<'a> {
    fn new(edition: &'a Edition, queries: &'a [Query], sources: Vec<SourceState>, locale: Locale) -> CheckReport<'a> {
        let pages = edition.ledger();
        let total = pages.iter().fold(Ledger::default(), |sum, page| sum + *page);
        let balances = pages.iter().all(Ledger::balances);
        CheckReport {
            edition,
            ledger: LedgerOut { balances, total, pages },
            sources: edition.pages().iter().zip(sources).enumerate().map(SourceOut::new).collect(),
            queries,
            blocks: blocks_of(edition),
            locale,
        }
    }

    fn in_turn(&self) -> impl Iterator<Item = QueryOut> {
        self.queries.iter().map(|query| QueryOut::new(&self.blocks, query, &self.locale))
    }

    /// A raw file of this state.
    fn source_that_is(&self, state: &str) -> Option<&str> {
        self.sources.iter().find(|source| source.state == state).map(|source| source.file)
    }

    fn in_words(&self, out: &mut dyn Write) -> io::Result<()> {
        let say = |key: &str, arguments: &[NamedArgument]| self.locale.with(key, arguments);
        let Ledger { blanks, .. } = self.ledger.total;
        let verdict = if self.ledger.balances { "cli-check-ledger" } else { "cli-check-ledger-broken" };
        writeln!(out, "{}", say(verdict, &characters(&self.ledger.total)))?;
        let blanks = [named("kept", blanks.kept), named("dropped", blanks.dropped), named("added", blanks.added)];
        writeln!(out, "{}", say("cli-check-blanks", &blanks))?;
        if self.ledger.pages.len() > 1 {
            for (page, label) in self.ledger.pages.iter().zip(&self.edition.masthead().page_labels) {
                let arguments: Vec<_> = characters(page).into_iter().chain([named("label", label)]).collect();
                writeln!(out, "  {}", say("cli-check-page", &arguments))?;
            }
        }
        for source in &self.sources {
            let key = match source.state {
                "changed" => "cli-check-source-changed",
                "other-text" => "cli-check-source-other-text",
                "unreadable" => "cli-check-source-unreadable",
                _ => continue,
            };
            writeln!(out, "{}", say(key, &[named("page", source.page), named("file", source.file)]))?;
        }
        writeln!(out, "{}", say("cli-check-queries", &[named("count", self.queries.len())]))?;
        self.in_turn().try_for_each(|query| query.in_words(self, out))
    }
}

impl QueryOut {
    fn new(blocks: &Blocks<'_>, query: &Query, locale: &Locale) -> QueryOut {
        let found = blocks.get(&query.block);
        let source = found.and_then(|(_, block)| query.source(block));
        let article = found.and_then(|(shelf, _)| match shelf {
            Shelf::Article(id) => Some(format!("a{}", id.0)),
            Shelf::Furniture | Shelf::SetAside => None,
        });
        // What is to be put between two characters is about neither.
        let is_between = query.range.0 == query.range.1;
        QueryOut {
            kind: query.kind,
            article,
            block: query.block.0,
            range: (query.range.0.0, query.range.1.0),
            page: source.map(|span| span.page.position() + 1),
            raw: source.map(|span| (span.range.start.0, if is_between { span.range.start.0 } else { span.range.end.0 })),
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

    fn in_words(&self, report: &CheckReport<'_>, out: &mut dyn Write) -> io::Result<()> {
        let locale = &report.locale;
        let place = match (self.page, self.line(report.edition)) {
            (Some(page), Some(line)) => locale.with("cli-check-line", &[named("page", page), named("line", line)]),
            _ => locale.with("cli-check-block", &[named("block", self.block)]),
        };
        let arguments = [
            ("place", place.into()),
            named("kind", self.kind.name()),
            ("called", locale.text(self.kind.key()).into()),
            named("percent", self.confidence),
            ("message", self.message.as_str().into()),
        ];
        writeln!(out, "{}", locale.with("cli-check-query", &arguments))?;
        self.remedies.iter().try_for_each(|remedy| writeln!(out, "    {remedy}"))
    }

    /// The raw line it is about, counted from 1.
    fn line(&self, edition: &Edition) -> Option<usize> {
        let page = edition.pages().get(self.page?.checked_sub(1)?)?;
        Some(page.line_of(crate::page::RawOffset(self.raw?.0)))
    }
}
