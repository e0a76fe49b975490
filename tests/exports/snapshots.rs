//! Each format of the rich edition, with furniture and matter set aside, as it stands in `snapshots/`, so that a new role or format, or a change of one, is read as a diff.
//! Where one is meant, `INSTA_UPDATE=always cargo test --test exports snapshots::` writes the files anew.

use stet::edition::Role;
use stet::export::{Format, Options, Switch};
use stet::style::HouseStyle;

use crate::editions::rich;
use crate::{exported, unpacked};

/// An export as text without what changes by itself: the style sheets, which stand in files of their own, and the program's version.
fn reviewed(format: Format, turned: &[Switch]) -> String {
    let bytes = exported(&rich(), format, turned);
    let text = if format.is_text() {
        String::from_utf8(bytes).expect("text")
    } else if matches!(format, Format::Pdf | Format::ReadingPdf) {
        objects(&bytes)
    } else {
        // Of an archive the parts that are read.
        let read = |name: &str| name.ends_with(".xhtml") || name == "word/document.xml" || format == Format::Ofd;
        let parts = unpacked(bytes).into_iter().filter(|(name, _)| read(name));
        parts.map(|(name, text)| format!("=== {name}\n{text}")).collect()
    };
    // The sums of a bag are those of other formats, which are reviewed themselves.
    let text = if format == Format::Bag { text.lines().map(|line| format!("SUM{}\n", &line[64..])).collect() } else { text };
    let text = match (text.find("<style>"), text.find("</style>")) {
        (Some(from), Some(to)) => format!("{}{}", &text[..from + "<style>".len()], &text[to..]),
        _ => text,
    };
    let version = env!("CARGO_PKG_VERSION");
    let text = text.replace(&format!("Stet {version}"), "Stet VERSION").replace(&format!(">{version}<"), ">VERSION<");
    text.replace("\r\n", "\n")
}

/// The objects of a PDF without what is packed in them, and without the places and hashes at the end.
fn objects(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let body = text.split("\nxref\n").next().expect("objects");
    let mut parts = body.split("\nstream\n");
    let first = parts.next().unwrap_or_default().lines().skip(2).collect::<Vec<_>>().join("\n");
    let others = parts.map(|part| part.split_once("\nendstream").expect("an end").1);
    first + &others.collect::<String>()
}

#[test]
fn every_format_is_as_it_was_reviewed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for format in Format::ALL {
            let standard = Options::standard(*format, HouseStyle::standard());
            let is_off = |switch: &Switch| *switch == Switch::Apart && !standard.has(*switch);
            let turned: Vec<Switch> = format.switches().filter(is_off).collect();
            insta::assert_snapshot!(format.name(), reviewed(*format, &turned));
        }
    });
}

#[test]
fn the_edition_has_every_role() {
    let edition = rich();
    let missing = Role::ALL.into_iter().filter(|role| edition.blocks().all(|(_, block)| block.role() != *role));
    assert_eq!(missing.collect::<Vec<_>>(), []);
}
