//! Requests of people who take part in a browser: the same turn as for an update, in a transaction of its own, and what
//! it leads to is returned to the page instead of being sent.
//!
//! A form that is sent again has the id of the first one and no second effect. Few of these transactions run at the
//! same time, so that a flood of them never makes an update wait for more than those that run.

use std::sync::Arc;

use tokio::sync::{Semaphore, watch};

use super::awaited_text::classify_awaited;
use super::language_model::NluModelFuture;
use super::request::AwaitedText;
use super::{floor, store};
use crate::answers::{self, AnswerContext, AskedText, NluModel};
use crate::args;
use crate::cache::{SharedCache, TxCache};
use crate::chat::{ChatKind, ChatUser, Incoming, Input};
use crate::clock::Clock;
use crate::db::{Conn, Db};
use crate::floor_requests::{self, JoinOutcome, WithdrawOutcome};
use crate::i18n::{Arg, Lang};
use crate::ids::{PersonId, QuestionNumber, UpdateId};
use crate::keywords::TypedText;
use crate::outbox::{self, Wakeup};
use crate::people::{self, Person};
use crate::personal_data;
use crate::programme::{self, Programme};
use crate::questions::browser::{self, BrowserSubmission};
use crate::questions::{self, QuestionText, VoteOutcome};
use crate::turn::{EventContext, Turn, TurnError, TurnResult};
use crate::visitors::{self, TransferCode};

/// How many requests of browsers are handled at the same time.
const MAX_CONCURRENT: usize = 2;
/// How many may wait for their turn; further ones are refused at once.
const MAX_WAITING: usize = 200;

/// Who sends a request.
#[derive(Debug, Clone, Copy)]
pub struct BrowserSender {
    /// The id that follows from the cookie.
    pub visitor: PersonId,
    /// The language of the page.
    pub lang: Lang,
}

/// What a page asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BrowserRequest {
    /// `is_confirmed`: the author has confirmed that it is a question.
    Ask {
        text: String,
        is_confirmed: bool,
    },
    Vote {
        number: QuestionNumber,
        on: bool,
    },
    Withdraw(QuestionNumber),
    VoteInstead {
        own: QuestionNumber,
        other: QuestionNumber,
    },
    /// Asks for the floor, with a first name for the moderators; empty for none.
    AskForFloor {
        name: String,
    },
    /// Takes the request for the floor back, or leaves the floor to the next.
    LeaveFloor,
    /// Is coming to the microphone.
    ComeToFloor,
    /// A code that takes everything along into Telegram.
    TakeAlong,
    /// Everything that is stored is erased.
    Erase,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BrowserOutcome {
    Submitted(BrowserSubmission),
    /// The text may not be a question for everybody. The HTML answers it; its author may send it all the same.
    Answered {
        html: String,
    },
    /// `None` while votes do not count.
    Voted(Option<VoteOutcome>),
    /// Whether it was done.
    Done(bool),
    /// A moderator takes nothing from this person.
    Muted,
    /// The value of `?start=` in the link.
    TransferPayload(String),
    /// The same form was handled before.
    Repeated,
}

impl BrowserOutcome {
    /// Whether anything is to be stored.
    fn has_effect(&self) -> bool {
        match self {
            Self::Submitted(BrowserSubmission::Refused(_))
            | Self::Answered { .. }
            | Self::Voted(None | Some(VoteOutcome::OwnQuestion | VoteOutcome::NotOpen))
            | Self::Done(false)
            | Self::Muted
            | Self::Repeated => false,
            Self::Submitted(BrowserSubmission::Accepted { .. })
            | Self::Voted(Some(VoteOutcome::Changed { .. } | VoteOutcome::Unchanged { .. }))
            | Self::Done(true)
            | Self::TransferPayload(_) => true,
        }
    }
}

/// Why a request has no outcome.
#[derive(Debug, thiserror::Error)]
pub enum BrowserError {
    /// Too many wait.
    #[error("too many requests wait")]
    Busy,
    #[error(transparent)]
    Failed(#[from] TurnError),
}

impl From<sqlx::Error> for BrowserError {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// Handles the requests of browsers. Clones share everything.
#[derive(Clone)]
pub struct BrowserTurns {
    db: Db,
    clock: Clock,
    programme: Arc<Programme>,
    nlu_model: NluModelFuture,
    wakeup: Wakeup,
    /// Changes with every commit.
    state_changed: watch::Sender<u64>,
    shared_cache: SharedCache,
    running: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
}

impl BrowserTurns {
    /// Handles requests with the parts of one instance.
    pub fn new(
        db: Db,
        clock: Clock,
        programme: Arc<Programme>,
        nlu_model: NluModelFuture,
        wakeup: Wakeup,
        state_changed: watch::Sender<u64>,
    ) -> Self {
        Self {
            db,
            clock,
            programme,
            nlu_model,
            wakeup,
            state_changed,
            shared_cache: SharedCache::default(),
            running: Arc::new(Semaphore::new(MAX_CONCURRENT)),
            waiting: Arc::new(Semaphore::new(MAX_WAITING)),
        }
    }

    /// The language model of the instance, for what is answered without a transaction.
    pub async fn nlu_model(&self) -> Arc<NluModel> {
        self.nlu_model.clone().await
    }

    /// Gives a request its effect, once for each `id`.
    pub async fn handle(
        &self,
        sender: BrowserSender,
        id: UpdateId,
        request: BrowserRequest,
    ) -> Result<BrowserOutcome, BrowserError> {
        let _waiting = self.waiting.try_acquire().map_err(|_| BrowserError::Busy)?;
        let _running = self.running.acquire().await.map_err(|_| BrowserError::Busy)?;
        let nlu_model = self.nlu_model.clone().await;
        let mut tx = self.db.begin().await?;
        let mut cache = TxCache::new(&self.shared_cache);
        let outcome = self.apply(&mut tx, &mut cache, sender, id, request, &nlu_model).await?;
        if !outcome.has_effect() {
            // the transaction rolls back: the same form may be sent again
            return Ok(outcome);
        }
        tx.commit().await?;
        self.db.check_file()?;
        cache.publish();
        self.wakeup.notify_one();
        self.state_changed.send_modify(|version| *version += 1);
        Ok(outcome)
    }

    async fn apply(
        &self,
        conn: &mut Conn,
        cache: &mut TxCache,
        sender: BrowserSender,
        id: UpdateId,
        request: BrowserRequest,
        nlu_model: &NluModel,
    ) -> TurnResult<BrowserOutcome> {
        let real_now = self.clock.real_now();
        if store::insert_unseen(conn, &[id], real_now).await?.is_empty() {
            return Ok(BrowserOutcome::Repeated);
        }
        let schedule = programme::load_schedule(conn).await?;
        let now = self.clock.event_now();
        let event = EventContext { programme: &self.programme, schedule: &schedule, now, real_now };
        let person = load_person(conn, sender, event).await?;
        let incoming = incoming(person.id);
        let mut turn = Turn::new(conn, cache, event, person, &incoming, id);
        turn.reply_in(sender.lang, false);
        let outcome = act(&mut turn, sender, request, nlu_model).await?;
        let (_, messages) = turn.finish();
        cache.write_deferred(conn).await?;
        outbox::enqueue(conn, &messages, real_now).await?;
        Ok(outcome)
    }
}

/// The visitor's person, or the account that took over from them; a new visitor gets a row.
async fn load_person(conn: &mut Conn, sender: BrowserSender, event: EventContext<'_>) -> TurnResult<Person> {
    if let Some(account) = visitors::find_account(conn, sender.visitor).await?
        && let Some(person) = people::find_people(conn, &[account]).await?.remove(&account)
    {
        return Ok(person);
    }
    let (person, is_new) =
        people::upsert_browser_person(conn, sender.visitor, sender.lang, event.now).await?;
    if is_new {
        personal_data::restore_facts(conn, &[person.id]).await?;
    }
    Ok(person)
}

/// The update that a request stands for: nothing that was typed into a chat.
fn incoming(person: PersonId) -> Incoming {
    let from = ChatUser {
        id: person,
        first_name: String::new(),
        last_name: String::new(),
        language_code: None,
        is_bot: false,
    };
    Incoming {
        chat: person.private_chat(),
        chat_kind: ChatKind::Private,
        from: Some(from),
        input: Input::Ignored,
        addressed_bot: None,
        album: None,
        topic: None,
        is_sent_as_chat: false,
        message_id: None,
        reply_to: None,
        html: None,
        chat_title: String::new(),
    }
}

async fn act(
    turn: &mut Turn<'_>,
    sender: BrowserSender,
    request: BrowserRequest,
    nlu_model: &NluModel,
) -> TurnResult<BrowserOutcome> {
    Ok(match request {
        BrowserRequest::Ask { text, is_confirmed } => {
            // a text that cannot be a question is refused first
            if !is_confirmed && QuestionText::parse(&text).is_ok() {
                let kind = classify(turn, &text, nlu_model);
                if let Some(html) = answer_instead(turn, &kind, nlu_model).await? {
                    return Ok(BrowserOutcome::Answered { html });
                }
            }
            BrowserOutcome::Submitted(browser::submit(turn, &text).await?)
        }
        BrowserRequest::Vote { number, on } => BrowserOutcome::Voted(browser::vote(turn, number, on).await?),
        BrowserRequest::Withdraw(number) => BrowserOutcome::Done(browser::withdraw(turn, number).await?),
        BrowserRequest::VoteInstead { own, other } => {
            BrowserOutcome::Done(browser::vote_instead(turn, own, other).await?)
        }
        BrowserRequest::AskForFloor { name } => {
            let ctx = floor::context(turn.conn, turn.event).await?;
            match floor_requests::join(turn.conn, &ctx, turn.person.id, &name).await? {
                JoinOutcome::Muted => BrowserOutcome::Muted,
                JoinOutcome::Closed => BrowserOutcome::Done(false),
                JoinOutcome::Joined(_) | JoinOutcome::AlreadyWaiting(_) | JoinOutcome::AlreadyHasFloor => {
                    BrowserOutcome::Done(true)
                }
            }
        }
        BrowserRequest::LeaveFloor => {
            let ctx = floor::context(turn.conn, turn.event).await?;
            let left = floor_requests::withdraw(turn.conn, &ctx, turn.person.id).await?;
            BrowserOutcome::Done(left != WithdrawOutcome::NoRequest)
        }
        BrowserRequest::ComeToFloor => {
            BrowserOutcome::Done(floor_requests::acknowledge(turn.conn, turn.person.id).await?)
        }
        BrowserRequest::TakeAlong => {
            let code = TransferCode::random();
            visitors::insert_transfer_code(turn.conn, &code, sender.visitor, turn.event.real_now).await?;
            BrowserOutcome::TransferPayload(code.to_payload())
        }
        BrowserRequest::Erase => {
            erase(turn, sender).await?;
            BrowserOutcome::Done(true)
        }
    })
}

/// What a text is, as in the chat where a question is awaited.
fn classify(turn: &Turn<'_>, text: &str, nlu_model: &NluModel) -> AwaitedText {
    let reading = answers::interpret_in_context(&turn.event, &AskedText::new(text, turn.lang()), nlu_model);
    classify_awaited(&TypedText::new(text), &reading)
}

/// What a text is answered with that is probably no question for everybody. `None` for a question.
async fn answer_instead(
    turn: &mut Turn<'_>,
    kind: &AwaitedText,
    nlu_model: &NluModel,
) -> TurnResult<Option<String>> {
    let (t, event) = (turn.texts(), turn.event);
    Ok(match kind {
        AwaitedText::Question => None,
        AwaitedText::Report(intent) | AwaitedText::OtherIntent(intent) => {
            Some(answers::render_answer(&AnswerContext { event, lang: t.lang }, intent, nlu_model).html)
        }
        AwaitedText::AboutHowToAsk => Some(t.html("page-how-asking-works", &[])),
        AwaitedText::Floor => {
            let is_open =
                floor_requests::is_open(turn.conn, event.programme, event.schedule, event.now).await?;
            Some(t.html(if is_open { "floor-invitation" } else { "floor-closed" }, &[]))
        }
        AwaitedText::Cancel => Some(t.html("question-left", &[])),
        AwaitedText::AboutAskedQuestions => Some(t.html("page-about-own-questions", &[])),
        AwaitedText::PersonalMatter => {
            Some(t.html("question-own-life", args!(contact = Arg::html(event.contact_html(t)))))
        }
    })
}

/// Erases the visitor. An account that took over from them is not erased from a browser: only its link ends.
async fn erase(turn: &mut Turn<'_>, sender: BrowserSender) -> TurnResult<()> {
    if !turn.person.id.is_browser() {
        return Ok(visitors::delete_links_to(turn.conn, turn.person.id).await?);
    }
    questions::withdraw_all(turn).await?;
    let ctx = floor::context(turn.conn, turn.event).await?;
    floor_requests::withdraw(turn.conn, &ctx, sender.visitor).await?;
    Ok(personal_data::erase_person(turn.conn, sender.visitor).await?)
}

/// The id under which a form's request is recorded: negative, so that it is no update's.
pub fn request_id(nonce: u64) -> UpdateId {
    UpdateId(-1 - (nonce >> 2) as i64)
}

/// Whether a person has a row or an account: such a visitor need not prove anything any more.
pub async fn is_known_visitor(conn: &mut Conn, visitor: PersonId) -> sqlx::Result<bool> {
    Ok(visitors::find_account(conn, visitor).await?.is_some()
        || people::known_language(conn, visitor).await?.is_some())
}
