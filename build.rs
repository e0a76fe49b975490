//! Has the linker make a smaller program.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    if variable("PROFILE") != "release" || variable("TARGET") != "x86_64-unknown-linux-gnu" {
        return;
    }
    // Places that the system's loader fills in take two megabytes, unless they are packed, which loaders before that of glibc 2.36 refuse.
    // Linkers that do not know it ignore it.
    if variable("HOST") == variable("TARGET") && glibc().is_some_and(|version| version >= PACKED_PLACES) {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    // What different types make the same code of is kept once, by the linker that rustc brings along. Others refuse the option.
    if is_own_linker(&variable("RUSTC"), &variable("RUSTC_LINKER"), &variable("CARGO_ENCODED_RUSTFLAGS")) {
        println!("cargo::rustc-link-arg-bins=-Wl,--icf=all");
    }
}

/// The first version of glibc whose loader reads packed places.
const PACKED_PLACES: (u32, u32) = (2, 36);

/// The version of this system's C library, where that is glibc: `getconf` says `glibc 2.36`.
fn glibc() -> Option<(u32, u32)> {
    let output = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?;
    let said = String::from_utf8(output.stdout).ok()?;
    let (major, minor) = said.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// Whether what links is the linker that rustc brings along.
fn is_own_linker(rustc: &str, linker: &str, flags: &str) -> bool {
    let is_chosen = !linker.is_empty() || ["linker", "link-arg", "link-self-contained"].iter().any(|word| flags.contains(word));
    let output = Command::new(rustc).args(["--print", "target-libdir"]).output();
    let folder = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    !is_chosen && Path::new(&folder).join("../bin/gcc-ld/ld.lld").exists()
}
