//! The commands: their names and aliases, and how they are listed in each language.

use crate::i18n::{Lang, texts};

/// The payload of `?start=` in the link that hangs in the hall: it asks for a question.
pub const ASK_START_PAYLOAD: &str = "q";

/// A command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    Start,
    Register,
    Programme,
    AskQuestion,
    Language,
    Help,
    Cancel,
    /// Shows the own ticket, or takes one over by its code.
    Ticket,
    /// The people that the sender has registered.
    RegisterOthers,
    /// For organisers: the list of registrations.
    RegistrationList,
    /// Everything that is stored about the sender.
    MyData,
    /// Erases the sender's data.
    EraseMyData,
    /// The questions of others, to read and vote for.
    BrowseQuestions,
    /// The sender's own questions.
    MyQuestions,
    /// For moderators.
    Moderation(ModeratorCommand),
    /// The settings of reminders.
    Reminders,
    /// For organisers: changes the schedule.
    ChangeSchedule,
    /// For organisers: writes an announcement.
    Announce,
    /// For organisers: the people with a role, and revoking one.
    Roles,
    /// For organisers: what was not understood.
    NotUnderstood,
    /// For the staff at the door: check people in.
    Door,
    /// For organisers: the figures, and a search for people.
    Desk,
    /// Sends a line to the stage view, for moderators and organisers; the line may follow the command.
    Stage,
    /// For organisers: the register of processing.
    PrivacyRegister,
    /// For organisers: registers the people of a list.
    Import,
    /// For organisers: what can be printed and exported.
    Documents,
    /// For organisers: the poster of a place, named behind the command.
    Poster,
    /// For organisers: the groups and channels in which the bot posts.
    LinkedGroups,
    /// In a group or channel: offers to link it.
    LinkGroup,
    /// The sender's certificate of attendance, and those of their guests.
    Certificate,
    /// For organisers: what people thought of the event. For others the questions about it.
    Feedback,
    /// Asks for the floor. For moderators: who waits for it.
    Floor,
    /// By which rule questions are chosen.
    Rule,
    /// What became of the questions: for organisers the draft and its publication, for others what is published.
    QuestionAccount,
}

/// A command for moderators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModeratorCommand {
    /// The panel with the queue.
    Panel,
    /// Take the next question.
    TakeNext,
    /// The questions to review.
    Review,
    /// Marks the question on the screen as answered.
    Answered,
    /// Adds a question from the audience: the text behind the command, or the next one.
    FromAudience,
    /// Adds a question that combines several.
    Combined,
    /// The journal of actions.
    Journal,
    /// The numbers of questions in each state.
    Summary,
    /// The settings; in a group, the panel.
    Settings,
    /// The queue as a file to print.
    Print,
}

impl Command {
    /// The command with this name or alias, which is without the slash and in lower case.
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
            "incompris" | "notunderstood" => Self::NotUnderstood,
            "accueil" | "door" | "entree" => Self::Door,
            "bureau" | "desk" => Self::Desk,
            "regie" | "stage" | "sen" => Self::Stage,
            "registre" | "privacyregister" => Self::PrivacyRegister,
            "importer" | "import" => Self::Import,
            "documents" => Self::Documents,
            "affiche" | "poster" => Self::Poster,
            "attestation" | "certificate" => Self::Certificate,
            "avis" | "feedback" => Self::Feedback,
            "parole" | "mic" | "mikwo" => Self::Floor,
            "groupes" | "groups" | "gwoup" => Self::LinkedGroups,
            "lier" | "link" | "mare" => Self::LinkGroup,
            "regle" | "rule" | "rules" | "reg" => Self::Rule,
            "suites" | "account" | "rapo" => Self::QuestionAccount,
            _ => return None,
        })
    }

    /// The name under which the command is listed.
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
            Self::NotUnderstood => "incompris",
            Self::Door => "accueil",
            Self::Desk => "bureau",
            Self::Stage => "regie",
            Self::PrivacyRegister => "registre",
            Self::Import => "importer",
            Self::Documents => "documents",
            Self::Poster => "affiche",
            Self::Certificate => "attestation",
            Self::Feedback => "avis",
            Self::Floor => "parole",
            Self::LinkedGroups => "groupes",
            Self::LinkGroup => "lier",
            Self::Rule => "regle",
            Self::QuestionAccount => "suites",
        }
    }
}

/// The listed commands of a person, as name and description.
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
        Floor,
        Rule,
        QuestionAccount,
        Certificate,
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
    let stage = moderator.then_some(Stage);
    describe(lang, for_moderators.iter().copied().map(Moderation).chain(stage).chain(for_all))
}

/// The further commands of organisers, as name and description.
pub fn commands_for_organiser(lang: Lang) -> Vec<(String, String)> {
    use Command::*;
    describe(
        lang,
        [
            Desk,
            Announce,
            ChangeSchedule,
            RegistrationList,
            Documents,
            Import,
            NotUnderstood,
            Feedback,
            LinkedGroups,
            Roles,
            PrivacyRegister,
        ],
    )
}

/// The further commands of the staff at the door, as name and description.
pub fn commands_for_door_staff(lang: Lang) -> Vec<(String, String)> {
    describe(lang, [Command::Door])
}

fn describe(lang: Lang, commands: impl IntoIterator<Item = Command>) -> Vec<(String, String)> {
    let description = |name| texts(lang).label(&format!("command-{name}"));
    commands.into_iter().map(Command::name).map(|name| (name.to_owned(), description(name))).collect()
}
