//! An edition as a bag that archives take in (BagIt, RFC 8493): the edition's file, exports of it that last, and the sources it was made of,
//! with a SHA-256 of each.
//!
//! There is no day of bagging in it, as exports have no clock.

use std::collections::BTreeSet;
use std::path::Path;

use super::files::FileNames;
use super::{Context, ExportRemark, File, FolderFiles, Format, Options, Switch, export as export_as, pdf};
use crate::import::source_bytes_beside;
use crate::page::{Page, PageIndex};
use crate::printable::printable;
use crate::store::to_ron;

/// What is in the bag besides the edition's file: formats that many programs read, now and later.
const EXPORTS: [Format; 4] = [Format::Tei, Format::Json, Format::Text, Format::Pdf];

/// The declaration of a bag (RFC 8493, 2.1.1).
const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// The files of the bag, the list of its payload first. The sources of pages are looked for beside the file `near`.
pub(super) fn export(context: &Context<'_>, near: Option<&Path>) -> FolderFiles {
    let mut payload: Vec<File> = edition_file(context).into_iter().chain(EXPORTS.map(|format| exported(context, format))).collect();
    let (sources, without) = near.map(|near| sources(context, near)).unwrap_or_default();
    payload.extend(sources);
    let tags = [
        File { name: "manifest-sha256.txt".to_owned(), bytes: manifest(&payload).into() },
        File { name: "bagit.txt".to_owned(), bytes: DECLARATION.to_owned().into() },
        File { name: "bag-info.txt".to_owned(), bytes: info(context, &payload, &without).into() },
    ];
    let of_tags = File { name: "tagmanifest-sha256.txt".to_owned(), bytes: manifest(&tags).into() };
    FolderFiles { files: tags.into_iter().chain([of_tags]).chain(payload).collect(), without, without_key: "batch-not-in-bag" }
}

/// What is said of the PDF in the bag.
pub(super) fn remarks(context: &Context<'_>) -> Vec<ExportRemark> {
    pdf::remarks(context)
}

fn edition_file(context: &Context<'_>) -> Option<File> {
    let text = to_ron(context.edition).ok()?;
    Some(File { name: "data/edition.ron".to_owned(), bytes: text.into() })
}

/// An export by the standard of its format, but for what the bag's own options say.
fn exported(context: &Context<'_>, format: Format) -> File {
    let mut options = Options::standard(format, context.style);
    options.language = context.options.language;
    for switch in [Switch::Brackets, Switch::Scans].into_iter().filter(|switch| switch.is_known_in(format)) {
        options.set(switch, context.options.has(switch));
    }
    let bytes = export_as(context.edition, format, context.style, &options, context.images);
    File { name: format!("data/edition.{}", format.extension()), bytes }
}

/// The sources that are found as they were when they were read, each once, and the first page of each that is not.
fn sources(context: &Context<'_>, near: &Path) -> (Vec<File>, Vec<PageIndex>) {
    let mut names = FileNames::default();
    let mut looked_for: BTreeSet<&str> = BTreeSet::new();
    let (mut files, mut without) = (Vec::new(), Vec::new());
    for (index, page) in (0u32..).map(PageIndex).zip(context.edition.pages()) {
        // Pages of one file have its sum, each of them.
        if !looked_for.insert(&page.source().sha256) {
            continue;
        }
        match source_bytes_beside(near, page) {
            Some(bytes) => files.push(File { name: format!("data/sources/{}", names.give_file(&name_of(page))), bytes: bytes.into() }),
            None => without.push(index),
        }
    }
    (files, without)
}

/// The name of a page's source, in which nothing has to be escaped: tools disagree on what becomes of a per cent sign.
fn name_of(page: &Page) -> String {
    page.source().file_name().replace('%', "_")
}

/// The files with their checksums, a line each (RFC 8493, 2.1.3).
fn manifest(files: &[File]) -> String {
    // What cannot be read here fails again as it is written, and with it the export.
    let line = |file: &File| Some(format!("{}  {}\n", file.bytes.sha256().ok()?, file.name));
    files.iter().filter_map(line).collect()
}

/// What the bag is, a label and its value a line (RFC 8493, 2.2.2).
fn info(context: &Context<'_>, payload: &[File], without: &[PageIndex]) -> String {
    let masthead = context.edition.masthead();
    let bytes: u64 = payload.iter().map(|file| file.bytes.len()).sum();
    let file =
        |index: &PageIndex| context.edition.page(*index).map(|page| format!("{} (SHA-256 {})", page.source().file, page.source().sha256));
    let known = [
        ("Bag-Software-Agent", Some(concat!("Stet ", env!("CARGO_PKG_VERSION")).to_owned())),
        ("External-Identifier", Some(format!("urn:uuid:{}", context.uuid()))),
        ("External-Description", Some(context.title())),
        ("Newspaper", masthead.title.clone()),
        ("Issue-Date", masthead.date.clone()),
        ("Issue-Number", masthead.issue.clone()),
        ("Page-Count", Some(context.edition.pages().len().to_string())),
        ("Payload-Oxum", Some(format!("{bytes}.{}", payload.len()))),
    ];
    let known = known.into_iter().filter_map(|(label, value)| Some((label, value?)));
    let missing = without.iter().filter_map(file).map(|file| ("Missing-Source", file));
    let line = |(label, value): (&str, String)| format!("{label}: {}\n", printable(&value).trim());
    known.chain(missing).map(line).filter(|line| !line.ends_with(": \n")).collect()
}
