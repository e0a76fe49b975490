//! Reading one line: the strip through the network, and the likeliest characters out of its steps.

use std::sync::Arc;

use image::GrayImage;
use rten::{Model, RunOptions, ThreadPool};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};

use super::models::{self, ModelFile};
use super::strip::{self, HEIGHT, LinePlace};
use super::upright_marks::{self, UprightStrip};
use super::{ReadCharacter, ReadLine, ReaderFault};
use crate::page::{Alternative, Certainty};

/// A line of which the reader is less sure, on the whole, is no text: borders and pictures are read as letters.
const LEAST_CERTAINTY: f32 = 0.6;

/// What a character may be instead is told from this likelihood on.
const LEAST_ALTERNATIVE: f32 = 0.01;

/// How many alternatives to a character are told.
const MOST_ALTERNATIVES: usize = 4;

/// How far beyond the end of an upright line a mark of it may hang, in thicknesses of the line.
const HANGING: f32 = 0.8;

/// The class of no character.
const NOTHING: usize = 0;

/// Reads lines of text.
pub struct Recogniser {
    model: Arc<Model>,
    file: ModelFile,
    /// The text of each class; that of the first is nothing.
    classes: Vec<&'static str>,
    options: RunOptions,
}

/// A character as it comes out of the steps.
struct Peak {
    class: usize,
    /// The steps from the first to the one after the last.
    steps: (usize, usize),
    /// The step at which it is surest, and how sure.
    best: (usize, f32),
}

impl Recogniser {
    /// Loads the recogniser. It works on one thread.
    ///
    /// # Errors
    /// Its model is damaged.
    pub fn load() -> Result<Recogniser, ReaderFault> {
        let (file, characters) = (models::recogniser(), models::characters());
        let text = std::str::from_utf8(characters.checked()?).map_err(|_| ReaderFault::DamagedModel { file: characters.name })?;
        let classes: Vec<&str> = std::iter::once("").chain(text.lines()).chain(std::iter::once(" ")).collect();
        Ok(Recogniser { model: Arc::new(file.load()?), file, classes, options: on_one_thread() })
    }

    /// Another one with the same model, which works on a thread of its own.
    pub(super) fn twin(&self) -> Recogniser {
        Recogniser { model: self.model.clone(), file: self.file, classes: self.classes.clone(), options: on_one_thread() }
    }

    /// Reads a line of an image. Nothing where there is no text to be seen.
    ///
    /// # Errors
    /// The model cannot be run.
    pub fn read(&self, image: &GrayImage, place: LinePlace) -> Result<Option<ReadLine>, ReaderFault> {
        let Some(strip) = strip::cut(image, place) else { return Ok(None) };
        let steps = self.steps(&strip.image)?;
        let line = self.line_of(strip.room, steps.view()).filter(|line| line.certainty() >= LEAST_CERTAINTY);
        let Some(line) = line else { return Ok(None) };
        let longer = place.longer(HANGING);
        let Some(cut) = place.is_upright().then(|| strip::cut(image, longer)).flatten() else { return Ok(Some(line)) };
        let likelihood = |text: &str, from: f32, to: f32| {
            let step = |share: f32| strip.room + share * (1.0 - 2.0 * strip.room);
            self.likelihood_of(text, steps.view(), step(from), step(to))
        };
        let upright = UprightStrip { cut: &cut, line: place.length() / longer.length() };
        Ok(Some(upright_marks::with_marks(line, &upright, &likelihood)))
    }

    /// Reads a strip, whatever it is of; the places of its characters are shares of the whole strip.
    pub(super) fn read_strip(&self, strip: &GrayImage) -> Result<Option<ReadLine>, ReaderFault> {
        Ok(self.line_of(0.0, self.steps(strip)?.view()))
    }

    /// How likely each class is at each step of a strip.
    fn steps(&self, strip: &GrayImage) -> Result<NdTensor<f32, 2>, ReaderFault> {
        let (width, height) = (strip.width() as usize, HEIGHT as usize);
        let tones: Vec<f32> = strip.pixels().map(|pixel| f32::from(pixel.0[0]) / 127.5 - 1.0).collect();
        let input = NdTensor::from_data([1, 3, height, width], tones.repeat(3));
        let output = self.model.run_one(input.view().into(), Some(self.options.clone())).map_err(|error| self.file.failed(error))?;
        let output: NdTensor<f32, 3> = output.try_into().map_err(|error| self.file.failed(format!("{error:?}")))?;
        let [_, count, classes] = output.shape();
        if classes != self.classes.len() {
            return Err(ReaderFault::DamagedModel { file: self.file.name });
        }
        Ok(NdTensor::from_data([count, classes], output.into_data()))
    }

    /// The line that the steps say: of each step the likeliest class, like ones beside each other taken as one (Graves and others, 2006). `room`
    /// is what share of the strip lies before the line, and as much after it.
    fn line_of(&self, room: f32, steps: NdTensorView<'_, f32, 2>) -> Option<ReadLine> {
        let count = steps.shape()[0];
        // Steps as shares of the line, without the room at its ends.
        let share = |step: usize| ((step as f32 / count.max(1) as f32) - room) / (1.0 - 2.0 * room);
        let characters = peaks(steps).into_iter().map(|peak| ReadCharacter {
            text: self.classes.get(peak.class).copied().unwrap_or_default().to_owned(),
            certainty: Certainty::share(f64::from(peak.best.1)),
            alternatives: self.alternatives(steps, &peak),
            along: (share(peak.steps.0), share(peak.steps.1)),
        });
        let characters: Vec<ReadCharacter> = characters.collect();
        (!characters.is_empty()).then_some(ReadLine { characters })
    }

    /// How likely a text is, where it is likeliest between two shares of the strip's length.
    fn likelihood_of(&self, text: &str, steps: NdTensorView<'_, f32, 2>, from: f32, to: f32) -> f32 {
        let Some(class) = self.classes.iter().position(|class| *class == text) else { return 0.0 };
        let [count, _] = steps.shape();
        let step = |share: f32| (share.clamp(0.0, 1.0) * count as f32) as usize;
        (step(from)..step(to)).filter_map(|step| steps.get([step, class]).copied()).fold(0.0, f32::max)
    }

    /// What a character may be instead, the likeliest first.
    fn alternatives(&self, steps: NdTensorView<'_, f32, 2>, peak: &Peak) -> Vec<Alternative> {
        let row = steps.slice(peak.best.0);
        let others = row.iter().copied().enumerate();
        let mut others: Vec<(usize, f32)> =
            others.filter(|(class, value)| ![peak.class, NOTHING].contains(class) && *value >= LEAST_ALTERNATIVE).collect();
        others.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let told = others.into_iter().take(MOST_ALTERNATIVES).filter_map(|(class, value)| {
            let text = (*self.classes.get(class)?).to_owned();
            Some(Alternative { text, certainty: Some(Certainty::share(f64::from(value))) })
        });
        told.collect()
    }
}

fn on_one_thread() -> RunOptions {
    RunOptions::default().with_thread_pool(Some(Arc::new(ThreadPool::with_num_threads(1))))
}

/// The characters of the steps, in order.
fn peaks(steps: NdTensorView<'_, f32, 2>) -> Vec<Peak> {
    let mut peaks: Vec<Peak> = Vec::new();
    let mut last = NOTHING;
    for (step, row) in steps.axis_iter(0).enumerate() {
        let first = (NOTHING, f32::MIN);
        let (class, value) =
            row.iter().copied().enumerate().fold(first, |best, (class, value)| if value > best.1 { (class, value) } else { best });
        match peaks.last_mut() {
            Some(peak) if class == last && class != NOTHING => {
                peak.steps.1 = step + 1;
                if value > peak.best.1 {
                    peak.best = (step, value);
                }
            }
            _ if class != NOTHING => peaks.push(Peak { class, steps: (step, step + 1), best: (step, value) }),
            _ => {}
        }
        last = class;
    }
    peaks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_steps_are_one_character_and_nothing_parts_them() {
        let likely = |class: usize| (0..3).map(move |other| if other == class { 0.8 } else { 0.1 });
        let rows = [0, 1, 1, 0, 1, 2, 2, 0];
        let steps = NdTensor::from_data([rows.len(), 3], rows.into_iter().flat_map(likely).collect::<Vec<f32>>());
        let found: Vec<_> = peaks(steps.view()).iter().map(|peak| (peak.class, peak.steps)).collect();
        assert_eq!(found, [(1, (1, 3)), (1, (4, 5)), (2, (5, 7))]);
    }
}
