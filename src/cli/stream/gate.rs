//! What has been read and is not written yet: so many lines, so many bytes, and no more.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Holds back who reads until what was read before has been written.
pub(super) struct Gate {
    most: Load,
    state: Mutex<State>,
    changed: Condvar,
}

/// Lines and their bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Load {
    pub(super) lines: usize,
    pub(super) bytes: usize,
}

#[derive(Default)]
struct State {
    inside: Load,
    is_closed: bool,
}

impl Gate {
    /// Lets in as much as this.
    pub(super) fn new(most: Load) -> Gate {
        Gate { most, state: Mutex::default(), changed: Condvar::new() }
    }

    /// Waits until there is room for a line of so many bytes; one that is larger than all the room goes in alone. False where the gate
    /// has been closed.
    pub(super) fn enter(&self, bytes: usize) -> bool {
        let is_full = |state: &mut State| {
            let Load { lines, bytes: inside } = state.inside;
            !state.is_closed && lines > 0 && (lines >= self.most.lines || inside.saturating_add(bytes) > self.most.bytes)
        };
        let mut state = self.changed.wait_while(self.state(), is_full).unwrap_or_else(PoisonError::into_inner);
        state.inside.lines += 1;
        state.inside.bytes += bytes;
        !state.is_closed
    }

    /// A line of so many bytes is out.
    pub(super) fn leave(&self, bytes: usize) {
        let mut state = self.state();
        state.inside.lines -= 1;
        state.inside.bytes -= bytes;
        self.changed.notify_all();
    }

    /// Lets nobody in any more, and nobody wait.
    pub(super) fn close(&self) {
        self.state().is_closed = true;
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    #[test]
    fn there_is_room_for_so_many_lines_and_bytes_or_for_one_alone() {
        let gate = Arc::new(Gate::new(Load { lines: 2, bytes: 10 }));
        let (entered, came) = channel();
        let waiting = std::thread::spawn({
            let gate = gate.clone();
            // The third waits for a place, the fourth for room, the fifth is alone, and the last is not let in.
            move || [1, 1, 1, 9, 50, 1].map(|bytes| entered.send((bytes, gate.enter(bytes)))).len()
        });
        let next = || came.recv_timeout(Duration::from_millis(200)).ok();
        assert_eq!([next(), next(), next()], [Some((1, true)), Some((1, true)), None]);
        gate.leave(1);
        assert_eq!([next(), next()], [Some((1, true)), None]);
        gate.leave(1);
        assert_eq!([next(), next()], [Some((9, true)), None]);
        gate.leave(1);
        assert_eq!(next(), None);
        gate.leave(9);
        assert_eq!([next(), next()], [Some((50, true)), None]);
        gate.close();
        assert_eq!(next(), Some((1, false)));
        waiting.join().expect("it ends");
    }
}
