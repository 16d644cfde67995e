//! The commands people may type: names, aliases, and how they are listed in each language.
//!
//! Nobody needs to know one; every one of them is also a button.

use crate::i18n::{Lang, texts};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    Start,
    Register,
    Programme,
    AskQuestion,
    Language,
    Help,
    Cancel,
    /// One's ticket, or a code to take one over.
    Ticket,
    /// Other people one registers.
    RegisterOthers,
    /// For organisers: who comes.
    RegistrationList,
    /// Everything held on whoever asks.
    MyData,
    /// Has it erased.
    EraseMyData,
    /// Others' questions, to read and vote for.
    BrowseQuestions,
    /// One's own questions.
    MyQuestions,
    /// For moderators.
    Moderation(ModeratorCommand),
    /// What one is reminded of.
    Reminders,
    /// For organisers: shift or change the schedule.
    ChangeSchedule,
    /// For organisers: tell many at once.
    Announce,
    /// For organisers: who has which role, and taking one away.
    Roles,
}

/// What moderators can type instead of pressing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModeratorCommand {
    /// The queue.
    Panel,
    /// Take the next question.
    TakeNext,
    /// What has to be looked at.
    Review,
    /// The question on the screen is answered.
    Answered,
    /// A question from the floor: behind the command, or asked for.
    FromAudience,
    /// The same for one over several.
    Combined,
    /// What was done.
    Journal,
    /// Where we are.
    Summary,
    /// The switches; in a group, the panel.
    Settings,
    /// The queue on paper.
    Print,
}

impl Command {
    /// `name` without the slash, in lower case.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "start" => Self::Start,
            "inscription" | "register" => Self::Register,
            "programme" | "program" | "schedule" => Self::Programme,
            "question" | "ask" => Self::AskQuestion,
            "langue" | "language" | "lang" => Self::Language,
            "aide" | "help" => Self::Help,
            "annuler" | "cancel" => Self::Cancel,
            "file" | "queue" => Self::Moderation(ModeratorCommand::Panel),
            "suivante" | "next" => Self::Moderation(ModeratorCommand::TakeNext),
            "billet" | "ticket" => Self::Ticket,
            "autres" | "others" => Self::RegisterOthers,
            "inscrits" | "guests" => Self::RegistrationList,
            "mesdonnees" | "mydata" => Self::MyData,
            "effacer" | "erase" => Self::EraseMyData,
            "questions" | "vote" | "voter" => Self::BrowseQuestions,
            "mesquestions" | "mine" => Self::MyQuestions,
            "relire" | "review" => Self::Moderation(ModeratorCommand::Review),
            "repondue" | "answered" => Self::Moderation(ModeratorCommand::Answered),
            "salle" | "floor" => Self::Moderation(ModeratorCommand::FromAudience),
            "chapeau" | "umbrella" => Self::Moderation(ModeratorCommand::Combined),
            "journal" => Self::Moderation(ModeratorCommand::Journal),
            "bilan" | "summary" => Self::Moderation(ModeratorCommand::Summary),
            "moderation" => Self::Moderation(ModeratorCommand::Settings),
            "imprimer" | "print" => Self::Moderation(ModeratorCommand::Print),
            "rappels" | "reminders" => Self::Reminders,
            "decaler" | "shift" => Self::ChangeSchedule,
            "annonce" | "announce" => Self::Announce,
            "roles" => Self::Roles,
            _ => return None,
        })
    }

    /// The name it is listed under.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Register => "inscription",
            Self::Programme => "programme",
            Self::AskQuestion => "question",
            Self::Language => "langue",
            Self::Help => "aide",
            Self::Cancel => "annuler",
            Self::Moderation(ModeratorCommand::Panel) => "file",
            Self::Moderation(ModeratorCommand::TakeNext) => "suivante",
            Self::Ticket => "billet",
            Self::RegisterOthers => "autres",
            Self::RegistrationList => "inscrits",
            Self::MyData => "mesdonnees",
            Self::EraseMyData => "effacer",
            Self::BrowseQuestions => "questions",
            Self::MyQuestions => "mesquestions",
            Self::Moderation(ModeratorCommand::Review) => "relire",
            Self::Moderation(ModeratorCommand::Answered) => "repondue",
            Self::Moderation(ModeratorCommand::FromAudience) => "salle",
            Self::Moderation(ModeratorCommand::Combined) => "chapeau",
            Self::Moderation(ModeratorCommand::Journal) => "journal",
            Self::Moderation(ModeratorCommand::Summary) => "bilan",
            Self::Moderation(ModeratorCommand::Settings) => "moderation",
            Self::Moderation(ModeratorCommand::Print) => "imprimer",
            Self::Reminders => "rappels",
            Self::ChangeSchedule => "decaler",
            Self::Announce => "annonce",
            Self::Roles => "roles",
        }
    }
}

/// The commands as a phone lists them: name, description.
pub fn commands_for_user(lang: Lang, moderator: bool) -> Vec<(String, String)> {
    use Command::*;
    let for_all = [
        Register,
        Ticket,
        RegisterOthers,
        Programme,
        Reminders,
        AskQuestion,
        BrowseQuestions,
        MyQuestions,
        Language,
        Help,
        Cancel,
        MyData,
        EraseMyData,
    ];
    let for_moderators: &[ModeratorCommand] = if moderator {
        use ModeratorCommand::*;
        &[Panel, TakeNext, Review, Answered, FromAudience, Combined, Settings, Journal, Summary, Print]
    } else {
        &[]
    };
    describe(lang, for_moderators.iter().copied().map(Moderation).chain(for_all))
}

/// What organisers are offered besides.
pub fn commands_for_organiser(lang: Lang) -> Vec<(String, String)> {
    describe(lang, [Command::Announce, Command::ChangeSchedule, Command::RegistrationList, Command::Roles])
}

fn describe(lang: Lang, commands: impl IntoIterator<Item = Command>) -> Vec<(String, String)> {
    let description = |name| texts(lang).label(&format!("command-{name}"));
    commands.into_iter().map(Command::name).map(|name| (name.to_owned(), description(name))).collect()
}
