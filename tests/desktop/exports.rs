//! Exporting from the desk: formats, options, the preview, and what is written.

use eframe::egui::accesskit::Toggled;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use stet::desktop::command::{Action, Command, EditionCommand};
use stet::export::{Format, LineImages, Options, Switch, export};
use stet::locale::{Language, Locale};
use stet::style::HouseStyle;

use crate::desk::Desk;

fn command_shift() -> Modifiers {
    Modifiers::COMMAND | Modifiers::SHIFT
}

/// How often the dialog shows a text that holds this.
fn shown(desk: &Desk, part: &str) -> usize {
    desk.harness.query_all_by_label_contains(part).count()
}

fn click(desk: &mut Desk, name: &str) {
    desk.harness.get_by_label(name).click();
    desk.settle();
}

#[test]
fn the_dialog_shows_what_will_be_exported_as_it_is_chosen() {
    let mut desk = Desk::with_sample();
    desk.key(command_shift(), Key::E);
    desk.harness.get_by_label("Preview");
    assert!(shown(&desk, "one file, ") == 1);
    click(&mut desk, "TEI");
    assert!(shown(&desk, "<teiHeader>") > 0, "the preview is of the format that was chosen");
    click(&mut desk, "JSON");
    assert!(shown(&desk, "\"format\": \"stet-edition\"") > 0 && shown(&desk, "<teiHeader>") == 0);
    desk.key(Modifiers::NONE, Key::Escape);
    assert_eq!(shown(&desk, "Preview"), 0);
}

#[test]
fn an_option_changes_the_preview_at_once_and_is_remembered() {
    let mut desk = Desk::with_sample();
    desk.perform(Command::Do(Action::Export));
    click(&mut desk, "Markdown");
    assert_eq!(shown(&desk, "source: ["), 1);
    click(&mut desk, "Front matter");
    assert_eq!(shown(&desk, "source: ["), 0);
    click(&mut desk, "Table");
    click(&mut desk, "Markdown");
    assert_eq!(shown(&desk, "source: ["), 0);
    desk.key(Modifiers::NONE, Key::Escape);
    desk.perform(Command::Do(Action::Export));
    assert_eq!(shown(&desk, "source: ["), 0);
}

#[test]
fn each_format_has_a_preview_and_none_is_wider_than_the_window() {
    for language in Language::ALL {
        let mut desk = Desk::open_sample(language);
        for format in Format::ALL {
            desk.perform(Command::Do(Action::Export));
            desk.perform(EditionCommand::SetExport(*format, Options::standard(*format, HouseStyle::standard())));
            let words = Locale::load(language);
            let making = words.text("export-making");
            assert_eq!(shown(&desk, &making), 0, "{format:?}");
            let rect = desk.harness.get_by_label(&words.text("export-go")).rect();
            assert!(rect.right() < 1600.0 && rect.bottom() < 1000.0, "{format:?}: {rect:?}");
        }
    }
}

#[test]
fn the_name_of_a_file_says_its_format() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::with_sample();
    let style = HouseStyle::standard();
    for name in ["a.md", "a.json", "a.html", "a.tei.xml", "a.docx"] {
        let path = folder.path().join(name);
        desk.perform(EditionCommand::ExportTo(path.clone()));
        let format = Format::from_path(&path).expect("a format");
        let expected =
            export(&desk.edition(), format, style, &Options::standard(format, style), &LineImages::default()).into_vec().unwrap();
        assert!(std::fs::read(&path).expect("the file") == expected, "{name}");
        desk.harness.get_by_label_contains(name);
    }
    desk.perform(EditionCommand::ExportTo(folder.path().join("a")));
    desk.harness.get_by_label_contains("does not say the format");
}

#[test]
fn the_format_that_was_chosen_holds_where_the_name_says_none() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::with_sample();
    desk.perform(Command::Do(Action::Export));
    let options = Options::standard(Format::Text, HouseStyle::standard()).with(Switch::PerArticle, true);
    desk.perform(EditionCommand::SetExport(Format::Epub, Options::standard(Format::Epub, HouseStyle::standard())));
    desk.perform(EditionCommand::ExportTo(folder.path().join("book")));
    assert!(folder.path().join("book.epub").is_file());
    desk.perform(EditionCommand::SetExport(Format::Text, options));
    desk.perform(EditionCommand::ExportTo(folder.path().join("each.txt")));
    let files = std::fs::read_dir(folder.path().join("each")).expect("a folder").flatten();
    let articles = files.filter(|file| file.file_name() != stet::store::EXPORT_LIST).count();
    assert_eq!(articles, desk.edition().articles().len());
}

#[test]
fn a_format_is_chosen_and_gone_on_with_by_keys_alone() {
    let mut desk = Desk::with_sample();
    desk.key(command_shift(), Key::E);
    let chosen = |desk: &Desk| {
        let row = |format: &&Format| {
            let name = Locale::load(Language::English).text(format.key());
            desk.harness.query_all_by_label(&name).any(|node| node.accesskit_node().toggled() == Some(Toggled::True))
        };
        *Format::ALL.iter().find(row).expect("one is chosen")
    };
    desk.key(Modifiers::NONE, Key::Home);
    assert_eq!(chosen(&desk), Format::ALL[0]);
    for format in &Format::ALL[1..] {
        desk.key(Modifiers::NONE, Key::ArrowDown);
        assert_eq!(chosen(&desk), *format);
    }
    desk.key(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(chosen(&desk), *Format::ALL.last().expect("one"), "it ends there");
    desk.key(Modifiers::NONE, Key::ArrowUp);
    let name = Locale::load(Language::English).text(chosen(&desk).key());
    let row = desk.harness.get_all_by_label(&name).any(|node| node.accesskit_node().is_focused());
    assert!(row, "the row that is chosen has the keyboard");
    let in_view = desk.harness.get_by_label("Preview").rect();
    assert!(desk.harness.get_all_by_label(&name).all(|node| node.rect().bottom() < 1000.0 && node.rect().top() > in_view.top() - 400.0));
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(shown(&desk, "Preview"), 0, "Enter goes on to the place");
}

#[test]
fn lines_of_which_none_is_surely_right_are_told_and_not_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::with_sample();
    desk.perform(EditionCommand::ExportTo(folder.path().join("taught.lines")));
    assert!(shown(&desk, "Nothing was exported: no line is in an article that a person has checked") > 0);
    assert!(!folder.path().join("taught").exists() && shown(&desk, "Exported") == 0);
}
