//! What two sequences have in common at their ends.

/// Two sequences without what they have in common at their ends, and how many elements they have in common at the beginning. What is common
/// at the beginning is not counted at the end again.
pub fn between_common_ends<'a, T>(old: &'a [T], new: &'a [T], same: impl Fn(&T, &T) -> bool) -> (usize, &'a [T], &'a [T]) {
    let head = old.iter().zip(new).take_while(|(a, b)| same(a, b)).count();
    let (old, new) = (old.get(head..).unwrap_or_default(), new.get(head..).unwrap_or_default());
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| same(a, b)).count();
    (head, old.get(..old.len() - tail).unwrap_or_default(), new.get(..new.len() - tail).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between<'a>(old: &'a [u8], new: &'a [u8]) -> (usize, &'a [u8], &'a [u8]) {
        between_common_ends(old, new, |a, b| a == b)
    }

    #[test]
    fn what_is_common_is_left_out_once() {
        assert_eq!(between(b"abcd", b"axd"), (1, &b"bc"[..], &b"x"[..]));
        assert_eq!(between(b"aba", b"a"), (1, &b"ba"[..], &b""[..]), "the end of the one is its beginning too");
        assert_eq!(between(b"abc", b"abc"), (3, &b""[..], &b""[..]));
        assert_eq!(between(b"", b"ab"), (0, &b""[..], &b"ab"[..]));
    }
}
