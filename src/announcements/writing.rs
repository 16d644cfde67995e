//! An organiser writes an announcement: the command, the text or photo that follows, and the card of the draft.

use super::model::{Announcement, AnnouncementAudience, Content, State};
use super::rules::{self, ContentError};
use super::sending::load_progress;
use super::{store, view};
use crate::args;
use crate::chat::{Input, Message};
use crate::conversation::{Activity, AnnouncementText};
use crate::db;
use crate::i18n::{Lang, texts};
use crate::ids::AnnouncementNumber;
use crate::outbox::broadcast;
use crate::people::Role;
use crate::turn::{Turn, TurnResult};

/// `/annonce`, perhaps with the text as its argument: begins a draft, instead of an earlier one.
pub async fn open(turn: &mut Turn<'_>, text: &str) -> TurnResult<()> {
    if !require_organiser(turn).await? {
        return Ok(());
    }
    for active in store::list_active(turn.conn).await? {
        let progress = load_progress(turn.conn, &active).await?;
        let message = view::active_progress(turn.texts(), &active, &progress);
        turn.reply(message);
    }
    end_writing(turn);
    let (author, now) = (turn.person.id, turn.event.now);
    store::delete_drafts(turn.conn, author).await?;
    let number = db::next_number(turn.conn, broadcast::COUNTER).await?.into();
    store::insert_draft(turn.conn, number, author, now).await?;
    ask_for_text(turn, number, None);
    if text.is_empty() { Ok(()) } else { receive_text(turn, text, None, None).await }
}

/// Whether the person's next text or photo is for an announcement.
pub fn is_writing(turn: &Turn<'_>) -> bool {
    current_writing(turn).is_some()
}

/// Ends the writing, so that the activity below it continues; whether the person was writing.
pub fn end_writing(turn: &mut Turn<'_>) -> bool {
    turn.person.conversation.end(|activity| matches!(activity, Activity::WritingAnnouncement(_)))
}

fn current_writing(turn: &Turn<'_>) -> Option<AnnouncementText> {
    match turn.person.conversation.current() {
        Some(Activity::WritingAnnouncement(writing)) => Some(writing.clone()),
        _ => None,
    }
}

/// The input of a person who is writing an announcement.
pub async fn handle_input(turn: &mut Turn<'_>) -> TurnResult<()> {
    if !require_organiser(turn).await? {
        end_writing(turn);
        return Ok(());
    }
    let incoming = turn.incoming;
    let html = incoming.html.as_deref();
    match &incoming.input {
        Input::Text(text) => receive_text(turn, text, html, None).await,
        Input::Photo { file_id, caption } => receive_text(turn, caption, html, Some(file_id)).await,
        _ => {
            refuse(turn, "announce-kind");
            Ok(())
        }
    }
}

/// More photos followed the one in the draft: only the first is sent.
pub async fn warn_single_photo(turn: &mut Turn<'_>) -> TurnResult<()> {
    if store::has_photo_draft(turn.conn, turn.person.id).await? {
        let message = Message::new(turn.texts().html("announce-one-photo", &[]));
        turn.reply(message);
    }
    Ok(())
}

/// Saves a text or photo and shows it as recipients will see it.
async fn receive_text(
    turn: &mut Turn<'_>,
    text: &str,
    html: Option<&str>,
    photo: Option<&str>,
) -> TurnResult<()> {
    let Some(writing) = current_writing(turn) else { return Ok(()) };
    let Some(draft) = find_own_draft(turn, writing.number).await? else {
        end_writing(turn);
        refuse(turn, "announce-stale");
        return Ok(());
    };
    if writing.is_continuation_expected {
        expect_continuation(turn, writing, false);
        let message = view::too_long(turn.texts(), None);
        turn.reply(message);
        return Ok(());
    }
    let contents = store::load_contents(turn.conn, draft.number).await?;
    // All texts are sent with the same photo.
    let shared = contents.iter().find(|(language, _)| language.is_none());
    let photo = photo.or(shared.and_then(|(_, content)| content.photo.as_deref()));
    let heading = view::heading_length(turn.event.programme);
    let content = match rules::parse_content(text, html, photo, heading) {
        Ok(content) => content,
        Err(ContentError::Empty) => {
            refuse(turn, "announce-empty");
            return Ok(());
        }
        Err(ContentError::TooLong { units, most }) => {
            // Telegram apps split a text that is too long: the next message may be the rest of it.
            if rules::is_probably_split(text) && units <= rules::MAX_TEXT {
                expect_continuation(turn, writing, true);
            }
            let message = view::too_long(turn.texts(), Some((units, most)));
            turn.reply(message);
            return Ok(());
        }
    };
    let language = Lang::from_code(&writing.language);
    store::save_content(turn.conn, draft.number, language, &content).await?;
    if rules::is_probably_split(text) {
        expect_continuation(turn, writing, true);
    } else {
        end_writing(turn);
    }
    preview(turn, content, language);
    show_card(turn, draft.number).await
}

/// Remembers whether the next text may be the rest of the last one.
fn expect_continuation(turn: &mut Turn<'_>, writing: AnnouncementText, is_continuation_expected: bool) {
    let writing = AnnouncementText { is_continuation_expected, ..writing };
    turn.person.conversation.begin(Activity::WritingAnnouncement(writing));
}

/// Shows the message exactly as recipients with this language get it; without one, in the author's language.
fn preview(turn: &mut Turn<'_>, content: Content, language: Option<Lang>) {
    let t = language.map_or_else(|| turn.texts(), texts);
    let message = Message::new(view::with_sender(t, turn.event.programme, &content.html));
    match content.photo {
        None => turn.reply(message),
        Some(photo) => turn.send_photo(photo, message),
    }
}

/// Asks for the text in one language, or for everyone without a text of their own.
pub fn ask_for_text(turn: &mut Turn<'_>, number: AnnouncementNumber, language: Option<Lang>) {
    let code = language.map_or("", Lang::code).to_owned();
    let writing = AnnouncementText { number, language: code, is_continuation_expected: false };
    turn.person.conversation.begin(Activity::WritingAnnouncement(writing));
    let heading = view::heading_length(turn.event.programme);
    let message = view::text_prompt(turn.texts(), number, language, heading);
    turn.reply(message);
}

/// Shows the card of the person's own draft, in place of the pressed message.
pub async fn show_card(turn: &mut Turn<'_>, number: AnnouncementNumber) -> TurnResult<()> {
    let Some(draft) = find_own_draft(turn, number).await? else { return Ok(()) };
    let contents = store::load_contents(turn.conn, number).await?;
    let counts = store::count_recipients(turn.conn, draft.audience).await?;
    let groups = match draft.audience {
        AnnouncementAudience::Registered => store::count_groups(turn.conn).await?,
        AnnouncementAudience::Waitlisted | AnnouncementAudience::Category(_) => 0,
    };
    let message = view::card(turn, &draft, &contents, &counts, groups);
    turn.edit_or_reply(message);
    Ok(())
}

async fn find_own_draft(
    turn: &mut Turn<'_>,
    number: AnnouncementNumber,
) -> sqlx::Result<Option<Announcement>> {
    let author = Some(turn.person.id);
    let found = store::find(turn.conn, number).await?;
    Ok(found.filter(|found| found.state == State::Draft && found.author == author))
}

/// How many recipients an audience has.
pub async fn count_audience(turn: &mut Turn<'_>, audience: AnnouncementAudience) -> sqlx::Result<i64> {
    let counts = store::count_recipients(turn.conn, audience).await?;
    Ok(counts.iter().map(|(_, count)| count).sum())
}

fn refuse(turn: &mut Turn<'_>, id: &str) {
    let message = Message::new(turn.texts().html(id, args!(command = view::CANCEL_COMMAND)));
    turn.reply(message);
}

/// Whether the person is an organiser; answers anyone else that they are not.
pub async fn require_organiser(turn: &mut Turn<'_>) -> TurnResult<bool> {
    let is_organiser = turn.has_role(Role::Organiser).await?;
    if !is_organiser {
        let text = turn.texts().label("announce-not-yours");
        match turn.incoming.input {
            Input::Press { .. } => turn.alert(text),
            _ => turn.reply(Message::new(text)),
        }
    }
    Ok(is_organiser)
}
