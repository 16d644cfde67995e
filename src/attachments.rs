//! Where files are made when their turn to be sent comes: each recipe belongs to one room, which
//! knows it by its first word. Nothing here is inside anybody's transaction.

use std::sync::Arc;

use crate::calendar;
use crate::chat::RenderedFile;
use crate::db::Db;
use crate::personal_data;
use crate::programme::Programme;
use crate::questions;
use crate::registration;
use crate::telegram::delivery::AttachmentRenderer;

pub fn new_renderer(db: Db, programme: Arc<Programme>) -> AttachmentRenderer {
    Arc::new(move |recipe| {
        let (db, programme) = (db.clone(), Arc::clone(&programme));
        Box::pin(async move { render(&db, &programme, &recipe).await })
    })
}

async fn render(db: &Db, programme: &Programme, recipe: &str) -> anyhow::Result<Option<RenderedFile>> {
    if let Some(file) = calendar::render(programme, recipe).or_else(|| registration::ticket_image(recipe)) {
        return Ok(Some(file));
    }
    let mut conn = db.reader().await?;
    if let Some(file) = registration::attendee_file(&mut conn, programme, recipe).await? {
        return Ok(Some(file));
    }
    if let Some(file) = questions::render_attachment(&mut conn, programme, recipe).await? {
        return Ok(Some(file));
    }
    personal_data::render_attachment(&mut conn, programme, recipe).await
}
