//! PDFs at the desk: locked ones, and volumes of which a few pages are meant.

use std::path::{Path, PathBuf};

use eframe::egui::{Key, Modifiers};
use stet::desktop::command::{Action, Command, ShellCommand};
use stet::locale::Language;

use super::desk::{Desk, all_names};

/// Whether there is something whose name holds these words.
fn shows(desk: &Desk, words: &str) -> bool {
    all_names(&desk.harness).iter().any(|(_, name)| name.contains(words))
}

fn locked() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/files/locked.pdf")
}

/// A PDF of so many pages, each with its number on it.
fn volume(pages: usize) -> Vec<u8> {
    let kids: Vec<String> = (0..pages).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {pages} >>", kids.join(" ")),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    for page in 0..pages {
        let content = format!("BT /F 12 Tf 20 100 Td (Leaf number {} of the volume.) Tj ET", page + 1);
        let own = 5 + 2 * page;
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents {own} 0 R /Resources << /Font << /F 3 0 R >> >> >>"
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let at = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| file.extend(format!("{place:010} 00000 n \n").bytes()));
    file.extend(format!("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n", objects.len() + 1).bytes());
    file
}

#[test]
fn a_locked_pdf_asks_for_its_password_until_it_is_right() {
    let mut desk = Desk::new(Language::English);
    desk.perform(Command::Shell(ShellCommand::Open(vec![locked()])));
    assert!(shows(&desk, "The file is locked"));
    desk.type_text("wrong");
    desk.key(Modifiers::NONE, Key::Enter);
    assert!(shows(&desk, "does not open it"));
    desk.type_text("open");
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.edition().pages()[0].text(), "这一页要用口令打开。");
    // The picture of the page comes by the same password.
    desk.perform(Action::ShowFacsimile);
    assert!(!shows(&desk, "locked with a password"));
}

#[test]
fn of_a_volume_the_desk_asks_which_pages_are_meant() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("volume.pdf");
    std::fs::write(&path, volume(75)).expect("written");
    let mut desk = Desk::new(Language::English);
    desk.perform(Command::Shell(ShellCommand::Open(vec![path])));
    assert!(shows(&desk, "The file has 75 pages"));
    desk.type_text("2,70-");
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.edition().pages().len(), 7);
    assert!(desk.edition().pages()[1].text().contains("number 70"));
    // Another choice makes the draft anew.
    desk.perform(Action::ChoosePages);
    desk.type_text("none");
    desk.key(Modifiers::NONE, Key::Enter);
    assert!(shows(&desk, "names no pages"));
    for _ in 0.."none".len() {
        desk.key(Modifiers::NONE, Key::Backspace);
    }
    desk.type_text("3");
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.edition().pages().len(), 1);
    assert!(desk.edition().pages()[0].text().contains("number 3"));
}
