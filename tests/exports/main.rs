//! What is exported, read by the programs that people read it with, and read back by the tests themselves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod back;
mod bag;
mod comments;
mod conversion;
mod editions;
mod iiif;
mod lines;
mod many;
mod mets;
mod ofd;
mod pdf;
mod readers;
mod reading_pdf;
mod snapshots;
mod source_pages;
mod source_pdfs;
mod training;
mod validity;

use stet::edition::Edition;
use stet::export::{Format, LineImages, Options, Switch, export};
use stet::style::HouseStyle;

/// An edition in a format, with these switches turned the other way.
fn exported(edition: &Edition, format: Format, turned: &[Switch]) -> Vec<u8> {
    let style = HouseStyle::standard();
    let mut options = Options::standard(format, style);
    for switch in turned {
        let on = options.has(*switch);
        options.set(*switch, !on);
    }
    export(edition, format, style, &options, &LineImages::default()).into_vec().unwrap()
}

/// What is in a file of an export.
fn bytes(file: &stet::export::File) -> Vec<u8> {
    file.bytes.clone().into_vec().unwrap()
}

fn text(edition: &Edition, format: Format, turned: &[Switch]) -> String {
    String::from_utf8(exported(edition, format, turned)).expect("text in UTF-8")
}

/// The parts of a zip archive that are text, by name.
fn unpacked(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).expect("text");
        parts.push((part.name().expect("a name").into_owned(), text));
    }
    parts
}
