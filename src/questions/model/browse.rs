//! Which part of the questions a person looks at: a page of the public ones, or a moderators' list.

use std::fmt;
use std::str::FromStr;

use strum::{EnumIter, EnumString, IntoStaticStr};

/// Pages beyond this are not accepted from a button, so that no offset overflows.
const MAX_PAGE: i64 = 100_000;

/// A page of the public questions: all by votes, or one theme. Written `r.0` or `t2.1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BrowsePage {
    /// The theme's position in the event file; `None` for all questions.
    pub theme_index: Option<usize>,
    /// The page, from 0.
    pub page: i64,
}

impl fmt::Display for BrowsePage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.theme_index {
            None => write!(f, "r.{}", self.page),
            Some(theme) => write!(f, "t{theme}.{}", self.page),
        }
    }
}

impl FromStr for BrowsePage {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (part, page) = text.split_once('.').ok_or(())?;
        let theme_index = match part {
            "r" => None,
            theme => Some(theme.strip_prefix('t').and_then(|index| index.parse().ok()).ok_or(())?),
        };
        let page = page.parse().ok().filter(|page| (0..MAX_PAGE).contains(page)).ok_or(())?;
        Ok(Self { theme_index, page })
    }
}

/// A list of questions for moderators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumIter, EnumString, IntoStaticStr)]
pub enum QuestionList {
    #[default]
    #[strum(serialize = "waiting")]
    Queued,
    /// Claimed by the moderator who looks.
    #[strum(serialize = "hand")]
    Claimed,
    #[strum(serialize = "later")]
    Deferred,
    /// All that have an author and no answer.
    #[strum(serialize = "unreached")]
    Unanswered,
}

impl QuestionList {
    /// The name in buttons.
    pub fn name(self) -> &'static str {
        self.into()
    }
}
