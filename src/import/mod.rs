//! Reading pages from files: encodings, formats, folders, and the images of pages.
//!
//! A format is a file in `formats` and a line in [`READERS`], from which file dialogs, folders and help take what they say of formats.
//! What a file is shows in its content, whatever its name.

mod beside;
mod boxed;
mod boxes;
mod build;
mod decode;
mod error;
mod faults;
mod files;
mod folder;
pub(crate) mod formats;
pub mod image;
mod json;
mod kinds;
mod maker;
mod order;
pub mod pdf;
mod reader;
mod values;
mod warnings;
pub(crate) mod xml;
mod xml_parser;

use std::path::Path;

use sha2::{Digest, Sha256};

pub(crate) use beside::{folders_beside, folders_in};
pub use beside::{source_beside, source_bytes_beside};
pub(crate) use build::SourcePage;
pub use decode::{Decoded, OtherLines, decode, detect};
pub use error::ImportError;
pub use faults::{FaultKind, FilePlace};
pub use files::{ImportedFiles, LeftOut, import_files};
pub use folder::{Listed, ListedFile, PageFile, list_folder, may_be_image, may_be_page, natural_key, page_files, raw_files};
pub use formats::{READERS, endings, import_bytes, names};
pub use kinds::FileKind;
pub use maker::Maker;
pub use pdf::{PageSelection, PdfFault, SelectionFault};
pub use reader::{Beginning, Input, Reader};
pub use warnings::ImportWarning;

use crate::page::{Encoding, Page, Source};
use crate::reading::{NoFile, read_beginning, read_regular};

/// The largest file that is read as one page, in bytes. A newspaper page holds some tens of kilobytes.
pub const MAX_PAGE_BYTES: u64 = 16 * 1024 * 1024;

/// What a file holds.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// Its pages in order: one for most files, several for a METS or a book in one file.
    pub pages: Vec<Page>,
    /// What was nearly right in it.
    pub warnings: Vec<ImportWarning>,
}

/// What is chosen by hand of how a file is read. By default all is told by the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// The encoding of a file of text.
    pub encoding: Option<Encoding>,
    /// The password of a locked file.
    pub password: Option<String>,
    /// Which pages of a PDF are read.
    pub pages: PageSelection,
    /// A PDF of more pages is refused where none were chosen; of any number where there is none.
    pub most_pages: Option<u32>,
}

impl From<Option<Encoding>> for Choices {
    fn from(encoding: Option<Encoding>) -> Choices {
        Choices { encoding, ..Choices::default() }
    }
}

/// Reads a file as the pages it holds, by the first of the [readers](READERS) that knows it, whatever its name says.
///
/// # Errors
/// The file cannot be read, is too large, locked or damaged, holds no page, is text in no encoding or a file of a kind that no reader knows.
pub fn import_pages(path: &Path, choices: impl Into<Choices>) -> Result<Imported, ImportError> {
    let bytes = read_bytes(path)?;
    pages_of(path, &bytes, choices)
}

/// As [`import_pages`], of bytes that were read from `path`.
///
/// # Errors
/// As [`import_pages`].
pub fn pages_of(path: &Path, bytes: &[u8], choices: impl Into<Choices>) -> Result<Imported, ImportError> {
    let beginning = Beginning::of(bytes);
    match Reader::of(&beginning) {
        Some(reader) => (reader.read)(&Input { path, bytes, choices: &choices.into() }),
        None => {
            let kind = FileKind::of(&beginning).unwrap_or(FileKind::Archive);
            Err(ImportError::OtherKind { path: path.to_owned(), kind })
        }
    }
}

/// Reads a file as a page: the first, where it holds several.
///
/// # Errors
/// As [`import_pages`].
pub fn import_file(path: &Path, choices: impl Into<Choices>) -> Result<Page, ImportError> {
    let pages = import_pages(path, choices)?.pages;
    pages.into_iter().next().ok_or_else(|| ImportError::Empty { path: path.to_owned() })
}

/// The largest file that is read, in bytes, of the format that a file has.
pub(crate) fn most_bytes(path: &Path) -> u64 {
    let told = read_beginning(path, reader::BEGINNING as u64).ok().and_then(|beginning| Reader::of(&Beginning::of(&beginning)));
    told.map_or(MAX_PAGE_BYTES, |reader| reader.most_bytes)
}

/// The bytes of a file that is no larger than files of its format are read.
fn read_bytes(path: &Path) -> Result<Vec<u8>, ImportError> {
    let most = most_bytes(path);
    read_regular(path, most).map_err(|error| match NoFile::of(&error) {
        Some(NoFile::TooLarge { bytes, .. }) => {
            ImportError::TooLarge { path: path.to_owned(), megabytes: bytes / 1_000_000, most: most / 1_000_000 }
        }
        _ => ImportError::Unreadable { path: path.to_owned(), error },
    })
}

/// The source of a page: its file's name, and what identifies its bytes.
fn source(path: &Path, bytes: &[u8], encoding: Encoding) -> Source {
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Source { file, sha256: hex::encode(Sha256::digest(bytes)), encoding }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{PixelRect, Pixels, RegionKind};

    fn go(text: &str) -> Result<Imported, ImportError> {
        pages_of(Path::new("p.xml"), text.as_bytes(), None)
    }

    fn alto(lines: &str) -> String {
        format!(
            "<alto><Layout><Page ID=\"p\" WIDTH=\"100\" HEIGHT=\"100\"><PrintSpace><TextBlock ID=\"b\">{lines}</TextBlock></PrintSpace></Page></Layout></alto>"
        )
    }

    const LINE: &str = "<TextLine HPOS=\"1\" VPOS=\"1\" WIDTH=\"9\" HEIGHT=\"9\"><String CONTENT=\"市政府\"/></TextLine>";

    #[test]
    fn a_file_that_is_not_there_is_said_so() {
        assert!(matches!(import_file(Path::new("/nowhere/a.txt"), None), Err(ImportError::Unreadable { .. })));
    }

    #[test]
    fn the_source_is_the_file_and_warnings_name_the_place() {
        let text = alto(&format!("\n{LINE}\n  <TextLine HPOS=\"none\" VPOS=\"1\"><String CONTENT=\"开会&nope;\"/></TextLine>"));
        let read = go(&text).expect("pages");
        let page = &read.pages[0];
        assert_eq!((page.text(), page.source().file.as_str(), page.source().sha256.len()), ("市政府\n开会&nope;", "p.xml", 64));
        let said: Vec<String> = read.warnings.iter().map(ToString::to_string).collect();
        assert!(said.iter().any(|line| line.starts_with("p.xml:3:3: HPOS=\"none\" is no number")), "{said:?}");
        assert!(said.iter().any(|line| line.starts_with("p.xml:3:") && line.contains("&nope;")), "{said:?}");
    }

    #[test]
    fn declared_encodings_are_read_and_false_ones_are_told() {
        let text = format!("<?xml version=\"1.0\" encoding=\"GBK\"?>{}", alto(LINE));
        let gbk = encoding_rs::GBK.encode(&text).0.into_owned();
        let read = pages_of(Path::new("p.xml"), &gbk, None).expect("pages");
        assert_eq!((read.pages[0].text(), read.warnings.len()), ("市政府", 0));
        let read = go(&text).expect("pages");
        assert_eq!(read.pages[0].text(), "市政府");
        assert_eq!(read.warnings.iter().map(|warning| warning.kind.clone()).collect::<Vec<_>>(), [FaultKind::Encoding("GBK".into())]);
        let utf16: Vec<u8> = format!("\u{feff}{}", text.replace("GBK", "UTF-16")).encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(pages_of(Path::new("p.xml"), &utf16, None).expect("pages").pages[0].text(), "市政府");
    }

    #[test]
    fn hostile_files_get_an_answer() {
        let bomb: String = (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
        let laughs = format!("<!DOCTYPE alto [<!ENTITY l0 \"ha\">{bomb}]>{}", alto("<TextLine><String CONTENT=\"甲&l9;\"/></TextLine>"));
        assert_eq!(go(&laughs).expect("a page").pages[0].text(), "甲&l9;");
        let outside = format!("<!DOCTYPE alto SYSTEM \"file:///etc/passwd\">{}", alto(LINE));
        assert_eq!(go(&outside).expect("a page").pages[0].text(), "市政府");
        assert!(matches!(go(&format!("<alto>{}", "<a>".repeat(1_000_000))), Err(ImportError::TooDeep { line: 1, .. })));
        assert!(matches!(go(&format!("<alto>{}", "<a/>".repeat(3_000_000))), Err(ImportError::TooMany { .. })));
        assert!(matches!(go("<alto></alto>"), Err(ImportError::Empty { .. })));
        assert!(matches!(go("<?xml version=\"1.0\"?><TEI><text/></TEI>"), Err(ImportError::OtherKind { kind: FileKind::Xml(_), .. })));
        let absurd = "<TextLine HPOS=\"-1e300\" VPOS=\"1e300\" WIDTH=\"NaN\" HEIGHT=\"-5\"><String CONTENT=\"远\"/></TextLine>";
        let read = go(&alto(absurd)).expect("a page");
        let rect = read.pages[0].layout().and_then(|layout| layout.line(1).map(|line| line.outline.rect));
        assert!(rect.is_some_and(|rect| rect.right <= Pixels(100) && rect.bottom <= Pixels(100)), "{rect:?}");
        assert!(!read.warnings.is_empty());
    }

    /// However a file is cut off or garbled, reading it ends, with pages or a reason.
    #[test]
    fn cut_and_garbled_files_are_read_or_refused() {
        let hocr = "<html><body><div class='ocr_page' title='image \"a.png\"; bbox 0 0 9 9'><span class='ocr_line' title='bbox 1 1 5 5; baseline 0 -1'>\
             <span class='ocrx_word' title='bbox 1 1 5 5; x_wconf 9'>甲</span></span></div></body></html>";
        let page = "<PcGts><Page imageWidth='9' imageHeight='9'><ReadingOrder><OrderedGroup><RegionRefIndexed index='0' regionRef='r'/></OrderedGroup></ReadingOrder>\
             <TextRegion id='r' custom='structure {type:heading;}'><Coords points='1,1 5,5'/><TextLine><TextEquiv index='0'><Unicode>乙</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>";
        let tsv = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n5\t1\t1\t1\t1\t1\t1\t1\t2\t2\t9\t丙\n";
        for text in [alto(LINE), hocr.to_owned(), page.to_owned(), tsv.to_owned()] {
            assert!(go(&text).is_ok(), "{text}");
            for at in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
                drop(go(&text[..at]));
                drop(go(&format!("{}<{}", &text[..at], &text[at..])));
                drop(go(&format!("{}\u{0}&#xFFFFFF;\"{}", &text[..at], &text[at..])));
            }
        }
    }

    #[test]
    fn a_mets_opens_its_pages_in_order_with_their_articles() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("alto")).expect("a folder");
        std::fs::write(folder.path().join("alto/1.xml"), alto(&LINE.replace("市政府", "第一版"))).expect("written");
        std::fs::write(folder.path().join("alto/2.xml"), alto(&LINE.replace("市政府", "第二版"))).expect("written");
        let file = |id: &str, href: &str| format!("<file ID=\"{id}\" MIMETYPE=\"text/xml\"><FLocat xlink:href=\"{href}\"/></file>");
        let files =
            file("B", "alto/2.xml") + &file("A", "file://alto/1.xml") + &file("C", "alto/9.xml") + &file("D", "https://example.org/1.xml");
        let pointer = |id: &str, order: u32| format!("<div ORDER=\"{order}\"><fptr FILEID=\"{id}\"/></div>");
        let articles =
            "<structMap TYPE=\"LOGICAL\"><div TYPE=\"ARTICLE\" ID=\"a1\"><fptr><area FILEID=\"B\" BEGIN=\"b\"/></fptr></div></structMap>";
        let mets = format!(
            "<mets><fileSec><fileGrp USE=\"FULLTEXT\">{files}</fileGrp></fileSec>{articles}<structMap TYPE=\"PHYSICAL\"><div>{}{}{}{}</div></structMap></mets>",
            pointer("B", 2),
            pointer("A", 1),
            pointer("C", 3),
            pointer("D", 4)
        );
        let path = folder.path().join("mets.xml");
        std::fs::write(&path, mets).expect("written");
        let read = import_pages(&path, None).expect("pages");
        assert_eq!(read.pages.iter().map(Page::text).collect::<Vec<_>>(), ["第一版", "第二版"]);
        assert_eq!(read.pages[1].source().file, "2.xml");
        let articles = |page: &Page| page.layout().and_then(|layout| layout.regions().first()?.article.clone());
        assert_eq!((articles(&read.pages[0]), articles(&read.pages[1])), (None, Some("a1".to_owned())));
        assert_eq!(read.warnings.len(), 2, "{:?}", read.warnings);
        assert_eq!(source_beside(&path, &read.pages[1]), Some(alto(&LINE.replace("市政府", "第二版"))));
        // An edition may lie in a folder beside that of the pages.
        std::fs::create_dir(folder.path().join("editions")).expect("a folder");
        let edition = folder.path().join("editions/e.ron");
        assert_eq!(source_beside(&edition, &read.pages[1]), source_beside(&path, &read.pages[1]));
        std::fs::write(folder.path().join("alto/2.xml"), "<alto/>").expect("written");
        for near in [&path, &edition] {
            assert_eq!(source_beside(near, &read.pages[1]), None, "it has changed");
        }
    }

    #[test]
    fn blank_pages_are_pages() {
        let read = go("<alto><Layout><Page WIDTH=\"100\" HEIGHT=\"100\"/></Layout></alto>").expect("a page");
        assert_eq!((read.pages[0].text(), read.pages[0].layout().map(|layout| layout.size())), ("", Some((Pixels(100), Pixels(100)))));
        let page = |words: &str| format!("<div class='ocr_page' title='image \"a.png\"; bbox 0 0 9 9'>{words}</div>");
        let full = page("<span class='ocrx_word' title='bbox 1 2 3 4'>甲</span>");
        let read = go(&format!("<html>{}{full}{}</html>", page(""), page(""))).expect("pages");
        assert_eq!(read.pages.iter().map(Page::text).collect::<Vec<_>>(), ["", "甲", ""]);
        assert_eq!(read.pages[1].source().file, "p.xml#2");
        let head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n";
        let page = |number: usize| format!("1\t{number}\t0\t0\t0\t0\t0\t0\t100\t80\t-1\t\n");
        let read = go(&format!("{head}{}{}", page(1), page(2))).expect("pages");
        assert_eq!(read.pages.len(), 2);
        assert!(matches!(go(head), Err(ImportError::Empty { .. })));
        assert_eq!(go("<PcGts><Page imageWidth='9' imageHeight='9'/></PcGts>").expect("a page").pages.len(), 1);
    }

    #[test]
    fn bytes_that_are_no_characters_are_known_in_files_with_boxes_too() {
        let lines = format!("<!-- \u{1}\u{2} -->{LINE}{}", LINE.replace("市政府", "开\u{3}会"));
        let mut bytes = alto(&lines).into_bytes();
        bytes.extend(format!("<!-- {} -->", "报".repeat(40)).bytes());
        for byte in &mut bytes {
            *byte = if matches!(byte, 1..=3) { 0xfc + *byte } else { *byte };
        }
        let read = pages_of(Path::new("p.xml"), &bytes, None).expect("a page");
        let page = &read.pages[0];
        assert_eq!(page.text(), "市政府\n开\u{fffd}会");
        let kept: Vec<(u32, String)> = page.undecoded().iter().map(|place| (place.at.0, place.hex())).collect();
        assert_eq!(kept, [(5, "ff".to_owned())]);
        assert!(read.warnings.iter().any(|warning| warning.to_string().contains("fd fe")), "{:?}", read.warnings);
    }

    #[test]
    fn several_pages_of_one_file_are_told_apart() {
        let page = "<div class='ocr_page'><span class='ocrx_word' title='bbox 1 2 3 4'>甲</span></div>";
        let read = go(&format!("<html>{page}{page}</html>")).expect("pages");
        assert_eq!(read.pages.iter().map(|page| page.source().file.as_str()).collect::<Vec<_>>(), ["p.xml#1", "p.xml#2"]);
        let word = read.pages[1].layout().and_then(|layout| layout.words().first()).map(|word| word.rect);
        assert_eq!(word, Some(PixelRect::new(1, 2, 3, 4)));
    }

    /// Files kept beside the repository, where there are any; they are not a part of it.
    #[test]
    fn files_beside_the_repository_open() {
        let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
        let Ok(folder) = std::fs::read_dir(beside.join("formats")) else {
            println!("no files beside the repository: skipped");
            return;
        };
        for path in folder.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "xml")) {
            let read = import_pages(&path, None).unwrap_or_else(|error| panic!("{error}"));
            let layout = read.pages[0].layout().expect("a layout");
            println!(
                "{}: {} lines, {} words, {} warnings",
                path.display(),
                layout.lines().len(),
                layout.words().len(),
                read.warnings.len()
            );
            assert!(layout.lines().len() == read.pages[0].line_count() && !layout.regions().is_empty());
            if path.ends_with("page-simple.xml") {
                assert_eq!(layout.kind_of(&layout.lines()[0]), RegionKind::Heading);
            }
        }
        // One page in four formats reads the same, blanks apart.
        let solid = |name: &str| {
            let read = import_pages(&beside.join("ocr").join(name), None).expect("a page");
            read.pages[0].text().chars().filter(|c| !c.is_whitespace()).collect::<String>()
        };
        let plain = solid("ocr-1.txt");
        assert!(["ocr-1.hocr", "ocr-1.xml", "ocr-1.tsv"].iter().all(|name| solid(name) == plain));
    }
}
