//! Late and failed outcomes: what came from the background is taken by the open edition that asked for it, or by none.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::Context;

use super::{finish, perform};
use crate::desktop::command::{Action, EditionCommand, ShellCommand};
use crate::desktop::desk::Desk;
use crate::desktop::facsimile;
use crate::desktop::jobs::{Checked, EditionOutcome, Job, OnDisk, Outcome, ShellOutcome};
use crate::desktop::message::Tone;
use crate::desktop::open::OpenEdition;
use crate::desktop::open::document::Revision;
use crate::desktop::open::queries::QueriesKnown;
use crate::desktop::opening::OpenError;
use crate::desktop::settings::Settings;
use crate::desktop::view::{Dialog, PathPurpose};
use crate::edit::{Edit, Fragment};
use crate::edition::{Edition, Place, TextOffset};
use crate::export::{Format, Options};
use crate::import::import_bytes;
use crate::locale::Language;
use crate::page::PageIndex;
use crate::store::{self, Saved};
use crate::style::HouseStyle;

/// A desk whose frames are taken up by hand.
struct Hands {
    ctx: Context,
    desk: Desk,
    folder: tempfile::TempDir,
}

impl Hands {
    fn new() -> Hands {
        let ctx = Context::default();
        let settings = Settings { language: Some(Language::English), ..Settings::default() };
        Hands { desk: Desk::new(&ctx, settings, None), ctx, folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn perform(&mut self, command: impl Into<crate::desktop::command::Command>) {
        perform(&mut self.desk, &self.ctx, command.into());
    }

    fn finish(&mut self, outcome: Outcome) {
        finish(&mut self.desk, &self.ctx, outcome);
    }

    /// Takes up what comes until nothing is going on.
    fn settle(&mut self) {
        let since = Instant::now();
        while self.desk.is_busy() {
            for outcome in self.desk.shell.jobs.finished() {
                self.finish(outcome);
            }
            assert!(since.elapsed() < Duration::from_secs(60), "still busy");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Opens a page of this text.
    fn open_page(&mut self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        self.perform(ShellCommand::Open(vec![path]));
        self.settle();
    }

    fn open(&self) -> &OpenEdition {
        self.desk.open.as_ref().expect("an open edition")
    }

    fn message(&self) -> (String, Tone) {
        let message = self.desk.shell.message.clone().expect("a message");
        (message.text, message.tone)
    }

    fn type_text(&mut self, text: &str) {
        let block = self.open().document.edition().blocks().next().expect("a block").1.id();
        let at = Place { block, at: TextOffset(0) };
        self.perform(EditionCommand::Splice(at, at, Fragment::plain(text)));
    }
}

const FIRST: &str = "本报讯（记者 王明）3月2日，市里召开会议，部署春耕工作。\n";
const SECOND: &str = "3月5日，县图书馆举办读书会，二百余名读者参加。\n";

/// What a save of this edition in this file comes to.
fn saved(edition: &Edition, path: &Path, revision: Revision) -> EditionOutcome {
    store::save(path, edition).unwrap();
    let (_, fingerprint) = store::load_with_fingerprint(path).unwrap();
    let result = Ok(Saved { fingerprint, backup: Ok(()) });
    EditionOutcome::Saved { path: path.to_owned(), revision, lock: None, result }
}

#[test]
fn a_save_that_ends_after_another_edition_was_opened_is_told_and_gives_that_one_no_file() {
    let mut hands = Hands::new();
    hands.open_page("first.txt", FIRST);
    let (id, edition) = (hands.open().id(), hands.open().document.edition().clone());
    hands.open_page("second.txt", SECOND);
    let path = hands.path("first.ron");
    hands.finish(Outcome::Edition(id, saved(&edition, &path, Revision::default())));
    assert_eq!(hands.message(), ("Saved first.ron".to_owned(), Tone::Note));
    assert_eq!(hands.desk.settings().recent.first(), Some(&path));
    let document = &hands.open().document;
    assert!(document.path().is_none() && document.keeping.fingerprint.is_none() && document.is_unsaved());
    assert_ne!(hands.open().id(), id);
}

#[test]
fn pages_that_were_read_are_shown_until_they_are_open_or_not() {
    let mut hands = Hands::new();
    let pages = || vec![Arc::new(import_bytes(Path::new("page.txt"), FIRST.as_bytes(), None).unwrap())];
    let arrive = |hands: &mut Hands| hands.finish(Outcome::Shell(ShellOutcome::Arriving(pages())));
    arrive(&mut hands);
    assert!(hands.desk.shows_arriving());
    hands.finish(Outcome::Shell(ShellOutcome::Opened(Err(OpenError::Cancelled))));
    assert!(!hands.desk.shows_arriving());
    arrive(&mut hands);
    hands.finish(Outcome::Shell(ShellOutcome::Failed(Job::Open)));
    assert!(!hands.desk.shows_arriving());
    arrive(&mut hands);
    hands.open_page("page.txt", FIRST);
    assert!(!hands.desk.shows_arriving());
    arrive(&mut hands);
    assert!(!hands.desk.shows_arriving(), "an open edition stays in sight");
}

#[test]
fn the_first_edition_saved_and_the_second_opened_at_once_are_two_files() {
    let mut hands = Hands::new();
    hands.open_page("first.txt", FIRST);
    let (first, second) = (hands.path("first.ron"), hands.path("second.txt"));
    std::fs::write(&second, SECOND).unwrap();
    hands.perform(EditionCommand::SaveTo(first.clone()));
    hands.perform(ShellCommand::Open(vec![second]));
    hands.settle();
    hands.type_text("字");
    hands.perform(EditionCommand::SaveTo(hands.path("second.ron")));
    hands.settle();
    let text = |path: &Path| store::load(path).unwrap().blocks().map(|(_, block)| block.text().to_owned()).collect::<String>();
    assert!(text(&first).contains("春耕"));
    assert!(text(&hands.path("second.ron")).contains("图书馆"));
}

#[test]
fn what_was_worked_out_for_the_edition_before_is_dropped() {
    let mut hands = Hands::new();
    hands.open_page("first.txt", FIRST);
    let (id, edition) = (hands.open().id(), hands.open().document.edition().clone());
    let generation = hands.open().document.generation();
    hands.open_page("second.txt", SECOND);
    assert_eq!(hands.open().document.generation(), generation, "states are counted anew");
    let queries = crate::check::check(&edition, HouseStyle::standard()).into_iter().map(Arc::new).collect();
    let ticket = hands.desk.open.as_mut().unwrap().images.ask(PageIndex(0)).expect("a search");
    let options = Options::standard(Format::Text, HouseStyle::standard());
    let preview = crate::export::preview::preview(&edition, Format::Text, HouseStyle::standard(), &options);
    let theirs = OnDisk::Changed(Some(Box::new((edition, saved_fingerprint(&hands)))));
    hands.desk.shell.message = None;
    for outcome in [
        EditionOutcome::Checked(Checked { generation, queries, ink: None, changes: Vec::new(), warnings: Vec::new() }),
        EditionOutcome::Image(facsimile::FoundImage { ticket, page: PageIndex(0), image: None, small: None, cut: None }),
        EditionOutcome::Previewed(Format::Text, options, preview),
        EditionOutcome::Looked(hands.path("first.ron"), theirs),
        EditionOutcome::Chosen(PathPurpose::SaveAs, Some(hands.path("wrong.ron"))),
        EditionOutcome::NoFileDialog(PathPurpose::SaveAs),
        EditionOutcome::Failed(Job::Check(generation)),
    ] {
        hands.finish(Outcome::Edition(id, outcome));
    }
    let open = hands.open();
    assert_eq!(open.document.queries_known(), QueriesKnown::NotYet, "its own check is not done");
    assert!(matches!(open.images.of(PageIndex(0)), Some(facsimile::Image::Coming)));
    assert!(open.preview.is_none());
    assert!(hands.desk.shell.dialog.is_none() && hands.desk.shell.message.is_none() && !hands.desk.is_busy());
    let (shell, open) = (&mut hands.desk.shell, hands.desk.open.as_mut().unwrap());
    super::check(shell, open);
    hands.settle();
    assert_eq!(hands.open().document.queries_known(), QueriesKnown::Checked);
    assert!(!hands.open().document.needs_check(), "and it is not asked for again");
}

fn saved_fingerprint(hands: &Hands) -> store::Fingerprint {
    let path = hands.path("other.ron");
    store::save(&path, hands.open().document.edition()).unwrap();
    store::load_with_fingerprint(&path).unwrap().1
}

#[test]
fn the_find_bar_looks_in_the_edition_that_is_open() {
    let mut hands = Hands::new();
    hands.open_page("first.txt", FIRST);
    hands.perform(Action::Find);
    let look = |hands: &mut Hands| {
        let open = hands.desk.open.as_mut().unwrap();
        open.search.pattern.text = "春耕".to_owned();
        open.search.update(&open.document);
        open.search.count()
    };
    assert_eq!(look(&mut hands), 1);
    hands.open_page("second.txt", SECOND);
    assert!(hands.open().search.is_open, "what was looked for is looked for here too");
    assert_eq!(hands.open().search.count(), 0, "nothing is found before it is");
    assert_eq!(look(&mut hands), 0);
}

#[test]
fn a_command_of_the_keyboard_speaks_to_the_manuscript_that_is_shown() {
    let mut hands = Hands::new();
    hands.open_page("first.txt", FIRST);
    let last = hands.open().document.edition().blocks().last().expect("a block").1.id();
    hands.perform(EditionCommand::GoTo(Place { block: last, at: TextOffset(0) }));
    assert_eq!(hands.open().panes.manuscript.to_reveal().map(|place| place.block), Some(last));
}

#[test]
fn a_save_that_a_fault_of_the_program_ends_leaves_the_work_and_asks() {
    let mut hands = Hands::new();
    hands.open_page("first.txt", FIRST);
    hands.type_text("字");
    hands.desk.open.as_mut().unwrap().saves.is_running = true;
    let id = hands.open().id();
    hands.finish(Outcome::Edition(id, EditionOutcome::Failed(Job::Save)));
    assert!(matches!(hands.desk.shell.dialog, Some(Dialog::NotSaved(_))));
    assert_eq!(hands.message().1, Tone::Error);
    assert!(hands.open().document.has_work_to_lose());
    hands.perform(EditionCommand::SaveTo(hands.path("first.ron")));
    hands.settle();
    assert!(!hands.open().document.is_unsaved(), "it can be saved again");
}

#[test]
fn a_check_that_a_fault_of_the_program_ends_is_said_and_tried_after_the_next_change() {
    let mut hands = Hands::new();
    hands.open_page("first.txt", FIRST);
    let (id, generation) = (hands.open().id(), hands.open().document.generation());
    hands.finish(Outcome::Edition(id, EditionOutcome::Failed(Job::Check(generation))));
    assert_eq!((hands.open().document.queries_known(), hands.message().1), (QueriesKnown::Failed, Tone::Error));
    assert!(!hands.open().document.needs_check());
    hands.type_text("字");
    assert!(hands.open().document.needs_check());
    assert_eq!(hands.message().1, Tone::Error, "typing does not take away what failed");
    hands.perform(ShellCommand::DismissMessage);
    assert!(hands.desk.shell.message.is_none());
}

#[test]
fn an_opening_that_fails_keeps_the_work_that_was_let_go_for_it() {
    let mut hands = Hands::new();
    hands.open_page("first.txt", FIRST);
    hands.type_text("字");
    hands.perform(ShellCommand::Open(vec![hands.path("gone.txt")]));
    assert_eq!(hands.desk.shell.dialog, Some(Dialog::Unsaved));
    hands.perform(EditionCommand::Discard);
    hands.settle();
    assert!(hands.open().document.has_work_to_lose(), "it is asked for again");
    assert_eq!(hands.message().1, Tone::Error);
    hands.finish(Outcome::Shell(ShellOutcome::Failed(Job::Open)));
    assert!(hands.open().document.has_work_to_lose());
}

#[test]
fn what_is_typed_while_another_edition_is_being_opened_is_asked_about() {
    let mut hands = Hands::new();
    hands.open_page("first.txt", FIRST);
    let second = hands.path("second.txt");
    std::fs::write(&second, SECOND).unwrap();
    hands.perform(ShellCommand::Open(vec![second]));
    hands.type_text("字");
    hands.settle();
    assert_eq!(hands.desk.shell.dialog, Some(Dialog::Unsaved));
    assert!(hands.open().document.edition().blocks().next().unwrap().1.text().starts_with("字"));
    hands.perform(EditionCommand::SaveTo(hands.path("first.ron")));
    hands.settle();
    let text: String = hands.open().document.edition().blocks().map(|(_, block)| block.text().to_owned()).collect();
    assert!(text.contains("图书馆"), "what was opened is shown once the work is saved: {text}");
    assert!(hands.path("first.ron").exists());
}

#[test]
fn a_dialog_that_is_closed_ends_what_waited_for_it() {
    let mut hands = Hands::new();
    hands.open_page("first.txt", FIRST);
    hands.type_text("字");
    hands.perform(Action::Close);
    assert_eq!(hands.desk.shell.dialog, Some(Dialog::Unsaved));
    hands.perform(ShellCommand::CloseDialog);
    hands.perform(EditionCommand::SaveTo(hands.path("first.ron")));
    hands.settle();
    assert!(hands.desk.open.is_some(), "it was saved, and nothing closes it");
    hands.type_text("又");
    hands.perform(Action::Close);
    hands.perform(EditionCommand::Save);
    hands.settle();
    assert!(hands.desk.open.is_none());
}

#[test]
fn what_is_typed_while_a_save_goes_on_is_saved_by_the_next() {
    let mut hands = Hands::new();
    hands.open_page("first.txt", FIRST);
    let path = hands.path("first.ron");
    hands.perform(EditionCommand::SaveTo(path.clone()));
    hands.type_text("字");
    hands.perform(EditionCommand::SaveTo(path.clone()));
    hands.settle();
    assert!(!hands.open().document.is_unsaved());
    assert_eq!(&store::load(&path).unwrap(), hands.open().document.edition());
}

#[test]
fn undo_brings_back_how_much_was_settled() {
    let mut hands = Hands::new();
    hands.open_page("first.txt", FIRST);
    let queries = |count: usize| {
        let page = include_bytes!("../../../assets/samples/riverside-daily-2.raw.txt");
        let page = crate::import::import_bytes(Path::new("p.raw.txt"), page, None).unwrap();
        let edition = crate::clean::clean(&[Arc::new(page)], HouseStyle::standard());
        let all = crate::check::check(&edition, HouseStyle::standard());
        assert!(all.len() >= count, "the sample has {count} queries");
        all.into_iter().take(count).map(Arc::new).collect::<Vec<_>>()
    };
    let document = &mut hands.desk.open.as_mut().unwrap().document;
    let checked = |document: &mut crate::desktop::open::document::Document, count| {
        document.set_queries(document.generation(), queries(count));
        document.settled_part()
    };
    assert_eq!(checked(document, 1), 0.0);
    let first = document.edition().blocks().next().unwrap().1.id();
    let at = Place { block: first, at: TextOffset(0) };
    document.apply(&Edit::splice(at, at, "（")).unwrap();
    assert_eq!(checked(document, 3), 0.0);
    document.undo().unwrap();
    assert_eq!(checked(document, 1), 0.0, "nothing is settled, whatever the edit that was undone had brought");
    document.redo().unwrap();
    assert!(checked(document, 1) > 0.6);
}

#[test]
fn a_file_becomes_another_reading_and_what_it_brings_is_work_to_lose() {
    let mut hands = Hands::new();
    hands.open_page("first.txt", FIRST);
    assert!(!hands.open().document.has_work_to_lose(), "a draft can be made again");
    let (keyed, strange) = (hands.path("keyed.txt"), hands.path("strange.txt"));
    std::fs::write(&keyed, FIRST.replace("召开", "招开")).unwrap();
    std::fs::write(&strange, SECOND).unwrap();
    hands.perform(EditionCommand::AddWitness(keyed));
    hands.settle();
    let (said, tone) = hands.message();
    assert!(said.contains("keyed.txt: kept as another reading of one page") && tone == Tone::Note, "{said}");
    let document = &hands.open().document;
    assert_eq!(document.edition().witnesses(PageIndex(0)).len(), 1);
    assert!(document.has_work_to_lose());
    hands.perform(EditionCommand::AddWitness(strange));
    hands.settle();
    let (said, tone) = hands.message();
    assert!(said.contains("strange.txt is no reading of these pages") && tone == Tone::Error, "{said}");
    assert_eq!(hands.open().document.edition().witnesses(PageIndex(0)).len(), 1);
    hands.perform(EditionCommand::AddWitness(hands.path("nowhere.txt")));
    hands.settle();
    assert!(hands.message().0.contains("nowhere.txt"));
}

/// A save that was under way does not have the reading that came meanwhile.
#[test]
fn a_reading_that_comes_while_a_save_is_under_way_is_still_unsaved() {
    let mut hands = Hands::new();
    hands.open_page("first.txt", FIRST);
    let (id, edition, revision) = {
        let open = hands.open();
        (open.id(), open.document.edition().clone(), open.document.revision())
    };
    let (keyed, path) = (hands.path("keyed.txt"), hands.path("first.ron"));
    std::fs::write(&keyed, FIRST.replace("召开", "招开")).unwrap();
    hands.perform(EditionCommand::AddWitness(keyed));
    hands.settle();
    hands.finish(Outcome::Edition(id, saved(&edition, &path, revision)));
    assert!(hands.open().document.has_work_to_lose());
    hands.perform(EditionCommand::SaveTo(path.clone()));
    hands.settle();
    assert!(!hands.open().document.has_work_to_lose());
    assert_eq!(store::load(&path).unwrap().witnesses(PageIndex(0)).len(), 1);
}
