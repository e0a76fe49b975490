//! Counting what was corrected in all editions of a collection: which words, and which characters by which engine.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::{ListError, update};
use crate::check::corrections_made;
use crate::edition::Edition;
use crate::explained::{Arguments, named};
use crate::import::Maker;
use crate::reading::read_beginning;
use crate::store::disk::folder_of;
use crate::store::{self, LoadError};
use crate::style::lists::{Confusion, LearntCorrection, List, OFFERED_FROM};

/// How much of a raw file is read to see what made it, in bytes.
const BEGINNING: u64 = 64 * 1024;

/// What was learnt of a collection.
#[derive(Debug, Default)]
pub struct Learnt {
    /// How many editions were read.
    pub editions: usize,
    /// How many different corrections there are, and how many of them were made at least [twice](OFFERED_FROM).
    pub corrections: usize,
    /// Those of them that are offered elsewhere.
    pub offered: usize,
    /// How many different confusions there are.
    pub confusions: usize,
    /// The editions that cannot be read. What was learnt of them before stays.
    pub faults: Vec<LoadError>,
}

impl Learnt {
    /// What was counted, for a message.
    pub fn counts(&self) -> Arguments {
        vec![
            named("editions", self.editions),
            named("corrections", self.corrections),
            named("offered", self.offered),
            named("confusions", self.confusions),
        ]
    }
}

/// How often something was corrected, by what it was and what it became; confusions by engine too.
#[derive(Debug, Default)]
struct Counts {
    words: BTreeMap<(String, String), u32>,
    confusions: BTreeMap<(String, String, String), u32>,
}

/// Counts the corrections in these editions, and writes them into the lists of the collection in `folder`: what was counted before is counted
/// anew. A correction that is off stays so. `watch` hears how many editions were read, and of how many, and stops it by `false`; then
/// nothing is written.
///
/// # Errors
/// A list cannot be read or written.
pub fn learn(folder: &Path, editions: &[PathBuf], watch: &(dyn Fn(usize, usize) -> bool + Sync)) -> Result<Option<Learnt>, ListError> {
    let (done, goes_on) = (AtomicUsize::new(0), AtomicBool::new(true));
    let read = |path: &PathBuf| {
        let counted = goes_on.load(Ordering::Relaxed).then(|| store::load(path).map(|edition| Counts::of(&edition, path)));
        if !watch(done.fetch_add(1, Ordering::Relaxed) + 1, editions.len()) {
            goes_on.store(false, Ordering::Relaxed);
        }
        counted
    };
    let read: Vec<Result<Counts, LoadError>> = editions.par_iter().filter_map(read).collect();
    if !goes_on.load(Ordering::Relaxed) {
        return Ok(None);
    }
    let (mut all, mut learnt) = (Counts::default(), Learnt::default());
    for counted in read {
        match counted {
            Ok(counts) => {
                learnt.editions += 1;
                all.add(counts);
            }
            Err(fault) => learnt.faults.push(fault),
        }
    }
    let is_whole = learnt.faults.is_empty();
    learnt.corrections = update(folder, |list: &mut List<LearntCorrection>| {
        put_words(list, all.words, is_whole);
        learnt.offered = list.entries().iter().filter(|one| one.on && one.count >= OFFERED_FROM).count();
        list.entries().len()
    })?;
    learnt.confusions = update(folder, |list: &mut List<Confusion>| {
        put_confusions(list, all.confusions, is_whole);
        list.entries().len()
    })?;
    Ok(Some(learnt))
}

/// Puts counted words into a list. Where not all editions were read, what was counted before counts on.
fn put_words(list: &mut List<LearntCorrection>, mut counted: BTreeMap<(String, String), u32>, is_whole: bool) {
    let old: BTreeMap<(String, String), (u32, bool)> =
        list.entries().iter().map(|one| ((one.wrong.clone(), one.right.clone()), (one.count, one.on))).collect();
    for (words, (count, on)) in &old {
        if !is_whole {
            let now = counted.entry(words.clone()).or_default();
            *now = count.max(now).to_owned();
        } else if !on {
            counted.entry(words.clone()).or_default();
        }
    }
    list.replace(counted.into_iter().map(|(words, count)| {
        let on = old.get(&words).is_none_or(|(_, on)| *on);
        LearntCorrection { wrong: words.0, right: words.1, count, on }
    }));
}

fn put_confusions(list: &mut List<Confusion>, mut counted: BTreeMap<(String, String, String), u32>, is_whole: bool) {
    for one in list.entries().iter().filter(|_| !is_whole) {
        let now = counted.entry((one.from.clone(), one.to.clone(), one.engine.clone())).or_default();
        *now = one.count.max(*now);
    }
    list.replace(counted.into_iter().map(|((from, to, engine), count)| Confusion { from, to, engine, count }));
}

impl Counts {
    fn of(edition: &Edition, path: &Path) -> Counts {
        let mut counts = Counts::default();
        let mut engines: BTreeMap<String, String> = BTreeMap::new();
        for made in corrections_made(edition) {
            let file = made.page.and_then(|page| edition.page(page)).map(|page| page.source().file_name().to_owned()).unwrap_or_default();
            let engine = engines.entry(file).or_insert_with_key(|file| engine_of(folder_of(path), file)).clone();
            made.words.into_iter().for_each(|words| *counts.words.entry(words).or_default() += 1);
            for (from, to) in made.confusions {
                *counts.confusions.entry((from, to, engine.clone())).or_default() += 1;
            }
        }
        counts
    }

    fn add(&mut self, other: Counts) {
        other.words.into_iter().for_each(|(words, count)| *self.words.entry(words).or_default() += count);
        other.confusions.into_iter().for_each(|(one, count)| *self.confusions.entry(one).or_default() += count);
    }
}

/// What made the raw file beside an edition; empty where it is not there or does not tell.
fn engine_of(folder: &Path, file: &str) -> String {
    // A name that an edition's file brings along leads nowhere else.
    let is_name = !file.is_empty() && Path::new(file).file_name().is_some_and(|name| name == file);
    let beginning = is_name.then(|| read_beginning(&folder.join(file), BEGINNING).ok()).flatten();
    let maker = beginning.map(|bytes| Maker::of(&bytes)).filter(|maker| !maker.is_unknown());
    maker.map(|maker| maker.name).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::clean::clean;
    use crate::edit::{Edit, apply};
    use crate::edition::{Place, TextOffset};
    use crate::import::import_bytes;
    use crate::style::HouseStyle;
    use crate::style::lists::Entry;

    /// An edition in which `wrong` is corrected wherever it stands.
    fn corrected(folder: &Path, name: &str, (wrong, right): (&str, &str)) -> PathBuf {
        let raw = format!("{name}.hocr");
        let line = |text: &str, top: usize| {
            format!(
                "<span class='ocr_line' title='bbox 0 {top} 600 {}'><span class='ocrx_word' title='bbox 0 {top} 600 {}'>{text}</span></span>",
                top + 30,
                top + 30
            )
        };
        let html = format!(
            "<html><head><meta name='ocr-system' content='tesseract 5.3.0'/></head><body><div class='ocr_page' title='bbox 0 0 700 900'>{}{}</div></body></html>",
            line("市领导昨天出席会仪并讲话。", 10),
            line("全市的会仪室都满了。", 60)
        );
        std::fs::write(folder.join(&raw), &html).expect("written");
        let page = import_bytes(Path::new(&raw), html.as_bytes(), None).expect("a page");
        let mut edition = clean(&[Arc::new(page)], HouseStyle::standard());
        loop {
            let found =
                edition.blocks().find_map(|(_, block)| block.text().find(wrong).map(|at| (block.id(), block.text()[..at].chars().count())));
            let Some((block, at)) = found else { break };
            let place = |at: usize| Place { block, at: TextOffset::new(at) };
            apply(&mut edition, &Edit::splice(place(at), place(at + wrong.chars().count()), right)).expect("it is typed");
        }
        let path = folder.join(format!("{name}.ron"));
        store::save(&path, &edition).expect("saved");
        path
    }

    fn list(folder: &Path, name: &str) -> String {
        std::fs::read_to_string(folder.join(name)).expect("a list")
    }

    #[test]
    fn corrections_are_counted_over_all_editions_and_characters_by_engine() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = folder.path();
        let editions = [corrected(at, "a", ("仪", "议")), corrected(at, "b", ("仪", "议"))];
        let learnt = learn(at, &editions, &|_, _| true).expect("written").expect("not stopped");
        assert_eq!((learnt.editions, learnt.faults.len(), learnt.confusions), (2, 0, 1), "{learnt:?}");
        assert!(list(at, LearntCorrection::FILE).contains("会仪,会议,4,yes\n"), "{}", list(at, LearntCorrection::FILE));
        assert_eq!(list(at, Confusion::FILE), "from,to,engine,count\n仪,议,tesseract,4\n");
        assert!(learn(at, &editions, &|_, _| false).expect("nothing written").is_none());
    }

    #[test]
    fn what_is_off_stays_off_what_is_undone_goes_and_what_cannot_be_read_counts_on() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = folder.path();
        let editions = [corrected(at, "a", ("仪", "议")), at.join("b.ron")];
        std::fs::write(at.join(LearntCorrection::FILE), "wrong,right,count,on\n会仪,会议,9,no\n水梁,水渠,3,yes\n").expect("written");
        std::fs::write(&editions[1], "broken").expect("written");
        let learnt = learn(at, &editions, &|_, _| true).expect("written").expect("not stopped");
        assert_eq!((learnt.faults.len(), learnt.offered), (1, 1));
        assert_eq!(list(at, LearntCorrection::FILE), "wrong,right,count,on\n会仪,会议,9,no\n水梁,水渠,3,yes\n");
        let learnt = learn(at, &editions[..1], &|_, _| true).expect("written").expect("not stopped");
        assert_eq!((learnt.faults.len(), learnt.offered), (0, 0));
        assert_eq!(list(at, LearntCorrection::FILE), "wrong,right,count,on\n会仪,会议,2,no\n", "it was no longer made");
    }
}
