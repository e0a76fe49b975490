//! What a file of raw text is most likely written in, and reading it as that.

use crate::page::Encoding;

/// Bytes read as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding it was read in.
    pub encoding: Encoding,
    /// How many places could not be read; each stands as U+FFFD in the text.
    pub malformed: usize,
}

/// The encoding these bytes are most likely in.
///
/// A byte order mark decides; without one, NULs on one side of the byte pairs tell UTF-16, bytes that are sound UTF-8 are UTF-8,
/// and chardetng, told that the text is Chinese, chooses among the rest.
pub fn detect(bytes: &[u8]) -> Encoding {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return Encoding::of_codec(encoding);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    if sound_utf8(bytes) {
        return Encoding::UTF_8;
    }
    // The papers are Chinese: it is GB18030 or Big5, whichever gives the characters that newspapers print; where both do,
    // chardetng's statistics choose. What is neither is damaged, and GB18030 loses least of it.
    let sample = bytes.get(..64 * 1024).unwrap_or(bytes);
    let (gb18030, big5) = (usual_permille(sample, Encoding::GB18030), usual_permille(sample, Encoding::BIG5));
    if gb18030.abs_diff(big5) > 20 {
        return if gb18030 > big5 { Encoding::GB18030 } else { Encoding::BIG5 };
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(Some(b"cn"), chardetng::Utf8Detection::Deny);
    if guess.name() == "Big5" { Encoding::BIG5 } else { Encoding::GB18030 }
}

/// UTF-8 throughout, but for at most a few damaged places and a character cut at the end.
fn sound_utf8(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    let mut faults = 0;
    while let Err(error) = std::str::from_utf8(rest) {
        faults += 1;
        // One damaged place in 2 kB is a bad copy of UTF-8; more than that is another encoding.
        if faults > 1 + bytes.len() / 2048 {
            return false;
        }
        let Some(skip) = error.error_len() else { return true };
        rest = rest.get(error.valid_up_to() + skip..).unwrap_or_default();
    }
    faults == 0 || bytes.len() > 2048
}

fn utf16_without_mark(bytes: &[u8]) -> Option<Encoding> {
    let sample = bytes.get(..bytes.len().min(64 * 1024) & !1)?;
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

/// The bytes as text, in the given encoding or, without one, in the [detected](detect) one.
pub fn decode(bytes: &[u8], encoding: Option<Encoding>) -> Decoded {
    let encoding = encoding.unwrap_or_else(|| detect(bytes));
    let (text, malformed) = encoding.codec().decode_with_bom_removal(bytes);
    let malformed = if malformed { text.matches('\u{fffd}').count() } else { 0 };
    Decoded { text: text.into_owned(), encoding, malformed }
}

/// The encoding that an XML declaration names.
fn declared(bytes: &[u8]) -> Option<(String, Option<Encoding>)> {
    let head: String = bytes.get(..bytes.len().min(200))?.iter().map(|byte| char::from(*byte)).collect();
    let declaration = head.trim_start_matches(|c: char| !c.is_ascii()).trim_start().strip_prefix("<?xml")?;
    let value = declaration.split("?>").next()?.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let name = value.get(1..)?.split(quote).next()?.to_owned();
    let encoding = name.parse().ok();
    Some((name, encoding))
}

/// The bytes in the encoding their file declares, unless they are plainly in another. The second part is the name that was not true.
pub(super) fn decode_declared(bytes: &[u8], by_hand: Option<Encoding>) -> (Decoded, Option<String>) {
    let detected = decode(bytes, by_hand);
    let declared = if by_hand.is_none() { declared(bytes) } else { None };
    let Some((name, said)) = declared else { return (detected, None) };
    if said == Some(detected.encoding) {
        return (detected, None);
    }
    // All but UTF-16 and UTF-8 can be mistaken for each other, and ASCII is good UTF-8.
    let sure = [Encoding::UTF_8, Encoding::UTF_16LE, Encoding::UTF_16BE].contains(&detected.encoding) && detected.malformed == 0;
    let truly = said.filter(|_| !sure).map(|said| decode(bytes, Some(said))).filter(|truly| truly.malformed <= detected.malformed);
    match truly {
        Some(truly) => (truly, None),
        None => {
            let harmless = bytes.is_ascii() || name.eq_ignore_ascii_case("utf-16");
            (detected, Some(name).filter(|_| !harmless))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "本报讯（记者 王小明）3月24日，市政府召开会议，\n研究部署农村公路建设工作，要求各县抓紧落实。\n";

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    #[test]
    fn each_encoding_is_told_from_the_others() {
        let gb = encoding_rs::GB18030.encode(SAMPLE).0.into_owned();
        let traditional = "本報訊（記者王小明）三月二十四日，市政府召開會議，研究農村公路建設工作，要求各縣落實。";
        let big5 = encoding_rs::BIG5.encode(traditional).0.into_owned();
        let cases: [(&[u8], Encoding, &str); 6] = [
            (SAMPLE.as_bytes(), Encoding::UTF_8, SAMPLE),
            (&[b"\xef\xbb\xbf", SAMPLE.as_bytes()].concat(), Encoding::UTF_8, SAMPLE),
            (&utf16(SAMPLE, true), Encoding::UTF_16LE, SAMPLE),
            (&[b"\xfe\xff".to_vec(), utf16(SAMPLE, false)].concat(), Encoding::UTF_16BE, SAMPLE),
            (&gb, Encoding::GB18030, SAMPLE),
            (&big5, Encoding::BIG5, traditional),
        ];
        for (bytes, encoding, text) in cases {
            assert_eq!(decode(bytes, None), Decoded { text: text.to_owned(), encoding, malformed: 0 });
        }
    }

    #[test]
    fn stray_nuls_do_not_make_utf_16() {
        let text = SAMPLE.replace('，', "\0");
        assert_eq!(detect(text.as_bytes()), Encoding::UTF_8);
    }

    #[test]
    fn a_damaged_byte_in_a_long_page_leaves_it_utf_8() {
        let mut bytes = SAMPLE.repeat(60).into_bytes();
        bytes[1001] = 0xff;
        let decoded = decode(&bytes, None);
        assert_eq!(decoded.encoding, Encoding::UTF_8);
        assert!(decoded.malformed > 0);
    }

    #[test]
    fn the_choice_by_hand_wins() {
        assert_eq!(decode(SAMPLE.as_bytes(), Some(Encoding::GB18030)).encoding, Encoding::GB18030);
    }
}
