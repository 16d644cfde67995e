//! Roles and invitations: one-time links make a person moderator, organiser, mediator or counsellor;
//! organisers list the roles and take them away.
//!
//! ```text
//! laptop     koze invite moderator   → https://t.me/…?start=…
//! Aimé       (opens the link)
//! Kozé       Bienvenue ! Vous modérez les questions pour : …
//! Josiane    /roles
//! Kozé       Qui a un rôle : Aimé · modération, depuis le 12 novembre … [Retirer : Aimé, modération]
//! Josiane    [Retirer : Aimé, modération] [Retirer ce rôle]
//! Kozé       C'est fait : Aimé n'a plus ce rôle.        (to Aimé: Vous n'avez plus ce rôle …)
//! ```

mod handlers;
mod model;
mod payload;
mod revocation;
mod store;
mod view;

pub use handlers::{press, redeem, show_roles};
pub use model::{INVITE_TTL, InviteCode, OpenInvite, RoleHolder};
pub use payload::Payload;
pub use revocation::revoke;
pub use store::{insert_invite, list_open_invites, list_role_holders, withdraw_invite};
