//! A folder that is exported to: what an export of the same editions wrote there before is known by a list that lies in it.
//!
//! What is on the list, and still has the bytes it was written with, is replaced; anything else is left alone unless the editor says
//! otherwise. What an earlier export wrote and this one does not is told of. Links in the folder are not written through.

mod list;

pub use list::{EditionKey, ExportState};

use std::collections::{BTreeSet, HashMap};
use std::fs::{self, File as SystemFile, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use list::{List, ListLine, ListedExport};

use super::{FileBytes, Format};
use crate::store::disk::SystemDisk;
use crate::store::guard::{Guard, GuardError, check_place, failed};
use crate::store::{EXPORT_LIST, Over, sha256_of_file, sweep, write_atomically};

/// A folder that editions are exported to.
pub struct TargetFolder<'a> {
    folder: PathBuf,
    guard: &'a Guard,
    format: Format,
    editions: BTreeSet<EditionKey>,
    before: List,
    written: Mutex<HashMap<String, ListedExport>>,
    /// The folders that what was cut off was swept from.
    swept: Mutex<BTreeSet<PathBuf>>,
}

impl<'a> TargetFolder<'a> {
    /// The folder, which is made if it is not there. Editions of these files are exported to it in this format.
    ///
    /// # Errors
    /// It cannot be made, or is none to write to.
    pub fn open(folder: &Path, guard: &'a Guard, format: Format, editions: &[PathBuf]) -> Result<TargetFolder<'a>, GuardError> {
        check_place(folder)?;
        check_place(&folder.join("file"))?;
        make(folder)?;
        let list = folder.join(EXPORT_LIST);
        if fs::symlink_metadata(&list).is_ok_and(|found| !found.is_file()) {
            return Err(GuardError::Link { path: list });
        }
        let editions = editions.iter().map(|edition| EditionKey::of(edition)).collect();
        let before = List::read(folder);
        Ok(TargetFolder { folder: folder.to_owned(), guard, format, editions, before, written: Mutex::default(), swept: Mutex::default() })
    }

    /// Writes a file of an edition, whole or not at all: by its name in the folder, or in folders below it.
    ///
    /// # Errors
    /// It is none to be written, or cannot be. What stood there stands there still.
    pub fn write(&self, edition: &EditionKey, name: &Path, bytes: &FileBytes) -> Result<(), GuardError> {
        let path = self.folder.join(name);
        self.check_links(name)?;
        self.guard.check_kept(&path)?;
        let name: Vec<_> = name.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let name = name.join("/");
        let new = bytes.sha256().map_err(|error| failed(&path, error))?;
        let old = sha256_of_file(&path).ok();
        let is_known = |old: &String| {
            self.before.files.get(&name).is_some_and(|listed| listed.edition == *edition && listed.sha256.contains(old)) || *old == new
        };
        if self.guard.over() == Over::Nothing && (old.is_none() && path.exists() || old.as_ref().is_some_and(|old| !is_known(old))) {
            return Err(GuardError::Exists { path });
        }
        let listed = ListedExport { format: self.format.name().to_owned(), edition: edition.clone(), sha256: vec![new.clone()] };
        let line = ListLine::File { name: name.clone(), sha256: new.clone(), format: listed.format.clone(), edition: edition.clone() };
        if let Some(parent) = path.parent() {
            make(parent)?;
            if self.swept.lock().unwrap_or_else(PoisonError::into_inner).insert(parent.to_owned()) {
                sweep(&SystemDisk, parent);
            }
        }
        self.append(&line).map_err(|error| failed(&self.folder.join(EXPORT_LIST), error))?;
        if old != Some(new) {
            write_atomically(&path, bytes).map_err(|error| failed(&path, error))?;
        }
        self.written.lock().unwrap_or_else(PoisonError::into_inner).insert(name, listed);
        Ok(())
    }

    /// Notes that all files of an edition in this state are written.
    ///
    /// # Errors
    /// The list cannot be written. All files are.
    pub fn note_whole(&self, edition: &EditionKey, state: ExportState) -> Result<(), GuardError> {
        let line = ListLine::Whole { format: self.format.name().to_owned(), edition: edition.clone(), state };
        self.append(&line).map_err(|error| failed(&self.folder.join(EXPORT_LIST), error))
    }

    /// Whether an earlier export wrote all files of an edition in this state, and they are all there. They then count as written now.
    pub fn has_whole(&self, edition: &EditionKey, state: &ExportState) -> bool {
        let format = self.format.name();
        if self.before.whole.get(&(format.to_owned(), edition.clone())) != Some(state) {
            return false;
        }
        let files = self.before.files.iter().filter(|(_, listed)| listed.edition == *edition && listed.format == format);
        let files: Vec<(String, ListedExport)> = files.map(|(name, listed)| (name.clone(), listed.clone())).collect();
        let is_there = |name: &str| fs::symlink_metadata(self.folder.join(name)).is_ok_and(|found| found.is_file());
        let is_whole = !files.is_empty() && files.iter().all(|(name, _)| is_there(name));
        if is_whole {
            self.written.lock().unwrap_or_else(PoisonError::into_inner).extend(files);
        }
        is_whole
    }

    /// Sums up the list, and gives the files that earlier exports of these editions wrote and this one did not. They are left alone. Of
    /// editions that failed nothing is known.
    ///
    /// # Errors
    /// The list cannot be written. All files are.
    pub fn finish(self, failed_editions: &BTreeSet<EditionKey>) -> Result<Vec<PathBuf>, GuardError> {
        let TargetFolder { folder, format, mut editions, written, .. } = self;
        let written = written.into_inner().unwrap_or_else(PoisonError::into_inner);
        let path = folder.join(EXPORT_LIST);
        let _alone = alone(&folder);
        // Others may have written to the folder meanwhile.
        let mut list = List::read(&folder);
        let format = format.name();
        let is_earlier = |export: &(String, BTreeSet<EditionKey>)| export.0 == format && !export.1.is_disjoint(&editions);
        let mut together = editions.clone();
        list.exports.iter().filter(|export| is_earlier(export)).for_each(|(_, others)| together.extend(others.iter().cloned()));
        list.exports.retain(|export| !is_earlier(export));
        list.files.extend(written.clone());
        let is_stale = |name: &String, listed: &ListedExport| {
            let is_of_these = together.contains(&listed.edition) && !failed_editions.contains(&listed.edition);
            listed.format == format && is_of_these && !written.contains_key(name)
        };
        let is_there = |name: &String| fs::symlink_metadata(folder.join(name)).is_ok_and(|found| found.is_file());
        list.files.retain(|name, listed| !is_stale(name, listed) || is_there(name));
        let stale: Vec<(&String, &ListedExport)> = list.files.iter().filter(|(name, listed)| is_stale(name, listed)).collect();
        editions.extend(stale.iter().map(|(_, listed)| listed.edition.clone()));
        // With the system's own strokes, for these are printed.
        let stale: Vec<PathBuf> = stale.into_iter().map(|(name, _)| folder.join(name.split('/').collect::<PathBuf>())).collect();
        list.exports.push((format.to_owned(), editions));
        write_atomically(&path, list.text().as_bytes()).map_err(|error| failed(&path, error))?;
        Ok(stale)
    }

    /// Refuses links on the way to a file, and in its place.
    fn check_links(&self, name: &Path) -> Result<(), GuardError> {
        let mut path = self.folder.clone();
        for part in name {
            path.push(part);
            if fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()) {
                return Err(GuardError::Link { path });
            }
        }
        Ok(())
    }

    fn append(&self, line: &ListLine) -> io::Result<()> {
        let _alone = alone(&self.folder);
        // What was cut off before ends with its line.
        let line = format!("\n{}\n", serde_json::to_string(line)?);
        OpenOptions::new().create(true).append(true).open(self.folder.join(EXPORT_LIST))?.write_all(line.as_bytes())
    }
}

/// Makes a folder, unless it is there.
fn make(folder: &Path) -> Result<(), GuardError> {
    fs::create_dir_all(folder).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => GuardError::NoFolder { path: folder.to_owned() },
        _ => failed(folder, error),
    })
}

/// Keeps other programs from the list of a folder as long as it is held. Where a system cannot lock folders, they are not kept from it.
fn alone(folder: &Path) -> Option<SystemFile> {
    let file = SystemFile::open(folder).ok()?;
    file.lock().ok()?;
    Some(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Options;
    use crate::style::HouseStyle;

    fn export(folder: &Path, over: Over, edition: &str, files: &[(&str, &str)]) -> Result<Vec<String>, GuardError> {
        let guard = Guard::new(over);
        let target = TargetFolder::open(folder, &guard, Format::Text, &[PathBuf::from(edition)])?;
        for (name, text) in files {
            target.write(&EditionKey::of(Path::new(edition)), Path::new(name), &String::from(*text).into())?;
        }
        let stale = target.finish(&BTreeSet::new())?;
        Ok(stale.iter().map(|path| path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/")).collect())
    }

    fn text(folder: &Path, name: &str) -> String {
        fs::read_to_string(folder.join(name)).unwrap_or_default()
    }

    #[test]
    fn what_the_last_export_wrote_is_replaced_and_what_it_wrote_more_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let go = |files: &[(&str, &str)]| export(folder.path(), Over::Nothing, "e.ron", files).unwrap();
        assert!(go(&[("a.txt", "1"), ("e/1.txt", "1"), ("e/2.txt", "1")]).is_empty());
        assert_eq!(go(&[("a.txt", "2"), ("e/1.txt", "1")]), ["e/2.txt"]);
        assert_eq!((text(folder.path(), "a.txt").as_str(), text(folder.path(), "e/2.txt").as_str()), ("2", "1"));
        // It is told until it is gone, and another edition's files are another's.
        assert_eq!(export(folder.path(), Over::Nothing, "other.ron", &[("b.txt", "1")]).unwrap(), [""; 0]);
        assert_eq!(go(&[("a.txt", "2"), ("e/1.txt", "1")]), ["e/2.txt"]);
        fs::remove_file(folder.path().join("e/2.txt")).unwrap();
        assert!(go(&[("a.txt", "2"), ("e/1.txt", "1")]).is_empty());
    }

    #[test]
    fn what_others_wrote_or_changed_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "mine").unwrap();
        let go = |over, edition: &str, text: &str| export(folder.path(), over, edition, &[("a.txt", text)]);
        assert!(matches!(go(Over::Nothing, "e.ron", "1"), Err(GuardError::Exists { .. })));
        assert_eq!(text(folder.path(), "a.txt"), "mine");
        go(Over::Anything, "e.ron", "1").unwrap();
        fs::write(folder.path().join("a.txt"), "corrected by hand").unwrap();
        assert!(matches!(go(Over::Nothing, "e.ron", "2"), Err(GuardError::Exists { .. })));
        go(Over::Anything, "e.ron", "2").unwrap();
        go(Over::Nothing, "e.ron", "3").unwrap();
        assert!(matches!(go(Over::Nothing, "other.ron", "4"), Err(GuardError::Exists { .. })), "it is of another edition");
        assert_eq!(text(folder.path(), "a.txt"), "3");
    }

    #[test]
    fn an_export_that_was_cut_off_knows_its_files_again() {
        let folder = tempfile::tempdir().unwrap();
        let (guard, editions) = (Guard::new(Over::Nothing), [PathBuf::from("e.ron")]);
        let target = TargetFolder::open(folder.path(), &guard, Format::Text, &editions).unwrap();
        target.write(&EditionKey::of(&editions[0]), Path::new("a.txt"), &b"1".to_vec().into()).unwrap();
        drop(target);
        // A torn line of the list costs nothing else.
        let list = folder.path().join(EXPORT_LIST);
        fs::write(&list, text(folder.path(), EXPORT_LIST) + "{\"file\":{\"na").unwrap();
        export(folder.path(), Over::Nothing, "e.ron", &[("a.txt", "2")]).unwrap();
        assert_eq!(text(folder.path(), "a.txt"), "2");
    }

    #[test]
    fn what_is_whole_in_the_same_state_need_not_be_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let (guard, edition) = (Guard::new(Over::Nothing), folder.path().join("e.ron"));
        fs::write(&edition, "one").unwrap();
        let (style, key) = (HouseStyle::standard(), EditionKey::of(&edition));
        let options = Options::standard(Format::Text, style);
        let state = || ExportState::of(&edition, style, &options).unwrap();
        let out = folder.path().join("out");
        let open = || TargetFolder::open(&out, &guard, Format::Text, std::slice::from_ref(&edition)).unwrap();
        let first = open();
        first.write(&key, Path::new("e/1.txt"), &b"1".to_vec().into()).unwrap();
        first.write(&key, Path::new("e/2.txt"), &b"2".to_vec().into()).unwrap();
        drop(first);
        assert!(!open().has_whole(&key, &state()), "it was cut off");
        let second = open();
        second.write(&key, Path::new("e/1.txt"), &b"1".to_vec().into()).unwrap();
        second.write(&key, Path::new("e/2.txt"), &b"2".to_vec().into()).unwrap();
        second.note_whole(&key, state()).unwrap();
        second.finish(&BTreeSet::new()).unwrap();
        let third = open();
        assert!(third.has_whole(&key, &state()) && !third.has_whole(&EditionKey::of(Path::new("other.ron")), &state()));
        assert!(third.finish(&BTreeSet::new()).unwrap().is_empty(), "what is passed over is not stale");
        assert_ne!(ExportState::of(&edition, &HouseStyle::plain(), &options), Some(state()));
        fs::remove_file(out.join("e/2.txt")).unwrap();
        assert!(!open().has_whole(&key, &state()));
        fs::write(out.join("e/2.txt"), "2").unwrap();
        fs::write(&edition, "another").unwrap();
        assert!(!open().has_whole(&key, &state()), "the edition has changed");
    }

    #[test]
    fn a_list_leads_nowhere_else_and_a_file_is_no_folder() {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("out");
        fs::write(outer.path().join("kept.txt"), "kept").unwrap();
        let export = |files: &[(&str, &str)]| export(&folder, Over::Nothing, "e.ron", files);
        export(&[("a.txt", "1"), ("e/1.txt", "1")]).unwrap();
        let forged = text(&folder, EXPORT_LIST).replace("a.txt", "../kept.txt").replace("e/1.txt", "a\\u001b[2J");
        fs::write(folder.join(EXPORT_LIST), forged).unwrap();
        assert!(export(&[]).unwrap().is_empty());
        fs::write(folder.join("b"), "a file").unwrap();
        assert!(matches!(export(&[("b/1.txt", "1")]), Err(GuardError::NoFolder { .. })));
        assert!(matches!(TargetFolder::open(&folder.join("b/"), &Guard::default(), Format::Text, &[]), Err(GuardError::NoFolder { .. })));
        assert_eq!(text(&folder, "b"), "a file");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_written_through() {
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let at = |name: &str| folder.path().join(name);
        fs::write(elsewhere.path().join("kept.txt"), "kept").unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), at("e")).unwrap();
        std::os::unix::fs::symlink(elsewhere.path().join("kept.txt"), at("a.txt")).unwrap();
        std::os::unix::fs::symlink(elsewhere.path().join("new.txt"), at("b.txt")).unwrap();
        for name in ["e/1.txt", "a.txt", "b.txt"] {
            assert!(matches!(export(folder.path(), Over::Anything, "e.ron", &[(name, "1")]), Err(GuardError::Link { .. })), "{name}");
        }
        fs::remove_file(at(EXPORT_LIST)).ok();
        std::os::unix::fs::symlink(elsewhere.path().join("list"), at(EXPORT_LIST)).unwrap();
        assert!(matches!(export(folder.path(), Over::Anything, "e.ron", &[]), Err(GuardError::Link { .. })));
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 1);
        assert_eq!(text(elsewhere.path(), "kept.txt"), "kept");
    }
}
