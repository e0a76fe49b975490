//! How a page is judged as a whole, and what is not looked into, as `assets/checks/pages.txt` says.

use std::sync::OnceLock;

use super::super::table::values;

const TABLE: &str = include_str!("../../../assets/checks/pages.txt");

macro_rules! limits {
    ($($(#[$doc:meta])* $field:ident $name:literal)*) => {
        const NAMES: [&str; [$($name),*].len()] = [$($name),*];

        /// The limits.
        pub struct Limits { $($(#[$doc])* pub $field: f32,)* }

        impl Limits {
            fn read() -> Limits {
                let [$($field),*] = values(TABLE, "", &NAMES);
                Limits { $($field),* }
            }
        }
    };
}

limits! {
    /// Less likely errors are none.
    negligible "negligible"
    /// So many characters of usual quality are added to each page when its own quality is worked out.
    few "few"
    /// More errors than so many times the usual are a language of its own.
    most_odds "most odds"
    /// Suspects likelier than this show whether they are misread.
    counted "counted"
    /// The share of those with a rival that looks alike, where OCR misread them.
    alike "alike"
    /// The same where they are only rare.
    alike_by_chance "alike by chance"
    /// How many suspects of the first kind are added to each page's.
    presumed "presumed"
    /// The least that the share counts.
    least "least"
    /// Where a character's own evidence comes to less, as a logit, no rival makes it likely that it is wrong.
    hopeless "hopeless"
    /// What is likelier between its neighbours is right, as a logarithm.
    likely "likely"
    /// The same in a word of two characters.
    likely_word "likely word"
    /// What a page says so often is right.
    often "often"
    /// How likely a form is wrong that does not belong in the text.
    foreign "foreign"
    /// How much likelier an error is in traditional text than in simplified one that looks as odd, as odds.
    traditional "traditional"
}

/// The limits. They are read once.
pub fn limits() -> &'static Limits {
    static LIMITS: OnceLock<Limits> = OnceLock::new();
    LIMITS.get_or_init(Limits::read)
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
