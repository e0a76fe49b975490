//! The programs that read what is exported. Where one is not there, the test that needs it says so and is skipped.

use std::path::Path;
use std::process::{Command, Output};

/// A program with its arguments, if it is there.
pub fn reader(name: &str, arguments: &[&str]) -> Option<Command> {
    let on_path = |name: &str| {
        std::env::var_os("PATH").and_then(|paths| std::env::split_paths(&paths).map(|folder| folder.join(name)).find(|path| path.is_file()))
    };
    let Some(path) = on_path(name) else {
        println!("there is no {name} here: skipped");
        return None;
    };
    // Debian's epubcheck is a Java archive that starts by itself only where the kernel knows how.
    let is_archive = std::fs::read(&path).is_ok_and(|bytes| bytes.starts_with(b"PK"));
    let mut command = if is_archive { Command::new("java") } else { Command::new(&path) };
    if is_archive {
        // It lives for seconds: what makes a long life of Java faster costs more than all it does.
        command.args(["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"]).arg(&path);
    }
    command.args(arguments);
    Some(command)
}

/// Runs a reader on a file; gives what it said.
pub fn read(mut command: Command, file: &Path) -> (bool, String) {
    let output: Output = command.arg(file).output().expect("the reader runs");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.success(), said)
}
