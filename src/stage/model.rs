//! A line for the stage.

use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::clock::EventTime;
use crate::ids::{PersonId, StageLineNumber};

/// A line that is ready, in every language. The text forms are stored, stand in buttons and are part of text ids
/// (`stage-line-…`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, IntoStaticStr, EnumIter)]
#[strum(serialize_all = "kebab-case")]
pub enum ReadyLine {
    FiveMinutes,
    TwoMinutes,
    LastQuestion,
    ToAudience,
    Microphone,
    Conclude,
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineContent {
    Ready(ReadyLine),
    /// A moderator's own words.
    Typed(String),
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum LineState {
    Shown,
    /// Another one took its place.
    Replaced,
    Withdrawn,
}

/// A line for the stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageLine {
    pub number: StageLineNumber,
    pub content: LineContent,
    pub sent_by: PersonId,
    pub sent_at: EventTime,
    pub state: LineState,
    /// When the stage acknowledged it first.
    pub seen_at: Option<EventTime>,
}

/// Why a text cannot be a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineError {
    /// Nothing in it can be read.
    Empty,
    TooLong {
        chars: usize,
    },
}
