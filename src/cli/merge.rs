//! `stet merge`: two people's versions of one edition, put together.

use std::path::PathBuf;

use clap::Args;

use super::{Failure, over};
use crate::batch::{check_free, save};
use crate::edition::Hand;
use crate::explained::{in_spoken_words, named, of_file};
use crate::merge::{MergeNote, hand_of, merge};
use crate::rounds::today;
use crate::store;
use crate::store::guard::Guard;

#[derive(Debug, Args)]
pub(super) struct MergeArguments {
    /// The edition that both versions were made of.
    #[arg(value_name = "BASE.ron")]
    base: PathBuf,
    /// Our version: it stays where both changed the same otherwise.
    #[arg(value_name = "OURS.ron")]
    ours: PathBuf,
    /// Their version: what it changed is taken.
    #[arg(value_name = "THEIRS.ron")]
    theirs: PathBuf,
    /// The edition file to write.
    #[arg(short, long, value_name = "EDITION.ron")]
    output: PathBuf,
    /// The initials by which comments say how theirs reads; by default those of their last round.
    #[arg(long, value_name = "INITIALS")]
    hand: Option<String>,
    /// Write over an edition that is there already. What is there is kept as a backup.
    #[arg(long)]
    force: bool,
}

pub(super) fn run(arguments: &MergeArguments) -> Result<(), Failure> {
    let output = &arguments.output;
    let inputs = [&arguments.base, &arguments.ours, &arguments.theirs].map(Clone::clone);
    let guard = Guard::new(over(arguments.force)).reads_editions(&inputs);
    check_free(&guard, output)?;
    let load = |path: &PathBuf| store::load(path).map_err(Failure::unusable);
    let (base, ours, theirs) = (load(&arguments.base)?, load(&arguments.ours)?, load(&arguments.theirs)?);
    let hand = match &arguments.hand {
        Some(hand) => Hand::new(hand).ok_or_else(|| Failure::unusable_for("cli-round-no-hand", &[named("text", hand)]))?,
        None => in_spoken_words(|locale| hand_of(&theirs, locale)),
    };
    let date = today().to_string();
    let merged = in_spoken_words(|locale| merge(&base, &ours, &theirs, &MergeNote { hand, date, locale })).map_err(|error| {
        let of_theirs = [of_file(&arguments.theirs), named("what", error)];
        Failure::unusable_for("cli-of-file", &of_theirs)
    })?;
    save(output, &merged.edition, guard.over())?;
    match merged.conflicts.len() {
        0 => Ok(()),
        count => Err(Failure::fault("cli-merge-conflicts", &[of_file(output), named("count", count)])),
    }
}
