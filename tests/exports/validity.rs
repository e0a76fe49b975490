//! What is exported is what it says it is, by the word of programs that others wrote.

use std::path::{Path, PathBuf};

use roxmltree::{Document, ParsingOptions};
use serde_json::Value;
use stet::edition::{Block, Edition};
use stet::export::{Format, Switch};

use crate::editions::{all, hostile, rich, shared};
use crate::readers::{read, reader};
use crate::{exported, text, unpacked};

/// A file of an export in a folder of its own.
fn file(folder: &Path, name: &str, edition: &Edition, format: Format, turned: &[Switch]) -> PathBuf {
    let path = folder.join(format!("{name}.{}", format.extension()));
    std::fs::write(&path, exported(edition, format, turned)).unwrap();
    path
}

/// All switches of a format but the one that makes several files.
fn switches(format: Format) -> Vec<Switch> {
    format.switches().filter(|switch| *switch != Switch::PerArticle).collect()
}

fn parse(name: &str, xml: &str) {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    if let Err(fault) = Document::parse_with_options(xml, options) {
        panic!("{name}: {fault}\n{xml}");
    }
}

/// Each document of XML, by itself or in an archive, with the switches as they are and each turned the other way.
#[test]
fn everything_in_xml_is_well_formed() {
    for (name, edition) in all() {
        for format in [Format::Html, Format::Tei, Format::DiffHtml] {
            parse(name, &text(&edition, format, &[]));
            for switch in switches(format) {
                parse(name, &text(&edition, format, &[switch]));
            }
        }
        for format in [Format::Docx, Format::Epub] {
            for turned in [Vec::new(), switches(format)] {
                let parts = unpacked(exported(&edition, format, &turned));
                let xml = parts.iter().filter(|(part, _)| !part.ends_with(".css") && part != "mimetype");
                xml.for_each(|(part, xml)| parse(&format!("{name} {part}"), xml));
            }
        }
    }
}

#[test]
fn json_keeps_to_its_schema() {
    let schema = include_str!("../../assets/schemas/stet-edition-1.schema.json");
    let schema: Value = serde_json::from_str(schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for (name, edition) in all() {
        let value: Value = serde_json::from_str(&text(&edition, Format::Json, &[])).expect("JSON");
        let faults: Vec<String> = validator.iter_errors(&value).map(|fault| format!("{} at {}", fault, fault.instance_path())).collect();
        assert_eq!(faults, [""; 0], "{name}");
    }
    // The schema would notice.
    let mut wrong: Value = serde_json::from_str(&text(&rich(), Format::Json, &[])).expect("JSON");
    wrong["articles"][0]["headline"] = Value::from("a text, not a list");
    assert!(!validator.is_valid(&wrong));
}

#[test]
fn tables_have_as_many_cells_in_each_row() {
    for (name, edition) in all() {
        let table = text(&edition, Format::Csv, &[]);
        let rows: Vec<Vec<String>> = cells(table.strip_prefix('\u{feff}').expect("a byte order mark"));
        assert_eq!(rows.len(), edition.articles().len() + 1, "{name}");
        assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{name}");
        assert!(rows.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{name}");
    }
}

/// The rows of a table, as RFC 4180 has them.
fn cells(table: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = table.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => cell.extend(characters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(c),
        }
    }
    rows
}

#[test]
fn no_control_character_is_left_in_text() {
    for format in Format::ALL.iter().filter(|format| format.is_text()) {
        // Nobody has checked these lines: all are asked for.
        let turned: &[Switch] = if *format == Format::Lines { &[Switch::Checked, Switch::Agreed] } else { &[] };
        let mut out = text(&hostile(), *format, turned);
        if *format == Format::Lines {
            assert!(out.lines().all(|row| row.split('\t').count() == 2), "{out}");
            out = out.replace('\t', "");
        }
        // In JSON text is as it is, and the others are escaped.
        let is_json = matches!(format, Format::Json | Format::Jsonl);
        // What is put back into lines and words is the source's own text, as far as XML allows it.
        let is_xml = format.boxed().is_some();
        let out_of_place = |c: &char| if is_json || is_xml { *c < ' ' } else { c.is_control() };
        let found: Vec<char> = out.chars().filter(|c| out_of_place(c) && !matches!(c, '\n' | '\r')).collect();
        assert!(found.is_empty(), "{format:?}: {found:?}");
        assert!(!out.is_empty());
    }
}

#[test]
fn jing_and_xmllint_take_the_tei() {
    take_the_tei(all().into_iter().take(2).collect());
}

#[test]
#[ignore = "takes half a minute: all editions"]
fn jing_and_xmllint_take_all_tei() {
    take_the_tei(all());
}

fn take_the_tei(editions: Vec<(&'static str, Edition)>) {
    let schema = shared().join("schemas/tei_all-4.10.2.rng");
    if !schema.is_file() {
        println!("no TEI schema beside the repository: skipped");
        return;
    }
    let schema = schema.display().to_string();
    let folder = tempfile::tempdir().unwrap();
    for (name, edition) in editions {
        for (number, turned) in [Vec::new(), switches(Format::Tei)].into_iter().enumerate() {
            let path = file(folder.path(), &format!("{name}-{number}"), &edition, Format::Tei, &turned);
            let Some(jing) = reader("jing", &["-i", &schema]) else { return };
            let (good, said) = read(jing, &path);
            assert!(good, "{name}: {said}\n{}", text(&edition, Format::Tei, &turned));
            let Some(xmllint) = reader("xmllint", &["--noout"]) else { return };
            let (good, said) = read(xmllint, &path);
            assert!(good && said.is_empty(), "{name}: {said}");
        }
    }
}

#[test]
fn epubcheck_takes_the_book() {
    take_the_book(all().into_iter().take(2).collect());
}

#[test]
#[ignore = "takes half a minute: all editions"]
fn epubcheck_takes_all_books() {
    take_the_book(all());
}

fn take_the_book(editions: Vec<(&'static str, Edition)>) {
    let folder = tempfile::tempdir().unwrap();
    for (name, edition) in editions {
        let turned = if name == "rich" { switches(Format::Epub) } else { Vec::new() };
        let path = file(folder.path(), name, &edition, Format::Epub, &turned);
        let Some(epubcheck) = reader("epubcheck", &["--failonwarnings"]) else { return };
        let (good, said) = read(epubcheck, &path);
        assert!(good, "{name}: {said}");
    }
}

#[test]
fn tidy_takes_the_pages() {
    let folder = tempfile::tempdir().unwrap();
    for (name, edition) in all() {
        for (format, turned) in [(Format::Html, vec![]), (Format::Html, vec![Switch::Comments]), (Format::DiffHtml, vec![])] {
            let path = file(folder.path(), name, &edition, format, &turned);
            // Tidy would have blanks and newlines its own way; of the rest it may say nothing.
            let Some(tidy) = reader("tidy", &["-errors", "-quiet", "-utf8", "--drop-empty-elements", "no"]) else { return };
            let (_, said) = read(tidy, &path);
            assert_eq!(said, "", "{name} {format:?}");
        }
    }
}

/// All paragraphs and headlines of the edition, without blanks.
fn expected(edition: &Edition) -> Vec<String> {
    let blocks = edition.articles().iter().flat_map(|article| article.blocks());
    // The cells of a row stand apart.
    let texts = |block: &std::sync::Arc<Block>| match block.role().form().cell {
        Some(_) => block.text().split('　').map(solid).collect(),
        None => vec![solid(block.text())],
    };
    blocks.flat_map(texts).filter(|text| !text.is_empty()).collect()
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The texts stand in what was read, in this order.
fn assert_in_order(read: &str, texts: &[String], place: &str) {
    let read = solid(read);
    let mut rest = read.as_str();
    for text in texts {
        let Some(at) = rest.find(text.as_str()) else { panic!("{place}: {text}\nin {rest}") };
        rest = &rest[at + text.len()..];
    }
}

#[test]
fn libreoffice_reads_the_document() {
    let folder = tempfile::tempdir().unwrap();
    for (name, edition) in all() {
        let path = file(folder.path(), name, &edition, Format::Docx, &[]);
        let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
        let out = folder.path().display().to_string();
        let Some(office) = reader("soffice", &[&profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", &out]) else {
            return;
        };
        let (good, said) = read(office, &path);
        assert!(good, "{name}: {said}");
        let read = std::fs::read_to_string(folder.path().join(format!("{name}.txt"))).expect("the text that was made");
        if name != "hostile" {
            assert_in_order(&read, &expected(&edition), name);
        }
    }
}

#[test]
fn pandoc_reads_what_is_made_for_readers() {
    let folder = tempfile::tempdir().unwrap();
    for (name, edition) in all() {
        for (format, from) in [(Format::Markdown, "commonmark"), (Format::Html, "html"), (Format::Docx, "docx"), (Format::Epub, "epub")] {
            let turned = if format == Format::Markdown { vec![Switch::FrontMatter] } else { Vec::new() };
            let path = file(folder.path(), name, &edition, format, &turned);
            let Some(pandoc) = reader("pandoc", &["--fail-if-warnings", "--wrap=none", "-t", "plain", "-f", from]) else { return };
            let (good, said) = read(pandoc, &path);
            assert!(good, "{name} {format:?}: {said}");
            if name != "hostile" {
                assert_in_order(&said, &expected(&edition), &format!("{name} {format:?}"));
            }
        }
    }
}

/// No markup of the text is taken for markup: read back, it stands there again.
#[test]
fn pandoc_reads_hostile_text_as_text() {
    let folder = tempfile::tempdir().unwrap();
    for (format, from) in [(Format::Markdown, "commonmark"), (Format::Html, "html"), (Format::Docx, "docx"), (Format::Epub, "epub")] {
        let turned = if format == Format::Markdown { vec![Switch::FrontMatter] } else { Vec::new() };
        let path = file(folder.path(), "hostile", &hostile(), format, &turned);
        let Some(pandoc) = reader("pandoc", &["--wrap=none", "-t", "plain", "-f", from]) else { return };
        let (_, said) = read(pandoc, &path);
        for text in ["<b>&amp;</b>]]><!-- --><?x ?>", "*_[a](b)|#~\\${}@=+-", "1. b", "# c", "> d", "=HYPERLINK(\"http://a\")"] {
            assert!(said.contains(text), "{text} in {format:?}\n{said}");
        }
    }
}

/// The front matter is YAML that another program reads.
#[test]
fn front_matter_is_read_by_pandoc() {
    let folder = tempfile::tempdir().unwrap();
    let template = folder.path().join("template.plain");
    std::fs::write(&template, "$paper$|$date$|$for(pages)$$pages$,$endfor$").unwrap();
    let path = file(folder.path(), "rich", &rich(), Format::Markdown, &[]);
    let argument = format!("--template={}", template.display());
    let Some(pandoc) = reader("pandoc", &[&argument, "-t", "plain", "-f", "markdown"]) else { return };
    let (good, said) = read(pandoc, &path);
    assert!(good && said.trim() == "河湾日报|2022-03-28|1版,2版,", "{said}");
}
