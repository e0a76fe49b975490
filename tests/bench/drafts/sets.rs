//! The sets of pages with gold that lie beside the repository.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use stet::import::import_file;
use stet::page::Page;

/// A page with what it is known to hold.
pub struct Known {
    pub name: String,
    /// The page as it is given to the program.
    pub page: Arc<Page>,
    /// The raw text that gold is placed on.
    pub raw: String,
    pub gold: Value,
}

/// A set: what it is called, its folder, and the end of the files that are given to the program.
pub struct Set {
    pub name: &'static str,
    pub folder: &'static str,
    pub ending: &'static str,
}

const fn set(name: &'static str, folder: &'static str, ending: &'static str) -> Set {
    Set { name, folder, ending }
}

/// All sets, in the order of the table.
pub const SETS: [Set; 11] = [
    set("pages", "pages", "raw.txt"),
    set("jingbao", "real/jingbao", "raw.txt"),
    set("sheets", "real/sheets", "raw.txt"),
    set("sheets, boxes", "real/sheets", "hocr"),
    set("tabloid, boxes", "real/tabloid", "hocr"),
    set("ocr", "ocr", "txt"),
    set("ocr, hOCR", "ocr", "hocr"),
    set("ocr, ALTO", "ocr", "xml"),
    set("latin, ALTO", "real/latin", "xml"),
    set("weeklies, ALTO", "real/weeklies", "xml"),
    set("nzz, PAGE", "real/nzz", "xml"),
];

impl Known {
    /// Whether the page is in one set alone: those in several count less in each.
    pub fn measured_apart(&self, set: &Set) -> bool {
        SETS.iter().filter(|other| other.folder == set.folder).count() == 1
    }
}

impl Set {
    /// The set's pages, in order of their names; none where the folder is not there.
    pub fn pages(&self, shared: &Path) -> Vec<Known> {
        let folder = shared.join(self.folder);
        let mut golds: Vec<PathBuf> = std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        golds.retain(|path| path.to_string_lossy().ends_with(".gold.json"));
        golds.sort();
        golds.iter().filter_map(|gold| self.known(gold)).collect()
    }

    fn known(&self, gold: &Path) -> Option<Known> {
        let base = gold.to_str()?.strip_suffix(".gold.json")?;
        let raw = std::fs::read_to_string(format!("{base}.raw.txt")).or_else(|_| std::fs::read_to_string(format!("{base}.txt"))).ok()?;
        let page = Arc::new(import_file(Path::new(&format!("{base}.{}", self.ending)), None).ok()?);
        let gold = serde_json::from_str(&std::fs::read_to_string(gold).ok()?).ok()?;
        Some(Known { name: Path::new(base).file_name()?.to_string_lossy().into_owned(), page, raw, gold })
    }
}
