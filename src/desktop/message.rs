//! What the desk says in the bar below.

/// A message to the editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusMessage {
    /// The words.
    pub text: String,
    /// How much it matters.
    pub tone: Tone,
}

/// How much a message matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Note,
    /// Something cannot be done here. It is seen until something is done.
    Refusal,
    /// Something failed. It is seen until something succeeds that is worth a note, or until it is dismissed.
    Error,
}
