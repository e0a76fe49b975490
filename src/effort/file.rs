//! The file: a list beside the user's settings, in a folder that only its owner looks into.

use std::fs;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

use super::EffortEntry;
use crate::collection::lists::{self, ListError, ListWarning};
use crate::store;
use crate::store::journal::make_private;
use crate::style::lists::{Entry, List};

/// What the folder is called.
const FOLDER: &str = "effort";

/// What came of writing.
#[derive(Debug, Default)]
pub struct KeptEffort {
    /// Where a file was put that could not be added to.
    pub put_aside: Option<PathBuf>,
    /// What is wrong with the file that was added to; such rows stay in it.
    pub warnings: Vec<ListWarning>,
}

/// The folder of the file of a user whose settings these are.
pub fn folder_beside(settings: &Path) -> PathBuf {
    settings.with_file_name(FOLDER)
}

/// The file of whoever runs the program, where the system has a place for settings.
pub fn own_file() -> Option<PathBuf> {
    store::settings_folder().map(|folder| folder.join(FOLDER).join(EffortEntry::FILE))
}

/// What a file has, and what is wrong with it.
///
/// # Errors
/// It cannot be read.
pub fn read(file: &Path) -> Result<(Vec<EffortEntry>, Vec<ListWarning>), ListError> {
    lists::read_file(file).map(|(list, warnings)| (list.into_entries(), warnings))
}

/// Adds to the file in a folder, in one step, so that a crash leaves the old one or the new one. One that is no such list, or has columns that
/// would be lost, is put aside, and a new one begins.
///
/// # Errors
/// It cannot be read or written, or somebody else keeps it.
pub fn add(folder: &Path, entries: &[EffortEntry]) -> Result<KeptEffort, ListError> {
    let path = folder.join(EffortEntry::FILE);
    make_private(folder).map_err(|error| ListError::Unwritable { path: folder.to_owned(), error })?;
    match lists::update(folder, |list| add_to(list, entries)) {
        Err(ListError::NoText { .. } | ListError::Columns { .. }) => {
            let aside = put_aside(folder).map_err(|error| ListError::Unwritable { path, error })?;
            lists::update(folder, |list| add_to(list, entries))?;
            Ok(KeptEffort { put_aside: Some(aside), warnings: Vec::new() })
        }
        Err(error) => Err(error),
        Ok(()) => Ok(KeptEffort { put_aside: None, warnings: read(&path).map(|(_, warnings)| warnings).unwrap_or_default() }),
    }
}

fn add_to(list: &mut List<EffortEntry>, entries: &[EffortEntry]) {
    let mut new: Vec<&EffortEntry> = entries.iter().collect();
    list.change(|known| {
        if let Some(at) = new.iter().position(|entry| entry.key() == known.key()) {
            known.effort += new.swap_remove(at).effort;
        }
    });
    list.add(new.into_iter().cloned());
}

/// Gives the file a name that is free.
fn put_aside(folder: &Path) -> Result<PathBuf, Error> {
    let names = (1..u32::MAX).map(|number| folder.join(format!("{FOLDER}-{number}.csv")));
    let free = names.into_iter().find(|path| !path.exists()).ok_or(ErrorKind::AlreadyExists)?;
    fs::rename(folder.join(EffortEntry::FILE), &free)?;
    Ok(free)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::effort::Effort;

    fn entry(page: &str, hand: &str, seconds: u64) -> EffortEntry {
        let effort = Effort { time: Duration::from_secs(seconds), keys: 2, corrections: 1, queries: 0 };
        EffortEntry { page: page.to_owned(), hand: hand.to_owned(), effort }
    }

    #[test]
    fn what_is_added_is_summed_and_bad_rows_are_told_and_stay() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = folder.path().join("effort");
        let file = at.join("effort.csv");
        assert!(add(&at, &[entry("one", "QD", 60), entry("one", "XZ", 5)]).expect("written").warnings.is_empty());
        let written = fs::read_to_string(&file).expect("a file") + "two,QD,many\n";
        fs::write(&file, written).expect("written");
        let kept = add(&at, &[entry("one", "QD", 30), entry("two", "QD", 1)]).expect("written");
        assert!(kept.put_aside.is_none() && kept.warnings[0].to_string().contains("effort.csv:2:"), "{kept:?}");
        let text = fs::read_to_string(&file).expect("a file");
        assert_eq!(text, "page,hand,seconds,keys,corrections,queries\ntwo,QD,many\none,QD,90,4,2,0\none,XZ,5,2,1,0\ntwo,QD,1,2,1,0\n");
        let (entries, warnings) = read(&file).expect("read");
        assert_eq!((entries.len(), warnings.len()), (3, 1));
    }

    #[test]
    fn what_is_no_such_list_is_put_aside_and_counting_goes_on() {
        let folder = tempfile::tempdir().expect("a folder");
        let (at, file) = (folder.path(), folder.path().join("effort.csv"));
        for (number, text) in [(1, "page,hand,seconds,wage\none,QD,5,100\n".as_bytes()), (2, &[0, 1, 2, 255, 0, 0, 254, 0, 7])] {
            fs::write(&file, text).expect("written");
            let aside = add(at, &[entry("one", "QD", 60)]).expect("written").put_aside;
            assert_eq!(aside, Some(at.join(format!("effort-{number}.csv"))), "{text:?}");
            assert_eq!(fs::read(at.join(format!("effort-{number}.csv"))).expect("the old file"), text);
            assert_eq!(read(&file).expect("read").0, [entry("one", "QD", 60)]);
        }
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_looks_into_the_folder() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let at = folder.path().join("stet/effort");
        add(&at, &[entry("one", "QD", 60)]).expect("written");
        assert_eq!(fs::metadata(&at).expect("a folder").permissions().mode() & 0o777, 0o700);
    }
}
