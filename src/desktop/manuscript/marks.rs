//! Marks in the text: what was changed, what is asked, what was found.

use eframe::egui::{Color32, CornerRadius, Galley, Painter, Pos2, Rect, Shape, Stroke, pos2};

use super::layout;
use crate::desktop::view::View;
use crate::edition::{Block, Piece};
use crate::language::width;
use crate::page::is_blank;

/// Characters that read otherwise than in the raw text are underlined; a wedge stands where raw characters were removed.
pub fn changes(view: &View<'_>, painter: &Painter, block: &Block, galley: &Galley, at: Pos2) {
    if !view.settings.show_changes {
        return;
    }
    let mut start = 0;
    for piece in block.pieces() {
        let len = piece.text_len();
        if is_editors(view, piece) {
            if len == 0 {
                wedge(painter, view.theme.accent, layout::caret_rect(galley, start).translate(at.to_vec2()));
            }
            for rect in layout::range_rects(galley, start, start + len) {
                let y = (at.y + baseline(rect)).round();
                painter.hline(at.x + rect.left()..=at.x + rect.right(), y, Stroke::new(1.5, view.theme.accent));
            }
        }
        start += len;
    }
}

/// What the last round of proofreading changed has a line above it; a wedge stands where the round took text out.
pub fn round(view: &View<'_>, painter: &Painter, block: &Block, galley: &Galley, at: Pos2) {
    let Some(document) = view.document.filter(|_| view.settings.show_changes) else { return };
    for (from, change) in document.changes_in(block.id()).filter(|(_, change)| change.roles.is_none()) {
        if from.at >= change.to {
            wedge(painter, view.theme.round, layout::caret_rect(galley, from.at.chars()).translate(at.to_vec2()));
        }
        for rect in layout::range_rects(galley, from.at.chars(), change.to.chars()) {
            let y = (at.y + rect.center().y - rect.height() * 0.33).round();
            painter.hline(at.x + rect.left()..=at.x + rect.right(), y, Stroke::new(2.0, view.theme.round));
        }
    }
}

/// Text that is commented on stands on a ground of its own.
pub fn comments(view: &View<'_>, painter: &Painter, block: &Block, galley: &Galley, at: Pos2) {
    let Some(document) = view.document else { return };
    for comment in document.edition().comments().iter().filter(|comment| comment.block() == block.id()) {
        let (from, to) = comment.range();
        for rect in layout::range_rects(galley, from.chars(), to.chars()) {
            let rect = rect.translate(at.to_vec2()).shrink2(eframe::egui::vec2(0.0, rect.height() * 0.12));
            painter.rect_filled(rect, CornerRadius::same(2), view.theme.comment);
        }
    }
}

/// What is said of the character at a place: what stood there before the last round, and the comments on it.
pub fn said_of(view: &View<'_>, block: &Block, at: usize) -> Option<String> {
    let document = view.document?;
    let holds = |from: usize, to: usize| from <= at && (at < to || from == to && at == from);
    let changes = document.changes_in(block.id()).filter(|(from, change)| holds(from.at.chars(), change.to.chars()));
    let changes = changes.filter(|(_, change)| change.roles.is_none());
    let mut said: Vec<String> =
        changes.map(|(_, change)| view.locale.with("change-round", &[("was", change.was.replace('\n', "¶").into())])).collect();
    let comments = document.edition().comments().iter().filter(|comment| comment.block() == block.id());
    let here = comments.filter(|comment| holds(comment.range().0.chars(), comment.range().1.chars()));
    said.extend(here.flat_map(|comment| comment.remarks()).map(|remark| format!("{}: {}", remark.hand.as_str(), remark.text)));
    (!said.is_empty()).then(|| said.join("\n"))
}

fn wedge(painter: &Painter, color: Color32, caret: Rect) {
    let tip = pos2(caret.center().x, caret.top() + caret.height() * 0.22);
    let corners = vec![pos2(tip.x - 4.0, tip.y - 6.0), pos2(tip.x + 4.0, tip.y - 6.0), tip];
    painter.add(Shape::convex_polygon(corners, color, Stroke::NONE));
}

/// What the raw text said where the character at `at` now stands, or before it, if that was changed.
pub fn raw_reading(view: &View<'_>, block: &Block, at: usize) -> Option<String> {
    let mut start = 0;
    for piece in block.pieces() {
        let end = start + piece.text_len();
        if (start <= at && at < end || (start == end && at == start)) && is_editors(view, piece) {
            let span = piece.source();
            let page = span.and_then(|span| view.document?.edition().page(span.page));
            let raw = page.zip(span).map(|(page, span)| page.slice(span.range).trim_matches(is_blank).to_owned());
            return Some(raw.map_or_else(|| view.text("change-added"), |raw| view.locale.with("change-raw", &[("raw", raw.into())])));
        }
        start = end;
    }
    None
}

/// Places that are asked about have dots under them.
pub fn queries(view: &View<'_>, painter: &Painter, block: &Block, galley: &Galley, at: Pos2) {
    let Some(document) = view.document else { return };
    for query in document.queries_in(block.id()) {
        let (from, to) = (query.range.0.chars(), query.range.1.chars());
        for rect in layout::range_rects(galley, from, to.max(from + 1)) {
            let y = (at.y + baseline(rect)).round() + 2.0;
            let mut x = at.x + rect.left();
            while x < at.x + rect.right() {
                painter.hline(x..=(x + 2.0), y, Stroke::new(1.5, view.theme.amber));
                x += 4.0;
            }
        }
    }
}

/// Matches of what is looked for stand on a ground of their own.
pub fn matches(view: &View<'_>, painter: &Painter, block: &Block, galley: &Galley, at: Pos2) {
    let Some(found) = &view.found else { return };
    for found in found.in_block(block.id()) {
        for rect in layout::range_rects(galley, found.from.chars(), found.to.chars()) {
            let rect = rect.translate(at.to_vec2()).shrink2(eframe::egui::vec2(0.0, rect.height() * 0.12));
            painter.rect(
                rect,
                CornerRadius::same(2),
                view.theme.highlight,
                Stroke::new(1.0, view.theme.ink_3),
                eframe::egui::StrokeKind::Inside,
            );
        }
    }
}

/// Where a line under the characters goes, from the top of the galley: rows are high, and the line belongs close below the text.
fn baseline(rect: Rect) -> f32 {
    rect.center().y + rect.height() * 0.29
}

/// Whether a piece is the editor's doing. Blanks that the draft dropped or half-width signs made full are the house style's.
fn is_editors(view: &View<'_>, piece: &Piece) -> bool {
    let Piece::Changed { source, len } = piece else { return false };
    let (Some(span), Some(document)) = (source, view.document) else { return true };
    let Some(page) = document.edition().page(span.page) else { return true };
    let solid: Vec<char> = page.slice(span.range).chars().filter(|c| !is_blank(*c)).collect();
    !(solid.len() == *len as usize && solid.iter().all(|c| width::set_level(*c).is_some()) || solid.is_empty() && *len <= 1)
}
