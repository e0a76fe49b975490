//! `collection.ron`: what a collection's paper is called, how its files are named, and on which days it comes out.
//!
//! A folder without such a file has settings all the same: those that most of what lies in it suggests.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

use super::index::Index;
use super::issue::Issue;
use super::naming::{NamingRule, USUAL};
use super::survey::{FoundFile, Survey};
use super::{Calendar, CollectionError};
use crate::language::dates::{Day, Weekday};
use crate::reading::read_text;
use crate::ron_fault::RonFault;
use crate::store::guard::Guard;

/// The name of the file.
pub const SETTINGS_FILE: &str = "collection.ron";

/// The largest file of settings, in bytes.
const LARGEST: u64 = 1_000_000;

/// A weekday with issues in at least this share of the weeks is a day of publication.
const USUAL_SHARE: f64 = 0.5;

/// Fewer weeks than this say nothing of the days of publication.
const FEWEST_WEEKS: usize = 2;

/// What is said of a collection as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename = "Collection")]
pub struct CollectionSettings {
    /// What the paper is called, where its editions and the names of its files do not say otherwise.
    pub paper: Option<String>,
    /// How the files of raw pages are named.
    pub naming: NamingRule,
    /// The weekdays on which the paper comes out; all of them where none is named.
    pub published: BTreeSet<Weekday>,
    /// Days on which no issue came out, such as holidays: they are not missing.
    pub without_issue: BTreeSet<Day>,
}

impl CollectionSettings {
    /// Where the settings of a collection stand.
    pub fn path(folder: &Path) -> PathBuf {
        folder.join(SETTINGS_FILE)
    }

    /// Reads the settings of a collection; nothing where it has none.
    ///
    /// # Errors
    /// The file is there and cannot be read, or says something else.
    pub fn load(folder: &Path) -> Result<Option<CollectionSettings>, CollectionError> {
        let path = CollectionSettings::path(folder);
        match read_text(&path, LARGEST) {
            Ok(text) => CollectionSettings::parse(&path, &text).map(Some),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(CollectionError::Unreadable { path, error }),
        }
    }

    fn parse(path: &Path, text: &str) -> Result<CollectionSettings, CollectionError> {
        let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        options.from_str(text).map_err(|fault| {
            let RonFault { line, column, problem } = RonFault::of(text, &fault);
            CollectionError::Malformed { path: path.to_owned(), line, column, problem }
        })
    }

    /// Writes the settings to the folder of a collection, as `guard` lets it.
    ///
    /// # Errors
    /// They cannot be written, or there are some already that must stay.
    pub fn write(&self, folder: &Path, guard: &Guard) -> Result<(), CollectionError> {
        let path = CollectionSettings::path(folder);
        let config = PrettyConfig::new().depth_limit(2).struct_names(true).new_line("\n".to_owned()).extensions(Extensions::IMPLICIT_SOME);
        match ron::ser::to_string_pretty(self, config) {
            Ok(text) => Ok(guard.write(&path, format!("{text}\n").as_bytes())?),
            Err(error) => Err(CollectionError::Format { path, message: error.to_string() }),
        }
    }

    /// Whether the paper comes out on a day.
    pub fn is_published_on(&self, day: Day) -> bool {
        (self.published.is_empty() || self.published.contains(&day.weekday())) && !self.without_issue.contains(&day)
    }

    /// What the files in a folder suggest: the rule that most of the raw pages, or else of the editions, follow, and the paper that most
    /// are of.
    pub(super) fn worked_out(survey: &Survey, index: &Index) -> CollectionSettings {
        let files = if survey.raw.is_empty() { &survey.editions } else { &survey.raw };
        let follow = |rule: &NamingRule| files.iter().filter(|file| rule.read(file.stem()).is_some()).count();
        // Of rules that as many follow the first is taken.
        let rules = USUAL.iter().rev().filter_map(|text| NamingRule::try_from((*text).to_owned()).ok());
        let naming = rules.max_by_key(follow).filter(|rule| follow(rule) > 0).unwrap_or_default();
        let titles = survey.editions.iter().filter_map(|file| index.facts(file)?.title.clone());
        let read = |file: &FoundFile| naming.read(file.stem())?.paper;
        let paper = most(titles).or_else(|| most(files.iter().filter_map(read)));
        CollectionSettings { paper, naming, ..CollectionSettings::default() }
    }

    /// The same with the weekdays on which most of the issues came out.
    pub(super) fn with_days(mut self, issues: &[Issue]) -> CollectionSettings {
        let calendar = Calendar::of(issues, &self);
        let on = |weekday: Weekday| calendar.days.iter().filter(move |day| day.day.weekday() == weekday);
        let is_usual = |weekday: &Weekday| {
            let (all, with) = (on(*weekday).count(), on(*weekday).filter(|day| !day.issues.is_empty()).count());
            all < FEWEST_WEEKS || with as f64 >= USUAL_SHARE * all as f64
        };
        let usual: BTreeSet<Weekday> = Weekday::ALL.into_iter().filter(is_usual).collect();
        self.published = if usual.len() == Weekday::ALL.len() { BTreeSet::new() } else { usual };
        self
    }
}

/// What is named most often; of what is named as often the first by its characters.
fn most(names: impl IntoIterator<Item = String>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    names.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Over;

    #[test]
    fn settings_are_written_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(CollectionSettings::load(folder.path()), Ok(None)));
        let settings = CollectionSettings {
            paper: Some("河湾日报".to_owned()),
            naming: NamingRule::try_from("{date}/page-{page}".to_owned()).unwrap(),
            published: [Weekday::Monday, Weekday::Thursday].into(),
            without_issue: [Day::new(2022, 2, 1).unwrap()].into(),
        };
        settings.write(folder.path(), &Guard::new(Over::Nothing)).unwrap();
        assert_eq!(CollectionSettings::load(folder.path()).unwrap(), Some(settings.clone()));
        let written = std::fs::read_to_string(CollectionSettings::path(folder.path())).unwrap();
        assert!(
            written.contains("\"{date}/page-{page}\"") && written.contains("Monday") && written.contains("\"2022-02-01\""),
            "{written}"
        );
        assert!(settings.write(folder.path(), &Guard::new(Over::Nothing)).is_err(), "what is there stays");
        let day = |text: &str| Day::of_iso(text).unwrap();
        assert!(settings.is_published_on(day("2022-03-28")) && !settings.is_published_on(day("2022-03-29")));
        assert!(!settings.is_published_on(day("2022-02-01")));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        for (text, what) in [
            ("Collection(\n  naming: \"{paper}\",\n)", "{date}"),
            ("Collection(\n  published: [Holiday],\n)", "Monday"),
            ("Collection(\n  without_issue: [\"2022-02-30\"],\n)", "2022-02-30"),
            ("Collection(\n  papers: \"河湾\",\n)", "without_issue"),
        ] {
            let fault = CollectionSettings::parse(Path::new("c/collection.ron"), text).expect_err(text).to_string();
            assert!(fault.contains("collection.ron:2:") && fault.contains(what), "{fault}");
        }
        let all = CollectionSettings::parse(Path::new("c"), "Collection()").unwrap();
        assert_eq!(all, CollectionSettings::default(), "what a file leaves out stays as usual");
    }
}
