//! The days of a collection, from its first issue to its last: which have one, and which are missing.

use std::collections::BTreeMap;

use super::issue::Issue;
use super::settings::CollectionSettings;
use crate::language::dates::Day;

/// The longest calendar, in days: the oldest paper that still comes out is younger. Beyond that a date is a slip of the pen.
const LONGEST: usize = 366 * 400;

/// A day of the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarDay {
    /// The day.
    pub day: Day,
    /// The issues of that day, by their places in the collection's list.
    pub issues: Vec<usize>,
    /// Whether the paper comes out on that day.
    pub is_expected: bool,
}

impl CalendarDay {
    /// Whether an issue should be there and is not.
    pub fn is_missing(&self) -> bool {
        self.is_expected && self.issues.is_empty()
    }
}

/// The days from the first issue to the last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// Each day, in order.
    pub days: Vec<CalendarDay>,
}

impl Calendar {
    /// The calendar of these issues. Those of no known day are in none.
    pub fn of(issues: &[Issue], settings: &CollectionSettings) -> Calendar {
        let mut by_day: BTreeMap<Day, Vec<usize>> = BTreeMap::new();
        for (place, issue) in issues.iter().enumerate() {
            if let Some(day) = issue.day {
                by_day.entry(day).or_default().push(place);
            }
        }
        let (Some(first), Some(last)) = (by_day.keys().next().copied(), by_day.keys().next_back().copied()) else {
            return Calendar::default();
        };
        let days = std::iter::successors(Some(first), |day| day.next()).take_while(|day| *day <= last).take(LONGEST);
        let of_day =
            |day: Day| CalendarDay { day, issues: by_day.remove(&day).unwrap_or_default(), is_expected: settings.is_published_on(day) };
        Calendar { days: days.map(of_day).collect() }
    }

    /// What is known of a day; nothing before the first issue and after the last.
    pub fn of_day(&self, day: Day) -> Option<&CalendarDay> {
        self.days.get(self.days.binary_search_by_key(&day, |one| one.day).ok()?)
    }

    /// The day of the first issue, and that of the last.
    pub fn ends(&self) -> Option<(Day, Day)> {
        Some((self.days.first()?.day, self.days.last()?.day))
    }

    /// The days on which an issue should be there and is not.
    pub fn missing(&self) -> impl Iterator<Item = Day> {
        self.days.iter().filter(|day| day.is_missing()).map(|day| day.day)
    }

    /// The missing days in runs, each from its first to its last day; days without publication between two do not part them.
    pub fn gaps(&self) -> Vec<(Day, Day)> {
        let mut gaps: Vec<(Day, Day)> = Vec::new();
        let mut is_open = false;
        for day in self.days.iter().filter(|day| day.is_expected || !day.issues.is_empty()) {
            match (day.is_missing(), is_open, gaps.last_mut()) {
                (true, true, Some(gap)) => gap.1 = day.day,
                (true, ..) => gaps.push((day.day, day.day)),
                (false, ..) => {}
            }
            is_open = day.is_missing();
        }
        gaps
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::dates::Weekday;

    fn day(text: &str) -> Day {
        Day::of_iso(text).expect("a day")
    }

    fn issues(days: &[&str]) -> Vec<Issue> {
        days.iter().map(|text| Issue { day: Day::of_iso(text), ..Issue::default() }).collect()
    }

    #[test]
    fn days_without_an_issue_are_missing_where_the_paper_comes_out() {
        let issues = issues(&["2022-03-28", "2022-03-30", "2022-03-30", "", "2022-04-04"]);
        let mut settings = CollectionSettings::default();
        let calendar = Calendar::of(&issues, &settings);
        assert_eq!((calendar.days.len(), calendar.days[2].issues.as_slice()), (8, &[1, 2][..]));
        let missing: Vec<String> = calendar.missing().map(|day| day.to_string()).collect();
        assert_eq!(missing, ["2022-03-29", "2022-03-31", "2022-04-01", "2022-04-02", "2022-04-03"]);
        assert_eq!(calendar.gaps(), [(day("2022-03-29"), day("2022-03-29")), (day("2022-03-31"), day("2022-04-03"))]);
        settings.published = [Weekday::Monday, Weekday::Tuesday, Weekday::Friday].into();
        settings.without_issue = [day("2022-04-01")].into();
        assert_eq!(Calendar::of(&issues, &settings).missing().collect::<Vec<_>>(), [day("2022-03-29")]);
        assert_eq!(Calendar::of(&[], &settings), Calendar::default());
        assert_eq!(calendar.ends(), Some((day("2022-03-28"), day("2022-04-04"))));
        assert_eq!(calendar.of_day(day("2022-03-30")).map(|day| day.issues.len()), Some(2));
        assert_eq!(calendar.of_day(day("2022-03-27")), None);
    }

    #[test]
    fn days_off_do_not_part_a_gap() {
        let issues = issues(&["2022-03-24", "2022-03-29"]);
        let working: Vec<Weekday> = Weekday::ALL.into_iter().take(5).collect();
        let settings = CollectionSettings { published: working.into_iter().collect(), ..CollectionSettings::default() };
        assert_eq!(Calendar::of(&issues, &settings).gaps(), [(day("2022-03-25"), day("2022-03-28"))]);
    }
}
