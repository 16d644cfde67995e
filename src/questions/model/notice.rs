//! The kinds of notice that an author gets about a question.

/// What became of a question, as its author reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AuthorNotice {
    Approved,
    /// Claimed by a moderator, not on the screen.
    Claimed,
    /// On the screen: it is being answered now.
    OnScreen,
    Answered,
    Rejected,
    PrivateCase,
    Merged,
    /// Back in the queue, or deferred after it was announced for soon.
    Requeued,
    /// Not public any more: a moderator reads it again first.
    BackToReview,
    /// A moderator changed the wording, which removed the author's name.
    Reworded,
    /// The author's wording and name are back.
    OriginalRestored,
}
