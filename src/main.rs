//! The `stet` program.

fn main() {}
