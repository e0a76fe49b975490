//! The faces that are compiled in and used by more than the desk, each once in the program.

/// The manuscript's face.
pub static SERIF: &[u8] = include_bytes!("../assets/fonts/stet-serif.otf");
/// The manuscript's bold face.
pub static SERIF_BOLD: &[u8] = include_bytes!("../assets/fonts/stet-serif-bold.otf");
/// Letters that the others lack.
pub static EXTRA: &[u8] = include_bytes!("../assets/fonts/stet-extra.ttf");
