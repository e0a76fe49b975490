//! Counting what pages take, where the editor has asked for it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::settings::Settings;
use crate::edition::Hand;
use crate::effort::{Effort, EffortEntry, Meter, Tally, folder_beside};

/// A crash costs no more of what was counted than this.
const KEPT_EVERY: Duration = Duration::from_secs(60);

/// What was counted and is in no file yet.
#[derive(Default)]
pub struct EffortCounter {
    /// Where it is kept; nowhere where settings are kept nowhere.
    folder: Option<PathBuf>,
    meter: Meter,
    tally: Tally,
    kept_at: Duration,
    /// Whether something was said of the file already.
    pub(super) has_warned: bool,
}

impl EffortCounter {
    /// One that keeps its figures beside these settings.
    pub fn beside(settings_path: Option<&Path>) -> EffortCounter {
        EffortCounter { folder: settings_path.map(folder_beside), ..EffortCounter::default() }
    }

    /// The folder of the figures.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// For whom it is counted; nobody where it is not.
    pub fn hand(&self, settings: &Settings) -> Option<Hand> {
        let is_counted = settings.count_effort && self.folder.is_some();
        is_counted.then(|| Hand::new(&settings.initials)).flatten()
    }

    /// Notes a sign of work on a page, at this time of the desk's clock.
    pub fn sign(&mut self, now: Duration, page: &str, hand: &Hand) {
        let time = self.meter.sign(now);
        self.add(page, hand, Effort { time, ..Effort::default() });
    }

    /// Notes that another window is in front, or that it is not counted any more.
    pub fn leave(&mut self, now: Duration, page: &str, hand: &Hand) {
        let time = self.meter.leave(now);
        self.add(page, hand, Effort { time, ..Effort::default() });
    }

    /// Nothing is worked on, or nothing is counted: what comes next begins anew.
    pub fn stop(&mut self) {
        self.meter = Meter::default();
    }

    /// Adds what was done on a page.
    pub fn add(&mut self, page: &str, hand: &Hand, effort: Effort) {
        self.tally.add(page, hand, effort);
    }

    /// What is to be kept now, as it is time for it.
    pub fn due(&mut self, now: Duration) -> Vec<EffortEntry> {
        if now.saturating_sub(self.kept_at) < KEPT_EVERY {
            return Vec::new();
        }
        self.kept_at = now;
        self.tally.take()
    }

    /// All that is to be kept.
    pub fn take(&mut self) -> Vec<EffortEntry> {
        self.tally.take()
    }

    /// Puts back what could not be kept.
    pub fn give_back(&mut self, entries: Vec<EffortEntry>) {
        self.tally.give_back(entries);
    }
}
