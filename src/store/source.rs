//! Whether the raw files that an edition was made from are still what they were.

use std::io::{self, ErrorKind};
use std::path::{Component, Path};

use super::disk::{Disk, SystemDisk, folder_of};
use super::fingerprint::sha256;
use crate::edition::Edition;
use crate::page::{MAX_PAGE_BYTES, Page, is_blank, pages_of};

/// What became of the raw file of a page.
#[derive(Debug)]
pub enum SourceState {
    /// It lies beside the edition, byte for byte as it was.
    Same,
    /// It lies there byte for byte as it was, but the raw text in the edition is not what stands in it.
    OtherText,
    /// A file of its name lies beside the edition, and its bytes are others.
    Changed,
    /// There is none of its name beside the edition, or its name is none of a file there.
    Absent,
    /// It cannot be read.
    Unreadable(io::Error),
}

/// Looks at the raw file of each page, in the folder of the edition's file and nowhere else.
pub fn sources(edition: &Edition, path: &Path) -> Vec<SourceState> {
    edition.pages().iter().map(|page| state(folder_of(path), page)).collect()
}

fn state(folder: &Path, page: &Page) -> SourceState {
    let source = page.source();
    // A name that an edition's file brings along leads nowhere else.
    let mut parts = Path::new(source.file_name()).components();
    if !matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None)) {
        return SourceState::Absent;
    }
    let path = folder.join(source.file_name());
    match SystemDisk.stat(&path) {
        Ok(stat) if !stat.is_file => SourceState::Absent,
        // So large a file was never read as a page.
        Ok(stat) if stat.size > MAX_PAGE_BYTES => SourceState::Changed,
        Ok(_) => match SystemDisk.read(&path) {
            Ok(bytes) if sha256(&bytes) != source.sha256 => SourceState::Changed,
            Ok(bytes) if reads_as(&path, &bytes, page) => SourceState::Same,
            Ok(_) => SourceState::OtherText,
            Err(error) => SourceState::Unreadable(error),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => SourceState::Absent,
        Err(error) => SourceState::Unreadable(error),
    }
}

/// Whether the bytes of a page's file, read again, have the page's raw text: in the encoding that the edition names, or in the one that
/// is found. Of a file with boxes the characters count and not their order, which is a matter of the layout.
fn reads_as(path: &Path, bytes: &[u8], page: &Page) -> bool {
    let is_same = |again: &Page| {
        again.source().file == page.source().file
            && (again.text() == page.text() || again.layout().is_some() && solid(again.text()) == solid(page.text()))
    };
    [Some(page.source().encoding), None]
        .into_iter()
        .any(|encoding| pages_of(path, bytes, encoding).is_ok_and(|read| read.pages.iter().any(is_same)))
}

/// The characters of a text without its blanks, sorted.
fn solid(text: &str) -> Vec<char> {
    let mut solid: Vec<char> = text.chars().filter(|c| !is_blank(*c)).collect();
    solid.sort_unstable();
    solid
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::clean::clean;
    use crate::page::{Source, import_pages};
    use crate::store::{from_ron, to_ron};
    use crate::style::HouseStyle;

    const HOCR: &str = "<html><body><div class='ocr_page'><span class='ocr_line' title='bbox 1 1 90 9'>自己的城市</span></div>\
         <div class='ocr_page'><span class='ocr_line' title='bbox 1 1 90 9'>已经开工</span></div></body></html>";

    /// The edition of a file, as it is opened again.
    fn edition(path: &Path) -> Edition {
        let pages: Vec<Arc<Page>> = import_pages(path, None).unwrap().pages.into_iter().map(Arc::new).collect();
        from_ron(Path::new("e.ron"), &to_ron(&clean(&pages, HouseStyle::standard())).unwrap()).unwrap()
    }

    #[test]
    fn the_embedded_text_is_held_against_the_file_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().join("e.ron");
        let gbk = encoding_rs::GBK.encode("自己的城市已经开工，本报记者昨天到现场采访，工人们正在加紧施工。\r\n").0.into_owned();
        for (name, bytes) in [("a.txt", "自己的城市\r\n已经开工\r\n".as_bytes()), ("b.txt", &gbk), ("c.hocr", HOCR.as_bytes())] {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            let true_one = edition(&path);
            assert!(sources(&true_one, &at).iter().all(|state| matches!(state, SourceState::Same)), "{name}");
            // A forger who knows the format sets the hash of the text right too.
            let page = &true_one.pages()[0];
            let source = Source { ..page.source().clone() };
            let forged = Page::new(source, &page.text().replace('己', "已"));
            let mut other = true_one.clone();
            other.pages[0] = Arc::new(forged);
            assert!(matches!(sources(&other, &at)[0], SourceState::OtherText), "{name}");
            std::fs::write(&path, [bytes, b" "].concat()).unwrap();
            assert!(matches!(sources(&true_one, &at)[0], SourceState::Changed), "{name}");
        }
    }
}
