//! Days as papers and files write them.

use std::fmt;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::numerals;

/// How many years the first of the Republic of China is after Christ.
const REPUBLIC: u32 = 1911;
/// The years of newspapers.
const YEARS: std::ops::RangeInclusive<u32> = 1600..=2199;

/// How an archive writes days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub enum DayForm {
    /// 2022-03-28 (ISO 8601).
    #[default]
    Iso,
    /// 2022年3月28日
    Chinese,
    /// 二〇二二年三月二十八日
    ChineseNumerals,
    /// 民国二十八年四月廿一日; before the Republic as [`DayForm::ChineseNumerals`].
    Republic,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Weekday {
    /// 星期一
    Monday,
    /// 星期二
    Tuesday,
    /// 星期三
    Wednesday,
    /// 星期四
    Thursday,
    /// 星期五
    Friday,
    /// 星期六
    Saturday,
    /// 星期日
    Sunday,
}

impl Weekday {
    /// All of them, in order.
    pub const ALL: [Weekday; 7] =
        [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday, Weekday::Saturday, Weekday::Sunday];

    /// The key of its short name.
    pub fn key(self) -> &'static str {
        match self {
            Weekday::Monday => "weekday-monday",
            Weekday::Tuesday => "weekday-tuesday",
            Weekday::Wednesday => "weekday-wednesday",
            Weekday::Thursday => "weekday-thursday",
            Weekday::Friday => "weekday-friday",
            Weekday::Saturday => "weekday-saturday",
            Weekday::Sunday => "weekday-sunday",
        }
    }
}

/// A day of the calendar. It is written as `2022-03-28`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day {
    year: u32,
    month: u32,
    day: u32,
}

/// A text that is no day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no day; write one as 2022-03-28")]
pub struct NoDay(String);

impl TryFrom<String> for Day {
    type Error = NoDay;

    fn try_from(text: String) -> Result<Day, NoDay> {
        Day::of_iso(&text).ok_or(NoDay(text))
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.to_string()
    }
}

impl Day {
    /// The day from which computers count.
    pub const EPOCH: Day = Day { year: 1970, month: 1, day: 1 };

    /// The day, if the calendar has it.
    pub fn new(year: u32, month: u32, day: u32) -> Option<Day> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            2 => 28 + u32::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        (year > 0 && (1..=days).contains(&day)).then_some(Day { year, month, day })
    }

    /// The day after.
    pub fn next(self) -> Option<Day> {
        Day::new(self.year, self.month, self.day + 1)
            .or_else(|| Day::new(self.year, self.month + 1, 1))
            .or_else(|| Day::new(self.year + 1, 1, 1))
    }

    /// The day before.
    pub fn before(self) -> Option<Day> {
        Day::new(self.year, self.month, self.day.saturating_sub(1)).or_else(|| Day { day: 31, ..self }.months_later(-1))
    }

    /// The same day of the month so many months later, or the last one of a shorter month.
    pub fn months_later(self, months: i32) -> Option<Day> {
        let month = i64::from(self.year) * 12 + i64::from(self.month) - 1 + i64::from(months);
        let year = u32::try_from(month.div_euclid(12)).ok()?;
        let month = u32::try_from(month.rem_euclid(12) + 1).ok()?;
        (1..=self.day).rev().find_map(|day| Day::new(year, month, day))
    }

    /// The day of a time, in UTC; nothing of one that no calendar has.
    pub fn of_time(time: SystemTime) -> Option<Day> {
        const DAY: u64 = 24 * 60 * 60;
        let seconds = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
        u32::try_from(seconds / DAY).ok().and_then(Day::since_1970)
    }

    /// The day so many days after 1 January 1970 (the era of 400 years begins with March, as in Hinnant's `civil_from_days`).
    pub fn since_1970(days: u32) -> Option<Day> {
        const ERA: u32 = 146_097;
        const BEFORE_1970: u32 = 719_468;
        let days = days.checked_add(BEFORE_1970)?;
        let (era, of_era) = (days / ERA, days % ERA);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / (ERA - 1)) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        Day::new(year + era * 400 + u32::from(month < 3), month, day)
    }

    /// The year after Christ.
    pub fn year(self) -> u32 {
        self.year
    }

    /// The month, counted from 1.
    pub fn month(self) -> u32 {
        self.month
    }

    /// The day of the month, counted from 1.
    pub fn day(self) -> u32 {
        self.day
    }

    /// The day of the week, by the Gregorian calendar (Sakamoto's table of the months).
    pub fn weekday(self) -> Weekday {
        const MONTHS: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        let month = MONTHS.get(self.month as usize - 1).copied().unwrap_or_default();
        let year = self.year - u32::from(self.month < 3);
        // Counted from Sunday.
        let day = (year + year / 4 - year / 100 + year / 400 + month + self.day) % 7;
        Weekday::ALL.get((day as usize + 6) % 7).copied().unwrap_or(Weekday::Sunday)
    }

    /// The day that a text of the form `2022-03-28` is.
    pub fn of_iso(text: &str) -> Option<Day> {
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts.as_slice() else { return None };
        let number = |part: &str, digits: usize| {
            (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<u32>().ok()).flatten()
        };
        Day::new(number(year, 4)?, number(month, 2)?, number(day, 2)?)
    }

    /// The day in a form, in simplified characters.
    pub fn written(self, form: DayForm) -> String {
        let Day { year, month, day } = self;
        let digits = || year.to_string().chars().filter_map(|c| numerals::CHINESE.get(c.to_digit(10)? as usize)).collect::<String>();
        match (form, year.checked_sub(REPUBLIC).filter(|year| *year > 0)) {
            (DayForm::Iso, _) => self.to_string(),
            (DayForm::Chinese, _) => format!("{year}年{month}月{day}日"),
            (DayForm::Republic, Some(1)) => format!("民国元年{}月{}日", numerals::counted(month), of_month(day)),
            (DayForm::Republic, Some(year)) => {
                format!("民国{}年{}月{}日", numerals::counted(year), numerals::counted(month), of_month(day))
            }
            (DayForm::Republic | DayForm::ChineseNumerals, _) => {
                format!("{}年{}月{}日", digits(), numerals::counted(month), numerals::counted(day))
            }
        }
    }

    /// The first day that a text names: 2022年3月28日, 二〇二二年三月二十八日, 民國二十八年四月廿一日, 2022-3-28, 2022.03.28 or 20220328.
    pub fn find(text: &str) -> Option<Day> {
        let text: Vec<char> = text.replace('廿', "二十").replace('卅', "三十").replace('國', "国").chars().collect();
        (0..text.len()).find_map(|at| {
            let inside = at.checked_sub(1).and_then(|before| text.get(before)).is_some_and(|c| is_digit(*c));
            let rest = text.get(at..).filter(|_| !inside)?;
            compact(rest).or_else(|| republic(rest)).or_else(|| written(rest))
        })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A day of the month as the old press wrote it: 廿一, 卅一.
fn of_month(day: u32) -> String {
    match day {
        21..=29 => format!("廿{}", numerals::counted(day - 20)),
        31 => "卅一".to_owned(),
        _ => numerals::counted(day),
    }
}

/// Whether a character may be a part of a number.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || numerals::value(&[c]).is_some()
}

/// 20220328
fn compact(text: &[char]) -> Option<Day> {
    let digits: String = text.iter().take_while(|c| c.is_ascii_digit()).collect();
    let number = |from: usize, to: usize| digits.get(from..to)?.parse().ok();
    let year = number(0, 4).filter(|year| digits.len() == 8 && YEARS.contains(year))?;
    Day::new(year, number(4, 6)?, number(6, 8)?)
}

/// 民国二十八年四月二十一日
fn republic(text: &[char]) -> Option<Day> {
    let rest = text.strip_prefix(&['民', '国'])?;
    let (year, long) = if rest.first() == Some(&'元') { (1, 1) } else { numerals::value(rest)? };
    after_year(REPUBLIC + year, rest.get(long..)?)
}

/// 2022年3月28日, 2022-3-28
fn written(text: &[char]) -> Option<Day> {
    let (year, long) = numerals::value(text)?;
    after_year(year, text.get(long..)?).filter(|day| YEARS.contains(&day.year))
}

/// The day of a year whose rest this is: each part ends with its sign, or all are parted by the same one.
fn after_year(year: u32, text: &[char]) -> Option<Day> {
    let (sign, rest) = text.split_first()?;
    let between = match sign {
        '年' => '月',
        '-' | '.' | '/' | '_' => *sign,
        _ => return None,
    };
    let rest = skip_blanks(rest);
    let (month, long) = numerals::value(rest)?;
    let rest = skip_blanks(rest.get(long..)?).strip_prefix(&[between])?;
    let (day, _) = numerals::value(skip_blanks(rest))?;
    Day::new(year, month, day)
}

fn skip_blanks(text: &[char]) -> &[char] {
    let blanks = text.iter().take_while(|c| c.is_whitespace()).count();
    text.get(blanks..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_found_as_they_are_written() {
        for (text, day) in [
            ("河湾日报 2022年3月28日 星期一", "2022-03-28"),
            ("二〇二二年三月二十八日", "2022-03-28"),
            ("中華民國二十八年四月廿一日", "1939-04-21"),
            ("hewan-20220328-01.txt", "2022-03-28"),
            ("1966.6.1 第2版", "1966-06-01"),
            ("2022年 3月 28日", "2022-03-28"),
        ] {
            assert_eq!(Day::find(text).map(|day| day.to_string()).as_deref(), Some(day), "{text}");
        }
        for text in ["2022年2月30日", "第20220328001号", "三月二十八日", "2022", "", "12-3-4"] {
            assert_eq!(Day::find(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_written_as_the_house_says() {
        let written = |year, month, day, form| Day::new(year, month, day).map(|day| day.written(form)).unwrap_or_default();
        assert_eq!(written(2022, 3, 28, DayForm::Iso), "2022-03-28");
        assert_eq!(written(2022, 3, 28, DayForm::Chinese), "2022年3月28日");
        assert_eq!(written(2010, 10, 20, DayForm::ChineseNumerals), "二〇一〇年十月二十日");
        assert_eq!(written(1939, 4, 21, DayForm::Republic), "民国二十八年四月廿一日");
        assert_eq!(written(1912, 12, 31, DayForm::Republic), "民国元年十二月卅一日");
        assert_eq!(written(1908, 1, 30, DayForm::Republic), "一九〇八年一月三十日");
        for (year, month, day) in [(1939, 4, 21), (1912, 12, 31), (2022, 11, 10), (1949, 10, 1)] {
            for form in [DayForm::Iso, DayForm::Chinese, DayForm::ChineseNumerals, DayForm::Republic] {
                let written = written(year, month, day, form);
                assert_eq!(Day::find(&written), Day::new(year, month, day), "{written} is read as it was written");
            }
        }
    }

    #[test]
    fn only_days_of_the_calendar_are_days() {
        assert!(Day::new(2024, 2, 29).is_some() && Day::new(2023, 2, 29).is_none() && Day::new(0, 1, 1).is_none());
        assert_eq!(Day::of_iso("2022-03-28"), Day::new(2022, 3, 28));
        assert_eq!([Day::of_iso("2022-3-28"), Day::of_iso("2022-13-28")], [None, None]);
    }

    #[test]
    fn days_are_gone_back_and_months_over() {
        let days: Vec<Day> = std::iter::successors(Day::new(1999, 12, 31), |day| day.next()).take(1000).collect();
        assert!(days.windows(2).all(|two| two[1].before() == Some(two[0])));
        assert_eq!(Day::new(1, 1, 1).and_then(Day::before), None);
        let later = |day: &str, months| Day::of_iso(day).and_then(|day| day.months_later(months)).map(|day| day.to_string());
        assert_eq!(later("2024-01-31", 1).as_deref(), Some("2024-02-29"));
        assert_eq!(later("2024-01-31", -2).as_deref(), Some("2023-11-30"));
        assert_eq!(later("2024-03-15", -12).as_deref(), Some("2023-03-15"));
    }

    #[test]
    fn days_know_their_weekday() {
        for (day, weekday) in [
            ("2022-03-28", Weekday::Monday),
            ("2024-02-29", Weekday::Thursday),
            ("1949-10-01", Weekday::Saturday),
            ("1900-03-01", Weekday::Thursday),
            ("2000-01-02", Weekday::Sunday),
        ] {
            assert_eq!(Day::of_iso(day).map(Day::weekday), Some(weekday), "{day}");
        }
        let days = std::iter::successors(Day::new(1970, 1, 1), |day| day.next()).take(60_000);
        assert!(days.zip(0..).all(|(day, number)| Day::since_1970(number) == Some(day)));
        let days = std::iter::successors(Day::new(1999, 12, 31), |day| day.next()).take(1000).map(Day::weekday);
        assert!(days.zip(Weekday::ALL.into_iter().cycle().skip(4)).all(|(one, next)| one == next), "each day is followed by the next");
    }
}
