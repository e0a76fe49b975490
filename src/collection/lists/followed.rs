//! A house style with the lists of a collection, as they stand on the disk: another desk may have added to them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{FILES, ListWarning, folder_of, read};
use crate::collection::{FoundFile, Stamp};
use crate::style::{HouseStyle, SharedLists};

/// The lists that were read last, for a file that is worked on.
#[derive(Debug, Default)]
pub struct FollowedLists {
    folder: Option<PathBuf>,
    stamps: Vec<Option<Stamp>>,
    lists: SharedLists,
    /// The style without the lists, and with them.
    style: Option<(Arc<HouseStyle>, Arc<HouseStyle>)>,
    /// What was said of the lists.
    said: Vec<String>,
}

/// The style to check by.
#[derive(Debug)]
pub struct FollowedStyle {
    /// The style.
    pub style: Arc<HouseStyle>,
    /// Whether it is another than before.
    pub is_other: bool,
    /// What is wrong with the lists and was not said before.
    pub warnings: Vec<ListWarning>,
}

impl FollowedLists {
    /// A house style with the lists of the collection that a file belongs to, if it belongs to one. They are read where their files are
    /// others than before.
    pub fn style(&mut self, file: Option<&Path>, style: &Arc<HouseStyle>) -> FollowedStyle {
        let folder = file.and_then(folder_of);
        let is_of_same = |known: &(Arc<HouseStyle>, Arc<HouseStyle>)| Arc::ptr_eq(&known.0, style);
        let known = self.style.as_ref().filter(|known| is_of_same(known) && self.folder == folder).map(|(_, with)| with.clone());
        let found: Vec<Option<FoundFile>> = folder.iter().flat_map(|folder| FILES.map(|name| found_file(folder, name))).collect();
        if let Some(style) = known.as_ref().filter(|_| self.knows(&found)) {
            return FollowedStyle { style: style.clone(), is_other: false, warnings: Vec::new() };
        }
        // What is written from here on is found by the next look.
        self.stamps = found.iter().map(|file| file.as_ref().map(Stamp::now)).collect();
        let (lists, mut warnings) = folder.as_deref().map(read).unwrap_or_default();
        let said: Vec<String> = warnings.iter().map(ToString::to_string).collect();
        if said == self.said {
            warnings.clear();
        }
        self.said = said;
        if let Some(style) = known.filter(|_| lists == self.lists) {
            return FollowedStyle { style, is_other: false, warnings };
        }
        let with = if lists.is_empty() { style.clone() } else { Arc::new(style.for_collection(lists.clone())) };
        (self.folder, self.lists, self.style) = (folder, lists, Some((style.clone(), with.clone())));
        FollowedStyle { style: with, is_other: true, warnings }
    }

    fn knows(&self, found: &[Option<FoundFile>]) -> bool {
        let same = |(stamp, file): (&Option<Stamp>, &Option<FoundFile>)| match (stamp, file) {
            (Some(stamp), Some(file)) => stamp.knows(file),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        self.stamps.len() == found.len() && self.stamps.iter().zip(found).all(same)
    }
}

fn found_file(folder: &Path, name: &str) -> Option<FoundFile> {
    let path = folder.join(name);
    let found = fs::metadata(&path).ok()?;
    Some(FoundFile { name: name.to_owned(), size: found.len(), modified: found.modified().ok(), may_be_held: false, path })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::lists::update;
    use crate::style::lists::GoodWord;

    #[test]
    fn what_another_desk_adds_is_seen_and_nothing_else_makes_another_style() {
        let folder = tempfile::tempdir().expect("a folder");
        let (edition, base) = (folder.path().join("a.ron"), Arc::new(HouseStyle::standard().clone()));
        let mut lists = FollowedLists::default();
        assert!(Arc::ptr_eq(&lists.style(Some(&edition), &base).style, &base), "there is no list");
        assert!(!lists.style(Some(&edition), &base).is_other);
        let add =
            |word: &str| update::<GoodWord, usize>(folder.path(), |list| list.add([GoodWord { word: word.to_owned() }])).expect("written");
        for (count, word) in (1..).zip(["磁窑河", "煤层气"]) {
            add(word);
            let found = lists.style(Some(&edition), &base);
            assert!(found.is_other && found.warnings.is_empty());
            assert_eq!(found.style.good_words.len(), base.good_words.len() + count);
            let again = lists.style(Some(&edition), &base);
            assert!(!again.is_other && Arc::ptr_eq(&again.style, &found.style), "the same words make the same style");
        }
        let path = folder.path().join("good-words.csv");
        std::fs::write(&path, "word\n磁窑河\n煤层气\n\"broken\n").expect("written");
        let found = lists.style(Some(&edition), &base);
        assert!(!found.is_other && found.warnings.len() == 1, "{:?}", found.warnings);
        assert!(lists.style(Some(&edition), &base).warnings.is_empty(), "it is said once");
        let other = Arc::new(HouseStyle::plain());
        assert!(lists.style(Some(&edition), &other).is_other);
        assert!(Arc::ptr_eq(&lists.style(None, &other).style, &other));
    }
}
