//! Articles that are cut otherwise, paragraphs and roles that are others. No rule of proofreading counts wrong cuts; they stand apart.

use super::align::AlignedStretch;
use super::text::{ProofStretch, ProofText};

/// How two editions divide the same text otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    /// Places where the edition that is measured begins another article and should not.
    pub cuts_too_many: usize,
    /// Places where it should and does not.
    pub cuts_missing: usize,
    /// Paragraphs that begin or end elsewhere, and blocks of another role, by a character of the right text.
    pub layout: Vec<usize>,
}

impl Structure {
    /// Compares two editions by characters that follow each other in both.
    pub(super) fn of(right: &ProofText, found: &ProofText, aligned: &[AlignedStretch]) -> Structure {
        let mut structure = Structure::default();
        for stretch in aligned {
            let both = stretch.pairs.iter().filter_map(|(right, found)| Some(((*right)?, (*found)?)));
            let mut last: Option<(usize, usize)> = None;
            for (i, j) in both {
                let (Some(own), Some(theirs)) = (right.stretch_of(i), found.stretch_of(j)) else { continue };
                match last.and_then(|(i, j)| Some((right.stretch_of(i)?, found.stretch_of(j)?))) {
                    Some((before, their_before)) => structure.step(i, (before, own), (their_before, theirs)),
                    None if own.role != theirs.role => structure.layout.push(i),
                    None => {}
                }
                last = Some((i, j));
            }
        }
        structure
    }

    /// Looks at two characters that follow each other, at the stretches they stand in.
    fn step(&mut self, at: usize, (before, own): (&ProofStretch, &ProofStretch), (their_before, theirs): (&ProofStretch, &ProofStretch)) {
        let is_article = |stretch: &ProofStretch| stretch.article.is_some();
        if ![before, own, their_before, theirs].into_iter().all(is_article) {
            return;
        }
        let (cut, their_cut) = (before.article != own.article, their_before.article != theirs.article);
        self.cuts_too_many += usize::from(their_cut && !cut);
        self.cuts_missing += usize::from(cut && !their_cut);
        let (begins, they_begin) = (before.block != own.block, their_before.block != theirs.block);
        let is_other_break = !cut && !their_cut && begins != they_begin;
        if is_other_break || begins && they_begin && own.role != theirs.role {
            self.layout.push(at);
        }
    }
}
