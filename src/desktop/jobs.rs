//! Slow work, off the interface's thread: opening, saving, exporting, checking, and the system's file dialogs.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use eframe::egui::Context;
use rayon::ThreadPool;

use super::facsimile;
use super::open::{OpenError, Opened, Request, open};
use super::view::{AfterSaving, PathPurpose, Work};
use crate::check::{Checker, Query};
use crate::edition::Edition;
use crate::export::line_images::LineImageFault;
use crate::export::preview::{Preview, preview};
use crate::export::{self, Format, LineImages, Near, Options};
use crate::import;
use crate::import::image::{ENDINGS, Search};
use crate::language;
use crate::page::PageIndex;
use crate::store::disk::SystemDisk;
use crate::store::journal::{self, Recovered};
use crate::store::lock::{self, EditionLock, Hold};
use crate::store::{self, Fingerprint, Saved, Saving};
use crate::style::HouseStyle;

/// How long work goes on before it is shown.
const SHOWN_AFTER: Duration = Duration::from_millis(200);

/// What came of a job.
pub enum Outcome {
    /// Files were opened, or not.
    Opened(Result<Opened, OpenError>),
    /// The edition of this revision was saved, or not.
    Saved {
        /// The file.
        path: PathBuf,
        /// The revision that is in it.
        revision: u64,
        /// What goes on now.
        after: Option<AfterSaving>,
        /// The lock on the file, if it was taken for this save.
        lock: Option<EditionLock>,
        /// Why it was not saved.
        result: Result<Saved, store::SaveError>,
    },
    /// The edition was exported to this file or folder, or not; and why pages have no images of their lines, where these were asked for.
    Exported(Result<PathBuf, export::ExportError>, Vec<LineImageFault>),
    /// How an export will look.
    Previewed(Format, Options, Preview),
    /// A page's image was looked for.
    Image(facsimile::Found),
    /// What crashes left behind was looked for.
    Recovered(Vec<Recovered>),
    /// Work of an earlier session was saved beside its edition, or not.
    Kept(PathBuf, Result<(), store::SaveError>),
    /// The edition's file was looked at, and somebody else has changed it. What stands there now, if that can be read.
    ChangedOnDisk(PathBuf, Option<Box<(Edition, Fingerprint)>>, Option<AfterSaving>),
    /// Nothing came of it that anybody waits for.
    Nothing,
    /// A check of the state `generation` is done.
    Checked(u64, Vec<Arc<Query>>),
    /// The system's file dialog was answered. Without paths it was cancelled.
    Chosen(PathPurpose, Vec<PathBuf>, Option<AfterSaving>),
    /// The system has no file dialog that answers.
    NoFileDialog(PathPurpose, Option<AfterSaving>),
}

/// How far a job is, and whether it should stop.
#[derive(Default)]
struct Progress {
    /// In thousandths; more than that where it is not known.
    part: AtomicU32,
    stop: AtomicBool,
}

struct Running {
    key: &'static str,
    since: Instant,
    progress: Arc<Progress>,
    can_cancel: bool,
    /// Checks and dialogs go on quietly.
    quiet: bool,
}

/// The jobs that are running, and what came of those that are done.
pub struct Jobs {
    ctx: Context,
    sender: Sender<(u64, Outcome)>,
    receiver: Receiver<(u64, Outcome)>,
    running: Vec<(u64, Running)>,
    count: u64,
    /// Remembers what it found on pages that do not change.
    checker: Arc<Mutex<Checker>>,
    /// The threads that check; without them, all cores do.
    checking: Option<Arc<ThreadPool>>,
}

impl Jobs {
    /// No jobs yet. Dictionaries begin to load at once, so that they are there when they are needed.
    pub fn new(ctx: Context) -> Jobs {
        let (sender, receiver) = channel();
        language::warm_up();
        Jobs { ctx, sender, receiver, running: Vec::new(), count: 0, checker: Arc::default(), checking: all_cores_but_one() }
    }

    fn start(&mut self, running: Running, work: impl FnOnce(&Progress) -> Option<Outcome> + Send + 'static) {
        self.count += 1;
        let (number, sender, ctx, progress) = (self.count, self.sender.clone(), self.ctx.clone(), running.progress.clone());
        if !running.quiet {
            self.ctx.request_repaint_after(SHOWN_AFTER);
        }
        self.running.push((number, running));
        std::thread::spawn(move || {
            if let Some(outcome) = work(&progress) {
                // The desk may be gone by now, and nobody listens.
                let _ = sender.send((number, outcome));
            }
            ctx.request_repaint();
        });
    }

    fn shown(key: &'static str, can_cancel: bool) -> Running {
        let progress = Progress { part: AtomicU32::new(u32::MAX), stop: AtomicBool::new(false) };
        Running { key, since: Instant::now(), progress: Arc::new(progress), can_cancel, quiet: false }
    }

    fn quiet() -> Running {
        Running { quiet: true, ..Jobs::shown("", false) }
    }

    /// Opens files.
    pub fn open(&mut self, request: Request, style: Arc<HouseStyle>) {
        self.start(Jobs::shown("work-opening", true), move |progress| {
            let watch = |part: f32| {
                progress.part.store((part * 1000.0) as u32, Ordering::Relaxed);
                !progress.stop.load(Ordering::Relaxed)
            };
            Some(Outcome::Opened(open(&request, &style, &watch)))
        });
    }

    /// Saves an edition. `must_hold` says that the file is not ours yet.
    pub fn save(
        &mut self,
        (edition, revision): (Edition, u64),
        path: PathBuf,
        (saving, must_hold): (Saving, bool),
        after: Option<AfterSaving>,
    ) {
        self.start(Jobs::shown("work-saving", false), move |_| {
            let (lock, held) = match must_hold.then(|| lock::take(&path)) {
                Some(Hold::Mine(lock)) => (Some(lock), None),
                Some(Hold::Theirs(holder)) => (None, Some(holder)),
                Some(Hold::Unguarded(_)) | None => (None, None),
            };
            let result = match held {
                Some(holder) => Err(store::SaveError::Held { path: path.clone(), holder }),
                None => store::save_with(&SystemDisk, &path, &edition, &saving),
            };
            Some(Outcome::Saved { path, revision, after, lock, result })
        });
    }

    /// Looks for work that crashes left behind.
    pub fn recover(&mut self, folder: PathBuf) {
        self.start(Jobs::quiet(), move |_| Some(Outcome::Recovered(journal::recover(&folder))));
    }

    /// Takes up work of an earlier session.
    pub fn take_up(&mut self, work: Recovered) {
        self.start(Jobs::shown("work-opening", false), move |_| {
            let hold = work.about().path.as_deref().map(lock::take);
            Some(Outcome::Opened(Ok(Opened::Recovered { work: Box::new(work), hold })))
        });
    }

    /// Saves work of an earlier session beside the edition it belongs to, under a name that is free, and removes its journal.
    pub fn keep_both(&mut self, work: Recovered, path: PathBuf) {
        self.start(Jobs::shown("work-saving", false), move |_| {
            let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let names = (2..).map(|number| path.with_file_name(format!("{stem}-{number}.ron")));
            let free = names.into_iter().find(|path| !path.exists()).unwrap_or(path);
            let result = store::save(&free, &work.replay.edition);
            if result.is_ok() {
                // A journal that stays behind is offered again.
                let _ = work.discard();
            }
            Some(Outcome::Kept(free, result))
        });
    }

    /// Looks whether somebody else has changed the edition's file. `is_sure` says that it was found to be so already.
    pub fn look(&mut self, path: PathBuf, was: Fingerprint, is_sure: bool, after: Option<AfterSaving>) {
        self.start(Jobs::quiet(), move |_| {
            // A file that is gone, or cannot be read, is no other file; saving tells what is the matter.
            let is_changed = is_sure || was.differs(&path).unwrap_or(false);
            let theirs = is_changed.then(|| store::load_with_fingerprint(&path).ok().map(Box::new));
            Some(theirs.map_or(Outcome::Nothing, |theirs| Outcome::ChangedOnDisk(path, theirs, after)))
        });
    }

    /// Exports an edition. `near` says where the images of its pages are.
    pub fn export(
        &mut self,
        (edition, near): (Edition, Near),
        path: PathBuf,
        (format, options): (Format, Options),
        style: Arc<HouseStyle>,
    ) {
        self.start(Jobs::shown("work-exporting", false), move |_| {
            let images = LineImages::of(&edition, &options, &near);
            let result = export::to_file(&edition, &path, format, &style, &options, &images);
            Some(Outcome::Exported(result, images.into_faults()))
        });
    }

    /// Makes a preview of an export.
    pub fn preview(&mut self, edition: Edition, format: Format, options: Options, style: Arc<HouseStyle>) {
        self.start(Jobs::quiet(), move |_| {
            let preview = preview(&edition, format, &style, &options);
            Some(Outcome::Previewed(format, options, preview))
        });
    }

    /// Looks for a page's image and reads it.
    pub fn look_for_image(&mut self, ticket: facsimile::Ticket, page: PageIndex, search: Search) {
        self.start(Jobs::shown("work-image", false), move |_| Some(Outcome::Image(facsimile::look_for(ticket, page, &search))));
    }

    /// Checks an edition, unless a check is running already.
    pub fn check(&mut self, edition: Edition, generation: u64, style: Arc<HouseStyle>) {
        if self.running.iter().any(|(_, running)| running.key == "work-checking") {
            return;
        }
        let (checker, threads) = (self.checker.clone(), self.checking.clone());
        self.start(Running { key: "work-checking", ..Jobs::quiet() }, move |_| {
            let check = || {
                // A check that failed left nothing half done: what is remembered is taken as a whole or not at all.
                let mut checker = checker.lock().unwrap_or_else(PoisonError::into_inner);
                checker.check(&edition, &style).into_iter().map(Arc::new).collect()
            };
            let queries = match threads {
                Some(threads) => threads.install(check),
                None => check(),
            };
            Some(Outcome::Checked(generation, queries))
        });
    }

    /// Lets go what earlier checks found: the house style is another.
    pub fn forget_checks(&mut self) {
        self.checker = Arc::default();
    }

    /// Asks for a path by the system's dialog.
    pub fn choose(&mut self, purpose: PathPurpose, suggestion: Option<PathBuf>, after: Option<AfterSaving>) {
        self.start(Jobs::quiet(), move |_| {
            let since = Instant::now();
            let chosen = if file_dialog_may_answer() { ask(purpose, suggestion) } else { Vec::new() };
            // Nobody cancels a dialog so fast: none was shown.
            let answered = !chosen.is_empty() || since.elapsed() > Duration::from_millis(250);
            Some(if answered { Outcome::Chosen(purpose, chosen, after) } else { Outcome::NoFileDialog(purpose, after) })
        });
    }

    /// What is done since the last time.
    pub fn finished(&mut self) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        while let Ok((number, outcome)) = self.receiver.try_recv() {
            self.running.retain(|(one, _)| *one != number);
            outcomes.push(outcome);
        }
        outcomes
    }

    /// Whether anything is running.
    pub fn is_busy(&self) -> bool {
        !self.running.is_empty()
    }

    /// Asks all jobs that can be cancelled to stop.
    pub fn cancel(&self) {
        for (_, running) in self.running.iter().filter(|(_, running)| running.can_cancel) {
            running.progress.stop.store(true, Ordering::Relaxed);
        }
    }

    /// The work that has gone on long enough to be shown.
    pub fn work(&self) -> Option<Work> {
        let (_, running) = self.running.iter().find(|(_, running)| !running.quiet)?;
        // While work is shown its progress moves.
        self.ctx.request_repaint_after(SHOWN_AFTER);
        if running.since.elapsed() < SHOWN_AFTER {
            return None;
        }
        let part = running.progress.part.load(Ordering::Relaxed);
        Some(Work { key: running.key, part: (part <= 1000).then_some(part as f32 / 1000.0), can_cancel: running.can_cancel })
    }
}

/// Threads for all cores but one, which stays with the interface: a key never waits for a check.
fn all_cores_but_one() -> Option<Arc<ThreadPool>> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    rayon::ThreadPoolBuilder::new().num_threads(cores.saturating_sub(1).max(1)).build().ok().map(Arc::new)
}

/// Whether the system can show a file dialog: on Linux that takes a session bus, or zenity.
fn file_dialog_may_answer() -> bool {
    if !cfg!(all(unix, not(target_os = "macos"))) {
        return true;
    }
    let on_path = |program: &str| {
        std::env::var_os("PATH").is_some_and(|paths| std::env::split_paths(&paths).any(|folder| folder.join(program).is_file()))
    };
    std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some() || on_path("zenity")
}

fn ask(purpose: PathPurpose, suggestion: Option<PathBuf>) -> Vec<PathBuf> {
    let mut dialog = rfd::FileDialog::new();
    if let Some(folder) = suggestion.as_ref().and_then(|path| path.parent()) {
        dialog = dialog.set_directory(folder);
    }
    if let Some(name) = suggestion.as_ref().and_then(|path| path.file_name()) {
        dialog = dialog.set_file_name(name.to_string_lossy());
    }
    match purpose {
        PathPurpose::Open => {
            let endings = [import::endings(), vec!["ron"]].concat();
            dialog.add_filter("OCR / RON", &endings).pick_files().unwrap_or_default()
        }
        PathPurpose::PageImage => dialog.add_filter("PNG, JPEG, TIFF, WebP", &ENDINGS).pick_file().into_iter().collect(),
        PathPurpose::HouseStyle => dialog.add_filter("RON", &["ron"]).pick_file().into_iter().collect(),
        PathPurpose::OpenFolder => dialog.pick_folder().into_iter().collect(),
        PathPurpose::SaveAs => dialog.add_filter("RON", &["ron"]).save_file().into_iter().collect(),
        PathPurpose::Export => {
            // The format that was chosen comes first.
            let chosen = suggestion.as_deref().and_then(Format::from_path);
            let others = Format::ALL.iter().copied().filter(|format| Some(*format) != chosen);
            let formats = chosen.into_iter().chain(others);
            let dialog = formats.fold(dialog, |dialog, format| dialog.add_filter(format.name(), &[format.extension()]));
            dialog.save_file().into_iter().collect()
        }
    }
}
