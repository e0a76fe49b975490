//! Which columns of the desk there is room for, and how wide they are. The draft comes first: the others grow narrower for it, and
//! then give way one after the other.

use super::manuscript;
use super::settings::{BesideDraft, Settings, Widths};
use super::theme::size;
use super::view::Pane;

/// Windows narrower than this have widths of their own to be remembered, and the rail, in points.
pub const NARROW: f32 = 1500.0;
/// The least that a column is made narrower to, in points.
const LEAST: Widths = Widths { outline: 172.0, raw: 244.0, facsimile: 260.0, inspector: 204.0 };
/// How many characters a row of the draft has at least while a column can still give way.
const ENOUGH: f32 = 24.0;
/// For how many characters in a row the other columns grow narrower.
const WELL: f32 = 26.0;
/// How many it has where a column was asked for that there is no room for.
const LITTLE: f32 = 12.0;

/// A column beside the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The outline, or the queue in its place.
    Outline,
    /// The raw text, the facsimile or both.
    Sources,
    /// The inspector.
    Inspector,
}

impl Column {
    /// All, the one that gives way last first: queries are answered in the inspector, by what the source says.
    const ALL: [Column; 3] = [Column::Inspector, Column::Sources, Column::Outline];

    /// The column that a pane stands in; nothing for the draft.
    pub fn of(pane: Pane) -> Option<Column> {
        match pane {
            Pane::Outline => Some(Column::Outline),
            Pane::Raw | Pane::Facsimile => Some(Column::Sources),
            Pane::Inspector => Some(Column::Inspector),
            Pane::Draft => None,
        }
    }
}

/// How the columns stand in a window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Arrangement {
    /// The width of the window, in points.
    pub window: f32,
    /// The width of the outline, in points; nothing where it is folded.
    pub outline: Option<f32>,
    /// The width of the raw text or the facsimile, likewise.
    pub sources: Option<f32>,
    /// What stands there.
    pub beside: BesideDraft,
    /// The width of the inspector, likewise.
    pub inspector: Option<f32>,
    /// Whether the rail is shown, by which folded columns come back.
    pub has_rail: bool,
    /// Whether the window is narrow.
    pub is_narrow: bool,
    /// How much wider the columns may be made together, in points.
    pub spare: f32,
}

impl Arrangement {
    /// How the columns stand in a window of this width, in points. The column that was `asked` for last gives way last.
    pub fn of(settings: &Settings, window: f32, asked: Option<Column>) -> Arrangement {
        let is_narrow = window < NARROW;
        let beside = settings.beside;
        let none = Arrangement { window, beside, is_narrow, ..Arrangement::default() };
        if settings.draft_alone {
            return none;
        }
        let wants = |column: &Column| match column {
            Column::Outline => !settings.folded.outline,
            Column::Sources => beside != BesideDraft::Nothing,
            Column::Inspector => !settings.folded.inspector,
        };
        let has_rail = is_narrow || !Column::ALL.iter().all(wants);
        let window = window - if has_rail { size::RAIL } else { 0.0 };
        let wanted = settings.widths_in(is_narrow);
        let width = |column: Column| width_in(wanted, column, beside);
        // The editor may have made one narrower still.
        let least = |column: Column| width_in(&LEAST, column, beside).min(width(column));
        let gutter = size::RIBBONS_NARROW;
        let draft = |characters: f32| manuscript::column_width(characters, settings.text_scale) + gutter;
        let mut room = window - draft(ENOUGH);
        let mut shown = Vec::new();
        for column in asked.into_iter().chain(Column::ALL.into_iter().filter(|column| Some(*column) != asked)).filter(wants) {
            let least = least(column);
            let fits = least <= room || Some(column) == asked && window - least >= draft(LITTLE);
            if fits {
                room -= least;
                shown.push(column);
            }
        }
        let spare = |column: Column| width(column) - least(column);
        let sum = |of: &dyn Fn(Column) -> f32| shown.iter().map(|column| of(*column)).sum::<f32>();
        // They give of what they have more than the least until the draft has what it reads well by.
        let lacking = (sum(&width) - (window - draft(WELL))).max(0.0);
        let part = (lacking / sum(&spare).max(1.0)).min(1.0);
        let given = |column: Column| width(column) - spare(column) * part;
        let spare = (window - draft(ENOUGH) - sum(&given)).max(0.0);
        let of = |column: Column| shown.contains(&column).then(|| given(column).floor());
        Arrangement {
            outline: of(Column::Outline),
            sources: of(Column::Sources),
            inspector: of(Column::Inspector),
            has_rail,
            spare,
            ..none
        }
    }

    /// Whether a pane is shown.
    pub fn shows(&self, pane: Pane) -> bool {
        match pane {
            Pane::Outline => self.outline.is_some(),
            Pane::Raw => self.sources.is_some() && self.beside.has_raw(),
            Pane::Facsimile => self.sources.is_some() && self.beside.has_facsimile(),
            Pane::Draft => true,
            Pane::Inspector => self.inspector.is_some(),
        }
    }
}

/// A column's width among these.
fn width_in(widths: &Widths, column: Column, beside: BesideDraft) -> f32 {
    match column {
        Column::Outline => widths.outline,
        Column::Sources if beside.has_facsimile() => widths.facsimile,
        Column::Sources => widths.raw,
        Column::Inspector => widths.inspector,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(arrangement: &Arrangement) -> [bool; 3] {
        [arrangement.outline, arrangement.sources, arrangement.inspector].map(|width| width.is_some())
    }

    #[test]
    fn columns_give_way_one_after_the_other() {
        let settings = Settings::default();
        let at = |window: f32| columns(&Arrangement::of(&settings, window, None));
        assert_eq!(at(1600.0), [true; 3]);
        assert_eq!(at(1280.0), [true; 3]);
        assert_eq!(at(1024.0), [false, true, true]);
        assert_eq!(at(780.0), [false, false, true]);
        assert_eq!(at(640.0), [false; 3]);
    }

    #[test]
    fn the_column_asked_for_gives_way_last() {
        let settings = Settings::default();
        let at = |window: f32, asked| columns(&Arrangement::of(&settings, window, Some(asked)));
        assert_eq!(at(1024.0, Column::Outline), [true, false, true]);
        assert_eq!(at(780.0, Column::Outline), [true, false, false]);
        assert_eq!(at(640.0, Column::Inspector), [false, false, true], "it is wanted more than a full row");
        let settings = Settings { draft_alone: true, ..settings };
        assert_eq!(columns(&Arrangement::of(&settings, 1600.0, Some(Column::Outline))), [false; 3]);
    }

    #[test]
    fn no_window_leaves_the_draft_short_of_what_it_needs_while_a_column_is_shown() {
        for scale in [0.7_f32, 1.0, 1.5] {
            let settings = Settings { text_scale: scale, ..Settings::default() };
            let needs = manuscript::column_width(ENOUGH, scale);
            for window in (480..2000).step_by(7) {
                let arrangement = Arrangement::of(&settings, window as f32, None);
                let taken: f32 = [arrangement.outline, arrangement.sources, arrangement.inspector].into_iter().flatten().sum();
                assert!(taken == 0.0 || window as f32 - taken >= needs, "{window} at {scale}: {arrangement:?}");
            }
        }
    }

    #[test]
    fn folded_columns_leave_a_rail_to_come_back_by() {
        let wide = Settings::default();
        assert!(!Arrangement::of(&wide, 1600.0, None).has_rail);
        let folded = Settings { beside: BesideDraft::Nothing, ..wide };
        let arrangement = Arrangement::of(&folded, 1600.0, None);
        assert!(arrangement.has_rail && arrangement.sources.is_none() && !arrangement.shows(Pane::Raw));
    }
}
