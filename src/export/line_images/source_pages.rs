//! Pages of PDFs as they are in their files, for an export that keeps them. Those of one file are copied together, so that what they share
//! is copied once.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use crate::edition::Edition;
use crate::import::image::{is_named_pdf, read_bytes};
use crate::import::pdf::{CopiedPage, copies_of, is_pdf};
use crate::page::{Page, PageIndex};
use crate::store::sha256;

/// A page as it is in its source.
#[derive(Debug)]
pub struct SourcePage {
    /// Which of the files it is from: what pages of one share has one number in it.
    pub file: usize,
    /// What was copied.
    pub copied: Arc<CopiedPage>,
}

/// The pages of an edition that can be kept as they are, of those whose images lie in these files.
pub(super) fn source_pages<'a>(
    edition: &Edition,
    places: impl Iterator<Item = (PageIndex, &'a (PathBuf, usize))>,
) -> HashMap<PageIndex, SourcePage> {
    let mut files: BTreeMap<&PathBuf, Vec<(PageIndex, u32)>> = BTreeMap::new();
    for (index, (path, number)) in places {
        files.entry(path).or_default().push((index, *number as u32 + 1));
    }
    let mut kept = HashMap::new();
    for (file, (path, pages)) in files.into_iter().enumerate() {
        // What is wrong with a file is told when its image is read.
        let Some(bytes) = read_bytes(path).ok().filter(|bytes| is_pdf(bytes)) else { continue };
        let digest = sha256(&bytes);
        let is_meant = |index: &PageIndex| edition.page(*index).is_some_and(|page| is_of(page, &digest));
        let pages: Vec<(PageIndex, u32)> = pages.into_iter().filter(|(index, _)| is_meant(index)).collect();
        let numbers: BTreeSet<u32> = pages.iter().map(|(_, number)| *number).collect();
        let copies = copies_of(&bytes, &Vec::from_iter(numbers)).into_iter();
        let copies: HashMap<u32, Arc<CopiedPage>> = copies.map(|copied| (copied.number, Arc::new(copied))).collect();
        let copied = |(index, number): (PageIndex, u32)| Some((index, SourcePage { file, copied: copies.get(&number)?.clone() }));
        kept.extend(pages.into_iter().filter_map(copied));
    }
    kept
}

/// Whether a PDF is the one that a page was made of, or the page was made of something else and the PDF is its image alone.
fn is_of(page: &Page, digest: &str) -> bool {
    let source = page.source();
    let file = source.file.rsplit_once('#').map_or(source.file.as_str(), |(file, _)| file);
    !is_named_pdf(file.as_ref()) || source.sha256 == digest
}
