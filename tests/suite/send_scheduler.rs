//! The send scheduler alone: urgency, order, the moderators' share, the share of one chat, and the rate
//! limits of two kinds of servers, which it never exceeds.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use koze::chat::{Message, Outgoing, Urgency};
use koze::clock::{Millis, RealTime};
use koze::ids::{ChatId, MessageId};
use koze::outbox::{OutboxKey, QueuedMessage};
use koze::telegram::scheduler::{EnqueueResult, NextSend, SendScheduler};
use proptest::prelude::*;

/// The sender's number of calls in flight.
const MAX_IN_FLIGHT: usize = 8;
const CALL_DURATION: Millis = 50;
const ANSWER: Urgency = Urgency::Answer;
const PRESS: Urgency = Urgency::Press;

fn queued_message(seq: i64, chat: i64, urgency: Urgency) -> QueuedMessage {
    QueuedMessage {
        key: format!("k{seq}").parse().unwrap(),
        seq,
        chat: ChatId(chat),
        urgency,
        expires_at: None,
        body: Ok(Outgoing::Message(Message::default())),
        live_message: None,
        tries: 0,
    }
}

/// Telegram's rate limits, written apart from the code. Over all chats: a bucket of
/// `burst` at thirty a second, or thirty in any second. For a private chat: a bucket of
/// three at one a second, and five in any five seconds. For a group: twenty a minute.
struct RateLimitModel {
    burst: Option<f64>,
    sent: Vec<Millis>,
    bucket: (f64, Millis),
    sent_by_chat: HashMap<i64, Vec<Millis>>,
    bucket_by_chat: HashMap<i64, (f64, Millis)>,
}

impl RateLimitModel {
    fn new(burst: Option<f64>) -> Self {
        let bucket = (burst.unwrap_or(0.0), 0);
        Self { burst, sent: Vec::new(), bucket, sent_by_chat: HashMap::new(), bucket_by_chat: HashMap::new() }
    }

    fn accepts(&mut self, chat: i64, at: Millis) -> bool {
        let within = |sent: &[Millis], span| sent.iter().filter(|sent| at - **sent < span).count();
        let over_all = match self.burst {
            Some(burst) => {
                self.bucket = ((self.bucket.0 + (at - self.bucket.1) as f64 * 0.03).min(burst) - 1.0, at);
                self.bucket.0 >= 0.0
            }
            None => within(&self.sent, 1_000) < 30,
        };
        let sent = self.sent_by_chat.entry(chat).or_default();
        let in_chat = if chat < 0 { within(sent, 60_000) < 20 } else { within(sent, 5_000) < 5 };
        let bucket = self.bucket_by_chat.entry(chat).or_insert((3.0, at));
        let mut in_bucket = true;
        if chat > 0 {
            *bucket = ((bucket.0 + (at - bucket.1) as f64 * 0.001).min(3.0) - 1.0, at);
            in_bucket = bucket.0 >= 0.0;
        }
        sent.push(at);
        self.sent.push(at);
        over_all && in_chat && in_bucket
    }
}

/// Sends everything; returns the start of each call, with its message.
fn simulate(
    scheduler: &mut SendScheduler,
    mut arrivals: VecDeque<(Millis, QueuedMessage)>,
) -> Vec<(Millis, QueuedMessage)> {
    let mut in_flight: VecDeque<(Millis, QueuedMessage)> = VecDeque::new();
    let mut later: Vec<QueuedMessage> = Vec::new();
    let (mut now, mut rescan_at, mut sent) = (0, 0, Vec::new());
    loop {
        let mut waiting = Vec::new();
        if now >= rescan_at {
            // deferred messages are read again from time to time, in their order
            scheduler.prune(RealTime(now));
            waiting = std::mem::take(&mut later);
            waiting.sort_by_key(|message: &QueuedMessage| message.seq);
            rescan_at = now + 1_000;
        }
        while arrivals.front().is_some_and(|(at, _)| *at <= now) {
            waiting.push(arrivals.pop_front().unwrap().1);
        }
        for message in waiting {
            if let EnqueueResult::Deferred = scheduler.enqueue(message.clone()) {
                later.push(message);
            }
        }
        let mut wake = None;
        loop {
            match scheduler.next(MAX_IN_FLIGHT - in_flight.len(), RealTime(now)) {
                NextSend::Ready(message) => {
                    sent.push((now, (*message).clone()));
                    in_flight.push_back((now + CALL_DURATION, *message));
                }
                NextSend::WaitUntil(at) => {
                    wake = Some(at.0);
                    break;
                }
                NextSend::Idle => break,
            }
        }
        let again = (!later.is_empty()).then_some(rescan_at);
        let next = [wake, again, in_flight.front().map(|(at, _)| *at), arrivals.front().map(|(at, _)| *at)];
        let Some(next) = next.into_iter().flatten().min() else {
            assert!(later.is_empty() && scheduler.is_empty(), "a message was left behind");
            return sent;
        };
        now = next.max(now + 1);
        while in_flight.front().is_some_and(|(at, _)| *at <= now) {
            let message = in_flight.pop_front().unwrap().1;
            scheduler.on_done(&message);
            koze::telegram::scheduler::edit_target(&message)
                .iter()
                .for_each(|change| scheduler.unlock_edit(change));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// For any arrivals in any order: every message is sent once, in order within chat and urgency, and no
    /// server refuses one, whether it limits by buckets or by windows.
    #[test]
    fn everything_goes_once_in_order_and_within_every_servers_limits(
        messages in proptest::collection::vec((0..20_000_i64, -2..12_i64, 1..6_usize), 1..250),
    ) {
        const URGENCIES: [Urgency; 6] =
            [Urgency::Press, Urgency::Staff, Urgency::Answer, Urgency::Notice, Urgency::Reminder, Urgency::Announcement];
        let mut arrivals: Vec<_> = messages
            .iter()
            .zip(1..)
            .map(|((at, chat, urgency), seq)| {
                let chat = if *chat == 0 { 99 } else { *chat };
                (*at, queued_message(seq, chat, URGENCIES[*urgency]))
            })
            .collect();
        arrivals.sort_by_key(|(at, message)| (*at, message.seq));
        // later arrivals have higher numbers
        for (seq, (_, message)) in (1..).zip(&mut arrivals) {
            message.seq = seq;
            message.key = format!("k{seq}").parse().unwrap();
        }
        let sent = simulate(&mut SendScheduler::new(30, MAX_IN_FLIGHT), arrivals.into());
        let keys: HashSet<&OutboxKey> = sent.iter().map(|(_, message)| &message.key).collect();
        prop_assert_eq!((keys.len(), sent.len()), (messages.len(), messages.len()));
        let mut last: BTreeMap<(i64, Urgency), i64> = BTreeMap::new();
        for (_, message) in &sent {
            let before = last.insert((message.chat.0, message.urgency), message.seq).unwrap_or(0);
            prop_assert!(before < message.seq, "{} came after {before}", message.seq);
        }
        for burst in [Some(5.0), Some(30.0), None] {
            let mut server = RateLimitModel::new(burst);
            for (at, message) in &sent {
                prop_assert!(server.accepts(message.chat.0, *at), "{} at {at}, burst {burst:?}", message.key);
            }
        }
    }
}

#[test]
fn answers_overtake_a_broadcast_and_it_still_takes_no_longer_than_the_rate_allows() {
    let reminders = (1..=300).map(|n| (0, queued_message(n, 1_000 + n, Urgency::Reminder)));
    let answers = (0..20).map(|n| (400 + n * 450, queued_message(10_000 + n, n + 1, Urgency::Answer)));
    let mut arrivals: Vec<_> = reminders.chain(answers).collect();
    arrivals.sort_by_key(|(at, message)| (*at, message.seq));
    let sent = simulate(&mut SendScheduler::new(30, MAX_IN_FLIGHT), arrivals.into());
    let answered = sent.iter().filter(|(_, message)| message.urgency == Urgency::Answer);
    for ((at, _), asked) in answered.zip((0..20).map(|n| 400 + n * 450)) {
        // at worst an answer waits for two other messages, at thirty a second
        assert!(at - asked <= 75, "asked at {asked}, answered at {at}");
    }
    let last = sent.iter().map(|(at, _)| *at).max().unwrap();
    // 320 messages at 30 a second, and five per cent more
    assert!(last < 11_200, "{last}");
}

#[test]
fn a_crowd_never_silences_the_moderators() {
    let participants = (1..=200).map(|n| (0, queued_message(n, 1_000 + n, Urgency::Answer)));
    let cards = (1..=10).map(|n| (0, queued_message(1_000 + n, n, Urgency::Notice)));
    let sent = simulate(&mut SendScheduler::new(30, MAX_IN_FLIGHT), participants.chain(cards).collect());
    let places: Vec<usize> = sent
        .iter()
        .enumerate()
        .filter(|(_, (_, message))| message.urgency == Urgency::Notice)
        .map(|(place, _)| place + 1)
        .collect();
    assert_eq!(places, (1..=10).map(|n| n * 10).collect::<Vec<_>>(), "one send in ten");
}

#[test]
fn a_chat_that_has_to_wait_holds_up_nobody() {
    let mut scheduler = SendScheduler::new(30, MAX_IN_FLIGHT);
    scheduler.on_rate_limited(ChatId(7), ANSWER, 60, RealTime(0));
    let blocked = (1..=600).map(|n| (0, queued_message(n, 7, Urgency::Answer)));
    let others = (1..=40).map(|n| (0, queued_message(1_000 + n, 100 + n, Urgency::Answer)));
    // the scheduler takes only a few of 600 messages for one chat, so that there is room for the others
    let mut queued_count = 0;
    for (_, message) in blocked.chain(others) {
        queued_count += usize::from(matches!(scheduler.enqueue(message), EnqueueResult::Queued { .. }));
    }
    assert!(queued_count < 60 && scheduler.has_room(Urgency::Answer), "{queued_count}");
    let mut sent_count = 0;
    for now in (0..3_000).step_by(10) {
        while let NextSend::Ready(message) = scheduler.next(1, RealTime(now)) {
            assert_ne!(message.chat, ChatId(7));
            scheduler.on_done(&message);
            sent_count += 1;
        }
    }
    assert_eq!(sent_count, 40);
    assert!(
        matches!(scheduler.next(1, RealTime(60_001)), NextSend::Ready(message) if message.chat == ChatId(7) && message.seq == 1)
    );
}

#[test]
fn an_answer_to_a_press_waits_where_it_was_refused_and_nowhere_else() {
    let mut scheduler = SendScheduler::new(30, MAX_IN_FLIGHT);
    scheduler.on_rate_limited(ChatId(7), PRESS, 3, RealTime(0));
    scheduler.enqueue(queued_message(1, 7, Urgency::Press));
    assert!(
        matches!(scheduler.next(8, RealTime(10)), NextSend::WaitUntil(RealTime(3_000))),
        "a limited press waits for the end of its limit"
    );
    scheduler.enqueue(queued_message(2, 8, Urgency::Press));
    assert!(
        matches!(scheduler.next(8, RealTime(10)), NextSend::Ready(message) if message.chat == ChatId(8)),
        "other chats go on"
    );
    scheduler.enqueue(queued_message(3, 7, Urgency::Answer));
    assert!(
        matches!(scheduler.next(8, RealTime(10)), NextSend::Ready(message) if message.seq == 3),
        "messages have a limit of their own"
    );
    // a second limited chat: presses pause in all chats
    scheduler.on_rate_limited(ChatId(8), PRESS, 3, RealTime(20));
    scheduler.enqueue(queued_message(4, 9, Urgency::Press));
    assert!(matches!(scheduler.next(8, RealTime(30)), NextSend::WaitUntil(at) if at >= RealTime(3_000)));
    assert!(matches!(scheduler.next(8, RealTime(3_020)), NextSend::Ready(message) if message.seq == 1));
    // a chat whose messages are limited still gets its presses answered
    scheduler.on_rate_limited(ChatId(10), ANSWER, 60, RealTime(3_100));
    scheduler.enqueue(queued_message(5, 10, Urgency::Press));
    let next = std::iter::from_fn(|| match scheduler.next(8, RealTime(3_200)) {
        NextSend::Ready(message) => Some(message.seq),
        _ => None,
    });
    assert!(next.take(3).any(|seq| seq == 5));
}

#[test]
fn of_several_changes_to_one_message_the_last_wins_and_one_is_made_at_a_time() {
    let change = |seq: i64, text: &str| {
        let what = Outgoing::Edit { message_id: MessageId(5), new_message: Message::new(text) };
        QueuedMessage { body: Ok(what), ..queued_message(seq, 1, Urgency::Answer) }
    };
    let mut scheduler = SendScheduler::new(30, MAX_IN_FLIGHT);
    assert!(matches!(scheduler.enqueue(change(1, "a")), EnqueueResult::Queued { superseded: None }));
    assert!(
        matches!(scheduler.enqueue(change(2, "b")), EnqueueResult::Queued { superseded: Some(older) } if older.seq == 1)
    );
    let NextSend::Ready(first) = scheduler.next(8, RealTime(0)) else { panic!("no message is ready") };
    assert_eq!(first.seq, 2);
    // the next edit, even with another urgency, waits until the first is done
    scheduler.enqueue(QueuedMessage { urgency: Urgency::Notice, ..change(3, "c") });
    assert!(matches!(scheduler.next(8, RealTime(1)), NextSend::Idle));
    scheduler.on_done(&first);
    koze::telegram::scheduler::edit_target(&first).iter().for_each(|change| scheduler.unlock_edit(change));
    assert!(matches!(scheduler.next(8, RealTime(2)), NextSend::Ready(message) if message.seq == 3));
}

#[test]
fn refusals_slow_everything_down_and_the_pace_comes_back() {
    let mut scheduler = SendScheduler::new(30, MAX_IN_FLIGHT);
    let full = scheduler.limits().current_rate();
    scheduler.on_rate_limited(ChatId(1), ANSWER, 2, RealTime(1_000));
    scheduler.on_rate_limited(ChatId(2), ANSWER, 2, RealTime(1_100));
    assert!(scheduler.limits().current_rate() < full);
    scheduler.enqueue(queued_message(1, 3, Urgency::Answer));
    assert!(
        matches!(scheduler.next(8, RealTime(1_200)), NextSend::WaitUntil(RealTime(3_100))),
        "two limited chats: all chats wait"
    );
    let mut now = 3_100;
    while scheduler.limits().current_rate() < full {
        now += 5_000;
        let _ = scheduler.next(8, RealTime(now));
        assert!(now < 600_000, "the rate never recovered");
        scheduler.enqueue(queued_message(now, 4, Urgency::Answer));
    }
}

/// Two instances may give the same number twice; both messages are sent.
#[test]
fn messages_of_one_number_in_two_chats_are_both_sent() {
    let mut scheduler = SendScheduler::new(30, MAX_IN_FLIGHT);
    for chat in [3, 4] {
        assert!(matches!(
            scheduler.enqueue(queued_message(1, chat, Urgency::Answer)),
            EnqueueResult::Queued { superseded: None }
        ));
    }
    assert_eq!(scheduler.len(), 2);
}

/// A message whose call failed goes next, even if the scheduler is full of later messages.
#[test]
fn a_message_that_failed_goes_before_later_ones() {
    let mut scheduler = SendScheduler::new(30, MAX_IN_FLIGHT);
    let mut queued_count = 0;
    for seq in 1..=20 {
        queued_count += usize::from(matches!(
            scheduler.enqueue(queued_message(seq, 3, Urgency::Answer)),
            EnqueueResult::Queued { .. }
        ));
    }
    let NextSend::Ready(first) = scheduler.next(MAX_IN_FLIGHT, RealTime(0)) else {
        panic!("no message is ready")
    };
    assert!(
        matches!(scheduler.enqueue(queued_message(21, 3, Urgency::Answer)), EnqueueResult::Deferred),
        "a later message does not overtake deferred ones"
    );
    scheduler.on_done(&first);
    assert!(matches!(scheduler.requeue((*first).clone()), EnqueueResult::Queued { .. }));
    assert_eq!(scheduler.len(), queued_count);
    let NextSend::Ready(again) = scheduler.next(MAX_IN_FLIGHT, RealTime(0)) else {
        panic!("no message is ready")
    };
    assert_eq!(again.seq, first.seq);
}

/// A person's own request goes before 150 cards in the same chat
/// that others have caused, as soon as the chat takes a message.
#[test]
fn own_requests_precede_notices() {
    let cards = (1..=150).map(|n| (0, queued_message(n, 3, Urgency::Notice)));
    let own = (0..4).map(|n| (20_000 + n * 5_000, queued_message(1_000 + n, 3, Urgency::Staff)));
    let sent = simulate(&mut SendScheduler::new(30, MAX_IN_FLIGHT), cards.chain(own).collect());
    for (asked, seq) in (0..4).map(|n| (20_000 + n * 5_000, 1_000 + n)) {
        let (at, _) = sent.iter().find(|(_, message)| message.seq == seq).unwrap();
        assert!(at - asked <= 1_100, "asked at {asked}, answered at {at}");
    }
}

/// A chat whose calls hang occupies two calls for presses
/// and two for messages, and leaves the rest to others.
#[test]
fn one_chat_holds_few_of_the_calls() {
    let mut scheduler = SendScheduler::new(30, MAX_IN_FLIGHT);
    for seq in 1..=8 {
        scheduler.enqueue(queued_message(seq, 3, Urgency::Press));
    }
    for (seq, urgency) in (9..).zip([Urgency::Staff, Urgency::Answer, Urgency::Notice, Urgency::Reminder]) {
        scheduler.enqueue(queued_message(seq, 3, urgency));
    }
    let mut under_way = Vec::new();
    for now in (0..20_000).step_by(100) {
        while let NextSend::Ready(message) = scheduler.next(MAX_IN_FLIGHT - under_way.len(), RealTime(now)) {
            under_way.push(*message);
        }
    }
    assert_eq!(under_way.len(), 4);
    scheduler.enqueue(queued_message(20, 4, Urgency::Press));
    scheduler.enqueue(queued_message(21, 4, Urgency::Announcement));
    for seq in [20, 21] {
        assert!(
            matches!(scheduler.next(2, RealTime(30_000)), NextSend::Ready(message) if message.seq == seq),
            "other chats go on"
        );
    }
    under_way.iter().for_each(|message| scheduler.on_done(message));
    assert!(
        matches!(scheduler.next(MAX_IN_FLIGHT, RealTime(30_000)), NextSend::Ready(message) if message.chat == ChatId(3))
    );
}
