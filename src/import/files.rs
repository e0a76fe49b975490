//! Reading several files and folders: what can be read is, and what cannot is told.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Choices, FaultKind, ImportError, ImportWarning, import_pages};
use crate::page::Page;

/// What several files hold.
#[derive(Debug, Default)]
pub struct ImportedFiles {
    /// The pages in order.
    pub pages: Vec<Arc<Page>>,
    /// The files that they were read from, in order.
    pub sources: Vec<PathBuf>,
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
        let why = said.strip_prefix(&format!("{}: ", self.path.display())).unwrap_or(&said).to_owned();
        ImportWarning { path: self.path.clone(), place: None, kind: FaultKind::LeftOut(why) }
    }
}

/// Reads files, each as [`import_pages`] does. `watch` hears of each file and its pages, none where it was left out, and stops it by `false`; then nothing comes of it.
///
/// # Errors
/// None of them could be read: why the first could not.
pub fn import_files(
    files: &[PathBuf],
    choices: impl Into<Choices>,
    mut watch: impl FnMut(&Path, &[Arc<Page>]) -> bool,
) -> Result<Option<ImportedFiles>, ImportError> {
    let choices = choices.into();
    let mut all = ImportedFiles::default();
    for file in files {
        let before = all.pages.len();
        match import_pages(file, choices.clone()) {
            Ok(read) => {
                all.pages.extend(read.pages.into_iter().map(Arc::new));
                all.warnings.extend(read.warnings);
                all.sources.push(file.clone());
            }
            Err(error) => all.left_out.push(LeftOut { path: file.clone(), error }),
        }
        if !watch(file, all.pages.get(before..).unwrap_or_default()) {
            return Ok(None);
        }
    }
    if all.pages.is_empty() && !all.left_out.is_empty() {
        return Err(all.left_out.swap_remove(0).error);
    }
    Ok(Some(all))
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
        let none = import_files(&[at.join("p-3.txt")], None, |_, _| true).expect_err("nothing");
        assert!(matches!(none, ImportError::OtherKind { .. }));
    }
}
