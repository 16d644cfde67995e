//! The account as texts of one language, in the order in which they are read. Pages, files and the terminal show the
//! same ones.

use strum::IntoEnumIterator;

use super::model::{AccountDigest, Edition};
use super::rules::{self, Group, LEAST_TOLD};
use crate::args;
use crate::i18n::{Lang, Texts, texts, typography};
use crate::programme::Programme;
use crate::questions::{self, Answered, Outcome, QuestionOutcome, RejectionReason};

/// Which account is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown<'a> {
    /// With the numbers by which moderators find the questions.
    Draft(&'a AccountDigest),
    Published(&'a Edition),
}

/// The whole account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    pub lang: Lang,
    /// The event's title.
    pub event: String,
    pub title: String,
    /// Draft or published, and since when.
    pub status: String,
    pub lead: Vec<String>,
    pub sections: Vec<Section>,
    /// Where one can ask why.
    pub contact: String,
}

/// A part with a heading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Section {
    pub heading: String,
    /// Whether it holds questions.
    pub is_theme: bool,
    pub intro: String,
    pub questions: Vec<Item>,
    pub list: Vec<String>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The language in which it was asked.
    pub lang: Lang,
    pub text: String,
    /// Votes and how it was answered, and for moderators its number.
    pub facts: String,
    /// The heading of the questions that were asked together with it.
    pub grouped_label: String,
    pub grouped: Vec<(Lang, String)>,
    /// The heading of the written answer.
    pub answer_label: String,
    /// Empty for none.
    pub answer: String,
}

/// The account of a content.
pub fn make_outline(programme: &Programme, lang: Lang, outcome: &Outcome, shown: Shown<'_>) -> Outline {
    let t = texts(lang);
    let themes: Vec<String> = programme.themes.iter().map(|theme| theme.id.clone()).collect();
    let by_theme = rules::arrange(outcome, &themes);
    let has_themes = by_theme.iter().any(|theme| theme.theme.is_some());
    let mut sections: Vec<Section> = by_theme
        .iter()
        .map(|theme| Section {
            heading: match theme.theme.and_then(|id| questions::theme_title(programme, id, lang)) {
                Some(title) => title.to_owned(),
                None if has_themes => t.label("account-other-questions"),
                None => t.label("account-questions"),
            },
            is_theme: true,
            questions: theme.groups.iter().map(|group| item(t, group, shown)).collect(),
            ..Section::default()
        })
        .collect();
    sections.push(rejected_section(programme, t, outcome));
    sections.push(hidden_section(t, outcome));
    Outline {
        lang,
        event: programme.title.get(lang).to_owned(),
        title: t.label("account-title"),
        status: match shown {
            Shown::Draft(digest) => t.plain("account-draft", args!(version = digest.short())),
            Shown::Published(edition) => {
                let day = programme.to_local_time(edition.published_at).date_naive();
                t.plain("account-published", args!(day = t.format_date(day)))
            }
        },
        lead: vec![count_line(t, outcome), answered_line(t, outcome), t.label("account-no-names")],
        sections,
        contact: t.plain("account-contact", args!(contact = &programme.contact.email)),
    }
}

/// How many questions were approved, those asked together counted each.
pub fn count_line(t: &Texts, outcome: &Outcome) -> String {
    t.plain("account-count", args!(count = outcome.questions.len() as i64))
}

/// How many were answered, and how.
pub fn answered_line(t: &Texts, outcome: &Outcome) -> String {
    let count = |wanted: Answered| {
        outcome.questions.iter().filter(|question| question.answered == wanted).count() as i64
    };
    t.plain(
        "account-answered",
        args!(
            aloud = count(Answered::Aloud),
            written = count(Answered::InWriting),
            none = count(Answered::No),
        ),
    )
}

fn item(t: &Texts, group: &Group<'_>, shown: Shown<'_>) -> Item {
    let question = group.question;
    let number = |question: &QuestionOutcome| match shown {
        Shown::Draft(_) => Some(t.format_number(question.number)),
        Shown::Published(_) => None,
    };
    let answered = match question.answered {
        Answered::Aloud => t.label("account-aloud"),
        Answered::InWriting => t.label("account-written"),
        Answered::No => t.label("account-none"),
    };
    let facts: Vec<String> = number(question)
        .into_iter()
        .chain([t.plain("account-votes", args!(count = question.votes)), answered])
        .collect();
    let grouped = |other: &&QuestionOutcome| {
        let text = typography::apply(other.lang, &other.text);
        match number(other) {
            Some(number) => (other.lang, format!("{text} ({number})")),
            None => (other.lang, text),
        }
    };
    Item {
        lang: question.lang,
        text: typography::apply(question.lang, &question.text),
        facts: facts.join(" · "),
        grouped_label: t.label("account-grouped"),
        grouped: group.grouped.iter().map(grouped).collect(),
        answer_label: t.label("account-answer"),
        answer: typography::apply(t.lang, &question.answer),
    }
}

/// Why questions were set aside, and how many for each reason of the rule.
fn rejected_section(programme: &Programme, t: &Texts, outcome: &Outcome) -> Section {
    let reasons: Vec<(RejectionReason, i64)> = RejectionReason::iter()
        .map(|reason| (reason, outcome.rejected_for(reason)))
        .filter(|(_, count)| *count > 0)
        .collect();
    let line = |(reason, count): &(RejectionReason, i64)| {
        let reason = questions::reason_label(programme, t, *reason);
        t.plain("account-figure", args!(reason = reason, count = *count))
    };
    Section {
        heading: t.label("account-aside"),
        intro: t.label(if reasons.is_empty() { "account-aside-none" } else { "account-aside-why" }),
        list: reasons.iter().map(line).collect(),
        ..Section::default()
    }
}

/// Other questions that are not shown. What single people did in private has no small figures.
fn hidden_section(t: &Texts, outcome: &Outcome) -> Section {
    let mut list = Vec::new();
    if outcome.unread > 0 {
        let reason = t.label("account-unread");
        list.push(t.plain("account-figure", args!(reason = reason, count = outcome.unread)));
    }
    for (id, count) in [("account-private", outcome.private), ("account-withdrawn", outcome.withdrawn)] {
        let reason = t.label(id);
        list.push(match count {
            LEAST_TOLD.. => t.plain("account-figure", args!(reason = reason, count = count)),
            _ => t.plain("account-figure", args!(reason = reason, count = t.label("account-few"))),
        });
    }
    Section { heading: t.label("account-hidden"), list, ..Section::default() }
}
