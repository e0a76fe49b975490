//! The witnesses of an edition's pages, collated with the raw text once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::Query;
use super::added::AddedText;
use super::query::Sourced;
use crate::edition::{Edition, Span};
use crate::page::{Page, PageIndex, RawOffset, RawRange, Witness, WitnessLine, is_blank};
use crate::reader::{Collation, InkLedger};

/// A witness with what it says of its page.
pub(super) struct Collated {
    pub(super) page: Arc<Page>,
    pub(super) witness: Arc<Witness>,
    pub(super) collation: Collation,
    /// What share of the characters of each line of the witness reads otherwise, about.
    unlike: Vec<f32>,
    /// Which of its lines that are not in the raw text were put into the draft.
    put_in: BTreeSet<usize>,
}

/// The witnesses of all pages. Those that are of another page are left out.
#[derive(Default)]
pub(super) struct Collations {
    pages: BTreeMap<PageIndex, Vec<Collated>>,
    /// The text of the draft that lines were looked for in last.
    added: AddedText,
}

impl Collated {
    fn of(page: &Arc<Page>, witness: &Arc<Witness>) -> Collated {
        let collation = Collation::of(page, witness);
        let mut counts = vec![0usize; witness.lines.len()];
        for one in &collation.differences {
            if let Some(count) = counts.get_mut(one.line) {
                *count += one.characters.len().max(one.raw.len());
            }
        }
        let share = |(count, line): (usize, &WitnessLine)| (count as f32 / line.characters.len().max(1) as f32).min(1.0);
        let unlike = counts.into_iter().zip(&witness.lines).map(share).collect();
        Collated { page: page.clone(), witness: witness.clone(), collation, unlike, put_in: BTreeSet::new() }
    }

    /// The lines that neither the raw text nor the draft has, by their indexes.
    pub(super) fn lacking(&self) -> impl Iterator<Item = usize> {
        self.collation.unplaced.iter().copied().filter(|index| !self.put_in.contains(index))
    }

    /// Raw lines of at most so many characters that nothing on the image was read as, by their numbers, where all of it was looked at.
    pub(super) fn nowhere_on_image(&self, most: usize) -> impl Iterator<Item = usize> {
        let unseen = if self.collation.ink(&self.page, &self.witness).is_some() { self.collation.unseen.as_slice() } else { &[] };
        let is_short = move |number: &usize| {
            self.page.line(*number).is_some_and(|line| (1..=most).contains(&line.text.chars().filter(|c| !is_blank(*c)).count()))
        };
        unseen.iter().copied().filter(is_short)
    }

    /// Looks anew for its lines in text that was added. True where others than before are there.
    fn look_in(&mut self, added: &AddedText) -> bool {
        let is_there = |index: &usize| self.witness.lines.get(*index).is_some_and(|line| added.has(line));
        let now: BTreeSet<usize> = self.collation.unplaced.iter().copied().filter(is_there).collect();
        std::mem::replace(&mut self.put_in, now) != self.put_in
    }

    /// What share of the characters of a line of the witness reads otherwise, about.
    pub(super) fn unlike(&self, line: usize) -> f32 {
        self.unlike.get(line).copied().unwrap_or_default()
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
            (index, edition.witnesses(index).iter().map(|witness| Collated::of(page, witness)).collect())
        };
        self.pages = now.into_par_iter().map(collate).collect();
        self.added = AddedText::default();
        true
    }

    /// Notes which lines that the raw text lacks an edition has otherwise. Gives the pages of which it has others than before.
    pub(super) fn follow_added(&mut self, edition: &Edition) -> BTreeSet<PageIndex> {
        let mut lacking: Vec<(&PageIndex, &mut Collated)> =
            self.pages.iter_mut().flat_map(|(page, all)| all.iter_mut().map(move |one| (page, one))).collect();
        lacking.retain(|(_, one)| !one.collation.unplaced.is_empty());
        if lacking.is_empty() {
            return BTreeSet::new();
        }
        let added = AddedText::of(edition);
        if added == self.added {
            return BTreeSet::new();
        }
        let changed = lacking.into_par_iter().filter_map(|(page, one)| one.look_in(&added).then_some(*page)).collect();
        self.added = added;
        changed
    }

    /// What the witnesses of a page say.
    pub(super) fn of(&self, page: PageIndex) -> impl Iterator<Item = &Collated> {
        self.pages.get(&page).into_iter().flatten().filter(|one| one.collation.is_of_page())
    }

    /// The ledger of the scans, of all pages whose images were read as a whole; nothing where none was.
    pub(super) fn ink(&self) -> Option<InkLedger> {
        let ink = |one: &Collated| {
            let raw = one.collation.ink(&one.page, &one.witness)?;
            let put_in = one.put_in.len().min(raw.not_in_text);
            Some(InkLedger { put_in, not_in_text: raw.not_in_text - put_in, ..raw })
        };
        let of_page = |known: &Vec<Collated>| known.iter().filter(|one| one.collation.is_of_page()).find_map(ink);
        self.pages.values().filter_map(of_page).reduce(|a, b| a + b)
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// How many witnesses of a page read these raw characters as they are; of an empty range, those round it.
    pub(super) fn agreeing(&self, page: PageIndex, raw: RawRange) -> usize {
        let round = RawRange::new(RawOffset(raw.start.0.saturating_sub(1)), RawOffset(raw.end.0 + 1));
        let asked = if raw.is_empty() { round } else { raw };
        self.of(page).filter(|one| one.collation.agrees(asked)).count()
    }

    /// Whether a witness reads as the text does where a query asks.
    pub(super) fn agree(&self, query: &Query, block: &Sourced<'_>) -> bool {
        self.read_so(query, block, Collation::agrees)
    }

    /// Likewise, quotation marks as the same half.
    pub(super) fn agree_on_halves(&self, query: &Query, block: &Sourced<'_>) -> bool {
        self.read_so(query, block, Collation::agrees_on_halves)
    }

    fn read_so(&self, query: &Query, block: &Sourced<'_>, agrees: impl Fn(&Collation, RawRange) -> bool) -> bool {
        query.source(block).is_some_and(|span: Span| self.of(span.page).any(|one| agrees(&one.collation, span.range)))
    }
}
