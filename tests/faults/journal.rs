//! The journal gives back every state, however the file ends.

use proptest::prelude::*;
use stet::edit::{Edit, Field, History};
use stet::edition::Edition;
use stet::store::journal::{About, Journal, JournalStep, MAX_STEPS, read, recover, replay};
use stet::store::{compare, save};

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
