//! What made a file of a page: the program that it names, or else the one whose format it is.

use std::io::Read;
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::formats::PLAIN;
use super::reader::BEGINNING;
use super::{Beginning, Choices, ImportError, Imported, Reader, pages_of, read_bytes};

/// What made a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Maker {
    /// The program, such as `tesseract`; the format, such as `PaddleOCR`, where the file names none.
    pub name: String,
    /// Its version; empty where it is not told.
    pub version: String,
}

/// The longest name that is taken, in characters.
const LONGEST: usize = 60;

impl Maker {
    /// Reads a file as [`import_pages`](super::import_pages) does, and sees what made it.
    ///
    /// # Errors
    /// As [`import_pages`](super::import_pages).
    pub fn import(path: &Path, choices: Choices) -> Result<(Maker, Imported), ImportError> {
        let bytes = read_bytes(path)?;
        Ok((Maker::of(&bytes), pages_of(path, &bytes, choices)?))
    }

    /// Whether a file is plain text, which may come from anywhere.
    pub fn is_unknown(&self) -> bool {
        self.name == PLAIN.name
    }

    /// What made a file of these bytes.
    pub fn of(bytes: &[u8]) -> Maker {
        let mut unpacked = Vec::new();
        // What cannot be unpacked cannot be read either.
        let is_packed =
            bytes.starts_with(&[0x1f, 0x8b]) && MultiGzDecoder::new(bytes).take(BEGINNING as u64).read_to_end(&mut unpacked).is_ok();
        let beginning = Beginning::of(if is_packed { unpacked.as_slice() } else { bytes });
        let reader = Reader::of(&beginning);
        let told = match reader.map(|reader| reader.name) {
            Some("hOCR") => hocr(beginning.text()),
            Some("ALTO") => alto(beginning.text()),
            Some("PAGE") => between(beginning.text(), "Creator>", "<").map(one_name),
            Some("ABBYY FineReader XML") => between(beginning.text(), "producer=\"", "\"").map(one_name),
            _ => None,
        };
        let named = told.filter(|maker| !maker.name.is_empty());
        let by_format = || Maker { name: reader.unwrap_or(PLAIN).name.to_owned(), version: String::new() };
        named.unwrap_or_else(by_format)
    }
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    text.split_once(from)?.1.split_once(to).map(|(inner, _)| inner.trim())
}

/// A name that may end with a version: `tesseract 5.3.0`.
fn one_name(said: &str) -> Maker {
    let said: String = said.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    match said.rsplit_once(' ').filter(|(_, version)| version.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit())) {
        Some((name, version)) => Maker { name: name.trim().to_owned(), version: version.to_owned() },
        None => Maker { name: said.trim().to_owned(), version: String::new() },
    }
}

/// `<meta name="ocr-system" content="tesseract 5.3.0"/>`, with quotation marks of either kind.
fn hocr(text: &str) -> Option<Maker> {
    let after = text.split_once("ocr-system")?.1.split_once("content=")?.1;
    let mark = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    between(after, &mark.to_string(), &mark.to_string()).map(one_name)
}

/// The last program of those that worked on it is the one that read it: those before have mostly prepared the image.
fn alto(text: &str) -> Option<Maker> {
    let name = text.rsplit_once("softwareName>").and_then(|(before, _)| before.rsplit_once("softwareName>")).map(|(_, name)| name)?;
    let name = one_name(name.trim_end_matches("</").trim());
    let version = between(text.rsplit_once("softwareName>").map_or("", |(_, after)| after), "softwareVersion>", "<").unwrap_or_default();
    Some(if version.is_empty() { name } else { Maker { version: version.chars().take(LONGEST).collect(), ..name } })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn made(text: &str) -> (String, String) {
        let maker = Maker::of(text.as_bytes());
        (maker.name, maker.version)
    }

    fn is(name: &str, version: &str) -> (String, String) {
        (name.to_owned(), version.to_owned())
    }

    #[test]
    fn what_a_file_names_or_its_format() {
        let hocr = "<html><head><meta name='ocr-system' content='tesseract 5.3.0'/></head><body><div class='ocr_page'></div></body></html>";
        assert_eq!(made(hocr), is("tesseract", "5.3.0"));
        let alto = "<alto><Description><OCRProcessing><ocrProcessingStep><processingSoftware><softwareCreator>X</softwareCreator>\
             <softwareName>ABBYY FineReader Engine</softwareName><softwareVersion>12.5</softwareVersion></processingSoftware>\
             </ocrProcessingStep></OCRProcessing></Description><Layout/></alto>";
        assert_eq!(made(alto), is("ABBYY FineReader Engine", "12.5"));
        assert_eq!(made("<alto><Layout/></alto>"), is("ALTO", ""));
        assert_eq!(made("<PcGts><Metadata><Creator>Transkribus</Creator></Metadata></PcGts>"), is("Transkribus", ""));
        let abbyy =
            "<document xmlns=\"http://www.abbyy.com/FineReader_xml/FineReader8-schema-v2.xml\" producer=\"FineReader 8.0\"></document>";
        assert_eq!(made(abbyy), is("FineReader", "8.0"));
        assert_eq!(made("本报讯 市里开会"), is("plain text", ""));
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(abbyy.as_bytes()).expect("written");
        assert_eq!(Maker::of(&packed.finish().expect("packed")).name, "FineReader");
    }
}
