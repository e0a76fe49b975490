//! A display without a screen, the program on it, and a keyboard.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long the window may take over anything.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two keys, so that each is drawn as a person would see it.
const PAUSE: Duration = Duration::from_millis(120);

/// A display of its own; it ends with the value.
pub struct Display {
    server: Child,
    name: String,
    /// One window at a time: drawn by two processors, several lose keys.
    _alone: MutexGuard<'static, ()>,
}

static ALONE: Mutex<()> = Mutex::new(());

impl Display {
    /// Starts a display, or says why there is none.
    pub fn start() -> Option<Display> {
        Display::of_size(1600, 1000)
    }

    /// The same with a screen of this size, in pixels.
    pub fn of_size(width: u32, height: u32) -> Option<Display> {
        if let Some(program) = ["Xvfb", "xdotool"].into_iter().find(|program| is_missing(program, "-version")) {
            eprintln!("skipped: {program} is not installed, so there is no display to open a window on");
            return None;
        }
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", &format!("{width}x{height}x24"), "-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb starts");
        let mut number = String::new();
        BufReader::new(server.stdout.take().expect("its output")).read_line(&mut number).expect("the display's number");
        Some(Display { server, name: format!(":{}", number.trim()), _alone: alone })
    }

    /// The display's name, as `DISPLAY` has it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Starts the program with these files; its settings are kept in `home`.
    pub fn stet(&self, home: &Path, files: &[&Path]) -> Window<'_> {
        self.stet_with(home, files, &[])
    }

    /// Starts the program with these files in an environment that has more than usual.
    pub fn stet_with(&self, home: &Path, files: &[&Path], environment: &[(&str, &str)]) -> Window<'_> {
        let program = Command::new(env!("CARGO_BIN_EXE_stet"))
            .args(files)
            .envs(environment.iter().copied())
            .env("DISPLAY", &self.name)
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("LC_ALL", "C.UTF-8")
            .env_remove("LANGUAGE")
            .env("HOME", home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_DATA_HOME", home.join("data"))
            // No dialog service and no other display shall answer.
            .env("PATH", "")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET")
            .spawn()
            .expect("the program starts");
        Window { display: self, program: std::cell::RefCell::new(program) }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Whether a program is not installed; it is asked for something harmless.
pub fn is_missing(program: &str, harmless: &str) -> bool {
    Command::new(program).arg(harmless).stdout(Stdio::null()).stderr(Stdio::null()).status().is_err()
}

/// The program's window. Dropped, it is killed (SIGKILL): nothing is saved or tidied up.
pub struct Window<'a> {
    display: &'a Display,
    program: std::cell::RefCell<Child>,
}

impl Window<'_> {
    fn xdotool(&self, args: &[&str]) -> String {
        let output = Command::new("xdotool").args(args).env("DISPLAY", &self.display.name).output().expect("xdotool runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Waits until the window has this title, and gives it the keyboard.
    pub fn wait_for_title(&self, title: &str) {
        let since = Instant::now();
        loop {
            let found = self.xdotool(&["search", "--onlyvisible", "--name", "Stet"]);
            let named = found.lines().find(|window| self.xdotool(&["getwindowname", window]).trim_end() == title);
            if let Some(window) = named {
                self.xdotool(&["windowfocus", "--sync", window]);
                std::thread::sleep(PAUSE * 3);
                return;
            }
            let titles: Vec<String> = found.lines().map(|window| self.xdotool(&["getwindowname", window])).collect();
            assert!(since.elapsed() < PATIENCE, "no window is called {title}, but {titles:?}");
            assert!(self.program.borrow_mut().try_wait().expect("its state").is_none(), "the program has ended");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// How wide and high the window is, in pixels.
    pub fn size(&self) -> (u32, u32) {
        let found = self.xdotool(&["search", "--onlyvisible", "--name", "Stet"]);
        let told = self.xdotool(&["getwindowgeometry", "--shell", found.lines().next().expect("a window")]);
        let value = |name: &str| told.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('=')?.parse().ok()).expect("a size");
        (value("WIDTH"), value("HEIGHT"))
    }

    /// Gives the window the keyboard anew.
    pub fn take_keyboard(&self) {
        for window in self.xdotool(&["search", "--onlyvisible", "--name", "Stet"]).lines() {
            self.xdotool(&["windowfocus", window]);
        }
    }

    /// Presses a key.
    pub fn key(&self, key: &str) {
        self.xdotool(&["key", "--clearmodifiers", key]);
        std::thread::sleep(PAUSE);
    }

    /// Presses several keys.
    pub fn keys(&self, keys: &[&str]) {
        keys.iter().for_each(|key| self.key(key));
    }

    /// Types text.
    pub fn type_text(&self, text: &str) {
        self.xdotool(&["type", "--delay", "40", text]);
        std::thread::sleep(PAUSE);
    }

    /// Takes a picture of the display.
    pub fn picture(&self, path: &Path) {
        let status = Command::new("import").args(["-window", "root"]).arg(path).env("DISPLAY", &self.display.name).status();
        assert!(status.is_ok_and(|status| status.success()), "a picture is taken");
    }

    /// Whether the program ends by itself in this time.
    pub fn ends_within(&self, time: Duration) -> bool {
        let since = Instant::now();
        while since.elapsed() < time {
            if self.program.borrow_mut().try_wait().expect("its state").is_some() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        false
    }
}

impl Drop for Window<'_> {
    fn drop(&mut self) {
        let _ = self.program.borrow_mut().kill();
        let _ = self.program.borrow_mut().wait();
    }
}
