//! A real input method (fcitx5 with its pinyin engine) on a display, for programs that speak to it over the X server.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::display::{Display, Window, is_missing};

/// How long the input method may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

const CONFIG: &str = "[Behavior]\nActiveByDefault=True\nShareInputState=All\n";
const PROFILE: &str = "[Groups/0]\nName=Default\nDefault Layout=us\nDefaultIM=pinyin\n\n[Groups/0/Items/0]\nName=keyboard-us\nLayout=\n\n\
    [Groups/0/Items/1]\nName=pinyin\nLayout=\n\n[GroupOrder]\n0=Default\n";

/// A bus that starts nothing by itself: a second input method would take the display's input from the first, and end.
const BUS: &str = "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context=\"default\">\
    <allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>";

/// What a program's environment needs to find the input method.
pub const ENVIRONMENT: (&str, &str) = ("XMODIFIERS", "@im=fcitx");

/// A running input method with the message bus it needs; both end with the value.
pub struct InputMethod {
    bus: Child,
    engine: Child,
    address: String,
}

impl InputMethod {
    /// Starts the input method on this display, pinyin being active, or says why it cannot.
    pub fn start(display: &Display, home: &Path) -> Option<InputMethod> {
        if let Some(program) = ["dbus-daemon", "dbus-send", "fcitx5"].into_iter().find(|program| is_missing(program, "--version")) {
            eprintln!("skipped: {program} is not installed, so no Chinese can be typed");
            return None;
        }
        let config = home.join("config/fcitx5");
        std::fs::create_dir_all(&config).expect("a folder");
        std::fs::write(config.join("config"), CONFIG).expect("written");
        std::fs::write(config.join("profile"), PROFILE).expect("written");
        std::fs::write(home.join("bus.conf"), BUS).expect("written");
        let mut bus = Command::new("dbus-daemon")
            .args(["--nofork", "--print-address=1", "--config-file"])
            .arg(home.join("bus.conf"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the bus starts");
        let mut address = String::new();
        BufReader::new(bus.stdout.take().expect("its output")).read_line(&mut address).expect("the bus's address");
        let engine = Command::new("fcitx5")
            .arg("--disable=wayland")
            .envs([("DISPLAY", display.name()), ("DBUS_SESSION_BUS_ADDRESS", address.trim()), ("LC_ALL", "C.UTF-8"), ENVIRONMENT])
            .env("HOME", home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the input method starts");
        let input_method = InputMethod { bus, engine, address: address.trim().to_owned() };
        wait("the input method answers", || !input_method.contexts().is_empty());
        Some(input_method)
    }

    /// What the input method knows of the programs that use it, a line each; nothing while it is not ready.
    fn contexts(&self) -> String {
        let asked = Command::new("dbus-send")
            .args(["--print-reply=literal", "--dest=org.fcitx.Fcitx5", "/controller", "org.fcitx.Fcitx.Controller1.DebugInfo"])
            .env("DBUS_SESSION_BUS_ADDRESS", &self.address)
            .stderr(Stdio::null())
            .output();
        asked.map(|answer| String::from_utf8_lossy(&answer.stdout).into_owned()).unwrap_or_default()
    }

    /// Waits until the window's keys go through the input method.
    pub fn wait_for(&self, window: &Window<'_>) {
        wait("the window's keys go through the input method", || {
            let ready = self.contexts().lines().any(|line| line.contains("frontend:xim") && line.contains("focus:1"));
            if !ready {
                window.take_keyboard();
            }
            ready
        });
    }
}

/// Asks again and again, and fails where what is awaited does not come.
fn wait(what: &str, mut ready: impl FnMut() -> bool) {
    let since = Instant::now();
    while !ready() {
        assert!(since.elapsed() < PATIENCE, "in vain: {what}");
        std::thread::sleep(Duration::from_millis(300));
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
