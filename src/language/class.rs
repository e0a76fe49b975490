//! Classes of characters, as a typesetter sees them.

/// A Chinese character (ideograph), the small circle 〇 included.
#[inline]
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇' | '々')
}

/// Whether a stretch of a text is no part of a longer word in letters or digits. Ideographs stand beside each other.
pub fn stands_alone(text: &[char], (from, to): (usize, usize)) -> bool {
    let at = |index: Option<usize>| index.and_then(|index| text.get(index)).copied().unwrap_or(' ');
    let goes_on =
        |inside: char, outside: char| inside.is_alphanumeric() && outside.is_alphanumeric() && !is_han(inside) && !is_han(outside);
    !goes_on(at(Some(from)), at(from.checked_sub(1))) && !goes_on(at(to.checked_sub(1)), at(Some(to)))
}

/// The commonest family names; they make up nearly all.
const FAMILIES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边";

/// A family name of one character.
pub fn is_family_name(c: char) -> bool {
    FAMILIES.contains(c)
}

/// A character that belongs to Chinese text: an ideograph, or punctuation that is set full width in it.
pub fn is_chinese(c: char) -> bool {
    is_han(c) || is_full_punctuation(c)
}

/// Punctuation that Chinese text sets on a full em.
pub fn is_full_punctuation(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '“'
            | '”'
            | '‘'
            | '’'
            | '（'
            | '）'
            | '《'
            | '》'
            | '〈'
            | '〉'
            | '【'
            | '】'
            | '「'
            | '」'
            | '『'
            | '』'
            | '〔'
            | '〕'
            | '…'
            | '—'
            | '·'
            | '～'
            | '％'
            | '．'
    )
}

/// Punctuation that a typesetter may squeeze to half an em where a line needs it.
pub fn is_squeezable(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '“'
            | '”'
            | '‘'
            | '’'
            | '（'
            | '）'
            | '《'
            | '》'
            | '〈'
            | '〉'
            | '【'
            | '】'
            | '「'
            | '」'
            | '『'
            | '』'
            | '〔'
            | '〕'
            | '·'
    )
}

/// Punctuation that ends a sentence.
pub fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '…' | '!' | '?')
}

/// An opening bracket or quotation mark: no line ends with it.
pub fn is_opening(c: char) -> bool {
    matches!(c, '“' | '‘' | '（' | '《' | '〈' | '【' | '「' | '『' | '〔' | '(' | '[' | '{')
}

/// A closing bracket or quotation mark.
pub fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '）' | '》' | '〉' | '】' | '」' | '』' | '〕' | ')' | ']' | '}')
}

/// Whether a paragraph that ends with the character ends within a sentence.
pub fn leaves_open(c: char) -> bool {
    !ends_sentence(c) && !is_closing(c)
}

/// Whether typesetters keep the character from the start of a line.
pub fn avoids_line_start(c: char) -> bool {
    is_closing(c) || matches!(c, '，' | '。' | '、' | '；' | '：' | '？' | '！' | ',' | '.' | ';' | ':' | '?' | '!' | '%' | '％')
}

/// A character of a word or number in Latin letters, which is not broken across lines.
pub fn is_latin(c: char) -> bool {
    c.is_ascii_graphic() && !matches!(c, '(' | ')' | ',' | ';' | '"' | '{' | '}')
}

/// A numeral, Western or Chinese.
pub fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '〇' | '○' | '零')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ideographs_are_han_and_punctuation_is_not() {
        assert!("报〇々㐂".chars().all(is_han));
        assert!(!"，a1 。カ".chars().any(is_han));
        assert!("报，”".chars().all(is_chinese));
        assert!(!is_chinese('a'));
    }

    #[test]
    fn line_rules() {
        assert!("，。”）》%".chars().all(avoids_line_start));
        assert!(!"“（《报a".chars().any(avoids_line_start));
        assert!("“（《".chars().all(is_opening));
        assert!(!"”）》".chars().any(is_opening));
    }

    #[test]
    fn sentence_ends_numerals_and_latin() {
        assert!("。！？…".chars().all(ends_sentence));
        assert!(!"，、；：”".chars().any(ends_sentence));
        assert!("09三十〇".chars().all(is_numeral));
        assert!(!is_numeral('年'));
        assert!("aZ9-%/".chars().all(is_latin));
        assert!(!"(, 报".chars().any(is_latin));
    }
}
