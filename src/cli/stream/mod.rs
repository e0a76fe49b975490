//! `stet stream`: many pages through one process. JSON objects come in, one a line, and one a line goes out for each: an edition, exports,
//! queries, or what was wrong. What is asked of the program is set up once, and memory does not grow with the number of lines.

mod flow;
mod gate;
mod task;

use std::io::{self, BufReader};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use self::flow::{Flow, FlowEnd};
use self::task::answer;
use super::{Failure, house_style, terminal};
use crate::explained::{named, system_in_spoken_language};
use crate::locale::{Language, Locale};

/// More threads than any machine has cores; the system refuses far more.
const MOST_JOBS: i64 = 1024;

#[derive(Debug, Args)]
pub(super) struct StreamArguments {
    /// How many lines are worked on at once, each by one thread; by default as many as there are cores.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=MOST_JOBS))]
    jobs: Option<u16>,
    /// Write what is done as soon as it is done, not in the order in which it came in.
    #[arg(long)]
    unordered: bool,
    /// A house style to clean, check and export by.
    #[arg(long, value_name = "FILE")]
    style: Option<PathBuf>,
}

pub(super) fn run(arguments: &StreamArguments) -> Result<(), Failure> {
    let style = house_style(arguments.style.as_ref())?;
    let cores = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let jobs = arguments.jobs.and_then(|jobs| NonZeroUsize::new(jobs.into())).unwrap_or(cores);
    let flow = Flow { jobs, is_ordered: !arguments.unordered };
    // What programs read is the same in all languages.
    let work = move || {
        let (style, locale) = (style.clone(), Locale::load(Language::English));
        move |number, line| answer(number, line, &style, &locale)
    };
    let end = flow.run(BufReader::new(io::stdin()), &mut io::stdout().lock(), &Arc::new(work));
    match end {
        FlowEnd::NotWritten(error) => terminal::written(Err(error)),
        FlowEnd::NotRead(error) => Err(Failure::unusable_for("cli-no-input", &[named("what", system_in_spoken_language(&error))])),
        FlowEnd::Done { bad: 0, .. } => Ok(()),
        FlowEnd::Done { all, bad } => Err(Failure::fault("cli-stream-bad", &[named("bad", bad), named("all", all)])),
    }
}
