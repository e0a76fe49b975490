//! Finding Chinese names by what is typed on a Latin keyboard: `xczx` or `xiangcun` finds 乡村振兴.

use pinyin::ToPinyinMulti;

/// Whether a name is meant by what was typed: by its own characters, anywhere in it; or, where letters were typed, by its syllables,
/// each in full or by its first letters. Capitals and blanks do not matter.
pub fn is_meant(name: &str, typed: &str) -> bool {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let name: Vec<char> = name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    if typed.is_empty() || name.iter().collect::<String>().contains(&typed) {
        return true;
    }
    // Syllables are letters alone; a text without Chinese characters has none.
    typed.is_ascii() && (0..name.len()).any(|from| reads(name.get(from..).unwrap_or_default(), &typed))
}

/// Whether the beginning of a name can be read as this.
fn reads(name: &[char], typed: &str) -> bool {
    if typed.is_empty() {
        return true;
    }
    let Some((first, rest)) = name.split_first() else { return false };
    let Some(syllables) = first.to_pinyin_multi() else {
        // Signs between the words of a name are not typed.
        let same = typed.strip_prefix(*first).is_some_and(|typed| reads(rest, typed));
        return same || (!first.is_alphanumeric() && reads(rest, typed));
    };
    let takes = |syllable: &str| {
        let common = syllable.bytes().zip(typed.bytes()).take_while(|(a, b)| a == b).count();
        (1..=common).rev().any(|length| typed.get(length..).is_some_and(|typed| reads(rest, typed)))
    };
    syllables.into_iter().any(|syllable| takes(syllable.plain()))
}

/// A name as it is spelled, by the commonest readings of its characters: by it names are put in the order of a dictionary. What is no
/// Chinese character stands for itself.
pub fn spelled(name: &str) -> String {
    let mut spelled = String::new();
    for c in name.chars() {
        match c.to_pinyin_multi().and_then(|readings| readings.into_iter().next()) {
            Some(syllable) => spelled.push_str(syllable.plain()),
            None => spelled.extend(c.to_lowercase()),
        }
        // A short syllable comes before a longer one that begins with it.
        spelled.push(' ');
    }
    spelled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_meant_by_characters_syllables_and_initials() {
        for typed in ["", "振兴", "xczx", "xiangcun", "xiangczx", "zx", "XC", "xiang cun zhen xing"] {
            assert!(is_meant("乡村振兴", typed), "{typed}");
        }
        for typed in ["xcx", "zhenxiang", "乡振", "x1"] {
            assert!(!is_meant("乡村振兴", typed), "{typed}");
        }
    }

    #[test]
    fn names_have_the_order_of_a_dictionary() {
        let mut names = ["张三", "阿里", "北京", "Bob", "西安", "陕西"];
        names.sort_by_key(|name| spelled(name));
        assert_eq!(names, ["阿里", "Bob", "北京", "陕西", "西安", "张三"]);
    }

    #[test]
    fn every_reading_of_a_character_counts() {
        assert!(is_meant("重庆", "chongqing") && is_meant("重量", "zl"));
    }

    #[test]
    fn latin_names_are_found_by_their_letters() {
        assert!(is_meant("Set aside", "side") && is_meant("导出为 JSON…", "dcwjson"));
        assert!(!is_meant("Set aside", "sx"));
    }
}
