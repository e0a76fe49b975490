//! Edits of fields: the masthead, and what is known about an article.

use serde::{Deserialize, Serialize};

use super::{EditError, shelves};
use crate::edition::{Article, ArticleId, Edition, Settled, Status};
use crate::page::PageIndex;

/// A field that holds a line of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Field {
    /// The paper's name.
    PaperTitle,
    /// The day of issue.
    Date,
    /// The issue's number.
    Issue,
    /// A page's label.
    PageLabel(PageIndex),
    /// Who wrote an article.
    Byline(ArticleId),
    /// An article's section.
    Section(ArticleId),
    /// The editor's note on an article.
    Note(ArticleId),
}

/// A kind of term that an article can have several of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TermKind {
    /// A tag.
    Tag,
    /// A person's name.
    Person,
    /// A place's name.
    Place,
    /// An organisation's name.
    Organisation,
}

impl TermKind {
    /// The article's terms of this kind.
    pub fn of(self, article: &Article) -> &[String] {
        match self {
            TermKind::Tag => &article.tags,
            TermKind::Person => &article.names.persons,
            TermKind::Place => &article.names.places,
            TermKind::Organisation => &article.names.organisations,
        }
    }

    fn of_mut(self, article: &mut Article) -> &mut Vec<String> {
        match self {
            TermKind::Tag => &mut article.tags,
            TermKind::Person => &mut article.names.persons,
            TermKind::Place => &mut article.names.places,
            TermKind::Organisation => &mut article.names.organisations,
        }
    }
}

/// A field's value as it is stored: one line without blanks around it, or nothing.
fn tidy(value: &str) -> Option<String> {
    let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() { None } else { Some(line) }
}

pub(super) fn set_field(edition: &mut Edition, field: Field, value: Option<&str>) -> Result<(), EditError> {
    // A note may have several lines.
    let value = if let Field::Note(_) = field {
        value.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty())
    } else {
        value.and_then(tidy)
    };
    let slot = match field {
        Field::PaperTitle => &mut edition.masthead.title,
        Field::Date => &mut edition.masthead.date,
        Field::Issue => &mut edition.masthead.issue,
        Field::PageLabel(page) => {
            let number = page.position() + 1;
            let label = edition.masthead.page_labels.get_mut(page.position()).ok_or(EditError::NoPage(number))?;
            let value = value.unwrap_or_else(|| format!("{number}版"));
            if *label == value {
                return Err(EditError::Nothing);
            }
            *label = value;
            return Ok(());
        }
        Field::Byline(id) => &mut shelves::article_mut(edition, id)?.byline,
        Field::Section(id) => &mut shelves::article_mut(edition, id)?.section,
        Field::Note(id) => &mut shelves::article_mut(edition, id)?.note,
    };
    if *slot == value {
        return Err(EditError::Nothing);
    }
    *slot = value;
    Ok(())
}

pub(super) fn set_status(edition: &mut Edition, id: ArticleId, status: Status) -> Result<(), EditError> {
    let article = shelves::article_mut(edition, id)?;
    if article.status == status {
        return Err(EditError::Nothing);
    }
    article.status = status;
    Ok(())
}

pub(super) fn add_term(edition: &mut Edition, id: ArticleId, term: TermKind, text: &str) -> Result<(), EditError> {
    let text = tidy(text).ok_or(EditError::Nothing)?;
    let terms = term.of_mut(shelves::article_mut(edition, id)?);
    if terms.contains(&text) {
        return Err(EditError::Nothing);
    }
    terms.push(text);
    Ok(())
}

pub(super) fn remove_term(edition: &mut Edition, id: ArticleId, term: TermKind, text: &str) -> Result<(), EditError> {
    let terms = term.of_mut(shelves::article_mut(edition, id)?);
    let position = terms.iter().position(|one| one == text).ok_or(EditError::Nothing)?;
    terms.remove(position);
    Ok(())
}

pub(super) fn unsettle(edition: &mut Edition, settled: &Settled) -> Result<(), EditError> {
    let position = edition.settled.iter().position(|one| one == settled).ok_or(EditError::Nothing)?;
    edition.settled.remove(position);
    Ok(())
}

pub(super) fn settle(edition: &mut Edition, settled: &Settled) -> Result<(), EditError> {
    if edition.settled.contains(settled) {
        return Err(EditError::Nothing);
    }
    edition.settled.push(settled.clone());
    Ok(())
}
