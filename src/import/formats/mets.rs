//! METS: which files are the pages of an issue, in which order, and which of their blocks are one article.

use std::collections::HashMap;
use std::path::Path;

use crate::import::faults::{FaultKind, FilePlace};
use crate::import::xml::{self, Document, Node};
use crate::import::{Beginning, Choices, ImportError, Imported, Input, Reader, boxed, read_bytes};
use crate::page::{Layout, LayoutParts, Page};

pub(super) static READER: Reader = Reader {
    name: "METS",
    endings: &["xml"],
    is_list: true,
    most_bytes: crate::import::MAX_PAGE_BYTES,
    tells: |beginning| beginning.root() == Some("mets"),
    read: listed,
};

/// The pages that a METS lists. A page that cannot be read is left out with a warning, unless that leaves none.
fn listed(input: &Input<'_>) -> Result<Imported, ImportError> {
    let (decoded, doubt) = input.decoded();
    let (path, text) = (input.path, decoded.text.as_str());
    let mut document = xml::read(text).map_err(|much| boxed::too_much(input, text, much))?;
    let (listed, faults) = (list(&mut document), document.faults);
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut imported = Imported::default();
    imported.warnings.extend(faults.into_iter().map(|fault| input.warning(FilePlace::of(text, fault.at), fault.kind)));
    for page in listed {
        match one_listed(&folder.join(&page.href), &page) {
            Ok(read) => {
                imported.pages.extend(read.pages);
                imported.warnings.extend(read.warnings);
            }
            Err(why) => {
                let at = text.find(page.href.as_str()).unwrap_or(0);
                imported.warnings.push(input.warning(FilePlace::of(text, at), FaultKind::Listed { file: page.href, why }));
            }
        }
    }
    if imported.pages.is_empty() {
        return Err(ImportError::NoneListed {
            path: path.to_owned(),
            why: imported.warnings.last().map(|warning| warning.kind.to_string()),
        });
    }
    boxed::doubted(input, doubt, &mut imported);
    Ok(imported)
}

fn one_listed(path: &Path, listed: &Listed) -> Result<Imported, String> {
    if listed.href.contains("://") {
        return Err("it is not on this machine".to_owned());
    }
    let bytes = read_bytes(path).map_err(|error| error.to_string())?;
    let reader = Reader::of(&Beginning::of(&bytes)).filter(|reader| !reader.is_list && !reader.is_plain());
    let reader = reader.ok_or("it is neither ALTO nor PAGE nor hOCR")?;
    let mut read = (reader.read)(&Input { path, bytes: &bytes, choices: &Choices::default() }).map_err(|error| error.to_string())?;
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

/// A file that is a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Listed {
    /// Where it lies, relative to the METS file.
    pub href: String,
    /// What the page is called there.
    pub label: Option<String>,
    /// Blocks of it, by name, with the article each belongs to.
    pub articles: Vec<(String, String)>,
}

/// The files that are pages, in the order of the physical structure, or else of the list of files.
fn list(document: &mut Document<'_>) -> Vec<Listed> {
    let Some(root) = document.root() else { return Vec::new() };
    let mut files: Vec<(String, String)> = Vec::new();
    if let Some(group) = text_group(document, root) {
        for file in document.inside(group).filter(|node| document.name(*node) == "file") {
            let location = document.named(file, "FLocat").find_map(|location| document.attribute(location, "href"));
            if let (Some(id), Some(href)) = (document.attribute(file, "ID"), location) {
                files.push((id.to_owned(), local_path(href)));
            }
        }
    }
    let mut listed: Vec<(String, Listed)> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    let pointed = physical(document, root);
    for (id, label) in &pointed {
        if let Some((id, href)) = files.iter().find(|(file, _)| file == id)
            && !seen.contains(&id.as_str())
        {
            seen.push(id);
            listed.push((id.clone(), Listed { href: href.clone(), label: label.clone(), articles: Vec::new() }));
        }
    }
    let unseen = files.iter().filter(|(id, _)| !seen.contains(&id.as_str()));
    listed.extend(unseen.map(|(id, href)| (id.clone(), Listed { href: href.clone(), ..Listed::default() })));
    for (file, block, article) in articles(document, root) {
        match listed.iter_mut().find(|(id, _)| *id == file) {
            Some((_, page)) => page.articles.push((block, article)),
            // Logical structures point at pictures too.
            None => continue,
        }
    }
    if listed.is_empty() {
        document.fault(root, FaultKind::Nothing("fileSec".to_owned()));
    }
    listed.into_iter().map(|(_, page)| page).collect()
}

/// A path without what makes it a URL.
fn local_path(href: &str) -> String {
    let path = href.strip_prefix("file://").or_else(|| href.strip_prefix("file:")).unwrap_or(href);
    let path = path.trim().as_bytes();
    let digit = |at: usize| path.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let (mut bytes, mut at) = (Vec::with_capacity(path.len()), 0);
    while let Some(byte) = path.get(at) {
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                bytes.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The group of files that hold text: by its use, or else the last whose files say that they are XML or HTML.
fn text_group(document: &Document<'_>, root: Node) -> Option<Node> {
    let section = document.child(root, "fileSec")?;
    let groups: Vec<Node> = document.inside(section).filter(|node| document.name(*node) == "fileGrp").collect();
    let with_files = |group: &&Node| document.named(**group, "file").next().is_some();
    let used = |group: &&Node, word: &str| document.attribute(**group, "USE").is_some_and(|used| used.to_ascii_uppercase().contains(word));
    let by_use = ["FULLTEXT", "ALTO", "TEXT", "OCR-D-OCR", "HOCR"]
        .iter()
        .find_map(|word| groups.iter().filter(with_files).find(|group| used(group, word)));
    let texts = |group: &&Node| {
        let text = |file: Node| document.attribute(file, "MIMETYPE").is_some_and(|kind| kind.ends_with("xml") || kind.contains("html"));
        document.named(**group, "file").any(text)
    };
    by_use.or_else(|| groups.iter().filter(with_files).rfind(texts)).copied()
}

/// The files that the physical structure points at, in order, with the labels of their pages.
fn physical(document: &Document<'_>, root: Node) -> Vec<(String, Option<String>)> {
    let is_physical = |map: &Node| document.attribute(*map, "TYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("physical"));
    let Some(map) = document.named(root, "structMap").find(is_physical).or_else(|| document.child(root, "structMap")) else {
        return Vec::new();
    };
    let mut found: Vec<(f64, usize, String, Option<String>)> = Vec::new();
    for pointer in document.inside(map).filter(|node| matches!(document.name(*node), "fptr" | "area")) {
        let Some(file) = document.attribute(pointer, "FILEID") else { continue };
        let division =
            std::iter::successors(Some(pointer), |node| document.element(*node)?.parent).find(|node| document.name(*node) == "div");
        let of = |name: &str| division.and_then(|division| document.attribute(division, name));
        let order = of("ORDER").and_then(|order| order.trim().parse().ok()).unwrap_or(f64::MAX);
        let label = of("ORDERLABEL").or_else(|| of("LABEL")).map(str::trim).filter(|label| !label.is_empty()).map(str::to_owned);
        found.push((order, found.len(), file.to_owned(), label));
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    found.into_iter().map(|(_, _, file, label)| (file, label)).collect()
}

/// The blocks that the logical structure puts into articles: file, block, article.
fn articles(document: &Document<'_>, root: Node) -> Vec<(String, String, String)> {
    let mut names: HashMap<Node, String> = HashMap::new();
    let mut found = Vec::new();
    let maps: Vec<Node> = document.named(root, "structMap").collect();
    for map in maps {
        for area in document.inside(map).filter(|node| document.name(*node) == "area") {
            let is_article = |node: &Node| {
                document
                    .attribute(*node, "TYPE")
                    .is_some_and(|kind| matches!(kind.to_ascii_uppercase().as_str(), "ARTICLE" | "SECTION_ARTICLE"))
            };
            let mut round = std::iter::successors(Some(area), |node| document.element(*node)?.parent);
            let Some(article) = round.find(is_article) else { continue };
            let count = names.len() + 1;
            let own = |node: Node| document.attribute(node, "ID").map_or_else(|| format!("article-{count}"), str::to_owned);
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
        assert_eq!(listed.iter().map(|page| page.href.as_str()).collect::<Vec<_>>(), ["alto/1.xml", "./alto/2.xml", "alto/9.xml"]);
        assert_eq!(listed[0].label.as_deref(), Some("A01"));
        assert_eq!(listed[0].articles, [("P1_TB2".to_owned(), "MODSMD_ARTICLE1".to_owned())]);
    }

    #[test]
    fn addresses_become_paths() {
        assert_eq!(local_path("file://./alto/%E7%89%88%201.xml"), "./alto/版 1.xml");
        assert_eq!(local_path(" alto/100%.xml "), "alto/100%.xml");
    }

    #[test]
    fn a_list_of_nothing_says_so() {
        let mut document = xml::read("<mets/>").expect("a document");
        assert!(list(&mut document).is_empty());
        assert_eq!(document.faults.len(), 1);
    }
}
