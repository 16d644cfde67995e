//! The account as files and as a page.

use std::fmt;
use std::str::FromStr;

use super::html::{self, account_html, nothing_html, page_document};
use super::outline::{Outline, Shown, make_outline};
use super::pdf::account_pdf;
use super::plain_text::account_text;
use super::{publication, rules};
use crate::chat::RenderedFile;
use crate::db::Conn;
use crate::i18n::{Lang, texts};
use crate::programme::Programme;
use crate::turn::TurnError;

/// Where everybody reads what is published, on the bot's web server.
pub const PUBLIC_PATH: &str = "/account";
/// The content changes when an author takes a question back: no file is kept by its id.
const SPEC_PREFIX: &str = "fresh:account:";

/// The kinds of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum FileFormat {
    Text,
    Html,
    Pdf,
}

/// Which account is rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::Display, strum::EnumString)]
#[strum(serialize_all = "lowercase")]
pub enum Which {
    Draft,
    Published,
}

/// The spec of an attachment: `fresh:account:draft:fr`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spec {
    pub which: Which,
    pub lang: Lang,
}

/// The links of a page.
#[derive(Debug, Clone, Copy, Default)]
pub struct PageLinks<'a> {
    /// The path of the PDF; empty for none.
    pub pdf: &'a str,
    /// The path of the rule; empty for none.
    pub rule: &'a str,
}

/// What a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub title: String,
    /// The content, as HTML.
    pub html: String,
    /// False where nothing is published: the content is then a kind word.
    pub is_found: bool,
}

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    #[error(transparent)]
    Turn(#[from] TurnError),
    #[error(transparent)]
    Document(#[from] event_documents::DocumentError),
}

impl From<sqlx::Error> for AccountError {
    fn from(error: sqlx::Error) -> Self {
        Self::Turn(error.into())
    }
}

impl fmt::Display for Spec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SPEC_PREFIX}{}:{}", self.which, self.lang.code())
    }
}

impl FromStr for Spec {
    type Err = ();

    fn from_str(spec: &str) -> Result<Self, ()> {
        let (which, lang) = spec.strip_prefix(SPEC_PREFIX).and_then(|rest| rest.split_once(':')).ok_or(())?;
        Ok(Self { which: which.parse().map_err(|_| ())?, lang: Lang::from_code(lang).ok_or(())? })
    }
}

/// The file of an attachment spec; `None` for a spec of another module, and where nothing is published any more.
pub async fn render_attachment(
    conn: &mut Conn,
    programme: &Programme,
    spec: &str,
) -> Result<Option<RenderedFile>, AccountError> {
    let Ok(Spec { which, lang }) = spec.parse() else { return Ok(None) };
    let Some(bytes) = render_file(conn, programme, which == Which::Draft, lang, FileFormat::Pdf).await?
    else {
        return Ok(None);
    };
    let name = match which {
        Which::Draft => "suites-des-questions-brouillon.pdf",
        Which::Published => "suites-des-questions.pdf",
    };
    Ok(Some(RenderedFile { name: name.to_owned(), mime: "application/pdf", bytes }))
}

/// The draft, or what is published, as a file; `None` where nothing is published.
pub async fn render_file(
    conn: &mut Conn,
    programme: &Programme,
    is_draft: bool,
    lang: Lang,
    format: FileFormat,
) -> Result<Option<Vec<u8>>, AccountError> {
    let Some(outline) = load_outline(conn, programme, is_draft, lang).await? else { return Ok(None) };
    Ok(Some(match format {
        FileFormat::Text => account_text(&outline).into_bytes(),
        FileFormat::Html => {
            let head = format!("<style>\n{}</style>", html::PAGE_CSS);
            page_document(lang, &outline.title, &head, &account_html(&outline, "")).into_bytes()
        }
        FileFormat::Pdf => account_pdf(&outline)?,
    }))
}

async fn load_outline(
    conn: &mut Conn,
    programme: &Programme,
    is_draft: bool,
    lang: Lang,
) -> sqlx::Result<Option<Outline>> {
    if is_draft {
        let draft = publication::load_draft(conn).await?;
        let digest = rules::digest_of(&draft);
        return Ok(Some(make_outline(programme, lang, &draft, Shown::Draft(&digest))));
    }
    let published = publication::load_published(conn).await?;
    Ok(published
        .map(|(edition, content)| make_outline(programme, lang, &content, Shown::Published(&edition))))
}

/// The draft, or what is published, as the content of a page.
pub async fn render_page(
    conn: &mut Conn,
    programme: &Programme,
    is_draft: bool,
    lang: Lang,
    links: PageLinks<'_>,
) -> sqlx::Result<Page> {
    let t = texts(lang);
    Ok(match load_outline(conn, programme, is_draft, lang).await? {
        Some(outline) => {
            let link = |path: &str, id: &str| match path {
                "" => String::new(),
                path => format!("<p><a href=\"{path}?lang={}\">{}</a></p>\n", lang.code(), t.html(id, &[])),
            };
            let links = link(links.rule, "account-rule") + &link(links.pdf, "account-get");
            let html = account_html(&outline, &links);
            Page { title: outline.title, html, is_found: true }
        }
        None => Page {
            title: t.label("account-title"),
            html: nothing_html(lang, programme.title.get(lang)),
            is_found: false,
        },
    })
}
