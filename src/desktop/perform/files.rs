//! Opening, saving, exporting, closing; and what comes of work in the background.

use std::path::{Path, PathBuf};

use eframe::egui::{Context, ViewportCommand};

use super::{close_dialog, focus};
use crate::desktop::app::Desk;
use crate::desktop::document::Document;
use crate::desktop::explain::{self, Explain};
use crate::desktop::jobs::Outcome;
use crate::desktop::keymap::Keymap;
use crate::desktop::open::{Opened, Request};
use crate::desktop::view::{AfterSaving, Dialog, Pane, PathPurpose};
use crate::edit::Selection;
use crate::export::{ExportError, Format, Options};
use crate::page::Encoding;
use crate::store;

/// Opens files, unless that would lose work.
pub(super) fn open(desk: &mut Desk, request: Request) {
    if let Request::Files(paths, _) = &request
        && paths.is_empty()
    {
        return;
    }
    if desk.has_work_to_lose() {
        desk.dialog = Some(Dialog::Unsaved(AfterSaving::Open(request)));
    } else {
        desk.dialog = None;
        desk.jobs.open(request, desk.style.clone());
    }
}

/// Reads the pages of the first draft again in another encoding.
pub(super) fn reread(desk: &mut Desk, encoding: Option<Encoding>) {
    let sources = desk.document.as_ref().map(|document| document.sources.clone()).unwrap_or_default();
    open(desk, Request::Files(sources, encoding));
}

/// Does what was asked for, unless there is unsaved work; then asks first.
pub(super) fn ask_before(desk: &mut Desk, ctx: &Context, after: AfterSaving) {
    if desk.has_work_to_lose() { desk.dialog = Some(Dialog::Unsaved(after)) } else { go_on(desk, ctx, after) }
}

/// Does what waited for the answer.
pub(super) fn go_on(desk: &mut Desk, ctx: &Context, after: AfterSaving) {
    close_dialog(desk, ctx);
    match after {
        AfterSaving::Close => {
            desk.remember_caret();
            desk.keep_settings();
            desk.document = None;
            desk.images.reset();
            desk.message = None;
        }
        AfterSaving::Quit => {
            desk.may_quit = true;
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        AfterSaving::Open(request) => desk.jobs.open(request, desk.style.clone()),
    }
}

/// Saves in the edition's file, or asks for one.
pub(super) fn save(desk: &mut Desk, after: Option<AfterSaving>) {
    match desk.document.as_ref().and_then(|document| document.path().map(Path::to_owned)) {
        Some(path) => save_to(desk, path, after),
        None => choose(desk, PathPurpose::SaveAs, after),
    }
}

pub(super) fn save_to(desk: &mut Desk, path: PathBuf, after: Option<AfterSaving>) {
    desk.dialog = None;
    let path = if path.extension().is_none() { path.with_extension("ron") } else { path };
    if let Some(document) = &desk.document {
        desk.jobs.save(document.edition().clone(), path, document.revision(), after);
    }
}

/// Opens the dialog of exports, with the format that was chosen last.
pub(super) fn ask_for_export(desk: &mut Desk) {
    desk.dialog = Some(Dialog::Export);
    let format = desk.exports.format();
    let options = desk.exports.options(format, &desk.style);
    set_export(desk, format, options);
}

/// Takes over a format and its options, and has a preview made.
pub(super) fn set_export(desk: &mut Desk, format: Format, options: Options) {
    let Some(document) = &desk.document else { return };
    desk.exports.choose(format, options.clone());
    desk.jobs.preview(document.edition().clone(), format, options, desk.style.clone());
}

/// Exports to a file. Where its name says no format, it is the one that was chosen, and its end is added.
pub(super) fn export_to(desk: &mut Desk, path: PathBuf) {
    desk.dialog = None;
    let Some(document) = &desk.document else { return };
    let (format, path) = match (Format::from_path(&path), desk.exports.chosen()) {
        (Some(format), _) => (format, path),
        (None, Some(format)) => {
            let mut name = path.into_os_string();
            name.push(format!(".{}", format.extension()));
            (format, PathBuf::from(name))
        }
        (None, None) => {
            desk.message = Some(ExportError::UnknownFormat(path).words(&desk.locale));
            return;
        }
    };
    let options = desk.exports.options(format, &desk.style);
    desk.jobs.export(document.edition().clone(), path, (format, options), desk.style.clone());
}

/// Asks for a path.
pub(super) fn choose(desk: &mut Desk, purpose: PathPurpose, after: Option<AfterSaving>) {
    let suggestion = desk.document.as_ref().map(|document| suggestion(document, purpose, desk.exports.format()));
    desk.jobs.choose(purpose, suggestion.or_else(|| desk.settings.recent.first().cloned()), after);
}

/// Where the document might be saved or exported to.
fn suggestion(document: &Document, purpose: PathPurpose, format: Format) -> PathBuf {
    let base = document.path().map(Path::to_owned).or_else(|| document.sources.first().cloned());
    let base = base.unwrap_or_else(|| PathBuf::from(document_name(document)));
    let stem = base.file_stem().map(|stem| stem.to_string_lossy().trim_end_matches(".raw").to_owned()).unwrap_or_default();
    let end = match purpose {
        PathPurpose::Export => format.extension(),
        PathPurpose::PageImage => "png",
        PathPurpose::Open | PathPurpose::OpenFolder | PathPurpose::SaveAs => "ron",
    };
    base.with_file_name(format!("{stem}.{end}"))
}

/// Writes a file with all shortcuts beside the settings, if there is none yet, and says where it is.
pub(super) fn write_keymap(desk: &mut Desk) {
    let Some(path) = desk.keeper.path().map(Keymap::path) else { return desk.say("say-no-settings") };
    let written = if path.exists() {
        Ok(())
    } else {
        path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| store::write_atomically(&path, Keymap::file().as_bytes()))
    };
    desk.message = Some(match written {
        Ok(()) => desk.locale.with("say-keymap", &[("path", path.display().to_string().into())]),
        Err(error) => explain::of_system(&desk.locale, "error-save", &path, &error),
    });
}

/// What a document is called: its file's name, or else that of its first page.
pub fn document_name(document: &Document) -> String {
    let of_path = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let page = || document.edition().pages().first().map(|page| page.source().file.clone());
    document.path().and_then(of_path).or_else(page).unwrap_or_default()
}

/// Takes up what came of a job.
pub fn finish(desk: &mut Desk, ctx: &Context, outcome: Outcome) {
    match outcome {
        Outcome::Opened(Ok(opened)) => opened_file(desk, ctx, opened),
        Outcome::Opened(Err(error)) => desk.message = Some(error.words(&desk.locale)),
        Outcome::Saved { path, revision, after, result } => saved(desk, ctx, path, revision, after, result),
        Outcome::Image(found) => desk.images.take(found),
        Outcome::Exported(Ok(path)) => say_file(desk, "say-exported", &path),
        Outcome::Exported(Err(error)) => desk.message = Some(error.words(&desk.locale)),
        Outcome::Previewed(format, options, preview) => desk.exports.show(format, &options, preview),
        Outcome::Checked(generation, queries) => {
            if let Some(document) = &mut desk.document {
                document.set_queries(generation, queries);
            }
        }
        Outcome::Chosen(purpose, paths, after) => chosen(desk, purpose, paths, after),
        Outcome::NoFileDialog(purpose, after) => {
            let beside = matches!(purpose, PathPurpose::SaveAs | PathPurpose::Export | PathPurpose::PageImage);
            let saved = desk.document.as_ref().filter(|_| beside);
            let text = saved.map(|document| absolute(&suggestion(document, purpose, desk.exports.format()))).unwrap_or_else(current_folder);
            desk.dialog = Some(Dialog::Path(purpose, text, after));
        }
    }
}

fn absolute(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).display().to_string()
}

fn current_folder() -> String {
    let folder = std::env::current_dir().map(|folder| folder.display().to_string()).unwrap_or_default();
    format!("{folder}{}", std::path::MAIN_SEPARATOR)
}

fn opened_file(desk: &mut Desk, ctx: &Context, opened: Opened) {
    desk.remember_caret();
    let mut nearly_right = Vec::new();
    let mut document = match opened {
        Opened::Draft { edition, sources, warnings } => {
            nearly_right = warnings;
            if let [only] = sources.as_slice() {
                desk.settings.remember(only);
            }
            Document::draft(edition, sources)
        }
        Opened::Edition { edition, path } => {
            desk.settings.remember(&path);
            Document::opened(edition, path)
        }
    };
    let caret = document.path().and_then(|path| desk.settings.caret(path));
    if let Some(place) = caret.filter(|place| document.edition().block(place.block).is_some()) {
        document.select(Selection::caret(place));
    }
    let articles = document.edition().articles().len();
    desk.message = document.path().is_none().then(|| desk.locale.with("say-draft", &[("articles", articles.into())]));
    if let (Some(message), Some(first)) = (&mut desk.message, nearly_right.first()) {
        let first = first.words(&desk.locale);
        let more = desk.locale.with("say-warnings", &[("first", first.into()), ("count", nearly_right.len().into())]);
        message.push_str(&more);
    }
    desk.keep_settings();
    desk.last_article = None;
    desk.manuscript = Default::default();
    desk.index = Default::default();
    desk.outline = Default::default();
    desk.inspector = Default::default();
    desk.raw = Default::default();
    desk.facsimile = Default::default();
    desk.images.reset();
    if let Some(place) = caret {
        desk.manuscript.reveal(place);
    }
    desk.document = Some(document);
    focus(desk, ctx, Pane::Draft);
}

fn saved(desk: &mut Desk, ctx: &Context, path: PathBuf, revision: u64, after: Option<AfterSaving>, result: Result<(), store::SaveError>) {
    match result {
        Ok(()) => {
            say_file(desk, "say-saved", &path);
            desk.settings.remember(&path);
            desk.keep_settings();
            if let Some(document) = &mut desk.document {
                document.note_saved(path, revision);
            }
            if let Some(after) = after {
                go_on(desk, ctx, after);
            }
        }
        Err(error) => desk.message = Some(error.words(&desk.locale)),
    }
}

fn say_file(desk: &mut Desk, key: &str, path: &Path) {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    desk.message = Some(desk.locale.with(key, &[("name", name.into())]));
}

fn chosen(desk: &mut Desk, purpose: PathPurpose, paths: Vec<PathBuf>, after: Option<AfterSaving>) {
    match (purpose, paths.first().cloned()) {
        (_, None) => {}
        (PathPurpose::Open | PathPurpose::OpenFolder, Some(_)) => open(desk, Request::Files(paths, None)),
        (PathPurpose::SaveAs, Some(path)) => save_to(desk, path, after),
        (PathPurpose::Export, Some(path)) => export_to(desk, path),
        (PathPurpose::PageImage, Some(path)) => super::facsimile::take_image(desk, &path),
    }
}
