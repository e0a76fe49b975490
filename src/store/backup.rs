//! Backups: what stood in an edition's file before each of the last saves.
//!
//! They lie in the folder `.stet-backups` beside the edition, named after it and the time (UTC) at which they were saved, and are
//! editions like any other. When there are more than are kept, the one goes whose neighbours in time are closest together for their
//! age, so that a few of today's, one of yesterday and one of last week remain.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::atomic::{self, Fault, Over};
use super::disk::{Disk, Stat, SystemDisk, folder_of};
use super::names;

/// How many backups are kept, unless the editor wants more or fewer.
pub const DEFAULT_BACKUPS: usize = 5;

/// Among backups younger than this, in seconds, age makes little difference.
const YOUNG: f64 = 600.0;

/// The folder of the backups, beside the edition.
const FOLDER: &str = ".stet-backups";

/// How long the name of a backup is besides that of its edition.
const STAMP_BYTES: usize = "20220328T140533Z".len();

/// A backup of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// When it was saved, in seconds since 1970; before that it is less than nothing.
    pub saved: i64,
}

/// The folder that holds the backups of an edition's file.
pub fn folder(edition: &Path) -> PathBuf {
    folder_of(edition).join(FOLDER)
}

/// Whether a file is a backup, by its place.
pub fn is_backup(path: &Path) -> bool {
    folder_of(path).file_name().is_some_and(|name| name == FOLDER)
}

/// Whether a path leads into a folder of backups, at any depth.
pub fn is_among_backups(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == FOLDER)
}

/// The edition's file that a backup is of. Where its name was too long to be kept whole, it is looked for.
pub fn original(backup: &Path) -> Option<PathBuf> {
    let name = backup.file_stem()?.to_string_lossy().into_owned();
    let (stem, _) = name.rsplit_once('.')?;
    let folder = folder_of(folder_of(backup));
    let is_long = |path: &PathBuf| short_stem(path) == stem && path.file_stem().is_some_and(|whole| whole != stem);
    let long = || SystemDisk.list(folder).ok()?.into_iter().find(is_long);
    let found = if names::is_cut(stem) { long() } else { None };
    Some(found.unwrap_or_else(|| folder.join(format!("{stem}.ron"))))
}

/// The backups of an edition's file, the newest first.
pub fn backups(disk: &dyn Disk, edition: &Path) -> Vec<Backup> {
    let stem = short_stem(edition);
    let mut found: Vec<Backup> = disk
        .list(&folder(edition))
        .unwrap_or_default()
        .into_iter()
        .filter_map(|path| {
            let name = path.file_name()?.to_string_lossy().into_owned();
            let stamp = name.strip_prefix(&stem)?.strip_prefix('.')?.strip_suffix(".ron")?;
            Some(Backup { saved: seconds(stamp)?, path })
        })
        .collect();
    found.sort_by(|a, b| b.saved.cmp(&a.saved).then_with(|| b.path.cmp(&a.path)));
    found
}

/// Keeps what stands in an edition's file as a backup, and at most `keep` backups in all.
///
/// # Errors
/// What the system says. The edition's file is as it was.
pub(super) fn keep(disk: &dyn Disk, edition: &Path, old: &Stat, keep: usize) -> io::Result<()> {
    if keep == 0 {
        return Ok(());
    }
    let folder = folder(edition);
    disk.make_folder(&folder)?;
    let saved = old.modified.map_or(0, since_epoch);
    // Several saves in one second have names in a row.
    let first = backups(disk, edition).first().map_or(saved, |newest| saved.max(newest.saved + 1));
    for second in first..first + 60 {
        let path = folder.join(format!("{}.{}.ron", short_stem(edition), stamp(second)));
        match put(disk, edition, &path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            result => {
                result?;
                break;
            }
        }
    }
    // Its name, and that of the folder, must outlive a power cut too.
    disk.sync_folder(&folder)?;
    disk.sync_folder(folder_of(edition))?;
    let all = backups(disk, edition);
    let now = since_epoch(SystemTime::now());
    let ages: Vec<u64> = all.iter().map(|backup| u64::try_from(now - backup.saved).unwrap_or(0)).collect();
    for index in superfluous(&ages, keep) {
        if let Some(backup) = all.get(index) {
            disk.remove(&backup.path)?;
        }
    }
    Ok(())
}

/// A second name for the file costs nothing, and saving gives the first name to another file. Where there are no second names, a copy.
fn put(disk: &dyn Disk, edition: &Path, backup: &Path) -> io::Result<()> {
    match disk.link(edition, backup) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            let bytes = disk.read(edition)?;
            atomic::replace(disk, backup, &bytes, Over::Nothing, |_, _| Ok::<(), Fault>(())).map_err(io::Error::from)
        }
        result => result,
    }
}

/// What the backups of an edition's file are called by: its name without its end, cut where the whole would be too long.
fn short_stem(edition: &Path) -> String {
    let end = " ".repeat(".".len() + STAMP_BYTES + ".ron".len());
    let mut name = names::around("", edition.file_stem().unwrap_or_default(), &end);
    name.truncate(name.len() - end.len());
    name
}

/// Which backups go so that `keep` remain, by their ages in seconds, youngest first. The youngest stays, and so does the oldest unless
/// one alone is kept.
fn superfluous(ages: &[u64], keep: usize) -> Vec<usize> {
    let mut left: Vec<(usize, u64)> = ages.iter().copied().enumerate().collect();
    let mut gone = Vec::new();
    while left.len() > keep {
        // How many times as old as the younger neighbour the older one is: the least can best be spared.
        let times = |younger: u64, older: u64| (older as f64 + YOUNG) / (younger as f64 + YOUNG);
        let spread = |window: &[(usize, u64)]| match window {
            [(_, younger), (_, _), (_, older)] => times(*younger, *older),
            _ => f64::MAX,
        };
        let least = left.windows(3).map(spread).enumerate().min_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at + 1);
        let (index, _) = left.remove(least.unwrap_or(left.len() - 1));
        gone.push(index);
    }
    gone
}

/// A time in seconds since 1970, rounded down.
fn since_epoch(time: SystemTime) -> i64 {
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_secs()).unwrap_or(i64::MAX),
        Err(before) => {
            let before = before.duration();
            -i64::try_from(before.as_secs() + u64::from(before.subsec_nanos() > 0)).unwrap_or(i64::MAX)
        }
    }
}

/// A time as `20220328T140533Z`.
fn stamp(seconds: i64) -> String {
    let (year, month, day) = civil(seconds.div_euclid(86_400));
    let rest = seconds.rem_euclid(86_400);
    format!("{year:04}{month:02}{day:02}T{:02}{:02}{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
}

/// The seconds since 1970 of a [`stamp`].
fn seconds(stamp: &str) -> Option<i64> {
    let (date, time) = stamp.strip_suffix('Z')?.split_once('T')?;
    let number = |text: &str, from: usize, len: usize| text.get(from..from + len)?.parse::<i64>().ok();
    if date.len() != 8 || time.len() != 6 {
        return None;
    }
    let wanted = (number(date, 0, 4)?, number(date, 4, 2)?, number(date, 6, 2)?);
    let days = days(wanted.0, wanted.1, wanted.2)?;
    Some(days * 86_400 + number(time, 0, 2)? * 3600 + number(time, 2, 2)? * 60 + number(time, 4, 2)?)
}

/// Year, month and day of a day since 1970, in the Gregorian calendar. After Howard Hinnant, “chrono-compatible low-level date
/// algorithms”: years begin in March, so that the leap day comes last.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The inverse of [`civil`].
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(0..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let year = year - i64::from(month <= 2);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// How long ago a time was, counted from `now`.
pub fn age(saved: i64, now: SystemTime) -> Duration {
    Duration::from_secs(u64::try_from(since_epoch(now).saturating_sub(saved)).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_and_read() {
        assert_eq!(stamp(0), "19700101T000000Z");
        // date -u -d @1648476333
        assert_eq!(stamp(1_648_476_333), "20220328T140533Z");
        assert_eq!(stamp(1_709_164_800), "20240229T000000Z");
        // date -u -d @-155520001
        assert_eq!(stamp(-155_520_001), "19650126T235959Z");
        for time in (-4_000_000_000..4_000_000_000).step_by(86_399 * 7) {
            assert_eq!(seconds(&stamp(time)), Some(time));
        }
        for bad in ["", "2022", "20220328T1405Z", "20221328T140533Z", "２０２２T1Z", "日日日日T日日Z"] {
            assert_eq!(seconds(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_few_of_today_and_one_of_each_time_before_remain() {
        // A save every ten minutes for thirty days, eight hours a day.
        let mut kept: Vec<u64> = Vec::new();
        let mut now = 0;
        for _day in 0..30 {
            for _save in 0..48 {
                now += 600;
                kept.insert(0, now);
                let ages: Vec<u64> = kept.iter().map(|time| now - time).collect();
                for index in superfluous(&ages, 5) {
                    kept.remove(index);
                }
            }
            now += 16 * 3600;
        }
        let ages: Vec<u64> = kept.iter().map(|time| now - time).collect();
        assert_eq!(ages.len(), 5);
        assert!(ages[0] <= 16 * 3600, "the youngest is the last save: {ages:?}");
        assert!(ages[4] > 25 * 86_400, "one is from the first days: {ages:?}");
        assert!(ages[1] < 4 * 86_400 && ages[3] > 2 * 86_400, "the others lie between: {ages:?}");
    }

    #[test]
    fn times_before_1970_are_times() {
        let before = SystemTime::UNIX_EPOCH - Duration::from_millis(1500);
        assert_eq!((since_epoch(before), since_epoch(SystemTime::UNIX_EPOCH)), (-2, 0));
        assert_eq!(age(-2, SystemTime::UNIX_EPOCH + Duration::from_secs(3)), Duration::from_secs(5));
        assert_eq!(age(9, SystemTime::UNIX_EPOCH), Duration::ZERO);
    }

    #[test]
    fn editions_with_names_of_any_length_have_backups_that_know_them() {
        let folder = tempfile::tempdir().unwrap();
        for stem in ["报".repeat(78), "报".repeat(82) + "一", "报".repeat(82) + "二", "a".repeat(251)] {
            let edition = folder.path().join(stem + ".ron");
            std::fs::write(&edition, "old").unwrap();
            keep(&SystemDisk, &edition, &SystemDisk.stat(&edition).unwrap(), 5).unwrap();
            let found = backups(&SystemDisk, &edition);
            assert_eq!(found.len(), 1, "{}", edition.display());
            assert_eq!(original(&found[0].path), Some(edition));
        }
    }

    #[test]
    fn a_backup_knows_its_edition() {
        let edition = Path::new("/a/b.c.ron");
        let path = folder(edition).join("b.c.20220328T140533Z.ron");
        assert!(is_backup(&path) && !is_backup(edition));
        assert_eq!(original(&path).as_deref(), Some(edition));
    }
}
