//! Text on its way into an edition: typed, pasted, or moved with its provenance.

use serde::{Deserialize, Serialize};

use crate::edition::{Piece, Role, piece};

/// One or more lines of text; each line end between them begins a new block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fragment {
    /// Never empty; one empty line is no text at all.
    pub(crate) lines: Vec<FragmentLine>,
}

/// One line of a fragment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FragmentLine {
    /// The text, without line ends.
    pub text: String,
    /// Where the text came from when it was copied; nothing for plain text. A source is honoured only where the raw characters are
    /// not in use elsewhere, so pasted copies count as added and moved text stays kept.
    pub pieces: Vec<Piece>,
    /// The role of the block the line begins; nothing for the role of the block it is put into.
    pub role: Option<Role>,
}

impl Fragment {
    /// Plain text. `\r\n` and `\r` count as line ends.
    pub fn plain(text: &str) -> Fragment {
        let normal = text.replace("\r\n", "\n").replace('\r', "\n");
        let line = |text: &str| FragmentLine { text: text.to_owned(), ..FragmentLine::default() };
        // There may be very many fragments, in the remedies of queries: none takes more than it needs.
        let mut lines = Vec::with_capacity(normal.matches('\n').count() + 1);
        lines.extend(normal.split('\n').map(line));
        Fragment { lines }
    }

    /// Lines that carry their provenance. Pieces that do not fit their text are left out.
    pub fn with_sources(lines: Vec<FragmentLine>) -> Fragment {
        if lines.is_empty() {
            return Fragment::plain("");
        }
        let fit = |mut line: FragmentLine| {
            line.text = line.text.replace(['\n', '\r'], " ");
            if piece::text_len(&line.pieces) != line.text.chars().count() {
                line.pieces.clear();
            }
            line
        };
        Fragment { lines: lines.into_iter().map(fit).collect() }
    }

    /// The same fragment, its second and later lines beginning blocks of this role.
    pub fn with_role(mut self, role: Role) -> Fragment {
        for line in self.lines.iter_mut().skip(1) {
            line.role = Some(role);
        }
        self
    }

    /// The lines.
    pub fn lines(&self) -> &[FragmentLine] {
        &self.lines
    }

    /// The text, with line ends between the lines.
    pub fn text(&self) -> String {
        self.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// Whether there is no text and no line end.
    pub fn is_empty(&self) -> bool {
        self.lines.len() == 1 && self.lines.iter().all(|line| line.text.is_empty())
    }

    /// Whether the fragment is one line end and nothing else.
    pub fn is_line_end(&self) -> bool {
        self.lines.len() == 2 && self.lines.iter().all(|line| line.text.is_empty())
    }

    /// Whether any line knows where it came from.
    pub(super) fn has_sources(&self) -> bool {
        self.lines.iter().any(|line| line.pieces.iter().any(|piece| piece.source().is_some()))
    }
}
