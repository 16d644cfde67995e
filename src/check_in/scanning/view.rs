//! The messages about the scanning page.

use crate::chat::{Button, Message};
use crate::i18n::Texts;

/// The buttons that open the page: inside Telegram, where the page has a secure address, and in a browser.
pub fn page_links(t: &Texts, public_url: &str, link: &str) -> Message {
    let mut rows = Vec::new();
    // Telegram opens pages at https only, and browsers lend the camera to no others
    let is_secure = public_url.starts_with("https://");
    if is_secure {
        rows.push(vec![Button::web_app(t.label("scan-open"), format!("{public_url}/scan"))]);
    }
    rows.push(vec![Button::link(t.label("scan-open-browser"), link)]);
    let text = if is_secure { "scan-links" } else { "scan-links-insecure" };
    Message::new(t.html(text, &[])).with_inline_keyboard(rows)
}

/// The page has no address that a phone can reach.
pub fn no_address(t: &Texts) -> Message {
    Message::new(t.html("scan-no-address", &[]))
}

/// The links are sent in a private chat only.
pub fn in_private_only(t: &Texts) -> Message {
    Message::new(t.html("scan-private-only", &[]))
}

/// The sender is not staff at the door.
pub fn not_allowed(t: &Texts) -> Message {
    Message::new(t.html("scan-not-allowed", &[]))
}
