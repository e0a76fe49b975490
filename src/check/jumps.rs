//! Jump lines: a story that goes on elsewhere and the one that comes from there.

use super::question::Question;
use super::structure::query;
use super::{Message, Query, QueryKind, Remedy};
use crate::edit::operations::make_whole;
use crate::edition::{Article, Block, Edition, Role};
use crate::language::numerals;

pub(super) const ALONE: Question = Question::new(QueryKind::Structure, "query-jump-alone");
pub(super) const TOGETHER: Question = Question::new(QueryKind::Structure, "query-jump-together");

/// A jump line.
struct Jump<'a> {
    block: &'a Block,
    article: &'a Article,
    /// The number of the page it stands on, and of that it leads to, as far as they are known.
    on: Option<u32>,
    to: Option<u32>,
    /// Whether the story goes on there, or comes from there.
    leads_on: bool,
    is_met: bool,
}

impl Jump<'_> {
    /// Whether another may be its other half: each leads to the page that the other stands on, as far as that is known.
    fn meets(&self, other: &Jump<'_>) -> bool {
        let agree = |to: Option<u32>, on: Option<u32>| to.is_none() || on.is_none() || to == on;
        agree(self.to, other.on) && agree(other.to, self.on)
    }
}

/// Offers to make one story of both halves, and asks about jump lines whose other half ought to be here and is not.
pub(super) fn check(edition: &Edition, queries: &mut Vec<Query>) {
    if edition.pages().len() < 2 {
        return;
    }
    let labels: Vec<Option<u32>> = edition.masthead().page_labels.iter().map(|label| first_number(label)).collect();
    // One that leads to a page that is not here has its other half there.
    let is_elsewhere = |to: Option<u32>| to.is_some() && labels.iter().all(Option::is_some) && !labels.contains(&to);
    let (mut out, mut back): (Vec<Jump<'_>>, Vec<Jump<'_>>) = jumps(edition, &labels).into_iter().partition(|jump| jump.leads_on);
    for jump in &mut out {
        if let Some(other) = back.iter_mut().find(|other| !other.is_met && jump.meets(other)) {
            (jump.is_met, other.is_met) = (true, true);
            let together = make_whole(edition, jump.article, other.article, &[jump.block.id(), other.block.id()]);
            let together = together.map(|edit| Remedy::structural(Message::plain("remedy-jump-together"), edit));
            queries.extend(together.map(|remedy| query(jump.block, TOGETHER, vec![remedy])));
        }
    }
    let alone = out.iter().chain(&back).filter(|jump| !jump.is_met && !is_elsewhere(jump.to));
    queries.extend(alone.map(|jump| query(jump.block, ALONE, Vec::new())));
}

fn jumps<'a>(edition: &'a Edition, labels: &[Option<u32>]) -> Vec<Jump<'a>> {
    let of = |article: &'a Article| article.with_role(Role::JumpLine).map(move |block| (article, block.as_ref()));
    let jump = |(article, block): (&'a Article, &'a Block)| {
        let page = block.pieces().iter().find_map(|piece| piece.source()).map(|span| span.page.position());
        let on = page.and_then(|page| labels.get(page).copied().flatten());
        let leads_on = block.text().contains(['下', '转']);
        Jump { block, article, on, to: first_number(block.text()), leads_on, is_met: false }
    };
    edition.articles().iter().flat_map(|article| of(article)).map(jump).collect()
}

/// The first number in a text, in digits or in Chinese numerals.
fn first_number(text: &str) -> Option<u32> {
    let text: Vec<char> = text.chars().collect();
    (0..text.len()).find_map(|at| numerals::value(text.get(at..)?)).map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::check::check;
    use crate::clean::clean;
    use crate::edit::apply;
    use crate::page::{Encoding, Page, Source};
    use crate::style::HouseStyle;

    /// The draft of two pages, whose files are called so.
    fn draft(pages: [&str; 2], files: [&str; 2]) -> Edition {
        let source = |file: &str| Source { file: file.into(), sha256: file.into(), encoding: Encoding::UTF_8 };
        let page = |(text, file)| Arc::new(Page::new(source(file), text));
        clean(&pages.into_iter().zip(files).map(page).collect::<Vec<_>>(), HouseStyle::standard())
    }

    fn asked(edition: &Edition, question: Question) -> Vec<Query> {
        check(edition, HouseStyle::standard()).into_iter().filter(|query| query.message.key == question.key).collect()
    }

    const FIRST: &str = "青石镇造林任务提前完成\n本报讯（记者 夏青禾）青石镇今年的造林任务已经提前\n完成。镇林业站的同志说，栽树只是第一步，要紧的是把\n树管护好，现在各村都成立了护林队，订立了护林\n（下转2版）\n";
    const SECOND: &str = "（上接1版）\n公约，划分了责任区，做到山有人管，树有人护，年年有\n人去查，棵棵有人过问。\n";

    #[test]
    fn both_halves_become_one_story_in_one_step() {
        let mut edition = draft([FIRST, SECOND], ["1版.txt", "2版.txt"]);
        let queries = asked(&edition, TOGETHER);
        assert_eq!((queries.len(), asked(&edition, ALONE).len()), (1, 0));
        apply(&mut edition, &queries[0].remedies[0].edit).expect("it applies");
        assert_eq!(edition.articles().len(), 1);
        let text: Vec<&str> = edition.articles()[0].blocks().iter().map(|block| block.text()).collect();
        assert!(text.last().is_some_and(|text| text.contains("订立了护林公约，划分了责任区")), "{text:?}");
        assert!(!text.iter().any(|text| text.contains("版")), "{text:?}");
        assert!(edition.ledger().iter().all(|ledger| ledger.balances()));
        assert!(asked(&edition, TOGETHER).is_empty());
    }

    #[test]
    fn a_half_is_missed_only_where_it_ought_to_be_here() {
        let alone = |labels| asked(&draft([FIRST, "要闻\n"], labels), ALONE).len();
        assert_eq!(alone(["1版.txt", "2版.txt"]), 1);
        assert_eq!(alone(["1版.txt", "3版.txt"]), 0, "it leads to a page that is not here");
        assert!(asked(&draft([FIRST, &SECOND.replace("1版", "5版")], ["1版.txt", "2版.txt"]), TOGETHER).is_empty());
    }

    #[test]
    fn pages_are_numbered_either_way() {
        assert_eq!(["下转第十二版", "下转4版", "A12版", "要闻"].map(first_number), [Some(12), Some(4), Some(12), None]);
    }
}
