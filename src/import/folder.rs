//! Which files are pages.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use super::formats::{HTML, PICTURE, PLAIN};
use super::reader::BEGINNING;
use super::{Beginning, ImportError, READERS, Reader};
use crate::page::page_stem;
use crate::reading::read_beginning;

/// A page as it lies in a folder: the file that tells the most of it, and others of the same page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageFile {
    /// The file that is read as the page.
    pub path: PathBuf,
    /// Other files of this page, what tells more first. Images are none of them.
    pub others: Vec<PathBuf>,
}

impl From<PathBuf> for PageFile {
    fn from(path: PathBuf) -> PageFile {
        PageFile { path, others: Vec::new() }
    }
}

impl PageFile {
    /// All files of the page, the one that tells the most first.
    pub fn all(&self) -> impl Iterator<Item = &PathBuf> {
        std::iter::once(&self.path).chain(&self.others)
    }
}

/// How much a file can tell of its page, the most first: by what it is, which reads its beginning.
fn kind(path: &Path) -> Option<usize> {
    kind_told(path, told(path).ok().flatten())
}

/// How much a file can tell of its page, by what it is, or by its name where it is nothing or cannot be read. Nothing where it can be no
/// page.
fn kind_told(path: &Path, reader: Option<&Reader>) -> Option<usize> {
    let by_name = || {
        let end = ending(path)?;
        READERS.iter().position(|reader| reader.endings.contains(&end.as_str()))
    };
    let reader = reader.filter(|reader| !reader.is_plain());
    reader.and_then(|reader| READERS.iter().position(|other| std::ptr::eq(*other, reader))).or_else(by_name)
}

/// Whether a file may be a page, by its name.
pub fn may_be_page(path: &Path) -> bool {
    ending(path).is_some_and(|end| READERS.iter().any(|reader| reader.endings.contains(&end.as_str())))
}

/// Whether a file may be the image of a page, by its name.
pub fn may_be_image(path: &Path) -> bool {
    ending(path).is_some_and(|end| PICTURE.endings.contains(&end.as_str()))
}

fn is_picture(kind: Option<usize>) -> bool {
    kind.and_then(|kind| READERS.get(kind)).is_some_and(|reader| std::ptr::eq(*reader, PICTURE))
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

/// A file that can be a page, with its [`kind`].
type KindOfFile = (Option<usize>, PathBuf);

/// Has each page once, where the first of its files stood. Files are of one page where they are of different kinds and called alike.
fn once_each(files: Vec<KindOfFile>) -> Vec<PageFile> {
    // Each page with its files.
    let mut kept: Vec<Vec<KindOfFile>> = Vec::new();
    // Of each name the places of the pages that are called so.
    let mut places: HashMap<(PathBuf, String), Vec<usize>> = HashMap::new();
    for (own, file) in files {
        let key = (file.parent().map(Path::to_owned).unwrap_or_default(), page_stem(&file));
        let same_name = places.entry(key).or_default();
        let is_twin = |page: &&mut Vec<KindOfFile>| own.is_some() && page.iter().all(|(other, _)| other.is_some() && *other != own);
        // Only the first page of a name is looked at: many files of one kind and name are as many pages.
        let first = same_name.first().copied();
        match first.and_then(|place| kept.get_mut(place)).filter(is_twin) {
            Some(page) => page.push((own, file)),
            None => {
                same_name.push(kept.len());
                kept.push(vec![(own, file)]);
            }
        }
    }
    kept.into_iter().map(page_file).collect()
}

/// A page of these files.
fn page_file(mut files: Vec<KindOfFile>) -> PageFile {
    files.sort_by_key(|(kind, _)| kind.unwrap_or(usize::MAX));
    let mut files = files.into_iter();
    let path = files.next().map(|(_, path)| path).unwrap_or_default();
    PageFile { path, others: files.filter(|(kind, _)| !is_picture(*kind)).map(|(_, path)| path).collect() }
}

/// What reads a file.
///
/// # Errors
/// The file cannot be read.
fn told(path: &Path) -> io::Result<Option<&'static Reader>> {
    Ok(Reader::of(&Beginning::of(&read_beginning(path, BEGINNING as u64)?)))
}

/// A file of a folder, with what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedFile {
    /// The file.
    pub path: PathBuf,
    /// Whether it is a page, and of what format; or why it is left out.
    pub what: Listed,
}

/// What a file of a folder is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listed {
    /// Pages of this format.
    Page(&'static str),
    /// Pages of this format of which another file tells more: another reading of them.
    Twin(&'static str, PathBuf),
    /// A page that the list of pages in the folder stands for.
    InList(PathBuf),
    /// An image, which is no page itself beside text.
    Image,
    /// A folder in the folder.
    Folder,
    /// Nothing that can be a page.
    Other,
}

/// The files of a folder that can be pages, in the order of their names with numbers counted as numbers (`page-2` before `page-10`):
/// plain text by its name, and files of other formats by their names and their content. Of files with one name and different endings the
/// one that tells the most is the page, and the others go with it. A folder with a list of pages, such as a METS, is what that lists.
///
/// # Errors
/// The folder cannot be read.
pub fn page_files(folder: &Path) -> Result<Vec<PageFile>, ImportError> {
    Ok(once_each(FolderSurvey::of(folder)?.can_be_pages()))
}

/// All files of a folder but hidden ones, in the order of [`page_files`], with what they are: those are pages, the others are left out.
///
/// # Errors
/// The folder cannot be read.
pub fn list_folder(folder: &Path) -> Result<Vec<ListedFile>, ImportError> {
    let survey = FolderSurvey::of(folder)?;
    let pages = once_each(survey.can_be_pages());
    let FolderSurvey { files, list } = survey;
    // Of each file of a page which file is read as the page.
    let page_of: HashMap<&PathBuf, &PathBuf> = pages.iter().flat_map(|page| page.all().map(|path| (path, &page.path))).collect();
    // A page stands where the first of its files does.
    let mut places: HashMap<&PathBuf, usize> = HashMap::new();
    for (at, FolderFile { path, .. }) in files.iter().enumerate() {
        let page = page_of.get(path).copied().unwrap_or(path);
        places.entry(page).or_insert(at);
        places.entry(path).or_insert(at);
    }
    let what = |path: &PathBuf, found: &FolderItem| match (found, &list, page_of.get(path)) {
        (FolderItem::List(name), Some(list), _) if list == path => Listed::Page(name),
        (FolderItem::Page(_) | FolderItem::List(_), Some(list), _) => Listed::InList(list.clone()),
        (found, None, Some(page)) if *page == path => Listed::Page(found.name()),
        (found, None, Some(page)) => Listed::Twin(found.name(), PathBuf::clone(page)),
        (FolderItem::Image(_), _, _) => Listed::Image,
        (FolderItem::Folder, _, _) => Listed::Folder,
        (FolderItem::Page(_) | FolderItem::List(_) | FolderItem::Other, _, _) => Listed::Other,
    };
    let mut listed: Vec<&FolderFile> = files.iter().collect();
    listed.sort_by_key(|file| places.get(&file.path).copied());
    Ok(listed.into_iter().map(|file| ListedFile { path: file.path.clone(), what: what(&file.path, &file.found) }).collect())
}

/// The files of a folder but hidden ones, in order of their names, with what each is by itself; and the first list of pages among them.
struct FolderSurvey {
    files: Vec<FolderFile>,
    list: Option<PathBuf>,
}

impl FolderSurvey {
    fn of(folder: &Path) -> Result<FolderSurvey, ImportError> {
        let unreadable = |error| ImportError::Unreadable { path: folder.to_owned(), error };
        let mut named = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if !name.starts_with('.') {
                named.push((natural_key(&name), path));
            }
        }
        named.sort();
        let files: Vec<FolderFile> = named.into_iter().map(|(_, path)| found(&path)).collect();
        let list = files.iter().find(|file| matches!(file.found, FolderItem::List(_))).map(|file| file.path.clone());
        Ok(FolderSurvey { files, list })
    }

    /// The files that can be pages: the list of pages alone, where there is one; images where there is nothing else.
    fn can_be_pages(&self) -> Vec<KindOfFile> {
        let has_pages = self.files.iter().any(|file| matches!(file.found, FolderItem::Page(_)));
        let is_one = |file: &&FolderFile| match &self.list {
            Some(list) => *list == file.path,
            None => file.found.is_page(has_pages),
        };
        self.files.iter().filter(is_one).map(|file| (file.kind, file.path.clone())).collect()
    }
}

/// A file of a folder, looked at once.
struct FolderFile {
    path: PathBuf,
    found: FolderItem,
    /// How much it can tell of its page, as [`kind`] has it.
    kind: Option<usize>,
}

/// What a file is by itself, with the name of its format.
enum FolderItem {
    Page(&'static str),
    List(&'static str),
    Image(&'static str),
    Folder,
    Other,
}

impl FolderItem {
    /// Whether it is a page, in a folder that has other pages than images or not.
    fn is_page(&self, has_pages: bool) -> bool {
        match self {
            FolderItem::Page(_) => true,
            FolderItem::Image(_) => !has_pages,
            FolderItem::List(_) | FolderItem::Folder | FolderItem::Other => false,
        }
    }

    fn name(&self) -> &'static str {
        match self {
            FolderItem::Page(name) | FolderItem::List(name) | FolderItem::Image(name) => name,
            FolderItem::Folder | FolderItem::Other => "",
        }
    }
}

fn found(path: &Path) -> FolderFile {
    let file = |found, kind| FolderFile { path: path.to_owned(), found, kind };
    if path.is_dir() {
        return file(FolderItem::Folder, None);
    }
    if !may_be_page(path) {
        return file(FolderItem::Other, None);
    }
    let told = told(path);
    let kind = kind_told(path, told.as_ref().ok().copied().flatten());
    let is_text = ending(path).is_some_and(|end| PLAIN.endings.contains(&end.as_str()));
    let found = match told {
        Ok(Some(reader)) if reader.is_list => FolderItem::List(reader.name),
        // What stands beside pages is seldom one of them, but what is called a text is never passed over silently.
        Ok(Some(reader)) if std::ptr::eq(reader, HTML) && !is_text => FolderItem::Other,
        Ok(Some(reader)) if std::ptr::eq(reader, PICTURE) && !is_text => FolderItem::Image(reader.name),
        Ok(reader) if !is_text && reader.is_none_or(Reader::is_plain) => FolderItem::Other,
        // What cannot be read is found out by whoever wants to.
        Ok(reader) => FolderItem::Page(reader.unwrap_or(PLAIN).name),
        Err(_) => FolderItem::Page(PLAIN.name),
    };
    file(found, kind)
}

/// The raw files that paths stand for, in order, each page once: files as they are, folders by the [pages](page_files) in them.
/// `no_pages` says what a folder without pages is.
///
/// # Errors
/// A folder cannot be read, or has no pages.
pub fn raw_files<E: From<ImportError>>(paths: &[PathBuf], no_pages: impl Fn(PathBuf) -> E) -> Result<Vec<PageFile>, E> {
    let mut files = Vec::new();
    // Files that are named twice are looked at once.
    let mut kinds: HashMap<&PathBuf, Option<usize>> = HashMap::new();
    for path in paths {
        if !path.is_dir() {
            let own = *kinds.entry(path).or_insert_with(|| kind(path));
            files.push((own, path.clone()));
            continue;
        }
        let found = FolderSurvey::of(path)?.can_be_pages();
        if found.is_empty() {
            return Err(no_pages(path.clone()));
        }
        files.extend(found);
    }
    Ok(once_each(files))
}

/// A name with its runs of digits padded, so that they sort as numbers.
pub fn natural_key(name: &str) -> String {
    let mut key = String::new();
    let mut digits = String::new();
    for c in name.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
        } else {
            if !digits.is_empty() {
                key.push_str(&format!("{digits:0>20}"));
                digits.clear();
            }
            key.push(c);
        }
    }
    if digits.is_empty() { key } else { key + &format!("{digits:0>20}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_by_their_numbers() {
        let mut names = ["page-10.txt", "page-2.txt", "page-1.txt", "a.txt"];
        names.sort_by_key(|name| natural_key(name));
        assert_eq!(names, ["a.txt", "page-1.txt", "page-2.txt", "page-10.txt"]);
    }

    #[test]
    fn a_folder_has_each_page_once_and_by_the_file_that_tells_the_most() {
        let folder = tempfile::tempdir().expect("a folder");
        let alto = "<alto><Layout><Page/></Layout></alto>";
        let hocr = "<html><div class='ocr_page'></div></html>";
        let files = [
            ("p-10.raw.txt", "甲"),
            ("p-10.hocr", hocr),
            ("p-2.alto.xml", alto),
            ("p-2.txt", "乙"),
            ("notes.html", "<html><p>notes</p></html>"),
            ("tei.xml", "<?xml version='1.0'?><TEI/>"),
            ("q.txt", "丙"),
            (".hidden.txt", "丁"),
            ("p-10.png", "no text"),
            ("r.txt", "<html><p>a page that was saved from the web</p></html>"),
        ];
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).expect("written");
        }
        let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let names = |files: Vec<PageFile>| files.iter().map(|page| name(&page.path)).collect::<Vec<_>>();
        let found = page_files(folder.path()).expect("files");
        let others: Vec<Vec<String>> = found.iter().map(|page| page.others.iter().map(name).collect()).collect();
        assert_eq!(others, [vec!["p-2.txt"], vec!["p-10.raw.txt"], vec![], vec![]]);
        assert_eq!(names(found), ["p-2.alto.xml", "p-10.hocr", "q.txt", "r.txt"]);
        let named = ["p-10.raw.txt", "q.txt", "p-10.hocr"].map(|name| folder.path().join(name));
        let raw = raw_files(&named, |path| ImportError::Empty { path }).expect("files");
        assert_eq!(names(raw), ["p-10.hocr", "q.txt"]);
        std::fs::create_dir(folder.path().join("scans")).expect("a folder");
        let listed = |name: &str| {
            list_folder(folder.path()).expect("files").into_iter().find(|file| file.path.ends_with(name)).map(|file| file.what)
        };
        let twin = |name: &str| folder.path().join(name);
        assert_eq!(listed("p-10.raw.txt"), Some(Listed::Twin(PLAIN.name, twin("p-10.hocr"))));
        assert_eq!(listed("p-2.alto.xml"), Some(Listed::Page("ALTO")));
        assert_eq!((listed("tei.xml"), listed("scans")), (Some(Listed::Other), Some(Listed::Folder)));
        assert_eq!(listed(".hidden.txt"), None);
        // Files that end alike are told by what is in them.
        let json = "{\"pdf_info\": [{\"para_blocks\": []}]}";
        std::fs::write(folder.path().join("p-10_middle.json"), json).expect("written");
        std::fs::write(folder.path().join("p-10_res.json"), "{\"rec_texts\": [], \"rec_polys\": []}").expect("written");
        let found = page_files(folder.path()).expect("files");
        let page = found.iter().find(|page| page.path.ends_with("p-10.hocr")).expect("the page");
        assert_eq!(page.others.iter().map(name).collect::<Vec<_>>(), ["p-10_res.json", "p-10_middle.json", "p-10.raw.txt"]);
        std::fs::write(folder.path().join("mets.xml"), "<mets/>").expect("written");
        assert_eq!(listed("q.txt"), Some(Listed::InList(twin("mets.xml"))));
        assert_eq!(names(page_files(folder.path()).expect("files")), ["mets.xml"]);
    }

    #[test]
    fn a_folder_of_many_pages_is_looked_through_in_linear_time() {
        let took = |count: usize| {
            let names = |end: &str| (0..count).map(|n| PathBuf::from(format!("/a/page-{n}.{end}"))).collect::<Vec<_>>();
            let files = [names("txt"), names("hocr"), vec![PathBuf::from("/a/same.txt"); count]].concat();
            let since = std::time::Instant::now();
            let kept = once_each(files.into_iter().map(|file| (kind(&file), file)).collect());
            assert_eq!(kept.len(), 2 * count);
            assert!(kept.iter().take(count).all(|page| page.path.extension().is_some_and(|end| end == "hocr")));
            since.elapsed()
        };
        took(3000);
        let (few, many) = (took(3000), took(12_000));
        assert!(many < few * 12 + std::time::Duration::from_millis(200), "{few:?} {many:?}");
    }
}
