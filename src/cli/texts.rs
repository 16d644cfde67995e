//! `koze texts --review gcf`: what Kozé says in a language, beside the French, as a page for a person
//! who will read it over. The texts about which somebody had a doubt come first.

use std::fmt::Write as _;

use super::{Stop, print};
use crate::config::{self, Wrong};
use crate::i18n::{Lang, sources};
use crate::programme::{Local, Programme};

#[derive(clap::Args)]
pub struct Texts {
    /// The language to be read over: gcf or en.
    #[arg(long, value_name = "LANGUAGE")]
    review: String,
    /// The event file; without one, the forum that is compiled in.
    #[arg(long, env = "KOZE_EVENT")]
    event: Option<std::path::PathBuf>,
}

impl Texts {
    pub fn write(self) -> Result<(), Stop> {
        let lang = Lang::from_code(&self.review).filter(|lang| *lang != Lang::Fr).ok_or_else(|| {
            Wrong(format!("--review {}: write gcf or en; French is what they are compared with", self.review))
        })?;
        print(page(lang, &config::read_event(self.event.as_deref())?))
    }
}

/// A text to be read over.
struct Text {
    id: String,
    /// What somebody was not sure of.
    doubt: String,
    said: String,
}

/// The messages of one file, in its order.
fn messages(source: &str) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    let mut doubt = String::new();
    for line in source.lines() {
        if let Some(comment) = line.strip_prefix('#') {
            doubt = comment.trim().strip_prefix("doute :").unwrap_or_default().trim().to_owned();
        } else if let Some((id, said)) =
            line.split_once(" =").filter(|_| line.starts_with(|first: char| first.is_ascii_lowercase()))
        {
            let said = said.trim().to_owned();
            texts.push(Text { id: id.to_owned(), doubt: std::mem::take(&mut doubt), said });
        } else if let Some(text) = texts.last_mut() {
            text.said.push('\n');
            text.said.push_str(line);
        }
    }
    texts.retain(|text| !text.id.starts_with("words-"));
    texts
}

/// Without the marks of the file: `{ $name }` becomes `[name]`, a choice becomes its lines.
fn readable(said: &str) -> String {
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

fn entry(page: &mut String, id: &str, doubt: &str, theirs: &str, french: &str) {
    let quoted = |text: &str| readable(text).replace('\n', "  \n> ");
    let _ = write!(page, "\n**{id}**");
    if !doubt.is_empty() {
        let _ = write!(page, " · doute : {doubt}");
    }
    let _ = write!(page, "\n\n> {}\n\nEn français :\n\n> {}\n", quoted(theirs), quoted(french));
}

/// The whole page, for people who read French.
fn page(lang: Lang, event: &Programme) -> String {
    let mut page = format!(
        "# Les textes à relire ({code})\n\n\
         Cette page est faite par `koze texts --review {code}` : ne la corrigez pas ici, écrivez-nous. \
         Un nom entre crochets, comme [title], est remplacé par le vrai mot. Une ligne qui commence par – \
         est l'un de plusieurs cas.\n",
        code = lang.code()
    );
    let files: Vec<(&str, Vec<Text>)> =
        sources(lang).map(|(name, source)| (name, messages(source))).collect();
    let french: Vec<Text> = sources(Lang::Fr).flat_map(|(_, source)| messages(source)).collect();
    let in_french = |id: &str| french.iter().find(|text| text.id == id).map_or("", |text| text.said.as_str());

    let doubtful = files.iter().flat_map(|(_, texts)| texts).filter(|text| !text.doubt.is_empty());
    let _ = write!(page, "\n## D'abord, les doutes ({})\n", doubtful.clone().count());
    for text in doubtful {
        entry(&mut page, &text.id, &text.doubt, &text.said, in_french(&text.id));
    }
    page.push_str("\n## Le fichier de l'événement\n");
    let topics = event.topics.iter().map(|topic| (topic.id.as_str(), &topic.text));
    for (id, local) in [("about", &event.about)].into_iter().chain(topics) {
        if let Some(theirs) = own(local, lang) {
            entry(&mut page, id, "", theirs, local.get(Lang::Fr));
        }
    }
    for (name, texts) in &files {
        let _ = write!(page, "\n## {name}\n");
        for text in texts.iter().filter(|text| text.doubt.is_empty()) {
            entry(&mut page, &text.id, "", &text.said, in_french(&text.id));
        }
    }
    page
}

/// A text of the event in this language, if it has one of its own.
fn own(local: &Local, lang: Lang) -> Option<&str> {
    local.all().find(|(of, _)| *of == lang).map(|(_, text)| text)
}
