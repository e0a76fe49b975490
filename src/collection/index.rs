//! The index of a collection: what is known of its editions, in a file beside them, so that ten thousand are listed in a second.
//!
//! It is never the truth. An edition whose size or time is another than the index says is read again, and so is one that was written just
//! before it was read: a second write within the same tick of the file system's clock would not show. A damaged, half written or lost index
//! is made anew. Its first line has the SHA-256 of the others; each of these is JSON and tells of one edition.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::facts::{CountedQueries, EditionFacts, StyleStamp};
use super::stamp::Stamp;
use super::survey::FoundFile;
use crate::reading::read_text;
use crate::store::disk::SystemDisk;
use crate::store::{COLLECTION_INDEX, sha256, sweep, write_atomically};

/// The version of the index. One of another is made anew.
const VERSION: u32 = 4;

/// The largest index that is read, in bytes: some million editions.
const LARGEST: u64 = 512 * 1024 * 1024;

/// The first line.
#[derive(Serialize, Deserialize)]
struct Head {
    version: u32,
    sha256: String,
}

/// What the index says of an edition.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct IndexEntry {
    /// Its path below the collection's folder.
    name: String,
    #[serde(flatten)]
    stamp: Stamp,
    #[serde(flatten)]
    facts: EditionFacts,
}

/// What is known of the editions of a collection.
#[derive(Debug, Default)]
pub(super) struct Index {
    entries: HashMap<String, IndexEntry>,
}

impl Index {
    /// Reads the index of a folder; true with it where there was one that is damaged.
    pub(super) fn read(folder: &Path) -> (Index, bool) {
        match read_text(&folder.join(COLLECTION_INDEX), LARGEST) {
            Ok(text) => Index::parse(&text).map_or_else(|| (Index::default(), true), |index| (index, false)),
            Err(error) => (Index::default(), error.kind() != io::ErrorKind::NotFound),
        }
    }

    fn parse(text: &str) -> Option<Index> {
        let (head, body) = text.split_once('\n')?;
        let head: Head = serde_json::from_str(head).ok()?;
        if head.version != VERSION || head.sha256 != sha256(body.as_bytes()) {
            return None;
        }
        let entries: Result<Vec<IndexEntry>, _> = body.lines().map(serde_json::from_str).collect();
        Some(Index { entries: entries.ok()?.into_iter().map(|entry| (entry.name.clone(), entry)).collect() })
    }

    /// Writes the index, whole or not at all.
    pub(super) fn write(&self, folder: &Path) -> io::Result<()> {
        let mut entries: Vec<&IndexEntry> = self.entries.values().collect();
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        let mut body = String::new();
        for entry in entries {
            body.push_str(&serde_json::to_string(entry)?);
            body.push('\n');
        }
        let head = serde_json::to_string(&Head { version: VERSION, sha256: sha256(body.as_bytes()) })?;
        sweep(&SystemDisk, folder);
        write_atomically(&folder.join(COLLECTION_INDEX), format!("{head}\n{body}").as_bytes())
    }

    /// Whether an edition's file is as the index knows it.
    pub(super) fn knows(&self, file: &FoundFile) -> bool {
        self.entries.get(&file.name).is_some_and(|entry| entry.stamp.knows(file))
    }

    /// What is known of an edition.
    pub(super) fn facts(&self, file: &FoundFile) -> Option<&EditionFacts> {
        self.entries.get(&file.name).map(|entry| &entry.facts)
    }

    /// Notes what an edition's file tells now. Where its text is what it was, its count of queries stays.
    pub(super) fn put(&mut self, file: &FoundFile, mut facts: EditionFacts) {
        // A file without a time, or whose time was that of its reading, may have been written again; what is in it tells.
        let is_same = |entry: &IndexEntry| entry.stamp.knows(file) || !facts.sha256.is_empty() && entry.facts.sha256 == facts.sha256;
        let before = self.entries.remove(&file.name).filter(is_same);
        facts.queries = facts.queries.or_else(|| before.and_then(|entry| entry.facts.queries));
        self.entries.insert(file.name.clone(), IndexEntry { name: file.name.clone(), stamp: Stamp::now(file), facts });
    }

    /// Notes how many queries an edition has left.
    pub(super) fn count_queries(&mut self, file: &FoundFile, count: usize, style: &StyleStamp) {
        if let Some(entry) = self.entries.get_mut(&file.name) {
            entry.facts.queries = Some(CountedQueries { count, style: style.clone() });
        }
    }

    /// Keeps what is known of these files alone; true where something was forgotten.
    pub(super) fn keep(&mut self, files: &[FoundFile]) -> bool {
        let names: std::collections::HashSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
        let before = self.entries.len();
        self.entries.retain(|name, _| names.contains(name.as_str()));
        self.entries.len() != before
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    fn file(name: &str, size: u64, modified: SystemTime) -> FoundFile {
        FoundFile { path: name.into(), name: name.to_owned(), size, modified: Some(modified), may_be_held: false }
    }

    fn facts(pages: usize) -> EditionFacts {
        EditionFacts { pages, title: Some("河湾日报".to_owned()), ..EditionFacts::default() }
    }

    #[test]
    fn what_is_written_is_read_again_and_what_is_damaged_is_known() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(Index::read(folder.path()), (index, false) if index.entries.is_empty()), "there is none yet");
        let long_ago = SystemTime::now() - Duration::from_secs(3600);
        let mut index = Index::default();
        index.put(&file("a.ron", 7, long_ago), facts(4));
        index.put(&file("1999/b.ron", 8, long_ago), facts(2));
        index.write(folder.path()).unwrap();
        let (read, damaged) = Index::read(folder.path());
        assert!(!damaged && read.facts(&file("1999/b.ron", 8, long_ago)) == Some(&facts(2)));
        let path = folder.path().join(COLLECTION_INDEX);
        let whole = std::fs::read(&path).unwrap();
        // Wherever it is cut off, and whatever byte is another, it is known to be none.
        for at in 0..whole.len() {
            std::fs::write(&path, &whole[..at]).unwrap();
            assert!(matches!(Index::read(folder.path()), (index, true) if index.entries.is_empty()), "cut at {at}");
            let mut other = whole.clone();
            other[at] ^= 1;
            std::fs::write(&path, other).unwrap();
            let (index, damaged) = Index::read(folder.path());
            assert!(damaged && index.entries.is_empty(), "another byte at {at}");
        }
    }

    #[test]
    fn a_file_is_known_by_its_size_and_time_unless_it_was_written_just_before() {
        let (now, long_ago) = (SystemTime::now(), SystemTime::now() - Duration::from_secs(3600));
        let mut index = Index::default();
        index.put(&file("a.ron", 7, long_ago), facts(4));
        index.put(&file("b.ron", 7, now), facts(4));
        assert!(index.knows(&file("a.ron", 7, long_ago)));
        assert!(!index.knows(&file("b.ron", 7, now)), "it may be written again in the same tick");
        assert!(!index.knows(&file("a.ron", 8, long_ago)) && !index.knows(&file("a.ron", 7, now)) && !index.knows(&file("c.ron", 7, now)));
    }

    #[test]
    fn counted_queries_stay_while_the_file_does() {
        let long_ago = SystemTime::now() - Duration::from_secs(3600);
        let (mut index, stamp) = (Index::default(), StyleStamp::of(crate::style::HouseStyle::standard()));
        let first = file("a.ron", 7, long_ago);
        index.put(&first, facts(4));
        index.count_queries(&first, 12, &stamp);
        index.put(&first, facts(4));
        assert_eq!(index.facts(&first).and_then(|facts| facts.queries.as_ref()).map(|queries| queries.count), Some(12));
        index.put(&file("a.ron", 8, long_ago), facts(4));
        assert_eq!(index.facts(&first).and_then(|facts| facts.queries.as_ref()), None);
        // Of a file that was written just before, what is in it tells whether it is the same.
        let new = file("b.ron", 7, SystemTime::now());
        let of = |sha256: &str| EditionFacts { sha256: sha256.to_owned(), ..facts(4) };
        index.put(&new, of("1f"));
        index.count_queries(&new, 12, &stamp);
        index.put(&new, of("1f"));
        assert_eq!(index.facts(&new).and_then(|facts| facts.queries.as_ref()).map(|queries| queries.count), Some(12));
        index.put(&new, of("2e"));
        assert_eq!(index.facts(&new).and_then(|facts| facts.queries.as_ref()), None);
        assert!(index.keep(&[]) && index.facts(&first).is_none());
    }
}
