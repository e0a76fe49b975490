//! Collating a witness with the raw text: which raw characters it reads alike, where it reads otherwise, which lines only one of them has.
//!
//! Lines of a witness go to the raw lines whose places were read. Others are looked for, by where they lie on the image if both tell, else
//! by their characters: lines may be split, joined, missing and in another order.

mod rests;

use std::ops::Range;

use super::align::{Pair, align};
use super::collation::{Collation, ReadingDifference};
use super::folded::{FoldedCharacter, Half, folded};
use super::places::Places;
use crate::page::{Page, RawOffset, RawRange, Witness, WitnessLine};
use rests::{Cut, without_rests};

/// A line of a witness has found its place where so much of it reads alike.
const ALIKE: f32 = 0.5;

/// A raw character as it is compared.
#[derive(Clone, Copy)]
pub(super) struct RawCharacter {
    pub(super) text: char,
    pub(super) range: RawRange,
    /// The number of its line.
    pub(super) line: usize,
    /// Which half of a quotation's marks it is.
    half: Option<Half>,
}

/// A part of a line of the witness that is to find its place.
struct LinePart {
    line: usize,
    /// Which of its folded characters.
    characters: Range<usize>,
    /// Where it was cut off, if it is the rest of a line that has its place.
    cut: Option<Cut>,
}

pub(super) struct CollationWork<'a> {
    witness: &'a Witness,
    raw: Vec<RawCharacter>,
    /// The lines of the witness, folded.
    lines: Vec<Vec<FoldedCharacter>>,
    places: Places<'a>,
    /// For each raw character whether a line of the witness has found its place there.
    taken: Vec<bool>,
    alike: Vec<bool>,
    /// Rests that have found no place of their own.
    left: Vec<LinePart>,
    found: Collation,
    /// How many characters of the witness read alike.
    count: usize,
}

impl<'a> CollationWork<'a> {
    pub(super) fn new(page: &'a Page, witness: &'a Witness) -> CollationWork<'a> {
        let raw = raw_characters(page);
        let is_read = |line: &WitnessLine| line.characters.iter().any(|one| one.certainty.is_some());
        let lines = witness.lines.iter().map(|line| folded(line.characters.iter().map(|one| one.text), is_read(line))).collect();
        let places = Places::new(page, &raw);
        let (taken, alike) = (vec![false; raw.len()], vec![false; raw.len()]);
        let found = Collation { lines: vec![None; witness.lines.len()], ..Collation::default() };
        CollationWork { witness, raw, lines, places, taken, alike, left: Vec::new(), found, count: 0 }
    }

    pub(super) fn done(mut self) -> Collation {
        let whole = |(line, text): (usize, &Vec<FoldedCharacter>)| LinePart { line, characters: 0..text.len(), cut: None };
        let mut parts: Vec<LinePart> = self.lines.iter().enumerate().map(whole).filter(|part| !part.characters.is_empty()).collect();
        // Those that know their place come first, then the longest, whose place is surest.
        let hint = |part: &LinePart| self.witness.lines.get(part.line).and_then(|line| line.raw);
        parts.sort_by_key(|part| (hint(part).is_some(), part.characters.len()));
        while let Some(part) = parts.pop() {
            parts.extend(self.place(part));
        }
        self.take_rests();
        self.look_for_unseen();
        self.pair_lines();
        let mut found = self.found;
        found.differences.sort_by_key(|one| (one.raw.start, one.raw.end));
        found.differences.dedup_by_key(|one| one.raw);
        found.turned.sort_unstable();
        found.agreed = agreed(&self.raw, &self.alike, &found.differences);
        let all: usize = self.lines.iter().map(Vec::len).sum();
        found.alike = self.count as f32 / all.max(1) as f32;
        found
    }

    /// Finds the place of a part, and gives back the rests that may stand elsewhere.
    fn place(&mut self, part: LinePart) -> Vec<LinePart> {
        let Some(line) = self.witness.lines.get(part.line) else { return Vec::new() };
        let text = self.text(&part);
        let own = line.raw.map(|number| self.places.of_line(number));
        let (window, is_near) = match &own {
            Some(window) => (window.clone(), true),
            None => self.places.window(line.rect, &text, &self.taken),
        };
        let raw = self.raw_text(&window);
        let aligned = align(&raw, &text, own.is_none()).unwrap_or_default();
        let alike = reads_alike(&raw, &text);
        let count = aligned.iter().filter(|pair| alike(pair)).count();
        let is_placed = own.is_some() || count as f32 >= ALIKE * text.len() as f32 || is_near && count > 0;
        if !is_placed || raw.is_empty() {
            // Where most of a line has no place the line has none; a rest of it may belong where it was cut off.
            let length = self.lines.get(part.line).map_or(0, Vec::len);
            match part.characters.len() * 2 > length {
                true => self.found.unplaced.push(part.line),
                false => self.left.push(part),
            }
            return Vec::new();
        }
        if own.is_some() {
            self.take(&part, &window, &aligned);
            return Vec::new();
        }
        let (body, rests) = without_rests(&part, &window, &aligned, &alike);
        self.take(&part, &window, &self.within_lines(&window, body, &alike));
        rests
    }

    /// Pairs without the raw characters at their ends that stand on another line than the nearest that reads alike: where a line has lost its
    /// first character or its last, that of its neighbour would be taken for it. What stands alone on a line may be a piece of this one.
    fn within_lines(&self, window: &[usize], body: &[Pair], alike: impl Fn(&Pair) -> bool) -> Vec<Pair> {
        let line_of = |pair: &Pair| self.raw.get(*window.get(pair.0?)?).map(|one| one.line);
        let (first, last) = (body.iter().position(&alike), body.iter().rposition(&alike));
        let (Some(first), Some(last)) = (first, last) else { return body.to_vec() };
        let is_foreign = |at: usize, pair: &Pair| {
            let nearest = body.get(at.clamp(first, last)).and_then(line_of);
            let is_piece = |line: usize| self.places.of_line(line).len() == 1;
            !(first..=last).contains(&at) && line_of(pair).is_some_and(|line| Some(line) != nearest && !is_piece(line))
        };
        let within = |(at, pair): (usize, &Pair)| if is_foreign(at, pair) { (None, pair.1) } else { *pair };
        body.iter().enumerate().map(within).filter(|pair| *pair != (None, None)).collect()
    }

    /// Notes that a part has its place among these raw characters, and what it reads alike and otherwise.
    fn take(&mut self, part: &LinePart, window: &[usize], body: &[Pair]) {
        let (raw, text) = (self.raw_text(window), self.text(part));
        let alike = reads_alike(&raw, &text);
        for at in body.iter().filter_map(|(i, _)| window.get((*i)?)) {
            self.taken.get_mut(*at).map(|taken| *taken = true).unwrap_or_default();
        }
        for pair in body.iter().filter(|pair| alike(pair)) {
            self.count += 1;
            if let Some(at) = pair.0.and_then(|i| window.get(i)) {
                self.alike.get_mut(*at).map(|alike| *alike = true).unwrap_or_default();
                let read = pair.1.and_then(|j| self.lines.get(part.line)?.get(part.characters.start + j));
                let turned = self.raw.get(*at).filter(|raw| is_turned(raw.half, read.and_then(|read| read.half)));
                self.found.turned.extend(turned.map(|raw| raw.range.start));
            }
        }
        self.note_place(part.line, body.iter().filter_map(|(i, _)| window.get((*i)?).copied()));
        self.note_differences(part, window, body, &alike);
    }

    fn raw_text(&self, window: &[usize]) -> Vec<char> {
        window.iter().filter_map(|at| self.raw.get(*at)).map(|one| one.text).collect()
    }

    fn note_place(&mut self, line: usize, characters: impl Iterator<Item = usize>) {
        let ranges = characters.filter_map(|at| self.raw.get(at)).map(|one| one.range);
        let all = ranges.reduce(|a, b| RawRange::new(a.start.min(b.start), a.end.max(b.end)));
        if let (Some(place), Some(all)) = (self.found.lines.get_mut(line), all) {
            *place = Some(place.map_or(all, |known| RawRange::new(known.start.min(all.start), known.end.max(all.end))));
        }
    }

    fn text(&self, part: &LinePart) -> Vec<char> {
        let line = self.lines.get(part.line).and_then(|line| line.get(part.characters.clone()));
        line.unwrap_or_default().iter().map(|one| one.text).collect()
    }

    /// Notes where a part reads otherwise: neighbours together.
    fn note_differences(&mut self, part: &LinePart, window: &[usize], body: &[Pair], alike: impl Fn(&Pair) -> bool) {
        let Some(line) = self.lines.get(part.line) else { return };
        let raw = |i: usize| window.get(i).and_then(|at| self.raw.get(*at));
        let read = |j: usize| line.get(part.characters.start + j);
        let (mut end, mut read_end) = (None, read(0).map_or(0, |first| first.start as usize));
        for run in body.chunk_by(|a, b| alike(a) == alike(b)) {
            let ranges: Vec<RawRange> = run.iter().filter_map(|(i, _)| raw((*i)?)).map(|one| one.range).collect();
            let characters: Vec<&FoldedCharacter> = run.iter().filter_map(|(_, j)| read((*j)?)).collect();
            if !run.first().is_some_and(&alike) {
                let first = body.iter().find_map(|(i, _)| raw((*i)?)).map(|one| one.range.start);
                let between = end.or(first).unwrap_or_default();
                let raw = match (ranges.first(), ranges.last()) {
                    (Some(first), Some(last)) => RawRange::new(first.start, last.end),
                    _ => RawRange::new(between, between),
                };
                let from = characters.first().map_or(read_end, |first| first.start as usize);
                let to = characters.last().map_or(from, |last| last.end as usize);
                self.found.differences.push(ReadingDifference { raw, line: part.line, characters: from..to });
            }
            end = ranges.last().map(|last| last.end).or(end);
            read_end = characters.last().map_or(read_end, |last| last.end as usize);
        }
    }
}

/// Tells of pairs whether both readings have the same there.
fn reads_alike<'a>(raw: &'a [char], text: &'a [char]) -> impl Fn(&Pair) -> bool + 'a {
    |(i, j)| i.and_then(|i| raw.get(i)) == j.and_then(|j| text.get(j))
}

/// Whether a quotation mark is the one half here, and the other there.
fn is_turned(raw: Option<Half>, read: Option<Half>) -> bool {
    raw.zip(read).is_some_and(|(raw, read)| raw != read)
}

/// The characters of a page's raw text as they are compared.
fn raw_characters(page: &Page) -> Vec<RawCharacter> {
    let mut all = Vec::new();
    for line in page.lines() {
        let start = line.range.start.0;
        let place = |at: u32| RawOffset(start + at);
        all.extend(folded(line.text.chars(), false).into_iter().map(|one| RawCharacter {
            text: one.text,
            range: RawRange::new(place(one.start), place(one.end)),
            line: line.number,
            half: one.half,
        }));
    }
    all
}

/// The ranges of the raw characters that read alike, neighbours as one if nothing else was read between them. `differences` are in order.
fn agreed(raw: &[RawCharacter], alike: &[bool], differences: &[ReadingDifference]) -> Vec<RawRange> {
    let adds_between = |end: RawOffset, start: RawOffset| {
        let from = differences.partition_point(|one| one.raw.start < end);
        let mut between = differences.iter().skip(from).take_while(|one| one.raw.start <= start);
        between.any(|one| one.raw.is_empty())
    };
    let all: Vec<(RawRange, bool)> = raw.iter().map(|one| one.range).zip(alike.iter().copied()).collect();
    let runs = all.chunk_by(|a, b| a.1 == b.1 && !adds_between(a.0.end, b.0.start)).filter(|run| run.first().is_some_and(|one| one.1));
    runs.filter_map(|run| Some(RawRange::new(run.first()?.0.start, run.last()?.0.end))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::one_line::unlike;
    use super::*;
    use crate::page::{Encoding, Source, WitnessCharacter, WitnessLine};
    use crate::reader::InkLedger;

    fn page(text: &str) -> Page {
        Page::new(Source { file: "a.txt".into(), sha256: String::new(), encoding: Encoding::UTF_8 }, text)
    }

    fn witness(lines: &[&str]) -> Witness {
        let line = |text: &&str| WitnessLine { characters: text.chars().map(WitnessCharacter::from).collect(), ..WitnessLine::default() };
        Witness { lines: lines.iter().map(line).collect(), ..Witness::default() }
    }

    /// What differs: the raw text, and what the witness has.
    fn differ(page: &Page, witness: &Witness) -> Vec<(String, String)> {
        let read = |one: &ReadingDifference| {
            let line = witness.lines[one.line].text();
            line.chars().skip(one.characters.start).take(one.characters.len()).collect()
        };
        Collation::of(page, witness).differences.iter().map(|one| (page.slice(one.raw).to_owned(), read(one))).collect()
    }

    fn pair(a: &str, b: &str) -> (String, String) {
        (a.to_owned(), b.to_owned())
    }

    const RAW: &str = "市政府召开会议，研究部署秋收。\n领油人物纷纷发言，会场气氛热烈\n全市粮食总产再创新高，农民增收\n明显。";

    #[test]
    fn misread_missing_and_added_characters_are_found() {
        let other =
            witness(&["市政府召开会议，研究部署秋收。", "领袖人物纷纷发言，会场气氛热烈", "全市粮食总产再创高，农民，增收", "明显。"]);
        assert_eq!(differ(&page(RAW), &other), [pair("油", "袖"), pair("新", ""), pair("", "，")]);
        let same = witness(&RAW.lines().collect::<Vec<_>>());
        let collation = Collation::of(&page(RAW), &same);
        assert_eq!((collation.differences.len(), collation.alike, collation.agreed.len()), (0, 1.0, 1));
        assert!(collation.agrees(RawRange::new(RawOffset(2), RawOffset(40))));
    }

    #[test]
    fn a_character_that_a_line_has_lost_at_its_edge_is_not_looked_for_on_its_neighbour() {
        let page = page("假使世界的每个人\n像这位公主一样勇敢地活着\n还会存在暴力");
        for order in [
            ["假使世界的每个人", "会像这位公主一样勇敢地活着都", "还会存在暴力"],
            ["还会存在暴力", "会像这位公主一样勇敢地活着都", "假使世界的每个人"],
        ] {
            assert_eq!(differ(&page, &witness(&order)), [pair("", "会"), pair("", "都")], "{order:?}");
        }
    }

    #[test]
    fn who_reads_something_between_two_characters_does_not_agree_on_both() {
        let collation = Collation::of(&page("粮食总产\n农民增收"), &witness(&["粮食总产，", "农民又增收"]));
        let range = |start, end| RawRange::new(RawOffset(start), RawOffset(end));
        assert_eq!(collation.agreed, [range(0, 4), range(5, 7), range(7, 9)]);
        assert!(!collation.agrees(range(3, 6)) && !collation.agrees(range(6, 8)));
    }

    #[test]
    fn halves_of_quotations_that_are_turned_are_known_and_no_differences() {
        let (raw, read) = ("他说：“你好”，又说「再见」和\"好\"。", "他说：”你好”，又说“再见“和“好”。");
        let collation = Collation::of(&page(raw), &witness(&[read]));
        assert!(collation.differences.is_empty());
        assert_eq!(collation.turned, [RawOffset(3), RawOffset(13)]);
        let range = |start, end| RawRange::new(RawOffset(start), RawOffset(end));
        assert!(collation.agrees(range(3, 4)) && !collation.agrees_on_halves(range(3, 4)));
        assert!(collation.agrees_on_halves(range(4, 13)) && !collation.agrees_on_halves(range(4, 14)));
    }

    #[test]
    fn lines_may_be_split_joined_missing_and_in_another_order() {
        let split =
            witness(&["全市粮食总产", "再创新高，农民增收明显。", "领袖人物纷纷", "发言，会场气氛热烈", "市政府召开会议，研究部署秋收。"]);
        assert_eq!(differ(&page(RAW), &split), [pair("油", "袖")]);
        // Two columns read as one line.
        let joined = witness(&["市政府召开会议，研究部署秋收。全市粮食总产再创新高，农民增收", "领袖人物纷纷发言，会场气氛热烈明显。"]);
        assert_eq!(differ(&page(RAW), &joined), [pair("油", "袖")]);
        let missing = witness(&["市政府召开会议，研究部署秋收。", "全市粮食总产再创新高，农民增收"]);
        let collation = Collation::of(&page(RAW), &missing);
        assert_eq!((collation.differences.len(), collation.unseen), (0, vec![2, 4]));
        let mut more = witness(&["市政府召开会议，研究部署秋收。", "这一行原文里没有出现过呢"]);
        assert_eq!(Collation::of(&page(RAW), &more).ink(&page(RAW), &more), None, "it was keyed");
        more.lines.iter_mut().for_each(|line| line.rect = crate::page::PixelRect::new(0, 0, 9, 9));
        let collation = Collation::of(&page(RAW), &more);
        assert_eq!((collation.unplaced.as_slice(), collation.lines[1]), (&[1][..], None));
        assert_eq!(collation.ink(&page(RAW), &more), Some(InkLedger { lines: 2, read: 1, put_in: 0, not_in_text: 1, without_ink: 0 }));
    }

    #[test]
    fn the_misread_end_of_a_line_is_compared_with_what_stands_there() {
        // Four of the last characters, or of the first, that look like no other line's are no other line.
        let read = witness(&["江泽民总书记、李鹏总理和朱镕基副总", "理、姜春云副总理就治理水土流失", "职工价格消费者组织、监督权利"]);
        let raw = "江泽民总书记、李鹏总理和朱久基天总\n理、姜春云副总理就治理水土流失\neeei消费者组织、监督权利";
        assert_eq!(differ(&page(raw), &read), [pair("久", "镕"), pair("天", "副"), pair("eeei", "职工价格")]);
        // What the raw line lacks at its end is lacking there.
        let raw = "江泽民总书记、李鹏总理和朱\n理、姜春云副总理就治理水土流失\n职工价格消费者组织、监督权利";
        let collation = Collation::of(&page(raw), &read);
        assert_eq!(differ(&page(raw), &read), [pair("", "镕基副总")]);
        assert_eq!(collation.differences[0].raw, RawRange::new(RawOffset(13), RawOffset(13)));
    }

    #[test]
    fn what_is_read_at_the_edge_of_a_line_is_one_with_what_is_read_otherwise_there() {
        let read = witness(&["从事科学艺术和通", "信情报的交流活动", "●财税金融版的读者", "被作者的秘密。"]);
        let raw = "从事科学艺术和通\n信和情报的交流活动\n@@财税金融版的读者\n被作者的秘密ns";
        assert_eq!(differ(&page(raw), &read), [pair("和", ""), pair("@@", "●"), pair("ns", "。")]);
    }

    #[test]
    fn a_line_that_was_read_quite_otherwise_is_compared_with_the_one_in_its_place() {
        let read = witness(&["财政部门安排了专项基金", "会。", "以表示拟议的水利工程", "值得告慰读者的喜讯", "版。"]);
        let raw = "财政部门安排了专项基金\n去o\n\n以表示拟议的水利工程\n值得告慰读者的喜讯\n版";
        let collation = Collation::of(&page(raw), &read);
        assert_eq!(differ(&page(raw), &read), [pair("去o", "会。"), pair("", "。")]);
        assert!(collation.unplaced.is_empty() && collation.unseen.is_empty());
        assert!(collation.lines.iter().all(Option::is_some));
        // A line that is much longer is another.
        let raw = "财政部门安排了专项基金\n去o这是另外的一行和它没有什么关系呢\n以表示拟议的水利工程\n值得告慰读者的喜讯\n版。";
        let collation = Collation::of(&page(raw), &read);
        assert_eq!((collation.unplaced, collation.unseen), (vec![1], vec![2]));
    }

    #[test]
    fn a_line_that_knows_its_raw_line_is_compared_with_that() {
        let mut other = witness(&["甲丙", "", "乙"]);
        for (line, raw) in other.lines.iter_mut().zip([2, 3, 1]) {
            line.raw = Some(raw);
        }
        let page = page("乙丁\n甲乙丙\n丁丁");
        assert_eq!(differ(&page, &other), [pair("丁", ""), pair("乙", "")]);
        assert_eq!(Collation::of(&page, &other).unseen, [3]);
    }

    #[test]
    fn of_a_line_it_is_known_what_the_raw_line_has_not() {
        let line = witness(&["领袖人物，纷纷发言…"]).lines.remove(0);
        assert_eq!(unlike("领油 人物纷纷发言……", &line), [1, 4]);
        assert_eq!(unlike("", &line).len(), line.characters.len());
    }

    #[test]
    fn a_witness_of_another_page_is_known() {
        let other = witness(&["完全是另外的一版报纸", "上面没有一句相同的话"]);
        assert!(!Collation::of(&page(RAW), &other).is_of_page());
        assert!(Collation::of(&page(RAW), &witness(&["领油人物纷纷发言"])).is_of_page());
        assert_eq!(Collation::of(&page(""), &witness(&[])), Collation::default());
    }
}
