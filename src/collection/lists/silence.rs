//! Switching off what a list asks about: it stays in the list, and no desk asks it any more.

use std::path::Path;

use super::{ListError, update};
use crate::style::lists::{LearntCorrection, List, Substitution};

/// A place that was asked about, and by which list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedQuestion {
    /// The list.
    pub by: AskingList,
    /// The text of the block.
    pub text: String,
    /// From where to where in it, in characters.
    pub range: (usize, usize),
}

/// A list that asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskingList {
    /// The substitutions.
    Substitutions,
    /// The corrections that were learnt.
    Corrections,
}

/// Switches off whatever asks this in the list of a collection. Gives how many entries that were.
///
/// # Errors
/// The list cannot be read or written.
pub fn silence(folder: &Path, question: &ListedQuestion) -> Result<usize, ListError> {
    let ListedQuestion { by, text, range } = question;
    let asked: String = text.chars().skip(range.0).take(range.1.saturating_sub(range.0)).collect();
    let mut count = 0;
    let mut switch = |on: &mut bool, asks: bool| {
        count += usize::from(*on && asks);
        *on &= !asks;
    };
    match by {
        AskingList::Substitutions => update(folder, |list: &mut List<Substitution>| {
            list.change(|one| {
                let asks = one.asks_about(text, *range);
                switch(&mut one.on, asks);
            });
        })?,
        AskingList::Corrections => update(folder, |list: &mut List<LearntCorrection>| {
            list.change(|one| {
                let asks = one.wrong == asked;
                switch(&mut one.on, asks);
            });
        })?,
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::lists::Entry;

    #[test]
    fn what_asks_is_switched_off_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = folder.path();
        std::fs::write(at.join(Substitution::FILE), "arid,,and\nrn([bp]),regex,m$1\ntb,regex,th\n").expect("written");
        std::fs::write(at.join(LearntCorrection::FILE), "会仪,会议,7\n会仪,礼仪,2\n水梁,水渠,3\n").expect("written");
        let text = "开会仪：the arid irnportant tbe";
        let question = |by: AskingList, asked: &str| {
            let from = text.find(asked).map(|byte| text[..byte].chars().count()).expect("it stands there");
            ListedQuestion { by, text: text.to_owned(), range: (from, from + asked.chars().count()) }
        };
        let silenced = |by: AskingList, asked: &str| silence(at, &question(by, asked)).expect("written");
        assert_eq!(silenced(AskingList::Substitutions, "rnp"), 1);
        assert_eq!(silenced(AskingList::Substitutions, "arid"), 1);
        assert_eq!(silenced(AskingList::Substitutions, "arid"), 0, "it is off already");
        assert_eq!(silenced(AskingList::Corrections, "会仪"), 2);
        let list = |name: &str| std::fs::read_to_string(at.join(name)).expect("a list");
        let substitutions = list(Substitution::FILE);
        assert!(substitutions.contains("arid,word,and,,,no\n") && substitutions.contains("rn([bp]),regex,m$1,,,no\n"), "{substitutions}");
        assert!(substitutions.contains("tb,regex,th,,,yes\n"), "{substitutions}");
        assert!(list(LearntCorrection::FILE).ends_with("会仪,会议,7,no\n会仪,礼仪,2,no\n水梁,水渠,3,yes\n"));
    }
}
