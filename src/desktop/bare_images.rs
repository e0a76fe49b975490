//! Images without text among files that are opened: they are read, and what is read becomes their raw text.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::import::image::{ImageSearch, decode};
use crate::import::{FaultKind, ImportWarning};
use crate::page::{Page, PageIndex};
use crate::reader::{PageReader, Watch, prepared, with_lines};

/// The pages, those read that were images alone. What cannot be read stays a page without text, and is told. Nothing where `watch` stopped
/// it.
pub fn read_bare(
    mut pages: Vec<Arc<Page>>,
    sources: &[PathBuf],
    password: &str,
    warnings: &mut Vec<ImportWarning>,
    watch: Watch<'_>,
) -> Option<Vec<Arc<Page>>> {
    let image_of = |index: usize| {
        let (path, number) = ImageSearch::file_of(&pages, PageIndex(index as u32), sources, None)?;
        Some((index, path, number))
    };
    let is_bare = |index: &usize| pages.get(*index).is_some_and(|page| !page.has_text());
    let bare: Vec<(usize, PathBuf, usize)> = (0..pages.len()).filter(is_bare).filter_map(image_of).collect();
    let Some((_, first, _)) = bare.first() else { return Some(pages) };
    let mut tell = |path: &Path, what: String| {
        warnings.push(ImportWarning { path: path.to_owned(), place: None, kind: FaultKind::ImageNotRead(what) });
    };
    let reader = match PageReader::load() {
        Ok(reader) => reader,
        Err(fault) => {
            tell(first, fault.to_string());
            return Some(pages);
        }
    };
    for (done, (index, path, number)) in bare.iter().enumerate() {
        let (Some(page), Ok(image)) = (pages.get_mut(*index), decode(path, *number, password)) else { continue };
        match reader.lines(&prepared(&image), &|share| watch((done as f32 + share) / bare.len() as f32)) {
            Ok(Some(lines)) => *page = Arc::new(with_lines(page, &lines)),
            Ok(None) => return None,
            Err(fault) => tell(path, fault.to_string()),
        }
    }
    Some(pages)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::import_file;
    use crate::reader::ReaderFault;
    use image::DynamicImage;

    /// The upper part of the sample page, one of so many: its masthead and the beginnings of the columns.
    fn upper_part(parts: u32) -> DynamicImage {
        let image = image::open(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/riverside-daily-3.png")).expect("the sample");
        image.crop_imm(0, 0, image.width(), image.height() / parts)
    }

    /// An image in a file, as a page without text.
    fn bare(image: &DynamicImage, path: &Path) -> Arc<Page> {
        image.save(path).expect("written");
        Arc::new(import_file(path, None).expect("a page"))
    }

    #[test]
    fn an_image_alone_gets_its_text_and_can_be_stopped() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("scan.png");
        let bare = bare(&upper_part(5), &path);
        assert!(!bare.has_text());
        let sources = [path];
        let read = |go_on: bool| {
            let mut warnings = Vec::new();
            (read_bare(vec![bare.clone()], &sources, "", &mut warnings, &|_| go_on), warnings)
        };
        let (pages, warnings) = read(true);
        let pages = pages.expect("not stopped");
        if cfg!(feature = "reader") {
            assert!(pages[0].has_text() && pages[0].layout().is_some_and(|layout| layout.lines().len() > 3), "{}", pages[0].text());
            assert_eq!((read(false).0, warnings), (None, Vec::new()));
        }
    }

    /// An image turned to lie on its side is told, and its page stays without text. That it may stand on its head is a test of the commands.
    fn is_told(turned: &DynamicImage) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("scan.png");
        let mut warnings = Vec::new();
        let pages = read_bare(vec![bare(turned, &path)], std::slice::from_ref(&path), "", &mut warnings, &|_| true).expect("not stopped");
        assert!(pages.iter().all(|page| !page.has_text()), "{}", pages[0].text());
        let what = if cfg!(feature = "reader") { ReaderFault::Turned } else { ReaderFault::NotBuilt };
        let told = ImportWarning { path: path.clone(), place: None, kind: FaultKind::ImageNotRead(what.to_string()) };
        assert_eq!(warnings, [told]);
    }

    #[test]
    fn an_image_that_lies_on_its_side_is_told_and_stays_without_text() {
        is_told(&upper_part(6).rotate90());
    }

    #[test]
    #[ignore = "takes seconds: reads another image, turned the other way"]
    fn an_image_that_lies_on_its_other_side_is_told_too() {
        is_told(&upper_part(6).rotate270());
    }
}
