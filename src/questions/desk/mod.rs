//! The moderators' desk: one question after the other, by buttons, alone or in a group.
//!
//! Every press is authorised again, because anybody can send any press, and a role can be taken away.

mod acts;
mod lists;
mod orders;
mod panel;
mod screens;
pub mod settings;
pub mod store;
mod typed;
mod view;

pub use acts::{Done, act, add, join, lapse, mute, split, take_next, undo};
pub use lists::typed as hear_number;
pub use orders::{order, press};
pub use panel::{close_in_group, dismiss, groups, move_group, open, renew, wake};
pub use screens::told;
pub use typed::hear;
pub use view::{reason as reason_label, state as state_label};

use super::rules::{Act, Refused, State};
use super::store::{self as questions, Question};
use super::view::{News, glimpse, line, news};
use super::voting::store as votes;
use super::{PANEL_SLOT, confiding, hand, resume};
use crate::chat::{Input, Message, Outgoing, Place, Urgency};
use crate::i18n::{Lang, texts};
use crate::outbox::{self, Letter};
use crate::people::{self, Role};
use crate::turn::Turn;

/// So much said below a panel means that it has scrolled away.
const SCROLLED: i64 = 6;

/// Whether this person works at the desk; if not, they are told. In a group only where its panel is.
pub async fn may_moderate(turn: &mut Turn<'_>) -> anyhow::Result<bool> {
    let may = people::moderates(turn.conn, turn.person.id).await?;
    if !may {
        let text = turn.texts().label("queue-not-yours");
        match turn.incoming.input {
            Input::Press { .. } => turn.alert(text),
            _ => turn.say(Message::new(text).silent()),
        }
        return Ok(false);
    }
    if let Some(from) = &turn.incoming.from {
        let name = super::asking::signature(&from.first_name);
        store::note_staff(turn.conn, turn.person.id, &name).await?;
    }
    Ok(true)
}

/// Whether the desk has a panel in this group; if so, it speaks the panel's language.
pub async fn is_at_home(turn: &mut Turn<'_>) -> anyhow::Result<bool> {
    let Some(panel) = store::panel_in(turn.conn, turn.incoming.chat).await? else { return Ok(false) };
    turn.person.language = Lang::from_code(&panel.language).unwrap_or(turn.person.language);
    Ok(true)
}

/// Takes the next question: one of those `wanted` (as a panel showed them), else the first. Its card comes
/// first; the hall sees it by a press of its own, or at once where moderators set that.
pub async fn next(turn: &mut Turn<'_>, wanted: &[i64]) -> anyhow::Result<()> {
    if !may_moderate(turn).await? {
        return Ok(());
    }
    resume(turn);
    let settings = settings::in_turn(turn).await?;
    let how = if settings.at_once { Act::Show } else { Act::Take };
    let hand = hand(turn);
    match take_next(turn.conn, &how, wanted, settings.fair, hand).await? {
        Some(done) => {
            say_card(turn, &done.after).await?;
            tell_of(turn, &done).await
        }
        None => {
            let message = lists::nothing_waits(turn).await?;
            turn.say(message.silent());
            Ok(())
        }
    }
}

/// A question's card at the end of the chat. When so many stand below the panel that it has
/// scrolled away, it comes after them.
async fn say_card(turn: &mut Turn<'_>, question: &Question) -> anyhow::Result<()> {
    let card = view::card(turn, question).await?;
    turn.say(card.silent());
    panel::said_below(turn).await
}

/// The card in place of the one whose button was pressed.
async fn replace_card(turn: &mut Turn<'_>, question: &Question) -> anyhow::Result<()> {
    let card = view::card(turn, question).await?;
    turn.replace(card.silent());
    Ok(())
}

/// What an act on a question was refused for, as a passing line.
async fn refuse(turn: &mut Turn<'_>, number: i64, refused: Refused) -> sqlx::Result<()> {
    let text = refusal(turn, number, refused).await?;
    refuse_with(turn, text);
    Ok(())
}

async fn refusal(turn: &mut Turn<'_>, number: i64, refused: Refused) -> sqlx::Result<String> {
    let t = turn.texts();
    Ok(match refused {
        Refused::Unknown => t.label("queue-unknown"),
        Refused::TooLate => return who_was_first(turn, number).await,
        Refused::NeedsLine => t.label("queue-needs-line"),
        Refused::InOtherHands => {
            let held = questions::load(turn.conn, number).await?;
            let staff = store::staff(turn.conn).await?;
            let holder = held.and_then(|question| {
                staff.into_iter().find(|(known, name)| *known == question.taken_by && !name.is_empty())
            });
            match holder {
                Some((_, name)) => t.plain("queue-is-held", crate::args!(number = number, name = name)),
                None => t.label("queue-in-other-hands"),
            }
        }
    })
}

/// Who did it already, as far as that is known.
async fn who_was_first(turn: &mut Turn<'_>, number: i64) -> sqlx::Result<String> {
    let t = turn.texts();
    if questions::load(turn.conn, number).await?.is_some_and(|question| question.state == State::Withdrawn) {
        return Ok(t.label("queue-too-late-withdrawn"));
    }
    Ok(match store::last_hand(turn.conn, number).await? {
        Some(person) if person == turn.person.id => t.label("queue-too-late-yours"),
        Some(person) => {
            let staff = store::staff(turn.conn).await?;
            let name = staff.into_iter().find(|(known, name)| *known == person && !name.is_empty());
            name.map_or_else(
                || t.label("queue-too-late"),
                |(_, name)| t.plain("queue-too-late-by", crate::args!(name = name)),
            )
        }
        None => t.label("queue-too-late"),
    })
}

fn refuse_with(turn: &mut Turn<'_>, text: String) {
    match turn.incoming.input {
        Input::Press { .. } => turn.toast(text),
        _ => turn.say(Message::new(crate::i18n::escape(&text).into_owned()).silent()),
    }
}

/// Whoever stands behind a question hears what became of it.
async fn tell_of(turn: &mut Turn<'_>, done: &Done) -> anyhow::Result<()> {
    match news_of(done) {
        Some(what) => tell(turn, &done.after, what).await,
        None => Ok(()),
    }
}

/// What the author is told of an act. Whoever was told that a question comes soon, or what else became
/// of it, is told when that no longer holds, an undo included.
fn news_of(done: &Done) -> Option<News> {
    let (number, live) = (done.after.number, done.live);
    let came_up = live.0 != number && live.1 == number;
    let closed = |state: State| state.is_closed() && state != State::Withdrawn;
    let (before, after) = (&done.before, &done.after);
    let reworded = before.public_text != after.public_text;
    match (done.before.state, done.after.state) {
        _ if came_up => Some(News::Live),
        _ if reworded && !before.signed.is_empty() && after.signed.is_empty() => Some(News::Reworded),
        _ if reworded && before.signed.is_empty() && !after.signed.is_empty() => Some(News::AsAsked),
        (before, State::Taken) if before != State::Taken => Some(News::Soon),
        // off the screen and still in a hand
        (State::Taken, State::Taken) if live.0 == number && live.1 != number => Some(News::Soon),
        (State::Pending, State::Waiting) => Some(News::Approved),
        (_, State::Answered) if done.after.reason == super::rules::ALOUD => Some(News::Answered),
        (before, State::Aside) if before != State::Aside => Some(News::Aside),
        (before, State::Personal) if before != State::Personal => Some(News::Personal),
        (before, State::Merged) if before != State::Merged => Some(News::Joined),
        (before, State::Waiting | State::Later) if closed(before) || before == State::Taken => {
            Some(News::Back)
        }
        (before, State::Pending) if closed(before) || before == State::Waiting => Some(News::ReadAgain),
        _ => None,
    }
}

async fn tell(turn: &mut Turn<'_>, question: &Question, what: News) -> anyhow::Result<()> {
    let whole = acts::whole(turn.conn, question).await?;
    tell_supporters(turn, question, what, &whole).await?;
    for part in whole {
        if !people::is_reachable(turn.conn, part.person).await? {
            continue;
        }
        let t = texts(part.lang());
        let contact = match &turn.forum.programme.round_table.personal_contact {
            Some(contact) => contact.get(t.lang).to_owned(),
            None => {
                let contact = &turn.forum.programme.contact;
                format!("{} · {}", contact.phone, contact.email)
            }
        };
        let person = part.person;
        if matches!(what, News::Reworded | News::AsAsked) && part.number != question.number {
            continue;
        }
        let part = Question { reason: question.reason.clone(), ..part };
        let message = news(&part, what, &contact);
        let message = confiding::with_offer(turn.conn, &part, what, message).await?;
        turn.tell(person, message);
    }
    Ok(())
}

/// Those who voted for a question that is put together with others hear where their vote went, and what
/// becomes of it; quietly, and when there is time.
async fn tell_supporters(
    turn: &mut Turn<'_>,
    question: &Question,
    what: News,
    authors: &[Question],
) -> anyhow::Result<()> {
    let together = what == News::Joined || !store::parts(turn.conn, question.number).await?.is_empty();
    let id = match what {
        News::Joined => "supported-joined",
        News::Live => "supported-live",
        News::Answered => "supported-answered",
        News::Approved
        | News::Soon
        | News::Aside
        | News::Personal
        | News::Back
        | News::ReadAgain
        | News::Reworded
        | News::AsAsked => return Ok(()),
    };
    if !together {
        return Ok(());
    }
    let head = store::joined_to(turn.conn, question.number).await?.map_or(question.number, |(head, _)| head);
    let wording = questions::load(turn.conn, head).await?.unwrap_or_else(|| question.clone());
    for (person, code) in votes::supporters(turn.conn, question.number).await? {
        if authors.iter().any(|author| author.person == person) {
            continue;
        }
        let t = texts(Lang::from_code(&code).unwrap_or(Lang::Fr));
        let args = crate::args!(number = question.number, head = head, text = glimpse(&line(t, &wording)),);
        turn.tell_in_time(person, Message::new(t.html(id, args)).silent());
    }
    Ok(())
}

/// A question left the hand or the screen because its author withdrew it: its holder hears.
pub async fn tell_holder(turn: &mut Turn<'_>, done: &Done) -> anyhow::Result<()> {
    if done.before.state != State::Taken || done.before.taken_by == turn.person.id {
        return Ok(());
    }
    let staff = people::with_role(turn.conn, &[Role::Moderator, Role::Organiser]).await?;
    if let Some((person, lang)) = staff.into_iter().find(|(person, _)| *person == done.before.taken_by) {
        let html = texts(lang).html("queue-withdrawn", crate::args!(number = done.before.number));
        turn.tell(person, Message::new(html).silent());
    }
    Ok(())
}

/// One act by a button: the card follows, the author hears, or why not is said.
async fn perform(turn: &mut Turn<'_>, number: i64, wanted: Act) -> anyhow::Result<Option<Done>> {
    let hand = hand(turn);
    match act(turn.conn, number, &wanted, hand).await? {
        Ok(done) => {
            acted(turn, &done).await?;
            Ok(Some(done))
        }
        Err(refused) => {
            refuse(turn, number, refused).await?;
            Ok(None)
        }
    }
}

/// The card after an act, and the news for its author.
async fn acted(turn: &mut Turn<'_>, done: &Done) -> anyhow::Result<()> {
    let card = view::after(turn, done).await?;
    match turn.incoming.input {
        Input::Press { .. } => turn.replace(card.silent()),
        _ => turn.say(card.silent()),
    }
    tell_of(turn, done).await
}

/// What is typed is typed in private: in a group the card is sent there.
async fn in_private(turn: &mut Turn<'_>, question: Option<&Question>) -> anyhow::Result<bool> {
    if turn.incoming.place == Place::Private {
        return Ok(true);
    }
    if let Some(question) = question {
        let card = view::card(turn, question).await?;
        turn.tell(turn.person.id, card.silent());
    }
    turn.toast(turn.texts().label("queue-in-private"));
    Ok(false)
}

/// Whether [`tick`] has something to do.
pub async fn is_due(conn: &mut crate::db::Conn, mono: i64) -> sqlx::Result<bool> {
    let live = store::on_screen(conn).await?;
    let lapsed = questions::lapsed(conn, mono).await?.iter().any(|&number| number != live);
    Ok(lapsed || store::has_before(conn, mono - 2 * super::rules::UNDO).await?)
}

/// Questions that lay in a hand for too long are put or back in the queue; what undo no longer needs goes.
pub async fn tick(conn: &mut crate::db::Conn, now: i64, mono: i64) -> sqlx::Result<usize> {
    let ended = lapse(conn, now, mono).await?;
    for done in &ended {
        let (holder, entry) = (done.before.taken_by, done.entry);
        if people::is_reachable(conn, holder).await? && people::moderates(conn, holder).await? {
            let t = texts(people::language(conn, holder).await?);
            let letter = Letter {
                key: format!("lapse:{entry}"),
                chat: holder,
                urgency: Urgency::Notice,
                expires_at: None,
                what: Outgoing::Say(view::lapsed(t, &done.after, entry)),
                slot: None,
            };
            outbox::put(conn, &[letter], mono).await?;
        }
        // its authors had been told that it comes soon, or was on the screen
        let told = if done.after.state == State::Answered { News::Answered } else { News::Back };
        for part in acts::whole(conn, &done.after).await? {
            if people::is_reachable(conn, part.person).await? {
                let letter = Letter {
                    key: format!("lapse:{entry}:{}", part.number),
                    chat: part.person,
                    urgency: Urgency::Notice,
                    expires_at: None,
                    what: Outgoing::Say(news(&part, told, "")),
                    slot: None,
                };
                outbox::put(conn, &[letter], mono).await?;
            }
        }
    }
    store::clear_before(conn, mono - 2 * super::rules::UNDO).await?;
    Ok(ended.len())
}

/// What the hall sees of the desk: the question on the screen, if it is still in a hand.
pub async fn live(conn: &mut crate::db::Conn) -> sqlx::Result<Option<Question>> {
    let number = store::on_screen(conn).await?;
    if number == 0 {
        return Ok(None);
    }
    Ok(questions::load(conn, number).await?.filter(|question| question.state == State::Taken))
}
