//! What a format is: how it is told from others, and how it is read.

use std::cell::OnceCell;
use std::path::Path;

use super::decode::{Decoded, decode, decode_declared};
use super::{Choices, ImportError, Imported, MAX_PAGE_BYTES, formats, xml};
use crate::page::{Encoding, Source};

/// How much of a file tells its format, in bytes.
pub(in crate::import) const BEGINNING: usize = 64 * 1024;

/// A format of files that hold pages.
#[derive(Debug)]
pub struct Reader {
    /// What people call it.
    pub name: &'static str,
    /// The endings of its files, in small letters, without the dot.
    pub endings: &'static [&'static str],
    /// Whether its files list others that hold the pages.
    pub is_list: bool,
    /// The largest of its files that is read, in bytes.
    pub most_bytes: u64,
    /// Whether a file that begins so is one of its files. The first reader of the [list](formats::READERS) that says so reads it.
    pub tells: Tells,
    /// Reads a file.
    pub read: Reads,
}

/// Whether a file that begins so is one of a format.
type Tells = fn(&Beginning<'_>) -> bool;

/// Reads a file.
type Reads = fn(&Input<'_>) -> Result<Imported, ImportError>;

impl Reader {
    /// A reader of a format of XML.
    pub(super) const fn xml(name: &'static str, tells: Tells, read: Reads) -> Reader {
        Reader { name, endings: &["xml"], is_list: false, most_bytes: MAX_PAGE_BYTES, tells, read }
    }

    /// A reader of a format of JSON, which says the same with more bytes.
    pub(super) const fn json(name: &'static str, tells: Tells, read: Reads) -> Reader {
        Reader { endings: &["json"], most_bytes: 4 * MAX_PAGE_BYTES, ..Reader::xml(name, tells, read) }
    }

    /// Whether it reads what nothing else reads.
    pub(super) fn is_plain(&self) -> bool {
        std::ptr::eq(self, formats::PLAIN)
    }

    /// The reader of files that begin so.
    pub fn of(beginning: &Beginning<'_>) -> Option<&'static Reader> {
        formats::READERS.iter().copied().find(|reader| (reader.tells)(beginning))
    }
}

/// The beginning of a file, by which its format is told.
#[derive(Debug)]
pub struct Beginning<'a> {
    /// Its bytes.
    pub bytes: &'a [u8],
    text: OnceCell<String>,
}

impl<'a> Beginning<'a> {
    /// The beginning of a file of these bytes.
    pub fn of(bytes: &'a [u8]) -> Beginning<'a> {
        Beginning { bytes: bytes.get(..BEGINNING).unwrap_or(bytes), text: OnceCell::new() }
    }

    /// It as text, without a byte order mark.
    pub fn text(&self) -> &str {
        self.text.get_or_init(|| decode(self.bytes, None).text)
    }

    /// The first byte that is no white space, of no byte order mark and no half of a character of UTF-16. To look at it costs less than
    /// to read the text.
    pub fn first(&self) -> Option<u8> {
        let bytes = self.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(self.bytes);
        bytes.iter().copied().find(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0 | 0xfe | 0xff))
    }

    /// The name of the first element, if it is XML or HTML.
    pub fn root(&self) -> Option<&str> {
        (self.first() == Some(b'<')).then(|| xml::root_name(self.text().trim_start())).flatten()
    }
}

/// A file to be read.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The file.
    pub path: &'a Path,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// What was chosen by hand.
    pub choices: &'a Choices,
}

impl Input<'_> {
    /// The file as text, in the encoding that was chosen, that it declares or that was detected. The second part is the name that it
    /// declares where that is not true.
    pub(super) fn decoded(&self) -> (Decoded, Option<String>) {
        decode_declared(self.bytes, self.choices.encoding)
    }

    /// What identifies the file.
    pub(super) fn source(&self, encoding: Encoding) -> Source {
        super::source(self.path, self.bytes, encoding)
    }
}
