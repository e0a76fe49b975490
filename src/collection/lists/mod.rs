//! The lists of a collection as files beside its settings: read with what is wrong in them told, and written so that what another desk
//! added meanwhile stays.
//!
//! | module | what it is |
//! | --- | --- |
//! | `fault` | what is wrong with a list, and why one could not be written |
//! | `followed` | a house style with the lists as they stand on the disk |
//! | `learn` | counting the corrections of all editions |
//! | `scannos` | reading the lists of Guiguts |
//! | `silence` | switching off what a list asks |

mod fault;
mod followed;
mod learn;
mod scannos;
mod silence;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::DEEPEST;
use super::settings::SETTINGS_FILE;
use crate::import::import_bytes;
use crate::reading::read_regular;
use crate::store::lock::{self, Hold, Holder};
use crate::store::write_atomically;
use crate::style::HouseStyle;
use crate::style::SharedLists;
use crate::style::lists::{Confusion, Entry, GoodWord, LearntCorrection, List, ListedName, Substitution};

pub use fault::{ListError, ListWarning, ScannosError, SkippedScanno};
pub use followed::{FollowedLists, FollowedStyle};
pub use learn::{Learnt, learn};
pub use scannos::{ImportedScannos, import_scannos, scannos};
pub use silence::{AskingList, ListedQuestion, silence};

/// The names of the files.
const FILES: [&str; 5] = [GoodWord::FILE, Substitution::FILE, ListedName::FILE, LearntCorrection::FILE, Confusion::FILE];

/// The largest list that is read, in bytes.
const LARGEST: u64 = 16_000_000;

/// How many bad rows of a list are told one by one.
const MOST_TOLD: usize = 20;

/// How long a list is waited for that another desk is writing.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long until it is asked for again.
const PAUSE: Duration = Duration::from_millis(20);

/// The folder of the collection that a file belongs to: the nearest one round it that has settings or lists.
pub fn folder_of(file: &Path) -> Option<PathBuf> {
    let file = std::path::absolute(file).ok()?;
    let is_collection = |folder: &&Path| folder.join(SETTINGS_FILE).is_file() || FILES.iter().any(|name| folder.join(name).is_file());
    file.ancestors().skip(1).take(DEEPEST + 1).find(is_collection).map(Path::to_owned)
}

/// A house style with the lists in a folder, and what is wrong with these.
pub fn style_in(style: HouseStyle, folder: &Path) -> (HouseStyle, Vec<ListWarning>) {
    let (lists, warnings) = read(folder);
    (if lists.is_empty() { style } else { style.for_collection(lists) }, warnings)
}

/// The lists in a folder that checks go by, and what is wrong with them. A list that is not there is empty.
pub fn read(folder: &Path) -> (SharedLists, Vec<ListWarning>) {
    let mut warnings = Vec::new();
    let lists = SharedLists::new(
        read_list(folder, &mut warnings),
        read_list(folder, &mut warnings),
        read_list(folder, &mut warnings),
        read_list(folder, &mut warnings),
    );
    (lists, warnings)
}

fn read_list<T: Entry>(folder: &Path, warnings: &mut Vec<ListWarning>) -> List<T> {
    match read_file(&folder.join(T::FILE)) {
        Ok((list, faults)) => {
            warnings.extend(faults);
            list
        }
        Err(error) => {
            if !error.is_absent() {
                warnings.push(ListWarning::Unreadable(error));
            }
            List::default()
        }
    }
}

/// A list by its file, and what is wrong with it.
///
/// # Errors
/// It cannot be read.
pub fn read_file<T: Entry>(path: &Path) -> Result<(List<T>, Vec<ListWarning>), ListError> {
    let (list, bad) = List::parse(&text_of(path)?);
    let more = bad.len().saturating_sub(MOST_TOLD);
    let told = bad.into_iter().take(MOST_TOLD);
    let mut warnings: Vec<ListWarning> = told.map(|(line, fault)| ListWarning::Row { path: path.to_owned(), line, fault }).collect();
    if more > 0 {
        warnings.push(ListWarning::More { path: path.to_owned(), count: more });
    }
    Ok((list, warnings))
}

/// The text of a list, in whatever encoding a spreadsheet has left it.
fn text_of(path: &Path) -> Result<String, ListError> {
    let bytes = read_regular(path, LARGEST).map_err(|error| ListError::Unreadable { path: path.to_owned(), error })?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(other) => {
            let page = import_bytes(path, other.as_bytes(), None).map_err(|error| ListError::NoText { path: path.to_owned(), error })?;
            Ok(page.text().to_owned())
        }
    }
}

/// Changes a list of a collection. It is read again before, so that what other desks wrote stays, and nobody else writes it meanwhile.
///
/// # Errors
/// It cannot be read or written, has columns that would be lost, or somebody else keeps it.
pub fn update<T: Entry, R>(folder: &Path, change: impl FnOnce(&mut List<T>) -> R) -> Result<R, ListError> {
    /// The system's lock tells processes apart, not threads.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _here = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let path = folder.join(T::FILE);
    let _everywhere = hold(&path).map_err(|holder| ListError::Held { path: path.clone(), holder })?;
    let before = match text_of(&path) {
        Ok(text) => Some(text),
        Err(error) if error.is_absent() => None,
        Err(error) => return Err(error),
    };
    let (mut list, _) = List::<T>::parse(before.as_deref().unwrap_or_default());
    if !list.unknown_columns().is_empty() {
        return Err(ListError::Columns { path, columns: list.unknown_columns().to_vec(), known: T::COLUMNS });
    }
    let old = list.clone();
    let result = change(&mut list);
    if list != old {
        write_atomically(&path, list.text().as_bytes()).map_err(|error| ListError::Unwritable { path, error })?;
    }
    Ok(result)
}

/// Keeps others from writing a list, as long as that lives; nothing where the folder has no locks.
fn hold(path: &Path) -> Result<Option<lock::EditionLock>, Holder> {
    let since = Instant::now();
    loop {
        match lock::take(path) {
            Hold::Mine(lock) => return Ok(Some(lock)),
            Hold::Unguarded(error) if error.kind() != ErrorKind::WouldBlock => return Ok(None),
            Hold::Unguarded(_) if since.elapsed() > PATIENCE => return Ok(None),
            Hold::Theirs(holder) if since.elapsed() > PATIENCE => return Err(holder),
            Hold::Unguarded(_) | Hold::Theirs(_) => std::thread::sleep(PAUSE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good(word: &str) -> GoodWord {
        GoodWord { word: word.to_owned() }
    }

    #[test]
    fn what_two_desks_add_at_once_is_all_there() {
        let folder = tempfile::tempdir().expect("a folder");
        std::thread::scope(|scope| {
            for desk in 0..2 {
                let at = folder.path();
                scope.spawn(move || {
                    for n in 0..25 {
                        let added = update::<GoodWord, usize>(at, |list| list.add([good(&format!("磁窑{desk}-{n}"))]));
                        assert_eq!(added.expect("written"), 1);
                    }
                });
            }
        });
        let (lists, warnings) = read(folder.path());
        assert_eq!((lists.right_words().count(), warnings.len()), (50, 0));
        let left: Vec<_> = std::fs::read_dir(folder.path()).expect("a folder").flatten().map(|entry| entry.file_name()).collect();
        assert_eq!(left, [GoodWord::FILE], "no lock stays behind");
    }

    #[test]
    fn what_was_written_by_hand_meanwhile_stays_with_its_bad_rows() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(Substitution::FILE);
        std::fs::write(&path, "pattern,kind,replacement,hint,example,on\narid,,and,,,no\n[a,regex,b\n").expect("written");
        let arid = List::<Substitution>::parse("arid,,and\ntbe,,the\n").0.into_entries();
        assert_eq!(update::<Substitution, usize>(folder.path(), |list| list.add(arid)).expect("written"), 1);
        let written = std::fs::read_to_string(&path).expect("a list");
        assert!(written.contains("arid,word,and,,,no\n") && written.contains("[a,regex,b\n") && written.contains("tbe,"), "{written}");
        let (_, warnings) = read(folder.path());
        let said: Vec<String> = warnings.iter().map(ToString::to_string).collect();
        assert!(said.len() == 1 && said[0].contains("substitutions.csv:2:"), "{said:?}");
    }

    #[test]
    fn a_list_that_would_lose_a_column_or_cannot_be_read_is_not_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(GoodWord::FILE);
        for text in ["word,note\nWexford,a town\n".to_owned(), "\0\u{1}".repeat(10)] {
            std::fs::write(&path, &text).expect("written");
            let result = update::<GoodWord, usize>(folder.path(), |list| list.add([good("磁窑河")]));
            if text.contains("note") {
                let said = result.expect_err("a column").to_string();
                assert!(said.contains("good-words.csv") && said.contains("note"), "{said}");
                assert_eq!(std::fs::read_to_string(&path).expect("a list"), text);
            }
        }
        std::fs::write(&path, encoding_rs::GBK.encode("word\n煤层气\n").0).expect("written");
        assert_eq!(update::<GoodWord, usize>(folder.path(), |list| list.add([good("磁窑河")])).expect("written"), 1);
        assert_eq!(std::fs::read_to_string(&path).expect("a list"), "word\n煤层气\n磁窑河\n");
    }

    #[test]
    fn a_file_belongs_to_the_nearest_folder_with_settings_or_lists() {
        let folder = tempfile::tempdir().expect("a folder");
        let deep = folder.path().join("1939/03");
        std::fs::create_dir_all(&deep).expect("a folder");
        let edition = deep.join("a.ron");
        assert_eq!(folder_of(&edition), None);
        std::fs::write(folder.path().join(SETTINGS_FILE), "Collection()").expect("written");
        assert_eq!(folder_of(&edition).as_deref(), Some(folder.path()));
        std::fs::write(deep.join(ListedName::FILE), "name\n").expect("written");
        assert_eq!(folder_of(&edition).as_deref(), Some(deep.as_path()));
    }
}
