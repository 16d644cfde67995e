//! Prints what the learner is given of each line of the corpus, as one JSON object: `training/run` feeds it to
//! `train.py`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::thread;

use anyhow::Context as _;
use chrono::{DateTime, Timelike as _};
use koze::answers::{NluInput, NluModel, analyse, session_descriptions, session_piece_lists};
use koze::i18n::Lang;
use koze::programme::{Programme, Schedule};
use serde_json::{Value, json};

/// The event that is compiled in.
const SHIPPED_EVENT: &str = "forum";
/// The event of `tests/data/two-days.toml`.
const TEST_EVENT: &str = "deux-jours";
/// Topics have an id behind this in the older lists.
const TOPIC: &str = "topic";

fn main() -> anyhow::Result<()> {
    let mut by_event: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let new = jsonl_files("training/corpus")?.into_iter().map(|path| (path, None));
    let old = jsonl_files("tests/data")?.into_iter().map(|path| {
        let event = if path.contains("two-days") { TEST_EVENT } else { SHIPPED_EVENT };
        (path, Some(event))
    });
    for (path, event) in new.chain(old) {
        let name = Path::new(&path).file_stem().unwrap_or_default().to_string_lossy().replace("faq-", "old-");
        for line in fs::read_to_string(&path)?.lines() {
            let mut row: Value = serde_json::from_str(line).with_context(|| path.clone())?;
            row["writer"] = json!(name);
            if let Some(event) = event {
                row["event"] = json!(event);
            }
            if row["intent"].as_str().is_some_and(|intent| intent.starts_with(TOPIC)) {
                row["intent"] = json!(TOPIC);
            }
            by_event.entry(row["event"].as_str().unwrap_or_default().to_owned()).or_default().push(row);
        }
    }
    let (mut sessions, mut descriptions) = (BTreeMap::new(), BTreeMap::new());
    let mut rows = Vec::new();
    for (event, own) in by_event {
        let programme = load_event(&event)?;
        sessions.insert(event.clone(), session_piece_lists(&programme));
        descriptions.insert(event, session_descriptions(&programme));
        rows.extend(analyse_all(own, &programme)?);
    }
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(
        &mut out,
        &json!({ "rows": rows, "sessions": sessions, "descriptions": descriptions }),
    )?;
    out.write_all(b"\n")?;
    Ok(())
}

/// The labelled files of a folder, in order.
fn jsonl_files(folder: &str) -> anyhow::Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path().to_string_lossy().into_owned();
        if path.ends_with(".jsonl") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn load_event(event: &str) -> anyhow::Result<Programme> {
    let path = match event {
        SHIPPED_EVENT => return Ok(Programme::built_in()),
        TEST_EVENT => "tests/data/two-days.toml".to_owned(),
        _ => format!("training/events/{event}/event.toml"),
    };
    let text = fs::read_to_string(&path).with_context(|| path.clone())?;
    Programme::parse(&text).map_err(|mistakes| anyhow::anyhow!("{path}: {mistakes:?}"))
}

/// Adds what the learner is given to each row, on all processors.
fn analyse_all(mut rows: Vec<Value>, programme: &Programme) -> anyhow::Result<Vec<Value>> {
    let model = NluModel::new(programme);
    let schedule = Schedule::from_programme(programme);
    let share = rows.len().div_ceil(thread::available_parallelism()?.get()).max(1);
    thread::scope(|scope| {
        let workers: Vec<_> = rows
            .chunks_mut(share)
            .map(|own| {
                scope.spawn(|| {
                    for row in own {
                        let analysis = analyse(&input(row, programme, &schedule), &model);
                        row["f"] = serde_json::to_value(analysis)?;
                    }
                    anyhow::Ok(())
                })
            })
            .collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().map_err(|_| anyhow::anyhow!("a worker panicked"))?)
    })?;
    Ok(rows)
}

fn input<'a>(row: &'a Value, programme: &'a Programme, schedule: &'a Schedule) -> NluInput<'a> {
    let now = row["now"].as_str().and_then(|now| DateTime::parse_from_rfc3339(now).ok());
    NluInput {
        text: row["text"].as_str().unwrap_or_default(),
        lang: row["lang"].as_str().and_then(Lang::from_code),
        default_lang: Lang::Fr,
        minute_of_day: now.map_or(0, |now| (now.hour() * 60 + now.minute()) as i32),
        today: now.map_or(programme.first_date, |now| now.date_naive()),
        previous_session: None,
        meaning: None,
        programme,
        schedule,
    }
}
