//! An issue of a collection: its edition, its raw pages, and how far it has come.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::facts::{CountedQueries, EditionFacts, FactsFault, StyleStamp};
use super::index::Index;
use super::naming::Named;
use super::settings::CollectionSettings;
use super::survey::{FoundFile, Survey};
use crate::export::files::safe_stem;
use crate::import::{may_be_image, natural_key};
use crate::language::dates::Day;
use crate::page::page_stem;
use crate::store::lock::{self, Holder};

/// How far an issue has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IssueState {
    /// There are raw pages alone.
    #[default]
    Raw,
    /// The edition is as the first draft left it.
    Drafted,
    /// Somebody has changed it, or found some of its articles right.
    InWork,
    /// One round of proofreading was closed.
    ReadOnce,
    /// Two rounds were closed, or more.
    ReadTwice,
    /// It was read through, or all of its articles were found right.
    Checked,
    /// The edition's file is damaged.
    Damaged,
    /// A newer program wrote the edition's file.
    Newer,
    /// The edition's file cannot be read.
    Unreadable,
}

impl IssueState {
    /// All states, in the order of work.
    pub const ALL: [IssueState; 9] = [
        IssueState::Raw,
        IssueState::Drafted,
        IssueState::InWork,
        IssueState::ReadOnce,
        IssueState::ReadTwice,
        IssueState::Checked,
        IssueState::Damaged,
        IssueState::Newer,
        IssueState::Unreadable,
    ];

    /// The state's name for programs.
    pub fn name(self) -> &'static str {
        match self {
            IssueState::Raw => "raw",
            IssueState::Drafted => "drafted",
            IssueState::InWork => "in-work",
            IssueState::ReadOnce => "read-once",
            IssueState::ReadTwice => "read-twice",
            IssueState::Checked => "checked",
            IssueState::Damaged => "damaged",
            IssueState::Newer => "newer",
            IssueState::Unreadable => "unreadable",
        }
    }

    /// The key of its name in words.
    pub fn key(self) -> &'static str {
        match self {
            IssueState::Raw => "issue-state-raw",
            IssueState::Drafted => "issue-state-drafted",
            IssueState::InWork => "issue-state-in-work",
            IssueState::ReadOnce => "issue-state-read-once",
            IssueState::ReadTwice => "issue-state-read-twice",
            IssueState::Checked => "issue-state-checked",
            IssueState::Damaged => "issue-state-damaged",
            IssueState::Newer => "issue-state-newer",
            IssueState::Unreadable => "issue-state-unreadable",
        }
    }

    /// Whether the issue has an edition that opens.
    pub fn has_edition(self) -> bool {
        match self {
            IssueState::Drafted | IssueState::InWork | IssueState::ReadOnce | IssueState::ReadTwice | IssueState::Checked => true,
            IssueState::Raw | IssueState::Damaged | IssueState::Newer | IssueState::Unreadable => false,
        }
    }

    fn of(facts: &EditionFacts) -> IssueState {
        match facts.fault {
            Some(FactsFault::Newer) => IssueState::Newer,
            Some(FactsFault::Unreadable) => IssueState::Unreadable,
            Some(FactsFault::Damaged | FactsFault::NoEdition) => IssueState::Damaged,
            None if facts.read_through || facts.articles > 0 && facts.checked == facts.articles => IssueState::Checked,
            None if facts.rounds > 1 => IssueState::ReadTwice,
            None if facts.rounds == 1 => IssueState::ReadOnce,
            None if facts.untouched == facts.articles => IssueState::Drafted,
            None => IssueState::InWork,
        }
    }
}

/// A raw page of an issue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawPage {
    /// Which page it is, as the name of its file has it; the name itself where that follows no rule.
    pub label: String,
    /// Its files: text of one OCR or several, and images.
    pub files: Vec<PathBuf>,
    /// When any of them was written last.
    pub modified: Option<SystemTime>,
}

impl RawPage {
    /// Whether there is no more of it than an image.
    pub fn is_image_alone(&self) -> bool {
        self.files.iter().all(|file| may_be_image(file))
    }
}

/// An issue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Issue {
    /// What its paper is called, where that is known.
    pub paper: Option<String>,
    /// Its day, where that is known.
    pub day: Option<Day>,
    /// Its date as the edition has it, where that is no day.
    pub date: Option<String>,
    /// Its number.
    pub number: Option<String>,
    /// The edition's file: where it is, or where a first draft is to be written.
    pub edition: PathBuf,
    /// Its raw pages in the folder, in order.
    pub raw: Vec<RawPage>,
    /// How many pages it has: those of the edition, or the raw ones.
    pub pages: usize,
    /// How many pages of its edition the reader has not read.
    pub unread: usize,
    /// How far it has come.
    pub state: IssueState,
    /// How many queries it had left when it was checked last, if it has not been written since.
    pub queries: Option<usize>,
    /// By which house style they were counted.
    pub counted_by: Option<StyleStamp>,
    /// Who has the edition open.
    pub holder: Option<Holder>,
    /// When the edition was written last, or the newest of its raw pages.
    pub modified: Option<SystemTime>,
    /// Whether a raw page was written after the edition, or lies in the folder and is not in it.
    pub is_behind: bool,
}

impl Issue {
    /// The issue's date for people and programs: its day, or what the edition says.
    pub fn date_text(&self) -> String {
        self.day.map(|day| day.to_string()).or_else(|| self.date.clone()).unwrap_or_default()
    }

    /// Its date, or the name of its file where it has none.
    pub fn date_or_name(&self) -> String {
        let name = || self.edition.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        Some(self.date_text()).filter(|date| !date.is_empty()).unwrap_or_else(name)
    }
}

/// A raw file with what its name tells.
struct RawFile<'a> {
    file: &'a FoundFile,
    told: Option<Named>,
}

/// The issues of a collection, by day; those of no known day come last.
pub(super) fn issues(survey: &Survey, index: &Index, settings: &CollectionSettings, folder: &Path) -> Vec<Issue> {
    let mut raw: Vec<RawFile<'_>> = survey.raw.iter().map(|file| RawFile { file, told: settings.naming.read(file.stem()) }).collect();
    let mut found = Vec::new();
    let known = survey.editions.iter().filter_map(|file| Some((file, index.facts(file)?)));
    let mut editions: Vec<(&FoundFile, &EditionFacts)> = known.filter(|(_, facts)| facts.fault != Some(FactsFault::NoEdition)).collect();
    // An edition of several pages has the first claim on them.
    editions.sort_by_key(|(_, facts)| std::cmp::Reverse(facts.pages));
    let mut of_name: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut of_issue: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, one) in raw.iter().enumerate() {
        of_name.entry(file_name(&one.file.name)).or_default().push(place);
        of_issue.entry(issue_stem(one, settings).to_lowercase()).or_default().push(place);
    }
    let mut is_taken = vec![false; raw.len()];
    for (file, facts) in editions {
        let issue = edition_issue(file, facts, settings);
        let is_of_day = |place: &&usize| {
            let told = raw.get(**place).and_then(|one| one.told.as_ref());
            told.is_none() || issue.day.is_none() || told.map(|told| told.day) == issue.day
        };
        let named = facts.files.iter().filter_map(|name| of_name.get(name.as_str())).flatten().filter(is_of_day);
        let beside = of_issue.get(&file_name(file.stem()).to_lowercase()).into_iter().flatten();
        let own: Vec<usize> = named.chain(beside).copied().collect();
        let own = taken(own, &mut is_taken);
        found.push(with_raw(issue, file, facts, raw_pages(own.iter().filter_map(|place| raw.get(*place)))));
    }
    let mut taken = is_taken.into_iter();
    raw.retain(|_| !taken.next().unwrap_or_default());
    found.extend(raw_issues(&raw, settings, folder));
    found.sort_by_cached_key(|issue| {
        let name = natural_key(&issue.edition.to_string_lossy());
        (issue.day.is_none(), issue.day, issue.paper.clone(), name)
    });
    found
}

/// Those of these raw files that no other edition has; they are this one's now.
fn taken(places: Vec<usize>, is_taken: &mut [bool]) -> Vec<usize> {
    let is_free = |place: &usize| is_taken.get_mut(*place).is_some_and(|taken| !std::mem::replace(taken, true));
    let mut own: Vec<usize> = places.into_iter().filter(is_free).collect();
    own.sort_unstable();
    own
}

/// The name of a file without its folders.
fn file_name(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// What the edition of a raw file's issue is called, without its ending.
fn issue_stem(raw: &RawFile<'_>, settings: &CollectionSettings) -> String {
    match &raw.told {
        Some(told) => settings.naming.issue_name(told.paper.as_deref().or(settings.paper.as_deref()).unwrap_or_default(), told.day),
        None => safe_stem(&page_stem(&raw.file.path)),
    }
}

/// What an edition's file and name tell of its issue.
fn edition_issue(file: &FoundFile, facts: &EditionFacts, settings: &CollectionSettings) -> Issue {
    let told = settings.naming.read(file.stem());
    let day = facts.date.as_deref().and_then(Day::find);
    let day = day.or_else(|| told.as_ref().map(|told| told.day)).or_else(|| Day::find(file_name(file.stem())));
    let paper = facts.title.clone().or_else(|| told.and_then(|told| told.paper)).or_else(|| settings.paper.clone());
    let CountedQueries { count, style } = match &facts.queries {
        Some(queries) => queries.clone(),
        None => return Issue { paper, day, ..plain(file, facts) },
    };
    Issue { paper, day, queries: Some(count), counted_by: Some(style), ..plain(file, facts) }
}

fn plain(file: &FoundFile, facts: &EditionFacts) -> Issue {
    Issue {
        date: facts.date.clone(),
        number: facts.number.clone(),
        edition: file.path.clone(),
        pages: facts.pages,
        unread: facts.unread,
        state: IssueState::of(facts),
        holder: file.may_be_held.then(|| lock::holder(&file.path)).flatten(),
        modified: file.modified,
        ..Issue::default()
    }
}

/// The issue with its raw pages.
fn with_raw(issue: Issue, file: &FoundFile, facts: &EditionFacts, raw: Vec<RawPage>) -> Issue {
    let is_known = |page: &RawPage| {
        let mut names = page.files.iter().filter_map(|path| path.file_name()).map(|name| name.to_string_lossy());
        facts.fault.is_some() || names.any(|name| facts.files.iter().any(|file| *file == name))
    };
    let is_newer = |page: &RawPage| page.modified > file.modified;
    let is_behind = raw.iter().any(|page| !is_known(page) || is_newer(page));
    Issue { raw, is_behind, ..issue }
}

/// The raw pages of these files: those whose names differ in their endings alone are of one page.
fn raw_pages<'a>(files: impl Iterator<Item = &'a RawFile<'a>>) -> Vec<RawPage> {
    let mut pages: BTreeMap<(String, String), RawPage> = BTreeMap::new();
    for RawFile { file, told } in files {
        let stem = page_stem(&file.path);
        let label = told.as_ref().and_then(|told| told.page.clone()).unwrap_or_else(|| stem.clone());
        let key = (natural_key(&label), if told.as_ref().is_some_and(|told| told.page.is_some()) { String::new() } else { stem });
        let page = pages.entry(key).or_insert_with(|| RawPage { label, ..RawPage::default() });
        page.files.push(file.path.clone());
        page.modified = page.modified.max(file.modified);
    }
    pages.into_values().collect()
}

/// The issues that are raw pages alone. A file whose name follows no rule is one by itself.
fn raw_issues(raw: &[RawFile<'_>], settings: &CollectionSettings, folder: &Path) -> Vec<Issue> {
    let mut groups: BTreeMap<(PathBuf, String), Vec<&RawFile<'_>>> = BTreeMap::new();
    for one in raw {
        let stem = issue_stem(one, settings);
        // What follows the rule becomes an edition in the collection's own folder, anything else one beside it.
        let beside = if one.told.is_some() { folder } else { one.file.path.parent().unwrap_or(folder) };
        groups.entry((beside.to_owned(), stem)).or_default().push(one);
    }
    let issue = |((beside, stem), files): ((PathBuf, String), Vec<&RawFile<'_>>)| {
        let told = files.iter().find_map(|one| one.told.clone());
        let pages = raw_pages(files.into_iter());
        Issue {
            paper: told.as_ref().and_then(|told| told.paper.clone()).or_else(|| settings.paper.clone()),
            day: told.map(|told| told.day),
            edition: beside.join(format!("{stem}.ron")),
            pages: pages.len(),
            modified: pages.iter().map(|page| page.modified).max().flatten(),
            raw: pages,
            ..Issue::default()
        }
    };
    groups.into_iter().map(issue).collect()
}
