//! The commands people may type: names, aliases, and how they are listed in each language.
//!
//! Nobody needs to know one; every one of them is also a button.

use crate::i18n::{Lang, texts};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    Start,
    Register,
    Programme,
    Question,
    Language,
    Help,
    Cancel,
    /// One's ticket, or a code to take one over.
    Ticket,
    /// Other people one registers.
    Others,
    /// For organisers: who comes.
    Guests,
    /// Everything held on whoever asks.
    MyData,
    /// Has it erased.
    Erase,
    /// Others' questions, to read and vote for.
    Browse,
    /// One's own questions.
    Mine,
    /// For moderators.
    Desk(Order),
    /// What one is reminded of.
    Reminders,
    /// For organisers: shift or change the schedule.
    Shift,
    /// For organisers: tell many at once.
    Announce,
    /// For organisers: who has which role, and taking one away.
    Roles,
}

/// What moderators can type instead of pressing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The queue.
    Panel,
    /// Take the next question.
    Next,
    /// What has to be looked at.
    Review,
    /// The question on the screen is answered.
    Answered,
    /// A question from the floor: behind the command, or asked for.
    Floor,
    /// The same for one over several.
    Umbrella,
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
            "question" | "ask" => Self::Question,
            "langue" | "language" | "lang" => Self::Language,
            "aide" | "help" => Self::Help,
            "annuler" | "cancel" => Self::Cancel,
            "file" | "queue" => Self::Desk(Order::Panel),
            "suivante" | "next" => Self::Desk(Order::Next),
            "billet" | "ticket" => Self::Ticket,
            "autres" | "others" => Self::Others,
            "inscrits" | "guests" => Self::Guests,
            "mesdonnees" | "mydata" => Self::MyData,
            "effacer" | "erase" => Self::Erase,
            "questions" | "vote" | "voter" => Self::Browse,
            "mesquestions" | "mine" => Self::Mine,
            "relire" | "review" => Self::Desk(Order::Review),
            "repondue" | "answered" => Self::Desk(Order::Answered),
            "salle" | "floor" => Self::Desk(Order::Floor),
            "chapeau" | "umbrella" => Self::Desk(Order::Umbrella),
            "journal" => Self::Desk(Order::Journal),
            "bilan" | "summary" => Self::Desk(Order::Summary),
            "moderation" => Self::Desk(Order::Settings),
            "imprimer" | "print" => Self::Desk(Order::Print),
            "rappels" | "reminders" => Self::Reminders,
            "decaler" | "shift" => Self::Shift,
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
            Self::Question => "question",
            Self::Language => "langue",
            Self::Help => "aide",
            Self::Cancel => "annuler",
            Self::Desk(Order::Panel) => "file",
            Self::Desk(Order::Next) => "suivante",
            Self::Ticket => "billet",
            Self::Others => "autres",
            Self::Guests => "inscrits",
            Self::MyData => "mesdonnees",
            Self::Erase => "effacer",
            Self::Browse => "questions",
            Self::Mine => "mesquestions",
            Self::Desk(Order::Review) => "relire",
            Self::Desk(Order::Answered) => "repondue",
            Self::Desk(Order::Floor) => "salle",
            Self::Desk(Order::Umbrella) => "chapeau",
            Self::Desk(Order::Journal) => "journal",
            Self::Desk(Order::Summary) => "bilan",
            Self::Desk(Order::Settings) => "moderation",
            Self::Desk(Order::Print) => "imprimer",
            Self::Reminders => "rappels",
            Self::Shift => "decaler",
            Self::Announce => "annonce",
            Self::Roles => "roles",
        }
    }
}

/// The commands as a phone lists them: name, description.
pub fn offered(lang: Lang, moderator: bool) -> Vec<(String, String)> {
    use Command::*;
    let for_all = [
        Register, Ticket, Others, Programme, Reminders, Question, Browse, Mine, Language, Help, Cancel,
        MyData, Erase,
    ];
    let for_moderators: &[Order] = if moderator {
        use Order::*;
        &[Panel, Next, Review, Answered, Floor, Umbrella, Settings, Journal, Summary, Print]
    } else {
        &[]
    };
    listed(lang, for_moderators.iter().copied().map(Desk).chain(for_all))
}

/// What organisers are offered besides.
pub fn for_organisers(lang: Lang) -> Vec<(String, String)> {
    listed(lang, [Command::Announce, Command::Shift, Command::Guests, Command::Roles])
}

fn listed(lang: Lang, commands: impl IntoIterator<Item = Command>) -> Vec<(String, String)> {
    let description = |name| texts(lang).label(&format!("command-{name}"));
    commands.into_iter().map(Command::name).map(|name| (name.to_owned(), description(name))).collect()
}
