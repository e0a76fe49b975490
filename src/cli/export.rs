//! `stet export`: edition files to another format, one or many at a time.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::Args;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::{Failure, house_style, over, terminal, words};
use crate::edition::Edition;
use crate::explained::{Explained, in_spoken_words, named, of_file};
use crate::export::boxed::Boxed;
use crate::export::files::{File, FileNames, files, safe_stem};
use crate::export::folder::{EditionKey, ExportState, TargetFolder};
use crate::export::options::{INDENTS, WIDTHS};
use crate::export::{self, Format, ImageSources, LineImages, Options, Switch};
use crate::import::source_beside;
use crate::locale::{Language, Locale};
use crate::page::{Page, PageIndex, is_blank};
use crate::store::guard::Guard;
use crate::store::{self, Content};
use crate::style::{HouseStyle, WebAddress};

#[derive(Debug, Args)]
#[command(after_help = formats_help())]
pub(super) struct ExportArguments {
    /// The editions. Of several each becomes a file in the folder that --output names.
    #[arg(required = true, value_name = "EDITION.ron")]
    editions: Vec<PathBuf>,
    /// The format; see the list below.
    #[arg(short, long, value_name = "FORMAT", value_parser = format)]
    format: Format,
    /// The file to write, or the folder for several; by default standard output.
    #[arg(short, long, value_name = "FILE|FOLDER")]
    output: Option<PathBuf>,
    /// Write over a file that is there already. In a folder, what the last export of the same editions wrote is replaced anyway, if nobody
    /// has changed it since.
    #[arg(long)]
    force: bool,
    /// Which page, counted from 1, for ALTO and PAGE; needed where the one edition has several.
    #[arg(long, value_name = "N", value_parser = number::<{ u32::MIN }, { u32::MAX }>)]
    page: Option<u32>,
    /// A house style to export by.
    #[arg(long, value_name = "FILE")]
    style: Option<PathBuf>,
    /// What to do besides; see the list below.
    #[arg(long = "with", value_name = "SWITCH", value_delimiter = ',', value_parser = switch)]
    on: Vec<Switch>,
    /// What not to do.
    #[arg(long = "without", value_name = "SWITCH", value_delimiter = ',', value_parser = switch)]
    off: Vec<Switch>,
    /// How wide lines of text are at most, in ems.
    #[arg(long, value_name = "EMS", value_parser = number::<{ *WIDTHS.start() }, { *WIDTHS.end() }>)]
    width: Option<u32>,
    /// How far the first line of a paragraph of text is indented, in ems.
    #[arg(long, value_name = "EMS", value_parser = number::<{ *INDENTS.start() }, { *INDENTS.end() }>)]
    indent: Option<u32>,
    /// The address of the server that has the images of pages (IIIF Image API 3), for IIIF.
    #[arg(long, value_name = "URL", value_parser = address)]
    image_base: Option<WebAddress>,
    /// Whether it is of a collection: to a folder, and past what an earlier export wrote whole, unless it is forced.
    #[arg(skip)]
    is_of_collection: bool,
    /// The table for a catalogue that csv becomes: omeka (Dublin Core), atom (ISAD(G)), or one of your own house style.
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
}

/// A format by its name, as the option's value.
pub(super) fn format(name: &str) -> Result<Format, String> {
    let names = || words::names(Format::ALL.iter().map(|format| format.name()));
    Format::from_name(name).ok_or_else(|| words::with("cli-no-format", &[names()]))
}

fn switch(name: &str) -> Result<Switch, String> {
    let names = || words::names(Switch::ALL.iter().map(|switch| switch.name()));
    Switch::from_name(name).ok_or_else(|| words::with("cli-no-switch", &[names()]))
}

fn address(text: &str) -> Result<WebAddress, String> {
    WebAddress::of(text).ok_or_else(|| words::with("cli-no-address", &[]))
}

/// A number of this range.
fn number<const LEAST: u32, const MOST: u32>(text: &str) -> Result<u32, String> {
    let number: i64 = text.parse().map_err(|error| words::with("cli-no-number", &[named("what", error)]))?;
    let outside = || words::with("cli-number-outside", &[named("number", number), named("least", LEAST), named("most", MOST)]);
    u32::try_from(number).ok().filter(|number| (LEAST..=MOST).contains(number)).ok_or_else(outside)
}

/// What stands below the help, in English: the formats with what they leave out, and their switches; those that are on are marked.
fn formats_help() -> String {
    let first = "Formats, and the switches each knows (* is on unless switched off):";
    let last = "With per-article each edition becomes a folder of files, one an article; a package is a folder too.";
    formats_listed(first, last, |format| format.about().to_owned())
}

/// The same in another language.
pub(super) fn formats_help_in(locale: &Locale) -> String {
    let [first, last] = ["cli-help-formats", "cli-help-formats-end"].map(|key| locale.text(key));
    formats_listed(&first, &last, |format| locale.text(format.about_key()))
}

fn formats_listed(first: &str, last: &str, about: impl Fn(Format) -> String) -> String {
    let mut help = format!("{first}\n");
    for format in Format::ALL {
        let options = Options::standard(*format, HouseStyle::standard());
        let switches: Vec<String> =
            format.switches().map(|switch| format!("{}{}", switch.name(), if options.has(switch) { "*" } else { "" })).collect();
        help.push_str(&format!("  {:<10} {}\n", format.name(), about(*format)));
        if !switches.is_empty() {
            help.push_str(&format!("  {:<10} {}\n", "", switches.join(" ")));
        }
    }
    format!("{help}\n{last}")
}

impl ExportArguments {
    /// The export of the editions of a collection to a folder.
    pub(super) fn of_collection(
        editions: Vec<PathBuf>,
        format: Format,
        output: PathBuf,
        force: bool,
        style: Option<PathBuf>,
    ) -> ExportArguments {
        let (on, off) = (Vec::new(), Vec::new());
        let output = Some(output);
        ExportArguments {
            editions,
            format,
            output,
            force,
            page: None,
            style,
            on,
            off,
            width: None,
            indent: None,
            image_base: None,
            profile: None,
            is_of_collection: true,
        }
    }

    /// What is asked for, unless the format does not know it.
    fn options(&self, style: &HouseStyle, language: Option<Language>) -> Result<Options, Failure> {
        let mut options = Options::standard(self.format, style);
        for (switches, on) in [(&self.on, true), (&self.off, false)] {
            for switch in switches {
                if !switch.is_known_in(self.format) {
                    return Err(no_such_switch(self.format, *switch));
                }
                options.set(*switch, on);
            }
        }
        if !self.format.has_lines() && (self.width.is_some() || self.indent.is_some()) {
            return Err(Failure::unusable_for("cli-no-lines", &[named("format", self.format.name())]));
        }
        if !self.format.points_to_images() && self.image_base.is_some() {
            return Err(Failure::unusable_for("cli-points-to-no-images", &[named("format", self.format.name())]));
        }
        options.profile = self.profile(style)?;
        options.image_server = self.image_base.clone().or(options.image_server);
        options.width = self.width;
        options.indent = self.indent.unwrap_or(options.indent);
        options.language = language.unwrap_or(options.language);
        Ok(options)
    }

    /// The table for a catalogue that is asked for.
    fn profile(&self, style: &HouseStyle) -> Result<Option<String>, Failure> {
        let Some(name) = &self.profile else { return Ok(None) };
        if !self.format.has_profiles() {
            return Err(Failure::unusable_for("cli-has-no-profiles", &[named("format", self.format.name())]));
        }
        if !style.catalogues.contains_key(name) {
            let names = words::names(style.catalogues.keys().map(String::as_str));
            return Err(Failure::unusable_for("cli-no-profile", &[named("profile", name), names]));
        }
        Ok(Some(name.clone()))
    }

    /// Whether files go to a folder: several editions, several files of one, or a folder by its name.
    fn is_to_folder(&self, options: &Options) -> bool {
        let says_folder = |path: &PathBuf| path.is_dir() || path.to_string_lossy().ends_with(std::path::is_separator);
        let is_several = self.is_of_collection || self.editions.len() > 1 || export::is_several(self.format, options);
        is_several || self.output.as_ref().is_some_and(says_folder)
    }
}

fn no_such_switch(format: Format, switch: Switch) -> Failure {
    let arguments = [named("format", format.name()), named("switch", switch.name())];
    if format.switches().next().is_none() {
        return Failure::unusable_for("cli-knows-no-switch", &arguments);
    }
    let [format_name, switch_name] = arguments;
    Failure::unusable_for("cli-knows-other-switches", &[format_name, switch_name, words::names(format.switches().map(Switch::name))])
}

/// `language` is that of the words that are added, where one is named.
pub(super) fn run(arguments: &ExportArguments, language: Option<Language>) -> Result<(), Failure> {
    let style = house_style(arguments.style.as_ref())?;
    let options = arguments.options(&style, language)?;
    let guard = Guard::new(over(arguments.force))
        .reads_editions(&arguments.editions)
        .reads(arguments.style.iter().flat_map(|path| style.files(path)));
    if arguments.is_to_folder(&options) {
        return run_many(arguments, &style, &options, &guard);
    }
    if let Some(output) = &arguments.output {
        // It is better to know before the work is done.
        guard.check(output).map_err(Failure::unusable)?;
    }
    let Some(path) = arguments.editions.first() else { return Ok(()) };
    let edition = store::load(path).map_err(Failure::unusable)?;
    let bytes = match arguments.format.boxed() {
        Some(boxed) => page_asked_for(arguments, path, &edition, boxed)?.into(),
        None => {
            let images = line_images(path, &edition, &options);
            remark(&edition, arguments.format, (&style, &options), &images);
            export::export(&edition, arguments.format, &style, &options, &images)
        }
    };
    match &arguments.output {
        None => terminal::write(|out| bytes.write_to(out)),
        Some(path) => guard.write(path, &bytes).map_err(Failure::unusable),
    }
}

/// An edition with the name of what it becomes: a file, or a folder of files.
struct ExportTask<'a> {
    edition: &'a Path,
    name: String,
}

/// Exports all editions to a folder, on all cores. A bad one is told of at once, and the others go on.
fn run_many(arguments: &ExportArguments, style: &HouseStyle, options: &Options, guard: &Guard) -> Result<(), Failure> {
    let Some(folder) = &arguments.output else {
        return Err(Failure::unusable_for("cli-several-files", &[]));
    };
    let target = TargetFolder::open(folder, guard, arguments.format, &arguments.editions).map_err(Failure::unusable)?;
    let tasks = tasks(arguments, options);
    let progress = terminal::Progress::new();
    let done = AtomicUsize::new(0);
    let goes_on = arguments.is_of_collection && !arguments.force;
    let work = |task: &ExportTask<'_>| {
        let state = ExportState::of(task.edition, style, options);
        let key = EditionKey::of(task.edition);
        let is_done = goes_on && state.as_ref().is_some_and(|state| target.has_whole(&key, state));
        let result = if is_done { Ok(()) } else { run_task(task, (&target, state), arguments.format, style, options) };
        let count = done.fetch_add(1, Ordering::Relaxed) + 1;
        progress.tell("cli-exported", &[named("done", count), named("all", tasks.len())]);
        result.err().map(|fault| (key, fault))
    };
    // The images of pages are large: they are read one after the other, and their lines are cut out by all cores.
    let faults: Vec<(EditionKey, String)> =
        if options.has_line_images() { tasks.iter().filter_map(work).collect() } else { tasks.par_iter().filter_map(work).collect() };
    drop(progress);
    let (failed, faults): (BTreeSet<EditionKey>, Vec<String>) = faults.into_iter().unzip();
    faults.iter().for_each(|fault| terminal::complain(fault));
    for stale in target.finish(&failed).map_err(Failure::unusable)? {
        terminal::complain(&words::with("cli-stale", &[of_file(&stale)]));
    }
    if faults.is_empty() {
        return Ok(());
    }
    let good = tasks.len() - faults.len();
    Err(Failure::in_part(good, words::with("cli-were-exported", &[named("good", good), named("all", tasks.len())])))
}

/// The editions with their names, which never meet; where two would, it says so.
fn tasks<'a>(arguments: &'a ExportArguments, options: &Options) -> Vec<ExportTask<'a>> {
    let mut names = FileNames::default();
    let task = |edition: &'a PathBuf| {
        let stem = edition.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let is_several = export::is_several(arguments.format, options);
        let plain = if is_several { safe_stem(&stem) } else { format!("{}.{}", safe_stem(&stem), arguments.format.extension()) };
        let name = if is_several { names.give_folder(&stem) } else { names.give(&stem, arguments.format) };
        if name != plain {
            let names = [of_file(edition), named("taken", plain), named("name", &name)];
            terminal::complain(&words::with("cli-name-of-edition", &names));
        }
        ExportTask { edition, name }
    };
    arguments.editions.iter().map(task).collect()
}

/// Exports an edition, which was in this state before it was read.
fn run_task(
    task: &ExportTask<'_>,
    (target, state): (&TargetFolder<'_>, Option<ExportState>),
    format: Format,
    style: &HouseStyle,
    options: &Options,
) -> Result<(), String> {
    let edition = store::load(task.edition).map_err(|error| error.to_string())?;
    let images = line_images(task.edition, &edition, options);
    if let Some(lack) = export::lack(&edition, format, style, options, &images) {
        return Err(words::with("cli-nothing-to-export", &[of_file(task.edition), named("what", lack)]));
    }
    remark(&edition, format, (style, options), &images);
    let below = if export::is_several(format, options) { Path::new(&task.name) } else { Path::new("") };
    let files = match format.boxed() {
        Some(boxed) => {
            let (files, without) = export::boxed::files(&edition, boxed, &task.name, task.edition);
            without.into_iter().for_each(|index| tell_of_source(&edition, index, "cli-written-anew"));
            files
        }
        None if format.is_folder() => {
            let made = export::folder(&edition, format, style, options, &images, Some(task.edition));
            made.map(|made| {
                made.without.iter().for_each(|index| tell_of_source(&edition, *index, made.without_key));
                made.files
            })
            .unwrap_or_default()
        }
        None if options.has(Switch::PerArticle) => files(&edition, &task.name, format, style, options, &images),
        None => vec![File { name: task.name.clone(), bytes: export::export(&edition, format, style, options, &images) }],
    };
    let key = EditionKey::of(task.edition);
    let write = |file: &File| target.write(&key, &below.join(&file.name), &file.bytes);
    let written = files.iter().try_for_each(write).and_then(|()| state.map_or(Ok(()), |state| target.note_whole(&key, state)));
    written.map_err(|error| error.to_string())
}

/// The images of an edition's lines, if they are asked for. A line says which page has none and how many others.
fn line_images(path: &Path, edition: &Edition, options: &Options) -> LineImages {
    let images = LineImages::of(edition, options, &ImageSources::file(path));
    if let [first, others @ ..] = images.faults() {
        let said = in_spoken_words(|locale| {
            let why = named("why", first.in_words(locale));
            locale.with("cli-no-line-images", &[first.arguments(locale), vec![why]].concat())
        });
        terminal::complain(&match others.len() {
            0 => said,
            more => words::with("cli-likewise", &[named("what", said), named("count", more)]),
        });
    }
    images
}

/// Says what is to be said of an export.
fn remark(edition: &Edition, format: Format, (style, options): (&HouseStyle, &Options), images: &LineImages) {
    export::remarks(edition, format, style, options, images).iter().for_each(|remark| terminal::complain(&remark.to_string()));
}

/// The page that the arguments name, in a format with boxes.
fn page_asked_for(arguments: &ExportArguments, path: &Path, edition: &Edition, boxed: Boxed) -> Result<String, Failure> {
    let count = edition.pages().len();
    let number = match arguments.page {
        None if count > 1 => {
            return Err(Failure::unusable_for("cli-which-page", &[of_file(path), named("count", count)]));
        }
        number => number.unwrap_or(1),
    };
    match number.checked_sub(1).map(PageIndex).filter(|index| edition.page(*index).is_some()) {
        Some(index) => Ok(page(path, edition, boxed, index)),
        None => Err(Failure::unusable_for("cli-no-page-number", &[of_file(path), named("number", number), named("count", count)])),
    }
}

/// A page in a format with boxes, put into its source file where that lies beside the edition and is the one it was made from.
fn page(path: &Path, edition: &Edition, boxed: Boxed, index: PageIndex) -> String {
    let source = edition.page(index).and_then(|page| source_beside(path, page));
    let (text, used) = export::boxed::page(edition, boxed, index, source.as_deref());
    if !used {
        tell_of_source(edition, index, "cli-written-anew");
    }
    text
}

/// Says what comes of it that the source file of a page was not found as it was, in the words of this key. Of a page that has nothing on it
/// there is nothing to say.
fn tell_of_source(edition: &Edition, index: PageIndex, key: &str) {
    let has_nothing = |page: &Page| page.layout().is_none() && page.text().chars().all(is_blank);
    if let Some(page) = edition.page(index).filter(|page| !has_nothing(page)) {
        terminal::complain(&words::with(key, &[named("file", &page.source().file)]));
    }
}
