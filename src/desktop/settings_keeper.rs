//! Keeping the settings, in the background.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::settings::Settings;

/// Writes the settings in the background. Writes never overtake each other: each writes what the settings are by then.
#[derive(Clone, Default)]
pub struct Keeper {
    path: Option<PathBuf>,
    latest: Arc<Mutex<Settings>>,
    writing: Arc<Mutex<()>>,
}

impl Keeper {
    /// One for the settings file at `path`; without one nothing is kept.
    pub fn of(path: Option<PathBuf>) -> Keeper {
        Keeper { path, ..Keeper::default() }
    }

    /// The settings file.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Keeps the settings, by and by.
    pub fn keep(&self, settings: &Settings) {
        if self.path.is_some() {
            *self.latest.lock().unwrap_or_else(PoisonError::into_inner) = settings.clone();
            let keeper = self.clone();
            std::thread::spawn(move || keeper.write());
        }
    }

    /// Keeps the settings before it comes back.
    pub fn keep_now(&self, settings: &Settings) {
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner) = settings.clone();
        self.write();
    }

    fn write(&self) {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let settings = self.latest.lock().unwrap_or_else(PoisonError::into_inner).clone();
        // A file with a typing error is not written over: what stands there is wanted. Where settings cannot be kept, the next start is
        // as this one.
        if let Some(path) = self.path.as_deref().filter(|path| Settings::read(path).is_ok()) {
            let _ = settings.save(path);
        }
    }
}
