//! The account as a page: headings in order, a language for each text, no script.

use std::fmt::Write as _;

use super::outline::{Item, Outline, Section};
use crate::args;
use crate::i18n::{Lang, escape_html, texts};

/// The style of the page, for a file of its own or inside the page.
pub const PAGE_CSS: &str = include_str!("page.css");

/// A whole page. `head` stands in its head, `main` in its body; both are HTML.
pub fn page_document(lang: Lang, title: &str, head: &str, main: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n{head}\n\
         </head>\n<body>\n{main}</body>\n</html>\n",
        lang.code(),
        escape_html(title),
    )
}

/// The account as the content of a page. `links` is HTML that stands at its end.
pub fn account_html(outline: &Outline, links: &str) -> String {
    let mut html = format!(
        "<main>\n<header>\n<p class=\"event\">{}</p>\n<h1>{}</h1>\n<p class=\"status\">{}</p>\n",
        escape_html(&outline.event),
        escape_html(&outline.title),
        escape_html(&outline.status),
    );
    for line in &outline.lead {
        // writing into a string cannot fail
        let _ = writeln!(html, "<p>{}</p>", escape_html(line));
    }
    html.push_str("</header>\n");
    push_contents(&mut html, outline);
    for (index, section) in outline.sections.iter().enumerate() {
        push_section(&mut html, index, section);
    }
    let _ = write!(html, "<footer>\n<p>{}</p>\n{links}</footer>\n</main>\n", escape_html(&outline.contact));
    html
}

/// Links to the themes, where there are several.
fn push_contents(html: &mut String, outline: &Outline) {
    let themes = outline.sections.iter().enumerate().filter(|(_, section)| section.is_theme);
    if themes.clone().count() < 2 {
        return;
    }
    let label = texts(outline.lang).label("account-themes");
    let _ = write!(html, "<nav class=\"contents\" aria-label=\"{label}\">\n<ul>\n");
    for (index, section) in themes {
        let _ = writeln!(
            html,
            "<li><a href=\"#s{index}\">{}</a> ({})</li>",
            escape_html(&section.heading),
            section.questions.len()
        );
    }
    html.push_str("</ul>\n</nav>\n");
}

fn push_section(html: &mut String, index: usize, section: &Section) {
    let _ = write!(
        html,
        "<section aria-labelledby=\"s{index}\">\n<h2 id=\"s{index}\">{}</h2>\n",
        escape_html(&section.heading)
    );
    if !section.intro.is_empty() {
        let _ = writeln!(html, "<p>{}</p>", escape_html(&section.intro));
    }
    for item in &section.questions {
        push_item(html, item);
    }
    if !section.list.is_empty() {
        let items: String =
            section.list.iter().map(|line| format!("<li>{}</li>\n", escape_html(line))).collect();
        let _ = write!(html, "<ul class=\"figures\">\n{items}</ul>\n");
    }
    html.push_str("</section>\n");
}

fn push_item(html: &mut String, item: &Item) {
    let _ = write!(
        html,
        "<article>\n<h3 lang=\"{}\">{}</h3>\n<p class=\"facts\">{}</p>\n",
        item.lang.code(),
        escape_html(&item.text),
        escape_html(&item.facts)
    );
    if !item.grouped.is_empty() {
        let _ = write!(html, "<p class=\"label\">{}</p>\n<ul>\n", escape_html(&item.grouped_label));
        for (lang, text) in &item.grouped {
            let _ = writeln!(html, "<li lang=\"{}\">{}</li>", lang.code(), escape_html(text));
        }
        html.push_str("</ul>\n");
    }
    if !item.answer.is_empty() {
        let _ = write!(
            html,
            "<p class=\"label\">{}</p>\n<blockquote>{}</blockquote>\n",
            escape_html(&item.answer_label),
            escape_html(&item.answer)
        );
    }
    html.push_str("</article>\n");
}

/// What stands at the address before anything is published, or once it is taken down.
pub fn nothing_html(lang: Lang, event: &str) -> String {
    let t = texts(lang);
    format!(
        "<main>\n<header>\n<p class=\"event\">{}</p>\n<h1>{}</h1>\n<p>{}</p>\n</header>\n</main>\n",
        escape_html(event),
        t.html("account-nothing", args!()),
        t.html("account-nothing-why", args!()),
    )
}
