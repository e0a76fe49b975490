//! An image alone: a page without text, as a reader finds it.

use std::io::Cursor;

use image::{ImageError, ImageFormat, ImageReader};

use crate::import::image::problem;
use crate::import::{Beginning, ImportError, Imported, Input, Reader};
use crate::page::{Encoding, Layout, LayoutParts, Page, Pixels};

pub(super) static READER: Reader = Reader {
    name: "image",
    endings: crate::import::image::ENDINGS.as_slice(),
    is_list: false,
    most_bytes: crate::import::image::MAX_FILE,
    tells: is_image,
    read,
};

/// Whether a file that begins so is an image.
pub(super) fn is_image(beginning: &Beginning<'_>) -> bool {
    let formats = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Tiff, ImageFormat::WebP];
    image::guess_format(beginning.bytes).is_ok_and(|format| formats.contains(&format))
}

fn read(input: &Input<'_>) -> Result<Imported, ImportError> {
    let damaged = |error: ImageError| ImportError::Damaged { path: input.path.to_owned(), message: problem(&error).to_owned() };
    let reader = ImageReader::new(Cursor::new(input.bytes)).with_guessed_format().map_err(|error| damaged(error.into()))?;
    let (width, height) = reader.into_dimensions().map_err(damaged)?;
    let source = input.source(Encoding::UTF_8);
    let parts = LayoutParts {
        image: Some(source.file.clone()),
        size: (Pixels(width).min(Pixels::MAX), Pixels(height).min(Pixels::MAX)),
        ..LayoutParts::default()
    };
    Ok(Imported { pages: vec![Page::new(source, "").with_layout(Layout::new(parts))], warnings: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pages_of;
    use image::{DynamicImage, GrayImage};
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
        assert!(matches!(pages_of(Path::new("a.png"), b"\x89PNG\r\n\x1a\ncut", None), Err(ImportError::Damaged { .. })));
    }
}
