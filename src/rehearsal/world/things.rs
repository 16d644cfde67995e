//! The things other than text that people send, as fields of a `Message`.

use serde_json::{Value, json};

use super::Inner;
use super::params::Upload;
use super::people::Kind;
use super::state::Media;

impl Inner {
    fn voice(&mut self, seconds: u32) -> Value {
        let mut voice = self.some_file("document", "voice.ogg", "audio/ogg");
        voice["duration"] = json!(seconds);
        voice
    }

    /// What a `Message` shows for something other than text.
    pub(super) fn media(&mut self, kind: &Kind) -> Media {
        let (name, value) = match kind {
            Kind::Sticker => {
                let mut sticker = self.some_file("document", "sticker.webp", "image/webp");
                for (name, value) in [("width", json!(512)), ("height", json!(512)), ("emoji", json!("👋"))]
                {
                    sticker[name] = value;
                }
                sticker["type"] = json!("regular");
                sticker["is_animated"] = json!(false);
                sticker["is_video"] = json!(false);
                ("sticker", sticker)
            }
            Kind::Photo { .. } => ("photo", self.some_file("photo", "photo.jpg", "image/jpeg")),
            Kind::Voice => ("voice", self.voice(3)),
            Kind::LongVoice(seconds) => ("voice", self.voice(*seconds)),
            Kind::VideoNote => {
                let mut note = self.some_file("document", "note.mp4", "video/mp4");
                note["duration"] = json!(3);
                note["length"] = json!(240);
                ("video_note", note)
            }
            Kind::Document { name } => {
                ("document", self.some_file("document", name, "application/octet-stream"))
            }
            Kind::Location { latitude, longitude } => {
                ("location", json!({ "latitude": latitude, "longitude": longitude }))
            }
            Kind::Dice => ("dice", json!({ "emoji": "🎲", "value": rand::random_range(1..=6) })),
            Kind::Poll => ("poll", poll()),
            Kind::Forwarded(_) => ("text", Value::Null),
        };
        Media { kind: name.to_owned(), value }
    }

    fn some_file(&mut self, kind: &'static str, name: &str, mime: &str) -> Value {
        let upload =
            Upload { name: name.to_owned(), mime: Some(mime.to_owned()), bytes: name.as_bytes().to_vec() };
        let id = self.files.add(kind, upload);
        self.files.json(&id)
    }
}

fn poll() -> Value {
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
