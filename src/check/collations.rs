//! The witnesses of an edition's pages, collated with the raw text once.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::Query;
use super::query::Sourced;
use crate::edition::{Edition, Span};
use crate::page::{Page, PageIndex, Witness};
use crate::reader::Collation;

/// A witness with what it says of its page.
pub(super) struct Collated {
    page: Arc<Page>,
    pub(super) witness: Arc<Witness>,
    pub(super) collation: Collation,
}

/// The witnesses of all pages. Those that are of another page are left out.
#[derive(Default)]
pub(super) struct Collations {
    pages: BTreeMap<PageIndex, Vec<Collated>>,
}

impl Collated {
    /// What share of the characters of a line of the witness reads otherwise, about.
    pub(super) fn unlike(&self, line: usize) -> f32 {
        let length = self.witness.lines.get(line).map_or(0, |line| line.characters.len());
        let unlike = self.collation.differences.iter().filter(|one| one.line == line);
        let count: usize = unlike.map(|one| one.characters.len().max(one.raw.len())).sum();
        (count as f32 / length.max(1) as f32).min(1.0)
    }
}

impl Collations {
    /// Brings them to the state of an edition. True where anything changed.
    pub(super) fn update(&mut self, edition: &Edition) -> bool {
        let pages = edition.pages().iter().enumerate().map(|(at, page)| (PageIndex(at as u32), page));
        let now: Vec<(PageIndex, &Arc<Page>)> = pages.filter(|(index, _)| !edition.witnesses(*index).is_empty()).collect();
        let is_same = |known: &[Collated], index: PageIndex, page: &Arc<Page>| {
            let witnesses = edition.witnesses(index);
            let same =
                |(known, witness): (&Collated, &Arc<Witness>)| Arc::ptr_eq(&known.witness, witness) && Arc::ptr_eq(&known.page, page);
            known.len() == witnesses.len() && known.iter().zip(witnesses).all(same)
        };
        let known = |index: &PageIndex| self.pages.get(index).map(Vec::as_slice).unwrap_or_default();
        if now.len() == self.pages.len() && now.iter().all(|(index, page)| is_same(known(index), *index, page)) {
            return false;
        }
        let collate = |(index, page): (PageIndex, &Arc<Page>)| {
            let one = |witness: &Arc<Witness>| {
                let collation = Collation::of(page, witness);
                Collated { page: page.clone(), witness: witness.clone(), collation }
            };
            (index, edition.witnesses(index).iter().map(one).collect())
        };
        self.pages = now.into_par_iter().map(collate).collect();
        true
    }

    /// What the witnesses of a page say.
    pub(super) fn of(&self, page: PageIndex) -> impl Iterator<Item = &Collated> {
        self.pages.get(&page).into_iter().flatten().filter(|one| one.collation.is_of_page())
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// Whether a witness reads as the text does where a query asks.
    pub(super) fn agree(&self, query: &Query, block: &Sourced<'_>) -> bool {
        let agrees = |span: Span| self.of(span.page).any(|one| one.collation.agrees(span.range));
        query.source(block).is_some_and(agrees)
    }
}
