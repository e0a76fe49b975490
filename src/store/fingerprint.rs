//! What a file on the disk was when it was last read or written, by which it is known whether somebody else has changed it since.

use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::atomic::Content;
use super::disk::{Disk, Stat, SystemDisk};
use crate::reading::open_regular;

/// What a file was: its size, when it was written, and the SHA-256 of its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    size: u64,
    #[serde(with = "time")]
    modified: Option<SystemTime>,
    sha256: String,
}

impl Fingerprint {
    /// The fingerprint of a file with these bytes.
    pub fn new(bytes: &[u8], stat: Option<&Stat>) -> Fingerprint {
        Fingerprint { size: bytes.len() as u64, modified: stat.and_then(|stat| stat.modified), sha256: sha256(bytes) }
    }

    /// The SHA-256 of the bytes, as 64 lower-case hexadecimal digits.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Whether a file has other bytes than it had. Where its size and its time are the same, the bytes are not read.
    ///
    /// # Errors
    /// The file is not there or cannot be read.
    pub fn differs(&self, path: &Path) -> io::Result<bool> {
        let stat = SystemDisk.stat(path)?;
        if stat.size == self.size && stat.modified == self.modified { Ok(false) } else { self.differs_in_bytes(&SystemDisk, path) }
    }

    /// Whether a file has other bytes than it had, read one by one.
    ///
    /// # Errors
    /// The file is not there or cannot be read.
    pub fn differs_in_bytes(&self, disk: &dyn Disk, path: &Path) -> io::Result<bool> {
        Ok(sha256(&disk.read(path)?) != self.sha256)
    }
}

/// Times before 1970 too, which serde's own form does not have.
mod time {
    use std::time::{Duration, SystemTime};

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// How many nanoseconds a second has.
    const NANOS: u32 = 1_000_000_000;

    #[derive(Serialize, Deserialize)]
    struct Time {
        secs_since_epoch: i64,
        nanos_since_epoch: u32,
    }

    pub(super) fn serialize<S: Serializer>(time: &Option<SystemTime>, serializer: S) -> Result<S::Ok, S::Error> {
        time.map(Time::of).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SystemTime>, D::Error> {
        Ok(Option::<Time>::deserialize(deserializer)?.and_then(|time| time.to_system()))
    }

    impl Time {
        fn of(time: SystemTime) -> Time {
            let seconds = |whole: Duration| i64::try_from(whole.as_secs()).unwrap_or(i64::MAX);
            match time.duration_since(SystemTime::UNIX_EPOCH) {
                Ok(after) => Time { secs_since_epoch: seconds(after), nanos_since_epoch: after.subsec_nanos() },
                Err(before) => match before.duration() {
                    whole if whole.subsec_nanos() == 0 => Time { secs_since_epoch: -seconds(whole), nanos_since_epoch: 0 },
                    part => Time { secs_since_epoch: -seconds(part) - 1, nanos_since_epoch: NANOS - part.subsec_nanos() },
                },
            }
        }

        /// None where the system has no such time.
        fn to_system(&self) -> Option<SystemTime> {
            let whole = Duration::from_secs(self.secs_since_epoch.unsigned_abs());
            let second = if self.secs_since_epoch < 0 {
                SystemTime::UNIX_EPOCH.checked_sub(whole)
            } else {
                SystemTime::UNIX_EPOCH.checked_add(whole)
            };
            second?.checked_add(Duration::from_nanos(self.nanos_since_epoch.into()))
        }
    }
}

/// The SHA-256 of bytes, as 64 lower-case hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    in_digits(Sha256::new().chain_update(bytes))
}

/// The SHA-256 of what is to be written.
///
/// # Errors
/// What the system says of where it comes from.
pub fn sha256_of(content: &(impl Content + ?Sized)) -> io::Result<String> {
    let mut hashing = Hashing(Sha256::new());
    content.write_to(&mut hashing)?;
    Ok(in_digits(hashing.0))
}

/// Takes what is written into a hash.
struct Hashing(Sha256);

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn in_digits(hasher: Sha256) -> String {
    hex::encode(hasher.finalize())
}

/// The SHA-256 of a regular file, of any size: it is read piece by piece.
///
/// # Errors
/// As [`open_regular`].
pub fn sha256_of_file(path: &Path) -> io::Result<String> {
    let mut file = BufReader::with_capacity(64 * 1024, open_regular(path)?.0);
    let mut hasher = Sha256::new();
    loop {
        let length = match file.fill_buf()? {
            [] => break,
            bytes => {
                hasher.update(bytes);
                bytes.len()
            }
        };
        file.consume(length);
    }
    Ok(in_digits(hasher))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_file_has_the_hash_of_its_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let bytes = "字".repeat(100_000).into_bytes();
        std::fs::write(folder.path().join("a"), &bytes).unwrap();
        assert_eq!(sha256_of_file(&folder.path().join("a")).unwrap(), sha256(&bytes));
        assert!(sha256_of_file(folder.path()).is_err());
    }

    #[test]
    fn a_time_on_either_side_of_1970_comes_back() {
        for nanos in [0, 1, 500_000_000, 1_000_000_000, 1_700_000_000] {
            for time in [SystemTime::UNIX_EPOCH + Duration::from_nanos(nanos), SystemTime::UNIX_EPOCH - Duration::from_nanos(nanos)] {
                let fingerprint = Fingerprint { size: 1, modified: Some(time), sha256: String::new() };
                let text = serde_json::to_string(&fingerprint).unwrap();
                assert_eq!(serde_json::from_str::<Fingerprint>(&text).unwrap(), fingerprint, "{text}");
            }
        }
        // As serde writes a time, and as journals before this had it.
        let text = r#"{"size":1,"modified":{"secs_since_epoch":7,"nanos_since_epoch":9},"sha256":""}"#;
        let time = serde_json::from_str::<Fingerprint>(text).unwrap().modified;
        assert_eq!(time, Some(SystemTime::UNIX_EPOCH + Duration::new(7, 9)));
    }
}
