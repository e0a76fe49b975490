//! The files that list the others: the package, the document with its bookmarks, and the resources (GB/T 33190-2016, 7).

use super::page::whole;
use super::{FontKind, HEAD, ImageResource, NAMESPACE, OfdDocument, Start};
use crate::export::Context;
use crate::export::scan::ScanFileKind;
use crate::export::xml::Xml;

/// The folder of images, beside the document.
pub(super) const RESOURCES: &str = "Res";

/// Where the content of a page lies, from the document's folder. Pages are counted from 0.
pub(super) fn page_path(number: usize) -> String {
    format!("Pages/Page_{number}/Content.xml")
}

/// What an image is called in its folder. Images are counted from 0.
pub(super) fn image_name(number: usize, file: ScanFileKind) -> String {
    format!("image_{number}.{}", file.extension)
}

/// What is in the package.
pub(super) fn package(context: &Context<'_>) -> String {
    let mut xml = Xml::new(HEAD);
    xml.block("ofd:OFD", &[("xmlns:ofd", NAMESPACE), ("Version", "1.0"), ("DocType", "OFD")], |xml| {
        xml.block("ofd:DocBody", &[], |xml| {
            xml.block("ofd:DocInfo", &[], |xml| {
                // There is no day of making, so that the same edition makes the same file.
                xml.leaf("ofd:DocID", &[], &context.uuid().replace('-', ""));
                xml.leaf("ofd:Title", &[], &context.title());
                xml.leaf("ofd:Creator", &[], "Stet");
                xml.leaf("ofd:CreatorVersion", &[], env!("CARGO_PKG_VERSION"));
            });
            xml.leaf("ofd:DocRoot", &[], "Doc_0/Document.xml");
        });
    });
    xml.finish()
}

/// The pages in their order, and the bookmarks.
pub(super) fn document(context: &Context<'_>, document: &OfdDocument<'_>) -> String {
    let mut xml = Xml::new(HEAD);
    xml.block("ofd:Document", &[("xmlns:ofd", NAMESPACE)], |xml| {
        xml.block("ofd:CommonData", &[], |xml| {
            xml.leaf("ofd:MaxUnitID", &[], &document.ids.0.to_string());
            let size = document.pages.first().map(|page| page.size).unwrap_or_default();
            xml.block("ofd:PageArea", &[], |xml| xml.leaf("ofd:PhysicalBox", &[], &whole(size)));
            xml.leaf("ofd:PublicRes", &[], "PublicRes.xml");
            if !document.images.is_empty() {
                xml.leaf("ofd:DocumentRes", &[], "DocumentRes.xml");
            }
        });
        xml.block("ofd:Pages", &[], |xml| {
            for (number, page) in document.pages.iter().enumerate() {
                xml.empty_line("ofd:Page", &[("ID", &page.id.to_string()), ("BaseLoc", &page_path(number))]);
            }
        });
        bookmarks(xml, context, document);
    });
    xml.finish()
}

/// A bookmark for each article that has a title and stands on a page.
fn bookmarks(xml: &mut Xml, context: &Context<'_>, document: &OfdDocument<'_>) {
    let started = context.edition.articles().iter().filter_map(|article| Some((article.title(), document.starts.get(&article.id())?)));
    let titled: Vec<(String, &Start)> = started.filter(|(title, _)| !title.is_empty()).collect();
    if titled.is_empty() {
        return;
    }
    xml.block("ofd:Outlines", &[], |xml| {
        for (title, start) in titled {
            let (page, left, top) = (start.page.to_string(), start.at.0.to_string(), start.at.1.to_string());
            xml.block("ofd:OutlineElem", &[("Title", &title)], |xml| {
                xml.line("ofd:Actions", &[], |xml| {
                    xml.inline("ofd:Action", &[("Event", "CLICK")], |xml| {
                        xml.inline("ofd:Goto", &[], |xml| {
                            xml.empty("ofd:Dest", &[("Type", "XYZ"), ("PageID", &page), ("Left", &left), ("Top", &top), ("Zoom", "0")]);
                        });
                    });
                });
            });
        }
    });
}

/// The faces that text is set in.
pub(super) fn fonts() -> String {
    resources(|xml| {
        xml.block("ofd:Fonts", &[], |xml| {
            for font in FontKind::ALL {
                xml.empty_line("ofd:Font", &[("ID", &font.id().to_string()), ("FontName", font.name()), ("FamilyName", font.name())]);
            }
        });
    })
}

/// The images of pages.
pub(super) fn images(images: &[ImageResource<'_>]) -> String {
    resources(|xml| {
        xml.block("ofd:MultiMedias", &[], |xml| {
            for (number, image) in images.iter().enumerate() {
                let (id, name) = (image.id.to_string(), image_name(number, image.file));
                xml.line("ofd:MultiMedia", &[("ID", &id), ("Type", "Image"), ("Format", image.file.format)], |xml| {
                    xml.inline("ofd:MediaFile", &[], |xml| xml.text(&name));
                });
            }
        });
    })
}

fn resources(content: impl FnOnce(&mut Xml)) -> String {
    let mut xml = Xml::new(HEAD);
    xml.block("ofd:Res", &[("xmlns:ofd", NAMESPACE), ("BaseLoc", RESOURCES)], content);
    xml.finish()
}
