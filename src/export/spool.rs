//! Bytes that lie on disk until they are written to an export, so that an issue's images are never in memory all at once.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Bytes fewer than these stay in memory.
const FEW: usize = 4096;

/// A file without a name in the system's folder for such files. It is gone when nothing that lies in it is needed any more.
#[derive(Debug, Default)]
pub(super) struct Spool {
    file: Mutex<Option<Arc<Mutex<File>>>>,
}

impl Spool {
    /// Takes bytes. Where there is no place for them on disk, they stay in memory.
    pub fn keep(&self, bytes: Vec<u8>) -> SpooledBytes {
        let on_disk = if bytes.len() < FEW { None } else { self.put(&bytes) };
        SpooledBytes(on_disk.map_or_else(|| Place::Memory(bytes.into()), |(file, range)| Place::Disk { file, range }))
    }

    fn put(&self, bytes: &[u8]) -> Option<(Arc<Mutex<File>>, Range<u64>)> {
        let mut kept = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.is_none() {
            *kept = tempfile::tempfile().ok().map(|file| Arc::new(Mutex::new(file)));
        }
        let file = kept.clone()?;
        let written = {
            let mut file = locked(&file);
            let start = file.seek(SeekFrom::End(0));
            start.and_then(|start| file.write_all(bytes).map(|()| start..start + bytes.len() as u64))
        };
        Some((file, written.ok()?))
    }
}

/// Bytes in a [`Spool`].
#[derive(Clone, Debug)]
pub(super) struct SpooledBytes(Place);

#[derive(Clone, Debug)]
enum Place {
    Memory(Arc<[u8]>),
    Disk { file: Arc<Mutex<File>>, range: Range<u64> },
}

impl SpooledBytes {
    /// A whole file.
    ///
    /// # Errors
    /// What the system says when it is asked how long it is.
    pub fn of_file(mut file: File) -> io::Result<SpooledBytes> {
        let end = file.seek(SeekFrom::End(0))?;
        Ok(SpooledBytes(Place::Disk { file: Arc::new(Mutex::new(file)), range: 0..end }))
    }

    /// How many they are.
    pub fn len(&self) -> u64 {
        match &self.0 {
            Place::Memory(bytes) => bytes.len() as u64,
            Place::Disk { range, .. } => range.end - range.start,
        }
    }

    /// Writes them on, a little at a time.
    ///
    /// # Errors
    /// What the system says.
    pub fn write_to(&self, to: &mut dyn Write) -> io::Result<()> {
        match &self.0 {
            Place::Memory(bytes) => to.write_all(bytes),
            Place::Disk { file, range } => {
                let mut file = locked(file);
                file.seek(SeekFrom::Start(range.start))?;
                let copied = io::copy(&mut (&mut *file).take(self.len()), to)?;
                if copied == self.len() { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
            }
        }
    }

    /// All of them.
    ///
    /// # Errors
    /// What the system says.
    pub fn to_vec(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(self.len() as usize);
        self.write_to(&mut bytes).map(|()| bytes)
    }
}

fn locked(file: &Mutex<File>) -> MutexGuard<'_, File> {
    file.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_given_back() {
        let spool = Spool::default();
        let many: Vec<Vec<u8>> = [10, FEW, 3 * FEW + 1, 0].map(|length| (0..length).map(|at| (at * 7 + length) as u8).collect()).to_vec();
        let kept: Vec<SpooledBytes> = many.iter().map(|bytes| spool.keep(bytes.clone())).collect();
        drop(spool);
        for (kept, bytes) in kept.iter().zip(&many).rev() {
            assert_eq!((kept.len(), kept.to_vec().unwrap()), (bytes.len() as u64, bytes.clone()));
        }
        let on_disk = |kept: &SpooledBytes| matches!(kept.0, Place::Disk { .. });
        assert_eq!(kept.iter().map(on_disk).collect::<Vec<_>>(), [false, true, true, false]);
    }

    #[test]
    fn a_file_that_was_cut_is_told_of() {
        let spool = Spool::default();
        let kept = spool.keep(vec![1; FEW]);
        let Place::Disk { file, .. } = &kept.0 else { panic!("on disk") };
        locked(file).set_len(9).unwrap();
        assert_eq!(kept.to_vec().unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }
}
