//! The order of the account, what tells two versions apart, and which figures are too small to be told.

use sha2::{Digest as _, Sha256};

use super::model::AccountDigest;
use crate::ids::QuestionNumber;
use crate::questions::{Answered, Outcome, QuestionOutcome};

/// Figures about what single people did in private are told from this number on: below it, in a room where people
/// know each other, somebody could be recognised. 0 is not told either, or every smaller number would say "somebody".
pub const LEAST_TOLD: i64 = 5;

/// An approved question with those that were asked together with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group<'o> {
    pub question: &'o QuestionOutcome,
    pub grouped: Vec<&'o QuestionOutcome>,
}

/// The questions of one theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeGroups<'o> {
    /// The theme's id; `None` for questions without one, or of a theme that the event file no longer has.
    pub theme: Option<&'o str>,
    /// Those with the most votes first.
    pub groups: Vec<Group<'o>>,
}

/// The questions by theme, in the order of `themes`; those without one come last. No theme is empty.
pub fn arrange<'o>(outcome: &'o Outcome, themes: &'o [String]) -> Vec<ThemeGroups<'o>> {
    let is_there = |number: QuestionNumber| {
        outcome.questions.binary_search_by_key(&number, |question| question.number).is_ok()
    };
    // one whose root is gone stands alone
    let stands_alone = |question: &&QuestionOutcome| !question.is_grouped() || !is_there(question.root);
    let mut children: Vec<&QuestionOutcome> =
        outcome.questions.iter().filter(|question| !stands_alone(question)).collect();
    children.sort_by_key(|question| (question.root, question.number));
    let mut roots: Vec<&QuestionOutcome> = outcome.questions.iter().filter(stands_alone).collect();
    roots.sort_by_key(|question| (-question.votes, question.number));
    let group = |question: &'o QuestionOutcome| {
        let from = children.partition_point(|child| child.root < question.number);
        let grouped =
            children[from..].iter().take_while(|child| child.root == question.number).copied().collect();
        Group { question, grouped }
    };
    let of_theme = |theme: Option<&'o str>| {
        let is_known = |id: &String| themes.contains(id);
        let belongs = |question: &&QuestionOutcome| match theme {
            Some(theme) => question.theme == theme,
            None => !is_known(&question.theme),
        };
        let groups: Vec<Group<'o>> = roots.iter().copied().filter(|root| belongs(root)).map(group).collect();
        (!groups.is_empty()).then_some(ThemeGroups { theme, groups })
    };
    let known = themes.iter().map(|theme| Some(theme.as_str()));
    known.chain([None]).filter_map(of_theme).collect()
}

/// The digest of a content: it changes with every word and figure that readers see.
pub fn digest_of(outcome: &Outcome) -> AccountDigest {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text);
    };
    for question in &outcome.questions {
        for number in [i64::from(question.number), question.root.into(), question.votes] {
            add(&number.to_string());
        }
        for text in [&question.theme, question.lang.code(), &question.text, &question.answer] {
            add(text);
        }
        add(answered_name(question.answered));
    }
    for (name, count) in figures(outcome) {
        add(name);
        add(&count.to_string());
    }
    AccountDigest::from_hash(&hash.finalize())
}

/// The figures, by their names in the database.
pub fn figures(outcome: &Outcome) -> Vec<(&'static str, i64)> {
    let others = [(UNREAD, outcome.unread), (PRIVATE, outcome.private), (WITHDRAWN, outcome.withdrawn)];
    outcome.rejected.iter().map(|(name, count)| (*name, *count)).chain(others).collect()
}

pub const UNREAD: &str = "unread";
pub const PRIVATE: &str = "private";
pub const WITHDRAWN: &str = "withdrawn";

/// The name in the database.
pub fn answered_name(answered: Answered) -> &'static str {
    match answered {
        Answered::Aloud => "aloud",
        Answered::InWriting => "written",
        Answered::No => "no",
    }
}

/// How a question was answered, by the name in the database.
pub fn parse_answered(name: &str) -> Answered {
    match name {
        "aloud" => Answered::Aloud,
        "written" => Answered::InWriting,
        _ => Answered::No,
    }
}
