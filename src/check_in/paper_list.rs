//! The list to print, for a morning without network or power: a box to tick, the name, and the code to type in
//! afterwards.

use super::model::event_day;
use super::store;
use crate::chat::RenderedFile;
use crate::clock::EventTime;
use crate::db::Conn;
use crate::i18n::{Lang, escape_html, texts};
use crate::keywords::normalize;
use crate::programme::Programme;

/// The attachment spec of the list. `fresh:` marks a file that is never cached.
pub const ATTACHMENT_SPEC: &str = "fresh:door-list";

const STYLE: &str = "body{font:11pt/1.4 sans-serif;margin:12mm}h1{font-size:16pt;margin:0 0 2mm}\
    table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #999;padding:1.5mm;text-align:left;\
    vertical-align:top}.box{width:6mm;height:6mm;border:1.5px solid #000;display:inline-block}\
    .code{font-family:monospace;font-size:12pt;white-space:nowrap}.needs{font-weight:bold}thead{display:table-header-group}\
    tr{break-inside:avoid}";

/// The list as an HTML page; `None` if the spec is not that of the list.
pub async fn render(
    conn: &mut Conn,
    programme: &Programme,
    now: EventTime,
    spec: &str,
) -> sqlx::Result<Option<RenderedFile>> {
    if spec != ATTACHMENT_SPEC {
        return Ok(None);
    }
    let t = texts(Lang::Fr);
    let mut attendees = store::list_attendees(conn, event_day(programme, now)).await?;
    attendees.sort_by_key(|attendee| (normalize(&attendee.name), attendee.number));
    let mut rows = String::new();
    for attendee in &attendees {
        let (first, last) = attendee.code.split_at_checked(4).unwrap_or((&attendee.code, ""));
        let status = if attendee.has_seat { String::new() } else { t.label("door-paper-on-waitlist") };
        rows.push_str(&format!(
            "<tr><td><span class=box>{}</span></td><td>{}<br><small>{}</small></td><td>{}</td>\
             <td class=needs>{}</td><td class=code>{first}-{last}</td></tr>\n",
            if attendee.arrived_at.is_some() { "✓" } else { "" },
            escape_html(&attendee.name),
            escape_html(&attendee.organisation),
            escape_html(&[t.label(&format!("category-{}", attendee.category)), status].join(" ")),
            escape_html(&attendee.access_needs),
        ));
    }
    let title = escape_html(programme.title.get(Lang::Fr)).into_owned();
    let date = t.format_date(programme.to_local_time(now).date_naive());
    let html = format!(
        "<!doctype html>\n<html lang=fr><meta charset=utf-8><title>{title}</title><style>{STYLE}</style>\n\
         <h1>{title}</h1><p>{}</p>\n<table><thead><tr><th></th><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr></thead>\n\
         {rows}</table></html>\n",
        escape_html(&t.plain("door-paper-head", crate::args!(date = date, count = attendees.len() as i64))),
        escape_html(&t.label("door-paper-name")),
        escape_html(&t.label("door-paper-category")),
        escape_html(&t.label("door-paper-needs")),
        escape_html(&t.label("door-paper-code")),
    );
    Ok(Some(RenderedFile { name: "accueil.html".to_owned(), mime: "text/html", bytes: html.into_bytes() }))
}
