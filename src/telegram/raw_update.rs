//! An update as received, before its content is parsed.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::ids::UpdateId;

/// An update's id and its JSON. The JSON is parsed only inside the update's own turn, so that an unreadable
/// update does not affect others.
#[derive(Debug, Clone)]
pub struct RawUpdate {
    pub id: UpdateId,
    pub json: Box<RawValue>,
}

impl RawUpdate {
    /// Reads the id only. An error if there is none: such an update could never be acknowledged by itself.
    pub(super) fn from_json(json: Box<RawValue>) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Header {
            update_id: UpdateId,
        }
        let header: Header = serde_json::from_str(json.get())?;
        Ok(Self { id: header.update_id, json })
    }
}
