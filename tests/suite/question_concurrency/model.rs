//! The round table against a model of plain maps that shares no code with it: random actions are applied to
//! both, which must agree on the result of each action, and on the state after every fifth one.

use std::collections::{BTreeMap, BTreeSet};

use koze::clock::{EventTime, RealTime};
use koze::db::{Conn, Db};
use koze::i18n::Lang;
use koze::ids::{PersonId, QuestionNumber};
use koze::questions::{
    self, Action, Actor, CLAIM_LEASE, NewQuestion, QuestionText, RejectionReason, State, UNDO_WINDOW,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::test_bot::Database;

on_both_databases!(whatever_is_done_the_model_says_the_same);

const SEQUENCES: usize = 60;
const STEPS: usize = 50;

const ASKED: &str = "Et les jeunes ?";
const EDITED: &str = "Et les jeunes des quartiers ?";
const REWORDED: &str = "Quelle place pour les jeunes ?";

#[derive(Debug, Clone)]
enum Operation {
    Ask { person: i64, pending: bool },
    Vote { person: i64, question: usize, on: bool },
    Moderate { moderator: i64, question: usize, what: ModeratorAction },
    TakeNext { moderator: i64 },
    Merge { child: usize, head: usize },
    Unmerge { child: usize },
    Withdraw { question: usize },
    HandOver { question: usize },
    Edit { question: usize, review: bool },
    Undo { back: usize },
    PassTime { minutes: i64 },
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum ModeratorAction {
    Approve,
    Claim,
    ShowOnScreen,
    MarkAnswered,
    AnswerPrivately,
    Requeue,
    Defer,
    Reject,
    MarkPrivateCase,
    Star,
    RenewClaim,
    Reword,
}

fn operation() -> impl Strategy<Value = Operation> {
    use ModeratorAction::*;
    let what = prop::sample::select(vec![
        Approve,
        Claim,
        Claim,
        ShowOnScreen,
        ShowOnScreen,
        MarkAnswered,
        MarkAnswered,
        AnswerPrivately,
        Requeue,
        Defer,
        Reject,
        MarkPrivateCase,
        Star,
        RenewClaim,
        Reword,
    ]);
    let question = || 0..8usize;
    prop_oneof![
        3 => (1..5i64, any::<bool>()).prop_map(|(person, pending)| Operation::Ask { person, pending }),
        4 => (1..9i64, question(), prop::bool::weighted(0.7))
            .prop_map(|(person, question, on)| Operation::Vote { person, question, on }),
        9 => (101..104i64, question(), what)
            .prop_map(|(moderator, question, what)| Operation::Moderate { moderator, question, what }),
        2 => (101..104i64).prop_map(|moderator| Operation::TakeNext { moderator }),
        3 => (question(), question()).prop_map(|(child, head)| Operation::Merge { child, head }),
        2 => question().prop_map(|child| Operation::Unmerge { child }),
        1 => question().prop_map(|question| Operation::Withdraw { question }),
        1 => question().prop_map(|question| Operation::HandOver { question }),
        1 => (question(), any::<bool>()).prop_map(|(question, review)| Operation::Edit { question, review }),
        5 => (0..4usize).prop_map(|back| Operation::Undo { back }),
        1 => (1..12i64).prop_map(|minutes| Operation::PassTime { minutes }),
    ]
}

#[derive(Debug, Clone)]
struct QuestionModel {
    author: i64,
    state: State,
    star: bool,
    handed_over: bool,
    /// The author's text, and the text for the hall.
    texts: (&'static str, &'static str),
    holder: i64,
    claim_expires_at: i64,
    /// Whether it was on the screen since it was last claimed.
    was_shown: bool,
    voters: BTreeSet<i64>,
    /// The question into which it was merged, and its state before.
    merged_into: Option<(i64, State)>,
    changes: u64,
}

#[derive(Debug, Clone)]
struct LogEntry {
    question: i64,
    before: QuestionModel,
    on_screen_before: i64,
    changes: u64,
    at: i64,
    undone: bool,
    merged_into: Option<i64>,
    kind: EntryKind,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum EntryKind {
    Change,
    Merge,
    Unmerge,
}

#[derive(Default)]
struct RoundTableModel {
    questions: BTreeMap<i64, QuestionModel>,
    on_screen: i64,
    log: Vec<LogEntry>,
    real_time: i64,
}

impl RoundTableModel {
    /// The main question of a merged one.
    fn merge_root(&self, mut number: i64) -> i64 {
        while let Some((to, _)) = self.questions[&number].merged_into {
            number = to;
        }
        number
    }

    fn merge_group(&self, head: i64) -> Vec<i64> {
        self.questions.keys().copied().filter(|&number| self.merge_root(number) == head).collect()
    }

    fn votes(&self, head: i64) -> usize {
        self.merge_group(head)
            .iter()
            .flat_map(|part| &self.questions[part].voters)
            .collect::<BTreeSet<_>>()
            .len()
    }

    fn record(
        &mut self,
        question: i64,
        before: QuestionModel,
        live_before: i64,
        kind: EntryKind,
        to: Option<i64>,
    ) {
        let (at, changes) = (self.real_time, self.questions[&question].changes);
        let entry = LogEntry {
            question,
            before,
            on_screen_before: live_before,
            changes,
            at,
            undone: false,
            merged_into: to,
            kind,
        };
        self.log.push(entry);
    }

    fn moderate(&mut self, question: i64, moderator: i64, what: ModeratorAction) -> bool {
        use State::*;
        let (live, real_now) = (self.on_screen, self.real_time);
        let before = self.questions[&question].clone();
        let elsewhere = before.state == Claimed
            && before.holder != moderator
            && before.claim_expires_at > real_now
            && live != question;
        let to = match (what, before.state) {
            (ModeratorAction::Star, PendingReview | Queued | Claimed | Deferred) => before.state,
            (ModeratorAction::RenewClaim, Claimed) if before.holder == moderator => Claimed,
            _ if elsewhere => return false,
            (ModeratorAction::Reword, PendingReview | Queued | Claimed | Deferred) => before.state,
            (ModeratorAction::Approve, PendingReview) => Queued,
            (ModeratorAction::Claim | ModeratorAction::ShowOnScreen, Queued | Deferred | Claimed) => Claimed,
            (ModeratorAction::MarkAnswered, Claimed)
            | (ModeratorAction::AnswerPrivately, PendingReview | Queued | Claimed | Deferred | Rejected) => {
                Answered
            }
            (ModeratorAction::Requeue, Claimed | Deferred | Rejected) => Queued,
            (ModeratorAction::Defer, Claimed | Queued) => Deferred,
            (ModeratorAction::Reject, PendingReview | Queued | Claimed | Deferred) => Rejected,
            (ModeratorAction::MarkPrivateCase, PendingReview | Queued | Claimed | Deferred) => PrivateCase,
            _ => return false,
        };
        let after = self.questions.get_mut(&question).unwrap();
        after.state = to;
        after.changes += 1;
        match what {
            ModeratorAction::Star => after.star = true,
            ModeratorAction::RenewClaim => after.claim_expires_at = real_now + CLAIM_LEASE,
            ModeratorAction::Requeue => after.was_shown = false,
            ModeratorAction::Reword => after.texts.1 = REWORDED,
            ModeratorAction::Claim => {
                (after.holder, after.claim_expires_at) = (moderator, real_now + CLAIM_LEASE);
                after.was_shown = false;
            }
            ModeratorAction::ShowOnScreen => {
                if before.state != Claimed {
                    after.holder = moderator;
                }
                after.was_shown = true;
                after.claim_expires_at = real_now + CLAIM_LEASE;
            }
            _ => {}
        }
        match what {
            ModeratorAction::ShowOnScreen => self.on_screen = question,
            _ if live == question && to != Claimed => self.on_screen = 0,
            _ => {}
        }
        self.record(question, before, live, EntryKind::Change, None);
        true
    }

    fn take_next(&mut self, moderator: i64) -> Option<i64> {
        let waiting = self.questions.iter().filter(|(_, question)| question.state == State::Queued);
        let best = waiting.map(|(&number, _)| (-(self.votes(number) as i64), number)).min()?.1;
        assert!(self.moderate(best, moderator, ModeratorAction::Claim));
        Some(best)
    }

    fn vote(&mut self, person: i64, question: i64, on: bool) {
        let head = self.merge_root(question);
        if !self.questions[&head].state.is_public() {
            return;
        }
        let whole = self.merge_group(head);
        if on {
            if !whole.iter().any(|part| self.questions[part].voters.contains(&person)) {
                self.questions.get_mut(&head).unwrap().voters.insert(person);
            }
        } else if !whole.iter().any(|part| self.questions[part].author == person) {
            for part in whole {
                self.questions.get_mut(&part).unwrap().voters.remove(&person);
            }
        }
    }

    fn can_merge(&self, child: i64, head: i64) -> bool {
        use State::*;
        let states = (self.questions[&child].state, self.questions[&head].state);
        child != head
            && matches!(
                states,
                (PendingReview | Queued | State::Deferred, Queued | Claimed | State::Deferred)
                    | (PendingReview, PendingReview)
            )
    }

    fn merge(&mut self, child: i64, head: i64) -> bool {
        let head = self.merge_root(head);
        if !self.can_merge(child, head) {
            return false;
        }
        let before = self.questions[&child].clone();
        self.attach(child, head);
        self.record(child, before, self.on_screen, EntryKind::Merge, Some(head));
        true
    }

    fn attach(&mut self, child: i64, head: i64) {
        let question = self.questions.get_mut(&child).unwrap();
        question.merged_into = Some((head, question.state));
        question.state = State::Merged;
        question.changes += 1;
    }

    fn unmerge(&mut self, child: i64) -> bool {
        let Some((to, _)) = self.questions[&child].merged_into else { return false };
        let before = self.questions[&child].clone();
        let head = self.merge_root(to);
        self.detach(child);
        self.record(child, before, self.on_screen, EntryKind::Unmerge, Some(head));
        true
    }

    fn detach(&mut self, child: i64) {
        let question = self.questions.get_mut(&child).unwrap();
        if let Some((_, was)) = question.merged_into.take() {
            question.state = was;
            question.changes += 1;
        }
    }

    fn withdraw(&mut self, number: i64) -> bool {
        use State::*;
        let question = self.questions[&number].clone();
        if !matches!(question.state, PendingReview | Queued | Claimed | Deferred | Merged) {
            return false;
        }
        let own = self.questions.get_mut(&number).unwrap();
        own.voters.remove(&question.author);
        own.state = Withdrawn;
        own.changes += 1;
        let hang_on_it: Vec<i64> = self
            .questions
            .iter()
            .filter(|(_, part)| part.merged_into.is_some_and(|(to, _)| to == number))
            .map(|(&number, _)| number)
            .collect();
        if let Some((to, _)) = question.merged_into {
            let head = self.merge_root(to);
            let voters = self.questions[&number].voters.clone();
            self.questions.get_mut(&head).unwrap().voters.extend(voters);
            self.questions.get_mut(&number).unwrap().merged_into = None;
            for part in hang_on_it {
                let part = self.questions.get_mut(&part).unwrap();
                part.merged_into = part.merged_into.map(|(_, was)| (to, was));
            }
        } else {
            hang_on_it.into_iter().for_each(|part| self.detach(part));
        }
        if self.on_screen == number {
            self.on_screen = 0;
        }
        true
    }

    fn edit(&mut self, number: i64, review: bool) -> bool {
        let question = self.questions.get_mut(&number).unwrap();
        let may = matches!(question.state, State::PendingReview | State::Queued);
        if may {
            question.texts = (EDITED, "");
            question.changes += 1;
            if review {
                question.state = State::PendingReview;
            }
        }
        may
    }

    fn hand_over(&mut self, number: i64) -> bool {
        let question = self.questions.get_mut(&number).unwrap();
        let may = question.state == State::PrivateCase && !question.handed_over;
        question.handed_over |= may;
        question.changes += u64::from(may);
        may
    }

    fn undo(&mut self, entry: usize) -> bool {
        let done = self.log[entry].clone();
        if done.undone || self.real_time - done.at > UNDO_WINDOW {
            return false;
        }
        let number = done.question;
        match done.kind {
            EntryKind::Merge => {
                if self.questions[&number].merged_into.is_none() {
                    return false;
                }
                self.detach(number);
            }
            EntryKind::Unmerge => {
                let head = self.merge_root(done.merged_into.unwrap());
                let open = matches!(
                    self.questions[&number].state,
                    State::PendingReview | State::Queued | State::Deferred
                );
                if !open || head == number {
                    return false;
                }
                self.attach(number, head);
            }
            EntryKind::Change => {
                if self.questions[&number].changes != done.changes {
                    return false;
                }
                let (live, real_now) = (self.on_screen, self.real_time);
                let question = self.questions.get_mut(&number).unwrap();
                (question.state, question.star) = (done.before.state, done.before.star);
                (question.holder, question.claim_expires_at) =
                    (done.before.holder, done.before.claim_expires_at);
                question.texts = done.before.texts;
                question.was_shown = done.before.was_shown;
                if question.state == State::Claimed {
                    question.claim_expires_at = real_now + CLAIM_LEASE;
                }
                question.changes += 1;
                let taken = question.state == State::Claimed;
                if live == number && done.on_screen_before != number {
                    let earlier = self.questions.get(&done.on_screen_before);
                    let still = earlier.is_some_and(|earlier| earlier.state == State::Claimed);
                    self.on_screen = if still { done.on_screen_before } else { 0 };
                } else if live == 0 && done.on_screen_before == number && taken {
                    self.on_screen = number;
                } else if live == number && !taken {
                    self.on_screen = 0;
                }
            }
        }
        self.log[entry].undone = true;
        true
    }

    fn expire_claims(&mut self) -> usize {
        let live = self.on_screen;
        let due: Vec<i64> = self
            .questions
            .iter()
            .filter(|(number, question)| {
                question.state == State::Claimed
                    && question.claim_expires_at <= self.real_time
                    && **number != live
            })
            .map(|(&number, _)| number)
            .collect();
        for &number in &due {
            let before = self.questions[&number].clone();
            let question = self.questions.get_mut(&number).unwrap();
            question.state = if question.was_shown { State::Answered } else { State::Queued };
            question.changes += 1;
            self.record(number, before, live, EntryKind::Change, None);
        }
        due.len()
    }
}

fn to_action(what: ModeratorAction) -> Action {
    match what {
        ModeratorAction::Approve => Action::Approve,
        ModeratorAction::Claim => Action::Claim,
        ModeratorAction::ShowOnScreen => Action::ShowOnScreen,
        ModeratorAction::MarkAnswered => Action::MarkAnswered,
        ModeratorAction::AnswerPrivately => Action::AnswerPrivately,
        ModeratorAction::Requeue => Action::Requeue,
        ModeratorAction::Defer => Action::Defer,
        ModeratorAction::Reject => Action::Reject(RejectionReason::OffTopic),
        ModeratorAction::MarkPrivateCase => Action::MarkPrivateCase,
        ModeratorAction::Star => Action::Star(true),
        ModeratorAction::RenewClaim => Action::RenewClaim,
        ModeratorAction::Reword => Action::Reword(QuestionText::parse(REWORDED).unwrap()),
    }
}

/// Applies one step to both; returns whether it succeeded in the database, and in the model.
async fn apply_to_both(
    model: &mut RoundTableModel,
    conn: &mut Conn,
    entries: &mut Vec<i64>,
    step: &Operation,
) -> (bool, bool) {
    let actor = |person| Actor { person, now: EventTime(1), real_now: RealTime(model.real_time) };
    let count = model.questions.len();
    let pick = |index: usize| (index % count.max(1)) as i64 + 1;
    let id = |index: usize| QuestionNumber(pick(index));
    if count == 0 && !matches!(step, Operation::Ask { .. } | Operation::PassTime { .. }) {
        return (false, false);
    }
    match *step {
        Operation::Ask { person, pending } => {
            let text = QuestionText::parse(ASKED).unwrap();
            let state = if pending { State::PendingReview } else { State::Queued };
            let new = NewQuestion { state, ..NewQuestion::written(PersonId(person), &text, Lang::Fr) };
            let number = questions::insert_question(conn, new, EventTime(1)).await.unwrap();
            let voters = BTreeSet::from([person]);
            let asked = QuestionModel {
                author: person,
                state,
                star: false,
                handed_over: false,
                texts: (ASKED, ""),
                holder: 0,
                claim_expires_at: 0,
                was_shown: false,
                voters,
                merged_into: None,
                changes: 0,
            };
            model.questions.insert(number.0, asked);
            (true, number.0 == count as i64 + 1)
        }
        Operation::Vote { person, question, on } => {
            questions::set_vote(conn, id(question), PersonId(person), on, EventTime(1)).await.unwrap();
            model.vote(person, pick(question), on);
            (true, true)
        }
        Operation::Moderate { moderator, question, what } => {
            let done =
                questions::apply_action(conn, id(question), &to_action(what), actor(PersonId(moderator)))
                    .await
                    .unwrap();
            entries.extend(done.iter().map(|done| done.entry_number));
            (done.is_ok(), model.moderate(pick(question), moderator, what))
        }
        Operation::TakeNext { moderator } => {
            let done = questions::claim_next(conn, &Action::Claim, &[], false, actor(PersonId(moderator)))
                .await
                .unwrap();
            entries.extend(done.iter().map(|done| done.entry_number));
            let (got, due) = (done.map(|done| done.after.number), model.take_next(moderator));
            assert_eq!(got, due.map(QuestionNumber), "the next question");
            (true, true)
        }
        Operation::Merge { child, head } => {
            let done = questions::merge(conn, id(child), id(head), actor(PersonId(101))).await.unwrap();
            entries.extend(done.iter().map(|done| done.entry_number));
            (done.is_ok(), model.merge(pick(child), pick(head)))
        }
        Operation::Unmerge { child } => {
            let done = questions::unmerge(conn, id(child), actor(PersonId(101))).await.unwrap();
            entries.extend(done.iter().map(|done| done.entry_number));
            (done.is_ok(), model.unmerge(pick(child)))
        }
        Operation::Withdraw { question } => {
            let author = model.questions[&pick(question)].author;
            let done =
                questions::apply_action(conn, id(question), &Action::Withdraw, actor(PersonId(author)))
                    .await
                    .unwrap();
            (done.is_ok(), model.withdraw(pick(question)))
        }
        Operation::Edit { question, review } => {
            let author = model.questions[&pick(question)].author;
            let edit = Action::Edit { text: QuestionText::parse(EDITED).unwrap(), needs_review: review };
            let done =
                questions::apply_action(conn, id(question), &edit, actor(PersonId(author))).await.unwrap();
            (done.is_ok(), model.edit(pick(question), review))
        }
        Operation::HandOver { question } => {
            let author = model.questions[&pick(question)].author;
            let done =
                questions::apply_action(conn, id(question), &Action::HandOver, actor(PersonId(author)))
                    .await
                    .unwrap();
            (done.is_ok(), model.hand_over(pick(question)))
        }
        Operation::Undo { back } => {
            let Some(entry) = entries.len().checked_sub(back + 1) else { return (false, false) };
            let done = questions::undo(conn, entries[entry], actor(PersonId(101))).await.unwrap();
            (done.is_ok(), model.undo(entry))
        }
        Operation::PassTime { minutes } => {
            model.real_time += minutes * 60_000;
            let lapsed =
                questions::expire_claims(conn, EventTime(1), RealTime(model.real_time)).await.unwrap();
            entries.extend(lapsed.iter().map(|done| done.entry_number));
            (true, lapsed.len() == model.expire_claims())
        }
    }
}

/// Asserts that both have the same questions, and that the votes of a question are its voters.
async fn assert_same(model: &RoundTableModel, conn: &mut Conn) {
    let all = questions::next_up(conn, false, 1_000).await.unwrap();
    let mut waiting: Vec<i64> = all.iter().map(|question| question.number.0).collect();
    waiting.sort_unstable();
    let modelled: Vec<i64> = model
        .questions
        .iter()
        .filter(|(_, question)| question.state == State::Queued)
        .map(|(&number, _)| number)
        .collect();
    assert_eq!(waiting, modelled, "the queue");
    for (&number, modelled) in &model.questions {
        let question =
            questions::load(conn, QuestionNumber(number)).await.unwrap().expect("no question is lost");
        assert_eq!(question.state, modelled.state, "question {number}");
        assert_eq!(
            (question.text.as_str(), question.public_text.as_str()),
            modelled.texts,
            "question {number}"
        );
        assert_eq!(question.starred, modelled.star, "question {number}");
        if modelled.state == State::Claimed {
            let claim = (question.claimed_by.0, question.claimed_until.0);
            assert_eq!(claim, (modelled.holder, modelled.claim_expires_at), "question {number}");
        }
        if modelled.state != State::Merged {
            assert_eq!(question.votes, model.votes(number) as i64, "votes of question {number}");
        }
    }
    let live: i64 = sqlx::query_scalar("select question from on_screen").fetch_one(&mut *conn).await.unwrap();
    assert_eq!(live, model.on_screen, "the screen");
    let counted: i64 = sqlx::query_scalar(
        "select count(*) from question where state <> 'merged' and votes <> (
             select count(distinct voter) from vote
             where question = number or question in (select child from question_merge where root = number))",
    )
    .fetch_one(&mut *conn)
    .await
    .unwrap();
    assert_eq!(counted, 0, "a stored number of votes is not that of the voters");
    let counts = questions::count_by_state(conn).await.unwrap();
    for state in <State as strum::IntoEnumIterator>::iter() {
        let modelled = model.questions.values().filter(|question| question.state == state).count();
        assert_eq!(counts.of(state), modelled as i64, "{state:?}");
    }
}

async fn whatever_is_done_the_model_says_the_same(database: Database) {
    let db = Db::open(&database.url).await.unwrap();
    db.migrate().await.unwrap();
    let mut runner = TestRunner::default();
    let strategy = prop::collection::vec(operation(), STEPS);
    let mut undone = 0;
    for _ in 0..SEQUENCES {
        let steps = strategy.new_tree(&mut runner).unwrap().current();
        // the transaction is never committed, so that every sequence begins with empty tables
        let mut tx = db.begin().await.unwrap();
        let (mut model, mut entries) =
            (RoundTableModel { real_time: 1_000_000, ..RoundTableModel::default() }, Vec::new());
        for (at, step) in steps.iter().enumerate() {
            let (done, modelled) = apply_to_both(&mut model, &mut tx, &mut entries, step).await;
            assert_eq!(done, modelled, "step {at}, {step:?} of {:#?}", &steps[..=at]);
            undone += usize::from(done && matches!(step, Operation::Undo { .. }));
            if at % 5 == 4 || at + 1 == steps.len() {
                let said = std::panic::AssertUnwindSafe(assert_same(&model, &mut tx));
                if futures_util::FutureExt::catch_unwind(said).await.is_err() {
                    panic!("after {:#?}", &steps[..=at]);
                }
            }
        }
        tx.rollback().await.unwrap();
    }
    assert!(undone > SEQUENCES, "only {undone} actions were undone");
}
