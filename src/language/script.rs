//! Simplified and traditional forms.

use std::collections::HashMap;
use std::sync::OnceLock;

/// One pair a line: the traditional character, its simplified form.
const PAIRS: &str = include_str!("../../assets/dictionaries/traditional.txt");

/// The simplified form of a traditional character; any other character as it is. Where OpenCC's table gives several forms, the first.
pub fn simplified(c: char) -> char {
    static TABLE: OnceLock<HashMap<char, char>> = OnceLock::new();
    if c.is_ascii() {
        return c;
    }
    let table = TABLE.get_or_init(|| {
        let pair = |line: &str| {
            let mut characters = line.chars();
            Some((characters.next()?, characters.next()?))
        };
        PAIRS.lines().filter_map(pair).collect()
    });
    table.get(&c).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::simplified;

    #[test]
    fn traditional_forms_become_simplified_and_the_rest_stays() {
        assert_eq!("鄉村振興，國家A。".chars().map(simplified).collect::<String>(), "乡村振兴，国家A。");
        assert_eq!(simplified('中'), '中');
    }
}
