//! The faces that are compiled in and used by more than the desk, each once in the program.

/// A face as the bytes themselves: of what only refers to bytes, each static that is made of it may have a copy.
macro_rules! face {
    ($(#[$about:meta])* $name:ident, $file:literal) => {
        $(#[$about])*
        pub static $name: [u8; include_bytes!($file).len()] = *include_bytes!($file);
    };
}

face! {
    /// The manuscript's face.
    SERIF, "../assets/fonts/stet-serif.otf"
}
face! {
    /// The manuscript's bold face.
    SERIF_BOLD, "../assets/fonts/stet-serif-bold.otf"
}
face! {
    /// The face of the interface, which stands in for sans serifs of PDFs too.
    SANS, "../assets/fonts/stet-sans.otf"
}
face! {
    /// Letters that the others lack.
    EXTRA, "../assets/fonts/stet-extra.ttf"
}
face! {
    /// The face of text that is not drawn: a glyph without ink, as large as an em.
    INVISIBLE, "../assets/fonts/stet-invisible.ttf"
}
