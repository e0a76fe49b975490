//! METS: which files are the pages of an issue, in which order, and which of their blocks are one article.

mod location;
mod names;

use std::collections::HashMap;
use std::path::Path;

use crate::import::faults::{FaultKind, FilePlace};
use crate::import::xml::{self, XmlDocument, XmlNode};
use crate::import::{Beginning, Choices, ImportError, Imported, Input, Reader, boxed, read_bytes};
use crate::page::{Layout, LayoutParts, Page};

pub(crate) use names::{MetsNames, PageNames, names_beside};

pub(super) static READER: Reader = Reader { is_list: true, ..Reader::xml("METS", |beginning| beginning.root() == Some("mets"), listed) };

/// The pages that a METS lists. A page that cannot be read is left out with a warning, unless that leaves none.
fn listed(input: &Input<'_>) -> Result<Imported, ImportError> {
    let (decoded, untrue) = input.decoded();
    let text = decoded.text.as_str();
    let mut document = xml::read(text).map_err(|much| boxed::too_much(input, text, much))?;
    let listed = list(&mut document);
    let mut imported = Imported::default();
    imported.warnings.extend(document.faults.into_iter().map(|fault| input.warning(FilePlace::of(text, fault.at), fault.kind)));
    let mut places = LinePlaces { text, at: 0, place: FilePlace { line: 1, column: 1 } };
    let mut why = None;
    for page in listed {
        let read = location::beside(input.path, &page.href).map_err(Left::Outside).and_then(|path| one_listed(&path, &page));
        match read {
            Ok(read) => {
                imported.pages.extend(read.pages);
                imported.warnings.extend(read.warnings);
            }
            Err(left) => {
                let kind = left.of(&page.href);
                why = Some(kind.to_string());
                imported.warnings.push(input.warning(places.of(page.at), kind));
            }
        }
    }
    if imported.pages.is_empty() {
        return Err(ImportError::NoneListed { path: input.path.to_owned(), why });
    }
    input.tell_encoding(&decoded, untrue, &mut imported);
    Ok(imported)
}

/// Why a page is left out.
enum Left {
    Outside(location::Outside),
    Unread(String),
}

impl Left {
    fn of(self, href: &str) -> FaultKind {
        let file: String = href.chars().take(200).collect();
        match self {
            Left::Outside(location::Outside::Elsewhere) => FaultKind::Outside(file),
            Left::Outside(location::Outside::Address) => FaultKind::Listed { file, why: "it is not on this machine".to_owned() },
            Left::Unread(why) => FaultKind::Listed { file, why },
        }
    }
}

/// Places in a text, found in one walk as long as they come in order.
struct LinePlaces<'a> {
    text: &'a str,
    at: usize,
    place: FilePlace,
}

impl LinePlaces<'_> {
    fn of(&mut self, byte: usize) -> FilePlace {
        if byte < self.at {
            (self.at, self.place) = (0, FilePlace { line: 1, column: 1 });
        }
        for c in self.text.get(self.at..byte).unwrap_or_default().chars() {
            let FilePlace { line, column } = self.place;
            self.place = if c == '\n' { FilePlace { line: line + 1, column: 1 } } else { FilePlace { line, column: column + 1 } };
        }
        self.at = byte;
        self.place
    }
}

fn one_listed(path: &Path, listed: &ListedPage) -> Result<Imported, Left> {
    let unread = |error: ImportError| Left::Unread(error.to_string());
    let bytes = read_bytes(path).map_err(unread)?;
    let reader = Reader::of(&Beginning::of(&bytes)).filter(|reader| !reader.is_list && !reader.is_plain());
    let reader = reader.ok_or_else(|| Left::Unread("it is of no format that has boxes".to_owned()))?;
    let mut read = (reader.read)(&Input { path, bytes: &bytes, choices: &Choices::default() }).map_err(unread)?;
    if !listed.articles.is_empty() {
        read.pages = read.pages.into_iter().map(|page| with_articles(page, &listed.articles)).collect();
    }
    Ok(read)
}

/// The page, its blocks in the articles that the list puts them in.
fn with_articles(page: Page, articles: &HashMap<String, String>) -> Page {
    let Some(layout) = page.layout() else { return page };
    let mut parts: LayoutParts = layout.parts().clone();
    for region in &mut parts.regions {
        if let Some(article) = articles.get(&region.id) {
            region.article = Some(article.clone());
        }
    }
    page.with_layout(Layout::new(parts))
}

/// A file that is a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ListedPage {
    /// Its name in the list of files.
    id: String,
    /// Where it lies, as the METS says.
    href: String,
    /// The byte where it says so.
    at: usize,
    /// Blocks of it, by name, with the article each belongs to.
    articles: HashMap<String, String>,
}

/// The files that are pages, each once, in the order of the physical structure, or else of the list of files.
fn list(document: &mut XmlDocument<'_>) -> Vec<ListedPage> {
    let Some(root) = document.root() else { return Vec::new() };
    let mut files: Vec<(&str, ListedPage)> = Vec::new();
    if let Some(group) = text_group(document, root) {
        for file in document.inside(group).filter(|node| document.name(*node) == "file") {
            let mut locations = document.named(file, "FLocat");
            let location = locations.find_map(|location| Some((location, document.attribute(location, "href")?)));
            if let (Some(id), Some((location, href))) = (document.attribute(file, "ID"), location) {
                let at = document.element(location).map_or(0, |element| element.open.start);
                files.push((id, ListedPage { id: id.to_owned(), href: href.to_owned(), at, articles: HashMap::new() }));
            }
        }
    }
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    for (place, (id, _)) in files.iter().enumerate() {
        by_id.entry(id).or_insert(place);
    }
    let pointed = physical(document, root);
    let in_order = pointed.iter().filter_map(|id| by_id.get(id.as_str()).copied()).chain(0..files.len());
    // Two names may stand for one file.
    let (mut order, mut pages) = (Vec::new(), HashMap::<&str, usize>::new());
    for place in in_order {
        let Some((_, file)) = files.get(place) else { continue };
        pages.entry(&file.href).or_insert_with(|| {
            order.push(place);
            order.len() - 1
        });
    }
    let mut listed: Vec<ListedPage> = order.iter().filter_map(|place| files.get(*place)).map(|(_, file)| file.clone()).collect();
    for (file, block, article) in articles(document, root) {
        // Logical structures point at pictures too.
        let page = by_id.get(file.as_str()).and_then(|place| files.get(*place)).and_then(|(_, file)| pages.get(file.href.as_str()));
        if let Some(page) = page.and_then(|page| listed.get_mut(*page)) {
            page.articles.entry(block).or_insert(article);
        }
    }
    if listed.is_empty() {
        document.fault(root, FaultKind::Nothing("fileSec".to_owned()));
    }
    listed
}

/// The group of files that hold text: by its use, or else the last whose files say that they are XML or HTML.
fn text_group(document: &XmlDocument<'_>, root: XmlNode) -> Option<XmlNode> {
    let section = document.child(root, "fileSec")?;
    let groups: Vec<XmlNode> = document.inside(section).filter(|node| document.name(*node) == "fileGrp").collect();
    let with_files = |group: &&XmlNode| document.named(**group, "file").next().is_some();
    let used =
        |group: &&XmlNode, word: &str| document.attribute(**group, "USE").is_some_and(|used| used.to_ascii_uppercase().contains(word));
    let by_use = ["FULLTEXT", "ALTO", "TEXT", "OCR-D-OCR", "HOCR"]
        .iter()
        .find_map(|word| groups.iter().filter(with_files).find(|group| used(group, word)));
    let texts = |group: &&XmlNode| {
        let text = |file: XmlNode| document.attribute(file, "MIMETYPE").is_some_and(|kind| kind.ends_with("xml") || kind.contains("html"));
        document.named(**group, "file").any(text)
    };
    by_use.or_else(|| groups.iter().filter(with_files).rfind(texts)).copied()
}

/// The files that the physical structure points at, in order.
fn physical(document: &XmlDocument<'_>, root: XmlNode) -> Vec<String> {
    let is_physical = |map: &XmlNode| document.attribute(*map, "TYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("physical"));
    let Some(map) = document.named(root, "structMap").find(is_physical).or_else(|| document.child(root, "structMap")) else {
        return Vec::new();
    };
    let mut found: Vec<(f64, String)> = Vec::new();
    for pointer in document.inside(map).filter(|node| matches!(document.name(*node), "fptr" | "area")) {
        let Some(file) = document.attribute(pointer, "FILEID") else { continue };
        let division =
            std::iter::successors(Some(pointer), |node| document.element(*node)?.parent).find(|node| document.name(*node) == "div");
        let order = division.and_then(|division| document.attribute(division, "ORDER"));
        found.push((order.and_then(|order| order.trim().parse().ok()).unwrap_or(f64::MAX), file.to_owned()));
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.into_iter().map(|(_, file)| file).collect()
}

/// The divisions of the physical structure that point at files, with the names of these.
fn physical_divisions(document: &XmlDocument<'_>, root: XmlNode) -> Vec<(XmlNode, Vec<String>)> {
    let is_physical = |map: &XmlNode| document.attribute(*map, "TYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("physical"));
    let maps: Vec<XmlNode> = document.named(root, "structMap").filter(is_physical).collect();
    let divisions = maps.into_iter().flat_map(|map| document.inside(map)).filter(|node| document.name(*node) == "div");
    let files = |division: XmlNode| {
        let pointers = document.named(division, "fptr").flat_map(|pointer| std::iter::once(pointer).chain(document.inside(pointer)));
        pointers.filter_map(|node| document.attribute(node, "FILEID").map(str::to_owned)).collect::<Vec<_>>()
    };
    divisions.map(|division| (division, files(division))).filter(|(_, files)| !files.is_empty()).collect()
}

/// The blocks that the logical structure puts into articles: file, block, article.
fn articles(document: &XmlDocument<'_>, root: XmlNode) -> Vec<(String, String, String)> {
    let mut names: HashMap<XmlNode, String> = HashMap::new();
    let mut found = Vec::new();
    let maps: Vec<XmlNode> = document.named(root, "structMap").collect();
    for map in maps {
        for area in document.inside(map).filter(|node| document.name(*node) == "area") {
            let is_article = |node: &XmlNode| {
                document
                    .attribute(*node, "TYPE")
                    .is_some_and(|kind| matches!(kind.to_ascii_uppercase().as_str(), "ARTICLE" | "SECTION_ARTICLE"))
            };
            let mut round = std::iter::successors(Some(area), |node| document.element(*node)?.parent);
            let Some(article) = round.find(is_article) else { continue };
            let count = names.len() + 1;
            let own = |node: XmlNode| document.attribute(node, "ID").map_or_else(|| format!("article-{count}"), str::to_owned);
            let name = names.entry(article).or_insert_with(|| own(article)).clone();
            if let (Some(file), Some(block)) = (document.attribute(area, "FILEID"), document.attribute(area, "BEGIN")) {
                found.push((file.to_owned(), block.to_owned(), name));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISSUE: &str = r#"<mets:mets xmlns:mets="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"><mets:fileSec>
        <mets:fileGrp USE="MASTER"><mets:file ID="I1" MIMETYPE="image/tiff"><mets:FLocat xlink:href="1.tif"/></mets:file></mets:fileGrp>
        <mets:fileGrp USE="FULLTEXT"><mets:file ID="A2" MIMETYPE="text/xml"><mets:FLocat LOCTYPE="URL" xlink:href="file://./alto/2.xml"/></mets:file>
        <mets:file ID="A1"><mets:FLocat xlink:href="alto/1.xml"/></mets:file><mets:file ID="A9"><mets:FLocat xlink:href="alto/9.xml"/></mets:file></mets:fileGrp></mets:fileSec>
        <mets:structMap TYPE="LOGICAL"><mets:div TYPE="Newspaper"><mets:div TYPE="ARTICLE" ID="MODSMD_ARTICLE1"><mets:div TYPE="BODY"><mets:fptr>
          <mets:area FILEID="A1" BEGIN="P1_TB2" BETYPE="IDREF"/></mets:fptr></mets:div></mets:div></mets:div></mets:structMap>
        <mets:structMap TYPE="PHYSICAL"><mets:div><mets:div ORDER="2"><mets:fptr FILEID="A2"/></mets:div>
        <mets:div ORDER="1" ORDERLABEL="A01"><mets:fptr FILEID="I1"/><mets:fptr FILEID="A1"/></mets:div></mets:div></mets:structMap></mets:mets>"#;

    #[test]
    fn pages_come_in_the_order_of_the_physical_structure() {
        let mut document = xml::read(ISSUE).expect("a document");
        let listed = list(&mut document);
        assert_eq!(listed.iter().map(|page| page.href.as_str()).collect::<Vec<_>>(), ["alto/1.xml", "file://./alto/2.xml", "alto/9.xml"]);
        assert_eq!(listed[0].articles, HashMap::from([("P1_TB2".to_owned(), "MODSMD_ARTICLE1".to_owned())]));
    }

    #[test]
    fn a_hundred_thousand_references_to_one_page_read_it_once_and_soon() {
        let took = |count: usize| {
            let files: String = (0..count).map(|n| format!("<file ID=\"F{n}\"><FLocat href=\"alto/1.xml\"/></file>")).collect();
            let pointers: String = (0..count).map(|n| format!("<div ORDER=\"{}\"><fptr FILEID=\"F{n}\"/></div>", n % 7)).collect();
            let area = |n: usize| format!("<div TYPE=\"ARTICLE\"><fptr><area FILEID=\"F{n}\" BEGIN=\"b{}\"/></fptr></div>", n % 1000);
            let areas: String = (0..count).map(area).collect();
            let mets = format!(
                "<mets><fileSec><fileGrp USE=\"FULLTEXT\">{files}</fileGrp></fileSec><structMap TYPE=\"PHYSICAL\">{pointers}</structMap>\
                 <structMap TYPE=\"LOGICAL\">{areas}</structMap></mets>"
            );
            let since = std::time::Instant::now();
            let listed = list(&mut xml::read(&mets).expect("a document"));
            assert_eq!(listed.len(), 1);
            since.elapsed()
        };
        took(1000);
        let (few, many) = (took(5000), took(20_000));
        assert!(many < few * 12 + std::time::Duration::from_millis(300), "{few:?} {many:?}");
    }

    #[test]
    fn a_list_of_nothing_says_so() {
        let mut document = xml::read("<mets/>").expect("a document");
        assert!(list(&mut document).is_empty());
        assert_eq!(document.faults.len(), 1);
    }
}
