//! Drafting, reading, checking and exporting all issues of a collection, on all cores. A bad one is told of at the end, and the others go on; what
//! is done is not done again, so that work that was broken off goes on where it stopped.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::clean::save;
use super::collection::CollectionArguments;
use super::read::TerminalReading;
use super::terminal::{self, Progress, complain};
use super::witness::keep_others;
use super::{Failure, words};
use crate::check;
use crate::collection::{self, Collection, Issue, LeftAlone, Standing, StyleStamp};
use crate::edition::Ledger;
use crate::explained::{named, of_file};
use crate::export::Format;
use crate::import::Choices;
use crate::locale::Language;
use crate::page::Page;
use crate::store::guard::Guard;
use crate::store::{self, Over, SaveError};
use crate::style::HouseStyle;

/// How many editions are checked before their counts are written down.
const AT_ONCE: usize = 64;

/// The issues of a collection, as they stand to a work.
struct Plan<'a> {
    to_do: Vec<&'a Issue>,
    done: usize,
    left: Vec<&'a LeftAlone>,
}

/// How each issue stands, in order.
fn standings(collection: &Collection, standing: impl Fn(&Issue) -> Standing) -> Vec<Standing> {
    collection.issues().iter().map(standing).collect()
}

impl<'a> Plan<'a> {
    fn of(collection: &'a Collection, standings: &'a [Standing]) -> Plan<'a> {
        let mut plan = Plan { to_do: Vec::new(), done: 0, left: Vec::new() };
        for (issue, standing) in collection.issues().iter().zip(standings) {
            match standing {
                Standing::ToDo => plan.to_do.push(issue),
                Standing::Done => plan.done += 1,
                Standing::Left(left) => plan.left.push(left),
                Standing::Nothing => {}
            }
        }
        plan
    }

    /// Tells what failed, one fault an issue, what was left, and how much was done, by a locale key.
    fn end(&self, faults: &[String], key: &str) -> Result<(), Failure> {
        faults.iter().for_each(|fault| complain(fault));
        self.end_after(faults.len(), key)
    }

    /// As [`Plan::end`], where what failed in so many issues was told.
    fn end_after(&self, failed: usize, key: &str) -> Result<(), Failure> {
        self.left.iter().for_each(|left| complain(&left.to_string()));
        let good = self.to_do.len().saturating_sub(failed);
        let bad = failed + self.left.len();
        let said = words::with(key, &[named("good", good), named("before", self.done), named("bad", bad)]);
        if bad == 0 { terminal::print(format!("{said}\n")) } else { Err(Failure::in_part(good + self.done, said)) }
    }
}

/// Makes a first draft of each issue that has no edition yet.
pub(super) fn draft(collection: &Collection, style: &HouseStyle) -> Result<(), Failure> {
    let standings = standings(collection, Issue::for_draft);
    let plan = Plan::of(collection, &standings);
    let (progress, done) = (Progress::new(), AtomicUsize::new(0));
    let work = |issue: &&Issue| {
        let result = draft_one(issue, style, &progress);
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        progress.tell("cli-collection-drafting", &[named("done", done), named("all", plan.to_do.len())]);
        result.err()
    };
    let faults: Vec<String> = plan.to_do.par_iter().filter_map(work).collect();
    drop(progress);
    plan.end(&faults, "cli-collection-drafted")
}

fn draft_one(issue: &Issue, style: &HouseStyle, progress: &Progress) -> Result<(), String> {
    let output = &issue.edition;
    let guard = Guard::new(Over::Nothing).reads(issue.raw.iter().flat_map(|page| page.files.iter().cloned()));
    guard.check(output).map_err(|error| error.to_string())?;
    let (choices, mut size) = (Choices::default(), Ok(0));
    let take = |_: &Path, pages: &[Arc<Page>]| {
        size = std::mem::replace(&mut size, Ok(0)).and_then(|bytes| store::check_size(output, bytes, pages));
        size.is_ok()
    };
    let made = collection::draft(issue, &choices, style, take).map_err(|error| error.to_string())?;
    size.map_err(|error: SaveError| error.to_string())?;
    let Some(mut made) = made else { return Ok(()) };
    made.warnings.iter().for_each(|warning| progress.warn(&warning.to_string()));
    keep_others(&mut made.edition, (&made.others, true), &choices, progress);
    save(output, &made.edition, guard.over())?;
    if made.left_out.is_empty() {
        return Ok(());
    }
    made.left_out.iter().for_each(|left| progress.warn(&words::left_out(left)));
    let all = issue.raw.iter().map(|page| page.files.len()).sum::<usize>();
    Err(words::with("cli-written-without", &[of_file(output), named("left", made.left_out.len()), named("all", all)]))
}

/// Reads the images of all pages that were not read yet. An issue of which a page could not be read is looked at again the next time.
pub(super) fn read(collection: &Collection, style: &HouseStyle) -> Result<(), Failure> {
    let standings = standings(collection, Issue::for_reading);
    let plan = Plan::of(collection, &standings);
    if plan.to_do.is_empty() {
        return plan.end(&[], "cli-collection-read");
    }
    let mut reading = TerminalReading::new()?;
    let all = plan.to_do.len();
    let each = plan.to_do.iter().enumerate().map(|(place, issue)| reading.issue(issue, style, (place + 1, all)));
    let faults: Vec<Vec<String>> = each.filter(|faults| !faults.is_empty()).collect();
    drop(reading);
    faults.iter().flatten().for_each(|fault| complain(fault));
    plan.end_after(faults.len(), "cli-collection-read")
}

/// Counts the queries of each edition that was written since they were counted, or by another house style.
pub(super) fn check(mut collection: Collection, style: &HouseStyle) -> Result<(), Failure> {
    let stamp = StyleStamp::of(style);
    let standings = standings(&collection, |issue| issue.for_check(&stamp));
    let editions: Vec<PathBuf> = Plan::of(&collection, &standings).to_do.iter().map(|issue| issue.edition.clone()).collect();
    let (progress, done) = (Progress::new(), AtomicUsize::new(0));
    let (mut faults, mut counts, all) = (Vec::new(), Vec::new(), editions.len());
    for editions in editions.chunks(AT_ONCE) {
        let work = |path: &PathBuf| {
            let counted = count_queries(path, style);
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            progress.tell("cli-collection-checking", &[named("done", done), named("all", all)]);
            counted.map(|count| (path.clone(), count))
        };
        let (good, bad): (Vec<_>, Vec<_>) = editions.par_iter().map(work).collect::<Vec<_>>().into_iter().partition(Result::is_ok);
        let good: Vec<(PathBuf, usize)> = good.into_iter().flatten().collect();
        faults.extend(bad.into_iter().filter_map(Result::err));
        if let Err(note) = collection.note_queries(&good, style) {
            progress.warn(&note.to_string());
        }
        counts.extend(good);
    }
    drop(progress);
    let before = collection.issues().iter().filter(|issue| issue.for_check(&stamp) == Standing::Done).filter_map(|issue| issue.queries);
    let queries = before.sum::<usize>() + counts.iter().map(|(_, count)| count).sum::<usize>();
    terminal::print(format!("{}\n", words::with("cli-check-queries", &[named("count", queries)])))?;
    Plan::of(&collection, &standings).end(&faults, "cli-collection-checked")
}

/// How many queries an edition has, if its ledger balances.
fn count_queries(path: &Path, style: &HouseStyle) -> Result<usize, String> {
    let edition = store::load(path).map_err(|error| error.to_string())?;
    if !edition.ledger().iter().all(Ledger::balances) {
        return Err(words::with("cli-check-broken", &[of_file(path)]));
    }
    Ok(check::check(&edition, style).len())
}

/// Exports the editions, as `stet export` does those it is given.
pub(super) fn export(
    arguments: &CollectionArguments,
    collection: &Collection,
    format: Format,
    language: Option<Language>,
) -> Result<(), Failure> {
    let standings = standings(collection, Issue::for_export);
    let plan = Plan::of(collection, &standings);
    let editions: Vec<PathBuf> = plan.to_do.iter().map(|issue| issue.edition.clone()).collect();
    if editions.is_empty() {
        plan.left.iter().for_each(|left| complain(&left.to_string()));
        return Err(Failure::unusable_for("cli-collection-none", &[of_file(&arguments.folder)]));
    }
    let output = arguments.output.clone().unwrap_or_else(|| arguments.folder.join(format!("export-{}", format.name())));
    let (force, style, all) = (arguments.force, arguments.style.clone(), editions.len());
    let exported = super::export::run(&super::export::ExportArguments::of_collection(editions, format, output, force, style), language);
    plan.left.iter().for_each(|left| complain(&left.to_string()));
    match exported {
        Ok(()) if plan.left.is_empty() => Ok(()),
        Ok(()) => Err(Failure::in_part(all, words::with("cli-were-exported", &[named("good", all), named("all", all + plan.left.len())]))),
        Err(failure) => Err(failure),
    }
}
