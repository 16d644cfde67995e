//! People who take part in a browser, without an account. A visitor is a random key in a signed cookie, and a
//! [`crate::people`] row like any other, under an id that follows from the key: the key itself is stored nowhere.
//!
//! ```text
//! cookie ── Signer ──▶ VisitorKey ── person_id ──▶ PersonId ── find_account ──▶ the Telegram account, once it took over
//! ```

mod key;
mod proof_of_work;
mod room_code;
mod store;
mod transfer_code;

pub use key::{Signer, VisitorKey};
pub use proof_of_work::{Challenge, Difficulty};
pub use room_code::ROOM_CODE_ROTATION;
pub use store::{
    create_signing_secret, delete_links_to, find_account, insert_transfer_code, link_account, load_signer,
    redeem_transfer_code,
};
pub use transfer_code::{TRANSFER_CODE_TTL, TransferCode};
