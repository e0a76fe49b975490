//! What is known of the issue and its articles.

use std::sync::Arc;

use super::{Conflict, ConflictKind, Merging, merged_list, picked};
use crate::edition::{Article, Block, Status};
use crate::page::{PageIndex, Witness};

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
        for page in (0..self.base.pages().len()).map(|page| PageIndex(page as u32)) {
            let known = self.edition.witnesses(page).to_vec();
            let is_new = |witness: &&Arc<Witness>| !known.iter().any(|one| one.is_of_same(witness));
            self.theirs.witnesses(page).iter().filter(is_new).for_each(|witness| self.edition.take_witness(page, witness.clone()));
        }
    }

    fn take_masthead(&mut self) {
        let (base, ours, theirs) = (self.base.masthead().clone(), self.ours.masthead().clone(), self.theirs.masthead().clone());
        let mut fields = Fields::default();
        let masthead = &mut self.edition.masthead;
        masthead.title = fields.pick(&base.title, &ours.title, &theirs.title);
        masthead.date = fields.pick(&base.date, &ours.date, &theirs.date);
        masthead.issue = fields.pick(&base.issue, &ours.issue, &theirs.issue);
        let labels = base.page_labels.iter().zip(&ours.page_labels).zip(&theirs.page_labels);
        masthead.page_labels = labels.map(|((base, ours), theirs)| picked(base, ours, theirs).unwrap_or_else(|| ours.clone())).collect();
        let first = self.edition.blocks().next().map(|(_, block)| block.clone());
        self.conflicts_of_fields(first, fields);
    }

    fn take_article(&mut self, base: &Article, ours: &Article, theirs: &Article) {
        let mut fields = Fields::default();
        let byline = fields.pick(&base.byline, &ours.byline, &theirs.byline);
        let section = fields.pick(&base.section, &ours.section, &theirs.section);
        let note = fields.pick(&base.note, &ours.note, &theirs.note);
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
        self.conflicts_of_fields(block, fields);
    }

    fn conflicts_of_fields(&mut self, block: Option<Arc<Block>>, fields: Fields) {
        let Some(block) = block else { return };
        for theirs in fields.lost {
            self.conflict(Conflict::of_block(ConflictKind::Field, &block, theirs));
        }
    }
}

/// Fields that are filled in by what either version says.
#[derive(Default)]
struct Fields {
    /// What theirs says where ours says otherwise and stays.
    lost: Vec<String>,
}

impl Fields {
    fn pick(&mut self, base: &Option<String>, ours: &Option<String>, theirs: &Option<String>) -> Option<String> {
        picked(base, ours, theirs).unwrap_or_else(|| {
            self.lost.extend(theirs.clone());
            ours.clone()
        })
    }
}
