//! The rule by which questions are chosen, in plain language: who chooses, in what order, what is set aside and why,
//! and what authors can do. The reasons in it are those that moderators choose from and authors are told.

use strum::IntoEnumIterator;

use super::model::RejectionReason;
use super::settings::load_settings;
use super::wording::reason_sentence;
use crate::db::Conn;
use crate::i18n::{Lang, escape_html, texts};
use crate::programme::Programme;

/// The rule in one language, as plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub title: String,
    /// Who chooses, and in what order; one paragraph each.
    pub choice: Vec<String>,
    /// Introduces the reasons.
    pub aside: String,
    /// Why a question is set aside: a sentence for each [`RejectionReason`], in their order.
    pub reasons: Vec<String>,
    /// What authors can do; one paragraph each.
    pub rights: Vec<String>,
}

/// The rule as it holds now: the event file's own words, else Kozé's with what moderators have switched.
pub async fn load_rule(conn: &mut Conn, programme: &Programme, lang: Lang) -> sqlx::Result<Rule> {
    let settings = load_settings(conn, programme).await?;
    let t = texts(lang);
    let choice = match &programme.round_table.rule {
        Some(own) => own.get(lang).split('\n').map(str::trim).map(str::to_owned).collect(),
        None => vec![
            t.label("rule-who"),
            t.label(match (settings.review_first, settings.browser_review) {
                (true, _) => "rule-review",
                (false, true) => "rule-direct-but-browser",
                (false, false) => "rule-direct",
            }),
            t.label(if settings.boost_newcomers { "rule-order-new" } else { "rule-order" }),
            t.label("rule-together"),
        ],
    };
    Ok(Rule {
        title: t.label("rule-title"),
        choice: choice.into_iter().filter(|line: &String| !line.is_empty()).collect(),
        aside: t.label("rule-aside"),
        reasons: RejectionReason::iter().map(|reason| reason_sentence(programme, t, reason)).collect(),
        rights: vec![
            t.label("rule-private"),
            t.plain("rule-ask-why", &[("contact", programme.contact.email.as_str().into())]),
            t.label("rule-withdraw"),
            t.label("rule-after"),
        ],
    })
}

impl Rule {
    /// The rule as a message of a chat, in its HTML.
    pub fn to_message_html(&self) -> String {
        let mut blocks = vec![format!("<b>{}</b>", escape_html(&self.title))];
        blocks.push(escape_html(&self.choice.join("\n")).into_owned());
        let reasons = self.reasons.iter().map(|reason| format!("\n• {}", escape_html(reason)));
        blocks.push(format!("{}{}", escape_html(&self.aside), reasons.collect::<String>()));
        blocks.push(escape_html(&self.rights.join("\n")).into_owned());
        blocks.join("\n\n")
    }

    /// The rule below its title as HTML of a page: paragraphs and a list.
    pub fn to_page_html(&self) -> String {
        let paragraph = |text: &String| format!("<p>{}</p>\n", escape_html(text));
        let item = |text: &String| format!("<li>{}</li>\n", escape_html(text));
        let choice: String = self.choice.iter().map(paragraph).collect();
        let reasons: String = self.reasons.iter().map(item).collect();
        let rights: String = self.rights.iter().map(paragraph).collect();
        format!("{choice}{}<ul>\n{reasons}</ul>\n{rights}", paragraph(&self.aside))
    }
}
