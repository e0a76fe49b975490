//! The issues of a collection as the desk lists them, and which comes next.

use std::path::{Path, PathBuf};

use super::collection_batch::BatchCounts;
use crate::collection::lists::style_in;
use crate::collection::{Calendar, Collection, CollectionSettings, Issue, IssueState};
use crate::style::HouseStyle;

/// What was found in the folder of a collection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CollectionList {
    /// The folder.
    pub folder: PathBuf,
    /// The issues by day, those of no known day last.
    pub issues: Vec<Issue>,
    /// All days from the first issue to the last.
    pub calendar: Calendar,
    /// How its files are named and when it comes out: by its file, or as what lies in the folder suggests.
    pub settings: CollectionSettings,
    /// Whether it has a file that says so.
    pub has_settings_file: bool,
    /// For how many issues the works on all of them are to be done.
    pub to_do: BatchCounts,
}

impl CollectionList {
    /// The list of a collection that is checked by this house style and its own lists.
    pub fn of(collection: &Collection, style: &HouseStyle) -> CollectionList {
        let (style, _) = style_in(style.clone(), collection.folder());
        CollectionList {
            folder: collection.folder().to_owned(),
            issues: collection.issues().to_vec(),
            calendar: collection.calendar(),
            settings: collection.settings().clone(),
            has_settings_file: collection.has_settings_file(),
            to_do: BatchCounts::of(collection, &style),
        }
    }

    /// The first issue after an edition that is still to be worked on and that nobody has open; from the first on where the edition is none
    /// of the collection, or none is open.
    pub fn next_after(&self, edition: Option<&Path>) -> Option<&Issue> {
        let from = edition.and_then(|path| self.issues.iter().position(|issue| issue.edition == path)).map_or(0, |place| place + 1);
        self.issues.get(from..)?.iter().find(|issue| is_to_do(issue) && issue.holder.is_none())
    }
}

/// Whether an issue opens and is not wholly read.
pub fn is_to_do(issue: &Issue) -> bool {
    match issue.state {
        IssueState::Raw | IssueState::Drafted | IssueState::InWork | IssueState::ReadOnce | IssueState::ReadTwice => true,
        IssueState::Checked | IssueState::Damaged | IssueState::Newer | IssueState::Unreadable => false,
    }
}

/// The files that are opened for an issue: its edition, or else its raw pages.
pub fn files_of(issue: &Issue) -> Vec<PathBuf> {
    if issue.state == IssueState::Raw {
        return issue.raw.iter().flat_map(|page| page.files.iter().cloned()).collect();
    }
    vec![issue.edition.clone()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::RawPage;

    fn issue(name: &str, state: IssueState) -> Issue {
        let raw = vec![RawPage { label: "1".to_owned(), files: vec![PathBuf::from(format!("{name}.txt"))], modified: None }];
        Issue { edition: PathBuf::from(format!("{name}.ron")), state, raw, ..Issue::default() }
    }

    #[test]
    fn the_next_issue_is_the_first_one_to_be_worked_on_after_the_open_one() {
        use IssueState::{Checked, Damaged, Drafted, InWork, Raw};
        let states = [("a", Checked), ("b", InWork), ("c", Damaged), ("d", Raw), ("e", Drafted), ("f", Checked)];
        let issues = states.map(|(name, state)| issue(name, state)).to_vec();
        let list = CollectionList { issues, ..CollectionList::default() };
        let next = |open: Option<&str>| list.next_after(open.map(Path::new)).map(files_of);
        let files = |name: &str| Some(vec![PathBuf::from(name)]);
        assert_eq!(next(None), files("b.ron"));
        assert_eq!(next(Some("b.ron")), files("d.txt"), "raw pages are opened as such");
        assert_eq!(next(Some("d.ron")), files("e.ron"));
        assert_eq!(next(Some("e.ron")), None);
        assert_eq!(next(Some("elsewhere.ron")), files("b.ron"));
    }
}
