//! Announcements to everybody, for places where everybody reads: groups and channels.

use super::model::{AnnouncementAudience, Content, State};
use super::{messages, store, view};
use crate::chat::Outgoing;
use crate::db::Conn;
use crate::i18n::{Lang, texts};
use crate::ids::AnnouncementNumber;
use crate::programme::Programme;

/// An announcement whose audience is everybody who is registered.
#[derive(Debug, Clone, PartialEq)]
pub struct AnnouncementToAll {
    pub number: AnnouncementNumber,
    pub is_stopped: bool,
    /// One for each language of the event.
    pub texts: Vec<AnnouncementText>,
}

/// An announcement as a reader of a language gets it.
#[derive(Debug, Clone, PartialEq)]
pub struct AnnouncementText {
    pub lang: Lang,
    pub body: Outgoing,
    /// It is the text for everyone without a text in their language.
    pub is_shared: bool,
}

/// The announcements to everybody that are being sent or were just stopped; none to a part of the people.
pub async fn list_to_all(conn: &mut Conn, programme: &Programme) -> sqlx::Result<Vec<AnnouncementToAll>> {
    let mut found = Vec::new();
    for announcement in store::list_active(conn).await? {
        if announcement.audience != AnnouncementAudience::Registered {
            continue;
        }
        let contents = store::load_contents(conn, announcement.number).await?;
        let find = |language: Option<Lang>| {
            contents.iter().find(|(other, _)| *other == language).map(|(_, content)| content)
        };
        let text = |&lang: &Lang| {
            let own = find(Some(lang));
            let content: &Content = own.or_else(|| find(None))?;
            let html = view::with_sender(texts(lang), programme, &content.html);
            Some(AnnouncementText { lang, body: messages::body(content, html), is_shared: own.is_none() })
        };
        found.push(AnnouncementToAll {
            number: announcement.number,
            is_stopped: announcement.state == State::Stopped,
            texts: programme.languages.iter().filter_map(text).collect(),
        });
    }
    Ok(found)
}
