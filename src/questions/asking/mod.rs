//! Asking: the next message is the question; then its theme, a change of mind, its place.

mod doubt;
mod regret;
mod rules;
mod screening;
mod sheet;
mod store;
mod view;

use std::sync::Arc;

pub(super) use view::refused;

pub use doubt::{ask_to_publish, explain, offer_all_the_same};
pub use regret::hear as hear_about_own;
pub use rules::{
    Finding, Gist, Intake, LONGEST_VOICE, Mode, QuestionText, Refusal, findings, intake, may_ask, signature,
};
pub use screening::{
    is_about_asked, is_about_asking, is_no_question, is_of_health, is_own_life, is_to_the_speakers,
};
pub use sheet::{expect, expects, keep as put, write_down};

use self::store::{Before, Latest, Other, Wanted};
use super::desk::{self, settings};
use super::rules::{Act, Refused, State};
use super::store::{self as questions, New, Question};
use super::voting::{self, Cast};
use super::{confiding, desk_store, hand, is_asking, resume, start_typing, vote_store};
use crate::chat::Message;
use crate::clock::Millis;
use crate::conversation::{Activity, TextFor};
use crate::menu;
use crate::turn::Turn;

/// What is in somebody's hand after a refusal: their question.
const REFUSED: &str = "refused";
/// The same by voice, or before they know who will hear it.
const SPOKEN: &str = "voice";
/// Among how many of the most wanted questions one that says the same is looked for.
const COMPARED: i64 = 300;
/// These are read again after so long; those that came since are looked at beside them, the latest of them.
const FRESH: Millis = 1_000;
const LATEST: i64 = 60;
/// How many that say the same are shown.
const ALIKE_SHOWN: usize = 3;
/// How many of their own somebody sees: as many as fit a screen.
const OWN: i64 = 6;

/// The next message is the question.
pub async fn invite(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if !begin(turn).await? {
        return Ok(());
    }
    let message = view::invitation(turn);
    turn.say(message);
    Ok(())
}

/// The same for somebody who came by the code in the hall: they may never have seen the menu.
pub async fn welcome(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if !begin(turn).await? {
        return Ok(());
    }
    let html = turn.texts().html("question-invitation", &[]);
    Ok(menu::say_with_menu(turn, html).await?)
}

/// The next text is the question; false where none is taken now, which is said.
pub async fn begin(turn: &mut Turn<'_>) -> anyhow::Result<bool> {
    let settings = settings::in_turn(turn).await?;
    if let Err(refusal) = settings.intake(&turn.forum).takes_questions() {
        let message = view::refused(turn, refusal);
        turn.say(message);
        return Ok(false);
    }
    if !is_asking(turn) {
        turn.person.conversation.begin(Activity::Asking);
    }
    Ok(true)
}

/// The text of a question; where it cannot be one, why not is said.
fn parse(turn: &mut Turn<'_>, typed: &str) -> Option<QuestionText> {
    let text = QuestionText::parse(typed);
    text.map_err(|refusal| turn.say(view::refused(turn, refusal))).ok()
}

/// A typed question.
pub async fn ask(turn: &mut Turn<'_>, typed: &str) -> anyhow::Result<()> {
    // they may try again: the question is still awaited
    let Some(text) = parse(turn, typed) else { return Ok(()) };
    resume(turn);
    let Some(free) = may_ask_now(turn).await? else {
        // it is kept, for the button that sends it in a while
        vote_store::take_from_hand(turn.conn, turn.person.id, SPOKEN).await?;
        return Ok(vote_store::put_in_hand(turn.conn, turn.person.id, REFUSED, text.as_str()).await?);
    };
    if free.before.refused == 1 {
        vote_store::take_from_hand(turn.conn, turn.person.id, REFUSED).await?;
    }
    let held = free.review || findings(text.as_str()).iter().any(Finding::holds_back);
    let state = if held { State::Pending } else { State::Waiting };
    let new = New { state, ..New::written(turn.person.id, &text, turn.lang()) };
    let number = sheet::put(turn, new, &free.before).await?;
    let alike = if held { Vec::new() } else { alike(turn, number, text.as_str()).await? };
    let message = view::acknowledged(turn, number, held, &alike);
    turn.say(message);
    desk::wake(turn, free.before.any_waits == 0, held).await
}

/// Nothing stands against a question.
struct Free {
    /// Whether it is read before it is public.
    review: bool,
    before: Before,
}

/// `None` where no question of theirs is taken, which is said.
async fn may_ask_now(turn: &mut Turn<'_>) -> anyhow::Result<Option<Free>> {
    let settings = settings::in_turn(turn).await?;
    let limits = &turn.forum.programme.limits;
    let before = sheet::before(turn).await?;
    let last = (before.last_asked != 0).then_some(before.last_asked);
    let may = match settings.intake(&turn.forum).takes_questions() {
        Ok(()) if before.muted == 1 => Err(Refusal::Muted),
        Ok(()) => may_ask(limits, before.waiting, last, turn.forum.now),
        Err(refusal) => Err(refusal),
    };
    if let Err(refusal) = may {
        let message = view::refused(turn, refusal);
        turn.say(message);
        return Ok(None);
    }
    Ok(Some(Free { review: settings.review, before }))
}

/// Others' questions in the queue that say nearly the same as one just kept, the likest first.
async fn alike(turn: &mut Turn<'_>, number: i64, text: &str) -> anyhow::Result<Vec<Other>> {
    let (person, mono) = (turn.person.id, turn.forum.mono);
    let own = Other::from((number, person, 1, text.to_owned()));
    let wanted = match turn.memory.snapshot::<Wanted>(mono - FRESH) {
        Some(wanted) => wanted,
        None => {
            let written = sheet::first(turn.memory).unwrap_or(number) - 1;
            let wanted = Arc::new(store::wanted(turn.conn, written, COMPARED).await?);
            turn.memory.keep_snapshot(mono, &wanted);
            turn.memory.keep(Latest(Vec::new()));
            wanted
        }
    };
    if turn.memory.get::<Latest>().is_none() {
        let latest = store::latest(turn.conn, &wanted, LATEST).await?;
        turn.memory.keep(latest);
    }
    let Some(latest) = turn.memory.get::<Latest>() else { return Ok(Vec::new()) };
    let others = wanted.others.iter().chain(&latest.0);
    let mut others: Vec<&Other> =
        others.filter(|other| other.number != number && other.person != person).collect();
    // of those that are as like, the most wanted comes first
    others.sort_by_key(|other| (-other.votes, other.number));
    let found = rules::alike(&own.gist, others.into_iter().map(|other| (&other.gist, other)));
    let found = found.into_iter().take(ALIKE_SHOWN).cloned().collect();
    if latest.0.iter().all(|other| other.number != number) {
        latest.0.push(own);
    }
    Ok(found)
}

/// A voice message. The first time, one is told who will hear it.
pub async fn voice(turn: &mut Turn<'_>, file: &str, seconds: u32) -> anyhow::Result<()> {
    if seconds > LONGEST_VOICE {
        let message = view::refused(turn, Refusal::LongVoice(seconds));
        turn.say(message);
        return Ok(());
    }
    let settings = settings::in_turn(turn).await?;
    if let Err(refusal) = settings.intake(&turn.forum).takes_questions() {
        // closed since they were invited
        resume(turn);
        let message = view::refused(turn, refusal);
        turn.say(message);
        return Ok(());
    }
    if !vote_store::hears_voice(turn.conn, turn.person.id).await? {
        vote_store::put_in_hand(turn.conn, turn.person.id, SPOKEN, &format!("{seconds} {file}")).await?;
        let message = view::voice_warning(turn);
        turn.say(message);
        return Ok(());
    }
    keep_voice(turn, file, seconds).await
}

async fn keep_voice(turn: &mut Turn<'_>, file: &str, seconds: u32) -> anyhow::Result<()> {
    resume(turn);
    let Some(free) = may_ask_now(turn).await? else {
        vote_store::take_from_hand(turn.conn, turn.person.id, REFUSED).await?;
        return Ok(
            vote_store::put_in_hand(turn.conn, turn.person.id, SPOKEN, &format!("{seconds} {file}")).await?
        );
    };
    let (person, lang) = (turn.person.id, turn.lang());
    let (text, voice) = (String::new(), Some((file.to_owned(), seconds)));
    let new = New { person, text, voice, lang, state: State::Pending, source: "hall" };
    let number = sheet::put(turn, new, &free.before).await?;
    let message = view::acknowledged(turn, number, true, &[]);
    turn.say(message);
    desk::wake(turn, free.before.any_waits == 0, true).await
}

/// Something that is neither text nor voice while a question is awaited.
pub fn needs_text(turn: &mut Turn<'_>) {
    let message = match matches!(turn.person.conversation.current(), Some(Activity::Writing(_))) {
        true => Message::new(turn.texts().html("question-only-text", &[])),
        false => view::refused(turn, Refusal::NotText),
    };
    turn.say(message);
}

/// Leaves without asking.
pub async fn leave(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    resume(turn);
    let html = view::left(turn);
    Ok(menu::say_with_menu(turn, html).await?)
}

/// A button of somebody who asks: what stands behind `ask:`.
pub async fn press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    let mut parts = data.split(':');
    let what = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let number = rest.first().and_then(|number| number.parse::<i64>().ok());
    match (what, number, rest.as_slice()) {
        ("new", None, []) => invite(turn).await?,
        ("leave", None, []) => leave(turn).await?,
        ("mine", None, []) => mine(turn).await?,
        ("drop", Some(_), [_]) => {
            turn.person.conversation.take_offered(number);
            leave(turn).await?;
        }
        // buttons of earlier versions bore no number: they send the last text that was offered
        ("send", None, []) | ("send", Some(_), [_]) => match turn.person.conversation.take_offered(number) {
            Some(text) if is_own_life(&text) => {
                doubt::ask_to_publish_as(turn, number.unwrap_or_default(), &text);
            }
            Some(text) => ask(turn, &text).await?,
            None => turn.toast(turn.texts().label("button-stale")),
        },
        ("publish", Some(_), [_]) => match turn.person.conversation.take_offered(number) {
            Some(text) => ask(turn, &text).await?,
            None => turn.toast(turn.texts().label("button-stale")),
        },
        ("again", None, []) => match vote_store::take_from_hand(turn.conn, turn.person.id, REFUSED).await? {
            Some(text) => ask(turn, &text).await?,
            None if vote_store::hears_voice(turn.conn, turn.person.id).await? => send_spoken(turn).await?,
            None => turn.toast(turn.texts().label("button-stale")),
        },
        ("voice", None, ["yes"]) => {
            vote_store::note_hears_voice(turn.conn, turn.person.id).await?;
            send_spoken(turn).await?;
        }
        ("listen", Some(number), [_]) => confiding::listen(turn, number).await?,
        (_, Some(number), _) => return press_own(turn, what, number, &rest[1..]).await,
        _ => return Ok(false),
    }
    Ok(true)
}

/// The voice message in their hand, now that they know who will hear it.
async fn send_spoken(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let kept = vote_store::take_from_hand(turn.conn, turn.person.id, SPOKEN).await?;
    let Some((seconds, file)) = kept.as_deref().and_then(|kept| kept.split_once(' ')) else {
        turn.toast(turn.texts().label("button-stale"));
        return Ok(());
    };
    keep_voice(turn, file, seconds.parse().unwrap_or(0)).await
}

/// A button under one of their own questions.
async fn press_own(turn: &mut Turn<'_>, what: &str, number: i64, rest: &[&str]) -> anyhow::Result<bool> {
    let own = questions::load(turn.conn, number).await?.filter(|question| question.person == turn.person.id);
    let Some(question) = own else { return Ok(false) };
    match (what, rest) {
        ("mine", []) => show_own(turn, &question).await?,
        ("themes", []) => {
            let message = view::themes(turn, &question);
            turn.replace(message);
        }
        ("theme", [index]) => {
            let guides = &turn.forum.programme.guides;
            let guide = index.parse().ok().and_then(|index: usize| guides.get(index));
            let guide = guide.map_or(String::new(), |guide| guide.id.clone());
            change(turn, number, Act::Theme(guide)).await?;
        }
        ("other", []) => {
            let message = view::acknowledged(turn, number, question.state == State::Pending, &[]);
            turn.replace(message);
        }
        ("same", [other]) => match other.parse() {
            Ok(other) => join_another(turn, &question, other).await?,
            Err(_) => return Ok(false),
        },
        ("edit", []) if matches!(question.state, State::Pending | State::Waiting) => {
            start_typing(turn, TextFor::Edit(number));
            let message = view::edit(turn, &question);
            turn.say(message);
        }
        ("edit", []) => turn.toast(turn.texts().label("question-taken-up")),
        ("withdraw", []) => {
            let message = view::really_withdraw(turn, &question);
            turn.replace(message);
        }
        ("withdraw", ["yes"]) => withdraw(turn, number).await?,
        ("sign", ["on"]) => {
            let name = turn.incoming.from.as_ref().map(|from| signature(&from.first_name));
            change(turn, number, Act::Sign(name.unwrap_or_default())).await?;
        }
        ("sign", ["off"]) => change(turn, number, Act::Sign(String::new())).await?,
        ("confide" | "word", []) => return confiding::press_own(turn, what, &question).await,
        _ => return Ok(false),
    }
    Ok(true)
}

/// Somebody's own questions, to choose one.
pub async fn mine(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let own = questions::of_person(turn.conn, turn.person.id, OWN).await?;
    let live = desk_store::on_screen(turn.conn).await?;
    let message = view::mine(turn, &own, live);
    turn.say(message);
    Ok(())
}

async fn show_own(turn: &mut Turn<'_>, question: &Question) -> anyhow::Result<()> {
    let fair = settings::in_turn(turn).await?.fair;
    let before = match question.state {
        State::Waiting => Some(questions::before_it(turn.conn, question, fair).await?),
        _ => None,
    };
    let may_confide = confiding::can_be_confided(turn.conn, question).await?;
    let live = desk_store::on_screen(turn.conn).await? == question.number;
    let message = view::own(turn, question, before, live, may_confide);
    turn.replace(message);
    Ok(())
}

async fn change(turn: &mut Turn<'_>, number: i64, act: Act) -> anyhow::Result<()> {
    let hand = hand(turn);
    match desk::act(turn.conn, number, &act, hand).await? {
        Ok(done) => show_own(turn, &done.after).await?,
        Err(_) => turn.toast(turn.texts().label("question-taken-up")),
    }
    Ok(())
}

async fn withdraw(turn: &mut Turn<'_>, number: i64) -> anyhow::Result<()> {
    let hand = hand(turn);
    let message = match desk::act(turn.conn, number, &Act::Withdraw, hand).await? {
        Ok(done) => {
            desk::tell_holder(turn, &done).await?;
            view::withdrawn(turn, number)
        }
        Err(_) => {
            turn.toast(turn.texts().label("question-closed-already"));
            return Ok(());
        }
    };
    turn.replace(message);
    Ok(())
}

/// Another asks the same: their own goes, and they stand behind the other.
async fn join_another(turn: &mut Turn<'_>, own: &Question, other: i64) -> anyhow::Result<()> {
    let open = matches!(own.state, State::Pending | State::Waiting);
    let (person, now) = (turn.person.id, turn.forum.now);
    // before any question is held still: whoever acts at the desk holds them in this order
    desk_store::sit_down(turn.conn).await?;
    let cast = if open { voting::cast(turn.conn, other, person, true, now).await? } else { Cast::Gone };
    let (Cast::Changed { number, .. } | Cast::Same { number, .. }) = cast else {
        turn.toast(turn.texts().label("vote-gone"));
        return Ok(());
    };
    let hand = hand(turn);
    match desk::act(turn.conn, own.number, &Act::Withdraw, hand).await? {
        Ok(_) => {
            let message = view::joined_another(turn, number);
            turn.replace(message);
        }
        Err(_) => turn.toast(turn.texts().label("question-taken-up")),
    }
    Ok(())
}

/// A text typed to change a question of one's own.
pub async fn edited(turn: &mut Turn<'_>, number: i64, typed: &str) -> anyhow::Result<()> {
    let Some(text) = parse(turn, typed) else { return Ok(()) };
    resume(turn);
    let own = questions::load(turn.conn, number).await?.filter(|question| question.person == turn.person.id);
    let Some(own) = own else { return Ok(()) };
    let settings = settings::in_turn(turn).await?;
    // what others voted for must not become something else unseen
    let review = settings.review || own.votes > 1 || findings(text.as_str()).iter().any(Finding::holds_back);
    let hand = hand(turn);
    let act = Act::Edit { text, review };
    let message = match desk::act(turn.conn, number, &act, hand).await? {
        Ok(done) => view::acknowledged_edit(turn, &done.after),
        Err(Refused::Unknown | Refused::TooLate | Refused::InOtherHands | Refused::NeedsLine) => {
            view::too_late(turn)
        }
    };
    turn.say(message);
    Ok(())
}
