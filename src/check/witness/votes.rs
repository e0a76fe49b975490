//! Several witnesses of one place: those that read alike speak for each other, and those that read as the text does speak for that.

use super::AskedDifference;
use super::evidence::{Votes, votes};
use crate::check::collations::Collations;
use crate::page::PageIndex;

/// A difference with how likely the text is wrong there, by the witness that has it.
pub(super) struct Vote<'a> {
    pub page: PageIndex,
    pub asked: AskedDifference<'a>,
    pub likelihood: f32,
}

/// What the witnesses of a place come to.
pub(super) struct Verdict<'a> {
    /// What the likeliest of them has.
    pub asked: AskedDifference<'a>,
    /// What others have there instead, the likelier first.
    pub others: Vec<AskedDifference<'a>>,
    /// How likely the text is wrong.
    pub likelihood: f32,
}

/// The verdict on each place, in the order of the places. Differences that overlap are of one.
pub(super) fn verdicts<'a>(mut told: Vec<Vote<'a>>, collations: &Collations) -> Vec<Verdict<'a>> {
    told.sort_by_key(|one| one.asked.place);
    let mut groups: Vec<Vec<Vote<'a>>> = Vec::new();
    for one in told {
        match groups.last_mut().filter(|group| group.iter().any(|other| meets(one.asked.place, other.asked.place))) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups.into_iter().filter_map(|group| verdict(group, collations, &votes())).collect()
}

fn meets((from, to): (usize, usize), (other_from, other_to): (usize, usize)) -> bool {
    (from, to) == (other_from, other_to) || from < other_to && other_from < to
}

fn verdict<'a>(group: Vec<Vote<'a>>, collations: &Collations, votes: &Votes) -> Option<Verdict<'a>> {
    // One reading of a place, with how likely it is by all that have it, and those that have what the text has.
    let mut readings: Vec<(Vote<'a>, f32)> = Vec::new();
    for one in group {
        let against = collations.agreeing(one.page, one.asked.difference.raw) as f32;
        let own = logit(one.likelihood) + votes.against * against;
        match readings.iter_mut().find(|(other, _)| is_same(&other.asked, &one.asked)) {
            Some((_, sum)) => *sum = sum.max(own) + votes.alike,
            None => readings.push((one, own)),
        }
    }
    readings.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    let mut readings = readings.into_iter();
    let (first, sum) = readings.next()?;
    let others = readings.map(|(one, _)| one.asked).filter(|one| one.place == first.asked.place).collect();
    Some(Verdict { asked: first.asked, others, likelihood: 1.0 / (1.0 + (-sum).exp()) })
}

fn is_same(one: &AskedDifference<'_>, other: &AskedDifference<'_>) -> bool {
    let text = |asked: &AskedDifference<'_>| asked.read.iter().map(|one| crate::reader::habit(one.text)).collect::<String>();
    one.place == other.place && text(one) == text(other)
}

fn logit(likelihood: f32) -> f32 {
    let likelihood = likelihood.clamp(0.001, 0.999);
    (likelihood / (1.0 - likelihood)).ln()
}
