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
    /// Bytes written as [`Undecoded::hex`] writes them; nothing where that is no such text, or there is none.
    pub fn from_hex(at: RawOffset, hex: &str) -> Option<Undecoded> {
        let byte = |digits: &str| (digits.len() == 2).then(|| u8::from_str_radix(digits, 16).ok()).flatten();
        let bytes = hex.split(' ').map(byte).collect::<Option<Vec<u8>>>()?;
        Some(Undecoded { at, bytes: bytes.into() })
    }

    /// The bytes as hexadecimal numbers, parted by blanks: `b0 ff`.
    pub fn hex(&self) -> String {
        self.bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
    }
}
