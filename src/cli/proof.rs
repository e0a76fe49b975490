//! `stet proof`: how right an edition is, or its raw text: differences, errors by the press rule, a sample.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::table::table;
use super::terminal::{self, complain};
use super::{Failure, house_style, over};
use crate::edition::Edition;
use crate::effort::{self, EffortEntry};
use crate::explained::{in_spoken_words, named, of_file};
use crate::import::import_pages;
use crate::locale::Locale;
use crate::proof::report::{
    Claim, EffortReport, ProofReport, at_most, claim_in_words, claims, planned, prove, sample_summary, summary, to_csv, to_html,
};
use crate::proof::{Against, Level, SampleRequest, SampleUnit};
use crate::store;
use crate::store::guard::Guard;
use crate::style::HouseStyle;

#[derive(Debug, Args)]
pub(super) struct ProofArguments {
    /// The edition that the report is of.
    #[arg(value_name = "EDITION.ron")]
    edition: PathBuf,
    /// What is right: another edition of the same pages, or a text keyed by hand. By default the edition itself, and its raw text is
    /// measured.
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// Look at a sample of this alone.
    #[arg(long, value_enum, value_name = "UNIT")]
    sample: Option<UnitArgument>,
    /// The inspection level of the sample.
    #[arg(long, value_enum, default_value_t = LevelArgument::Second, requires = "sample")]
    level: LevelArgument,
    /// The acceptance quality limit of the sample, in per cent of its units.
    #[arg(long, value_name = "PERCENT", default_value = "2.5", requires = "sample")]
    aql: String,
    /// What the sample is drawn by: the same number draws the same units.
    #[arg(long, value_name = "NUMBER", default_value_t = 1, requires = "sample")]
    seed: u64,
    /// Print what a claim needs and which units the sample has, before the work begins.
    #[arg(long, conflicts_with = "against")]
    plan: bool,
    /// The report to write, as its name ends: .html or .csv. By default a summary goes to standard output.
    #[arg(short, long, value_name = "REPORT.html", conflicts_with = "plan")]
    output: Option<PathBuf>,
    /// Write over a report that is there already.
    #[arg(long)]
    force: bool,
    /// A house style that says how errors are counted.
    #[arg(long, value_name = "FILE")]
    style: Option<PathBuf>,
    /// What the pages took, as desks have counted it: their files. By default that of this user's own desk.
    #[arg(long, value_name = "EFFORT.csv", conflicts_with = "plan")]
    effort: Vec<PathBuf>,
    /// Leave out what the pages took.
    #[arg(long, conflicts_with_all = ["effort", "plan"])]
    no_effort: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum UnitArgument {
    Article,
    Page,
}

/// The level as the tables write it.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum LevelArgument {
    #[value(name = "I")]
    First,
    #[value(name = "II")]
    Second,
    #[value(name = "III")]
    Third,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ReportFormat {
    Html,
    Csv,
}

impl ReportFormat {
    /// The format by the name of the file.
    fn of(path: &Path) -> Result<ReportFormat, Failure> {
        let end = path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default();
        match end.as_str() {
            "html" | "htm" => Ok(ReportFormat::Html),
            "csv" => Ok(ReportFormat::Csv),
            _ => Err(Failure::unusable_for("cli-proof-format", &[of_file(path)])),
        }
    }
}

impl ProofArguments {
    fn request(&self) -> Option<SampleRequest> {
        let level = match self.level {
            LevelArgument::First => Level::I,
            LevelArgument::Second => Level::II,
            LevelArgument::Third => Level::III,
        };
        let unit = match self.sample? {
            UnitArgument::Article => SampleUnit::Article,
            UnitArgument::Page => SampleUnit::Page,
        };
        Some(SampleRequest { unit, level, aql: self.aql.clone(), seed: self.seed })
    }
}

pub(super) fn run(arguments: &ProofArguments) -> Result<(), Failure> {
    let style = house_style(arguments.style.as_ref())?;
    let output = arguments.output.as_ref().map(|path| Ok::<_, Failure>((path, ReportFormat::of(path)?))).transpose()?;
    let guard = Guard::new(over(arguments.force))
        .reads_editions(std::slice::from_ref(&arguments.edition))
        .reads(arguments.against.iter().chain(&arguments.effort).cloned())
        .reads(arguments.style.iter().flat_map(|path| style.files(path)));
    if let Some((path, _)) = output {
        // It is better to know before the work is done.
        guard.check(path).map_err(Failure::unusable)?;
    }
    let edition = store::load(&arguments.edition).map_err(Failure::unusable)?;
    if arguments.plan {
        return plan(arguments, &edition, &style);
    }
    let mut report = report(arguments, &edition, &style)?;
    report.effort = effort(arguments, &edition)?;
    match output {
        Some((path, format)) => {
            let text = in_spoken_words(|locale| match format {
                ReportFormat::Html => to_html(&report, locale),
                ReportFormat::Csv => to_csv(&report, locale),
            });
            guard.write(path, text.as_bytes()).map_err(Failure::unusable)?;
        }
        None => terminal::print(in_spoken_words(|locale| lines(summary(&report, locale))))?,
    }
    let is_accepted = report.sample.as_ref().is_none_or(|sample| sample.is_accepted());
    if report.passes() && is_accepted {
        return Ok(());
    }
    let key = if report.passes() { "cli-proof-not-accepted" } else { "cli-proof-fails" };
    Err(Failure::fault(key, &[of_file(&arguments.edition)]))
}

fn report(arguments: &ProofArguments, edition: &Edition, style: &HouseStyle) -> Result<ProofReport, Failure> {
    let request = arguments.request();
    let of = |against: Against<'_>| prove(edition, against, style, request.as_ref()).map_err(Failure::unusable);
    match &arguments.against {
        None => of(Against::Raw),
        Some(path) if store::is_edition(path) => of(Against::Edition(&store::load(path).map_err(Failure::unusable)?)),
        Some(path) => {
            let pages = import_pages(path, None)?.pages;
            let text: Vec<&str> = pages.iter().map(|page| page.text()).collect();
            of(Against::Plain(&text.join("\n")))
        }
    }
}

/// What the edition's pages took, where that was counted. A file that was not asked for is no reason to give no report.
fn effort(arguments: &ProofArguments, edition: &Edition) -> Result<Option<EffortReport>, Failure> {
    let mut read = Vec::new();
    for path in &arguments.effort {
        read.push(effort::read(path).map_err(Failure::unusable)?);
    }
    let own = effort::own_file().filter(|path| read.is_empty() && !arguments.no_effort && path.is_file());
    match own.map(|path| effort::read(&path)) {
        Some(Ok(own)) => read.push(own),
        Some(Err(error)) => complain(&error.to_string()),
        None => {}
    }
    read.iter().flat_map(|(_, warnings)| warnings).for_each(|warning| complain(&warning.to_string()));
    let entries: Vec<EffortEntry> = read.into_iter().flat_map(|(entries, _)| entries).collect();
    Ok(EffortReport::of(edition, &entries))
}

/// What is to be known before the work begins.
fn plan(arguments: &ProofArguments, edition: &Edition, style: &HouseStyle) -> Result<(), Failure> {
    let sample = arguments.request().map(|request| planned(edition, &request, &style.marks)).transpose().map_err(Failure::unusable)?;
    terminal::print(in_spoken_words(|locale| {
        let mut out = claims_in_words(at_most(style), locale);
        if let Some(sample) = &sample {
            out.push_str(&lines(sample_summary(sample, locale)));
            let head = ["number", "characters", "article"].map(|column| locale.text(&format!("proof-column-{column}"))).to_vec();
            let rows = sample.drawn.iter().map(|unit| vec![unit.name.clone(), unit.characters.to_string(), unit.title.clone()]);
            out.push_str(&table(&std::iter::once(head).chain(rows).collect::<Vec<_>>()));
            let all: usize = sample.drawn.iter().map(|unit| unit.characters).sum();
            out.push_str(&format!("{}\n", locale.with("cli-proof-sample", &[named("count", all)])));
        }
        out
    }))
}

/// What a claim needs, a line for each number of errors.
fn claims_in_words(at_most: f64, locale: &Locale) -> String {
    let head = locale.with("cli-proof-claim", &[named("limit", at_most)]);
    let line = |claim: &Claim| format!("  {}\n", claim_in_words(claim, locale));
    format!("{head}\n{}", claims(at_most).iter().map(line).collect::<String>())
}

/// Names with their values, as a table.
fn lines(summary: Vec<(String, String)>) -> String {
    table(&summary.into_iter().map(|(name, value)| vec![name, value]).collect::<Vec<_>>())
}
