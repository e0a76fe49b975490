//! What is known of the issue and its articles.

use std::sync::Arc;

use super::{Conflict, ConflictKind, Merging, merged_list, picked};
use crate::edition::{Article, Edition, Status};

impl Merging<'_> {
    /// Takes what theirs filled in.
    pub(super) fn take_fields(&mut self) {
        self.take_masthead();
        for theirs in self.theirs.articles() {
            let id = theirs.id();
            let none = Article::new(id, Vec::new());
            let base = self.base.article(id).map_or(&none, |article| article);
            let ours = self.ours.article(id).map_or(base, |article| article);
            self.take_article(base, ours, theirs);
        }
        self.edition.settled = merged_list(self.base.settled(), self.ours.settled(), self.theirs.settled());
        for page in (0..self.base.pages().len()).map(|page| crate::page::PageIndex(page as u32)) {
            let known = self.edition.witnesses(page).to_vec();
            let is_new = |witness: &&Arc<_>| !known.iter().any(|one: &Arc<crate::page::Witness>| one.is_of_same(witness));
            self.theirs.witnesses(page).iter().filter(is_new).for_each(|witness| self.edition.take_witness(page, witness.clone()));
        }
    }

    fn take_masthead(&mut self) {
        let (base, ours, theirs) = (self.base.masthead().clone(), self.ours.masthead().clone(), self.theirs.masthead().clone());
        let mut lost = Vec::new();
        let mut pick = |base: &Option<String>, ours: &Option<String>, theirs: &Option<String>| {
            picked(base, ours, theirs).unwrap_or_else(|| {
                lost.extend(theirs.clone());
                ours.clone()
            })
        };
        let masthead = &mut self.edition.masthead;
        masthead.title = pick(&base.title, &ours.title, &theirs.title);
        masthead.date = pick(&base.date, &ours.date, &theirs.date);
        masthead.issue = pick(&base.issue, &ours.issue, &theirs.issue);
        let labels = base.page_labels.iter().zip(&ours.page_labels).zip(&theirs.page_labels);
        masthead.page_labels = labels.map(|((base, ours), theirs)| picked(base, ours, theirs).unwrap_or_else(|| ours.clone())).collect();
        self.conflicts_of_fields(first_block(&self.edition), lost);
    }

    fn take_article(&mut self, base: &Article, ours: &Article, theirs: &Article) {
        let mut lost = Vec::new();
        let mut pick = |base: &Option<String>, ours: &Option<String>, theirs: &Option<String>| {
            picked(base, ours, theirs).unwrap_or_else(|| {
                lost.extend(theirs.clone());
                ours.clone()
            })
        };
        let byline = pick(&base.byline, &ours.byline, &theirs.byline);
        let section = pick(&base.section, &ours.section, &theirs.section);
        let note = pick(&base.note, &ours.note, &theirs.note);
        // An article that both worked on is done when both say so.
        let status = picked(&base.status, &ours.status, &theirs.status).unwrap_or(Status::InWork);
        let Some(article) = self.edition.articles.iter_mut().find(|article| article.id() == theirs.id()) else { return };
        let article = Arc::make_mut(article);
        (article.byline, article.section, article.note, article.status) = (byline, section, note, status);
        article.tags = merged_list(&base.tags, &ours.tags, &theirs.tags);
        article.names.persons = merged_list(&base.names.persons, &ours.names.persons, &theirs.names.persons);
        article.names.places = merged_list(&base.names.places, &ours.names.places, &theirs.names.places);
        article.names.organisations = merged_list(&base.names.organisations, &ours.names.organisations, &theirs.names.organisations);
        let block = article.blocks.first().cloned();
        self.conflicts_of_fields(block, lost);
    }

    fn conflicts_of_fields(&mut self, block: Option<Arc<crate::edition::Block>>, lost: Vec<String>) {
        for (block, theirs) in block.into_iter().flat_map(|block| lost.iter().map(move |theirs| (block.clone(), theirs.clone()))) {
            self.conflict(Conflict::of_block(ConflictKind::Field, &block, theirs));
        }
    }
}

fn first_block(edition: &Edition) -> Option<Arc<crate::edition::Block>> {
    edition.blocks().next().map(|(_, block)| block.clone())
}
