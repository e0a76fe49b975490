//! A real input method (fcitx5 with its pinyin engine) on a display, for programs that speak to it over the X server.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::display::{Display, is_missing};

/// How long the input method may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

const CONFIG: &str = "[Behavior]\nActiveByDefault=True\nShareInputState=All\n";
const PROFILE: &str = "[Groups/0]\nName=Default\nDefault Layout=us\nDefaultIM=pinyin\n\n[Groups/0/Items/0]\nName=keyboard-us\nLayout=\n\n\
    [Groups/0/Items/1]\nName=pinyin\nLayout=\n\n[GroupOrder]\n0=Default\n";

/// What a program's environment needs to find the input method.
pub const ENVIRONMENT: (&str, &str) = ("XMODIFIERS", "@im=fcitx");

/// A running input method with the message bus it needs; both end with the value.
pub struct InputMethod {
    bus: Child,
    engine: Child,
}

impl InputMethod {
    /// Starts the input method on this display, pinyin being active, or says why it cannot.
    pub fn start(display: &Display, home: &Path) -> Option<InputMethod> {
        if let Some(program) = ["dbus-daemon", "fcitx5"].into_iter().find(|program| is_missing(program, "--version")) {
            eprintln!("skipped: {program} is not installed, so no Chinese can be typed");
            return None;
        }
        let config = home.join("config/fcitx5");
        std::fs::create_dir_all(&config).expect("a folder");
        std::fs::write(config.join("config"), CONFIG).expect("written");
        std::fs::write(config.join("profile"), PROFILE).expect("written");
        let mut bus = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address=1"])
            // The first question may make the bus start the input method itself; then it must find the same display and settings.
            .env("DISPLAY", display.name())
            .env("HOME", home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("LC_ALL", "C.UTF-8")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the bus starts");
        let mut address = String::new();
        BufReader::new(bus.stdout.take().expect("its output")).read_line(&mut address).expect("the bus's address");
        let ask = |program: &str| {
            let mut command = Command::new(program);
            command.env("DISPLAY", display.name()).env("DBUS_SESSION_BUS_ADDRESS", address.trim()).env("LC_ALL", "C.UTF-8");
            command.env("HOME", home).env("XDG_CONFIG_HOME", home.join("config")).env(ENVIRONMENT.0, ENVIRONMENT.1);
            command.stdout(Stdio::piped()).stderr(Stdio::null());
            command
        };
        let engine = ask("fcitx5").arg("--disable=wayland").stdout(Stdio::null()).spawn().expect("the input method starts");
        let since = Instant::now();
        // It answers by the name of the engine in use once it is ready.
        let is_ready = || ask("fcitx5-remote").arg("-n").output().is_ok_and(|answer| answer.stdout.starts_with(b"pinyin"));
        while !is_ready() {
            assert!(since.elapsed() < PATIENCE, "the input method does not answer");
            std::thread::sleep(Duration::from_millis(200));
        }
        Some(InputMethod { bus, engine })
    }
}

impl Drop for InputMethod {
    fn drop(&mut self) {
        for process in [&mut self.engine, &mut self.bus] {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}
