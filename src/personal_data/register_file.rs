//! The register as a file: a page to print, without anything loaded from elsewhere, or plain text.

use std::fmt::Write as _;

use super::register::{Block, Register, register};
use crate::chat::RenderedFile;
use crate::clock::EventTime;
use crate::i18n::{Lang, typography};
use crate::programme::Programme;

/// The attachment spec of the register. `fresh:` marks a file that is made anew each time.
pub const REGISTER_SPEC: &str = "fresh:privacy-register";

/// The form of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegisterFormat {
    Html,
    Text,
}

/// The register as the text of a file.
pub fn render_register(programme: &Programme, now: EventTime, format: RegisterFormat) -> String {
    let document = register(programme, now);
    match format {
        RegisterFormat::Html => to_html(&document),
        RegisterFormat::Text => to_text(&document),
    }
}

/// The register as an attachment; `None` if the spec is another one.
pub fn register_file(programme: &Programme, now: EventTime, spec: &str) -> Option<RenderedFile> {
    (spec == REGISTER_SPEC).then(|| RenderedFile {
        name: "registre-des-traitements.html".to_owned(),
        mime: "text/html",
        bytes: render_register(programme, now, RegisterFormat::Html).into_bytes(),
    })
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#111}\
    h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem;border-bottom:1px solid #999}h3{font-size:1rem}\
    dl{margin:0 0 1rem}dt{font-weight:600}dd{margin:0 0 .5rem 1rem;overflow-wrap:anywhere}.todo{background:#fff3c4}\
    @media print{body{font-size:11pt;margin:0;max-width:none}h2,h3,dt{break-after:avoid}}";

fn to_html(document: &Register) -> String {
    let title = set_html(&document.title);
    let mut html = format!(
        "<!doctype html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<h1>{title}</h1>\n"
    );
    for section in &document.sections {
        let _ = writeln!(html, "<h2>{}</h2>", set_html(&section.title));
        for block in &section.blocks {
            let _ = match block {
                Block::Heading(text) => writeln!(html, "<h3>{}</h3>", set_html(text)),
                Block::Text(text) => writeln!(html, "<p>{}</p>", set_html(text)),
                Block::List(lines) => {
                    let lines: String =
                        lines.iter().map(|line| format!("<li>{}</li>\n", set_html(line))).collect();
                    writeln!(html, "<ul>\n{lines}</ul>")
                }
                Block::Facts(pairs) => {
                    let pairs: String = pairs
                        .iter()
                        .map(|(asked, is)| {
                            format!("<dt>{}</dt>\n<dd>{}</dd>\n", set_html(asked), set_html(is))
                        })
                        .collect();
                    writeln!(html, "<dl>\n{pairs}</dl>")
                }
            };
        }
    }
    html.push_str("</body>\n</html>\n");
    let todo = super::register::TO_COMPLETE;
    html.replace(todo, &format!("<span class=\"todo\">{todo}</span>"))
}

/// A text with French typography.
fn set(text: &str) -> String {
    typography::apply(Lang::Fr, text)
}

/// The same inside HTML.
fn set_html(text: &str) -> String {
    set(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn to_text(document: &Register) -> String {
    let mut text = format!("{}\n{}\n", set(&document.title), "=".repeat(document.title.chars().count()));
    for section in &document.sections {
        let _ = write!(text, "\n{}\n{}\n\n", set(&section.title), "-".repeat(section.title.chars().count()));
        for block in &section.blocks {
            let _ = match block {
                Block::Heading(heading) => write!(text, "\n{}\n\n", set(heading)),
                Block::Text(paragraph) => write!(text, "{}\n\n", set(paragraph)),
                Block::List(lines) => {
                    let lines: String = lines.iter().map(|line| format!("- {}\n", set(line))).collect();
                    writeln!(text, "{lines}")
                }
                Block::Facts(pairs) => {
                    let pairs: String =
                        pairs.iter().map(|(asked, is)| set(&format!("{asked} : {is}\n"))).collect();
                    writeln!(text, "{pairs}")
                }
            };
        }
    }
    text
}
