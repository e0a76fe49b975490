//! How wide the columns are, which are folded, and what stands beside the draft.

use serde::{Deserialize, Serialize};

use crate::desktop::theme::size;

/// The widths of the columns, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Widths {
    /// The outline.
    pub outline: f32,
    /// The raw text.
    pub raw: f32,
    /// The facsimile, or the facsimile and the raw text.
    #[serde(default = "usual_facsimile")]
    pub facsimile: f32,
    /// The inspector.
    pub inspector: f32,
}

impl Default for Widths {
    fn default() -> Widths {
        Widths { outline: size::OUTLINE, raw: size::RAW, facsimile: size::FACSIMILE, inspector: size::INSPECTOR }
    }
}

impl Widths {
    /// The usual widths in a narrow window.
    pub fn narrow() -> Widths {
        Widths { outline: 200.0, raw: 330.0, facsimile: 340.0, inspector: 236.0 }
    }
}

fn usual_facsimile() -> f32 {
    size::FACSIMILE
}

/// Which of the outer columns the editor has folded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FoldedColumns {
    /// The outline.
    pub outline: bool,
    /// The inspector.
    pub inspector: bool,
}

/// What stands beside the draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BesideDraft {
    /// The raw text.
    #[default]
    Raw,
    /// The image of the page.
    Facsimile,
    /// The image, and the raw text below it.
    Both,
    /// Neither of them.
    Nothing,
}

impl BesideDraft {
    /// What comes next when they are gone through.
    pub fn next(self) -> BesideDraft {
        match self {
            BesideDraft::Raw => BesideDraft::Facsimile,
            BesideDraft::Facsimile => BesideDraft::Both,
            BesideDraft::Both | BesideDraft::Nothing => BesideDraft::Raw,
        }
    }

    /// With these of the two.
    pub fn with(has_raw: bool, has_facsimile: bool) -> BesideDraft {
        match (has_raw, has_facsimile) {
            (true, true) => BesideDraft::Both,
            (true, false) => BesideDraft::Raw,
            (false, true) => BesideDraft::Facsimile,
            (false, false) => BesideDraft::Nothing,
        }
    }

    /// Whether the raw text is shown.
    pub fn has_raw(self) -> bool {
        matches!(self, BesideDraft::Raw | BesideDraft::Both)
    }

    /// Whether the image is shown.
    pub fn has_facsimile(self) -> bool {
        matches!(self, BesideDraft::Facsimile | BesideDraft::Both)
    }
}
