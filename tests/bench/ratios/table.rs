//! The table, printed as it is measured.

use std::process::ExitCode;
use std::time::Duration;

use crate::kept::{Kept, LEAST};
use crate::timing::Beside;

/// The rows so far.
pub struct Table {
    rows: Vec<(String, f64)>,
    kept: Option<Kept>,
    has_fallen: bool,
}

impl Table {
    /// A table whose ratios are compared with those that are kept, or are not.
    pub fn new(compared: bool) -> Table {
        println!("{:<46} {:>7} {:>7}   {:>24} {:>24}", "work / yardstick, both on one core", "ratio", "kept", "work", "yardstick");
        Table { rows: Vec::new(), kept: compared.then(Kept::read), has_fallen: false }
    }

    /// A row, of times that have a rate over so many bytes.
    pub fn rate(&mut self, name: &str, times: &Beside, bytes: usize) {
        let rate = |time: Duration| format!("{:.2} MB/s", bytes as f64 / time.as_secs_f64() / 1e6);
        let before = self.kept.as_ref().and_then(|kept| kept.get(name));
        let has_fallen = before.is_some_and(|before| times.ratio < before * LEAST);
        let said = before.map_or(String::new(), |before| format!("{before:.3}"));
        print(name, times, &said, [rate(times.ours), rate(times.yardstick)], has_fallen);
        self.rows.push((name.to_owned(), times.ratio));
        self.has_fallen |= has_fallen;
    }

    /// A row that is shown and not kept: of work that threads share, which a busy machine slows down more than its yardstick, or beside a
    /// yardstick that only moves memory, which hangs on the machine more than on us.
    pub fn shown(&mut self, name: &str, times: &Beside) {
        let told = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1e3);
        print(name, times, "", [told(times.ours), told(times.yardstick)], false);
    }

    /// Whether a ratio has fallen by more than a quarter.
    pub fn has_fallen(&self) -> bool {
        self.has_fallen
    }

    /// Keeps the ratios.
    pub fn keep(&self) -> ExitCode {
        let mut kept = Kept::read();
        self.rows.iter().for_each(|(name, ratio)| kept.set(name, *ratio));
        match kept.write() {
            Ok(path) => {
                println!("kept in {}", path.display());
                ExitCode::SUCCESS
            }
            Err(error) => {
                println!("the ratios could not be kept: {error}");
                ExitCode::FAILURE
            }
        }
    }
}

fn print(name: &str, times: &Beside, kept: &str, [ours, yardstick]: [String; 2], has_fallen: bool) {
    let fallen = if has_fallen { "   FALLEN" } else { "" };
    println!("{name:<46} {:>7.3} {kept:>7}   {ours:>24} {yardstick:>24}{fallen}", times.ratio);
}
