//! How a page is judged as a whole, and what is not looked into, as `assets/checks/pages.txt` says.

use std::sync::OnceLock;

use super::super::table::values;

const TABLE: &str = include_str!("../../../assets/checks/pages.txt");

const NAMES: [&str; 14] = [
    "negligible",
    "few",
    "most odds",
    "counted",
    "alike",
    "alike by chance",
    "presumed",
    "least",
    "hopeless",
    "likely",
    "likely word",
    "often",
    "foreign",
    "traditional",
];

/// The limits.
pub struct Limits {
    /// Less likely errors are none.
    pub negligible: f32,
    /// So many characters of usual quality are added to each page when its own quality is worked out.
    pub few: f32,
    /// More errors than so many times the usual are a language of its own.
    pub most_odds: f32,
    /// Suspects likelier than this show whether they are misread.
    pub counted: f32,
    /// The share of those with a rival that looks alike, where OCR misread them.
    pub alike: f32,
    /// The same where they are only rare.
    pub alike_by_chance: f32,
    /// How many suspects of the first kind are added to each page's.
    pub presumed: f32,
    /// The least that the share counts.
    pub least: f32,
    /// Where a character's own evidence comes to less, as a logit, no rival makes it likely that it is wrong.
    pub hopeless: f32,
    /// What is likelier between its neighbours is right, as a logarithm.
    pub likely: f32,
    /// The same in a word of two characters.
    pub likely_word: f32,
    /// What a page says so often is right.
    pub often: f32,
    /// How likely a form is wrong that does not belong in the text.
    pub foreign: f32,
    /// How much likelier an error is in traditional text than in simplified one that looks as odd, as odds.
    pub traditional: f32,
}

/// The limits. They are read once.
pub fn limits() -> &'static Limits {
    static LIMITS: OnceLock<Limits> = OnceLock::new();
    LIMITS.get_or_init(|| {
        let [
            negligible,
            few,
            most_odds,
            counted,
            alike,
            alike_by_chance,
            presumed,
            least,
            hopeless,
            likely,
            likely_word,
            often,
            foreign,
            traditional,
        ] = values(TABLE, "", &NAMES);
        Limits {
            negligible,
            few,
            most_odds,
            counted,
            alike,
            alike_by_chance,
            presumed,
            least,
            hopeless,
            likely,
            likely_word,
            often,
            foreign,
            traditional,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::table::has_each;

    #[test]
    fn each_name_has_its_number() {
        assert!(has_each(TABLE, "", &NAMES));
    }
}
