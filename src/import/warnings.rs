//! What was nearly right in a file that was read.

use std::path::PathBuf;

use super::decode::Decoded;
use super::faults::{FaultKind, FilePlace};
use super::{Imported, Input};
use crate::explained::{Arguments, Explained, in_spoken_language, named, of_file};
use crate::locale::Locale;
use crate::page::{Encoding, Undecoded};

/// How many places of a file that could not be read are told one by one.
const MOST_PLACES: usize = 1000;
/// How many bytes of such a place are told.
const MOST_BYTES: usize = 16;

/// What was nearly right in a file that was read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub struct ImportWarning {
    /// The file.
    pub path: PathBuf,
    /// Where in it, if it is text.
    pub place: Option<FilePlace>,
    /// What it was.
    pub kind: FaultKind,
}

impl Explained for ImportWarning {
    fn key(&self) -> &'static str {
        if self.place.is_some() { "warning-at" } else { "warning-of" }
    }

    fn arguments(&self, locale: &Locale) -> Arguments {
        let place = self.place.into_iter().flat_map(|place| [named("line", place.line), named("column", place.column)]);
        [of_file(&self.path), named("what", self.kind.in_words(locale))].into_iter().chain(place).collect()
    }
}

impl Input<'_> {
    /// A warning about the file; `place` is where, in a file of text.
    pub(super) fn warning(&self, place: impl Into<Option<FilePlace>>, kind: FaultKind) -> ImportWarning {
        ImportWarning { path: self.path.to_owned(), place: place.into(), kind }
    }

    /// Tells first of all what was not right about the file's encoding: that it is not the one it declares, that it is mixed, and what
    /// bytes are no characters.
    pub(super) fn tell_encoding(&self, decoded: &Decoded, untrue: Option<String>, imported: &mut Imported) {
        let top = FilePlace { line: 1, column: 1 };
        let mut warnings: Vec<ImportWarning> = Vec::new();
        warnings.extend(untrue.map(|name| self.warning(top, FaultKind::Encoding(name))));
        if !decoded.encoding.is_chinese() && self.choices.encoding.is_none() {
            warnings.push(self.warning(top, FaultKind::NotChinese(decoded.encoding.name().to_owned())));
        }
        for lines in &decoded.others {
            let place = FilePlace { line: lines.first, column: 1 };
            warnings.push(self.warning(place, FaultKind::OtherEncoding { encoding: lines.encoding.name().to_owned(), last: lines.last }));
        }
        self.tell_undecoded(decoded, &mut warnings);
        imported.warnings.splice(0..0, warnings);
    }

    fn tell_undecoded(&self, decoded: &Decoded, warnings: &mut Vec<ImportWarning>) {
        let encoding = decoded.encoding;
        let mut chars = decoded.text.chars();
        let (mut at, mut place) = (0, FilePlace { line: 1, column: 1 });
        let runs = decoded.undecoded.chunk_by(|one, next| one.at.0 + 1 == next.at.0);
        for (number, run) in runs.enumerate() {
            let Some(first) = run.first() else { continue };
            for c in chars.by_ref().take((first.at.0 - at) as usize) {
                place =
                    if c == '\n' { FilePlace { line: place.line + 1, column: 1 } } else { FilePlace { column: place.column + 1, ..place } };
            }
            at = first.at.0;
            if number == MOST_PLACES {
                let more = decoded.undecoded.iter().filter(|one| one.at >= first.at).count();
                return warnings.push(self.warning(place, FaultKind::MoreUndecoded(more)));
            }
            warnings.push(self.warning(place, undecoded(run, encoding)));
        }
    }
}

fn undecoded(run: &[Undecoded], encoding: Encoding) -> FaultKind {
    let bytes: Vec<u8> = run.iter().flat_map(|place| place.bytes.iter().copied()).collect();
    let hex: Vec<String> = bytes.iter().take(MOST_BYTES).map(|byte| format!("{byte:02x}")).collect();
    let more = if bytes.len() > MOST_BYTES { " …" } else { "" };
    FaultKind::Undecoded { bytes: hex.join(" ") + more, encoding: encoding.name().to_owned() }
}
