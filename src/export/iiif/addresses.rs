//! The addresses in a manifest: of its own parts, and of the images of pages.

use std::path::Path;

use serde::Serialize;

use crate::export::Context;
use crate::export::xml::address;
use crate::page::PageIndex;

/// What stands in a part of a path as it is (RFC 3986, unreserved); with a stroke, between parts.
const IN_PART: &[u8] = b"-._~";
const IN_PATH: &[u8] = b"-._~/";

/// The addresses of a manifest's parts. They name the parts; nothing but the manifest lies there.
pub(super) struct Addresses {
    edition: String,
}

impl Addresses {
    /// Those of an edition, below the folder that the house style names.
    pub(super) fn of(context: &Context<'_>) -> Addresses {
        Addresses { edition: format!("{}{}", context.style.iiif.folder.as_str(), context.uuid()) }
    }

    /// The manifest.
    pub(super) fn manifest(&self) -> String {
        format!("{}/manifest.json", self.edition)
    }

    /// A page's canvas.
    pub(super) fn canvas(&self, page: PageIndex) -> String {
        format!("{}/page/{}", self.edition, page.position() + 1)
    }

    /// Something on a page's canvas.
    pub(super) fn on_canvas(&self, page: PageIndex, what: &str) -> String {
        format!("{}/{what}", self.canvas(page))
    }

    /// A range: an article, a section.
    pub(super) fn range(&self, name: &str) -> String {
        format!("{}/range/{name}", self.edition)
    }
}

/// The image of a page, as what is painted on its canvas.
#[derive(Serialize)]
pub(super) struct PaintedImage {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    service: Vec<ImageService>,
}

/// The service that gives an image in parts and sizes.
#[derive(Serialize)]
struct ImageService {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    profile: &'static str,
}

impl PaintedImage {
    /// The image of a page: on the server that has the images, by its name; else in the folder that the house style names. Nothing where
    /// the source names none, or one that browsers do not show.
    pub(super) fn of(context: &Context<'_>, page: PageIndex) -> Option<PaintedImage> {
        let name = context.edition.page(page)?.layout()?.image().filter(|name| !name.is_empty())?;
        let is_address = name.starts_with("http://") || name.starts_with("https://");
        match &context.options.image_server {
            Some(server) if !is_address => Some(PaintedImage::on_server(server.as_str(), &inside(name)?)),
            _ => {
                // An address may have all that addresses have.
                let id = if is_address { address(name, b"-._~/:@!$&'()*+,;=?[]%") } else { in_folder(context, &inside(name)?) };
                Some(PaintedImage { id, kind: "Image", format: Some(format_of(name)?), service: Vec::new() })
            }
        }
    }

    /// By the Image API: a stroke in a name is no part of the path there.
    fn on_server(server: &str, name: &str) -> PaintedImage {
        let service = format!("{server}{}", address(name, IN_PART));
        PaintedImage {
            id: format!("{service}/full/max/0/default.jpg"),
            kind: "Image",
            format: Some("image/jpeg"),
            service: vec![ImageService { id: service, kind: "ImageService3", profile: "level1" }],
        }
    }
}

fn in_folder(context: &Context<'_>, name: &str) -> String {
    format!("{}{}", context.style.iiif.folder.as_str(), address(name, IN_PATH))
}

/// The name of an image without what leads out of its folder; nothing where nothing is left.
fn inside(name: &str) -> Option<String> {
    let parts: Vec<&str> = name.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..") && !part.ends_with(':')).collect();
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// The kind of an image by the end of its name, where browsers show it.
fn format_of(name: &str) -> Option<&'static str> {
    let name = name.split(['?', '#']).next().unwrap_or_default();
    match Path::new(name).extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" => Some("image/jpeg"),
        "png" => Some("image/png"),
        "webp" => Some("image/webp"),
        "gif" => Some("image/gif"),
        _ => None,
    }
}

/// Whether an address is one of the machine that reads it.
pub(super) fn is_local(address: &str) -> bool {
    ["http://localhost", "http://127.0.0.1"].iter().any(|local| address.starts_with(local))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_out_of_no_folder_and_have_their_strokes_escaped_on_a_server() {
        assert_eq!(inside("../../etc/./1 版.png").as_deref(), Some("etc/1 版.png"));
        assert_eq!(inside("C:\\scans\\1.png").as_deref(), Some("scans/1.png"));
        assert_eq!(inside("../.."), None);
        let image = PaintedImage::on_server("https://i.example/iiif/3/", "a/1 版%.tif");
        assert_eq!(image.id, "https://i.example/iiif/3/a%2F1%20%E7%89%88%25.tif/full/max/0/default.jpg");
    }

    #[test]
    fn what_browsers_do_not_show_is_no_image_without_a_server() {
        assert_eq!(format_of("a.JPG"), Some("image/jpeg"));
        assert_eq!(format_of("http://a/b.png?size=1"), Some("image/png"));
        assert_eq!([format_of("a.tif"), format_of("a.pdf"), format_of("a")], [None; 3]);
    }
}
