//! Two works side by side.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// What two works took that were done in turns.
pub struct Beside {
    /// The middle time of the yardstick.
    pub yardstick: Duration,
    /// The middle time of our work.
    pub ours: Duration,
    /// How fast our work is, as a share of the yardstick's speed: the middle of what each pass said. What slows the machine down for a while
    /// slows down both works of a pass.
    pub ratio: f64,
}

/// Does two works in turns. The shorter one is done as often in a pass as makes it as long as the other: a busy machine takes the processor away
/// from what lasts.
pub fn beside<A, B>(passes: usize, mut yardstick: impl FnMut() -> A, mut ours: impl FnMut() -> B) -> Beside {
    yardstick();
    ours();
    let (their, our) = (time(&mut yardstick), time(&mut ours));
    let (their_turns, our_turns) = (turns(their, our), turns(our, their));
    beside_timed(passes, || time_of(their_turns, &mut yardstick), || time_of(our_turns, &mut ours))
}

fn turns(short: Duration, long: Duration) -> u32 {
    (long.as_secs_f64() / short.as_secs_f64()).round().clamp(1.0, 200.0) as u32
}

fn time_of<T>(turns: u32, mut work: impl FnMut() -> T) -> Duration {
    (0..turns).map(|_| time(&mut work)).sum::<Duration>() / turns
}

/// Does two works in turns that say themselves what they took, after once without looking at the clock.
pub fn beside_timed(passes: usize, mut yardstick: impl FnMut() -> Duration, mut ours: impl FnMut() -> Duration) -> Beside {
    yardstick();
    ours();
    let (mut theirs, mut own, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..passes {
        let (their, our) = (yardstick(), ours());
        theirs.push(their);
        own.push(our);
        ratios.push(their.as_secs_f64() / our.as_secs_f64());
    }
    Beside { yardstick: middle(theirs, Duration::cmp), ours: middle(own, Duration::cmp), ratio: middle(ratios, f64::total_cmp) }
}

/// How long a work takes.
pub fn time<T>(mut work: impl FnMut() -> T) -> Duration {
    let since = Instant::now();
    // What the work made is dropped after the clock was looked at.
    let made = black_box(work());
    let took = since.elapsed();
    drop(made);
    took
}

fn middle<T: Copy>(mut values: Vec<T>, order: impl Fn(&T, &T) -> std::cmp::Ordering) -> T {
    values.sort_by(order);
    values[values.len() / 2]
}
