//! Why an answer is refused: one variant for each explanation that a person can get.

/// The reason for which an answer is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidAnswer {
    NameInvalid,
    NameTooLong,
    OrganisationInvalid,
    OrganisationTooLong,
    PhoneInvalid,
    /// The shared contact belongs to another account.
    ContactNotOwn,
    /// A guest's number has to be typed: a shared contact is the sender's own.
    PhoneMustBeTyped,
    EmailInvalid,
    AreaInvalid,
    AreaTooLong,
    AccessNeedsInvalid,
    AccessNeedsTooLong,
    NeedsButton,
    NeedsText,
    /// A sticker or a voice message where a number is expected.
    NeedsPhone,
    /// The person's own name is expected, and the text names a relative.
    NeedsOwnName,
}
