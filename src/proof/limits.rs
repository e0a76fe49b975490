//! What is known of a rate by the errors that were found: exact upper limits, and what a claim needs.
//!
//! Errors in running text are counted by the upper limit of a Poisson rate (Garwood, Biometrika 28, 1936), bad units of a sample by that of a
//! share (Clopper and Pearson, Biometrika 26, 1934). Both are one-sided, at 95 % unless said otherwise.

/// The confidence of the limits.
pub const CONFIDENCE: f64 = 0.95;

/// How many halvings find a limit: more than the digits of a number have.
const HALVINGS: usize = 100;

/// The most errors that could be there for so few to be found so seldom: of a count of errors its upper limit.
pub fn poisson_upper(count: usize) -> f64 {
    // The mean lies within ten standard deviations and a few, whatever the count.
    let most = count as f64 + 10.0 * (count as f64 + 1.0).sqrt() + 10.0;
    falling_root(most, |mean| poisson_at_most(count, mean))
}

/// The largest share of bad units for so few of a sample to be bad: the upper limit of a share, between 0 and 1.
pub fn share_upper(bad: usize, sample: usize) -> f64 {
    if bad >= sample { 1.0 } else { falling_root(1.0, |share| binomial_at_most(bad, sample, share)) }
}

/// How many characters must be looked at to claim at most `limit` errors in 10 000 where so many errors are found.
pub fn characters_for(limit: f64, errors: usize) -> usize {
    (poisson_upper(errors) / limit * 10_000.0).ceil() as usize
}

/// Where a falling function between 0 and `most` comes down to what may be left to chance.
fn falling_root(most: f64, of: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (0.0, most);
    for _ in 0..HALVINGS {
        let middle = (low + high) / 2.0;
        if of(middle) > 1.0 - CONFIDENCE { low = middle } else { high = middle }
    }
    high
}

/// The chance of at most `count` where `mean` are to be expected.
fn poisson_at_most(count: usize, mean: f64) -> f64 {
    if mean <= 0.0 {
        return 1.0;
    }
    let mut logarithm = -mean;
    let mut sum = logarithm.exp();
    for k in 1..=count {
        logarithm += (mean / k as f64).ln();
        sum += logarithm.exp();
    }
    sum.min(1.0)
}

/// The chance of at most `count` of a sample where each is bad with this chance.
fn binomial_at_most(count: usize, sample: usize, chance: f64) -> f64 {
    if chance <= 0.0 {
        return 1.0;
    }
    if chance >= 1.0 {
        return 0.0;
    }
    let mut logarithm = sample as f64 * (1.0 - chance).ln();
    let mut sum = logarithm.exp();
    for k in 1..=count {
        logarithm += ((sample - k + 1) as f64 / k as f64).ln() + (chance / (1.0 - chance)).ln();
        sum += logarithm.exp();
    }
    sum.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_near(one: f64, other: f64, by: f64) -> bool {
        (one - other).abs() <= by
    }

    #[test]
    fn poisson_limits_are_those_of_the_tables() {
        // Half of the quantiles of the chi-square distribution with 2(x + 1) degrees of freedom.
        for (count, upper) in [(0, 2.996), (1, 4.744), (2, 6.296), (3, 7.754), (5, 10.513), (10, 16.962), (100, 118.079)] {
            assert!(is_near(poisson_upper(count), upper, 0.001), "{count}: {}", poisson_upper(count));
        }
        assert!(poisson_upper(20_000) > 20_000.0 && poisson_upper(20_000) < 20_300.0);
    }

    #[test]
    fn shares_of_a_sample_have_their_limits() {
        // 1 - 0.05^(1/n) where none is bad.
        assert!(is_near(share_upper(0, 20), 1.0 - 0.05f64.powf(1.0 / 20.0), 1e-9));
        assert!(is_near(share_upper(1, 20), 0.2161, 0.0005), "{}", share_upper(1, 20));
        assert!(is_near(share_upper(10, 100), 0.1637, 0.0005), "{}", share_upper(10, 100));
        assert_eq!((share_upper(5, 5), share_upper(0, 0)), (1.0, 1.0));
    }

    #[test]
    fn what_a_claim_needs_is_told() {
        let needed = |limit: f64| [0, 1, 2, 10].map(|errors| characters_for(limit, errors));
        assert_eq!(needed(3.0), [9986, 15_813, 20_986, 56_541]);
        assert_eq!(needed(1.0), [29_958, 47_439, 62_958, 169_623]);
        assert_eq!(characters_for(10.0, 0), 2996);
    }
}
