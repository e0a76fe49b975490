//! A file of every version of the format opens; one of a version to come does not, and stays as it is.

use std::path::{Path, PathBuf};

use stet::edition::{Edition, Role, ledger};
use stet::page::PageIndex;
use stet::store::{FORMAT_VERSION, LoadError, from_ron, load, salvage, to_ron};

fn file(version: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/faults/versions/edition-{version}.ron"))
}

#[test]
fn every_version_opens_and_is_saved_as_the_present_one() {
    for version in 1..=FORMAT_VERSION {
        let path = file(version);
        let text = std::fs::read_to_string(&path).expect("each version has a file in tests/faults/versions");
        assert!(text.contains(&format!("version: {version},")), "{}", path.display());
        let edition = load(&path).unwrap();
        assert_eq!(ledger::audit(&edition), Ok(()));
        // What the files of all versions say.
        assert_eq!(edition.masthead().title.as_deref(), Some("河畔日报"));
        assert_eq!(edition.masthead().page_labels, ["1版"]);
        assert_eq!(edition.articles().len(), 2);
        let article = &edition.articles()[0];
        assert_eq!((article.byline(), article.tags(), article.title().as_str()), (Some("田野"), &["农业".to_owned()][..], "大棚投用"));
        assert_eq!(article.blocks()[1].text(), "1月12日，大棚里暖意融融。");
        assert_eq!((edition.furniture().len(), edition.set_aside().len()), (1, 1));
        // The second since version 5.
        assert_eq!(edition.settled().len(), if version < 5 { 1 } else { 2 });
        let ledger = edition.ledger()[0];
        assert_eq!((ledger.raw, ledger.kept, ledger.changed, ledger.set_aside), (33, 22, 1, 10));
        // Since version 4.
        let witnesses = edition.witnesses(PageIndex(0));
        assert_eq!(witnesses.iter().map(|witness| witness.lines.len()).sum::<usize>(), if version < 4 { 0 } else { 2 });
        // Since version 6.
        let (rounds, comments) = (edition.rounds().len(), edition.comments().len());
        assert_eq!((rounds, comments), if version < 6 { (0, 0) } else { (1, 1) });
        if let [round] = edition.rounds() {
            assert_eq!((round.closing().hand.as_str(), round.closing().counts.changes), ("齐", 2));
            let was: Vec<_> = round.earlier().blocks().filter_map(|(_, was)| was.map(|was| was.text.to_string())).collect();
            assert_eq!(was, ["1月12日,大棚里暖意融融。", "图"]);
            let since = edition.earlier().blocks().filter_map(|(_, was)| was.map(|was| (was.role, was.text.to_string())));
            assert_eq!(since.collect::<Vec<_>>(), [(Role::Paragraph, "大棚投用".to_owned()), (Role::Paragraph, "无题短讯。".to_owned())]);
            assert_eq!(edition.comments()[0].remarks()[0].text, "原报有无此字？");
            let without = from_ron(&path, &saved_without_rounds(&edition).unwrap()).unwrap();
            assert_eq!(without, load(&file(5)).unwrap(), "but for rounds and comments it is that of version 5");
        }
        let saved = to_ron(&edition).unwrap();
        assert!(saved.contains(&format!("version: {FORMAT_VERSION},")));
        assert_eq!(from_ron(&path, &saved).unwrap(), edition);
    }
}

/// What an edition is saved as, without its rounds and comments.
fn saved_without_rounds(edition: &Edition) -> Option<String> {
    let saved = to_ron(edition).ok()?;
    let (head, rest) = saved.split_once("  rounds: [")?;
    let (_, tail) = rest.split_once("  next_id: 10,")?;
    Some(format!("{head}  next_id: 8,{tail}"))
}

#[test]
fn a_newer_version_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("e.ron");
    let newer = FORMAT_VERSION + 1;
    // What it says besides, this program cannot know.
    let text = format!("(\n  format: \"stet-save\",\n  version: {newer},\n  weather: \"fair\",\n  pages: [\n  ],\n)\n");
    std::fs::write(&path, &text).unwrap();
    assert!(matches!(load(&path), Err(LoadError::Newer { version, .. }) if version == newer));
    assert!(salvage(&path, &[]).is_err_and(|error| error.to_string().contains("newer Stet")), "nor is it salvaged");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    std::fs::write(&path, text.replace(&format!("version: {newer}"), "version: 0")).unwrap();
    assert!(load(&path).is_err());
}
