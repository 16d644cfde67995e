//! Reads text that was written for `parse_mode=HTML` as Telegram does: it accepts Telegram's few tags,
//! properly nested, and refuses everything else in Telegram's words. The result is the plain text and
//! its entities.

use serde_json::{Map, Value, json};

use crate::model::FormattedText;
use crate::text::utf16_len;

/// Parses HTML. The error names the mistake and its byte offset, in Telegram's words.
pub(crate) fn parse(html: &str) -> Result<FormattedText, String> {
    let mut parser = HtmlParser {
        html,
        position: 0,
        utf16_length: 0,
        open_tags: Vec::new(),
        output: FormattedText::default(),
    };
    while let Some(rest) = parser.rest() {
        match rest.find(['<', '&']) {
            Some(0) if rest.starts_with("</") => parser.parse_end_tag()?,
            Some(0) if rest.starts_with('<') => parser.parse_start_tag()?,
            Some(0) => parser.parse_ampersand(rest),
            found => {
                let text = &rest[..found.unwrap_or(rest.len())];
                parser.push(text);
                parser.position += text.len();
            }
        }
    }
    match parser.open_tags.last() {
        Some(tag) => Err(format!("Can't find end tag corresponding to start tag \"{}\"", tag.name)),
        None => Ok(trim(parser.output)),
    }
}

struct HtmlParser<'a> {
    html: &'a str,
    position: usize,
    /// Length of the plain text so far, in UTF-16 units.
    utf16_length: usize,
    open_tags: Vec<OpenTag>,
    output: FormattedText,
}

struct OpenTag {
    name: String,
    attributes: Map<String, Value>,
    offset: usize,
    /// The place that is reserved for its entity, so that outer entities come before inner ones.
    entity_index: usize,
}

impl<'a> HtmlParser<'a> {
    fn rest(&self) -> Option<&'a str> {
        self.html.get(self.position..).filter(|rest| !rest.is_empty())
    }

    fn peek(&self) -> Option<char> {
        self.rest()?.chars().next()
    }

    fn push(&mut self, text: &str) {
        self.utf16_length += utf16_len(text);
        self.output.plain_text.push_str(text);
    }

    /// Reads characters as long as they match.
    fn take_while(&mut self, matches: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest().unwrap_or_default();
        let taken = &rest[..rest.find(|c| !matches(c)).unwrap_or(rest.len())];
        self.position += taken.len();
        taken
    }

    fn parse_ampersand(&mut self, rest: &str) {
        let name_end =
            rest[1..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '#')).map_or(rest.len(), |n| n + 1);
        let decoded = match &rest[1..name_end] {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            number => number.strip_prefix('#').and_then(decode_char_reference),
        };
        match decoded {
            Some(c) => {
                self.push(c.encode_utf8(&mut [0; 4]));
                self.position += name_end + usize::from(rest[name_end..].starts_with(';'));
            }
            None => {
                self.output.has_bare_ampersand = true;
                self.push("&");
                self.position += 1;
            }
        }
    }

    fn parse_start_tag(&mut self) -> Result<(), String> {
        let start = self.position;
        self.position += 1;
        let name = self.take_while(|c| !c.is_whitespace() && c != '>').to_ascii_lowercase();
        if self.rest().is_none() {
            return Err(format!("Unclosed start tag at byte offset {start}"));
        }
        if entity_type(&name).is_none() {
            return Err(format!("Unsupported start tag \"{name}\" at byte offset {start}"));
        }
        let attributes = self.parse_attributes(&name, start)?;
        if name == "span" && attributes.get("class") != Some(&json!("tg-spoiler")) {
            return Err(format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {start}"));
        }
        let entity_index = self.output.entities.len();
        self.output.entities.push(Value::Null);
        self.open_tags.push(OpenTag { name, attributes, offset: self.utf16_length, entity_index });
        Ok(())
    }

    fn parse_attributes(&mut self, tag: &str, start: usize) -> Result<Map<String, Value>, String> {
        let mut attributes = Map::new();
        loop {
            self.take_while(char::is_whitespace);
            match self.peek() {
                None => return Err(format!("Unclosed start tag \"{tag}\" at byte offset {start}")),
                Some('>') => {
                    self.position += 1;
                    return Ok(attributes);
                }
                Some(_) => {}
            }
            let name = self.take_while(|c| !c.is_whitespace() && c != '=' && c != '>').to_ascii_lowercase();
            if name.is_empty() {
                return Err(format!("Empty attribute name in the tag \"{tag}\" at byte offset {start}"));
            }
            let value = if self.peek() == Some('=') {
                self.parse_attribute_value(tag, start)?
            } else {
                String::new()
            };
            attributes.insert(name, Value::String(value));
        }
    }

    fn parse_attribute_value(&mut self, tag: &str, start: usize) -> Result<String, String> {
        self.position += 1;
        let raw = match self.peek() {
            Some(quote @ ('"' | '\'')) => {
                self.position += 1;
                let raw = self.take_while(|c| c != quote);
                if self.rest().is_none() {
                    return Err(format!("Unclosed start tag \"{tag}\" at byte offset {start}"));
                }
                self.position += 1;
                raw
            }
            _ => self.take_while(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-'),
        };
        Ok(raw.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    }

    fn parse_end_tag(&mut self) -> Result<(), String> {
        let start = self.position;
        let Some(tag) = self.open_tags.pop() else {
            return Err(format!("Unexpected end tag at byte offset {start}"));
        };
        self.position += 2;
        let name = self.take_while(|c| !c.is_whitespace() && c != '>').to_ascii_lowercase();
        self.take_while(char::is_whitespace);
        if self.peek() != Some('>') {
            return Err(format!("Unclosed end tag at byte offset {start}"));
        }
        self.position += 1;
        if !name.is_empty() && name != tag.name {
            return Err(format!(
                "Unmatched end tag at byte offset {start}, expected \"</{}>\", found \"</{name}>\"",
                tag.name
            ));
        }
        self.output.entities[tag.entity_index] = build_entity(&tag, self.utf16_length - tag.offset);
        Ok(())
    }
}

fn decode_char_reference(number: &str) -> Option<char> {
    let code = match number.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|c| *c != '\0')
}

/// The `MessageEntity` type of a tag; `None` for tags that Telegram does not know.
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

/// The entity of a tag; null for a tag without text and for a link without a URL.
fn build_entity(tag: &OpenTag, length: usize) -> Value {
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
            entity["type"] = json!("expandable_blockquote");
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

/// Removes white space at both ends, as Telegram does, and moves the entities with the text.
fn trim(mut text: FormattedText) -> FormattedText {
    let start = utf16_len(&text.plain_text) - utf16_len(text.plain_text.trim_start());
    let plain = text.plain_text.trim().to_owned();
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
    FormattedText { plain_text: plain, ..text }
}

/// A text without mark-up; white space at both ends is removed as well.
pub(crate) fn unformatted(text: &str) -> FormattedText {
    FormattedText { plain_text: text.trim().to_owned(), ..FormattedText::default() }
}
