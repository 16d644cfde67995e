//! The export in sentences: one for every entry of the inventory. A test compares the two, so that
//! `/mesdonnees` leaves nothing out.

use serde_json::Value;

use super::model::{ExportedTable, JsonRow};
use crate::args;
use crate::clock::EventTime;
use crate::i18n::{Arg, Texts};
use crate::ids::PersonId;
use crate::programme::Programme;

/// How many registrations of other people are listed one by one.
const MAX_LISTED_OTHERS: usize = 10;

/// Turns exported rows into sentences.
pub struct ExportFormatter<'p> {
    pub programme: &'p Programme,
    pub texts: &'static Texts,
    /// Plain text for a file; otherwise the HTML of a message.
    pub plain: bool,
}

impl ExportFormatter<'_> {
    /// The sentences on all tables, the person's own row first.
    pub fn format_all(&self, tables: &[ExportedTable]) -> Vec<String> {
        let (own, others): (Vec<_>, Vec<_>) = tables.iter().partition(|exported| exported.table == "person");
        let tables = own.into_iter().chain(others);
        tables.flat_map(|exported| self.format_table(exported.table, &exported.rows)).collect()
    }

    /// The sentences on rows of one table; none where the table is unknown.
    pub fn format_table(&self, table: &str, rows: &[JsonRow]) -> Vec<String> {
        let each = |line: fn(&Self, &JsonRow) -> String| rows.iter().map(|row| line(self, row)).collect();
        match table {
            "person" => rows.iter().flat_map(|row| self.format_person(row)).collect(),
            "registration" => self.format_registrations(rows),
            "question" => each(Self::format_question),
            "organiser_question" => each(Self::format_organiser_question),
            "saved_answer" => each(|it, row| {
                it.render(
                    "held-kept-answer",
                    args!(text = text(row, "wording"), answer = text(row, "answer")),
                )
            }),
            "organiser_question_draft" => {
                each(|it, row| it.render("held-unsent", args!(text = it.text_or_voice(row))))
            }
            "ui_state" => each(Self::format_ui_state),
            "reminder_subscription" => each(Self::format_subscription),
            "reminder_mute" if rows.iter().any(|row| text(row, "reminder") == "*") => {
                vec![self.render("held-mute-all", &[])]
            }
            "reminder_mute" => self.format_count("held-mutes", rows),
            "muted" => each(|it, row| {
                it.render("held-muted", args!(day = it.format_day(EventTime(number(row, "at")))))
            }),
            "moderator_name" => each(|it, row| it.render("held-staff", args!(name = text(row, "name")))),
            "role" => each(|it, row| {
                let role = it.texts.label(&format!("role-name-{}", text(row, "role")));
                it.render("held-role", args!(role = role))
            }),
            "announcement_text" => {
                each(|it, row| it.render("held-announcement-text", args!(text = text(row, "html"))))
            }
            "vote" => vec![self.render("held-votes", args!(numbers = join_numbers(rows, "question")))],
            "wrong_code" => {
                let tries: i64 = rows.iter().map(|row| number(row, "tries")).sum();
                vec![self.render("held-wrong-codes", args!(count = tries))]
            }
            "voter" => vec![self.render("held-voter", &[])],
            "completion_reminded" => vec![self.render("held-nudged", &[])],
            "pending_import" => vec![self.render("held-import", &[])],
            "panel" => vec![self.render("held-panel", &[])],
            "visitor_link" => vec![self.render("held-visitor-link", &[])],
            "transfer_code" => vec![self.render("held-transfer-code", &[])],
            "prior_usage" => vec![self.render("held-used-before", &[])],
            "reminder_sent" => self.format_count("held-reminders-sent", rows),
            "moderation_log" => self.format_count("held-journal", rows),
            "outbox" => self.format_count("held-outbox", rows),
            "forwarding_quota" => {
                let many: i64 = rows.iter().map(|row| number(row, "count")).sum();
                vec![self.render("held-sent-on", args!(count = many))]
            }
            "album" => self.format_count("held-albums", rows),
            "live_message" => self.format_count("held-slots", rows),
            "arrival" => rows.iter().map(|row| self.format_arrival(row)).collect(),
            "desk_digest" => vec![self.render("held-digest", &[])],
            "stage_line" => self.format_count("held-stage-lines", rows),
            "certificate_sent" => vec![self.render("held-certificate-sent", &[])],
            "linked_group" => {
                each(|it, row| it.render("held-linked-group", args!(title = text(row, "title"))))
            }
            "certificate_sending" => {
                each(|it, row| it.render("held-certificate-sending", args!(count = number(row, "sent"))))
            }
            "question_answer" => self.format_answers(rows),
            "account_question" => {
                each(|it, row| it.render("held-account-question", args!(number = number(row, "question"))))
            }
            "account_told" => vec![self.render("held-account-told", &[])],
            "account_sending" => {
                each(|it, row| it.render("held-account-sending", args!(count = number(row, "told"))))
            }
            "feedback_request" => each(|it, row| {
                it.render(
                    "held-feedback-request",
                    args!(day = it.format_day(EventTime(number(row, "asked_at")))),
                )
            }),
            "feedback_answer" => rows.iter().map(|row| self.format_feedback(row)).collect(),
            "floor_request" => each(|it, row| {
                let day = it.format_day(EventTime(number(row, "asked_at")));
                match text(row, "name") {
                    name if name.is_empty() => it.render("held-floor-request", args!(day = day)),
                    name => it.render("held-floor-request-named", args!(day = day, name = name)),
                }
            }),
            "floor_panel" => vec![self.render("held-floor-panel", &[])],
            "audit_log" => self.format_count("held-audit-log", rows),
            "scan_link" => self.format_count("held-scan-links", rows),
            "scan_session" => self.format_count("held-scan-sessions", rows),
            "scan_receipt" => self.format_count("held-scan-receipts", rows),
            "invite" => {
                let (used, made): (Vec<_>, Vec<_>) =
                    rows.iter().cloned().partition(|row| row.contains_key("used_by"));
                let used =
                    if used.is_empty() { Vec::new() } else { self.format_count("held-invites", &used) };
                let made =
                    if made.is_empty() { Vec::new() } else { self.format_count("held-invites-made", &made) };
                used.into_iter().chain(made).collect()
            }
            "schedule_change" => self.format_count("held-schedule-changes", rows),
            "announcement" => self.format_count("held-announcements", rows),
            "broadcast_recipient" => self.format_count("held-mailed", rows),
            "failed_update" => self.format_count("held-failed", rows),
            _ => Vec::new(),
        }
    }

    fn render(&self, id: &str, args: &[(&str, Arg)]) -> String {
        if self.plain { self.texts.plain(id, args) } else { self.texts.html(id, args) }
    }

    fn format_count(&self, id: &str, rows: &[JsonRow]) -> Vec<String> {
        vec![self.render(id, args!(count = rows.len() as i64))]
    }

    fn format_day(&self, at: EventTime) -> String {
        self.texts.format_date(self.programme.to_local_time(at).date_naive())
    }

    fn format_person(&self, row: &JsonRow) -> Vec<String> {
        let language = self.texts.lang.endonym();
        let day = self.format_day(EventTime(number(row, "met_at")));
        let id = number(row, "id").to_string();
        let facts = args!(id = id, language = language, day = day);
        let mut lines = vec![match PersonId(number(row, "id")).is_browser() {
            true => self.render("held-visitor", facts),
            false => self.render("held-person", facts),
        }];
        if !text(row, "conversation").is_empty() {
            lines.push(self.render("held-step", &[]));
        }
        lines
    }

    /// One sentence for each registration; those of other people, of whom an organiser may have entered many, are
    /// put together.
    fn format_registrations(&self, rows: &[JsonRow]) -> Vec<String> {
        let (own, of_others): (Vec<&JsonRow>, Vec<&JsonRow>) =
            rows.iter().partition(|row| row.contains_key("name"));
        let mut lines: Vec<String> = own.into_iter().map(|row| self.format_registration(row)).collect();
        if of_others.len() > MAX_LISTED_OTHERS {
            lines.push(self.render("held-registered-many", args!(count = of_others.len() as i64)));
        } else {
            let line =
                |row: &JsonRow| self.render("held-registered-by", args!(number = number(row, "number")));
            lines.extend(of_others.into_iter().map(line));
        }
        lines
    }

    fn format_registration(&self, row: &JsonRow) -> String {
        let category = self.texts.label(&format!("category-{}", text(row, "category").replace('_', "-")));
        let optional =
            ["organisation", "phone", "email", "area", "access_needs"].map(|column| text(row, column));
        let answers = [text(row, "name"), category].into_iter().chain(optional);
        let answers: Vec<String> = answers.filter(|answer| !answer.is_empty()).collect();
        let id = if number(row, "own") == 1 { "held-registration" } else { "held-other" };
        let args = args!(
            number = number(row, "number"),
            said = answers.join(" · "),
            day = self.format_day(EventTime(number(row, "consent_at"))),
            version = text(row, "consent_version"),
        );
        self.render(id, args)
    }

    fn format_arrival(&self, row: &JsonRow) -> String {
        if !row.contains_key("method") {
            return self.render("held-let-in", args!(number = number(row, "registration")));
        }
        let at = self.programme.to_local_time(EventTime(number(row, "arrived_at")));
        let args = args!(
            number = number(row, "registration"),
            day = self.texts.format_date(at.date_naive()),
            time = self.texts.format_time(at),
        );
        self.render("held-arrival", args)
    }

    fn format_feedback(&self, row: &JsonRow) -> String {
        let answered = [number(row, "usefulness"), number(row, "organisation")];
        let args = args!(useful = answered[0], organised = answered[1]);
        let ratings = self.render("held-feedback", args);
        let line = match (text(row, "line"), text(row, "voice")) {
            (line, voice) if line.is_empty() && voice.is_empty() => return ratings,
            (line, voice) if voice.is_empty() => line,
            _ => self.texts.label("held-voice"),
        };
        format!("{ratings} · {}", self.render("held-feedback-line", args!(text = line)))
    }

    fn format_question(&self, row: &JsonRow) -> String {
        let number = number(row, "number");
        if !row.contains_key("text") {
            return self.render("held-question-taken", args!(number = number));
        }
        self.render("held-question", args!(number = number, text = self.text_or_voice(row)))
    }

    /// The answers to the person's questions, and the number of those that a moderator wrote.
    fn format_answers(&self, rows: &[JsonRow]) -> Vec<String> {
        let (own, written): (Vec<_>, Vec<_>) = rows.iter().cloned().partition(|row| row.contains_key("text"));
        let line = |row: &JsonRow| {
            self.render("held-answer", args!(number = number(row, "question"), answer = text(row, "text")))
        };
        let mut lines: Vec<String> = own.iter().map(line).collect();
        if !written.is_empty() {
            lines.append(&mut self.format_count("held-answers-written", &written));
        }
        lines
    }

    fn format_organiser_question(&self, row: &JsonRow) -> String {
        let answer = text(row, "answer");
        if !row.contains_key("text") {
            return self.render("held-answered", args!(answer = answer));
        }
        let asked = self.render("held-asked", args!(text = self.text_or_voice(row)));
        match answer.is_empty() {
            true => asked,
            false => format!("{asked} {}", self.render("held-asked-answer", args!(answer = answer))),
        }
    }

    fn format_ui_state(&self, row: &JsonRow) -> String {
        match text(row, "name").as_str() {
            "page" => self.render("held-page", &[]),
            "voice" => self.render("held-unsent", args!(text = self.texts.label("held-voice"))),
            "draft" => self.render("held-draft", args!(text = text(row, "value"))),
            _ => self.render("held-unsent", args!(text = text(row, "value"))),
        }
    }

    fn format_subscription(&self, row: &JsonRow) -> String {
        let minutes = number(row, "lead_minutes");
        let session = text(row, "session");
        match self.programme.session(&session) {
            Some(session) if number(row, "is_active") == 0 => {
                self.render("held-wish-off", args!(session = session.title.get(self.texts.lang)))
            }
            Some(session) => {
                let title = session.title.get(self.texts.lang);
                self.render("held-wish", args!(session = title, minutes = minutes))
            }
            None => self.render("held-lead", args!(minutes = minutes)),
        }
    }

    /// The text of a message, or the label of a voice message.
    fn text_or_voice(&self, row: &JsonRow) -> String {
        if text(row, "voice").is_empty() { text(row, "text") } else { self.texts.label("held-voice") }
    }
}

/// The text in a column; empty where there is none.
fn text(row: &JsonRow, column: &str) -> String {
    row.get(column).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The number in a column; 0 where there is none.
fn number(row: &JsonRow, column: &str) -> i64 {
    row.get(column).and_then(Value::as_i64).unwrap_or_default()
}

/// The numbers of a column in their order: "3, 4, 17".
fn join_numbers(rows: &[JsonRow], column: &str) -> String {
    let mut numbers: Vec<i64> = rows.iter().map(|row| number(row, column)).collect();
    numbers.sort_unstable();
    numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}
