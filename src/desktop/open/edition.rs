//! The open edition.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use eframe::egui::Vec2;

use super::document::Document;
use super::line_index::LineIndex;
use super::search::Search;
use crate::desktop::facsimile::{FollowedSpot, Images, Spot};
use crate::desktop::jobs::ListChecker;
use crate::desktop::manuscript::Manuscript;
use crate::desktop::panes::{facsimile::FacsimilePane, inspector::InspectorPane, outline::OutlinePane, raw::RawPane};
use crate::desktop::shell::After;
use crate::edition::{ArticleId, Place};
use crate::export::preview::Preview;
use crate::export::{Format, Options};
use crate::page::PageIndex;
use crate::store::Fingerprint;

/// Tells one open edition from every other that was open in this session, also of the same file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OpenEditionId(pub(in crate::desktop) u64);

/// An edition that is being worked on, with all that goes when it is closed.
pub struct OpenEdition {
    id: OpenEditionId,
    /// The edition with its history, its file and what is selected.
    pub document: Document,
    /// Which raw lines its blocks come from.
    pub index: LineIndex,
    spot: FollowedSpot,
    /// The raw line that was brought into view last.
    seen_line: Option<((PageIndex, usize), Vec2)>,
    /// What is looked for in it.
    pub search: Search,
    /// The images of its pages.
    pub images: Images,
    /// How the panes show it.
    pub panes: Panes,
    /// Remembers what checks found on pages that do not change.
    pub checker: Arc<Mutex<ListChecker>>,
    /// How an export in this format and with these options will look.
    /// While another one of that format is made, the one before stays.
    pub preview: Option<(Format, Options, Preview)>,
    /// The article that was worked in last, to which matter is brought back and headlines are given.
    pub last_article: Option<ArticleId>,
    /// What somebody else has put in the place of its file.
    pub theirs: Option<Fingerprint>,
    /// The version that is to be merged, until it is chosen what both were made of.
    pub version: Option<PathBuf>,
    /// Its saves.
    pub saves: Saves,
    /// What goes on once its work is saved or let go.
    pub after: Option<After>,
    /// Whether it was said that the journal cannot be written.
    pub journal_fails: bool,
}

/// How the panes show the open edition.
#[derive(Default)]
pub struct Panes {
    /// The list of articles.
    pub outline: OutlinePane,
    /// The raw text.
    pub raw: RawPane,
    /// The image of the page.
    pub facsimile: FacsimilePane,
    /// The manuscript.
    pub manuscript: Manuscript,
    /// What is known about the article.
    pub inspector: InspectorPane,
}

/// The saves of an edition. They never overtake each other.
#[derive(Default)]
pub struct Saves {
    /// Whether one is going on.
    pub is_running: bool,
    /// The file that it is saved in once that one is done.
    pub next: Option<PathBuf>,
}

impl OpenEdition {
    /// A document that was just opened. `search` is what was looked for before, and is looked for in it again.
    pub fn new(id: OpenEditionId, document: Document, search: Search) -> OpenEdition {
        OpenEdition {
            id,
            document,
            index: LineIndex::default(),
            spot: FollowedSpot::default(),
            seen_line: None,
            search,
            images: Images::default(),
            panes: Panes::default(),
            checker: Arc::default(),
            preview: None,
            last_article: None,
            theirs: None,
            version: None,
            saves: Saves::default(),
            after: None,
            journal_fails: false,
        }
    }

    /// Its identity.
    pub fn id(&self) -> OpenEditionId {
        self.id
    }

    /// The raw characters at the caret; nothing where its block has no source.
    pub fn spot(&mut self) -> Option<Spot> {
        self.spot.update(&self.document)
    }

    /// The page whose image is shown: that of the caret, or of the raw text nearest to it.
    pub fn image_page(&mut self) -> Option<PageIndex> {
        let spot = self.spot().map(|spot| spot.page);
        let edition = self.document.edition();
        let last = self.panes.facsimile.page().filter(|page| edition.page(*page).is_some());
        spot.or(last).or_else(|| edition.page(PageIndex(0)).map(|_| PageIndex(0)))
    }

    /// The caret's article, or else the one that was worked in last.
    pub fn working_article(&self) -> Option<ArticleId> {
        let here = self.document.current_article().map(|(_, article)| article.id());
        here.or_else(|| self.last_article.filter(|id| self.document.edition().article(*id).is_some()))
    }

    /// Remembers which article is worked in.
    pub fn note_article(&mut self) {
        if let Some((_, article)) = self.document.current_article() {
            self.last_article = Some(article.id());
        }
    }

    /// Brings the caret into view.
    pub fn reveal_caret(&mut self) {
        if let Some(selection) = self.document.selection() {
            self.panes.manuscript.reveal(selection.head);
        }
    }

    /// Selects a place and brings it into view on both sides.
    pub fn go_to(&mut self, place: Place) {
        self.document.select(crate::edit::Selection::caret(place));
        self.panes.manuscript.reveal(place);
    }

    /// What it is called: its file's name, or else that of its first page.
    pub fn name(&self) -> String {
        self.document.name()
    }

    /// Has it checked again, by another house style.
    pub fn check_again(&mut self) {
        self.checker = Arc::default();
        self.document.check_again();
    }

    /// Raw text and draft scroll together: the one that was not scrolled goes where the other is. The raw line that the caret has come
    /// to is in view in any case, also in a pane that is shown again or has another size.
    pub fn scroll_together(&mut self) {
        self.scroll_the_other();
        let line = self.spot().map(|spot| (spot.page, spot.line)).zip(self.panes.raw.viewport().map(|viewport| viewport.size()));
        if line != self.seen_line {
            self.seen_line = line;
            if let Some(spot) = self.spot().filter(|_| !self.panes.raw.was_scrolled()) {
                self.panes.raw.reveal(spot.page, spot.range.start);
            }
        }
    }

    fn scroll_the_other(&mut self) {
        let Panes { raw, manuscript, .. } = &mut self.panes;
        if raw.was_scrolled() {
            if let Some((page, at)) = raw.middle()
                && let Some(place) = self.document.edition().place_of(page, at)
            {
                manuscript.reveal(place);
            }
        } else if manuscript.was_scrolled()
            && let Some(viewport) = raw.viewport()
        {
            let middle = viewport.top() + viewport.height() / 3.0;
            if let Some(shown) = manuscript.shown().iter().find(|shown| shown.bottom >= middle)
                && let Some(span) = self.index.block(shown.block).and_then(|sources| sources.spans.first())
            {
                let (top, bottom) = (shown.top, shown.bottom.max(shown.top + 1.0));
                let part = ((middle - top) / (bottom - top)).clamp(0.0, 1.0);
                let lines = (span.lines.end() - span.lines.start()) as f32;
                raw.align(span.page, span.lines.start() + (lines * part) as usize, middle.max(top));
            }
        }
    }
}

/// The name of a file without its folder.
pub fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
