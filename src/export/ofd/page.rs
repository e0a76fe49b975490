//! The files of pages: what lies below, and the text over it.

use super::length::Length;
use super::text::TextLine;
use super::{HEAD, Ids, NAMESPACE};
use crate::export::xml::Xml;

/// What lies below the text of a page.
pub(super) enum Backdrop {
    /// The image of this number among the resources, over the whole page.
    Image(u64),
    /// The line over the text of a sheet that is typeset.
    Head(Option<TextLine>),
}

/// The content of a page of this width and height.
pub(super) fn content(size: (Length, Length), backdrop: &Backdrop, lines: &[TextLine], ids: &mut Ids) -> String {
    let mut xml = Xml::new(HEAD);
    xml.block("ofd:Page", &[("xmlns:ofd", NAMESPACE)], |xml| {
        xml.block("ofd:Area", &[], |xml| xml.leaf("ofd:PhysicalBox", &[], &whole(size)));
        xml.block("ofd:Content", &[], |xml| {
            layer(xml, "Background", ids, |xml, ids| match backdrop {
                Backdrop::Image(image) => write_image(xml, size, *image, ids),
                Backdrop::Head(line) => line.iter().for_each(|line| line.write(xml, ids)),
            });
            layer(xml, "Body", ids, |xml, ids| lines.iter().for_each(|line| line.write(xml, ids)));
        });
    });
    xml.finish()
}

/// The box of a page.
pub(super) fn whole((width, height): (Length, Length)) -> String {
    format!("0 0 {width} {height}")
}

fn layer(xml: &mut Xml, kind: &str, ids: &mut Ids, content: impl FnOnce(&mut Xml, &mut Ids)) {
    let id = ids.next().to_string();
    xml.block("ofd:Layer", &[("Type", kind), ("ID", &id)], |xml| content(xml, ids));
}

/// An image is a square of one millimetre, which is stretched over the page.
fn write_image(xml: &mut Xml, size: (Length, Length), image: u64, ids: &mut Ids) {
    let (id, image) = (ids.next().to_string(), image.to_string());
    let stretched = format!("{} 0 0 {} 0 0", size.0, size.1);
    xml.empty_line("ofd:ImageObject", &[("ID", &id), ("Boundary", &whole(size)), ("CTM", &stretched), ("ResourceID", &image)]);
}
