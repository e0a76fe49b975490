//! Zip archives that are the same each time: their parts in the order given, all with the date the format begins with.

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

/// A part of an archive.
pub(super) struct Entry<'a> {
    /// Its path in the archive.
    pub(super) path: String,
    /// What is in it.
    pub(super) bytes: std::borrow::Cow<'a, [u8]>,
    /// Whether it is made smaller.
    pub(super) compressed: bool,
}

impl Entry<'_> {
    /// A part that is made smaller.
    pub(super) fn new(path: impl Into<String>, text: impl Into<String>) -> Entry<'static> {
        Entry { path: path.into(), bytes: text.into().into_bytes().into(), compressed: true }
    }
}

/// The archive of these parts.
pub(super) fn zip(entries: &[Entry<'_>]) -> Vec<u8> {
    // Writing to memory fails only for parts past 4 GB, which no edition makes (see `MAX_EDITION_BYTES`).
    write(entries).unwrap_or_default()
}

fn write(entries: &[Entry<'_>]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for entry in entries {
        let method = if entry.compressed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options =
            SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default()).unix_permissions(0o644);
        archive.start_file(entry.path.as_str(), options)?;
        archive.write_all(&entry.bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
