//! The carpet (纵校): on the left the characters by how many of their images are odd, in the middle all images of one of them, on the right
//! the place of the one under the cursor and what can be said of those that are marked.

mod grid;
mod kinds;
mod place;

use std::sync::Arc;

use eframe::egui::{self, Align, EventFilter, Id, Key, Layout, Modifiers, Ui, vec2};

use super::choice::answers;
use super::title_text;
use crate::carpet::{Carpet, CarpetGroup, CharacterImage};
use crate::desktop::command::{Commands, EditionCommand, ShellCommand};
use crate::desktop::theme::space;
use crate::desktop::view::View;
use crate::desktop::widgets;
use crate::edition::Place;
use crate::find::Match;
use grid::Atlas;

/// How wide the lists beside the images are, in points.
const KINDS: f32 = 168.0;
const PLACE: f32 = 264.0;

/// The state of the dialog.
#[derive(Default)]
pub struct CarpetDialog {
    /// The character whose images are shown; the first one where there is none.
    character: Option<char>,
    /// Whether the images of the characters it is taken for are shown with them.
    together: bool,
    /// Which of the images is under the cursor.
    at: usize,
    /// Those that are marked.
    marked: Vec<Place>,
    /// What the editor says they are.
    wanted: String,
    /// How many images stand in a row.
    columns: usize,
    atlas: Option<Atlas>,
    /// Whether the images were given the keyboard, which they are as soon as they are there.
    begun: bool,
    /// Whether another character was gone to by keyboard, so that it is brought into view in the list.
    stepped: bool,
    /// Whether the keys moved, so that the image under the cursor is brought into view.
    moved: bool,
}

fn grid_id() -> Id {
    Id::unique("carpet-images")
}

fn field_id() -> Id {
    Id::unique("carpet-wanted")
}

/// Why no image is shown, and the way out.
fn without_images(ui: &mut Ui, view: &View<'_>, why: &str, commands: &mut Commands) {
    title_text(ui, view, &view.text("carpet-title"));
    widgets::label(ui, view, why);
    answers(ui, view, false, vec![("dialog-close", ShellCommand::CloseDialog.into())], None, commands);
}

impl CarpetDialog {
    /// Draws the carpet; nothing of it is known before the images were cut.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, carpet: Option<&Arc<Carpet>>, commands: &mut Commands) {
        let room = ui.ctx().content_rect().size() - vec2(2.0, 2.0) * (space::XXL + space::XL);
        ui.set_width(room.x);
        let Some(carpet) = carpet else {
            return without_images(ui, view, "carpet-laying", commands);
        };
        let Some(group) = self.group(carpet) else {
            return without_images(ui, view, "carpet-nothing", commands);
        };
        let counts = [("kinds", carpet.kinds.len().into()), ("images", carpet.images().into()), ("odd", carpet.odd().into())];
        title_text(ui, view, &view.locale.with("carpet-title-of", &counts));
        self.keys(ui, carpet, &group, commands);
        let Some(group) = self.group(carpet) else { return };
        let height = room.y - 2.0 * space::XXL - space::XL;
        ui.horizontal_top(|ui| {
            ui.set_height(height);
            let middle = (room.x - KINDS - PLACE - 2.0 * ui.spacing().item_spacing.x).max(120.0);
            ui.allocate_ui_with_layout(vec2(KINDS, height), Layout::top_down(Align::Min), |ui| {
                ui.set_width(KINDS);
                self.kinds(ui, view, carpet, height);
            });
            ui.allocate_ui(vec2(middle, height), |ui| self.grid(ui, view, &group, vec2(middle, height)));
            ui.allocate_ui_with_layout(vec2(PLACE, height), Layout::top_down(Align::Min), |ui| {
                ui.set_width(PLACE);
                self.place(ui, view, (carpet, &group), commands);
            });
        });
    }

    /// The character whose images are shown.
    fn shown(&self, carpet: &Carpet) -> Option<char> {
        let chosen = carpet.kinds.iter().find(|kind| Some(kind.character) == self.character);
        chosen.or(carpet.kinds.first()).map(|kind| kind.character)
    }

    /// The images that are shown.
    fn group<'a>(&self, carpet: &'a Carpet) -> Option<CarpetGroup<'a>> {
        carpet.group(self.shown(carpet)?, self.together)
    }

    /// Shows the images of a character.
    fn show(&mut self, character: char) {
        self.character = Some(character);
        (self.at, self.moved) = (0, true);
        self.marked.clear();
        self.wanted.clear();
    }

    /// The image under the cursor.
    fn current<'a>(&self, group: &CarpetGroup<'a>) -> Option<&'a CharacterImage> {
        group.images.get(self.at.min(group.images.len().saturating_sub(1))).copied()
    }

    /// The images that something is said of: those that are marked, else the one under the cursor.
    fn meant<'a>(&self, group: &CarpetGroup<'a>) -> Vec<&'a CharacterImage> {
        let marked: Vec<&CharacterImage> = group.images.iter().copied().filter(|image| self.marked.contains(&image.place)).collect();
        if marked.is_empty() { self.current(group).into_iter().collect() } else { marked }
    }

    /// What those that are meant are, where they are not that already: what was typed, else what most of them are read as.
    fn answer(&self, group: &CarpetGroup<'_>) -> Option<String> {
        let meant = self.meant(group);
        let readings: Vec<char> = meant.iter().filter_map(|image| Some(image.reading?.0)).collect();
        let most = readings.iter().max_by_key(|reading| readings.iter().filter(|other| other == reading).count());
        let answer = if self.wanted.is_empty() { most.map(char::to_string)? } else { self.wanted.clone() };
        meant.iter().any(|image| answer != image.character.to_string()).then_some(answer)
    }

    /// Says what those are that are meant.
    fn say(&mut self, group: &CarpetGroup<'_>, commands: &mut Commands) {
        let Some(answer) = self.answer(group) else { return };
        let other = self.meant(group).into_iter().filter(|image| answer != image.character.to_string());
        let places: Vec<(Place, char)> = other.map(|image| (image.place, image.character)).collect();
        self.marked.clear();
        self.wanted.clear();
        commands.push(EditionCommand::SayImages(places, answer));
    }

    /// Goes to the place of the image under the cursor.
    fn go(&self, group: &CarpetGroup<'_>, commands: &mut Commands) {
        let Some(place) = self.current(group).map(|image| image.place) else { return };
        commands.push(ShellCommand::CloseDialog);
        let to = crate::edition::TextOffset::new(place.at.chars() + 1);
        commands.push(EditionCommand::GoToText(Match { block: place.block, from: place.at, to }));
    }

    /// Shows the images with those of the characters that they are taken for, or without.
    fn turn_together(&mut self) {
        self.together = !self.together;
        (self.at, self.moved) = (0, true);
        self.marked.clear();
    }

    /// Goes to the character before or after in the list.
    fn step(&mut self, carpet: &Carpet, group: &CarpetGroup<'_>, by: isize) {
        let at = carpet.kinds.iter().position(|other| Some(&other.character) == group.characters.first()).unwrap_or_default();
        let to = at.saturating_add_signed(by).min(carpet.kinds.len().saturating_sub(1));
        if let Some(next) = carpet.kinds.get(to).filter(|_| to != at) {
            self.show(next.character);
            self.stepped = true;
        }
    }

    fn keys(&mut self, ui: &Ui, carpet: &Carpet, group: &CarpetGroup<'_>, commands: &mut Commands) {
        let has = |id| ui.memory(|memory| memory.has_focus(id));
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        if !self.begun {
            self.begun = has(grid_id());
            ui.memory_mut(|memory| memory.request_focus(grid_id()));
        }
        if has(field_id()) && pressed(Modifiers::NONE, Key::Enter) {
            self.say(group, commands);
            return ui.memory_mut(|memory| memory.request_focus(grid_id()));
        }
        if !has(grid_id()) {
            return;
        }
        let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(grid_id(), filter));
        let (last, row, before) = (group.images.len().saturating_sub(1), self.columns.max(1), self.at);
        for (key, to) in [
            (Key::ArrowRight, self.at + 1),
            (Key::ArrowLeft, self.at.saturating_sub(1)),
            (Key::ArrowDown, self.at + row),
            (Key::ArrowUp, self.at.saturating_sub(row)),
            (Key::Home, 0),
            (Key::End, last),
        ] {
            if pressed(Modifiers::NONE, key) {
                self.at = to.min(last);
            }
        }
        self.moved |= self.at != before;
        if pressed(Modifiers::NONE, Key::Space) {
            self.toggle(group);
        } else if pressed(Modifiers::SHIFT, Key::Enter) {
            self.go(group, commands);
        } else if pressed(Modifiers::COMMAND, Key::Enter) {
            self.turn_together();
        } else if pressed(Modifiers::NONE, Key::Enter) {
            match self.answer(group) {
                Some(_) => self.say(group, commands),
                None => ui.memory_mut(|memory| memory.request_focus(field_id())),
            }
        } else if pressed(Modifiers::COMMAND, Key::Delete) {
            commands.push(EditionCommand::AcceptImages(group.characters.clone()));
            self.step(carpet, group, 1);
        } else if pressed(Modifiers::NONE, Key::PageDown) {
            self.step(carpet, group, 1);
        } else if pressed(Modifiers::NONE, Key::PageUp) {
            self.step(carpet, group, -1);
        }
        self.typed(ui);
    }

    /// What is typed while the images have the keyboard is what the marked ones are.
    fn typed(&mut self, ui: &Ui) {
        let typed: String = ui.input_mut(|input| {
            let mut typed = String::new();
            input.events.retain(|event| match event {
                egui::Event::Text(text) | egui::Event::Ime(egui::ImeEvent::Commit(text)) if !text.trim().is_empty() => {
                    typed.push_str(text);
                    false
                }
                _ => true,
            });
            typed
        });
        if !typed.is_empty() {
            self.wanted.push_str(&typed);
            ui.memory_mut(|memory| memory.request_focus(field_id()));
        }
    }

    /// Marks the image under the cursor, or takes the mark away.
    fn toggle(&mut self, group: &CarpetGroup<'_>) {
        let Some(place) = self.current(group).map(|image| image.place) else { return };
        if self.marked.contains(&place) {
            self.marked.retain(|marked| *marked != place);
        } else {
            self.marked.push(place);
        }
    }
}
