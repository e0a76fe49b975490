//! Reading files that others wrote: only regular files, and never more of one than is expected.
//!
//! A pipe never ends, a device may hold any number of bytes, and some files of the system (`/proc`) grow as they are read; so all that
//! reads a file reads it here.

use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Why a file is not read though it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoFile {
    /// It is a folder.
    #[error("it is a folder")]
    Folder,
    /// It is a pipe, a device, a socket, or a file that the system makes up as it is read.
    #[error("it is no file on a disk but a pipe, a device or a file of the system; copy what it holds into a file")]
    Special,
    /// It holds more bytes than are read.
    #[error("it holds more than the {most} bytes that are read of such a file")]
    TooLarge {
        /// How many bytes it is known to hold at least.
        bytes: u64,
        /// How many are read.
        most: u64,
    },
}

impl NoFile {
    /// What an error of [`read_regular`] says more than the system does.
    pub fn of(error: &io::Error) -> Option<NoFile> {
        error.get_ref()?.downcast_ref::<NoFile>().copied()
    }
}

impl From<NoFile> for io::Error {
    fn from(fault: NoFile) -> io::Error {
        let kind = match fault {
            NoFile::Folder => ErrorKind::IsADirectory,
            NoFile::Special => ErrorKind::InvalidInput,
            NoFile::TooLarge { .. } => ErrorKind::FileTooLarge,
        };
        io::Error::new(kind, fault)
    }
}

/// The bytes of a regular file of at most `most` bytes.
///
/// # Errors
/// What the system says, or a [`NoFile`].
pub fn read_regular(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let (file, size) = open_regular(path)?;
    if size > most {
        return Err(NoFile::TooLarge { bytes: size, most }.into());
    }
    // A file may grow while it is read.
    let bytes = take(file, most.saturating_add(1), size)?;
    let length = bytes.len() as u64;
    if length > most { Err(NoFile::TooLarge { bytes: length, most }.into()) } else { Ok(bytes) }
}

/// The text of a regular file of at most `most` bytes, in UTF-8, without a byte order mark.
///
/// # Errors
/// As [`read_regular`], and that the bytes are not UTF-8.
pub fn read_text(path: &Path, most: u64) -> io::Result<String> {
    let text =
        String::from_utf8(read_regular(path, most)?).map_err(|_| io::Error::new(ErrorKind::InvalidData, "its bytes are not UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The first bytes of a regular file, at most so many.
///
/// # Errors
/// As [`read_regular`]; a file is never too large.
pub fn read_beginning(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let (file, size) = open_regular(path)?;
    take(file, most, size)
}

/// Opens a regular file. Gives its size in bytes too.
///
/// # Errors
/// As [`read_regular`]; a file is never too large.
pub fn open_regular(path: &Path) -> io::Result<(File, u64)> {
    // Opening a pipe waits for its other end, so what it is is asked for before, and once more of what was opened.
    regular(path, &std::fs::metadata(path)?)?;
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    regular(path, &metadata)?;
    Ok((file, metadata.len()))
}

fn regular(path: &Path, metadata: &Metadata) -> Result<(), NoFile> {
    if metadata.is_dir() {
        return Err(NoFile::Folder);
    }
    // The files of these say that they are regular ones, and some never end.
    let of_system = || {
        let whole = std::fs::canonicalize(path).unwrap_or_default();
        cfg!(unix) && ["/proc", "/sys", "/dev"].iter().any(|folder| whole.starts_with(folder))
    };
    if metadata.is_file() && !(metadata.len().is_multiple_of(4096) && of_system()) { Ok(()) } else { Err(NoFile::Special) }
}

fn take(file: File, most: u64, size: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(most)).unwrap_or_default());
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A pipe in a folder, which waits for ever when it is opened.
#[cfg(all(test, unix))]
#[allow(clippy::expect_used, reason = "a test that cannot go on has failed")]
pub(crate) fn pipe(folder: &Path, name: &str) -> std::path::PathBuf {
    let path = folder.join(name);
    let made = std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo");
    assert!(made.success());
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_up_to_their_limit() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "\u{feff}甲乙").expect("written");
        assert_eq!(read_regular(&path, 9).expect("bytes").len(), 9);
        assert_eq!(read_text(&path, 9).expect("text"), "甲乙");
        assert_eq!(read_beginning(&path, 3).expect("bytes"), b"\xef\xbb\xbf");
        let error = read_regular(&path, 8).expect_err("too large");
        assert_eq!((NoFile::of(&error), error.kind()), (Some(NoFile::TooLarge { bytes: 9, most: 8 }), ErrorKind::FileTooLarge));
        std::fs::write(&path, b"\xff").expect("written");
        assert_eq!(read_text(&path, 9).expect_err("no text").kind(), ErrorKind::InvalidData);
        assert_eq!(NoFile::of(&read_regular(folder.path(), 9).expect_err("a folder")), Some(NoFile::Folder));
        assert_eq!(read_regular(&folder.path().join("none"), 9).expect_err("nothing").kind(), ErrorKind::NotFound);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_on_a_disk_is_never_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = pipe(folder.path(), "pipe.txt");
        let link = folder.path().join("link.txt");
        std::os::unix::fs::symlink("/dev/zero", &link).expect("a link");
        let socket = folder.path().join("socket.txt");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).expect("a socket");
        let special = [pipe.as_path(), &link, &socket, Path::new("/dev/zero"), Path::new("/dev/stdin"), Path::new("/proc/self/maps")];
        for path in special.into_iter().filter(|path| path.exists()) {
            let error = read_regular(path, 100).expect_err("no file");
            assert_eq!(NoFile::of(&error), Some(NoFile::Special), "{}: {error}", path.display());
            assert!(read_beginning(path, 100).is_err() && read_text(path, 100).is_err());
        }
    }
}
