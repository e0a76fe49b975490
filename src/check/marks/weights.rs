//! How much each thing counts that speaks for a mark's being misread, and what marks are misread for, as fitted by
//! `tests/bench/pages/marks.py`.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::super::table::rows;

/// A line a name and its weight, behind `place` or `class`; `rival`, the wrong character and the right text (`nothing` for none) with the
/// logarithm of its share; `limit` with what it limits.
const TABLE: &str = include_str!("../../../assets/checks/marks.txt");

/// What speaks for a mark's being wrong. Gains are logarithms.
pub(super) const PLACE: [&str; 21] = [
    "one",
    "likelihood between its neighbours",
    "likelihood beside the less likely neighbour",
    "gain with the best rival",
    "gain with the best rival, if any",
    "gain without it",
    "likelihood of what stands before",
    "likelihood of what stands behind",
    "between ideographs",
    "behind a mark",
    "before a mark",
    "behind a letter or digit",
    "before a letter or digit",
    "first of its line",
    "last of its line",
    "letter alone",
    "letter among two or three",
    "letter among more",
    "share of the page",
    "has its other half",
    "doubled",
];

/// Ideographs that specks and strokes are often taken for.
pub(super) const SPECKS: &str = "一人和上二工";

/// The classes of characters.
pub(super) const CLASSES: [(&str, &str); 30] = [
    ("hyphen", "-－"),
    ("dash", "—–"),
    ("apostrophe", "'`´"),
    ("straight quotation mark", "\""),
    ("opening quotation mark", "“‘"),
    ("closing quotation mark", "”’"),
    ("point", "."),
    ("middle point", "·•"),
    ("comma", "，,"),
    ("full stop", "。"),
    ("enumeration comma", "、"),
    ("semicolon", "；;"),
    ("colon", "：:"),
    ("question or exclamation", "？！?!"),
    ("opening bracket", "（(【〔"),
    ("closing bracket", "）)】〕"),
    ("title mark", "《》〈〉"),
    ("corner bracket", "「」『』"),
    ("square bracket", "[]［］"),
    ("dots", "…"),
    ("percent", "%％"),
    ("rare sign", "#$&*+/\\<=>^_{|}~°℃～"),
    ("capital", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    ("small letter", "abcdefghijklmnopqrstuvwxyz"),
    ("one or zero", "10"),
    ("digit", "23456789"),
    ("ideograph one", "一"),
    ("ideograph man", "人"),
    ("ideograph and", "和"),
    ("ideograph of strokes", "上二工"),
];

/// What a character may be misread for.
pub(super) struct Replaced {
    pub(super) right: String,
    /// Its share among what that character was misread for, as a logarithm.
    pub(super) share: f32,
}

/// The table, ready to be asked.
pub(super) struct MarkWeights {
    values: Vec<f32>,
    rivals: HashMap<char, Vec<Replaced>>,
    /// How much the pairs of characters count beside a rival's share.
    pub(super) pairs_share: f32,
    /// From how likely an error on a mark is asked about.
    pub(super) asked: f32,
}

impl MarkWeights {
    /// How much each value counts, in order of the names of places and of classes.
    pub(super) fn values(&self) -> &[f32] {
        &self.values
    }

    /// What a character may be misread for.
    pub(super) fn replaced(&self, c: char) -> impl Iterator<Item = &Replaced> {
        self.rivals.get(&c).into_iter().flatten()
    }
}

/// The names of all values.
pub(super) fn names() -> impl Iterator<Item = String> {
    PLACE.iter().map(|name| format!("place {name}")).chain(CLASSES.iter().map(|(name, _)| format!("class {name}")))
}

/// The weights. They are read once.
pub(super) fn weights() -> &'static MarkWeights {
    static WEIGHTS: OnceLock<MarkWeights> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        let known: HashMap<&str, f32> = rows(TABLE).collect();
        let of = |name: &str| known.get(name).copied().unwrap_or_default();
        let mut rivals: HashMap<char, Vec<Replaced>> = HashMap::new();
        for (name, share) in rows(TABLE) {
            let Some((wrong, right)) = name.strip_prefix("rival ").and_then(|rest| rest.split_once(' ')) else { continue };
            let Some(wrong) = wrong.chars().next() else { continue };
            let right = if right == "nothing" { String::new() } else { right.to_owned() };
            rivals.entry(wrong).or_default().push(Replaced { right, share });
        }
        let values = names().map(|name| of(&name)).collect();
        MarkWeights { values, rivals, pairs_share: of("limit pairs"), asked: of("limit asked") }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_has_its_weight() {
        for name in names().chain(["limit pairs", "limit asked"].map(str::to_owned)) {
            assert_eq!(rows(TABLE).filter(|(known, _)| *known == name).count(), 1, "{name}");
        }
        assert!(weights().replaced('-').any(|rival| rival.right.is_empty()));
    }
}
