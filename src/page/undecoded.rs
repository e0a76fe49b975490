//! Bytes of a page's source that are no characters.

use super::RawOffset;

/// Bytes that are no character in the encoding of their file. In the raw text U+FFFD stands for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecoded {
    /// The character that stands for them.
    pub at: RawOffset,
    /// The bytes.
    pub bytes: Box<[u8]>,
}

impl Undecoded {
    /// The bytes as hexadecimal numbers, parted by blanks: `b0 ff`.
    pub fn hex(&self) -> String {
        self.bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
    }
}
