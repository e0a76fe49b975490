//! The open edition with what goes with it while it is being worked on: its history, its file, what is selected.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::edition::file_name;
use super::keeping::{self, Keeping};
use super::made_up::MadeUp;
use super::pasting::{self, TidiedAway};
use super::picks::Picks;
use super::queries::Queries;
use super::regions::Regions;
use crate::edit::{Edit, EditError, EditName, Fragment, History, Selection, end_of_splice};
use crate::edition::ledger::Counter;
use crate::edition::{Article, ArticleId, Block, BlockId, Edition, Ledger, Place, Shelf, TextOffset};
use crate::import::Choices;
use crate::page::{PageIndex, Witness};
use crate::reader::InkLedger;
use crate::store::journal::{About, JournalStep};
use crate::store::lock::{EditionLock, Holder};

/// A state of the work: which edits were made, and how many other readings have come. What is in no file is known by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    pub(super) edits: u64,
    witnesses: u64,
}

/// An open edition.
pub struct Document {
    pub(super) edition: Edition,
    history: History,
    /// The edition's file; none until it is saved the first time.
    path: Option<PathBuf>,
    /// The raw files the edition was made from, where it was made in this session.
    pub sources: Vec<PathBuf>,
    /// How these were read, as far as it was chosen by hand.
    pub(in crate::desktop) choices: Choices,
    /// The state that is in the file, by its revision. A first draft is in none.
    saved: Option<Revision>,
    pub(super) selection: Option<Selection>,
    /// The revision whose work the editor has let go, so that nobody asks for it again.
    let_go: Option<Revision>,
    /// How many other readings have come since it was opened.
    witnessed: u64,
    /// Which headlines are known to be made up.
    made_up: MadeUp,
    /// The articles that are picked in the outline.
    picked: Vec<ArticleId>,
    /// The raw lines that are picked on an image.
    pub(in crate::desktop) picks: Picks,
    /// The regions that are marked on one.
    pub(in crate::desktop) regions: Regions,
    /// What was cut or copied last, with its provenance, and its text as it went to the system's clipboard.
    clipboard: Option<(String, Fragment)>,
    /// Whether the next text that is pasted is put in as it is.
    pastes_as_it_is: bool,
    /// Counts states, so that what is worked out from one is known to be of it.
    pub(super) generation: u64,
    /// What the program asks.
    pub(super) queries: Queries,
    ledger: Ledger,
    /// The ledger of the scans, where images were read.
    ink: Option<InkLedger>,
    counter: Counter,
    /// What keeps the work from being lost.
    pub(in crate::desktop) keeping: Keeping,
    /// The file that the edition is a copy of, as of a backup.
    pub(in crate::desktop) copy_of: Option<PathBuf>,
}

impl Document {
    /// A first draft, made of these files.
    pub fn draft(edition: Edition, sources: Vec<PathBuf>) -> Document {
        let mut counter = Counter::default();
        let ledger = total(&mut counter, &edition);
        let selection = first_place(&edition).map(Selection::caret);
        Document {
            edition,
            history: History::default(),
            path: None,
            sources,
            choices: Choices::default(),
            saved: None,
            selection,
            let_go: None,
            witnessed: 0,
            made_up: MadeUp::default(),
            picked: Vec::new(),
            picks: Picks::default(),
            regions: Regions::default(),
            clipboard: None,
            pastes_as_it_is: false,
            generation: 1,
            queries: Queries::default(),
            ledger,
            ink: None,
            counter,
            keeping: Keeping::default(),
            copy_of: None,
        }
    }

    /// The same, whose files were read as was chosen by hand.
    #[must_use]
    pub fn read_as(mut self, choices: Choices) -> Document {
        self.choices = choices;
        self
    }

    /// An edition from its file.
    pub fn opened(edition: Edition, path: PathBuf, keeping: Keeping) -> Document {
        Document { path: Some(path), saved: Some(Revision::default()), keeping, ..Document::draft(edition, Vec::new()) }
    }

    /// A copy of an edition that is in no file yet.
    pub fn copy_of(edition: Edition, of: PathBuf, is_recovered: bool) -> Document {
        let mut document = Document { copy_of: Some(of), ..Document::draft(edition, Vec::new()) };
        document.keeping.is_recovered = is_recovered;
        document
    }

    /// Work of an earlier session that is in no file, with its history.
    pub fn recovered(edition: Edition, history: History, about: &About, mut keeping: Keeping) -> Document {
        keeping.is_recovered = true;
        let draft = Document::draft(edition, about.sources.clone());
        Document { path: about.path.clone(), history, keeping, ..draft }
    }

    /// Who has the edition, if it is somebody else and it may only be read here.
    pub fn held_by(&self) -> Option<&Holder> {
        self.keeping.held_by()
    }

    /// What is known of the edition, for its journal.
    pub fn about(&self) -> About {
        About { name: self.name(), path: self.path.clone(), base: self.keeping.fingerprint.clone(), sources: self.sources.clone() }
    }

    /// The edition as it stands.
    pub fn edition(&self) -> &Edition {
        &self.edition
    }

    /// The edition's file.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Where it lies: its file, or else the first of those it was made from.
    pub fn place(&self) -> Option<&Path> {
        self.path().or(self.sources.first().map(PathBuf::as_path))
    }

    /// The ledger over all pages.
    pub fn ledger(&self) -> Ledger {
        self.ledger
    }

    /// The ledger of the scans; nothing where no image was read.
    pub fn ink(&self) -> Option<InkLedger> {
        self.ink
    }

    /// Notes the ledger of the scans, as a check has worked it out.
    pub fn note_ink(&mut self, ink: Option<InkLedger>) {
        self.ink = ink;
    }

    /// A number that changes with every change.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Whether there is work that is in no file.
    pub fn is_unsaved(&self) -> bool {
        self.saved != Some(self.revision())
    }

    /// Whether closing would lose work: a first draft as it was made can be made again.
    pub fn has_work_to_lose(&self) -> bool {
        let revision = self.revision();
        let is_draft = self.path.is_none() && revision == Revision::default() && !self.keeping.is_recovered;
        self.is_unsaved() && self.let_go != Some(revision) && !is_draft
    }

    /// Lets the work go that is in no file, as it is now: it is not asked for again.
    pub fn let_go(&mut self) {
        self.let_go = Some(self.revision());
    }

    /// Takes back that work was let go: the edition stays open.
    pub fn keep_on(&mut self) {
        self.let_go = None;
    }

    /// What it is called: its file's name, or else that of its first page.
    pub fn name(&self) -> String {
        let page = || self.edition.pages().first().map(|page| page.source().file.clone());
        self.path.as_deref().map(file_name).or_else(page).unwrap_or_default()
    }

    /// The revision a save that begins now will put into the file.
    pub fn revision(&self) -> Revision {
        Revision { edits: self.history.revision(), witnesses: self.witnessed }
    }

    /// Notes that a revision is in a file now, which is as `about` says. A lock that was taken for it is kept.
    pub fn note_saved(&mut self, about: About, revision: Revision, lock: Option<EditionLock>) {
        self.path = about.path.clone();
        self.saved = Some(revision);
        self.copy_of = None;
        let is_all = self.revision() == revision;
        self.keeping.note_saved(about, lock, &self.edition, is_all);
    }

    /// Whether the last edit went on with the word that the one before it typed.
    pub fn goes_on_typing(&self) -> bool {
        self.history.went_on()
    }

    /// The name of the edit that undo would take back, a locale key.
    pub fn undo_name(&self) -> Option<EditName> {
        self.history.undo_name()
    }

    /// The name of the edit that redo would make again, a locale key.
    pub fn redo_name(&self) -> Option<EditName> {
        self.history.redo_name()
    }

    /// Applies an edit. The caret goes to the end of a splice; else the selection stays where its blocks are.
    ///
    /// # Errors
    /// The edit does not apply.
    pub fn apply(&mut self, edit: &Edit) -> Result<(), EditError> {
        self.may_write()?;
        let (before, revision) = (self.selection, self.history.revision());
        let mut selection = before;
        self.history.perform(&mut self.edition, edit, before, |edition| {
            selection = end_of_splice(edition, edit).map(Selection::caret).or(before);
            selection
        })?;
        self.selection = selection;
        self.queries.go_on(revision, self.history.revision());
        self.keeping.note(|| keeping::done(edit, &self.history), &self.edition);
        self.changed();
        Ok(())
    }

    /// Whether an editor made a block's text up.
    pub fn is_made_up(&self, block: &Arc<Block>) -> bool {
        self.made_up.is_made_up(&self.edition, block, self.witnessed)
    }

    /// Puts another reading beside a raw page. What can be undone stays as it is; the edition is in no file as it now stands.
    pub fn take_witness(&mut self, page: PageIndex, witness: Arc<Witness>) {
        self.edition.take_witness(page, witness.clone());
        self.witnessed += 1;
        self.keeping.note(|| JournalStep::witness(page, &witness), &self.edition);
        self.generation += 1;
    }

    /// Whether it may be changed.
    ///
    /// # Errors
    /// Another desk has its file.
    pub fn may_write(&self) -> Result<(), EditError> {
        if self.held_by().is_some() { Err(EditError::ReadOnly) } else { Ok(()) }
    }

    /// Takes back the last edit. False where there is none.
    ///
    /// # Errors
    /// As [`History::undo`].
    pub fn undo(&mut self) -> Result<bool, EditError> {
        let undone = self.history.revision();
        let Some(step) = self.history.undo(&mut self.edition)? else { return Ok(false) };
        self.keeping.note(|| JournalStep::Undone(step.edit().clone()), &self.edition);
        self.selection = step.selection_before().or(self.selection);
        self.changed();
        self.queries.take_back(&self.edition, undone);
        Ok(true)
    }

    /// Makes the last undone edit again. False where there is none.
    ///
    /// # Errors
    /// As [`History::redo`].
    pub fn redo(&mut self) -> Result<bool, EditError> {
        let Some(step) = self.history.redo(&mut self.edition)? else { return Ok(false) };
        self.keeping.note(|| JournalStep::Redone(step.edit().clone()), &self.edition);
        self.selection = step.selection_after().or(self.selection);
        self.changed();
        Ok(true)
    }

    fn changed(&mut self) {
        self.generation += 1;
        self.queries.leave();
        self.ledger = total(&mut self.counter, &self.edition);
        self.selection = self.selection.map(|selection| self.clamp(selection));
        let edition = &self.edition;
        self.picked.retain(|id| edition.article(*id).is_some());
    }

    /// A selection that the edition has: places past the end of a block at its end, those in a block that is gone at the beginning.
    fn clamp(&self, selection: Selection) -> Selection {
        let clamp = |place: Place| match self.edition.block(place.block) {
            Some((_, block)) => Place { at: place.at.min(block.len()), ..place },
            None => first_place(&self.edition).unwrap_or(place),
        };
        Selection { anchor: clamp(selection.anchor), head: clamp(selection.head) }
    }

    /// What is selected.
    pub fn selection(&self) -> Option<Selection> {
        self.selection
    }

    /// Selects. A word being typed ends with it.
    pub fn select(&mut self, selection: Selection) {
        let selection = self.clamp(selection);
        self.queries.leave();
        self.picks.yield_lead();
        if self.selection != Some(selection) {
            self.selection = Some(selection);
            self.history.seal();
        }
    }

    /// Puts a selection back after an edit that was made elsewhere than at the caret.
    pub fn keep_selection(&mut self, selection: Selection) {
        self.selection = Some(self.clamp(selection));
    }

    /// The caret's block, with its shelf.
    pub fn current_block(&self) -> Option<(Shelf, &Arc<Block>)> {
        self.edition.block(self.selection?.head.block)
    }

    /// The caret's article, with its place in the reading order.
    pub fn current_article(&self) -> Option<(usize, &Arc<Article>)> {
        match self.current_block()?.0 {
            Shelf::Article(id) => self.edition.articles().iter().enumerate().find(|(_, article)| article.id() == id),
            Shelf::Furniture | Shelf::SetAside => None,
        }
    }

    /// The blocks that the selection touches, in order.
    pub fn selected_blocks(&self) -> Vec<BlockId> {
        self.selection.map(|selection| selection.parts(&self.edition).iter().map(|part| part.block.id()).collect()).unwrap_or_default()
    }

    /// The articles that are picked in the outline to be worked on together.
    pub fn picked(&self) -> &[ArticleId] {
        &self.picked
    }

    /// Picks articles in place of those that were.
    pub fn pick(&mut self, articles: Vec<ArticleId>) {
        self.picked = articles;
    }

    /// Remembers what is selected as cut or copied; gives back the text for the system's clipboard.
    pub fn copy(&mut self) -> Option<String> {
        let fragment = self.selection.filter(|selection| !selection.is_caret())?.fragment(&self.edition);
        let text = fragment.text();
        self.clipboard = Some((text.clone(), fragment));
        Some(text)
    }

    /// Has the next text that is pasted be put in as it is.
    pub fn paste_as_it_is(&mut self) {
        self.pastes_as_it_is = true;
    }

    /// The fragment that pasting this text puts in: the one that was cut here, if the text is its text; and what of it is left out.
    pub fn pasted(&mut self, text: &str) -> (Fragment, TidiedAway) {
        let as_it_is = std::mem::take(&mut self.pastes_as_it_is);
        match &self.clipboard {
            Some((copied, fragment)) if copied == text => (fragment.clone(), TidiedAway::default()),
            _ if as_it_is => (Fragment::plain(text.trim_end_matches(['\n', '\r'])), TidiedAway::default()),
            _ => pasting::tidied(text),
        }
    }
}

fn total(counter: &mut Counter, edition: &Edition) -> Ledger {
    counter.count(edition).into_iter().fold(Ledger::default(), |sum, page| sum + page)
}

/// The beginning of the manuscript.
pub fn first_place(edition: &Edition) -> Option<Place> {
    edition.blocks().next().map(|(_, block)| Place { block: block.id(), at: TextOffset(0) })
}
