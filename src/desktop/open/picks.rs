//! Raw lines that were picked on the image of their page, to be worked on together.

use crate::edition::raw_lines::LineId;

/// The picked lines, in the order in which they were picked.
#[derive(Debug, Default)]
pub struct Picks {
    lines: Vec<LineId>,
    /// Whether they, and not what is selected in the draft, are what commands are for.
    lead: bool,
}

impl Picks {
    /// The picked lines.
    pub fn lines(&self) -> &[LineId] {
        &self.lines
    }

    /// The picked lines, if commands are for them: until something is selected in the draft.
    pub fn leading(&self) -> Option<&[LineId]> {
        (self.lead && !self.lines.is_empty()).then_some(self.lines.as_slice())
    }

    /// Picks these lines in place of those that were. Commands are for them from now on.
    pub fn pick(&mut self, lines: Vec<LineId>) {
        self.lines = lines;
        self.lead = true;
    }

    /// Commands are for what is selected in the draft from now on. The lines stay picked.
    pub fn yield_lead(&mut self) {
        self.lead = false;
    }
}

/// These lines and those, each once: the picked ones first. Lines that are picked already are let go where all of them are.
pub fn toggled(picked: &[LineId], lines: &[LineId]) -> Vec<LineId> {
    let kept = picked.iter().copied();
    if lines.iter().all(|line| picked.contains(line)) {
        return kept.filter(|line| !lines.contains(line)).collect();
    }
    kept.chain(lines.iter().copied().filter(|line| !picked.contains(line))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::PageIndex;

    fn lines<const N: usize>(numbers: [usize; N]) -> Vec<LineId> {
        numbers.map(|number| LineId { page: PageIndex(0), number }).to_vec()
    }

    #[test]
    fn lines_are_added_in_order_and_let_go_when_all_of_them_are_picked() {
        assert_eq!(toggled(&lines([5, 1]), &lines([1, 2, 3])), lines([5, 1, 2, 3]));
        assert_eq!(toggled(&lines([5, 1, 2]), &lines([1, 2])), lines([5]));
        assert_eq!(toggled(&[], &lines([4])), lines([4]));
    }

    #[test]
    fn picked_lines_are_what_commands_are_for_until_the_draft_is() {
        let mut picks = Picks::default();
        picks.pick(Vec::new());
        assert_eq!(picks.leading(), None);
        picks.pick(lines([2]));
        assert_eq!(picks.leading(), Some(lines([2]).as_slice()));
        picks.yield_lead();
        assert_eq!((picks.leading(), picks.lines().len()), (None, 1));
    }
}
