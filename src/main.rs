//! Reads the command line; opens the desk or runs a headless command.

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    stet::cli::run(desk)
}

#[cfg(feature = "desk")]
fn desk(paths: Vec<PathBuf>) -> Result<(), String> {
    stet::desktop::run(paths).map_err(|error| error.to_string())
}

#[cfg(not(feature = "desk"))]
fn desk(_: Vec<PathBuf>) -> Result<(), String> {
    Err("this build has no window; use `stet clean`, `stet check` and `stet export` (see `stet --help`)".to_owned())
}
