//! Exporting the open edition.

use std::path::{Path, PathBuf};

use super::guarding::guard;
use crate::desktop::open::OpenEdition;
use crate::desktop::open::document::Document;
use crate::desktop::open::edition::file_name;
use crate::desktop::settings::Settings;
use crate::desktop::shell::Shell;
use crate::desktop::view::Dialog;
use crate::explained::Explained;
use crate::export::line_images::LineImageFault;
use crate::export::preview::Preview;
use crate::export::{ExportError, ExportRemark, Format, ImageSources, Options, Written};

/// Opens the dialog of exports, with the format that was chosen last.
pub(super) fn ask(shell: &mut Shell, open: &mut OpenEdition) {
    shell.dialog = Some(Dialog::Export);
    let format = shell.exports.format();
    let options = shell.exports.options(format, &shell.style);
    set(shell, open, format, options);
}

/// Takes over a format and its options, and has a preview made.
pub(super) fn set(shell: &mut Shell, open: &mut OpenEdition, format: Format, options: Options) {
    shell.exports.choose(format, options.clone());
    shell.jobs.preview(open.id(), open.document.edition().clone(), (format, options), shell.style.clone());
}

/// Shows a preview, unless something else was chosen while it was made.
pub(super) fn previewed(shell: &Shell, open: &mut OpenEdition, format: Format, options: Options, preview: Preview) {
    if shell.exports.is_chosen(format, &options) {
        open.preview = Some((format, options, preview));
    }
}

/// The format and the file of an export. Where its name says no format, it is the one that was chosen, and its end is added.
pub(super) fn written_as(shell: &Shell, path: PathBuf) -> (Option<Format>, PathBuf) {
    match (Format::from_path(&path), shell.exports.chosen()) {
        (Some(format), _) => (Some(format), path),
        (None, Some(format)) => {
            let mut name = path.into_os_string();
            name.push(format!(".{}", format.extension()));
            (Some(format), PathBuf::from(name))
        }
        (None, None) => (None, path),
    }
}

/// Exports to a file.
pub(super) fn export_to(shell: &mut Shell, open: &mut OpenEdition, path: PathBuf) {
    shell.dialog = None;
    let (Some(format), path) = written_as(shell, path.clone()) else {
        return shell.fail(ExportError::UnknownFormat(path).in_words(&shell.locale));
    };
    let options = shell.exports.options(format, &shell.style);
    let near = near(&open.document, &shell.settings);
    let guard = guard(shell, &open.document).reads(near.edition.clone());
    let edition = open.document.edition().clone();
    shell.jobs.export(open.id(), (edition, near), (path, guard), (format, options), shell.style.clone());
}

/// Where the images of the document's pages are looked for.
pub(super) fn near(document: &Document, settings: &Settings) -> ImageSources {
    let sources = document.edition().pages().iter().map(|page| &page.source().sha256);
    let chosen = sources.filter_map(|sha256| Some((sha256.clone(), settings.image(sha256)?.to_owned()))).collect();
    ImageSources { edition: document.path().map(Path::to_owned), sources: document.sources.clone(), chosen }
}

/// Says what was exported, and what it lacks; or why it was not.
pub(super) fn exported(shell: &mut Shell, result: Result<Written, ExportError>, faults: &[LineImageFault], remarks: &[ExportRemark]) {
    let without_images = faults.first().map(|first| {
        let first = first.in_words(&shell.locale);
        shell.locale.with("say-no-line-images", &[("count", faults.len().into()), ("first", first.into())])
    });
    let without_images = without_images.unwrap_or_default();
    let written = match result {
        Ok(written) => written,
        Err(error) => return shell.fail(error.in_words(&shell.locale) + &without_images),
    };
    let mut text = shell.of_file("say-exported", &written.path);
    if let Some(first) = written.stale.first() {
        let first = file_name(first);
        text.push_str(&shell.locale.with("say-stale", &[("count", written.stale.len().into()), ("first", first.into())]));
    }
    text.push_str(&without_images);
    for remark in remarks {
        text.push_str(&shell.locale.with("say-remark", &[("said", remark.in_words(&shell.locale).into())]));
    }
    shell.tell(text);
}
