//! What a command must not write over: its inputs, what its editions were made from, what Stet keeps for itself, and whatever is there
//! already unless it was told so.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::atomic::{Content, Over, is_temporary, sweep, write_over};
use super::disk::{Disk, SystemDisk, folder_of};
use super::surroundings::Surroundings;
use super::{backup, journal, load, lock};
use crate::explained::{Arguments, Explained, in_spoken_language, named, of_file, of_system};
use crate::locale::Locale;
use crate::page::Page;

/// Why a file is not written.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum GuardError {
    /// The command reads it.
    Input {
        /// The file.
        path: PathBuf,
    },
    /// An edition was made from it.
    Source {
        /// The file.
        path: PathBuf,
        /// The edition, or the raw page, that names it.
        of: PathBuf,
    },
    /// It lies among the backups.
    Backup {
        /// The file.
        path: PathBuf,
    },
    /// Its name is one that Stet uses itself.
    Own {
        /// The file.
        path: PathBuf,
    },
    /// It is a folder.
    Folder {
        /// The folder.
        path: PathBuf,
    },
    /// It is a file, and a folder is wanted.
    NoFolder {
        /// The file.
        path: PathBuf,
    },
    /// It is a device or the like.
    NoFile {
        /// What was named.
        path: PathBuf,
    },
    /// It is a link in a folder that is exported to.
    Link {
        /// The link.
        path: PathBuf,
    },
    /// Something is there already.
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The system could not write it.
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

impl Explained for GuardError {
    fn key(&self) -> &'static str {
        match self {
            GuardError::Input { .. } => "error-kept-input",
            GuardError::Source { .. } => "error-kept-source",
            GuardError::Backup { .. } => "error-kept-backup",
            GuardError::Own { .. } => "error-kept-own",
            GuardError::Folder { .. } => "error-kept-folder",
            GuardError::NoFolder { .. } => "error-no-folder",
            GuardError::NoFile { .. } => "error-no-file",
            GuardError::Link { .. } => "error-link",
            GuardError::Exists { .. } => "error-exists",
            GuardError::Write { .. } => "error-write",
        }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        match self {
            GuardError::Source { path, of } => vec![of_file(path), named("of", of.display())],
            GuardError::Write { path, error } => vec![of_file(path), of_system(locale, error)],
            GuardError::Input { path }
            | GuardError::Backup { path }
            | GuardError::Own { path }
            | GuardError::Folder { path }
            | GuardError::NoFolder { path }
            | GuardError::NoFile { path }
            | GuardError::Link { path }
            | GuardError::Exists { path } => vec![of_file(path)],
        }
    }
}

/// What a file is however it is named: through links, and by any of its names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum FileId {
    #[cfg(unix)]
    Node(u64, u64),
    #[cfg(not(unix))]
    Path(PathBuf),
}

impl FileId {
    /// That of the file that stands at a path, if there is one.
    #[cfg(unix)]
    fn of(path: &Path) -> Option<FileId> {
        use std::os::unix::fs::MetadataExt;
        let found = fs::metadata(path).ok()?;
        Some(FileId::Node(found.dev(), found.ino()))
    }

    #[cfg(not(unix))]
    fn of(path: &Path) -> Option<FileId> {
        fs::canonicalize(path).ok().map(FileId::Path)
    }
}

/// Why a file is kept.
#[derive(Clone, Debug)]
enum Kept {
    Input,
    Source(PathBuf),
}

/// Watches over what a command writes.
#[derive(Debug, Default)]
pub struct Guard {
    over: Over,
    inputs: Vec<PathBuf>,
    editions: Vec<PathBuf>,
    sources: Vec<(PathBuf, Vec<Arc<Page>>)>,
    kept: OnceLock<HashMap<FileId, Kept>>,
}

impl Guard {
    /// A guard that lets be replaced what it may, once it is told of all that the command reads.
    pub fn new(over: Over) -> Guard {
        Guard { over, ..Guard::default() }
    }

    /// What may be replaced.
    pub fn over(&self) -> Over {
        self.over
    }

    /// The command reads these files.
    pub fn reads(mut self, inputs: impl IntoIterator<Item = PathBuf>) -> Guard {
        self.inputs.extend(inputs);
        self.anew()
    }

    /// The command reads these editions. Also the raw pages and images are kept that they name.
    pub fn reads_editions(mut self, editions: &[PathBuf]) -> Guard {
        self.editions.extend_from_slice(editions);
        self.anew()
    }

    /// The command reads these pages, of the file at `path`. Also the files and images are kept that they name.
    pub fn reads_pages(mut self, path: &Path, pages: &[Arc<Page>]) -> Guard {
        self.inputs.push(path.to_owned());
        self.keeps_named(path, pages)
    }

    /// The files and images are kept that these pages name beside the file at `path`, which may itself be replaced.
    pub fn keeps_named(mut self, path: &Path, pages: &[Arc<Page>]) -> Guard {
        self.sources.push((path.to_owned(), pages.to_vec()));
        self.anew()
    }

    /// What was kept before is not all that is kept now.
    fn anew(mut self) -> Guard {
        self.kept = OnceLock::new();
        self
    }

    /// Whether a file may be written.
    ///
    /// # Errors
    /// Why not. Nothing was done.
    pub fn check(&self, path: &Path) -> Result<(), GuardError> {
        self.check_kept(path)?;
        let is_there = path.exists();
        if is_there && self.over == Over::Nothing { Err(GuardError::Exists { path: path.to_owned() }) } else { Ok(()) }
    }

    /// Writes a file, whole or not at all, if it may be written.
    ///
    /// # Errors
    /// Why not. What stood there stands there still.
    pub fn write(&self, path: &Path, content: &(impl Content + ?Sized)) -> Result<(), GuardError> {
        self.check(path)?;
        put(path, content, self.over)
    }

    /// Writes a file, whole or not at all, in place of what stands there: somebody has agreed to that, but to nothing that is kept.
    ///
    /// # Errors
    /// As [`Guard::check_kept`], or it cannot be written. What stood there stands there still.
    pub fn replace(&self, path: &Path, content: &(impl Content + ?Sized)) -> Result<(), GuardError> {
        self.check_kept(path)?;
        put(path, content, Over::Anything)
    }

    /// Whether a file may be written once it is known that what stands there may be replaced.
    ///
    /// # Errors
    /// As [`Guard::check`], but for [`GuardError::Exists`].
    pub fn check_kept(&self, path: &Path) -> Result<(), GuardError> {
        check_place(path)?;
        let owned = || path.to_owned();
        if path.to_string_lossy().ends_with(std::path::is_separator) {
            return Err(GuardError::Folder { path: owned() });
        }
        let Ok(found) = fs::metadata(path) else { return Ok(()) };
        if found.is_dir() {
            return Err(GuardError::Folder { path: owned() });
        }
        if !found.is_file() {
            return Err(GuardError::NoFile { path: owned() });
        }
        match FileId::of(path).and_then(|id| self.kept().get(&id)) {
            Some(Kept::Input) => Err(GuardError::Input { path: owned() }),
            Some(Kept::Source(of)) => Err(GuardError::Source { path: owned(), of: of.clone() }),
            None => Ok(()),
        }
    }

    /// All that is kept. It is looked for when something stands where the command writes, and not before.
    fn kept(&self) -> &HashMap<FileId, Kept> {
        self.kept.get_or_init(|| {
            let mut kept = HashMap::new();
            let paths = self.editions.iter().chain(self.sources.iter().map(|(path, _)| path));
            let folders: BTreeSet<&Path> = paths.map(|path| folder_of(path)).collect();
            let folders: HashMap<&Path, Surroundings> = folders.into_iter().map(|folder| (folder, Surroundings::of(folder))).collect();
            let named =
                |path: &Path, pages: &[Arc<Page>]| folders.get(folder_of(path)).map(|near| near.named_by(pages)).unwrap_or_default();
            let of_edition = |path: &PathBuf| load(path).map(|edition| named(path, edition.pages())).unwrap_or_default();
            let of_editions: Vec<Vec<PathBuf>> = self.editions.par_iter().map(of_edition).collect();
            let of_pages = self.sources.iter().map(|(path, pages)| (path, named(path, pages)));
            for (path, files) in self.editions.iter().zip(of_editions).chain(of_pages) {
                kept.extend(files.iter().filter_map(|file| FileId::of(file)).map(|id| (id, Kept::Source(path.clone()))));
            }
            // A file that is read is called so, also where others name it.
            kept.extend(self.editions.iter().chain(&self.inputs).filter_map(|path| FileId::of(path)).map(|id| (id, Kept::Input)));
            kept
        })
    }
}

fn put(path: &Path, content: &(impl Content + ?Sized), over: Over) -> Result<(), GuardError> {
    sweep(&SystemDisk, folder_of(path));
    write_over(path, content, over).map_err(|error| failed(path, error))
}

/// What the system said of a file that was to be written.
pub(crate) fn failed(path: &Path, error: io::Error) -> GuardError {
    let path = path.to_owned();
    if error.kind() == ErrorKind::AlreadyExists { GuardError::Exists { path } } else { GuardError::Write { path, error } }
}

/// Whether anything may be written at a place, whatever stands there: neither among backups nor under a name of Stet's own.
pub(crate) fn check_place(path: &Path) -> Result<(), GuardError> {
    let target = SystemDisk.resolve(path).unwrap_or_else(|_| path.to_owned());
    // Of a file that is not there yet the folder is.
    let folder = fs::canonicalize(folder_of(&target)).unwrap_or_default();
    if [path, target.as_path(), folder.as_path()].into_iter().any(backup::is_among_backups) {
        return Err(GuardError::Backup { path: path.to_owned() });
    }
    let is_own = |path: &Path| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let is_list = name == super::EXPORT_LIST || name == super::COLLECTION_INDEX;
        let is_searched = path.components().any(|part| part.as_os_str() == super::SEARCH_INDEX);
        is_list || is_searched || lock::is_lock(path) || journal::is_journal(path) || is_temporary(&name)
    };
    if is_own(path) || is_own(&target) { Err(GuardError::Own { path: path.to_owned() }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::clean;
    use crate::import::import_file;
    use crate::store::save;
    use crate::style::HouseStyle;

    /// A folder with a raw page, its image and its edition.
    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let raw = folder.path().join("page.txt");
        fs::write(&raw, "河湾村新修水渠\n本报讯河湾村昨天开工修建水渠。\n").unwrap();
        fs::write(folder.path().join("page.png"), "an image").unwrap();
        let page = Arc::new(import_file(&raw, None).unwrap());
        let edition = folder.path().join("page.ron");
        save(&edition, &clean(&[page], HouseStyle::standard())).unwrap();
        (folder, edition)
    }

    #[test]
    fn what_is_read_and_what_editions_name_is_kept_by_any_of_its_names() {
        let (folder, edition) = folder();
        let guard = Guard::new(Over::Anything).reads_editions(std::slice::from_ref(&edition));
        let at = |name: &str| folder.path().join(name);
        fs::write(at("page.TIF"), "the archive's image").unwrap();
        assert!(matches!(guard.check(&edition), Err(GuardError::Input { .. })));
        for name in ["page.txt", "page.png", "page.TIF"] {
            assert!(matches!(guard.check(&at(name)), Err(GuardError::Source { .. })), "{name}");
        }
        // Windows tells no two names of a file from two files; what is written there takes the place of a name, and the other one stays.
        #[cfg(unix)]
        {
            fs::hard_link(at("page.txt"), at("second.txt")).unwrap();
            assert!(matches!(guard.check(&at("second.txt")), Err(GuardError::Source { .. })));
            std::os::unix::fs::symlink("page.ron", at("link.txt")).unwrap();
            assert!(matches!(guard.check(&at("link.txt")), Err(GuardError::Input { .. })));
        }
        fs::create_dir(at("sub")).unwrap();
        assert!(matches!(guard.check(&at("sub").join("..").join("page.txt")), Err(GuardError::Source { .. })));
        fs::write(at("other.txt"), "other").unwrap();
        assert!(guard.check(&at("other.txt")).is_ok() && guard.check(&at("new.txt")).is_ok());
    }

    #[test]
    fn pages_in_folders_beside_are_kept_and_others_of_their_names_are_not() {
        let (folder, _) = folder();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("editions")).unwrap();
        fs::create_dir(at("raw")).unwrap();
        fs::create_dir(at("out")).unwrap();
        fs::rename(at("page.ron"), at("editions/page.ron")).unwrap();
        fs::rename(at("page.txt"), at("raw/page.txt")).unwrap();
        fs::write(at("out/page.txt"), "an export").unwrap();
        let guard = Guard::new(Over::Anything).reads_editions(&[at("editions/page.ron")]);
        assert!(matches!(guard.check(&at("raw/page.txt")), Err(GuardError::Source { .. })));
        assert!(guard.check(&at("out/page.txt")).is_ok());
    }

    #[test]
    fn what_is_there_stays_unless_it_may_be_replaced() {
        let (folder, _) = folder();
        let path = folder.path().join("other.txt");
        let guard = Guard::new(Over::Nothing);
        guard.write(&path, b"one").unwrap();
        assert!(matches!(guard.write(&path, b"two"), Err(GuardError::Exists { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"one");
        Guard::new(Over::Anything).write(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
    }

    #[test]
    fn folders_backups_and_files_of_our_own_are_never_written() {
        let (folder, edition) = folder();
        let guard = Guard::new(Over::Anything);
        for path in [folder.path().to_owned(), folder.path().join("new/"), folder.path().join("page.ron/")] {
            assert!(matches!(guard.check(&path), Err(GuardError::Folder { .. })), "{}", path.display());
        }
        let backups = backup::folder(&edition);
        fs::create_dir(&backups).unwrap();
        fs::create_dir(backups.join("deeper")).unwrap();
        for path in [backups.join("new.ron"), backups.join("deeper/new.ron"), backups.join("../.stet-backups/x")] {
            assert!(matches!(guard.check(&path), Err(GuardError::Backup { .. })), "{}", path.display());
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&backups, folder.path().join("elsewhere")).unwrap();
            assert!(matches!(guard.check(&folder.path().join("elsewhere/new.ron")), Err(GuardError::Backup { .. })));
            assert!(matches!(guard.check(Path::new("/dev/null")), Err(GuardError::NoFile { .. })));
        }
        for name in [".page.ron.lock", "1-2-3.journal", ".stet-0123456789ab-1-1.tmp", ".stet-export", ".stet-collection"] {
            assert!(matches!(guard.check(&folder.path().join(name)), Err(GuardError::Own { .. })), "{name}");
        }
    }
}
