//! Zip archives that are the same each time: their parts in the order given, all with the date the format begins with.

use std::borrow::Cow;
use std::io::{Cursor, Seek, Write};

use zip::result::ZipResult;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

use super::FileBytes;
use super::scan::KeptScan;
use super::spool::SpooledBytes;

/// A part of an archive.
pub(super) struct Entry<'a> {
    /// Its path in the archive.
    pub(super) path: String,
    /// What is in it.
    pub(super) bytes: EntryBytes<'a>,
    /// Whether it is made smaller.
    pub(super) compressed: bool,
}

/// What is in a part of an archive.
pub(super) enum EntryBytes<'a> {
    /// These bytes.
    Here(Cow<'a, [u8]>),
    /// An image file, which is fetched as it is written.
    Scan(&'a KeptScan),
}

impl Entry<'_> {
    /// A part that is made smaller.
    pub(super) fn new(path: impl Into<String>, text: impl Into<String>) -> Entry<'static> {
        Entry { path: path.into(), bytes: EntryBytes::Here(text.into().into_bytes().into()), compressed: true }
    }
}

/// The archive of these parts.
pub(super) fn zip(entries: &[Entry<'_>]) -> Vec<u8> {
    // Writing to memory fails only for parts past 4 GB, which no edition makes (see `MAX_EDITION_BYTES`).
    write(entries, Cursor::new(Vec::new())).map(Cursor::into_inner).unwrap_or_default()
}

/// The archive of these parts, on disk, as far as there is a place for it.
pub(super) fn zip_on_disk(entries: &[Entry<'_>]) -> FileBytes {
    let file = tempfile::tempfile().ok().and_then(|file| write(entries, file).ok());
    let bytes = file.and_then(|file| SpooledBytes::of_file(file).ok());
    bytes.map_or_else(|| zip(entries).into(), FileBytes::from)
}

fn write<W: Write + Seek>(entries: &[Entry<'_>], to: W) -> ZipResult<W> {
    let mut archive = ZipWriter::new(to);
    for entry in entries {
        let method = if entry.compressed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options =
            SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default()).unix_permissions(0o644);
        archive.start_file(entry.path.as_str(), options)?;
        match &entry.bytes {
            EntryBytes::Here(bytes) => archive.write_all(bytes)?,
            EntryBytes::Scan(scan) => archive.write_all(&scan.whole()?.into_file())?,
        }
    }
    archive.finish()
}
