//! Nothing is written over: not what a command reads, not what its editions were made from, and nothing that is there unless it is told so.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use stet::store::lock::{Hold, take};

use super::{ALTO, assert_fault, pages, stet};

/// All files below a folder with what is in them, those of links too; what Stet keeps for itself in folders is left out.
fn look(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else if entry.file_name() != ".stet-export" {
                files.insert(path.clone(), std::fs::read(path).unwrap_or_default());
            }
        }
    }
    files
}

/// A folder with a page of text, a page with boxes and its image, and the editions of both.
fn archive() -> tempfile::TempDir {
    let folder = pages();
    let at = |name: &str| folder.path().join(name);
    std::fs::rename(at("page-1.raw.txt"), at("page-1.txt")).unwrap();
    std::fs::write(at("scan.xml"), ALTO.replace("wrong", "10")).unwrap();
    std::fs::write(at("scan.png"), "the image").unwrap();
    for page in ["page-1.txt", "scan.xml"] {
        assert!(stet(folder.path(), &["clean", page]).status.success());
    }
    std::fs::create_dir(at(".stet-backups")).unwrap();
    std::fs::write(at(".stet-backups/page-1.20220328T140533Z.ron"), "a backup").unwrap();
    std::fs::write(at("style.ron"), "HouseStyle(tag_lists: [\"tags.csv\"])").unwrap();
    std::fs::write(at("tags.csv"), "主题词\n").unwrap();
    std::fs::create_dir(at("sub")).unwrap();
    folder
}

#[test]
fn no_command_writes_over_what_it_reads_or_what_that_names() {
    let folder = archive();
    let before = look(folder.path());
    for name in ["page-1.ron", "page-1.txt", "./page-1.ron", "sub/../page-1.txt", "style.ron", "tags.csv"] {
        for force in [&[][..], &["--force"]] {
            let export = ["export", "page-1.ron", "-f", "txt", "--style", "style.ron", "-o", name];
            assert_fault(&stet(folder.path(), &[&export, force].concat()), 2, &[name, "another file"]);
        }
    }
    for name in ["scan.xml", "scan.png"] {
        assert_fault(&stet(folder.path(), &["export", "scan.ron", "-f", "txt", "-o", name, "--force"]), 2, &[name, "scan.ron"]);
    }
    for name in ["page-1.txt", "page-2.raw.txt", "style.ron", "tags.csv"] {
        let clean = ["clean", "page-1.txt", "page-2.raw.txt", "--style", "style.ron", "-o", name, "--force"];
        assert_fault(&stet(folder.path(), &clean), 2, &[name, "another file"]);
    }
    assert_fault(&stet(folder.path(), &["clean", "scan.xml", "-o", "scan.png", "--force"]), 2, &["scan.png", "scan.xml"]);
    for name in ["page-1.ron", "page-1.txt"] {
        assert_fault(&stet(folder.path(), &["salvage", "page-1.ron", "page-1.txt", "-o", name]), 2, &[name]);
    }
    // By way of the folder too: there the export would be called like the raw page.
    let output = stet(folder.path(), &["export", "page-1.ron", "-f", "txt", "-o", ".", "--force"]);
    assert!(output.status.code() == Some(2) && String::from_utf8_lossy(&output.stderr).contains("page-1.txt"), "{output:?}");
    assert!(look(folder.path()) == before);
}

#[cfg(unix)]
#[test]
fn links_of_either_kind_lead_to_the_same_file() {
    let folder = archive();
    let at = |name: &str| folder.path().join(name);
    std::fs::hard_link(at("page-1.txt"), at("hard.txt")).unwrap();
    std::os::unix::fs::symlink("page-1.ron", at("soft.txt")).unwrap();
    std::os::unix::fs::symlink(".stet-backups", at("elsewhere")).unwrap();
    let before = look(folder.path());
    for name in ["hard.txt", "soft.txt", "elsewhere/new.txt"] {
        assert_fault(&stet(folder.path(), &["export", "page-1.ron", "-f", "txt", "-o", name, "--force"]), 2, &[name]);
        assert_fault(&stet(folder.path(), &["clean", "page-1.txt", "page-1.ron", "-o", name, "--force"]), 2, &[name]);
    }
    assert!(look(folder.path()) == before);
}

#[test]
fn backups_locks_and_journals_are_no_outputs() {
    let folder = archive();
    let before = look(folder.path());
    let names = [
        ".stet-backups/page-1.20220328T140533Z.ron",
        ".stet-backups/new.ron",
        "sub/../.stet-backups/new.ron",
        ".page-1.ron.lock",
        "work.journal",
        ".stet-export",
    ];
    for name in names {
        for command in [&["export", "page-1.ron", "-f", "txt"][..], &["clean", "page-1.txt"]] {
            assert_fault(&stet(folder.path(), &[command, &["-o", name, "--force"]].concat()), 2, &[name, "another"]);
        }
        assert_fault(&stet(folder.path(), &["salvage", "page-1.ron", "-o", name]), 2, &[name]);
    }
    let each = stet(folder.path(), &["clean", "page-1.txt", "--each", "-o", ".stet-backups/"]);
    let many = stet(folder.path(), &["export", "page-1.ron", "-f", "txt", "-o", ".stet-backups/"]);
    assert!(each.status.code() == Some(2) && many.status.code() == Some(2), "{each:?} {many:?}");
    assert!(look(folder.path()) == before);
}

#[test]
fn a_folder_is_no_file() {
    let folder = archive();
    let before = look(folder.path());
    for name in [".", "sub", "sub/", "new/", "page-1.txt/"] {
        for force in [&[][..], &["--force"]] {
            assert_fault(&stet(folder.path(), &[&["clean", "page-1.txt", "-o", name], force].concat()), 2, &[name, "a folder"]);
        }
        assert_fault(&stet(folder.path(), &["salvage", "page-1.ron", "-o", name]), 2, &[name]);
    }
    assert_fault(
        &stet(folder.path(), &["export", "page-1.ron", "scan.ron", "-f", "txt", "-o", "page-1.txt"]),
        2,
        &["page-1.txt", "folder"],
    );
    assert!(look(folder.path()) == before);
}

#[test]
fn a_file_that_is_there_is_left_alone_unless_that_is_said() {
    let folder = pages();
    assert!(stet(folder.path(), &["clean", "page-1.raw.txt"]).status.success());
    let path = folder.path().join("page-1.ron");
    // A week's work.
    let worked = std::fs::read_to_string(&path).unwrap().replacen("masthead: (", "masthead: (title: \"河畔日报\",", 1);
    std::fs::write(&path, &worked).unwrap();
    std::fs::write(folder.path().join("notes.txt"), "my notes").unwrap();
    assert_fault(&stet(folder.path(), &["clean", "page-1.raw.txt"]), 2, &["page-1.ron", "already", "--force"]);
    assert_fault(&stet(folder.path(), &["clean", "page-2.raw.txt", "-o", "page-1.ron"]), 2, &["page-1.ron", "already", "--force"]);
    assert_fault(&stet(folder.path(), &["export", "page-1.ron", "-f", "txt", "-o", "notes.txt"]), 2, &["notes.txt", "already", "--force"]);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), worked);
    assert_eq!(std::fs::read_to_string(folder.path().join("notes.txt")).unwrap(), "my notes");
    assert!(stet(folder.path(), &["clean", "page-1.raw.txt", "--force"]).status.success());
    let backups: Vec<PathBuf> = look(&folder.path().join(".stet-backups")).into_keys().collect();
    assert_eq!(backups.len(), 1);
    assert_eq!(std::fs::read_to_string(&backups[0]).unwrap(), worked);
    assert!(stet(folder.path(), &["export", "page-1.ron", "-f", "txt", "-o", "notes.txt", "--force"]).status.success());
    assert_ne!(std::fs::read_to_string(folder.path().join("notes.txt")).unwrap(), "my notes");
}

#[test]
fn an_export_to_a_folder_replaces_its_own_files_and_names_those_it_no_longer_makes() {
    let folder = pages();
    let at = |name: &str| folder.path().join(name);
    for page in ["page-1.raw.txt", "page-2.raw.txt"] {
        assert!(stet(folder.path(), &["clean", page]).status.success());
    }
    let export = ["export", "page-1.ron", "page-2.ron", "-f", "txt", "--with", "per-article", "-o", "out"];
    let output = stet(folder.path(), &export);
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let first = look(&at("out"));
    // The first edition is another by now: it has the articles of the second page, under other names.
    std::fs::rename(at("page-1.raw.txt"), at("other.txt")).unwrap();
    std::fs::copy(at("page-2.raw.txt"), at("page-1.raw.txt")).unwrap();
    assert!(stet(folder.path(), &["clean", "page-1.raw.txt", "--force"]).status.success());
    let output = stet(folder.path(), &export);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && said.lines().count() > 0, "{said}");
    let second = look(&at("out"));
    for (path, bytes) in &first {
        let name = path.strip_prefix(folder.path()).unwrap().display().to_string();
        let is_of_second = name.starts_with("out/page-2");
        assert_eq!(said.contains(&name), !is_of_second, "{name} is told: {said}");
        assert_eq!(second.get(path), Some(bytes), "{name} is left as it is");
    }
    // What was changed since, or was never ours, stays.
    let (path, _) = first.iter().find(|(path, _)| path.starts_with(at("out/page-2"))).unwrap();
    std::fs::write(path, "corrected by hand").unwrap();
    let output = stet(folder.path(), &export);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(1) && said.contains("already") && said.contains("--force"), "{said}");
    assert_eq!(std::fs::read_to_string(path).unwrap(), "corrected by hand");
    let output = stet(folder.path(), &[&export[..], &["--force"]].concat());
    assert!(output.status.success());
    assert_eq!(&std::fs::read(path).unwrap(), &first[path]);
}

#[cfg(unix)]
#[test]
fn links_in_a_folder_of_exports_are_not_written_through() {
    let folder = pages();
    assert!(stet(folder.path(), &["clean", "page-1.raw.txt"]).status.success());
    let elsewhere = tempfile::tempdir().unwrap();
    std::fs::write(elsewhere.path().join("kept.txt"), "kept").unwrap();
    std::fs::create_dir(folder.path().join("out")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("out/page-1")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path().join("kept.txt"), folder.path().join("out/page-1.txt")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path().join("new.txt"), folder.path().join("out/page-1.md")).unwrap();
    for (format, with) in [("txt", &["--with", "per-article"][..]), ("txt", &[]), ("md", &[])] {
        let output = stet(folder.path(), &[&["export", "page-1.ron", "-f", format, "-o", "out/", "--force"], with].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && said.contains("page-1") && said.contains("link"), "{said}");
    }
    assert_eq!(look(elsewhere.path()).into_values().collect::<Vec<_>>(), [b"kept"]);
}

#[test]
fn each_page_becomes_an_edition_and_bad_ones_are_listed() {
    let folder = pages();
    std::fs::write(folder.path().join("page-3.raw.txt"), "\u{0}\u{1}\u{2}".repeat(99)).unwrap();
    let output = stet(folder.path(), &["clean", "page-1.raw.txt", "page-3.raw.txt", "page-2.raw.txt", "--each"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(1) && said.contains("page-3.raw.txt: ") && said.contains("2 of 3 pages"), "{said}");
    for page in ["page-1.ron", "page-2.ron"] {
        assert!(stet(folder.path(), &["check", page]).status.success());
    }
    // The same as one by one.
    assert!(stet(folder.path(), &["clean", "page-2.raw.txt", "-o", "single.ron"]).status.success());
    assert!(std::fs::read(folder.path().join("single.ron")).unwrap() == std::fs::read(folder.path().join("page-2.ron")).unwrap());
    // With the same guards.
    let before = std::fs::read(folder.path().join("page-1.ron")).unwrap();
    let output = stet(folder.path(), &["clean", "page-1.raw.txt", "--each"]);
    assert!(output.status.code() == Some(2) && String::from_utf8_lossy(&output.stderr).contains("--force"));
    assert_eq!(std::fs::read(folder.path().join("page-1.ron")).unwrap(), before);
    std::fs::remove_file(folder.path().join("page-3.raw.txt")).unwrap();
    assert!(stet(folder.path(), &["clean", ".", "--each", "-o", "editions"]).status.success());
    assert_eq!(look(&folder.path().join("editions")).len(), 2);
}

#[test]
fn an_edition_that_somebody_has_open_is_not_replaced() {
    let folder = pages();
    assert!(stet(folder.path(), &["clean", "page-1.raw.txt"]).status.success());
    let before = look(folder.path());
    let Hold::Mine(_lock) = take(&folder.path().join("page-1.ron")) else { panic!("nobody has it") };
    assert_fault(&stet(folder.path(), &["clean", "page-1.raw.txt", "--force"]), 2, &["page-1.ron", "is open elsewhere"]);
    let each = stet(folder.path(), &["clean", "page-1.raw.txt", "--each", "--force"]);
    assert!(each.status.code() == Some(2) && String::from_utf8_lossy(&each.stderr).contains("is open elsewhere"));
    assert_eq!(std::fs::read(folder.path().join("page-1.ron")).unwrap(), before[&folder.path().join("page-1.ron")]);
}

#[test]
fn what_no_command_could_open_is_refused_before_the_work_is_done() {
    let folder = tempfile::tempdir().unwrap();
    // Each page is allowed; all of them make an edition that is not.
    let page = "本报讯昨天全市召开会议研究春耕生产工作。\n".repeat(15_000_000 / 61);
    for number in 1..=10 {
        std::fs::write(folder.path().join(format!("page-{number}.txt")), &page).unwrap();
    }
    let since = std::time::Instant::now();
    let output = stet(folder.path(), &["clean", ".", "-o", "e.ron"]);
    println!("refused after {} ms", since.elapsed().as_millis());
    assert_fault(&output, 2, &["e.ron", "268 MB", "--each"]);
    assert!(!folder.path().join("e.ron").exists());
}
