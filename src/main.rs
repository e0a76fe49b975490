//! Reads the command line; opens the desk or runs a headless command.

use std::alloc::System;
use std::path::PathBuf;
use std::process::ExitCode;

use cap::Cap;
use stet::import::pdf;

/// Memory has no limit but in the process that reads a PDF.
#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_some_and(|argument| argument == pdf::READ_FOR_PARENT) && arguments.next().is_none() {
        return read_pdf();
    }
    if let Ok(program) = std::env::current_exe() {
        pdf::read_in_child(program, pdf::READ_FOR_PARENT);
    }
    stet::cli::run(desk)
}

/// Reads a PDF for the process that started this one.
fn read_pdf() -> ExitCode {
    let is_limited = MEMORY.set_limit(pdf::MOST_MEMORY).is_ok();
    match pdf::serve_here(fonts()) {
        Ok(()) if is_limited => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// The fonts that stand in for those a PDF does not hold.
#[cfg(feature = "desk")]
fn fonts() -> &'static [&'static [u8]] {
    stet::desktop::fonts::OF_PAGES
}

#[cfg(not(feature = "desk"))]
fn fonts() -> &'static [&'static [u8]] {
    &[]
}

#[cfg(feature = "desk")]
fn desk(paths: Vec<PathBuf>) -> Result<(), String> {
    stet::desktop::run(paths).map_err(|error| error.to_string())
}

#[cfg(not(feature = "desk"))]
fn desk(_: Vec<PathBuf>) -> Result<(), String> {
    Err(stet::cli::no_window())
}
