//! Tables on the terminal: columns as wide as their widest cell, Chinese characters counted as two.

use crate::language::width::half_ems;

/// What parts two columns.
const BETWEEN: &str = "  ";

/// Rows of cells as lines, each column as wide as its widest cell. Nothing stands behind the last cell of a line.
pub(super) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, widest) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(widest.saturating_sub(width(cell))));
            line.push_str(BETWEEN);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// How many columns of a terminal a text takes.
fn width(text: &str) -> usize {
    text.chars().map(|c| half_ems(c) as usize).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other() {
        let rows = [vec!["日期", "版"], vec!["2022-03-28", "4"], vec!["", "12"]];
        let rows = rows.map(|row| row.into_iter().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(table(&rows), "日期        版\n2022-03-28  4\n            12\n");
        assert_eq!(table(&[]), "");
    }
}
