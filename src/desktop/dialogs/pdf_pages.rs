//! Which pages of a PDF are read.

use eframe::egui::{Id, RichText, Ui};

use super::choice::paragraph;
use super::{answers_or_enter, title};
use crate::desktop::command::{Commands, ShellCommand};
use crate::desktop::opening::OpenRequest;
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::View;
use crate::desktop::widgets;
use crate::explained::Explained;
use crate::import::PageSelection;

/// Draws the field. Enter opens these pages; none that are named are all.
pub fn ui(
    ui: &mut Ui,
    view: &View<'_>,
    (text, request, count): (&mut String, &OpenRequest, Option<u32>),
    first: bool,
    commands: &mut Commands,
) {
    title(ui, view, "pdf-pages-title");
    let words = count.map_or_else(|| view.text("pdf-pages-text"), |count| view.locale.with("pdf-pages-many", &[("count", count.into())]));
    paragraph(ui, view, words);
    let response = widgets::field(ui, view, Id::unique("pdf-pages"), &view.text("pdf-pages-label"), text, &view.text("pdf-pages-hint"));
    if first {
        response.request_focus();
    }
    let chosen = chosen(text, count);
    // The field keeps its place whether something is wrong or not.
    let fault = chosen.as_ref().err().map(|fault| fault.in_words(view.locale)).unwrap_or_default();
    ui.label(RichText::new(fault).font(theme::text(size::SMALL)).color(view.theme.error));
    ui.add_space(space::XS);
    if answers_or_enter(ui, view, "pdf-pages-open", commands) {
        match chosen {
            Ok(pages) => commands.push(ShellCommand::OpenPages(request.clone(), pages)),
            // Enter ends a field; there is still something to be typed.
            Err(_) => response.request_focus(),
        }
    }
}

/// The pages that a text names. None are all of them, and where there are many that is said as a range, so that it is not asked again.
fn chosen(text: &str, count: Option<u32>) -> Result<PageSelection, crate::import::SelectionFault> {
    match (text.trim(), count) {
        ("", None) => Ok(PageSelection::default()),
        ("", Some(count)) => format!("1-{count}").parse(),
        (text, _) => text.parse(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_numbers_are_all_pages_and_wrong_ones_none() {
        assert_eq!(chosen(" ", None), Ok(PageSelection::default()));
        let all = chosen("", Some(412)).expect("all");
        assert!(all != PageSelection::default() && all.contains(1) && all.contains(412));
        let some = chosen("2,5-6", Some(412)).expect("some");
        assert!(some.contains(5) && !some.contains(3));
        assert!(chosen("all", Some(412)).is_err());
    }
}
