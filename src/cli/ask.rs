//! `koze ask`: a question, and what Kozé would answer, without a token or a database. The schedule is the
//! event file's.

use std::fmt::Write as _;
use std::io::{BufRead, BufWriter, Write as _, stdin, stdout};
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::{Value, json};

use super::error::CliError;
use super::startup::write_stdout;
use crate::answers::{self, AnswerContext, Intent, Interpretation, NluModel};
use crate::clock::{Clock, Millis};
use crate::config::{self, ConfigError};
use crate::i18n::Lang;
use crate::programme::{Programme, Schedule};
use crate::turn::EventContext;

/// A longer line is cut: nobody types so much, and a file may hold anything.
const MAX_INPUT_CHARS: usize = 20_000;

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
struct InputLine {
    lang: Option<String>,
    text: String,
    now: Option<String>,
}

struct Answerer {
    programme: Programme,
    schedule: Schedule,
    nlu_model: NluModel,
    real_now: Millis,
}

impl Ask {
    pub fn run(self) -> Result<(), CliError> {
        let programme = config::load_event_file(self.event.as_deref())?;
        let desk = Answerer {
            schedule: Schedule::from_programme(&programme),
            nlu_model: NluModel::new(&programme),
            programme,
            real_now: Clock::real().event_now(),
        };
        let lang = self.lang.as_deref().map(parse_language).transpose()?;
        let now = match self.at.as_deref() {
            Some(text) => parse_time(text)?,
            None => desk.real_now,
        };
        if self.jsonl {
            return desk.answer_lines(lang, now);
        }
        let text = self.question.join(" ");
        let (reading, answer) = desk.answer(&text, lang, now);
        if self.json {
            write_stdout(format!("{}\n", desk.to_json(&reading, &answer)))?;
        } else {
            write_stdout(format!("{answer}\n"))?;
        }
        if self.explain {
            write_stdout(format!("\n{}\n", format_explanation(&reading)))?;
        }
        Ok(())
    }
}

impl Answerer {
    /// Line by line, as they come.
    fn answer_lines(&self, lang: Option<Lang>, now: Millis) -> Result<(), CliError> {
        let mut out = BufWriter::new(stdout().lock());
        for (number, line) in stdin().lock().lines().enumerate() {
            let wrong = |what: String| CliError::Config(ConfigError(format!("line {}: {what}", number + 1)));
            let line = line.map_err(|error| wrong(error.to_string()))?;
            if line.trim().is_empty() {
                continue;
            }
            let asked: InputLine = serde_json::from_str(&line).map_err(|error| wrong(error.to_string()))?;
            let lang = match asked.lang.as_deref() {
                Some(code) => Some(parse_language(code).map_err(|error| wrong(error.0))?),
                None => lang,
            };
            let now = match asked.now.as_deref() {
                Some(text) => parse_time(text).map_err(|error| wrong(error.0))?,
                None => now,
            };
            let text: String = asked.text.chars().take(MAX_INPUT_CHARS).collect();
            let (reading, answer) = self.answer(&text, lang, now);
            writeln!(out, "{}", self.to_json(&reading, &answer))?;
        }
        out.flush()?;
        Ok(())
    }

    fn answer(&self, text: &str, lang: Option<Lang>, now: Millis) -> (Interpretation, String) {
        let forum = EventContext {
            programme: &self.programme,
            schedule: &self.schedule,
            now,
            real_now: self.real_now,
        };
        let reading = answers::interpret_in_context(&forum, text, lang, Lang::Fr, &self.nlu_model);
        // a change of language is answered in the language asked for
        let spoken = match reading.intent {
            Intent::Language(Some(lang)) => lang,
            _ => reading.lang,
        };
        let here = AnswerContext { event: forum, lang: spoken };
        let message = if reading.not_understood {
            answers::render_not_understood(&here, &reading.likely_intents)
        } else if let Some(other) = &reading.alternative {
            answers::render_disambiguation(&here, &reading.intent, other)
        } else {
            answers::render_answer(&here, &reading.intent, &self.nlu_model)
        };
        let mut answer = html_to_text(&message.html);
        if let Some(also) = &reading.second_intent {
            let message = answers::render_answer(&here, also, &self.nlu_model);
            _ = write!(answer, "\n\n{}", html_to_text(&message.html));
        }
        if reading.alternative.is_some() || reading.not_understood {
            for label in message.button_labels() {
                _ = write!(answer, "\n[{label}]");
            }
        }
        (reading, answer)
    }

    fn to_json(&self, reading: &Interpretation, answer: &str) -> Value {
        let mut line = json!({
            "intent": reading.intent.name(),
            "confidence": (f64::from(reading.confidence) * 100.0).round() / 100.0,
            "asked_back": reading.alternative.is_some() || reading.not_understood,
            "lang": reading.lang.code(),
            "answer": answer,
        });
        if let Some(session) = reading.intent.session_id() {
            line["session"] = json!(session);
        }
        if let Intent::ScheduleAt(minutes, _) = reading.intent {
            line["time"] = json!(format!("{:02}:{:02}", minutes / 60, minutes % 60));
        }
        line
    }
}

/// Which words counted, a line each.
fn format_explanation(reading: &Interpretation) -> String {
    let mut lines = format!(
        "{} ({}), confidence {:.2}, {} comparisons",
        reading.intent.name(),
        reading.lang.code(),
        reading.confidence,
        reading.comparisons
    );
    for why in &reading.explanations {
        _ = write!(lines, "\n{:6.2}  {}", why.weight, why.what);
    }
    lines
}

fn parse_language(code: &str) -> Result<Lang, ConfigError> {
    Lang::from_code(code).ok_or_else(|| ConfigError(format!("--lang {code}: one of fr, gcf, en")))
}

fn parse_time(text: &str) -> Result<Millis, ConfigError> {
    config::parse_rfc3339(text).ok_or_else(|| {
        ConfigError(format!("{text}: not a time; write for instance 2012-11-23T09:50:00-04:00"))
    })
}

/// A message as a terminal shows it.
fn html_to_text(html: &str) -> String {
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
