//! Words that are known to be right: those that the house style lists, and those that the editor let stand twice.

use std::collections::HashMap;

use super::{Query, QueryKind, ROUND};
use crate::edition::{Edition, SettledKind};
use crate::language::class;

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
    stood.retain(|_, texts| texts.len() >= TWICE);
    if stood.is_empty() && listed.is_empty() {
        return;
    }
    let stood_twice = |kind: QueryKind, word: &String| {
        let stands = |text: &&&str| text.contains(word.as_str()) && text.chars().count() <= word.chars().count() + 2 * ROUND;
        stood.get(&kind).is_some_and(|texts| texts.iter().filter(stands).nth(TWICE - 1).is_some())
    };
    queries.retain(|query| {
        let Some(asked) = AskedPlace::of(query) else { return true };
        !asked.words().iter().any(|word| stood_twice(query.kind, word)) && !listed.iter().any(|word| asked.is_in(word))
    });
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
        (matches!(query.kind, QueryKind::Character | QueryKind::Name) && is_about_letters).then_some(AskedPlace { round, from, to })
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

    /// Whether it stands inside this word.
    fn is_in(&self, word: &str) -> bool {
        let word: Vec<char> = word.chars().collect();
        let first = self.to.saturating_sub(word.len());
        (first..=self.from).any(|at| at + word.len() >= self.to && self.round.get(at..at + word.len()) == Some(word.as_slice()))
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::edition;
    use crate::check::{Query, QueryKind, check};
    use crate::edit::{Edit, apply};
    use crate::edition::{Edition, Role, Settled, SettledKind};
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
    fn words_of_the_house_style_are_right() {
        let left_by = |word: &str| {
            let style = HouseStyle { good_words: vec![word.to_owned()], ..HouseStyle::standard().clone() };
            characters(&edition(&[&CHINESE]), &style).len()
        };
        assert_eq!(["会仪", "席会仪并", "仪", "礼仪", "会议"].map(left_by), [0, 0, 0, 1, 1]);
    }
}
