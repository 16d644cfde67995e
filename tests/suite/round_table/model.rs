//! The round table as a few plain maps, written apart from the code: random sequences of everything
//! that can be done are carried out on both, and after each step both say the same.

use std::collections::{BTreeMap, BTreeSet};

use koze::db::{Conn, Db};
use koze::i18n::Lang;
use koze::questions::{self, Act, Hand, LEASE, New, QuestionText, Reason, State, UNDO};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::stage::Database;

on_both_databases!(whatever_is_done_the_model_says_the_same);

const SEQUENCES: usize = 60;
const STEPS: usize = 50;

const ASKED: &str = "Et les jeunes ?";
const EDITED: &str = "Et les jeunes des quartiers ?";
const REWORDED: &str = "Quelle place pour les jeunes ?";

#[derive(Debug, Clone)]
enum Step {
    Ask { person: i64, pending: bool },
    Vote { person: i64, question: usize, on: bool },
    Do { moderator: i64, question: usize, what: What },
    Next { moderator: i64 },
    Join { child: usize, head: usize },
    Split { child: usize },
    Withdraw { question: usize },
    Confide { question: usize },
    Edit { question: usize, review: bool },
    Undo { back: usize },
    Pass { minutes: i64 },
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum What {
    Approve,
    Take,
    Show,
    Answer,
    Private,
    Back,
    Later,
    Aside,
    Personal,
    Star,
    Renew,
    Reword,
}

fn step() -> impl Strategy<Value = Step> {
    use What::*;
    let what = prop::sample::select(vec![
        Approve, Take, Take, Show, Show, Answer, Answer, Private, Back, Later, Aside, Personal, Star, Renew,
        Reword,
    ]);
    let question = || 0..8usize;
    prop_oneof![
        3 => (1..5i64, any::<bool>()).prop_map(|(person, pending)| Step::Ask { person, pending }),
        4 => (1..9i64, question(), prop::bool::weighted(0.7))
            .prop_map(|(person, question, on)| Step::Vote { person, question, on }),
        9 => (101..104i64, question(), what)
            .prop_map(|(moderator, question, what)| Step::Do { moderator, question, what }),
        2 => (101..104i64).prop_map(|moderator| Step::Next { moderator }),
        3 => (question(), question()).prop_map(|(child, head)| Step::Join { child, head }),
        2 => question().prop_map(|child| Step::Split { child }),
        1 => question().prop_map(|question| Step::Withdraw { question }),
        1 => question().prop_map(|question| Step::Confide { question }),
        1 => (question(), any::<bool>()).prop_map(|(question, review)| Step::Edit { question, review }),
        5 => (0..4usize).prop_map(|back| Step::Undo { back }),
        1 => (1..12i64).prop_map(|minutes| Step::Pass { minutes }),
    ]
}

#[derive(Debug, Clone)]
struct Modelled {
    author: i64,
    state: State,
    star: bool,
    confided: bool,
    /// As it was asked, and as the hall reads it.
    lines: (&'static str, &'static str),
    holder: i64,
    until: i64,
    voters: BTreeSet<i64>,
    /// What it was joined to, and its state before.
    joined: Option<(i64, State)>,
    changes: u64,
}

#[derive(Debug, Clone)]
struct Deed {
    question: i64,
    before: Modelled,
    live_before: i64,
    changes: u64,
    at: i64,
    undone: bool,
    joined_to: Option<i64>,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Change,
    Join,
    Split,
}

#[derive(Default)]
struct Table {
    questions: BTreeMap<i64, Modelled>,
    live: i64,
    deeds: Vec<Deed>,
    mono: i64,
}

impl Table {
    /// The question that is asked for this one.
    fn head(&self, mut number: i64) -> i64 {
        while let Some((to, _)) = self.questions[&number].joined {
            number = to;
        }
        number
    }

    fn whole(&self, head: i64) -> Vec<i64> {
        self.questions.keys().copied().filter(|&number| self.head(number) == head).collect()
    }

    fn votes(&self, head: i64) -> usize {
        self.whole(head).iter().flat_map(|part| &self.questions[part].voters).collect::<BTreeSet<_>>().len()
    }

    fn remember(&mut self, question: i64, before: Modelled, live_before: i64, kind: Kind, to: Option<i64>) {
        let (at, changes) = (self.mono, self.questions[&question].changes);
        let deed = Deed { question, before, live_before, changes, at, undone: false, joined_to: to, kind };
        self.deeds.push(deed);
    }

    fn act(&mut self, question: i64, moderator: i64, what: What) -> bool {
        use State::*;
        let (live, mono) = (self.live, self.mono);
        let before = self.questions[&question].clone();
        let elsewhere =
            before.state == Taken && before.holder != moderator && before.until > mono && live != question;
        let to = match (what, before.state) {
            (What::Star, Pending | Waiting | Taken | Later) => before.state,
            (What::Renew, Taken) if before.holder == moderator => Taken,
            _ if elsewhere => return false,
            (What::Reword, Pending | Waiting | Taken | Later) => before.state,
            (What::Approve, Pending) => Waiting,
            (What::Take | What::Show, Waiting | Later | Taken) => Taken,
            (What::Answer, Taken) | (What::Private, Pending | Waiting | Taken | Later | Aside) => Answered,
            (What::Back, Taken | Later | Aside) => Waiting,
            (What::Later, Taken | Waiting) => Later,
            (What::Aside, Pending | Waiting | Taken | Later) => Aside,
            (What::Personal, Pending | Waiting | Taken | Later) => Personal,
            _ => return false,
        };
        let after = self.questions.get_mut(&question).unwrap();
        after.state = to;
        after.changes += 1;
        match what {
            What::Star => after.star = true,
            What::Renew => after.until = mono + LEASE,
            What::Reword => after.lines.1 = REWORDED,
            What::Take => (after.holder, after.until) = (moderator, mono + LEASE),
            What::Show => {
                if before.state != Taken {
                    after.holder = moderator;
                }
                after.until = mono + LEASE;
            }
            _ => {}
        }
        match what {
            What::Show => self.live = question,
            _ if live == question && to != Taken => self.live = 0,
            _ => {}
        }
        self.remember(question, before, live, Kind::Change, None);
        true
    }

    fn next(&mut self, moderator: i64) -> Option<i64> {
        let waiting = self.questions.iter().filter(|(_, question)| question.state == State::Waiting);
        let best = waiting.map(|(&number, _)| (-(self.votes(number) as i64), number)).min()?.1;
        assert!(self.act(best, moderator, What::Take));
        Some(best)
    }

    fn vote(&mut self, person: i64, question: i64, on: bool) {
        let head = self.head(question);
        if !self.questions[&head].state.is_public() {
            return;
        }
        let whole = self.whole(head);
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

    fn joins(&self, child: i64, head: i64) -> bool {
        use State::*;
        let states = (self.questions[&child].state, self.questions[&head].state);
        child != head
            && matches!(
                states,
                (Pending | Waiting | State::Later, Waiting | Taken | State::Later) | (Pending, Pending)
            )
    }

    fn join(&mut self, child: i64, head: i64) -> bool {
        let head = self.head(head);
        if !self.joins(child, head) {
            return false;
        }
        let before = self.questions[&child].clone();
        self.attach(child, head);
        self.remember(child, before, self.live, Kind::Join, Some(head));
        true
    }

    fn attach(&mut self, child: i64, head: i64) {
        let question = self.questions.get_mut(&child).unwrap();
        question.joined = Some((head, question.state));
        question.state = State::Merged;
        question.changes += 1;
    }

    fn split(&mut self, child: i64) -> bool {
        let Some((to, _)) = self.questions[&child].joined else { return false };
        let before = self.questions[&child].clone();
        let head = self.head(to);
        self.detach(child);
        self.remember(child, before, self.live, Kind::Split, Some(head));
        true
    }

    fn detach(&mut self, child: i64) {
        let question = self.questions.get_mut(&child).unwrap();
        if let Some((_, was)) = question.joined.take() {
            question.state = was;
            question.changes += 1;
        }
    }

    fn withdraw(&mut self, number: i64) -> bool {
        use State::*;
        let question = self.questions[&number].clone();
        if !matches!(question.state, Pending | Waiting | Taken | Later | Merged) {
            return false;
        }
        let own = self.questions.get_mut(&number).unwrap();
        own.voters.remove(&question.author);
        own.state = Withdrawn;
        own.changes += 1;
        let hang_on_it: Vec<i64> = self
            .questions
            .iter()
            .filter(|(_, part)| part.joined.is_some_and(|(to, _)| to == number))
            .map(|(&number, _)| number)
            .collect();
        if let Some((to, _)) = question.joined {
            let head = self.head(to);
            let voters = self.questions[&number].voters.clone();
            self.questions.get_mut(&head).unwrap().voters.extend(voters);
            self.questions.get_mut(&number).unwrap().joined = None;
            for part in hang_on_it {
                let part = self.questions.get_mut(&part).unwrap();
                part.joined = part.joined.map(|(_, was)| (to, was));
            }
        } else {
            hang_on_it.into_iter().for_each(|part| self.detach(part));
        }
        if self.live == number {
            self.live = 0;
        }
        true
    }

    fn edit(&mut self, number: i64, review: bool) -> bool {
        let question = self.questions.get_mut(&number).unwrap();
        let may = matches!(question.state, State::Pending | State::Waiting);
        if may {
            question.lines = (EDITED, "");
            question.changes += 1;
            if review {
                question.state = State::Pending;
            }
        }
        may
    }

    fn confide(&mut self, number: i64) -> bool {
        let question = self.questions.get_mut(&number).unwrap();
        let may = question.state == State::Personal && !question.confided;
        question.confided |= may;
        question.changes += u64::from(may);
        may
    }

    fn undo(&mut self, deed: usize) -> bool {
        let done = self.deeds[deed].clone();
        if done.undone || self.mono - done.at > UNDO {
            return false;
        }
        let number = done.question;
        match done.kind {
            Kind::Join => {
                if self.questions[&number].joined.is_none() {
                    return false;
                }
                self.detach(number);
            }
            Kind::Split => {
                let head = self.head(done.joined_to.unwrap());
                let open =
                    matches!(self.questions[&number].state, State::Pending | State::Waiting | State::Later);
                if !open || head == number {
                    return false;
                }
                self.attach(number, head);
            }
            Kind::Change => {
                if self.questions[&number].changes != done.changes {
                    return false;
                }
                let (live, mono) = (self.live, self.mono);
                let question = self.questions.get_mut(&number).unwrap();
                (question.state, question.star) = (done.before.state, done.before.star);
                (question.holder, question.until) = (done.before.holder, done.before.until);
                question.lines = done.before.lines;
                if question.state == State::Taken {
                    question.until = mono + LEASE;
                }
                question.changes += 1;
                let taken = question.state == State::Taken;
                if live == number && done.live_before != number {
                    let earlier = self.questions.get(&done.live_before);
                    let still = earlier.is_some_and(|earlier| earlier.state == State::Taken);
                    self.live = if still { done.live_before } else { 0 };
                } else if live == 0 && done.live_before == number && taken {
                    self.live = number;
                } else if live == number && !taken {
                    self.live = 0;
                }
            }
        }
        self.deeds[deed].undone = true;
        true
    }

    fn lapse(&mut self) -> usize {
        let live = self.live;
        let due: Vec<i64> = self
            .questions
            .iter()
            .filter(|(number, question)| {
                question.state == State::Taken && question.until <= self.mono && **number != live
            })
            .map(|(&number, _)| number)
            .collect();
        for &number in &due {
            let before = self.questions[&number].clone();
            let question = self.questions.get_mut(&number).unwrap();
            question.state = State::Waiting;
            question.changes += 1;
            self.remember(number, before, live, Kind::Change, None);
        }
        due.len()
    }
}

fn act(what: What) -> Act {
    match what {
        What::Approve => Act::Approve,
        What::Take => Act::Take,
        What::Show => Act::Show,
        What::Answer => Act::Answer,
        What::Private => Act::AnswerInPrivate,
        What::Back => Act::Back,
        What::Later => Act::Later,
        What::Aside => Act::SetAside(Reason::OffTopic),
        What::Personal => Act::Personal,
        What::Star => Act::Star(true),
        What::Renew => Act::Renew,
        What::Reword => Act::Reword(QuestionText::parse(REWORDED).unwrap()),
    }
}

/// One step on both; gives whether it took place, on each.
async fn take(table: &mut Table, conn: &mut Conn, entries: &mut Vec<i64>, step: &Step) -> (bool, bool) {
    let hand = |person| Hand { person, now: 1, mono: table.mono };
    let count = table.questions.len();
    let pick = |index: usize| (index % count.max(1)) as i64 + 1;
    if count == 0 && !matches!(step, Step::Ask { .. } | Step::Pass { .. }) {
        return (false, false);
    }
    match *step {
        Step::Ask { person, pending } => {
            let text = QuestionText::parse(ASKED).unwrap();
            let state = if pending { State::Pending } else { State::Waiting };
            let new = New { state, ..New::written(person, &text, Lang::Fr) };
            let number = questions::put(conn, new, 1).await.unwrap();
            let voters = BTreeSet::from([person]);
            let asked = Modelled {
                author: person,
                state,
                star: false,
                confided: false,
                lines: (ASKED, ""),
                holder: 0,
                until: 0,
                voters,
                joined: None,
                changes: 0,
            };
            table.questions.insert(number, asked);
            (true, number == count as i64 + 1)
        }
        Step::Vote { person, question, on } => {
            questions::cast(conn, pick(question), person, on, 1).await.unwrap();
            table.vote(person, pick(question), on);
            (true, true)
        }
        Step::Do { moderator, question, what } => {
            let done = questions::act(conn, pick(question), &act(what), hand(moderator)).await.unwrap();
            entries.extend(done.iter().map(|done| done.entry));
            (done.is_ok(), table.act(pick(question), moderator, what))
        }
        Step::Next { moderator } => {
            let done = questions::take_next(conn, &Act::Take, &[], false, hand(moderator)).await.unwrap();
            entries.extend(done.iter().map(|done| done.entry));
            let (got, due) = (done.map(|done| done.after.number), table.next(moderator));
            assert_eq!(got, due, "the next one");
            (true, true)
        }
        Step::Join { child, head } => {
            let done = questions::join(conn, pick(child), pick(head), hand(101)).await.unwrap();
            entries.extend(done.iter().map(|done| done.entry));
            (done.is_ok(), table.join(pick(child), pick(head)))
        }
        Step::Split { child } => {
            let done = questions::split(conn, pick(child), hand(101)).await.unwrap();
            entries.extend(done.iter().map(|done| done.entry));
            (done.is_ok(), table.split(pick(child)))
        }
        Step::Withdraw { question } => {
            let author = table.questions[&pick(question)].author;
            let done = questions::act(conn, pick(question), &Act::Withdraw, hand(author)).await.unwrap();
            (done.is_ok(), table.withdraw(pick(question)))
        }
        Step::Edit { question, review } => {
            let author = table.questions[&pick(question)].author;
            let edit = Act::Edit { text: QuestionText::parse(EDITED).unwrap(), review };
            let done = questions::act(conn, pick(question), &edit, hand(author)).await.unwrap();
            (done.is_ok(), table.edit(pick(question), review))
        }
        Step::Confide { question } => {
            let author = table.questions[&pick(question)].author;
            let done = questions::act(conn, pick(question), &Act::Confide, hand(author)).await.unwrap();
            (done.is_ok(), table.confide(pick(question)))
        }
        Step::Undo { back } => {
            let Some(deed) = entries.len().checked_sub(back + 1) else { return (false, false) };
            let done = questions::undo(conn, entries[deed], hand(101)).await.unwrap();
            (done.is_ok(), table.undo(deed))
        }
        Step::Pass { minutes } => {
            table.mono += minutes * 60_000;
            let lapsed = questions::lapse(conn, 1, table.mono).await.unwrap();
            entries.extend(lapsed.iter().map(|done| done.entry));
            (true, lapsed.len() == table.lapse())
        }
    }
}

/// Both say the same of every question; none is lost; votes are the people behind it.
async fn compare(table: &Table, conn: &mut Conn) {
    let all = questions::next_up(conn, false, 1_000).await.unwrap();
    let mut waiting: Vec<i64> = all.iter().map(|question| question.number).collect();
    waiting.sort_unstable();
    let modelled: Vec<i64> = table
        .questions
        .iter()
        .filter(|(_, question)| question.state == State::Waiting)
        .map(|(&number, _)| number)
        .collect();
    assert_eq!(waiting, modelled, "the queue");
    for (&number, modelled) in &table.questions {
        let question = questions::load(conn, number).await.unwrap().expect("no question is lost");
        assert_eq!(question.state, modelled.state, "question {number}");
        assert_eq!(
            (question.text.as_str(), question.public_text.as_str()),
            modelled.lines,
            "question {number}"
        );
        assert_eq!(question.starred == 1, modelled.star, "question {number}");
        if modelled.state == State::Taken {
            let held = (question.taken_by, question.lease_until);
            assert_eq!(held, (modelled.holder, modelled.until), "question {number}");
        }
        if modelled.state != State::Merged {
            assert_eq!(question.votes, table.votes(number) as i64, "votes of question {number}");
        }
    }
    let live: i64 = sqlx::query_scalar("select question from on_screen").fetch_one(&mut *conn).await.unwrap();
    assert_eq!(live, table.live, "the screen");
    let counted: i64 = sqlx::query_scalar(
        "select count(*) from question where state <> 'merged' and votes <> (
             select count(distinct voter) from vote
             where question = number or question in (select child from joined where head = number))",
    )
    .fetch_one(&mut *conn)
    .await
    .unwrap();
    assert_eq!(counted, 0, "a count beside the votes is not their number");
    let counts = questions::count(conn).await.unwrap();
    for state in State::ALL {
        let modelled = table.questions.values().filter(|question| question.state == state).count();
        assert_eq!(counts.of(state), modelled as i64, "{state:?}");
    }
}

async fn whatever_is_done_the_model_says_the_same(database: Database) {
    let db = Db::open(&database.url).await.unwrap();
    db.migrate().await.unwrap();
    let mut runner = TestRunner::default();
    let strategy = prop::collection::vec(step(), STEPS);
    let mut undone = 0;
    for _ in 0..SEQUENCES {
        let steps = strategy.new_tree(&mut runner).unwrap().current();
        // never committed: every sequence begins with an empty table
        let mut tx = db.begin().await.unwrap();
        let (mut table, mut entries) = (Table { mono: 1_000_000, ..Table::default() }, Vec::new());
        for (at, step) in steps.iter().enumerate() {
            let (done, modelled) = take(&mut table, &mut tx, &mut entries, step).await;
            assert_eq!(done, modelled, "step {at}, {step:?} of {:#?}", &steps[..=at]);
            undone += usize::from(done && matches!(step, Step::Undo { .. }));
            if at % 5 == 4 || at + 1 == steps.len() {
                let said = std::panic::AssertUnwindSafe(compare(&table, &mut tx));
                if futures_util::FutureExt::catch_unwind(said).await.is_err() {
                    panic!("after {:#?}", &steps[..=at]);
                }
            }
        }
        tx.rollback().await.unwrap();
    }
    assert!(undone > SEQUENCES, "only {undone} acts were undone");
}
