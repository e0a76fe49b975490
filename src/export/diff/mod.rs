//! What the editor changed, for a second reader: not a comparison of two texts, but the provenance that the edition holds, so that moved
//! text counts as kept and every change has its place in the source.

pub(super) mod html;
pub(super) mod unified;

use super::{Context, Switch};
use crate::edition::{Article, Block, Piece};
use crate::page::{PageIndex, RawOffset, is_blank};

/// A stretch of a block's text with one origin, on one line of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DiffStretch {
    /// The text as the source has it.
    Kept(String),
    /// What the source reads, and what stands for it; either may be empty.
    Changed(String, String),
}

/// The part of a block that comes from one line of the source; or a part that was added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DiffLine {
    /// The page and the line, counted from 1; none where nothing of the part comes from the source.
    pub(super) place: Option<(PageIndex, usize)>,
    /// What became of it, in order of the text.
    pub(super) stretches: Vec<DiffStretch>,
}

impl DiffLine {
    /// Whether anything was changed.
    pub(super) fn is_changed(&self) -> bool {
        self.stretches.iter().any(|stretch| matches!(stretch, DiffStretch::Changed(..)))
    }

    /// The line as the source reads.
    pub(super) fn before(&self) -> String {
        let before = |stretch: &DiffStretch| match stretch {
            DiffStretch::Kept(text) | DiffStretch::Changed(text, _) => text.clone(),
        };
        self.stretches.iter().map(before).collect()
    }

    /// The line as it now reads.
    pub(super) fn after(&self) -> String {
        let after = |stretch: &DiffStretch| match stretch {
            DiffStretch::Kept(text) | DiffStretch::Changed(_, text) => text.clone(),
        };
        self.stretches.iter().map(after).collect()
    }
}

/// A block along the lines of its source. Changes of blanks alone count as none unless they are asked for.
pub(super) fn source_lines(context: &Context<'_>, block: &Block) -> Vec<DiffLine> {
    let mut lines: Vec<DiffLine> = Vec::new();
    let mut text = block.text().chars();
    for piece in block.pieces() {
        let now: String = text.by_ref().take(piece.text_len()).collect();
        let Some((span, page)) = piece.source().and_then(|span| Some((span, context.edition.page(span.page)?))) else {
            push(context, &mut lines, None, String::new(), now);
            continue;
        };
        let raw = page.slice(span.range);
        let mut now = Some(now);
        let mut at = span.range.start;
        for part in raw.split_inclusive('\n') {
            let chars = part.chars().count() as u32;
            let place = (span.page, page.line_of(at));
            let was = part.trim_end_matches('\n').to_owned();
            match piece {
                Piece::Kept(_) => push(context, &mut lines, Some(place), was.clone(), was),
                // What stands for several lines stands with the first of them that has text.
                Piece::Changed { .. } => {
                    let is =
                        if was.chars().all(is_blank) && part.len() < raw.len() { String::new() } else { now.take().unwrap_or_default() };
                    push(context, &mut lines, Some(place), was, is);
                }
            }
            at = RawOffset(at.0 + chars);
        }
        // All the lines were blank.
        if let Some(left) = now.filter(|left| !left.is_empty() && matches!(piece, Piece::Changed { .. })) {
            push(context, &mut lines, None, String::new(), left);
        }
    }
    lines.retain(|line| line.stretches.iter().any(|stretch| !matches!(stretch, DiffStretch::Kept(text) if text.chars().all(is_blank))));
    lines
}

fn push(context: &Context<'_>, lines: &mut Vec<DiffLine>, place: Option<(PageIndex, usize)>, was: String, is: String) {
    if was.is_empty() && is.is_empty() {
        return;
    }
    let solid = |text: &str| text.chars().filter(|c| !is_blank(*c)).collect::<String>();
    let same = was == is || (!context.options.has(Switch::Blanks) && solid(&was) == solid(&is));
    let stretch = if same { DiffStretch::Kept(is) } else { DiffStretch::Changed(was, is) };
    match lines.last_mut() {
        Some(line) if place.is_none() || line.place == place || line.place.is_none() => {
            line.place = line.place.or(place);
            match (line.stretches.last_mut(), stretch) {
                (Some(DiffStretch::Kept(text)), DiffStretch::Kept(more)) => text.push_str(&more),
                (Some(DiffStretch::Changed(before, after)), DiffStretch::Changed(was, is)) => {
                    before.push_str(&was);
                    after.push_str(&is);
                }
                (_, stretch) => line.stretches.push(stretch),
            }
        }
        _ => lines.push(DiffLine { place, stretches: vec![stretch] }),
    }
}

/// How many places of an article were changed.
pub(super) fn count(context: &Context<'_>, article: &Article) -> usize {
    let lines = article.blocks().iter().flat_map(|block| source_lines(context, block));
    lines.flat_map(|line| line.stretches).filter(|stretch| matches!(stretch, DiffStretch::Changed(..))).count()
}
