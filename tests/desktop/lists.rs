//! The lists of a collection on the desk: a word that is right in all its editions, what another desk adds, scannos one after the other.

use eframe::egui::{Key, Modifiers, accesskit::Role as NodeRole};
use egui_kittest::kittest::Queryable;
use stet::check::QueryKind;
use stet::desktop::command::{Action, Command, EditionCommand, ShellCommand};
use stet::desktop::open::queue::Queue;
use stet::edition::{Place, TextOffset};
use stet::locale::Language;

use super::COMMAND;
use super::desk::Desk;

const PAGE: &str = "The mayor of Wexfrod opened tbe bridge arid tbe road in the autnmn of last year before many people of the town.\n";

/// A collection with a page, which is open.
fn collection(settings: &str) -> (tempfile::TempDir, Desk) {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("paper-1939-03-01-1.txt");
    std::fs::write(&page, PAGE).expect("written");
    std::fs::write(folder.path().join(settings), "Collection()").expect("written");
    let mut desk = Desk::new(Language::English);
    desk.perform(ShellCommand::Open(vec![page]));
    desk.settle();
    (folder, desk)
}

fn shows(desk: &Desk, text: &str) -> bool {
    desk.harness.query_all_by_label_contains(text).next().is_some()
}

/// Selects a text where it stands first.
fn select(desk: &mut Desk, text: &str) {
    let edition = desk.edition();
    let found = edition.blocks().find_map(|(_, block)| block.text().find(text).map(|at| (block.id(), block.text()[..at].chars().count())));
    let (block, at) = found.expect("it stands there");
    let place = |at: usize| Place { block, at: TextOffset::new(at) };
    desk.perform(EditionCommand::Select(stet::edit::Selection { anchor: place(at), head: place(at + text.chars().count()) }));
}

#[test]
fn a_word_is_said_right_for_the_whole_collection_and_other_desks_are_heard() {
    let (folder, mut desk) = collection("collection.ron");
    let before = desk.queries();
    select(&mut desk, "autnmn");
    desk.key(COMMAND | Modifiers::ALT, Key::W);
    desk.settle();
    let list = folder.path().join("good-words.csv");
    assert_eq!(std::fs::read_to_string(&list).expect("a list"), "word\nautnmn\n");
    assert!(shows(&desk, "right in the whole collection"));
    let after = desk.queries();
    assert!(after < before, "{after} of {before} are left");
    // Another desk writes; the next edit has the edition checked by what stands there then.
    std::fs::write(folder.path().join("substitutions.csv"), "pattern,kind,replacement\ntbe,word,the\n[,regex,\n").expect("written");
    desk.perform(EditionCommand::Paste("Then ".to_owned()));
    desk.settle();
    assert!(shows(&desk, "substitutions.csv:3:"), "what cannot be read is told");
    desk.perform(Command::Do(Action::ReviewSubstitutions));
    desk.settle();
    assert_eq!((desk.queries(), desk.selected_text().as_str()), (2, "tbe"));
    desk.key(Modifiers::NONE, Key::Enter);
    desk.settle();
    desk.key(Modifiers::NONE, Key::Enter);
    desk.settle();
    let text: String = desk.edition().blocks().map(|(_, block)| block.text().to_owned()).collect();
    assert!(!text.contains("tbe") && text.contains("opened the bridge arid the road"), "{text}");
    desk.perform(Command::Do(Action::ReviewSubstitutions));
    desk.settle();
    assert!(desk.queries() > 0, "all queries are shown again");
}

#[test]
fn a_key_for_a_query_that_was_settled_meanwhile_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("paper-1939-03-01-1.txt");
    std::fs::write(&page, "　　沈州昨天到县里开会，沈州谈春耕生产，会后沈州回到渡口，到会的有三十人。\n").expect("written");
    std::fs::write(folder.path().join("names.csv"), "name,variant,kind\n沈舟,沈州,person\n").expect("written");
    let mut desk = Desk::new(Language::English);
    desk.perform(ShellCommand::Open(vec![page]));
    desk.settle();
    desk.perform(EditionCommand::SetQueue(Queue::default().kept_to(QueryKind::Name)));
    desk.perform(EditionCommand::GoToQuery(0));
    assert_eq!((desk.queries(), desk.selected_text().as_str()), (3, "沈州"));
    let text = |desk: &Desk| desk.edition().blocks().map(|(_, block)| block.text().to_owned()).collect::<String>();
    let before = text(&desk);
    // What is let stand twice is not asked about again, while the third is being answered.
    for _ in 0..2 {
        desk.key(Modifiers::NONE, Key::Delete);
        desk.settle();
    }
    assert_eq!(desk.queries(), 0);
    desk.key(Modifiers::NONE, Key::Enter);
    desk.settle();
    assert_eq!(text(&desk), before);
}

#[test]
fn an_edition_of_no_collection_has_no_list() {
    let (folder, mut desk) = collection("other.ron");
    select(&mut desk, "autnmn");
    desk.key(COMMAND | Modifiers::ALT, Key::W);
    desk.settle();
    assert!(shows(&desk, "belongs to no collection") && !folder.path().join("good-words.csv").exists());
    desk.perform(Command::Do(Action::ReviewSubstitutions));
    desk.settle();
    assert!(shows(&desk, "Nothing that the collection lists"));
}

#[test]
fn scannos_are_taken_over_and_corrections_learnt_from_the_list_of_issues() {
    let (folder, mut desk) = collection("collection.ron");
    let scannos = folder.path().join("rules.json");
    std::fs::write(
        &scannos,
        r#"{"wholeword": true, "scannos": [{"match": "tbe", "replacement": "the"}, {"match": "a(?=b)", "replacement": "b"}]}"#,
    )
    .expect("written");
    select(&mut desk, "Wexfrod");
    desk.perform(EditionCommand::Paste("Wexford".to_owned()));
    desk.perform(EditionCommand::SaveTo(folder.path().join("paper-1939-03-01.ron")));
    desk.settle();
    desk.perform(ShellCommand::ListCollection(folder.path().to_owned()));
    desk.settle();
    desk.harness.get_by_label("Learn corrections").click();
    desk.settle();
    assert!(shows(&desk, "corrections of 1 editions"));
    let learnt = std::fs::read_to_string(folder.path().join("corrections.csv")).expect("a list");
    assert!(learnt.contains("Wexfrod,Wexford,1,yes"), "{learnt}");
    desk.perform(ShellCommand::ImportScannos(scannos));
    desk.settle();
    assert!(shows(&desk, "1 new") && shows(&desk, "rule 2"));
    desk.perform(Command::Do(Action::ReviewSubstitutions));
    desk.settle();
    assert_eq!(desk.selected_text(), "tbe");
    desk.perform(Command::Do(Action::SilenceListed));
    desk.settle();
    assert_eq!(desk.queries(), 0, "no desk asks it any more");
    let list = std::fs::read_to_string(folder.path().join("substitutions.csv")).expect("a list");
    assert!(list.ends_with("tbe,word,the,,,no\n"), "{list}");
    desk.perform(Command::Do(Action::SilenceListed));
    desk.settle();
    assert!(shows(&desk, "Go to a query of the collection"));
}

#[test]
fn names_and_misreadings_are_added_to_the_lists_by_keyboard() {
    let (folder, mut desk) = collection("collection.ron");
    let list = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap_or_default();
    select(&mut desk, "Wexfrod");
    desk.key(COMMAND | Modifiers::ALT, Key::J);
    desk.type_text("Wexford");
    desk.harness.get_by_role_and_label(NodeRole::CheckBox, "Places").click();
    desk.settle();
    desk.key(Modifiers::NONE, Key::Enter);
    desk.settle();
    assert_eq!(list("names.csv"), "name,variant,kind\nWexford,Wexfrod,place\n");
    assert!(shows(&desk, "is a name of the collection"));
    desk.perform(EditionCommand::SetQueue(Queue::default().kept_to(QueryKind::Name)));
    assert_eq!(desk.queries(), 1, "the other form is asked about at once");
    desk.perform(EditionCommand::SetQueue(Queue::default()));
    select(&mut desk, "arid tbe");
    desk.key(COMMAND | Modifiers::ALT, Key::H);
    desk.type_text("and the");
    desk.field("Why it is asked about", "two scannos, often together");
    desk.key(Modifiers::NONE, Key::Enter);
    desk.settle();
    let written = "pattern,kind,replacement,hint,example,on\narid tbe,word,and the,\"two scannos, often together\",,yes\n";
    assert_eq!(list("substitutions.csv"), written);
    desk.perform(Command::Do(Action::ReviewSubstitutions));
    assert_eq!((desk.queries(), desk.selected_text().as_str()), (1, "arid tbe"));
    // It is there already, and stays as it is.
    desk.key(COMMAND | Modifiers::ALT, Key::H);
    desk.type_text("and the");
    desk.key(Modifiers::NONE, Key::Enter);
    desk.settle();
    assert!(shows(&desk, "in the collection's list already") && list("substitutions.csv") == written);
}

#[test]
fn what_cannot_be_listed_is_told_in_the_dialog_and_an_edition_of_no_collection_has_none() {
    let (folder, mut desk) = collection("collection.ron");
    select(&mut desk, "tbe");
    desk.perform(Command::Do(Action::SubstitutionOfCollection));
    desk.harness.get_by_label("Regular expression").click();
    desk.field("What is misread", "[");
    desk.key(Modifiers::NONE, Key::Enter);
    assert!(shows(&desk, "What is often misread") && shows(&desk, "unclosed"), "it is told, and can be mended");
    desk.key(Modifiers::NONE, Key::Escape);
    assert!(!folder.path().join("substitutions.csv").exists());
    let (folder, mut desk) = collection("other.ron");
    select(&mut desk, "Wexfrod");
    desk.perform(Command::Do(Action::NameOfCollection));
    desk.type_text("Wexford");
    desk.key(Modifiers::NONE, Key::Enter);
    desk.settle();
    assert!(shows(&desk, "belongs to no collection") && !folder.path().join("names.csv").exists());
}
