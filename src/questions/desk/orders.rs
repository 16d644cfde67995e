//! The desk's buttons: what stands behind `queue:`.

use super::super::asking::Gist;
use super::super::rules::{Act, Reason, State};
use super::super::store::{self as questions};
use super::lists::{self, List, Page};
use super::settings::{self, Wish};
use super::{
    acts, hand, in_private, join, may_moderate, mute, next, panel, perform, refuse, replace_card, resume,
    say_card, screens, split, store, tell_of, typed, undo, view,
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
        Order::Panel | Order::Next if !rest.trim().is_empty() => match (order, lists::number(rest, true)) {
            (Order::Panel, Some(number)) => lists::open(turn, number).await?,
            (_, Some(number)) => lists::take(turn, number).await?,
            (_, None) => lists::say_unclear(turn),
        },
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
    let number = match lists::number(rest, true) {
        Some(number) => number,
        None if rest.trim().is_empty() => match at_hand(turn).await? {
            Some(number) => number,
            None => {
                let html = turn.texts().html("queue-none-on-screen", crate::args!(command = "/repondue 4"));
                turn.say(Message::new(html).silent());
                return Ok(());
            }
        },
        None => {
            lists::say_unclear(turn);
            return Ok(());
        }
    };
    perform(turn, number, Act::Answer).await?;
    Ok(())
}

/// The question on the screen, else the only one in this moderator's hand.
async fn at_hand(turn: &mut Turn<'_>) -> anyhow::Result<Option<i64>> {
    let live = store::on_screen(turn.conn).await?;
    if live != 0 {
        return Ok(Some(live));
    }
    let held = questions::held_by(turn.conn, turn.person.id).await?;
    Ok(if let [only] = held.as_slice() { Some(only.number) } else { None })
}

async fn line(turn: &mut Turn<'_>, source: &'static str, rest: &str) -> anyhow::Result<()> {
    match super::super::asking::QuestionText::parse(rest) {
        Ok(text) => typed::new_line(turn, source, &text).await,
        Err(_) => typed::ask_for_line(turn, source).await,
    }
}

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
        ("hand" | "later" | "unreached", []) => match List::from_name(what) {
            Some(list) => lists::show(turn, list, 0, false).await?,
            None => return Ok(false),
        },
        ("list" | "page", [name, skip]) => match (List::from_name(name), skip.parse()) {
            (Some(list), Ok(skip)) => lists::show(turn, list, skip, what == "page").await?,
            _ => return Ok(false),
        },
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
    // from here on nothing can show what is its author's alone
    let question = question.for_staff();
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
        ("open", []) => say_card(turn, question).await?,
        ("card", []) => replace_card(turn, question).await?,
        _ if question.is_confidential() => replace_card(turn, question).await?,
        // "others" stands under older cards
        ("more" | "others", []) => turn.replace(screens::more(turn, question).silent()),
        ("aside" | "personal" | "merge" | "for", []) if closed => {
            let text = super::who_was_first(turn, number).await?;
            turn.toast(text);
        }
        ("aside", []) => turn.replace(screens::reasons(turn, question).silent()),
        ("personal", []) => turn.replace(screens::really_personal(turn, question).silent()),
        ("for", []) => turn.replace(screens::speakers(turn, question).silent()),
        ("merge" | "absorb", []) => show_candidates(turn, what, question, "0").await?,
        ("merge" | "absorb", [skip]) => show_candidates(turn, what, question, skip).await?,
        ("join", [head]) => return into(turn, number, head).await,
        ("parts", []) => show_parts(turn, question, "0").await?,
        ("parts", [skip]) => show_parts(turn, question, skip).await?,
        ("split", []) => {
            let hand = hand(turn);
            match split(turn.conn, number, hand).await? {
                Ok(done) => {
                    let card = view::after(turn, &done).await?;
                    turn.replace(card.silent());
                    tell_of(turn, &done).await?;
                }
                Err(refused) => refuse(turn, number, refused).await?,
            }
        }
        ("mute", [wish @ ("on" | "off")]) => {
            let hand = hand(turn);
            match mute(turn.conn, number, *wish == "on", hand).await? {
                Ok(entry) => turn.replace(view::muted(turn, number, *wish == "on", entry).silent()),
                Err(refused) => refuse(turn, number, refused).await?,
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
        Err(refused) => refuse(turn, child, refused).await?,
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
    Ok(ranked.into_iter().map(|(_, other)| other).collect())
}

async fn show_candidates(
    turn: &mut Turn<'_>,
    what: &str,
    question: &questions::Question,
    skip: &str,
) -> anyhow::Result<()> {
    let others = candidates(turn, question).await?;
    let page = Page::of(others.len(), skip.parse().unwrap_or_default());
    turn.replace(screens::candidates(turn, question, &others, page, what == "absorb").silent());
    Ok(())
}

async fn show_parts(turn: &mut Turn<'_>, question: &questions::Question, skip: &str) -> anyhow::Result<()> {
    let parts = load_parts(turn, question.number).await?;
    let page = Page::of(parts.len(), skip.parse().unwrap_or_default());
    turn.replace(screens::parts(turn, question, &parts, page).silent());
    Ok(())
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
        None => {
            let counts = questions::count(turn.conn).await?;
            view::nothing_to_review(turn, &counts)
        }
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

pub(super) async fn show_settings(turn: &mut Turn<'_>, replace: bool) -> anyhow::Result<()> {
    let settings = settings::in_turn(turn).await?;
    let address = super::super::hall::address(turn.conn, turn.forum.programme).await?;
    let message = screens::settings(turn, &settings, &address);
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
        Wish::Fair(_) | Wish::Next(_) | Wish::AtOnce(_) => more_settings(turn).await?,
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
