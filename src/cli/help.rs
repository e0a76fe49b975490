//! Help in the language of the command line. In English it is what stands at the commands and their arguments; in Chinese the locale
//! files say the same.

use clap::{Arg, Command, CommandFactory};

use super::{CommandLine, export, words};
use crate::explained::named;
use crate::locale::Locale;

/// The commands with their help, in a language.
pub(super) fn commands(locale: &Locale) -> Command {
    let mut program = CommandLine::command();
    if !locale.language.is_chinese() {
        return program;
    }
    // What every command has besides is there to be translated only after this.
    program.build();
    translated(program, locale)
}

fn translated(command: Command, locale: &Locale) -> Command {
    let name = command.get_name().to_owned();
    let has_list = name == "export" && command.get_after_help().is_some();
    let template = template(&command, locale);
    let command = command
        .about(said(&key(&name, None), locale))
        .help_template(template)
        .mut_args(|argument| translated_argument(&name, argument, locale))
        .mut_subcommands(|command| translated(command, locale));
    if has_list { command.after_help(export::formats_help_in(locale)) } else { command }
}

fn translated_argument(command: &str, argument: Arg, locale: &Locale) -> Arg {
    let mut help = said(&key(command, Some(argument.get_id().as_str())), locale);
    let possible = argument.get_possible_values();
    if let Some(usual) = argument.get_default_values().first().filter(|_| argument.get_action().takes_values()) {
        help.push_str(&locale.with("cli-help-usual", &[named("value", usual.display())]));
    }
    if !possible.is_empty() {
        let names = words::list(locale, possible.iter().map(|value| value.get_name()));
        help.push_str(&locale.with("cli-help-possible", &[named("values", names)]));
    }
    argument.help(help).hide_default_value(true).hide_possible_values(true)
}

/// The key of the help of a command, or of an argument of it. Those that every command has have one for all.
fn key(command: &str, argument: Option<&str>) -> String {
    match argument {
        None => format!("cli-help-{command}"),
        Some(common @ ("help" | "version" | "language")) => format!("cli-help-stet-{common}"),
        Some(argument) => format!("cli-help-{command}-{}", argument.replace('_', "-")),
    }
}

fn said(key: &str, locale: &Locale) -> String {
    locale.with(key, &[named("formats", words::formats(locale))])
}

/// What stands where in the help of a command: as it does in English, under other headings.
fn template(command: &Command, locale: &Locale) -> String {
    let (header, usage) = (command.get_styles().get_header(), command.get_styles().get_usage());
    let mut template = format!("{{about-with-newline}}\n{usage}{}{usage:#} {{usage}}", locale.text("cli-heading-usage"));
    for (is_there, key, tag) in [
        (command.has_subcommands(), "cli-heading-commands", "{subcommands}"),
        (command.get_positionals().next().is_some(), "cli-heading-arguments", "{positionals}"),
        (command.get_arguments().any(|argument| !argument.is_positional()), "cli-heading-options", "{options}"),
    ] {
        if is_there {
            template.push_str(&format!("\n\n{header}{}{header:#}\n{tag}", locale.text(key)));
        }
    }
    template + "{after-help}"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    /// The help of every command and argument, by its keys.
    fn all(command: &Command) -> Vec<(String, String)> {
        let name = command.get_name();
        let text = |help: Option<&clap::builder::StyledStr>| help.map(ToString::to_string).unwrap_or_default();
        let own = (key(name, None), text(command.get_about()));
        let arguments = command.get_arguments().map(|argument| (key(name, Some(argument.get_id().as_str())), text(argument.get_help())));
        std::iter::once(own).chain(arguments).chain(command.get_subcommands().flat_map(all)).collect()
    }

    fn built() -> Command {
        let mut program = CommandLine::command();
        program.build();
        program
    }

    #[test]
    fn the_english_words_are_those_at_the_commands() {
        let english = Locale::load(Language::English);
        let help = all(&built());
        assert!(help.len() > 40);
        for (key, help) in help {
            assert!(english.has(&key), "en.ftl has no {key}");
            assert_eq!(said(&key, &english), help, "{key}");
        }
        let program = CommandLine::command();
        let list = program.find_subcommand("export").and_then(Command::get_after_help).map(ToString::to_string).unwrap();
        let ends = ["cli-help-formats", "cli-help-formats-end"].map(|key| english.text(key));
        assert!(list.starts_with(&ends[0]) && list.ends_with(&ends[1]));
    }

    #[test]
    fn all_help_is_in_chinese() {
        for language in [Language::Chinese, Language::TraditionalChinese] {
            let locale = Locale::load(language);
            for (key, help) in all(&commands(&locale)) {
                assert!(locale.has(&key), "{language:?} has no {key}");
                assert!(help.chars().any(|c| c > '\u{2e80}'), "{key}: {help}");
            }
        }
    }

    #[test]
    fn help_has_the_same_lines_in_each_language() {
        let lines = |program: &mut Command, name: &str| {
            program.find_subcommand_mut(name).expect("a command").render_help().to_string().lines().count()
        };
        let mut english = built();
        let mut chinese = commands(&Locale::load(Language::Chinese));
        for name in ["clean", "check", "export", "read", "salvage", "witness", "collection", "search", "proof", "round", "merge", "stream"]
        {
            assert_eq!(lines(&mut english, name), lines(&mut chinese, name), "{name}");
        }
    }
}
