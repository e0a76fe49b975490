//! A field for a term, with the terms of a vocabulary that fit what is typed.

use eframe::egui::{self, Id, Key, Modifiers, Popup, PopupCloseBehavior, RichText, Ui};

use crate::desktop::theme::{self, size};
use crate::desktop::view::View;
use crate::desktop::{icons, widgets};
use crate::edit::Edit;
use crate::language::pinyin::is_meant;
use crate::style::Term;
use crate::suggest::Suggestion;

/// How many terms are offered.
const OFFERED: usize = 9;

/// The field's state.
#[derive(Default)]
pub struct Completion {
    text: String,
    chosen: Option<usize>,
}

/// What came of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldInput {
    /// This term was entered.
    Entered(String),
    /// A suggestion was taken or rejected, which is this edit.
    Suggested(Edit),
}

/// What a field offers.
#[derive(Clone, Copy)]
pub struct Offers<'a> {
    /// What is suggested for the article. It heads the list: Enter takes one and Delete rejects it.
    pub suggested: &'a [&'a Suggestion],
    /// The house's terms.
    pub vocabulary: &'a [&'a Term],
    /// Those that need not be offered: the article has them.
    pub present: &'a [String],
    /// Whether a term may be entered that the house does not have; it ends the list.
    pub free: bool,
}

/// What was pressed in a field.
#[derive(Clone, Copy, Default)]
struct Pressed {
    entered: bool,
    as_typed: bool,
    rejected: bool,
}

impl Completion {
    /// Draws the field; gives back what came of it. `current` stands in the field while it is not typed in.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        id: Id,
        (name, hint): (&str, &str),
        offers: Offers<'_>,
        current: Option<&str>,
    ) -> Option<FieldInput> {
        let focused = ui.memory(|memory| memory.has_focus(id));
        if !focused && let Some(current) = current {
            self.text = current.to_owned();
        }
        let typed = self.text.trim().to_owned();
        let (suggested, offered) = if focused { rows(offers, &typed, current) } else { (Vec::new(), Vec::new()) };
        let likeliest = likeliest(offers.vocabulary, &offered, &typed).filter(|_| Some(typed.as_str()) != current);
        let pressed = if focused { self.keys(ui, offered.len(), suggested.len(), likeliest) } else { Pressed::default() };
        let response = widgets::field(ui, view, id, name, &mut self.text, hint);
        if response.changed() {
            self.chosen = None;
        }
        let shown = self.chosen.or(likeliest);
        let mut picked = shown.filter(|_| pressed.entered);
        Popup::from_response(&response)
            .id(id.with("offers"))
            .open(focused && !offered.is_empty())
            .close_behavior(PopupCloseBehavior::IgnoreClicks)
            .width(response.rect.width())
            .show(|ui| {
                for (index, term) in offered.iter().enumerate() {
                    // The field keeps the keyboard while the pointer is down.
                    if offered_row(ui, view, term, shown == Some(index), index < suggested.len()) {
                        picked = Some(index);
                    }
                }
            });
        let taken = picked.and_then(|index| suggested.get(index)).map(|suggestion| &suggestion.accept);
        let put_off = self.chosen.filter(|_| pressed.rejected).and_then(|index| suggested.get(index)).map(|suggestion| &suggestion.reject);
        let answer = match (taken.or(put_off), picked.and_then(|index| offered.get(index))) {
            (Some(edit), _) => Some(FieldInput::Suggested(edit.clone())),
            (None, Some(term)) => Some(FieldInput::Entered((*term).to_owned())),
            (None, None) => {
                let left = current.is_some() && response.lost_focus() && Some(self.text.trim()) != current;
                let is_over = pressed.entered || pressed.as_typed || left;
                is_over.then(|| FieldInput::Entered(preferred(offers.vocabulary, self.text.trim())))
            }
        };
        if answer.is_some() {
            self.text.clear();
            // The suggestion after one that was answered is chosen next.
            let answered = matches!(answer, Some(FieldInput::Suggested(_)));
            self.chosen = self.chosen.filter(|chosen| answered && chosen + 1 < suggested.len());
        }
        answer
    }

    /// Up and Down choose among what is offered, from what is likeliest on; Enter takes it, Shift+Enter what was typed, and Delete rejects
    /// a suggestion.
    fn keys(&mut self, ui: &Ui, offered: usize, suggested: usize, likeliest: Option<usize>) -> Pressed {
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        let from = self.chosen.or(likeliest);
        if offered > 0 && pressed(Modifiers::NONE, Key::ArrowDown) {
            self.chosen = Some(from.map_or(0, |chosen| (chosen + 1) % offered));
        }
        if offered > 0 && pressed(Modifiers::NONE, Key::ArrowUp) {
            self.chosen = Some(from.map_or(offered - 1, |chosen| (chosen + offered - 1) % offered));
        }
        let is_typed = !self.text.trim().is_empty();
        let is_suggestion = self.chosen.is_some_and(|chosen| chosen < suggested);
        Pressed {
            as_typed: is_typed && pressed(Modifiers::SHIFT, Key::Enter),
            entered: (is_typed || self.chosen.is_some()) && pressed(Modifiers::NONE, Key::Enter),
            rejected: is_suggestion && pressed(Modifiers::NONE, Key::Delete),
        }
    }
}

/// The rows of the list below a field: the suggestions that fit what is typed, then the house's terms, then what is typed itself where
/// there is another to choose.
fn rows<'a>(offers: Offers<'a>, typed: &'a str, current: Option<&str>) -> (Vec<&'a Suggestion>, Vec<&'a str>) {
    let fits = |suggestion: &&&Suggestion| suggestion.text.starts_with(typed) || is_meant(&suggestion.text, typed);
    let suggested: Vec<&Suggestion> = offers.suggested.iter().filter(fits).copied().collect();
    let is_new = |term: &&Term| !offers.present.contains(&term.term) && !suggested.iter().any(|suggestion| suggestion.text == term.term);
    let terms = offer(offers.vocabulary, typed, current).into_iter().filter(is_new).map(|term| term.term.as_str());
    let mut offered: Vec<&str> = suggested.iter().map(|suggestion| suggestion.text.as_str()).chain(terms).take(OFFERED).collect();
    let is_free = offers.free && !typed.is_empty() && Some(typed) != current && !offered.contains(&typed);
    if is_free && !offered.is_empty() {
        offered.push(typed);
    }
    (suggested, offered)
}

/// The house's term that is meant by what is typed so far: the first that begins so, unless what is typed is a term itself.
fn likeliest(vocabulary: &[&Term], offered: &[&str], typed: &str) -> Option<usize> {
    let is_term = |text: &str| vocabulary.iter().any(|term| term.term == text);
    let is_whole = || vocabulary.iter().any(|term| term.term == typed || term.variants.iter().any(|form| form == typed));
    if typed.is_empty() || is_whole() {
        return None;
    }
    offered.iter().position(|term| *term != typed && term.starts_with(typed) && is_term(term))
}

/// A row of what is offered; a suggestion has the sign of its chip. True where it was clicked.
fn offered_row(ui: &mut Ui, view: &View<'_>, term: &str, chosen: bool, suggested: bool) -> bool {
    let text = RichText::new(term).font(theme::chinese(size::BODY)).color(view.theme.ink);
    let sign = RichText::new(if suggested { icons::character("plus") } else { ' ' });
    let sign = sign.font(theme::icons(size::TINY)).color(view.theme.ink_3);
    // The keyboard stays with the field: with a row it would be lost as the list closes.
    let row = egui::Button::selectable(chosen, (sign, text)).sense(egui::Sense::CLICK);
    ui.add(row.min_size(egui::vec2(ui.available_width(), 26.0))).clicked()
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
    fn a_term_of_the_house_is_meant_by_its_beginning() {
        let terms = vocabulary();
        let vocabulary: Vec<&Term> = terms.iter().collect();
        let likely = |typed: &str, free: bool| {
            let (_, offered) = rows(Offers { suggested: &[], vocabulary: &vocabulary, present: &[], free }, typed, None);
            let likely = likeliest(&vocabulary, &offered, typed).map(|index| offered[index].to_owned());
            (likely, offered.last().map(|last| (*last).to_owned()))
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(likely("乡村振", true), (some("乡村振兴"), some("乡村振")));
        assert_eq!(likely("乡村振", false), (some("乡村振兴"), some("乡村振兴")));
        assert_eq!(likely("乡村振兴", true), (None, some("乡村振兴")));
        assert_eq!(likely("三农", true).0, None, "another form is a term already");
        assert_eq!(likely("xczx", true).0, None, "sounds are chosen, not guessed");
        assert_eq!(likely("防汛", true), (None, None));
    }

    #[test]
    fn another_form_gives_the_preferred_one() {
        assert_eq!(preferred(&vocabulary().iter().collect::<Vec<_>>(), "三农"), "农村经济");
        assert_eq!(preferred(&vocabulary().iter().collect::<Vec<_>>(), "防汛"), "防汛");
    }
}
