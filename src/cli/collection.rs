//! `stet collection`: the issues of a folder as a list; drafting, reading, checking and exporting all of them is in `batch`.

use std::path::PathBuf;
use std::time::SystemTime;

use clap::Args;
use serde::Serialize;

use super::table::table;
use super::terminal::Progress;
use super::{Failure, batch, export, house_style, lists, over, terminal, words};
use crate::collection::{Collection, CollectionSettings, Issue};
use crate::explained::{in_spoken_words, named, of_file};
use crate::export::Format;
use crate::language::dates::Day;
use crate::locale::{Language, Locale};
use crate::printable::one_line;
use crate::store::guard::Guard;

/// How many seconds a day has.
const DAY: u64 = 86_400;

#[derive(Debug, Args)]
pub(super) struct CollectionArguments {
    /// The folder with the issues: editions, and raw pages that are none yet.
    #[arg(value_name = "FOLDER")]
    pub(super) folder: PathBuf,
    /// List the days on which an issue should have come out and none is there.
    #[arg(long)]
    missing: bool,
    /// Make a first draft of each issue that has none yet.
    #[arg(long, conflicts_with = "missing")]
    draft: bool,
    /// Read the images of pages that were not read yet, beside their text; issues of images alone become editions.
    #[arg(long, conflicts_with_all = ["missing", "draft"])]
    read: bool,
    /// Count the queries of each edition that has changed since they were counted.
    #[arg(long, conflicts_with_all = ["missing", "draft", "read"])]
    check: bool,
    /// Export each edition that has changed since its last export. Formats are those of `stet export`.
    #[arg(long, value_name = "FORMAT", value_parser = export::format, conflicts_with_all = ["missing", "draft", "read", "check"])]
    export: Option<Format>,
    /// The folder that is exported to; by default one in the collection, with the format's name.
    #[arg(short, long, value_name = "FOLDER", requires = "export")]
    pub(super) output: Option<PathBuf>,
    /// Write the settings that the files suggest, as collection.ron.
    #[arg(long, conflicts_with_all = ["missing", "draft", "read", "check", "export"])]
    init: bool,
    /// Count what was corrected in all editions: what was made twice is offered in each as a query.
    #[arg(long, conflicts_with_all = ["missing", "draft", "read", "check", "export", "init"])]
    learn: bool,
    /// Take the rules of a list of scannos, as Guiguts has them in JSON, into the collection's substitutions.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["missing", "draft", "read", "check", "export", "init", "learn"])]
    import_scannos: Option<PathBuf>,
    /// Export all editions, also over files that somebody has changed; write over settings that are there already.
    #[arg(long)]
    pub(super) force: bool,
    /// A house style to work by.
    #[arg(long, value_name = "FILE")]
    pub(super) style: Option<PathBuf>,
    /// Print the list for programs, as JSON.
    #[arg(long, conflicts_with_all = ["draft", "read", "check", "export", "init", "learn", "import_scannos"])]
    json: bool,
}

pub(super) fn run(arguments: &CollectionArguments, language: Option<Language>) -> Result<(), Failure> {
    if let Some(scannos) = &arguments.import_scannos {
        return lists::import(scannos, &arguments.folder);
    }
    let progress = Progress::new();
    let watch = |done: usize, all: usize| {
        progress.tell("cli-collection-reading", &[named("done", done), named("all", all)]);
        true
    };
    let opened = Collection::open(&arguments.folder, &watch).map_err(Failure::unusable)?;
    let Some(collection) = opened else { return Ok(()) };
    collection.notes().iter().for_each(|note| progress.warn(&note.to_string()));
    drop(progress);
    match arguments.export {
        Some(format) => batch::export(arguments, &collection, &house_style(arguments.style.as_ref())?, (format, language)),
        None if arguments.draft => batch::draft(&collection, &house_style(arguments.style.as_ref())?),
        None if arguments.read => batch::read(&collection, &house_style(arguments.style.as_ref())?),
        None if arguments.check => {
            let style = lists::style_in(house_style(arguments.style.as_ref())?, &arguments.folder);
            batch::check(collection, &style)
        }
        None if arguments.learn => lists::learn(&collection),
        None if arguments.init => init(arguments, &collection),
        None if arguments.json => print_json(arguments, &collection),
        None if arguments.missing => terminal::print(in_spoken_words(|locale| missing(&collection, locale))),
        None => terminal::print(in_spoken_words(|locale| list(&collection, locale))),
    }
}

/// Writes the settings of a collection that has none.
fn init(arguments: &CollectionArguments, collection: &Collection) -> Result<(), Failure> {
    let guard = Guard::new(over(arguments.force));
    collection.settings().write(&arguments.folder, &guard).map_err(Failure::unusable)?;
    let path = CollectionSettings::path(&arguments.folder);
    terminal::print(format!("{}\n", words::with("cli-collection-init", &[of_file(&path)])))
}

/// The list of issues as a table, with what it was made by below.
fn list(collection: &Collection, locale: &Locale) -> String {
    const COLUMNS: [&str; 8] = ["date", "weekday", "number", "pages", "state", "queries", "holder", "changed"];
    let head = COLUMNS.iter().map(|column| locale.text(&format!("collection-column-{column}"))).collect();
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(collection.issues().iter().map(|issue| row(issue, locale))).collect();
    let settings = collection.settings();
    let key = if collection.has_settings_file() { "cli-collection-by-file" } else { "cli-collection-by-itself" };
    let weekdays: Vec<String> = settings.published.iter().map(|weekday| locale.text(weekday.key())).collect();
    let days = if weekdays.is_empty() { locale.text("cli-collection-daily") } else { words::list(locale, weekdays) };
    let missing = collection.calendar().missing().count();
    let arguments = [
        named("issues", collection.issues().len()),
        named("missing", missing),
        named("naming", settings.naming.text()),
        named("days", days),
    ];
    format!("{}{}\n", table(&rows), locale.with(key, &arguments))
}

fn row(issue: &Issue, locale: &Locale) -> Vec<String> {
    let state = locale.text(issue.state.key());
    let state = if issue.is_behind { locale.with("cli-collection-behind", &[named("state", state)]) } else { state };
    let cells = [
        issue.date_or_name(),
        issue.day.map(|day| locale.text(day.weekday().key())).unwrap_or_default(),
        issue.number.clone().unwrap_or_default(),
        issue.pages.to_string(),
        state,
        issue.queries.map(|count| count.to_string()).unwrap_or_default(),
        issue.holder.as_ref().map(|holder| holder.to_string()).unwrap_or_default(),
        issue.modified.map(minute).unwrap_or_default(),
    ];
    cells.into_iter().map(|cell| one_line(cell).to_string()).collect()
}

/// A time to the minute, in UTC.
fn minute(time: SystemTime) -> String {
    let (seconds, day) = (seconds(time), Day::of_time(time));
    let (hours, minutes) = (seconds % DAY / 3600, seconds % 3600 / 60);
    day.map(|day| format!("{day} {hours:02}:{minutes:02}")).unwrap_or_default()
}

/// A time in seconds since 1970.
fn seconds(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs()
}

/// The missing days, a run of them a line.
fn missing(collection: &Collection, locale: &Locale) -> String {
    let calendar = collection.calendar();
    let line = |(first, last): &(Day, Day)| match first == last {
        true => format!("{first}  {}\n", locale.text(first.weekday().key())),
        false => {
            let count = calendar.missing().filter(|day| (*first..=*last).contains(day)).count();
            format!("{first} – {last}  {}\n", locale.with("cli-collection-days", &[("count", count.into())]))
        }
    };
    let lines: String = calendar.gaps().iter().map(line).collect();
    format!("{lines}{}\n", locale.with("cli-collection-missing", &[named("count", calendar.missing().count())]))
}

/// What programs read of a collection.
#[derive(Serialize)]
struct CollectionOut<'a> {
    paper: Option<&'a str>,
    naming: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    issues: Option<Vec<IssueOut<'a>>>,
    missing: Vec<Day>,
}

#[derive(Serialize)]
struct IssueOut<'a> {
    paper: Option<&'a str>,
    date: String,
    number: Option<&'a str>,
    pages: usize,
    raw_pages: usize,
    state: &'static str,
    behind: bool,
    queries: Option<usize>,
    open_by: Option<String>,
    /// In seconds since 1970.
    modified: Option<u64>,
    edition: Option<String>,
}

impl<'a> IssueOut<'a> {
    fn of(issue: &'a Issue) -> IssueOut<'a> {
        let is_there = issue.state != crate::collection::IssueState::Raw;
        IssueOut {
            paper: issue.paper.as_deref(),
            date: issue.date_text(),
            number: issue.number.as_deref(),
            pages: issue.pages,
            raw_pages: issue.raw.len(),
            state: issue.state.name(),
            behind: issue.is_behind,
            queries: issue.queries,
            open_by: issue.holder.as_ref().map(|holder| holder.to_string()),
            modified: issue.modified.map(seconds),
            edition: is_there.then(|| issue.edition.to_string_lossy().into_owned()),
        }
    }
}

fn print_json(arguments: &CollectionArguments, collection: &Collection) -> Result<(), Failure> {
    let out = CollectionOut {
        paper: collection.settings().paper.as_deref(),
        naming: collection.settings().naming.text(),
        issues: (!arguments.missing).then(|| collection.issues().iter().map(IssueOut::of).collect()),
        missing: collection.calendar().missing().collect(),
    };
    terminal::print_json(&out)
}
