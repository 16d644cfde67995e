//! Transfers the questions, votes and floor requests of a visitor of the page to a Telegram account.

use crate::args;
use crate::floor_requests;
use crate::menu;
use crate::questions::browser;
use crate::turn::{Turn, TurnResult};
use crate::visitors::{self, TransferCode};

/// Transfers everything of the visitor to whom the code belongs to the turn's person, and reports it. The code is used
/// up.
pub async fn take_along(turn: &mut Turn<'_>, code: &TransferCode) -> TurnResult<()> {
    let (account, now) = (turn.person.id, turn.event.now);
    let t = turn.texts();
    let Some(visitor) = visitors::redeem_transfer_code(turn.conn, code, turn.event.real_now).await? else {
        let html = t.html("taken-along-unknown", &[]);
        return Ok(menu::reply_with_menu(turn, html).await?);
    };
    let former = visitors::find_account(turn.conn, visitor).await?.unwrap_or(visitor);
    let mut moved = browser::Moved { questions: 0, votes: 0 };
    if former != account && former.is_browser() {
        moved = browser::move_author(turn.conn, former, account, now).await?;
        floor_requests::move_person(turn.conn, former, account).await?;
    }
    visitors::link_account(turn.conn, visitor, account, now).await?;
    let html = t.html("taken-along", args!(questions = moved.questions, votes = moved.votes));
    Ok(menu::reply_with_menu(turn, html).await?)
}
