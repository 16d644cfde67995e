//! What a registration is made of: values that are right once they exist, because each is parsed at
//! the door. Pure.

use std::fmt;

use email_address::{EmailAddress, Options};
use serde::{Deserialize, Serialize};

use super::rules::InvalidAnswer;
use crate::text;

/// Who somebody is, as far as the organisers ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    Resident,
    Mediator,
    Employer,
    Institution,
    SocialPartner,
    Other,
}

impl Category {
    pub const ALL: [Category; 6] = [
        Category::Resident,
        Category::Mediator,
        Category::Employer,
        Category::Institution,
        Category::SocialPartner,
        Category::Other,
    ];

    /// Whether they come for a structure. Residents do not, and whoever is none of these need not.
    pub fn has_organisation(self) -> bool {
        !matches!(self, Category::Resident | Category::Other)
    }

    pub fn name(self) -> &'static str {
        match self {
            Category::Resident => "resident",
            Category::Mediator => "mediator",
            Category::Employer => "employer",
            Category::Institution => "institution",
            Category::SocialPartner => "social-partner",
            Category::Other => "other",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.name() == name)
    }
}

/// A person's name, in any script: 2 to 80 characters with at least one letter. Only blanks are
/// tidied; capitals and particles stay as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FullName(String);

impl FullName {
    pub fn parse(typed: &str) -> Result<Self, InvalidAnswer> {
        let name = text::clean_line(typed);
        match name.chars().count() {
            81.. => Err(InvalidAnswer::NameTooLong),
            2.. if name.chars().any(|c| c.is_alphabetic() && text::is_visible(c)) => Ok(Self(name)),
            _ => Err(InvalidAnswer::NameInvalid),
        }
    }
}

/// The body somebody comes for: 2 to 120 characters with a letter or a digit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Organisation(String);

impl Organisation {
    pub fn parse(typed: &str) -> Result<Self, InvalidAnswer> {
        let structure = text::clean_line(typed);
        match structure.chars().count() {
            121.. => Err(InvalidAnswer::OrganisationTooLong),
            2.. if structure.chars().any(char::is_alphanumeric) => Ok(Self(structure)),
            _ => Err(InvalidAnswer::OrganisationInvalid),
        }
    }
}

/// An e-mail address, at most 254 characters, as the standard has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Email(String);

impl Email {
    pub fn parse(typed: &str) -> Result<Self, InvalidAnswer> {
        let options = Options::default().without_display_text().without_domain_literal().with_required_tld();
        // People type a blank around it or hold a phone that puts a full stop behind it, never inside.
        let address = typed.trim().trim_end_matches('.');
        match EmailAddress::parse_with_options(address, options) {
            Ok(email) if address.len() <= 254 => Ok(Self(email.to_string())),
            _ => Err(InvalidAnswer::EmailInvalid),
        }
    }
}

/// A commune or a quartier: 2 to 60 characters with a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area(String);

impl Area {
    pub fn parse(typed: &str) -> Result<Self, InvalidAnswer> {
        let area = text::clean_line(typed);
        match area.chars().count() {
            61.. => Err(InvalidAnswer::AreaTooLong),
            2.. if area.chars().any(char::is_alphabetic) => Ok(Self(area)),
            _ => Err(InvalidAnswer::AreaInvalid),
        }
    }
}

/// What somebody needs in order to come and take part, in their own words: 2 to 300 characters.
/// Health data: it leaves the house only where it is asked for by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessNeeds(String);

impl AccessNeeds {
    pub fn parse(typed: &str) -> Result<Self, InvalidAnswer> {
        let needs = text::clean_line(typed);
        match needs.chars().count() {
            301.. => Err(InvalidAnswer::AccessNeedsTooLong),
            2.. if needs.chars().any(char::is_alphanumeric) => Ok(Self(needs)),
            _ => Err(InvalidAnswer::AccessNeedsInvalid),
        }
    }
}

/// How somebody agreed to the notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentMethod {
    /// They pressed the button themselves.
    #[default]
    #[serde(rename = "oneself")]
    InApp,
    /// They said so to whoever registered them.
    #[serde(rename = "aloud")]
    Verbal,
    /// They signed the paper form.
    Paper,
}

impl ConsentMethod {
    const ALL: [ConsentMethod; 3] = [ConsentMethod::InApp, ConsentMethod::Verbal, ConsentMethod::Paper];

    pub fn name(self) -> &'static str {
        match self {
            ConsentMethod::InApp => "self",
            ConsentMethod::Verbal => "aloud",
            ConsentMethod::Paper => "paper",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|how| how.name() == name)
    }
}

/// The code on a ticket: eight signs none of which looks like another, and no vowel, so that no
/// word comes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketCode(String);

impl TicketCode {
    const ALPHABET: &str = "CDFGHJKMNPQRTVWXY34679";
    const LETTER_COUNT: usize = 17;
    const LENGTH: usize = 8;
    /// What stands before it in a link.
    const PAYLOAD_PREFIX: &str = "t_";

    /// One of 42 thousand million.
    pub fn random() -> Self {
        let sign = |place: usize| {
            // a letter first: eight digits could be a telephone number
            let choice = if place == 0 { Self::LETTER_COUNT } else { Self::ALPHABET.len() };
            char::from(Self::ALPHABET.as_bytes()[rand::random_range(0..choice)])
        };
        Self((0..Self::LENGTH).map(sign).collect())
    }

    /// As people type it: small letters, blanks and hyphens do not matter.
    pub fn parse(typed: &str) -> Option<Self> {
        if typed.len() > 40 {
            return None;
        }
        let code: String = text::clean_line(typed)
            .chars()
            .filter(|&c| c != '-' && !c.is_whitespace())
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let right = code.chars().count() == Self::LENGTH
            && code.chars().all(|sign| Self::ALPHABET.contains(sign))
            && code.starts_with(|sign: char| sign.is_ascii_alphabetic());
        right.then_some(Self(code))
    }

    /// What stands behind `?start=`, if it is a ticket's.
    pub fn from_payload(payload: &str) -> Option<Self> {
        Self::parse(payload.strip_prefix(Self::PAYLOAD_PREFIX)?)
    }

    pub fn payload(&self) -> String {
        format!("{}{}", Self::PAYLOAD_PREFIX, self.0)
    }

    /// As the database keeps it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TicketCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = self.0.split_at(4);
        write!(f, "{first}-{last}")
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for AccessNeeds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for FullName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Organisation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A value that was accepted before and stands in a row.
pub trait FromStored {
    /// Takes the text as it stands: no rule is applied again.
    fn from_stored(text: String) -> Self;
}

macro_rules! impl_from_stored {
    ($($value:ident),*) => {
        $(impl FromStored for $value {
            fn from_stored(text: String) -> Self {
                Self(text)
            }
        })*
    };
}

impl_from_stored!(FullName, Organisation, Email, Area, AccessNeeds);

/// A column that holds an empty text where nothing was said.
pub fn optional_from_stored<T: FromStored>(text: String) -> Option<T> {
    (!text.is_empty()).then(|| T::from_stored(text))
}
