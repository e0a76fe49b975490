//! What a file of raw text is most likely written in, and reading it as that.
//!
//! A file may be mixed, as pages are put together from several: then it is read line by line. What is no character in the encoding of
//! its line stands as U+FFFD in the text, and its bytes are kept.

mod detect;

use crate::page::{Encoding, RawOffset, Undecoded};

pub use detect::detect;

/// Bytes read as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding it was read in; that of most of it, where it is mixed.
    pub encoding: Encoding,
    /// The places that could not be read, in order, by the characters of `text`; each stands as one U+FFFD in it.
    pub undecoded: Vec<Undecoded>,
    /// The lines that were read in another encoding than most.
    pub others: Vec<OtherLines>,
}

/// Lines in another encoding than most of their file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherLines {
    /// The first of them, counted from 1.
    pub first: usize,
    /// The last of them, counted from 1.
    pub last: usize,
    /// Their encoding.
    pub encoding: Encoding,
}

/// The bytes as text, in the given encoding or, without one, in the [detected](detect) one, line by line where there are two.
pub fn decode(bytes: &[u8], encoding: Option<Encoding>) -> Decoded {
    let plan = encoding.map_or_else(|| detect::plan(bytes), detect::DecodePlan::Whole);
    let most = plan.most();
    let bytes = without_mark(bytes, most);
    let mut out = Out { text: String::with_capacity(bytes.len()), counted: 0, chars: 0, undecoded: Vec::new(), enough: bytes.len() / 12 };
    let mut others: Vec<OtherLines> = Vec::new();
    match plan {
        detect::DecodePlan::Whole(encoding) => out.push(encoding, bytes),
        detect::DecodePlan::Mixed { most, other } => {
            for (index, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
                let encoding = detect::of_line(line, most, other);
                out.push(encoding, line);
                if encoding == most || line.is_ascii() {
                    continue;
                }
                let number = index + 1;
                match others.last_mut().filter(|lines| lines.last + 1 == number) {
                    Some(lines) => lines.last = number,
                    None => others.push(OtherLines { first: number, last: number, encoding }),
                }
            }
        }
    }
    Decoded { text: out.text, encoding: most, undecoded: out.undecoded, others }
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
    let sure = [Encoding::UTF_8, Encoding::UTF_16LE, Encoding::UTF_16BE].contains(&detected.encoding) && detected.undecoded.is_empty();
    let truly =
        said.filter(|_| !sure).map(|said| decode(bytes, Some(said))).filter(|truly| truly.undecoded.len() <= detected.undecoded.len());
    match truly {
        Some(truly) => (truly, None),
        None => {
            let harmless = bytes.is_ascii() || name.eq_ignore_ascii_case("utf-16");
            (detected, Some(name).filter(|_| !harmless))
        }
    }
}

fn without_mark(bytes: &[u8], encoding: Encoding) -> &[u8] {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((marked, length)) if Encoding::of_codec(marked) == encoding => bytes.get(length..).unwrap_or_default(),
        _ => bytes,
    }
}

/// Text that is being decoded.
struct Out {
    text: String,
    /// How many bytes of the text have been counted as characters.
    counted: usize,
    chars: u32,
    undecoded: Vec<Undecoded>,
    /// So many places that cannot be read, and it is no text; the bytes of more are not kept.
    enough: usize,
}

impl Out {
    fn push(&mut self, encoding: Encoding, bytes: &[u8]) {
        let mut decoder = encoding.codec().new_decoder_without_bom_handling();
        let mut at = 0;
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            self.text.reserve(decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(rest.len() * 3));
            let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut self.text, true);
            at += read;
            match result {
                encoding_rs::DecoderResult::InputEmpty => break,
                encoding_rs::DecoderResult::OutputFull => {}
                encoding_rs::DecoderResult::Malformed(length, after) => {
                    let end = at.saturating_sub(usize::from(after));
                    self.undecodable(bytes.get(end.saturating_sub(usize::from(length))..end).unwrap_or_default());
                }
            }
        }
    }

    fn undecodable(&mut self, bytes: &[u8]) {
        self.chars += self.text.get(self.counted..).map_or(0, |new| new.chars().count()) as u32;
        self.text.push(char::REPLACEMENT_CHARACTER);
        self.counted = self.text.len();
        if self.undecoded.len() <= self.enough {
            self.undecoded.push(Undecoded { at: RawOffset(self.chars), bytes: bytes.into() });
        }
        self.chars += 1;
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
            assert_eq!(decode(bytes, None), Decoded { text: text.to_owned(), encoding, undecoded: Vec::new(), others: Vec::new() });
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
        assert_eq!(decoded.others, []);
        // What is left of the character round it is none either.
        let damaged = decoded.undecoded.iter().flat_map(|place| place.bytes.to_vec()).collect::<Vec<u8>>();
        assert_eq!(damaged, bytes[1000..1003]);
        let sound: String = decoded.text.chars().filter(|c| *c != char::REPLACEMENT_CHARACTER).collect();
        bytes.drain(1000..1003);
        assert_eq!(sound.as_bytes(), bytes, "nothing but that character is lost");
    }

    #[test]
    fn the_choice_by_hand_wins() {
        assert_eq!(decode(SAMPLE.as_bytes(), Some(Encoding::GB18030)).encoding, Encoding::GB18030);
    }

    fn gb(text: &str) -> Vec<u8> {
        encoding_rs::GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn a_mixed_file_is_read_line_by_line() {
        let lines: Vec<&str> = SAMPLE.lines().collect();
        let (first, second) = (lines[0], lines[1]);
        let more = SAMPLE.repeat(20);
        // One line of GBK in a page of UTF-8, and half of it in either.
        let one = [more.as_bytes(), &gb(first), b"\r\n2022\n", more.as_bytes()].concat();
        let decoded = decode(&one, None);
        assert_eq!(decoded.text, format!("{more}{first}\r\n2022\n{more}"));
        assert_eq!((decoded.encoding, decoded.undecoded.len()), (Encoding::UTF_8, 0));
        assert_eq!(decoded.others, [OtherLines { first: 41, last: 41, encoding: Encoding::GB18030 }]);
        let half = [gb(&more), second.as_bytes().to_vec(), b"\n".to_vec()].concat();
        let decoded = decode(&half, None);
        assert_eq!(decoded.text, format!("{more}{second}\n"));
        assert_eq!(decoded.others, [OtherLines { first: 41, last: 41, encoding: Encoding::UTF_8 }]);
        assert_eq!(decode(&half, Some(Encoding::GB18030)).others, [], "the choice by hand wins");
    }

    #[test]
    fn bytes_that_are_no_characters_are_kept_with_their_places() {
        let bytes = [gb("会议"), b"\xff".to_vec(), gb("今天"), b"\n".to_vec(), gb(&SAMPLE.repeat(3)), b"\xb0".to_vec()].concat();
        let decoded = decode(&bytes, None);
        assert!(decoded.text.starts_with("会议\u{fffd}今天\n"), "{}", decoded.text);
        let kept: Vec<(u32, &[u8])> = decoded.undecoded.iter().map(|place| (place.at.0, &*place.bytes)).collect();
        assert_eq!(kept, [(2, &b"\xff"[..]), (decoded.text.chars().count() as u32 - 1, b"\xb0")]);
        let utf16 = [utf16(SAMPLE, true), vec![0x2d, 0xd8], utf16("完", true)].concat();
        let decoded = decode(&utf16, None);
        assert_eq!(decoded.undecoded.iter().map(Undecoded::hex).collect::<Vec<_>>(), ["2d d8"]);
        assert_eq!(decoded.text, format!("{SAMPLE}\u{fffd}完"));
    }

    /// Whatever bytes there are, each is in a character or in a place that could not be read.
    #[test]
    fn a_file_mixed_of_all_reads_without_loss() {
        let mut bytes = Vec::new();
        for number in 0..300_u32 {
            let line = format!("{number}：{SAMPLE}");
            bytes.extend(if number % 3 == 0 { gb(&line) } else { line.into_bytes() });
            bytes.extend([b'(', (number * 7 % 256) as u8 | 0x80, b')', b'\n']);
        }
        let decoded = decode(&bytes, None);
        let standing = decoded.text.chars().enumerate().filter(|(_, c)| *c == char::REPLACEMENT_CHARACTER).map(|(at, _)| at as u32);
        assert!(standing.eq(decoded.undecoded.iter().map(|place| place.at.0)));
        assert_eq!(decoded.text.matches("研究部署农村公路建设工作").count(), 300);
    }

    #[test]
    fn what_is_not_chinese_is_read_as_what_it_is() {
        let japanese = "本日の議会で、市長は新しい道路の計画について説明した。これにより、来年度から工事が始まる予定である。\n".repeat(4);
        let german = "Für die Bürger der Stadt wird die neue Straße schöner; größere Häuser können später gebaut werden.\n".repeat(6);
        let korean = "오늘 시의회에서 시장은 새로운 도로 계획에 대하여 설명하였다. 내년부터 공사가 시작될 예정이다.\n".repeat(4);
        let cases = [
            (&japanese, encoding_rs::SHIFT_JIS),
            (&japanese, encoding_rs::EUC_JP),
            (&korean, encoding_rs::EUC_KR),
            (&german, encoding_rs::WINDOWS_1252),
        ];
        for (text, codec) in cases {
            let decoded = decode(&codec.encode(text).0, None);
            assert_eq!((decoded.encoding.name(), decoded.text.as_str()), (codec.name(), text.as_str()));
            assert!(!decoded.encoding.is_chinese());
        }
        // Old characters and rare ones are Chinese all the same.
        for text in ["柳河縣的三百座蔬菜大棚啓用，菜農親手簽下訂單，縣長說這衹是開始。", "呂梁山區農村公路建設會議召開"]
        {
            assert_eq!(decode(&gb(&text.repeat(3)), None).text, text.repeat(3));
        }
    }
}
