//! The queue on paper, in case everything else fails: one file to print with all open public questions, and a
//! table of all questions that were not withdrawn.

use std::fmt::Write;

use super::export::export;
use super::model::State;
use super::service::queue::{next_up, question_on_screen};
use super::settings::load_settings;
use super::store::questions;
use super::wording::{state_label, theme_title};
use crate::args;
use crate::audit_log::{self, Action, Entry};
use crate::chat::RenderedFile;
use crate::clock::EventTime;
use crate::db::Conn;
use crate::i18n::{Lang, escape_html, texts};
use crate::ids::QuestionNumber;
use crate::programme::Programme;
use crate::spreadsheet::{TableFormat, XLSX_MEDIA_TYPE};
use crate::turn::{Turn, TurnResult};

/// Begins the attachment spec of the queue; the language and the time follow.
const QUEUE_SPEC: &str = "fresh:questions-queue:";
/// Begins the attachment spec of the table; the time follows.
const LIST_SPEC: &str = "fresh:questions-list";
/// Printed questions of each state: more than a round table can treat.
const MAX_PRINTED: i64 = 300;

/// Sends the queue to print and the table of all questions.
pub(crate) async fn send_print_files(turn: &mut Turn<'_>) -> TurnResult<()> {
    let entry = Entry::new(turn.event.now, Some(turn.person.id), Action::Exported);
    audit_log::record(turn.conn, &entry.with_detail("questions xlsx")).await?;
    let t = turn.texts();
    let (queue, list) = (t.label("paper-queue-caption"), t.label("paper-list-caption"));
    // with the time in its spec, no earlier file is sent again
    turn.send_file(format!("{QUEUE_SPEC}{}:{}", turn.lang().code(), turn.event.now), queue);
    turn.send_file(format!("{LIST_SPEC}:{}", turn.event.now), list);
    Ok(())
}

/// The file of an attachment spec; `None` for a spec of another module.
pub async fn render_attachment(
    conn: &mut Conn,
    programme: &Programme,
    spec: &str,
) -> TurnResult<Option<RenderedFile>> {
    if let Some(rest) = spec.strip_prefix(QUEUE_SPEC) {
        let (code, at) = rest.split_once(':').unwrap_or((rest, ""));
        let lang = Lang::from_code(code).unwrap_or(Lang::Fr);
        let text = render_queue(conn, programme, lang, at.parse().unwrap_or_default()).await?;
        return Ok(Some(RenderedFile {
            name: "questions.html".into(),
            mime: "text/html",
            bytes: text.into_bytes(),
        }));
    }
    if spec.starts_with(LIST_SPEC) {
        let bytes = export(conn, programme).await?.to_bytes(TableFormat::Xlsx)?;
        return Ok(Some(RenderedFile { name: "questions.xlsx".into(), mime: XLSX_MEDIA_TYPE, bytes }));
    }
    Ok(None)
}

/// An HTML page with the claimed questions (the one on the screen first), the queue and the deferred ones.
async fn render_queue(
    conn: &mut Conn,
    programme: &Programme,
    lang: Lang,
    now: EventTime,
) -> sqlx::Result<String> {
    let t = texts(lang);
    let boost = load_settings(conn, programme).await?.boost_newcomers;
    let on_screen = question_on_screen(conn).await?.map(|question| question.number);
    let mut printed = questions::by_state(conn, State::Claimed, QuestionNumber::NONE, MAX_PRINTED).await?;
    printed.sort_by_key(|question| Some(question.number) != on_screen);
    printed.append(&mut next_up(conn, boost, MAX_PRINTED).await?);
    printed.append(&mut questions::by_state(conn, State::Deferred, QuestionNumber::NONE, MAX_PRINTED).await?);
    let title = escape_html(programme.title.get(lang)).into_owned();
    let local = programme.to_local_time(now);
    let as_of =
        t.html("paper-as-of", args!(day = t.format_date(local.date_naive()), hour = t.format_time(local)));
    let mut rows = String::new();
    for question in &printed {
        let theme = theme_title(programme, &question.theme, lang).unwrap_or_default();
        let state = match question.state {
            State::Queued => String::new(),
            _ if Some(question.number) == on_screen => t.html("queue-is-live", &[]),
            _ => escape_html(&state_label(t, question)).into_owned(),
        };
        let mut facts = vec![
            state,
            t.html("paper-votes", args!(count = question.votes)),
            escape_html(theme).into_owned(),
            escape_html(&question.speaker).into_owned(),
            escape_html(&question.display_name).into_owned(),
        ];
        facts.retain(|text| !text.is_empty());
        // writing into a string cannot fail
        let _ = writeln!(
            rows,
            "<li value=\"{}\"><p>{}</p><small>{}</small></li>",
            question.number,
            escape_html(question.display_text()),
            facts.join(" · ")
        );
    }
    if rows.is_empty() {
        rows = format!("<p>{}</p>", t.html("queue-empty", &[]));
    }
    Ok(format!(
        "<!doctype html>\n<html lang=\"{code}\"><meta charset=\"utf-8\"><title>{title}</title>\n<style>{STYLE}</style>\n\
         <h1>{title}</h1>\n<p class=\"as-of\">{as_of}</p>\n<ol>\n{rows}</ol>\n</html>\n",
        code = lang.code(),
    ))
}

const STYLE: &str = "body{font:14pt/1.4 Georgia,serif;margin:2cm;color:#000;background:#fff}h1{font-size:18pt}\
.as-of,small{color:#444}ol{padding-left:3em}li{margin:0 0 1em;break-inside:avoid}li p{margin:0}\
li::marker{font-weight:bold}@media print{body{margin:0}}";
