//! `koze texts --review gcf`: what Kozé says in a language, beside the French, as a page for a person
//! who will read it over. The texts about which somebody had a doubt come first.

use std::fmt::Write as _;

use super::error::CliError;
use super::startup::write_stdout;
use crate::config::{self, ConfigError};
use crate::i18n::{Lang, fluent_sources};
use crate::programme::{LocalizedText, Programme};

#[derive(clap::Args)]
pub struct TextsReview {
    /// The language to be read over: gcf or en.
    #[arg(long, value_name = "LANGUAGE")]
    review: String,
    /// The event file; without one, the forum that is compiled in.
    #[arg(long, env = "KOZE_EVENT")]
    event: Option<std::path::PathBuf>,
}

impl TextsReview {
    pub fn run(self) -> Result<(), CliError> {
        let lang = Lang::from_code(&self.review).filter(|lang| *lang != Lang::Fr).ok_or_else(|| {
            ConfigError(format!(
                "--review {}: write gcf or en; French is what they are compared with",
                self.review
            ))
        })?;
        write_stdout(render_page(lang, &config::load_event_file(self.event.as_deref())?))
    }
}

/// A text to be read over.
struct ReviewedText {
    id: String,
    /// What somebody was not sure of.
    reviewer_note: String,
    value: String,
}

/// The messages of one file, in its order.
fn parse_messages(source: &str) -> Vec<ReviewedText> {
    let mut texts: Vec<ReviewedText> = Vec::new();
    let mut doubt = String::new();
    for line in source.lines() {
        if let Some(comment) = line.strip_prefix('#') {
            doubt = comment.trim().strip_prefix("doute :").unwrap_or_default().trim().to_owned();
        } else if let Some((id, said)) =
            line.split_once(" =").filter(|_| line.starts_with(|first: char| first.is_ascii_lowercase()))
        {
            let said = said.trim().to_owned();
            texts.push(ReviewedText {
                id: id.to_owned(),
                reviewer_note: std::mem::take(&mut doubt),
                value: said,
            });
        } else if let Some(text) = texts.last_mut() {
            text.value.push('\n');
            text.value.push_str(line);
        }
    }
    texts.retain(|text| !text.id.starts_with("words-"));
    texts
}

/// Without the marks of the file: `{ $name }` becomes `[name]`, a choice becomes its lines.
fn to_readable(said: &str) -> String {
    let said = ["<b>", "</b>", "<i>", "</i>"].iter().fold(said.to_owned(), |said, tag| said.replace(tag, ""));
    let mut lines: Vec<String> = Vec::new();
    for line in said.lines() {
        let line = line.trim();
        let line = match line.rsplit_once("{ $") {
            Some((before, choice)) if choice.ends_with("->") => before.trim_end(),
            _ => line,
        };
        let line = line.strip_prefix('}').unwrap_or(line).trim();
        let case = line.trim_start_matches('*').strip_prefix('[').and_then(|rest| rest.split_once(']'));
        let line = case.map_or_else(|| line.to_owned(), |(_, said)| format!("– {}", said.trim()));
        lines.push(line.replace("{ \"\" }", "").replace("{ $", "[").replace(" }", "]"));
    }
    lines.retain(|line| !line.is_empty() && line != "–");
    lines.join("\n")
}

fn write_entry(page: &mut String, id: &str, doubt: &str, theirs: &str, french: &str) {
    let quoted = |text: &str| to_readable(text).replace('\n', "  \n> ");
    let _ = write!(page, "\n**{id}**");
    if !doubt.is_empty() {
        let _ = write!(page, " · doute : {doubt}");
    }
    let _ = write!(page, "\n\n> {}\n\nEn français :\n\n> {}\n", quoted(theirs), quoted(french));
}

/// The whole page, for people who read French.
fn render_page(lang: Lang, event: &Programme) -> String {
    let mut page = format!(
        "# Les textes à relire ({code})\n\n\
         Cette page est faite par `koze texts --review {code}` : ne la corrigez pas ici, écrivez-nous. \
         Un nom entre crochets, comme [title], est remplacé par le vrai mot. Une ligne qui commence par – \
         est l'un de plusieurs cas.\n",
        code = lang.code()
    );
    let files: Vec<(&str, Vec<ReviewedText>)> =
        fluent_sources(lang).map(|(name, source)| (name, parse_messages(source))).collect();
    let french: Vec<ReviewedText> =
        fluent_sources(Lang::Fr).flat_map(|(_, source)| parse_messages(source)).collect();
    let in_french =
        |id: &str| french.iter().find(|text| text.id == id).map_or("", |text| text.value.as_str());

    let doubtful = files.iter().flat_map(|(_, texts)| texts).filter(|text| !text.reviewer_note.is_empty());
    let _ = write!(page, "\n## D'abord, les doutes ({})\n", doubtful.clone().count());
    for text in doubtful {
        write_entry(&mut page, &text.id, &text.reviewer_note, &text.value, in_french(&text.id));
    }
    page.push_str("\n## Le fichier de l'événement\n");
    let topics = event.topics.iter().map(|topic| (topic.id.as_str(), &topic.text));
    for (id, local) in [("about", &event.about)].into_iter().chain(topics) {
        if let Some(theirs) = own_translation(local, lang) {
            write_entry(&mut page, id, "", theirs, local.get(Lang::Fr));
        }
    }
    for (name, texts) in &files {
        let _ = write!(page, "\n## {name}\n");
        for text in texts.iter().filter(|text| text.reviewer_note.is_empty()) {
            write_entry(&mut page, &text.id, "", &text.value, in_french(&text.id));
        }
    }
    page
}

/// A text of the event in this language, if it has one of its own.
fn own_translation(local: &LocalizedText, lang: Lang) -> Option<&str> {
    local.all().find(|(of, _)| *of == lang).map(|(_, text)| text)
}
