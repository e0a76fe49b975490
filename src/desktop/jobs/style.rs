//! Reading house styles: their lists may be long.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use super::{Job, Jobs, ShellOutcome};
use crate::style::{HouseStyle, StyleError};

/// A house style that was read, or why it was not.
pub type ReadStyle = Result<Arc<HouseStyle>, Arc<StyleError>>;

/// What a house style is read for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StyleFor {
    /// To be worked by from the start on.
    Start,
    /// It was chosen.
    Choice(PathBuf),
    /// These terms were added to its lists.
    Terms(Vec<String>),
}

/// The style to work by from the start on. Whoever needs it first reads it, off the interface's thread, and others wait for that.
pub(super) struct StyleAtStart {
    path: PathBuf,
    read: OnceLock<ReadStyle>,
}

impl StyleAtStart {
    pub(super) fn get(&self) -> &ReadStyle {
        self.read.get_or_init(|| read(HouseStyle::load_or_standard(&self.path)))
    }
}

fn read(style: Result<HouseStyle, StyleError>) -> ReadStyle {
    style.map(Arc::new).map_err(Arc::new)
}

impl Jobs {
    /// Reads the style to work by from the start on. What is opened meanwhile waits for it.
    pub fn read_style_at_start(&mut self, path: PathBuf) {
        let style = Arc::new(StyleAtStart { path, read: OnceLock::new() });
        self.style_at_start = Some(style.clone());
        self.of_shell(Job::Style, move |_| ShellOutcome::Style(StyleFor::Start, style.get().clone()));
    }

    /// Whether the style to work by from the start on is still waited for; it is no longer after this.
    pub fn style_has_come(&mut self) -> bool {
        self.style_at_start.take().is_some()
    }

    /// Reads a style that was chosen.
    pub fn read_style(&mut self, path: PathBuf) {
        self.of_shell(Job::Style, move |_| ShellOutcome::Style(StyleFor::Choice(path.clone()), read(HouseStyle::load(&path))));
    }

    /// Reads a style again, to whose lists terms were added.
    pub fn read_style_with(&mut self, path: PathBuf, terms: Vec<String>) {
        self.of_shell(Job::Style, move |_| ShellOutcome::Style(StyleFor::Terms(terms), read(HouseStyle::load_or_standard(&path))));
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use eframe::egui::Context;

    use super::super::Outcome;
    use super::*;

    fn next(jobs: &mut Jobs) -> Outcome {
        let since = Instant::now();
        loop {
            if let Some(outcome) = jobs.finished().into_iter().next() {
                return outcome;
            }
            assert!(since.elapsed() < Duration::from_secs(60), "nothing came of the job");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    #[test]
    fn a_style_with_a_long_list_comes_from_the_background() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("house-style.ron");
        let terms: String = (0..20_000).map(|n| format!("词语{n}号\n")).collect();
        std::fs::write(folder.path().join("house-style.tags.txt"), terms).unwrap();
        let mut jobs = Jobs::new(Context::default());
        jobs.read_style_at_start(path.clone());
        assert!(jobs.is_busy());
        match next(&mut jobs) {
            Outcome::Shell(ShellOutcome::Style(StyleFor::Start, Ok(style))) => assert!(style.tags.len() > 20_000),
            _ => panic!("another outcome"),
        }
        assert!(jobs.style_has_come() && !jobs.style_has_come());
        std::fs::write(&path, "HouseStyle(").unwrap();
        jobs.read_style(path.clone());
        assert!(matches!(next(&mut jobs), Outcome::Shell(ShellOutcome::Style(StyleFor::Choice(of), Err(_))) if of == path));
    }
}
