//! Nothing is lost: what the desk asks and does when the program died, the disk fails, a file is damaged, or somebody else has it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use stet::desktop::command::{Action, Command, EditionCommand, ShellCommand};
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
        desk.perform(ShellCommand::Open(vec![self.edition()]));
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
    click(&mut desk, "Discard");
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
    two.harness.get_by_label("You have this edition open in another window");
    click(&mut two, "Read only");
    two.harness.get_by_label_contains("read only: open in another window");
    let before = two.edition();
    two.type_text("字");
    assert!(two.edition() == before, "it can only be read");
    two.harness.get_by_label_contains("Save a copy to work on it");
    let copy = place.folder.path().join("copy.ron");
    two.perform(EditionCommand::SaveTo(copy.clone()));
    two.type_text("字");
    assert!(first(&two).starts_with("字"), "the copy can be worked on");
    two.perform(EditionCommand::SaveTo(place.edition()));
    two.harness.get_by_label("Not saved");
    assert!(two.harness.query_all_by_label_contains("is open elsewhere").next().is_some());
    drop(one);
    click(&mut two, "Cancel");
    two.perform(EditionCommand::SaveTo(place.edition()));
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
    desk.perform(ShellCommand::Open(vec![place.edition()]));
    for told in ["Somebody else has this edition", "You have this edition open in another window"] {
        assert!(desk.harness.query_by_label(told).is_none());
    }
    desk.type_text("字");
    assert!(first(&desk).starts_with("字"));
}

/// Somebody else writes the edition's file.
fn write_otherwise(path: &Path) -> stet::edition::Edition {
    let mut theirs = store::load(path).unwrap();
    let article = theirs.articles()[0].id();
    let edit = stet::edit::Edit::AddTerm { article, term: stet::edit::TermKind::Tag, text: "他人".into() };
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
    desk.harness.get_by_label("The file has been changed elsewhere");
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
    desk.harness.get_by_label("The file has been changed elsewhere");
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
    desk.perform(EditionCommand::SaveTo(gone));
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
    let typed = |desk: &mut Desk, purpose, name: &str| desk.perform(EditionCommand::WriteTyped(purpose, place.folder.path().join(name)));
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
    click(&mut desk, "Salvage what can be read");
    assert_eq!(desk.edition().articles().len(), whole.articles().len());
    desk.harness.get_by_label("● unsaved");
    assert_eq!(std::fs::read_to_string(place.edition()).unwrap(), damaged, "the damaged file is left as it is");
}

#[test]
fn raw_text_that_somebody_altered_is_told_of_when_the_edition_is_opened_and_salvaged() {
    for language in Language::ALL {
        let place = Place::new();
        let text = std::fs::read_to_string(place.edition()).unwrap();
        let mut raw = store::load(&place.edition()).unwrap().pages()[0].lines().map(|line| line.text.to_owned()).collect::<Vec<_>>();
        raw.retain(|line| !line.contains(['"', '\\']));
        raw.sort_by_key(|line| std::cmp::Reverse(line.len()));
        // A raw line that stands in no block as it is.
        let at = text.rfind(&format!("\n{}\n", raw[0])).unwrap() + 1;
        let forged = format!("{}改{}", &text[..at], &text[at..]);
        std::fs::write(place.edition(), forged).unwrap();
        let mut desk = Desk::with_journals(language, &place.journals());
        desk.perform(ShellCommand::Open(vec![place.edition()]));
        let (damaged, save, told) = match language {
            Language::English => ("This edition is damaged", "Salvage what can be read", "is not what was read from its file"),
            Language::Chinese => ("这份整理本已损坏", "抢救内容", "已不是当初读入的"),
            Language::TraditionalChinese => ("這份整理本已損壞", "搶救內容", "已不是當初讀入的"),
        };
        assert!(desk.harness.query_all_by_label_contains(damaged).count() > 0, "{damaged}");
        click(&mut desk, save);
        assert!(desk.harness.query_all_by_label_contains(told).count() > 0, "{told}");
        // Where the raw file is at hand, it is taken from there.
        drop(desk);
        let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples/riverside-daily-1.raw.txt");
        std::fs::copy(sample, place.folder.path().join("riverside-daily-1.raw.txt")).unwrap();
        let mut desk = Desk::with_journals(language, &place.journals());
        desk.perform(ShellCommand::Open(vec![place.edition()]));
        click(&mut desk, save);
        assert_eq!(desk.harness.query_all_by_label_contains(told).count(), 0);
    }
}

#[test]
fn a_raw_file_that_is_another_is_told_of_when_its_edition_is_opened() {
    for language in Language::ALL {
        let place = Place::new();
        let raw = place.folder.path().join("riverside-daily-1.raw.txt");
        std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples/riverside-daily-1.raw.txt"), &raw).unwrap();
        let told = |desk: &Desk, words: &str| desk.harness.query_all_by_label_contains(words).count();
        let (other_text, changed) = match language {
            Language::English => {
                ("is not what stands in riverside-daily-1.raw.txt", "riverside-daily-1.raw.txt, beside the edition, is no longer")
            }
            Language::Chinese => ("与其来源 riverside-daily-1.raw.txt 不符", "旁边的 riverside-daily-1.raw.txt 已不是"),
            Language::TraditionalChinese => ("與其來源 riverside-daily-1.raw.txt 不符", "旁邊的 riverside-daily-1.raw.txt 已不是"),
        };
        let open = |place: &Place| {
            let mut desk = Desk::with_journals(language, &place.journals());
            desk.perform(ShellCommand::Open(vec![place.edition()]));
            assert!(desk.has_document());
            desk
        };
        let desk = open(&place);
        assert_eq!(told(&desk, "riverside-daily-1.raw.txt"), 0, "all is as it was");
        drop(desk);
        std::fs::write(&raw, "another page").unwrap();
        let desk = open(&place);
        assert!(told(&desk, changed) > 0);
        drop(desk);
        // A forger who knows the format sets the hash of the file right, too.
        let text = std::fs::read_to_string(place.edition()).unwrap();
        let hash = |name: &str| text.split_once(&format!("{name}: \"")).unwrap().1.split('"').next().unwrap();
        std::fs::write(place.edition(), text.replacen(hash(" sha256"), &store::sha256(b"another page"), 1)).unwrap();
        let desk = open(&place);
        assert!(told(&desk, other_text) > 0);
    }
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

#[test]
fn a_save_that_ends_late_tells_and_touches_no_other_edition() {
    let place = Place::new();
    let other = place.folder.path().join("other.txt");
    std::fs::write(&other, "3月5日，县图书馆举办读书会，二百余名读者参加。\n").unwrap();
    let mut desk = place.desk();
    let first = desk.edition();
    let copy = place.folder.path().join("copy.ron");
    // Both are asked for before anything comes of the first.
    desk.ask(EditionCommand::SaveTo(copy.clone()));
    desk.perform(ShellCommand::Open(vec![other]));
    assert_eq!(store::load(&copy).unwrap(), first);
    desk.type_text("字");
    desk.key(Modifiers::COMMAND, Key::S);
    assert_eq!(store::load(&copy).unwrap(), first, "Save asks where to, and writes over nothing");
    assert!(desk.edition() != first);
}

#[test]
fn a_journal_that_cannot_be_written_is_shown_as_long_as_it_cannot() {
    let place = Place::new();
    let mut desk = place.desk();
    std::fs::write(place.journals(), "a file where the folder should be").unwrap();
    let sign = |desk: &Desk| desk.harness.query_all_by_label("No journal").count();
    assert_eq!(sign(&desk), 0);
    desk.type_text("字");
    desk.wait_until(|desk| sign(desk) == 1);
    desk.harness.get_by_label_contains("only in this window");
    click(&mut desk, "Dismiss");
    assert_eq!(sign(&desk), 1, "the sign stays when the message is dismissed");
    desk.type_text("又");
    assert_eq!(sign(&desk), 1);
    std::fs::remove_file(place.journals()).unwrap();
    desk.wait_until(|desk| sign(desk) == 0);
    desk.wait_until(|desk| desk.harness.query_by_label("The journal is written again.").is_some());
}

#[test]
fn journals_that_cannot_be_read_are_told_of_until_that_is_known() {
    let place = Place::new();
    let settings = place.folder.path().join("settings.ron");
    std::fs::create_dir_all(place.journals()).unwrap();
    std::fs::write(place.journals().join("1-2-3.journal"), "no journal at all").unwrap();
    let mut desk = Desk::with_journals_and_settings(&place.journals(), &settings);
    desk.harness.get_by_label_contains("cannot be read");
    desk.harness.get_by_label_contains(&place.journals().display().to_string());
    click(&mut desk, "Don’t show this again");
    assert!(desk.harness.query_by_label_contains("cannot be read").is_none());
    desk.wait_until(|_| std::fs::read_to_string(&settings).is_ok_and(|text| text.contains("1-2-3")));
    drop(desk);
    let desk = Desk::with_journals_and_settings(&place.journals(), &settings);
    assert!(desk.harness.query_by_label_contains("cannot be read").is_none());
    assert_eq!(place.left(1), 1, "the journal is kept");
}

#[test]
fn settings_with_a_typing_error_are_told_with_their_place_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (settings, keymap) = (folder.path().join("settings.ron"), folder.path().join("keymap.ron"));
    std::fs::write(&settings, "(\n    theme: Dark,\n    sans: perhaps,\n)").unwrap();
    std::fs::write(&keymap, "{\n    \"action-fly\": \"F2\",\n}").unwrap();
    let mut desk = Desk::with_settings(Language::English, &settings);
    desk.harness.get_by_label_contains("settings.ron:3:");
    desk.harness.get_by_label_contains("keymap.ron:2:5");
    desk.perform(Action::Sans);
    desk.perform(Action::OpenSample);
    desk.harness.get_by_label_contains("settings.ron:3:");
    click(&mut desk, "Dismiss");
    assert!(desk.harness.query_by_label_contains("settings.ron:3:").is_none());
    drop(desk);
    assert_eq!(std::fs::read_to_string(&settings).unwrap(), "(\n    theme: Dark,\n    sans: perhaps,\n)");
}

#[test]
fn what_failed_is_seen_until_it_is_dismissed_or_something_succeeds() {
    let mut desk = Desk::with_sample();
    let gone = "/no/such/page.txt";
    let seen = |desk: &Desk| desk.harness.query_all_by_label_contains(gone).count();
    desk.perform(ShellCommand::Open(vec![gone.into()]));
    desk.harness.get_by_label("Dismiss");
    desk.type_text("字");
    assert_eq!(seen(&desk), 1, "typing does not take it away");
    click(&mut desk, "Dismiss");
    assert_eq!(seen(&desk), 0);
    desk.key(Modifiers::COMMAND, Key::Z);
    desk.perform(ShellCommand::Open(vec![gone.into()]));
    let folder = tempfile::tempdir().unwrap();
    desk.perform(EditionCommand::SaveTo(folder.path().join("e.ron")));
    assert_eq!(seen(&desk), 0);
    desk.harness.get_by_label("Saved e.ron");
}
