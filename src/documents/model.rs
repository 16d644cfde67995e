//! The documents, and the text forms of their attachment specs.

use std::fmt;
use std::str::FromStr;

use clap::ValueEnum as _;
use strum::{Display, EnumIter, EnumString};

use crate::i18n::Lang;
use crate::referrals::Source;
use crate::registration::{Category, TicketCode};
use crate::spreadsheet::TableFormat;
use crate::text;

/// The longest name of a place on a poster, in characters.
pub const MAX_PLACE_LENGTH: usize = 80;
/// Documents change with every registration, and most hold personal data: none is kept by its file id.
const SPEC_PREFIX: &str = "fresh:";

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Document {
    /// The attendance sheet of all days: those with a seat, and blank rows.
    AttendanceSheet,
    /// A badge for each person with a seat.
    Badges,
    /// The certificate of one attendee, by the code of their ticket.
    Certificate { lang: Lang, code: TicketCode },
    /// A certificate for each of several attendees.
    Certificates(CertificateScope),
    /// The poster with the public link.
    Poster {
        /// The word under which openings of its link are counted.
        from: Option<Source>,
        /// Where it hangs; empty if that is not known.
        place: String,
    },
    /// A table.
    Export { kind: ExportKind, format: TableFormat },
}

/// For whom certificates are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, EnumIter)]
#[strum(serialize_all = "kebab-case")]
pub enum CertificateScope {
    Everybody,
    /// Those who cannot get theirs in a chat.
    WithoutAccount,
}

/// The kinds of tables. The text forms stand in specs, in button data and in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, EnumIter)]
#[strum(serialize_all = "kebab-case")]
pub enum ExportKind {
    /// Who registered.
    Registrations,
    /// Who came, on each day.
    Attendance,
    /// The questions, without their authors.
    Questions,
    /// What moderators did, and what staff did with personal data.
    Journal,
}

/// Whether attendees have a seat, and came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum AttendeeState {
    /// Has a seat.
    Seated,
    /// Has none: on the waiting list, or a seat is offered.
    Waiting,
    Arrived,
    /// Has a seat and did not come.
    Absent,
}

/// Which attendees a table has; the default is all of them.
#[derive(Debug, Clone, Default)]
pub struct AttendeeFilter {
    /// Without one, every category.
    pub categories: Vec<Category>,
    pub state: Option<AttendeeState>,
}

impl AttendeeFilter {
    /// Whether an attendee is in the table.
    pub fn includes(&self, category: Option<Category>, has_seat: bool, has_arrived: bool) -> bool {
        let is_category_wanted = self.categories.is_empty()
            || category.is_some_and(|category| self.categories.contains(&category));
        is_category_wanted
            && match self.state {
                None => true,
                Some(AttendeeState::Seated) => has_seat,
                Some(AttendeeState::Waiting) => !has_seat,
                Some(AttendeeState::Arrived) => has_arrived,
                Some(AttendeeState::Absent) => has_seat && !has_arrived,
            }
    }
}

/// The text is no spec of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no document has this spec")]
pub struct InvalidSpec;

impl Document {
    /// What the journal says of it: its kind and format. `None` for a document without personal data.
    pub fn journal_detail(&self) -> Option<String> {
        Some(match self {
            Document::AttendanceSheet => "attendance-sheet pdf".to_owned(),
            Document::Badges => "badges pdf".to_owned(),
            Document::Certificate { .. } => "certificate pdf".to_owned(),
            Document::Certificates(_) => "certificates pdf".to_owned(),
            Document::Poster { .. } => return None,
            Document::Export { kind, format } => format!("{kind} {}", format_name(*format)),
        })
    }
}

/// The name of a format in specs, in button data and on the command line.
pub fn format_name(format: TableFormat) -> String {
    format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

/// The format of this name.
pub fn parse_format(name: &str) -> Option<TableFormat> {
    TableFormat::from_str(name, false).ok()
}

/// The name of a place as a poster shows it: one line, not too long.
pub fn clean_place(typed: &str) -> String {
    text::clean_line(typed).chars().take(MAX_PLACE_LENGTH).collect()
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(SPEC_PREFIX)?;
        match self {
            Document::AttendanceSheet => f.write_str("attendance-sheet"),
            Document::Badges => f.write_str("badges"),
            Document::Certificate { lang, code } => {
                write!(f, "certificate:{}:{}", lang.code(), code.as_str())
            }
            Document::Certificates(scope) => write!(f, "certificates:{scope}"),
            Document::Poster { from, place } => {
                write!(f, "poster:{}:{place}", from.as_ref().map_or("", Source::as_str))
            }
            Document::Export { kind, format } => write!(f, "export:{kind}:{}", format_name(*format)),
        }
    }
}

impl FromStr for Document {
    type Err = InvalidSpec;

    fn from_str(spec: &str) -> Result<Self, InvalidSpec> {
        let spec = spec.strip_prefix(SPEC_PREFIX).ok_or(InvalidSpec)?;
        let (name, rest) = spec.split_once(':').unwrap_or((spec, ""));
        let pair = || rest.split_once(':').ok_or(InvalidSpec);
        Ok(match name {
            "attendance-sheet" if rest.is_empty() => Document::AttendanceSheet,
            "badges" if rest.is_empty() => Document::Badges,
            "certificate" => {
                let (lang, code) = pair()?;
                Document::Certificate {
                    lang: Lang::from_code(lang).ok_or(InvalidSpec)?,
                    code: TicketCode::parse(code).ok_or(InvalidSpec)?,
                }
            }
            "certificates" => Document::Certificates(rest.parse().map_err(|_| InvalidSpec)?),
            "poster" => {
                let (from, place) = pair()?;
                let from =
                    if from.is_empty() { None } else { Some(Source::parse(from).map_err(|_| InvalidSpec)?) };
                Document::Poster { from, place: place.to_owned() }
            }
            "export" => {
                let (kind, format) = pair()?;
                Document::Export {
                    kind: kind.parse().map_err(|_| InvalidSpec)?,
                    format: parse_format(format).ok_or(InvalidSpec)?,
                }
            }
            _ => return Err(InvalidSpec),
        })
    }
}
