//! A field for a term, with the terms of a vocabulary that fit what is typed.

use eframe::egui::{self, Id, Key, Modifiers, Popup, PopupCloseBehavior, RichText, Ui};

use crate::desktop::theme::{self, size};
use crate::desktop::view::View;
use crate::desktop::widgets;
use crate::language::pinyin::is_meant;
use crate::style::Term;

/// How many terms are offered.
const OFFERED: usize = 9;

/// The field's state.
#[derive(Default)]
pub struct Completion {
    text: String,
    chosen: Option<usize>,
}

impl Completion {
    /// Draws the field; gives back the term that was entered. `current` stands in it while it is not typed in.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        id: Id,
        (name, hint): (&str, &str),
        vocabulary: &[&Term],
        current: Option<&str>,
    ) -> Option<String> {
        let focused = ui.memory(|memory| memory.has_focus(id));
        if !focused && let Some(current) = current {
            self.text = current.to_owned();
        }
        let offered = if focused { offer(vocabulary, &self.text, current) } else { Vec::new() };
        let entered = focused && self.keys(ui, offered.len());
        let response = widgets::field(ui, view, id, name, &mut self.text, hint);
        if response.changed() {
            self.chosen = None;
        }
        let mut picked = None;
        let is_open = focused && !offered.is_empty();
        Popup::from_response(&response)
            .id(id.with("offers"))
            .open(is_open)
            .close_behavior(PopupCloseBehavior::IgnoreClicks)
            .width(response.rect.width())
            .show(|ui| {
                for (index, term) in offered.iter().enumerate() {
                    let text = RichText::new(&term.term).font(theme::chinese(size::BODY)).color(view.theme.ink);
                    let button =
                        egui::Button::selectable(self.chosen == Some(index), text).min_size(egui::vec2(ui.available_width(), 26.0));
                    // The field keeps the keyboard while the pointer is down.
                    if ui.add(button).clicked() {
                        picked = Some(term.term.clone());
                    }
                }
            });
        if entered {
            let chosen = self.chosen.and_then(|index| offered.get(index)).map(|term| term.term.clone());
            picked = picked.or(chosen).or_else(|| Some(preferred(vocabulary, self.text.trim())));
        } else if current.is_some() && response.lost_focus() && Some(self.text.trim()) != current && picked.is_none() {
            picked = Some(preferred(vocabulary, self.text.trim()));
        }
        if picked.is_some() {
            self.text.clear();
            self.chosen = None;
        }
        picked
    }

    /// Up and Down choose among what is offered; true for Enter, and for Tab on a choice.
    fn keys(&mut self, ui: &Ui, offered: usize) -> bool {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if offered > 0 && pressed(Key::ArrowDown) {
            self.chosen = Some(self.chosen.map_or(0, |chosen| (chosen + 1) % offered));
        }
        if offered > 0 && pressed(Key::ArrowUp) {
            self.chosen = Some(self.chosen.map_or(offered - 1, |chosen| (chosen + offered - 1) % offered));
        }
        let has_text = !self.text.trim().is_empty() || self.chosen.is_some();
        has_text && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
    }
}

/// The terms that fit: those that begin with the text first, then those that are meant by it, by themselves or by another form.
fn offer<'a>(vocabulary: &[&'a Term], text: &str, current: Option<&str>) -> Vec<&'a Term> {
    let text = text.trim();
    // A field that still says what it said has all to offer.
    let text = if Some(text) == current { "" } else { text };
    let rank = |term: &Term| {
        let forms = || std::iter::once(&term.term).chain(&term.variants);
        if forms().any(|form| form.starts_with(text)) { Some(0) } else { forms().any(|form| is_meant(form, text)).then_some(1) }
    };
    let mut found: Vec<(i32, &Term)> = vocabulary.iter().filter_map(|term| Some((rank(term)?, *term))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, term)| term).take(OFFERED).collect()
}

/// The form to use for what was typed.
fn preferred(vocabulary: &[&Term], text: &str) -> String {
    vocabulary.iter().find(|term| term.variants.iter().any(|form| form == text)).map_or_else(|| text.to_owned(), |term| term.term.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vec<Term> {
        let term = |term: &str, variants: &[&str]| Term {
            term: term.to_owned(),
            variants: variants.iter().map(|form| (*form).to_owned()).collect(),
            words: Vec::new(),
        };
        vec![term("农村经济", &["三农"]), term("乡村振兴", &[]), term("新农村", &[])]
    }

    fn offered(text: &str, current: Option<&str>) -> Vec<String> {
        offer(&vocabulary().iter().collect::<Vec<_>>(), text, current).iter().map(|term| term.term.clone()).collect()
    }

    #[test]
    fn terms_that_begin_so_come_first() {
        assert_eq!(offered("农", None), ["农村经济", "新农村"]);
        assert_eq!(offered("三", None), ["农村经济"]);
        assert_eq!(offered("xczx", None), ["乡村振兴"]);
        assert_eq!(offered("", None).len(), 3);
        assert_eq!(offered("乡村振兴", Some("乡村振兴")).len(), 3);
        assert!(offered("体育", None).is_empty());
    }

    #[test]
    fn another_form_gives_the_preferred_one() {
        assert_eq!(preferred(&vocabulary().iter().collect::<Vec<_>>(), "三农"), "农村经济");
        assert_eq!(preferred(&vocabulary().iter().collect::<Vec<_>>(), "防汛"), "防汛");
    }
}
