//! The account as PDF; the crate `event_documents` lays it out.

use event_documents::{DocumentError, Report, ReportBlock};

use super::outline::{Item, Outline};
use crate::args;
use crate::i18n::texts;

/// The account as a file.
pub fn account_pdf(outline: &Outline) -> Result<Vec<u8>, DocumentError> {
    let t = texts(outline.lang);
    let mut blocks = vec![ReportBlock::Note(outline.status.clone())];
    blocks.extend(outline.lead.iter().cloned().map(ReportBlock::Paragraph));
    for section in &outline.sections {
        blocks.push(ReportBlock::Section(section.heading.clone()));
        blocks.push(ReportBlock::Paragraph(section.intro.clone()));
        section.questions.iter().for_each(|item| push_item(&mut blocks, item));
        blocks.extend(section.list.iter().cloned().map(ReportBlock::Item));
    }
    event_documents::report(&Report {
        language: outline.lang.code().to_owned(),
        event: outline.event.clone(),
        title: outline.title.clone(),
        blocks,
        page_number: t.plain("account-page", args!(page = "{page}", pages = "{pages}")),
        footer: outline.contact.clone(),
    })
}

/// A text of several lines becomes a paragraph for each.
fn push_item(blocks: &mut Vec<ReportBlock>, item: &Item) {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    blocks.push(ReportBlock::Subsection(item.text.replace('\n', " ")));
    blocks.push(ReportBlock::Note(item.facts.clone()));
    if !item.grouped.is_empty() {
        blocks.push(ReportBlock::Note(item.grouped_label.clone()));
        blocks.extend(item.grouped.iter().map(|(_, text)| ReportBlock::Item(text.replace('\n', " "))));
    }
    if !item.answer.is_empty() {
        blocks.push(ReportBlock::Note(item.answer_label.clone()));
        blocks.extend(lines(&item.answer).into_iter().map(ReportBlock::Quotation));
    }
}
