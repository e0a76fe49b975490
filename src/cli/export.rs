//! `stet export`: edition files to another format, one or many at a time.

use std::path::{Path, PathBuf};

use clap::Args;

use super::terminal::{Progress, TerminalWatch};
use super::{Failure, house_style, over, terminal, words};
use crate::batch::ExportPlace;
use crate::batch::export::{tell_of_images, tell_of_source};
use crate::edition::Edition;
use crate::explained::{named, of_file};
use crate::export::boxed::Boxed;
use crate::export::options::{INDENTS, WIDTHS};
use crate::export::{self, Format, ImageSources, LineImages, Options, Switch};
use crate::import::source_beside;
use crate::locale::{Language, Locale};
use crate::page::PageIndex;
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
        let is_several = self.editions.len() > 1 || export::is_several(self.format, options);
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
            let images = LineImages::of(&edition, &options, &ImageSources::file(path));
            let bytes = export::export(&edition, arguments.format, &style, &options, &images);
            let remarks = export::remarks(&edition, arguments.format, &style, &options, &images);
            remarks.iter().for_each(|remark| terminal::complain(&remark.to_string()));
            tell_of_images(images, &Progress::new());
            bytes
        }
    };
    match &arguments.output {
        None => terminal::write(|out| bytes.write_to(out)),
        Some(path) => guard.write(path, &bytes).map_err(Failure::unusable),
    }
}

/// Exports all editions to a folder. A bad one is told of, and the others go on.
fn run_many(arguments: &ExportArguments, style: &HouseStyle, options: &Options, guard: &Guard) -> Result<(), Failure> {
    let Some(folder) = &arguments.output else {
        return Err(Failure::unusable_for("cli-several-files", &[]));
    };
    let place = ExportPlace { folder, guard, format: arguments.format, options, style, goes_on: false };
    let report = place.editions(&arguments.editions, &TerminalWatch::new("cli-exported")).map_err(Failure::unusable)?;
    report.faults.iter().for_each(|fault| terminal::complain(&fault.to_string()));
    if report.failed == 0 {
        return Ok(());
    }
    let said = words::with("cli-were-exported", &[named("good", report.good), named("all", report.good + report.failed)]);
    Err(Failure::in_part(report.good, said))
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
        tell_of_source(edition, index, "batch-written-anew", &Progress::new());
    }
    text
}
