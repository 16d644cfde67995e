//! What an update can ask for: the closed enum that `classify` returns and `route` matches, and the facts that
//! `classify` works with.

use crate::answers::{Intent, Interpretation};
use crate::commands::{Command, ModeratorCommand};
use crate::ids::ChatId;
use crate::linked_groups;
use crate::menu::MenuItem;
use crate::people::Role;
use crate::registration::{Ambiguity, TicketCode};

/// What an update asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Nothing that is answered.
    Nothing,
    Group(GroupRequest),
    Command {
        command: Command,
        /// The text behind the command.
        arguments: String,
    },
    /// A command in words, by a person whose role allows it.
    StaffCommand(Command),
    /// A button, pressed or typed, by its data.
    Press(String),
    MenuItem(MenuItem),
    /// The question that was awaited.
    Question,
    /// Another text where a question was awaited.
    AwaitedText(AwaitedText),
    /// The text that was awaited for a question: a new wording, a private answer …
    TextForQuestion,
    /// A voice message where a question was awaited.
    VoiceQuestion {
        file_id: String,
        seconds: u32,
    },
    /// Neither text nor voice where a text for a question was awaited.
    NoTextForQuestion,
    /// An organiser's answer to a question that was sent to them.
    OrganiserReply,
    /// Something without text where an organiser's answer was awaited.
    NoTextForReply,
    /// What a person adds to their feedback.
    FeedbackLine,
    /// The same as a voice message.
    FeedbackVoice {
        file_id: String,
        seconds: u32,
    },
    /// The text of an announcement.
    AnnouncementText,
    /// A photo or something else for an announcement.
    AnnouncementMedia,
    /// The words of a line for the stage.
    StageLine,
    /// A photo or the like where the words of a line were awaited.
    NoStageLine,
    /// A file with a list of people to register, by an organiser.
    AttendeeFile,
    /// A list of people to register, typed.
    AttendeeText,
    /// A photo or the like where a list of people was awaited.
    NoAttendeeList,
    /// An answer to the present step of a registration.
    RegistrationInput,
    /// Ends the activity that awaits a text.
    CancelActivity,
    /// A call for help where something else was awaited; the intent is how it is answered.
    Help(Intent),
    /// An emergency or a problem of the venue.
    Report(Intent),
    /// Everything that is stored about the sender.
    ShowOwnData,
    /// The erasure of the sender's data.
    EraseOwnData,
    /// Why the registration asks for a name or a number.
    ExplainDataUse,
    /// A ticket's code, typed.
    TicketCode(TicketCode),
    /// Probably one of a feature's own requests; the feature reads its tables and may decline it.
    Attempt(Attempt),
    /// A text that no activity awaits.
    FreeText(FreeText),
    /// A voice message that nothing awaits, by its file; it can be sent to the organisers.
    UnexpectedVoice(String),
    /// A sticker, a photo or the like that nothing awaits.
    UnexpectedMedia,
    /// A later photo of an album.
    FurtherAlbumItem {
        is_second: bool,
    },
    /// A message that was edited after it was sent.
    Edited,
    /// A command for another bot.
    ForAnotherBot,
}

/// What an update in a group asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupRequest {
    Programme,
    /// A command by a sender who is hidden behind a group or channel.
    HiddenSender,
    /// The moderators' panel, opened or refreshed.
    Panel,
    /// A moderator's command in the group of the panel.
    Moderation {
        command: ModeratorCommand,
        arguments: String,
    },
    /// A command that belongs into a private chat.
    PrivateCommand,
    /// A button of the panel: the data behind its prefix.
    PanelPress(String),
    UnknownPress,
    /// A press in a group's name, whose sender is not known.
    HiddenPress,
    /// To link the group, or what is known of its link.
    OfferLink,
    /// A button about the link of a group.
    LinkPress(linked_groups::Payload),
    BotAdded,
    BotRemoved,
    /// The group has another title.
    Renamed,
    Migrated {
        from: ChatId,
        to: ChatId,
    },
}

/// What a text is that was typed while a question to the speakers was awaited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AwaitedText {
    Question,
    /// An emergency or a problem of the venue.
    Report(Intent),
    /// How one asks, or only that one wants to.
    AboutHowToAsk,
    /// The sender does not want to ask after all.
    Cancel,
    /// About questions asked before: to withdraw one, to read those of others.
    AboutAskedQuestions,
    /// The sender wants to speak instead of writing.
    Floor,
    /// Certainly something else, which is answered.
    OtherIntent(Intent),
    /// About health or the sender's own life.
    PersonalMatter,
}

/// A request that a feature can only decide with its tables. It declines by returning `false`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Attempt {
    /// An answer to the message that brought an organiser a question.
    ReplyToCard,
    /// About questions asked before: to withdraw one, to read those of others.
    AskedQuestions,
    /// A question's number, typed by a moderator.
    QuestionNumber,
    /// A change of the schedule in an organiser's words.
    ScheduleChange,
    /// To register another person.
    GuestRegistration,
    /// To cancel another person's registration.
    GuestCancellation,
    /// A name, typed by an organiser at the desk.
    DeskText,
    /// A name or a code, typed by the staff at the door.
    DoorText,
    /// A certificate of attendance, in words.
    Certificate,
    /// The microphone, in words.
    Floor,
    /// A yes or no to a seat that was offered.
    SeatReply,
    /// A question that the organisers have answered before.
    SavedAnswer,
    /// Like texts that were not understood, and of which an organiser said what they mean.
    KnownMeaning,
    /// How many seats are left.
    SeatsLeft,
}

/// What a text is that no activity awaits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FreeText {
    /// An emergency or a problem of the venue.
    Report(Intent),
    /// About asking; `may_be_question` where a question may stand behind it.
    ExplainAsking { may_be_question: bool },
    /// Probably a question to the speakers; the intent is how it would be answered otherwise.
    ForSpeakers(Intent),
    /// Not understood, but the present step of the registration takes it.
    RegistrationInput,
    NotUnderstood {
        likely: Vec<Intent>,
        /// Whether it can be sent to the speakers.
        is_sendable: bool,
    },
    /// Two readings are close.
    Ambiguous { intents: Vec<Intent>, is_sendable: bool },
    /// The event file has no answer.
    Unanswerable {
        is_sendable: bool,
        /// The sender may have access needs that can be noted.
        is_about_health: bool,
    },
    /// Two questions in one text.
    TwoIntents(Box<[Intent; 2]>),
    Answered {
        intent: Intent,
        /// Whether it is also offered to be sent to the speakers.
        is_sendable: bool,
    },
}

/// A fact that is read only when the classification needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// Whether this is the group of the moderators' panel.
    IsPanelGroup,
    /// The sender's roles.
    Roles,
    /// Whether questions are accepted now.
    AcceptsQuestions,
    /// What the text means.
    Reading,
}

/// What is known beside the update and the conversation. `None` has not been read yet.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The data of the button whose label was typed, where the last message awaited that.
    pub typed_button: Option<String>,
    pub menu_item: Option<MenuItem>,
    /// What the text is where a question was awaited, if the batch has looked at it.
    pub awaited_text: Option<AwaitedText>,
    pub registration: RegistrationState,
    /// Whether a session that takes questions is on or begins soon.
    pub is_question_session_near: bool,
    pub is_panel_group: Option<bool>,
    pub roles: Option<Vec<Role>>,
    pub accepts_questions: Option<bool>,
    pub reading: Option<Interpretation>,
    /// The attempts that a feature has declined.
    pub declined: Vec<Attempt>,
}

/// What the registration in the making says about a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RegistrationState {
    pub is_under_way: bool,
    /// The text can be an answer to the present step.
    pub accepts_text: bool,
    /// The present step takes every text.
    pub accepts_any_text: bool,
    pub ambiguity: Option<Ambiguity>,
}

impl Facts {
    /// What the text means; `Err` if that is not read yet.
    pub fn reading(&self) -> Result<&Interpretation, Fact> {
        self.reading.as_ref().ok_or(Fact::Reading)
    }

    /// The sender's roles; `Err` if they are not read yet.
    pub fn roles(&self) -> Result<&[Role], Fact> {
        self.roles.as_deref().ok_or(Fact::Roles)
    }

    /// Whether no feature has declined this attempt.
    pub fn may_attempt(&self, attempt: Attempt) -> bool {
        !self.declined.contains(&attempt)
    }
}

#[cfg(test)]
impl Facts {
    /// A person without a role, while questions are accepted.
    pub fn for_test(intent: Intent) -> Self {
        let reading = Interpretation {
            intent,
            alternative: None,
            second_intent: None,
            confidence: 1.0,
            lang: crate::i18n::Lang::Fr,
            is_lang_clear: true,
            not_understood: false,
            likely_intents: Vec::new(),
            comparisons: 0,
            explanations: Vec::new(),
        };
        Self {
            roles: Some(Vec::new()),
            accepts_questions: Some(true),
            is_panel_group: Some(false),
            reading: Some(reading),
            declined: vec![Attempt::SavedAnswer, Attempt::KnownMeaning],
            ..Facts::default()
        }
    }
}

/// Updates for the tests of the classification.
#[cfg(test)]
pub mod test_updates {
    use crate::chat::{ChatKind, Incoming, Input};
    use crate::ids::{ChatId, MessageId};

    pub fn update(input: Input) -> Incoming {
        Incoming {
            chat: ChatId(5),
            chat_kind: ChatKind::Private,
            chat_title: String::new(),
            from: None,
            input,
            addressed_bot: None,
            album: None,
            topic: None,
            is_sent_as_chat: false,
            message_id: Some(MessageId(1)),
            reply_to: None,
            html: None,
        }
    }

    pub fn command(name: &str) -> Input {
        Input::Command { name: name.to_owned(), rest: String::new() }
    }

    pub fn press(data: &str) -> Input {
        Input::Press { press_id: "p".to_owned(), data: data.to_owned(), message_id: None }
    }
}
