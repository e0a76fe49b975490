//! Nothing is lost: what the desk asks and does when the program died, the disk fails, a file is damaged, or somebody else has it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use stet::desktop::command::{Action, Command};
use stet::desktop::view::PathPurpose;
use stet::locale::Language;
use stet::store::{self, backup, disk::SystemDisk};

use super::desk::Desk;

/// A folder with the sample saved as an edition, and one for journals.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Place {
        let place = Place { folder: tempfile::tempdir().unwrap() };
        store::save(&place.edition(), &Desk::with_sample().edition()).unwrap();
        place
    }

    fn edition(&self) -> PathBuf {
        self.folder.path().join("e.ron")
    }

    fn journals(&self) -> PathBuf {
        self.folder.path().join("journals")
    }

    /// A desk with the edition open.
    fn desk(&self) -> Desk {
        let mut desk = self.empty_desk();
        desk.perform(Command::Open(vec![self.edition()]));
        desk
    }

    fn empty_desk(&self) -> Desk {
        Desk::with_journals(Language::English, &self.journals())
    }

    /// Waits until there are so many journals, and says how many there are: they are written and removed in the background.
    fn left(&self, awaited: usize) -> usize {
        let since = Instant::now();
        loop {
            let count = std::fs::read_dir(self.journals()).map_or(0, Iterator::count);
            if count == awaited || since.elapsed() > Duration::from_secs(20) {
                return count;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

fn first(desk: &Desk) -> String {
    desk.edition().blocks().next().unwrap().1.text().to_owned()
}

fn click(desk: &mut Desk, label: &str) {
    desk.harness.get_by_label(label).click();
    desk.settle();
}

#[test]
fn after_a_crash_the_work_is_offered_and_gone_on_with() {
    let place = Place::new();
    let mut desk = place.desk();
    let before = first(&desk);
    desk.type_text("字字");
    // As a crash does, this leaves the journal where it is.
    drop(desk);
    assert_eq!(place.left(1), 1);

    let mut desk = place.empty_desk();
    desk.harness.get_by_label("Work that was not saved");
    desk.harness.get_by_label_contains("2 changes are in no file");
    // Enter goes on with it.
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(first(&desk), format!("字字{before}"));
    desk.harness.get_by_label("● unsaved");
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(first(&desk), before, "undo goes on where it was");
    desk.key(Modifiers::COMMAND, Key::Y);
    assert_eq!(place.left(1), 1, "it has a journal of its own now, and the old one is gone");
    desk.key(Modifiers::COMMAND, Key::S);
    assert_eq!(first(&desk), store::load(&place.edition()).unwrap().blocks().next().unwrap().1.text());
    assert_eq!(place.left(0), 0, "a clean save clears the journal");
}

#[test]
fn work_that_crashed_twice_is_still_offered() {
    let place = Place::new();
    let mut desk = place.desk();
    desk.type_text("甲");
    drop(desk);
    let mut desk = place.empty_desk();
    desk.key(Modifiers::NONE, Key::Enter);
    drop(desk);
    let mut desk = place.empty_desk();
    desk.key(Modifiers::NONE, Key::Enter);
    assert!(first(&desk).starts_with("甲"));
}

#[test]
fn work_that_is_let_go_is_gone_and_work_that_waits_is_not() {
    let place = Place::new();
    let mut desk = place.desk();
    desk.type_text("字");
    drop(desk);
    let mut desk = place.empty_desk();
    desk.key(Modifiers::NONE, Key::Escape);
    assert!(!desk.has_document());
    drop(desk);
    let mut desk = place.empty_desk();
    click(&mut desk, "Let it go");
    assert_eq!(place.left(0), 0);
    drop(desk);
    assert!(place.empty_desk().harness.query_by_label("Work that was not saved").is_none());
}

#[test]
fn both_are_kept_if_wanted() {
    let place = Place::new();
    let mut desk = place.desk();
    desk.type_text("字");
    let work = desk.edition();
    drop(desk);
    let before = std::fs::read(place.edition()).unwrap();
    let mut desk = place.empty_desk();
    click(&mut desk, "Keep both");
    assert_eq!(std::fs::read(place.edition()).unwrap(), before);
    assert_eq!(store::load(&place.folder.path().join("e-2.ron")).unwrap(), work);
    assert_eq!(place.left(0), 0);
}

#[test]
fn a_draft_that_was_never_saved_comes_back_too() {
    let place = Place::new();
    let mut desk = place.empty_desk();
    desk.perform(Command::Do(Action::OpenSample));
    assert_eq!(place.left(0), 0, "a draft as it was made can be made again");
    desk.type_text("字");
    drop(desk);
    let mut desk = place.empty_desk();
    assert!(desk.harness.query_by_label("Keep both").is_none(), "there is no other");
    desk.key(Modifiers::NONE, Key::Enter);
    assert!(first(&desk).starts_with("字"));
}

#[test]
fn a_clean_close_leaves_no_journal() {
    let place = Place::new();
    let mut desk = place.desk();
    desk.type_text("字");
    desk.perform(Command::Do(Action::Close));
    click(&mut desk, "Discard changes");
    assert_eq!(place.left(0), 0);
}

#[test]
fn the_second_hand_reads_and_saves_a_copy() {
    let place = Place::new();
    let one = place.desk();
    let mut two = place.desk();
    two.harness.get_by_label("Somebody else has this edition");
    click(&mut two, "Read only");
    two.harness.get_by_label_contains("has it");
    let before = two.edition();
    two.type_text("字");
    assert!(two.edition() == before, "it can only be read");
    two.harness.get_by_label_contains("Save a copy to work on it");
    let copy = place.folder.path().join("copy.ron");
    two.perform(Command::SaveTo(copy.clone(), None));
    two.type_text("字");
    assert!(first(&two).starts_with("字"), "the copy can be worked on");
    two.perform(Command::SaveTo(place.edition(), None));
    two.harness.get_by_label("Not saved");
    assert!(two.harness.query_all_by_label_contains("has this edition open").next().is_some());
    drop(one);
    click(&mut two, "Cancel");
    two.perform(Command::SaveTo(place.edition(), None));
    assert_eq!(store::load(&place.edition()).unwrap(), two.edition());
}

#[test]
fn opening_an_edition_writes_nothing_but_its_lock() {
    let place = Place::new();
    let before = std::fs::read(place.edition()).unwrap();
    let _desk = place.desk();
    let entries = std::fs::read_dir(place.folder.path()).unwrap().flatten();
    let mut names: Vec<_> = entries.filter(|entry| entry.path() != place.journals()).map(|entry| entry.file_name()).collect();
    names.sort();
    assert_eq!(names, [".e.ron.lock", "e.ron"]);
    assert_eq!(std::fs::read(place.edition()).unwrap(), before);
    assert_eq!(place.left(0), 0, "the journal begins with the first edit");
}

#[test]
fn an_edition_that_is_opened_again_is_still_ours() {
    let place = Place::new();
    let mut desk = place.desk();
    desk.perform(Command::Open(vec![place.edition()]));
    assert!(desk.harness.query_by_label("Somebody else has this edition").is_none());
    desk.type_text("字");
    assert!(first(&desk).starts_with("字"));
}

/// Somebody else writes the edition's file.
fn write_otherwise(path: &Path) -> stet::edition::Edition {
    let mut theirs = store::load(path).unwrap();
    let article = theirs.articles()[0].id();
    let edit = stet::edit::Edit::AddTerm { article, term: stet::edit::Term::Tag, text: "他人".into() };
    stet::edit::apply(&mut theirs, &edit).unwrap();
    store::save(path, &theirs).unwrap();
    theirs
}

#[test]
fn what_somebody_else_wrote_is_shown_and_not_written_over() {
    let place = Place::new();
    let mut desk = place.desk();
    desk.type_text("字");
    let theirs = write_otherwise(&place.edition());
    desk.key(Modifiers::COMMAND, Key::S);
    desk.harness.get_by_label("Somebody else has changed the file");
    assert_eq!(store::load(&place.edition()).unwrap(), theirs);
    desk.harness.get_by_label("one block");
    click(&mut desk, "Cancel");
    assert!(first(&desk).starts_with("字"), "the work is still there");
    desk.key(Modifiers::COMMAND, Key::S);
    click(&mut desk, "Save over it");
    assert_eq!(store::load(&place.edition()).unwrap(), desk.edition());
    let kept = backup::backups(&SystemDisk, &place.edition());
    assert_eq!(store::load(&kept[0].path).unwrap(), theirs, "theirs is kept as a backup");
}

#[test]
fn a_change_is_noticed_when_the_window_is_come_back_to() {
    let place = Place::new();
    let mut desk = place.desk();
    desk.harness.input_mut().focused = false;
    desk.settle();
    let theirs = write_otherwise(&place.edition());
    desk.harness.input_mut().focused = true;
    desk.settle();
    desk.harness.get_by_label("Somebody else has changed the file");
    click(&mut desk, "Open theirs");
    assert!(desk.edition() == theirs);
    desk.type_text("字");
    desk.key(Modifiers::COMMAND, Key::S);
    assert_eq!(store::load(&place.edition()).unwrap(), desk.edition());
}

#[test]
fn a_save_that_fails_offers_another_place_and_the_work_stays() {
    let place = Place::new();
    let mut desk = place.desk();
    desk.type_text("字");
    let gone = place.folder.path().join("gone").join("e.ron");
    desk.perform(Command::SaveTo(gone, None));
    desk.harness.get_by_label("Not saved");
    desk.harness.get_by_label("Save elsewhere…");
    click(&mut desk, "Cancel");
    assert!(first(&desk).starts_with("字"));
    desk.harness.get_by_label("● unsaved");
}

#[test]
fn a_path_that_was_typed_replaces_no_file_without_asking() {
    let place = Place::new();
    let other = place.folder.path().join("other.ron");
    std::fs::write(&other, "somebody's work").unwrap();
    let mut desk = place.desk();
    desk.type_text("字");
    let typed = |desk: &mut Desk, purpose, name: &str| desk.perform(Command::WriteTyped(purpose, place.folder.path().join(name), None));
    // The name gets the end of an edition first.
    typed(&mut desk, PathPurpose::SaveAs, "other");
    desk.harness.get_by_label("There is a file already");
    click(&mut desk, "Cancel");
    assert_eq!(std::fs::read_to_string(&other).unwrap(), "somebody's work");
    desk.harness.get_by_label("● unsaved");
    typed(&mut desk, PathPurpose::SaveAs, "other.ron");
    click(&mut desk, "Replace it");
    assert_eq!(store::load(&other).unwrap(), desk.edition());
    let kept = backup::backups(&SystemDisk, &other);
    assert_eq!(std::fs::read_to_string(&kept[0].path).unwrap(), "somebody's work");

    // Its own file it may replace, and a new name is not asked about.
    desk.type_text("又");
    typed(&mut desk, PathPurpose::SaveAs, "other.ron");
    assert_eq!(store::load(&other).unwrap(), desk.edition());
    typed(&mut desk, PathPurpose::SaveAs, "third.ron");
    assert_eq!(store::load(&place.folder.path().join("third.ron")).unwrap(), desk.edition());

    let text = place.folder.path().join("third.txt");
    std::fs::write(&text, "notes").unwrap();
    typed(&mut desk, PathPurpose::Export, "third.txt");
    desk.harness.get_by_label("There is a file already");
    assert_eq!(std::fs::read_to_string(&text).unwrap(), "notes");
    click(&mut desk, "Replace it");
    assert!(std::fs::read_to_string(&text).unwrap().contains("字"));
}

#[test]
fn a_damaged_edition_is_salvaged() {
    let place = Place::new();
    let whole = store::load(&place.edition()).unwrap();
    let text = std::fs::read_to_string(place.edition()).unwrap();
    let damaged = text.replacen("role: Headline", "role Headline", 1);
    std::fs::write(place.edition(), &damaged).unwrap();
    let mut desk = place.desk();
    desk.harness.get_by_label("This edition is damaged");
    click(&mut desk, "Save what can be saved");
    assert_eq!(desk.edition().articles().len(), whole.articles().len());
    desk.harness.get_by_label("● unsaved");
    assert_eq!(std::fs::read_to_string(place.edition()).unwrap(), damaged, "the damaged file is left as it is");
}

#[test]
fn backups_are_listed_and_open_as_copies() {
    let place = Place::new();
    let old = store::load(&place.edition()).unwrap();
    let mut desk = place.desk();
    desk.type_text("字");
    desk.key(Modifiers::COMMAND, Key::S);
    desk.perform(Command::Do(Action::Backups));
    desk.harness.get_by_label("5 backups are kept");
    click(&mut desk, "Keep fewer");
    desk.harness.get_by_label("4 backups are kept");
    assert_eq!(desk.settings().backups, 4);
    let open = super::all_names(&desk.harness).into_iter().map(|(_, name)| name).find(|name| name.starts_with("Open e.")).unwrap();
    click(&mut desk, &open);
    assert!(desk.edition() == old);
    let saved = store::load(&place.edition()).unwrap();
    desk.type_text("又");
    desk.key(Modifiers::COMMAND, Key::S);
    assert_eq!(store::load(&place.edition()).unwrap(), saved, "saving a copy asks where to");
}
