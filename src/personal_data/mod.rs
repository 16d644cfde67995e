//! Personal data: what is stored on a person, shown to them and erased on request, and how long it is kept.
//! Export, erasure and retention all execute the one inventory.
//!
//! ```text
//! Marie      /mesdonnees
//! Kozé       Tout ce que je garde sur vous : … [🗑 Tout effacer]   mes-donnees.json
//! Marie      [🗑 Tout effacer] [🗑 Oui, tout effacer]
//! Kozé       C'est effacé.
//! ```

mod export_file;
mod export_text;
mod figures_table;
mod handlers;
mod inventory;
mod model;
mod payload;
mod register;
mod register_file;
mod retention;
mod rules;
mod store;
mod view;

pub use export_file::render_attachment;
pub use export_text::ExportFormatter;
pub use figures_table::attendance_table;
pub use handlers::{ask_to_erase, cancel_erasure, detect_data_request, erase, send_export, send_register};
pub use inventory::{
    DATA_INVENTORY, ErasureEffect, PersonalRows, RetentionEffect, TableInventory, TableWords, words_of,
};
pub use model::{
    DataSubjectRight, ErasedRows, ExportedTable, JsonRow, RegistrationCount, RetentionAction, RetentionStage,
};
pub use payload::Payload;
pub use register_file::{RegisterFormat, register_file, render_register};
pub use retention::{
    StageStatus, advance_retention, count_registrations, enforce_retention, record_backup_removed,
    record_erasure, stage_statuses, try_erasure,
};
pub use store::erased_accounts::restore_facts;
pub use store::erasure::erase_person;
pub use store::expiry::expire_old_rows;
pub use store::export::export;
