//! An issue as a package: a METS that says which pages it has and which parts of them are which article, MODS of the issue and of each
//! article in it, and a folder with ALTO of each page. Where the edition was made of a METS, what that calls them stays.

pub(super) mod mods;
mod names;
mod structure;

use std::path::Path;

use super::boxed::{PageAlto, Shares, alto_of_page};
use super::files::FileNames;
use super::xml::{self, Xml};
use super::{Context, File, FolderFiles};
use crate::page::PageIndex;
use crate::store::sha256;
use names::PackageNames;

/// What the list of the package is called.
const LIST: &str = "mets.xml";
const SPACES: [(&str, &str); 5] = [
    ("xmlns:mets", "http://www.loc.gov/METS/"),
    ("xmlns:mods", mods::MODS),
    ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
    ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    (
        "xsi:schemaLocation",
        "http://www.loc.gov/METS/ http://www.loc.gov/standards/mets/mets.xsd http://www.loc.gov/mods/v3 http://www.loc.gov/standards/mods/v3/mods-3-7.xsd",
    ),
];

/// A page of the package.
struct PackedPage {
    index: PageIndex,
    /// Where its ALTO lies, from the list.
    path: String,
    alto: PageAlto,
}

/// The files of the package: the list, and the pages. The sources of pages are looked for beside the file `near`.
pub(super) fn export(context: &Context<'_>, near: Option<&Path>) -> FolderFiles {
    let shares = Shares::of(context.edition);
    let mut names = FileNames::default();
    let (mut pages, mut without) = (Vec::new(), Vec::new());
    for (index, page) in (0u32..).map(PageIndex).zip(context.edition.pages()) {
        let alto = alto_of_page(&shares, index, near);
        if !alto.used_source && near.is_some() {
            without.push(index);
        }
        let path = format!("alto/{}", names.give_page(page, ".xml"));
        pages.push(PackedPage { index, path, alto });
    }
    let list = list(context, &pages, &PackageNames::of(context.edition, near)).into_bytes();
    let first = File { name: LIST.to_owned(), bytes: list.into() };
    let altos = pages.into_iter().map(|page| File { name: page.path, bytes: page.alto.text.into() });
    FolderFiles { files: std::iter::once(first).chain(altos).collect(), without, without_key: "batch-written-anew" }
}

fn list(context: &Context<'_>, pages: &[PackedPage], names: &PackageNames) -> String {
    let mut xml = Xml::new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let label = context.title();
    let object = names.object().map(|object| ("OBJID", object));
    let attributes: Vec<(&str, &str)> = [("TYPE", "Newspaper"), ("LABEL", &label)].into_iter().chain(object).chain(SPACES).collect();
    xml.block("mets:mets", &attributes, |xml| {
        xml.block("mets:metsHdr", &[], |xml| {
            let software = [("ROLE", "CREATOR"), ("TYPE", "OTHER"), ("OTHERTYPE", "SOFTWARE")];
            xml.block("mets:agent", &software, |xml| xml.leaf("mets:name", &[], concat!("Stet ", env!("CARGO_PKG_VERSION"))));
        });
        mods::issue(xml, context, names);
        let stories = context.stories();
        stories.iter().for_each(|story| mods::article(xml, context, story, names));
        files(xml, context, pages, names);
        structure::physical(xml, context, pages, names);
        structure::logical(xml, context, &stories, (pages, names));
    });
    xml.finish()
}

/// The files: the pages' images by the names that their sources give them, which are not in the package, and the ALTO.
fn files(xml: &mut Xml, context: &Context<'_>, pages: &[PackedPage], names: &PackageNames) {
    xml.block("mets:fileSec", &[], |xml| {
        if pages.iter().any(|page| image(context, page).is_some()) {
            xml.block("mets:fileGrp", &[("ID", "IMAGES"), ("USE", "IMAGE")], |xml| {
                for page in pages {
                    let Some(name) = image(context, page) else { continue };
                    xml.block("mets:file", &[("ID", &names.image(page.index))], |xml| location(xml, &address(name)));
                }
            });
        }
        xml.block("mets:fileGrp", &[("ID", "ALTO"), ("USE", "FULLTEXT")], |xml| {
            for page in pages {
                let (id, sum, size) = (names.text(page.index), sha256(page.alto.text.as_bytes()), page.alto.text.len().to_string());
                let attributes =
                    [("ID", id.as_str()), ("MIMETYPE", "text/xml"), ("SIZE", &size), ("CHECKSUM", &sum), ("CHECKSUMTYPE", "SHA-256")];
                xml.block("mets:file", &attributes, |xml| location(xml, &address(&page.path)));
            }
        });
    });
}

fn location(xml: &mut Xml, address: &str) {
    xml.empty_line("mets:FLocat", &[("LOCTYPE", "URL"), ("xlink:type", "simple"), ("xlink:href", address)]);
}

/// A path as an address, in which nothing has another meaning.
fn address(path: &str) -> String {
    xml::address(path, b"-._~/")
}

/// What the source calls the image of a page.
fn image<'a>(context: &Context<'a>, page: &PackedPage) -> Option<&'a str> {
    context.edition.page(page.index)?.layout()?.image().filter(|name| !name.is_empty())
}
