//! What a command line says, and what is wrong with it, in one line. A first word that is a misspelt command is not taken for a path to
//! open.

use std::ffi::OsString;
use std::path::{self, Path};

use clap::{CommandFactory, FromArgMatches};

use super::{CommandLine, Failure, complaint, help, words};
use crate::explained::{in_spoken_words, named, spoken_language};

/// What a command line asks for; nothing where it asked for help, which has been printed.
pub(super) fn parse(words: &[OsString]) -> Result<Option<CommandLine>, Failure> {
    // English help is in the program itself, which need not read the other words for it.
    let is_chinese = spoken_language().is_chinese();
    let commands = if is_chinese { in_spoken_words(help::commands) } else { CommandLine::command() };
    match commands.try_get_matches_from(words).and_then(|matches| CommandLine::from_arg_matches(&matches)) {
        Ok(arguments) => Ok(Some(arguments)),
        // A reader that has gone, as `head` does, is no fault.
        Err(help) if !help.use_stderr() => Ok(help.print().ok().and(None)),
        Err(error) if is_chinese => Err(with_help(in_spoken_words(|locale| complaint::in_words(&error, locale)), words)),
        Err(error) => Err(with_help(in_one_line(&error.render().to_string()), words)),
    }
}

/// A complaint of clap about the command line, without the usage that stands below it.
pub(super) fn in_one_line(text: &str) -> String {
    let is_more = |line: &&str| !line.starts_with("Usage:") && !line.starts_with("For more information");
    let lines = text.lines().map(str::trim).take_while(is_more).filter(|line| !line.is_empty());
    let mut said = String::new();
    for line in lines {
        if !said.is_empty() {
            said.push_str(if said.ends_with(':') { " " } else { "; " });
        }
        said.push_str(line.strip_prefix("error: ").unwrap_or(line));
    }
    said
}

/// A complaint, with the command whose help tells more.
fn with_help(said: String, words: &[OsString]) -> Failure {
    let first = words.get(1).map(|word| word.to_string_lossy()).unwrap_or_default();
    let command = CommandLine::command().find_subcommand(&*first).map(|command| format!("{} ", command.get_name()));
    Failure::unusable_for("cli-usage-see", &[named("what", said), named("command", command.unwrap_or_default())])
}

/// How many slips of the finger a word may be away from a command to be taken for it.
const SLIPS: usize = 2;

/// Refuses a first word, or one after `help`, that is neither a command nor anything like a path.
pub(super) fn check(arguments: &[OsString]) -> Result<(), Failure> {
    let mut commands: Vec<String> = CommandLine::command().get_subcommands().map(|command| command.get_name().to_owned()).collect();
    commands.push("help".to_owned());
    commands.sort();
    commands.dedup();
    let is_command = |word: &str| commands.iter().any(|command| command == word);
    let mut words = arguments.iter().skip(1).map(|word| word.to_string_lossy());
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let word = if first == "help" { second } else { first };
    if word.is_empty() || word.starts_with('-') || is_command(&word) {
        return Ok(());
    }
    if arguments.get(1).is_some_and(|first| first == "help") || !is_like_path(&word) {
        return Err(Failure::Unusable(no_command(&word, &commands)));
    }
    Ok(())
}

/// Whether a word may name a file or a folder: one is there, or it has a folder or an end as names of files do.
fn is_like_path(word: &str) -> bool {
    Path::new(word).symlink_metadata().is_ok() || word.contains(path::is_separator) || word.contains('.')
}

fn no_command(word: &str, commands: &[String]) -> String {
    let (word_given, list) = (named("word", word), words::names(commands));
    match near(word, commands) {
        Some(command) => words::with("cli-no-command-but", &[word_given, list, named("near", command)]),
        None => words::with("cli-no-command", &[word_given, list]),
    }
}

/// The command that was probably meant.
fn near<'a>(word: &str, commands: &'a [String]) -> Option<&'a String> {
    let word = word.to_lowercase();
    let begun = || commands.iter().find(|command| word.chars().count() > 1 && command.starts_with(&word));
    let slips = |command: &&String| slips(&word, command);
    let nearest = commands.iter().min_by_key(slips).filter(|command| slips(command) <= SLIPS && slips(command) < word.chars().count());
    nearest.or_else(begun)
}

/// How many characters must be typed, left out, changed, or changed with their neighbour to make one word of another.
fn slips(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    // The last rows of the table of beginnings: two before, one before.
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, c) in one.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, d) in other.iter().enumerate() {
            let at = |table: &[usize], at: usize| table.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut least = (at(&last, column + 1) + 1).min(at(&next, column) + 1).min(at(&last, column) + usize::from(c != d));
            let swapped = row > 0 && column > 0 && one.get(row - 1) == Some(d) && other.get(column - 1) == Some(c);
            if swapped {
                least = least.min(at(&before, column - 1) + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &[&str]) -> Option<String> {
        let arguments: Vec<OsString> = std::iter::once("stet").chain(words.iter().copied()).map(OsString::from).collect();
        check(&arguments).err().map(|failure| failure.to_string())
    }

    fn wrong(words: &[&str]) -> String {
        let arguments: Vec<OsString> = std::iter::once("stet").chain(words.iter().copied()).map(OsString::from).collect();
        parse(&arguments).expect_err("it is wrong").to_string()
    }

    #[test]
    fn what_is_wrong_is_one_line_with_what_to_do() {
        let cases: [(&[&str], &str, &str); 5] = [
            (
                &["clean", "--outptu", "x", "p.txt"],
                "'--outptu' found; tip: a similar argument exists: '--output'",
                "; see `stet clean --help`",
            ),
            (&["export", "e.ron"], "not provided: --format <FORMAT>", "; see `stet export --help`"),
            (&["export", "e.ron", "-f", "pfd"], "there is no such format; choose txt, md", "; see `stet export --help`"),
            (&["check", "e.ron", "--format", "a\nb"], "[possible values: text, json]", "; see `stet check --help`"),
            (&["--hlep"], "'--hlep'", "; see `stet --help`"),
        ];
        for (words, what, help) in cases {
            let said = wrong(words);
            assert!(said.contains(what) && said.ends_with(help), "{said}");
            assert!(!said.contains('\n') && !said.contains("Usage") && !said.starts_with("error"), "{said}");
        }
    }

    #[test]
    fn slips_are_counted() {
        let cases = [("export", "export", 0), ("exprot", "export", 1), ("exort", "export", 1), ("check", "clean", 3), ("", "ab", 2)];
        for (one, other, count) in cases {
            assert_eq!((slips(one, other), slips(other, one)), (count, count), "{one} {other}");
        }
    }

    #[test]
    fn a_misspelt_command_is_no_path() {
        for (word, meant) in [("exprot", "export"), ("Check", "check"), ("claen", "clean"), ("salv", "salvage"), ("hlep", "help")] {
            let said = said(&[word, "e.ron"]).unwrap();
            assert!(
                said.contains(&format!("`stet {meant}`"))
                    && said.contains("check, clean, collection, export, help, merge, proof, read, round, salvage, search, stream, witness"),
                "{said}"
            );
        }
        assert!(said(&["weather", "--help"]).is_some_and(|said| said.contains("check, clean") && !said.contains("did you mean")));
        assert!(said(&["help", "exprot"]).is_some_and(|said| said.contains("`stet export`")));
        for words in [&["e.ron"][..], &["some/folder"], &["export"], &["help", "export"], &["help"], &["--help"], &["/"], &[]] {
            assert_eq!(said(words), None, "{words:?}");
        }
    }
}
