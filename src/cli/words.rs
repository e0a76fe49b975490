//! The words of the command line, in the language that it speaks.

use crate::explained::{NamedArgument, in_spoken_words, named};
use crate::import::{self, LeftOut};
use crate::locale::Locale;

/// The words for a key.
pub(super) fn text(key: &str) -> String {
    with(key, &[])
}

/// The words for a key, with these arguments.
pub(super) fn with(key: &str, arguments: &[NamedArgument]) -> String {
    in_spoken_words(|locale| locale.with(key, arguments))
}

/// Says that a file was left out.
pub(super) fn left_out(left: &LeftOut) -> String {
    with("batch-left-out", &[named("what", &left.error)])
}

/// Several names in a row.
pub(super) fn list<T: AsRef<str>>(locale: &Locale, names: impl IntoIterator<Item = T>) -> String {
    let names: Vec<T> = names.into_iter().collect();
    names.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(&locale.text("cli-comma"))
}

/// Several names, as an argument.
pub(super) fn names<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> NamedArgument {
    named("names", in_spoken_words(|locale| list(locale, names)))
}

/// The formats that are read.
pub(super) fn formats(locale: &Locale) -> String {
    let name = |name: &str| match name {
        "gzip of these" => locale.text("cli-format-gzip"),
        "plain text" => locale.text("cli-format-plain"),
        "image" => locale.text("cli-format-image"),
        _ => name.to_owned(),
    };
    list(locale, import::READERS.iter().map(|reader| name(reader.name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    #[test]
    fn formats_have_names_in_each_language() {
        assert_eq!(formats(&Locale::load(Language::English)), import::names());
        let chinese = formats(&Locale::load(Language::Chinese));
        assert!(chinese.ends_with("、Word、HTML、纯文本、影像") && chinese.contains("hOCR、"), "{chinese}");
    }
}
