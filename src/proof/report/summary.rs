//! What a report comes to, as names with their values, in a language.

use super::super::SampleUnit;
use super::effort::minutes;
use super::{Claim, ComparedWith, EffortReport, ProofReport, SampleReport};
use crate::explained::named;
use crate::locale::Locale;

/// The lines of a report's summary: each a name and what is said of it.
pub fn summary(report: &ProofReport, locale: &Locale) -> Vec<(String, String)> {
    let mut lines = Lines { locale, lines: Vec::new() };
    let verdict = match (report.passes(), report.is_proved()) {
        (true, true) => "proof-verdict-proved",
        (true, false) => "proof-verdict-pass",
        (false, _) => "proof-verdict-fail",
    };
    let at_most = number(report.at_most, 1);
    lines.say("verdict", verdict, &[named("limit", &at_most)]);
    let against = match report.against {
        ComparedWith::Raw => "proof-against-raw",
        ComparedWith::Edition => "proof-against-edition",
        ComparedWith::Plain => "proof-against-plain",
    };
    lines.say("against", against, &[]);
    lines.say("characters", "proof-characters", &[named("count", report.characters())]);
    lines.say("errors", "proof-errors", &[named("errors", errors(report.tenths))]);
    lines.say("rate", "proof-rate", &[named("rate", number(report.rate(), 2)), named("limit", &at_most)]);
    let upper = [named("rate", number(report.rate_upper(), 2)), named("count", report.whole_errors())];
    lines.say("upper", "proof-upper", &upper);
    let measure = report.measure;
    let cer = [
        named("rate", number(measure.rate() * 100.0, 2)),
        named("normalised", number(measure.normalised_rate() * 100.0, 2)),
        named("extra", measure.extra),
        named("missing", measure.missing),
        named("other", measure.substituted),
    ];
    lines.say("cer", "proof-cer", &cer);
    lines.say("moved", "proof-moved", &[named("count", report.moved.0), named("characters", report.moved.1)]);
    if report.against == ComparedWith::Edition {
        let cuts = [named("extra", report.structure.cuts_too_many), named("missing", report.structure.cuts_missing)];
        lines.say("cuts", "proof-cuts", &cuts);
    }
    let excused = report.rows.iter().filter(|row| row.excuse.is_some()).count();
    lines.say("excused", "proof-excused", &[named("count", excused), named("doubtful", report.doubtful)]);
    if let Some(sample) = &report.sample {
        lines.sample(sample);
    }
    if let Some(effort) = &report.effort {
        lines.effort(effort);
    }
    let claims: Vec<String> = report.claims().iter().map(|claim| claim_in_words(claim, locale)).collect();
    lines.say("claim", "proof-claims", &[named("limit", at_most), named("claims", claims.join(&locale.text("cli-semicolon")))]);
    lines.lines
}

/// What a claim needs: so many characters with so many errors.
pub fn claim_in_words(claim: &Claim, locale: &Locale) -> String {
    // The words are others for none and for one.
    locale.with("proof-claim", &[("errors", claim.errors.into()), named("characters", claim.characters)])
}

/// What a sample comes to, in the same form.
pub fn sample_summary(sample: &SampleReport, locale: &Locale) -> Vec<(String, String)> {
    let mut lines = Lines { locale, lines: Vec::new() };
    lines.plan(sample);
    lines.lines
}

struct Lines<'a> {
    locale: &'a Locale,
    lines: Vec<(String, String)>,
}

impl Lines<'_> {
    fn say(&mut self, name: &str, key: &str, arguments: &[crate::explained::NamedArgument]) {
        let name = self.locale.text(&format!("proof-name-{name}"));
        self.lines.push((name, self.locale.with(key, arguments)));
    }

    fn plan(&mut self, sample: &SampleReport) {
        let plan = &sample.plan;
        let unit = match sample.unit {
            SampleUnit::Article => "proof-unit-article",
            SampleUnit::Page => "proof-unit-page",
        };
        let arguments = [
            named("lot", plan.lot),
            named("unit", self.locale.text(unit)),
            named("level", plan.level.name()),
            named("aql", &plan.aql),
            named("letter", plan.letter_used),
            named("sample", plan.sample),
            named("accept", plan.accept),
            named("seed", sample.seed),
        ];
        self.say("sample", if plan.is_whole_lot { "proof-sample-whole" } else { "proof-sample" }, &arguments);
        self.say("isolated", if plan.is_seen { "proof-isolated" } else { "proof-isolated-unseen" }, &[]);
    }

    fn sample(&mut self, sample: &SampleReport) {
        self.plan(sample);
        let key = if sample.is_accepted() { "proof-accepted" } else { "proof-not-accepted" };
        let upper = number(sample.share_upper * 100.0, 1);
        self.say("accepted", key, &[named("bad", sample.bad), named("accept", sample.plan.accept), named("upper", upper)]);
    }

    fn effort(&mut self, effort: &EffortReport) {
        let (total, (hands, pages)) = (effort.total(), effort.hands_and_pages());
        let counts = [
            named("minutes", minutes(&total)),
            ("hands", hands.into()),
            ("pages", pages.into()),
            ("keys", total.keys.into()),
            ("corrections", total.corrections.into()),
            ("queries", total.queries.into()),
        ];
        self.say("effort", "proof-effort", &counts);
        if let Some((rate, minutes)) = effort.characters_per_hour().zip(effort.minutes_per_thousand()) {
            let speed = [named("rate", number(rate, 0)), named("minutes", number(minutes, 2)), named("count", effort.characters())];
            self.say("speed", "proof-speed", &speed);
        }
    }
}

/// A number with so many places at most, without noughts at its end.
pub(super) fn number(value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// Tenths of an error as errors.
pub(super) fn errors(tenths: u32) -> String {
    number(f64::from(tenths) / 10.0, 1)
}
