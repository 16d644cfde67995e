//! Where an instance serves its pages, and takes what a webhook brings.

use std::sync::Arc;

use axum::middleware::map_response;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::App;
use crate::telegram::webhook;
use crate::web::http_server::{self, ConnectionLimits};
use crate::web::{self, ScreenFeed, WebState};

/// Connections of those who watch the bot, where they have a listener of their own.
const MAX_ADMIN_CONNECTIONS: usize = 32;

/// Where pages are served.
#[derive(Default)]
pub struct Listeners {
    pub public: Option<TcpListener>,
    /// For `/readyz` and `/metrics`, which are not public then.
    pub admin: Option<TcpListener>,
}

impl From<Option<TcpListener>> for Listeners {
    fn from(public: Option<TcpListener>) -> Self {
        Self { public, admin: None }
    }
}

impl App {
    /// Serves the pages, and takes what a webhook brings.
    pub(super) fn serve(&self, listeners: Listeners, tasks: &mut JoinSet<()>, stop: &CancellationToken) {
        let Listeners { public, admin } = listeners;
        let quota = ConnectionLimits::for_this_process();
        let pages = self.pages(stop.clone());
        if let Some(listener) = public {
            let mut router = match admin {
                None => web::router(pages.clone()),
                Some(_) => web::public_router(pages.clone()),
            };
            if let Some(webhook) = &self.webhook {
                let (page, door) = webhook::build_router(webhook);
                router = router.merge(page.layer(map_response(web::set_safety_headers)));
                tasks.spawn(self.clone().run_webhook_updates(door, stop.clone()));
            }
            tasks.spawn(http_server::serve(listener, router, quota, stop.clone()));
        }
        if let Some(listener) = admin {
            let quota = ConnectionLimits::new(MAX_ADMIN_CONNECTIONS);
            tasks.spawn(http_server::serve(listener, web::admin_router(pages), quota, stop.clone()));
        }
    }

    /// The pages this instance serves; their live streams end with `stop`.
    pub fn pages(&self, stop: CancellationToken) -> WebState {
        WebState {
            db: self.db.clone(),
            clock: self.clock.clone(),
            programme: Arc::clone(&self.programme),
            metrics: Arc::clone(&self.metrics),
            state_changed: self.state_changed.clone(),
            screen_feed: ScreenFeed::default(),
            stop,
        }
    }
}
