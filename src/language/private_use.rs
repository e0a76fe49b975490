//! Characters that GBK had places for and Unicode had not yet: they stand in the private-use area of old files.

/// The characters of GBK's places FE50 to FEA0, in order.
const CHARACTERS: &str = include_str!("../../assets/dictionaries/private-use.txt");

/// Where the first of them stands in the private-use area.
const FIRST: u32 = 0xe815;

/// The character of today for one from the private-use area; nothing for any other.
pub fn of_today(c: char) -> Option<char> {
    if !('\u{e815}'..='\u{e864}').contains(&c) {
        return None;
    }
    CHARACTERS.chars().nth((c as u32 - FIRST) as usize).filter(|c| *c != '\n')
}

#[cfg(test)]
mod tests {
    use super::of_today;

    #[test]
    fn every_place_has_its_character() {
        assert_eq!(of_today('\u{e863}'), Some('䶮'));
        assert_eq!(of_today('\u{e831}'), Some('𡗗'));
        assert!(('\u{e815}'..='\u{e864}').all(|c| of_today(c).is_some()));
        assert_eq!(of_today('报'), None);
        assert_eq!(of_today('\u{e865}'), None);
    }
}
