//! What was found in the runs of ideographs of a page's raw text. Its blocks mostly say the same, and are not weighed again there.

use rustc_hash::FxHashMap;

use super::page::{Dense, Forms, Habits, REACH};
use super::{Suspect, suspects_in};

/// The suspects of runs, by all that they follow from but the page's habits.
pub(super) struct KnownRuns(FxHashMap<RunKey, Vec<Suspect>>);

/// A run with its suspects, whose places are counted from its beginning.
pub(super) struct JudgedRun {
    key: RunKey,
    pub suspects: Vec<Suspect>,
}

/// A run as it stands among others: in which forms it is written, its characters with those near it, and how it is printed.
#[derive(PartialEq, Eq, Hash)]
struct RunKey {
    forms: Forms,
    chars: Box<[char]>,
    printed: Box<[(usize, char)]>,
}

/// Beyond the text. No dense text has a blank.
const OUTSIDE: char = '\n';

impl RunKey {
    fn of(dense: &Dense, (from, to): (usize, usize)) -> RunKey {
        let before = (from..from + REACH).map(|at| at.checked_sub(REACH));
        let chars = before.chain((from..to + REACH).map(Some)).map(|at| at.and_then(|at| dense.chars.get(at)).copied().unwrap_or(OUTSIDE));
        let printed = (from..to).filter_map(|at| Some((at - from, dense.printed(at)?)));
        RunKey { forms: dense.forms, chars: chars.collect(), printed: printed.collect() }
    }
}

impl JudgedRun {
    /// The runs of a text of a page with such habits.
    pub fn all(dense: &Dense, habits: &Habits) -> Vec<JudgedRun> {
        dense.runs().map(|run| JudgedRun { key: RunKey::of(dense, run), suspects: suspects_in(dense, run, habits) }).collect()
    }
}

impl FromIterator<JudgedRun> for KnownRuns {
    fn from_iter<T: IntoIterator<Item = JudgedRun>>(runs: T) -> KnownRuns {
        KnownRuns(runs.into_iter().map(|run| (run.key, run.suspects)).collect())
    }
}

impl KnownRuns {
    /// The suspects of a text of the same page, with their places in its block.
    pub fn suspects(&self, dense: &Dense, habits: &Habits) -> Vec<Suspect> {
        let mut suspects = Vec::new();
        for run in dense.runs() {
            let placed = |suspect: Suspect| Suspect { place: dense.place(run.0 + suspect.place), ..suspect };
            let known = self.0.get(&RunKey::of(dense, run)).cloned();
            suspects.extend(known.unwrap_or_else(|| suspects_in(dense, run, habits)).into_iter().map(placed));
        }
        suspects
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::characters::page::forms_of;
    use crate::check::characters::quality::Quality;

    #[test]
    fn what_is_known_is_what_would_be_found() {
        let texts = [
            "市政府召开会议，研究防洪工作。自治区主席在苏险托会上晤后对新闻界说，双方都很满意。",
            "国務院發出通知，號召各地羣衆積極參加生産運動，糧食産量比去年增加三成。",
        ];
        let mut found = 0;
        for text in texts {
            let chars: Vec<char> = text.chars().collect();
            let quality = Quality::of(&[&chars]);
            // The second sentence stands by itself, as in a block of its own, and at a text's beginning.
            let sentences: [&[char]; 2] = [&chars, chars.splitn(2, |c| *c == '。').last().unwrap_or_default()];
            for sentence in sentences {
                let dense = Dense::of(sentence, forms_of(sentence, quality.forms));
                let told = |known: &KnownRuns| {
                    let suspects = known.suspects(&dense, &quality.habits).into_iter();
                    suspects.map(|one| (one.place, one.likelihood, one.rivals, one.alike, one.foreign)).collect::<Vec<_>>()
                };
                assert_eq!(told(&quality.known), told(&KnownRuns::from_iter([])));
            }
            found += quality.known.0.values().flatten().count();
        }
        assert!(found > 0);
    }
}
