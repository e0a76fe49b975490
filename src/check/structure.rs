//! What an edition should not have: captions and jump lines alone, bylines in the middle of a story, stories of one short line,
//! paragraphs that stand twice, paragraphs that begin with a closing mark.

use std::collections::HashSet;

use super::jumps;
use super::question::Question;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::EditionView;
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

/// Asks about the structure of the edition.
pub(super) const CHECK: Check = Check {
    name: CheckName::Structure,
    kinds: &[QueryKind::Structure, QueryKind::Break],
    scope: CheckScope::Edition,
    sureness: Sureness::Set(&[DOUBLED, CAPTION_ALONE, SHORT_ARTICLE, STARTS_CLOSED, BYLINE_INSIDE, jumps::ALONE, jumps::TOGETHER]),
    gives_way: GivesWay::NEVER,
    look: check,
};

fn check(view: &EditionView<'_>, queries: &mut Vec<Query>) {
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
    jumps::check(edition, queries);
}

pub(super) fn query(block: &Block, question: Question, remedies: Vec<Remedy>) -> Query {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;
    use crate::check::tests::edition;
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
    fn bylines_inside_and_closed_beginnings_are_asked_about() {
        let other = (Role::Paragraph, "，年完成二点四亿元的产值，比上年有所增加。");
        assert_eq!(keys(&[&[STORY, other]]), ["query-starts-closed"]);
        let later = (Role::Paragraph, "另一段文字也有足够的长度，所以不是短短一行。");
        assert_eq!(keys(&[&[STORY, (Role::Byline, "记者 张华"), later]]), ["query-byline-inside"]);
        assert!(keys(&[&[(Role::Byline, "记者 张华"), STORY]]).is_empty());
    }
}
