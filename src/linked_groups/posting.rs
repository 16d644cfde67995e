//! Posts to the groups: what is due in each, found by reading only, and then enqueued in one transaction with the row
//! that prevents a second time. Nothing of a person can come here: a post is made of the event, the live schedule and
//! [`PostSources`].

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::model::{
    LinkState, LinkedGroup, Post, PostSources, ProgrammeRenderer, PublicAnnouncement, Subject,
};
use super::rules::{self, SessionChange};
use super::{store, view};
use crate::audit_log::{self, Action, Entry};
use crate::chat::{Message, Outgoing, Urgency};
use crate::clock::{EventTime, Millis};
use crate::db::{self, Conn};
use crate::i18n::{Lang, texts};
use crate::ids::{ChatId, PersonId};
use crate::outbox::{self, NewMessage, OutboxKey};
use crate::people::{self, Role};
use crate::programme;
use crate::turn::EventContext;

/// For how long it is worth saying that questions are taken.
const QUESTIONS_TTL: Millis = 3_600_000;

/// The event as posts see it.
struct Posting<'t> {
    event: EventContext<'t>,
    sources: &'t PostSources<'t>,
    /// The bot's username; `None` until Telegram has told it.
    bot: Option<String>,
    changed_at: Option<EventTime>,
}

/// One thing that is due in a group.
enum Due<'t> {
    Post {
        post: Post,
        expires_at: Option<EventTime>,
    },
    Announcement(&'t PublicAnnouncement),
    /// A stopped announcement's posts, as far as they wait.
    Withdraw(&'t PublicAnnouncement),
    /// The schedule has changed; the list is empty where nothing of it is to be said.
    Schedule(Vec<SessionChange>),
    SeenClosed,
}

/// Whether a post is due. It only reads.
pub async fn is_due(
    conn: &mut Conn,
    event: EventContext<'_>,
    sources: &PostSources<'_>,
) -> sqlx::Result<bool> {
    if !outbox::list_unreachable_groups(conn).await?.is_empty() {
        return Ok(true);
    }
    let posting = Posting::load(conn, event, sources).await?;
    let groups = linked(conn).await?;
    let posted = store::list_posts(conn).await?;
    Ok(groups.iter().any(|group| !posting.due(group, posts_of(&posted, group)).is_empty()))
}

/// Posts what is due, and tells organisers of groups in which the bot cannot post any more. True if a message was
/// enqueued.
pub async fn tick(conn: &mut Conn, event: EventContext<'_>, sources: &PostSources<'_>) -> sqlx::Result<bool> {
    store::lock(conn).await?;
    let mut messages = Vec::new();
    for chat in outbox::list_unreachable_groups(conn).await? {
        outbox::forget_unreachable_group(conn, chat).await?;
        messages.extend(mark_lost(conn, &event, chat).await?);
    }
    let posting = Posting::load(conn, event, sources).await?;
    let posted = store::list_posts(conn).await?;
    for group in linked(conn).await? {
        let posted = posts_of(&posted, &group);
        for due in posting.due(&group, posted) {
            messages.extend(posting.carry_out(conn, &group, posted, due).await?);
        }
    }
    outbox::enqueue(conn, &messages, event.real_now).await?;
    Ok(!messages.is_empty())
}

/// Posts in every group that gets announcements, once, what another module has to tell: `name` names it, and `render`
/// makes it from what is public.
pub async fn post_notice(
    conn: &mut Conn,
    event: EventContext<'_>,
    name: &str,
    render: impl Fn(Lang) -> Message,
) -> sqlx::Result<()> {
    store::lock(conn).await?;
    let post = Post::Notice(name.to_owned());
    let mut messages = Vec::new();
    for group in linked(conn).await? {
        if group.subjects.contains(&Subject::Announcements)
            && store::insert_post(conn, group.chat, &post, event.now).await?
        {
            let posts = group.languages.iter().map(|&lang| {
                post_message(&group, &post, lang, Urgency::Announcement, Outgoing::Message(render(lang)))
            });
            messages.extend(posts);
        }
    }
    outbox::enqueue(conn, &messages, event.real_now).await
}

/// Posts the whole programme in a group, as an organiser asks. False if that was done minutes ago.
pub async fn post_programme(
    conn: &mut Conn,
    event: EventContext<'_>,
    group: &LinkedGroup,
    programme: &ProgrammeRenderer<'_>,
) -> sqlx::Result<bool> {
    let post = rules::programme_on_demand(event.now);
    if !store::insert_post(conn, group.chat, &post, event.now).await? {
        return Ok(false);
    }
    let bot = bot_name(conn).await?;
    let messages: Vec<NewMessage> = group
        .languages
        .iter()
        .filter_map(|&lang| programme_message(group, &post, lang, programme, bot.as_deref()))
        .collect();
    outbox::enqueue(conn, &messages, event.real_now).await?;
    Ok(true)
}

/// Notes that the bot cannot post in a group any more: nothing waits for it, and each organiser is told once. The
/// messages are the caller's to enqueue.
pub async fn mark_lost(
    conn: &mut Conn,
    event: &EventContext<'_>,
    chat: ChatId,
) -> sqlx::Result<Vec<NewMessage>> {
    let Some(group) = store::find(conn, chat).await? else { return Ok(Vec::new()) };
    if !store::mark_lost(conn, chat).await? {
        return Ok(Vec::new());
    }
    withdraw_posts(conn, chat).await?;
    let entry = Entry::new(event.now, None, Action::GroupLost).with_detail(chat.to_string());
    audit_log::record(conn, &entry).await?;
    let organisers = people::with_role(conn, &[Role::Organiser]).await?;
    let message = |(person, lang): (PersonId, Lang)| {
        let key = OutboxKey::GroupNotice(rand::random());
        NewMessage::new(key, person.private_chat(), Urgency::Notice, view::lost(texts(lang), &group))
    };
    Ok(organisers.into_iter().map(message).collect())
}

/// Withdraws everything that waits for a group.
pub async fn withdraw_posts(conn: &mut Conn, chat: ChatId) -> sqlx::Result<()> {
    for urgency in [Urgency::Reminder, Urgency::Announcement] {
        outbox::cancel_for_chat(conn, chat, urgency).await?;
    }
    Ok(())
}

fn posts_of<'p>(posted: &'p HashMap<ChatId, HashSet<Post>>, group: &LinkedGroup) -> &'p HashSet<Post> {
    static NONE: LazyLock<HashSet<Post>> = LazyLock::new(HashSet::new);
    posted.get(&group.chat).unwrap_or(&NONE)
}

async fn linked(conn: &mut Conn) -> sqlx::Result<Vec<LinkedGroup>> {
    let groups = store::list(conn).await?;
    Ok(groups.into_iter().filter(|group| group.state == LinkState::Linked).collect())
}

/// The bot's username.
pub async fn bot_name(conn: &mut Conn) -> sqlx::Result<Option<String>> {
    Ok(db::get_setting(conn, db::BOT_USERNAME_KEY).await?.filter(|name| !name.is_empty()))
}

impl<'t> Posting<'t> {
    async fn load(
        conn: &mut Conn,
        event: EventContext<'t>,
        sources: &'t PostSources<'t>,
    ) -> sqlx::Result<Self> {
        let changed_at = programme::last_changed_at(conn).await?;
        Ok(Self { event, sources, bot: bot_name(conn).await?, changed_at })
    }

    /// What is due in a group that has had `posted`.
    fn due(&self, group: &LinkedGroup, posted: &HashSet<Post>) -> Vec<Due<'t>> {
        let EventContext { programme, schedule, now, .. } = self.event;
        let wants = |subject: Subject| group.subjects.contains(&subject);
        let mut due = Vec::new();
        for (post, until) in rules::programme_posts(programme, schedule, now) {
            let is_wanted = match post {
                Post::Evening(_) => wants(Subject::Evening),
                _ => wants(Subject::Morning),
            };
            if is_wanted && !posted.contains(&post) {
                due.push(Due::Post { post, expires_at: Some(until) });
            }
        }
        for announcement in &self.sources.announcements {
            let is_posted = posted.contains(&Post::Announcement(announcement.number));
            match (announcement.is_stopped, is_posted) {
                (true, true) => due.push(Due::Withdraw(announcement)),
                (false, false) if wants(Subject::Announcements) => due.push(Due::Announcement(announcement)),
                _ => {}
            }
        }
        if group.told_schedule != *schedule && rules::is_settled(self.changed_at, now) {
            due.push(Due::Schedule(rules::changes(&group.told_schedule, schedule, now)));
        }
        let is_accepting = self.sources.accepts_questions;
        if !posted.contains(&Post::Questions) {
            let state = (is_accepting, group.has_seen_closed);
            if wants(Subject::Questions)
                && self.bot.is_some()
                && rules::are_questions_news(programme, schedule, now, state)
            {
                due.push(Due::Post { post: Post::Questions, expires_at: Some(now + QUESTIONS_TTL) });
            } else if !is_accepting && !group.has_seen_closed {
                due.push(Due::SeenClosed);
            }
        }
        due
    }

    async fn carry_out(
        &self,
        conn: &mut Conn,
        group: &LinkedGroup,
        posted: &HashSet<Post>,
        due: Due<'t>,
    ) -> sqlx::Result<Vec<NewMessage>> {
        let EventContext { schedule, now, real_now, .. } = self.event;
        Ok(match due {
            Due::Post { post, expires_at } => {
                if !store::insert_post(conn, group.chat, &post, now).await? {
                    return Ok(Vec::new());
                }
                let expires_at = expires_at.map(|at| real_now + (at - now));
                let messages = group.languages.iter().filter_map(|&lang| self.message(group, &post, lang));
                messages.map(|message| message.with_expiry(expires_at)).collect()
            }
            Due::Announcement(announcement) => {
                let post = Post::Announcement(announcement.number);
                if !store::insert_post(conn, group.chat, &post, now).await? {
                    return Ok(Vec::new());
                }
                announcement_messages(group, &post, announcement)
            }
            Due::Withdraw(announcement) => {
                let post = Post::Announcement(announcement.number);
                for text in &announcement.texts {
                    outbox::cancel(conn, &post_key(group, &post, text.lang)).await?;
                }
                Vec::new()
            }
            Due::Schedule(changes) => {
                store::set_told_schedule(conn, group.chat, schedule).await?;
                let mut messages = self.programme_edits(conn, group, posted).await?;
                if group.subjects.contains(&Subject::Changes) && !changes.is_empty() {
                    messages.extend(self.change_messages(group, &changes));
                }
                messages
            }
            Due::SeenClosed => {
                store::set_seen_closed(conn, group.chat).await?;
                Vec::new()
            }
        })
    }

    fn message(&self, group: &LinkedGroup, post: &Post, lang: Lang) -> Option<NewMessage> {
        match post {
            Post::Questions => {
                let message = view::questions(texts(lang), self.bot.as_deref()?);
                Some(post_message(group, post, lang, Urgency::Reminder, Outgoing::Message(message)))
            }
            _ => programme_message(group, post, lang, self.sources.programme, self.bot.as_deref()),
        }
    }

    /// The posts of changed hours; they are of no use once the last of these sessions has begun.
    fn change_messages(&self, group: &LinkedGroup, changes: &[SessionChange]) -> Vec<NewMessage> {
        let EventContext { now, real_now, .. } = self.event;
        let last = changes.iter().map(|change| change.before.starts.max(change.after.starts)).max();
        let expires_at = last.map(|last| real_now + (last - now));
        let message = |&lang: &Lang| {
            let body = Outgoing::Message(view::changes(&self.event, lang, changes)).in_topic(group.topic);
            let key = OutboxKey::GroupNotice(rand::random());
            NewMessage::new(key, group.chat, Urgency::Reminder, body).with_expiry(expires_at)
        };
        group.languages.iter().map(message).collect()
    }

    /// Edits of the programmes that stand in the group, so that none shows an hour that is wrong now: those that are
    /// not over, and still there or about to be sent.
    async fn programme_edits(
        &self,
        conn: &mut Conn,
        group: &LinkedGroup,
        posted: &HashSet<Post>,
    ) -> sqlx::Result<Vec<NewMessage>> {
        let EventContext { programme, schedule, now, .. } = self.event;
        let today = programme.to_local_time(now).date_naive();
        let is_current = |post: &&Post| match post {
            Post::Evening(day) | Post::Morning(day) => *day >= today,
            Post::Programme(_) => !schedule.is_over(programme, now),
            Post::Announcement(_) | Post::Questions | Post::Notice(_) => false,
        };
        let mut edits = Vec::new();
        for post in posted.iter().filter(is_current) {
            for &lang in &group.languages {
                let Some(message) =
                    programme_message(group, post, lang, self.sources.programme, self.bot.as_deref())
                else {
                    continue;
                };
                let name = live_name(group, post, lang);
                let edit = NewMessage { key: OutboxKey::GroupNotice(rand::random()), ..message };
                // one that waits is replaced, and keeps its deadline
                if let Some(expires_at) = outbox::find_queued_live_message(conn, &name).await? {
                    edits.push(edit.with_expiry(expires_at));
                } else if outbox::find_live_message(conn, &name).await?.is_some() {
                    edits.push(edit);
                }
            }
        }
        Ok(edits)
    }
}

/// A post of the programme; `None` for a post that is none.
fn programme_message(
    group: &LinkedGroup,
    post: &Post,
    lang: Lang,
    programme: &ProgrammeRenderer<'_>,
    bot: Option<&str>,
) -> Option<NewMessage> {
    let (heading, day) = match post {
        Post::Evening(day) => (Some("group-evening"), Some(*day)),
        Post::Morning(day) => (Some("group-morning"), Some(*day)),
        Post::Programme(_) => (None, None),
        Post::Announcement(_) | Post::Questions | Post::Notice(_) => return None,
    };
    let message = view::programme(texts(lang), heading, &programme(lang, day), bot);
    let message = post_message(group, post, lang, Urgency::Reminder, Outgoing::Message(message));
    Some(message.with_live_message(live_name(group, post, lang)))
}

/// An announcement in the group's languages; the text for everyone only once.
fn announcement_messages(
    group: &LinkedGroup,
    post: &Post,
    announcement: &PublicAnnouncement,
) -> Vec<NewMessage> {
    let mut has_shared = false;
    let mut messages = Vec::new();
    for &lang in &group.languages {
        let Some(text) = announcement.texts.iter().find(|text| text.lang == lang) else { continue };
        if text.is_shared && std::mem::replace(&mut has_shared, true) {
            continue;
        }
        messages.push(post_message(group, post, lang, Urgency::Announcement, text.body.clone()));
    }
    messages
}

fn post_message(
    group: &LinkedGroup,
    post: &Post,
    lang: Lang,
    urgency: Urgency,
    body: Outgoing,
) -> NewMessage {
    NewMessage::new(post_key(group, post, lang), group.chat, urgency, body.in_topic(group.topic))
}

fn post_key(group: &LinkedGroup, post: &Post, lang: Lang) -> OutboxKey {
    OutboxKey::GroupPost { chat: group.chat, post: post.to_string(), language: lang.code().to_owned() }
}

fn live_name(group: &LinkedGroup, post: &Post, lang: Lang) -> String {
    format!("group:{}:{post}:{}", group.chat, lang.code())
}
