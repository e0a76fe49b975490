//! Numbers in digits or in Chinese numerals.

/// The numerals of the digits.
pub const CHINESE: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// A number below 1000 as things are counted: 十二, 二十八, 一百一十.
pub fn counted(number: u32) -> String {
    let numeral = |digit: u32| CHINESE.get(digit as usize).copied().unwrap_or('〇');
    let (hundreds, tens, ones) = (number / 100 % 10, number / 10 % 10, number % 10);
    let mut text = String::new();
    if hundreds > 0 {
        text.extend([numeral(hundreds), '百']);
    }
    match tens {
        0 if hundreds > 0 && ones > 0 => text.push('〇'),
        0 => {}
        1 if hundreds == 0 => text.push('十'),
        _ => text.extend([numeral(tens), '十']),
    }
    if ones > 0 || text.is_empty() {
        text.push(numeral(ones));
    }
    text
}

/// The number that a text begins with, up to 9999, and how many characters it has. Digits may be of full width; Chinese numerals are
/// written with 十 and 百, as items are counted, or digit by digit.
pub fn value(text: &[char]) -> Option<(u32, usize)> {
    let digits = text.iter().map_while(|c| digit(*c)).collect::<Vec<_>>();
    if !digits.is_empty() && text.get(digits.len()).is_none_or(|c| !matches!(c, '十' | '百')) {
        const LONGEST: usize = 4;
        let sum = digits.iter().fold(0, |sum: u32, digit| sum.saturating_mul(10).saturating_add(*digit));
        return (digits.len() <= LONGEST).then_some((sum, digits.len()));
    }
    let (mut sum, mut unit, mut length) = (0, None, 0);
    for c in text {
        match (c, digit(*c)) {
            // 〇 stands for the tens that are not there.
            (_, Some(digit)) if unit.is_none() || unit == Some(0) => unit = Some(digit),
            ('十', _) => sum += 10 * unit.take().unwrap_or(1),
            ('百', _) if unit.is_some() => sum += 100 * unit.take().unwrap_or(0),
            _ => break,
        }
        length += 1;
    }
    (length > 0).then_some((sum + unit.unwrap_or(0), length))
}

fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => CHINESE.iter().position(|digit| *digit == c).map(|at| at as u32),
    }
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn numbers_have_values_and_lengths() {
        let of = |text: &str| value(&text.chars().collect::<Vec<_>>());
        assert_eq!(of("12、"), Some((12, 2)));
        assert_eq!(of("一、"), Some((1, 1)));
        assert_eq!(of("十"), Some((10, 1)));
        assert_eq!(of("十二条"), Some((12, 2)));
        assert_eq!(of("三十四条"), Some((34, 3)));
        assert_eq!(of("一百〇五"), Some((105, 4)));
        assert_eq!(of("一九三九年"), Some((1939, 4)));
        assert_eq!(of("３．"), Some((3, 1)));
        assert_eq!((of("年"), of("123456")), (None, None));
    }
}
