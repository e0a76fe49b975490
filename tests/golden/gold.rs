//! What pages are known to hold.

/// What a page is known to hold.
pub struct Gold {
    pub articles: Vec<GoldArticle>,
}

/// A story of it.
#[derive(Clone, Default)]
pub struct GoldArticle {
    /// The lines of its headline.
    pub headline: Vec<String>,
    pub paragraphs: Vec<String>,
}

impl Gold {
    /// Reads a gold file; nothing where it is none.
    pub fn read(json: &str) -> Option<Gold> {
        let value: serde_json::Value = serde_json::from_str(json).ok()?;
        let strings = |value: &serde_json::Value| -> Vec<String> {
            value.as_array().into_iter().flatten().filter_map(|item| item.as_str()).map(str::to_owned).collect()
        };
        let article =
            |value: &serde_json::Value| GoldArticle { headline: strings(&value["headline"]), paragraphs: strings(&value["paragraphs"]) };
        Some(Gold { articles: value["articles"].as_array()?.iter().map(article).collect() })
    }
}
