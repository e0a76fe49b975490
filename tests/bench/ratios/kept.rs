//! The ratios that are kept, in one file for both profiles.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What must be left of a ratio.
pub const LEAST: f64 = 0.75;

/// Which of the two columns is this build's. Only the release profile is without these assertions.
const COLUMN: usize = if cfg!(debug_assertions) { 1 } else { 0 };

/// For each row its ratios, of the release and the dev profile.
pub struct Kept(BTreeMap<String, [Option<f64>; 2]>);

impl Kept {
    /// Reads what is kept.
    pub fn read() -> Kept {
        let row = |line: &str| {
            let mut columns = line.split('\t');
            let name = columns.next()?.to_owned();
            Some((name, [0, 1].map(|_| columns.next().and_then(|ratio| ratio.parse().ok()))))
        };
        Kept(std::fs::read_to_string(path()).unwrap_or_default().lines().filter_map(row).collect())
    }

    /// The ratio of a row.
    pub fn get(&self, name: &str) -> Option<f64> {
        self.0.get(name)?[COLUMN]
    }

    /// Keeps a ratio.
    pub fn set(&mut self, name: &str, ratio: f64) {
        self.0.entry(name.to_owned()).or_default()[COLUMN] = Some(ratio);
    }

    /// Writes what is kept, and where.
    pub fn write(&self) -> std::io::Result<PathBuf> {
        let column = |ratio: Option<f64>| ratio.map_or(String::new(), |ratio| format!("{ratio:.3}"));
        let row = |(name, [release, dev]): (&String, &[Option<f64>; 2])| format!("{name}\t{}\t{}\n", column(*release), column(*dev));
        let path = path();
        std::fs::write(&path, self.0.iter().map(row).collect::<String>())?;
        Ok(path)
    }
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/ratios/kept.txt")
}
