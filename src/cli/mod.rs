//! The headless commands: pure functions from files to files, the same on any machine.
//!
//! Exit codes: 0 done, 1 the work found a fault or was done only in part, 2 bad usage, or nothing could be read or written.

mod batch;
mod check;
mod clean;
mod collection;
mod complaint;
mod each;
mod export;
mod help;
mod language;
mod lists;
mod merge;
mod proof;
mod read;
mod round;
mod salvage;
mod search;
mod stream;
mod table;
mod terminal;
mod usage;
mod witness;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use self::language::Spoken;
use crate::batch::BatchNote;
use crate::explained::{self, NamedArgument};
use crate::import::ImportError;
use crate::locale::Language;
use crate::store::Over;

/// Turns raw newspaper OCR into curated editions.
#[derive(Debug, Parser)]
#[command(name = "stet", bin_name = "stet", version, about, args_conflicts_with_subcommands = true)]
pub struct CommandLine {
    #[command(subcommand)]
    command: Option<CliCommand>,
    /// What to open on the desk: raw pages, a folder of them, or an edition.
    paths: Vec<PathBuf>,
    /// The language of messages, and of the labels and column names of exports: en, zh or zh-Hant; by default the system's, and for exports
    /// that of the format.
    #[arg(long, global = true, value_name = "TAG", value_parser = language::of_tag)]
    language: Option<Language>,
}

#[derive(Debug, Subcommand)]
enum CliCommand {
    /// Make the first draft of raw pages and save it as an edition.
    Clean(clean::CleanArguments),
    /// Print an edition's ledger and its queries.
    Check(check::CheckArguments),
    /// Export editions as text, documents, TEI, tables, or what was changed.
    Export(export::ExportArguments),
    /// Read page images again: a witness for editions, a new edition of images.
    Read(read::ReadArguments),
    /// Save what can be saved of a damaged edition.
    Salvage(salvage::SalvageArguments),
    /// Put other readings of the pages beside an edition: files of other OCR, or keyed by hand.
    Witness(witness::WitnessArguments),
    /// Report how right an edition is, or its raw text: differences, errors by the press rule, a sample.
    Proof(proof::ProofArguments),
    /// Print an edition's rounds of proofreading, its comments, and what the last round changed; or close a round.
    Round(round::RoundArguments),
    /// Put two versions of an edition together that were made of one.
    Merge(merge::MergeArguments),
    /// List the issues of a folder, or draft, read, check or export all of them.
    Collection(collection::CollectionArguments),
    /// Find words in all editions of a folder.
    Search(search::SearchArguments),
    /// Clean, check and export pages that come in as JSON, one a line.
    Stream(stream::StreamArguments),
}

/// How a command ended, where it did not do all it was asked.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// The work found a fault in what it was given, or left out what had one.
    #[error("{0}")]
    Fault(String),
    /// The command was misused, or nothing of its input can be read or of its output be written.
    #[error("{0}")]
    Unusable(String),
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Failure {
        Failure::unusable(error)
    }
}

impl From<BatchNote> for Failure {
    fn from(note: BatchNote) -> Failure {
        // The work is done where only a backup is lacking.
        if matches!(note, BatchNote::NotKept { .. }) { Failure::Fault(note.to_string()) } else { Failure::unusable(note) }
    }
}

impl Failure {
    fn unusable(error: impl std::fmt::Display) -> Failure {
        Failure::Unusable(error.to_string())
    }

    /// That of a command that was misused, by a locale key.
    fn unusable_for(key: &str, arguments: &[NamedArgument]) -> Failure {
        Failure::Unusable(words::with(key, arguments))
    }

    /// That of a command that found a fault, by a locale key.
    fn fault(key: &str, arguments: &[NamedArgument]) -> Failure {
        Failure::Fault(words::with(key, arguments))
    }

    /// That of a command that could do only some of several things, or none of them.
    fn in_part(done: usize, said: String) -> Failure {
        if done > 0 { Failure::Fault(said) } else { Failure::Unusable(said) }
    }

    fn code(&self) -> ExitCode {
        match self {
            Failure::Fault(_) => ExitCode::from(1),
            Failure::Unusable(_) => ExitCode::from(2),
        }
    }
}

/// Why a program that was built without the window opens none.
pub fn no_window() -> String {
    words::text("cli-no-window")
}

/// Reads the command line, does what it says, and gives the exit code. `desk` opens the window with these paths, or says why it
/// cannot.
pub fn run(desk: impl FnOnce(Vec<PathBuf>) -> Result<(), String>) -> ExitCode {
    let Spoken { words, named } = Spoken::of(std::env::args_os().collect());
    explained::speak(named.unwrap_or_else(Language::of_system));
    let result = usage::check(&words).and_then(|()| usage::parse(&words));
    match result.and_then(|arguments| arguments.map_or(Ok(()), |arguments| run_command(arguments, named, desk))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            terminal::complain(&failure.to_string());
            failure.code()
        }
    }
}

/// `language` is the one that the whole command line names.
fn run_command(
    arguments: CommandLine,
    language: Option<Language>,
    desk: impl FnOnce(Vec<PathBuf>) -> Result<(), String>,
) -> Result<(), Failure> {
    match arguments.command {
        Some(CliCommand::Clean(arguments)) => clean::run(&arguments),
        Some(CliCommand::Check(arguments)) => check::run(&arguments),
        Some(CliCommand::Export(arguments)) => export::run(&arguments, language),
        Some(CliCommand::Read(arguments)) => read::run(&arguments),
        Some(CliCommand::Salvage(arguments)) => salvage::run(&arguments),
        Some(CliCommand::Witness(arguments)) => witness::run(&arguments),
        Some(CliCommand::Proof(arguments)) => proof::run(&arguments),
        Some(CliCommand::Round(arguments)) => round::run(&arguments),
        Some(CliCommand::Merge(arguments)) => merge::run(&arguments),
        Some(CliCommand::Collection(arguments)) => collection::run(&arguments, language),
        Some(CliCommand::Search(arguments)) => search::run(&arguments),
        Some(CliCommand::Stream(arguments)) => stream::run(&arguments),
        None => desk(arguments.paths).map_err(Failure::Unusable),
    }
}

/// What a command may replace.
fn over(force: bool) -> Over {
    if force { Over::Anything } else { Over::Nothing }
}

/// The house style of a file, or the one that ships with the program.
fn house_style(path: Option<&PathBuf>) -> Result<crate::style::HouseStyle, Failure> {
    path.map_or_else(|| Ok(crate::style::HouseStyle::default()), |path| crate::style::HouseStyle::load(path).map_err(Failure::unusable))
}
