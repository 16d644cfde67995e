//! How staff get to the scanning page.

use super::model::ScanSecret;
use super::{store, view};
use crate::audit_log;
use crate::chat::ChatKind;
use crate::clock::{Millis, RealTime};
use crate::db::{self, Conn};
use crate::ids::PersonId;
use crate::people;
use crate::turn::{Turn, TurnResult};

/// For how long a link can be used.
pub const LINK_TTL: Millis = 10 * 60_000;
/// What is written into the journal when somebody without the role asks for the page.
const REFUSED: &str = "scan-page";

/// Makes a link to the scanning page that opens it once, for this person, within ten minutes. The secret stands
/// behind `#`, which no browser sends to a server: it is in no log.
pub async fn create_scan_link(
    conn: &mut Conn,
    public_url: &str,
    person: PersonId,
    real_now: RealTime,
) -> sqlx::Result<String> {
    let secret = ScanSecret::random();
    store::insert_link(conn, &secret, person, real_now + LINK_TTL).await?;
    Ok(format!("{public_url}/scan#{}", secret.expose()))
}

/// Replies with the buttons that open the scanning page, to staff at the door; says why where there is none.
pub async fn send_scan_link(turn: &mut Turn<'_>) -> TurnResult<()> {
    let texts = turn.texts();
    if !people::roles_can_check_in(turn.roles().await?) {
        audit_log::record_refusal(turn.conn, turn.event.now, turn.person.id, REFUSED).await?;
        turn.reply(view::not_allowed(texts));
        return Ok(());
    }
    let public_url = db::get_setting(turn.conn, db::PUBLIC_URL_KEY).await?.unwrap_or_default();
    if public_url.is_empty() {
        turn.reply(view::no_address(texts));
        return Ok(());
    }
    // a group would show the link to everybody in it
    if turn.incoming.chat_kind != ChatKind::Private {
        turn.reply(view::in_private_only(texts));
        return Ok(());
    }
    let link = create_scan_link(turn.conn, &public_url, turn.person.id, turn.event.real_now).await?;
    turn.reply(view::page_links(texts, &public_url, &link));
    Ok(())
}
