//! The formats that pages are read from: a file each, and a line in the list.

mod abbyy;
pub(crate) mod alto;
mod azure;
mod docling;
mod docx;
mod gzip;
mod hocr;
mod html;
pub(crate) mod mets;
mod mineru;
mod paddle;
pub(crate) mod page_xml;
mod picture;
mod plain;
mod tsv;
mod umi;
mod vision;

use super::{Reader, pdf};

pub use plain::import_bytes;

/// All readers. Of files of one page in a folder, the one whose ending stands first in this list tells the most of it; and the first
/// reader that knows a file reads it, so what is anything else than plain text stands before that.
pub static READERS: &[&Reader] = &[
    &hocr::READER,
    &alto::READER,
    &page_xml::READER,
    &abbyy::READER,
    &mets::READER,
    &tsv::READER,
    &pdf::READER,
    &paddle::READER,
    &umi::READER,
    &mineru::READER,
    &docling::READER,
    &vision::READER,
    &azure::READER,
    &gzip::READER,
    &docx::READER,
    &html::READER,
    &plain::READER,
    &picture::READER,
];

/// The reader of images.
pub(super) static PICTURE: &Reader = &picture::READER;

/// The reader of HTML that no OCR program wrote.
pub(super) static HTML: &Reader = &html::READER;

/// The reader of plain text.
pub(super) static PLAIN: &Reader = &plain::READER;

/// The endings of files that hold pages, each once.
pub fn endings() -> Vec<&'static str> {
    let mut endings: Vec<&str> = Vec::new();
    for ending in READERS.iter().flat_map(|reader| reader.endings) {
        if !endings.contains(ending) {
            endings.push(ending);
        }
    }
    endings
}

/// The names of all formats, parted by commas.
pub fn names() -> String {
    READERS.iter().map(|reader| reader.name).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Beginning;

    #[test]
    fn the_readme_lists_every_format_with_its_endings() {
        let readme = include_str!("../../../README.md");
        let rows = readme.split("| format | endings |\n| --- | --- |\n").nth(1).expect("the table of formats");
        let rows: Vec<&str> = rows.lines().take_while(|line| line.starts_with('|')).collect();
        let listed: Vec<String> = READERS
            .iter()
            .map(|reader| {
                format!("| {} | {} |", reader.name, reader.endings.iter().map(|end| format!(".{end}")).collect::<Vec<_>>().join(" "))
            })
            .collect();
        assert_eq!(rows, listed);
    }

    #[test]
    fn a_file_is_told_by_its_content() {
        let cases = [
            ("<?xml version='1.0'?><!-- x --><alto xmlns='http://www.loc.gov/standards/alto/ns-v4#'>", Some("ALTO")),
            ("\n<pc:PcGts xmlns:pc='x'>", Some("PAGE")),
            ("<!DOCTYPE html><HTML><body><div class=ocr_page>", Some("hOCR")),
            ("level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n", Some("TSV")),
            ("<mets:mets>", Some("METS")),
            ("<?xml version='1.0'?><TEI>", None),
            ("<html><p>本报讯</p></html>", Some("HTML")),
            ("<本报讯>记者", Some("plain text")),
            ("本报讯 <alto>", Some("plain text")),
            ("", Some("plain text")),
        ];
        for (text, told) in cases {
            assert_eq!(Reader::of(&Beginning::of(text.as_bytes())).map(|reader| reader.name), told, "{text}");
        }
    }
}
