//! Addresses on the web, before names.

use serde::{Deserialize, Serialize};

/// An address on the web that names stand behind: it begins with `http://` or `https://` and ends in a stroke.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WebAddress(String);

/// The longest address, in bytes; browsers take no more than about that.
const LONGEST: usize = 2_000;

impl WebAddress {
    /// The address of this text; a stroke is put behind it where it has none. Nothing where the text is no such address.
    pub fn of(text: &str) -> Option<WebAddress> {
        let text = text.trim();
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        // What may stand in an address but for what ends a path (RFC 3986).
        let may_stand = |c: char| c.is_ascii_alphanumeric() || "-._~:/@!$&'()*+,;=%[]".contains(c);
        let is_sound = !host.starts_with('/') && !host.is_empty() && text.len() <= LONGEST && host.chars().all(may_stand);
        is_sound.then(|| WebAddress(format!("{}/", text.trim_end_matches('/'))))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for WebAddress {
    type Error = String;

    fn try_from(text: String) -> Result<WebAddress, String> {
        let told =
            || format!("“{text}” is no address to put names behind; write one that begins with http:// or https:// and has no blanks");
        WebAddress::of(&text).ok_or_else(told)
    }
}

impl From<WebAddress> for String {
    fn from(address: WebAddress) -> String {
        address.0
    }
}

/// Where exports of IIIF say that things lie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct IiifAddresses {
    /// The folder that manifests lie in, and the images where no server has them.
    pub folder: WebAddress,
    /// The server that has the images (IIIF Image API 3), if there is one.
    pub image_server: Option<WebAddress>,
}

/// A folder on the machine that shows it, as `python3 -m http.server` serves it.
const HERE: &str = "http://localhost:8000/";

impl Default for IiifAddresses {
    fn default() -> IiifAddresses {
        IiifAddresses { folder: WebAddress(HERE.to_owned()), image_server: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_begin_with_http_and_end_in_a_stroke() {
        let of = |text: &str| WebAddress::of(text).map(String::from);
        assert_eq!(of("https://images.example.org/iiif/3").as_deref(), Some("https://images.example.org/iiif/3/"));
        assert_eq!(of(" http://localhost:8182// ").as_deref(), Some("http://localhost:8182/"));
        for none in
            ["", "iiif", "ftp://a/", "http://", "http:///a", "https://a b/", "https://a/?q=", "https://a/#b", "https://版/", "http://a\n/"]
        {
            assert_eq!(of(none), None, "{none:?}");
        }
        assert_eq!(of(&format!("http://a/{}", "b".repeat(LONGEST))), None);
    }
}
