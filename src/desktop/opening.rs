//! Opening files: what they are, and what comes of them. Runs off the interface's thread.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::bare_images::read_bare;
use crate::clean;
use crate::edition::Edition;
use crate::explained::{Arguments, Explained, in_spoken_language, named, of_file};
use crate::import::{
    Choices, FaultKind, ImportError, ImportWarning, ImportedFiles, LeftOut, Listed, ListedFile, PageFile, import_bytes, import_files,
    import_pages, list_folder, page_files, raw_files,
};
use crate::locale::Locale;
use crate::page::Page;
use crate::reader::OtherReadings;
use crate::reading::read_regular;
use crate::store::journal::Recovered;
use crate::store::lock::{self, Hold};
use crate::store::{self, Fingerprint, LoadError, Report, SalvageError, Salvaged, SaveError, backup};
use crate::style::HouseStyle;

/// The sample page that ships with the program.
const SAMPLE: (&str, &[u8]) = ("riverside-daily-1.raw.txt", include_bytes!("../../assets/samples/riverside-daily-1.raw.txt"));

/// What was opened.
pub enum Opened {
    /// A first draft of raw pages.
    Draft {
        /// The draft.
        edition: Edition,
        /// The files of its pages; none for the sample.
        sources: Vec<PathBuf>,
        /// How they were read.
        choices: Choices,
        /// What was nearly right in them.
        warnings: Vec<ImportWarning>,
        /// How many other files of these pages stand beside them as witnesses.
        witnesses: usize,
    },
    /// An edition that was saved before.
    Edition {
        /// The edition.
        edition: Edition,
        /// Its file.
        path: PathBuf,
        /// What the file is.
        fingerprint: Fingerprint,
        /// Whether it is ours to work on.
        hold: Hold,
    },
    /// A copy of an edition: a backup, or what could be saved of a damaged file.
    Copy {
        /// The edition.
        edition: Edition,
        /// The file it was read from, which is left as it is.
        from: PathBuf,
        /// What was lost, if the file is damaged.
        report: Option<Report>,
    },
    /// Work that was in no file when the program ended.
    Recovered {
        /// The work.
        work: Box<Recovered>,
        /// Whether its file, if it has one, is ours to work on.
        hold: Option<Hold>,
    },
}

/// Why nothing was opened.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum OpenError {
    /// A page could not be read.
    Page(#[from] ImportError),
    /// An edition could not be read.
    Edition(#[from] LoadError),
    /// Nothing can be saved of a damaged edition.
    Salvage(#[from] SalvageError),
    /// A folder without pages.
    NoPages(PathBuf),
    /// Several files of which one is an edition.
    Mixed(PathBuf),
    /// So many pages that no edition could hold them.
    TooLarge(#[source] SaveError),
    /// A file is locked with a password that was not given, or not rightly.
    Locked {
        /// The file.
        path: PathBuf,
        /// What was to be opened.
        request: Box<OpenRequest>,
    },
    /// A PDF of so many pages that hardly all of them are meant.
    ManyPages {
        /// The file.
        path: PathBuf,
        /// How many it has.
        count: u32,
        /// What was to be opened.
        request: Box<OpenRequest>,
    },
    /// A folder, whose files are shown before they are read.
    Folder {
        /// The folder.
        path: PathBuf,
        /// Its files.
        files: Vec<ListedFile>,
        /// How they are to be read.
        choices: Box<Choices>,
    },
    /// The editor asked to stop.
    Cancelled,
}

impl Explained for OpenError {
    fn key(&self) -> &'static str {
        match self {
            OpenError::Page(error) => error.key(),
            OpenError::Edition(error) => error.key(),
            OpenError::Salvage(error) => error.key(),
            OpenError::NoPages(_) => "error-no-pages",
            OpenError::Mixed(_) => "error-mixed",
            OpenError::TooLarge(error) => error.key(),
            OpenError::Locked { .. } => "error-locked-here",
            OpenError::ManyPages { .. } => "error-many-pages",
            OpenError::Folder { .. } => "folder-text",
            OpenError::Cancelled => "say-cancelled",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            OpenError::Page(error) => error.arguments(locale),
            OpenError::Edition(error) => error.arguments(locale),
            OpenError::Salvage(error) => error.arguments(locale),
            OpenError::NoPages(path) | OpenError::Mixed(path) | OpenError::Folder { path, .. } => vec![of_file(path)],
            OpenError::TooLarge(error) => error.arguments(locale),
            OpenError::Locked { path, .. } => vec![of_file(path)],
            OpenError::ManyPages { path, count, .. } => vec![of_file(path), named("count", count)],
            OpenError::Cancelled => Vec::new(),
        }
    }
}

/// What to open.
#[derive(Clone, Debug, PartialEq)]
pub enum OpenRequest {
    /// These files and folders, read as was chosen by hand.
    Files(Vec<PathBuf>, Choices),
    /// The sample page.
    Sample,
    /// What can be saved of a damaged edition.
    Salvage(PathBuf),
}

impl OpenRequest {
    /// These files and folders, of which nothing was chosen by hand.
    pub fn files(paths: Vec<PathBuf>) -> OpenRequest {
        OpenRequest::Files(paths, Choices::default())
    }

    /// The same, with this to be chosen of how files are read.
    #[must_use]
    pub fn choosing(self, choose: impl FnOnce(&mut Choices)) -> OpenRequest {
        match self {
            OpenRequest::Files(paths, mut choices) => {
                choose(&mut choices);
                OpenRequest::Files(paths, choices)
            }
            OpenRequest::Sample | OpenRequest::Salvage(_) => self,
        }
    }
}

/// Pages of so many characters together are shown before their first draft is there; of fewer it is there at once.
const LONG: u32 = 50_000;

/// Opens an edition, or makes the first draft of pages. `watch` hears how far it is, between 0 and 1, and stops it by `false`; `arriving`
/// is given the pages of a long draft once they are read.
///
/// # Errors
/// What could not be opened, and why.
pub fn open(
    request: &OpenRequest,
    style: &HouseStyle,
    watch: &(dyn Fn(f32) -> bool + Sync),
    arriving: &dyn Fn(&[Arc<Page>]),
) -> Result<Opened, OpenError> {
    let (mut warnings, mut choices) = (Vec::new(), Choices::default());
    let (pages, sources, others) = match request {
        OpenRequest::Sample => (vec![Arc::new(import_bytes(Path::new(SAMPLE.0), SAMPLE.1, None)?)], Vec::new(), Vec::new()),
        OpenRequest::Salvage(path) => return salvage(path),
        OpenRequest::Files(paths, chosen) => {
            if let [path] = paths.as_slice()
                && store::is_edition(path)
            {
                return open_edition(path);
            }
            if let [path] = paths.as_slice()
                && path.is_dir()
            {
                return Err(listed(path, chosen));
            }
            let files = raw_files(paths, OpenError::NoPages)?;
            if let Some(edition) = files.iter().find(|file| store::is_edition(&file.path)) {
                return Err(OpenError::Mixed(edition.path.clone()));
            }
            let read = read(&files, chosen, watch).map_err(|error| match error {
                OpenError::Page(ImportError::Locked { path }) => OpenError::Locked { path, request: Box::new(request.clone()) },
                OpenError::Page(ImportError::ManyPages { path, count }) => {
                    OpenError::ManyPages { path, count, request: Box::new(request.clone()) }
                }
                error => error,
            })?;
            choices = chosen.clone();
            // What is missing is said before what was nearly right.
            warnings.extend(read.left_out.iter().map(LeftOut::warning));
            warnings.extend(read.warnings);
            (read.pages, read.sources, read.others)
        }
    };
    let (is_bare, all) = (pages.iter().any(|page| !page.has_text()), pages.len());
    // Reading images takes far longer than a first draft.
    let from = if is_bare { 0.95 } else { 0.5 };
    let password = choices.password.as_deref().unwrap_or_default();
    let pages = read_bare(pages, &sources, password, &mut warnings, &|share| watch(0.5 + 0.45 * share)).ok_or(OpenError::Cancelled)?;
    if pages.iter().map(|page| page.len().0).fold(0, u32::saturating_add) >= LONG {
        arriving(&pages);
    }
    let mut edition =
        clean::clean_watched(&pages, style, &|done| watch(from + (1.0 - from) * done as f32 / all as f32)).ok_or(OpenError::Cancelled)?;
    let witnesses = keep_others(&mut edition, &others, &choices, &mut warnings);
    Ok(Opened::Draft { edition, sources, choices, warnings, witnesses })
}

/// Puts other files of a draft's pages beside these as witnesses; how many. Those that read all as their pages do come of the same OCR,
/// and say nothing.
fn keep_others(edition: &mut Edition, others: &[PathBuf], choices: &Choices, warnings: &mut Vec<ImportWarning>) -> usize {
    let (readings, mut count) = (OtherReadings::of(if others.is_empty() { &[] } else { edition.pages() }), 0);
    for path in others {
        match readings.read(path, choices) {
            Ok(read) => {
                warnings.extend(read.warnings);
                if read.witnesses.is_empty() {
                    warnings.push(ImportWarning { path: path.clone(), place: None, kind: FaultKind::OtherPage });
                }
                for (page, witness) in read.witnesses.into_iter().filter(|(page, witness)| !readings.is_same(*page, witness)) {
                    edition.take_witness(page, witness);
                    count += 1;
                }
            }
            Err(error) => warnings.push(LeftOut { path: path.clone(), error }.warning()),
        }
    }
    count
}

/// What a folder has, to be shown before it is read.
fn listed(path: &Path, choices: &Choices) -> OpenError {
    match list_folder(path) {
        Ok(files) if files.iter().any(|file| matches!(file.what, Listed::Page(_))) => {
            OpenError::Folder { path: path.to_owned(), files, choices: Box::new(choices.clone()) }
        }
        Ok(_) => OpenError::NoPages(path.to_owned()),
        Err(error) => OpenError::Page(error),
    }
}

/// A PDF of more pages than this is not opened before it was asked which of them are meant: a volume takes minutes.
const MANY_PAGES: u32 = 60;

/// Reads files, unless they are stopped or become more than an edition can hold.
fn read(files: &[PageFile], choices: &Choices, watch: &(dyn Fn(f32) -> bool + Sync)) -> Result<ImportedFiles, OpenError> {
    let place = files.first().and_then(|file| file.path.parent()).unwrap_or(Path::new(""));
    // Of several files nobody is asked about one.
    let most_pages = (files.len() == 1).then_some(MANY_PAGES);
    let choices = Choices { most_pages, ..choices.clone() };
    let (mut done, mut size) = (0, Ok(0));
    let watched = |_: &Path, pages: &[Arc<Page>]| {
        done += 1;
        size = std::mem::replace(&mut size, Ok(0)).and_then(|before| store::check_size(place, before, pages));
        size.is_ok() && watch(0.5 * done as f32 / files.len() as f32)
    };
    let read = import_files(files, choices, watched)?;
    size.map_err(OpenError::TooLarge)?;
    read.ok_or(OpenError::Cancelled)
}

/// Opens an edition. A backup is opened as a copy, so that saving does not write over it.
fn open_edition(path: &Path) -> Result<Opened, OpenError> {
    if backup::is_backup(path) {
        return Ok(Opened::Copy { edition: store::load(path)?, from: path.to_owned(), report: None });
    }
    // Whoever has it may be writing it just now, so it is asked for first.
    let hold = lock::take(path);
    let (edition, fingerprint) = store::load_with_fingerprint(path)?;
    Ok(Opened::Edition { edition, path: path.to_owned(), fingerprint, hold })
}

/// Saves what can be saved of a damaged edition, with the help of the raw files beside it.
fn salvage(path: &Path) -> Result<Opened, OpenError> {
    let beside = page_files(path.parent().unwrap_or(Path::new("."))).unwrap_or_default();
    let pages: Vec<_> = beside
        .iter()
        .flat_map(PageFile::all)
        .filter_map(|file| import_pages(file, None).ok())
        .flat_map(|read| read.pages)
        .map(Arc::new)
        .collect();
    // Only pages of the edition itself may stand in for those that are damaged.
    let named: Vec<_> = read_regular(path, store::MAX_EDITION_BYTES)
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .map_or(Vec::new(), |text| pages.into_iter().filter(|page| text.contains(&format!("\"{}\"", page.source().file))).collect());
    let Salvaged { edition, report } = store::salvage(path, &named)?;
    Ok(Opened::Copy { edition, from: path.to_owned(), report: Some(report) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn go(paths: &[&Path]) -> Result<Opened, OpenError> {
        let paths = paths.iter().map(|path| path.to_path_buf()).collect();
        open(&OpenRequest::files(paths), HouseStyle::standard(), &|_| true, &|_| {})
    }

    #[test]
    fn folders_open_as_one_edition_and_editions_alone() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(go(&[folder.path()]), Err(OpenError::NoPages(_))));
        for name in ["page-2.txt", "page-10.txt", "page-1.txt"] {
            std::fs::write(folder.path().join(name), "本报讯（记者 王明）3月2日，市里召开会议。\n").unwrap();
        }
        let Err(OpenError::Folder { files, .. }) = go(&[folder.path()]) else { panic!("the folder is listed first") };
        let files: Vec<&Path> = files.iter().map(|file| file.path.as_path()).collect();
        let Ok(Opened::Draft { edition, sources, .. }) = go(&files) else { panic!("no draft") };
        assert_eq!(edition.masthead().page_labels, ["1版", "2版", "10版"]);
        assert_eq!(sources.len(), 3);
        let path = folder.path().join("e.ron");
        store::save(&path, &edition).unwrap();
        assert!(matches!(go(&[&path]), Ok(Opened::Edition { .. })));
        assert!(matches!(go(&[&path, &sources[0]]), Err(OpenError::Mixed(_))));
    }

    #[test]
    fn other_files_of_a_page_stand_beside_it_as_witnesses() {
        let folder = tempfile::tempdir().unwrap();
        let text = "本报讯（记者 王明）3月2日，市里召开会议。\n领油人物纷纷发言，会场气氛热烈。\n";
        let hocr = |text: &str| {
            let line = |line: &str| format!("<span class='ocr_line' title='bbox 1 1 90 9'>{line}</span>");
            format!("<html><div class='ocr_page' title='bbox 0 0 99 99'>{}</div></html>", text.lines().map(line).collect::<String>())
        };
        for (name, text) in [("p-1.hocr", hocr(text)), ("p-1.txt", text.replace('油', "袖")), ("p-2.hocr", hocr(&text.replace('2', "4")))]
        {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        std::fs::write(folder.path().join("p-2.txt"), "另一家报纸的另一个版面，上面没有一句相同。").unwrap();
        std::fs::write(folder.path().join("p-2.json"), "{\"rec_texts\": [\"broken\"").unwrap();
        let files = ["p-1.hocr", "p-1.txt", "p-2.hocr", "p-2.json", "p-2.txt"].map(|name| folder.path().join(name));
        let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        let Ok(Opened::Draft { edition, witnesses, warnings, .. }) = go(&files) else { panic!("no draft") };
        assert_eq!((edition.pages().len(), witnesses), (2, 1));
        let first = edition.witnesses(crate::page::PageIndex(0)).first().expect("a witness");
        assert_eq!((first.engine.as_str(), first.settings.as_str()), ("plain text", "p-1.txt"));
        let said: Vec<String> = warnings.iter().map(ToString::to_string).collect();
        assert!(said.iter().any(|line| line.contains("p-2.txt") && line.contains("no reading of these pages")), "{said:?}");
        // What reads all as the page does comes of the same OCR.
        std::fs::write(folder.path().join("p-1.txt"), text).unwrap();
        let Ok(Opened::Draft { witnesses, .. }) = go(&files) else { panic!("no draft") };
        assert_eq!(witnesses, 0);
    }

    /// Each page is allowed; all of them make an edition that nothing could open.
    #[test]
    fn more_than_an_edition_can_hold_is_told_before_the_work_is_done() {
        let folder = tempfile::tempdir().unwrap();
        let page = "本报讯昨天全市召开会议研究春耕生产工作。\n".repeat(15_000_000 / 61);
        for number in 1..=10 {
            std::fs::write(folder.path().join(format!("page-{number}.txt")), &page).unwrap();
        }
        let files: Vec<PathBuf> = (1..=10).map(|number| folder.path().join(format!("page-{number}.txt"))).collect();
        let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        let Err(error @ OpenError::TooLarge(_)) = go(&files) else { panic!("it is too large") };
        let said = error.to_string();
        assert!(said.contains(&folder.path().display().to_string()) && said.contains("268 MB") && said.contains("--each"), "{said}");
    }

    #[test]
    fn opening_can_be_stopped() {
        assert!(matches!(open(&OpenRequest::Sample, HouseStyle::standard(), &|_| false, &|_| {}), Err(OpenError::Cancelled)));
    }
}
