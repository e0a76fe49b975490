//! Where journals are kept: in the user's data folder, and where there is none that can be written, in another that can.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// The folders in which journals may be kept, the best first. Work that a crash left may lie in any of them.
pub fn folders() -> Vec<PathBuf> {
    candidates(|name| std::env::var_os(name), std::env::home_dir(), std::env::temp_dir())
}

/// The first of these folders in which a file can be made, and which is this user's alone. It is made if it is not there.
pub fn usable(folders: &[PathBuf]) -> Option<PathBuf> {
    folders.iter().find(|folder| make_private(folder).and_then(|()| probe(folder)).is_ok()).cloned()
}

fn candidates(variable: impl Fn(&str) -> Option<OsString>, home: Option<PathBuf>, temporary: PathBuf) -> Vec<PathBuf> {
    // A folder that is named from wherever the program was started is none that is found again.
    let absolute = |path: PathBuf| Some(path).filter(|path| path.is_absolute());
    let named = |name: &str| variable(name).map(PathBuf::from).and_then(absolute);
    let home = home.and_then(absolute);
    let in_home = |below: &str| home.as_ref().map(|home| home.join(below));
    let own = if cfg!(windows) {
        [named("APPDATA"), in_home("AppData/Roaming"), named("LOCALAPPDATA")]
    } else {
        [named("XDG_DATA_HOME"), in_home(".local/share"), named("XDG_STATE_HOME")]
    };
    // These are shared with others, and one of them may outlive a restart of the machine.
    let shared = [Some(PathBuf::from("/var/tmp")).filter(|_| cfg!(unix)), absolute(temporary)];
    let user = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(variable).unwrap_or_default().to_string_lossy().into_owned();
    let user: String = user.chars().filter(|c| c.is_alphanumeric()).collect();
    let shared = shared.into_iter().flatten().map(|folder| folder.join(format!("stet-{user}")));
    let mut folders: Vec<PathBuf> = Vec::new();
    for folder in own.into_iter().flatten().map(|folder| folder.join("stet")).chain(shared).map(|folder| folder.join("journals")) {
        if !folders.contains(&folder) {
            folders.push(folder);
        }
    }
    folders
}

/// Makes a folder that others cannot look into, if it is not there.
///
/// # Errors
/// What the system says.
pub fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Sees whether a file can be written in a folder, and whether that belongs to the same user as what it writes.
pub(super) fn probe(folder: &Path) -> io::Result<()> {
    let path = folder.join(format!("probe-{}.tmp", std::process::id()));
    let written = OpenOptions::new().write(true).create(true).truncate(true).open(&path).and_then(|mut file| {
        io::Write::write_all(&mut file, b"probe")?;
        file.sync_all()?;
        if same_owner(&file.metadata()?, &fs::metadata(folder)?) { Ok(()) } else { Err(io::ErrorKind::PermissionDenied.into()) }
    });
    // What is left over where this fails is swept later.
    let _ = fs::remove_file(&path);
    written
}

#[cfg(unix)]
fn same_owner(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    one.uid() == other.uid()
}

#[cfg(not(unix))]
fn same_owner(_one: &fs::Metadata, _other: &fs::Metadata) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&str, &str)], home: Option<&str>) -> Vec<PathBuf> {
        let find = |name: &str| variables.iter().find(|(other, _)| *other == name).map(|(_, value)| OsString::from(value));
        candidates(find, home.map(PathBuf::from), PathBuf::from("/tmp"))
    }

    #[cfg(unix)]
    #[test]
    fn without_a_home_other_folders_are_offered() {
        let paths = |paths: &[&str]| paths.iter().map(PathBuf::from).collect::<Vec<_>>();
        let shared = ["/var/tmp/stet-amy/journals", "/tmp/stet-amy/journals"];
        let own = with(&[("USER", "amy")], Some("/home/amy"));
        assert_eq!(own, paths(&[&["/home/amy/.local/share/stet/journals"], &shared[..]].concat()));
        let named = with(&[("USER", "amy"), ("XDG_DATA_HOME", "/data")], Some("/home/amy"));
        assert_eq!(named.first(), Some(&PathBuf::from("/data/stet/journals")));
        for home in [None, Some("")] {
            assert_eq!(with(&[("USER", "../amy"), ("XDG_DATA_HOME", "")], home), paths(&shared));
        }
    }

    #[test]
    fn the_first_folder_that_can_be_written_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let (file, good) = (folder.path().join("file"), folder.path().join("a/b"));
        fs::write(&file, "").unwrap();
        assert_eq!(usable(&[file.join("journals"), good.clone()]), Some(good.clone()));
        assert_eq!(fs::read_dir(&good).unwrap().count(), 0, "nothing is left in it");
        assert_eq!(usable(&[file.join("journals")]), None);
    }
}
