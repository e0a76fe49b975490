//! The journal gives back every state, however the file ends.

use std::sync::Arc;

use proptest::prelude::*;
use stet::edit::{Edit, Field, Fragment, History};
use stet::edition::{Edition, Place, TextOffset};
use stet::page::{PageIndex, Witness, WitnessCharacter, WitnessLine};
use stet::store::disk::SystemDisk;
use stet::store::journal::{About, Journal, JournalError, JournalStep, MAX_STEPS, read, recover, recover_all, replay};
use stet::store::{Saving, backup, compare, load_with_fingerprint, save, save_with};

use super::generate::{self, Step, page_texts};
use super::{names, sample};

/// A session: random edits, undos and redos, with the state after each.
struct Session {
    history: History,
    states: Vec<Edition>,
}

impl Session {
    fn begin(edition: Edition) -> Session {
        Session { history: History::default(), states: vec![edition] }
    }

    fn now(&self) -> &Edition {
        self.states.last().expect("there is a first state")
    }

    /// Makes a random step, if it can be made; notes it.
    fn step(&mut self, step: &Step, what: u8, journal: &Journal) {
        let mut edition = self.now().clone();
        let noted = match what {
            0..=1 => self.history.undo(&mut edition).expect("undo applies").map(|step| JournalStep::Undone(step.edit().clone())),
            2 => self.history.redo(&mut edition).expect("redo applies").map(|step| JournalStep::Redone(step.edit().clone())),
            _ => step.edit(&edition).and_then(|edit| {
                self.history.perform(&mut edition, &edit, None, |_| None).ok()?;
                Some(JournalStep::Done(edit, self.history.went_on()))
            }),
        };
        if let Some(noted) = noted {
            journal.note(noted, &edition);
            self.states.push(edition);
        }
    }
}

fn moves() -> impl Strategy<Value = Vec<(Step, u8)>> {
    prop::collection::vec((generate::step(), 0u8..10), 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    /// What was noted comes back, with its undo; cut off anywhere, all whole lines before the cut come back.
    #[test]
    fn a_journal_gives_back_every_state((texts, moves, cut) in (page_texts(), moves(), any::<u32>())) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut session = Session::begin(generate::edition(&texts));
        let journal = Journal::begin(folder.path(), About::default(), session.now().clone(), None).expect("a thread");
        for (step, what) in &moves {
            session.step(step, *what, &journal);
        }
        drop(journal);
        let files = names(folder.path());
        if session.states.len() == 1 {
            prop_assert!(files.is_empty());
            return Ok(());
        }
        let bytes = std::fs::read(folder.path().join(&files[0])).expect("the journal is there");
        let whole = replay(folder.path(), bytes.as_slice()).expect("it is a journal");
        prop_assert_eq!(&whole.edition, session.now());
        prop_assert!(!whole.is_torn);
        prop_assert_eq!(whole.steps, session.states.len() - 1);
        let (mut edition, mut history) = (whole.edition, whole.history);
        while history.undo(&mut edition).expect("undo applies").is_some() {}
        let mut original = session.now().clone();
        while session.history.undo(&mut original).expect("undo applies").is_some() {}
        prop_assert_eq!(&edition, &original, "undo goes on after a crash");

        let head = bytes.iter().position(|byte| *byte == b'\n').expect("a first line") + 1;
        let cut = head + cut as usize % (bytes.len() - head + 1);
        let lines = bytes[head..cut].iter().filter(|byte| **byte == b'\n').count();
        let part = replay(folder.path(), &bytes[..cut]).expect("it is a journal");
        prop_assert_eq!(part.steps, lines);
        prop_assert_eq!(&part.edition, &session.states[lines]);
        prop_assert_eq!(part.is_torn, bytes[cut - 1] != b'\n');
    }

    /// Saves that are done while the work goes on begin the journal anew wherever it is.
    #[test]
    fn saves_among_the_steps_change_nothing((texts, moves) in (page_texts(), moves())) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut session = Session::begin(generate::edition(&texts));
        let journal = Journal::begin(folder.path(), About::default(), session.now().clone(), None).expect("a thread");
        for (step, what) in &moves {
            session.step(step, *what, &journal);
            if what % 3 == 1 {
                journal.saved(About::default(), session.now(), false);
            }
            journal.wait();
            if let Some(file) = names(folder.path()).first() {
                let replay = read(&folder.path().join(file)).expect("it is a journal");
                prop_assert_eq!(&replay.edition, session.now());
            }
        }
    }

    /// Work that goes on past a save, with undo back to before it, comes back too.
    #[test]
    fn a_journal_begun_by_a_save_gives_back_what_followed((texts, before, after) in (page_texts(), moves(), moves())) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut session = Session::begin(generate::edition(&texts));
        let journal = Journal::begin(folder.path(), About::default(), session.now().clone(), None).expect("a thread");
        for (step, what) in &before {
            session.step(step, *what, &journal);
        }
        journal.saved(About::default(), session.now(), true);
        let saved = session.states.len();
        for (step, what) in &after {
            // More is taken back than was done since.
            session.step(step, what % 5, &journal);
        }
        drop(journal);
        let files = names(folder.path());
        prop_assert_eq!(files.is_empty(), session.states.len() == saved);
        if let Some(file) = files.first() {
            let replay = read(&folder.path().join(file)).expect("it is a journal");
            prop_assert_eq!(&replay.edition, session.now());
        }
    }
}

/// A save that is done while a word is typed begins the journal anew in the midst of it; undo takes back the whole word all the same.
#[test]
fn a_word_typed_across_a_save_is_taken_back_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut edition = generate::edition(&["甲乙丙".to_owned()]);
    let first = edition.clone();
    let block = edition.articles()[0].blocks()[0].id();
    let mut history = History::default();
    let journal = Journal::begin(folder.path(), About::default(), edition.clone(), None).unwrap();
    let file = |journal: &Journal| {
        journal.wait();
        read(&folder.path().join(&names(folder.path())[0])).unwrap()
    };
    for (at, letter) in ["s", "t", "e", "t"].into_iter().enumerate() {
        let place = Place { block, at: TextOffset::new(at) };
        let edit = Edit::Splice { from: place, to: place, insert: Fragment::plain(letter) };
        history.perform(&mut edition, &edit, None, |_| None).unwrap();
        journal.note(JournalStep::Done(edit, history.went_on()), &edition);
        if at == 1 {
            journal.saved(About::default(), &edition, false);
        }
    }
    let undone = history.undo(&mut edition).unwrap().expect("a word");
    assert_eq!(edition.articles(), first.articles(), "a word is a step");
    journal.note(JournalStep::Undone(undone.edit().clone()), &edition);
    assert_eq!(file(&journal).edition, edition);
    let redone = history.redo(&mut edition).unwrap().expect("the word");
    journal.note(JournalStep::Redone(redone.edit().clone()), &edition);
    assert_eq!(file(&journal).edition, edition);
    let undone = history.undo(&mut edition).unwrap().expect("the word again");
    journal.note(JournalStep::Undone(undone.edit().clone()), &edition);
    assert_eq!(file(&journal).edition, edition);
}

fn note_field(edition: &mut Edition, journal: &Journal, text: &str) {
    let edit = Edit::SetField { field: Field::Note(edition.articles()[0].id()), value: Some(text.to_owned()) };
    stet::edit::apply(edition, &edit).expect("a note can be made");
    journal.note(JournalStep::Done(edit, false), edition);
}

#[test]
fn a_damaged_line_costs_nothing_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut edition = sample();
    let journal = Journal::begin(folder.path(), About::default(), edition.clone(), None).unwrap();
    for text in ["a", "b", "c"] {
        note_field(&mut edition, &journal, text);
    }
    drop(journal);
    let path = folder.path().join(&names(folder.path())[0]);
    let mut bytes = std::fs::read(&path).unwrap();
    let at = bytes.len() - 3;
    bytes[at] ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    let replay = read(&path).unwrap();
    assert!(replay.is_torn && replay.steps == 2);
    assert_eq!(replay.edition.articles()[0].note(), Some("b"));
}

/// Another reading of the sample's page.
fn reading(text: &str) -> Arc<Witness> {
    let line = |text: &str| WitnessLine { characters: text.chars().map(WitnessCharacter::from).collect(), ..WitnessLine::default() };
    Arc::new(Witness { engine: "other OCR".into(), lines: text.lines().map(line).collect(), ..Witness::default() })
}

/// A witness is no edit, and yet work that was in no file: it comes back among the edits, in its order, and a torn one costs only itself.
#[test]
fn a_witness_that_is_in_no_file_comes_back() {
    let (folder, files) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let path = files.path().join("e.ron");
    let mut edition = sample();
    save(&path, &edition).unwrap();
    let about = About { name: "e.ron".into(), path: Some(path.clone()), ..About::default() };
    let journal = Journal::begin(folder.path(), about, edition.clone(), None).unwrap();
    let page = PageIndex(0);
    let witness = |edition: &mut Edition, text: &str| {
        edition.take_witness(page, reading(text));
        journal.note(JournalStep::witness(page, &reading(text)), edition);
    };
    witness(&mut edition, "第一行\n第二行");
    note_field(&mut edition, &journal, "new");
    let before = edition.clone();
    witness(&mut edition, "第一行\n第二行\n第三行");
    drop(journal);
    let work = recover(folder.path()).work;
    assert_eq!((work[0].edits(), &work[0].replay.edition), (3, &edition));
    drop(work);
    let file = folder.path().join(&names(folder.path())[0]);
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, &bytes[..bytes.len() - 9]).unwrap();
    let torn = read(&file).unwrap();
    assert!(torn.is_torn && torn.edition == before);
    // Work that is a witness alone is work, until it is in the file.
    std::fs::write(&file, &bytes).unwrap();
    save(&path, &edition).unwrap();
    assert!(recover(folder.path()).work.is_empty());
}

#[test]
fn a_long_session_has_a_short_journal() {
    let folder = tempfile::tempdir().unwrap();
    let mut edition = generate::edition(&["甲乙丙".to_owned()]);
    let journal = Journal::begin(folder.path(), About::default(), edition.clone(), None).unwrap();
    for number in 0..MAX_STEPS + 10 {
        note_field(&mut edition, &journal, &number.to_string());
    }
    journal.wait();
    assert_eq!(names(folder.path()).len(), 1, "the old file went with the fresh snapshot");
    drop(journal);
    let work = recover(folder.path()).work;
    assert_eq!(work[0].replay.edition, edition);
    assert_eq!((work[0].edits(), work[0].replay.steps), (MAX_STEPS + 10, 10));
}

#[test]
fn what_a_crash_left_is_offered_until_it_is_taken_or_let_go() {
    let (folder, files) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let path = files.path().join("e.ron");
    let mut edition = sample();
    save(&path, &edition).unwrap();
    let about = About { name: "e.ron".into(), path: Some(path.clone()), ..About::default() };
    let journal = Journal::begin(folder.path(), about.clone(), edition.clone(), None).unwrap();
    note_field(&mut edition, &journal, "new");
    journal.wait();
    assert!(recover(folder.path()).work.is_empty(), "the program is still running");
    // Dropped, it leaves the file, as a crash does.
    drop(journal);
    let work = recover(folder.path()).work;
    assert_eq!(work.len(), 1);
    assert_eq!((work[0].about(), work[0].edits()), (&about, 1));
    assert_eq!(work[0].touched, [compare::title(&edition.articles()[0])]);
    assert!(recover(folder.path()).work.is_empty(), "it is offered once at a time");
    drop(work);
    assert_eq!(recover(folder.path()).work.len(), 1, "and again, as long as it is there");
    // Saved all the same, it is nothing new.
    save(&path, &edition).unwrap();
    assert!(recover(folder.path()).work.is_empty());
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_clean_end_leaves_no_journal_and_a_save_in_the_midst_keeps_what_followed() {
    let folder = tempfile::tempdir().unwrap();
    let mut edition = sample();
    let journal = Journal::begin(folder.path(), About::default(), edition.clone(), None).unwrap();
    note_field(&mut edition, &journal, "saved");
    note_field(&mut edition, &journal, "typed while it was being saved");
    journal.saved(About::default(), &edition, false);
    journal.wait();
    assert_eq!(names(folder.path()).len(), 1);
    note_field(&mut edition, &journal, "more");
    drop(journal);
    let work = recover(folder.path()).work;
    assert_eq!(work[0].replay.edition, edition);
    let unsaved = (work[0].edits(), work[0].replay.header.began);
    let journal = Journal::begin(folder.path(), About::default(), edition.clone(), Some(unsaved)).unwrap();
    journal.wait();
    assert_eq!(names(folder.path()).len(), 2, "what was taken over has a journal of its own at once");
    work.into_iter().for_each(|work| work.discard().unwrap());
    journal.close();
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_journal_that_was_tampered_with_cannot_unbalance_the_ledger() {
    // Lines with right checksums whose edits break what edits keep.
    let folder = tempfile::tempdir().unwrap();
    let mut edition = sample();
    let blocks = vec![edition.articles()[0].blocks()[0].id()];
    let set_aside = Edit::Move { blocks, to: stet::edit::Destination::Last(stet::edition::Shelf::SetAside) };
    let inverse = stet::edit::apply(&mut edition, &set_aside).unwrap();
    let first = sample();
    let journal = Journal::begin(folder.path(), About::default(), first.clone(), None).unwrap();
    // The inverse belongs to another state: applied to this one, a block stands twice.
    journal.note(JournalStep::Undone(inverse), &first);
    drop(journal);
    let work = recover(folder.path()).work;
    for work in &work {
        assert!(stet::edition::ledger::audit(&work.replay.edition).is_ok());
        assert_eq!(work.replay.edition, first);
    }
}

#[test]
fn a_journal_that_cannot_be_read_is_told_of_and_left_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut edition = sample();
    let journal = Journal::begin(folder.path(), About::default(), edition.clone(), None).unwrap();
    note_field(&mut edition, &journal, "work");
    drop(journal);
    let whole = std::fs::read_to_string(folder.path().join(&names(folder.path())[0])).unwrap();
    let (_, header) = whole.lines().next().unwrap().split_once(' ').unwrap();
    let line = |header: String| {
        let digest = <sha2::Sha256 as sha2::Digest>::digest(header.as_bytes());
        let sum: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        format!("{sum} {header}\n")
    };
    assert!(whole.starts_with(&line(header.to_owned())), "the checksum of a first line is known");
    let newer_edition = format!("version: {}", stet::store::FORMAT_VERSION + 1);
    let files = [
        ("a.journal", whole.replacen("stet", "Stet", 1)),
        ("b.journal", line(header.replacen("\"version\":1", "\"version\":2,\"weather\":\"fair\"", 1))),
        ("c.journal", line(header.replacen(&format!("version: {}", stet::store::FORMAT_VERSION), &newer_edition, 1))),
        ("d.damaged", "put out of the way by an older program".to_owned()),
    ];
    for (name, text) in &files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    for _ in 0..2 {
        let found = recover(folder.path());
        assert_eq!(found.work.len(), 1, "the others go on");
        let newer: Vec<bool> = found.unreadable.iter().map(|journal| matches!(journal.error, JournalError::Newer { .. })).collect();
        assert_eq!(newer, [false, true, true, false]);
        assert!(found.unreadable.iter().zip(&files).all(|(journal, (name, _))| journal.path.ends_with(name) && journal.modified.is_some()));
    }
    for (name, text) in &files {
        assert_eq!(&std::fs::read_to_string(folder.path().join(name)).unwrap(), text);
    }
    recover(folder.path()).unreadable.into_iter().for_each(|journal| journal.discard().unwrap());
    assert_eq!(names(folder.path()).len(), 1, "the work alone is left");
    let elsewhere = tempfile::tempdir().unwrap();
    let all = [elsewhere.path().to_owned(), folder.path().to_owned()];
    assert_eq!(recover_all(&all).work.len(), 1);
}

#[test]
fn snapshots_that_were_never_finished_are_swept_away() {
    let folder = tempfile::tempdir().unwrap();
    for (name, age) in [("old.tmp", 3600), ("new.tmp", 1)] {
        let file = std::fs::File::create(folder.path().join(name)).unwrap();
        file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(age)).unwrap();
    }
    assert!(recover(folder.path()).work.is_empty());
    assert_eq!(names(folder.path()), ["new.tmp"], "one that may be in the making stays");
}

#[test]
fn an_edition_dated_before_1970_has_a_journal_and_backups() {
    let (folder, files) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let path = files.path().join("e.ron");
    let mut edition = sample();
    save(&path, &edition).unwrap();
    let before = std::time::SystemTime::UNIX_EPOCH - std::time::Duration::from_millis(157_766_400_500);
    std::fs::File::options().write(true).open(&path).unwrap().set_modified(before).unwrap();
    let (_, base) = load_with_fingerprint(&path).unwrap();
    let about = About { path: Some(path.clone()), base: Some(base.clone()), ..About::default() };
    let journal = Journal::begin(folder.path(), about.clone(), edition.clone(), None).unwrap();
    note_field(&mut edition, &journal, "new");
    journal.wait();
    assert_eq!(journal.fault(), None);
    drop(journal);
    let work = recover(folder.path()).work;
    assert_eq!((work.len(), work[0].about()), (1, &about));
    assert_eq!(base.differs(&path).ok(), Some(false));
    save_with(&SystemDisk, &path, &edition, &Saving { expected: Some(base), backups: 3, ..Saving::default() }).unwrap();
    let backups = backup::backups(&SystemDisk, &path);
    assert_eq!(backups.iter().map(|backup| backup.saved).collect::<Vec<_>>(), [-157_766_401]);
    assert!(backups[0].path.to_string_lossy().contains("19641231T235959Z"), "{}", backups[0].path.display());
}

#[test]
fn a_journal_that_cannot_be_written_says_so_until_it_can_be_also_past_a_save() {
    let folder = tempfile::tempdir().unwrap();
    let in_the_way = folder.path().join("data");
    std::fs::write(&in_the_way, "a file where the folder should be").unwrap();
    let mut edition = sample();
    let journal = Journal::begin(&in_the_way.join("journals"), About::default(), edition.clone(), None).unwrap();
    journal.wait();
    assert!(!journal.is_failing(), "nothing was to be written");
    for text in ["a", "b"] {
        note_field(&mut edition, &journal, text);
        journal.wait();
        assert!(journal.is_failing() && journal.fault().is_some(), "the next key does not wipe it out");
    }
    journal.saved(About::default(), &edition, true);
    std::thread::sleep(std::time::Duration::from_millis(2500));
    journal.wait();
    assert!(journal.is_failing(), "a save does not make it work");
    std::fs::remove_file(&in_the_way).unwrap();
    for _ in 0..100 {
        if !journal.is_failing() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert_eq!(journal.fault(), None, "it is tried again by itself");
    assert!(names(&in_the_way.join("journals")).is_empty(), "there is nothing to be kept");
    note_field(&mut edition, &journal, "c");
    drop(journal);
    assert_eq!(recover(&in_the_way.join("journals")).work[0].replay.edition, edition);
}

/// A pipe waits for ever when it is opened.
#[cfg(unix)]
#[test]
fn pipes_among_the_journals_are_told_of_and_never_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.journal", "b.tmp"] {
        let path = folder.path().join(name);
        assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    }
    let found = recover(folder.path());
    assert!(found.work.is_empty());
    assert!(found.unreadable.iter().all(|journal| journal.error.to_string().contains("a pipe")), "{:?}", found.unreadable);
    assert_eq!(found.unreadable.len(), 1);
}
