//! Slow work, off the interface's thread: each job runs on a thread of its own, and what comes of it is taken up in a frame.

mod batch;
mod choose;
mod effort;
mod lists;
mod merging;
mod outcome;
mod reading;
mod style;
mod work;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use eframe::egui::Context;
use rayon::ThreadPool;

pub use batch::{BatchOutcome, BatchRequest};
pub use lists::{LearnError, ListAddition, ListChecker, ListsDone};
pub use merging::{MergeFailure, MergedVersion};
pub use outcome::{Checked, CollectionUse, EditionOutcome, Job, OnDisk, Outcome, ShellOutcome};
pub use reading::{PageToRead, PartToRead, ReadPages, RegionsText};
pub use style::{ReadStyle, StyleFor};

use style::StyleAtStart;

use super::open::OpenEditionId;
use super::view::Work;
use crate::language;

/// How long work goes on before it is shown.
const SHOWN_AFTER: Duration = Duration::from_millis(200);

/// How far a job is, and whether it should stop.
struct JobProgress {
    /// In thousandths; more than that where it is not known.
    part: AtomicU32,
    stop: AtomicBool,
    /// Where the desk hears of it, and what has it listen.
    sender: Sender<Told>,
    ctx: Context,
}

/// What the desk hears of a job, and which one has ended by it.
struct Told {
    outcome: Outcome,
    ended: Option<u64>,
}

impl JobProgress {
    /// Notes how far the job is, between 0 and 1. False where it should stop.
    fn go_on(&self, part: f32) -> bool {
        self.part.store((part * 1000.0) as u32, Ordering::Relaxed);
        !self.is_stopped()
    }

    /// Tells of something before the job is done.
    fn tell(&self, outcome: ShellOutcome) {
        self.send(Told { outcome: Outcome::Shell(outcome), ended: None });
    }

    fn send(&self, told: Told) {
        // The desk may be gone by now, and nobody listens.
        let _ = self.sender.send(told);
        self.ctx.request_repaint();
    }

    fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn part(&self) -> Option<f32> {
        let part = self.part.load(Ordering::Relaxed);
        (part <= 1000).then_some(part as f32 / 1000.0)
    }
}

/// A job that is running.
struct Running {
    number: u64,
    job: Job,
    /// The open edition that asked for it; none where the shell did.
    of: Option<OpenEditionId>,
    since: Instant,
    progress: Arc<JobProgress>,
}

/// The jobs that are running, and what came of those that are done.
pub struct Jobs {
    ctx: Context,
    sender: Sender<Told>,
    receiver: Receiver<Told>,
    running: Vec<Running>,
    count: u64,
    /// The threads that check; without them, all cores do.
    checking: Option<Arc<ThreadPool>>,
    /// The style to work by from the start on, until it is there.
    style_at_start: Option<Arc<StyleAtStart>>,
}

impl Jobs {
    /// No jobs yet. Dictionaries begin to load at once, so that they are there when they are needed.
    pub fn new(ctx: Context) -> Jobs {
        let (sender, receiver) = channel();
        language::warm_up();
        Jobs { ctx, sender, receiver, running: Vec::new(), count: 0, checking: all_cores_but_one(), style_at_start: None }
    }

    /// Begins a job of the shell.
    fn of_shell(&mut self, job: Job, work: impl FnOnce(&JobProgress) -> ShellOutcome + Send + 'static) {
        self.start(job, None, move |progress| Outcome::Shell(settled(|| work(progress)).unwrap_or(ShellOutcome::Failed(job))));
    }

    /// Begins a job of an open edition.
    fn of_edition(&mut self, id: OpenEditionId, job: Job, work: impl FnOnce(&JobProgress) -> EditionOutcome + Send + 'static) {
        self.start(job, Some(id), move |progress| Outcome::Edition(id, settled(|| work(progress)).unwrap_or(EditionOutcome::Failed(job))));
    }

    fn start(&mut self, job: Job, of: Option<OpenEditionId>, work: impl FnOnce(&JobProgress) -> Outcome + Send + 'static) {
        self.count += 1;
        let (part, stop) = (AtomicU32::new(u32::MAX), AtomicBool::new(false));
        let progress = Arc::new(JobProgress { part, stop, sender: self.sender.clone(), ctx: self.ctx.clone() });
        let number = self.count;
        if job.is_shown() {
            self.ctx.request_repaint_after(SHOWN_AFTER);
        }
        self.running.push(Running { number, job, of, since: Instant::now(), progress: progress.clone() });
        std::thread::spawn(move || {
            let outcome = work(&progress);
            progress.send(Told { outcome, ended: Some(number) });
        });
    }

    /// What is done, or told of, since the last time.
    pub fn finished(&mut self) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        while let Ok(Told { outcome, ended }) = self.receiver.try_recv() {
            self.running.retain(|running| Some(running.number) != ended);
            outcomes.push(outcome);
        }
        outcomes
    }

    /// Whether anything is running.
    pub fn is_busy(&self) -> bool {
        !self.running.is_empty()
    }

    /// Whether something is being written that the editor asked for.
    pub fn is_writing(&self) -> bool {
        self.running.iter().any(|running| running.job.writes())
    }

    /// Asks all jobs that can be cancelled to stop.
    pub fn cancel(&self) {
        for running in self.running.iter().filter(|running| running.job.can_cancel()) {
            running.progress.stop();
        }
    }

    /// The work that has gone on long enough to be shown.
    pub fn work(&self) -> Option<Work> {
        let running = self.running.iter().find(|running| running.job.is_shown())?;
        // While work is shown its progress moves.
        self.ctx.request_repaint_after(SHOWN_AFTER);
        let is_long = running.since.elapsed() >= SHOWN_AFTER;
        is_long.then(|| Work { key: running.job.key(), part: running.progress.part(), can_cancel: running.job.can_cancel() })
    }

    /// Has another frame drawn.
    pub fn draw_again(&self) {
        self.ctx.request_repaint();
    }

    /// How far the check of an open edition is, between 0 and 1; nothing where none is running.
    pub fn checking(&self, id: OpenEditionId) -> Option<f32> {
        let running = self.check_of(id)?;
        self.ctx.request_repaint_after(SHOWN_AFTER);
        Some(running.progress.part().unwrap_or(0.0))
    }

    /// Whether an image of this edition's pages is being read.
    pub fn is_reading_image(&self, id: OpenEditionId) -> bool {
        self.running.iter().any(|running| running.of == Some(id) && matches!(running.job, Job::Image | Job::Thumbnail | Job::Finer))
    }

    fn check_of(&self, id: OpenEditionId) -> Option<&Running> {
        self.running.iter().find(|running| running.of == Some(id) && matches!(running.job, Job::Check(_)))
    }
}

/// What work comes to; nothing where a fault of the program ends it, which is then the work's end and not the desk's.
fn settled<T>(work: impl FnOnce() -> T) -> Option<T> {
    let result: Result<T, Box<dyn Any + Send>> = catch_unwind(AssertUnwindSafe(work));
    result.ok()
}

/// Threads for all cores but one, which stays with the interface: a key never waits for a check.
fn all_cores_but_one() -> Option<Arc<ThreadPool>> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    rayon::ThreadPoolBuilder::new().num_threads(cores.saturating_sub(1).max(1)).build().ok().map(Arc::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(jobs: &mut Jobs) -> Vec<Outcome> {
        let since = Instant::now();
        loop {
            let outcomes = jobs.finished();
            if !outcomes.is_empty() {
                return outcomes;
            }
            assert!(since.elapsed() < Duration::from_secs(20), "nothing came of the job");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    #[test]
    fn a_job_that_panics_ends_with_an_outcome_and_no_other_does() {
        let mut jobs = Jobs::new(Context::default());
        jobs.of_shell(Job::Open, |_| panic!("a fault of the program"));
        assert!(matches!(wait(&mut jobs).as_slice(), [Outcome::Shell(ShellOutcome::Failed(Job::Open))]));
        assert!(!jobs.is_busy() && jobs.work().is_none());
        let id = OpenEditionId(7);
        jobs.of_edition(id, Job::Check(3), |_| panic!("a fault of the program"));
        assert!(matches!(wait(&mut jobs).as_slice(), [Outcome::Edition(of, EditionOutcome::Failed(Job::Check(3)))] if *of == id));
        let checked = Checked { generation: 4, queries: Vec::new(), ink: None, changes: Vec::new(), warnings: Vec::new() };
        jobs.of_edition(id, Job::Check(4), |_| EditionOutcome::Checked(checked));
        assert!(matches!(wait(&mut jobs).as_slice(), [Outcome::Edition(_, EditionOutcome::Checked(Checked { generation: 4, .. }))]));
        assert!(jobs.checking(id).is_none());
    }
}
