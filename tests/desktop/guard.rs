//! What the desk writes over: what the editor agreed to, and never what the open edition was made from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use egui_kittest::kittest::Queryable;
use stet::desktop::command::{EditionCommand, ShellCommand};
use stet::export::{Format, Options, Switch};
use stet::locale::Language;
use stet::store;
use stet::style::HouseStyle;

use super::desk::Desk;

const PAGE: &str = "河湾村新修水渠\n\n本报讯（记者 王小明）3月24日，河湾村开工修建水渠。\n\n渡口新桥通车\n\n本报讯 昨日，渡口新桥正式通车，两岸群众十分高兴。\n";

/// A folder with a page and its image.
fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("page.txt"), PAGE).unwrap();
    std::fs::write(folder.path().join("page.png"), "the image").unwrap();
    folder
}

fn open(path: PathBuf) -> Desk {
    let mut desk = Desk::new(Language::English);
    desk.perform(ShellCommand::Open(vec![path]));
    assert!(desk.has_document());
    desk
}

/// The files of a folder with what is in them; what Stet keeps for itself is left out.
fn look(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(folder).unwrap().flatten().filter(|entry| entry.path().is_file());
    let files = files.map(|entry| (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).unwrap()));
    files.filter(|(name, _)| !name.starts_with('.')).collect()
}

/// Has each article exported to a file of its own.
fn per_article(desk: &mut Desk) {
    let options = Options::standard(Format::Markdown, HouseStyle::standard()).with(Switch::PerArticle, true);
    desk.perform(EditionCommand::SetExport(Format::Markdown, options));
}

#[test]
fn neither_an_export_nor_a_save_replaces_what_the_edition_was_made_from() {
    let folder = archive();
    let at = |name: &str| folder.path().join(name);
    std::fs::hard_link(at("page.txt"), at("second.txt")).unwrap();
    std::fs::create_dir(at(".stet-backups")).unwrap();
    std::fs::write(at(".stet-backups/e.20220328T140533Z.ron"), "a backup").unwrap();
    let before = look(folder.path());
    // As a draft, and once it has a file of its own.
    for is_saved in [false, true] {
        let mut desk = if is_saved { open(at("e.ron")) } else { open(at("page.txt")) };
        let kept = before.keys().map(String::as_str).chain([".stet-backups/e.20220328T140533Z.ron", ".stet-backups/new.txt"]);
        for name in kept {
            for command in [EditionCommand::ExportTo(at(name)), EditionCommand::SaveTo(at(name))] {
                desk.perform(command);
                assert!(desk.harness.query_all_by_label_contains(&at(name).display().to_string()).count() > 0, "{name} is told");
                assert_eq!(
                    look(folder.path()).into_iter().filter(|(name, _)| name != "e.ron").collect::<BTreeMap<_, _>>(),
                    before,
                    "{name}"
                );
            }
        }
        assert_eq!(std::fs::read_to_string(at(".stet-backups/e.20220328T140533Z.ron")).unwrap(), "a backup");
        if is_saved {
            let edition = std::fs::read(at("e.ron")).unwrap();
            std::fs::hard_link(at("e.ron"), at("e.txt")).unwrap();
            desk.perform(EditionCommand::ExportTo(at("e.txt")));
            assert_eq!(std::fs::read(at("e.ron")).unwrap(), edition);
            assert_eq!(std::fs::read(at("e.txt")).unwrap(), edition);
        } else {
            desk.perform(EditionCommand::SaveTo(at("e.ron")));
            assert!(store::load(&at("e.ron")).is_ok());
        }
    }
}

#[test]
fn a_folder_of_articles_keeps_what_others_wrote_and_what_is_no_longer_made_is_named() {
    let folder = archive();
    let out = folder.path().join("out");
    let mut desk = open(folder.path().join("page.txt"));
    per_article(&mut desk);
    desk.perform(EditionCommand::ExportTo(folder.path().join("out.md")));
    let first = look(&out);
    assert_eq!(first.len(), desk.edition().articles().len());
    assert!(first.len() > 1, "{first:?}");
    // Again: its own files are replaced.
    desk.perform(EditionCommand::ExportTo(folder.path().join("out.md")));
    assert!(look(&out) == first);
    // One that somebody has changed since is left as it is.
    let (name, _) = first.first_key_value().unwrap();
    std::fs::write(out.join(name), "corrected by hand").unwrap();
    desk.perform(EditionCommand::ExportTo(folder.path().join("out.md")));
    assert!(desk.harness.query_all_by_label_contains("is there already").count() > 0);
    assert_eq!(std::fs::read_to_string(out.join(name)).unwrap(), "corrected by hand");
    std::fs::write(out.join(name), &first[name]).unwrap();
    // The headline of the first article is another now, and so is the name of its file.
    desk.type_text("又");
    desk.perform(EditionCommand::ExportTo(folder.path().join("out.md")));
    assert!(desk.harness.query_all_by_label_contains("of an earlier export").count() > 0);
    assert!(look(&out).contains_key(name) && look(&out).len() == first.len() + 1);
}

#[cfg(unix)]
#[test]
fn links_in_a_folder_of_articles_are_not_written_through() {
    let (folder, elsewhere) = (archive(), tempfile::tempdir().unwrap());
    let mut desk = open(folder.path().join("page.txt"));
    per_article(&mut desk);
    desk.perform(EditionCommand::ExportTo(folder.path().join("out.md")));
    let name = look(&folder.path().join("out")).into_keys().next().unwrap();
    let kept = elsewhere.path().join("kept");
    std::fs::write(&kept, "kept").unwrap();
    std::fs::remove_file(folder.path().join("out").join(&name)).unwrap();
    std::os::unix::fs::symlink(&kept, folder.path().join("out").join(&name)).unwrap();
    desk.perform(EditionCommand::ExportTo(folder.path().join("out.md")));
    assert!(desk.harness.query_all_by_label_contains("is a link").count() > 0);
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "kept");
}

/// The editor agreed to one name; the files of several pages have others.
#[test]
fn pages_that_become_several_files_replace_only_their_own() {
    let folder = archive();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("page-2.txt"), PAGE).unwrap();
    std::fs::write(at("out.2.alto.xml"), "somebody's work").unwrap();
    let mut desk = Desk::new(Language::English);
    desk.perform(ShellCommand::Open(vec![at("page.txt"), at("page-2.txt")]));
    desk.perform(EditionCommand::ExportTo(at("out.alto.xml")));
    assert!(desk.harness.query_all_by_label_contains("out.2.alto.xml: is there already").count() > 0);
    assert_eq!(std::fs::read_to_string(at("out.2.alto.xml")).unwrap(), "somebody's work");
    std::fs::remove_file(at("out.2.alto.xml")).unwrap();
    for _ in 0..2 {
        desk.perform(EditionCommand::ExportTo(at("out.alto.xml")));
        desk.harness.get_by_label_contains("Exported out.1.alto.xml");
    }
    assert!(std::fs::read_to_string(at("out.2.alto.xml")).unwrap().contains("<alto"));
}
