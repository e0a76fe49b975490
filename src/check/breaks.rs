//! Where paragraphs begin: the joins and splits that the first draft was unsure of.

use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::{EditionView, Seat};
use super::{Argument, Message, Query, QueryKind, ROUND, Remedy, Rounds, doubt, round};
use crate::edit::Edit;
use crate::edition::{Doubt, DoubtKind, Place, Role, TextOffset};
use crate::language::{self, class};
use crate::style::CheckName;

/// Asks about the doubtful line breaks of a block.
pub(super) const CHECK: Check = Check {
    name: CheckName::LineBreaks,
    kinds: &[QueryKind::Break],
    scope: CheckScope::Block,
    sureness: Sureness::Draft,
    gives_way: GivesWay::NEVER,
    look: check,
};

fn check(view: &EditionView<'_>, queries: &mut Vec<Query>) {
    let limit = view.style.thresholds.line_break;
    for seat in view.seats {
        let mut rounds = Rounds::of(seat.block);
        for doubt in seat.block.doubts().iter().filter(|doubt| doubt.confidence.as_percent() < limit) {
            match doubt.kind {
                DoubtKind::Joined => {
                    let text = rounds.round(doubt.at);
                    if !is_inside_clause(&text, doubt) {
                        queries.push(joined(seat, doubt, text));
                    }
                }
                DoubtKind::Begun => queries.extend(begun(seat, doubt)),
                DoubtKind::Article | DoubtKind::Role(_) | DoubtKind::Headline(_) => {}
            }
        }
    }
}

/// Whether nobody would begin a paragraph there: inside a word, or, unless it is likelier than not, between two characters of a clause.
/// `round` is the text round the place.
fn is_inside_clause(round: &str, about: &Doubt) -> bool {
    const LIKELY: u8 = 50;
    let at = about.at.chars().min(ROUND);
    let beside = |index: Option<usize>| index.and_then(|index| round.chars().nth(index)).is_some_and(class::is_han);
    if !beside(at.checked_sub(1)) || !beside(Some(at)) {
        return false;
    }
    let mut inside = false;
    language::cut(round, |word| inside |= word.start < at && at < word.end);
    inside || doubt(about.confidence).as_percent() < LIKELY
}

fn joined(seat: &Seat<'_>, about: &Doubt, text: String) -> Query {
    let place = Place { block: seat.block.id(), at: about.at };
    let split = Edit::split(place, place, seat.block.role());
    Query {
        kind: QueryKind::Break,
        block: seat.block.id(),
        range: (about.at, about.at),
        text,
        confidence: doubt(about.confidence),
        message: Message::plain("query-joined"),
        remedies: vec![Remedy::structural(Message::plain("remedy-split"), split)],
    }
}

/// A paragraph of no more characters than this may be a subheading.
const LONGEST_SUBHEADING: usize = 16;

/// There is nothing to run on from at the beginning of an article.
fn begun(seat: &Seat<'_>, about: &Doubt) -> Option<Query> {
    let before = seat.before.filter(|before| !before.role().is_heading())?;
    let (from, to) = (Place { block: before.id(), at: before.len() }, Place { block: seat.block.id(), at: TextOffset(0) });
    let join = Edit::splice(from, to, "");
    let mut remedies = vec![Remedy::structural(Message::plain("remedy-join"), join)];
    if seat.block.role() == Role::Paragraph && seat.block.len().chars() <= LONGEST_SUBHEADING {
        let edit = Edit::SetRole { block: seat.block.id(), role: Role::Subheading };
        remedies.push(Remedy::structural(Message::with("remedy-role", "role", Argument::Key(Role::Subheading.key())), edit));
    }
    Some(Query {
        kind: QueryKind::Break,
        block: seat.block.id(),
        range: (TextOffset(0), TextOffset(1)),
        text: round(seat.block, TextOffset(0)),
        confidence: doubt(about.confidence),
        message: Message::plain("query-begun"),
        remedies,
    })
}

#[cfg(test)]
mod tests {
    use crate::check::tests::asked_of;
    use crate::edition::{DoubtKind, Role};

    const FIRST: &str = "市里召开会议，部署春季防火。";
    const SECOND: &str = "县里的苹果丰收，果农很高兴。";

    const STORY: [&[(Role, &str)]; 1] = [&[(Role::Headline, "防火"), (Role::Paragraph, FIRST), (Role::Paragraph, SECOND)]];

    #[test]
    fn doubtful_joins_and_splits_are_asked_about() {
        assert_eq!(asked_of(&STORY, FIRST, 7, DoubtKind::Joined, 60), [("query-joined", 1)]);
        // A short paragraph may be run on, or be a subheading.
        assert_eq!(asked_of(&STORY, SECOND, 0, DoubtKind::Begun, 60), [("query-begun", 2)]);
    }

    #[test]
    fn nobody_is_asked_to_begin_a_paragraph_inside_a_word_or_a_clause() {
        let asked = |before: &'static str, after: &'static str, sure: u8| {
            let text: &'static str = [before, after].concat().leak();
            let story: [&[(Role, &str)]; 1] = [&[(Role::Headline, "防火"), (Role::Paragraph, text)]];
            let found = asked_of(&story, text, before.chars().count(), DoubtKind::Joined, sure);
            found.iter().any(|(key, _)| *key == "query-joined")
        };
        assert!(!asked("就抓党建促", "基层治理能力作了讲话。", 80) && !asked("把整改任务完成", "情况列入考核。", 80));
        assert!(!asked("领导班子、干", "部评先评优挂钩。", 80) && !asked("领导班子、干", "部评先评优挂钩。", 10), "inside a word never");
        assert!(asked("防火工作要点", "领导重视是关键。", 10), "where a beginning is likelier");
        assert!(asked("严格落实各项责任。", "各村要进一步排查。", 80));
    }

    #[test]
    fn sure_ones_and_those_behind_a_headline_are_not() {
        assert_eq!(asked_of(&STORY, FIRST, 7, DoubtKind::Joined, 99), []);
        assert_eq!(asked_of(&STORY, SECOND, 0, DoubtKind::Begun, 99), []);
        assert_eq!(asked_of(&STORY, FIRST, 0, DoubtKind::Begun, 60), []);
    }
}
