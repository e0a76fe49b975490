//! Keys, text and input methods, as commands.

use eframe::egui::{Context, Event, ImeEvent, Key, Modifiers};

use super::Manuscript;
use super::layout::Composition;
use super::motion::{Motion, Mover};
use crate::desktop::command::{Action, Command, EditionCommand};
use crate::desktop::open::document::Document;
use crate::desktop::open::queue;
use crate::desktop::theme::Theme;
use crate::edit::operations::Way;
use crate::edit::{Fragment, Selection};
use crate::edition::{Edition, Place, Role, TextOffset};

/// What a key is pressed on.
struct Scene<'a> {
    ctx: &'a Context,
    theme: &'a Theme,
    edition: &'a Edition,
    selection: Selection,
}

impl Manuscript {
    /// Whether keys are the manuscript's. What was being composed elsewhere is over.
    pub fn has_keyboard(&mut self, ctx: &Context) -> bool {
        let has_keyboard = ctx.memory(|memory| memory.has_focus(self.id()));
        if !has_keyboard {
            self.composition = None;
        }
        has_keyboard
    }

    /// Turns an event into commands, which are to be carried out before the next one is read.
    pub fn event(&mut self, ctx: &Context, theme: &Theme, document: &mut Document, event: &Event) -> Vec<Command> {
        self.measure_again(document);
        let commands = self.read(ctx, theme, document, event);
        self.reveal_caret |= !commands.is_empty();
        commands
    }

    fn measure_again(&mut self, document: &Document) {
        if let Some(measure) = self.measure {
            self.items.update(document.edition(), document.generation(), measure);
        }
    }

    fn read(&mut self, ctx: &Context, theme: &Theme, document: &mut Document, event: &Event) -> Vec<Command> {
        let Some(selection) = document.selection() else { return Vec::new() };
        if let Some(command) = answer(document, event).filter(|_| self.composition.is_none()) {
            return vec![command];
        }
        match event {
            Event::Text(text) if !matches!(text.as_str(), "" | "\n" | "\r") => {
                replace(document.edition(), selection, Fragment::plain(text))
            }
            Event::Paste(text) if !text.is_empty() => vec![EditionCommand::Paste(text.clone()).into()],
            Event::Copy | Event::Cut => {
                let Some(text) = document.copy() else { return Vec::new() };
                ctx.copy_text(text);
                if *event == Event::Cut { replace(document.edition(), selection, Fragment::plain("")) } else { Vec::new() }
            }
            Event::Ime(ime) => self.ime(document, selection, ime),
            Event::Key { key, pressed: true, modifiers, .. } if self.composition.is_none() => {
                self.key(&Scene { ctx, theme, edition: document.edition(), selection }, *key, *modifiers)
            }
            _ => Vec::new(),
        }
    }

    /// What an input method composes is shown but is no edit until it is committed.
    fn ime(&mut self, document: &Document, selection: Selection, event: &ImeEvent) -> Vec<Command> {
        match event {
            ImeEvent::Preedit { text, .. } => {
                let start = selection.ordered(document.edition()).map_or(selection.head, |(start, _)| start);
                self.composition = (!text.is_empty()).then(|| Composition { text: text.clone(), at: start.at.chars() });
                Vec::new()
            }
            ImeEvent::Commit(text) => {
                self.composition = None;
                if text.is_empty() || text == "\n" || text == "\r" {
                    Vec::new()
                } else {
                    replace(document.edition(), selection, Fragment::plain(text))
                }
            }
            ImeEvent::DeleteSurrounding { before_chars, after_chars } => {
                let head = selection.head;
                let len = document.edition().block(head.block).map_or(head.at, |(_, block)| block.len());
                let from = Place { at: TextOffset::new(head.at.chars().saturating_sub(*before_chars)), ..head };
                let to = Place { at: TextOffset::new(head.at.chars() + after_chars).min(len), ..head };
                if from == to { Vec::new() } else { vec![EditionCommand::Splice(from, to, Fragment::plain("")).into()] }
            }
            _ => Vec::new(),
        }
    }

    fn key(&mut self, scene: &Scene<'_>, key: Key, modifiers: Modifiers) -> Vec<Command> {
        let (edition, selection) = (scene.edition, scene.selection);
        match key {
            Key::Enter if modifiers.is_none() && is_proposed(edition, selection) => {
                vec![EditionCommand::Select(Selection::caret(selection.head)).into(), Command::Do(Action::NextQuery)]
            }
            Key::Enter if modifiers.is_none() || modifiers.shift_only() => vec![Command::Do(Action::Split)],
            // Another place that shows that it has the keyboard.
            Key::Tab if modifiers.is_none() => vec![EditionCommand::Leave(Way::Down).into()],
            Key::Tab if modifiers.shift_only() => vec![EditionCommand::Leave(Way::Up).into()],
            Key::Backspace | Key::Delete if !selection.is_caret() => replace(edition, selection, Fragment::plain("")),
            Key::Backspace => self.delete(scene, key, if modifiers.command { Motion::WordLeft } else { Motion::Left }),
            Key::Delete => self.delete(scene, key, if modifiers.command { Motion::WordRight } else { Motion::Right }),
            Key::Escape if !selection.is_caret() => vec![EditionCommand::Select(Selection::caret(selection.head)).into()],
            _ => self.moved(scene, key, modifiers),
        }
    }

    fn moved(&mut self, scene: &Scene<'_>, key: Key, modifiers: Modifiers) -> Vec<Command> {
        let selection = scene.selection;
        let Some(motion) = motion(key, modifiers) else { return Vec::new() };
        // An arrow without Shift first goes to the end of what is selected.
        let ends = selection.ordered(scene.edition).filter(|_| !selection.is_caret() && !modifiers.shift);
        let head = match (motion, ends) {
            (Motion::Left, Some((start, _))) => start,
            (Motion::Right, Some((_, end))) => end,
            _ => self.go(scene, motion),
        };
        let anchor = if modifiers.shift { selection.anchor } else { head };
        vec![EditionCommand::Select(Selection { anchor, head }).into()]
    }

    fn go(&mut self, scene: &Scene<'_>, motion: Motion) -> Place {
        let mut mover = Mover { items: &mut self.items, ctx: scene.ctx, theme: scene.theme, page: self.viewport.height(), goal: self.goal };
        let to = mover.go(scene.selection.head, motion);
        self.goal = mover.goal;
        to
    }

    /// Deletes to where a motion leads; at the edge of a block it joins, which is for the block's article to allow.
    fn delete(&mut self, scene: &Scene<'_>, key: Key, motion: Motion) -> Vec<Command> {
        let head = scene.selection.head;
        let len = scene.edition.block(head.block).map_or(head.at, |(_, block)| block.len());
        match key {
            Key::Backspace if head.at.0 == 0 => vec![Command::Do(Action::JoinBefore)],
            Key::Delete if head.at >= len => vec![Command::Do(Action::JoinNext)],
            _ => {
                let to = self.go(scene, motion);
                let (from, to) = if to.at < head.at { (to, head) } else { (head, to) };
                vec![EditionCommand::Splice(from, to, Fragment::plain("")).into()]
            }
        }
    }
}

fn motion(key: Key, modifiers: Modifiers) -> Option<Motion> {
    Some(match (key, modifiers.command) {
        (Key::ArrowLeft, false) => Motion::Left,
        (Key::ArrowRight, false) => Motion::Right,
        (Key::ArrowLeft, true) => Motion::WordLeft,
        (Key::ArrowRight, true) => Motion::WordRight,
        (Key::ArrowUp, false) => Motion::Up,
        (Key::ArrowDown, false) => Motion::Down,
        (Key::Home, false) => Motion::RowStart,
        (Key::End, false) => Motion::RowEnd,
        (Key::Home, true) => Motion::Start,
        (Key::End, true) => Motion::End,
        (Key::PageUp, false) => Motion::PageUp,
        (Key::PageDown, false) => Motion::PageDown,
        _ => return None,
    })
}

/// The command that puts a fragment in place of what is selected.
fn replace(edition: &Edition, selection: Selection, fragment: Fragment) -> Vec<Command> {
    match selection.ordered(edition) {
        Some((from, to)) if from != to || !fragment.is_empty() => vec![EditionCommand::Splice(from, to, fragment).into()],
        _ => Vec::new(),
    }
}

/// Whether a headline that was supplied is selected, as it is when it was just proposed: Enter takes it as it is.
fn is_proposed(edition: &Edition, selection: Selection) -> bool {
    let Some((from, to)) = selection.ordered(edition) else { return false };
    let Some((_, block)) = edition.block(from.block) else { return false };
    let is_whole = from.block == to.block && from.at.0 == 0 && to.at == block.len() && from != to;
    is_whole && block.role() == Role::Headline && block.is_supplied(edition.pages())
}

/// What a key does at a query that was just gone to: it answers it, or Escape goes on writing.
fn answer(document: &Document, event: &Event) -> Option<Command> {
    match event {
        _ if !document.is_answering() => None,
        Event::Key { key: Key::Escape, pressed: true, .. } => Some(EditionCommand::LeaveQueue.into()),
        event => queue::answer(event),
    }
}
