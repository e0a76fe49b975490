//! `stet export`: an edition file to another format.

use std::path::PathBuf;

use clap::Args;

use super::{Failure, house_style, terminal};
use crate::edition::Edition;
use crate::export::facsimile::Boxed;
use crate::export::{self, Format};
use crate::page::{PageIndex, source_beside};
use crate::store;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The edition.
    #[arg(value_name = "EDITION.ron")]
    edition: PathBuf,
    /// The format: txt, md, json, alto or page.
    #[arg(short, long, value_name = "FORMAT", value_parser = format)]
    format: Format,
    /// The file to write; by default standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Which page, counted from 1, for ALTO and PAGE; needed where the edition has several.
    #[arg(long, value_name = "N")]
    page: Option<u32>,
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
    let text = match arguments.format.boxed() {
        Some(boxed) => page(arguments, &edition, boxed)?,
        None => export::export(&edition, arguments.format, &style),
    };
    match &arguments.output {
        None => terminal::print(&text),
        Some(path) => export::write(path, &text).map_err(Failure::unusable),
    }
}

/// A page in a format with boxes, put into its source file where that lies beside the edition and is the one it was made from.
fn page(arguments: &Arguments, edition: &Edition, boxed: Boxed) -> Result<String, Failure> {
    let count = edition.pages().len();
    let number = match arguments.page {
        None if count > 1 => {
            let file = arguments.edition.display();
            return Err(Failure::Unusable(format!(
                "{file}: it has {count} pages, and such a file holds one; name it with --page, from 1 to {count}"
            )));
        }
        number => number.unwrap_or(1),
    };
    let index = PageIndex(number.saturating_sub(1));
    let found = edition.page(index).filter(|_| number > 0);
    let Some(page) = found else {
        return Err(Failure::Unusable(format!("{}: there is no page {number}; it has {count}", arguments.edition.display())));
    };
    let source = source_beside(&arguments.edition, page);
    let (text, used) = export::facsimile::page(edition, boxed, index, source.as_deref());
    if !used {
        let file = &page.source().file;
        terminal::complain(&format!(
            "{file}: not beside the edition as such a file, or changed since; written from what the edition holds of it"
        ));
    }
    Ok(text)
}
