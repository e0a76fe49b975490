//! The facsimile: a surface for each page whose source says where its lines lie, and a zone for each of these lines. The beginnings of
//! pages and lines in the text point to them.

use super::super::xml::{self, Xml};
use super::super::{Context, Switch};
use crate::page::{Layout, LineBox, PageIndex};

/// Writes the facsimile, where any page has one. It goes with the line beginnings: nothing else would point to it.
pub(super) fn write(xml: &mut Xml, context: &Context<'_>) {
    let pages: Vec<(PageIndex, &Layout)> = (0..context.edition.pages().len())
        .map(|position| PageIndex(position as u32))
        .filter_map(|page| Some((page, layout(context, page)?)))
        .collect();
    if pages.is_empty() {
        return;
    }
    xml.block("facsimile", &[], |xml| pages.into_iter().for_each(|(page, layout)| surface(xml, page, layout)));
}

fn surface(xml: &mut Xml, page: PageIndex, layout: &Layout) {
    let (id, (width, height)) = (surface_id(page), layout.size());
    let (right, lower) = (width.0.to_string(), height.0.to_string());
    let mut attributes = vec![("xml:id", id.as_str())];
    if width.0 > 0 && height.0 > 0 {
        attributes.extend([("ulx", "0"), ("uly", "0"), ("lrx", right.as_str()), ("lry", lower.as_str())]);
    }
    xml.block("surface", &attributes, |xml| {
        if let Some(image) = layout.image() {
            xml.empty_line("graphic", &[("url", &address(image))]);
        }
        for line in layout.lines().iter().filter(|line| is_placed(line)) {
            let rect = line.outline.rect;
            let [left, upper, right, lower] = [rect.left, rect.top, rect.right, rect.bottom].map(|pixels| pixels.0.to_string());
            let (id, number) = (zone_id(page, line.number), line.number.to_string());
            let place = [("ulx", left.as_str()), ("uly", &upper), ("lrx", &right), ("lry", &lower)];
            let attributes: Vec<(&str, &str)> =
                [("xml:id", id.as_str()), ("type", "line"), ("n", &number)].into_iter().chain(place).collect();
            xml.empty_line("zone", &attributes);
        }
    });
}

/// What the beginning of a page points to.
pub(super) fn of_page(context: &Context<'_>, page: PageIndex) -> Option<String> {
    layout(context, page).map(|_| format!("#{}", surface_id(page)))
}

/// What the beginning of a raw line (counted from 1) points to.
pub(super) fn of_line(context: &Context<'_>, page: PageIndex, line: usize) -> Option<String> {
    layout(context, page)?.line(line).filter(|line| is_placed(line)).map(|line| format!("#{}", zone_id(page, line.number)))
}

/// The layout of a page that has a surface.
fn layout<'a>(context: &Context<'a>, page: PageIndex) -> Option<&'a Layout> {
    let page = context.edition.page(page).filter(|_| context.options.has(Switch::Breaks))?;
    page.layout().map(AsRef::as_ref).filter(|layout| layout.lines().iter().any(is_placed))
}

fn is_placed(line: &LineBox) -> bool {
    !line.outline.rect.is_empty()
}

fn surface_id(page: PageIndex) -> String {
    format!("surface-{}", page.position() + 1)
}

fn zone_id(page: PageIndex, line: usize) -> String {
    format!("zone-{}-{line}", page.position() + 1)
}

/// The name that a source gives an image as an address; it may be one already.
fn address(image: &str) -> String {
    xml::address(image, b"-._~/:@!$&'()*+,;=?#[]%")
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn names_with_blanks_and_ideographs_are_addresses() {
        assert_eq!(address("scans/page 1.png"), "scans/page%201.png");
        assert_eq!(address("版.png"), "%E7%89%88.png");
    }
}
