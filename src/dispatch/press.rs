//! Presses on buttons: the prefix of a button's data names the feature, which reads the rest.

use super::authorization::{note_refusal, roles_for_press};
use super::button_prefix::ButtonPrefix;
use super::floor;
use super::handlers::{
    answer_in_turn_language, drop_other_activities, prioritise_staff, repeat_current_step,
};
use crate::access;
use crate::announcements;
use crate::answers::{self, NluModel};
use crate::check_in;
use crate::desk;
use crate::documents;
use crate::feedback;
use crate::floor_requests;
use crate::i18n::Lang;
use crate::linked_groups;
use crate::menu;
use crate::personal_data;
use crate::question_account;
use crate::questions;
use crate::registration;
use crate::reminders;
use crate::shared_buttons::SharedButton;
use crate::stage;
use crate::turn::{Turn, TurnResult};

/// Acts on a press. Data that no feature knows may be forged or old.
pub async fn handle_press(turn: &mut Turn<'_>, data: &str, nlu_model: &NluModel) -> TurnResult<()> {
    let (prefix, rest) = data.split_once(':').unwrap_or((data, ""));
    let is_known = match prefix.parse() {
        Ok(prefix) => {
            note_refusal(turn, roles_for_press(prefix, data), data).await?;
            press(turn, prefix, data, rest, nlu_model).await?
        }
        Err(_) => false,
    };
    if !is_known {
        turn.toast(turn.texts().label("button-unknown"));
    }
    Ok(())
}

/// Hands the data behind a prefix to its feature; false if the feature does not know it.
async fn press(
    turn: &mut Turn<'_>,
    prefix: ButtonPrefix,
    data: &str,
    rest: &str,
    nlu_model: &NluModel,
) -> TurnResult<bool> {
    Ok(match prefix {
        ButtonPrefix::Registration => {
            press_registration(turn, data.parse()).await?;
            true
        }
        ButtonPrefix::Reminders | ButtonPrefix::Schedule => match data.parse() {
            Ok(payload) => reminders::press(turn, payload).await?,
            Err(reminders::UnknownPayload) => false,
        },
        ButtonPrefix::Announcements => {
            prioritise_staff(turn).await?;
            match data.parse() {
                Ok(payload) => {
                    announcements::press(turn, payload).await?;
                    true
                }
                Err(announcements::UnknownPayload) => false,
            }
        }
        ButtonPrefix::Intent | ButtonPrefix::Escalation => match data.parse() {
            Ok(payload) => {
                if let Some(intent) = answers::press(turn, &payload, nlu_model).await? {
                    answer_in_turn_language(turn, &intent, nlu_model).await?;
                }
                true
            }
            Err(_) => false,
        },
        ButtonPrefix::OwnQuestions => {
            let is_known = questions::handle_ask_press(turn, rest).await?;
            if data == SharedButton::AskQuestion.to_string() {
                floor::offer(turn).await?;
            }
            repeat_current_step(turn);
            is_known
        }
        ButtonPrefix::Voting => questions::handle_vote_press(turn, rest).await?,
        ButtonPrefix::Moderation => {
            prioritise_staff(turn).await?;
            questions::handle_moderation_press(turn, rest).await?
        }
        ButtonPrefix::DataRights => press_data_rights(turn, data).await?,
        ButtonPrefix::Feedback => match data.parse() {
            Ok(payload) => {
                feedback::press(turn, payload).await?;
                true
            }
            Err(feedback::UnknownPayload) => false,
        },
        ButtonPrefix::Floor => match data.parse() {
            Ok(payload) => {
                floor::press(turn, payload).await?;
                true
            }
            Err(floor_requests::UnknownPayload) => false,
        },
        ButtonPrefix::Roles => {
            let (is_known, former_moderator) = access::press(turn, data).await?;
            if let Some(person) = former_moderator {
                let (now, real_now) = (turn.event.now, turn.event.real_now);
                questions::release_former_moderator(turn.conn, person, now, real_now).await?;
                floor_requests::release_former_moderator(turn.conn, person, real_now).await?;
            }
            is_known
        }
        ButtonPrefix::Desk => match data.parse() {
            Ok(payload) => {
                prioritise_staff(turn).await?;
                desk::press(turn, payload).await?;
                true
            }
            Err(_) => false,
        },
        ButtonPrefix::Door | ButtonPrefix::Here => match data.parse() {
            Ok(check_in::Payload::Here(number, code)) => {
                check_in::press_here(turn, number, &code).await?;
                true
            }
            Ok(payload) => {
                prioritise_staff(turn).await?;
                press_door(turn, payload).await?;
                true
            }
            Err(_) => false,
        },
        ButtonPrefix::Stage => match data.parse() {
            Ok(payload) => {
                prioritise_staff(turn).await?;
                stage::press(turn, payload).await?;
                true
            }
            Err(stage::UnknownPayload) => false,
        },
        ButtonPrefix::Documents => {
            prioritise_staff(turn).await?;
            match data.parse() {
                Ok(payload) => {
                    documents::press(turn, payload).await?;
                    true
                }
                Err(documents::UnknownPayload) => false,
            }
        }
        ButtonPrefix::LinkedGroups => match data.parse() {
            Ok(payload) => {
                prioritise_staff(turn).await?;
                let event = turn.event;
                let programme = |lang, day| answers::render_programme(&event, lang, day);
                linked_groups::press(turn, payload, &programme).await?
            }
            Err(linked_groups::UnknownPayload) => false,
        },
        ButtonPrefix::QuestionAccount => {
            prioritise_staff(turn).await?;
            match data.parse() {
                Ok(payload) => {
                    question_account::press(turn, payload).await?;
                    true
                }
                Err(question_account::UnknownPayload) => false,
            }
        }
        ButtonPrefix::Language => match Lang::from_code(rest) {
            Some(lang) => {
                menu::switch_language(turn, lang).await?;
                repeat_current_step(turn);
                true
            }
            None => false,
        },
    })
}

/// A press on a registration. A cancellation withdraws the messages about it that are still queued.
async fn press_registration(
    turn: &mut Turn<'_>,
    payload: Result<registration::Payload, registration::InvalidPayload>,
) -> TurnResult<()> {
    let shows_only = match &payload {
        Ok(payload) => payload.is_read_only(),
        // a language that is offered no more
        Err(reason) => *reason == registration::InvalidPayload::Language,
    };
    if !shows_only {
        drop_other_activities(turn);
    }
    let cancelled = payload.as_ref().ok().and_then(registration::Payload::cancelled_registration);
    let sent_reminders = match cancelled {
        Some(registration) => reminders::find_sent_messages(turn, registration).await?,
        None => Vec::new(),
    };
    let account = match cancelled {
        Some(registration) => registration::account_of(turn, registration).await?,
        None => None,
    };
    let shown = match &payload {
        Ok(registration::Payload::Card(number, registration::CardAction::Show)) => Some(*number),
        _ => None,
    };
    registration::press(turn, payload).await?;
    if shown.is_some() {
        documents::add_certificate_button(turn, shown).await?;
    }
    if let (Some(registration), Some(account)) = (cancelled, account) {
        reminders::withdraw_if_cancelled(turn, registration, account, &sent_reminders).await?;
        announcements::withdraw_if_cancelled(turn, account).await?;
    }
    Ok(())
}

/// A press at the door. A walk-in is registered, and then let in.
async fn press_door(turn: &mut Turn<'_>, payload: check_in::Payload) -> TurnResult<()> {
    if let Some(walk_in) = check_in::press(turn, payload).await?
        && let Some(number) = registration::register_walk_in(turn, &walk_in.name, &walk_in.category).await?
    {
        check_in::admit_walk_in(turn, number).await?;
    }
    Ok(())
}

/// A press about the sender's rights over their data. Before an erasure the seat is freed and open questions are
/// withdrawn.
async fn press_data_rights(turn: &mut Turn<'_>, data: &str) -> TurnResult<bool> {
    let Ok(payload) = data.parse() else { return Ok(false) };
    match payload {
        personal_data::Payload::AskToErase => personal_data::ask_to_erase(turn),
        personal_data::Payload::CancelErasure => personal_data::cancel_erasure(turn),
        personal_data::Payload::Erase => {
            registration::cancel_own_registration(turn).await?;
            questions::withdraw_all(turn).await?;
            floor::withdraw(turn).await?;
            personal_data::erase(turn).await?;
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use crate::ids::RegistrationNumber;
    use crate::shared_buttons::SharedButton;
    use crate::{answers, check_in, desk, questions, registration, reminders};

    /// What the feature that handles a button writes for it.
    fn written_by_its_feature(button: SharedButton) -> String {
        let data = button.to_string();
        match button {
            SharedButton::Programme => data.parse::<answers::Payload>().unwrap().to_string(),
            SharedButton::AskQuestion | SharedButton::LeaveQuestion | SharedButton::BrowseQuestions => {
                data.parse::<questions::Payload>().unwrap().to_string()
            }
            SharedButton::Reminders => data.parse::<reminders::Payload>().unwrap().to_string(),
            SharedButton::CheckIn(_) => data.parse::<check_in::Payload>().unwrap().to_string(),
            SharedButton::Desk => data.parse::<desk::Payload>().unwrap().to_string(),
            SharedButton::Ticket(_) | SharedButton::CannotCome(_) => {
                data.parse::<registration::Payload>().unwrap().to_string()
            }
        }
    }

    #[test]
    fn shared_buttons_have_the_data_of_the_feature_that_handles_them() {
        let registration = RegistrationNumber(12);
        for button in [
            SharedButton::Programme,
            SharedButton::AskQuestion,
            SharedButton::LeaveQuestion,
            SharedButton::BrowseQuestions,
            SharedButton::Reminders,
            SharedButton::CheckIn(registration),
            SharedButton::Desk,
            SharedButton::Ticket(registration),
            SharedButton::CannotCome(registration),
        ] {
            assert_eq!(written_by_its_feature(button), button.to_string());
        }
    }
}
