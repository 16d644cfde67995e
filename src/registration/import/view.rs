//! What an organiser sees of a list: the counts, the lines to look at, and all lines as a file.

use super::list::{MAX_FILE_BYTES, MAX_PEOPLE};
use super::model::{ImportDigest, List, ListError, Outcome, Plan, PlannedLine, Remark};
use super::store;
use crate::args;
use crate::chat::{Button, Message, RenderedFile};
use crate::db::Conn;
use crate::i18n::{Arg, Lang, Texts, texts};
use crate::ids::{PersonId, RegistrationNumber};
use crate::registration::payload::Payload;
use crate::registration::wording::category_label;
use crate::spreadsheet::ReadError;

/// The attachment spec of the lines as a file: language, organiser and digest follow.
pub const ATTACHMENT_PREFIX: &str = "fresh:import:";
/// The most lines in a message, so that the buttons stay in sight on a phone.
const MAX_SHOWN_LINES: usize = 12;
const MEGABYTE: usize = 1 << 20;

/// Makes a text of the locales with arguments: as HTML for a message, as plain text for a file.
type Render<'t> = &'t dyn Fn(&str, &[(&str, Arg)]) -> String;

/// The dry run: what would be done, and the buttons that do it or not.
pub fn dry_run(t: &Texts, list: &List, plan: &Plan, digest: &ImportDigest, has_changed: bool) -> Message {
    let render: Render = &|id, args| t.html(id, args);
    let mut parts = Vec::new();
    if has_changed {
        parts.push(t.html("import-changed", &[]));
    }
    parts.push(summary(t, render, list, plan).join("\n"));
    let shown: Vec<String> = shown_lines(plan).map(|line| line_text(t, render, line)).collect();
    if !shown.is_empty() {
        parts.push(shown.join("\n"));
    }
    if has_more_lines(plan) {
        parts.push(t.html("import-rest", &[]));
    }
    let count = plan.new_count();
    parts.push(t.html(if count == 0 { "import-nothing-new" } else { "import-not-done" }, &[]));
    let message = Message::new(parts.join("\n\n"));
    if count == 0 {
        return message;
    }
    let confirm = t.plain("import-confirm", args!(count = count as i64));
    message.with_inline_keyboard(vec![
        vec![Button::new(confirm, Payload::ConfirmImport(digest.clone()))],
        vec![Button::new(t.label("import-drop"), Payload::DropImport(digest.clone()))],
    ])
}

/// Whether the message leaves lines out, so that a file has to follow.
pub fn has_more_lines(plan: &Plan) -> bool {
    shown_lines(plan).count() < plan.lines.len()
}

/// The lines in the message: all of a short list, of a long one those to look at.
fn shown_lines(plan: &Plan) -> impl Iterator<Item = &PlannedLine> {
    let shows_all = plan.lines.len() <= MAX_SHOWN_LINES;
    let is_shown =
        move |line: &&PlannedLine| shows_all || line.new_person().is_none() || !line.remarks.is_empty();
    plan.lines.iter().filter(is_shown).take(MAX_SHOWN_LINES)
}

/// The counts, without those that are 0.
fn summary(t: &Texts, render: Render, list: &List, plan: &Plan) -> Vec<String> {
    let count = |is: fn(&PlannedLine) -> bool| plan.lines.iter().filter(|line| is(line)).count() as i64;
    let has_remark =
        |is: fn(&Remark) -> bool| plan.lines.iter().filter(|line| line.remarks.iter().any(is)).count() as i64;
    let typed = t.label("import-typed");
    let source = if list.source.is_empty() { &typed } else { &list.source };
    let mut lines = vec![render("import-source", args!(source = source, count = plan.lines.len() as i64))];
    let counts = [
        ("import-count-new", plan.new_count() as i64),
        ("import-count-waiting", plan.waitlist_count() as i64),
        ("import-count-registered", count(|line| matches!(line.outcome, Outcome::AlreadyRegistered(_)))),
        ("import-count-duplicate", count(|line| matches!(line.outcome, Outcome::Duplicate { .. }))),
        (
            "import-count-no-name",
            count(|line| matches!(line.outcome, Outcome::MissingName | Outcome::InvalidName(_))),
        ),
        ("import-count-phone", has_remark(|remark| matches!(remark, Remark::UnreadablePhone(_)))),
        ("import-count-category", has_remark(|remark| matches!(remark, Remark::UnknownCategory { .. }))),
        ("import-count-left-out", has_remark(|remark| matches!(remark, Remark::LeftOut(_)))),
        ("import-count-missing", has_remark(|remark| matches!(remark, Remark::MissingValue))),
    ];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    lines.extend(counts.map(|(id, count)| render(id, args!(count = count))));
    if let Some(sheet) = &list.only_sheet {
        lines.push(render("import-only-sheet", args!(sheet = sheet)));
    }
    if !list.unread_columns.is_empty() {
        lines.push(render("import-unread-columns", args!(columns = list.unread_columns.join(", "))));
    }
    lines
}

/// What becomes of one line.
fn line_text(t: &Texts, render: Render, planned: &PlannedLine) -> String {
    let (line, name) = (i64::from(planned.line), &planned.name);
    let outcome = match &planned.outcome {
        Outcome::Seat(_) => render("import-line-seat", args!(line = line, name = name)),
        Outcome::Waitlist(_) => render("import-line-waiting", args!(line = line, name = name)),
        Outcome::AlreadyRegistered(number) => {
            render("import-line-registered", args!(line = line, name = name, number = *number))
        }
        Outcome::Duplicate { line: other } => {
            render("import-line-duplicate", args!(line = line, name = name, other = i64::from(*other)))
        }
        Outcome::MissingName => render("import-line-no-name", args!(line = line)),
        Outcome::InvalidName(_) => render("import-line-not-a-name", args!(line = line, name = name)),
    };
    let remark = |remark: &Remark| match remark {
        Remark::UnreadablePhone(text) => render("import-remark-phone", args!(text = text)),
        Remark::UnknownCategory { typed, taken } => {
            render("import-remark-category", args!(text = typed, category = category_label(t, *taken)))
        }
        Remark::LeftOut(text) => render("import-remark-left-out", args!(text = text)),
        Remark::MissingValue => render("import-remark-missing", &[]),
    };
    let remarks = planned.remarks.iter().map(remark);
    [outcome].into_iter().chain(remarks).collect::<Vec<_>>().join(" · ")
}

/// The counts and all lines as plain text, for a file and for the command line.
pub fn report_text(lang: Lang, list: &List, plan: &Plan) -> String {
    let t = texts(lang);
    let render: Render = &|id, args| t.plain(id, args);
    let mut lines = summary(t, render, list, plan);
    lines.push(String::new());
    lines.extend(plan.lines.iter().map(|line| line_text(t, render, line)));
    lines.join("\n") + "\n"
}

/// What was done, as plain text.
pub fn done_text(t: &Texts, plan: &Plan, first: RegistrationNumber) -> String {
    let (count, waiting) = (plan.new_count() as i64, plan.waitlist_count() as i64);
    if count == 0 {
        return t.label("import-nothing-new");
    }
    let last = RegistrationNumber::from(i64::from(first) + count - 1);
    t.plain("import-done", args!(count = count, waiting = waiting, first = first, last = last))
}

/// Why a list cannot be taken, as plain text: it says what to do instead.
pub fn list_error_text(t: &Texts, error: ListError) -> String {
    let id = match error {
        ListError::NotDownloaded => "import-not-downloaded",
        ListError::FileTooLarge | ListError::File(ReadError::TooLarge) => {
            return t.plain("import-too-large", args!(megabytes = (MAX_FILE_BYTES / MEGABYTE) as i64));
        }
        ListError::TooManyPeople | ListError::File(ReadError::TooManyRows) => {
            return t.plain("import-too-many", args!(most = MAX_PEOPLE as i64));
        }
        ListError::File(ReadError::Empty) => "import-empty",
        ListError::File(ReadError::NotATable) => "import-not-a-table",
        ListError::File(ReadError::OldWorkbook) => "import-old-workbook",
        ListError::File(ReadError::Protected) => "import-protected",
        ListError::File(ReadError::Broken) => "import-broken",
        ListError::NoNames => "import-no-names",
        ListError::NoPeople => "import-nobody",
    };
    t.label(id)
}

/// The spec of the file with all lines.
pub fn attachment_spec(lang: Lang, person: PersonId, digest: &ImportDigest) -> String {
    format!("{ATTACHMENT_PREFIX}{}:{person}:{digest}", lang.code())
}

/// The file of a spec; `None` if it is another spec. A list that was confirmed or has expired is no longer kept, and
/// the file says so.
pub async fn report_file(conn: &mut Conn, spec: &str) -> sqlx::Result<Option<RenderedFile>> {
    let Some(rest) = spec.strip_prefix(ATTACHMENT_PREFIX) else { return Ok(None) };
    let mut parts = rest.splitn(3, ':');
    let lang = parts.next().and_then(Lang::from_code).unwrap_or(Lang::REFERENCE);
    let (Some(person), Some(digest)) = (parts.next(), parts.next()) else { return Ok(None) };
    let Ok(person) = person.parse::<PersonId>() else { return Ok(None) };
    let report = store::find_report(conn, person, digest).await?;
    let report = report.unwrap_or_else(|| texts(lang).label("import-report-gone"));
    Ok(Some(RenderedFile { name: "liste.txt".to_owned(), mime: "text/plain", bytes: report.into_bytes() }))
}
