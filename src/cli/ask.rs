//! `koze ask`: the answer to a question, without a token or a database. The schedule is that of the event file.

use std::fmt::Write as _;
use std::io::{BufRead, BufWriter, Write as _, stdin, stdout};
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::{Value, json};

use super::error::CliError;
use super::startup::write_stdout;
use crate::answers::{self, AnswerContext, AskedText, Intent, Interpretation, NluModel};
use crate::clock::{Clock, EventTime, RealTime};
use crate::config::{self, ConfigError};
use crate::i18n::Lang;
use crate::programme::{Programme, Schedule};
use crate::text::html_to_plain;
use crate::turn::EventContext;

/// A longer text is cut: no person types so much, but a file may contain anything.
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
    /// Read lines {"lang","text","now","after"} and write a line of JSON for each.
    #[arg(long, conflicts_with = "question")]
    jsonl: bool,
    /// Show which words counted.
    #[arg(long)]
    explain: bool,
    /// The event file; without one, the forum that is compiled in.
    #[arg(long, env = "KOZE_EVENT")]
    event: Option<PathBuf>,
}

/// A line of the input for `--jsonl`.
#[derive(Deserialize)]
struct InputLine {
    lang: Option<String>,
    text: String,
    now: Option<String>,
    /// The last answer, as it was printed: what is asked may refer to its session.
    after: Option<LastAnswer>,
}

/// What counts of the last answer.
#[derive(Deserialize)]
struct LastAnswer {
    session: Option<String>,
}

struct Answerer {
    programme: Programme,
    schedule: Schedule,
    nlu_model: NluModel,
    real_now: RealTime,
}

impl Ask {
    /// Answers the question, or each line of the input.
    pub fn run(self) -> Result<(), CliError> {
        let programme = config::load_event_file(self.event.as_deref())?;
        let answerer = Answerer {
            schedule: Schedule::from_programme(&programme),
            nlu_model: NluModel::new(&programme),
            programme,
            real_now: Clock::real().real_now(),
        };
        let lang = self.lang.as_deref().map(parse_language).transpose()?;
        let now = match self.at.as_deref() {
            Some(text) => parse_time(text)?,
            None => Clock::real().event_now(),
        };
        if self.jsonl {
            return answerer.answer_lines(lang, now);
        }
        let text = self.question.join(" ");
        let (reading, answer, offered) = answerer.answer(&text, lang, now, None);
        if self.json {
            write_stdout(format!("{}\n", answerer.to_json(&reading, &answer, &offered)))?;
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
    /// Answers each line as soon as it is read.
    fn answer_lines(&self, lang: Option<Lang>, now: EventTime) -> Result<(), CliError> {
        let mut out = BufWriter::new(stdout().lock());
        for (number, line) in stdin().lock().lines().enumerate() {
            let line_error =
                |error: String| CliError::Config(ConfigError(format!("line {}: {error}", number + 1)));
            let line = line.map_err(|error| line_error(error.to_string()))?;
            if line.trim().is_empty() {
                continue;
            }
            let input: InputLine =
                serde_json::from_str(&line).map_err(|error| line_error(error.to_string()))?;
            let lang = match input.lang.as_deref() {
                Some(code) => Some(parse_language(code).map_err(|error| line_error(error.0))?),
                None => lang,
            };
            let now = match input.now.as_deref() {
                Some(text) => parse_time(text).map_err(|error| line_error(error.0))?,
                None => now,
            };
            let text: String = input.text.chars().take(MAX_INPUT_CHARS).collect();
            let after = input.after.as_ref().and_then(|after| after.session.as_deref());
            let (reading, answer, offered) = self.answer(&text, lang, now, after);
            writeln!(out, "{}", self.to_json(&reading, &answer, &offered))?;
        }
        out.flush()?;
        Ok(())
    }

    fn answer(
        &self,
        text: &str,
        lang: Option<Lang>,
        now: EventTime,
        after: Option<&str>,
    ) -> (Interpretation, String, Vec<Intent>) {
        let event = EventContext {
            programme: &self.programme,
            schedule: &self.schedule,
            now,
            real_now: self.real_now,
        };
        let asked = AskedText { lang, previous_session: after, ..AskedText::new(text, Lang::Fr) };
        let reading = answers::interpret_with_meaning(&event, &asked, &self.nlu_model);
        // a request for another language is answered in that language
        let lang = match reading.intent {
            Intent::Language(Some(lang)) => lang,
            _ => reading.lang,
        };
        let context = AnswerContext { event, lang };
        let message = answers::render_reading(&event, &reading, &self.nlu_model);
        let mut answer = html_to_plain(&message.html);
        if let Some(second) = &reading.second_intent {
            let message = answers::render_answer(&context, second, &self.nlu_model);
            _ = write!(answer, "\n\n{}", html_to_plain(&message.html));
        }
        if reading.alternative.is_some() || reading.not_understood {
            for label in message.button_labels() {
                _ = write!(answer, "\n[{label}]");
            }
        }
        let offered = answers::offered_intents(&context, &reading);
        (reading, answer, offered)
    }

    fn to_json(&self, reading: &Interpretation, answer: &str, offered: &[Intent]) -> Value {
        let mut line = intent_json(&reading.intent);
        line["confidence"] = json!((f64::from(reading.confidence) * 100.0).round() / 100.0);
        line["asked_back"] = json!(reading.alternative.is_some() || reading.not_understood);
        line["lang"] = json!(reading.lang.code());
        line["answer"] = json!(answer);
        if reading.alternative.is_some() || reading.not_understood {
            line["offered"] = offered.iter().map(intent_json).collect();
        }
        line
    }
}

/// An intent with its session or its hour.
fn intent_json(intent: &Intent) -> Value {
    let mut line = json!({ "intent": intent.name() });
    if let Some(session) = intent.session_id() {
        line["session"] = json!(session);
    }
    if let Intent::ScheduleAt(minutes, _) = intent {
        line["time"] = json!(format!("{:02}:{:02}", minutes / 60, minutes % 60));
    }
    line
}

/// The words that counted, one on a line.
fn format_explanation(reading: &Interpretation) -> String {
    let mut lines = format!(
        "{} ({}), confidence {:.2}, {} comparisons",
        reading.intent.name(),
        reading.lang.code(),
        reading.confidence,
        reading.comparisons
    );
    for explanation in &reading.explanations {
        _ = write!(lines, "\n{:6.2}  {}", explanation.weight, explanation.what);
    }
    lines
}

fn parse_language(code: &str) -> Result<Lang, ConfigError> {
    Lang::from_code(code).ok_or_else(|| ConfigError(format!("--lang {code}: one of fr, gcf, en")))
}

fn parse_time(text: &str) -> Result<EventTime, ConfigError> {
    config::parse_rfc3339(text).ok_or_else(|| {
        ConfigError(format!("{text}: not a time; write for instance 2012-11-23T09:50:00-04:00"))
    })
}
