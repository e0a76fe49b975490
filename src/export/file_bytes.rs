//! What is in a file of an export. Images of pages are in it by where they lie, and go through memory as the file is written.

use std::io::{self, Write};

use super::spool::SpooledBytes;
use crate::store::{Content, sha256_of};

/// What is in a file of an export.
#[derive(Clone, Debug, Default)]
pub struct FileBytes {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug)]
enum Piece {
    Made(Vec<u8>),
    Spooled(SpooledBytes),
}

impl FileBytes {
    /// How many bytes they are.
    pub fn len(&self) -> u64 {
        let length = |piece: &Piece| match piece {
            Piece::Made(bytes) => bytes.len() as u64,
            Piece::Spooled(bytes) => bytes.len(),
        };
        self.pieces.iter().map(length).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All of them in memory.
    ///
    /// # Errors
    /// What the system says of where they lie.
    pub fn into_vec(mut self) -> io::Result<Vec<u8>> {
        if let [Piece::Made(bytes)] = self.pieces.as_mut_slice() {
            return Ok(std::mem::take(bytes));
        }
        let mut bytes = Vec::with_capacity(self.len() as usize);
        self.write_to(&mut bytes).map(|()| bytes)
    }

    /// Their SHA-256 (FIPS 180-4), as small hexadecimal digits.
    ///
    /// # Errors
    /// What the system says of where they lie.
    pub fn sha256(&self) -> io::Result<String> {
        sha256_of(self)
    }

    /// The first of them, as far as they are in memory.
    pub(super) fn beginning(&self) -> &[u8] {
        match self.pieces.first() {
            Some(Piece::Made(bytes)) => bytes,
            _ => &[],
        }
    }

    /// More of them.
    pub(super) fn push(&mut self, bytes: Vec<u8>) {
        if !bytes.is_empty() {
            self.pieces.push(Piece::Made(bytes));
        }
    }

    /// More of them, from where they lie.
    pub(super) fn push_spooled(&mut self, bytes: SpooledBytes) {
        self.pieces.push(Piece::Spooled(bytes));
    }
}

impl Content for FileBytes {
    fn write_to(&self, to: &mut dyn Write) -> io::Result<()> {
        self.pieces.iter().try_for_each(|piece| match piece {
            Piece::Made(bytes) => to.write_all(bytes),
            Piece::Spooled(bytes) => bytes.write_to(to),
        })
    }
}

impl From<Vec<u8>> for FileBytes {
    fn from(bytes: Vec<u8>) -> FileBytes {
        FileBytes { pieces: vec![Piece::Made(bytes)] }
    }
}

impl From<String> for FileBytes {
    fn from(text: String) -> FileBytes {
        text.into_bytes().into()
    }
}

impl From<SpooledBytes> for FileBytes {
    fn from(bytes: SpooledBytes) -> FileBytes {
        FileBytes { pieces: vec![Piece::Spooled(bytes)] }
    }
}

#[cfg(test)]
mod tests {
    use super::super::spool::Spool;
    use super::*;
    use crate::store::sha256;

    #[test]
    fn pieces_are_one_file() {
        let large: Vec<u8> = (0..9000u32).map(|at| at as u8).collect();
        let mut bytes = FileBytes::from("begin".to_owned());
        bytes.push_spooled(Spool::default().keep(large.clone()));
        bytes.push(b"end".to_vec());
        let whole = [b"begin".to_vec(), large, b"end".to_vec()].concat();
        assert_eq!((bytes.len(), bytes.sha256().unwrap()), (whole.len() as u64, sha256(&whole)));
        assert_eq!(bytes.into_vec().unwrap(), whole);
        assert!(FileBytes::default().is_empty());
    }
}
