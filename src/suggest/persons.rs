//! Which words of a text are names of persons.

use crate::language::{self, TaggedWord, class};

/// What a person's name follows.
const TITLES: [&str; 26] = [
    "记者",
    "通讯员",
    "主席",
    "总理",
    "总统",
    "部长",
    "书记",
    "省长",
    "市长",
    "区长",
    "县长",
    "镇长",
    "乡长",
    "村长",
    "主任",
    "局长",
    "校长",
    "院长",
    "厂长",
    "经理",
    "教授",
    "老师",
    "医生",
    "作家",
    "演员",
    "队长",
];
/// What follows a person's name.
const AFTER: [&str; 8] = ["同志", "先生", "女士", "说", "指出", "表示", "介绍", "告诉"];
/// How many words before a name are looked at: names come in lists.
const NEAR: usize = 5;

/// Whether a word that jieba takes for a name can be a person's: a family name and one or two characters, no place and no thing. What
/// begins with a word of two characters that dictionaries have is a name where a title or a verb of speech says so: 文明, 高峰 and 牛肉干 begin
/// as names do.
pub fn is_person(tokens: &[TaggedWord<'_>], index: usize) -> bool {
    let Some(word) = tokens.get(index).map(|token| token.word) else { return false };
    can_be_person(word) && (!is_word(word) || is_told(tokens, index))
}

/// Whether a name, or all of it but its last character, is a word of two characters: 文明, 牛肉干.
fn is_word(name: &str) -> bool {
    let two = name.char_indices().nth(2).map_or(name, |(end, _)| name.get(..end).unwrap_or(name));
    language::is_word(two)
}

fn can_be_person(word: &str) -> bool {
    let mut chars = word.chars();
    let family = chars.next().is_some_and(class::is_family_name);
    let last = word.chars().next_back().unwrap_or(' ');
    family
        && word.chars().count() <= 3
        && !matches!(last, '庄' | '村' | '镇' | '乡' | '县' | '市' | '区' | '省' | '河' | '山' | '子' | '店' | '路')
        && !is_place(word)
}

/// Whether dictionaries have a county, a town and the like of this name.
fn is_place(word: &str) -> bool {
    ["县", "市", "区", "省", "镇", "乡", "村", "州"].iter().any(|end| language::is_word(&format!("{word}{end}")))
}

/// Whether the words round a name say that it is a person's.
fn is_told(tokens: &[TaggedWord<'_>], index: usize) -> bool {
    let is_list = |token: &&&TaggedWord<'_>| token.tag.starts_with("nr") || token.word.chars().all(|c| !class::is_han(c));
    let before = tokens.get(..index).unwrap_or_default().iter().rev().take(NEAR);
    let title = before.clone().find(|token| !is_list(&token)).is_some_and(|token| TITLES.contains(&token.word));
    let next = tokens.get(index + 1..).unwrap_or_default().iter().find(|token| token.word.chars().any(class::is_han));
    title || next.is_some_and(|token| AFTER.contains(&token.word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn persons(text: &str) -> Vec<String> {
        let tokens: Vec<_> = language::tag(text).collect();
        let is = |index: &usize| tokens[*index].tag.starts_with("nr") && is_person(&tokens, *index);
        (0..tokens.len()).filter(is).map(|index| tokens[index].word.to_owned()).collect()
    }

    #[test]
    fn neither_counties_nor_common_words_are_persons() {
        assert_eq!(persons("柳林、白云两县开展文明创建，病人康复，旅游高峰将至，牛肉干热销。"), Vec::<String>::new());
        assert!(can_be_person("贺长顺") && !can_be_person("西红柿") && !can_be_person("苗子") && !can_be_person("康家庄"));
        assert!(!can_be_person("柳林") && !can_be_person("常德"));
    }

    #[test]
    fn a_title_or_a_verb_tells_a_person() {
        assert_eq!(persons("（记者 王明）"), ["王明"]);
        assert_eq!(persons("演员王一博到场。"), ["王一博"]);
        assert_eq!(persons("记者王平、李俊报道"), ["王平", "李俊"]);
        assert_eq!(persons("作家鲁迅写道"), ["鲁迅"]);
        assert_eq!(persons("朱德同志回到家乡。"), ["朱德"]);
    }
}
