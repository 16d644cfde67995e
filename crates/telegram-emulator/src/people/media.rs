//! What users send besides text, as fields of a `Message`. Most files are placeholders.

use serde_json::{Value, json};

use crate::model::{Media, UserMedia};
use crate::request::Upload;
use crate::state::EmulatorState;

impl EmulatorState {
    /// The field of a `Message` for what a user sends.
    pub fn build_media(&mut self, media: &UserMedia) -> Media {
        let (kind, value) = match media {
            UserMedia::Sticker => {
                let mut sticker = self.add_placeholder_file("document", "sticker.webp", "image/webp");
                sticker["width"] = json!(512);
                sticker["height"] = json!(512);
                sticker["emoji"] = json!("👋");
                sticker["type"] = json!("regular");
                sticker["is_animated"] = json!(false);
                sticker["is_video"] = json!(false);
                ("sticker", sticker)
            }
            UserMedia::Photo { .. } => {
                ("photo", self.add_placeholder_file("photo", "photo.jpg", "image/jpeg"))
            }
            UserMedia::Voice => ("voice", self.build_voice(3)),
            UserMedia::LongVoice(seconds) => ("voice", self.build_voice(*seconds)),
            UserMedia::VideoNote => {
                let mut note = self.add_placeholder_file("document", "note.mp4", "video/mp4");
                note["duration"] = json!(3);
                note["length"] = json!(240);
                ("video_note", note)
            }
            UserMedia::Document { name } => {
                ("document", self.add_placeholder_file("document", name, "application/octet-stream"))
            }
            UserMedia::File { name, mime, bytes } => {
                ("document", self.add_file("document", name, mime, bytes.clone()))
            }
            UserMedia::Location { latitude, longitude } => {
                ("location", json!({ "latitude": latitude, "longitude": longitude }))
            }
            UserMedia::Dice => ("dice", json!({ "emoji": "🎲", "value": rand::random_range(1..=6) })),
            UserMedia::Poll => ("poll", poll_json()),
            UserMedia::ForwardedText(_) => ("text", Value::Null),
        };
        Media { kind: kind.to_owned(), value }
    }

    fn build_voice(&mut self, seconds: u32) -> Value {
        let mut voice = self.add_placeholder_file("document", "voice.ogg", "audio/ogg");
        voice["duration"] = json!(seconds);
        voice
    }

    /// Stores a file whose content is its name; returns its object.
    fn add_placeholder_file(&mut self, kind: &'static str, name: &str, mime: &str) -> Value {
        self.add_file(kind, name, mime, name.as_bytes().to_vec())
    }

    /// Stores a file; returns its object.
    fn add_file(&mut self, kind: &'static str, name: &str, mime: &str, bytes: Vec<u8>) -> Value {
        let upload = Upload { name: name.to_owned(), mime: Some(mime.to_owned()), bytes };
        let id = self.files.add(kind, upload);
        self.files.json(&id)
    }
}

fn poll_json() -> Value {
    let option = |text: &str| json!({ "text": text, "voter_count": 0 });
    json!({
        "id": rand::random::<u64>().to_string(),
        "question": "Café ou thé ?",
        "options": [option("Café"), option("Thé")],
        "total_voter_count": 0,
        "is_closed": false,
        "is_anonymous": true,
        "type": "regular",
        "allows_multiple_answers": false,
    })
}
