//! Lines in, lines out: some are worked on at once, and none is read long before those ahead of it are written.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read, Write};
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use super::gate::{Gate, Load};

/// The longest line that is taken, in bytes: the largest page of text, with each of its characters escaped.
pub(super) const LONGEST: u64 = 128 * 1024 * 1024;

/// How many lines for each job are read before the first of them is written. One that takes long holds up the others after these.
const AHEAD: usize = 8;

/// How many bytes are read at most before the first of them are written, but for a line that is longer.
const BYTES_AHEAD: usize = 64 * 1024 * 1024;

/// A line that came in.
#[derive(Debug, PartialEq)]
pub(super) enum InputLine {
    /// Its bytes, without the line end.
    Bytes(Vec<u8>),
    /// It has more than [`LONGEST`]; it was passed over.
    TooLong,
}

/// What is written for a line.
pub(super) struct Answer {
    /// The line, without its end.
    pub(super) line: String,
    /// Whether it says what was wrong.
    pub(super) is_bad: bool,
}

/// How a flow ended.
pub(super) enum FlowEnd {
    /// All lines were read and answered: how many, and how many of them badly.
    Done {
        all: usize,
        bad: usize,
    },
    NotRead(io::Error),
    NotWritten(io::Error),
}

/// How lines flow.
pub(super) struct Flow {
    /// How many are worked on at once.
    pub(super) jobs: NonZeroUsize,
    /// Whether they are written in the order in which they came in.
    pub(super) is_ordered: bool,
}

impl InputLine {
    /// How many bytes are held of it.
    fn len(&self) -> usize {
        match self {
            InputLine::Bytes(bytes) => bytes.len(),
            InputLine::TooLong => 0,
        }
    }
}

/// A line that came in, with its place among those that are answered and its number among all, both counted from 1.
struct NumberedLine {
    order: usize,
    number: usize,
    line: InputLine,
}

/// What is written for a line.
struct OrderedAnswer {
    /// The place of the line among those that are answered.
    order: usize,
    /// The length of the line, in bytes.
    bytes: usize,
    answer: Answer,
}

impl Flow {
    /// Answers each line that is not blank. `make` makes what works, once for each job; it must not panic. After an error of writing the
    /// threads that are left end by themselves, the one that reads with the next line that comes in.
    pub(super) fn run<Make, Work>(&self, input: impl BufRead + Send + 'static, output: &mut dyn Write, make: &Arc<Make>) -> FlowEnd
    where
        Make: Fn() -> Work + Send + Sync + 'static,
        Work: Fn(usize, InputLine) -> Answer,
    {
        let gate = Arc::new(Gate::new(Load { lines: self.jobs.get().saturating_mul(AHEAD), bytes: BYTES_AHEAD }));
        let (send, lines) = channel();
        let (answer, answers) = channel();
        let lines = Arc::new(Mutex::new(lines));
        let reader = std::thread::spawn({
            let gate = gate.clone();
            move || read(input, &gate, &send)
        });
        for _ in 0..self.jobs.get() {
            let (make, lines, answer) = (make.clone(), lines.clone(), answer.clone());
            std::thread::spawn(move || on_one_thread(|| work(&make(), &lines, &answer)));
        }
        drop(answer);
        match self.write(&answers, &gate, output) {
            Err(error) => {
                gate.close();
                FlowEnd::NotWritten(error)
            }
            Ok((all, bad)) => match reader.join() {
                Ok(Err(error)) => FlowEnd::NotRead(error),
                Ok(Ok(())) => FlowEnd::Done { all, bad },
                Err(panic) => std::panic::resume_unwind(panic),
            },
        }
    }

    /// Writes what is done, and allows a line to be read for each that is written. How many there were, and how many of them bad.
    fn write(&self, answers: &Receiver<OrderedAnswer>, gate: &Gate, output: &mut dyn Write) -> io::Result<(usize, usize)> {
        let (mut all, mut bad) = (0, 0);
        let mut waiting: BTreeMap<usize, OrderedAnswer> = BTreeMap::new();
        for answer in answers {
            waiting.insert(answer.order, answer);
            while let Some(entry) = waiting.first_entry().filter(|entry| !self.is_ordered || *entry.key() == all + 1) {
                let OrderedAnswer { bytes, answer, .. } = entry.remove();
                all += 1;
                bad += usize::from(answer.is_bad);
                output.write_all((answer.line + "\n").as_bytes())?;
                output.flush()?;
                gate.leave(bytes);
            }
        }
        Ok((all, bad))
    }
}

/// Does something in which whatever would be shared out among threads stays on one: the others have lines of their own to work on.
fn on_one_thread(work: impl FnOnce() + Send) {
    match rayon::ThreadPoolBuilder::new().num_threads(1).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

/// Works on lines until there are no more.
fn work(work: &impl Fn(usize, InputLine) -> Answer, lines: &Mutex<Receiver<NumberedLine>>, answers: &Sender<OrderedAnswer>) {
    loop {
        let next = lines.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(NumberedLine { order, number, line }) = next else { return };
        let bytes = line.len();
        if answers.send(OrderedAnswer { order, bytes, answer: work(number, line) }).is_err() {
            return;
        }
    }
}

/// Reads lines, each when it is allowed, until there are no more or nobody wants them.
fn read(mut input: impl BufRead, gate: &Gate, lines: &Sender<NumberedLine>) -> io::Result<()> {
    let (mut number, mut order) = (0, 0);
    while let Some(line) = next_line(&mut input, LONGEST)? {
        number += 1;
        if matches!(&line, InputLine::Bytes(bytes) if bytes.trim_ascii().is_empty()) {
            continue;
        }
        order += 1;
        if !gate.enter(line.len()) || lines.send(NumberedLine { order, number, line }).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

/// The next line. Of one that is too long no more is held in memory than may be.
fn next_line(input: &mut impl BufRead, longest: u64) -> io::Result<Option<InputLine>> {
    let mut bytes = Vec::new();
    if input.by_ref().take(longest + 1).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
        return Ok(Some(InputLine::Bytes(bytes)));
    }
    if bytes.len() as u64 <= longest {
        return Ok(Some(InputLine::Bytes(bytes)));
    }
    drop(bytes);
    input.skip_until(b'\n')?;
    Ok(Some(InputLine::TooLong))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    /// An input of so many lines that counts those that were read.
    struct CountedLines {
        left: usize,
        read: Arc<AtomicUsize>,
    }

    impl Read for CountedLines {
        fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
            let Some(left) = self.left.checked_sub(1) else { return Ok(0) };
            self.left = left;
            self.read.fetch_add(1, Ordering::SeqCst);
            let line = b"1\n";
            bytes[..line.len()].copy_from_slice(line);
            Ok(line.len())
        }
    }

    fn flow(jobs: usize, is_ordered: bool) -> Flow {
        Flow { jobs: NonZeroUsize::new(jobs).expect("some"), is_ordered }
    }

    fn echo(slow: usize) -> Arc<impl Fn() -> Box<dyn Fn(usize, InputLine) -> Answer> + Send + Sync + 'static> {
        Arc::new(move || -> Box<dyn Fn(usize, InputLine) -> Answer> {
            Box::new(move |number, _| {
                std::thread::sleep(Duration::from_millis(if number == slow { 200 } else { 0 }));
                Answer { line: number.to_string(), is_bad: number == 3 }
            })
        })
    }

    #[test]
    fn lines_are_answered_in_order_though_one_takes_long() {
        for is_ordered in [true, false] {
            let mut output = Vec::new();
            let end = flow(4, is_ordered).run(io::Cursor::new("a\n\nb\n  \nc\n".repeat(30)), &mut output, &echo(1));
            assert!(matches!(end, FlowEnd::Done { all: 90, bad: 1 }));
            let written: Vec<usize> =
                String::from_utf8(output).expect("text").lines().map(|line| line.parse().expect("a number")).collect();
            let mut sorted = written.clone();
            sorted.sort_unstable();
            assert_eq!(written == sorted, is_ordered, "{written:?}");
            assert_eq!(sorted, (0..30).flat_map(|block| [1, 3, 5].map(|line| block * 5 + line)).collect::<Vec<usize>>());
        }
    }

    #[test]
    fn no_more_is_read_than_may_wait() {
        /// Takes nothing before the reader has had time to go too far.
        struct Slow(Arc<AtomicUsize>, usize);
        impl Write for Slow {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                std::thread::sleep(Duration::from_millis(if self.1 == 0 { 100 } else { 0 }));
                self.1 += 1;
                let ahead = self.0.load(Ordering::SeqCst).saturating_sub(self.1);
                assert!(ahead <= 2 * AHEAD + 2, "{ahead}");
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let read = Arc::new(AtomicUsize::new(0));
        let input = BufReader::with_capacity(2, CountedLines { left: 10_000, read: read.clone() });
        let end = flow(2, true).run(input, &mut Slow(read, 0), &echo(1));
        assert!(matches!(end, FlowEnd::Done { all: 10_000, .. }));
    }

    #[test]
    fn a_line_is_worked_on_by_one_thread() {
        let make = || {
            Arc::new(|| -> Box<dyn Fn(usize, InputLine) -> Answer> {
                Box::new(|_, _| Answer { line: rayon::current_num_threads().to_string(), is_bad: false })
            })
        };
        let mut output = Vec::new();
        flow(3, true).run(io::Cursor::new("a\nb\n"), &mut output, &make());
        assert_eq!(output, b"1\n1\n");
    }

    #[test]
    fn where_nobody_listens_it_ends() {
        struct Gone;
        impl Write for Gone {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let read = Arc::new(AtomicUsize::new(0));
        let input = BufReader::with_capacity(2, CountedLines { left: usize::MAX, read });
        assert!(matches!(flow(2, true).run(input, &mut Gone, &echo(0)), FlowEnd::NotWritten(_)));
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let mut input = io::Cursor::new("abcd\nabcde\n\nabcdefgh\nab");
        let lines: Vec<InputLine> = std::iter::from_fn(|| next_line(&mut input, 4).expect("read")).collect();
        let bytes = |text: &str| InputLine::Bytes(text.as_bytes().to_vec());
        assert_eq!(lines, [bytes("abcd"), InputLine::TooLong, bytes(""), InputLine::TooLong, bytes("ab")]);
    }
}
