//! `stet search`: words in all editions of a collection.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::terminal::{self, Progress};
use super::{Failure, words};
use crate::edition::ArticleId;
use crate::explained::{in_spoken_words, named};
use crate::locale::Locale;
use crate::printable::one_line;
use crate::search::{Context, Found, Hit, SearchNote, SearchOptions, SearchQuery, search};

/// How what was found is set off on a terminal.
const BOLD: (&str, &str) = ("\x1b[1m", "\x1b[0m");
/// How it is set off elsewhere.
const BRACKETS: (&str, &str) = ("[", "]");

/// What stands for an article where there is none.
const NONE: &str = "-";

#[derive(Debug, Args)]
pub(super) struct SearchArguments {
    /// The folder with the editions.
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Words that an article must all have, in simplified or traditional characters. A phrase with blanks stands between quotation marks;
    /// headline:, tag:, name:, raw: and date: say where or when.
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    /// Search the raw text too.
    #[arg(long)]
    raw: bool,
    /// How many hits are printed at most.
    #[arg(long, value_name = "COUNT", default_value_t = 50)]
    limit: usize,
    /// Print the hits for programs, as JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &SearchArguments) -> Result<(), Failure> {
    let query = SearchQuery::parse(&arguments.query.join(" ")).map_err(Failure::unusable)?;
    let options = SearchOptions { raw: arguments.raw, limit: arguments.limit };
    let progress = Progress::new();
    let watch = |done: usize, all: usize| {
        progress.tell("cli-search-reading", &[named("done", done), named("all", all)]);
        true
    };
    let Some(found) = search(&arguments.folder, &query, options, &watch).map_err(Failure::unusable)? else { return Ok(()) };
    let (why, notes): (Vec<&SearchNote>, Vec<&SearchNote>) = found.notes.iter().partition(|note| matches!(note, SearchNote::NotDrafted(_)));
    notes.iter().for_each(|note| progress.warn(&note.to_string()));
    drop(progress);
    if arguments.json {
        print_json(&found)?;
    } else {
        terminal::print(in_spoken_words(|locale| lines(&found, locale)))?;
    }
    match found.hits.is_empty() {
        true => {
            let parts: Vec<String> =
                std::iter::once(words::text("cli-search-nothing")).chain(why.iter().map(ToString::to_string)).collect();
            Err(Failure::Fault(parts.join(&words::text("cli-semicolon"))))
        }
        false => Ok(()),
    }
}

/// The hits, a line each, and how many more there are.
fn lines(found: &Found, locale: &Locale) -> String {
    let marks = if io::stdout().is_terminal() { BOLD } else { BRACKETS };
    let mut lines: String = found.hits.iter().map(|hit| line(hit, marks, locale)).collect();
    let more = found.count.saturating_sub(found.hits.len());
    if more > 0 && !found.hits.is_empty() {
        lines.push_str(&words::with("cli-search-more", &[("count", more.into())]));
        lines.push('\n');
    }
    lines
}

fn line(hit: &Hit, marks: (&str, &str), locale: &Locale) -> String {
    let label = if hit.label.is_empty() { NONE } else { &hit.label };
    let title = if hit.title.is_empty() { locale.text("search-no-headline") } else { one_line(&hit.title).to_string() };
    let raw = if hit.in_raw_alone { format!(" {}", locale.text("search-in-raw")) } else { String::new() };
    let place = format!("{}:{}:{}", one_line(hit.edition.display()), article(hit), one_line(label));
    format!("{place}: {title} — {}{raw}\n", set_off(&hit.context, marks))
}

fn article(hit: &Hit) -> String {
    hit.article.as_ref().map_or_else(|| NONE.to_owned(), ArticleId::to_string)
}

fn set_off(context: &Context, (before, after): (&str, &str)) -> String {
    let part = |(part, is_found): (String, bool)| {
        let part = one_line(part);
        if is_found { format!("{before}{part}{after}") } else { part.to_string() }
    };
    context.parts().into_iter().map(part).collect()
}

/// What programs read of a search.
#[derive(Serialize)]
struct FoundOut<'a> {
    count: usize,
    hits: Vec<HitOut<'a>>,
}

#[derive(Serialize)]
struct HitOut<'a> {
    edition: String,
    paper: Option<&'a str>,
    date: Option<&'a str>,
    /// Counted from 1.
    page: Option<u32>,
    page_label: &'a str,
    article: Option<String>,
    headline: &'a str,
    block: u32,
    /// The part of the block's text that was found, in characters from its start.
    from: u32,
    to: u32,
    context: &'a str,
    /// What was found in the context, from and to, in characters.
    found: Vec<(usize, usize)>,
    in_raw_alone: bool,
}

impl<'a> HitOut<'a> {
    fn of(hit: &'a Hit) -> HitOut<'a> {
        HitOut {
            edition: hit.edition.to_string_lossy().into_owned(),
            paper: hit.paper.as_deref(),
            date: hit.date.as_deref(),
            page: hit.page.map(|page| page.0 + 1),
            page_label: &hit.label,
            article: hit.article.as_ref().map(ArticleId::to_string),
            headline: &hit.title,
            block: hit.block.0,
            from: hit.range.0.0,
            to: hit.range.1.0,
            context: &hit.context.text,
            found: hit.context.found.iter().map(|range| (range.start, range.end)).collect(),
            in_raw_alone: hit.in_raw_alone,
        }
    }
}

fn print_json(found: &Found) -> Result<(), Failure> {
    let out = FoundOut { count: found.count, hits: found.hits.iter().map(HitOut::of).collect() };
    terminal::print_json(&out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_set_off() {
        let context = Context { text: "…修建水渠。".to_owned(), found: std::iter::once(3..5).collect() };
        assert_eq!(set_off(&context, BRACKETS), "…修建[水渠]。");
        assert_eq!(set_off(&context, BOLD), "…修建\x1b[1m水渠\x1b[0m。");
        assert_eq!(set_off(&Context::default(), BRACKETS), "");
    }
}
