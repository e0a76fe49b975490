//! The jobs: opening, saving, exporting, checking, and looking for what is there.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Checked, CollectionUse, EditionOutcome, Job, Jobs, ListChecker, OnDisk, ShellOutcome};
use crate::carpet::Carpet;
use crate::check::Checker;
use crate::collection::Collection;
use crate::desktop::collection_list::CollectionList;
use crate::desktop::collection_search::{Landing, SearchRequest};
use crate::desktop::facsimile;
use crate::desktop::open::OpenEditionId;
use crate::desktop::open::document::Revision;
use crate::desktop::opening::{OpenRequest, Opened, open};
use crate::edition::Edition;
use crate::export::preview::preview;
use crate::export::{self, Format, ImageSources, LineImages, Options};
use crate::import::image::{ImageSearch, decode};
use crate::page::{Page, PageIndex};
use crate::rounds::changes;
use crate::search::{self, SearchOptions, SearchQuery};
use crate::store::disk::SystemDisk;
use crate::store::guard::Guard;
use crate::store::journal::{self, Recovered};
use crate::store::lock::{self, Hold};
use crate::store::{self, Fingerprint, SaveError, Saving, SourceState};
use crate::style::HouseStyle;
use crate::word_counts;

/// How many hits of a search are listed.
const HITS: usize = 200;

impl Jobs {
    /// Opens files.
    pub fn open(&mut self, request: OpenRequest, style: Arc<HouseStyle>) {
        let at_start = self.style_at_start.clone();
        self.of_shell(Job::Open, move |progress| {
            let style = at_start.and_then(|at_start| at_start.get().as_ref().ok().cloned()).unwrap_or(style);
            let arriving = |pages: &[Arc<Page>]| progress.tell(ShellOutcome::Arriving(pages.to_vec()));
            ShellOutcome::Opened(open(&request, &style, &|part| progress.go_on(part), &arriving).map(Box::new))
        });
    }

    /// Lists the issues of a collection.
    pub fn list_collection(&mut self, folder: PathBuf, style: Arc<HouseStyle>, wanted: CollectionUse) {
        self.of_shell(Job::Collection, move |progress| {
            let watch = |read: usize, all: usize| progress.go_on(read as f32 / all.max(1) as f32);
            let found = Collection::open(&folder, &watch).map(|found| found.map(|found| CollectionList::of(&found, &style)));
            ShellOutcome::Collection(wanted, found)
        });
    }

    /// Searches the editions of a collection, which are read first where its index does not know them.
    pub fn search_collection(&mut self, folder: PathBuf, request: SearchRequest) {
        let options = SearchOptions { raw: request.raw, limit: HITS };
        self.of_shell(Job::Search, move |progress| {
            let watch = |read: usize, all: usize| progress.go_on(read as f32 / all.max(1) as f32);
            let query = SearchQuery::parse(&request.text).map_err(Into::into);
            let found = query.and_then(|query| search::search(&folder, &query, options, &watch));
            ShellOutcome::Searched(folder, request, found)
        });
    }

    /// Cuts the line of a hit out of the image of its page.
    pub fn cut_line(&mut self, landing: Landing) {
        self.of_shell(Job::Line, move |_| {
            let image = search::line_image(&landing.edition, landing.found.block, landing.found.from);
            ShellOutcome::LineCut(landing, image)
        });
    }

    /// Puts an edition that was saved into the index of its collection, if it has one.
    pub fn index_saved(&mut self, path: PathBuf) {
        self.of_shell(Job::Index, move |_| {
            search::note_saved(&path);
            ShellOutcome::Indexed
        });
    }

    /// Saves an edition where the guard lets it. `must_hold` says that the file is not ours yet.
    pub fn save(
        &mut self,
        id: OpenEditionId,
        (edition, revision): (Edition, Revision),
        (path, guard): (PathBuf, Guard),
        (saving, must_hold): (Saving, bool),
    ) {
        self.of_edition(id, Job::Save, move |_| {
            if let Err(kept) = guard.check_kept(&path) {
                return EditionOutcome::Saved { path, revision, lock: None, result: Err(kept.into()) };
            }
            let (lock, held) = match must_hold.then(|| lock::take(&path)) {
                Some(Hold::Mine(lock)) => (Some(lock), None),
                Some(Hold::Theirs(holder)) => (None, Some(holder)),
                Some(Hold::Unguarded(_)) | None => (None, None),
            };
            let result = match held {
                Some(holder) => Err(SaveError::Held { path: path.clone(), holder }),
                None => store::save_with(&SystemDisk, &path, &edition, &saving),
            };
            EditionOutcome::Saved { path, revision, lock, result }
        });
    }

    /// Looks for work that crashes left behind.
    pub fn recover(&mut self, folders: Vec<PathBuf>) {
        self.of_shell(Job::Recover, move |_| ShellOutcome::Recovered(journal::recover_all(&folders)));
    }

    /// Takes up work of an earlier session.
    pub fn take_up(&mut self, work: Recovered) {
        self.of_shell(Job::Open, move |_| {
            let hold = work.about().path.as_deref().map(lock::take);
            ShellOutcome::Opened(Ok(Box::new(Opened::Recovered { work: Box::new(work), hold })))
        });
    }

    /// Saves work of an earlier session beside the edition it belongs to, under a name that is free, and removes its journal.
    pub fn keep_both(&mut self, work: Recovered, path: PathBuf) {
        self.of_shell(Job::Save, move |_| {
            let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let names = (2..).map(|number| path.with_file_name(format!("{stem}-{number}.ron")));
            let free = names.into_iter().find(|path| !path.exists()).unwrap_or(path);
            let result = store::save(&free, &work.replay.edition);
            if result.is_ok() {
                // A journal that stays behind is offered again.
                let _ = work.discard();
            }
            ShellOutcome::Kept(free, result)
        });
    }

    /// Looks whether somebody else has changed the edition's file. `is_sure` says that it was found to be so already.
    pub fn look(&mut self, id: OpenEditionId, path: PathBuf, was: Fingerprint, is_sure: bool) {
        self.of_edition(id, Job::Look, move |_| {
            // A file that is gone, or cannot be read, is no other file; saving tells what is the matter.
            let is_changed = is_sure || was.differs(&path).unwrap_or(false);
            let theirs = || OnDisk::Changed(store::load_with_fingerprint(&path).ok().map(Box::new));
            let found = if is_changed { theirs() } else { OnDisk::AsItWas };
            EditionOutcome::Looked(path, found)
        });
    }

    /// Looks whether the raw files beside an edition's file are those it was made from, and have its raw text.
    pub fn look_at_sources(&mut self, id: OpenEditionId, edition: Edition, path: PathBuf) {
        self.of_edition(id, Job::Sources, move |_| {
            let files = edition.pages().iter().map(|page| page.source().file_name().to_owned());
            let named = files.zip(store::sources(&edition, &path));
            EditionOutcome::Sources(named.filter(|(_, state)| matches!(state, SourceState::OtherText | SourceState::Changed)).collect())
        });
    }

    /// Exports an edition where the guard lets it. `near` says where the images of its pages are.
    pub fn export(
        &mut self,
        id: OpenEditionId,
        (edition, near): (Edition, ImageSources),
        (path, guard): (PathBuf, Guard),
        (format, options): (Format, Options),
        style: Arc<HouseStyle>,
    ) {
        self.of_edition(id, Job::Export, move |_| {
            let images = LineImages::of(&edition, &options, &near);
            let result = export::to_file(&edition, &path, format, &style, &options, &images, &guard);
            let remarks = export::remarks(&edition, format, &style, &options, &images);
            EditionOutcome::Exported(result, images.into_faults(), remarks)
        });
    }

    /// Makes a preview of an export.
    pub fn preview(&mut self, id: OpenEditionId, edition: Edition, (format, options): (Format, Options), style: Arc<HouseStyle>) {
        self.of_edition(id, Job::Preview, move |_| {
            let preview = preview(&edition, format, &style, &options);
            EditionOutcome::Previewed(format, options, preview)
        });
    }

    /// Counts the words of an edition.
    pub fn count_words(&mut self, id: OpenEditionId, edition: Edition) {
        self.of_edition(id, Job::Words, move |_| EditionOutcome::Words(word_counts::words(&edition)));
    }

    /// Cuts the images of an edition's characters. `searches` says of each page where its image may be; `password` opens PDFs.
    pub fn lay_carpet(&mut self, id: OpenEditionId, edition: Edition, searches: Vec<Option<ImageSearch>>, password: Option<String>) {
        let password = password.unwrap_or_default();
        self.of_edition(id, Job::Carpet, move |progress| {
            let image_of = |page: PageIndex| {
                let search = searches.get(page.position())?.as_ref()?;
                decode(&search.find()?, search.number, &password).ok()
            };
            let pages = searches.len().max(1);
            let carpet = Carpet::of(&edition, image_of, |done| progress.go_on(done as f32 / pages as f32));
            EditionOutcome::Carpet(carpet.unwrap_or_default())
        });
    }

    /// Looks for a page's image and reads it. `password` opens a PDF that is locked.
    pub fn look_for_image(
        &mut self,
        id: OpenEditionId,
        (ticket, page): (facsimile::Ticket, PageIndex),
        search: ImageSearch,
        password: Option<String>,
    ) {
        let password = password.unwrap_or_default();
        self.of_edition(id, Job::Image, move |_| EditionOutcome::Image(facsimile::look_for(ticket, page, &search, &password)));
    }

    /// Makes the small image of a page, if it has an image.
    pub fn make_thumbnail(&mut self, id: OpenEditionId, page: PageIndex, search: ImageSearch, password: Option<String>) {
        let password = password.unwrap_or_default();
        self.of_edition(id, Job::Thumbnail, move |_| EditionOutcome::Thumbnail(page, facsimile::small_copy(&search, &password)));
    }

    /// Draws the image of a page finer than this size in pixels, if it can be.
    pub fn draw_finer(&mut self, id: OpenEditionId, (page, than): (PageIndex, (u32, u32)), search: ImageSearch, password: Option<String>) {
        let password = password.unwrap_or_default();
        self.of_edition(id, Job::Finer, move |_| EditionOutcome::Finer(page, facsimile::draw_finer(&search, &password, than)));
    }

    /// Checks an edition by a house style and the lists of the collection that `place` belongs to, unless a check of it is running already.
    pub fn check(
        &mut self,
        id: OpenEditionId,
        (edition, generation): (Edition, u64),
        (style, place): (Arc<HouseStyle>, Option<PathBuf>),
        checker: Arc<Mutex<ListChecker>>,
    ) {
        if self.check_of(id).is_some() {
            return;
        }
        let threads = self.checking.clone();
        self.of_edition(id, Job::Check(generation), move |progress| {
            let check = || {
                // A check that failed left nothing half done: what is remembered is taken as a whole or not at all.
                let mut known = checker.lock().unwrap_or_else(PoisonError::into_inner);
                let ListChecker { checker, lists } = &mut *known;
                let found = lists.style(place.as_deref(), &style);
                // What was found by another style tells nothing.
                if found.is_other {
                    *checker = Checker::default();
                }
                let watch = |part: f32| {
                    progress.go_on(part);
                };
                let queries = checker.check_watched(&edition, &found.style, &watch).into_iter().map(Arc::new).collect();
                let changes = edition.rounds().len().checked_sub(1).map(|last| changes(&edition, last)).unwrap_or_default();
                Checked { generation, queries, ink: checker.ink(), changes, warnings: found.warnings }
            };
            EditionOutcome::Checked(match threads {
                Some(threads) => threads.install(check),
                None => check(),
            })
        });
    }
}
