//! Reading several files and folders: what can be read is, and what cannot is told.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Choices, FaultKind, ImportError, ImportWarning, Imported, PageFile, import_pages};
use crate::page::Page;

/// What several files hold.
#[derive(Debug, Default)]
pub struct ImportedFiles {
    /// The pages in order.
    pub pages: Vec<Arc<Page>>,
    /// The files that they were read from, in order.
    pub sources: Vec<PathBuf>,
    /// Other files of these pages.
    pub others: Vec<PathBuf>,
    /// What was nearly right in these.
    pub warnings: Vec<ImportWarning>,
    /// The files that were left out.
    pub left_out: Vec<LeftOut>,
}

/// A file that was left out, and why.
#[derive(Debug, thiserror::Error)]
#[error("left out: {error}")]
pub struct LeftOut {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub error: ImportError,
}

impl LeftOut {
    /// It as a warning, for a list of these.
    pub fn warning(&self) -> ImportWarning {
        let said = self.error.to_string();
        let path = self.path.display().to_string();
        let why = said.strip_prefix(&path).map_or(said.as_str(), |why| why.trim_start_matches([':', '：', ' '])).to_owned();
        ImportWarning { path: self.path.clone(), place: None, kind: FaultKind::LeftOut(why) }
    }
}

/// Reads files, each as [`import_pages`] does. Where one cannot be read, or has no text and another file of the same page has, that one is
/// the page. `watch` hears of each file and its pages, none where it was left out, and stops it by `false`; then nothing comes of it.
///
/// # Errors
/// None of them could be read: why the first could not.
pub fn import_files(
    files: &[PageFile],
    choices: impl Into<Choices>,
    mut watch: impl FnMut(&Path, &[Arc<Page>]) -> bool,
) -> Result<Option<ImportedFiles>, ImportError> {
    let choices = choices.into();
    let mut all = ImportedFiles::default();
    for file in files {
        let before = all.pages.len();
        let path = all.take(file, &choices);
        if !watch(&path, all.pages.get(before..).unwrap_or_default()) {
            return Ok(None);
        }
    }
    if all.pages.is_empty() && !all.left_out.is_empty() {
        return Err(all.left_out.swap_remove(0).error);
    }
    Ok(Some(all))
}

impl ImportedFiles {
    /// Reads a page, and gives the file that it was read from.
    fn take(&mut self, file: &PageFile, choices: &Choices) -> PathBuf {
        let has_text = |read: &Imported| read.pages.iter().any(Page::has_text);
        let mut blank: Option<(usize, Imported)> = None;
        for (place, path) in file.all().enumerate() {
            match import_pages(path, choices.clone()) {
                Ok(read) if has_text(&read) => return self.keep(file, place, read),
                Ok(read) => blank = blank.or(Some((place, read))),
                Err(error) => {
                    let is_asked = matches!(error, ImportError::Locked { .. } | ImportError::ManyPages { .. });
                    self.left_out.push(LeftOut { path: path.clone(), error });
                    // What the editor can answer is no reason to take another file.
                    if is_asked {
                        return path.clone();
                    }
                }
            }
        }
        match blank {
            Some((place, read)) => self.keep(file, place, read),
            None => file.path.clone(),
        }
    }

    /// Takes the pages of the file in this place. Those before it could not be read, or have no text.
    fn keep(&mut self, file: &PageFile, place: usize, read: Imported) -> PathBuf {
        self.pages.extend(read.pages.into_iter().map(Arc::new));
        self.warnings.extend(read.warnings);
        self.others.extend(file.all().skip(place + 1).cloned());
        let path = file.all().nth(place).unwrap_or(&file.path).clone();
        self.sources.push(path.clone());
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::page_files;

    fn write(folder: &Path, name: &str, bytes: &[u8]) {
        std::fs::write(folder.join(name), bytes).expect("written");
    }

    #[test]
    fn what_cannot_be_read_is_left_out_and_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = folder.path();
        write(at, "p-1.txt", "本报讯".as_bytes());
        write(at, "p-2.txt", b"");
        write(at, "p-3.txt", b"{\\rtf1 text}");
        write(at, "p-4.txt", "会议".as_bytes());
        #[cfg(unix)]
        std::os::unix::fs::symlink(at.join("gone"), at.join("p-5.txt")).expect("a link");
        let files = page_files(at).expect("files");
        let read = import_files(&files, None, |_, _| true).expect("pages").expect("not stopped");
        assert_eq!(read.pages.iter().map(|page| page.text()).collect::<Vec<_>>(), ["本报讯", "", "会议"]);
        assert_eq!(read.sources.len(), 3);
        let said: Vec<String> = read.left_out.iter().map(ToString::to_string).collect();
        assert!(said[0].contains("p-3.txt") && said[0].contains("RTF"), "{said:?}");
        assert!(!read.left_out[0].warning().to_string().contains("p-3.txt: p-3"));
        if cfg!(unix) {
            assert!(said.len() == 2 && said[1].contains("p-5.txt"), "{said:?}");
        }
        let mut count = 0;
        let second = |_: &Path, _: &[Arc<Page>]| {
            count += 1;
            count < 2
        };
        let stopped = import_files(&files, None, second).expect("no error");
        assert!(stopped.is_none());
        let none = import_files(&[at.join("p-3.txt").into()], None, |_, _| true).expect_err("nothing");
        assert!(matches!(none, ImportError::OtherKind { .. }));
    }

    #[test]
    fn of_several_files_of_a_page_the_one_with_text_is_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = folder.path();
        let alto =
            |text: &str| format!("<alto><Layout><Page><PrintSpace><TextBlock>{text}</TextBlock></PrintSpace></Page></Layout></alto>");
        write(at, "p-1.xml", alto("").as_bytes());
        write(at, "p-1.txt", "本报讯".as_bytes());
        write(at, "p-2.xml", alto("<TextLine><String CONTENT='会议'/></TextLine>").as_bytes());
        write(at, "p-2.txt", "会议".as_bytes());
        write(at, "p-3.docx", b"PK\x03\x04 a broken one [Content_Types].xml word/document.xml");
        write(at, "p-3.txt", "通知".as_bytes());
        let read = import_files(&page_files(at).expect("files"), None, |_, _| true).expect("pages").expect("not stopped");
        let names = |files: &[PathBuf]| files.iter().map(|file| file.file_name().map(|name| name.to_owned())).collect::<Vec<_>>();
        let expected = |all: &[&str]| all.iter().map(|name| Some(std::ffi::OsString::from(name))).collect::<Vec<_>>();
        assert_eq!(read.pages.iter().map(|page| page.text()).collect::<Vec<_>>(), ["本报讯", "会议", "通知"]);
        assert_eq!(names(&read.sources), expected(&["p-1.txt", "p-2.xml", "p-3.txt"]));
        assert_eq!(names(&read.others), expected(&["p-2.txt"]));
        assert_eq!(read.left_out.len(), 1, "{:?}", read.left_out);
    }
}
