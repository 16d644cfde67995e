//! The text of an event file as an organiser sees it, lines and columns, and the mistakes found in it.
//!
//! Reading goes on after a mistake, so that all of them are named at once. Where the TOML itself is
//! broken, what merely follows from the broken line is left out.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;

/// Something in an event file that has to be put right.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// One sentence for a person.
    pub message: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

/// A value and the byte of the file at which it stands.
#[derive(Clone, Debug)]
pub(super) struct Spanned<T> {
    pub offset: usize,
    pub value: T,
}

/// What kind of thing is wrong, as far as it matters for leaving out what follows from broken TOML.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DiagnosticKind {
    Syntax,
    /// A key is absent: perhaps only because its line could not be read.
    MissingKey,
    /// A key is not known here: perhaps only because the header above could not be read.
    UnknownKey,
    InvalidValue,
}

/// The file's text with the mistakes found so far.
pub(super) struct SourceFile<'t> {
    text: &'t str,
    diagnostics: RefCell<Vec<(usize, DiagnosticKind, String)>>,
}

impl<'t> SourceFile<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, diagnostics: RefCell::default() }
    }

    /// What is written at a place.
    pub fn text_at(&self, span: Range<usize>) -> &'t str {
        self.text.get(span).unwrap_or_default()
    }

    pub fn syntax_error(&self, at: usize, message: impl Into<String>) {
        self.add(at, DiagnosticKind::Syntax, message.into());
    }

    pub fn missing_key(&self, at: usize, message: impl Into<String>) {
        self.add(at, DiagnosticKind::MissingKey, message.into());
    }

    pub fn unknown_key(&self, at: usize, message: impl Into<String>) {
        self.add(at, DiagnosticKind::UnknownKey, message.into());
    }

    pub fn error(&self, at: usize, message: impl Into<String>) {
        self.add(at, DiagnosticKind::InvalidValue, message.into());
    }

    fn add(&self, at: usize, kind: DiagnosticKind, message: String) {
        self.diagnostics.borrow_mut().push((at, kind, message));
    }

    /// All mistakes in the order of the file.
    pub fn sorted_diagnostics(&self) -> Vec<Diagnostic> {
        let found = self.diagnostics.borrow();
        let broken: Vec<usize> = found
            .iter()
            .filter(|(_, kind, _)| *kind == DiagnosticKind::Syntax)
            .map(|(at, ..)| self.line_and_column(*at).0)
            .collect();
        let broken_header = broken.iter().any(|line| {
            self.text.lines().nth(line - 1).is_some_and(|line| line.trim_start().starts_with('['))
        });
        let counts = |at: usize, kind: DiagnosticKind| match kind {
            DiagnosticKind::Syntax => true,
            DiagnosticKind::MissingKey => broken.is_empty(),
            DiagnosticKind::UnknownKey => !broken_header && !broken.contains(&self.line_and_column(at).0),
            DiagnosticKind::InvalidValue => !broken.contains(&self.line_and_column(at).0),
        };
        let mut mistakes: Vec<Diagnostic> = found
            .iter()
            .filter(|(at, kind, _)| counts(*at, *kind))
            .map(|(at, _, message)| {
                let (line, column) = self.line_and_column(*at);
                Diagnostic { line, column, message: message.clone() }
            })
            .collect();
        mistakes.sort();
        mistakes.dedup();
        mistakes
    }

    /// Line and column, both from 1.
    fn line_and_column(&self, at: usize) -> (usize, usize) {
        let before = &self.text[..self.text.floor_char_boundary(at)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// The candidate that somebody most likely meant by `word`.
pub(super) fn did_you_mean<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    // Below this, Jaro-Winkler begins to propose words that only share a few letters.
    const ALIKE: f64 = 0.8;
    let word = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&word, &candidate.to_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
