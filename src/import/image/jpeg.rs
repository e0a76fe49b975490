//! Whether a JPEG file is whole (ITU-T T.81, annex B): what decodes one fills the rest with grey and says nothing.

/// Whether a file is a JPEG that ends before its picture does.
pub fn is_cut_off(bytes: &[u8]) -> bool {
    let Some(mut rest) = bytes.strip_prefix(&[0xff, 0xd8]) else { return false };
    // Small pictures in the segments before the pixels have ends of their own.
    loop {
        while rest.first() == Some(&0xff) && rest.get(1) == Some(&0xff) {
            rest = rest.get(1..).unwrap_or_default();
        }
        let [0xff, marker, high, low, ..] = rest else { return true };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some(after) = rest.get(2 + length..) else { return true };
        if *marker == 0xda {
            // Among the pixels 0xff is followed by 0.
            return !after.windows(2).any(|pair| pair == [0xff, 0xd9]);
        }
        rest = after;
    }
}
