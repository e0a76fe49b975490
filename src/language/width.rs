//! Widths of characters, in halves of an em, and the full-width forms of half-width punctuation.

use super::class;

/// The width a character is set at, in half-ems: one for Latin letters and digits, two for all else, none for marks without a shape.
#[inline]
pub fn half_ems(c: char) -> u32 {
    match c {
        '\u{4e00}'..='\u{9fff}' => 2,
        ' '..='~' | '\u{a1}'..='\u{ff}' | '\u{ff61}'..='\u{ff9f}' => 1,
        _ if crate::page::is_blank(c) => {
            if c == '\u{3000}' {
                2
            } else {
                0
            }
        }
        _ => 2,
    }
}

/// The least width a character can be squeezed to, in half-ems: punctuation takes half an em where the line needs it.
#[inline]
pub fn least_half_ems(c: char) -> u32 {
    if !('\u{4e00}'..='\u{9fff}').contains(&c) && class::is_squeezable(c) { 1 } else { half_ems(c) }
}

/// The full-width form of punctuation that Chinese text sets full width; `None` for every other character.
///
/// Full stops and quotation marks are left: a half-width `.` may be a decimal point or a point between the parts of a name, and `"` does
/// not say whether it opens or closes.
#[inline]
pub fn full_width(c: char) -> Option<char> {
    Some(match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '?' => '？',
        '!' => '！',
        '(' => '（',
        ')' => '）',
        _ => return None,
    })
}

/// The usual form of punctuation that was written as it looks in upright lines; `None` for every other character.
///
/// These are the vertical forms of Unicode, U+FE10 to U+FE19 and U+FE30 to U+FE48, by their compatibility mappings, in the width that
/// Chinese text sets.
#[inline]
pub fn horizontal(c: char) -> Option<char> {
    Some(match c {
        '\u{0}'..='\u{fe0f}' | '\u{fe49}'.. => return None,
        '︐' => '，',
        '︑' => '、',
        '︒' => '。',
        '︓' => '：',
        '︔' => '；',
        '︕' => '！',
        '︖' => '？',
        '︗' => '〖',
        '︘' => '〗',
        '︙' => '…',
        '︰' => '‥',
        '︱' => '—',
        '︲' => '–',
        '︳' | '︴' => '_',
        '︵' => '（',
        '︶' => '）',
        '︷' => '｛',
        '︸' => '｝',
        '︹' => '〔',
        '︺' => '〕',
        '︻' => '【',
        '︼' => '】',
        '︽' => '《',
        '︾' => '》',
        '︿' => '〈',
        '﹀' => '〉',
        '﹁' => '「',
        '﹂' => '」',
        '﹃' => '『',
        '﹄' => '』',
        '﹇' => '［',
        '﹈' => '］',
        _ => return None,
    })
}

/// The form in which level Chinese text sets punctuation that was written in half width, or as in upright lines; `None` for every other
/// character.
#[inline]
pub fn set_level(c: char) -> Option<char> {
    full_width(c).or_else(|| horizontal(c))
}

/// The character with half-width punctuation made full width, punctuation of upright lines made that of level ones, and full-width digits
/// and letters made half width, for comparing.
#[inline]
pub fn fold(c: char) -> char {
    match c {
        '\u{4e00}'..='\u{9fff}' => c,
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '﹒' | '•' | '‧' => '·',
        _ => set_level(c).unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_in_half_ems() {
        assert_eq!("报，a1".chars().map(half_ems).sum::<u32>(), 6);
        assert_eq!("报，a1”".chars().map(least_half_ems).sum::<u32>(), 6);
        assert_eq!(half_ems('\u{200b}'), 0);
    }

    #[test]
    fn punctuation_has_a_full_form_and_points_have_none() {
        assert_eq!(full_width(','), Some('，'));
        assert_eq!(full_width('.'), None);
        assert_eq!(full_width('"'), None);
        assert_eq!("︽清河︾︐﹁".chars().map(fold).collect::<String>(), "《清河》，「");
        assert_eq!(['，', '\u{fe1a}', '\u{fe49}'].map(horizontal), [None; 3]);
        assert_eq!("（２０２２：".chars().map(fold).collect::<String>(), "（2022：");
    }
}
