//! Which files are pages.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use super::formats::{HTML, PICTURE, PLAIN};
use super::reader::BEGINNING;
use super::{Beginning, ImportError, READERS, Reader};
use crate::page::page_stem;
use crate::reading::read_beginning;

/// How much a file of this name can tell of its page, the most first; nothing where it can be no page.
fn kind(path: &Path) -> Option<usize> {
    let end = ending(path)?;
    READERS.iter().position(|reader| reader.endings.contains(&end.as_str()))
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

/// Leaves of the files of one page the one that tells the most, where the first of them stood.
fn once_each(files: Vec<PathBuf>) -> Vec<PathBuf> {
    let mut kept: Vec<PathBuf> = Vec::new();
    // Of each page the places of its files that are kept, the first of each kind.
    let mut places: HashMap<(PathBuf, String), Vec<usize>> = HashMap::new();
    for file in files {
        let own = kind(&file);
        let key = (file.parent().map(Path::to_owned).unwrap_or_default(), page_stem(&file));
        let same_page = places.entry(key).or_default();
        let other = |place: &usize| kept.get(*place).map(|other| kind(other));
        let twin = same_page.iter().copied().find(|place| other(place).is_some_and(|other| other != own));
        match (twin.and_then(|place| kept.get_mut(place)), own) {
            (Some(twin), Some(rank)) if kind(twin).is_some_and(|other| rank < other) => *twin = file,
            (Some(twin), Some(_)) if kind(twin).is_some() => {}
            _ => {
                if !same_page.iter().any(|place| kept.get(*place).is_some_and(|other| kind(other) == own)) {
                    same_page.push(kept.len());
                }
                kept.push(file);
            }
        }
    }
    kept
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
    /// Pages of this format of which another file tells more.
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
/// one that tells the most of its page stands for all. A folder with a list of pages, such as a METS, is what that lists.
///
/// # Errors
/// The folder cannot be read.
pub fn page_files(folder: &Path) -> Result<Vec<PathBuf>, ImportError> {
    let is_page = |file: &ListedFile| matches!(file.what, Listed::Page(_));
    Ok(list_folder(folder)?.into_iter().filter(is_page).map(|file| file.path).collect())
}

/// All files of a folder but hidden ones, in the order of [`page_files`], with what they are: those are pages, the others are left out.
///
/// # Errors
/// The folder cannot be read.
pub fn list_folder(folder: &Path) -> Result<Vec<ListedFile>, ImportError> {
    let unreadable = |error| ImportError::Unreadable { path: folder.to_owned(), error };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if !name.starts_with('.') {
            let found = found(&path);
            files.push((natural_key(&name), path, found));
        }
    }
    files.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    let list = files.iter().find(|(_, _, found)| matches!(found, Found::List(_))).map(|(_, path, _)| path.clone());
    // Images are pages where there is nothing else.
    let has_pages = files.iter().any(|(_, _, found)| matches!(found, Found::Page(_)));
    let pages: Vec<PathBuf> = files.iter().filter(|(_, _, found)| found.is_page(has_pages)).map(|(_, path, _)| path.clone()).collect();
    let kept = once_each(pages);
    // The one that tells the most stands where the first of its page does.
    let mut places: HashMap<PathBuf, usize> = files.iter().enumerate().map(|(at, (_, path, _))| (path.clone(), at)).collect();
    let stems: HashMap<String, &PathBuf> = kept.iter().map(|path| (page_stem(path), path)).collect();
    let mut listed: Vec<ListedFile> = Vec::new();
    for (at, (_, path, found)) in files.iter().enumerate() {
        let twin = stems.get(&page_stem(path)).filter(|twin| **twin != path).map(|twin| PathBuf::clone(twin));
        if let Some(twin) = twin.as_ref().filter(|_| found.is_page(has_pages)) {
            places.entry(twin.clone()).and_modify(|place| *place = at.min(*place));
        }
        let what = match (found, &list) {
            (Found::List(name), Some(list)) if list == path => Listed::Page(name),
            (Found::Page(_) | Found::List(_), Some(list)) => Listed::InList(list.clone()),
            (found, None) if found.is_page(has_pages) => match twin.filter(|_| !kept.contains(path)) {
                Some(twin) => Listed::Twin(found.name(), twin),
                None => Listed::Page(found.name()),
            },
            (Found::Image(_), _) => Listed::Image,
            (Found::Folder, _) => Listed::Folder,
            (Found::Page(_) | Found::List(_) | Found::Other, _) => Listed::Other,
        };
        listed.push(ListedFile { path: path.clone(), what });
    }
    listed.sort_by_key(|file| places.get(&file.path).copied());
    Ok(listed)
}

/// What a file is by itself, with the name of its format.
enum Found {
    Page(&'static str),
    List(&'static str),
    Image(&'static str),
    Folder,
    Other,
}

impl Found {
    /// Whether it is a page, in a folder that has other pages than images or not.
    fn is_page(&self, has_pages: bool) -> bool {
        match self {
            Found::Page(_) => true,
            Found::Image(_) => !has_pages,
            Found::List(_) | Found::Folder | Found::Other => false,
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Found::Page(name) | Found::List(name) | Found::Image(name) => name,
            Found::Folder | Found::Other => "",
        }
    }
}

fn found(path: &Path) -> Found {
    if path.is_dir() {
        return Found::Folder;
    }
    if kind(path).is_none() {
        return Found::Other;
    }
    let is_text = ending(path).is_some_and(|end| PLAIN.endings.contains(&end.as_str()));
    match told(path) {
        Ok(Some(reader)) if reader.is_list => Found::List(reader.name),
        // What stands beside pages is seldom one of them, but what is called a text is never passed over silently.
        Ok(Some(reader)) if std::ptr::eq(reader, HTML) && !is_text => Found::Other,
        Ok(Some(reader)) if std::ptr::eq(reader, PICTURE) && !is_text => Found::Image(reader.name),
        Ok(reader) if !is_text && reader.is_none_or(Reader::is_plain) => Found::Other,
        // What cannot be read is found out by whoever wants to.
        Ok(reader) => Found::Page(reader.unwrap_or(PLAIN).name),
        Err(_) => Found::Page(PLAIN.name),
    }
}

/// The raw files that paths stand for, in order, each page once: files as they are, folders by the [pages](page_files) in them.
/// `no_pages` says what a folder without pages is.
///
/// # Errors
/// A folder cannot be read, or has no pages.
pub fn raw_files<E: From<ImportError>>(paths: &[PathBuf], no_pages: impl Fn(PathBuf) -> E) -> Result<Vec<PathBuf>, E> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let found = page_files(path)?;
        if found.is_empty() {
            return Err(no_pages(path.clone()));
        }
        files.extend(found);
    }
    Ok(once_each(files))
}

/// A name with its runs of digits padded, so that they sort as numbers.
fn natural_key(name: &str) -> String {
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
        let names = |files: Vec<PathBuf>| {
            files.iter().map(|file| file.file_name().unwrap_or_default().to_string_lossy().into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names(page_files(folder.path()).expect("files")), ["p-2.alto.xml", "p-10.hocr", "q.txt", "r.txt"]);
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
            let kept = once_each(files);
            assert_eq!(kept.len(), 2 * count);
            assert!(kept.iter().take(count).all(|file| file.extension().is_some_and(|end| end == "hocr")));
            since.elapsed()
        };
        took(3000);
        let (few, many) = (took(3000), took(12_000));
        assert!(many < few * 12 + std::time::Duration::from_millis(200), "{few:?} {many:?}");
    }
}
