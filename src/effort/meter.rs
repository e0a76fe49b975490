//! How long somebody works, by the signs of it: keys, clicks, moving the pointer.

use std::time::Duration;

/// A longer pause between two signs of work is none of it. Reading a column with the hands in the lap must not count as idle.
pub const LONGEST_PAUSE: Duration = Duration::from_secs(120);

/// Measures work. The times it is told are of any clock that only goes on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Meter {
    last: Option<Duration>,
}

impl Meter {
    /// There is a sign of work now. Gives how long there was work since the one before.
    pub fn sign(&mut self, now: Duration) -> Duration {
        let since = self.leave(now);
        self.last = Some(now);
        since
    }

    /// Work ends now, as another window is in front. Gives how long there was work since the last sign.
    pub fn leave(&mut self, now: Duration) -> Duration {
        let since = self.last.take().map(|last| now.saturating_sub(last));
        since.filter(|since| *since <= LONGEST_PAUSE).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a meter comes to that hears signs at these seconds.
    fn measured(meter: &mut Meter, signs: &[u64]) -> u64 {
        signs.iter().map(|at| meter.sign(Duration::from_secs(*at)).as_secs()).sum()
    }

    #[test]
    fn pauses_up_to_the_longest_count_and_longer_ones_do_not_count_at_all() {
        let longest = LONGEST_PAUSE.as_secs();
        assert_eq!(measured(&mut Meter::default(), &[100]), 0, "there is nothing to measure from");
        assert_eq!(measured(&mut Meter::default(), &[100, 110, 110 + longest]), 10 + longest);
        assert_eq!(measured(&mut Meter::default(), &[100, 110, 111 + longest, 116 + longest]), 15);
    }

    #[test]
    fn nothing_counts_while_another_window_is_in_front() {
        let mut meter = Meter::default();
        assert_eq!(measured(&mut meter, &[0, 10]), 10);
        assert_eq!(meter.leave(Duration::from_secs(30)).as_secs(), 20, "what was read before it");
        assert_eq!(meter.leave(Duration::from_secs(40)).as_secs(), 0);
        assert_eq!(measured(&mut meter, &[60, 61]), 1, "it begins anew");
    }

    #[test]
    fn a_clock_that_goes_back_does_no_harm() {
        assert_eq!(measured(&mut Meter::default(), &[50, 20, 25]), 5);
    }
}
