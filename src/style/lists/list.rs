//! A list as text: a head that names the columns, then a row an entry, sorted.

use super::RowFault;
use super::row::{Row, cells, line};

/// The most entries that are read of a list.
const MOST_ENTRIES: usize = 100_000;

/// A row of a list.
pub trait Entry: Clone + PartialEq {
    /// The name of the list's file.
    const FILE: &'static str;

    /// The names of its columns, in their order.
    const COLUMNS: &'static [&'static str];

    /// Two entries of the same key are one.
    fn key(&self) -> [&str; 3];

    /// What the cells say, in the order of the columns.
    fn cells(&self) -> Vec<String>;

    /// What a row says.
    ///
    /// # Errors
    /// It says none of what it may.
    fn read(row: &Row) -> Result<Self, RowFault>;
}

/// A list: its entries by key, and the lines that are none and stay.
#[derive(Clone, Debug, PartialEq)]
pub struct List<T> {
    entries: Vec<T>,
    /// Remarks, and rows that cannot be read.
    others: Vec<String>,
    /// Columns that a list of this kind does not have.
    unknown: Vec<String>,
}

impl<T> Default for List<T> {
    fn default() -> List<T> {
        List { entries: Vec::new(), others: Vec::new(), unknown: Vec::new() }
    }
}

/// A line of a list that is no entry: its number, counted from 1, and why.
pub type BadRow = (usize, RowFault);

impl<T: Entry> List<T> {
    /// The list of a text, with the lines that are none of it. Where its first line names no column the usual ones are taken. Lines that
    /// begin with `#` are remarks.
    pub fn parse(text: &str) -> (List<T>, Vec<BadRow>) {
        let (mut list, mut bad) = (List::default(), Vec::new());
        let mut columns: Option<Vec<Option<&'static str>>> = None;
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
            let mut fails = |fault: RowFault| bad.push((number, fault));
            let mut stays = || list.others.push(line.to_owned());
            if line.starts_with('#') {
                stays();
                continue;
            }
            let Some(cells) = cells(line) else {
                fails(RowFault::Quotes);
                stays();
                continue;
            };
            if columns.is_none() && is_head::<T>(&cells) {
                let known = |cell: &String| T::COLUMNS.iter().copied().find(|column| column.eq_ignore_ascii_case(cell));
                list.unknown = cells.iter().filter(|cell| known(cell).is_none() && !cell.is_empty()).cloned().collect();
                columns = Some(cells.iter().map(known).collect());
                continue;
            }
            let columns = columns.get_or_insert_with(|| T::COLUMNS.iter().copied().map(Some).collect());
            let read = if list.entries.len() < MOST_ENTRIES {
                T::read(&Row::new(cells, columns))
            } else {
                Err(RowFault::TooMany { most: MOST_ENTRIES })
            };
            match read {
                Ok(entry) => list.entries.push(entry),
                Err(fault) => {
                    fails(fault);
                    stays();
                }
            }
        }
        list.order();
        (list, bad)
    }

    /// The list as text.
    pub fn text(&self) -> String {
        let head = std::iter::once(line(T::COLUMNS.iter().copied()));
        let rows = self.entries.iter().map(|entry| line(entry.cells().iter().map(String::as_str)));
        let lines = head.chain(self.others.iter().cloned()).chain(rows);
        lines.flat_map(|line| [line, "\n".to_owned()]).collect()
    }

    /// The entries by key.
    pub fn entries(&self) -> &[T] {
        &self.entries
    }

    /// As [`List::entries`].
    pub fn into_entries(self) -> Vec<T> {
        self.entries
    }

    /// Columns that a list of this kind does not have: the list would lose what stands in them if it were written.
    pub fn unknown_columns(&self) -> &[String] {
        &self.unknown
    }

    /// Adds entries. Of those that are there already the old ones stay. Gives how many are new.
    pub fn add(&mut self, more: impl IntoIterator<Item = T>) -> usize {
        let before = self.entries.len();
        self.entries.extend(more);
        self.order();
        self.entries.len() - before
    }

    /// Puts these entries in the place of all others. Lines that are none stay.
    pub fn replace(&mut self, entries: impl IntoIterator<Item = T>) {
        self.entries = entries.into_iter().collect();
        self.order();
    }

    /// Changes entries one by one.
    pub fn change(&mut self, change: impl FnMut(&mut T)) {
        self.entries.iter_mut().for_each(change);
        self.order();
    }

    /// Sorts the entries; of those with one key the first stays.
    fn order(&mut self) {
        self.entries.sort_by(|a, b| a.key().cmp(&b.key()));
        self.entries.dedup_by(|later, first| later.key() == first.key());
    }
}

/// Whether cells name columns: the one that no entry can be without is among them.
fn is_head<T: Entry>(cells: &[String]) -> bool {
    T::COLUMNS.first().is_some_and(|first| cells.iter().any(|cell| cell.eq_ignore_ascii_case(first)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::lists::{GoodWord, Substitution};

    fn words(text: &str) -> (Vec<String>, Vec<BadRow>) {
        let (list, bad) = List::<GoodWord>::parse(text);
        (list.into_entries().into_iter().map(|good| good.word).collect(), bad)
    }

    #[test]
    fn a_list_is_read_with_or_without_a_head_and_sorted() {
        for text in ["word\r\n磁窑河\r\nWexford\r\n磁窑河\r\n", "磁窑河\n\nWexford\n", "Word\nWexford\n磁窑河"] {
            assert_eq!(words(text), (vec!["Wexford".to_owned(), "磁窑河".to_owned()], Vec::new()), "{text}");
        }
    }

    #[test]
    fn a_bad_row_is_told_with_its_line_and_stays_where_it_is() {
        let text = "pattern,replacement,kind,on\n# ours\narid,and,,\n[a,b,regex,\n,and\nhlm,him,,perhaps\n";
        let (mut list, bad) = List::<Substitution>::parse(text);
        assert_eq!(bad.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [4, 5, 6]);
        assert_eq!(list.entries().len(), 1);
        let tbe = List::<Substitution>::parse("tbe,word,the\n").0.into_entries();
        assert_eq!((list.add(tbe.clone()), list.add(tbe)), (1, 0));
        let written = list.text();
        assert_eq!(
            written,
            "pattern,kind,replacement,hint,example,on\n# ours\n[a,b,regex,\n,and\nhlm,him,,perhaps\narid,word,and,,,yes\ntbe,word,the,,,yes\n"
        );
    }

    #[test]
    fn columns_that_are_not_known_are_told() {
        for text in ["word,note\nWexford,a town\n", "note,word\na town,Wexford\n"] {
            let (list, bad) = List::<GoodWord>::parse(text);
            assert_eq!((list.unknown_columns(), bad.len()), (&["note".to_owned()][..], 0));
            assert_eq!(list.entries(), [GoodWord { word: "Wexford".to_owned() }]);
        }
    }

    #[test]
    fn a_list_of_any_length_is_read_up_to_a_limit() {
        let text: String = (0..MOST_ENTRIES + 2).map(|n| format!("w{n}\n")).collect();
        let (found, bad) = words(&text);
        assert_eq!((found.len(), bad.len()), (MOST_ENTRIES, 2));
    }
}
