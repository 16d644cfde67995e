//! Where files are made when their turn to be sent comes: each recipe belongs to one room, which
//! knows it by its first word. Nothing here is inside anybody's transaction.

use std::sync::Arc;

use crate::calendar;
use crate::chat::File;
use crate::db::Db;
use crate::organiser;
use crate::programme::Programme;
use crate::questions;
use crate::registration;
use crate::telegram::delivery::Kitchen;

pub fn open(db: Db, programme: Arc<Programme>) -> Kitchen {
    Arc::new(move |recipe| {
        let (db, programme) = (db.clone(), Arc::clone(&programme));
        Box::pin(async move { make(&db, &programme, &recipe).await })
    })
}

async fn make(db: &Db, programme: &Programme, recipe: &str) -> anyhow::Result<Option<File>> {
    if let Some(file) = calendar::make(programme, recipe).or_else(|| registration::picture(recipe)) {
        return Ok(Some(file));
    }
    let mut conn = db.reader().await?;
    if let Some(file) = registration::file(&mut conn, programme, recipe).await? {
        return Ok(Some(file));
    }
    if let Some(file) = questions::file(&mut conn, programme, recipe).await? {
        return Ok(Some(file));
    }
    organiser::file(&mut conn, programme, recipe).await
}
