//! What stands in a journal, line by line.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::edit::Edit;
use crate::page::{PageIndex, Witness};
use crate::store::{Fingerprint, witness};

/// The word by which a journal says what it is.
pub(super) const FORMAT: &str = "stet-journal";

/// The version of the journal's format. Journals live for hours, so others are not read.
pub(super) const VERSION: u32 = 1;

/// How many hexadecimal digits of a SHA-256 a line's checksum has.
const SUM: usize = 16;

/// What is known of the edition a journal is of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// What the edition is called.
    pub name: String,
    /// Its file; none until it is saved the first time.
    pub path: Option<PathBuf>,
    /// What the file was when it was read or written last.
    pub base: Option<Fingerprint>,
    /// The raw files it was made from, where it was made in this session.
    pub sources: Vec<PathBuf>,
}

/// The first line: which edition it is, and what it was when the journal began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalHeader {
    /// The word that says that it is a journal.
    pub(super) format: String,
    /// The version of the format.
    pub(super) version: u32,
    /// Names the session; of several journals of one, the last holds all that the others hold.
    pub(super) session: String,
    /// Which journal of its session it is.
    pub(super) serial: u64,
    /// When the first edit was made that is in no file, in seconds since 1970.
    pub began: u64,
    /// When the snapshot was taken, likewise.
    pub taken: u64,
    /// How many edits that are in no file are in the snapshot already.
    pub before: usize,
    /// The edition it is of.
    pub about: About,
    /// The edition, as in its file.
    pub(super) edition: String,
}

/// What every version of the first line says.
#[derive(Deserialize)]
pub(super) struct Version {
    pub(super) format: String,
    pub(super) version: u32,
}

/// Each other line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct JournalLine {
    /// When, in seconds since 1970.
    pub(super) at: u64,
    pub(super) step: JournalStep,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum JournalStep {
    /// An edit; and whether it went on with the word that the edit before typed.
    Done(Edit, bool),
    /// The last edit was taken back, by this one.
    Undone(Edit),
    /// The last edit that was taken back was made again, by this one.
    Redone(Edit),
    /// Another reading came to stand beside a page: the page's place, counted from 0, and the reading as in the edition's file.
    Witnessed(u32, Vec<String>),
}

impl JournalStep {
    /// That another reading came to stand beside a page.
    pub fn witness(page: PageIndex, witness: &Witness) -> JournalStep {
        JournalStep::Witnessed(page.0, witness::write(witness))
    }
}

/// The checksums of the lines so far.
#[derive(Clone, Default)]
pub(super) struct Chain(Vec<u8>);

impl Chain {
    /// A line of the journal: checksum, blank, text, line end.
    pub(super) fn write(&mut self, text: &str) -> String {
        format!("{} {text}\n", self.next(text))
    }

    /// The text of a line, if its checksum is right.
    pub(super) fn read<'a>(&mut self, line: &'a [u8]) -> Option<&'a str> {
        let line = std::str::from_utf8(line).ok()?.strip_suffix('\n')?;
        let (sum, text) = line.split_once(' ')?;
        (sum == self.next(text)).then_some(text)
    }

    fn next(&mut self, text: &str) -> String {
        let mut digest = Sha256::new();
        digest.update(&self.0);
        digest.update(text.as_bytes());
        self.0 = digest.finalize().to_vec();
        let mut sum = hex::encode(&self.0);
        sum.truncate(SUM);
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_damaged_missing_or_out_of_order_is_known() {
        let mut chain = Chain::default();
        let lines: Vec<String> = ["{a}", "{b}", "{c}"].map(|text| chain.write(text)).into();
        let read = |lines: &[&str]| {
            let mut chain = Chain::default();
            lines.iter().map_while(|line| chain.read(line.as_bytes())).count()
        };
        assert_eq!(read(&[&lines[0], &lines[1], &lines[2]]), 3);
        assert_eq!(read(&[&lines[0], &lines[2]]), 1);
        assert_eq!(read(&[&lines[0], &lines[1], lines[2].trim_end()]), 2);
        assert_eq!(read(&[&lines[0].replace('a', "x")]), 0);
        assert_eq!(read(&["", "\n", " \n"]), 0);
    }
}
