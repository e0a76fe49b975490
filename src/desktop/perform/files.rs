//! Opening, saving, exporting, closing; and what comes of work in the background.

use std::path::{Path, PathBuf};

use eframe::egui::{Context, ViewportCommand};

use super::{close_dialog, safety};
use crate::desktop::app::Desk;
use crate::desktop::document::Document;
use crate::desktop::explain::{self, Explain};
use crate::desktop::jobs::Outcome;
use crate::desktop::keeping::{self, Keeping};
use crate::desktop::keymap::Keymap;
use crate::desktop::open::{Opened, Request};
use crate::desktop::settings::Settings;
use crate::desktop::view::{AfterSaving, Dialog, PathPurpose};
use crate::edit::Selection;
use crate::export::line_images::LineImageFault;
use crate::export::{ExportError, Format, Near, Options};
use crate::page::Encoding;
use crate::store::journal::About;
use crate::store::lock::EditionLock;
use crate::store::{self, Saved, Saving};

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
            desk.let_go();
            desk.message = None;
            safety::offer(desk);
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

/// Saves or exports to a path that was typed, where no file dialog of the system asks whether a file there shall be replaced.
pub(super) fn write_typed(desk: &mut Desk, purpose: PathPurpose, path: PathBuf, after: Option<AfterSaving>) {
    let path = written_path(desk, purpose, path);
    let is_own = purpose != PathPurpose::Export && desk.document.as_ref().is_some_and(|document| document.path() == Some(path.as_path()));
    if path.exists() && !is_own {
        desk.dialog = Some(Dialog::Replace(purpose, path, after));
    } else {
        write(desk, purpose, path, after);
    }
}

/// Saves or exports to a path.
pub(super) fn write(desk: &mut Desk, purpose: PathPurpose, path: PathBuf, after: Option<AfterSaving>) {
    if purpose == PathPurpose::Export { export_to(desk, path) } else { save_to(desk, path, after) }
}

/// What the file will be called: a name without an end gets one.
fn written_path(desk: &Desk, purpose: PathPurpose, path: PathBuf) -> PathBuf {
    if purpose == PathPurpose::Export { export_path(desk, path).1 } else { edition_path(path) }
}

/// The path of an edition, with the end that tells what it is if none does.
fn edition_path(path: PathBuf) -> PathBuf {
    if path.extension().is_none() { path.with_extension("ron") } else { path }
}

pub(super) fn save_to(desk: &mut Desk, path: PathBuf, after: Option<AfterSaving>) {
    desk.dialog = None;
    let path = edition_path(path);
    if let Some(document) = &desk.document {
        let is_same = document.path() == Some(path.as_path());
        let expected = document.keeping.fingerprint.clone().filter(|_| is_same);
        let saving = Saving { expected, backups: desk.settings.backups, ..Saving::default() };
        let must_hold = !document.keeping.holds(&path);
        desk.jobs.save((document.edition().clone(), document.revision()), path, (saving, must_hold), after);
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

/// The format and the file of an export. Where its name says no format, it is the one that was chosen, and its end is added.
fn export_path(desk: &Desk, path: PathBuf) -> (Option<Format>, PathBuf) {
    match (Format::from_path(&path), desk.exports.chosen()) {
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
pub(super) fn export_to(desk: &mut Desk, path: PathBuf) {
    desk.dialog = None;
    let (Some(format), path) = export_path(desk, path.clone()) else {
        desk.message = Some(ExportError::UnknownFormat(path).words(&desk.locale));
        return;
    };
    let Some(document) = &desk.document else { return };
    let options = desk.exports.options(format, &desk.style);
    let near = near(document, &desk.settings);
    desk.jobs.export((document.edition().clone(), near), path, (format, options), desk.style.clone());
}

/// Where the images of the document's pages are looked for.
fn near(document: &Document, settings: &Settings) -> Near {
    let sources = document.edition().pages().iter().map(|page| &page.source().sha256);
    let chosen = sources.filter_map(|sha256| Some((sha256.clone(), settings.image(sha256)?.to_owned()))).collect();
    Near { edition: document.path().map(Path::to_owned), sources: document.sources.clone(), chosen }
}

/// Asks for a path.
pub(super) fn choose(desk: &mut Desk, purpose: PathPurpose, after: Option<AfterSaving>) {
    let suggestion = desk.document.as_ref().map(|document| suggestion(document, purpose, desk.exports.format()));
    desk.jobs.choose(purpose, suggestion.or_else(|| desk.settings.recent.first().cloned()), after);
}

/// Where the document might be saved or exported to.
fn suggestion(document: &Document, purpose: PathPurpose, format: Format) -> PathBuf {
    if let Some(of) = document.copy_of.as_ref().filter(|_| purpose == PathPurpose::SaveAs) {
        return keeping::place_for_copy(of);
    }
    let base = document.path().map(Path::to_owned).or_else(|| document.sources.first().cloned());
    let base = base.unwrap_or_else(|| PathBuf::from(document_name(document)));
    let stem = base.file_stem().map(|stem| stem.to_string_lossy().trim_end_matches(".raw").to_owned()).unwrap_or_default();
    let end = match purpose {
        PathPurpose::Export => format.extension(),
        PathPurpose::PageImage => "png",
        PathPurpose::HouseStyle | PathPurpose::Open | PathPurpose::OpenFolder | PathPurpose::SaveAs => "ron",
    };
    base.with_file_name(format!("{stem}.{end}"))
}

/// Writes a file with all shortcuts beside the settings, if there is none yet, and says where it is.
pub(super) fn write_keymap(desk: &mut Desk) {
    let Some(path) = desk.keeper.path().map(Keymap::path) else { return desk.say("say-no-settings") };
    write_to_change(desk, &path, &Keymap::file(), "say-keymap");
}

/// Writes a file for the editor to change, if there is none yet, and says where it is.
pub(super) fn write_to_change(desk: &mut Desk, path: &Path, text: &str, key: &str) {
    let written = if path.exists() { Ok(()) } else { store::write_with_folder(path, text.as_bytes()) };
    desk.message = Some(match written {
        Ok(()) => desk.locale.with(key, &[("path", path.display().to_string().into())]),
        Err(error) => explain::of_system(&desk.locale, "error-save", path, &error),
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
        Outcome::Opened(Err(error)) => safety::not_opened(desk, &error),
        Outcome::Saved { path, revision, after, lock, result: Ok(done) } => saved(desk, ctx, path, (revision, lock, done), after),
        Outcome::Saved { after, result: Err(error), .. } => safety::not_saved(desk, &error, after),
        Outcome::Recovered(work) => safety::found(desk, work),
        Outcome::Kept(path, Ok(())) => say_file(desk, "say-saved", &path),
        Outcome::Kept(_, Err(error)) => desk.message = Some(error.words(&desk.locale)),
        Outcome::ChangedOnDisk(path, theirs, after) => safety::changed(desk, path, theirs, after),
        Outcome::Nothing => {}
        Outcome::Image(found) => desk.images.take(found),
        Outcome::Exported(Ok(path), faults) => exported(desk, &path, &faults),
        Outcome::Exported(Err(error), _) => desk.message = Some(error.words(&desk.locale)),
        Outcome::Previewed(format, options, preview) => desk.exports.show(format, &options, preview),
        Outcome::Checked(generation, queries) => super::with_document(desk, |desk, document| {
            if document.set_queries(generation, queries) {
                super::queries::go_on(desk, document);
            }
        }),
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
    let (mut unsaved, mut salvaged) = (None, None);
    let mut document = match opened {
        Opened::Draft { edition, sources, warnings } => {
            nearly_right = warnings;
            if let [only] = sources.as_slice() {
                desk.settings.remember(only);
            }
            Document::draft(edition, sources)
        }
        Opened::Edition { edition, path, fingerprint, hold } => {
            desk.settings.remember(&path);
            Document::opened(edition, path, Keeping::of_file(fingerprint, hold))
        }
        Opened::Copy { edition, from, report } => {
            salvaged = report;
            Document::copy_of(edition, from, report.is_some())
        }
        Opened::Recovered { work, hold } => {
            unsaved = Some((work.edits(), work.replay.header.began));
            let about = work.about().clone();
            let keeping = match (&about.base, hold) {
                (Some(base), Some(hold)) => Keeping::of_file(base.clone(), hold),
                _ => Keeping::default(),
            };
            let document = Document::recovered(work.replay.edition.clone(), work.replay.history.clone(), &about, keeping);
            desk.taken_up = Some(*work);
            document
        }
    };
    if let Some(mut old) = desk.document.take() {
        document.keeping.take_lock_of(&mut old.keeping);
        old.keeping.let_go();
    }
    safety::begin_journal(desk, &mut document, unsaved);
    if let Some(work) = desk.taken_up.take() {
        // Its own journal is on the disk before the old one goes.
        document.keeping.wait();
        if document.keeping.journal_fault().is_none() && document.keeping.has_journal() {
            // One that stays behind is offered again.
            let _ = work.discard();
        }
    }
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
    if let Some(report) = salvaged {
        safety::say_salvaged(desk, report);
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
    safety::say_held(desk, ctx);
}

fn saved(desk: &mut Desk, ctx: &Context, path: PathBuf, done: (u64, Option<EditionLock>, Saved), after: Option<AfterSaving>) {
    let (revision, lock, saved) = done;
    safety::say_saved(desk, &path, &saved);
    desk.settings.remember(&path);
    desk.keep_settings();
    if let Some(document) = &mut desk.document {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let about = About { path: Some(path), base: Some(saved.fingerprint), ..document.about(name) };
        document.note_saved(about, revision, lock);
    }
    if let Some(after) = after {
        go_on(desk, ctx, after);
    }
}

pub(super) fn say_file(desk: &mut Desk, key: &str, path: &Path) {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    desk.message = Some(desk.locale.with(key, &[("name", name.into())]));
}

/// Says what was exported, and what it lacks.
fn exported(desk: &mut Desk, path: &Path, faults: &[LineImageFault]) {
    say_file(desk, "say-exported", path);
    if let (Some(message), Some(first)) = (&mut desk.message, faults.first()) {
        let first = first.words(&desk.locale);
        message.push_str(&desk.locale.with("say-no-line-images", &[("count", faults.len().into()), ("first", first.into())]));
    }
}

fn chosen(desk: &mut Desk, purpose: PathPurpose, paths: Vec<PathBuf>, after: Option<AfterSaving>) {
    match (purpose, paths.first().cloned()) {
        (_, None) => {}
        (PathPurpose::Open | PathPurpose::OpenFolder, Some(_)) => open(desk, Request::Files(paths, None)),
        // The system has asked about the name as it was given to it, not about one with another end.
        (PathPurpose::SaveAs | PathPurpose::Export, Some(path)) if written_path(desk, purpose, path.clone()) != path => {
            write_typed(desk, purpose, path, after);
        }
        (PathPurpose::SaveAs | PathPurpose::Export, Some(path)) => write(desk, purpose, path, after),
        (PathPurpose::PageImage, Some(path)) => super::facsimile::take_image(desk, &path),
        (PathPurpose::HouseStyle, Some(path)) => super::house_style::take(desk, path),
    }
}
