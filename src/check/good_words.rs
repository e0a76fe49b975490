//! Words that are known to be right: those that the house style and the collection list, those that the editor said are right in the
//! edition, and those that were let stand twice.

use std::collections::{HashMap, HashSet};

use super::{Query, QueryKind, ROUND};
use crate::edition::{Edition, SettledKind};
use crate::language::{class, cut};

/// How often a word is let stand before it is not asked about any more.
const TWICE: usize = 2;

/// Drops the queries about such words.
pub(super) fn drop_good(edition: &Edition, listed: &[String], queries: &mut Vec<Query>) {
    let mut stood: HashMap<QueryKind, Vec<&str>> = HashMap::new();
    for settled in edition.settled() {
        if let SettledKind::Query(kind) = settled.kind {
            stood.entry(kind).or_default().push(&settled.text);
        }
    }
    // What a list of substitutions has is asked about at each place: there is no other way to go through them.
    stood.retain(|kind, texts| texts.len() >= TWICE && *kind != QueryKind::Substitution);
    let good: HashSet<&str> = listed.iter().map(String::as_str).chain(of_edition(edition)).collect();
    if stood.is_empty() && good.is_empty() {
        return;
    }
    let stood_twice = |kind: QueryKind, word: &String| {
        let stands = |text: &&&str| text.contains(word.as_str()) && text.chars().count() <= word.chars().count() + 2 * ROUND;
        stood.get(&kind).is_some_and(|texts| texts.iter().filter(stands).nth(TWICE - 1).is_some())
    };
    queries.retain(|query| {
        let Some(asked) = AskedPlace::of(query) else { return true };
        !asked.words().iter().any(|word| stood_twice(query.kind, word)) && !asked.wider().any(|word| good.contains(word.as_str()))
    });
}

/// The words that the editor said are right in an edition.
pub fn of_edition(edition: &Edition) -> impl Iterator<Item = &str> {
    edition.settled().iter().filter(|settled| settled.kind == SettledKind::GoodWord).map(|settled| settled.text.as_str())
}

/// The word that a query asks about: of a single ideograph the word of the dictionary that it stands in. Nothing where a query is not about
/// words, or where it is not known which one.
pub fn word_asked(query: &Query) -> Option<String> {
    let asked = AskedPlace::of(query)?;
    let word: String = asked.round.get(asked.from..asked.to)?.iter().collect();
    let first = word.chars().next()?;
    if asked.to - asked.from > 1 || !class::is_han(first) {
        return Some(word);
    }
    let mut found = None;
    cut(&asked.round.iter().collect::<String>(), |word| {
        let end = word.start + word.text.chars().count();
        if word.start <= asked.from && asked.to <= end && end - word.start > 1 {
            found = Some(word.text.to_owned());
        }
    });
    found
}

/// Whether a query asks about a part of this word.
pub fn asks_about(query: &Query, word: &str) -> bool {
    AskedPlace::of(query).is_some_and(|asked| asked.is_in(word))
}

/// What a query is about, among the text round it.
struct AskedPlace {
    round: Vec<char>,
    from: usize,
    to: usize,
}

impl AskedPlace {
    /// Nothing where a query is not about letters.
    fn of(query: &Query) -> Option<AskedPlace> {
        let from = query.range.0.chars().min(ROUND);
        let to = from + query.range.1.chars() - query.range.0.chars();
        let round: Vec<char> = query.text.chars().collect();
        let about = round.get(from..to)?;
        let is_about_letters = !about.is_empty() && about.iter().all(|c| c.is_alphabetic());
        (matches!(query.kind, QueryKind::Character | QueryKind::Name | QueryKind::Substitution) && is_about_letters).then_some(AskedPlace {
            round,
            from,
            to,
        })
    }

    /// The words it is about: one ideograph is a word only with one of its neighbours.
    fn words(&self) -> Vec<String> {
        let slice = |from: usize, to: usize| self.round.get(from..to).unwrap_or_default().iter().collect::<String>();
        let is_han = |at: Option<usize>| at.and_then(|at| self.round.get(at)).is_some_and(|c| class::is_han(*c));
        if self.to - self.from > 1 || !is_han(Some(self.from)) {
            return vec![slice(self.from, self.to)];
        }
        let before = is_han(self.from.checked_sub(1)).then(|| slice(self.from - 1, self.to));
        let after = is_han(Some(self.to)).then(|| slice(self.from, self.to + 1));
        before.into_iter().chain(after).collect()
    }

    /// What it is about, with more and more of what stands beside it.
    fn wider(&self) -> impl Iterator<Item = String> {
        let ends = move |from: usize| (self.to..=self.round.len()).filter_map(move |to| self.round.get(from..to));
        (0..=self.from).flat_map(ends).map(|part| part.iter().collect())
    }

    /// Whether it stands inside this word.
    fn is_in(&self, word: &str) -> bool {
        let word: Vec<char> = word.chars().collect();
        let first = self.to.saturating_sub(word.len());
        (first..=self.from).any(|at| at + word.len() >= self.to && self.round.get(at..at + word.len()) == Some(word.as_slice()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;
    use crate::check::tests::edition;
    use crate::edit::{Edit, apply};
    use crate::edition::{Role, Settled};
    use crate::style::HouseStyle;

    const CHINESE: [(Role, &str); 2] = [(Role::Headline, "会务"), (Role::Paragraph, "市领导出席会仪并讲话。")];

    fn characters(edition: &Edition, style: &HouseStyle) -> Vec<Query> {
        check(edition, style).into_iter().filter(|query| query.kind == QueryKind::Character).collect()
    }

    #[test]
    fn what_was_let_stand_twice_is_not_asked_about_elsewhere() {
        let paragraph = (Role::Paragraph, "It was opened in the autnmn of last year by the mayor of the town.");
        let mut edition = edition(&[&[(Role::Headline, "The bridge"), paragraph, paragraph, paragraph]]);
        let style = HouseStyle::standard();
        for left in [3, 2, 0] {
            let asked = characters(&edition, style);
            assert_eq!(asked.len(), left, "{asked:?}");
            asked.first().map(|query| apply(&mut edition, &query.dismissal()).expect("it is let stand"));
        }
    }

    #[test]
    fn an_ideograph_is_right_in_its_word_alone() {
        let left_after = |texts: [&str; 2]| {
            let mut edition = edition(&[&CHINESE]);
            let asked = characters(&edition, HouseStyle::standard());
            assert_eq!(asked.len(), 1);
            for text in texts {
                let settled = Settled { kind: SettledKind::Query(QueryKind::Character), block: asked[0].block, text: text.to_owned() };
                apply(&mut edition, &Edit::Settle(settled)).expect("it is let stand");
            }
            characters(&edition, HouseStyle::standard()).len()
        };
        assert_eq!(left_after(["他们参加会仪归来。", "县里召开会仪。"]), 0);
        assert_eq!(left_after(["他们懂得礼仪规矩。", "县里举行礼仪。"]), 1);
    }

    #[test]
    fn a_word_that_is_said_to_be_right_is_not_asked_about_anywhere() {
        let paragraph = (Role::Paragraph, "It was opened in the autnmn of last year by the mayor of the town.");
        let mut edition = edition(&[&[(Role::Headline, "The bridge"), paragraph, paragraph]]);
        let asked = characters(&edition, HouseStyle::standard());
        assert_eq!((asked.len(), word_asked(&asked[0]).as_deref()), (2, Some("autnmn")));
        assert!(asks_about(&asked[1], "autnmn") && !asks_about(&asked[1], "autumn"));
        let good = Settled { kind: SettledKind::GoodWord, block: asked[0].block, text: "autnmn".into() };
        apply(&mut edition, &Edit::Settle(good.clone())).expect("it is right");
        assert_eq!((characters(&edition, HouseStyle::standard()).len(), of_edition(&edition).count()), (0, 1));
        apply(&mut edition, &Edit::Unsettle(good)).expect("it is not");
        assert_eq!(characters(&edition, HouseStyle::standard()).len(), 2);
    }

    #[test]
    fn words_of_the_house_style_are_right() {
        let left_by = |word: &str| {
            let style = HouseStyle { good_words: vec![word.to_owned()], ..HouseStyle::standard().clone() };
            characters(&edition(&[&CHINESE]), &style).len()
        };
        assert_eq!(["会仪", "席会仪并", "仪", "礼仪", "会议"].map(left_by), [0, 0, 0, 1, 1]);
    }
}
