//! The ledger of the scan: lines of ink that the text has not, and lines of text where there is no ink.

mod lacking;

use std::collections::BTreeSet;

use super::question::Question;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::{EditionView, Seat};
use super::witness::BlockPlaces;
use super::{Query, QueryKind};
use crate::page::{PageIndex, RawOffset, RawRange, is_blank};
use crate::style::CheckName;

/// Asks about lines that only the image has, or only the text.
pub(super) const CHECK: Check = Check {
    name: CheckName::Ink,
    kinds: &[QueryKind::Missing],
    scope: CheckScope::Page,
    sureness: Sureness::Set(&[lacking::LINE, lacking::LINES, WITHOUT_INK, UNREAD]),
    gives_way: GivesWay::NEVER,
    look: check,
};

const WITHOUT_INK: Question = Question::new(QueryKind::Missing, "query-line-without-ink");
const UNREAD: Question = Question::new(QueryKind::Missing, "query-line-unread");

/// A raw line of at most so many characters that nothing on the image was read as is a speck or a rule that was taken for text. A longer one
/// is more likely printed, and was passed over.
const SPECKS: usize = 2;

/// The blocks of a page that are read, each with where its raw characters stand.
type SeatedPlaces<'s, 'a> = [(&'s Seat<'a>, BlockPlaces)];

fn check(view: &EditionView<'_>, queries: &mut Vec<Query>) {
    if view.collations.is_empty() {
        return;
    }
    let places: Vec<(&Seat<'_>, BlockPlaces)> = view
        .seats
        .iter()
        .filter(|seat| seat.is_told())
        .map(|seat| (seat, BlockPlaces::of(seat.block, seat.wording().text, view.pages)))
        .collect();
    let mut pages: Vec<PageIndex> = places.iter().flat_map(|(_, places)| places.ranges()).map(|span| span.page).collect();
    pages.sort_unstable();
    pages.dedup();
    for page in pages {
        let (mut looked, mut unread) = (BTreeSet::new(), BTreeSet::new());
        for one in view.collations.of(page) {
            unread.extend(one.nowhere_on_image(SPECKS));
            looked.extend(one.witness.lines.iter().filter(|line| line.characters.is_empty()).filter_map(|line| line.raw));
        }
        lacking::ask(view, page, &places, queries);
        unread.retain(|number| !looked.contains(number));
        without(WITHOUT_INK, view, &looked, page, &places, queries);
        without(UNREAD, view, &unread, page, &places, queries);
    }
}

/// Asks about raw lines that a witness has not found on the image.
fn without(
    question: Question,
    view: &EditionView<'_>,
    lines: &BTreeSet<usize>,
    page: PageIndex,
    places: &SeatedPlaces<'_, '_>,
    queries: &mut Vec<Query>,
) {
    let Some(of) = view.pages.get(page.position()) else { return };
    for number in lines {
        let Some(raw) = of.line(*number).map(|line| trimmed(line.range, line.text)) else { continue };
        for (seat, places) in places {
            let wording = seat.wording();
            if let Some(range) = places.find(page, raw, wording.text, of).filter(|(from, to)| from < to) {
                queries.push(wording.query(question, range, &[String::new()]));
                break;
            }
        }
    }
}

/// A raw line without the blanks at its ends.
fn trimmed(range: RawRange, text: &str) -> RawRange {
    let blank = |c: &char| is_blank(*c);
    let before = text.chars().take_while(blank).count() as u32;
    let after = text.chars().rev().take_while(blank).count() as u32;
    let start = RawOffset(range.start.0 + before);
    RawRange::new(start, RawOffset(range.end.0.saturating_sub(after)).max(start))
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::check::Checker;
    use crate::clean::clean;
    use crate::edit;
    use crate::edition::{Edition, Role};
    use crate::import::import_bytes;
    use crate::page::{PixelRect, Witness, WitnessLine};
    use crate::reader::InkLedger;
    use crate::style::HouseStyle;

    const RAW: &str = "　　市政府召开会议，研究部署秋收\n工作，要求各地抓紧时机。\n　　全市粮食总产再创新高，农民\n增收明显。\n";
    const LINES: [&str; 4] = ["市政府召开会议，研究部署秋收", "工作，要求各地抓紧时机。", "全市粮食总产再创新高，农民", "增收明显。"];

    fn draft() -> Edition {
        let page = import_bytes(Path::new("a.txt"), RAW.as_bytes(), None).expect("a page");
        clean(&[Arc::new(page)], HouseStyle::standard())
    }

    /// A witness of these lines, each with its left and upper edge and its height; a height of 0 for lines that lie nowhere.
    fn witness(engine: &str, lines: &[(&str, [u32; 3])]) -> Arc<Witness> {
        let line = |(text, [left, top, height]): &(&str, [u32; 3])| WitnessLine {
            rect: PixelRect::new(*left, *top, left + height * text.chars().count() as u32, top + height),
            raw: None,
            characters: text.chars().map(Into::into).collect(),
        };
        Arc::new(Witness { engine: engine.into(), lines: lines.iter().map(line).collect(), ..Witness::default() })
    }

    /// A witness that has the raw lines, and others after the second, one under the other.
    fn with_more(engine: &str, more: &[(&'static str, u32)], placed: bool) -> Arc<Witness> {
        let mut lines: Vec<(&str, [u32; 3])> = Vec::new();
        let mut top = 10;
        let all = LINES[..2].iter().map(|text| (*text, 20)).chain(more.iter().copied()).chain(LINES[2..].iter().map(|text| (*text, 20)));
        for (text, height) in all {
            lines.push((text, if placed { [10, top, height] } else { [0, 0, 0] }));
            top += height + 10;
        }
        witness(engine, &lines)
    }

    fn asked(edition: &Edition, checker: &mut Checker) -> Vec<Query> {
        let queries = checker.check(edition, HouseStyle::standard());
        queries.into_iter().filter(|query| ["query-line-missing", "query-lines-missing"].contains(&query.message.key)).collect()
    }

    /// The remedies of each query about lines that are not in the text.
    fn remedies(witnesses: &[Arc<Witness>]) -> Vec<Vec<String>> {
        let mut edition = draft();
        witnesses.iter().for_each(|witness| edition.take_witness(PageIndex(0), witness.clone()));
        let texts = |query: Query| query.remedies.into_iter().filter_map(|remedy| remedy.replacement).collect();
        asked(&edition, &mut Checker::default()).into_iter().map(texts).collect()
    }

    /// The blocks after the only query was answered, after which nothing is asked any more.
    fn answered(witness: Arc<Witness>) -> Vec<(Role, String)> {
        let mut edition = draft();
        edition.take_witness(PageIndex(0), witness);
        let mut checker = Checker::default();
        let queries = asked(&edition, &mut checker);
        let [query] = queries.as_slice() else { panic!("{queries:?}") };
        let lacking = checker.ink();
        edit::apply(&mut edition, &query.remedies[0].edit).expect("put in");
        assert_eq!(asked(&edition, &mut checker), [], "it is in the text");
        assert_eq!(asked(&edition, &mut Checker::default()), []);
        let put_in = |ledger: InkLedger| InkLedger { put_in: ledger.not_in_text, not_in_text: 0, ..ledger };
        assert_eq!(checker.ink(), lacking.map(put_in));
        edition
            .blocks()
            .filter(|(shelf, _)| matches!(shelf, crate::edition::Shelf::Article(_)))
            .map(|(_, block)| (block.role(), block.text().to_owned()))
            .collect()
    }

    fn texts(blocks: &[(Role, String)]) -> Vec<&str> {
        blocks.iter().map(|(_, text)| text.as_str()).collect()
    }

    #[test]
    fn a_line_that_two_witnesses_have_is_asked_about_once_with_both_readings() {
        for placed in [true, false] {
            let one = with_more("one", &[("各单位主要负责人参加了会议。", 20)], placed);
            let two = with_more("two", &[("各单位主要负责人参加了会汉。", 20)], placed);
            assert_eq!(remedies(std::slice::from_ref(&one)).len(), 1);
            let both = remedies(&[one.clone(), two]);
            assert_eq!(both.len(), 1, "{both:?}");
            assert_eq!(both[0].len(), 2, "{both:?}");
            assert_eq!(
                remedies(&[one.clone(), with_more("three", &[("各单位主要负责人参加了会议。", 20)], placed)])[0].len(),
                1,
                "they agree"
            );
        }
    }

    #[test]
    fn a_speck_that_was_read_as_a_line_is_asked_about_where_all_of_the_image_was_read() {
        let specks = |placed: bool| {
            let text = RAW.replacen("工作", "o\n工作", 1);
            let page = import_bytes(Path::new("a.txt"), text.as_bytes(), None).expect("a page");
            let mut edition = clean(&[Arc::new(page)], HouseStyle::standard());
            edition.take_witness(PageIndex(0), with_more("one", &[], placed));
            let queries = Checker::default().check(&edition, HouseStyle::standard());
            let of_specks = queries.into_iter().filter(|query| query.message.key == UNREAD.key);
            of_specks.map(|query| query.remedies[0].replacement.clone().expect("another text")).collect::<Vec<_>>()
        };
        assert_eq!(specks(true), [""]);
        assert!(specks(false).is_empty(), "a text that was keyed has not looked at the image");
    }

    #[test]
    fn a_line_that_was_put_into_the_text_is_not_asked_about_again() {
        let blocks = answered(with_more("one", &[("各单位主要负责人参加了会议。", 20)], true));
        assert_eq!(texts(&blocks)[0], "市政府召开会议，研究部署秋收工作，要求各地抓紧时机。各单位主要负责人参加了会议。");
    }

    #[test]
    fn lines_that_follow_each_other_go_in_together_and_in_order() {
        let more = [("会后，各单位主要负责人到田间察看", 20), ("了庄稼的长势。", 20), ("第二天，工作组分赴各乡。", 20)];
        let blocks = answered(with_more("one", &more, true));
        assert_eq!(texts(&blocks).concat(), LINES[..2].concat() + &more.map(|(text, _)| text).concat() + &LINES[2..].concat());
        assert_eq!(texts(&blocks)[0], LINES[..2].concat(), "a sentence ended before them");
    }

    #[test]
    fn a_large_line_goes_in_as_a_headline() {
        let blocks = answered(with_more("one", &[("粮食丰收", 40)], true));
        assert_eq!(blocks[1], (Role::Headline, "粮食丰收".to_owned()));
        assert_eq!(blocks.len(), 3);
    }

    #[test]
    fn a_column_that_the_text_has_nothing_of_is_asked_about() {
        let mut lines: Vec<(&str, [u32; 3])> = LINES.iter().zip(0..).map(|(text, row)| (*text, [10, 10 + 30 * row, 20])).collect();
        lines.push(("县里的电影队下乡巡回放映，", [400, 10, 20]));
        lines.push(("受到社员欢迎。", [400, 40, 20]));
        let blocks = answered(witness("one", &lines));
        assert_eq!(texts(&blocks).last(), Some(&"县里的电影队下乡巡回放映，受到社员欢迎。"), "{blocks:?}");
    }
}
