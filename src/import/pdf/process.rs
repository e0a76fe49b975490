//! Where PDFs are read: in a process of its own, which can be stopped.
//!
//! A PDF is a program. Some never end, some ask for all the memory there is, and what draws them can be stopped from without only. So the
//! program starts itself again to read one file, with a limit of memory, and stops it when nothing comes for too long. A program that
//! uses this library and says nothing ([`read_in_child`]) reads PDFs in its own process, without these limits.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::answers::{Answer, PdfRequest};
use super::copied::CopiedPage;
use super::copy::MOST_COPIED;
use super::picture::MOST_PIXELS;
use super::serve::{answer, serve};

/// How long a page, or a picture, may take.
pub const PATIENCE: Duration = Duration::from_secs(8);

/// How much memory reading a file may take, in bytes.
pub const MOST_MEMORY: usize = 600_000_000;

/// What the program is started with to read a PDF in a process of its own.
pub const READ_FOR_PARENT: &str = "read-pdf-for-parent";

/// The stack of the thread that reads, in bytes: contents nest.
const STACK: usize = 64 << 20;

/// The program that reads PDFs, and the argument that makes it do so.
static READER: OnceLock<(PathBuf, OsString)> = OnceLock::new();

/// Has PDFs read by this program, started with this argument: it has to call [`serve_here`].
pub fn read_in_child(program: PathBuf, argument: impl Into<OsString>) {
    // Only the first call counts; there is one program.
    READER.get_or_init(|| (program, argument.into()));
}

/// Answers one request from standard input on standard output: what the program started by another does.
///
/// # Errors
/// The request cannot be read, or the answers not be written.
pub fn serve_here(fonts: &'static [&'static [u8]]) -> io::Result<()> {
    // What goes wrong is told in an answer.
    std::panic::set_hook(Box::new(|_| {}));
    let read = move || serve(io::stdin().lock(), &mut io::stdout().lock(), fonts);
    let thread = thread::Builder::new().stack_size(STACK).spawn(read)?;
    thread.join().unwrap_or_else(|_| Err(io::Error::other("the reader stopped")))
}

/// How reading ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All was answered.
    Done,
    /// Nothing came for too long.
    TooSlow,
    /// It needed more memory than it may have, or nests too deep.
    TooMuch,
}

/// Asks something of a file of these bytes, and passes on the answers but the last.
///
/// # Errors
/// The reader cannot be started.
pub fn ask(request: &PdfRequest, bytes: &[u8], take: &mut dyn FnMut(Answer)) -> io::Result<Ending> {
    match READER.get() {
        Some((program, argument)) => ask_child(&mut command(program, argument), request, bytes, PATIENCE, take),
        None => ask_here(request, bytes, take),
    }
}

fn command(program: &PathBuf, argument: &OsString) -> Command {
    let mut command = Command::new(program);
    command.arg(argument).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    #[cfg(windows)]
    {
        use std::os::windows::process::CommandExt;
        const CREATE_NO_WINDOW: u32 = 0x0800_0000;
        command.creation_flags(CREATE_NO_WINDOW);
    }
    command
}

fn ask_here(request: &PdfRequest, bytes: &[u8], take: &mut dyn FnMut(Answer)) -> io::Result<Ending> {
    answer(request, bytes.to_vec(), &[], &mut |answer| {
        if answer != Answer::Done {
            take(answer);
        }
        Ok(())
    })?;
    Ok(Ending::Done)
}

/// Starts the reader, asks, and passes on what it answers, as long as something comes within `patience`.
fn ask_child(
    command: &mut Command,
    request: &PdfRequest,
    bytes: &[u8],
    patience: Duration,
    take: &mut dyn FnMut(Answer),
) -> io::Result<Ending> {
    let mut child = command.spawn()?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let (send, receive) = channel();
    let head = serde_json::to_string(request)?;
    let ending = thread::scope(|scope| {
        scope.spawn(move || {
            // A reader that refuses a file early does not read all of it.
            input.and_then(|mut input| writeln!(input, "{head}").and_then(|()| input.write_all(bytes)).ok())
        });
        scope.spawn(move || output.map(|output| pass_on(BufReader::new(output), &send)));
        let ending = wait(&receive, patience, take);
        // The threads end with the pipes.
        stop(&mut child);
        ending
    });
    Ok(ending)
}

fn stop(child: &mut Child) {
    // One that has ended already cannot be stopped, and needs not be.
    child.kill().ok();
    child.wait().ok();
}

fn wait(receive: &Receiver<Answer>, patience: Duration, take: &mut dyn FnMut(Answer)) -> Ending {
    let mut is_refused = false;
    loop {
        match receive.recv_timeout(patience) {
            Ok(Answer::Done) => return Ending::Done,
            Ok(answer) => {
                is_refused |= matches!(answer, Answer::Refused(_));
                take(answer);
            }
            Err(RecvTimeoutError::Timeout) => return Ending::TooSlow,
            Err(RecvTimeoutError::Disconnected) if is_refused => return Ending::Done,
            Err(RecvTimeoutError::Disconnected) => return Ending::TooMuch,
        }
    }
}

/// Reads answers until there are no more.
fn pass_on(mut output: impl BufRead, send: &Sender<Answer>) {
    let mut line = String::new();
    while output.read_line(&mut line).is_ok_and(|length| length > 0) {
        let Ok(mut answer) = serde_json::from_str::<Answer>(&line) else { return };
        if let Answer::Picture(picture) = &mut answer {
            let count = u64::from(picture.width) * u64::from(picture.height) * u64::from(picture.channels);
            let read = output.by_ref().take(count.min(3 * MOST_PIXELS)).read_to_end(&mut picture.pixels);
            if read.ok() != usize::try_from(count).ok() {
                return;
            }
        }
        if let Answer::Copied(page) = &mut answer
            && read_streams(&mut output, page).is_none()
        {
            return;
        }
        if send.send(answer).is_err() {
            return;
        }
        line.clear();
    }
}

/// Reads the streams of a copied page; nothing where they are not whole, or larger than they can be.
fn read_streams(output: &mut impl BufRead, page: &mut CopiedPage) -> Option<()> {
    let mut left = MOST_COPIED;
    for object in &mut page.objects {
        let Some(length) = object.length else { continue };
        left = left.checked_sub(length)?;
        let read = output.by_ref().take(length as u64).read_to_end(&mut object.stream).ok()?;
        if read != length {
            return None;
        }
    }
    Some(())
}
