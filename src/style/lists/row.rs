//! The cells of a line of a list, as spreadsheets write them: parted by commas, in quotation marks where a comma stands inside.

use super::{Entry, RowFault};
use crate::printable::is_hidden;

/// The longest word or name, in characters.
pub(super) const LONGEST_WORD: usize = 200;

/// A line of a list, its cells by the names of their columns.
#[derive(Clone, Debug, Default)]
pub struct Row {
    cells: Vec<(&'static str, String)>,
}

impl Row {
    /// The cells of a line in their columns. A cell without a column is left out.
    pub(super) fn new(cells: Vec<String>, columns: &[Option<&'static str>]) -> Row {
        let named = columns.iter().zip(cells).filter_map(|(column, cell)| column.map(|column| (column, cell)));
        Row { cells: named.collect() }
    }

    /// The row of an entry.
    pub fn of<T: Entry>(entry: &T) -> Row {
        Row { cells: T::COLUMNS.iter().copied().zip(entry.cells()).collect() }
    }

    /// What stands in a column; nothing where the line ends before it.
    pub fn get(&self, column: &str) -> &str {
        self.cells.iter().find(|(name, _)| *name == column).map_or("", |(_, cell)| cell.as_str())
    }

    /// A text of at most so many characters, all of which are seen. It may be empty.
    ///
    /// # Errors
    /// It is longer, or has a hidden character.
    pub fn text(&self, column: &'static str, most: usize) -> Result<String, RowFault> {
        let text = self.get(column);
        if text.chars().count() > most {
            return Err(RowFault::TooLong { column, most });
        }
        match text.chars().find(|c| is_hidden(*c)) {
            Some(hidden) => Err(RowFault::Hidden { column, hidden }),
            None => Ok(text.to_owned()),
        }
    }

    /// A word, which is not empty.
    ///
    /// # Errors
    /// It is empty, too long, or has a hidden character.
    pub fn word(&self, column: &'static str) -> Result<String, RowFault> {
        let word = self.text(column, LONGEST_WORD)?.trim().to_owned();
        if word.is_empty() { Err(RowFault::Empty { column }) } else { Ok(word) }
    }

    /// A number; nothing is none.
    ///
    /// # Errors
    /// Something else stands there.
    pub fn number(&self, column: &'static str) -> Result<u32, RowFault> {
        match self.get(column) {
            "" => Ok(0),
            said => said.parse().map_err(|_| RowFault::Choice { column, said: said.to_owned(), allowed: "0, 1, 2 …" }),
        }
    }

    /// Whether an entry is switched on, which it is where nothing stands there.
    ///
    /// # Errors
    /// Something else than yes or no stands there.
    pub fn is_on(&self, column: &'static str) -> Result<bool, RowFault> {
        match self.get(column).to_lowercase().as_str() {
            // Spreadsheets make truth values of such words.
            "" | "yes" | "true" | "1" => Ok(true),
            "no" | "false" | "0" => Ok(false),
            said => Err(RowFault::Choice { column, said: said.to_owned(), allowed: "yes, no" }),
        }
    }
}

/// The cells of a line; nothing where a quotation mark has no other half. Inside such marks commas are text, and two marks stand for one.
/// A text that is not in marks ends and begins with no blank.
pub(super) fn cells(line: &str) -> Option<Vec<String>> {
    let mut cells = Vec::new();
    let mut chars = line.chars().peekable();
    loop {
        while chars.next_if(|c| *c == ' ').is_some() {}
        let mut cell = String::new();
        if chars.next_if_eq(&'"').is_some() {
            loop {
                match chars.next()? {
                    '"' if chars.next_if_eq(&'"').is_some() => cell.push('"'),
                    '"' => break,
                    c => cell.push(c),
                }
            }
            while chars.next_if(|c| *c == ' ').is_some() {}
        } else {
            while let Some(c) = chars.next_if(|c| *c != ',') {
                cell.push(c);
            }
            cell.truncate(cell.trim_end().len());
        }
        cells.push(cell);
        match chars.next() {
            None => return Some(cells),
            Some(',') => {}
            Some(_) => return None,
        }
    }
}

/// A line of these cells. Cells at its end that are empty are left out.
pub(super) fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let quoted = |cell: &str| {
        let is_plain = !cell.contains([',', '"']) && cell.trim() == cell && !cell.starts_with('#');
        if is_plain { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
    };
    let cells: Vec<String> = cells.map(quoted).collect();
    cells.join(",").trim_end_matches(',').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_it_was_written() {
        for row in [&["水，电", "a,b", "say \"so\""][..], &[" blank ", "", "# no remark"], &["", "x"], &["\"", "\"\","]] {
            let written = line(row.iter().copied());
            assert_eq!(cells(&written).expect("a line"), row, "{written}");
        }
        assert_eq!(line(["a", "", ""].into_iter()), "a");
        assert_eq!(cells(" a , \"b \" ,c").expect("a line"), ["a", "b ", "c"]);
        for broken in ["\"a", "\"a\"b,c", "a,\"b\"\""] {
            assert_eq!(cells(broken), None, "{broken}");
        }
    }
}
