//! Renders documents as files.

use event_documents::DocumentError;

use super::model::{AttendeeFilter, CertificateScope, Document, ExportKind, InvalidSpec, format_name};
use super::pages::{self, PrintedEvent};
use super::people::{self, Present};
use super::tables::export_table;
use crate::chat::RenderedFile;
use crate::db::{self, Conn};
use crate::i18n::Lang;
use crate::programme::{self, Programme};
use crate::spreadsheet::{TableFormat, XLSX_MEDIA_TYPE};
use crate::turn::TurnError;

const PDF_MEDIA_TYPE: &str = "application/pdf";

/// Why a document could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DocumentsError {
    #[error(transparent)]
    Turn(#[from] TurnError),
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The poster needs the bot's username, which its first start stores.
    #[error("the bot's name is not known yet: start it once with `koze run`")]
    NoBotName,
}

impl DocumentsError {
    /// Whether the document would be about nobody.
    pub fn is_nothing_to_print(&self) -> bool {
        matches!(self, Self::Document(DocumentError::Empty))
    }
}

impl From<sqlx::Error> for DocumentsError {
    fn from(error: sqlx::Error) -> Self {
        Self::Turn(error.into())
    }
}

/// The file of an attachment spec; `None` for a spec of another module.
pub async fn render_attachment(
    conn: &mut Conn,
    programme: &Programme,
    spec: &str,
) -> Result<Option<RenderedFile>, DocumentsError> {
    match spec.parse() {
        Ok(document) => render(conn, programme, &document).await,
        Err(InvalidSpec) => Ok(None),
    }
}

/// A document as a file; `None` for the certificate of somebody who did not come.
pub async fn render(
    conn: &mut Conn,
    programme: &Programme,
    document: &Document,
) -> Result<Option<RenderedFile>, DocumentsError> {
    let schedule = programme::load_schedule(conn).await?;
    let event = PrintedEvent { programme, schedule: &schedule };
    let pdf = |name: String, bytes: Vec<u8>| Some(RenderedFile { name, mime: PDF_MEDIA_TYPE, bytes });
    Ok(match document {
        Document::AttendanceSheet => {
            let attendees = people::list_seated(conn).await?;
            pdf("feuille-emargement.pdf".to_owned(), pages::attendance_sheet(event, &attendees)?)
        }
        Document::Badges => {
            let attendees = people::list_seated(conn).await?;
            let bot = db::get_setting(conn, db::BOT_USERNAME_KEY).await?;
            pdf("badges.pdf".to_owned(), pages::badges(event, &attendees, bot.as_deref())?)
        }
        Document::Certificate { lang, code } => match people::find_present(conn, code.as_str()).await? {
            Some(present) => {
                let bytes = pages::certificates(event, &[present], *lang)?;
                pdf(format!("attestation-{code}.pdf"), bytes)
            }
            None => None,
        },
        Document::Certificates(scope) => {
            let present = list_for_print(conn, *scope).await?;
            pdf("attestations.pdf".to_owned(), pages::certificates(event, &present, Lang::Fr)?)
        }
        Document::Poster { from, place } => {
            let bot = db::get_setting(conn, db::BOT_USERNAME_KEY).await?;
            let bot = bot.ok_or(DocumentsError::NoBotName)?;
            pdf("affiche.pdf".to_owned(), pages::poster(event, &bot, from.as_ref(), place)?)
        }
        Document::Export { kind, format } => {
            let table = export_table(conn, programme, *kind, &AttendeeFilter::default(), &[]).await?;
            let bytes = table.to_bytes(*format).map_err(TurnError::from)?;
            Some(RenderedFile { name: table_file_name(*kind, *format), mime: media_type(*format), bytes })
        }
    })
}

/// Those whose certificates are printed, as French lists sort names.
async fn list_for_print(conn: &mut Conn, scope: CertificateScope) -> sqlx::Result<Vec<Present>> {
    let mut chosen = Vec::new();
    for present in people::list_present(conn).await? {
        if scope == CertificateScope::Everybody || !people::is_reachable(conn, &present.attendee).await? {
            chosen.push(present);
        }
    }
    event_documents::sort_by_name(&mut chosen, |present| &present.attendee.name);
    Ok(chosen)
}

fn table_file_name(kind: ExportKind, format: TableFormat) -> String {
    let name = match kind {
        ExportKind::Registrations => "inscrits",
        ExportKind::Attendance => "presences",
        ExportKind::Questions => "questions",
        ExportKind::Journal => "journal",
    };
    format!("{name}.{}", format_name(format))
}

fn media_type(format: TableFormat) -> &'static str {
    match format {
        TableFormat::Csv => "text/csv",
        TableFormat::Xlsx => XLSX_MEDIA_TYPE,
        TableFormat::Json => "application/json",
        TableFormat::JsonLines => "application/jsonl",
    }
}
