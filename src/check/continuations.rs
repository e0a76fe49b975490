//! Stories that go on from one page to the next without a jump line, as in books, gazettes and PDFs.

use super::question::Question;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::structure::query;
use super::view::EditionView;
use super::{Message, Query, QueryKind, Remedy};
use crate::edit::operations::{is_cut, make_whole};
use crate::edition::{Article, Block, Edition, Role};
use crate::page::{PageIndex, RawOffset};
use crate::style::CheckName;

const GOES_ON: Question = Question::new(QueryKind::Structure, "query-goes-on");

/// Asks whether a page begins with the rest of a story of the page before.
pub(super) const CHECK: Check = Check {
    name: CheckName::Continuations,
    kinds: &[QueryKind::Structure],
    scope: CheckScope::Edition,
    sureness: Sureness::Set(&[GOES_ON]),
    gives_way: GivesWay::NEVER,
    look: |view, queries| queries.extend(continuations(view)),
};

fn continuations(view: &EditionView<'_>) -> Vec<Query> {
    let Some(edition) = view.edition.filter(|edition| edition.pages().len() > 1) else { return Vec::new() };
    (1..edition.pages().len()).filter_map(|page| continuation(edition, PageIndex(page as u32))).collect()
}

/// The question about a page whose first article has no headline, where the last words of the page before are not the end of a sentence.
fn continuation(edition: &Edition, page: PageIndex) -> Option<Query> {
    let before = PageIndex(page.0.checked_sub(1)?);
    let rest = edition.articles().iter().filter_map(|article| Some((begins(article, page)?, article))).min_by_key(|(at, _)| *at)?.1;
    let cut = edition.articles().iter().filter_map(|article| Some((ends(article, before)?, article))).max_by_key(|(at, _)| *at)?.1;
    let first = rest.blocks().first().filter(|first| first.role() == Role::Paragraph)?;
    cut.blocks().last().filter(|last| is_cut(last))?;
    let whole = make_whole(edition, cut, rest, &[])?;
    Some(query(first, GOES_ON, vec![Remedy::structural(Message::plain("remedy-goes-on"), whole)]))
}

/// Where on a page an article begins, if it does there.
fn begins(article: &Article, page: PageIndex) -> Option<RawOffset> {
    let first = source(article.blocks().first()?)?;
    (first.0 == page).then_some(first.1)
}

/// Where on a page an article ends, if it does there.
fn ends(article: &Article, page: PageIndex) -> Option<RawOffset> {
    let last = source(article.blocks().last()?)?;
    (last.0 == page).then_some(last.1)
}

/// The page a block comes from, and where on it that begins.
fn source(block: &Block) -> Option<(PageIndex, RawOffset)> {
    block.pieces().iter().find_map(|piece| piece.source()).map(|span| (span.page, span.range.start))
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

    fn draft(pages: [&str; 2]) -> Edition {
        let source = |number: usize| Source { file: format!("{number}版.txt"), sha256: number.to_string(), encoding: Encoding::UTF_8 };
        let page = |(number, text): (usize, &str)| Arc::new(Page::new(source(number + 1), text));
        clean(&pages.into_iter().enumerate().map(page).collect::<Vec<_>>(), HouseStyle::standard())
    }

    fn asked(edition: &Edition) -> Vec<Query> {
        check(edition, HouseStyle::standard()).into_iter().filter(|query| query.message.key == GOES_ON.key).collect()
    }

    const FIRST: &str = "河口渡船添了新班次\n本报讯（记者 丁小满）河口渡船从下月起每天加开四班，\n方便两岸的学生和赶集的人。船工们说，加开以后早晚都有\n船，不必再绕道上游的石桥。渡口还修了候船的棚子，棚子\n里摆着长凳，墙上贴着开船的时刻，连轮椅也能从新修的坡\n";
    const REST: &str = "道上推到船边。镇里说，修棚子的钱一半是大家凑的，余下的\n由交通站补足，账目贴在渡口的墙上，谁都可以去看。\n";

    #[test]
    fn what_was_cut_between_pages_goes_on_in_one_step() {
        let mut edition = draft([FIRST, REST]);
        let queries = asked(&edition);
        assert_eq!(queries.len(), 1);
        apply(&mut edition, &queries[0].remedies[0].edit).expect("it applies");
        assert_eq!(edition.articles().len(), 1);
        assert!(edition.blocks().any(|(_, block)| block.text().contains("新修的坡道上推到船边")));
        assert!(edition.ledger().iter().all(|ledger| ledger.balances()));
        assert!(asked(&edition).is_empty());
    }

    #[test]
    fn a_page_that_ends_with_a_sentence_or_begins_with_a_headline_is_no_rest() {
        let ended = FIRST.replace("能从新修的坡\n", "能推到船边。\n");
        assert!(asked(&draft([&ended, REST])).is_empty());
        let headed = format!("棚子的钱从哪里来\n本报讯（记者 丁小满）{REST}");
        assert!(asked(&draft([FIRST, &headed])).is_empty());
    }
}
