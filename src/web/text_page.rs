//! Pages of text in each language of the event, without a script: the account of the questions, and the rule.

use std::collections::HashMap;

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::screen_page;
use crate::i18n::{Lang, texts};
use crate::programme::Programme;
use crate::question_account::page_document;

/// The address of the style.
pub const STYLE_PATH: &str = "/text.css";

/// The language of `?lang=`, if the event has it; else the event's first.
pub fn wanted_language(programme: &Programme, Query(query): &Query<HashMap<String, String>>) -> Lang {
    let wanted = query.get("lang").and_then(|code| Lang::from_code(code));
    let known = wanted.filter(|lang| programme.languages.contains(lang));
    known.or_else(|| programme.languages.first().copied()).unwrap_or(Lang::REFERENCE)
}

/// A page with links to the same one in the other languages. `main` is HTML.
pub fn respond(status: StatusCode, programme: &Programme, lang: Lang, title: &str, main: &str) -> Response {
    let head = format!("<link rel=\"stylesheet\" href=\"{STYLE_PATH}\">");
    let languages =
        if programme.languages.len() > 1 { language_links(programme, lang) } else { String::new() };
    let html = page_document(lang, title, &head, &format!("{languages}{main}"));
    (status, screen_page::page(html)).into_response()
}

fn language_links(programme: &Programme, shown: Lang) -> String {
    let link = |lang: &Lang| {
        let (code, name) = (lang.code(), lang.endonym());
        let current = if *lang == shown { " aria-current=\"page\"" } else { "" };
        format!("<li><a href=\"?lang={code}\" hreflang=\"{code}\" lang=\"{code}\"{current}>{name}</a></li>\n")
    };
    let links: String = programme.languages.iter().map(link).collect();
    let label = texts(shown).label("account-languages");
    format!("<nav class=\"languages\" aria-label=\"{label}\">\n<ul>\n{links}</ul>\n</nav>\n")
}
