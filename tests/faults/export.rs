//! Exports that are cut off: killed at any moment, or on a disk that is full, each file is the one before or the one after, whole.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use stet::export::folder::{EditionKey, TargetFolder};
use stet::export::{Format, LineImages, Options, Switch, files};
use stet::store::guard::{Guard, GuardError};
use stet::store::{EXPORT_LIST, Over};
use stet::style::HouseStyle;

use super::{names, sample};

/// The files of an export of the sample; in every other turn with other lines.
fn export(turn: usize) -> BTreeMap<String, Vec<u8>> {
    let style = HouseStyle::standard();
    let mut options = Options::standard(Format::Text, style).with(Switch::PerArticle, true);
    options.width = (turn % 2 == 1).then_some(20);
    files(&sample(), "e", Format::Text, style, &options, &LineImages::default())
        .into_iter()
        .map(|file| (file.name, file.bytes.into_vec().expect("bytes")))
        .collect()
}

/// Exports to a folder, over nothing but what earlier exports wrote there.
fn write(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), GuardError> {
    let guard = Guard::new(Over::Nothing);
    let edition = folder.join("e.ron");
    let target = TargetFolder::open(folder, &guard, Format::Text, std::slice::from_ref(&edition))?;
    let key = EditionKey::of(&edition);
    files.iter().try_for_each(|(name, bytes)| target.write(&key, Path::new(name), &bytes.clone().into()))?;
    target.finish(&Default::default()).map(|_| ())
}

/// In the child process: exports over and over, until it is killed.
#[test]
#[ignore = "run by another test, in a process that is killed"]
fn child_that_exports() {
    let folder = std::env::var_os("STET_TEST_EXPORT").expect("the other test says where");
    let exports = [export(0), export(1)];
    println!("begun");
    for turn in 0.. {
        write(folder.as_ref(), &exports[turn % 2]).expect("an export that was cut off is gone on with");
    }
}

#[test]
fn kill_9_during_an_export_leaves_whole_files_and_the_next_export_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let exports = [export(0), export(1)];
    assert!(exports[0] != exports[1] && exports[0].len() > 1);
    let mut mixed = 0;
    for number in 0..12u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "--nocapture", "export::child_that_exports"])
            .env("STET_TEST_EXPORT", folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        while !line.contains("begun") {
            line.clear();
            assert!(std::io::BufRead::read_line(&mut out, &mut line).unwrap() > 0, "the child exports");
        }
        std::thread::sleep(Duration::from_millis(5 + number * 13));
        // std kills by SIGKILL: nothing is tidied up. A child that had died by itself would have failed.
        assert!(child.try_wait().unwrap().is_none(), "an export failed over the files of the one before");
        child.kill().unwrap();
        child.wait().unwrap();
        let mut turns = [0, 0];
        for (name, first) in &exports[0] {
            let Ok(bytes) = std::fs::read(folder.path().join(name)) else { continue };
            let turn = [first, &exports[1][name]].iter().position(|whole| **whole == bytes);
            turns[turn.unwrap_or_else(|| panic!("{name} is torn"))] += 1;
        }
        mixed += usize::from(turns[0] > 0 && turns[1] > 0);
    }
    println!("{mixed} of 12 kills came in the midst of an export");
    write(folder.path(), &exports[1]).unwrap();
    for (name, bytes) in &exports[1] {
        assert_eq!(&std::fs::read(folder.path().join(name)).unwrap(), bytes);
    }
}

#[test]
fn an_export_to_a_full_disk_costs_nothing_that_was_exported() {
    let Some(disk) = super::full::SmallDisk::mount() else { return };
    let folder = disk.path().join("out");
    let exports = [export(0), export(1)];
    write(&folder, &exports[0]).unwrap();
    let filler = disk.fill(0);
    let error = write(&folder, &exports[1]).unwrap_err();
    assert!(matches!(&error, GuardError::Write { error, .. } if error.kind() == std::io::ErrorKind::StorageFull), "{error}");
    let (mut left, mut expected) = (names(&folder), exports[0].keys().cloned().chain([EXPORT_LIST.to_owned()]).collect::<Vec<_>>());
    left.sort();
    expected.sort();
    assert_eq!(left, expected, "nothing is left behind");
    for (name, bytes) in &exports[0] {
        let now = std::fs::read(folder.join(name)).unwrap();
        assert!(now == *bytes || now == exports[1][name], "{name} is whole");
    }
    std::fs::remove_file(filler).unwrap();
    write(&folder, &exports[1]).unwrap();
    for (name, bytes) in &exports[1] {
        assert_eq!(&std::fs::read(folder.join(name)).unwrap(), bytes);
    }
}
