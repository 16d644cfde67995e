//! The page, as text for browsers without a script, and its event stream.

use std::time::Duration;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use axum::response::sse::Event;
use subtle::ConstantTimeEq;

use super::state::StageState;
use crate::i18n::{Lang, escape_html};
use crate::stage;
use crate::web::event_stream::{self, StreamStep};
use crate::web::http_server::PeerAddress;
use crate::web::live_renderer::LiveState;
use crate::web::page_request::Refusal;
use crate::web::rendered::RenderedStage;
use crate::web::screen_page;
use crate::web::state::WebState;

/// How often the time left is sent again: between two of these, a tablet counts by itself.
const REPEAT_INTERVAL: Duration = Duration::from_secs(10);

/// Refuses every word but that of the present address.
pub async fn check_word(pages: &WebState, word: &str) -> Result<(), Refusal> {
    let mut conn = pages.db.reader().await?;
    let right = stage::stored_word(&mut conn).await?;
    let is_right = right.is_some_and(|right| right.as_bytes().ct_eq(word.as_bytes()).into());
    if is_right { Ok(()) } else { Err(Refusal::NotFound) }
}

/// `GET /stage/…`: the page with its present content.
pub async fn page(
    State(pages): State<WebState>,
    Path(word): Path<String>,
    uri: Uri,
) -> Result<Response, Refusal> {
    check_word(&pages, &word).await?;
    let state = StageState::load(&pages).await?;
    let lang = chosen_language(&pages, uri.query());
    let texts = state.page_texts(lang, pages.clock.event_now());
    Ok(screen_page::page(fill(include_str!("stage.html"), &texts)))
}

/// The template with a text, escaped, in the place of each `{name}`.
fn fill(template: &str, texts: &[(&'static str, String)]) -> String {
    let mut parts = template.split('{');
    let mut html = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        let text = texts.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text);
        html.push_str(&escape_html(text));
        html.push_str(rest);
    }
    html
}

/// The language that `?lang=` names, if the event has it; else the event's first.
fn chosen_language(pages: &WebState, query: Option<&str>) -> Lang {
    let pairs = query.unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    let wanted = pairs.filter(|(name, _)| *name == "lang").find_map(|(_, code)| Lang::from_code(code));
    let languages = &pages.programme.languages;
    let chosen = wanted.filter(|lang| languages.contains(lang)).or_else(|| languages.first().copied());
    chosen.unwrap_or(Lang::REFERENCE)
}

/// `GET /stage/…/events`: each state with the time left at this moment. The stream ends when the address is replaced.
pub async fn events(
    State(pages): State<WebState>,
    Path(word): Path<String>,
    peer: Option<Extension<PeerAddress>>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    check_word(&pages, &word).await?;
    let clock = pages.clock.clone();
    let to_step = move |stage: &RenderedStage| {
        if stage.word != word {
            return StreamStep::End;
        }
        StreamStep::Send(Event::default().event("state").data(stage.with_time_left(clock.event_now())))
    };
    let repeat = Some(REPEAT_INTERVAL);
    Ok(event_stream::respond(&pages, &pages.stage_feed, peer.as_ref(), &headers, repeat, to_step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_is_neither_markup_nor_a_placeholder() {
        let texts = [("question", "<b>{line}</b> & co".to_owned()), ("line", "Bonjour".to_owned())];
        assert_eq!(
            fill("<p>{question}</p><p>{line}{unknown}</p>", &texts),
            "<p>&lt;b&gt;{line}&lt;/b&gt; &amp; co</p><p>Bonjour</p>"
        );
    }
}
