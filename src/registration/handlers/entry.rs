//! The ways into registration: the menu and commands, the notice, and the current step asked again.

use super::{activity, card, edit, eligibility, form};
use crate::i18n::Lang;
use crate::menu;
use crate::registration::model::{Step, StepChoice};
use crate::registration::payload::Payload;
use crate::registration::{store, view};
use crate::turn::{Turn, TurnResult};

/// Opens registration: the current step of an unfinished one, the card of a confirmed one, or the notice.
pub async fn open(turn: &mut Turn<'_>) -> TurnResult<()> {
    if activity::current_draft(turn).is_some() {
        form::send_step(turn);
    } else if let Some(registration) = store::find_own(turn.conn, turn.person.id).await? {
        activity::stop_editing(turn);
        card::send(turn, &registration).await?;
    } else if let Some(closed) = eligibility::closed_message(turn) {
        menu::reply_with_menu(turn, closed).await?;
    } else {
        let notice = view::consent(turn, false);
        turn.reply(notice);
        await_consent(turn);
    }
    Ok(())
}

/// Makes a typed yes consent to the notice that was shown.
fn await_consent(turn: &mut Turn<'_>) {
    let payload = |choice| Payload::Step(Step::Consent, choice).to_string();
    turn.await_yes_no(&payload(StepChoice::Agree), &payload(StepChoice::Leave));
}

/// Shows the whole notice or the short one, in place of the other.
pub async fn press_notice(turn: &mut Turn<'_>, is_long: bool) -> TurnResult<()> {
    if is_before_consent(turn).await? {
        show_notice(turn, is_long);
    }
    Ok(())
}

/// Switches the language on the notice; `None` for a language that does not exist.
pub async fn press_language(turn: &mut Turn<'_>, lang: Option<Lang>) -> TurnResult<()> {
    if !is_before_consent(turn).await? {
        return Ok(());
    }
    if let Some(lang) = lang.filter(|&lang| lang != turn.lang()) {
        turn.set_language(lang);
        show_notice(turn, false);
        menu::switch_language(turn, lang).await?;
    } else {
        turn.toast(turn.texts().label("language-now"));
    }
    Ok(())
}

fn show_notice(turn: &mut Turn<'_>, is_long: bool) {
    let notice = view::consent(turn, is_long);
    turn.edit_or_reply(notice);
    await_consent(turn);
}

/// Whether the person has not consented yet; otherwise the notice's button is outdated and gets that answer.
async fn is_before_consent(turn: &mut Turn<'_>) -> TurnResult<bool> {
    if store::find_own(turn.conn, turn.person.id).await?.is_some() {
        turn.toast(turn.texts().label("registration-already"));
    } else if activity::current_draft(turn).is_some_and(|draft| draft.step != Step::Consent) {
        form::handle_stale_button(turn);
    } else {
        return Ok(true);
    }
    Ok(false)
}

/// Asks the current step, or the edited field, again: for example after an unrelated question was answered.
pub fn ask_again(turn: &mut Turn<'_>) {
    if activity::current_draft(turn).is_some() {
        form::send_step(turn);
    } else if let Some((number, field)) = activity::awaited_field(turn) {
        edit::ask_again(turn, number, field);
    }
}

/// Explains what the answers are for, who sees them and for how long they are stored; then asks again.
pub fn explain_data_use(turn: &mut Turn<'_>) {
    let notice = view::data_use_notice(turn);
    turn.reply(notice);
    ask_again(turn);
}
