//! Showing and changing the moderators' settings.

use super::super::journal_wording::setting_label;
use super::super::model::SettingChange;
use super::super::screen::screen_address;
use super::super::service::actions::actor;
use super::super::service::journal::log_setting;
use super::super::settings::{cached_settings, save_setting};
use super::menus;
use crate::args;
use crate::chat::Message;
use crate::i18n::texts;
use crate::people::{self, Role};
use crate::turn::{Turn, TurnResult};

/// Shows the settings, as a new message or in place.
pub(crate) async fn show_settings(turn: &mut Turn<'_>, in_place: bool) -> TurnResult<()> {
    let settings = cached_settings(turn).await?;
    let address = screen_address(turn.conn, turn.event.programme).await?;
    let message = menus::settings(turn, &settings, &address).without_sound();
    if in_place {
        turn.edit_or_reply(message);
    } else {
        turn.reply(message);
    }
    Ok(())
}

/// Shows the further settings in place.
pub(crate) async fn show_more_settings(turn: &mut Turn<'_>) -> TurnResult<()> {
    let settings = cached_settings(turn).await?;
    let message = menus::more_settings(turn, &settings);
    turn.edit_or_reply(message.without_sound());
    Ok(())
}

/// Changes a setting and tells the other moderators who changed it.
pub(crate) async fn change_setting(turn: &mut Turn<'_>, change: SettingChange) -> TurnResult<()> {
    if !save_and_tell(turn, change).await? {
        return Ok(());
    }
    match change {
        SettingChange::Mode(_) | SettingChange::ReviewFirst(_) | SettingChange::BrowserDoor(_) => {
            show_settings(turn, true).await?;
        }
        SettingChange::BrowserReview(_)
        | SettingChange::BoostNewcomers(_)
        | SettingChange::ShowNext(_)
        | SettingChange::ShowAtOnce(_) => {
            show_more_settings(turn).await?;
        }
    }
    Ok(())
}

/// Whether new voices come first, set at another place than the settings' menu. The caller has authorised the person.
pub async fn favour_newcomers(turn: &mut Turn<'_>, on: bool) -> TurnResult<()> {
    save_and_tell(turn, SettingChange::BoostNewcomers(on)).await.map(|_| ())
}

/// Stores a setting and tells the other moderators who changed it; false, after a toast, if it has the value already.
async fn save_and_tell(turn: &mut Turn<'_>, change: SettingChange) -> TurnResult<bool> {
    if cached_settings(turn).await?.is_set_to(change) {
        turn.toast(turn.texts().label("queue-set-already"));
        return Ok(false);
    }
    save_setting(turn, change).await?;
    let moderator = actor(turn);
    log_setting(turn.conn, change, moderator).await?;
    let name = turn.incoming.from.as_ref().map(|sender| sender.first_name.clone()).unwrap_or_default();
    for (person, lang) in people::with_role(turn.conn, &[Role::Moderator, Role::Organiser]).await? {
        if person != turn.person.id {
            let t = texts(lang);
            let html = t.html("queue-set-by", args!(name = &name, what = setting_label(t, change)));
            turn.notify(person, Message::new(html).without_sound());
        }
    }
    Ok(true)
}
