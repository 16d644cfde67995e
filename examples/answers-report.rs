//! How well questions are understood, measured on labelled files.
//!
//! ```text
//! cargo run --release --example answers-report -- [--locales DIR] [--wrong] [--event FILE] FILE.jsonl …
//! ```
//!
//! First, honest figures for what was learned from: each line is read without the phrases and the examples that
//! only its own tenth of the lines shows, as if nobody had thought of them ("left out"); once with every tenth
//! line, once with neighbours, which resemble one another. Then, for each file as it is read:
//! accuracy for each language, precision and recall for each intent, which intents are confused, wrong
//! answers given with assurance about a time or a place, how much of what is out of scope is recognised,
//! how often is asked back, and questions a second. `--locales` reads the words from a
//! folder instead of those that are compiled in.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use chrono::{DateTime, Timelike};
use koze::answers::{
    Intent, IntentClassifier, Interpretation, NluInput, NluModel, interpret, matched_phrases,
};
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

/// What the words were learned from: these are read with phrases left out as well.
const LEARNED: [&str; 5] = ["dev", "fresh-a", "fresh-c", "fresh-f", "tried"];
/// Only the totals of these are looked at.
const HELD_OUT: [&str; 6] = ["fresh-b", "fresh-d", "fresh-e", "fresh-g", "fresh-h", "fresh-i"];
/// Lines are left out a tenth at a time.
const TENTHS: usize = 10;

/// Intents that give the same facts: each is right for the other.
const ALIKE: [(&str, &str); 1] = [("contact", "human")];

fn main() -> anyhow::Result<()> {
    let mut files = Vec::new();
    let (mut locales, mut wrong, mut event, mut strict) = (None::<String>, false, None, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--locales" => locales = arguments.next(),
            "--event" => event = arguments.next(),
            "--wrong" => wrong = true,
            "--strict" => strict = true,
            _ => files.push(argument),
        }
    }
    let all = files.is_empty();
    if all {
        files = LEARNED.iter().chain(&HELD_OUT).map(|name| path(name)).collect();
    }
    let programme = match event {
        Some(path) => Programme::parse(&fs::read_to_string(path)?).map_err(|m| anyhow::anyhow!("{m:?}"))?,
        None => Programme::built_in(),
    };
    let knowledge = match &locales {
        Some(folder) => {
            NluModel::load(|path| fs::read_to_string(format!("{folder}/{path}")).ok(), &programme)?
        }
        None => NluModel::new(&programme),
    };
    if all {
        for parted in [Parted::EveryTenth, Parted::Neighbours] {
            left_out(&programme, &knowledge, locales.as_deref(), parted)?;
        }
    }
    for file in &files {
        report(file, &programme, &knowledge, wrong, strict)?;
    }
    Ok(())
}

fn path(name: &str) -> String {
    format!("tests/data/faq-{name}.jsonl")
}

fn lines_of(file: &str) -> anyhow::Result<Vec<Line>> {
    Ok(fs::read_to_string(file)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

fn asked<'a>(
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

/// The time that a reading names, as the labels write it.
fn time(reading: &Interpretation) -> Option<String> {
    match reading.intent {
        Intent::ScheduleAt(minutes, _) => Some(format!("{:02}:{:02}", minutes / 60, minutes % 60)),
        _ => None,
    }
}

fn is_right(line: &Line, reading: &Interpretation, strict: bool) -> bool {
    let given = reading.intent.name();
    let alike = !strict
        && ALIKE.iter().any(|&(a, b)| (a == given && b == line.intent) || (b == given && a == line.intent));
    (given == line.intent || alike)
        && reading.intent.session_id() == line.session.as_deref()
        && time(reading) == line.time
}

/// How lines are parted into tenths: every tenth line, or runs of neighbours, which resemble one another.
#[derive(Clone, Copy)]
enum Parted {
    EveryTenth,
    Neighbours,
}

impl Parted {
    fn tenth(self, at: usize, all: usize) -> usize {
        match self {
            Parted::EveryTenth => at % TENTHS,
            Parted::Neighbours => at * TENTHS / all,
        }
    }
}

/// Each line read as if nobody had thought of it: without the phrases that only lines of its own tenth show,
/// and learned only from examples that are none of these lines.
fn left_out(
    programme: &Programme,
    knowledge: &NluModel,
    locales: Option<&str>,
    parted: Parted,
) -> anyhow::Result<()> {
    let schedule = Schedule::from_programme(programme);
    let mut lines = Vec::new();
    for name in LEARNED {
        lines.extend(lines_of(&path(name))?);
    }
    let used: Vec<BTreeSet<u32>> = lines
        .iter()
        .map(|line| matched_phrases(&asked(line, None, programme, &schedule), knowledge))
        .collect();
    let all_letters: Vec<String> = lines.iter().map(|line| letters(&line.text)).collect();
    let folder = locales.unwrap_or("locales");
    let (mut overall, mut languages) = (Tally::default(), BTreeMap::<&str, Tally>::new());
    let (mut outside, mut assured, mut asked_back) = (Tally::default(), 0, Tally::default());
    for tenth in 0..TENTHS {
        let is_own = |at: usize| parted.tenth(at, lines.len()) == tenth;
        let of = |own: bool| {
            let sets = used.iter().enumerate().filter(move |(at, _)| is_own(*at) == own);
            sets.flat_map(|(_, set)| set.iter().copied()).collect::<BTreeSet<u32>>()
        };
        let own: Vec<usize> = (0..lines.len()).filter(|&at| is_own(at)).collect();
        let is_kept = |example: &str| !own.iter().any(|&at| is_example(example, &all_letters[at]));
        let examples =
            IntentClassifier::load(|path| fs::read_to_string(format!("{folder}/{path}")).ok(), is_kept)?;
        let phrases = of(true).difference(&of(false)).copied().collect();
        let without = knowledge.without(&phrases, examples);
        for line in own.iter().map(|&at| &lines[at]) {
            let reading = interpret(&asked(line, None, programme, &schedule), &without);
            let right = is_right(line, &reading, false);
            let back = reading.alternative.is_some() || reading.not_understood;
            overall.add(right);
            languages.entry(&line.lang).or_default().add(right);
            match line.intent.as_str() {
                "out-of-scope" => outside.add(right),
                _ => asked_back.add(back),
            }
            assured += usize::from(!right && !back && reading.intent.is_time_or_place());
        }
    }
    let how = match parted {
        Parted::EveryTenth => "every tenth line",
        Parted::Neighbours => "neighbours",
    };
    println!("== left out ({how}), of {}: {} questions", LEARNED.join(", "), lines.len());
    println!("right overall          {overall}");
    for (lang, tally) in &languages {
        println!("right in {lang:14}{tally}");
    }
    println!(
        "wrong with assurance about time or place  {assured} ({:.1} %)",
        100.0 * assured as f64 / lines.len() as f64
    );
    println!("out of scope recognised  {outside}");
    println!("in scope asked back      {asked_back}");
    Ok(())
}

/// Letters and digits, in small letters.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether an example is this line: the same letters, with anything where it says `{session}` and the like.
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
    knowledge: &NluModel,
    show: bool,
    strict: bool,
) -> anyhow::Result<()> {
    let lines = lines_of(file)?;
    let schedule = Schedule::from_programme(programme);
    let mut overall = Tally::default();
    let mut languages: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut detected = Tally::default();
    let mut per_intent: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let mut confused: BTreeMap<(String, String), usize> = BTreeMap::new();
    let (mut assured, mut asked_back) = (0, Tally::default());
    let (mut outside, mut most) = (Tally::default(), 0);
    let clock = Clock::real();
    let begun = clock.real_now();
    let mut rounds = 0;
    let read = |line: &Line, lang: Option<Lang>| -> Interpretation {
        interpret(&asked(line, lang, programme, &schedule), knowledge)
    };
    while rounds < 1 || clock.real_now() - begun < 300 {
        lines.iter().for_each(|line| _ = read(line, None));
        rounds += 1;
    }
    let took = (clock.real_now() - begun).max(1);
    for line in &lines {
        let reading = read(line, None);
        let given = reading.intent.name();
        let session = reading.intent.session_id().map(str::to_owned);
        let time = time(&reading);
        let right = is_right(line, &reading, strict);
        overall.add(right);
        languages.entry(&line.lang).or_default().add(right);
        detected.add(reading.lang.code() == line.lang);
        most = most.max(reading.comparisons);
        per_intent.entry(line.intent.clone()).or_default()[0] += 1;
        per_intent.entry(given.clone()).or_default()[1] += 1;
        if right {
            per_intent.entry(line.intent.clone()).or_default()[2] += 1;
        }
        let back = reading.alternative.is_some() || reading.not_understood;
        if line.intent == "out-of-scope" {
            outside.add(given == "out-of-scope");
        } else {
            asked_back.add(back);
        }
        if !right {
            *confused.entry((line.intent.clone(), given.clone())).or_default() += 1;
            if !back && reading.intent.is_time_or_place() {
                assured += 1;
            }
            let held_out = HELD_OUT.iter().any(|name| file.contains(name));
            if show && !held_out {
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
                    name(&given, &session, &time),
                    reading.confidence,
                    if back { " asked back" } else { "" },
                );
                for why in &reading.explanations {
                    println!("      {:5.2} {}", why.weight, why.what);
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
        "wrong with assurance about time or place  {assured} ({:.1} %)",
        100.0 * assured as f64 / lines.len() as f64
    );
    println!("out of scope recognised  {outside}");
    println!("in scope asked back      {asked_back}");
    println!("questions a second     {}", lines.len() as i64 * rounds * 1_000 / took);
    println!("most comparisons       {most}");
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
