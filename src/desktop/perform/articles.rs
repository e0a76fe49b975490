//! Articles and their headlines.

use std::sync::Arc;

use super::subject::Subject;
use super::text::{Way, apply_all};
use super::{apply, go_to, start_of, working_article};
use crate::desktop::app::Desk;
use crate::desktop::document::Document;
use crate::edit::{Destination, Edit, Fragment, FragmentLine, Selection};
use crate::edition::{Article, ArticleId, Block, BlockId, Edition, Place, Role, Shelf, Status, TextOffset};

/// Goes to an article's first block.
pub(super) fn go_to_article(desk: &mut Desk, document: &mut Document, id: ArticleId) {
    if let Some(block) = document.edition().article(id).and_then(|article| article.blocks().first()).map(|block| block.id()) {
        go_to(desk, document, start_of(block));
    }
}

/// Goes to the next article or the one before.
pub(super) fn step(desk: &mut Desk, document: &mut Document, way: Way) {
    let articles = document.edition().articles();
    let now = document.current_article().map(|(position, _)| position);
    let next = match (way, now) {
        (Way::Down, Some(now)) => (now + 1).min(articles.len().saturating_sub(1)),
        (Way::Up, Some(now)) => now.saturating_sub(1),
        (Way::Down, None) => 0,
        (Way::Up, None) => articles.len().saturating_sub(1),
    };
    if let Some(id) = articles.get(next).map(|article| article.id()) {
        go_to_article(desk, document, id);
    }
}

/// Begins an article at the caret: with its block, or, inside a block, with what follows the caret. Picked lines become an article.
pub(super) fn open_article(desk: &mut Desk, document: &mut Document) {
    if document.picks.leading().is_some() {
        return article_of_lines(desk, document);
    }
    let Some(head) = document.selection().map(|selection| selection.head) else { return };
    let Some((shelf, block)) = document.edition().block(head.block).map(|(shelf, block)| (shelf, block.clone())) else { return };
    let inside = head.at.0 > 0 && head.at < block.len();
    let rest = Selection { anchor: head, head: Place { at: block.len(), ..head } };
    let subject = if inside { Subject::selected(desk, document, rest) } else { Subject::blocks(desk, document) };
    let Some(mut subject) = subject else { return };
    let at = if inside { subject.blocks.first().copied().unwrap_or(block.id()) } else { block.id() };
    match shelf {
        Shelf::Article(id) => {
            if subject.trial.article(id).is_some_and(|article| article.blocks().first().is_some_and(|first| first.id() == at)) {
                return desk.say("say-already-article");
            }
            subject.edits.push(Edit::OpenArticle { at });
        }
        Shelf::Furniture | Shelf::SetAside => {
            let after = desk.last_article.and_then(|id| place_of(&subject.trial, id));
            let place = after.map_or(subject.trial.articles().len(), |position| position + 1);
            subject.edits.push(Edit::Move { blocks: subject.blocks, to: Destination::NewArticle(place) });
        }
    }
    if apply_all(desk, document, "edit-open-article", subject.edits) {
        go_to(desk, document, start_of(at));
    }
}

/// Makes an article of the picked lines, after the one that the first of them stands in.
fn article_of_lines(desk: &mut Desk, document: &mut Document) {
    let Some(mut subject) = Subject::picked(desk, document) else { return };
    let shelf = subject.blocks.first().and_then(|first| subject.trial.block(*first)).map(|(shelf, _)| shelf);
    let of = if let Some(Shelf::Article(id)) = shelf { Some(id) } else { desk.last_article };
    let after = of.and_then(|id| place_of(&subject.trial, id));
    let place = after.map_or(subject.trial.articles().len(), |position| position + 1);
    subject.add(Edit::Move { blocks: subject.blocks.clone(), to: Destination::NewArticle(place) });
    subject.run_together(false);
    subject.apply(desk, document, "edit-open-article");
}

/// An article's place in the reading order.
fn place_of(edition: &Edition, id: ArticleId) -> Option<usize> {
    edition.articles().iter().position(|article| article.id() == id)
}

/// Runs the caret's article on from the one before.
pub(super) fn close_article(desk: &mut Desk, document: &mut Document) {
    match document.current_article().map(|(_, article)| article.id()) {
        Some(article) => {
            apply_all(desk, document, "edit-close-article", vec![Edit::CloseArticle { article }]);
        }
        None => desk.say("say-no-article"),
    }
}

/// Moves the caret's article in the reading order.
pub(super) fn move_article(desk: &mut Desk, document: &mut Document, way: Way) {
    let Some((position, article)) = document.current_article().map(|(position, article)| (position, article.id())) else {
        return desk.say("say-no-article");
    };
    let to = match way {
        Way::Up if position == 0 => return desk.say("say-first-block"),
        Way::Up => position - 1,
        Way::Down if position + 1 >= document.edition().articles().len() => return desk.say("say-last-block"),
        Way::Down => position + 1,
    };
    apply_all(desk, document, "edit-move-article", vec![Edit::MoveArticle { article, to }]);
}

/// Marks the caret's article as checked, or takes the mark away.
pub(super) fn toggle_checked(desk: &mut Desk, document: &mut Document) {
    let Some((article, status)) = document.current_article().map(|(_, article)| (article.id(), article.status())) else {
        return desk.say("say-no-article");
    };
    let (status, key) = match status {
        Status::Checked => (Status::InWork, "say-unchecked"),
        Status::Untouched | Status::InWork => (Status::Checked, "say-checked"),
    };
    if apply(desk, document, &Edit::SetStatus { article, status }) {
        desk.say(key);
    }
}

/// The last part of the heading after which a further one of this role goes; none where it goes first. Blocks that are about to move
/// do not count.
fn heading_before<'a>(article: &'a Article, role: Role, moving: &[BlockId]) -> Option<&'a Arc<Block>> {
    let order = |role: Role| Role::ALL.iter().position(|one| *one == role);
    let stay = article.blocks().iter().filter(|block| !moving.contains(&block.id()));
    stay.take_while(|block| block.role().is_heading() && order(block.role()) <= order(role)).last()
}

/// Makes the selected text, or the caret's block, the headline of the article that is being worked in.
pub(super) fn make_headline(desk: &mut Desk, document: &mut Document) {
    let Some(id) = working_article(desk, document) else { return desk.say("say-no-article") };
    let Some(mut subject) = Subject::text(desk, document) else { return };
    let Some(article) = subject.trial.article(id) else { return };
    let before = heading_before(article, Role::Headline, &subject.blocks);
    let to = before.map_or(Destination::First(Shelf::Article(id)), |block| Destination::After(block.id()));
    let stands_first = article.blocks().iter().map(|block| block.id()).take(subject.blocks.len()).eq(subject.blocks.iter().copied());
    if !(stands_first && matches!(to, Destination::First(_))) {
        subject.edits.push(Edit::Move { blocks: subject.blocks.clone(), to });
    }
    let other = |block: &&BlockId| subject.trial.block(**block).is_none_or(|(_, block)| block.role() != Role::Headline);
    let roles: Vec<Edit> = subject.blocks.iter().filter(other).map(|block| Edit::SetRole { block: *block, role: Role::Headline }).collect();
    subject.edits.extend(roles);
    if subject.edits.is_empty() {
        return desk.say("say-already-there");
    }
    // The batch keeps its name also when it is one edit: it is the headline that undo speaks of.
    subject.edits = vec![Edit::Batch { name: "edit-make-headline".to_owned(), edits: subject.edits }];
    let first = subject.blocks.first().copied();
    if subject.apply_in_place(desk, document, "edit-make-headline")
        && let Some(block) = first
    {
        go_to(desk, document, start_of(block));
    }
}

/// Makes one article of those that are picked, where the first of them stands.
pub(super) fn merge(desk: &mut Desk, document: &mut Document) {
    let mut trial = document.edition().clone();
    let picked: Vec<ArticleId> = trial.articles().iter().map(|article| article.id()).filter(|id| document.picked().contains(id)).collect();
    let Some((first, rest)) = picked.split_first().filter(|(_, rest)| !rest.is_empty()) else { return desk.say("say-pick-articles") };
    let mut edits = Vec::new();
    for id in rest {
        let (Some(into), Some(at)) = (place_of(&trial, *first), place_of(&trial, *id)) else { return };
        let gather = (at != into + 1).then_some(Edit::MoveArticle { article: *id, to: into + 1 });
        for edit in gather.into_iter().chain([Edit::CloseArticle { article: *id }]) {
            if crate::edit::apply(&mut trial, &edit).is_err() {
                return;
            }
            edits.push(edit);
        }
    }
    if apply(desk, document, &Edit::Batch { name: "edit-merge-articles".to_owned(), edits }) {
        desk.message = Some(desk.locale.with("say-merged", &[("count", picked.len().into())]));
        document.pick(Vec::new());
        go_to_article(desk, document, *first);
    }
}

/// Puts an empty headline at the head of the article, to be written by the editor.
pub(super) fn supply_headline(desk: &mut Desk, document: &mut Document) {
    let Some(article) = working_article(desk, document).and_then(|id| document.edition().article(id)).cloned() else {
        return desk.say("say-no-article");
    };
    if let Some(block) = article.with_role(Role::Headline).next() {
        let place = Place { block: block.id(), at: block.len() };
        return go_to(desk, document, place);
    }
    let id = article.id();
    let Some(edit) = heading_with(&article, Role::Headline, "") else { return };
    if apply(desk, document, &edit) {
        let block = document.edition().article(id).and_then(|article| article.with_role(Role::Headline).next());
        if let Some(block) = block.map(|block| block.id()) {
            go_to(desk, document, start_of(block));
        }
    }
}

/// The edit that gives an article a block of the heading of this role and text, which the paper did not print; it stands after the
/// parts of the heading that come before it.
fn heading_with(article: &Article, role: Role, text: &str) -> Option<Edit> {
    let line = |text: &str, role| FragmentLine { text: text.to_owned(), pieces: Vec::new(), role };
    let mut edits = Vec::new();
    if let Some(before) = heading_before(article, role, &[]) {
        let from = Place { block: before.id(), at: before.len() };
        let insert = Fragment::with_sources(vec![line("", None), line(text, Some(role))]);
        edits.push(Edit::Splice { from, to: from, insert });
    } else {
        let first = article.blocks().first()?;
        let from = start_of(first.id());
        let insert = Fragment::with_sources(vec![line(text, None), line("", Some(first.role()))]);
        edits.push(Edit::Splice { from, to: from, insert });
        if first.role() != role {
            edits.push(Edit::SetRole { block: first.id(), role });
        }
    }
    Some(Edit::Batch { name: "edit-supply-headline".to_owned(), edits })
}

/// Has a part of the heading say this: the block given, or a new one.
pub(super) fn set_heading(
    desk: &mut Desk,
    document: &mut Document,
    (article, role): (ArticleId, Role),
    block: Option<BlockId>,
    text: &str,
) {
    let Some(article) = document.edition().article(article) else { return };
    let edit = match block.and_then(|id| document.edition().block(id)) {
        Some((_, block)) => rewording(article, block, text),
        None if text.is_empty() => None,
        None => heading_with(article, role, text),
    };
    if let Some(edit) = edit {
        let selection = document.selection();
        apply(desk, document, &edit);
        if let Some(selection) = selection {
            document.keep_selection(selection);
        }
    }
}

/// The splice from a block's text to another one: only what differs is replaced, so that the rest keeps its provenance. A block that
/// loses all of its text goes, where another one stands behind it.
fn rewording(article: &Article, block: &Block, text: &str) -> Option<Edit> {
    let (old, new): (Vec<char>, Vec<char>) = (block.text().chars().collect(), text.chars().collect());
    if new.is_empty()
        && let Some(next) = article.blocks().iter().skip_while(|other| other.id() != block.id()).nth(1)
    {
        return Some(Edit::splice(start_of(block.id()), start_of(next.id()), ""));
    }
    let same = |a: &[char], b: &[char]| a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let head = same(&old, &new);
    let rest = |text: &[char]| text.get(head..).map(|rest| rest.iter().rev().copied().collect::<Vec<_>>()).unwrap_or_default();
    let tail = same(&rest(&old), &rest(&new));
    if head == old.len() && head == new.len() {
        return None;
    }
    let place = |at: usize| Place { block: block.id(), at: TextOffset::new(at) };
    let insert: String = new.get(head..new.len() - tail).unwrap_or_default().iter().collect();
    Some(Edit::splice(place(head), place(old.len() - tail), &insert))
}
