//! How many questions a second are read, one after the other on one core, and the cost of the slowest:
//! labelled questions of `tests/data`, then texts made to be slow, each of Telegram's maximum length (4,096
//! characters). No network and no database: only from the text to the intent.
//!
//! `cargo bench --bench answers`

#![allow(clippy::unwrap_used, reason = "a test or benchmark that fails says where")]

use std::time::Instant;

use koze::answers::{NluInput, NluModel, interpret_with_encoder};
use koze::i18n::Lang;
use koze::programme::{Programme, Schedule};

/// Telegram's limit, in characters.
const MAX_MESSAGE_LENGTH: usize = 4_096;
/// Each text is read so many times, to steady the figure.
const ROUNDS: usize = 10;

fn main() -> anyhow::Result<()> {
    let programme = Programme::built_in();
    let schedule = Schedule::from_programme(&programme);
    let model = NluModel::new(&programme);
    let measure_ms = |text: &str| {
        let input = NluInput {
            text,
            lang: None,
            default_lang: Lang::Fr,
            minute_of_day: 600,
            today: programme.first_date,
            previous_session: None,
            meaning: None,
            programme: &programme,
            schedule: &schedule,
        };
        #[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
        let started = Instant::now();
        let interpretation = std::hint::black_box(interpret_with_encoder(&input, &model));
        (started.elapsed().as_secs_f64() * 1_000.0, interpretation.comparisons)
    };
    let questions: Vec<String> = ["faq-dev", "faq-fresh-a", "faq-fresh-b"]
        .iter()
        .flat_map(|file| std::fs::read_to_string(format!("tests/data/{file}.jsonl")))
        .flat_map(|text| text.lines().map(text_of).collect::<Vec<_>>())
        .collect::<Result<_, _>>()?;
    let mut times: Vec<f64> =
        (0..ROUNDS).flat_map(|_| &questions).map(|question| measure_ms(question).0).collect();
    times.sort_by(f64::total_cmp);
    let sum: f64 = times.iter().sum();
    println!(
        "{} questions: {:.0} a second; milliseconds: p50 {:.2}, p99 {:.2}, slowest {:.2}",
        times.len(),
        times.len() as f64 * 1_000.0 / sum,
        times[times.len() / 2],
        times[times.len() * 99 / 100],
        times[times.len() - 1],
    );
    let slow = [
        ("the same word", "table "),
        ("the same misspelt word", "inscriptoin "),
        ("one long word", "x"),
        ("letters with accents", "é"),
        ("look-alikes and invisible letters", "tа\u{200b}ble rоnde "),
        ("unknown words", "qzjwxk vrtplm gnorfle "),
        ("hours", "à 10h30 "),
        ("emoji", "🔥"),
    ];
    for (name, part) in slow {
        let text: String = part.chars().cycle().take(MAX_MESSAGE_LENGTH).collect();
        let mut best = (f64::INFINITY, 0);
        for _ in 0..ROUNDS {
            let (time, comparisons) = measure_ms(&text);
            best = (best.0.min(time), comparisons);
        }
        println!("{MAX_MESSAGE_LENGTH} characters, {name}: {:.2} ms, {} comparisons", best.0, best.1);
    }
    Ok(())
}

fn text_of(line: &str) -> anyhow::Result<String> {
    let line: serde_json::Value = serde_json::from_str(line)?;
    Ok(line["text"].as_str().unwrap_or_default().to_owned())
}
