//! Why something did not work, in the interface's language. The errors' own messages are English, for the command line.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::command::Action;
use super::keymap::KeymapFault;
use super::opening::OpenError;
use super::settings::SettingsFault;
use crate::edit::EditError;
use crate::edit::operations::Refusal;
use crate::explained::Explained;
use crate::export::line_images::LineImageFault;
use crate::export::{ExportError, Format};
use crate::import::image::ImageFault;
use crate::import::pdf::{PdfFault, PdfNotice};
use crate::import::{FaultKind, FileKind, FilePlace, ImportError, ImportWarning};
use crate::locale::Locale;
use crate::printable::one_line;
use crate::store::guard::GuardError;
use crate::store::{LoadError, SalvageError, SaveError};
use crate::style::StyleError;

/// What can be said to the editor of an error.
pub trait Explain {
    /// The error in words: what, where, and what to do.
    fn words(&self, locale: &Locale) -> String;
}

impl Explain for EditError {
    fn words(&self, locale: &Locale) -> String {
        self.in_words(locale)
    }
}

impl Explain for SaveError {
    fn words(&self, locale: &Locale) -> String {
        match self {
            SaveError::Write { path, error, .. } => of_system(locale, "error-save", path, error),
            SaveError::Unsettled { path, error } => of_system(locale, "error-unsettled", path, error),
            SaveError::Changed { path } => at(locale, "error-changed", path, ""),
            SaveError::Held { path, holder } => {
                let named = [("path", path.display().to_string().into()), ("who", super::view::named(holder).into())];
                locale.with("error-held", &named)
            }
            SaveError::Kept(error) => error.words(locale),
            SaveError::TooLarge { path, megabytes } => at(locale, "error-save-too-large", path, &megabytes.to_string()),
            SaveError::Format { path, message } => at(locale, "error-format", path, message),
        }
    }
}

impl Explain for ExportError {
    fn words(&self, locale: &Locale) -> String {
        match self {
            ExportError::UnknownFormat(path) => {
                let ends: Vec<String> = Format::ALL.iter().map(|format| format!(".{}", format.extension())).collect();
                let named = [("path", path.display().to_string().into()), ("ends", ends.join(" ").into())];
                locale.with("error-unknown-format", &named)
            }
            ExportError::Write(error) => error.words(locale),
        }
    }
}

impl Explain for GuardError {
    fn words(&self, locale: &Locale) -> String {
        match self {
            GuardError::Input { path } => at(locale, "error-kept-input", path, ""),
            GuardError::Source { path, of } => at(locale, "error-kept-source", path, &of.display().to_string()),
            GuardError::Backup { path } => at(locale, "error-kept-backup", path, ""),
            GuardError::Own { path } => at(locale, "error-kept-own", path, ""),
            GuardError::Folder { path } => at(locale, "error-kept-folder", path, ""),
            GuardError::NoFolder { path } => at(locale, "error-no-folder", path, ""),
            GuardError::NoFile { path } => at(locale, "error-no-file", path, ""),
            GuardError::Link { path } => at(locale, "error-link", path, ""),
            GuardError::Exists { path } => at(locale, "error-exists", path, ""),
            GuardError::Write { path, error } => of_system(locale, "error-export", path, error),
        }
    }
}

impl Explain for ImportError {
    fn words(&self, locale: &Locale) -> String {
        match self {
            ImportError::Unreadable { path, error } => of_system(locale, "error-read", path, error),
            ImportError::TooLarge { path, megabytes, most } => {
                let (what, most) = (megabytes.to_string().into(), most.to_string().into());
                locale.with("error-page-too-large", &[("path", path.display().to_string().into()), ("what", what), ("most", most)])
            }
            ImportError::Empty { path } => at(locale, "error-empty", path, ""),
            ImportError::NotText { path, encoding, .. } => at(locale, "error-not-text", path, encoding.name()),
            ImportError::OtherKind { path, kind } => {
                let root = if let FileKind::Xml(root) = kind { root.as_str() } else { "" };
                at(locale, &format!("kind-{}", kind.key()), path, root)
            }
            ImportError::Damaged { path, message } => at(locale, "error-damaged", path, message),
            ImportError::Locked { path } => at(locale, "error-locked", path, ""),
            ImportError::NoSuchPage { path, count } => at(locale, "error-no-such-page", path, &count.to_string()),
            ImportError::Pdf { path, fault } => match fault {
                PdfFault::Locked => at(locale, "error-locked", path, ""),
                PdfFault::UnknownLock => at(locale, "error-pdf-unknown-lock", path, ""),
                PdfFault::TooSlow => at(locale, "error-pdf-too-slow", path, ""),
                PdfFault::TooMuch => at(locale, "error-pdf-too-much", path, ""),
                PdfFault::NoReader(error) => at(locale, "error-pdf-no-reader", path, error),
                PdfFault::NoPages => at(locale, "error-pdf-no-pages", path, ""),
                PdfFault::Unreadable => at(locale, "error-pdf-unreadable", path, ""),
            },
            ImportError::TooDeep { path, line, column } => at(locale, "error-too-deep", path, &format!("{line}:{column}")),
            ImportError::TooMany { path } => at(locale, "error-too-many", path, ""),
            ImportError::NoneListed { path, why } => at(locale, "error-none-listed", path, why.as_deref().unwrap_or("0")),
        }
    }
}

impl Explain for StyleError {
    fn words(&self, locale: &Locale) -> String {
        match self {
            StyleError::Unreadable { path, error } => of_system(locale, "error-read", path, error),
            StyleError::List { path, error } => at(locale, "error-style-list", path, &error.words(locale)),
            StyleError::Malformed { path, line, column, problem } => {
                at(locale, "error-style", path, &format!("{line}:{column}: {problem}"))
            }
        }
    }
}

impl Explain for ImageFault {
    fn words(&self, locale: &Locale) -> String {
        match self {
            ImageFault::Unreadable { path, error } => of_system(locale, "error-read", path, error),
            ImageFault::TooLarge { path, megapixels } => at(locale, "error-image-too-large", path, &megapixels.to_string()),
            ImageFault::Malformed { path, message } => at(locale, "error-image-malformed", path, message),
        }
    }
}

impl Explain for LineImageFault {
    fn words(&self, locale: &Locale) -> String {
        match self {
            LineImageFault::NoBoxes { page } => at(locale, "error-line-images-no-boxes", Path::new(page), ""),
            LineImageFault::NotFound { page, name } => at(locale, "error-line-images-not-found", Path::new(page), name),
            LineImageFault::Unread { fault, .. } => fault.words(locale),
        }
    }
}

impl Explain for ImportWarning {
    fn words(&self, locale: &Locale) -> String {
        let FilePlace { line, column } = self.place.unwrap_or(FilePlace { line: 1, column: 1 });
        let counted = self.kind.count().map(|count| count.to_string()).unwrap_or_default();
        let more: String;
        let (key, what) = match &self.kind {
            FaultKind::NotJson => ("warning-not-json", ""),
            FaultKind::NoBox => ("warning-no-box", ""),
            FaultKind::Unequal { name, .. } => ("warning-unequal", name.as_str()),
            FaultKind::EmptyLine => ("warning-empty-line", ""),
            FaultKind::InNoBlock(_) => ("warning-in-no-block", counted.as_str()),
            FaultKind::NotRead(what) => ("warning-not-read", what.as_str()),
            FaultKind::Record(why) => ("warning-record", why.as_str()),
            FaultKind::Pdf(PdfNotice::Unknown(_)) => ("warning-pdf-unknown", counted.as_str()),
            FaultKind::Pdf(PdfNotice::Unseen(_)) => ("warning-pdf-unseen", counted.as_str()),
            FaultKind::Pdf(PdfNotice::LeftOut(_)) => ("warning-pdf-left-out", counted.as_str()),
            FaultKind::Pdf(PdfNotice::Undrawn(_)) => ("warning-pdf-undrawn", counted.as_str()),
            FaultKind::Pdf(PdfNotice::Unread) => ("warning-pdf-unread", ""),
            FaultKind::Pdf(PdfNotice::TooSlow) => ("warning-pdf-too-slow", ""),
            FaultKind::Pdf(PdfNotice::TooMuch) => ("warning-pdf-too-much", ""),
            FaultKind::CutOff => ("warning-cut-off", ""),
            FaultKind::NotClosed(name) => ("warning-not-closed", name.as_str()),
            FaultKind::StrayEnd(name) => ("warning-stray-end", name.as_str()),
            FaultKind::Attribute(name) => ("warning-attribute", name.as_str()),
            FaultKind::Unescaped(text) => ("warning-unescaped", text.as_str()),
            FaultKind::Number { attribute, .. } => ("warning-number", attribute.as_str()),
            FaultKind::OffPage(name) => ("warning-off-page", name.as_str()),
            FaultKind::Nothing(name) => ("warning-nothing", name.as_str()),
            FaultKind::Encoding(name) => ("warning-encoding", name.as_str()),
            FaultKind::Listed { file, .. } => ("warning-listed", file.as_str()),
            FaultKind::NotChinese(name) => ("warning-not-chinese", name.as_str()),
            FaultKind::OtherEncoding { encoding, .. } => ("warning-other-encoding", encoding.as_str()),
            FaultKind::Undecoded { bytes, .. } => ("warning-undecoded", bytes.as_str()),
            FaultKind::MoreUndecoded(count) => {
                more = count.to_string();
                ("warning-more-undecoded", more.as_str())
            }
            FaultKind::Outside(file) => ("warning-outside", file.as_str()),
            FaultKind::LeftOut(why) => ("warning-left-out", why.as_str()),
        };
        let path = self.path.file_name().map(|name| one_line(name.to_string_lossy()).to_string()).unwrap_or_default();
        let what = one_line(what).to_string();
        locale.with(key, &[("path", path.into()), ("line", line.into()), ("column", column.into()), ("what", what.into())])
    }
}

impl Explain for LoadError {
    fn words(&self, locale: &Locale) -> String {
        match self {
            LoadError::Unreadable { path, error } => of_system(locale, "error-read", path, error),
            LoadError::TooLarge { path, megabytes } => at(locale, "error-edition-too-large", path, &megabytes.to_string()),
            LoadError::Syntax { path, line, column, message } => {
                let named = [
                    ("path", path.display().to_string().into()),
                    ("line", line.to_string().into()),
                    ("column", column.to_string().into()),
                    ("what", message.as_str().into()),
                ];
                locale.with("error-syntax", &named)
            }
            LoadError::Newer { path, version } => at(locale, "error-newer", path, &version.to_string()),
            LoadError::Inconsistent { path, message } => at(locale, "error-inconsistent", path, message),
            LoadError::RawAltered { path, page, file } => {
                let named = [("path", path.display().to_string().into()), ("page", (*page).into()), ("file", file.as_str().into())];
                locale.with("error-raw-altered", &named)
            }
        }
    }
}

impl Explain for OpenError {
    fn words(&self, locale: &Locale) -> String {
        match self {
            OpenError::Page(error) => error.words(locale),
            OpenError::Edition(error) => error.words(locale),
            OpenError::Salvage(SalvageError::Load(error)) => error.words(locale),
            OpenError::Salvage(SalvageError::Nothing { path }) => at(locale, "error-nothing-saved", path, ""),
            OpenError::NoPages(path) => at(locale, "error-no-pages", path, ""),
            OpenError::Mixed(path) => at(locale, "error-mixed", path, ""),
            OpenError::Cancelled => locale.text("say-cancelled"),
        }
    }
}

impl Explain for KeymapFault {
    fn words(&self, locale: &Locale) -> String {
        match self {
            KeymapFault::Malformed { path, line, column, problem } => {
                at(locale, "error-keymap", Path::new(&format!("{path}:{line}:{column}")), problem)
            }
            KeymapFault::Unreadable { path, error } => of_system(locale, "error-keymap-unreadable", Path::new(path), error),
            KeymapFault::NoAction { at, name } => {
                locale.with("error-no-action", &[("path", at.as_str().into()), ("name", name.as_str().into())])
            }
            KeymapFault::NoShortcut { at, action, shortcut } => {
                let named = [("path", at.as_str().into()), ("name", action.as_str().into()), ("shortcut", shortcut.as_str().into())];
                locale.with("error-no-shortcut", &named)
            }
        }
    }
}

impl Explain for SettingsFault {
    fn words(&self, locale: &Locale) -> String {
        match self {
            SettingsFault::Unreadable { path, error } => of_system(locale, "error-settings-unreadable", path, error),
            SettingsFault::Malformed { path, line, column, problem } => {
                at(locale, "error-settings", Path::new(&format!("{}:{line}:{column}", path.display())), problem)
            }
        }
    }
}

impl Explain for Refusal {
    fn words(&self, locale: &Locale) -> String {
        let key = match self {
            Refusal::Edit(error) => return error.words(locale),
            Refusal::AcrossArticles => {
                return locale.with("say-cannot-join", &[("command", locale.text(Action::CloseArticle.key()).into())]);
            }
            Refusal::NoCaret => "say-no-caret",
            Refusal::NoLines => "say-pick-lines",
            Refusal::OnePiece => "say-one-piece",
            Refusal::CaretInside => "say-caret-elsewhere",
            Refusal::AlreadyThere => "say-already-there",
            Refusal::First => "say-first-block",
            Refusal::Last => "say-last-block",
            Refusal::NoArticle => "say-no-article",
            Refusal::ArticleBegins => "say-already-article",
            Refusal::PickArticles => "say-pick-articles",
            Refusal::OneBlock => "say-one-block",
        };
        locale.text(key)
    }
}

/// An error about a file, with what the system said about it.
pub fn of_system(locale: &Locale, key: &str, path: &Path, error: &io::Error) -> String {
    at(locale, key, path, &system(locale, error))
}

fn at(locale: &Locale, key: &str, path: &Path, what: &str) -> String {
    locale.with(key, &[("path", one_line(path.display()).to_string().into()), ("what", one_line(what).to_string().into())])
}

/// What the system says, where it is one of the usual things; else its own words.
fn system(locale: &Locale, error: &io::Error) -> String {
    let key = match error.kind() {
        ErrorKind::NotFound => "system-not-found",
        ErrorKind::PermissionDenied => "system-denied",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "system-full",
        ErrorKind::ReadOnlyFilesystem => "system-read-only",
        ErrorKind::IsADirectory => "system-is-folder",
        ErrorKind::NotADirectory => "system-no-folder",
        _ => return error.to_string(),
    };
    locale.text(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    #[test]
    fn errors_speak_the_language_of_the_desk_and_name_the_file() {
        let error =
            SaveError::Write { path: "/档案/e.ron".into(), step: crate::store::SaveStep::Write, error: ErrorKind::StorageFull.into() };
        for (language, word) in [(Language::English, "full"), (Language::Chinese, "已满")] {
            let words = error.words(&Locale::load(language));
            assert!(words.contains("/档案/e.ron") && words.contains(word), "{words}");
        }
        let chinese = Locale::load(Language::Chinese);
        for error in [EditError::AcrossShelves, EditError::NoBlock(1), EditError::Nothing, EditError::OtherState] {
            assert!(error.words(&chinese).chars().next().is_some_and(|c| c > '\u{2e80}'), "{error:?}");
        }
    }
}
