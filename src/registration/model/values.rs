//! The texts that people give: name, organisation, e-mail, area, access needs. Each type has one `parse`
//! with the rule, and `from_stored` for values that were accepted before.

use std::fmt;

use email_address::{EmailAddress, Options};
use serde::{Deserialize, Serialize};

use super::invalid_answer::InvalidAnswer;
use crate::text;

/// A person's name, in any script: 2 to 80 characters with at least one visible letter. Only blanks are
/// normalised; capitals and particles stay as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FullName(String);

impl FullName {
    /// Reads a typed name; an error says whether it is too long or not a name.
    pub fn parse(typed: &str) -> Result<Self, InvalidAnswer> {
        let name = text::clean_line(typed);
        match name.chars().count() {
            81.. => Err(InvalidAnswer::NameTooLong),
            2.. if name.chars().any(|c| c.is_alphabetic() && text::is_visible(c)) => Ok(Self(name)),
            _ => Err(InvalidAnswer::NameInvalid),
        }
    }
}

/// The organisation that a person represents: 2 to 120 characters with a letter or a digit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Organisation(String);

impl Organisation {
    /// Reads a typed organisation; an error says whether it is too long or not a name.
    pub fn parse(typed: &str) -> Result<Self, InvalidAnswer> {
        let name = text::clean_line(typed);
        match name.chars().count() {
            121.. => Err(InvalidAnswer::OrganisationTooLong),
            2.. if name.chars().any(char::is_alphanumeric) => Ok(Self(name)),
            _ => Err(InvalidAnswer::OrganisationInvalid),
        }
    }
}

/// An e-mail address of at most 254 bytes (RFC 5321), with a top-level domain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Email(String);

impl Email {
    /// Reads a typed address; anything else is [`InvalidAnswer::EmailInvalid`].
    pub fn parse(typed: &str) -> Result<Self, InvalidAnswer> {
        let options = Options::default().without_display_text().without_domain_literal().with_required_tld();
        // People type blanks around an address, and some phones add a full stop after it.
        let address = typed.trim().trim_end_matches('.');
        match EmailAddress::parse_with_options(address, options) {
            Ok(email) if address.len() <= 254 => Ok(Self(email.to_string())),
            _ => Err(InvalidAnswer::EmailInvalid),
        }
    }
}

/// A commune or a neighbourhood: 2 to 60 characters with a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area(String);

impl Area {
    /// Reads a typed area; an error says whether it is too long or not a name.
    pub fn parse(typed: &str) -> Result<Self, InvalidAnswer> {
        let area = text::clean_line(typed);
        match area.chars().count() {
            61.. => Err(InvalidAnswer::AreaTooLong),
            2.. if area.chars().any(char::is_alphabetic) => Ok(Self(area)),
            _ => Err(InvalidAnswer::AreaInvalid),
        }
    }
}

/// What a person needs in order to come and take part, in their own words: 2 to 300 characters.
/// This is health data: an export contains it only when the column is named explicitly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessNeeds(String);

impl AccessNeeds {
    /// Reads typed needs; an error says whether the text is too long or empty.
    pub fn parse(typed: &str) -> Result<Self, InvalidAnswer> {
        let needs = text::clean_line(typed);
        match needs.chars().count() {
            301.. => Err(InvalidAnswer::AccessNeedsTooLong),
            2.. if needs.chars().any(char::is_alphanumeric) => Ok(Self(needs)),
            _ => Err(InvalidAnswer::AccessNeedsInvalid),
        }
    }
}

macro_rules! impl_text_value {
    ($($value:ident),*) => {
        $(
            impl fmt::Display for $value {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(&self.0)
                }
            }

            impl FromStored for $value {
                fn from_stored(text: String) -> Self {
                    Self(text)
                }
            }
        )*
    };
}

impl_text_value!(FullName, Organisation, Email, Area, AccessNeeds);

/// A value that was accepted before and is read from a row.
pub trait FromStored {
    /// Wraps the stored text without validation: a stricter rule must not make an old row unreadable.
    fn from_stored(text: String) -> Self;
}

/// The value of a column in which an empty text means "no answer".
pub fn optional_from_stored<T: FromStored>(text: String) -> Option<T> {
    (!text.is_empty()).then(|| T::from_stored(text))
}
