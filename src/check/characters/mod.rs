//! Characters that OCR misread: what stands there is unlikely between its neighbours, and another character, of a similar shape or one
//! that makes a word, is likelier.
//!
//! The likelihood that a character is wrong is a logistic regression over what the language says of it and of its best rival
//! ([`evidence`]); what is the best rival, a conditional logit over what speaks for each ([`rivals`]). Their weights are fitted to pages
//! that Tesseract has read (`tests/bench/pages`). A page is read as a whole ([`quality`]): what it says twice is seldom wrong.

mod evidence;
mod known;
mod limits;
mod longest_word;
mod page;
mod quality;
mod rivals;
mod weights;

use rayon::prelude::*;

use super::certainty::Readings;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::EditionView;
use super::wording::Wording;
use super::{Query, QueryKind, most_of_noise};
use crate::edition::{Confidence, TextOffset};
use crate::language::{class, pairs, shapes};
use crate::style::CheckName;
use evidence::Evidence;
use limits::limits;
use page::{CharacterPlace, Dense, Habits};
pub(super) use page::{Forms, forms_of};
pub(super) use quality::Quality;

/// Asks about the characters of a page.
pub(super) const CHECK: Check = Check {
    name: CheckName::Characters,
    kinds: &[QueryKind::Character],
    scope: CheckScope::Page,
    sureness: Sureness::Fitted,
    // What is asked about as a number or a mark is not asked about again, nor what letters beside it make look odd.
    gives_way: GivesWay {
        starts: &[CheckName::Numbers, CheckName::MissingNumbers, CheckName::Punctuation],
        overlaps: &[
            CheckName::Corrections,
            CheckName::Substitutions,
            CheckName::LearntCorrections,
            CheckName::NameVariants,
            CheckName::Witness,
        ],
        touches: &[CheckName::Letters, CheckName::Signs],
    },
    look: check,
};

/// How many replacements are offered.
const OFFERED: usize = 9;

/// A character that may be wrong.
#[derive(Clone)]
struct Suspect {
    /// Its place in the block.
    place: usize,
    likelihood: f32,
    /// What may stand there instead, or nothing, the likeliest first, each with the logarithm of how likely it is where the character is
    /// wrong. A long page has very many suspects.
    rivals: Box<[(Option<char>, f32)]>,
    /// Whether one of the likeliest looks like it.
    alike: bool,
    /// Whether its form does not belong in the text; that is as likely an error on any page.
    foreign: bool,
}

/// The characters of a run that may be wrong, as far as pages of usual quality go, with their places in it.
fn suspects_in(dense: &Dense, run: (usize, usize), habits: &Habits) -> Vec<Suspect> {
    let mut suspects = Vec::new();
    dense.each_place_of(run, habits, pairs(), |here| suspects.extend(suspect(here, here.run.1)));
    suspects
}

fn suspect(here: &CharacterPlace<'_>, place: usize) -> Option<Suspect> {
    let c = here.around().1;
    if is_rare(c) {
        return None;
    }
    let printed = here.dense.printed(here.index);
    let foreign = printed.is_some() && here.dense.forms == Forms::Simplified;
    let evidence = Evidence::of(here, foreign);
    if foreign {
        // The form that belongs there comes first, then what the language would have there.
        let others = evidence.iter().flat_map(|evidence| evidence.remedies(here));
        let rivals = [(Some(c), 0.0)].into_iter().chain(others).take(OFFERED).collect();
        return Some(Suspect { place, likelihood: limits().foreign, rivals, alike: true, foreign });
    }
    let evidence = evidence?;
    let likelihood = evidence.likelihood(here.dense.forms);
    if likelihood < limits().negligible {
        return None;
    }
    let alike = evidence.rivals.iter().take(LIKELIEST).any(|rival| is_alike(c, rival.character));
    let as_printed = |rival: char| if here.dense.forms == Forms::Traditional { here.habits.as_printed(rival) } else { rival };
    let printed_as = |(rival, likely): (Option<char>, f32)| (rival.map(as_printed), likely);
    let known = evidence.remedies(here).into_iter().map(printed_as);
    let rivals = known.filter(|(rival, _)| rival.is_none() || *rival != printed).take(OFFERED).collect();
    Some(Suspect { place, likelihood, rivals, alike, foreign })
}

/// Whether a character is one of the rare ones beyond the first plane, as stand in names: a machine does not read them by mistake for
/// common ones, which is why the language knows nothing of them.
fn is_rare(c: char) -> bool {
    u32::from(c) > 0xffff && class::is_han(c)
}

/// Among how many of the likeliest rivals one is looked for that looks alike.
const LIKELIEST: usize = 3;

/// Whether two characters look alike, or are known to be confused.
fn is_alike(a: char, b: char) -> bool {
    shapes::likeness(a, b) > shapes::UNLIKE || shapes::confused(a).contains(&b)
}

/// Leaves the likeliest suspects of a page of so many characters: as many as can be asked about. Of those that are equally likely the
/// first ones stay.
fn keep_surest(suspects: &mut [Vec<Suspect>], characters: usize) {
    let most = most_of_noise(characters);
    let mut likely: Vec<f32> = suspects.iter().flatten().map(|suspect| suspect.likelihood).collect();
    if likely.len() <= most {
        return;
    }
    let (above, least, _) = likely.select_nth_unstable_by(most, |a, b| b.total_cmp(a));
    let least = *least;
    let mut equal = most - above.iter().filter(|likelihood| **likelihood > least).count();
    for suspect in suspects {
        suspect.retain(|suspect| {
            let is_last = suspect.likelihood == least && equal > 0;
            equal -= usize::from(is_last);
            suspect.likelihood > least || is_last
        });
    }
}

impl Suspect {
    /// What may stand there instead, the likeliest first.
    fn replacements(&self) -> Vec<String> {
        self.rivals.iter().map(|(rival, _)| rival.iter().collect()).collect()
    }

    fn adjusted(&self, odds: f32) -> f32 {
        if self.foreign {
            return self.likelihood;
        }
        let weighed = self.likelihood / (1.0 - self.likelihood).max(1e-6) * odds;
        weighed / (1.0 + weighed)
    }
}

fn check(view: &EditionView<'_>, queries: &mut Vec<Query>) {
    let Some(quality) = view.quality else { return };
    let texts: Vec<Wording<'_>> = view.told().collect();
    let all = of_page(&texts.iter().map(|wording| wording.text).collect::<Vec<_>>(), quality);
    for (wording, suspects) in texts.iter().zip(&all) {
        let readings = Readings::of(wording.block, view.pages);
        ask(wording, suspects, &readings, (quality.odds, view.style.thresholds.character), queries);
    }
}

/// The likeliest suspects of each block of a page.
fn of_page(texts: &[&[char]], quality: &Quality) -> Vec<Vec<Suspect>> {
    let dense = |text: &&[char]| Dense::of(text, forms_of(text, quality.forms));
    let mut all: Vec<Vec<Suspect>> = texts.par_iter().map(|text| quality.known.suspects(&dense(text), &quality.habits)).collect();
    keep_surest(&mut all, texts.iter().map(|text| text.len()).sum());
    all
}

/// How likely the characters of a page are wrong by what the language says, for fitting what the OCR's certainty adds: for each block of
/// the page the places that may be, with their likelihoods.
pub fn likelihoods(texts: &[Vec<char>]) -> Vec<Vec<(TextOffset, f32)>> {
    let texts: Vec<&[char]> = texts.iter().map(Vec::as_slice).collect();
    let quality = Quality::of(&texts);
    let all = of_page(&texts, &quality);
    let told = |suspect: &Suspect| (TextOffset::new(suspect.place), suspect.adjusted(quality.odds));
    all.iter().map(|suspects| suspects.iter().map(told).collect()).collect()
}

/// A suspect that is asked about, and how likely it is wrong, in per cent.
type AskedSuspect<'a> = (&'a Suspect, u8);

/// Asks about the suspects of a block that are likely enough: at least `limit` per cent. Neighbours are one query, since a misread
/// character makes the one beside it look odd.
fn ask(wording: &Wording<'_>, suspects: &[Suspect], readings: &Readings<'_>, (odds, limit): (f32, u8), queries: &mut Vec<Query>) {
    let weighed = |suspect: &Suspect| {
        let likelihood = readings.weigh(suspect.place, suspect.adjusted(odds));
        (likelihood * 100.0).round().clamp(1.0, 99.0) as u8
    };
    let asked = suspects.iter().map(|suspect| (suspect, weighed(suspect)));
    let asked: Vec<AskedSuspect<'_>> = asked.filter(|(suspect, percent)| *percent >= readings.limit(suspect.place, limit)).collect();
    let beside = |(a, _): &AskedSuspect<'_>, (b, _): &AskedSuspect<'_>| {
        !a.foreign && !b.foreign && wording.text.get(a.place + 1..b.place).unwrap_or_default().iter().all(|c| c.is_whitespace())
    };
    for together in asked.chunk_by(beside) {
        let (Some((first, _)), Some((last, _))) = (together.first(), together.last()) else { continue };
        let percent = together.iter().map(|(_, percent)| *percent).max().unwrap_or_default();
        let replacements = match together {
            [_] => readings.replacements(first.place, &first.replacements()),
            _ => replacements_of(wording, together),
        };
        let (range, confidence) = ((first.place, last.place + 1), Confidence::percent(percent));
        queries.push(wording.query_with(QueryKind::Character, range, confidence, "query-character", &replacements));
    }
}

/// What may stand in place of neighbours, the likeliest first: one of them is wrong, or several are.
fn replacements_of(wording: &Wording<'_>, together: &[AskedSuspect<'_>]) -> Vec<String> {
    /// How many remedies of each of two neighbours are tried together.
    const OF_TWO: usize = 4;
    let start = together.first().map_or(0, |(first, _)| first.place);
    let end = together.last().map_or(0, |(last, _)| last.place + 1);
    let with = |replaced: &[(usize, Option<char>)]| -> String {
        let at = |place: usize| match replaced.iter().find(|(replaced, _)| *replaced == place) {
            Some((_, right)) => *right,
            None => Some(wording.at(place)),
        };
        (start..end).filter_map(at).collect()
    };
    let single = |(suspect, percent): &AskedSuspect<'_>| -> Vec<Remedy> {
        let odds = f32::from(*percent) / (100.0 - f32::from(*percent));
        suspect.rivals.iter().map(|(right, likely)| (odds.ln() + likely, vec![(suspect.place, *right)])).collect()
    };
    let of_each: Vec<Vec<Remedy>> = together.iter().map(single).collect();
    let best = of_each.iter().filter_map(|remedies| remedies.first());
    let each = best.fold((0.0, Vec::new()), |(sum, all), (likely, one)| (sum + likely, [all, one.clone()].concat()));
    let of_two = of_each.iter().zip(of_each.iter().skip(1)).flat_map(|(first, second)| {
        let second = second.iter().take(OF_TWO);
        let both = move |a: &Remedy, b: &Remedy| (a.0 + b.0, [a.1.clone(), b.1.clone()].concat());
        first.iter().take(OF_TWO).flat_map(move |a| second.clone().map(move |b| both(a, b)))
    });
    let mut all: Vec<Remedy> = of_each.iter().flatten().cloned().chain(of_two).chain([each]).collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut offered: Vec<String> = Vec::new();
    for (_, replaced) in all {
        let remedy = with(&replaced);
        if !offered.contains(&remedy) && offered.len() < OFFERED {
            offered.push(remedy);
        }
    }
    offered
}

/// Characters that are replaced or taken away together, with the logarithm of how likely that is, compared with other remedies of a query.
type Remedy = (f32, Vec<(usize, Option<char>)>);

/// What the check of characters weighs at one place, for fitting its weights.
pub struct Weighed {
    /// The place in its block.
    pub place: TextOffset,
    /// What speaks for the character's being wrong, in order of [`names_of_values`].
    pub values: Vec<f32>,
    /// What may have stood there, the likeliest first, with what speaks for each.
    pub rivals: Vec<(char, Vec<f32>)>,
    /// What speaks for nothing's having stood there.
    pub lost: Vec<f32>,
}

/// The names of what speaks for a rival, of what speaks for a character's being wrong, and of what speaks for its being too much.
pub fn names_of_values() -> [&'static [&'static str]; 3] {
    [&weights::RIVAL, &weights::PLACE, &weights::LOST]
}

/// All that is weighed in a block, among these blocks of its page.
pub fn weighed(texts: &[Vec<char>]) -> Vec<Vec<Weighed>> {
    let (dense, habits, _) = quality::read(&texts.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let all = |dense: &Dense| {
        let mut found = Vec::new();
        dense.each_place(&habits, pairs(), |here, place| {
            let Some(evidence) = Evidence::of(here, true) else { return };
            let rivals = evidence.rivals.iter().map(|rival| (rival.character, rival.values.to_vec())).collect();
            found.push(Weighed { place, values: evidence.values.to_vec(), rivals, lost: evidence.lost(here).to_vec() });
        });
        found
    };
    dense.iter().map(all).collect()
}

#[cfg(test)]
mod tests {
    use super::{Suspect, Wording, keep_surest, replacements_of};
    use crate::check::QueryKind::Character;
    use crate::check::tests::asked;

    fn remedies(text: &str, wrong: &str) -> Vec<String> {
        let found = asked(Character, text);
        found.into_iter().find(|(asked, _)| asked.contains(wrong)).map(|(_, remedies)| remedies).unwrap_or_default()
    }

    #[test]
    fn a_misread_character_is_asked_about_and_the_right_one_offered() {
        let text = "市领导出席会仪并讲话。夫妻俩回老家北京举办答谢宣。";
        assert!(remedies(text, "仪").iter().any(|remedy| remedy == "议" || remedy == "会议"));
        assert!(!remedies(text, "宣").is_empty());
    }

    #[test]
    fn a_traditional_form_in_simplified_text_is_asked_about_and_its_simplified_form_comes_first() {
        let text = "市政府各部門昨天召開会议，介绍全市经济发展的有关情况，并回答了记者的提问。全市經济平稳，第一捲已经出版。";
        let found = asked(Character, text);
        let firsts: Vec<(&str, &str)> = found.iter().map(|(wrong, remedies)| (wrong.as_str(), remedies[0].as_str())).collect();
        assert_eq!(firsts, [("門", "门"), ("開", "开"), ("經", "经"), ("捲", "卷")]);
        let text = "市里召幵会议部署春季造林工作，要求各部门抓紧落实，做好服务，把任务完成在前面。";
        assert_eq!(remedies(text, "幵").first().map(String::as_str), Some("开"));
        assert_eq!(asked(Character, "清朝乾隆年间，这部著作在北京刻印出版，流传很广。"), []);
    }

    #[test]
    fn traditional_text_is_judged_by_what_it_says() {
        let text = "本市電車公司昨日宣佈，自下月一日起增開早班車，俾工人學生得以準時到達。公司經理對記者說，此舉並不加價。";
        assert_eq!(asked(Character, text), []);
        assert_eq!(asked(Character, "國民政府囘電，旣經會議决定，卽日起實行，各機關應切實遵照辦理。"), []);
    }

    #[test]
    fn of_a_language_of_which_nothing_is_known_nothing_is_asked() {
        assert_eq!(asked(Character, "昨日、東京都知事は記者会見を開き、新しい予算案の概要を発表した。"), []);
        assert_eq!(asked(Character, "The title 國富論 was translated by 嚴復 in 1902, as the preface says."), []);
    }

    #[test]
    fn neighbours_are_one_query_that_offers_to_replace_one_of_them_or_each() {
        let suspect = |place: usize, rivals: &[(char, f32)]| Suspect {
            place,
            likelihood: 0.9,
            rivals: rivals.iter().map(|(c, likely)| (Some(*c), *likely)).chain([(None, -6.0)]).collect(),
            alike: true,
            foreign: false,
        };
        let text: Vec<char> = "太尴炊了".chars().collect();
        let block = crate::edition::Block::new(crate::edition::BlockId(1), crate::edition::Role::Paragraph, "太尴炊了", []);
        let (first, second) = (suspect(1, &[('茶', -1.5)]), suspect(2, &[('尬', -0.1), ('烟', -4.0)]));
        let wording = Wording { block: &block, text: &text };
        // Which of them is wrong counts as much as what it may have been, and both may be.
        let offered = replacements_of(&wording, &[(&first, 30), (&second, 90)]);
        assert_eq!(offered.first().map(String::as_str), Some("尴尬"));
        assert!(offered.contains(&"茶炊".to_owned()) && offered.contains(&"茶尬".to_owned()), "{offered:?}");
        let offered = replacements_of(&wording, &[(&first, 95), (&second, 20)]);
        assert_eq!(offered.first().map(String::as_str), Some("茶炊"));
    }

    #[test]
    fn a_character_too_much_may_be_taken_away_and_a_dash_may_have_stood_for_one() {
        assert_eq!(
            remedies("自治区主席在苏险托会上晤后对新闻界说，双方都很满意。", "晤").iter().filter(|one| one.as_str() == "晤").count(),
            1
        );
        assert!(remedies("市里的公共汽车在张北一尚义地区停开三天，请旅客注意。", "一").contains(&"—".to_owned()));
    }

    #[test]
    fn of_noise_the_likeliest_are_asked_about() {
        let suspect = |likelihood: f32| Suspect { place: 0, likelihood, rivals: Box::default(), alike: true, foreign: false };
        let likely = |number: usize| [0.1, 0.5, 0.5, 0.9][number % 4];
        let mut noise: Vec<Vec<Suspect>> = (0..10).map(|_| (0..1000).map(|number| suspect(likely(number))).collect()).collect();
        keep_surest(&mut noise, 20_000);
        let count = |likelihood: f32| noise.iter().flatten().filter(|suspect| suspect.likelihood == likelihood).count();
        assert_eq!([0.9, 0.5, 0.1].map(count), [2500, 500, 0]);
        let mut few = vec![vec![suspect(0.1), suspect(0.9)]];
        keep_surest(&mut few, 10);
        assert_eq!(few[0].len(), 2);
    }

    #[test]
    fn plain_text_is_not_asked_about() {
        let text = "市政府新闻办公室昨天召开专场新闻发布会，介绍全市公交车免费乘坐的有关情况，并回答了记者的提问。";
        assert_eq!(asked(Character, text), []);
        assert_eq!(asked(Character, "全市掀起学习热潮，凝心聚力推进乡村振兴。"), []);
        assert_eq!(asked(Character, "国家统计局公布的数据显示，全国居民消费价格同比上涨百分之二。"), []);
    }
}
