//! Who asks for a page, and in which language.

use std::net::IpAddr;

use axum::Extension;
use axum::http::{HeaderMap, HeaderValue, header};

use crate::clock::RealTime;
use crate::i18n::Lang;
use crate::ids::PersonId;
use crate::visitors::{Challenge, Difficulty, Signer, VisitorKey};
use crate::web::client_address::client_address;
use crate::web::cookies::cookies;
use crate::web::http_server::PeerAddress;
use crate::web::state::WebState;

/// The cookie with the signed key.
const COOKIE: &str = "koze";
/// The cookie with the language that was chosen.
const LANGUAGE_COOKIE: &str = "koze_lang";
/// How long both last, in seconds: beyond the event and its account.
const COOKIE_MAX_AGE: u32 = 120 * 86_400;

/// The browser that asks for a page.
#[derive(Clone)]
pub struct Visitor {
    pub key: VisitorKey,
    pub lang: Lang,
    pub address: Option<IpAddr>,
    /// Whether the browser brought a cookie of ours; otherwise the key is new.
    pub has_cookie: bool,
    signer: Signer,
}

impl Visitor {
    /// The visitor of a request. `wanted`: the language that the request names.
    pub async fn of(
        pages: &WebState,
        peer: Option<&Extension<PeerAddress>>,
        headers: &HeaderMap,
        wanted: Option<&str>,
    ) -> sqlx::Result<Self> {
        let signer = pages.audience.signer().get(&pages.db).await?.clone();
        let known = cookies(headers, COOKIE).find_map(|value| signer.parse_cookie(value));
        Ok(Self {
            has_cookie: known.is_some(),
            key: known.unwrap_or_else(VisitorKey::random),
            lang: language(&pages.programme.languages, headers, wanted),
            address: client_address(peer, headers, &pages.proxy_header),
            signer,
        })
    }

    /// The id that follows from the key.
    pub fn id(&self) -> PersonId {
        self.key.person_id()
    }

    /// The token that the forms of the page carry.
    pub fn form_token(&self) -> String {
        self.signer.form_token(&self.key)
    }

    /// Whether a form was made for this visitor.
    pub fn is_form_token(&self, token: &str) -> bool {
        self.signer.is_form_token(&self.key, token)
    }

    /// A task for the page of a new visitor.
    pub fn challenge(&self, now: RealTime) -> Challenge {
        Challenge::new(&self.signer, &self.key, now)
    }

    /// Whether the task was done.
    pub fn is_answered(&self, proof: &str, difficulty: Difficulty, now: RealTime) -> bool {
        Challenge::is_answered(proof, &self.signer, &self.key, difficulty, now)
    }

    /// Whether this is the code on the hall screen.
    pub fn is_room_code(&self, typed: &str, now: RealTime) -> bool {
        self.signer.is_room_code(typed, now)
    }

    /// The cookies to set. `is_secure`: the page is only reached by https.
    pub fn cookies_to_set(&self, is_secure: bool) -> Vec<HeaderValue> {
        let secure = if is_secure { "; Secure" } else { "" };
        let line = |name: &str, value: &str| {
            let line =
                format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={COOKIE_MAX_AGE}{secure}");
            HeaderValue::from_str(&line).ok()
        };
        [line(COOKIE, &self.signer.cookie_value(&self.key)), line(LANGUAGE_COOKIE, self.lang.code())]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// The language that was wanted, else chosen earlier, else preferred by the browser, else the event's first.
fn language(offered: &[Lang], headers: &HeaderMap, wanted: Option<&str>) -> Lang {
    let chosen = wanted.into_iter().chain(cookies(headers, LANGUAGE_COOKIE));
    let preferred =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let preferred = preferred.split(',').filter_map(|part| part.split([';', '-']).next()).map(str::trim);
    chosen
        .chain(preferred)
        .filter_map(Lang::from_code)
        .find(|lang| offered.contains(lang))
        .or_else(|| offered.first().copied())
        .unwrap_or(Lang::REFERENCE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_chosen_one_then_the_browsers() {
        let all = [Lang::Fr, Lang::Gcf, Lang::En];
        let headers = |lines: &[(header::HeaderName, &'static str)]| {
            lines
                .iter()
                .map(|(name, value)| (name.clone(), HeaderValue::from_static(value)))
                .collect::<HeaderMap>()
        };
        let english = headers(&[(header::ACCEPT_LANGUAGE, "de-DE, en-GB;q=0.8, fr;q=0.5")]);
        assert_eq!(language(&all, &english, None), Lang::En);
        assert_eq!(language(&[Lang::Fr], &english, None), Lang::Fr, "not offered");
        let chosen = headers(&[(header::ACCEPT_LANGUAGE, "en"), (header::COOKIE, "a=b; koze_lang=gcf")]);
        assert_eq!(language(&all, &chosen, None), Lang::Gcf);
        assert_eq!(language(&all, &chosen, Some("fr")), Lang::Fr);
        assert_eq!(language(&all, &headers(&[]), Some("xx")), Lang::Fr);
    }
}
