//! Renders attachments when the sender is about to send them. An attachment is stored as a spec such as
//! `calendar:fr:…`; its first word names the module that renders it. Rendering runs outside any
//! transaction.

use std::sync::Arc;

use crate::calendar;
use crate::chat::RenderedFile;
use crate::check_in;
use crate::clock::Clock;
use crate::db::Db;
use crate::desk;
use crate::documents;
use crate::personal_data;
use crate::programme::{self, Programme};
use crate::question_account;
use crate::questions;
use crate::registration;
use crate::telegram::delivery::AttachmentRenderer;
use crate::turn::EventContext;

/// The renderer that the sender calls. It gives `None` for a spec that no module knows.
pub fn new_renderer(db: Db, programme: Arc<Programme>, clock: Clock) -> AttachmentRenderer {
    Arc::new(move |spec| {
        let (db, programme, clock) = (db.clone(), Arc::clone(&programme), clock.clone());
        Box::pin(async move { render(&db, &programme, &clock, &spec).await })
    })
}

async fn render(
    db: &Db,
    programme: &Programme,
    clock: &Clock,
    spec: &str,
) -> anyhow::Result<Option<RenderedFile>> {
    if let Some(file) = calendar::render(programme, spec).or_else(|| registration::ticket_image(spec)) {
        return Ok(Some(file));
    }
    if let Some(file) = personal_data::register_file(programme, clock.event_now(), spec) {
        return Ok(Some(file));
    }
    let mut conn = db.reader().await?;
    if let Some(file) = registration::attendee_file(&mut conn, programme, spec).await? {
        return Ok(Some(file));
    }
    if let Some(file) = check_in::paper_list(&mut conn, programme, clock.event_now(), spec).await? {
        return Ok(Some(file));
    }
    if desk::is_chart(spec) {
        let schedule = programme::load_schedule(&mut conn).await?;
        let (now, real_now) = (clock.event_now(), clock.real_now());
        let event = EventContext { programme, schedule: &schedule, now, real_now };
        return Ok(desk::chart(&mut conn, &event).await?);
    }
    if let Some(file) = registration::import::report_file(&mut conn, spec).await? {
        return Ok(Some(file));
    }
    if let Some(file) = questions::render_attachment(&mut conn, programme, spec).await? {
        return Ok(Some(file));
    }
    if let Some(file) = documents::render_attachment(&mut conn, programme, spec).await? {
        return Ok(Some(file));
    }
    if let Some(file) = question_account::render_attachment(&mut conn, programme, spec).await? {
        return Ok(Some(file));
    }
    Ok(personal_data::render_attachment(&mut conn, programme, spec).await?)
}
