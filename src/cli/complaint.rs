//! What is wrong with a command line, in words: those of clap are English, so that other languages have their own.

use std::error::Error as _;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::words;
use crate::explained::{NamedArgument, named};
use crate::locale::Locale;

/// The complaint in the words of a language, on one line.
pub(super) fn in_words(error: &Error, locale: &Locale) -> String {
    let argument = value(error, ContextKind::InvalidArg, locale).or_else(|| value(error, ContextKind::InvalidSubcommand, locale));
    let given = value(error, ContextKind::InvalidValue, locale);
    let other = value(error, ContextKind::PriorArg, locale);
    let key = match error.kind() {
        ErrorKind::UnknownArgument => "cli-usage-unknown",
        ErrorKind::InvalidSubcommand => "cli-usage-no-command",
        ErrorKind::InvalidValue if given.as_ref().is_none_or(String::is_empty) => "cli-usage-no-value",
        ErrorKind::ValueValidation if error.source().is_some() => "cli-usage-value-why",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "cli-usage-value",
        ErrorKind::TooManyValues => "cli-usage-too-many",
        ErrorKind::MissingRequiredArgument => "cli-usage-missing",
        ErrorKind::ArgumentConflict if argument == other => "cli-usage-twice",
        ErrorKind::ArgumentConflict => "cli-usage-conflict",
        ErrorKind::InvalidUtf8 => "cli-usage-encoding",
        _ => "cli-usage-other",
    };
    let why = error.source().map(ToString::to_string);
    let arguments = [("argument", argument.clone()), ("value", given), ("other", other), ("what", why)];
    let arguments: Vec<NamedArgument> = arguments.into_iter().map(|(name, value)| named(name, value.unwrap_or_default())).collect();
    let mut parts = vec![locale.with(key, &arguments)];
    parts.extend(value(error, ContextKind::ValidValue, locale).map(|values| locale.with("cli-usage-possible", &[named("values", values)])));
    parts.extend(value(error, ContextKind::SuggestedArg, locale).map(|near| locale.with("cli-usage-near", &[named("near", near)])));
    parts.extend(as_value(error, &argument.unwrap_or_default()).then(|| locale.with("cli-usage-as-value", &arguments)));
    parts.join(&locale.text("cli-semicolon"))
}

/// What an error names; several are listed.
fn value(error: &Error, kind: ContextKind, locale: &Locale) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(one) => Some(one.clone()),
        ContextValue::Strings(all) if all.is_empty() => None,
        ContextValue::Strings(all) => Some(words::list(locale, all)),
        _ => None,
    }
}

/// Whether an unknown option may have been meant as a value.
fn as_value(error: &Error, argument: &str) -> bool {
    let Some(ContextValue::StyledStrs(tips)) = error.get(ContextKind::Suggested) else { return false };
    !argument.is_empty() && tips.iter().any(|tip| tip.to_string().contains(&format!("-- {argument}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{help, usage};
    use crate::locale::Language;

    fn wrong(line: &str, locale: &Locale) -> Error {
        help::commands(locale).try_get_matches_from(line.split(' ')).expect_err("it is wrong")
    }

    #[test]
    fn the_english_words_are_those_of_clap_and_the_chinese_ones_are_not() {
        let [english, chinese] = [Language::English, Language::Chinese].map(Locale::load);
        for line in [
            "stet clean --outptu x",
            "stet check --x",
            "stet check a b",
            "stet help clean x",
            "stet export e.ron",
            "stet check a --format pdf",
            "stet check a --format",
            "stet export e -f txt --width 5000",
            "stet export e -f txt --page x",
            "stet clean a --force=3",
            "stet check a --style b --style c",
        ] {
            let error = wrong(line, &english);
            assert_eq!(in_words(&error, &english), usage::in_one_line(&error.render().to_string()), "{line}");
            let said = in_words(&wrong(line, &chinese), &chinese);
            assert!(said.chars().any(|c| c > '\u{2e80}') && !said.contains("argument"), "{line}: {said}");
        }
    }
}
