//! What a METS calls an issue, its files, pages and articles. Where the issue is written again, these names are kept: catalogues and
//! viewers refer to them.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use super::{list, location, physical_divisions};
use crate::import::xml::{self, XmlDocument, XmlNode};
use crate::import::{Beginning, decode, folders_beside, folders_in, read_bytes, source};
use crate::page::{Encoding, Page};

/// The names that a METS gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct MetsNames {
    /// That of the whole (`OBJID`).
    pub object: Option<String>,
    /// The identifiers in the description of the issue: of which type, and what they are.
    pub identifiers: Vec<(Option<String>, String)>,
    /// Those of pages, by the SHA-256 of their files.
    pub pages: HashMap<String, PageNames>,
    /// Those of the descriptions of articles (`DMDID`), by those of the articles.
    pub descriptions: HashMap<String, String>,
}

/// The names that a METS gives a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PageNames {
    /// That of the file of its text.
    pub text: Option<String>,
    /// That of its image.
    pub image: Option<String>,
    /// That of its division in the physical structure.
    pub division: Option<String>,
}

/// The names in the METS that lists one of these pages and lies beside the file `near`, in a folder there or in a folder beside that.
pub(crate) fn names_beside(near: &Path, pages: &[Arc<Page>]) -> Option<MetsNames> {
    let folder = near.parent().unwrap_or(Path::new(""));
    let wanted: HashSet<&str> = pages.iter().map(|page| page.source().sha256.as_str()).collect();
    let folders = std::iter::once_with(|| vec![folder.to_owned()]).chain([folders_in, folders_beside].map(|of| of(folder)));
    folders.flatten().flat_map(|folder| lists_in(&folder)).find_map(|list| {
        let names = names_in(&list)?;
        names.pages.keys().any(|page| wanted.contains(page.as_str())).then_some(names)
    })
}

/// The files of a folder that may be a METS, in the order of their names.
fn lists_in(folder: &Path) -> Vec<std::path::PathBuf> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut lists: Vec<_> = entries.filter(|path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xml"))).collect();
    lists.sort();
    lists
}

/// The names in a METS; nothing where the file is none.
fn names_in(path: &Path) -> Option<MetsNames> {
    let bytes = read_bytes(path).ok()?;
    (Beginning::of(&bytes).root() == Some("mets")).then_some(())?;
    let decoded = decode(&bytes, None);
    let mut document = xml::read(&decoded.text).ok()?;
    let listed = list(&mut document);
    let root = document.root()?;
    let owned = |node: XmlNode, name: &str| document.attribute(node, name).map(str::to_owned);
    let mut names = MetsNames { object: owned(root, "OBJID"), identifiers: identifiers(&document, root), ..MetsNames::default() };
    let divisions = physical_divisions(&document, root);
    for page in listed {
        let Some(bytes) = location::beside(path, &page.href).ok().and_then(|path| read_bytes(&path).ok()) else { continue };
        let division = divisions.iter().find(|(_, files)| files.contains(&page.id));
        let image = division.and_then(|(_, files)| files.iter().find(|file| is_image(&document, root, file)).cloned());
        let own = PageNames { text: Some(page.id), image, division: division.and_then(|(division, _)| owned(*division, "ID")) };
        names.pages.insert(source(path, &bytes, Encoding::UTF_8).sha256, own);
    }
    for division in document.inside(root).filter(|node| document.name(*node) == "div") {
        if let (Some(own), Some(description)) = (owned(division, "ID"), owned(division, "DMDID")) {
            names.descriptions.insert(own, description);
        }
    }
    Some(names)
}

/// Whether a file of this name is an image, as the list says.
fn is_image(document: &XmlDocument<'_>, root: XmlNode, id: &str) -> bool {
    let mut files = document.inside(root).filter(|node| document.name(*node) == "file");
    let Some(file) = files.find(|file| document.attribute(*file, "ID") == Some(id)) else { return false };
    let group = std::iter::successors(Some(file), |node| document.element(*node)?.parent).find(|node| document.name(*node) == "fileGrp");
    let says =
        |node: XmlNode, name: &str, what: &str| document.attribute(node, name).is_some_and(|said| said.to_ascii_lowercase().contains(what));
    says(file, "MIMETYPE", "image/") || group.is_some_and(|group| says(group, "USE", "image"))
}

/// The identifiers in the description of the issue: of the outermost division that has one.
fn identifiers(document: &XmlDocument<'_>, root: XmlNode) -> Vec<(Option<String>, String)> {
    let is_logical = |map: &XmlNode| document.attribute(*map, "TYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("logical"));
    let Some(map) = document.named(root, "structMap").find(is_logical) else { return Vec::new() };
    let described = document.inside(map).find_map(|division| document.attribute(division, "DMDID"));
    let of_issue = |section: &XmlNode| {
        described.is_some_and(|names| names.split_whitespace().any(|name| document.attribute(*section, "ID") == Some(name)))
    };
    let sections = document.named(root, "dmdSec").filter(of_issue);
    let descriptions = sections.flat_map(|section| document.inside(section)).filter(|node| document.name(*node) == "mods");
    let found = descriptions.flat_map(|description| document.named(description, "identifier").collect::<Vec<_>>());
    let mut identifiers: Vec<(Option<String>, String)> = found
        .map(|node| (document.attribute(node, "type").map(str::to_owned), document.text_of(node).trim().to_owned()))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    identifiers.dedup();
    identifiers
}
