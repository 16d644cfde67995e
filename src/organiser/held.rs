//! Everything held on a person, in words: a sentence for every entry of the inventory of personal data. A test
//! holds the two against each other, so that nothing is held of which `/mesdonnees` does not speak.

use serde_json::{Map, Value};

use crate::args;
use crate::clock::Millis;
use crate::i18n::{Arg, Texts};
use crate::programme::Programme;

/// A row, as the inventory shows it.
pub type Row = Map<String, Value>;

/// What the sentences need to know of the event.
pub struct Words<'w> {
    pub programme: &'w Programme,
    pub texts: &'static Texts,
    /// For a file, where HTML would be read as it stands.
    pub plain: bool,
}

impl Words<'_> {
    /// All of it, one line for each thing, who they are first.
    pub fn lines(&self, held: &[(&'static str, Vec<Row>)]) -> Vec<String> {
        let (own, others): (Vec<_>, Vec<_>) = held.iter().partition(|(table, _)| *table == "person");
        let tables = own.into_iter().chain(others);
        tables.flat_map(|(table, rows)| self.table(table, rows)).collect()
    }

    /// The sentences on rows of one table.
    pub fn table(&self, table: &str, rows: &[Row]) -> Vec<String> {
        let each = |line: fn(&Self, &Row) -> String| rows.iter().map(|row| line(self, row)).collect();
        match table {
            "person" => rows.iter().flat_map(|row| self.person(row)).collect(),
            "registration" => each(Self::registration),
            "question" => each(Self::question),
            "asked_organisers" => each(Self::asked),
            "kept_answer" => each(|w, row| {
                w.say("held-kept-answer", args!(text = text(row, "wording"), answer = text(row, "answer")))
            }),
            "offer" => each(|w, row| w.say("held-unsent", args!(text = w.spoken(row)))),
            "in_hand" => each(Self::in_hand),
            "reminder_wish" => each(Self::wish),
            "reminder_mute" if rows.iter().any(|row| text(row, "reminder") == "*") => {
                vec![self.say("held-mute-all", &[])]
            }
            "reminder_mute" => self.counted("held-mutes", rows),
            "muted" => each(|w, row| w.say("held-muted", args!(day = w.day(number(row, "at"))))),
            "staff" => each(|w, row| w.say("held-staff", args!(name = text(row, "name")))),
            "role" => each(|w, row| w.say("held-role", args!(role = text(row, "role")))),
            "announcement_text" => {
                each(|w, row| w.say("held-announcement-text", args!(text = text(row, "html"))))
            }
            "vote" => vec![self.say("held-votes", args!(numbers = numbers(rows, "question")))],
            "wrong_code" => {
                let tries: i64 = rows.iter().map(|row| number(row, "tries")).sum();
                vec![self.say("held-wrong-codes", args!(count = tries))]
            }
            "voter" => vec![self.say("held-voter", &[])],
            "nudged" => vec![self.say("held-nudged", &[])],
            "panel" => vec![self.say("held-panel", &[])],
            "used_before" => vec![self.say("held-used-before", &[])],
            "reminder_sent" => self.counted("held-reminders-sent", rows),
            "desk_log" => self.counted("held-journal", rows),
            "outbox" => self.counted("held-outbox", rows),
            "sent_on" => {
                let many: i64 = rows.iter().map(|row| number(row, "many")).sum();
                vec![self.say("held-sent-on", args!(count = many))]
            }
            "album" => self.counted("held-albums", rows),
            "slot" => self.counted("held-slots", rows),
            "invite" => self.counted("held-invites", rows),
            "schedule_change" => self.counted("held-schedule-changes", rows),
            "announcement" => self.counted("held-announcements", rows),
            "mailed" => self.counted("held-mailed", rows),
            "failed_update" => self.counted("held-failed", rows),
            _ => Vec::new(),
        }
    }

    fn say(&self, id: &str, args: &[(&str, Arg)]) -> String {
        if self.plain { self.texts.plain(id, args) } else { self.texts.html(id, args) }
    }

    fn counted(&self, id: &str, rows: &[Row]) -> Vec<String> {
        vec![self.say(id, args!(count = rows.len() as i64))]
    }

    fn day(&self, at: Millis) -> String {
        self.texts.day(self.programme.local(at).date_naive())
    }

    fn person(&self, row: &Row) -> Vec<String> {
        let language = self.texts.label("language-name");
        let day = self.day(number(row, "met_at"));
        let id = number(row, "id").to_string();
        let mut lines = vec![self.say("held-person", args!(id = id, language = language, day = day))];
        if !text(row, "step").is_empty() {
            lines.push(self.say("held-step", &[]));
        }
        lines
    }

    fn registration(&self, row: &Row) -> String {
        if !row.contains_key("name") {
            return self.say("held-registered-by", args!(number = number(row, "number")));
        }
        let category = self.texts.label(&format!("category-{}", text(row, "category").replace('_', "-")));
        let said = ["structure", "phone", "email", "area", "access_needs"].map(|column| text(row, column));
        let said = [text(row, "name"), category].into_iter().chain(said).filter(|said| !said.is_empty());
        let id = if number(row, "own") == 1 { "held-registration" } else { "held-other" };
        let args = args!(
            number = number(row, "number"),
            said = said.collect::<Vec<_>>().join(" · "),
            day = self.day(number(row, "consent_at")),
            version = text(row, "consent_version"),
        );
        self.say(id, args)
    }

    fn question(&self, row: &Row) -> String {
        let number = number(row, "number");
        if !row.contains_key("text") {
            return self.say("held-question-taken", args!(number = number));
        }
        self.say("held-question", args!(number = number, text = self.spoken(row)))
    }

    fn asked(&self, row: &Row) -> String {
        let answer = text(row, "answer");
        if !row.contains_key("text") {
            return self.say("held-answered", args!(answer = answer));
        }
        let asked = self.say("held-asked", args!(text = self.spoken(row)));
        match answer.is_empty() {
            true => asked,
            false => format!("{asked} {}", self.say("held-asked-answer", args!(answer = answer))),
        }
    }

    fn in_hand(&self, row: &Row) -> String {
        match text(row, "name").as_str() {
            "page" => self.say("held-page", &[]),
            "voice" => self.say("held-unsent", args!(text = self.texts.label("held-voice"))),
            "draft" => self.say("held-draft", args!(text = text(row, "value"))),
            _ => self.say("held-unsent", args!(text = text(row, "value"))),
        }
    }

    fn wish(&self, row: &Row) -> String {
        let minutes = number(row, "lead_minutes");
        let session = text(row, "session");
        match self.programme.session(&session) {
            Some(session) if number(row, "wanted") == 0 => {
                self.say("held-wish-off", args!(session = session.title.get(self.texts.lang)))
            }
            Some(session) => {
                let title = session.title.get(self.texts.lang);
                self.say("held-wish", args!(session = title, minutes = minutes))
            }
            None => self.say("held-lead", args!(minutes = minutes)),
        }
    }

    /// What they said, or that it was by voice.
    fn spoken(&self, row: &Row) -> String {
        if text(row, "voice").is_empty() { text(row, "text") } else { self.texts.label("held-voice") }
    }
}

fn text(row: &Row, column: &str) -> String {
    row.get(column).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn number(row: &Row, column: &str) -> i64 {
    row.get(column).and_then(Value::as_i64).unwrap_or_default()
}

/// "3, 4, 17".
fn numbers(rows: &[Row], column: &str) -> String {
    let mut numbers: Vec<i64> = rows.iter().map(|row| number(row, column)).collect();
    numbers.sort_unstable();
    numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}
