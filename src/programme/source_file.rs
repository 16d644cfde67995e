//! The text of an event file and the mistakes found in it, with lines and columns.
//!
//! Parsing continues after a mistake, so that one run reports all of them. When the TOML syntax itself is broken,
//! mistakes that only follow from the broken line are not reported.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;

/// A mistake in an event file, which the organiser has to correct.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// One sentence for the organiser.
    pub message: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

/// A value and its byte offset in the file.
#[derive(Clone, Debug)]
pub(crate) struct Spanned<T> {
    pub offset: usize,
    pub value: T,
}

/// The kind of a mistake: decides whether it may only be a consequence of broken TOML.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DiagnosticKind {
    Syntax,
    /// A key is absent, perhaps because its line could not be parsed.
    MissingKey,
    /// A key is unknown here, perhaps because the header above it could not be parsed.
    UnknownKey,
    InvalidValue,
}

/// The file's text with the mistakes found so far. The offsets of all methods are bytes.
pub(crate) struct SourceFile<'t> {
    text: &'t str,
    diagnostics: RefCell<Vec<(usize, DiagnosticKind, String)>>,
}

impl<'t> SourceFile<'t> {
    /// A file without mistakes so far.
    pub fn new(text: &'t str) -> Self {
        Self { text, diagnostics: RefCell::default() }
    }

    /// The part of the text in a span; empty for a span outside of the text.
    pub fn text_at(&self, span: Range<usize>) -> &'t str {
        self.text.get(span).unwrap_or_default()
    }

    /// Reports broken TOML.
    pub fn syntax_error(&self, at: usize, message: impl Into<String>) {
        self.add(at, DiagnosticKind::Syntax, message.into());
    }

    /// Reports an absent key.
    pub fn missing_key(&self, at: usize, message: impl Into<String>) {
        self.add(at, DiagnosticKind::MissingKey, message.into());
    }

    /// Reports an unknown key.
    pub fn unknown_key(&self, at: usize, message: impl Into<String>) {
        self.add(at, DiagnosticKind::UnknownKey, message.into());
    }

    /// Reports an invalid value.
    pub fn error(&self, at: usize, message: impl Into<String>) {
        self.add(at, DiagnosticKind::InvalidValue, message.into());
    }

    fn add(&self, at: usize, kind: DiagnosticKind, message: String) {
        self.diagnostics.borrow_mut().push((at, kind, message));
    }

    /// All mistakes in the order of the file, without the consequences of broken TOML.
    pub fn sorted_diagnostics(&self) -> Vec<Diagnostic> {
        let found = self.diagnostics.borrow();
        let broken_lines: Vec<usize> = found
            .iter()
            .filter(|(_, kind, _)| *kind == DiagnosticKind::Syntax)
            .map(|(at, ..)| self.line_and_column(*at).0)
            .collect();
        let is_header_broken = broken_lines.iter().any(|line| {
            self.text.lines().nth(line - 1).is_some_and(|line| line.trim_start().starts_with('['))
        });
        let is_reported = |at: usize, kind: DiagnosticKind| match kind {
            DiagnosticKind::Syntax => true,
            DiagnosticKind::MissingKey => broken_lines.is_empty(),
            DiagnosticKind::UnknownKey => {
                !is_header_broken && !broken_lines.contains(&self.line_and_column(at).0)
            }
            DiagnosticKind::InvalidValue => !broken_lines.contains(&self.line_and_column(at).0),
        };
        let mut diagnostics: Vec<Diagnostic> = found
            .iter()
            .filter(|(at, kind, _)| is_reported(*at, *kind))
            .map(|(at, _, message)| {
                let (line, column) = self.line_and_column(*at);
                Diagnostic { line, column, message: message.clone() }
            })
            .collect();
        diagnostics.sort();
        diagnostics.dedup();
        diagnostics
    }

    /// Line and column, both from 1.
    fn line_and_column(&self, at: usize) -> (usize, usize) {
        let (before, _) = self.text.split_at(self.text.floor_char_boundary(at));
        let line = before.rsplit('\n').next().unwrap_or_default();
        (before.matches('\n').count() + 1, line.chars().count() + 1)
    }
}

/// The candidate most similar to `word`, if any is similar enough to be a likely typing error.
pub(crate) fn did_you_mean<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    // Below this, Jaro-Winkler proposes words that only share a few letters.
    const MIN_SIMILARITY: f64 = 0.8;
    let word = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&word, &candidate.to_lowercase()), candidate))
        .filter(|(similarity, _)| *similarity >= MIN_SIMILARITY)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
