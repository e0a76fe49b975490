//! Pages of PDFs as they are in their files, for an export that keeps them. Those of one file are copied together, so that what they share
//! is copied once.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use crate::edition::Edition;
use crate::export::spool::{Spool, SpooledBytes};
use crate::import::image::{is_named_pdf, read_bytes};
use crate::import::pdf::{CopiedPage, copy_pages, is_pdf};
use crate::page::{Page, PageIndex};
use crate::store::sha256;

/// A page as it is in its source.
#[derive(Clone, Debug)]
pub struct SourcePage {
    /// Which of the files it is from: what pages of one share has one number in it.
    pub file: usize,
    /// What was copied.
    pub copied: Arc<CopiedPage>,
    /// The bytes of its streams that lie on disk, by the numbers of their objects; these have none.
    pub(in crate::export) streams: Arc<HashMap<u32, SpooledBytes>>,
}

/// The pages of an edition that can be kept as they are, of those whose images lie in these files.
pub(super) fn source_pages<'a>(
    edition: &Edition,
    places: impl Iterator<Item = (PageIndex, &'a (PathBuf, usize))>,
    spool: &Spool,
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
        let mut copies = HashMap::new();
        copy_pages(&bytes, &Vec::from_iter(numbers), &mut |mut page| {
            let streams = put_away(&mut page, spool);
            copies.insert(page.number, SourcePage { file, copied: Arc::new(page), streams: Arc::new(streams) });
        });
        let copied = |(index, number): (PageIndex, u32)| Some((index, copies.get(&number)?.clone()));
        kept.extend(pages.into_iter().filter_map(copied));
    }
    kept
}

/// Puts the bytes of a page's streams on disk, those that need not be packed.
fn put_away(page: &mut CopiedPage, spool: &Spool) -> HashMap<u32, SpooledBytes> {
    let coded = page.objects.iter_mut().filter(|object| object.is_coded());
    coded.map(|object| (object.number, spool.keep(std::mem::take(&mut object.stream)))).collect()
}

/// Whether a PDF is the one that a page was made of, or the page was made of something else and the PDF is its image alone.
fn is_of(page: &Page, digest: &str) -> bool {
    let source = page.source();
    let file = source.file.rsplit_once('#').map_or(source.file.as_str(), |(file, _)| file);
    !is_named_pdf(file.as_ref()) || source.sha256 == digest
}
