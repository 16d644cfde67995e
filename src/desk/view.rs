//! The messages of the desk.

use super::model::Figures;
use super::payload::Payload;
use crate::access;
use crate::args;
use crate::audit_log::{Action, Entry};
use crate::chat::{Button, Message};
use crate::check_in::{self, Attendee};
use crate::documents;
use crate::feedback;
use crate::i18n::{Arg, Texts};
use crate::ids::PersonId;
use crate::question_account;
use crate::stage;
use crate::turn::EventContext;

/// Most entries of the journal in one message.
pub const MAX_LOG_ENTRIES: i64 = 25;

/// The figures as text.
fn figures_html(event: &EventContext<'_>, t: &Texts, figures: &Figures) -> String {
    let mut lines = Vec::new();
    lines.push(match (figures.capacity, figures.left()) {
        (Some(capacity), Some(left)) => {
            t.html("desk-seats", args!(count = figures.taken(), capacity = capacity, left = left))
        }
        _ => t.html("desk-registered", args!(count = figures.taken())),
    });
    for (category, count) in figures.by_category() {
        let name = t.label(&format!("category-{}", category.name()));
        lines.push(t.html("guests-category", args!(name = name, count = count)));
    }
    let waiting = figures.seats.total_waiting();
    if waiting > 0 {
        lines.push(t.html("desk-waitlist", args!(count = waiting)));
    }
    lines.push(t.html("desk-changes", args!(fresh = figures.new, cancelled = figures.cancelled)));
    if figures.inside > 0 {
        lines.push(t.html("desk-inside", args!(count = figures.inside)));
    }
    if figures.questions_waiting + figures.questions_closed > 0 {
        let args = args!(waiting = figures.questions_waiting, closed = figures.questions_closed);
        lines.push(t.html("desk-questions", args));
    }
    if figures.floor.asked > 0 {
        let floor = figures.floor;
        let args = args!(asked = floor.asked, given = floor.given, newcomers = floor.newcomers);
        lines.push(t.html("floor-counts", args));
    }
    lines.push(t.html("desk-unanswered", args!(count = figures.unanswered)));
    if !figures.sources.is_empty() {
        let sources: Vec<String> =
            figures.sources.iter().map(|(source, opened)| format!("{source} {opened}")).collect();
        lines.push(t.html("desk-sources", args!(sources = sources.join(" · "))));
    }
    let (day, time) = (event.format_date(t, event.now), event.format_time(t, event.now));
    t.html("desk", args!(day = day, time = time, lines = Arg::html(lines.join("\n"))))
}

/// The desk: the figures, and the ways on.
pub fn desk(event: &EventContext<'_>, t: &Texts, figures: &Figures, is_daily: bool) -> Message {
    let button = |id: &str, data: String| Button::new(t.label(id), data);
    let daily = if is_daily { "desk-daily-off" } else { "desk-daily-on" };
    Message::new(figures_html(event, t, figures)).with_inline_keyboard(vec![
        vec![button("desk-search", Payload::Search.into()), button("desk-chart", Payload::Chart.into())],
        vec![button("desk-refresh", Payload::Open.into()), button(daily, Payload::Daily(!is_daily).into())],
        vec![
            button("desk-add", Payload::Add.into()),
            button("desk-documents", documents::Payload::Menu.to_string()),
        ],
        vec![
            button("managed-door", check_in::Payload::Open.into()),
            button("desk-feedback", feedback::Payload::Results.to_string()),
        ],
        vec![button("desk-stage", stage::Payload::Address.into())],
        vec![button("desk-account", question_account::Payload::Open.to_string())],
        vec![
            button("desk-roles", access::Payload::List.to_string()),
            button("desk-log", Payload::AuditLog.into()),
        ],
    ])
}

/// Asks for a name or a telephone number.
pub fn search_prompt(t: &Texts) -> Message {
    Message::new(t.html("desk-search-prompt", &[]))
        .with_inline_keyboard(vec![vec![Button::new(t.label("desk-search-end"), Payload::Leave)]])
}

/// The people that a search found, one button each.
pub fn found(t: &Texts, shown: &[&Attendee], more: usize) -> Message {
    let button = |attendee: &&Attendee| {
        let category = t.label(&format!("category-{}", attendee.category));
        let id = if attendee.has_seat { "desk-found" } else { "desk-found-waiting" };
        let label = t.plain(id, args!(name = &attendee.name, category = category));
        vec![Button::new(label, Payload::Card(attendee.number))]
    };
    let mut rows: Vec<Vec<Button>> = shown.iter().map(button).collect();
    rows.push(vec![Button::new(t.label("desk-search-end"), Payload::Leave)]);
    let id = if shown.is_empty() { "desk-nobody" } else { "desk-which" };
    Message::new(t.html(id, args!(more = more as i64))).with_inline_keyboard(rows)
}

/// The last entries of the journal. `names` are those of staff whose name is known.
pub fn audit_log(
    event: &EventContext<'_>,
    t: &Texts,
    entries: &[Entry],
    names: &[(PersonId, String)],
) -> Message {
    let line = |entry: &Entry| {
        let who = match entry.actor {
            None => t.label("audit-command-line"),
            Some(person) => {
                names.iter().find(|(known, name)| *known == person && !name.is_empty()).map_or_else(
                    || t.plain("roles-nameless", args!(id = person.to_string())),
                    |(_, name)| name.clone(),
                )
            }
        };
        let action = t.label(action_text(entry.action));
        let subject = entry.registration.map_or_else(String::new, |number| format!(" n° {number}"));
        let detail = match entry.detail.as_str() {
            "" => String::new(),
            detail => format!(" ({detail})"),
        };
        let when = t.format_time(event.programme.to_local_time(entry.at));
        let day = event.programme.to_local_time(entry.at).format("%-d/%-m").to_string();
        t.html(
            "audit-line",
            args!(day = day, time = when, who = who, what = format!("{action}{subject}{detail}")),
        )
    };
    let lines: Vec<String> =
        entries.iter().filter(|entry| entry.action != Action::Searched).map(line).collect();
    let html = match lines.is_empty() {
        true => t.html("audit-empty", &[]),
        false => t.html("audit-log", args!(lines = Arg::html(lines.join("\n")))),
    };
    Message::new(html).with_inline_keyboard(vec![vec![Button::new(t.label("managed-desk"), Payload::Open)]])
}

/// The text that says what was done.
fn action_text(action: Action) -> &'static str {
    match action {
        Action::GroupLinked => "audit-group-linked",
        Action::GroupUnlinked => "audit-group-unlinked",
        Action::GroupLost => "audit-group-lost",
        Action::Looked => "audit-looked",
        Action::Searched => "audit-searched",
        Action::Corrected => "audit-corrected",
        Action::Cancelled => "audit-cancelled",
        Action::Added => "audit-added",
        Action::Promoted => "audit-promoted",
        Action::CheckedIn => "audit-checked-in",
        Action::CheckInUndone => "audit-check-in-undone",
        Action::Exported => "audit-exported",
        Action::Imported => "audit-imported",
        Action::Invited => "audit-invited",
        Action::InviteWithdrawn => "audit-invite-withdrawn",
        Action::InviteUsed => "audit-invite-used",
        Action::RoleRevoked => "audit-role-revoked",
        Action::ListLoaded => "audit-list-loaded",
        Action::StageLineSent => "audit-stage-line-sent",
        Action::StageLineWithdrawn => "audit-stage-line-withdrawn",
        Action::StageAddressChanged => "audit-stage-address-changed",
        Action::Purged => "audit-purged",
        Action::Refused => "audit-refused",
    }
}

/// The digest of a morning.
pub fn digest(event: &EventContext<'_>, t: &Texts, figures: &Figures) -> Message {
    let figures = figures_html(event, t, figures);
    Message::new(t.html("desk-digest", args!(figures = Arg::html(figures))))
}
