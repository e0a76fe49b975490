//! What an edition should not have: captions and jump lines alone, bylines in the middle of a story, stories of one short line,
//! paragraphs that stand twice, paragraphs that begin with a closing mark.

use std::collections::HashSet;

use super::question::Question;
use super::registry::{Check, GivesWay, Scope, Sureness};
use super::view::View;
use super::{Message, Query, QueryKind, Remedy, short};
use crate::edit::{Destination, Edit};
use crate::edition::{Article, Block, Edition, Place, Role, Shelf, TextOffset};
use crate::language::class;
use crate::style::CheckName;

/// A story of one block has at least so many characters.
const SHORT: usize = 20;
/// Paragraphs of so many characters that are the same are one printed twice, or one read twice.
const LONG: usize = 12;

const DOUBLED: Question = Question::new(QueryKind::Structure, "query-doubled-paragraph");
const CAPTION_ALONE: Question = Question::new(QueryKind::Structure, "query-caption-alone");
const SHORT_ARTICLE: Question = Question::new(QueryKind::Structure, "query-short-article");
const STARTS_CLOSED: Question = Question::new(QueryKind::Break, "query-starts-closed");
const BYLINE_INSIDE: Question = Question::new(QueryKind::Structure, "query-byline-inside");
const JUMP_ALONE: Question = Question::new(QueryKind::Structure, "query-jump-alone");

/// Asks about the structure of the edition.
pub(super) const CHECK: Check = Check {
    name: CheckName::Structure,
    kinds: &[QueryKind::Structure, QueryKind::Break],
    scope: Scope::Edition,
    sureness: Sureness::Set(&[DOUBLED, CAPTION_ALONE, SHORT_ARTICLE, STARTS_CLOSED, BYLINE_INSIDE, JUMP_ALONE]),
    gives_way: GivesWay::NEVER,
    look: check,
};

fn check(view: &View<'_>, queries: &mut Vec<Query>) {
    let Some(edition) = view.edition else { return };
    let mut seen: HashSet<&str> = HashSet::new();
    for article in edition.articles() {
        whole(edition, article, queries);
        let doubled: Vec<&Block> =
            article.blocks().iter().map(AsRef::as_ref).filter(|block| block.len().chars() >= LONG && !seen.insert(block.text())).collect();
        // An article that stands twice is one question.
        if let Some(first) = doubled.first() {
            queries.push(query(first, DOUBLED, vec![aside(&doubled)]));
        }
        let mut before: Option<&Block> = None;
        for block in article.blocks() {
            if let Some(before) = before {
                between(before, block, queries);
            }
            before = Some(block);
        }
        bylines(article, queries);
    }
    jumps(edition, queries);
}

fn query(block: &Block, question: Question, remedies: Vec<Remedy>) -> Query {
    Query {
        kind: question.kind,
        block: block.id(),
        range: (TextOffset(0), TextOffset(1).min(block.len())),
        text: block.text().chars().take(24).collect(),
        confidence: question.confidence(),
        message: Message::with(question.key, "text", short(block.text())),
        remedies,
    }
}

fn aside(blocks: &[&Block]) -> Remedy {
    let edit = Edit::Move { blocks: blocks.iter().map(|block| block.id()).collect(), to: Destination::Last(Shelf::SetAside) };
    Remedy::structural(Message::plain("remedy-set-aside"), edit)
}

/// Articles that are none: a short line alone, a caption alone.
fn whole(edition: &Edition, article: &Article, queries: &mut Vec<Query>) {
    let Some(first) = article.blocks().first() else { return };
    let characters: usize = article.blocks().iter().map(|block| block.len().chars()).sum();
    let pictures = article.blocks().iter().all(|block| block.role().is_of_picture());
    let is_first = edition.articles().first().is_some_and(|one| one.id() == article.id());
    let close = || Remedy::structural(Message::plain("remedy-close"), Edit::CloseArticle { article: article.id() });
    let join = if is_first { Vec::new() } else { vec![close()] };
    if pictures && characters < SHORT {
        queries.push(query(first, CAPTION_ALONE, join));
    } else if !pictures && characters < SHORT && article.blocks().iter().all(|block| !block.role().is_heading()) {
        queries.push(query(first, SHORT_ARTICLE, [join, vec![aside(&[first])]].concat()));
    }
}

/// A paragraph that begins with a mark that cannot begin one goes on from the one before.
fn between(before: &Block, block: &Block, queries: &mut Vec<Query>) {
    let first = block.text().chars().next().unwrap_or(' ');
    if block.role() == Role::Paragraph && before.role() == Role::Paragraph && class::avoids_line_start(first) {
        let (from, to) = (Place { block: before.id(), at: before.len() }, Place { block: block.id(), at: TextOffset(0) });
        let join = Remedy::structural(Message::plain("remedy-join"), Edit::splice(from, to, ""));
        queries.push(query(block, STARTS_CLOSED, vec![join]));
    }
}

/// A byline stands at the head or the foot of a story.
fn bylines(article: &Article, queries: &mut Vec<Query>) {
    let blocks = article.blocks();
    let is_text = |block: &std::sync::Arc<Block>| block.role().is_text();
    let (first, last) = (blocks.iter().position(is_text), blocks.iter().rposition(is_text));
    for (place, block) in blocks.iter().enumerate().filter(|(_, block)| block.role() == Role::Byline) {
        if first.is_some_and(|first| first < place) && last.is_some_and(|last| last > place) {
            let open = Remedy::structural(Message::plain("remedy-open-article"), Edit::OpenArticle { at: block.id() });
            queries.push(query(block, BYLINE_INSIDE, vec![open]));
        }
    }
}

/// A jump line: the pages it stands on and leads to, and whether it leads on from there or back.
struct Jump<'a> {
    block: &'a Block,
    /// The number of the page it stands on, as far as that is known.
    on: Option<u32>,
    /// The number of the page it names.
    to: Option<u32>,
    leads_on: bool,
    /// Whether its other half is here.
    is_met: bool,
}

/// A story that goes on elsewhere and one that comes from there belong together, if both pages are here.
fn jumps(edition: &Edition, queries: &mut Vec<Query>) {
    if edition.pages().len() < 2 {
        return;
    }
    let labels: Vec<Option<u32>> = edition.masthead().page_labels.iter().map(|label| first_number(label)).collect();
    let mut jumps: Vec<Jump<'_>> = Vec::new();
    for block in edition.articles().iter().flat_map(|article| article.with_role(Role::JumpLine)) {
        let page = block.pieces().iter().find_map(|piece| piece.source()).map(|span| span.page.position());
        let on = page.and_then(|page| labels.get(page).copied().flatten());
        jumps.push(Jump { block, on, to: first_number(block.text()), leads_on: block.text().contains(['下', '转']), is_met: false });
    }
    // One that leads to a page that is not here has its other half there.
    let is_elsewhere = |to: Option<u32>| to.is_some() && labels.iter().all(Option::is_some) && !labels.contains(&to);
    let (mut out, mut back): (Vec<Jump<'_>>, Vec<Jump<'_>>) = jumps.into_iter().partition(|jump| jump.leads_on);
    for jump in &mut out {
        if let Some(other) = back.iter_mut().find(|other| !other.is_met && jump.meets(other)) {
            (jump.is_met, other.is_met) = (true, true);
        }
    }
    let alone = out.iter().chain(&back).filter(|jump| !jump.is_met && !is_elsewhere(jump.to));
    queries.extend(alone.map(|jump| query(jump.block, JUMP_ALONE, Vec::new())));
}

impl Jump<'_> {
    /// Whether another may be its other half: each leads to the page that the other stands on, as far as that is known.
    fn meets(&self, other: &Jump<'_>) -> bool {
        let agree = |to: Option<u32>, on: Option<u32>| to.is_none() || on.is_none() || to == on;
        agree(self.to, other.on) && agree(other.to, self.on)
    }
}

/// The first number in a text, in digits or as one Chinese numeral.
fn first_number(text: &str) -> Option<u32> {
    let start = text.find(|c: char| c.is_ascii_digit());
    let digits = start.and_then(|start| text.get(start..)).map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
    let numeral = |c: char| "一二三四五六七八九".chars().zip(1..).find(|(known, _)| *known == c).map(|(_, value)| value);
    digits.and_then(|digits| digits.parse().ok()).or_else(|| text.chars().find_map(numeral))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::check::check;
    use crate::check::tests::edition;
    use crate::edition::{ArticleId, BlockId, Masthead, Piece, Span};
    use crate::page::{Encoding, Page, PageIndex, RawOffset, RawRange, Source};
    use crate::style::HouseStyle;

    fn keys(articles: &[&[(Role, &str)]]) -> Vec<&'static str> {
        let queries = check(&edition(articles), HouseStyle::standard());
        let asked = |key: &&str| CHECK.sureness.questions().iter().any(|question| question.key == *key);
        queries.iter().map(|query| query.message.key).filter(asked).collect()
    }

    const STORY: (Role, &str) = (Role::Paragraph, "市政府新闻办昨天召开专场新闻发布会，介绍有关情况。");

    #[test]
    fn what_stands_alone_or_twice_is_asked_about() {
        assert_eq!(keys(&[&[STORY], &[(Role::Paragraph, "短短一行。")]]), ["query-short-article"]);
        assert_eq!(keys(&[&[STORY, STORY]]), ["query-doubled-paragraph"]);
        let other = (Role::Paragraph, "另一段文字也有足够的长度，所以不是短短一行。");
        assert_eq!(keys(&[&[STORY, other], &[STORY, other]]), ["query-doubled-paragraph"], "an article is asked about once");
        assert_eq!(keys(&[&[STORY], &[(Role::Caption, "图为现场。")]]), ["query-caption-alone"]);
        assert!(keys(&[&[(Role::Headline, "标题"), STORY]]).is_empty());
    }

    #[test]
    fn a_jump_line_whose_other_half_is_on_another_page_is_not_asked_about() {
        let asked = |lines: [(&str, u32); 2], labels: [&str; 2]| {
            let source = |name: &str| Source { file: name.into(), sha256: name.into(), encoding: Encoding::UTF_8 };
            let pages: Vec<Arc<Page>> = ["一", "二"].map(|text| Arc::new(Page::new(source(text), text))).into();
            let block = |(at, (text, page)): (usize, &(&str, u32))| {
                let span = Span::new(PageIndex(*page), RawRange::new(RawOffset(0), RawOffset(1)));
                let piece = Piece::Changed { source: Some(span), len: text.chars().count() as u32 };
                Arc::new(Block::new(BlockId(10 + at as u32), Role::JumpLine, *text, [piece]))
            };
            let blocks = lines.iter().enumerate().map(block);
            let articles = blocks.enumerate().map(|(at, block)| Article::new(ArticleId(at as u32), vec![block])).collect();
            let masthead = Masthead { page_labels: labels.map(str::to_owned).into(), ..Masthead::default() };
            let edition = Edition::new(masthead, pages, articles, Vec::new(), Vec::new());
            check(&edition, HouseStyle::standard()).iter().filter(|query| query.message.key == JUMP_ALONE.key).count()
        };
        assert_eq!(asked([("（下转4版）", 0), ("（上接1版）", 1)], ["1版", "4版"]), 0);
        assert_eq!(asked([("（下转第四版）", 0), ("（上接第一版）", 1)], ["1版", "4版"]), 0);
        assert_eq!(asked([("（下转4版）", 0), ("（下转3版）", 0)], ["1版", "2版"]), 0, "on pages that are not here");
        assert_eq!(asked([("（下转2版）", 0), ("（下转3版）", 0)], ["1版", "2版"]), 1);
    }

    #[test]
    fn bylines_inside_and_closed_beginnings_are_asked_about() {
        let other = (Role::Paragraph, "，年完成二点四亿元的产值，比上年有所增加。");
        assert_eq!(keys(&[&[STORY, other]]), ["query-starts-closed"]);
        let later = (Role::Paragraph, "另一段文字也有足够的长度，所以不是短短一行。");
        assert_eq!(keys(&[&[STORY, (Role::Byline, "记者 张华"), later]]), ["query-byline-inside"]);
        assert!(keys(&[&[(Role::Byline, "记者 张华"), STORY]]).is_empty());
    }
}
