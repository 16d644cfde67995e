//! Acts as they are carried out: one after the other, each a compare-and-set with its entry in the
//! journal. Nothing is said here; the door tells whom it concerns.

use super::super::rules::{self, Act, Hand, Refused, Snapshot, State, UNDO};
use super::super::store::{self as questions, New, Question};
use super::super::voting::store as votes;
use super::store::{self, Entry};
use crate::db::Conn;
use crate::i18n::Lang;

use super::super::asking::{self, QuestionText};

/// An act that took place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Its entry in the journal; 0 for what authors do.
    pub entry: i64,
    pub before: Question,
    pub after: Question,
    /// What was on the screen before it, and what is now.
    pub live: (i64, i64),
}

pub type Outcome<T> = sqlx::Result<Result<T, Refused>>;

/// One act on one question.
pub async fn act(conn: &mut Conn, number: i64, act: &Act, hand: Hand) -> Outcome<Done> {
    let entry = store::sit_down(conn).await?;
    carry_out(conn, entry, number, act, hand).await
}

/// Takes up the first of `wanted` that still waits, else the first of the queue: what somebody saw at
/// the top is what they get, unless another was faster. `how` is [`Act::Take`], or [`Act::Show`] where
/// moderators want the next question on the screen at once.
pub async fn take_next(
    conn: &mut Conn,
    how: &Act,
    wanted: &[i64],
    fair: bool,
    hand: Hand,
) -> sqlx::Result<Option<Done>> {
    let entry = store::sit_down(conn).await?;
    for &number in wanted {
        let waits =
            questions::load(conn, number).await?.is_some_and(|question| question.state == State::Waiting);
        if waits && let Ok(done) = carry_out(conn, entry, number, how, hand).await? {
            return Ok(Some(done));
        }
    }
    let Some(top) = questions::next_up(conn, fair, 1).await?.pop() else { return Ok(None) };
    Ok(carry_out(conn, entry, top.number, how, hand).await?.ok())
}

async fn carry_out(conn: &mut Conn, entry: i64, number: i64, act: &Act, hand: Hand) -> Outcome<Done> {
    let Some(before) = questions::load(conn, number).await? else { return Ok(Err(Refused::Unknown)) };
    let live = store::on_screen(conn).await?;
    let after = match rules::decide(&before, act, hand, live == number) {
        Ok(after) => after,
        Err(refused) => return Ok(Err(refused)),
    };
    if !questions::swap(conn, &before, &after).await? {
        return Ok(Err(Refused::TooLate));
    }
    let shown = match act {
        Act::Show => number,
        _ if live == number && after.state != State::Taken => 0,
        _ => live,
    };
    if shown != live {
        store::show(conn, shown, live, hand.now).await?;
    }
    if *act == Act::Withdraw {
        leave_the_others(conn, &before).await?;
    }
    settle_newcomer(conn, &before, &after).await?;
    let detail = match act {
        Act::SetAside(reason) => reason.name(),
        Act::Assign(speaker) => speaker,
        Act::Star(on) => ["off", "on"][usize::from(*on)],
        _ => "",
    };
    let by_author =
        matches!(act, Act::Withdraw | Act::Theme(_) | Act::Sign(_) | Act::Edit { .. } | Act::Confide);
    if !by_author {
        let before = serde_json::to_string(&Snapshot::of(&before)).unwrap_or_default();
        log(conn, entry, act.name(), &after, Note { detail, before, live, ..Note::default() }, hand).await?;
    }
    let entry = if by_author { 0 } else { entry };
    Ok(Ok(Done { entry, before, after, live: (live, shown) }))
}

/// What an entry says beside who, what and when.
#[derive(Default)]
struct Note<'n> {
    other: i64,
    detail: &'n str,
    before: String,
    live: i64,
}

async fn log(
    conn: &mut Conn,
    number: i64,
    act: &str,
    question: &Question,
    note: Note<'_>,
    hand: Hand,
) -> sqlx::Result<()> {
    let entry = Entry {
        number,
        at: hand.now,
        mono: hand.mono,
        person: hand.person,
        act: act.to_owned(),
        question: question.number,
        other: note.other,
        detail: note.detail.to_owned(),
        before: note.before,
        version: question.version,
        live: note.live,
        undone: 0,
    };
    store::write(conn, &entry).await
}

/// Notes something that concerns no single question: a mode, what the hall shows.
pub async fn log_setting(conn: &mut Conn, name: &str, detail: &str, hand: Hand) -> sqlx::Result<()> {
    let number = store::sit_down(conn).await?;
    let entry = Entry {
        number,
        at: hand.now,
        mono: hand.mono,
        person: hand.person,
        act: name.to_owned(),
        question: 0,
        other: 0,
        detail: detail.to_owned(),
        before: String::new(),
        version: 0,
        live: 0,
        undone: 0,
    };
    store::write(conn, &entry).await
}

/// Whether somebody counts as heard changes with what is taken up and what is given back.
async fn settle_newcomer(conn: &mut Conn, before: &Question, after: &Question) -> sqlx::Result<()> {
    let heard = |state| matches!(state, State::Taken | State::Answered);
    if after.person != 0 && heard(before.state) != heard(after.state) {
        questions::note_newcomer(conn, after.person).await?;
    }
    Ok(())
}

/// A question was withdrawn. Whatever was joined to it stands on its own again; those who voted for
/// one that was part of another stay with that.
async fn leave_the_others(conn: &mut Conn, withdrawn: &Question) -> sqlx::Result<()> {
    let number = withdrawn.number;
    let author = votes::voter(conn, withdrawn.person).await?;
    votes::withdraw_own(conn, number, author).await?;
    if let Some((head, _)) = store::joined_to(conn, number).await? {
        votes::hold(conn, head).await?;
        votes::hand_over(conn, number, head).await?;
        store::bequeath(conn, number).await?;
        votes::recount(conn, head).await?;
        votes::recount(conn, number).await?;
    } else {
        for part in store::parts(conn, number).await?.iter().filter(|part| part.via == number) {
            separate(conn, part.child, number).await?;
        }
        votes::recount(conn, number).await?;
    }
    Ok(())
}

/// Joins a question to another: they are asked as one.
pub async fn join(conn: &mut Conn, child: i64, head: i64, hand: Hand) -> Outcome<Done> {
    let entry = store::sit_down(conn).await?;
    // what was joined to something else meanwhile stands for that
    let head = store::joined_to(conn, head).await?.map_or(head, |(head, _)| head);
    if child == head {
        return Ok(Err(Refused::TooLate));
    }
    let (Some(before), Some(whole)) =
        (questions::load(conn, child).await?, questions::load(conn, head).await?)
    else {
        return Ok(Err(Refused::Unknown));
    };
    let may = matches!(
        (before.state, whole.state),
        (State::Pending | State::Waiting | State::Later, State::Waiting | State::Taken | State::Later)
            | (State::Pending, State::Pending)
    );
    if !may {
        return Ok(Err(Refused::TooLate));
    }
    let after =
        Question { state: State::Merged, closed_at: hand.now, version: before.version + 1, ..before.clone() };
    // the votes of both stand still from here on
    votes::hold(conn, child).await?;
    votes::hold(conn, head).await?;
    if !questions::swap(conn, &before, &after).await? {
        return Ok(Err(Refused::TooLate));
    }
    store::join(conn, child, head, before.state.name(), hand.now).await?;
    votes::recount(conn, head).await?;
    let note = Note { other: head, ..Note::default() };
    log(conn, entry, "merge", &after, note, hand).await?;
    let live = store::on_screen(conn).await?;
    Ok(Ok(Done { entry, before, after, live: (live, live) }))
}

/// Takes a question out of the whole it was joined to: both are as they would be without it.
pub async fn split(conn: &mut Conn, child: i64, hand: Hand) -> Outcome<Done> {
    let entry = store::sit_down(conn).await?;
    split_as(conn, entry, "unmerge", child, hand).await
}

async fn split_as(conn: &mut Conn, entry: i64, name: &str, child: i64, hand: Hand) -> Outcome<Done> {
    let Some((head, _)) = store::joined_to(conn, child).await? else { return Ok(Err(Refused::TooLate)) };
    let Some(before) = questions::load(conn, child).await? else { return Ok(Err(Refused::Unknown)) };
    let Some(after) = separate(conn, child, head).await? else { return Ok(Err(Refused::TooLate)) };
    log(conn, entry, name, &after, Note { other: head, ..Note::default() }, hand).await?;
    let live = store::on_screen(conn).await?;
    Ok(Ok(Done { entry, before, after, live: (live, live) }))
}

async fn separate(conn: &mut Conn, child: i64, head: i64) -> sqlx::Result<Option<Question>> {
    let (Some((_, was)), Some(before)) =
        (store::joined_to(conn, child).await?, questions::load(conn, child).await?)
    else {
        return Ok(None);
    };
    let was = State::from_name(&was).unwrap_or(State::Waiting);
    let after = Question { state: was, closed_at: 0, version: before.version + 1, ..before.clone() };
    votes::hold(conn, child).await?;
    votes::hold(conn, head).await?;
    if before.state != State::Merged || !questions::swap(conn, &before, &after).await? {
        return Ok(None);
    }
    let brought = rules::brought(&store::parts(conn, head).await?, child);
    store::part(conn, child, &brought).await?;
    votes::recount(conn, head).await?;
    votes::recount(conn, child).await?;
    questions::load(conn, child).await
}

/// A question typed by staff, in the queue at once: for somebody in the room, or over several.
pub async fn add(
    conn: &mut Conn,
    text: &QuestionText,
    source: &'static str,
    lang: Lang,
    hand: Hand,
) -> sqlx::Result<Done> {
    let entry = store::sit_down(conn).await?;
    let new = New { source, ..New::written(0, text, lang) };
    let number = asking::put(conn, new, hand.now).await?;
    let question = questions::load(conn, number).await?.ok_or(sqlx::Error::RowNotFound)?;
    log(conn, entry, source, &question, Note::default(), hand).await?;
    let live = store::on_screen(conn).await?;
    Ok(Done { entry, before: question.clone(), after: question, live: (live, live) })
}

/// Stops the author of a question from asking, or lets them again. Who it is nobody learns.
pub async fn mute(conn: &mut Conn, number: i64, on: bool, hand: Hand) -> Outcome<i64> {
    let entry = store::sit_down(conn).await?;
    let Some(question) = questions::load(conn, number).await? else { return Ok(Err(Refused::Unknown)) };
    if question.person == 0 {
        return Ok(Err(Refused::Unknown));
    }
    let changed = if on {
        store::mute(conn, question.person, hand.now).await?
    } else {
        store::unmute(conn, question.person).await?
    };
    if !changed {
        return Ok(Err(Refused::TooLate));
    }
    log(conn, entry, if on { "mute" } else { "unmute" }, &question, Note::default(), hand).await?;
    Ok(Ok(entry))
}

/// Undoes an act within five minutes, if nothing was done to the question since.
pub async fn undo(conn: &mut Conn, number: i64, hand: Hand) -> Outcome<Done> {
    let entry = store::sit_down(conn).await?;
    let Some(done) = store::entry(conn, number).await? else { return Ok(Err(Refused::Unknown)) };
    let Some(before) = questions::load(conn, done.question).await? else { return Ok(Err(Refused::TooLate)) };
    if done.undone == 1 || hand.mono - done.mono > UNDO {
        return Ok(Err(Refused::TooLate));
    }
    let live = store::on_screen(conn).await?;
    let undone = match done.act.as_str() {
        "merge" => {
            let head = joined_head(conn, &done).await?;
            separate(conn, done.question, head).await?
        }
        "unmerge" => rejoin(conn, &before, done.other, hand).await?,
        "mute" => store::unmute(conn, before.person).await?.then(|| before.clone()),
        "unmute" => store::mute(conn, before.person, hand.now).await?.then(|| before.clone()),
        "floor" | "umbrella" => take_back(conn, &before, &done, hand).await?,
        _ => restore(conn, &before, &done, hand).await?,
    };
    let Some(after) = undone else { return Ok(Err(Refused::TooLate)) };
    store::note_undone(conn, number).await?;
    log(conn, entry, "undo", &after, Note { other: number, live, ..Note::default() }, hand).await?;
    let shown = store::on_screen(conn).await?;
    Ok(Ok(Done { entry, before, after, live: (live, shown) }))
}

async fn joined_head(conn: &mut Conn, done: &Entry) -> sqlx::Result<i64> {
    Ok(store::joined_to(conn, done.question).await?.map_or(done.other, |(head, _)| head))
}

async fn rejoin(conn: &mut Conn, before: &Question, head: i64, hand: Hand) -> sqlx::Result<Option<Question>> {
    // its own entry would say "merge": the undo's entry says it
    let joinable = matches!(before.state, State::Pending | State::Waiting | State::Later);
    let head = store::joined_to(conn, head).await?.map_or(head, |(head, _)| head);
    if !joinable || head == before.number {
        return Ok(None);
    }
    let after =
        Question { state: State::Merged, closed_at: hand.now, version: before.version + 1, ..before.clone() };
    votes::hold(conn, before.number).await?;
    votes::hold(conn, head).await?;
    if !questions::swap(conn, before, &after).await? {
        return Ok(None);
    }
    store::join(conn, before.number, head, before.state.name(), hand.now).await?;
    votes::recount(conn, head).await?;
    Ok(Some(after))
}

/// A question that staff typed goes, if nothing was done with it since.
async fn take_back(
    conn: &mut Conn,
    before: &Question,
    done: &Entry,
    hand: Hand,
) -> sqlx::Result<Option<Question>> {
    if before.version != done.version || !store::parts(conn, before.number).await?.is_empty() {
        return Ok(None);
    }
    let after = Question {
        state: State::Withdrawn,
        closed_at: hand.now,
        version: before.version + 1,
        ..before.clone()
    };
    Ok(questions::swap(conn, before, &after).await?.then_some(after))
}

async fn restore(
    conn: &mut Conn,
    before: &Question,
    done: &Entry,
    hand: Hand,
) -> sqlx::Result<Option<Question>> {
    let Ok(snapshot) = serde_json::from_str::<Snapshot>(&done.before) else { return Ok(None) };
    if before.version != done.version {
        return Ok(None);
    }
    let after = snapshot.restore(before, hand.mono);
    if !questions::swap(conn, before, &after).await? {
        return Ok(None);
    }
    let (number, live) = (before.number, store::on_screen(conn).await?);
    let was_live = done.live == number;
    let shown = if live == number && !was_live {
        // the act had put it there: what was there before comes back, if it is still in a hand
        let earlier = match done.live {
            0 => None,
            earlier => questions::load(conn, earlier).await?,
        };
        earlier.filter(|earlier| earlier.state == State::Taken).map_or(0, |earlier| earlier.number)
    } else if live == 0 && was_live && after.state == State::Taken {
        number
    } else if live == number && after.state != State::Taken {
        0
    } else {
        live
    };
    if shown != live {
        store::show(conn, shown, live, hand.now).await?;
    }
    settle_newcomer(conn, before, &after).await?;
    Ok(Some(after))
}

/// Ends what was in a hand for too long: what the hall has read counts as put, the rest goes back to the queue.
pub async fn lapse(conn: &mut Conn, now: i64, mono: i64) -> sqlx::Result<Vec<Done>> {
    let live = store::on_screen(conn).await?;
    let mut ended = Vec::new();
    for number in questions::lapsed(conn, mono).await?.into_iter().filter(|&number| number != live) {
        let hand = Hand { person: 0, now, mono };
        let how = if store::was_shown(conn, number).await? { Act::Conclude } else { Act::Lapse };
        if let Ok(done) = act(conn, number, &how, hand).await? {
            ended.push(done);
        }
    }
    Ok(ended)
}

/// A question and all that was joined to it, each with its author: whoever hears what becomes of it.
pub async fn whole(conn: &mut Conn, question: &Question) -> sqlx::Result<Vec<Question>> {
    let mut all = vec![question.clone()];
    for part in store::parts(conn, question.number).await? {
        all.extend(questions::load(conn, part.child).await?);
    }
    let mut told = std::collections::BTreeSet::new();
    all.retain(|question| question.person != 0 && told.insert(question.person));
    Ok(all)
}
