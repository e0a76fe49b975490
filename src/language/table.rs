//! Reads the tables of numbers among the dictionaries.

/// Takes numbers from the front of a table; nothing where it has ended or holds what it cannot.
pub struct TableReader<'a>(pub &'a [u8]);

impl<'a> TableReader<'a> {
    /// So many bytes.
    #[inline]
    pub fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (first, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(first)
    }

    /// A byte.
    #[inline]
    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// A number of four bytes, the lowest first.
    pub fn word(&mut self) -> Option<u32> {
        self.bytes(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    /// A number of 7 bits a byte, the lowest first.
    #[inline]
    pub fn number(&mut self) -> Option<u32> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            number |= u32::from(byte & 127).checked_shl(shift)?;
            if byte < 128 {
                return Some(number);
            }
            shift += 7;
        }
    }

    /// Bytes behind a number that says how many.
    #[inline]
    pub fn counted(&mut self) -> Option<TableReader<'a>> {
        let count = self.number()?;
        self.bytes(count as usize).map(TableReader)
    }

    /// So many entries of so many bytes each.
    pub fn entries<const N: usize>(&mut self, count: usize) -> Option<&'a [[u8; N]]> {
        self.bytes(count.checked_mul(N)?).map(|bytes| bytes.as_chunks().0)
    }

    /// A character of the basic plane, in UTF-16.
    #[inline]
    pub fn character(&mut self) -> Option<char> {
        character([self.byte()?, self.byte()?])
    }
}

/// A character of the basic plane, in UTF-16.
#[inline]
pub fn character(bytes: [u8; 2]) -> Option<char> {
    char::from_u32(u32::from(u16::from_le_bytes(bytes)))
}
