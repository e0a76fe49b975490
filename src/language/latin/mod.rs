//! Words in Latin letters: which language they are of, which are known, and which known ones an unknown one may be misread for.

mod forms;
mod near;
mod word_list;

pub use forms::is_form_of_known;
pub use near::{Changes, Near, near};
pub use word_list::word_list;

/// A language of whose words a list is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LatinLanguage {
    /// English.
    English,
    /// German.
    German,
    /// French.
    French,
}

impl LatinLanguage {
    /// All of them.
    pub const ALL: [LatinLanguage; 3] = [LatinLanguage::English, LatinLanguage::German, LatinLanguage::French];

    /// The language that most of these words are of; nothing where they are too few to tell, or of a language of which nothing is known.
    pub fn of<'a>(words: impl Iterator<Item = &'a str>) -> Option<LatinLanguage> {
        /// Fewer words tell nothing.
        const ENOUGH: usize = 12;
        /// Of the words of another language nearly half are in a list by chance; badly read pages have more than half.
        const MOST: f32 = 0.56;
        let (mut all, mut known) = (0usize, [0usize; LatinLanguage::ALL.len()]);
        for word in words.filter(|word| word.chars().nth(2).is_some()) {
            all += 1;
            let levels = word_list().levels(&fold(word));
            for (count, language) in known.iter_mut().zip(LatinLanguage::ALL) {
                *count += usize::from(levels.is_some_and(|levels| levels.of(language).is_some()));
            }
        }
        let (known, language) = known.into_iter().zip(LatinLanguage::ALL).max_by_key(|(known, _)| *known)?;
        (all >= ENOUGH && known as f32 >= MOST * all as f32).then_some(language)
    }
}

/// A word as the list has it: in small letters, long s as s.
pub fn fold(word: &str) -> String {
    word.chars().flat_map(char::to_lowercase).map(|c| if c == 'ſ' { 's' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(text: &str) -> Option<LatinLanguage> {
        LatinLanguage::of(text.split_whitespace())
    }

    #[test]
    fn languages_are_told_by_their_words() {
        assert_eq!(
            language("the mayor opened the new bridge over the river this morning before many people of the town"),
            Some(LatinLanguage::English)
        );
        assert_eq!(
            language("Der Bürgermeister hat gestern die neue Brücke über den Fluß eröffnet und allen Arbeitern für ihre Mühe gedankt"),
            Some(LatinLanguage::German)
        );
        assert_eq!(
            language("Le maire vient ouvrir hier matin le nouveau pont sur la rivière devant toute la ville avec les ouvriers"),
            Some(LatinLanguage::French)
        );
    }

    #[test]
    fn of_languages_without_a_list_and_of_few_words_nothing_is_said() {
        for text in [
            "Kaupunginjohtaja avasi eilen uuden sillan joen yli ja kiitti kaikkia työmiehiä heidän vaivastaan koko kaupungin puolesta",
            "Praefectus urbis heri novum pontem super flumen aperuit atque omnibus operariis pro labore suo gratias egit coram populo",
            "Burmistrz otworzył wczoraj nowy most nad rzeką i podziękował wszystkim robotnikom za ich trud w imieniu całego miasta",
            "the new bridge",
        ] {
            assert_eq!(language(text), None, "{text}");
        }
    }
}
