//! How text is drawn, which a form takes over from what draws it.

/// What text is drawn as (ISO 32000-1, 9.3.6), as far as it matters to who looks for text that is not seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextMode {
    /// It is to be seen.
    #[default]
    Seen,
    /// It is not to be seen.
    Unseen,
    /// It is not to be seen, and clips what is.
    Clipping,
}

impl TextMode {
    /// The mode of this number in content streams.
    pub fn of(number: i64) -> TextMode {
        match number {
            3 => TextMode::Unseen,
            7 => TextMode::Clipping,
            _ => TextMode::Seen,
        }
    }
}
