//! What is read in a group: only what the event file, the live schedule and the organisers' announcements say. And
//! what organisers read of the groups in private.

use strum::VariantArray as _;

use super::model::{GroupKind, LinkState, LinkedGroup, Subject};
use super::payload::Payload;
use super::rules::{ChangeKind, SessionChange};
use crate::args;
use crate::chat::{Button, Message, deep_link};
use crate::commands::ASK_START_PAYLOAD;
use crate::i18n::{Arg, Lang, Texts, texts};
use crate::programme::{Programme, Schedule};
use crate::text::{excerpt, truncate};
use crate::turn::EventContext;

/// Most changes that one post lists; further ones are counted.
const MAX_CHANGES: usize = 12;
/// Most groups that the list has a button for; further ones are counted.
const MAX_GROUPS: usize = 40;
/// Most characters of a group's title, and of one on a button.
const MAX_TITLE: usize = 128;
const MAX_BUTTON_TITLE: usize = 40;

/// A group's title as it is stored: on one line, without hidden characters.
pub fn clean_title(title: &str) -> String {
    excerpt(title, MAX_TITLE)
}

/// The texts for what concerns a whole group: in the event's first language.
pub fn group_texts(programme: &Programme) -> &'static Texts {
    texts(programme.languages.first().copied().unwrap_or(Lang::REFERENCE))
}

// ---- in the group

/// Offers to link the group. `is_hidden`: who asked for it writes in the group's name.
pub fn invitation(programme: &Programme, kind: GroupKind, is_hidden: bool) -> Message {
    let t = group_texts(programme);
    let kind: &str = kind.into();
    let mut html = t.html("group-invite", args!(kind = kind, title = programme.title.get(t.lang)));
    if is_hidden {
        html.push('\n');
        html.push_str(&t.html("group-invite-hidden", &[]));
    }
    let label = t.plain("group-link", args!(kind = kind));
    Message::new(html).with_inline_keyboard(vec![vec![button(label, Payload::Link)]])
}

/// The group is linked, or was already; with a button that ends it if a command asked.
pub fn linked(programme: &Programme, kind: GroupKind, with_button: bool) -> Message {
    let t = group_texts(programme);
    let kind: &str = kind.into();
    let html = t.html("group-linked", args!(kind = kind, title = programme.title.get(t.lang)));
    let message = Message::new(html);
    if !with_button {
        return message;
    }
    message.with_inline_keyboard(vec![vec![button(t.label("group-leave"), Payload::Leave)]])
}

/// Nothing is posted in the group any more.
pub fn unlinked(programme: &Programme) -> Message {
    Message::new(group_texts(programme).html("group-unlinked", &[]))
}

/// The programme under a heading, with a button that leads to the bot.
pub fn programme(t: &Texts, heading: Option<&str>, programme_html: &str, bot: Option<&str>) -> Message {
    let html = match heading {
        Some(id) => format!("{}\n\n{programme_html}", t.html(id, &[])),
        None => programme_html.to_owned(),
    };
    let message = Message::new(html);
    match bot {
        Some(bot) => message.with_inline_keyboard(vec![vec![Button::link(
            t.label("group-open-bot"),
            format!("https://t.me/{bot}"),
        )]]),
        None => message,
    }
}

/// Questions are taken now, and the link that asks for one.
pub fn questions(t: &Texts, bot: &str) -> Message {
    let link = deep_link(bot, ASK_START_PAYLOAD);
    Message::new(t.html("group-questions", args!(link = &link)))
        .with_inline_keyboard(vec![vec![Button::link(t.label("group-ask"), link)]])
}

/// The sessions whose hour or room has changed.
pub fn changes(event: &EventContext<'_>, lang: Lang, changes: &[SessionChange]) -> Message {
    let t = texts(lang);
    let mut lines: Vec<String> =
        changes.iter().take(MAX_CHANGES).filter_map(|change| change_line(event, t, change)).collect();
    if changes.len() > MAX_CHANGES {
        lines.push(t.html("group-changes-more", args!(count = (changes.len() - MAX_CHANGES) as i64)));
    }
    Message::new(t.html("group-changes", args!(lines = Arg::html(lines.join("\n")))))
}

fn change_line(event: &EventContext<'_>, t: &Texts, change: &SessionChange) -> Option<String> {
    let SessionChange { kind, before, after } = change;
    let session = event.programme.session(&after.session_id)?;
    let title = session.title.get(t.lang);
    let hour = moment(event, t, after.starts);
    let mut line = match kind {
        ChangeKind::Moved => {
            let before = moment(event, t, before.starts);
            t.html("group-change-moved", args!(title = title, hour = hour, before = before))
        }
        ChangeKind::Room => t.html("group-change-room", args!(title = title, hour = hour)),
        ChangeKind::Cancelled => t.html("group-change-cancelled", args!(title = title, hour = hour)),
        ChangeKind::Restored => t.html("group-change-restored", args!(title = title, hour = hour)),
    };
    let is_elsewhere =
        *kind == ChangeKind::Room || *kind != ChangeKind::Cancelled && before.room != after.room;
    let room = after.room.as_deref().or_else(|| event.programme.room(session));
    if let Some(room) = room.filter(|_| is_elsewhere) {
        line.push_str(&t.html("programme-room", args!(room = room)));
    }
    Some(line)
}

/// The hour, with its date where the event has several days.
fn moment(event: &EventContext<'_>, t: &Texts, at: crate::clock::EventTime) -> String {
    let hour = event.format_time(t, at);
    if has_several_days(event.programme, event.schedule) {
        format!("{}, {hour}", event.format_date(t, at))
    } else {
        hour
    }
}

fn has_several_days(programme: &Programme, schedule: &Schedule) -> bool {
    let day = |at| programme.to_local_time(at).date_naive();
    let mut days = schedule.sessions.iter().map(|slot| day(slot.starts));
    days.next().is_some_and(|first| days.any(|other| other != first))
}

// ---- in private, for organisers

/// The linked groups, and how to add one.
pub fn list(t: &Texts, groups: &[LinkedGroup], bot: Option<&str>) -> Message {
    let mut lines = vec![t.html(if groups.is_empty() { "groups-none" } else { "groups-list" }, &[])];
    if groups.len() > MAX_GROUPS {
        lines.push(t.html("groups-more", args!(count = (groups.len() - MAX_GROUPS) as i64)));
    }
    lines.push(String::new());
    lines.push(t.html("groups-how", &[]));
    let mut rows: Vec<Vec<Button>> = groups
        .iter()
        .take(MAX_GROUPS)
        .map(|group| {
            let sign = match (group.state, group.kind) {
                (LinkState::Lost, _) => "⚠️",
                (LinkState::Linked, GroupKind::Group) => "👥",
                (LinkState::Linked, GroupKind::Channel) => "📢",
            };
            let label = format!("{sign} {}", truncate(&shown_title(t, group), MAX_BUTTON_TITLE));
            vec![button(label, Payload::Card(group.chat))]
        })
        .collect();
    if let Some(bot) = bot {
        let link =
            |id: &str, query: &str| vec![Button::link(t.label(id), format!("https://t.me/{bot}?{query}"))];
        rows.push(link("groups-add-group", "startgroup"));
        rows.push(link("groups-add-channel", "startchannel&admin=post_messages"));
    }
    Message::new(lines.join("\n")).with_inline_keyboard(rows)
}

/// The settings of one group.
pub fn card(t: &Texts, programme: &Programme, group: &LinkedGroup) -> Message {
    let chat = group.chat;
    let title = shown_title(t, group);
    let kind: &str = group.kind.into();
    if group.state == LinkState::Lost {
        let rows = vec![
            vec![button(t.label("groups-forget"), Payload::Unlink(chat))],
            vec![button(t.label("groups-back"), Payload::List)],
        ];
        return Message::new(t.html("groups-card-lost", args!(title = title, kind = kind)))
            .with_inline_keyboard(rows);
    }
    let mut rows: Vec<Vec<Button>> = Subject::VARIANTS
        .iter()
        .map(|&subject| {
            let is_on = group.subjects.contains(&subject);
            let label = format!("{} {}", if is_on { "✅" } else { "⬜" }, subject_label(t, subject));
            vec![button(label, Payload::SetSubject(chat, subject, !is_on))]
        })
        .collect();
    let languages = programme.languages.iter().map(|&lang| {
        let is_on = group.languages.contains(&lang);
        let label = format!("{} {}", if is_on { "✅" } else { "⬜" }, lang.endonym());
        button(label, Payload::SetLanguage(chat, lang, !is_on))
    });
    if programme.languages.len() > 1 {
        rows.push(languages.collect());
    }
    rows.push(vec![button(t.label("groups-post-programme"), Payload::PostProgramme(chat))]);
    rows.push(vec![button(t.label("group-leave"), Payload::AskToUnlink(chat))]);
    rows.push(vec![button(t.label("groups-back"), Payload::List)]);
    Message::new(t.html("groups-card", args!(title = title, kind = kind))).with_inline_keyboard(rows)
}

/// Asks before a group is unlinked.
pub fn ask_to_unlink(t: &Texts, group: &LinkedGroup) -> Message {
    let chat = group.chat;
    Message::new(t.html("groups-ask-unlink", args!(title = shown_title(t, group)))).with_inline_keyboard(
        vec![
            vec![button(t.label("group-leave"), Payload::Unlink(chat))],
            vec![button(t.label("groups-keep"), Payload::Card(chat))],
        ],
    )
}

/// The bot can no longer post in a group.
pub fn lost(t: &Texts, group: &LinkedGroup) -> Message {
    Message::new(t.html("groups-lost", args!(title = shown_title(t, group))))
}

/// Telegram gives every group a title; one of hidden characters alone has none to show.
fn shown_title(t: &Texts, group: &LinkedGroup) -> String {
    if group.title.is_empty() {
        t.plain("groups-untitled", args!(id = group.chat.to_string()))
    } else {
        group.title.clone()
    }
}

fn subject_label(t: &Texts, subject: Subject) -> String {
    t.label(match subject {
        Subject::Evening => "groups-subject-evening",
        Subject::Morning => "groups-subject-morning",
        Subject::Announcements => "groups-subject-announcements",
        Subject::Changes => "groups-subject-changes",
        Subject::Questions => "groups-subject-questions",
    })
}

fn button(label: impl Into<String>, payload: Payload) -> Button {
    Button::new(label, payload.to_string())
}
