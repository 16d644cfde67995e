//! The wording of journal entries, on the screen and in the exported journal.

use super::model::{BrowserDoor, IntakeMode, JournalAction, JournalEntry, RejectionReason, SettingChange};
use super::wording::reason_label;
use crate::i18n::Texts;
use crate::programme::Programme;

/// A setting with its new value.
pub(crate) fn setting_label(t: &Texts, change: SettingChange) -> String {
    match change {
        SettingChange::Mode(IntakeMode::Schedule) => t.label("mode-schedule"),
        SettingChange::Mode(IntakeMode::Open) => t.label("mode-open"),
        SettingChange::Mode(IntakeMode::VotesOnly) => t.label("mode-votes"),
        SettingChange::Mode(IntakeMode::Closed) => t.label("mode-closed"),
        SettingChange::ReviewFirst(true) => t.label("set-review-on"),
        SettingChange::ReviewFirst(false) => t.label("set-review-off"),
        SettingChange::BrowserDoor(BrowserDoor::Open) => t.label("browser-open"),
        SettingChange::BrowserDoor(BrowserDoor::VotesOnly) => t.label("browser-votes"),
        SettingChange::BrowserDoor(BrowserDoor::Closed) => t.label("browser-closed"),
        SettingChange::BrowserReview(true) => t.label("set-browser-review-on"),
        SettingChange::BrowserReview(false) => t.label("set-browser-review-off"),
        SettingChange::BoostNewcomers(true) => t.label("set-fair-on"),
        SettingChange::BoostNewcomers(false) => t.label("set-fair-off"),
        SettingChange::ShowNext(true) => t.label("set-hallnext-on"),
        SettingChange::ShowNext(false) => t.label("set-hallnext-off"),
        SettingChange::ShowAtOnce(true) => t.label("set-at-once-on"),
        SettingChange::ShowAtOnce(false) => t.label("set-at-once-off"),
    }
}

/// What was done; some labels end with a comma, because a question's number follows.
pub(crate) fn action_label(t: &Texts, action: JournalAction) -> String {
    match action {
        JournalAction::Approve => t.label("deed-approve"),
        JournalAction::Claim => t.label("deed-take"),
        JournalAction::RenewClaim => t.label("deed-renew"),
        JournalAction::ShowOnScreen => t.label("deed-show"),
        JournalAction::MarkAnswered => t.label("deed-answer"),
        JournalAction::AnswerPrivately => t.label("deed-private"),
        JournalAction::Requeue => t.label("deed-back"),
        JournalAction::Defer => t.label("deed-later"),
        JournalAction::Reject => t.label("deed-aside"),
        JournalAction::MarkPrivateCase => t.label("deed-personal"),
        JournalAction::Reword => t.label("deed-reword"),
        JournalAction::AssignSpeaker => t.label("deed-assign"),
        JournalAction::Star => t.label("deed-star"),
        JournalAction::Expire => t.label("deed-lapse"),
        JournalAction::ExpireAsAnswered => t.label("deed-conclude"),
        JournalAction::Merge => t.label("deed-merge"),
        JournalAction::Unmerge => t.label("deed-unmerge"),
        JournalAction::Mute => t.label("deed-mute"),
        JournalAction::Unmute => t.label("deed-unmute"),
        JournalAction::AddFromAudience => t.label("deed-floor"),
        JournalAction::AddCombined => t.label("deed-umbrella"),
        JournalAction::Undo => t.label("deed-undo"),
        JournalAction::SetMode
        | JournalAction::SetReviewFirst
        | JournalAction::SetBrowserDoor
        | JournalAction::SetBrowserReview
        | JournalAction::SetBoostNewcomers
        | JournalAction::SetShowNext
        | JournalAction::SetShowAtOnce
        | JournalAction::Unknown => t.label("deed-setting"),
    }
}

/// An entry in two cells of a table: what was done, and its detail.
pub(crate) fn entry_cells(programme: &Programme, t: &Texts, entry: &JournalEntry) -> (String, String) {
    let detail = match (entry.setting_change(), entry.action) {
        (Some(change), _) => setting_label(t, change),
        (None, JournalAction::Reject) => {
            let reason = RejectionReason::from_name(&entry.detail);
            reason.map(|reason| reason_label(programme, t, reason)).unwrap_or_default()
        }
        (None, JournalAction::Star) if entry.detail == "off" => t.label("queue-unstar"),
        (None, JournalAction::Star) => t.label("queue-star"),
        _ => entry.detail.clone(),
    };
    (action_label(t, entry.action).trim_end_matches(',').to_owned(), detail)
}
