//! kill -9 at random moments. A desk without a window works on an edition in a process of its own: it types, joins, splits, undoes,
//! saves, and says after each step when it was made and what the edition is then. It is killed, and what is left is looked at: every
//! file is whole, and what is recovered is one of the states it said, no older than a second before its death.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use eframe::egui;
use sha2::{Digest, Sha256};
use stet::desktop::Desk;
use stet::desktop::command::{Action, Command as Do, EditionCommand, ShellCommand};
use stet::desktop::settings::Settings;
use stet::edit::{Edit, Field, Fragment};
use stet::edition::{Edition, Place, Role, TextOffset};
use stet::store::disk::SystemDisk;
use stet::store::journal::{recover, replay};
use stet::store::lock::{Hold, take};
use stet::store::{backup, load, save, to_ron};

use super::sample;

/// Other readings of the page.
const READINGS: [&str; 2] = ["other-1.txt", "other-2.txt"];

/// What may be lost at most.
const SECOND: Duration = Duration::from_secs(1);

fn name_of(edition: &Edition) -> String {
    short(to_ron(edition).expect("it can be written"))
}

fn draft_of(edition: &Edition) -> String {
    short(format!("{:?} {:?}", edition.masthead(), edition.articles()))
}

fn short(text: String) -> String {
    Sha256::digest(text).iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}

/// What the session said of an edition.
struct State {
    /// Since 1970.
    made: Duration,
    /// Of all of it.
    name: String,
    /// Of all but its readings.
    draft: String,
}

impl State {
    /// What is said of an edition now.
    fn of(edition: &Edition) -> State {
        let made = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("now");
        State { made, name: name_of(edition), draft: draft_of(edition) }
    }

    /// What a line says; nothing for other lines and one that is cut off.
    fn said(line: &str) -> Option<State> {
        let [made, name, draft] = line.strip_prefix("state ")?.strip_suffix('\n')?.split(' ').collect::<Vec<_>>().try_into().ok()?;
        let made = Duration::from_millis(made.parse().expect("a time"));
        Some(State { made, name: name.to_owned(), draft: draft.to_owned() })
    }
}

/// Numbers that look random and are the same for the same seed (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// In the child process: the session that is killed.
#[test]
#[ignore = "run by the other tests, in a process that is killed"]
fn child_that_works() {
    let folder = std::env::var_os("STET_TEST_SESSION").expect("the other test says where");
    let seed = std::env::var("STET_TEST_SEED").ok().and_then(|seed| seed.parse().ok()).expect("and with which seed");
    let (folder, mut dice) = (Path::new(&folder), Dice(seed));
    let ctx = egui::Context::default();
    let mut desk = open(&ctx, folder);
    let out = std::io::stdout();
    loop {
        let edition = desk.document().expect("it is open").edition().clone();
        let caret = desk.document().and_then(|document| document.selection()).map(|selection| selection.head);
        let step = step(&edition, caret, folder, &mut dice);
        if matches!(step, Do::Edition(EditionCommand::AddWitness(_))) {
            // A frame takes up all readings that have come, of which each makes a state that must be said: one is asked for at a time.
            frames(&ctx, &mut desk, |desk| say_state(&out, desk));
        }
        desk.perform(&ctx, step);
        say_state(&out, &desk);
        // A frame takes up what the save in the background came to, and the other reading that was asked for.
        if dice.below(8) == 0 {
            frame(&ctx, &mut desk);
            say_state(&out, &desk);
        }
        std::thread::sleep(Duration::from_millis(dice.below(6) as u64));
    }
}

/// A desk with the edition open.
fn open(ctx: &egui::Context, folder: &Path) -> Desk {
    let mut desk = Desk::new(ctx, Settings::default(), None).with_journals(folder.join("journals"));
    frames(ctx, &mut desk, |_| ());
    desk.perform(ctx, ShellCommand::Open(vec![folder.join("e.ron")]));
    frames(ctx, &mut desk, |_| ());
    desk
}

fn say_state(out: &std::io::Stdout, desk: &Desk) {
    let State { made, name, draft } = State::of(desk.document().expect("it is open").edition());
    writeln!(out.lock(), "state {} {name} {draft}", made.as_millis()).expect("somebody listens");
}

fn frame(ctx: &egui::Context, desk: &mut Desk) {
    let input = egui::RawInput {
        screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1200.0, 800.0))),
        ..egui::RawInput::default()
    };
    ctx.run_ui(input, |ui| desk.frame(ui)).drop_without_applying_deltas();
}

fn frames(ctx: &egui::Context, desk: &mut Desk, after_each: impl Fn(&Desk)) {
    loop {
        frame(ctx, desk);
        after_each(desk);
        if !desk.is_busy() {
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// What an editor might do next. Half of what is typed goes on where the caret is, so that words come together.
fn step(edition: &Edition, caret: Option<Place>, folder: &Path, dice: &mut Dice) -> Do {
    let blocks: Vec<_> = edition.articles().iter().flat_map(|article| article.blocks()).collect();
    let block = blocks[dice.below(blocks.len())];
    let at = |at: usize| Place { block: block.id(), at: TextOffset::new(at) };
    let place = dice.below(block.len().chars() + 1);
    match dice.below(26) {
        0..10 => {
            let place = caret.filter(|caret| edition.block(caret.block).is_some() && dice.below(2) == 0).unwrap_or(at(place));
            EditionCommand::Splice(place, place, Fragment::plain(["字", "报", "，", "2022"][dice.below(4)])).into()
        }
        10..13 => EditionCommand::Splice(at(place), at((place + dice.below(3)).min(block.len().chars())), Fragment::plain("")).into(),
        13 => EditionCommand::Apply(Edit::split(at(place), at(place), Role::Paragraph)).into(),
        14 => {
            EditionCommand::Apply(Edit::SetField { field: Field::PaperTitle, value: Some(format!("河畔日报 {}", dice.below(100))) }).into()
        }
        15 => EditionCommand::Apply(Edit::SetRole { block: block.id(), role: Role::ALL[dice.below(Role::ALL.len())] }).into(),
        16 => EditionCommand::Select(stet::edit::Selection::caret(at(place))).into(),
        17..20 => Do::Do(Action::Undo),
        20 => Do::Do(Action::Redo),
        21 => Do::Do(Action::JoinNext),
        22 => Do::Do(Action::SetAside),
        23..25 => EditionCommand::AddWitness(folder.join(READINGS[dice.below(READINGS.len())])).into(),
        _ => Do::Do(Action::Save),
    }
}

/// What came of the kills.
#[derive(Debug, Default)]
struct Tally {
    kills: usize,
    with_journal: usize,
    in_file_alone: usize,
    states: usize,
    lost: usize,
    most_lost: usize,
    oldest: Duration,
}

/// Saves an edition to work on, with other readings of its page beside it.
fn begin(folder: &Path) -> Edition {
    let first = sample();
    save(&folder.join("e.ron"), &first).expect("it is saved");
    for (name, (from, to)) in READINGS.into_iter().zip([("，", "。"), ("人", "入")]) {
        std::fs::write(folder.join(name), first.pages()[0].text().replace(from, to)).expect("written");
    }
    first
}

/// Works for a random while, is killed, and looks at what is left.
fn kill_once(seed: u64, tally: &mut Tally) {
    let mut dice = Dice(seed);
    dice.below(2);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("e.ron");
    let first = begin(folder.path());
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--ignored", "--exact", "--nocapture", "kill::child_that_works"])
        .env("STET_TEST_SESSION", folder.path())
        .env("STET_TEST_SEED", seed.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the session starts");
    let mut out = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut line = String::new();
    while !line.starts_with("state ") {
        line.clear();
        assert!(out.read_line(&mut line).expect("the session speaks") > 0, "the session ended by itself");
    }
    std::thread::sleep(Duration::from_millis(20 + dice.below(900) as u64));
    // std kills by SIGKILL.
    child.kill().expect("it is killed");
    let killed = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("now");
    child.wait().expect("it is dead");
    let mut states = vec![State { made: Duration::ZERO, name: name_of(&first), draft: draft_of(&first) }];
    loop {
        states.extend(State::said(&line));
        line.clear();
        if out.read_line(&mut line).unwrap_or(0) == 0 {
            break;
        }
    }

    let file = load(&path).unwrap_or_else(|error| panic!("seed {seed}: the edition is broken: {error}"));
    for backup in backup::backups(&SystemDisk, &path) {
        load(&backup.path).unwrap_or_else(|error| panic!("seed {seed}: a backup is broken: {error}"));
    }
    assert!(matches!(take(&path), Hold::Mine(_)), "seed {seed}: the dead process still holds the edition");
    let work = recover(&folder.path().join("journals")).work;
    assert!(work.len() <= 1, "seed {seed}: one session leaves one journal");
    let found = work.first().map_or(&file, |work| &work.replay.edition);
    let name = name_of(found);
    let newest_certain = states.iter().rposition(|state| state.made + SECOND <= killed).unwrap_or(0);
    let last = states.last().expect("there is the first");
    let at = states.iter().rposition(|state| state.name == name).unwrap_or_else(|| {
        // A state may be reached and in the journal, and the process killed before it says so: the one before it was said last.
        let journals = folder.path().join("journals");
        assert!(state_before(&journals, found, last), "seed {seed}: what was recovered was never there: {}", left(&journals, last));
        states.len() - 1
    });
    assert!(at >= newest_certain, "seed {seed}: more than the last second is lost: state {at} of {}", states.len());
    tally.count(&states, at, killed, !work.is_empty());
}

/// Whether the state that was said last is the one before what was recovered: the journal without its last step gives it, or a save
/// was taken up in the frame that took up a reading, and the journal begins anew with both. Beside that journal may lie the one it
/// follows, or half of the one that was to follow it.
fn state_before(journals: &Path, found: &Edition, last: &State) -> bool {
    let gives =
        |lines: &[&[u8]], name: &str| replay(journals, lines.concat().as_slice()).is_ok_and(|replay| name_of(&replay.edition) == name);
    std::fs::read_dir(journals).expect("journals").flatten().any(|entry| {
        let bytes = std::fs::read(entry.path()).expect("it can be read");
        let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').filter(|line| line.ends_with(b"\n")).collect();
        let is_before = match lines.split_last() {
            None => false,
            Some((_, [])) => draft_of(found) == last.draft,
            Some((_, shorter)) => gives(shorter, &last.name),
        };
        is_before && gives(&lines, &name_of(found))
    })
}

/// The journals that are left, for a message: how many steps each has, and which state each of the last gives.
fn left(journals: &Path, last: &State) -> String {
    let mut told = format!("said last {}", last.name);
    for entry in std::fs::read_dir(journals).expect("journals").flatten() {
        let bytes = std::fs::read(entry.path()).expect("it can be read");
        let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
        told += &format!("; {} of {} lines:", entry.file_name().display(), lines.len());
        for end in lines.len().saturating_sub(5).max(1)..=lines.len() {
            let state = replay(journals, lines[..end].concat().as_slice()).map(|replay| name_of(&replay.edition));
            told += &format!(" {end} {}", state.unwrap_or_else(|error| error.to_string()));
        }
    }
    told
}

impl Tally {
    fn count(&mut self, states: &[State], at: usize, killed: Duration, has_journal: bool) {
        let lost = states.len() - 1 - at;
        self.kills += 1;
        self.with_journal += usize::from(has_journal);
        self.in_file_alone += usize::from(!has_journal);
        self.states += states.len();
        self.lost += lost;
        self.most_lost = self.most_lost.max(lost);
        if let Some(next) = states.get(at + 1) {
            self.oldest = self.oldest.max(killed.saturating_sub(next.made));
        }
    }
}

/// Without a death: after each step the journal on the disk, or the file where there is no journal, is the edition.
fn walk(seed: u64, steps: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    begin(folder.path());
    let (journals, path) = (folder.path().join("journals"), folder.path().join("e.ron"));
    let mut dice = Dice(seed);
    let ctx = egui::Context::default();
    let mut desk = open(&ctx, folder.path());
    for number in 0..steps {
        let document = desk.document().expect("it is open");
        let caret = document.selection().map(|selection| selection.head);
        let step = step(&document.edition().clone(), caret, folder.path(), &mut dice);
        let told = format!("{step:?}");
        desk.perform(&ctx, step);
        if dice.below(3) == 0 {
            frame(&ctx, &mut desk);
        }
        let edition = desk.document().expect("it is open").edition();
        let since = Instant::now();
        while !is_kept(&journals, &path, edition) {
            let waited = since.elapsed() < Duration::from_secs(10);
            assert!(waited, "seed {seed}, step {number}, {told}: the journal is not the edition: {}", left(&journals, &State::of(edition)));
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

/// Whether an edition is what a crash now would give back.
fn is_kept(journals: &Path, path: &Path, edition: &Edition) -> bool {
    let mut found: Vec<_> =
        std::fs::read_dir(journals).map(|entries| entries.flatten().map(|entry| entry.path()).collect()).unwrap_or_default();
    found.retain(|path| stet::store::journal::is_journal(path));
    match found.as_slice() {
        [] => load(path).is_ok_and(|saved| saved == *edition),
        [journal] => stet::store::journal::read(journal).is_ok_and(|replay| replay.edition == *edition),
        // The older one is about to go.
        _ => false,
    }
}

#[test]
fn what_is_in_the_journal_is_the_edition_after_each_step() {
    for seed in 1..=2 {
        walk(seed, 150);
    }
}

#[test]
#[ignore = "takes minutes: as many walks as STET_WALKS says"]
fn what_is_in_the_journal_is_the_edition_after_each_step_of_many() {
    let walks = std::env::var("STET_WALKS").ok().and_then(|number| number.parse().ok()).unwrap_or(100);
    (101..101 + walks).for_each(|seed| walk(seed, 150));
}

fn kill(times: usize, seed: u64) {
    let (since, mut tally) = (Instant::now(), Tally::default());
    for number in 0..times {
        kill_once(seed + 7919 * number as u64, &mut tally);
    }
    println!("{tally:?} in {} s", since.elapsed().as_secs());
    assert!(tally.with_journal > 0, "some deaths leave unsaved work");
}

#[test]
fn kill_9_at_random_moments_costs_at_most_the_last_second() {
    kill(8, 1);
}

#[test]
#[ignore = "takes a quarter of an hour: 500 deaths, or as many as STET_KILLS says"]
fn kill_9_at_500_random_moments_costs_at_most_the_last_second() {
    kill(std::env::var("STET_KILLS").ok().and_then(|number| number.parse().ok()).unwrap_or(500), 1_000_003);
}
