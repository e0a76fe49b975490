//! Articles and their headlines.

use super::blocks::{lines, no_article, on, selected};
use super::{apply, carry_out, columns};
use crate::desktop::open::OpenEdition;
use crate::desktop::shell::Shell;
use crate::desktop::view::Pane;
use crate::edit::operations::{self, Refusal, Supplied, Way};
use crate::edition::{ArticleId, BlockId, Place, Role, Status, TextOffset};
use crate::page::PageIndex;

/// Goes to an article's first block.
pub(super) fn go_to(open: &mut OpenEdition, id: ArticleId) {
    let first = open.document.edition().article(id).and_then(|article| article.blocks().first());
    if let Some(block) = first.map(|block| block.id()) {
        open.go_to(Place { block, at: TextOffset(0) });
    }
}

/// Goes to the first article that begins on a page, or else to the page's first text.
pub(super) fn go_to_page(open: &mut OpenEdition, page: PageIndex) {
    let edition = open.document.edition();
    let first = edition.articles().iter().find(|article| article.page() == Some(page)).map(|article| article.id());
    let text = || edition.blocks().map(|(_, block)| block).find(|block| block.page() == Some(page)).map(|block| block.id());
    match first {
        Some(id) => go_to(open, id),
        None => {
            if let Some(block) = text() {
                open.go_to(Place { block, at: TextOffset(0) });
            }
        }
    }
}

/// Goes to the next article or the one before.
pub(super) fn step(open: &mut OpenEdition, way: Way) {
    let articles = open.document.edition().articles();
    let now = open.document.current_article().map(|(position, _)| position);
    let last = articles.len().saturating_sub(1);
    let next = match (way, now) {
        (Way::Down, Some(now)) => (now + 1).min(last),
        (Way::Up, Some(now)) => now.saturating_sub(1),
        (Way::Down, None) => 0,
        (Way::Up, None) => last,
    };
    if let Some(id) = articles.get(next).map(|article| article.id()) {
        go_to(open, id);
    }
}

/// Begins an article at the caret. Picked lines become an article.
pub(super) fn open(shell: &mut Shell, open: &mut OpenEdition) {
    let last = open.last_article;
    if open.document.picks.leading().is_some() {
        let subject = lines(&open.document);
        on(shell, open, subject, |subject| operations::article_of_lines(subject, last));
        return;
    }
    let selection = open.document.selection().ok_or(Refusal::NoCaret);
    let plan = selection.and_then(|selection| operations::open_article(open.document.edition(), selection, last));
    carry_out(shell, open, plan);
}

/// The caret's article.
fn current(open: &OpenEdition) -> Result<ArticleId, Refusal> {
    open.document.current_article().map(|(_, article)| article.id()).ok_or(Refusal::NoArticle)
}

/// Runs the caret's article on from the one before.
pub(super) fn close(shell: &mut Shell, open: &mut OpenEdition) {
    let plan = current(open).map(operations::close_article);
    carry_out(shell, open, plan);
}

/// Moves the caret's article in the reading order.
pub(super) fn move_one(shell: &mut Shell, open: &mut OpenEdition, way: Way) {
    let plan = current(open).and_then(|id| operations::move_article(open.document.edition(), id, way));
    carry_out(shell, open, plan);
}

/// Marks the caret's article as checked, or takes the mark away.
pub(super) fn toggle_checked(shell: &mut Shell, open: &mut OpenEdition) {
    let Some((_, article)) = open.document.current_article() else { return no_article(shell) };
    let (plan, status) = operations::toggle_checked(article);
    if carry_out(shell, open, Ok(plan)) {
        shell.say(if status == Status::Checked { "say-checked" } else { "say-unchecked" });
    }
}

/// Marks all articles that begin on the caret's page as checked, in one step; or takes the marks away, where all are.
pub(super) fn toggle_page_checked(shell: &mut Shell, open: &mut OpenEdition) {
    let Some(page) = open.spot().map(|spot| spot.page) else { return no_article(shell) };
    let Some((plan, status)) = operations::toggle_page_checked(open.document.edition(), page) else { return no_article(shell) };
    if carry_out(shell, open, Ok(plan)) {
        shell.say(if status == Status::Checked { "say-page-checked" } else { "say-page-unchecked" });
    }
}

/// Makes one article of those that are picked, where the first of them stands.
pub(super) fn merge(shell: &mut Shell, open: &mut OpenEdition) {
    let mut count = 0;
    let plan = operations::merge_articles(open.document.edition(), open.document.picked()).map(|(plan, articles)| {
        count = articles;
        plan
    });
    if carry_out(shell, open, plan) {
        shell.tell(shell.locale.with("say-merged", &[("count", count.into())]));
        open.document.pick(Vec::new());
    }
}

/// Makes the selected text, or the caret's block, the headline of the article that is being worked in.
pub(super) fn make_headline(shell: &mut Shell, open: &mut OpenEdition) {
    let Some(id) = open.working_article() else { return no_article(shell) };
    let subject = selected(&open.document);
    on(shell, open, subject, |subject| operations::make_headline(subject, id));
}

/// Goes to the headline of the article, or puts an empty one there, to be written by the editor.
pub(super) fn supply_headline(shell: &mut Shell, open: &mut OpenEdition) {
    let Some(article) = open.working_article().and_then(|id| open.document.edition().article(id)) else { return no_article(shell) };
    let id = article.id();
    let plan = match operations::supply_headline(article) {
        Ok(Supplied::There(place)) => return open.go_to(place),
        Ok(Supplied::Missing(plan)) => Ok(plan),
        Err(refusal) => Err(refusal),
    };
    if carry_out(shell, open, plan) {
        let block = open.document.edition().article(id).and_then(|article| article.with_role(Role::Headline).next());
        if let Some(block) = block.map(|block| block.id()) {
            open.go_to(Place { block, at: TextOffset(0) });
        }
    }
}

/// Has a part of the heading say this: the block given, or a new one. What is selected stays so.
pub(super) fn set_heading(shell: &mut Shell, open: &mut OpenEdition, of: (ArticleId, Role), block: Option<BlockId>, text: &str) {
    if let Some(edit) = operations::set_heading(open.document.edition(), of, block, text) {
        let selection = open.document.selection();
        apply(shell, open, &edit);
        if let Some(selection) = selection {
            open.document.keep_selection(selection);
        }
    }
}

/// Has the headline of the caret's article written in the outline.
pub(super) fn rename(shell: &mut Shell, open: &mut OpenEdition) {
    let Some((_, article)) = open.document.current_article() else { return no_article(shell) };
    open.panes.outline.ask_for_name(article);
    shell.shows_queue = false;
    columns::show(shell, Pane::Outline);
    shell.returning = None;
}

/// Goes to the field for a new tag.
pub(super) fn ask_for_tag(shell: &mut Shell, open: &mut OpenEdition) {
    if open.document.current_article().is_none() {
        return no_article(shell);
    }
    open.panes.inspector.ask_for_tag();
    columns::show(shell, Pane::Inspector);
    shell.returning = None;
}

/// Goes to the field of the section.
pub(super) fn ask_for_section(shell: &mut Shell, open: &mut OpenEdition) {
    if open.document.current_article().is_none() {
        return no_article(shell);
    }
    open.panes.inspector.ask_for_section();
    columns::show(shell, Pane::Inspector);
    shell.returning = None;
}
