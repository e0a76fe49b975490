//! Streams that are on disk while the file is made: the file is written with nothing in their places, and what lies there goes in as the file
//! reaches the disk.

use pdf_writer::Pdf;

use crate::export::FileBytes;
use crate::export::spool::SpooledBytes;

/// What stands before the number of bytes of a stream in its dictionary.
const LENGTH: &[u8] = b"/Length ";
/// What an empty stream is.
const EMPTY: &[u8] = b"\nstream\n\nendstream";
/// What stands before the place of the table of objects, at the end of the file.
const TABLE_AT: &[u8] = b"startxref\n";
/// How many bytes a line of the table has (ISO 32000-1, 7.5.4), and the number it begins with.
const ROW: usize = 20;
const OFFSET: usize = 10;

/// The streams of a file that are on disk.
#[derive(Default)]
pub(super) struct LargeStreams {
    /// In order of the file.
    gaps: Vec<Gap>,
}

/// A place of the file as it was made, in bytes, and what comes there.
struct Gap {
    /// The length of nothing, `0`, in the dictionary.
    length_at: usize,
    stream_at: usize,
    bytes: SpooledBytes,
    /// How many they are, in digits.
    length: String,
    /// How much longer the file becomes up to here and with what comes here.
    growth: u64,
}

impl LargeStreams {
    /// Gives the stream that was written last, an empty one that begins at `start`, its bytes.
    pub fn fill(&mut self, pdf: &Pdf, start: usize, bytes: SpooledBytes) {
        let written = pdf.as_bytes().get(start..).unwrap_or_default();
        let (length, stream) = (found(written, LENGTH), found(written, EMPTY));
        debug_assert!(length.is_some() && stream.is_some(), "an empty stream was written");
        if let (Some(length), Some(stream)) = (length, stream) {
            let stream_at = start + stream + b"\nstream\n".len();
            let digits = bytes.len().to_string();
            let growth = self.gaps.last().map_or(0, |gap| gap.growth) + bytes.len() + digits.len() as u64 - 1;
            self.gaps.push(Gap { length_at: start + length + LENGTH.len(), stream_at, bytes, length: digits, growth });
        }
    }

    /// The file, with its table of objects as they stand in it.
    pub fn finish(self, mut made: Vec<u8>) -> FileBytes {
        self.correct_table(&mut made);
        let mut file = FileBytes::default();
        let mut rest = made.as_slice();
        let mut done = 0;
        let mut until = |at: usize| {
            let (before, after) = rest.split_at_checked(at - done).unwrap_or((rest, &[]));
            (rest, done) = (after, at);
            before.to_vec()
        };
        for gap in self.gaps {
            file.push(until(gap.length_at));
            file.push(gap.length.into_bytes());
            // The length of nothing goes.
            until(gap.length_at + 1);
            file.push(until(gap.stream_at));
            file.push_spooled(gap.bytes);
        }
        file.push(rest.to_vec());
        file
    }

    fn correct_table(&self, made: &mut Vec<u8>) {
        let Some(end) = made.windows(TABLE_AT.len()).rposition(|part| part == TABLE_AT) else { return };
        let number = |bytes: Option<&[u8]>| str::from_utf8(bytes?).ok()?.parse::<usize>().ok();
        let digits = made.get(end + TABLE_AT.len()..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count();
        let place = end + TABLE_AT.len()..end + TABLE_AT.len() + digits;
        let Some(table) = number(made.get(place.clone())) else { return };
        // `xref`, and how many rows follow.
        let head: usize = made.get(table..).unwrap_or_default().split_inclusive(|byte| *byte == b'\n').take(2).map(<[u8]>::len).sum();
        for at in (table + head..end).step_by(ROW) {
            if made.get(at + ROW - 3) == Some(&b'n')
                && let Some(offset) = number(made.get(at..at + OFFSET))
                && let Some(place) = made.get_mut(at..at + OFFSET)
            {
                place.copy_from_slice(format!("{:010}", self.moved(offset)).as_bytes());
            }
        }
        let moved = self.moved(table).to_string().into_bytes();
        made.splice(place, moved);
    }

    /// Where in the file a place is that was made here.
    fn moved(&self, at: usize) -> u64 {
        let passed = self.gaps.partition_point(|gap| gap.stream_at <= at);
        let last = passed.checked_sub(1).and_then(|last| self.gaps.get(last));
        at as u64 + last.map_or(0, |gap| gap.growth)
    }
}

fn found(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

#[cfg(test)]
mod tests {
    use pdf_writer::{Name, Rect, Ref};

    use super::*;
    use crate::export::spool::Spool;

    /// A file with streams of these lengths, made whole or with them on disk.
    fn file(lengths: &[usize], on_disk: bool) -> Vec<u8> {
        let (spool, mut large) = (Spool::default(), LargeStreams::default());
        let mut pdf = Pdf::new();
        pdf.catalog(Ref::new(1)).pages(Ref::new(2));
        for (number, length) in (4..).zip(lengths) {
            let bytes: Vec<u8> = (0..*length).map(|at| (at * 31 + length) as u8).collect();
            let (start, id) = (pdf.len(), Ref::new(number));
            let put = if on_disk { &[] } else { bytes.as_slice() };
            pdf.stream(id, put).pair(Name(b"Type"), Name(b"Test"));
            if on_disk {
                large.fill(&pdf, start, spool.keep(bytes));
            }
        }
        pdf.pages(Ref::new(2)).kids([Ref::new(3)]).count(1);
        pdf.page(Ref::new(3)).parent(Ref::new(2)).media_box(Rect::new(0.0, 0.0, 9.0, 9.0));
        large.finish(pdf.finish()).into_vec().expect("a file")
    }

    #[test]
    fn the_file_is_as_if_its_streams_had_been_in_memory() {
        for lengths in [&[][..], &[1], &[5000, 0, 9, 123_456, 10], &[100_000; 12]] {
            assert!(file(lengths, true) == file(lengths, false), "{lengths:?}");
        }
    }
}
