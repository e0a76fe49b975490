//! The outline by keyboard.

use std::sync::Arc;

use eframe::egui::{self, Event, EventFilter, Key, Modifiers, Ui};

use super::OutlinePane;
use crate::desktop::command::{Commands, EditionCommand};
use crate::desktop::open::document::Document;
use crate::desktop::view::Pane;
use crate::edition::{Article, ArticleId};
use crate::language::pinyin::is_meant;

/// What is typed within this many seconds is one search.
const TYPING: f64 = 1.0;

impl OutlinePane {
    /// Left and Right fold the page and unfold it; Up and Down go from article to article and pick with Shift, letters go to the next whose headline has them, Enter into the text.
    pub(super) fn keys(&mut self, ui: &Ui, document: &Document, commands: &mut Commands) {
        if self.naming.is_some() {
            return;
        }
        let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(Pane::Outline.id(), filter));
        let articles = document.edition().articles();
        let now = document.current_article().map(|(position, _)| position);
        let mut picks = false;
        let mut pressed = |key| {
            let with_shift = ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, key));
            picks |= with_shift;
            with_shift || ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
        };
        let last = articles.len().saturating_sub(1);
        let mut to = None;
        for (key, target) in [
            (Key::ArrowDown, now.map_or(0, |now| (now + 1).min(last))),
            (Key::ArrowUp, now.map_or(last, |now| now.saturating_sub(1))),
            (Key::Home, 0),
            (Key::End, last),
        ] {
            if pressed(key) {
                to = Some(target);
            }
        }
        if pressed(Key::ArrowLeft) {
            self.fold(now, true);
        }
        if pressed(Key::ArrowRight) {
            self.fold(now, false);
        }
        if pressed(Key::Enter) {
            commands.push(EditionCommand::Focus(Pane::Draft));
        }
        to = self.typed(ui, articles, now).or(to);
        let Some(article) = to.and_then(|to| articles.get(to)) else { return };
        let here = now.and_then(|now| articles.get(now)).map(|article| article.id());
        let anchor = self.anchor.filter(|_| picks && !document.picked().is_empty()).or(here);
        self.anchor = anchor;
        let picked = anchor.filter(|_| picks).map(|anchor| between(articles, anchor, article.id()));
        commands.push(EditionCommand::Pick(picked.unwrap_or_default()));
        commands.push(EditionCommand::GoToArticle(article.id()));
    }

    fn typed(&mut self, ui: &Ui, articles: &[Arc<Article>], now: Option<usize>) -> Option<usize> {
        let (text, time) = ui.input(|input| {
            let text = input.events.iter().filter_map(|event| match event {
                Event::Text(text) | Event::Ime(egui::ImeEvent::Commit(text)) => Some(text.as_str()),
                _ => None,
            });
            (text.collect::<String>(), input.time)
        });
        if text.is_empty() {
            return None;
        }
        let goes_on = time - self.typed_at < TYPING;
        if !goes_on {
            self.typed.clear();
        }
        self.typed_at = time;
        self.typed.push_str(&text.to_lowercase());
        // A search that goes on may stay where it is; a new one goes to the next.
        let from = now.map_or(0, |now| if goes_on { now } else { now + 1 });
        let has = |article: &Arc<Article>| is_meant(&article.title(), &self.typed);
        (0..articles.len()).map(|further| (from + further) % articles.len()).find(|position| articles.get(*position).is_some_and(has))
    }
}

/// The articles from one to another, in reading order, whichever comes first.
pub(super) fn between(articles: &[Arc<Article>], from: ArticleId, to: ArticleId) -> Vec<ArticleId> {
    let place = |id| articles.iter().position(|article| article.id() == id);
    let (Some(from), Some(to)) = (place(from), place(to)) else { return Vec::new() };
    articles.get(from.min(to)..=from.max(to)).unwrap_or_default().iter().map(|article| article.id()).collect()
}
