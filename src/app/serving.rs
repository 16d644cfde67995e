//! Serves the pages of an instance, and the webhook if it has one.

use std::sync::Arc;

use axum::middleware::map_response;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::instance::App;
use super::intake;
use crate::dispatch::BrowserTurns;
use crate::telegram::webhook;
use crate::web::http_server::{self, ConnectionLimits};
use crate::web::{self, AudiencePage, LiveFeed, ViewerLimits, WebState};

/// Most connections of the admin listener, which only the operators use.
const MAX_ADMIN_CONNECTIONS: usize = 32;

/// The sockets on which pages are served; an instance without any serves none.
#[derive(Default)]
pub struct Listeners {
    /// For all pages.
    pub public: Option<TcpListener>,
    /// For `/readyz` and `/metrics`, which the public listener then does not serve.
    pub admin: Option<TcpListener>,
}

impl From<Option<TcpListener>> for Listeners {
    fn from(public: Option<TcpListener>) -> Self {
        Self { public, admin: None }
    }
}

/// Serves the pages and the webhook in `tasks` until `stop`.
pub fn serve(app: &App, listeners: Listeners, tasks: &mut JoinSet<()>, stop: &CancellationToken) {
    let Listeners { public, admin } = listeners;
    let limits = ConnectionLimits::for_this_process();
    let mut pages = app.pages(stop.clone());
    pages.screen_feed = LiveFeed::new(ViewerLimits::HALL.within(limits.total));
    pages.audience = AudiencePage::new(ViewerLimits::AUDIENCE.within(limits.total));
    if let Some(listener) = public {
        let mut router = match admin {
            None => web::router(pages.clone()),
            Some(_) => web::public_router(pages.clone()),
        };
        if let Some(webhook) = &app.webhook {
            let (page, queue) = webhook::build_router(webhook);
            router = router.merge(page.layer(map_response(web::set_safety_headers)));
            tasks.spawn(intake::run_webhook_updates(app.clone(), queue, stop.clone()));
        }
        tasks.spawn(http_server::serve(listener, router, limits, stop.clone()));
    }
    if let Some(listener) = admin {
        let limits = ConnectionLimits::new(MAX_ADMIN_CONNECTIONS);
        tasks.spawn(http_server::serve(listener, web::admin_router(pages), limits, stop.clone()));
    }
}

impl App {
    /// The state of the pages that this instance serves; their streams end with `stop`.
    pub fn pages(&self, stop: CancellationToken) -> WebState {
        WebState {
            db: self.db.clone(),
            clock: self.clock.clone(),
            programme: Arc::clone(&self.programme),
            metrics: Arc::clone(&self.metrics),
            state_changed: self.state_changed.clone(),
            screen_feed: LiveFeed::new(ViewerLimits::HALL),
            screen_path: Arc::default(),
            stage_feed: LiveFeed::new(ViewerLimits::STAGE),
            audience: AudiencePage::new(ViewerLimits::AUDIENCE),
            browser_turns: BrowserTurns::new(
                self.db.clone(),
                self.clock.clone(),
                Arc::clone(&self.programme),
                self.nlu_model.clone(),
                Arc::clone(&self.wakeup),
                self.state_changed.clone(),
            ),
            proxy_header: self.proxy_header.clone(),
            proof_difficulty: self.proof_difficulty,
            init_data_key: self.init_data_key.clone(),
            stop,
        }
    }
}
