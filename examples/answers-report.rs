//! How well questions are understood, measured on labelled files.
//!
//! ```text
//! cargo run --release --example answers-report -- [--locales DIR] [--event FILE] [--wrong] [--strict] [FILE.jsonl …]
//! ```
//!
//! Without files it reads all of them, and first prints cross-validated figures for the files used for learning:
//! each line is read without the phrases and the examples that only its own tenth of the lines uses ("left
//! out"); once with every tenth line, once with neighbouring lines, which resemble one another. Then, for each
//! file: accuracy by language, precision and recall by intent, confused intents, confidently wrong answers about
//! a time or a place, out-of-scope questions recognised, questions asked back, and questions a second.
//! `--locales` reads the word lists from a folder instead of the compiled-in ones, `--wrong` prints each wrong
//! line (not of the held-out files), `--strict` does not accept an intent with the same facts for another.
//! docs/answers.md explains the figures.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use chrono::{DateTime, Timelike};
use koze::answers::{Intent, IntentClassifier, Interpretation, NluInput, NluModel, interpret};
use koze::clock::Clock;
use koze::i18n::Lang;
use koze::programme::{Programme, Schedule};
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    lang: String,
    text: String,
    now: Option<String>,
    intent: String,
    session: Option<String>,
    time: Option<String>,
}

/// Files used for learning: they are also read with phrases left out.
const LEARNED: [&str; 5] = ["dev", "fresh-a", "fresh-c", "fresh-f", "tried"];
/// Files of which only the totals are printed.
const HELD_OUT: [&str; 6] = ["fresh-b", "fresh-d", "fresh-e", "fresh-g", "fresh-h", "fresh-i"];
/// Folds of the cross-validation.
const TENTHS: usize = 10;

/// Intents whose answers give the same facts: each counts as right for the other.
const ALIKE: [(&str, &str); 1] = [("contact", "human")];

fn main() -> anyhow::Result<()> {
    let mut files = Vec::new();
    let (mut locales, mut show_wrong, mut event, mut strict) = (None::<String>, false, None, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--locales" => locales = arguments.next(),
            "--event" => event = arguments.next(),
            "--wrong" => show_wrong = true,
            "--strict" => strict = true,
            _ => files.push(argument),
        }
    }
    let read_all = files.is_empty();
    if read_all {
        files = LEARNED.iter().chain(&HELD_OUT).map(|name| path(name)).collect();
    }
    let programme = match event {
        Some(path) => Programme::parse(&fs::read_to_string(path)?)
            .map_err(|diagnostics| anyhow::anyhow!("{diagnostics:?}"))?,
        None => Programme::built_in(),
    };
    let model = match &locales {
        Some(folder) => {
            NluModel::load(|path| fs::read_to_string(format!("{folder}/{path}")).ok(), &programme)?
        }
        None => NluModel::new(&programme),
    };
    if read_all {
        for split in [Split::EveryTenth, Split::Neighbours] {
            report_left_out(&programme, &model, locales.as_deref(), split)?;
        }
    }
    for file in &files {
        report(file, &programme, &model, show_wrong, strict)?;
    }
    Ok(())
}

fn path(name: &str) -> String {
    format!("tests/data/faq-{name}.jsonl")
}

fn lines_of(file: &str) -> anyhow::Result<Vec<Line>> {
    Ok(fs::read_to_string(file)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

fn nlu_input<'a>(
    line: &'a Line,
    lang: Option<Lang>,
    programme: &'a Programme,
    schedule: &'a Schedule,
) -> NluInput<'a> {
    let minutes = line
        .now
        .as_deref()
        .and_then(|now| DateTime::parse_from_rfc3339(now).ok())
        .map_or(0, |now| (now.hour() * 60 + now.minute()) as i32);
    NluInput {
        text: &line.text,
        lang,
        default_lang: Lang::Fr,
        minute_of_day: minutes,
        today: programme.first_date,
        programme,
        schedule,
    }
}

/// The time in an interpretation, as `HH:MM` like in the labels.
fn time(interpretation: &Interpretation) -> Option<String> {
    match interpretation.intent {
        Intent::ScheduleAt(minutes, _) => Some(format!("{:02}:{:02}", minutes / 60, minutes % 60)),
        _ => None,
    }
}

fn is_right(line: &Line, interpretation: &Interpretation, strict: bool) -> bool {
    let intent = interpretation.intent.name();
    let is_alike = !strict
        && ALIKE.iter().any(|&(a, b)| (a == intent && b == line.intent) || (b == intent && a == line.intent));
    (intent == line.intent || is_alike)
        && interpretation.intent.session_id() == line.session.as_deref()
        && time(interpretation) == line.time
}

/// How lines are split into tenths: every tenth line, or runs of neighbouring lines, which resemble one another.
#[derive(Clone, Copy)]
enum Split {
    EveryTenth,
    Neighbours,
}

impl Split {
    fn tenth(self, at: usize, all: usize) -> usize {
        match self {
            Split::EveryTenth => at % TENTHS,
            Split::Neighbours => at * TENTHS / all,
        }
    }
}

/// Cross-validation: reads each line without the phrases that only lines of its own tenth use, and with a
/// classifier trained only on examples that are not lines of its own tenth.
fn report_left_out(
    programme: &Programme,
    model: &NluModel,
    locales: Option<&str>,
    split: Split,
) -> anyhow::Result<()> {
    let schedule = Schedule::from_programme(programme);
    let mut lines = Vec::new();
    for name in LEARNED {
        lines.extend(lines_of(&path(name))?);
    }
    let used: Vec<BTreeSet<u32>> = lines
        .iter()
        .map(|line| model.matched_phrases(&nlu_input(line, None, programme, &schedule)))
        .collect();
    let all_letters: Vec<String> = lines.iter().map(|line| letters(&line.text)).collect();
    let folder = locales.unwrap_or("locales");
    let (mut overall, mut languages) = (Tally::default(), BTreeMap::<&str, Tally>::new());
    let (mut out_of_scope, mut confidently_wrong, mut asked_back) = (Tally::default(), 0, Tally::default());
    for tenth in 0..TENTHS {
        let is_own = |at: usize| split.tenth(at, lines.len()) == tenth;
        let of = |own: bool| {
            let sets = used.iter().enumerate().filter(move |(at, _)| is_own(*at) == own);
            sets.flat_map(|(_, set)| set.iter().copied()).collect::<BTreeSet<u32>>()
        };
        let own: Vec<usize> = (0..lines.len()).filter(|&at| is_own(at)).collect();
        let is_kept = |example: &str| !own.iter().any(|&at| is_example(example, &all_letters[at]));
        let examples =
            IntentClassifier::load(|path| fs::read_to_string(format!("{folder}/{path}")).ok(), is_kept)?;
        let phrases = of(true).difference(&of(false)).copied().collect();
        let reduced_model = model.without(&phrases, examples);
        for line in own.iter().map(|&at| &lines[at]) {
            let interpretation = interpret(&nlu_input(line, None, programme, &schedule), &reduced_model);
            let right = is_right(line, &interpretation, false);
            let is_asked_back = interpretation.alternative.is_some() || interpretation.not_understood;
            overall.add(right);
            languages.entry(&line.lang).or_default().add(right);
            match line.intent.as_str() {
                "out-of-scope" => out_of_scope.add(right),
                _ => asked_back.add(is_asked_back),
            }
            confidently_wrong +=
                usize::from(!right && !is_asked_back && interpretation.intent.is_time_or_place());
        }
    }
    let how = match split {
        Split::EveryTenth => "every tenth line",
        Split::Neighbours => "neighbours",
    };
    println!("== left out ({how}), of {}: {} questions", LEARNED.join(", "), lines.len());
    println!("right overall          {overall}");
    for (lang, tally) in &languages {
        println!("right in {lang:14}{tally}");
    }
    println!(
        "confidently wrong about time or place  {confidently_wrong} ({:.1} %)",
        100.0 * confidently_wrong as f64 / lines.len() as f64
    );
    println!("out of scope recognised  {out_of_scope}");
    println!("in scope asked back      {asked_back}");
    Ok(())
}

/// The letters and digits of a text, in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether an example was made from this line: the same letters, with any text for `{session}` and the like.
fn is_example(example: &str, line: &str) -> bool {
    let mut pieces = example.split('{').map(|part| letters(part.rsplit('}').next().unwrap_or(part)));
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = line.strip_prefix(first.as_str()) else { return false };
    let mut pieces: Vec<String> = pieces.collect();
    let Some(last) = pieces.pop() else { return rest.is_empty() };
    for piece in pieces {
        let Some(at) = rest.find(&piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    rest.ends_with(&last)
}

#[derive(Default)]
struct Tally {
    right: usize,
    all: usize,
}

impl Tally {
    fn add(&mut self, right: bool) {
        self.all += 1;
        self.right += usize::from(right);
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{:5.1} % ({} of {})",
            100.0 * self.right as f64 / self.all.max(1) as f64,
            self.right,
            self.all
        )
    }
}

fn report(
    file: &str,
    programme: &Programme,
    model: &NluModel,
    show_wrong: bool,
    strict: bool,
) -> anyhow::Result<()> {
    let lines = lines_of(file)?;
    let schedule = Schedule::from_programme(programme);
    let mut overall = Tally::default();
    let mut languages: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut detected = Tally::default();
    let mut per_intent: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let mut confused: BTreeMap<(String, String), usize> = BTreeMap::new();
    let (mut confidently_wrong, mut asked_back) = (0, Tally::default());
    let (mut out_of_scope, mut most_comparisons) = (Tally::default(), 0);
    let clock = Clock::real();
    let started = clock.real_now();
    let mut rounds = 0;
    let read = |line: &Line, lang: Option<Lang>| -> Interpretation {
        interpret(&nlu_input(line, lang, programme, &schedule), model)
    };
    while rounds < 1 || clock.real_now() - started < 300 {
        lines.iter().for_each(|line| _ = read(line, None));
        rounds += 1;
    }
    let took = (clock.real_now() - started).max(1);
    for line in &lines {
        let interpretation = read(line, None);
        let intent = interpretation.intent.name();
        let session = interpretation.intent.session_id().map(str::to_owned);
        let time = time(&interpretation);
        let right = is_right(line, &interpretation, strict);
        overall.add(right);
        languages.entry(&line.lang).or_default().add(right);
        detected.add(interpretation.lang.code() == line.lang);
        most_comparisons = most_comparisons.max(interpretation.comparisons);
        per_intent.entry(line.intent.clone()).or_default()[0] += 1;
        per_intent.entry(intent.clone()).or_default()[1] += 1;
        if right {
            per_intent.entry(line.intent.clone()).or_default()[2] += 1;
        }
        let is_asked_back = interpretation.alternative.is_some() || interpretation.not_understood;
        if line.intent == "out-of-scope" {
            out_of_scope.add(intent == "out-of-scope");
        } else {
            asked_back.add(is_asked_back);
        }
        if !right {
            *confused.entry((line.intent.clone(), intent.clone())).or_default() += 1;
            if !is_asked_back && interpretation.intent.is_time_or_place() {
                confidently_wrong += 1;
            }
            let held_out = HELD_OUT.iter().any(|name| file.contains(name));
            if show_wrong && !held_out {
                let name = |intent: &str, session: &Option<String>, time: &Option<String>| {
                    format!(
                        "{intent} {}{}",
                        session.as_deref().unwrap_or_default(),
                        time.as_deref().unwrap_or_default()
                    )
                };
                println!(
                    "{} {} | is {} | read {} {:.2}{}",
                    line.lang,
                    line.text,
                    name(&line.intent, &line.session, &line.time),
                    name(&intent, &session, &time),
                    interpretation.confidence,
                    if is_asked_back { " asked back" } else { "" },
                );
                for explanation in &interpretation.explanations {
                    println!("      {:5.2} {}", explanation.weight, explanation.what);
                }
            }
        }
    }
    println!("== {file}: {} questions", lines.len());
    println!("right overall          {overall}");
    for (lang, tally) in &languages {
        println!("right in {lang:14}{tally}");
    }
    println!("language detected      {detected}");
    println!(
        "confidently wrong about time or place  {confidently_wrong} ({:.1} %)",
        100.0 * confidently_wrong as f64 / lines.len() as f64
    );
    println!("out of scope recognised  {out_of_scope}");
    println!("in scope asked back      {asked_back}");
    println!("questions a second     {}", lines.len() as i64 * rounds * 1_000 / took);
    println!("most comparisons       {most_comparisons}");
    if HELD_OUT.iter().any(|name| file.contains(name)) {
        return Ok(());
    }
    println!("{:24}{:>7}{:>11}{:>9}", "intent", "lines", "precision", "recall");
    for (intent, [is, read, right]) in &per_intent {
        let share = |of: usize| match of {
            0 => "-".to_owned(),
            of => format!("{:.0} %", 100.0 * *right as f64 / of as f64),
        };
        println!("{intent:24}{is:>7}{:>11}{:>9}", share(*read), share(*is));
    }
    let mut pairs: Vec<_> = confused.into_iter().collect();
    pairs.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    println!("confused:");
    for ((is, read), count) in pairs.iter().take(25) {
        println!("{count:4}  {is} read as {read}");
    }
    Ok(())
}
