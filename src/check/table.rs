//! Numbers that checks go by, as they stand in text assets: a line a name and its value, parted by a tabulator; lines that begin with `#`
//! say where the numbers come from.

/// The values of these names, in their order. A part's names stand behind its own name and a blank.
pub(crate) fn values<const N: usize>(table: &str, part: &str, names: &[&str; N]) -> [f32; N] {
    let value = |name: &&str| rows(table).find(|(known, _)| is(known, part, name)).map(|(_, value)| value).unwrap_or_default();
    std::array::from_fn(|index| names.get(index).map(value).unwrap_or_default())
}

/// The names of a table with their values.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = (&str, f32)> {
    let told = table.lines().filter(|line| !line.starts_with('#'));
    told.filter_map(|line| line.split_once('\t')).filter_map(|(name, value)| Some((name, value.parse().ok()?)))
}

fn is(known: &str, part: &str, name: &str) -> bool {
    let name = |rest: &str| rest == name;
    if part.is_empty() { name(known) } else { known.strip_prefix(part).and_then(|rest| rest.strip_prefix(' ')).is_some_and(name) }
}

/// Whether a table has each of these names once.
#[cfg(test)]
pub(crate) fn has_each(table: &str, part: &str, names: &[&str]) -> bool {
    names.iter().all(|name| rows(table).filter(|(known, _)| is(known, part, name)).count() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_by_part_and_name() {
        let table = "# fitted\t9\na one\t1.5\nb one\t-2\nalone\t3\n";
        assert_eq!(values(table, "a", &["one"]), [1.5]);
        assert_eq!(values(table, "b", &["one", "two"]), [-2.0, 0.0]);
        assert_eq!(values(table, "", &["alone"]), [3.0]);
        assert!(has_each(table, "a", &["one"]) && !has_each(table, "b", &["two"]));
        assert_eq!(rows(table).count(), 3);
    }
}
