//! Images without text among files that are opened: they are read, and what is read becomes their raw text.

use std::path::PathBuf;
use std::sync::Arc;

use crate::import::image::{ImageSearch, decode};
use crate::page::{Page, PageIndex};
use crate::reader::{PageReader, Watch, prepared, with_lines};

/// The pages, those read that were images alone. What cannot be read stays a page without text. Nothing where `watch` stopped it.
pub fn read_bare(mut pages: Vec<Arc<Page>>, sources: &[PathBuf], password: &str, watch: Watch<'_>) -> Option<Vec<Arc<Page>>> {
    let image_of = |index: usize| {
        let (path, number) = ImageSearch::file_of(&pages, PageIndex(index as u32), sources, None)?;
        Some((index, path, number))
    };
    let is_bare = |index: &usize| pages.get(*index).is_some_and(|page| !page.has_text());
    let bare: Vec<(usize, PathBuf, usize)> = (0..pages.len()).filter(is_bare).filter_map(image_of).collect();
    let Some(reader) = (!bare.is_empty()).then(PageReader::load).and_then(Result::ok) else { return Some(pages) };
    for (done, (index, path, number)) in bare.iter().enumerate() {
        let (Some(page), Ok(image)) = (pages.get_mut(*index), decode(path, *number, password)) else { continue };
        match reader.lines(&prepared(&image), &|share| watch((done as f32 + share) / bare.len() as f32)) {
            Ok(Some(lines)) => *page = Arc::new(with_lines(page, &lines)),
            Ok(None) => return None,
            Err(_) => return Some(pages),
        }
    }
    Some(pages)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::import_file;
    use std::path::Path;

    #[test]
    fn an_image_alone_gets_its_text_and_can_be_stopped() {
        let folder = tempfile::tempdir().expect("a folder");
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/riverside-daily-3.png");
        let path = folder.path().join("scan.png");
        // The upper part of the page: its masthead and the beginnings of the columns.
        let image = image::open(sample).expect("the sample");
        image.crop_imm(0, 0, image.width(), image.height() / 5).save(&path).expect("written");
        let bare = Arc::new(import_file(&path, None).expect("a page"));
        assert!(!bare.has_text());
        let sources = [path];
        let read = read_bare(vec![bare.clone()], &sources, "", &|_| true).expect("not stopped");
        if cfg!(feature = "reader") {
            assert!(read[0].has_text() && read[0].layout().is_some_and(|layout| layout.lines().len() > 3), "{}", read[0].text());
            assert_eq!(read_bare(vec![bare], &sources, "", &|_| false), None);
        }
    }
}
