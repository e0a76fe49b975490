//! Characters of a text and their bytes, counted eight bytes at a time.

/// How many bytes are looked at in one step.
const WORD: usize = size_of::<u64>();
/// And how many while two texts are the same.
const BLOCK: usize = 4 * WORD;
/// The highest bit of each byte.
const HIGHEST: u64 = 0x8080_8080_8080_8080;
/// The lowest bit of each byte.
const EACH: u64 = 0x0101_0101_0101_0101;

/// The byte at which a character of a text begins, counted from 0; the text's length where it has fewer.
#[inline]
pub(crate) fn byte_at(text: &str, chars: usize) -> usize {
    places_in(text, chars).0
}

/// The byte at which a character of a text begins, and how many characters before it the text lacks: so many only where the place is the
/// text's end.
#[inline]
pub(crate) fn places_in(text: &str, chars: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    let (mut at, mut left) = (0, chars);
    while let Some(word) = word(bytes, at) {
        let begins = begins(word);
        if count(begins) > left {
            return (at + nth(begins, left), 0);
        }
        left -= count(begins);
        at += WORD;
    }
    for byte in bytes.iter().skip(at) {
        if is_begin(*byte) {
            if left == 0 {
                return (at, 0);
            }
            left -= 1;
        }
        at += 1;
    }
    (at, left)
}

/// What two texts have in common at their beginnings, at most so many characters of it: in bytes and in characters.
#[inline]
pub(crate) fn same_chars(one: &str, other: &str, most: usize) -> (usize, usize) {
    let (a, b) = (one.as_bytes(), other.as_bytes());
    let (mut at, mut chars) = same_blocks(a, b, most);
    while let (Some(word), Some(opposite)) = (word(a, at), word(b, at)) {
        let mut begins = begins(word);
        let same = if word == opposite { WORD } else { (word ^ opposite).trailing_zeros() as usize / 8 };
        if same < WORD {
            begins &= (1 << (same * 8)) - 1;
        }
        if chars + count(begins) > most {
            return (at + nth(begins, most - chars), most);
        }
        chars += count(begins);
        if same < WORD {
            return in_whole(one, at + same, chars);
        }
        at += WORD;
    }
    let (a, b) = (a.get(at..).unwrap_or_default(), b.get(at..).unwrap_or_default());
    for (byte, _) in a.iter().zip(b).take_while(|(one, other)| one == other) {
        if is_begin(*byte) {
            if chars == most {
                return (at, chars);
            }
            chars += 1;
        }
        at += 1;
    }
    in_whole(one, at, chars)
}

/// As [`same_chars`], of whole blocks alone, the last of which may end within a character.
#[inline]
fn same_blocks(one: &[u8], other: &[u8], most: usize) -> (usize, usize) {
    let (mut at, mut chars) = (0, 0);
    while let (Some(block), Some(opposite)) = (block(one, at), block(other, at)) {
        if block != opposite {
            break;
        }
        let begun = begun_in(block);
        if chars + begun > most {
            break;
        }
        (at, chars) = (at + BLOCK, chars + begun);
    }
    (at, chars)
}

/// A place without the character that it lies within, and without it counted.
#[inline]
fn in_whole(text: &str, at: usize, chars: usize) -> (usize, usize) {
    let whole = text.floor_char_boundary(at);
    if whole < at { (whole, chars - 1) } else { (at, chars) }
}

/// The byte of a word that is marked when so many that are marked too are passed over.
#[inline]
fn nth(marked: u64, passed: usize) -> usize {
    let rest = (0..passed).fold(marked, |marked, _| marked & marked.wrapping_sub(1));
    rest.trailing_zeros() as usize / 8
}

/// Tells of each line end of a text, and of the text's own end, how many characters and how many bytes come before what follows.
#[inline]
pub(crate) fn each_line_end(text: &str, mut tell: impl FnMut(usize, usize)) {
    let (mut at, mut chars) = (0, 0);
    while let Some(word) = word(text.as_bytes(), at) {
        let begins = begins(word);
        let mut ends = line_ends(word);
        while ends != 0 {
            let up_to_it = ends ^ (ends - 1);
            tell(chars + count(begins & up_to_it), at + nth(ends, 0) + 1);
            ends &= ends - 1;
        }
        (at, chars) = (at + WORD, chars + count(begins));
    }
    for byte in text.as_bytes().iter().skip(at) {
        (at, chars) = (at + 1, chars + usize::from(is_begin(*byte)));
        if *byte == b'\n' {
            tell(chars, at);
        }
    }
    tell(chars, at);
}

/// The highest bit of each byte of a word that is a line end.
#[inline]
fn line_ends(word: u64) -> u64 {
    let other = word ^ (EACH * u64::from(b'\n'));
    // Only what is 0 stays below its highest bit when all other bits are added to it.
    !(((other & !HIGHEST) + !HIGHEST) | other | !HIGHEST)
}

#[inline]
fn block(bytes: &[u8], at: usize) -> Option<&[u8; BLOCK]> {
    bytes.get(at..)?.first_chunk::<BLOCK>()
}

/// How many characters begin in a block. The bytes of its words are summed together, and none of them comes near 256.
#[inline]
fn begun_in(block: &[u8; BLOCK]) -> usize {
    let begun = |at: usize| word(block, at).map_or(0, |word| begins(word) >> 7);
    sum(begun(0) + begun(WORD) + begun(2 * WORD) + begun(3 * WORD))
}

#[inline]
fn word(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk::<WORD>().map(|word| u64::from_le_bytes(*word))
}

/// How many of a word's highest bits are set: the sum of its bytes, as a product has it in its highest one. Few of the processors that are
/// built for count bits themselves.
#[inline]
fn count(highest: u64) -> usize {
    sum(highest >> 7)
}

/// The sum of a word's bytes, which is less than 256.
#[inline]
fn sum(bytes: u64) -> usize {
    (bytes.wrapping_mul(EACH) >> 56) as usize
}

/// The highest bit of each byte of a word at which a character begins: of all but those that read `10……`.
#[inline]
fn begins(word: u64) -> u64 {
    (!word | (word << 1)) & HIGHEST
}

#[inline]
fn is_begin(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn places_are_those_of_the_characters(text in "[a一é𡗗\\n“]{0,40}", chars in 0..50usize) {
            let places: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
            let lacking = chars.saturating_sub(places.len() - 1);
            prop_assert_eq!(places_in(&text, chars), (places[chars - lacking], lacking));
        }

        #[test]
        fn line_ends_are_told_with_their_places(text in "[a一é𡗗\n\u{b}“\u{8a}]{0,60}") {
            let ends = text.char_indices().enumerate().filter(|(_, (_, c))| *c == '\n').map(|(chars, (bytes, _))| (chars + 1, bytes + 1));
            let mut told = Vec::new();
            each_line_end(&text, |chars, bytes| told.push((chars, bytes)));
            prop_assert_eq!(told, ends.chain([(text.chars().count(), text.len())]).collect::<Vec<_>>());
        }

        #[test]
        fn what_texts_have_in_common_ends_with_a_character(
            common in "[a一é𡗗\\n“]{0,30}", one in "[a丁丂é“”]{0,3}", other in "[a丁丂é“”]{0,3}", most in 0..40usize,
        ) {
            let (one, other) = (format!("{common}{one}"), format!("{common}{other}"));
            let same: String = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).take(most).collect();
            prop_assert_eq!(same_chars(&one, &other, most), (same.len(), same.chars().count()));
        }
    }
}
