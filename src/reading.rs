//! Reading files that others wrote: only regular ones, and no more of them than is good.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// The bytes of a file of at most so many.
///
/// # Errors
/// The file cannot be read, is larger, or is none that ends: a folder, a pipe, a device.
pub fn read_regular(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    // A pipe must not even be opened: that waits until somebody writes into it.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
    }
    let file = File::open(path)?;
    let too_large = || io::Error::new(io::ErrorKind::FileTooLarge, format!("it has more than {} MB", most / 1_000_000));
    if file.metadata()?.len() > most {
        return Err(too_large());
    }
    // A file may grow while it is read, and those of the system tell no size.
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(too_large()) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_large_or_does_not_end_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.txt");
        fs::write(&file, "12345").expect("written");
        assert_eq!(read_regular(&file, 5).expect("small enough"), b"12345");
        assert_eq!(read_regular(&file, 4).expect_err("too large").kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(read_regular(folder.path(), 9).expect_err("a folder").kind(), io::ErrorKind::InvalidInput);
        assert_eq!(read_regular(&folder.path().join("none"), 9).expect_err("none").kind(), io::ErrorKind::NotFound);
    }

    #[test]
    #[cfg(unix)]
    fn a_device_is_refused() {
        assert_eq!(read_regular(Path::new("/dev/zero"), 9).expect_err("it never ends").kind(), io::ErrorKind::InvalidInput);
    }
}
