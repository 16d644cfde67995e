//! The account as plain text, for a terminal.

use super::outline::Outline;

/// The account, a line for each text.
pub fn account_text(outline: &Outline) -> String {
    let mut lines = vec![outline.event.clone(), outline.title.clone(), outline.status.clone(), String::new()];
    lines.extend(outline.lead.iter().cloned());
    for section in &outline.sections {
        lines.extend([String::new(), format!("== {}", section.heading)]);
        lines.extend((!section.intro.is_empty()).then(|| section.intro.clone()));
        for item in &section.questions {
            lines.extend([String::new(), indent("* ", &item.text), format!("  {}", item.facts)]);
            if !item.grouped.is_empty() {
                lines.push(format!("  {}", item.grouped_label));
                lines.extend(item.grouped.iter().map(|(_, text)| indent("  - ", text)));
            }
            if !item.answer.is_empty() {
                lines.push(format!("  {}:", item.answer_label));
                lines.push(indent("    ", &item.answer));
            }
        }
        lines.extend(section.list.iter().map(|line| format!("- {line}")));
    }
    lines.extend([String::new(), outline.contact.clone()]);
    lines.join("\n") + "\n"
}

/// A text of several lines, the first behind `start` and the others below it.
fn indent(start: &str, text: &str) -> String {
    let further = format!("\n{}", " ".repeat(start.len()));
    format!("{start}{}", text.lines().collect::<Vec<_>>().join(&further))
}
