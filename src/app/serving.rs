//! Where an instance serves its pages, and takes what a webhook brings.

use std::sync::Arc;

use axum::middleware::map_response;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::App;
use crate::telegram::webhook;
use crate::web::serving::{self, Quota};
use crate::web::{self, Pages, Screen};

/// Connections of those who watch the bot, where they have a listener of their own.
const ADMIN_CONNECTIONS: usize = 32;

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
        let quota = Quota::of_this_process();
        let pages = self.pages(stop.clone());
        if let Some(listener) = public {
            let mut router = match admin {
                None => web::router(pages.clone()),
                Some(_) => web::public(pages.clone()),
            };
            if let Some(webhook) = &self.webhook {
                let (page, door) = webhook::open(webhook);
                router = router.merge(page.layer(map_response(web::careful)));
                tasks.spawn(self.clone().receive(door, stop.clone()));
            }
            tasks.spawn(serving::serve(listener, router, quota, stop.clone()));
        }
        if let Some(listener) = admin {
            let quota = Quota::new(ADMIN_CONNECTIONS);
            tasks.spawn(serving::serve(listener, web::admin(pages), quota, stop.clone()));
        }
    }

    /// The pages this instance serves; their live streams end with `stop`.
    pub fn pages(&self, stop: CancellationToken) -> Pages {
        Pages {
            db: self.db.clone(),
            clock: self.clock.clone(),
            programme: Arc::clone(&self.programme),
            metrics: Arc::clone(&self.metrics),
            nudge: self.nudge.clone(),
            screen: Screen::default(),
            stop,
        }
    }
}
