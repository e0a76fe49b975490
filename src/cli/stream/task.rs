//! A line of a stream: what it asks for, and what is answered.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::check::for_programs;
use super::super::words;
use super::flow::{Answer, InputLine, LONGEST};
use crate::check::check;
use crate::clean::clean;
use crate::edition::Edition;
use crate::explained::{NamedArgument, named};
use crate::export::options::Options;
use crate::export::{Format, LineImages, export, is_several};
use crate::import::{self, Choices, Imported};
use crate::locale::Locale;
use crate::page::{Encoding, Page};
use crate::store;
use crate::style::HouseStyle;

/// What a page is called whose text comes without a name.
const UNNAMED: &str = "page.txt";

/// What can be asked for besides formats; the first is given where nothing is asked for.
const EDITION: &str = "edition";
const QUERIES: &str = "queries";

/// A line as it comes in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StreamedPage {
    /// Whatever the answer is to be known by.
    #[serde(default, rename = "id")]
    _id: Value,
    /// The file of the page; or
    path: Option<PathBuf>,
    /// what stands in it, with
    text: Option<String>,
    /// what it is called.
    name: Option<String>,
    /// The encoding of the file, where it is not detected right.
    encoding: Option<String>,
    /// What is asked for: `edition`, `queries`, names of formats.
    give: Option<Vec<String>>,
}

impl StreamedPage {
    /// The file of the page, or what its text is called.
    fn file(&self) -> &Path {
        self.path.as_deref().unwrap_or(Path::new(self.name.as_deref().unwrap_or(UNNAMED)))
    }
}

/// What is asked for of a page.
enum Wanted {
    Edition,
    Queries,
    Export(Format),
}

/// A line as it goes out.
struct AnsweredLine<'a> {
    id: &'a Value,
    fields: Vec<(String, Value)>,
}

impl Serialize for AnsweredLine<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.fields.len() + 1))?;
        map.serialize_entry("id", self.id)?;
        self.fields.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
        map.end()
    }
}

/// What is wrong with a line, in words; `cli-stream-` and the end of its key.
fn wrong(key: &str, arguments: &[NamedArgument]) -> String {
    words::with(&format!("cli-stream-{key}"), arguments)
}

/// Answers a line. `locale` is that of the queries. Whatever happens costs this line alone.
pub(super) fn answer(number: usize, line: InputLine, style: &HouseStyle, locale: &Locale) -> Answer {
    let parsed = match line {
        InputLine::TooLong => Err(wrong("too-long", &[named("megabytes", LONGEST / 1024 / 1024)])),
        InputLine::Bytes(bytes) => serde_json::from_slice::<Value>(&bytes).map_err(|error| wrong("not-json", &[named("what", error)])),
    };
    let id = parsed.as_ref().ok().and_then(|value| value.get("id")).cloned().unwrap_or_default();
    let done = caught(|| parsed.and_then(|value| fields(value, style, locale)));
    let is_bad = done.is_err();
    let said = |what: String| vec![("error".to_owned(), Value::String(wrong("at-line", &[named("line", number), named("what", what)])))];
    let line = AnsweredLine { id: &id, fields: done.unwrap_or_else(said) };
    Answer { line: serde_json::to_string(&line).unwrap_or_default(), is_bad }
}

/// What comes of work on a line, a panic of which is a fault like any other.
fn caught<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(wrong("panic", &[])))
}

/// What is given for a line, by name.
fn fields(value: Value, style: &HouseStyle, locale: &Locale) -> Result<Vec<(String, Value)>, String> {
    let task: StreamedPage = serde_json::from_value(value).map_err(|error| wrong("not-json", &[named("what", error)]))?;
    let mut names = task.give.clone().unwrap_or_else(|| vec![EDITION.to_owned()]);
    let mut given_before = HashSet::new();
    names.retain(|name| given_before.insert(name.clone()));
    let wanted = names.iter().map(|name| Ok((name, wanted(name, style)?))).collect::<Result<Vec<_>, String>>()?;
    let Imported { pages, warnings } = imported(&task)?;
    let pages: Vec<Arc<Page>> = pages.into_iter().map(Arc::new).collect();
    store::check_size(task.file(), 0, &pages).map_err(|error| error.to_string())?;
    let edition = clean(&pages, style);
    let mut fields = Vec::new();
    for (name, wanted) in wanted {
        fields.push((name.clone(), given(&edition, &wanted, style, locale)?));
    }
    if !warnings.is_empty() {
        fields.push(("warnings".to_owned(), warnings.iter().map(|warning| warning.to_string()).collect()));
    }
    Ok(fields)
}

/// The pages of a line.
fn imported(task: &StreamedPage) -> Result<Imported, String> {
    let encoding = task.encoding.as_deref().map(str::parse::<Encoding>).transpose().map_err(|error| error.to_string())?;
    let choices = Choices::from(encoding);
    let read = match (&task.path, &task.text) {
        (Some(path), None) => import::import_pages(path, choices),
        // Text in JSON has one encoding, whatever the page's is.
        (None, Some(text)) => import::pages_of(task.file(), text.as_bytes(), Some(Encoding::UTF_8)),
        _ => return Err(wrong("no-page", &[])),
    };
    read.map_err(|error| error.to_string())
}

fn wanted(name: &str, style: &HouseStyle) -> Result<Wanted, String> {
    let is_text = |format: &Format| format.is_text() && !format.is_folder() && !is_several(*format, &Options::standard(*format, style));
    match name {
        EDITION => Ok(Wanted::Edition),
        QUERIES => Ok(Wanted::Queries),
        _ => Format::from_name(name).filter(is_text).map(Wanted::Export).ok_or_else(|| {
            let formats = Format::ALL.iter().filter(|format| is_text(format)).map(|format| format.name());
            wrong("no-such-thing", &[named("name", name), words::names([EDITION, QUERIES].into_iter().chain(formats))])
        }),
    }
}

fn given(edition: &Edition, wanted: &Wanted, style: &HouseStyle, locale: &Locale) -> Result<Value, String> {
    match wanted {
        Wanted::Edition => store::to_ron(edition).map(Value::String),
        Wanted::Queries => for_programs(edition, &check(edition, style), locale).map_err(|error| error.to_string()),
        Wanted::Export(format) => {
            let options = Options::standard(*format, style);
            let bytes = export(edition, *format, style, &options, &LineImages::default());
            let bytes = bytes.into_vec().map_err(|error| error.to_string())?;
            String::from_utf8(bytes).map(Value::String).map_err(|error| error.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_the_fault_of_its_line_alone() {
        let broken: Vec<u8> = Vec::new();
        let fault = caught(|| Ok(broken[0]));
        assert_eq!(fault, Err(wrong("panic", &[])));
        assert_eq!(caught(|| Ok(1)), Ok(1));
    }
}
