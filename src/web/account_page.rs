//! The account of the questions: what is published, for everybody; the draft, at an address that organisers get from
//! the bot; and the rule by which questions are chosen.

use std::collections::HashMap;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use subtle::ConstantTimeEq;

use super::screen_page::{NO_STORE, file};
use super::state::WebState;
use super::text_page::{self, STYLE_PATH, wanted_language};
use crate::i18n::{Lang, escape_html, texts};
use crate::question_account::{self, FileFormat, PUBLIC_PATH, PageLinks};
use crate::questions;

const PDF_PATH: &str = "/account.pdf";
const RULE_PATH: &str = "/rule";

type LanguageQuery = Query<HashMap<String, String>>;

/// The routes.
pub fn router() -> Router<WebState> {
    Router::new()
        .route(PUBLIC_PATH, get(account))
        .route(PDF_PATH, get(account_pdf))
        .route("/account/preview/{word}", get(preview))
        .route(RULE_PATH, get(rule))
        .route(STYLE_PATH, file("text/css; charset=utf-8", question_account::PAGE_CSS))
}

async fn account(State(pages): State<WebState>, query: LanguageQuery) -> Result<Response, StatusCode> {
    let links = PageLinks { pdf: PDF_PATH, rule: RULE_PATH };
    respond(&pages, false, wanted_language(&pages.programme, &query), links).await
}

/// The draft. Without the right word there is nothing here.
async fn preview(
    State(pages): State<WebState>,
    Path(word): Path<String>,
    query: LanguageQuery,
) -> Result<Response, StatusCode> {
    let mut conn = pages.db.reader().await.map_err(unavailable)?;
    let right = question_account::stored_preview_word(&mut conn).await.map_err(unavailable)?;
    drop(conn);
    if !right.is_some_and(|right| right.as_bytes().ct_eq(word.as_bytes()).into()) {
        return Err(StatusCode::NOT_FOUND);
    }
    respond(&pages, true, wanted_language(&pages.programme, &query), PageLinks::default()).await
}

async fn respond(
    pages: &WebState,
    is_draft: bool,
    lang: Lang,
    links: PageLinks<'_>,
) -> Result<Response, StatusCode> {
    let programme = &pages.programme;
    let mut conn = pages.db.reader().await.map_err(unavailable)?;
    let page = question_account::render_page(&mut conn, programme, is_draft, lang, links).await;
    let page = page.map_err(unavailable)?;
    let status = if page.is_found { StatusCode::OK } else { StatusCode::NOT_FOUND };
    Ok(text_page::respond(status, programme, lang, &page.title, &page.html))
}

async fn account_pdf(State(pages): State<WebState>, query: LanguageQuery) -> Result<Response, StatusCode> {
    let lang = wanted_language(&pages.programme, &query);
    let mut conn = pages.db.reader().await.map_err(unavailable)?;
    let file = question_account::render_file(&mut conn, &pages.programme, false, lang, FileFormat::Pdf).await;
    drop(conn);
    match file.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)? {
        Some(bytes) => Ok(([NO_STORE, (header::CONTENT_TYPE, "application/pdf")], bytes).into_response()),
        None => respond(&pages, false, lang, PageLinks::default()).await,
    }
}

async fn rule(State(pages): State<WebState>, query: LanguageQuery) -> Result<Response, StatusCode> {
    let programme = &pages.programme;
    let lang = wanted_language(programme, &query);
    let mut conn = pages.db.reader().await.map_err(unavailable)?;
    let rule = questions::load_rule(&mut conn, programme, lang).await.map_err(unavailable)?;
    let main = format!(
        "<main>\n<header>\n<p class=\"event\">{}</p>\n<h1>{}</h1>\n</header>\n{}<p><a href=\"/join\">{}</a></p>\n</main>\n",
        escape_html(programme.title.get(lang)),
        escape_html(&rule.title),
        rule.to_page_html(),
        texts(lang).html("page-back", &[]),
    );
    Ok(text_page::respond(StatusCode::OK, programme, lang, &rule.title, &main))
}

fn unavailable(_error: sqlx::Error) -> StatusCode {
    StatusCode::SERVICE_UNAVAILABLE
}
