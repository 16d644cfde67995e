//! The desk's buttons: what stands behind `queue:`.

use super::super::ask::TextFingerprint;
use super::super::rules::{Action, RejectionReason, State};
use super::super::store::{self as questions};
use super::lists::{self, Page, QuestionList};
use super::settings::{self, SettingChange};
use super::{
    actions, actor, authorize_moderator, handle_next, menus, merge, notify_of_action, panel, perform_action,
    replace_card, reply_action_error, require_private_chat, send_card, set_author_muted, stop_awaiting_text,
    store, text_input, undo, unmerge, view,
};
use crate::chat::{Input, Message};
use crate::commands::ModeratorCommand;
use crate::i18n::texts;
use crate::people::{self, Role};
use crate::turn::Turn;

/// A command at the desk. What has to be typed is typed in private.
pub async fn handle_command(turn: &mut Turn<'_>, order: ModeratorCommand, rest: &str) -> anyhow::Result<()> {
    if !authorize_moderator(turn).await? {
        return Ok(());
    }
    stop_awaiting_text(turn);
    match order {
        ModeratorCommand::Panel | ModeratorCommand::TakeNext if !rest.trim().is_empty() => {
            match (order, lists::parse_number(rest, true)) {
                (ModeratorCommand::Panel, Some(number)) => lists::open_card(turn, number).await?,
                (_, Some(number)) => lists::claim(turn, number).await?,
                (_, None) => lists::reply_number_unclear(turn),
            }
        }
        ModeratorCommand::Panel => panel::open_panel(turn).await?,
        ModeratorCommand::TakeNext => handle_next(turn, &[]).await?,
        ModeratorCommand::Review => review_next(turn, 0).await?,
        ModeratorCommand::Answered => mark_answered(turn, rest).await?,
        ModeratorCommand::FromAudience => add_or_prompt(turn, "floor", rest).await?,
        ModeratorCommand::Combined => add_or_prompt(turn, "umbrella", rest).await?,
        ModeratorCommand::Journal => show_journal(turn, i64::MAX).await?,
        ModeratorCommand::Summary => {
            handle_general_press(turn, "summary", &[]).await?;
        }
        ModeratorCommand::Settings => show_settings(turn, false).await?,
        ModeratorCommand::Print => super::super::print::send_print_files(turn),
    }
    Ok(())
}

/// The question named, else the one on the screen, is answered.
async fn mark_answered(turn: &mut Turn<'_>, rest: &str) -> anyhow::Result<()> {
    let number = match lists::parse_number(rest, true) {
        Some(number) => number,
        None if rest.trim().is_empty() => match current_question(turn).await? {
            Some(number) => number,
            None => {
                let html = turn.texts().html("queue-none-on-screen", crate::args!(command = "/repondue 4"));
                turn.reply(Message::new(html).without_sound());
                return Ok(());
            }
        },
        None => {
            lists::reply_number_unclear(turn);
            return Ok(());
        }
    };
    perform_action(turn, number, Action::MarkAnswered).await?;
    Ok(())
}

/// The question on the screen, else the only one in this moderator's hand.
async fn current_question(turn: &mut Turn<'_>) -> anyhow::Result<Option<i64>> {
    let live = store::number_on_screen(turn.conn).await?;
    if live != 0 {
        return Ok(Some(live));
    }
    let held = questions::claimed_by(turn.conn, turn.person.id).await?;
    Ok(if let [only] = held.as_slice() { Some(only.number) } else { None })
}

async fn add_or_prompt(turn: &mut Turn<'_>, source: &'static str, rest: &str) -> anyhow::Result<()> {
    match super::super::ask::QuestionText::parse(rest) {
        Ok(text) => text_input::add_question(turn, source, &text).await,
        Err(_) => text_input::prompt_for_question(turn, source).await,
    }
}

/// How many entries of the journal are read at once.
const JOURNAL_PAGE_SIZE: i64 = 12;
/// Among how many of the most wanted one to join is looked for.
const MAX_COMPARED: i64 = 300;

pub async fn handle_press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    let parts: Vec<&str> = data.split(':').collect();
    let (what, rest) = parts.split_first().map_or(("", &[][..]), |(what, rest)| (*what, rest));
    if what == "next" {
        let wanted: Vec<i64> =
            rest.iter().flat_map(|list| list.split('.')).filter_map(|number| number.parse().ok()).collect();
        handle_next(turn, &wanted).await?;
        return Ok(true);
    }
    if what.is_empty() {
        return Ok(false);
    }
    if !authorize_moderator(turn).await? {
        return Ok(true);
    }
    stop_awaiting_text(turn);
    match rest.first().and_then(|number| number.parse::<i64>().ok()) {
        Some(number) => handle_question_press(turn, what, number, &rest[1..]).await,
        None => handle_general_press(turn, what, rest).await,
    }
}

/// What concerns no single question.
async fn handle_general_press(turn: &mut Turn<'_>, what: &str, rest: &[&str]) -> anyhow::Result<bool> {
    match (what, rest) {
        ("show", []) => panel::open_panel(turn).await?,
        ("review", []) => review_next(turn, 0).await?,
        ("hand" | "later" | "unreached", []) => match QuestionList::from_name(what) {
            Some(list) => lists::show(turn, list, 0, false).await?,
            None => return Ok(false),
        },
        ("list" | "page", [name, skip]) => match (QuestionList::from_name(name), skip.parse()) {
            (Some(list), Ok(skip)) => lists::show(turn, list, skip, what == "page").await?,
            _ => return Ok(false),
        },
        ("settings", []) => show_settings(turn, false).await?,
        ("settings", ["back"]) => show_settings(turn, true).await?,
        ("settings", ["more"]) => show_more_settings(turn).await?,
        ("print", []) => super::super::print::send_print_files(turn),
        ("set", [name, value]) => match SettingChange::parse(name, value) {
            Some(wish) => change_setting(turn, wish).await?,
            None => return Ok(false),
        },
        ("journal", []) => show_journal(turn, i64::MAX).await?,
        ("summary", []) => {
            let rows = questions::count_by_theme_and_state(turn.conn).await?;
            let message = menus::summary(turn, &rows);
            turn.reply(message.without_sound());
        }
        ("floor" | "umbrella", []) => text_input::prompt_for_question(turn, what).await?,
        _ => return Ok(false),
    }
    Ok(true)
}

async fn handle_question_press(
    turn: &mut Turn<'_>,
    what: &str,
    number: i64,
    rest: &[&str],
) -> anyhow::Result<bool> {
    if what == "undo" {
        undo_entry(turn, number).await?;
        return Ok(true);
    }
    if what == "review" {
        review_next(turn, number).await?;
        return Ok(true);
    }
    if what == "journal" {
        show_journal(turn, number).await?;
        return Ok(true);
    }
    let Some(question) = questions::load(turn.conn, number).await? else {
        turn.toast(turn.texts().label("queue-unknown"));
        return Ok(true);
    };
    // from here on nothing can show what is its author's alone
    let question = question.redacted();
    let wanted = match (what, rest) {
        ("approve", []) => Action::Approve,
        ("take", []) => Action::Claim,
        ("renew", []) => Action::RenewClaim,
        ("live", []) => Action::ShowOnScreen,
        ("answered", []) => Action::MarkAnswered,
        ("back", []) => Action::Requeue,
        ("later", []) => Action::Defer,
        ("aside", [reason]) => match RejectionReason::from_name(reason) {
            Some(reason) => Action::Reject(reason),
            None => return Ok(false),
        },
        ("personal", ["yes"]) => Action::MarkPrivateCase,
        ("star", ["on"]) => Action::Star(true),
        ("star", ["off"]) => Action::Star(false),
        ("for", [index]) => {
            let speakers = &turn.event.programme.round_table.speakers;
            let speaker = index.parse().ok().and_then(|index: usize| speakers.get(index));
            Action::AssignSpeaker(
                speaker.map_or(String::new(), |speaker| speaker.get(turn.lang()).to_owned()),
            )
        }
        _ => return handle_menu_press(turn, what, &question, rest).await,
    };
    perform_action(turn, number, wanted).await?;
    Ok(true)
}

/// What only shows something, or asks for more.
async fn handle_menu_press(
    turn: &mut Turn<'_>,
    what: &str,
    question: &questions::Question,
    rest: &[&str],
) -> anyhow::Result<bool> {
    let number = question.number;
    let closed = question.state.is_closed();
    match (what, rest) {
        ("open", []) => send_card(turn, question).await?,
        ("card", []) => replace_card(turn, question).await?,
        _ if question.is_confidential() => replace_card(turn, question).await?,
        // "others" stands under older cards
        ("more" | "others", []) => turn.edit_or_reply(menus::more_actions(turn, question).without_sound()),
        ("aside" | "personal" | "merge" | "for", []) if closed => {
            let text = super::conflict_text(turn, number).await?;
            turn.toast(text);
        }
        ("aside", []) => turn.edit_or_reply(menus::rejection_reasons(turn, question).without_sound()),
        ("personal", []) => {
            turn.edit_or_reply(menus::private_case_confirmation(turn, question).without_sound())
        }
        ("for", []) => turn.edit_or_reply(menus::speakers(turn, question).without_sound()),
        ("merge" | "absorb", []) => show_merge_candidates(turn, what, question, "0").await?,
        ("merge" | "absorb", [skip]) => show_merge_candidates(turn, what, question, skip).await?,
        ("join", [head]) => return merge_into(turn, number, head).await,
        ("parts", []) => show_merged(turn, question, "0").await?,
        ("parts", [skip]) => show_merged(turn, question, skip).await?,
        ("split", []) => {
            let hand = actor(turn);
            match unmerge(turn.conn, number, hand).await? {
                Ok(done) => {
                    let card = view::card_after_action(turn, &done).await?;
                    turn.edit_or_reply(card.without_sound());
                    notify_of_action(turn, &done).await?;
                }
                Err(refused) => reply_action_error(turn, number, refused).await?,
            }
        }
        ("mute", [wish @ ("on" | "off")]) => {
            let hand = actor(turn);
            match set_author_muted(turn.conn, number, *wish == "on", hand).await? {
                Ok(entry) => {
                    turn.edit_or_reply(view::muted(turn, number, *wish == "on", entry).without_sound())
                }
                Err(refused) => reply_action_error(turn, number, refused).await?,
            }
        }
        ("voice", []) if !question.voice_file.is_empty() => {
            let caption = view::voice_caption(turn, question);
            turn.send_voice(question.voice_file.clone(), caption);
        }
        ("reword" | "private", []) => text_input::prompt_for_text(turn, what, question).await?,
        ("publish", []) => text_input::publish_draft(turn, question).await?,
        _ => return Ok(false),
    }
    Ok(true)
}

async fn merge_into(turn: &mut Turn<'_>, child: i64, head: &str) -> anyhow::Result<bool> {
    let Ok(head) = head.parse() else { return Ok(false) };
    let hand = actor(turn);
    match merge(turn.conn, child, head, hand).await? {
        Ok(done) => {
            let card = view::card_after_action(turn, &done).await?;
            turn.edit_or_reply(card.without_sound());
            notify_of_action(turn, &done).await?;
        }
        Err(refused) => reply_action_error(turn, child, refused).await?,
    }
    Ok(true)
}

/// Others that could be asked together with this one: those that say nearly the same first, then
/// the most wanted.
async fn merge_candidates(
    turn: &mut Turn<'_>,
    question: &questions::Question,
) -> anyhow::Result<Vec<questions::Question>> {
    let mut found = questions::top_voted(turn.conn, None, 0, MAX_COMPARED).await?;
    if let Some(live) = super::question_on_screen(turn.conn).await? {
        found.push(live);
    }
    let asked = TextFingerprint::of(question.display_text());
    let others = found.into_iter().filter(|other| other.number != question.number);
    let mut ranked: Vec<_> =
        others.map(|other| (asked.similarity(&TextFingerprint::of(other.display_text())), other)).collect();
    ranked.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    Ok(ranked.into_iter().map(|(_, other)| other).collect())
}

async fn show_merge_candidates(
    turn: &mut Turn<'_>,
    what: &str,
    question: &questions::Question,
    skip: &str,
) -> anyhow::Result<()> {
    let others = merge_candidates(turn, question).await?;
    let page = Page::containing(others.len(), skip.parse().unwrap_or_default());
    turn.edit_or_reply(
        menus::merge_candidates(turn, question, &others, page, what == "absorb").without_sound(),
    );
    Ok(())
}

async fn show_merged(turn: &mut Turn<'_>, question: &questions::Question, skip: &str) -> anyhow::Result<()> {
    let parts = load_merged(turn, question.number).await?;
    let page = Page::containing(parts.len(), skip.parse().unwrap_or_default());
    turn.edit_or_reply(menus::merged_questions(turn, question, &parts, page).without_sound());
    Ok(())
}

async fn load_merged(turn: &mut Turn<'_>, head: i64) -> anyhow::Result<Vec<questions::Question>> {
    let mut parts = Vec::new();
    for part in store::merge_links(turn.conn, head).await? {
        parts.extend(questions::load(turn.conn, part.child).await?);
    }
    Ok(parts)
}

async fn undo_entry(turn: &mut Turn<'_>, entry: i64) -> anyhow::Result<()> {
    let hand = actor(turn);
    match undo(turn.conn, entry, hand).await? {
        Ok(done) => {
            replace_card(turn, &done.after).await?;
            notify_of_action(turn, &done).await?;
        }
        Err(_) => turn.toast(turn.texts().label("queue-undo-too-late")),
    }
    Ok(())
}

/// The first question behind `after` that has to be looked at before it is public.
pub(super) async fn review_next(turn: &mut Turn<'_>, after: i64) -> anyhow::Result<()> {
    let mut found = questions::by_state(turn.conn, State::PendingReview, after, 1).await?;
    if found.is_empty() && after > 0 {
        found = questions::by_state(turn.conn, State::PendingReview, 0, 1).await?;
    }
    let card = match found.pop() {
        Some(question) => view::card(turn, &question).await?,
        None => {
            let counts = questions::count_by_state(turn.conn).await?;
            view::nothing_to_review(turn, &counts)
        }
    };
    match turn.incoming.input {
        Input::Press { .. } if after > 0 => turn.edit_or_reply(card.without_sound()),
        _ => {
            turn.reply(card.without_sound());
            panel::note_message_below(turn).await?;
        }
    }
    Ok(())
}

pub(super) async fn show_settings(turn: &mut Turn<'_>, replace: bool) -> anyhow::Result<()> {
    let settings = settings::cached_settings(turn).await?;
    let address = super::super::screen::screen_address(turn.conn, turn.event.programme).await?;
    let message = menus::settings(turn, &settings, &address);
    if replace {
        turn.edit_or_reply(message.without_sound())
    } else {
        turn.reply(message.without_sound())
    }
    Ok(())
}

async fn show_more_settings(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let settings = settings::cached_settings(turn).await?;
    let message = menus::more_settings(turn, &settings);
    turn.edit_or_reply(message.without_sound());
    Ok(())
}

/// A switch, as it is wanted; everybody at the desk hears who moved it.
async fn change_setting(turn: &mut Turn<'_>, wish: SettingChange) -> anyhow::Result<()> {
    if settings::cached_settings(turn).await?.is_set_to(wish) {
        turn.toast(turn.texts().label("queue-set-already"));
        return Ok(());
    }
    settings::save_setting(turn, wish).await?;
    let hand = actor(turn);
    actions::log_setting(turn.conn, wish.name(), wish.value(), hand).await?;
    match wish {
        SettingChange::Mode(_) | SettingChange::ReviewFirst(_) => show_settings(turn, true).await?,
        SettingChange::BoostNewcomers(_) | SettingChange::ShowNext(_) | SettingChange::ShowAtOnce(_) => {
            show_more_settings(turn).await?
        }
    }
    let name = turn.incoming.from.as_ref().map(|from| from.first_name.clone()).unwrap_or_default();
    for (person, lang) in people::with_role(turn.conn, &[Role::Moderator, Role::Organiser]).await? {
        if person != turn.person.id {
            let t = texts(lang);
            let what = menus::setting_label(t, wish);
            let html = t.html("queue-set-by", crate::args!(name = &name, what = what));
            turn.notify(person, Message::new(html).without_sound());
        }
    }
    Ok(())
}

pub(super) async fn show_journal(turn: &mut Turn<'_>, before: i64) -> anyhow::Result<()> {
    let entries = store::entries(turn.conn, before, JOURNAL_PAGE_SIZE).await?;
    let staff = store::moderator_names(turn.conn).await?;
    let message = menus::journal(turn, &entries, &staff);
    if before == i64::MAX {
        turn.reply(message.without_sound())
    } else {
        turn.edit_or_reply(message.without_sound())
    }
    Ok(())
}

/// Whether what is typed can be typed here.
pub(super) async fn require_private_chat_for(
    turn: &mut Turn<'_>,
    question: Option<&questions::Question>,
) -> anyhow::Result<bool> {
    require_private_chat(turn, question).await
}
