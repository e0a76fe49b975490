//! Opening files and editions, and closing them.

use std::path::{Path, PathBuf};

use eframe::egui::Context;

use super::{ask_before, recovery, safety, search};
use crate::desktop::desk::Desk;
use crate::desktop::open::OpenEdition;
use crate::desktop::open::document::Document;
use crate::desktop::open::keeping::Keeping;
use crate::desktop::opening::{OpenRequest, Opened};
use crate::desktop::shell::{After, Shell};
use crate::desktop::view::Dialog;
use crate::edit::Selection;
use crate::explained::Explained;
use crate::import::image::is_named_pdf;
use crate::import::{FaultKind, ImportWarning};
use crate::store::Report;
use crate::store::journal::Recovered;

/// Opens files, unless that would lose work; then asks first.
pub(super) fn open(shell: &mut Shell, open: Option<&mut OpenEdition>, request: OpenRequest) {
    shell.dialog = None;
    shell.landing = None;
    ask_before(shell, open, After::Open(request));
}

/// Asks which pages of its PDF a draft shall have.
pub(super) fn choose_pages(shell: &mut Shell, open: &OpenEdition) {
    let document = &open.document;
    match document.sources.as_slice() {
        [pdf] if document.path().is_none() && is_named_pdf(pdf) => {
            let request = OpenRequest::Files(document.sources.clone(), document.choices.clone());
            shell.dialog = Some(Dialog::PdfPages(String::new(), request, None));
        }
        _ => shell.say("say-no-pdf-draft"),
    }
}

/// Asks for the password of the PDF that the caret's page comes from.
pub(super) fn ask_password(shell: &mut Shell, open: &mut OpenEdition) {
    let page = open.image_page().and_then(|page| open.document.edition().page(page));
    let Some(page) = page.filter(|page| is_named_pdf(Path::new(page.source().file_name()))) else {
        return shell.say("say-no-pdf-page");
    };
    shell.dialog = Some(Dialog::Password(PathBuf::from(page.source().file_name()), None, false));
}

/// Takes a password for locked files, and opens with it what was asked for, or else the images of the pages.
pub(super) fn unlock(shell: &mut Shell, edition: Option<&mut OpenEdition>, request: Option<OpenRequest>, password: String) {
    shell.password = Some(password.clone());
    match (request, edition) {
        (Some(request), edition) => open(shell, edition, request.choosing(|choices| choices.password = Some(password))),
        (None, Some(edition)) => edition.images.forget_faulty(),
        (None, None) => {}
    }
}

/// Closes the open edition, whose work is in its file or was let go.
pub fn close(desk: &mut Desk) {
    if let Some(mut open) = desk.open.take() {
        remember_caret(&mut desk.shell, &open.document);
        open.document.keeping.let_go();
    }
}

/// Remembers where the caret is, so that the edition opens there again.
fn remember_caret(shell: &mut Shell, document: &Document) {
    if let (Some(path), Some(selection)) = (document.path(), document.selection()) {
        shell.settings.remember_caret(path, selection.head);
    }
}

/// What goes with a document that was just opened.
#[derive(Default)]
struct Along {
    warnings: Vec<ImportWarning>,
    /// How many other files of the pages stand beside them.
    witnesses: usize,
    salvaged: Option<Report>,
    work: Option<Box<Recovered>>,
}

/// Shows what was opened in place of the edition that was open before.
pub(super) fn show(desk: &mut Desk, ctx: &Context, opened: Opened) {
    let (mut document, along) = document_of(&mut desk.shell, opened);
    let sought = desk.open.as_ref().map(|old| old.search.again()).unwrap_or_default();
    if let Some(old) = &mut desk.open {
        document.keeping.take_lock_of(&mut old.document.keeping);
    }
    close(desk);
    let shell = &mut desk.shell;
    shell.settings.suit_beside(false);
    begin_journal(shell, &mut document, along.work);
    let caret = document.path().and_then(|path| shell.settings.caret(path));
    let caret = caret.filter(|place| document.edition().block(place.block).is_some());
    say_opened(shell, &document, (&along.warnings, along.witnesses), along.salvaged);
    shell.keep_settings();
    // A dialog about the edition that was open has nothing to be about any more.
    if !matches!(shell.dialog, Some(Dialog::Recovery(_))) {
        shell.dialog = None;
        shell.dialogs.close();
    }
    let mut open = OpenEdition::new(shell.next_id(), document, sought);
    if let Some(arriving) = shell.arriving.take() {
        open.panes.raw = arriving.raw;
    }
    if let Some(place) = caret {
        open.document.select(Selection::caret(place));
        open.panes.manuscript.reveal(place);
    }
    let landing = shell.landing.take().filter(|landing| open.document.path() == Some(landing.edition.as_path()));
    if let Some(landing) = landing {
        search::land(&mut open, &landing);
    }
    safety::say_held(shell, &open, ctx);
    if let Some(path) = open.document.path() {
        shell.jobs.look_at_sources(open.id(), open.document.edition().clone(), path.to_owned());
    }
    desk.open = Some(open);
}

fn document_of(shell: &mut Shell, opened: Opened) -> (Document, Along) {
    match opened {
        Opened::Draft { edition, sources, choices, warnings, witnesses } => {
            if let [only] = sources.as_slice() {
                shell.settings.remember(only);
            }
            (Document::draft(edition, sources).read_as(choices), Along { warnings, witnesses, ..Along::default() })
        }
        Opened::Edition { edition, path, fingerprint, hold } => {
            shell.settings.remember(&path);
            (Document::opened(edition, path, Keeping::of_file(fingerprint, hold)), Along::default())
        }
        Opened::Copy { edition, from, report } => {
            (Document::copy_of(edition, from, report.is_some()), Along { salvaged: report, ..Along::default() })
        }
        Opened::Recovered { work, hold } => {
            let about = work.about();
            let keeping = match (&about.base, hold) {
                (Some(base), Some(hold)) => Keeping::of_file(base.clone(), hold),
                _ => Keeping::default(),
            };
            let document = Document::recovered(work.replay.edition.clone(), work.replay.history.clone(), about, keeping);
            (document, Along { work: Some(work), ..Along::default() })
        }
    }
}

/// Begins the journal of a document. That of an earlier session, whose work it goes on with, goes once its own is on the disk.
fn begin_journal(shell: &Shell, document: &mut Document, work: Option<Box<Recovered>>) {
    let unsaved = work.as_ref().map(|work| (work.edits(), work.replay.header.began));
    recovery::begin_journal(shell, document, unsaved);
    if let Some(work) = work {
        document.keeping.wait();
        if document.keeping.journal_fault().is_none() && document.keeping.has_journal() {
            // One that stays behind is offered again.
            let _ = work.discard();
        }
    }
}

/// Says what a first draft is made of, and what was saved of a damaged edition.
fn say_opened(shell: &mut Shell, document: &Document, (warnings, witnesses): (&[ImportWarning], usize), salvaged: Option<Report>) {
    shell.message = None;
    if let Some(report) = salvaged {
        let counts =
            [("articles", report.articles), ("damaged", report.damaged), ("unproven", report.unproven), ("aside", report.set_aside)];
        let args: Vec<_> = counts.into_iter().map(|(name, count)| (name, count.into())).collect();
        let mut text = shell.locale.with("say-salvaged", &args);
        if report.comments + report.untold > 0 {
            let counts = [("comments", report.comments.into()), ("rounds", report.untold.into())];
            text = format!("{text} {}", shell.locale.with("salvaged-proofreading", &counts));
        }
        if report.altered == 0 {
            return shell.tell(text);
        }
        // It looks like any other text, and is none that was ever read.
        let altered = shell.locale.with("say-altered", &[("count", report.altered.into())]);
        return shell.fail(text + &altered);
    }
    if document.path().is_some() {
        return;
    }
    let articles = document.edition().articles().len();
    let mut text = shell.locale.with("say-draft", &[("articles", articles.into())]);
    if witnesses > 0 {
        text.push_str(&shell.locale.with("say-draft-witnesses", &[("count", witnesses.into())]));
    }
    let unread = warnings.iter().find(|warning| matches!(warning.kind, FaultKind::ImageNotRead(_)));
    if let Some(first) = unread.or(warnings.first()) {
        let first = first.in_words(&shell.locale);
        text.push_str(&shell.locale.with("say-warnings", &[("first", first.into()), ("count", warnings.len().into())]));
    }
    // A page without its text is a failure, and what is to be done about it is said in full.
    if unread.is_some() { shell.fail(text) } else { shell.tell(text) }
}
