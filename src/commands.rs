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
    /// For moderators: the queue.
    Queue,
    /// For moderators: take the next question.
    Next,
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
    /// For moderators: what has to be looked at, the question is answered, one from the floor, one
    /// over several, what was done, where we are, the switches (in a group: the panel), on paper.
    Review,
    Answered,
    Floor,
    Umbrella,
    Journal,
    Summary,
    Moderation,
    Print,
    /// What one is reminded of.
    Reminders,
    /// For organisers: shift or change the schedule.
    Shift,
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
            "file" | "queue" => Self::Queue,
            "suivante" | "next" => Self::Next,
            "billet" | "ticket" => Self::Ticket,
            "autres" | "others" => Self::Others,
            "inscrits" | "guests" => Self::Guests,
            "mesdonnees" | "mydata" => Self::MyData,
            "effacer" | "erase" => Self::Erase,
            "questions" | "vote" | "voter" => Self::Browse,
            "mesquestions" | "mine" => Self::Mine,
            "relire" | "review" => Self::Review,
            "repondue" | "answered" => Self::Answered,
            "salle" | "floor" => Self::Floor,
            "chapeau" | "umbrella" => Self::Umbrella,
            "journal" => Self::Journal,
            "bilan" | "summary" => Self::Summary,
            "moderation" => Self::Moderation,
            "imprimer" | "print" => Self::Print,
            "rappels" | "reminders" => Self::Reminders,
            "decaler" | "shift" => Self::Shift,
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
            Self::Queue => "file",
            Self::Next => "suivante",
            Self::Ticket => "billet",
            Self::Others => "autres",
            Self::Guests => "inscrits",
            Self::MyData => "mesdonnees",
            Self::Erase => "effacer",
            Self::Browse => "questions",
            Self::Mine => "mesquestions",
            Self::Review => "relire",
            Self::Answered => "repondue",
            Self::Floor => "salle",
            Self::Umbrella => "chapeau",
            Self::Journal => "journal",
            Self::Summary => "bilan",
            Self::Moderation => "moderation",
            Self::Print => "imprimer",
            Self::Reminders => "rappels",
            Self::Shift => "decaler",
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
    let for_moderators: &[Command] = if moderator {
        &[Queue, Next, Review, Answered, Floor, Umbrella, Moderation, Journal, Summary, Print]
    } else {
        &[]
    };
    let t = texts(lang);
    for_moderators
        .iter()
        .chain(&for_all)
        .map(|command| (command.name().to_owned(), t.label(&format!("command-{}", command.name()))))
        .collect()
}

/// What organisers are offered besides.
pub fn for_organisers(lang: Lang) -> Vec<(String, String)> {
    let t = texts(lang);
    vec![
        (Command::Shift.name().to_owned(), t.label("command-decaler")),
        (Command::Guests.name().to_owned(), t.label("command-inscrits")),
    ]
}
