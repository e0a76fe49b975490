//! Whether the raw files that an edition was made from are still what they were.

use std::io::{self, ErrorKind};
use std::path::{Component, Path};
use std::sync::Arc;

use super::disk::{Disk, SystemDisk, folder_of};
use super::fingerprint::sha256;
use crate::edition::Edition;
use crate::import::{ImportError, most_bytes, pages_of};
use crate::page::{Encoding, Page, is_blank};

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
    let mut last: Option<Beside> = None;
    let mut state = |page: &Arc<Page>| {
        let name = page.source().file_name();
        // The pages of a book stand in one file and follow each other.
        let beside = match last.take().filter(|beside| beside.name == name) {
            Some(beside) => last.insert(beside),
            None => last.insert(Beside::look(folder_of(path), name)),
        };
        beside.state(page)
    };
    edition.pages().iter().map(&mut state).collect()
}

/// What lies beside an edition under the name of a raw file.
struct Beside {
    name: String,
    found: SourceFile,
    /// The pages in it, by the encoding that was asked for.
    read: Vec<(Option<Encoding>, Vec<Page>)>,
    /// Whether it is locked, so that nobody without its password can compare.
    is_locked: bool,
}

enum SourceFile {
    Nothing,
    /// So large a file was never read as a page.
    TooLarge,
    Unreadable(io::Error),
    Bytes {
        bytes: Vec<u8>,
        sha256: String,
    },
}

impl Beside {
    fn look(folder: &Path, name: &str) -> Beside {
        // A name that an edition's file brings along leads nowhere else.
        let mut parts = Path::new(name).components();
        let is_name = matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None));
        let path = folder.join(name);
        let found = match SystemDisk.stat(&path) {
            _ if !is_name => SourceFile::Nothing,
            Ok(stat) if !stat.is_file => SourceFile::Nothing,
            Ok(stat) if stat.size > most_bytes(&path) => SourceFile::TooLarge,
            Ok(_) => match SystemDisk.read(&path) {
                Ok(bytes) => SourceFile::Bytes { sha256: sha256(&bytes), bytes },
                Err(error) => SourceFile::Unreadable(error),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => SourceFile::Nothing,
            Err(error) => SourceFile::Unreadable(error),
        };
        Beside { name: name.to_owned(), found, read: Vec::new(), is_locked: false }
    }

    fn state(&mut self, page: &Page) -> SourceState {
        match &self.found {
            SourceFile::Nothing => SourceState::Absent,
            SourceFile::TooLarge => SourceState::Changed,
            SourceFile::Unreadable(error) => SourceState::Unreadable(io::Error::new(error.kind(), error.to_string())),
            SourceFile::Bytes { sha256, .. } if *sha256 != page.source().sha256 => SourceState::Changed,
            SourceFile::Bytes { .. } => {
                if self.reads_as(page) {
                    SourceState::Same
                } else {
                    SourceState::OtherText
                }
            }
        }
    }

    /// Whether the file, read again, has the page's raw text: in the encoding that the edition names, or in the one that is found. Of a
    /// file with boxes the characters count and not their order, which is a matter of the layout. An image has no text until it is read.
    fn reads_as(&mut self, page: &Page) -> bool {
        let is_same = |again: &Page| {
            again.source().file == page.source().file
                && (again.text() == page.text()
                    || again.layout().is_some() && solid(again.text()) == solid(page.text())
                    || !again.has_text() && again.layout().is_some_and(|layout| layout.image().is_some()))
        };
        [Some(page.source().encoding), None].into_iter().any(|encoding| self.pages(encoding).iter().any(is_same)) || self.is_locked
    }

    /// The pages in the file; none where it cannot be read as pages.
    fn pages(&mut self, encoding: Option<Encoding>) -> &[Page] {
        let at = self.read.iter().position(|(other, _)| *other == encoding).unwrap_or_else(|| {
            let bytes: &[u8] = if let SourceFile::Bytes { bytes, .. } = &self.found { bytes } else { &[] };
            let read = pages_of(Path::new(&self.name), bytes, encoding);
            self.is_locked |= matches!(read, Err(ImportError::Locked { .. }));
            let read = read.map(|read| read.pages).unwrap_or_default();
            self.read.push((encoding, read));
            self.read.len() - 1
        });
        self.read.get(at).map(|(_, pages)| pages.as_slice()).unwrap_or_default()
    }
}

/// The characters of a text without its blanks, sorted.
fn solid(text: &str) -> Vec<char> {
    let mut solid: Vec<char> = text.chars().filter(|c| !is_blank(*c)).collect();
    solid.sort_unstable();
    solid
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::clean;
    use crate::import::import_pages;
    use crate::page::Source;
    use crate::store::{from_ron, to_ron};
    use crate::style::HouseStyle;

    const HOCR: &str = "<html><body><div class='ocr_page'><span class='ocr_line' title='bbox 1 1 90 9'>自己的城市</span></div>\
         <div class='ocr_page'><span class='ocr_line' title='bbox 1 1 90 9'>已经开工</span></div></body></html>";

    /// The edition of a file, as it is opened again.
    fn edition(path: &Path) -> Edition {
        let pages: Vec<Arc<Page>> = import_pages(path, None).unwrap().pages.into_iter().map(Arc::new).collect();
        from_ron(Path::new("e.ron"), &to_ron(&clean(&pages, HouseStyle::standard())).unwrap()).unwrap()
    }

    /// A page of a PDF is known by the file's hash, its number there and the hash of its text as it was read.
    #[test]
    fn pages_of_a_pdf_and_of_images_are_held_against_their_files() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().join("e.ron");
        let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
        for (name, from) in [("press.pdf", "files/press.pdf"), ("half.jp2", "images/half.jp2")] {
            let path = folder.path().join(name);
            std::fs::copy(shared.join(from), &path).unwrap();
            let saved = edition(&path);
            let page = &saved.pages()[0];
            let file = to_ron(&saved).unwrap();
            assert!(file.contains(&format!("text_sha256: \"{}\"", sha256(page.text().as_bytes()))), "{file}");
            assert!(file.contains(&sha256(&std::fs::read(&path).unwrap())));
            assert!(sources(&saved, &at).iter().all(|state| matches!(state, SourceState::Same)), "{name}");
            // What a reader read on an image is no other text.
            let read = Page::new(page.source().clone(), "识读的文字");
            let mut other = saved.clone();
            other.pages[0] = Arc::new(read);
            assert_eq!(matches!(sources(&other, &at)[0], SourceState::Same), name == "half.jp2");
        }
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
