//! Which encoding bytes are most likely in.

use std::cmp::Ordering;

use crate::page::Encoding;

/// How many bytes of a file are looked at where statistics decide.
const SAMPLE: usize = 64 * 1024;

/// How a file is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DecodePlan {
    /// All of it in one encoding.
    Whole(Encoding),
    /// Line by line in one of two, of which most lines are in the first.
    Mixed { most: Encoding, other: Encoding },
}

impl DecodePlan {
    pub(super) fn most(self) -> Encoding {
        match self {
            DecodePlan::Whole(encoding) | DecodePlan::Mixed { most: encoding, .. } => encoding,
        }
    }
}

/// The encoding that most of these bytes are most likely in.
///
/// A byte order mark decides; without one, NULs on one side of the byte pairs tell UTF-16, lines that are sound UTF-8, or nearly so, are
/// UTF-8, and the rest is GB18030 or Big5 as far as it looks Chinese; where it does not, chardetng says what else it is.
pub fn detect(bytes: &[u8]) -> Encoding {
    plan(bytes).most()
}

pub(super) fn plan(bytes: &[u8]) -> DecodePlan {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes).filter(|(encoding, _)| *encoding != encoding_rs::UTF_8) {
        return DecodePlan::Whole(Encoding::of_codec(encoding));
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return DecodePlan::Whole(encoding);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return DecodePlan::Whole(Encoding::UTF_8);
    }
    let (mut utf8, mut other, mut sample) = (0, 0, Vec::new());
    for line in bytes.split_inclusive(|byte| *byte == b'\n').filter(|line| !line.is_ascii()) {
        match Looks::like(line) {
            Looks::Utf8 => utf8 += line.len(),
            Looks::Other => {
                other += line.len();
                sample.extend_from_slice(line.get(..SAMPLE.saturating_sub(sample.len())).unwrap_or(line));
            }
            Looks::Either => {}
        }
    }
    match (utf8, other) {
        (0, 0) => DecodePlan::Whole(Encoding::UTF_8),
        (0, _) => DecodePlan::Whole(double_byte(bytes)),
        (_, 0) => DecodePlan::Whole(Encoding::UTF_8),
        _ if utf8 >= other => DecodePlan::Mixed { most: Encoding::UTF_8, other: double_byte(&sample) },
        _ => DecodePlan::Mixed { most: double_byte(&sample), other: Encoding::UTF_8 },
    }
}

/// The encoding of a line of a mixed file. What is sound in neither is read in that which loses less.
pub(super) fn of_line(line: &[u8], most: Encoding, other: Encoding) -> Encoding {
    let unlike = if most == Encoding::UTF_8 { other } else { most };
    match Looks::like(line) {
        Looks::Either => most,
        Looks::Utf8 => Encoding::UTF_8,
        Looks::Other => match faults(line, unlike).cmp(&faults(line, Encoding::UTF_8)) {
            Ordering::Less => unlike,
            Ordering::Equal => most,
            Ordering::Greater => Encoding::UTF_8,
        },
    }
}

fn faults(line: &[u8], encoding: Encoding) -> usize {
    let (text, has_faults) = encoding.codec().decode_without_bom_handling(line);
    if has_faults { text.matches(char::REPLACEMENT_CHARACTER).count() } else { 0 }
}

/// What a line that is not ASCII looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Looks {
    /// UTF-8, even if a few bytes of it are damaged.
    Utf8,
    /// No UTF-8.
    Other,
    /// Sound UTF-8 of characters that are hardly Chinese: two double-byte characters may look so.
    Either,
}

impl Looks {
    fn like(line: &[u8]) -> Looks {
        let (mut good, mut bad) = (0, 0);
        for chunk in line.utf8_chunks() {
            // Characters of three bytes and more; that others look like them is rare.
            good += chunk.valid().chars().filter(|c| *c >= '\u{800}').count();
            bad += usize::from(!chunk.invalid().is_empty());
        }
        match (good, bad) {
            (0, 0) => Looks::Either,
            _ if good > bad => Looks::Utf8,
            _ => Looks::Other,
        }
    }
}

/// The encoding of bytes that are no UTF.
fn double_byte(bytes: &[u8]) -> Encoding {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if let Some(encoding) = not_chinese(sample) {
        return encoding;
    }
    // The papers are Chinese: it is GB18030 or Big5, whichever gives the characters that newspapers print; where both do,
    // chardetng's statistics choose. What is neither is damaged, and GB18030 loses least of it.
    let (gb18030, big5) = (usual_permille(sample, Encoding::GB18030), usual_permille(sample, Encoding::BIG5));
    if gb18030.abs_diff(big5) > 20 {
        return if gb18030 > big5 { Encoding::GB18030 } else { Encoding::BIG5 };
    }
    if guess(sample, Some(b"cn")) == encoding_rs::BIG5 { Encoding::BIG5 } else { Encoding::GB18030 }
}

fn guess(bytes: &[u8], domain: Option<&[u8]>) -> &'static encoding_rs::Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(domain, chardetng::Utf8Detection::Deny)
}

/// The encoding of bytes that do not look Chinese, where they are sound in it.
fn not_chinese(bytes: &[u8]) -> Option<Encoding> {
    let pairs = BytePairs::of(bytes);
    if pairs.all < 8 || pairs.look_like_gb() || pairs.look_like_big5() {
        return None;
    }
    let guess = guess(bytes, None);
    let (text, has_faults) = guess.decode_without_bom_handling(bytes);
    let is_sound = !has_faults && !text.chars().any(|c| c.is_control() && !c.is_whitespace());
    Some(Encoding::of_codec(guess)).filter(|encoding| is_sound && !encoding.is_chinese())
}

/// Counts of pairs of bytes, of which the first is not ASCII. In Chinese, most are of the rows of common characters and marks.
#[derive(Default)]
struct BytePairs {
    all: usize,
    /// Row A4 of GB 2312 and of EUC-JP: hiragana, of which Japanese has many and Chinese hardly any.
    hiragana: usize,
    /// Rows A1 to A3 and B0 to D7 of GB 2312: marks, and the 3755 most common characters.
    gb_common: usize,
    /// Rows C9 to D7 of these, where Chinese has a good part of its most common characters and Korean none.
    gb_late: usize,
    /// Rows A1 to C6 of Big5, the 5401 most common characters.
    big5_common: usize,
    /// Those of them whose second byte is below 80; only Big5 has such.
    big5_low: usize,
}

impl BytePairs {
    fn of(bytes: &[u8]) -> BytePairs {
        let mut pairs = BytePairs::default();
        let mut rest = bytes.iter().copied();
        while let Some(first) = rest.next() {
            if first < 0x80 {
                continue;
            }
            let Some(second) = rest.next() else { break };
            pairs.all += 1;
            let high = second >= 0xa1;
            let (common, late) = (matches!(first, 0xa1..=0xa3 | 0xb0..=0xd7), matches!(first, 0xc9..=0xd7));
            pairs.hiragana += usize::from(first == 0xa4 && matches!(second, 0xa1..=0xf3));
            pairs.gb_common += usize::from(high && common);
            pairs.gb_late += usize::from(high && late);
            let low = matches!(second, 0x40..=0x7e);
            pairs.big5_common += usize::from(matches!(first, 0xa1..=0xc6) && (high || low));
            pairs.big5_low += usize::from(matches!(first, 0xa1..=0xc6) && low);
        }
        pairs
    }

    fn look_like_gb(&self) -> bool {
        self.gb_common * 10 > self.all * 3 && self.gb_late * 20 > self.gb_common && self.hiragana * 10 < self.all
    }

    fn look_like_big5(&self) -> bool {
        self.big5_common * 10 > self.all * 6 && self.big5_low * 10 > self.big5_common
    }
}

fn utf16_without_mark(bytes: &[u8]) -> Option<Encoding> {
    let sample = bytes.get(..bytes.len().min(SAMPLE) & !1)?;
    if sample.len() < 4 {
        return None;
    }
    // Line ends, digits and blanks of UTF-16 have one zero byte, always on the same side; UTF-8 with stray NULs, read as UTF-16,
    // is rarely characters that a newspaper prints.
    let zeros = |side: usize| sample.chunks_exact(2).filter(|pair| pair.get(side) == Some(&0)).count();
    let enough = (sample.len() / 2 / 50).max(1);
    [(1, Encoding::UTF_16LE), (0, Encoding::UTF_16BE)]
        .into_iter()
        .find_map(|(side, encoding)| (zeros(side) >= enough && usual_permille(sample, encoding) >= 900).then_some(encoding))
}

/// How many characters of a thousand, read so, are ones that a newspaper prints.
fn usual_permille(bytes: &[u8], encoding: Encoding) -> usize {
    let (text, _) = encoding.codec().decode_without_bom_handling(bytes);
    let (mut usual, mut all) = (0usize, 0usize);
    for c in text.chars() {
        all += 1;
        usual += usize::from(matches!(c,
            '\n' | '\r' | '\t' | ' '..='~' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3020}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}'));
    }
    usual * 1000 / all.max(1)
}
