//! Reading files of every kind as pages: plain text, files with boxes, and lists of them.

use std::path::{Path, PathBuf};

use super::formats::faults::{Fault, FaultKind, FilePlace};
use super::formats::xml::TooMuch;
use super::formats::{self, Told};
use super::import::{read_bytes, source, text_page};
use super::{Decoded, Encoding, ImportError, Layout, LayoutParts, Page, SourceFormat, decode};

/// What was nearly right in a file that was read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}:{}:{}: {kind}", path.display(), place.line, place.column)]
pub struct ImportWarning {
    /// The file.
    pub path: PathBuf,
    /// Where in it.
    pub place: FilePlace,
    /// What it was.
    pub kind: FaultKind,
}

/// What a file holds.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// Its pages in order: one for most files, several for a METS or a book in one file.
    pub pages: Vec<Page>,
    /// What was nearly right in it.
    pub warnings: Vec<ImportWarning>,
}

/// Reads a file as the pages it holds, whatever its name says: plain text, hOCR, ALTO, PAGE, Tesseract's TSV, or a METS with the pages it
/// lists. `encoding` overrides detection.
///
/// # Errors
/// The file cannot be read, is too large, holds no text, is text in no encoding or XML of another kind.
pub fn import_pages(path: &Path, encoding: Option<Encoding>) -> Result<Imported, ImportError> {
    let bytes = read_bytes(path)?;
    pages_of(path, &bytes, encoding)
}

/// As [`import_pages`], of bytes that were read from `path`.
///
/// # Errors
/// As [`import_pages`].
pub fn pages_of(path: &Path, bytes: &[u8], encoding: Option<Encoding>) -> Result<Imported, ImportError> {
    let declared = if encoding.is_none() { declared(bytes) } else { None };
    let (decoded, doubt) = decode_declared(bytes, encoding, declared);
    match formats::tell(&decoded.text) {
        Told::Plain => Ok(Imported { pages: vec![text_page(path, bytes, decoded)?], warnings: Vec::new() }),
        Told::OtherXml(root) => Err(ImportError::OtherXml { path: path.to_owned(), root: root.chars().take(40).collect() }),
        Told::Known(format) => {
            let mut imported = match format {
                SourceFormat::Mets => listed(path, &decoded.text)?,
                _ => boxed(path, bytes, &decoded, format)?,
            };
            let kind = doubt.map(FaultKind::Encoding);
            let warning = kind.map(|kind| ImportWarning { path: path.to_owned(), place: FilePlace { line: 1, column: 1 }, kind });
            imported.warnings.splice(0..0, warning);
            Ok(imported)
        }
    }
}

/// The text of the file that a page was read from, where it lies beside another file, or in a folder beside it, and has not changed since.
pub fn source_beside(file: &Path, page: &Page) -> Option<String> {
    let name = &page.source().file;
    let name = name.rsplit_once('#').filter(|(_, number)| number.parse::<u32>().is_ok()).map_or(name.as_str(), |(name, _)| name);
    let folder = file.parent().unwrap_or(Path::new(""));
    let beside = std::iter::once(folder.join(name));
    // A METS lists pages in folders of their own.
    let folders = std::fs::read_dir(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).into_iter().flatten().flatten();
    let within = folders.map(|entry| entry.path().join(name)).take(256);
    let same = |path: PathBuf| {
        let bytes = read_bytes(&path).ok()?;
        let found = source(&path, &bytes, page.source().encoding);
        (found.sha256 == page.source().sha256).then(|| decode(&bytes, Some(page.source().encoding)).text)
    };
    beside.chain(within).find_map(same)
}

/// The encoding that an XML declaration names.
fn declared(bytes: &[u8]) -> Option<(String, Option<Encoding>)> {
    let head: String = bytes.get(..bytes.len().min(200))?.iter().map(|byte| char::from(*byte)).collect();
    let declaration = head.trim_start_matches(|c: char| !c.is_ascii()).trim_start().strip_prefix("<?xml")?;
    let value = declaration.split("?>").next()?.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let name = value.get(1..)?.split(quote).next()?.to_owned();
    let encoding = name.parse().ok();
    Some((name, encoding))
}

/// The bytes in the encoding their file declares, unless they are plainly in another. The second part is the name that was not true.
fn decode_declared(bytes: &[u8], by_hand: Option<Encoding>, declared: Option<(String, Option<Encoding>)>) -> (Decoded, Option<String>) {
    let detected = decode(bytes, by_hand);
    let Some((name, said)) = declared else { return (detected, None) };
    if said == Some(detected.encoding) {
        return (detected, None);
    }
    // All but UTF-16 and UTF-8 can be mistaken for each other, and ASCII is good UTF-8.
    let sure = [Encoding::UTF_8, Encoding::UTF_16LE, Encoding::UTF_16BE].contains(&detected.encoding) && detected.malformed == 0;
    let truly = said.filter(|_| !sure).map(|said| decode(bytes, Some(said))).filter(|truly| truly.malformed <= detected.malformed);
    match truly {
        Some(truly) => (truly, None),
        None => {
            let harmless = bytes.is_ascii() || name.eq_ignore_ascii_case("utf-16");
            (detected, Some(name).filter(|_| !harmless))
        }
    }
}

fn boxed(path: &Path, bytes: &[u8], decoded: &Decoded, format: SourceFormat) -> Result<Imported, ImportError> {
    let text = &decoded.text;
    let read = formats::read(format, text).map_err(|much| too_much(path, text, much))?;
    let pages: Vec<_> = read.pages.into_iter().filter(|page| !page.text.chars().all(super::is_blank)).collect();
    if pages.is_empty() {
        return Err(ImportError::Empty { path: path.to_owned() });
    }
    let several = pages.len() > 1;
    let page = |(index, page): (usize, formats::SourcePage)| {
        let mut source = source(path, bytes, decoded.encoding);
        if several {
            source.file.push_str(&format!("#{}", index + 1));
        }
        Page::new(source, &page.text).with_layout(page.layout)
    };
    let pages = pages.into_iter().enumerate().map(page).collect();
    let warning = |fault: Fault| ImportWarning { path: path.to_owned(), place: FilePlace::of(text, fault.at), kind: fault.kind };
    Ok(Imported { pages, warnings: read.faults.into_iter().map(warning).collect() })
}

fn too_much(path: &Path, text: &str, much: TooMuch) -> ImportError {
    match much {
        TooMuch::Deep(at) => {
            let FilePlace { line, column } = FilePlace::of(text, at);
            ImportError::TooDeep { path: path.to_owned(), line, column }
        }
        TooMuch::Many => ImportError::TooMany { path: path.to_owned() },
    }
}

/// The pages that a METS lists. A page that cannot be read is left out with a warning, unless that leaves none.
fn listed(path: &Path, text: &str) -> Result<Imported, ImportError> {
    let (listed, faults) = formats::list(text).map_err(|much| too_much(path, text, much))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let warn = |place: FilePlace, kind: FaultKind| ImportWarning { path: path.to_owned(), place, kind };
    let mut imported = Imported::default();
    imported.warnings.extend(faults.into_iter().map(|fault| warn(FilePlace::of(text, fault.at), fault.kind)));
    for page in listed {
        match one_listed(&folder.join(&page.href), &page) {
            Ok(read) => {
                imported.pages.extend(read.pages);
                imported.warnings.extend(read.warnings);
            }
            Err(why) => {
                let at = text.find(page.href.as_str()).unwrap_or(0);
                imported.warnings.push(warn(FilePlace::of(text, at), FaultKind::Listed { file: page.href, why }));
            }
        }
    }
    if imported.pages.is_empty() {
        return Err(ImportError::NoneListed {
            path: path.to_owned(),
            why: imported.warnings.last().map(|warning| warning.kind.to_string()),
        });
    }
    Ok(imported)
}

fn one_listed(path: &Path, listed: &formats::Listed) -> Result<Imported, String> {
    if listed.href.contains("://") {
        return Err("it is not on this machine".to_owned());
    }
    let bytes = read_bytes(path).map_err(|error| error.to_string())?;
    let (decoded, _) = decode_declared(&bytes, None, declared(&bytes));
    let Told::Known(format @ (SourceFormat::Alto | SourceFormat::Page | SourceFormat::Hocr | SourceFormat::Tsv)) =
        formats::tell(&decoded.text)
    else {
        return Err("it is neither ALTO nor PAGE nor hOCR".to_owned());
    };
    let mut read = boxed(path, &bytes, &decoded, format).map_err(|error| error.to_string())?;
    if !listed.articles.is_empty() {
        read.pages = read.pages.into_iter().map(|page| with_articles(page, &listed.articles)).collect();
    }
    Ok(read)
}

/// The page, its blocks in the articles that the list puts them in.
fn with_articles(page: Page, articles: &[(String, String)]) -> Page {
    let Some(layout) = page.layout() else { return page };
    let mut parts: LayoutParts = layout.parts().clone();
    for region in &mut parts.regions {
        if let Some((_, article)) = articles.iter().find(|(block, _)| *block == region.id) {
            region.article = Some(article.clone());
        }
    }
    page.with_layout(Layout::new(parts))
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
        assert!(matches!(go("<?xml version=\"1.0\"?><TEI><text/></TEI>"), Err(ImportError::OtherXml { .. })));
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
        std::fs::write(folder.path().join("alto/2.xml"), "<alto/>").expect("written");
        assert_eq!(source_beside(&path, &read.pages[1]), None, "it has changed");
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
