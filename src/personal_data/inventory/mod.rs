//! The one inventory of personal data: for each table of the database which rows and columns hold something
//! on a person, what is exported, and what erasure, the end of retention and ageing do to its rows.
//!
//! Export, erasure and retention have no list of their own: they execute the statements made here. This is
//! also the one place whose statements change the tables of all modules. A test compares it with the
//! database, column by column, so that a new table or column cannot be forgotten.

mod account_tables;
mod event_tables;
mod operation_words;
mod preserved_facts;
mod purposes;
mod registration_tables;
mod staff_tables;
mod table_words;
mod tables;
mod types;
mod word_types;
mod words;

pub use preserved_facts::{HASH_KEY_SETTING, PRESERVED_FACTS};
pub use purposes::Purpose;
pub use registration_tables::{ON_ATTENDANCE_SHEET, REGISTRATION};
pub use tables::DATA_INVENTORY;
pub use types::{
    AgeUnit, Aging, ErasureEffect, ExpiryEffect, ExpiryRule, PersonalRows, RetentionEffect, ScannedText,
    SubjectScope, TableInventory,
};
pub use word_types::TableWords;
pub use words::words_of;
