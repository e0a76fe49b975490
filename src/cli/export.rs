//! `stet export`: an edition file to another format.

use std::path::PathBuf;

use clap::Args;

use super::{Failure, house_style, terminal};
use crate::export::{self, Format};
use crate::store;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The edition.
    #[arg(value_name = "EDITION.ron")]
    edition: PathBuf,
    /// The format: txt, md or json.
    #[arg(short, long, value_name = "FORMAT", value_parser = format)]
    format: Format,
    /// The file to write; by default standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// A house style to export by.
    #[arg(long, value_name = "FILE")]
    style: Option<PathBuf>,
}

fn format(name: &str) -> Result<Format, String> {
    Format::from_name(name).ok_or_else(|| format!("there is no such format; choose {}", Format::ALL.map(Format::name).join(", ")))
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let style = house_style(arguments.style.as_ref())?;
    let edition = store::load(&arguments.edition).map_err(Failure::unusable)?;
    let text = export::export(&edition, arguments.format, &style);
    match &arguments.output {
        None => terminal::print(&text),
        Some(path) => export::write(path, &text).map_err(Failure::unusable),
    }
}
