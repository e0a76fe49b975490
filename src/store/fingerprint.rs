//! What a file on the disk was when it was last read or written, by which it is known whether somebody else has changed it since.

use std::io;
use std::path::Path;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::disk::{Disk, Stat, SystemDisk};

/// What a file was: its size, when it was written, and the SHA-256 of its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    size: u64,
    modified: Option<SystemTime>,
    sha256: String,
}

impl Fingerprint {
    /// The fingerprint of a file with these bytes.
    pub fn new(bytes: &[u8], stat: Option<&Stat>) -> Fingerprint {
        Fingerprint { size: bytes.len() as u64, modified: stat.and_then(|stat| stat.modified), sha256: sha256(bytes) }
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

/// The SHA-256 of bytes, as 64 lower-case hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
