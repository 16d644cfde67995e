//! Reads text written for `parse_mode=HTML` as Telegram does: its own few tags, properly nested,
//! everything else refused with the same words. Gives the plain text and its entities, counted in
//! UTF-16 units as everything in the Bot API is.

use serde_json::{Map, Value, json};

use crate::text::utf16_len;

/// Text as a reader sees it, and what is bold, a link and so on in it.
#[derive(Default)]
pub struct Formatted {
    pub plain: String,
    /// `MessageEntity` objects, outer before inner.
    pub entities: Vec<Value>,
    /// An `&` that begins no entity; Telegram shows it as it is, though its manual forbids it.
    pub loose_ampersand: bool,
}

/// Parses HTML; the error says what is wrong and at which byte, in Telegram's words.
pub fn parse(html: &str) -> Result<Formatted, String> {
    let mut reader = Reader { html, at: 0, units: 0, open: Vec::new(), out: Formatted::default() };
    while let Some(rest) = reader.rest() {
        match rest.find(['<', '&']) {
            Some(0) if rest.starts_with("</") => reader.end_tag()?,
            Some(0) if rest.starts_with('<') => reader.start_tag()?,
            Some(0) => reader.ampersand(rest),
            found => {
                let text = &rest[..found.unwrap_or(rest.len())];
                reader.push(text);
                reader.at += text.len();
            }
        }
    }
    match reader.open.last() {
        Some(tag) => Err(format!("Can't find end tag corresponding to start tag \"{}\"", tag.name)),
        None => Ok(trimmed(reader.out)),
    }
}

struct Reader<'a> {
    html: &'a str,
    at: usize,
    /// Length of the plain text so far.
    units: usize,
    open: Vec<Tag>,
    out: Formatted,
}

struct Tag {
    name: String,
    attributes: Map<String, Value>,
    offset: usize,
    /// Where its entity goes, so that outer ones come first.
    place: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> Option<&'a str> {
        self.html.get(self.at..).filter(|rest| !rest.is_empty())
    }

    fn peek(&self) -> Option<char> {
        self.rest()?.chars().next()
    }

    fn push(&mut self, text: &str) {
        self.units += utf16_len(text);
        self.out.plain.push_str(text);
    }

    /// Takes characters for as long as they please.
    fn take(&mut self, pleases: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest().unwrap_or_default();
        let taken = &rest[..rest.find(|c| !pleases(c)).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    fn ampersand(&mut self, rest: &str) {
        let name_end =
            rest[1..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '#')).map_or(rest.len(), |n| n + 1);
        let decoded = match &rest[1..name_end] {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            number => number.strip_prefix('#').and_then(character),
        };
        match decoded {
            Some(c) => {
                self.push(c.encode_utf8(&mut [0; 4]));
                self.at += name_end + usize::from(rest[name_end..].starts_with(';'));
            }
            None => {
                self.out.loose_ampersand = true;
                self.push("&");
                self.at += 1;
            }
        }
    }

    fn start_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        self.at += 1;
        let name = self.take(|c| !c.is_whitespace() && c != '>').to_ascii_lowercase();
        if self.rest().is_none() {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        if entity_type(&name).is_none() {
            return Err(format!("Unsupported start tag \"{name}\" at byte offset {begin}"));
        }
        let attributes = self.attributes(&name, begin)?;
        if name == "span" && attributes.get("class") != Some(&json!("tg-spoiler")) {
            return Err(format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"));
        }
        let place = self.out.entities.len();
        self.out.entities.push(Value::Null);
        self.open.push(Tag { name, attributes, offset: self.units, place });
        Ok(())
    }

    fn attributes(&mut self, tag: &str, begin: usize) -> Result<Map<String, Value>, String> {
        let mut found = Map::new();
        loop {
            self.take(char::is_whitespace);
            match self.peek() {
                None => return Err(format!("Unclosed start tag \"{tag}\" at byte offset {begin}")),
                Some('>') => {
                    self.at += 1;
                    return Ok(found);
                }
                Some(_) => {}
            }
            let name = self.take(|c| !c.is_whitespace() && c != '=' && c != '>').to_ascii_lowercase();
            if name.is_empty() {
                return Err(format!("Empty attribute name in the tag \"{tag}\" at byte offset {begin}"));
            }
            let value =
                if self.peek() == Some('=') { self.attribute_value(tag, begin)? } else { String::new() };
            found.insert(name, Value::String(value));
        }
    }

    fn attribute_value(&mut self, tag: &str, begin: usize) -> Result<String, String> {
        self.at += 1;
        let raw = match self.peek() {
            Some(quote @ ('"' | '\'')) => {
                self.at += 1;
                let raw = self.take(|c| c != quote);
                if self.rest().is_none() {
                    return Err(format!("Unclosed start tag \"{tag}\" at byte offset {begin}"));
                }
                self.at += 1;
                raw
            }
            _ => self.take(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-'),
        };
        Ok(raw.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    }

    fn end_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        let Some(tag) = self.open.pop() else {
            return Err(format!("Unexpected end tag at byte offset {begin}"));
        };
        self.at += 2;
        let name = self.take(|c| !c.is_whitespace() && c != '>').to_ascii_lowercase();
        self.take(char::is_whitespace);
        if self.peek() != Some('>') {
            return Err(format!("Unclosed end tag at byte offset {begin}"));
        }
        self.at += 1;
        if !name.is_empty() && name != tag.name {
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{}>\", found \"</{name}>\"",
                tag.name
            ));
        }
        self.out.entities[tag.place] = entity(&tag, self.units - tag.offset);
        Ok(())
    }
}

fn character(number: &str) -> Option<char> {
    let code = match number.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|c| *c != '\0')
}

/// The `MessageEntity` type a tag stands for; `None` for tags Telegram does not know.
fn entity_type(tag: &str) -> Option<&'static str> {
    Some(match tag {
        "b" | "strong" => "bold",
        "i" | "em" => "italic",
        "u" | "ins" => "underline",
        "s" | "strike" | "del" => "strikethrough",
        "span" | "tg-spoiler" => "spoiler",
        "code" => "code",
        "pre" => "pre",
        "blockquote" => "blockquote",
        "a" => "text_link",
        "tg-emoji" => "custom_emoji",
        _ => return None,
    })
}

/// An entity, or null where there is nothing to show (an empty tag, a link without address).
fn entity(tag: &Tag, length: usize) -> Value {
    let Some(kind) = entity_type(&tag.name) else { return Value::Null };
    let mut entity = json!({ "type": kind, "offset": tag.offset, "length": length });
    let attribute =
        |name: &str| tag.attributes.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    match kind {
        _ if length == 0 => return Value::Null,
        "text_link" => match attribute("href") {
            Some(url) => entity["url"] = json!(url),
            None => return Value::Null,
        },
        "custom_emoji" => match attribute("emoji-id") {
            Some(id) => entity["custom_emoji_id"] = json!(id),
            None => return Value::Null,
        },
        "blockquote" if tag.attributes.contains_key("expandable") => {
            entity["type"] = json!("expandable_blockquote")
        }
        "code" => {
            if let Some(language) = attribute("class").and_then(|class| class.strip_prefix("language-")) {
                entity["language"] = json!(language);
            }
        }
        _ => {}
    }
    entity
}

/// Telegram cuts white space at both ends; entities move with the text.
fn trimmed(mut text: Formatted) -> Formatted {
    let start = utf16_len(&text.plain) - utf16_len(text.plain.trim_start());
    let plain = text.plain.trim().to_owned();
    let total = utf16_len(&plain);
    text.entities.retain_mut(|entity| {
        let number = |name: &str| entity[name].as_u64().unwrap_or_default() as usize;
        let (from, to) = (number("offset"), number("offset") + number("length"));
        let (from, to) = (from.saturating_sub(start).min(total), to.saturating_sub(start).min(total));
        if from < to {
            entity["offset"] = json!(from);
            entity["length"] = json!(to - from);
        }
        from < to
    });
    Formatted { plain, ..text }
}

/// Plain text without any mark-up, cut at both ends in the same way.
pub fn plain(text: &str) -> Formatted {
    Formatted { plain: text.trim().to_owned(), ..Formatted::default() }
}
