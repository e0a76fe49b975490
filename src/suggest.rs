//! What an article may be about: a section, tags and names to accept or reject. A suggestion is never taken by itself.

mod persons;
mod rank;

use std::collections::{HashMap, HashSet};

use crate::edit::{Edit, Field, TermKind};
use crate::edition::{Article, Edition, Settled, SettledKind};
use crate::language::{self, TaggedWord, class, lexicon};
use crate::style::{self, HouseStyle};

/// What a suggestion is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// The article's section.
    Section,
    /// A tag or a name.
    Term(TermKind),
}

impl Slot {
    /// Under which kind a rejected suggestion is kept in the edition file.
    pub fn kind(self) -> SettledKind {
        match self {
            Slot::Section => SettledKind::Section,
            Slot::Term(TermKind::Tag) => SettledKind::Tag,
            Slot::Term(TermKind::Person) => SettledKind::Person,
            Slot::Term(TermKind::Place) => SettledKind::Place,
            Slot::Term(TermKind::Organisation) => SettledKind::Organisation,
        }
    }
}

/// Something an article may be described by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What it is for.
    pub slot: Slot,
    /// The term.
    pub text: String,
    /// The edit that takes it.
    pub accept: Edit,
    /// The edit after which it is not suggested for this article again.
    pub reject: Edit,
}

/// How many tags, and how many names of a kind, are suggested.
const TAGS: usize = 4;
const NAMES: usize = 4;
/// How many tags may come from outside the vocabulary.
const FREE: usize = 2;
/// A word outside the vocabulary stands so often before it is suggested.
const REPEATED: usize = 3;

/// What an article may be described by and is not yet. It is a pure function of its arguments.
pub fn suggestions(edition: &Edition, article: &Article, style: &HouseStyle) -> Vec<Suggestion> {
    let Some(first) = article.blocks().first() else { return Vec::new() };
    let text: String = article.blocks().iter().flat_map(|block| [block.text(), "\n"]).collect();
    let mut found = Vec::new();
    let mut suggest = |slot: Slot, term: String| {
        let settled = Settled { kind: slot.kind(), block: first.id(), text: term.clone() };
        let taken = match slot {
            Slot::Section => article.section().is_some(),
            Slot::Term(kind) => kind.of(article).contains(&term),
        };
        if taken || edition.settled().contains(&settled) {
            return;
        }
        let accept = match slot {
            Slot::Section => Edit::SetField { field: Field::Section(article.id()), value: Some(term.clone()) },
            Slot::Term(kind) => Edit::AddTerm { article: article.id(), term: kind, text: term.clone() },
        };
        found.push(Suggestion { slot, text: term, accept, reject: Edit::Settle(settled) });
    };
    if let Some(section) = known(&style.sections, &text).into_iter().next() {
        suggest(Slot::Section, section);
    }
    let tags = known(&style.tags, &text);
    let spare = if style.free_terms { TAGS.saturating_sub(tags.len()).min(FREE) } else { 0 };
    let words = ArticleWords::of(&text);
    tags.iter().take(TAGS).cloned().chain(words.keywords(style).take(spare)).for_each(|tag| suggest(Slot::Term(TermKind::Tag), tag));
    for (kind, of) in [(TermKind::Person, &words.persons), (TermKind::Place, &words.places), (TermKind::Organisation, &words.organisations)]
    {
        commonest(of).into_iter().take(NAMES).for_each(|name| suggest(Slot::Term(kind), name));
    }
    found
}

/// The terms of a vocabulary that the text is about, the likeliest first: it says the term itself, or two of its words. Rare words tell
/// more (the idea of TF-IDF, with the shares of the lexicon for how common a word is).
fn known(vocabulary: &[style::Term], text: &str) -> Vec<String> {
    let weight = |word: &str| -lexicon().share(word).unwrap_or(-12.0);
    let score = |term: &style::Term| {
        let own = std::iter::once(&term.term).chain(&term.variants).map(|form| text.matches(form.as_str()).count()).sum::<usize>();
        let words: Vec<(&String, usize)> =
            term.words.iter().map(|word| (word, text.matches(word.as_str()).count())).filter(|(_, count)| *count > 0).collect();
        let sum = words.iter().map(|(word, count)| weight(word) * (*count as f32).ln_1p()).sum::<f32>();
        let score = sum + 12.0 * (own as f32).ln_1p();
        (own > 0 || words.len() >= 2).then(|| (score, term.term.clone()))
    };
    let mut found: Vec<(f32, String)> = vocabulary.iter().filter_map(score).collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found.into_iter().map(|(_, term)| term).collect()
}

/// The words of a text that can describe it, with how often they stand there.
#[derive(Default)]
struct ArticleWords {
    nouns: HashMap<String, usize>,
    persons: HashMap<String, usize>,
    places: HashMap<String, usize>,
    organisations: HashMap<String, usize>,
    /// Of each noun, how many of the others lead to it.
    ranks: HashMap<String, f32>,
}

impl ArticleWords {
    fn of(text: &str) -> ArticleWords {
        let mut found = ArticleWords::default();
        let tokens: Vec<_> = language::tag(text).collect();
        for (index, word) in tokens.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|before| tokens.get(before));
            let length = word.word.chars().count();
            if length < 2 || !word.word.chars().all(class::is_han) {
                continue;
            }
            let list = match word.tag {
                "nr" | "nrt" | "nrfg" if persons::is_person(&tokens, index) => &mut found.persons,
                "ns" if is_place(word.word, before.map_or("", |before| before.word)) => &mut found.places,
                "nt" => &mut found.organisations,
                "n" | "nz" | "vn" | "l" => &mut found.nouns,
                _ => continue,
            };
            *list.entry(word.word.to_owned()).or_default() += 1;
        }
        let noun = |word: &TaggedWord<'_>| found.nouns.contains_key(word.word);
        let nouns: Vec<Option<&str>> = tokens.iter().map(|word| Some(word.word).filter(|_| noun(word))).collect();
        found.ranks = rank::rank(&nouns).into_iter().map(|(word, rank)| (word.to_owned(), rank)).collect();
        for name in bodies(&tokens) {
            *found.organisations.entry(name).or_default() += 1;
        }
        found
    }

    /// Nouns that stand there often, are not common everywhere (TF-IDF) and that the others lead to (TextRank), without those the
    /// vocabulary has. The two count alike, as factors.
    fn keywords(&self, style: &HouseStyle) -> impl Iterator<Item = String> {
        let known: HashSet<&str> = style
            .tags
            .iter()
            .chain(&style.sections)
            .flat_map(|term| std::iter::once(&term.term).chain(&term.variants))
            .map(String::as_str)
            .collect();
        let told = |(word, count): (&String, &usize)| {
            let rarity = -lexicon().share(word).unwrap_or(-14.0);
            (*count >= REPEATED && rarity > 8.5 && !known.contains(word.as_str())).then(|| {
                let rank = self.ranks.get(word).copied().unwrap_or(0.0);
                (*count as f32 * rarity * rank, word.clone())
            })
        };
        let mut list: Vec<(f32, String)> = self.nouns.iter().filter_map(told).collect();
        list.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        list.into_iter().map(|(_, word)| word)
    }
}

/// Places of which the name is a common word, and is that word nearly always.
const COMMON_WORDS: [&str; 14] =
    ["新建", "和平", "文明", "民主", "平安", "团结", "新民", "兴国", "大方", "永丰", "宁静", "开放", "建设", "富民"];

/// Whether a word that jieba takes for a place can be one: no common word, and not the end of a person's name.
fn is_place(word: &str, before: &str) -> bool {
    let mut one = before.chars();
    let family = one.next().is_some_and(class::is_family_name) && one.next().is_none();
    let short = word.chars().count() <= 2;
    let ends_a_name = short && family;
    !ends_a_name && !COMMON_WORDS.contains(&word)
}

/// Public bodies by their names' ends: a place's name before 局, 法院 and the like, as 吕梁市公安局.
fn bodies(tokens: &[TaggedWord<'_>]) -> Vec<String> {
    const ENDS: [&str; 8] = ["局", "法院", "检察院", "委员会", "人民政府", "大学", "医院", "公司"];
    const LONGEST: usize = 12;
    let mut found = Vec::new();
    for (index, place) in tokens.iter().enumerate().filter(|(_, token)| token.tag == "ns" && token.word.chars().count() >= 2) {
        let mut name = place.word.to_owned();
        for token in tokens.iter().skip(index + 1) {
            name.push_str(token.word);
            if name.chars().count() > LONGEST
                || !token.word.chars().all(class::is_han)
                || matches!(token.tag, "v" | "p" | "c" | "u" | "ul" | "uj" | "d")
            {
                break;
            }
            if ENDS.iter().any(|end| token.word.ends_with(end)) {
                found.push(name);
                break;
            }
        }
    }
    found
}

fn commonest(list: &HashMap<String, usize>) -> Vec<String> {
    let mut list: Vec<(&String, &usize)> = list.iter().collect();
    list.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    list.into_iter().map(|(word, _)| word.clone()).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::edit::apply;
    use crate::import::import_bytes;

    fn draft(text: &str) -> Edition {
        let page = import_bytes(Path::new("p.txt"), text.as_bytes(), None).expect("a page");
        crate::clean::clean(&[Arc::new(page)], HouseStyle::standard())
    }

    const STORY: &str = "　　本报讯（记者 王明）3月2日，吕梁市公安局召开煤矿安全会议，采煤矿井一律停产检查。太原市来的专家说，\
        煤矿矿井的瓦斯必须每日检测，瓦斯超限的矿井要停产，瓦斯数据要公布。\n";

    fn texts(edition: &Edition, slot: Slot) -> Vec<String> {
        let article = &edition.articles()[0];
        let all = suggestions(edition, article, HouseStyle::standard());
        all.into_iter().filter(|suggestion| suggestion.slot == slot).map(|suggestion| suggestion.text).collect()
    }

    #[test]
    fn the_vocabulary_comes_first_and_names_are_found() {
        let edition = draft(STORY);
        let tags = texts(&edition, Slot::Term(TermKind::Tag));
        assert_eq!(tags.first().map(String::as_str), Some("煤矿"), "{tags:?}");
        assert!(tags.len() <= TAGS);
        assert!(texts(&edition, Slot::Term(TermKind::Organisation)).contains(&"吕梁市公安局".to_owned()));
        assert!(texts(&edition, Slot::Term(TermKind::Place)).iter().any(|place| place.starts_with("太原")));
        assert!(is_place("太原", "在") && !is_place("长顺", "贺") && !is_place("新建", "县里") && is_place("江苏省", "江"));
        assert!(texts(&draft("　　他笑了。\n"), Slot::Term(TermKind::Tag)).is_empty());
    }

    #[test]
    fn what_is_taken_or_rejected_is_not_suggested_again() {
        let mut edition = draft(STORY);
        let all = suggestions(&edition, &edition.articles()[0].clone(), HouseStyle::standard());
        for (number, suggestion) in all.iter().enumerate() {
            apply(&mut edition, if number % 2 == 0 { &suggestion.accept } else { &suggestion.reject }).expect("it applies");
        }
        let left = suggestions(&edition, &edition.articles()[0].clone(), HouseStyle::standard());
        assert!(left.iter().all(|suggestion| !all.contains(suggestion)), "{left:?}");
    }
}
