//! Older versions of the file format, and the way from each to the next.
//!
//! A file is read into the present [`EditionFile`]; what a version did not have yet has a default there (`#[serde(default)]`). So to
//! add something to the format: give the new field a default, raise [`FORMAT_VERSION`] by one, append a step here that fills in what
//! the default cannot know (or does nothing), and put a file of the version before into `tests/faults/versions`. The compiler asks for
//! the step, a test for the file.

use super::FORMAT_VERSION;
use super::file::EditionFile;

/// Turns what one version says into what the next would say.
type Migration = fn(&mut EditionFile<'_>) -> Result<(), String>;

/// The steps from version 1 to 2, from 2 to 3, and so on to the present one.
const STEPS: [Migration; FORMAT_VERSION as usize - 1] = [layouts, text_hashes, witnesses, good_words, rounds, raw_texts];

/// Version 2 knows where a page's text stands in its image; a page of version 1 has no layout.
#[expect(clippy::unnecessary_wraps, reason = "other steps may find that something is lacking")]
fn layouts(_: &mut EditionFile<'_>) -> Result<(), String> {
    Ok(())
}

/// Version 3 knows the hash of each page's raw text. Before, the text in the file is all that is known of it.
#[expect(clippy::unnecessary_wraps, reason = "other steps may find that something is lacking")]
fn text_hashes(file: &mut EditionFile<'_>) -> Result<(), String> {
    file.trust_texts();
    Ok(())
}

/// Version 4 has other readings beside a page; a page of version 3 has none.
#[expect(clippy::unnecessary_wraps, reason = "other steps may find that something is lacking")]
fn witnesses(_: &mut EditionFile<'_>) -> Result<(), String> {
    Ok(())
}

/// Version 5 has words that are right wherever they stand; in a file of version 4 nobody said so.
#[expect(clippy::unnecessary_wraps, reason = "other steps may find that something is lacking")]
fn good_words(_: &mut EditionFile<'_>) -> Result<(), String> {
    Ok(())
}

/// Version 6 has rounds of proofreading and comments; in a file of version 5 none was closed, and what was changed before is not told.
#[expect(clippy::unnecessary_wraps, reason = "other steps may find that something is lacking")]
fn rounds(_: &mut EditionFile<'_>) -> Result<(), String> {
    Ok(())
}

/// Version 7 has raw texts as they are, in place of a list of their lines, and shorter runs, beside which the longer ones are read.
#[expect(clippy::unnecessary_wraps, reason = "other steps may find that something is lacking")]
fn raw_texts(file: &mut EditionFile<'_>) -> Result<(), String> {
    file.join_lines();
    Ok(())
}

/// Makes a file of an older version one of the present.
///
/// # Errors
/// What the file lacks.
pub(super) fn migrate(file: &mut EditionFile<'_>) -> Result<(), String> {
    let done = (file.version as usize).checked_sub(1).ok_or("there is no format version 0")?;
    STEPS.iter().skip(done).try_for_each(|step| step(file))?;
    file.version = FORMAT_VERSION;
    Ok(())
}
