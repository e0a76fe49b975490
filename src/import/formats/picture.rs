//! An image alone: a page without text, or several, as a reader finds them.

use crate::import::image::{is_cut_off, is_image, sizes};
use crate::import::{FaultKind, ImportError, Imported, Input, Reader};
use crate::page::{Encoding, Layout, LayoutParts, Page, Pixels};

pub(super) static READER: Reader = Reader {
    name: "image",
    endings: crate::import::image::ENDINGS.as_slice(),
    is_list: false,
    most_bytes: crate::import::image::MAX_FILE,
    tells: |beginning| is_image(beginning.bytes),
    read,
};

fn read(input: &Input<'_>) -> Result<Imported, ImportError> {
    let damaged = |message: String| ImportError::Damaged { path: input.path.to_owned(), message };
    let sizes = sizes(input.bytes).map_err(damaged)?;
    let is_one = sizes.len() == 1;
    let mut imported = Imported::default();
    if is_cut_off(input.bytes) {
        imported.warnings.push(input.warning(None, FaultKind::CutImage));
    }
    for (number, (width, height)) in (1..).zip(sizes) {
        let mut source = input.source(Encoding::UTF_8);
        let parts = LayoutParts {
            image: Some(source.file.clone()),
            size: (Pixels(width).min(Pixels::MAX), Pixels(height).min(Pixels::MAX)),
            ..LayoutParts::default()
        };
        if !is_one {
            source.file = format!("{}#{number}", source.file);
        }
        imported.pages.push(Page::new(source, "").with_layout(Layout::new(parts)));
    }
    Ok(imported)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pages_of;
    use image::{DynamicImage, GrayImage, ImageFormat};
    use std::io::Cursor;
    use std::path::Path;

    #[test]
    fn an_image_is_a_page_without_text() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Tiff, ImageFormat::WebP] {
            let mut file = Cursor::new(Vec::new());
            DynamicImage::from(GrayImage::new(40, 30)).to_rgb8().write_to(&mut file, format).expect("written");
            let read = pages_of(Path::new("scan.bin"), &file.into_inner(), None).expect("a page");
            let layout = read.pages[0].layout().expect("a layout");
            assert_eq!((read.pages[0].text(), layout.size(), layout.image()), ("", (Pixels(40), Pixels(30)), Some("scan.bin")));
        }
        let jp2 = include_bytes!("../../../tests/formats/images/half.jp2");
        let read = pages_of(Path::new("scan.jp2"), jp2, None).expect("a page");
        assert_eq!(read.pages[0].layout().map(|layout| layout.size()), Some((Pixels(24), Pixels(16))));
        assert!(matches!(pages_of(Path::new("a.png"), b"\x89PNG\r\n\x1a\ncut", None), Err(ImportError::Damaged { .. })));
    }
    #[test]
    fn each_page_of_a_tiff_is_one_and_a_cut_jpeg_is_told() {
        let mut file = Cursor::new(Vec::new());
        DynamicImage::from(GrayImage::new(40, 30)).write_to(&mut file, ImageFormat::Tiff).expect("written");
        let mut bytes = file.into_inner();
        let first = u32::from_le_bytes(bytes[4..8].try_into().expect("a place")) as usize;
        let count = usize::from(u16::from_le_bytes([bytes[first], bytes[first + 1]]));
        let end = first + 2 + 12 * count;
        let directory = bytes[first..end + 4].to_vec();
        let place = (bytes.len() as u32).to_le_bytes();
        bytes[end..end + 4].copy_from_slice(&place);
        bytes.extend(directory);
        let read = pages_of(Path::new("book.tif"), &bytes, None).expect("pages");
        assert_eq!(read.pages.iter().map(|page| page.source().file.as_str()).collect::<Vec<_>>(), ["book.tif#1", "book.tif#2"]);
        assert!(read.pages.iter().all(|page| page.layout().and_then(|layout| layout.image()) == Some("book.tif")));
        let jpeg = include_bytes!("../../../tests/formats/images/turned.jpg");
        assert!(pages_of(Path::new("a.jpg"), jpeg, None).expect("a page").warnings.is_empty());
        let read = pages_of(Path::new("a.jpg"), &jpeg[..jpeg.len() - 9], None).expect("a page");
        let said: Vec<String> = read.warnings.iter().map(ToString::to_string).collect();
        assert!(said.len() == 1 && said[0].contains("ends too early") && said[0].contains("copy it"), "{said:?}");
    }
}
