//! `koze ask`: a question, and what Kozé would answer, without a token or a database. The schedule is the
//! event file's.

use std::fmt::Write as _;
use std::io::{BufRead, BufWriter, Write as _, stdin, stdout};
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Stop, print};
use crate::answers::{self, Here, Intent, Knowledge, Reading};
use crate::clock::{Clock, Millis};
use crate::config::{self, Wrong};
use crate::i18n::Lang;
use crate::programme::{Programme, Schedule};
use crate::turn::Forum;

/// A longer line is cut: nobody types so much, and a file may hold anything.
const LONGEST: usize = 20_000;

#[derive(clap::Args)]
pub struct Ask {
    /// The question, as people type it.
    #[arg(required_unless_present = "jsonl")]
    question: Vec<String>,
    /// The language it is in (fr, gcf, en); without it, it is detected.
    #[arg(long)]
    lang: Option<String>,
    /// The moment at which it is asked (RFC 3339); without it, now.
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Print what was understood as JSON.
    #[arg(long)]
    json: bool,
    /// Read lines {"lang","text","now"} and write a line of JSON for each.
    #[arg(long, conflicts_with = "question")]
    jsonl: bool,
    /// Show which words counted.
    #[arg(long)]
    explain: bool,
    /// The event file; without one, the forum that is compiled in.
    #[arg(long, env = "KOZE_EVENT")]
    event: Option<PathBuf>,
}

/// A line of a file.
#[derive(Deserialize)]
struct Line {
    lang: Option<String>,
    text: String,
    now: Option<String>,
}

struct Desk {
    programme: Programme,
    schedule: Schedule,
    knowledge: Knowledge,
    real: Millis,
}

impl Ask {
    pub fn answer(self) -> Result<(), Stop> {
        let programme = config::read_event(self.event.as_deref())?;
        let desk = Desk {
            schedule: Schedule::of(&programme),
            knowledge: Knowledge::new(&programme),
            programme,
            real: Clock::real().now(),
        };
        let lang = self.lang.as_deref().map(language).transpose()?;
        let now = match self.at.as_deref() {
            Some(text) => moment(text)?,
            None => desk.real,
        };
        if self.jsonl {
            return desk.lines(lang, now);
        }
        let text = self.question.join(" ");
        let (reading, answer) = desk.answer(&text, lang, now);
        if self.json {
            print(format!("{}\n", desk.json(&reading, &answer)))?;
        } else {
            print(format!("{answer}\n"))?;
        }
        if self.explain {
            print(format!("\n{}\n", explained(&reading)))?;
        }
        Ok(())
    }
}

impl Desk {
    /// Line by line, as they come.
    fn lines(&self, lang: Option<Lang>, now: Millis) -> Result<(), Stop> {
        let mut out = BufWriter::new(stdout().lock());
        for (number, line) in stdin().lock().lines().enumerate() {
            let wrong = |what: String| Stop::Wrong(Wrong(format!("line {}: {what}", number + 1)));
            let line = line.map_err(|error| wrong(error.to_string()))?;
            if line.trim().is_empty() {
                continue;
            }
            let asked: Line = serde_json::from_str(&line).map_err(|error| wrong(error.to_string()))?;
            let lang = match asked.lang.as_deref() {
                Some(code) => Some(language(code).map_err(|error| wrong(error.0))?),
                None => lang,
            };
            let now = match asked.now.as_deref() {
                Some(text) => moment(text).map_err(|error| wrong(error.0))?,
                None => now,
            };
            let text: String = asked.text.chars().take(LONGEST).collect();
            let (reading, answer) = self.answer(&text, lang, now);
            writeln!(out, "{}", self.json(&reading, &answer))?;
        }
        out.flush()?;
        Ok(())
    }

    fn answer(&self, text: &str, lang: Option<Lang>, now: Millis) -> (Reading, String) {
        let forum = Forum { programme: &self.programme, schedule: &self.schedule, now, mono: self.real };
        let reading = answers::read(&forum, text, lang, Lang::Fr, &self.knowledge);
        // a change of language is answered in the language asked for
        let spoken = match reading.intent {
            Intent::Language(Some(lang)) => lang,
            _ => reading.lang,
        };
        let here = Here { forum, lang: spoken };
        let message = if reading.lost {
            answers::lost(&here, &reading.likely)
        } else if let Some(other) = &reading.other {
            answers::which(&here, &reading.intent, other)
        } else {
            answers::reply(&here, &reading.intent, &self.knowledge)
        };
        let mut answer = plain(&message.html);
        if let Some(also) = &reading.also {
            let message = answers::reply(&here, also, &self.knowledge);
            _ = write!(answer, "\n\n{}", plain(&message.html));
        }
        if reading.other.is_some() || reading.lost {
            for label in message.labels() {
                _ = write!(answer, "\n[{label}]");
            }
        }
        (reading, answer)
    }

    fn json(&self, reading: &Reading, answer: &str) -> Value {
        let mut line = json!({
            "intent": reading.intent.name(),
            "confidence": (f64::from(reading.confidence) * 100.0).round() / 100.0,
            "asked_back": reading.other.is_some() || reading.lost,
            "lang": reading.lang.code(),
            "answer": answer,
        });
        if let Some(session) = reading.intent.session() {
            line["session"] = json!(session);
        }
        if let Intent::ScheduleAt(minutes, _) = reading.intent {
            line["time"] = json!(format!("{:02}:{:02}", minutes / 60, minutes % 60));
        }
        line
    }
}

/// Which words counted, a line each.
fn explained(reading: &Reading) -> String {
    let mut lines = format!(
        "{} ({}), confidence {:.2}, {} comparisons",
        reading.intent.name(),
        reading.lang.code(),
        reading.confidence,
        reading.comparisons
    );
    for why in &reading.why {
        _ = write!(lines, "\n{:6.2}  {}", why.weight, why.what);
    }
    lines
}

fn language(code: &str) -> Result<Lang, Wrong> {
    Lang::from_code(code).ok_or_else(|| Wrong(format!("--lang {code}: one of fr, gcf, en")))
}

fn moment(text: &str) -> Result<Millis, Wrong> {
    config::parse_moment(text)
        .ok_or_else(|| Wrong(format!("{text}: not a time; write for instance 2012-11-23T09:50:00-04:00")))
}

/// A message as a terminal shows it.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if !inside => text.push(letter),
            _ => {}
        }
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    text.trim().to_owned()
}
