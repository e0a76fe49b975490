//! Completions for shells, and pages for `man`.

use std::path::{Path, PathBuf};

use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use stet::cli::CommandLine;

/// What completes the command line, by the name that each shell looks for.
const COMPLETIONS: [(&str, Shell); 3] = [("stet.bash", Shell::Bash), ("_stet", Shell::Zsh), ("stet.fish", Shell::Fish)];

fn package() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/package")
}

/// The commands as their help lists them, but for `help`, whose pages would say everything a second time.
fn program() -> Command {
    let mut program = CommandLine::command().disable_help_subcommand(true);
    program.build();
    program
}

/// The page of a command, with its file's name.
fn page(command: &Command) -> (String, Vec<u8>) {
    let man = Man::new(command.clone()).manual("Stet").source(concat!("Stet ", env!("CARGO_PKG_VERSION")));
    let mut page = Vec::new();
    man.render(&mut page).expect("memory can be written");
    (format!("man/{}", man.get_filename()), page)
}

/// The files with their names below `assets/package`.
fn files() -> Vec<(String, Vec<u8>)> {
    let completions = COMPLETIONS.iter().map(|(name, shell)| {
        let mut text = Vec::new();
        clap_complete::generate(*shell, &mut CommandLine::command(), "stet", &mut text);
        (format!("completions/{name}"), text)
    });
    let program = program();
    let pages = std::iter::once(&program).chain(program.get_subcommands()).map(page);
    completions.chain(pages).collect()
}

#[test]
#[ignore = "writes the files anew"]
fn they_are_written() {
    for (name, bytes) in files() {
        std::fs::write(package().join(&name), bytes).expect(&name);
    }
}

#[test]
fn they_are_those_of_the_commands() {
    let files = files();
    for (name, bytes) in &files {
        let kept = std::fs::read(package().join(name)).unwrap_or_default();
        assert!(&kept == bytes, "{name} says something else than the commands: run `cargo test --test package -- --ignored`");
    }
    let pages = std::fs::read_dir(package().join("man")).expect("a folder").count();
    assert_eq!(pages, files.iter().filter(|(name, _)| name.starts_with("man/")).count(), "there is a page of no command");
}

#[test]
fn every_command_is_completed_and_has_its_page() {
    let files = files();
    let text = |name: &str| {
        let file = files.iter().find(|(file, _)| file == name).unwrap_or_else(|| panic!("{name} is there"));
        String::from_utf8_lossy(&file.1).into_owned()
    };
    let program = program();
    let names: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
    assert!(names.len() > 10 && names.contains(&"clean"));
    for name in names {
        assert!(text("man/stet.1").contains(&format!("stet\\-{name}(1)")), "{name} is in stet.1");
        assert!(text(&format!("man/stet-{name}.1")).contains("SYNOPSIS"));
        for (shell, _) in COMPLETIONS {
            assert!(text(&format!("completions/{shell}")).contains(name), "{shell} knows {name}");
        }
    }
}
