//! The desk's buttons: what stands behind `queue:`.

use super::super::asking::Gist;
use super::super::rules::{Act, Reason, State};
use super::super::store::{self as questions};
use super::settings::{self, Wish};
use super::{
    acts, hand, in_private, join, may_moderate, mute, next, panel, perform, refuse, replace_card, resume,
    screens, split, store, tell_of, typed, undo, view,
};
use crate::chat::{Input, Message};
use crate::commands::Order;
use crate::i18n::texts;
use crate::people::{self, Role};
use crate::turn::Turn;

/// A command at the desk. What has to be typed is typed in private.
pub async fn order(turn: &mut Turn<'_>, order: Order, rest: &str) -> anyhow::Result<()> {
    if !may_moderate(turn).await? {
        return Ok(());
    }
    resume(turn);
    match order {
        Order::Panel => panel::open(turn).await?,
        Order::Next => next(turn, &[]).await?,
        Order::Review => review(turn, 0).await?,
        Order::Answered => answered(turn, rest).await?,
        Order::Floor => line(turn, "floor", rest).await?,
        Order::Umbrella => line(turn, "umbrella", rest).await?,
        Order::Journal => journal(turn, i64::MAX).await?,
        Order::Summary => {
            on_desk(turn, "summary", &[]).await?;
        }
        Order::Settings => show_settings(turn, false).await?,
        Order::Print => super::super::paper::print(turn),
    }
    Ok(())
}

/// The question named, else the one on the screen, is answered.
async fn answered(turn: &mut Turn<'_>, rest: &str) -> anyhow::Result<()> {
    let named = rest.trim().trim_start_matches(['n', '°', ' ']).parse().ok();
    let number = match named {
        Some(number) => number,
        None => store::on_screen(turn.conn).await?,
    };
    perform(turn, number, Act::Answer).await?;
    Ok(())
}

async fn line(turn: &mut Turn<'_>, source: &'static str, rest: &str) -> anyhow::Result<()> {
    match super::super::asking::QuestionText::parse(rest) {
        Ok(text) => typed::new_line(turn, source, &text).await,
        Err(_) => typed::ask_for_line(turn, source).await,
    }
}

/// How many fit a screen.
const SCREEN: i64 = 6;
/// How many entries of the journal are read at once.
const ENTRIES: i64 = 12;
/// Among how many of the most wanted one to join is looked for.
const COMPARED: i64 = 300;

pub async fn press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    let parts: Vec<&str> = data.split(':').collect();
    let (what, rest) = parts.split_first().map_or(("", &[][..]), |(what, rest)| (*what, rest));
    if what == "next" {
        let wanted: Vec<i64> =
            rest.iter().flat_map(|list| list.split('.')).filter_map(|number| number.parse().ok()).collect();
        next(turn, &wanted).await?;
        return Ok(true);
    }
    if what.is_empty() {
        return Ok(false);
    }
    if !may_moderate(turn).await? {
        return Ok(true);
    }
    resume(turn);
    match rest.first().and_then(|number| number.parse::<i64>().ok()) {
        Some(number) => on_question(turn, what, number, &rest[1..]).await,
        None => on_desk(turn, what, rest).await,
    }
}

/// What concerns no single question.
async fn on_desk(turn: &mut Turn<'_>, what: &str, rest: &[&str]) -> anyhow::Result<bool> {
    match (what, rest) {
        ("show", []) => panel::open(turn).await?,
        ("review", []) => review(turn, 0).await?,
        ("hand", []) => in_hand(turn).await?,
        ("later", []) => later(turn).await?,
        ("settings", []) => show_settings(turn, false).await?,
        ("settings", ["back"]) => show_settings(turn, true).await?,
        ("settings", ["more"]) => more_settings(turn).await?,
        ("print", []) => super::super::paper::print(turn),
        ("set", [name, value]) => match Wish::parse(name, value) {
            Some(wish) => wish_for(turn, wish).await?,
            None => return Ok(false),
        },
        ("journal", []) => journal(turn, i64::MAX).await?,
        ("summary", []) => {
            let rows = questions::count_by_theme(turn.conn).await?;
            let message = screens::summary(turn, &rows);
            turn.say(message.silent());
        }
        ("unreached", []) => {
            let mut left = Vec::new();
            for state in [State::Waiting, State::Taken, State::Later, State::Pending] {
                left.append(&mut questions::in_state(turn.conn, state, 0, SCREEN).await?);
            }
            left.retain(|question| question.person != 0);
            let message = screens::unreached(turn, &left);
            turn.say(message.silent());
        }
        ("floor" | "umbrella", []) => typed::ask_for_line(turn, what).await?,
        _ => return Ok(false),
    }
    Ok(true)
}

async fn on_question(turn: &mut Turn<'_>, what: &str, number: i64, rest: &[&str]) -> anyhow::Result<bool> {
    if what == "undo" {
        take_back(turn, number).await?;
        return Ok(true);
    }
    if what == "review" {
        review(turn, number).await?;
        return Ok(true);
    }
    if what == "journal" {
        journal(turn, number).await?;
        return Ok(true);
    }
    let Some(question) = questions::load(turn.conn, number).await? else {
        turn.toast(turn.texts().label("queue-unknown"));
        return Ok(true);
    };
    let wanted = match (what, rest) {
        ("approve", []) => Act::Approve,
        ("take", []) => Act::Take,
        ("renew", []) => Act::Renew,
        ("live", []) => Act::Show,
        ("answered", []) => Act::Answer,
        ("back", []) => Act::Back,
        ("later", []) => Act::Later,
        ("aside", [reason]) => match Reason::from_name(reason) {
            Some(reason) => Act::SetAside(reason),
            None => return Ok(false),
        },
        ("personal", ["yes"]) => Act::Personal,
        ("star", ["on"]) => Act::Star(true),
        ("star", ["off"]) => Act::Star(false),
        ("for", [index]) => {
            let speakers = &turn.forum.programme.round_table.speakers;
            let speaker = index.parse().ok().and_then(|index: usize| speakers.get(index));
            Act::Assign(speaker.map_or(String::new(), |speaker| speaker.get(turn.lang()).to_owned()))
        }
        _ => return screen(turn, what, &question, rest).await,
    };
    perform(turn, number, wanted).await?;
    Ok(true)
}

/// What only shows something, or asks for more.
async fn screen(
    turn: &mut Turn<'_>,
    what: &str,
    question: &questions::Question,
    rest: &[&str],
) -> anyhow::Result<bool> {
    let number = question.number;
    let closed = question.state.is_closed();
    match (what, rest) {
        ("card", []) => replace_card(turn, question).await?,
        ("more", []) => turn.replace(screens::more(turn, question).silent()),
        ("others", []) => turn.replace(screens::others(turn, question).silent()),
        ("aside" | "personal" | "merge" | "for", []) if closed => {
            let text = super::who_was_first(turn, number).await?;
            turn.toast(text);
        }
        ("aside", []) => turn.replace(screens::reasons(turn, question).silent()),
        ("personal", []) => turn.replace(screens::really_personal(turn, question).silent()),
        ("for", []) => turn.replace(screens::speakers(turn, question).silent()),
        ("merge", []) => {
            let others = candidates(turn, question).await?;
            turn.replace(screens::candidates(turn, question, &others, false).silent());
        }
        ("absorb", []) => {
            let others = candidates(turn, question).await?;
            turn.replace(screens::candidates(turn, question, &others, true).silent());
        }
        ("join", [head]) => return into(turn, number, head).await,
        ("parts", []) => {
            let parts = load_parts(turn, number).await?;
            turn.replace(screens::parts(turn, question, &parts).silent());
        }
        ("split", []) => {
            let hand = hand(turn);
            match split(turn.conn, number, hand).await? {
                Ok(done) => {
                    let card = view::after(turn, &done).await?;
                    turn.replace(card.silent());
                    tell_of(turn, &done).await?;
                }
                Err(refused) => refuse(turn, refused),
            }
        }
        ("mute", [wish @ ("on" | "off")]) => {
            let hand = hand(turn);
            match mute(turn.conn, number, *wish == "on", hand).await? {
                Ok(entry) => turn.replace(view::muted(turn, number, *wish == "on", entry).silent()),
                Err(refused) => refuse(turn, refused),
            }
        }
        ("voice", []) if !question.voice.is_empty() => {
            let caption = view::voice_caption(turn, question);
            turn.voice(question.voice.clone(), caption);
        }
        ("reword" | "private", []) => typed::ask_for_text(turn, what, question).await?,
        ("publish", []) => typed::publish_draft(turn, question).await?,
        _ => return Ok(false),
    }
    Ok(true)
}

async fn into(turn: &mut Turn<'_>, child: i64, head: &str) -> anyhow::Result<bool> {
    let Ok(head) = head.parse() else { return Ok(false) };
    let hand = hand(turn);
    match join(turn.conn, child, head, hand).await? {
        Ok(done) => {
            let card = view::after(turn, &done).await?;
            turn.replace(card.silent());
            tell_of(turn, &done).await?;
        }
        Err(refused) => refuse(turn, refused),
    }
    Ok(true)
}

/// Others that could be asked together with this one: those that say nearly the same first, then
/// the most wanted.
async fn candidates(
    turn: &mut Turn<'_>,
    question: &questions::Question,
) -> anyhow::Result<Vec<questions::Question>> {
    let mut found = questions::most_wanted(turn.conn, None, 0, COMPARED).await?;
    if let Some(live) = super::live(turn.conn).await? {
        found.push(live);
    }
    let asked = Gist::of(question.line());
    let others = found.into_iter().filter(|other| other.number != question.number);
    let mut ranked: Vec<_> = others.map(|other| (asked.likeness(&Gist::of(other.line())), other)).collect();
    ranked.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    ranked.truncate(SCREEN as usize);
    Ok(ranked.into_iter().map(|(_, other)| other).collect())
}

async fn load_parts(turn: &mut Turn<'_>, head: i64) -> anyhow::Result<Vec<questions::Question>> {
    let mut parts = Vec::new();
    for part in store::parts(turn.conn, head).await? {
        parts.extend(questions::load(turn.conn, part.child).await?);
    }
    Ok(parts)
}

async fn take_back(turn: &mut Turn<'_>, entry: i64) -> anyhow::Result<()> {
    let hand = hand(turn);
    match undo(turn.conn, entry, hand).await? {
        Ok(done) => {
            replace_card(turn, &done.after).await?;
            tell_of(turn, &done).await?;
        }
        Err(_) => turn.toast(turn.texts().label("queue-undo-too-late")),
    }
    Ok(())
}

/// The first question behind `after` that has to be looked at before it is public.
pub(super) async fn review(turn: &mut Turn<'_>, after: i64) -> anyhow::Result<()> {
    let mut found = questions::in_state(turn.conn, State::Pending, after, 1).await?;
    if found.is_empty() && after > 0 {
        found = questions::in_state(turn.conn, State::Pending, 0, 1).await?;
    }
    let card = match found.pop() {
        Some(question) => view::card(turn, &question).await?,
        None => view::nothing_to_review(turn),
    };
    match turn.incoming.input {
        Input::Press { .. } if after > 0 => turn.replace(card.silent()),
        _ => {
            turn.say(card.silent());
            panel::said_below(turn).await?;
        }
    }
    Ok(())
}

async fn in_hand(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let held = questions::held_by(turn.conn, turn.person.id).await?;
    let message = view::list(turn, &held, "queue-in-hand", "queue-hand-empty");
    turn.say(message.silent());
    Ok(())
}

async fn later(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let kept = questions::in_state(turn.conn, State::Later, 0, SCREEN).await?;
    let message = view::list(turn, &kept, "queue-kept", "queue-kept-empty");
    turn.say(message.silent());
    Ok(())
}

pub(super) async fn show_settings(turn: &mut Turn<'_>, replace: bool) -> anyhow::Result<()> {
    let settings = settings::in_turn(turn).await?;
    let key = super::super::hall::key(turn.conn, turn.forum.programme).await?;
    let message = screens::settings(turn, &settings, &key);
    if replace {
        turn.replace(message.silent())
    } else {
        turn.say(message.silent())
    }
    Ok(())
}

async fn more_settings(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let settings = settings::in_turn(turn).await?;
    let message = screens::more_settings(turn, &settings);
    turn.replace(message.silent());
    Ok(())
}

/// A switch, as it is wanted; everybody at the desk hears who moved it.
async fn wish_for(turn: &mut Turn<'_>, wish: Wish) -> anyhow::Result<()> {
    if settings::in_turn(turn).await?.has(wish) {
        turn.toast(turn.texts().label("queue-set-already"));
        return Ok(());
    }
    settings::set(turn, wish).await?;
    let hand = hand(turn);
    acts::log_setting(turn.conn, wish.name(), wish.value(), hand).await?;
    match wish {
        Wish::Mode(_) | Wish::Review(_) => show_settings(turn, true).await?,
        Wish::Fair(_) | Wish::Next(_) => more_settings(turn).await?,
    }
    let name = turn.incoming.from.as_ref().map(|from| from.first_name.clone()).unwrap_or_default();
    for (person, lang) in people::with_role(turn.conn, &[Role::Moderator, Role::Organiser]).await? {
        if person != turn.person.id {
            let t = texts(lang);
            let what = screens::wish(t, wish);
            let html = t.html("queue-set-by", crate::args!(name = &name, what = what));
            turn.tell(person, Message::new(html).silent());
        }
    }
    Ok(())
}

pub(super) async fn journal(turn: &mut Turn<'_>, before: i64) -> anyhow::Result<()> {
    let entries = store::entries(turn.conn, before, ENTRIES).await?;
    let staff = store::staff(turn.conn).await?;
    let message = screens::journal(turn, &entries, &staff);
    if before == i64::MAX {
        turn.say(message.silent())
    } else {
        turn.replace(message.silent())
    }
    Ok(())
}

/// Whether what is typed can be typed here.
pub(super) async fn here(
    turn: &mut Turn<'_>,
    question: Option<&questions::Question>,
) -> anyhow::Result<bool> {
    in_private(turn, question).await
}
