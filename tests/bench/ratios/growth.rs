//! Whether what is longer takes longer in proportion.

use std::path::Path;
use std::time::Duration;

use stet::check::check;
use stet::clean::clean;
use stet::store::{from_ron, to_ron};
use stet::style::HouseStyle;

use crate::pages;
use crate::timing::time;

const PASSES: usize = 2;

/// Prints how fast each step is on pages of 1 to 16 MB, in megabytes of raw text a second.
pub fn print() {
    let style = HouseStyle::standard();
    println!("{:>10} {:>10} {:>10} {:>10} {:>10}", "one page", "draft", "check", "writing", "opening");
    for megabytes in [1, 2, 4, 8, 16] {
        let pages = [pages::long(megabytes * 1_000_000)];
        let edition = clean(&pages, style);
        let ron = to_ron(&edition).expect("written");
        let steps = [
            least(|| clean(&pages, style)),
            least(|| check(&edition, style)),
            least(|| to_ron(&edition).expect("written")),
            least(|| from_ron(Path::new("e.ron"), &ron).expect("opened")),
        ];
        let bytes = pages[0].text().len() as f64;
        let [draft, check, writing, opening] = steps.map(|time| bytes / time.as_secs_f64() / 1e6);
        println!("{megabytes:>7} MB {draft:>10.1} {check:>10.1} {writing:>10.1} {opening:>10.1}");
    }
}

fn least<T>(mut work: impl FnMut() -> T) -> Duration {
    (0..PASSES).map(|_| time(&mut work)).min().unwrap_or_default()
}
