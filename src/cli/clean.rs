//! `stet clean`: raw pages to an edition file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::terminal::Progress;
use super::{Failure, house_style};
use crate::clean::clean_watched;
use crate::import::{self, import_pages, raw_files};
use crate::page::{Encoding, Page};
use crate::store::backup::DEFAULT_BACKUPS;
use crate::store::disk::SystemDisk;
use crate::store::{self, Saving};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    // What the files may be stands in one list.
    #[arg(help = format!("Raw pages, in order, or folders of them. All of them form one edition. Formats: {}", import::names()))]
    #[arg(required = true, value_name = "RAW")]
    raw: Vec<PathBuf>,
    /// The edition file to write; by default beside the first page, with its name.
    #[arg(short, long, value_name = "EDITION.ron")]
    output: Option<PathBuf>,
    /// A house style to clean by.
    #[arg(long, value_name = "FILE")]
    style: Option<PathBuf>,
    /// The encoding of the pages, where it is not detected right: UTF-8, GB18030, Big5, UTF-16LE, UTF-16BE.
    #[arg(long, value_name = "NAME")]
    encoding: Option<Encoding>,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let style = house_style(arguments.style.as_ref())?;
    let files = raw_files(&arguments.raw, no_pages)?;
    let progress = Progress::new();
    let mut pages: Vec<Arc<Page>> = Vec::new();
    for (index, file) in files.iter().enumerate() {
        progress.tell(&format!("reading {} of {}", index + 1, files.len()));
        let imported = import_pages(file, arguments.encoding).map_err(Failure::unusable)?;
        imported.warnings.iter().for_each(|warning| progress.warn(&warning.to_string()));
        pages.extend(imported.pages.into_iter().map(Arc::new));
    }
    let watch = |done: usize| {
        progress.tell(&format!("cleaning {done} of {}", pages.len()));
        true
    };
    let edition = clean_watched(&pages, &style, &watch).ok_or_else(|| Failure::Unusable("cleaning was stopped".to_owned()))?;
    let output = arguments.output.clone().or_else(|| files.first().map(|file| beside(file)));
    let output = output.ok_or_else(|| Failure::Unusable("there is no page to clean; name one".to_owned()))?;
    if let Some(holder) = store::lock::holder(&output) {
        return Err(Failure::unusable(store::SaveError::Held { path: output, holder }));
    }
    // An edition that stands there may be days of work.
    let saving = Saving { expected: None, backups: DEFAULT_BACKUPS };
    let saved = store::save_with(&SystemDisk, &output, &edition, &saving).map_err(Failure::unusable)?;
    saved.backup.map_err(|error| {
        Failure::Unusable(format!("{}: is written, but what stood there could not be kept ({error}); make room", output.display()))
    })
}

fn no_pages(folder: PathBuf) -> Failure {
    Failure::Unusable(format!(
        "{}: there are no pages in this folder ({}); name one that holds raw pages",
        folder.display(),
        import::names()
    ))
}

/// The edition file beside a raw page: `page.ron` for `page.txt`, `page.raw.txt` and `page.hocr`.
fn beside(raw: &Path) -> PathBuf {
    let stem = raw.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    raw.with_file_name(format!("{}.ron", stem.strip_suffix(".raw").unwrap_or(&stem)))
}
