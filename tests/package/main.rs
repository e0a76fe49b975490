//! What packages have besides the program, in `assets/package`: it says of commands and kinds of files what the program says.
//!
//! After a change of the commands, `cargo test --test package -- --ignored` writes the completions and the pages of the manual anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod kinds;
mod words;
