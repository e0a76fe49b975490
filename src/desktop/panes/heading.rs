//! The parts of an article's heading as fields.

use std::collections::HashMap;

use eframe::egui::{Id, Ui};

use crate::desktop::command::{Commands, EditionCommand};
use crate::desktop::view::{Pane, View};
use crate::desktop::widgets::{self, Bound};
use crate::edition::{Article, BlockId, Role};

/// The fields' state: one field for each block of the heading, and one for each part that is not there.
#[derive(Default)]
pub struct HeadingFields {
    fields: HashMap<(Role, Option<BlockId>), Bound>,
}

impl HeadingFields {
    /// Draws the fields.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, article: &Article, commands: &mut Commands) {
        for (role, key) in [(Role::Kicker, "role-kicker"), (Role::Headline, "role-headline"), (Role::Deck, "role-deck")] {
            widgets::label(ui, view, key);
            let blocks: Vec<_> = article.with_role(role).map(|block| (Some(block.id()), block.text().to_owned())).collect();
            let lines = if blocks.is_empty() { vec![(None, String::new())] } else { blocks };
            for (line, (block, text)) in lines.into_iter().enumerate() {
                // A field keeps its name when its block comes into being, so that typing goes on.
                let id = if role == Role::Headline && line == 0 { Pane::Inspector.id() } else { Id::unique(("heading", key, line)) };
                let hint = if role == Role::Headline { view.text("field-headline-hint") } else { String::new() };
                let bound = self.fields.entry((role, None)).or_default();
                let bound = if line == 0 { bound } else { self.fields.entry((role, block)).or_default() };
                let name = view.text(key);
                let (_, changed) = bound.ui(ui, &text, |ui, text| widgets::wrapping_field(ui, view, id, &name, text, &hint));
                if let Some(text) = changed {
                    commands.push(EditionCommand::SetHeading(article.id(), role, block, text));
                }
            }
        }
    }
}
