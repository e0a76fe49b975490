//! What the package calls its files, pages and articles: as the METS did that the edition was made of, else by numbers.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::edition::{Article, ArticleId, Edition, raw_lines};
use crate::export::story::article_id;
use crate::import::formats::mets::{MetsNames, PageNames, names_beside};
use crate::page::PageIndex;

/// The names in a package, each given once.
pub(super) struct PackageNames {
    kept: MetsNames,
    pages: Vec<PageNames>,
    articles: HashMap<ArticleId, ArticleNames>,
    /// Those that were kept: no new one is the same.
    taken: HashSet<String>,
}

#[derive(Clone, Debug)]
struct ArticleNames {
    own: String,
    description: String,
}

impl PackageNames {
    /// The names for an edition. The METS that it was made of is looked for beside the file `near`.
    pub(super) fn of(edition: &Edition, near: Option<&Path>) -> PackageNames {
        let kept = near.and_then(|near| names_beside(near, edition.pages())).unwrap_or_default();
        let page = |index: usize| edition.pages().get(index).and_then(|page| kept.pages.get(&page.source().sha256)).cloned();
        let pages: Vec<PageNames> = (0..edition.pages().len()).map(|index| page(index).unwrap_or_default()).collect();
        let of_pages = pages.iter().flat_map(|page| [&page.text, &page.image, &page.division]).flatten().cloned();
        let mut names = PackageNames { taken: of_pages.collect(), kept, pages, articles: HashMap::new() };
        names.keep_articles(edition);
        names.number_articles(edition);
        names
    }

    /// Articles that the source knows are called as there. Of several that were one, the first is.
    fn keep_articles(&mut self, edition: &Edition) {
        for article in edition.articles() {
            let Some(own) = self.source_of(article, edition) else { continue };
            if !self.taken.insert(own.clone()) {
                continue;
            }
            let told = self.kept.descriptions.get(&own).filter(|told| !told.contains(char::is_whitespace)).cloned();
            let description = told.filter(|told| self.taken.insert(told.clone()));
            let description = description.unwrap_or_else(|| self.free(format!("MODS_{}", article_id(article))));
            self.articles.insert(article.id(), ArticleNames { own, description });
        }
    }

    /// What the METS calls the article that most lines of this one come from. An ALTO may have names of its own.
    fn source_of(&self, article: &Article, edition: &Edition) -> Option<String> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for span in article.blocks().iter().flat_map(|block| raw_lines::of_block(block, edition.pages())) {
            let Some(layout) = edition.page(span.page).and_then(|page| page.layout()) else { continue };
            for line in layout.lines().iter().filter(|line| span.lines.contains(&line.number)) {
                let regions = layout.regions_round(line).filter_map(|region| region.article.as_deref());
                let mut told = line.article.as_deref().into_iter().chain(regions);
                if let Some(name) = told.find(|name| self.kept.descriptions.contains_key(*name)) {
                    *counts.entry(name).or_default() += 1;
                }
            }
        }
        // Of two as frequent the order of their names decides.
        counts.into_iter().max_by(|one, other| one.1.cmp(&other.1).then(other.0.cmp(one.0))).map(|(name, _)| name.to_owned())
    }

    fn number_articles(&mut self, edition: &Edition) {
        for article in edition.articles() {
            let own = self.free(format!("ARTICLE_{}", article.id().0));
            let description = self.free(format!("MODS_{}", article_id(article)));
            self.articles.entry(article.id()).or_insert(ArticleNames { own, description });
        }
    }

    /// A name that nothing kept has.
    pub(super) fn free(&self, wanted: String) -> String {
        if !self.taken.contains(&wanted) {
            return wanted;
        }
        (2u32..).map(|number| format!("{wanted}-{number}")).find(|name| !self.taken.contains(name)).unwrap_or(wanted)
    }

    /// The name of the whole in its archive.
    pub(super) fn object(&self) -> Option<&str> {
        self.kept.object.as_deref()
    }

    /// The identifiers of the issue: of which type, and what they are.
    pub(super) fn identifiers(&self) -> &[(Option<String>, String)] {
        &self.kept.identifiers
    }

    fn page_name(&self, index: PageIndex, kind: &str, kept: impl Fn(&PageNames) -> Option<&String>) -> String {
        let told = self.pages.get(index.position()).and_then(kept).cloned();
        told.unwrap_or_else(|| self.free(format!("{kind}_{}", index.position() + 1)))
    }

    /// The name of the file of a page's text.
    pub(super) fn text(&self, index: PageIndex) -> String {
        self.page_name(index, "ALTO", |page| page.text.as_ref())
    }

    /// The name of a page's image.
    pub(super) fn image(&self, index: PageIndex) -> String {
        self.page_name(index, "IMAGE", |page| page.image.as_ref())
    }

    /// The name of a page in the physical structure.
    pub(super) fn page(&self, index: PageIndex) -> String {
        self.page_name(index, "PAGE", |page| page.division.as_ref())
    }

    /// The name of an article.
    pub(super) fn article(&self, article: &Article) -> &str {
        self.articles.get(&article.id()).map_or("", |names| &names.own)
    }

    /// The name of the description of an article.
    pub(super) fn description(&self, article: &Article) -> &str {
        self.articles.get(&article.id()).map_or("", |names| &names.description)
    }
}
