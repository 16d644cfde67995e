//! The event stream of an open page: what has changed since the last event. The state is loaded once for all pages;
//! what differs between them is the language, the own questions and what was sent before.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::response::sse::Event;
use serde::Serialize;

use super::page::{PageQuery, unavailable};
use super::parts;
use super::visitor::Visitor;
use crate::floor_requests::FloorStatus;
use crate::i18n::{Lang, texts};
use crate::ids::{PersonId, QuestionNumber};
use crate::programme::Programme;
use crate::questions::browser::OwnQuestion;
use crate::visitors;
use crate::web::audience_state::{AudienceState, LiveParts};
use crate::web::event_stream::{self, StreamStep};
use crate::web::http_server::PeerAddress;
use crate::web::state::WebState;

/// `GET /q/live`.
pub async fn events(
    State(pages): State<WebState>,
    peer: Option<Extension<PeerAddress>>,
    headers: HeaderMap,
    Query(query): Query<PageQuery>,
) -> Result<Response, StatusCode> {
    let visitor = Visitor::of(&pages, peer.as_ref(), &headers, query.lang.as_deref()).await;
    let visitor = visitor.map_err(unavailable)?;
    let account = async {
        let mut conn = pages.db.reader().await?;
        visitors::find_account(&mut conn, visitor.id()).await
    };
    let account = account.await.map_err(unavailable)?;
    let mut viewer = Viewer {
        person: account.unwrap_or(visitor.id()),
        lang: visitor.lang,
        programme: Arc::clone(&pages.programme),
        sent: Sent::default(),
    };
    let to_step = move |state: &AudienceState| {
        let change = viewer.next_change(state);
        if change == Change::default() {
            return StreamStep::Skip;
        }
        let json = serde_json::to_string(&change).unwrap_or_default();
        StreamStep::Send(Event::default().event("change").data(json))
    };
    Ok(event_stream::respond(&pages, pages.audience.feed(), peer.as_ref(), &headers, None, to_step))
}

/// One open page.
struct Viewer {
    person: PersonId,
    lang: Lang,
    programme: Arc<Programme>,
    sent: Sent,
}

/// What the page has got so far.
#[derive(Default)]
struct Sent {
    now: String,
    current: String,
    more: String,
    items: HashMap<QuestionNumber, (String, String)>,
    order: Vec<QuestionNumber>,
    own: Vec<OwnQuestion>,
    floor: Option<FloorStatus>,
    accepts: Option<bool>,
}

/// What has changed; a part without a change is missing.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
struct Change {
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    current: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    more: Option<String>,
    /// The numbers of the list, in their order.
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<Vec<QuestionNumber>>,
    /// Questions whose text or facts changed, or that are new.
    #[serde(skip_serializing_if = "HashMap::is_empty")]
    items: HashMap<QuestionNumber, String>,
    /// Questions with another number of votes.
    #[serde(skip_serializing_if = "HashMap::is_empty")]
    votes: HashMap<QuestionNumber, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mine: Option<String>,
    /// The queue for the microphone.
    #[serde(skip_serializing_if = "Option::is_none")]
    floor: Option<String>,
    /// Whether questions are accepted; the page is loaded anew when that changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    accepts: Option<bool>,
}

impl Viewer {
    fn next_change(&mut self, state: &AudienceState) -> Change {
        let mut change = Change::default();
        let Some(parts) = state.parts(self.lang) else { return change };
        self.sent.update(parts, &mut change);
        let own = state.own.get(&self.person).map(Vec::as_slice).unwrap_or_default();
        if self.sent.accepts.is_none() || self.sent.own != own {
            let html = parts::own_questions(&self.programme, texts(self.lang), own, &parts.contact);
            change.mine = Some(html.into_string());
            self.sent.own = own.to_vec();
        }
        let floor = state.floor_status(self.person);
        if self.sent.floor.as_ref() != Some(&floor) {
            // a field in which a visitor may be typing is not replaced by the same
            if self.sent.floor.is_some() || !matches!(floor, FloorStatus::MayAsk) {
                change.floor = Some(parts::floor(texts(self.lang), &floor).into_string());
            }
            self.sent.floor = Some(floor);
        }
        let accepts = state.snapshot.accepts_questions;
        if self.sent.accepts != Some(accepts) {
            self.sent.accepts = Some(accepts);
            change.accepts = Some(accepts);
        }
        change
    }
}

impl Sent {
    fn update(&mut self, parts: &LiveParts, change: &mut Change) {
        for (now, sent, changed) in [
            (&parts.now, &mut self.now, &mut change.now),
            (&parts.current, &mut self.current, &mut change.current),
            (&parts.more, &mut self.more, &mut change.more),
        ] {
            if now != sent {
                sent.clone_from(now);
                *changed = Some(now.clone());
            }
        }
        let order: Vec<QuestionNumber> = parts.items.iter().map(|item| item.number).collect();
        self.items.retain(|number, _| order.contains(number));
        for item in &parts.items {
            let text = without_votes(&item.html, &item.votes);
            match self.items.get(&item.number) {
                Some((sent, votes)) if *sent == text && *votes == item.votes => continue,
                Some((sent, _)) if *sent == text => {
                    change.votes.insert(item.number, item.votes.clone());
                }
                _ => {
                    change.items.insert(item.number, item.html.clone());
                }
            }
            self.items.insert(item.number, (text, item.votes.clone()));
        }
        if order != self.order {
            self.order.clone_from(&order);
            change.order = Some(order);
        }
    }
}

/// An item without its number of votes, to tell a vote from another change.
fn without_votes(html: &str, votes: &str) -> String {
    html.replacen(&format!("\"count\">{votes}<"), "\"count\"><", 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::audience_state::LiveItem;

    fn item(number: i64, text: &str, votes: &str) -> LiveItem {
        let html = format!("<li><p>{text}</p><span class=\"count\">{votes}</span></li>");
        LiveItem { number: QuestionNumber(number), html, votes: votes.to_owned() }
    }

    fn parts(items: Vec<LiveItem>) -> LiveParts {
        LiveParts {
            now: "now".to_owned(),
            current: String::new(),
            items,
            more: String::new(),
            contact: String::new(),
        }
    }

    #[test]
    fn a_vote_is_sent_as_a_number_and_nothing_twice() {
        let (mut sent, number) = (Sent::default(), QuestionNumber(1));
        let mut update = |items: Vec<LiveItem>| {
            let mut change = Change::default();
            sent.update(&parts(items), &mut change);
            change
        };
        let first = update(vec![item(1, "one", "1 voix")]);
        assert_eq!(
            (first.items.len(), first.order, first.now.as_deref()),
            (1, Some(vec![number]), Some("now"))
        );
        assert_eq!(update(vec![item(1, "one", "1 voix")]), Change::default());
        let voted = update(vec![item(1, "one", "2 voix")]);
        assert_eq!(
            voted,
            Change { votes: HashMap::from([(number, "2 voix".to_owned())]), ..Change::default() }
        );
        let reworded = update(vec![item(1, "two", "2 voix")]);
        assert_eq!((reworded.items.len(), reworded.votes.len()), (1, 0));
        assert_eq!(update(Vec::new()).order, Some(Vec::new()), "gone");
    }
}
