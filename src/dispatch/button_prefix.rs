//! The prefixes of button data: each names the feature that reads the rest.

use strum::EnumString;

/// The prefixes of button data, before the first colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString)]
pub enum ButtonPrefix {
    #[strum(serialize = "reg")]
    Registration,
    #[strum(serialize = "rem")]
    Reminders,
    #[strum(serialize = "sched")]
    Schedule,
    #[strum(serialize = "news")]
    Announcements,
    /// An intent to answer.
    #[strum(serialize = "say")]
    Intent,
    #[strum(serialize = "ask")]
    OwnQuestions,
    #[strum(serialize = "vote")]
    Voting,
    /// Questions to the organisers.
    #[strum(serialize = "org")]
    Escalation,
    #[strum(serialize = "queue")]
    Moderation,
    /// The rights over one's own data.
    #[strum(serialize = "me")]
    DataRights,
    #[strum(serialize = "fb")]
    Feedback,
    /// The microphone in the exchanges with the hall.
    #[strum(serialize = "mic")]
    Floor,
    #[strum(serialize = "role")]
    Roles,
    #[strum(serialize = "door")]
    Door,
    #[strum(serialize = "desk")]
    Desk,
    /// Self check-in.
    #[strum(serialize = "here")]
    Here,
    #[strum(serialize = "lang")]
    Language,
    #[strum(serialize = "stage")]
    Stage,
    #[strum(serialize = "docs")]
    Documents,
    #[strum(serialize = "grp")]
    LinkedGroups,
    /// The account of the questions.
    #[strum(serialize = "acct")]
    QuestionAccount,
}
