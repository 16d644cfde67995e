//! Renders attachments when the sender is about to send them. An attachment is stored as a spec such as
//! `calendar:fr:…`; its first word names the module that renders it. Rendering runs outside any
//! transaction.

use std::sync::Arc;

use crate::calendar;
use crate::chat::RenderedFile;
use crate::db::Db;
use crate::documents;
use crate::personal_data;
use crate::programme::Programme;
use crate::questions;
use crate::registration;
use crate::telegram::delivery::AttachmentRenderer;

/// The renderer that the sender calls. It gives `None` for a spec that no module knows.
pub fn new_renderer(db: Db, programme: Arc<Programme>) -> AttachmentRenderer {
    Arc::new(move |spec| {
        let (db, programme) = (db.clone(), Arc::clone(&programme));
        Box::pin(async move { render(&db, &programme, &spec).await })
    })
}

async fn render(db: &Db, programme: &Programme, spec: &str) -> anyhow::Result<Option<RenderedFile>> {
    if let Some(file) = calendar::render(programme, spec).or_else(|| registration::ticket_image(spec)) {
        return Ok(Some(file));
    }
    let mut conn = db.reader().await?;
    if let Some(file) = registration::attendee_file(&mut conn, programme, spec).await? {
        return Ok(Some(file));
    }
    if let Some(file) = questions::render_attachment(&mut conn, programme, spec).await? {
        return Ok(Some(file));
    }
    if let Some(file) = documents::render_attachment(&mut conn, programme, spec).await? {
        return Ok(Some(file));
    }
    Ok(personal_data::render_attachment(&mut conn, programme, spec).await?)
}
