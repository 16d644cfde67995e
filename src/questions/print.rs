//! On paper, in case everything else fails: the queue as one file that prints, and the whole list
//! for organisers.

use std::fmt::Write;

use super::export::export;
use super::moderation::{self, settings::load_settings, state_label};
use super::rules::State;
use super::store;
use super::wording::theme_title;
use crate::args;
use crate::chat::RenderedFile;
use crate::db::Conn;
use crate::i18n::{Lang, escape_html, texts};
use crate::programme::Programme;
use crate::spreadsheet::{TableFormat, XLSX_MEDIA_TYPE};
use crate::turn::Turn;

/// The recipes: the queue in a language, and the list of all questions.
const QUEUE_SPEC: &str = "fresh:questions-queue:";
const LIST_SPEC: &str = "fresh:questions-list";
/// More than this no table gets through.
const MAX_PRINTED: i64 = 300;

/// Sends the queue to print and the list to keep.
pub fn send_print_files(turn: &mut Turn<'_>) {
    let t = turn.texts();
    let (queue, list) = (t.label("paper-queue-caption"), t.label("paper-list-caption"));
    // another recipe each time: what was printed before is not what is printed now
    turn.send_file(format!("{QUEUE_SPEC}{}:{}", turn.lang().code(), turn.event.now), queue);
    turn.send_file(format!("{LIST_SPEC}:{}", turn.event.now), list);
}

/// The file of a recipe, `None` if it is none of these.
pub async fn render_attachment(
    conn: &mut Conn,
    programme: &Programme,
    recipe: &str,
) -> anyhow::Result<Option<RenderedFile>> {
    if let Some(rest) = recipe.strip_prefix(QUEUE_SPEC) {
        let (code, at) = rest.split_once(':').unwrap_or((rest, ""));
        let lang = Lang::from_code(code).unwrap_or(Lang::Fr);
        let text = render_queue(conn, programme, lang, at.parse().unwrap_or_default()).await?;
        return Ok(Some(RenderedFile {
            name: "questions.html".into(),
            mime: "text/html",
            bytes: text.into_bytes(),
        }));
    }
    if recipe.starts_with(LIST_SPEC) {
        let bytes = export(conn, programme).await?.to_bytes(TableFormat::Xlsx)?;
        return Ok(Some(RenderedFile { name: "questions.xlsx".into(), mime: XLSX_MEDIA_TYPE, bytes }));
    }
    Ok(None)
}

async fn render_queue(conn: &mut Conn, programme: &Programme, lang: Lang, now: i64) -> sqlx::Result<String> {
    let t = texts(lang);
    let fair = load_settings(conn, programme).await?.boost_newcomers;
    // what is on the screen and in a hand first, what is kept for later at the end
    let live = moderation::question_on_screen(conn).await?.map_or(0, |live| live.number);
    let mut questions = store::by_state(conn, State::Claimed, 0, MAX_PRINTED).await?;
    questions.sort_by_key(|question| question.number != live);
    questions.append(&mut store::next_up(conn, fair, MAX_PRINTED).await?);
    questions.append(&mut store::by_state(conn, State::Deferred, 0, MAX_PRINTED).await?);
    let title = escape_html(programme.title.get(lang)).into_owned();
    let local = programme.to_local_time(now);
    let as_of =
        t.html("paper-as-of", args!(day = t.format_date(local.date_naive()), hour = t.format_time(local)));
    let mut rows = String::new();
    for question in &questions {
        let theme =
            escape_html(theme_title(programme, &question.theme, lang).unwrap_or_default()).into_owned();
        let votes = t.html("paper-votes", args!(count = question.votes));
        let where_it_is = match question.state {
            State::Queued => String::new(),
            _ if question.number == live => t.html("queue-is-live", &[]),
            _ => escape_html(&state_label(t, question)).into_owned(),
        };
        let mut beside = vec![
            where_it_is,
            votes,
            theme,
            escape_html(&question.speaker).into_owned(),
            escape_html(&question.display_name).into_owned(),
        ];
        beside.retain(|text| !text.is_empty());
        // writing into a string cannot fail
        let _ = writeln!(
            rows,
            "<li value=\"{}\"><p>{}</p><small>{}</small></li>",
            question.number,
            escape_html(question.display_text()),
            beside.join(" · ")
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
