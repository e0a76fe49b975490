//! Batches that are stopped go on where they ended, and a bad issue costs no other.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::collection::IssueState;
use crate::export::{Format, Options};
use crate::store::Over;
use crate::store::guard::Guard;
use crate::style::HouseStyle;

/// Stops a batch after so many steps, and keeps what it hears.
struct Watch {
    steps: AtomicUsize,
    stop_after: usize,
    remarks: Mutex<Vec<String>>,
}

impl Watch {
    fn stopping_after(stop_after: usize) -> Watch {
        Watch { steps: AtomicUsize::new(0), stop_after, remarks: Mutex::default() }
    }

    fn patient() -> Watch {
        Watch::stopping_after(usize::MAX)
    }
}

impl BatchWatch for Watch {
    fn goes_on(&self, step: &BatchStep<'_>) -> bool {
        assert!(step.done <= step.all && (0.0..=1.0).contains(&step.part()), "{step:?}");
        self.steps.fetch_add(1, Ordering::Relaxed) < self.stop_after
    }

    fn remark(&self, note: BatchNote) {
        self.remarks.lock().unwrap().push(note.to_string());
    }
}

fn collection(folder: &Path) -> Collection {
    Collection::open(folder, &|_, _| true).unwrap().unwrap()
}

/// A folder with so many issues of one raw page each.
fn raw_issues(count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for day in 1..=count {
        let text = format!("渡口新桥通车\n本报讯（记者 沈舟）1月{day}日，渡口\n新桥通车，两岸村民过河不再等\n船。\n");
        std::fs::write(folder.path().join(format!("晨报-2024-01-{day:02}-1.txt")), text).unwrap();
    }
    folder
}

/// The states of the issues, and how many queries are counted.
fn states(folder: &Path) -> (usize, usize) {
    let collection = collection(folder);
    let drafted = collection.issues().iter().filter(|issue| issue.state == IssueState::Drafted).count();
    (drafted, collection.issues().iter().filter(|issue| issue.queries.is_some()).count())
}

#[test]
fn a_draft_that_is_stopped_goes_on_where_it_ended() {
    let folder = raw_issues(9);
    let style = HouseStyle::standard();
    // An issue takes two steps: before it and after it.
    let report = draft(&collection(folder.path()), style, &Watch::stopping_after(5));
    assert!(report.is_stopped && report.faults.is_empty() && (1..9).contains(&report.good), "{report:?}");
    assert_eq!(states(folder.path()).0, report.good);
    let rest = draft(&collection(folder.path()), style, &Watch::patient());
    assert_eq!((rest.good, rest.before, rest.bad(), rest.is_stopped), (9 - report.good, report.good, 0, false));
}

#[test]
fn a_raw_page_that_cannot_be_read_costs_its_issue_alone() {
    let folder = raw_issues(4);
    std::fs::remove_file(folder.path().join("晨报-2024-01-02-1.txt")).unwrap();
    std::fs::write(folder.path().join("晨报-2024-01-02-1.pdf"), b"%PDF-1.7\nand nothing more").unwrap();
    let report = draft(&collection(folder.path()), HouseStyle::standard(), &Watch::patient());
    assert_eq!((report.good, report.failed, report.is_stopped), (3, 1, false), "{report:?}");
    assert!(report.faults[0].to_string().contains("晨报-2024-01-02-1"), "{:?}", report.faults);
}

#[test]
fn a_check_that_is_stopped_keeps_what_it_counted() {
    let folder = raw_issues(6);
    let style = HouseStyle::standard();
    draft(&collection(folder.path()), style, &Watch::patient());
    let (report, _) = check(collection(folder.path()), style, &Watch::stopping_after(5));
    assert!(report.is_stopped && (1..6).contains(&report.good), "{report:?}");
    assert_eq!(states(folder.path()), (6, report.good));
    let (rest, _) = check(collection(folder.path()), style, &Watch::patient());
    assert_eq!((rest.good, rest.before), (6 - report.good, report.good));
    let (again, queries) = check(collection(folder.path()), style, &Watch::patient());
    let all = collection(folder.path()).issues().iter().filter_map(|issue| issue.queries).sum::<usize>();
    assert_eq!((again.good, again.before, queries), (0, 6, all));
}

#[test]
fn an_export_that_is_stopped_goes_on_and_tells_of_no_file_as_stale() {
    let folder = raw_issues(6);
    let style = HouseStyle::standard();
    draft(&collection(folder.path()), style, &Watch::patient());
    let (target, options) = (export::standard_folder(folder.path(), Format::Text), Options::standard(Format::Text, style));
    let guard = Guard::new(Over::Nothing);
    let place = ExportPlace { folder: &target, guard: &guard, format: Format::Text, options: &options, style, goes_on: true };
    let files =
        || std::fs::read_dir(&target).unwrap().filter(|file| file.as_ref().unwrap().path().extension() == Some("txt".as_ref())).count();
    let all = export(&collection(folder.path()), &place, &Watch::patient()).unwrap();
    assert_eq!((all.good, all.before, files()), (6, 0, 6));
    // Of what was not come to this time nothing is known, and it is no file of an earlier export alone.
    let watch = Watch::stopping_after(3);
    let stopped = export(&collection(folder.path()), &place, &watch).unwrap();
    assert!(stopped.is_stopped && stopped.good == 0 && stopped.before >= 1, "{stopped:?}");
    assert!(watch.remarks.lock().unwrap().is_empty(), "{:?}", watch.remarks);
    let rest = export(&collection(folder.path()), &place, &Watch::patient()).unwrap();
    assert_eq!((rest.good, rest.before, files()), (0, 6, 6));
}

#[test]
fn a_page_that_is_read_counts_as_the_part_of_it_that_is() {
    let step = |done, page| BatchStep { done, all: 4, page }.part();
    assert_eq!([step(1, None), step(1, Some(("a", 0.0))), step(2, Some(("b", 0.5)))], [0.25, 0.0, 0.375]);
}
