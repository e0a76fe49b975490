//! What was chosen for exports: the format, and what is asked of each.

use crate::export::{Format, Options};
use crate::style::HouseStyle;

/// What was chosen since the desk was opened.
#[derive(Default)]
pub struct Exports {
    chosen: Option<Format>,
    options: Vec<(Format, Options)>,
}

impl Exports {
    /// The format that was chosen, if one was.
    pub fn chosen(&self) -> Option<Format> {
        self.chosen
    }

    /// The format that was chosen last, or else plain text.
    pub fn format(&self) -> Format {
        self.chosen.unwrap_or(Format::Text)
    }

    /// What is asked of a format: what was chosen for it, or else its standard.
    pub fn options(&self, format: Format, style: &HouseStyle) -> Options {
        let known = self.options.iter().find(|(known, _)| *known == format).map(|(_, options)| options.clone());
        known.unwrap_or_else(|| Options::standard(format, style))
    }

    /// Chooses a format with its options.
    pub fn choose(&mut self, format: Format, options: Options) {
        self.chosen = Some(format);
        self.options.retain(|(known, _)| *known != format);
        self.options.push((format, options));
    }

    /// Whether this is what is chosen now.
    pub fn is_chosen(&self, format: Format, options: &Options) -> bool {
        self.chosen == Some(format) && self.options.iter().any(|(known, chosen)| *known == format && chosen == options)
    }
}
