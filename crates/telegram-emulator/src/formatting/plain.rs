//! Formatting that no mark-up asks for: the commands, addresses, mentions, hashtags and phone numbers
//! that Telegram detects in every text, and the signs for bold and the like that its apps replace while
//! a user types.

use std::ops::Range;

use serde_json::{Value, json};

use crate::model::FormattedText;
use crate::text::utf16_len;

/// The signs that enclose a formatted text in the apps. Signs inside code have no effect.
const FORMATTING_SIGNS: [(&str, &str); 6] = [
    ("```", "pre"),
    ("`", "code"),
    ("**", "bold"),
    ("__", "italic"),
    ("~~", "strikethrough"),
    ("||", "spoiler"),
];

/// The top-level domains of addresses that are detected without "https://". Telegram has the full list.
const TOP_LEVEL_DOMAINS: [&str; 26] = [
    "com", "org", "net", "info", "edu", "gov", "int", "io", "me", "dev", "app", "eu", "fr", "mq", "gp", "gf",
    "re", "yt", "be", "ch", "ca", "uk", "us", "de", "es", "it",
];

/// A text as an app sends it.
pub(crate) fn parse_typed_text(text: &str) -> FormattedText {
    let (plain, formatted) = parse_formatting_signs(text);
    let entities = with_detected_entities(&plain, &formatted);
    FormattedText { plain_text: plain, entities, ..FormattedText::default() }
}

/// The entities of the mark-up and those that Telegram detects, outer before inner. Nothing is detected
/// inside code and links.
pub(crate) fn with_detected_entities(text: &str, formatted: &[Value]) -> Vec<Value> {
    let is_opaque = |entity: &&Value| matches!(entity["type"].as_str(), Some("code" | "pre" | "text_link"));
    let opaque: Vec<Range<usize>> = formatted.iter().filter(is_opaque).map(entity_range).collect();
    let is_outside = |detected: &Value| {
        let range = entity_range(detected);
        !opaque.iter().any(|opaque| range.start < opaque.end && opaque.start < range.end)
    };
    let mut all = formatted.to_vec();
    all.extend(detect_entities(text).into_iter().filter(is_outside));
    all.sort_by_key(|entity| {
        let range = entity_range(entity);
        (range.start, std::cmp::Reverse(range.end))
    });
    all
}

fn entity_range(entity: &Value) -> Range<usize> {
    let number = |name: &str| entity[name].as_u64().unwrap_or_default() as usize;
    number("offset")..number("offset") + number("length")
}

/// Removes the signs from a text; returns it with the entities of what they enclosed.
fn parse_formatting_signs(text: &str) -> (String, Vec<Value>) {
    let mut plain = String::with_capacity(text.len());
    let mut entities = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let sign = FORMATTING_SIGNS.iter().find_map(|(sign, kind)| {
            let inner = rest.strip_prefix(sign)?;
            let inner = &inner[..inner.find(sign)?];
            let is_text = !inner.trim().is_empty() && !inner.starts_with(char::is_whitespace);
            is_text.then_some((*sign, *kind, inner))
        });
        let Some((sign, kind, inner)) = sign else {
            plain.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        let offset = utf16_len(&plain);
        let (inner_plain, inner_entities) = if matches!(kind, "pre" | "code") {
            (inner.to_owned(), Vec::new())
        } else {
            parse_formatting_signs(inner)
        };
        plain.push_str(&inner_plain);
        entities.push(json!({ "type": kind, "offset": offset, "length": utf16_len(&inner_plain) }));
        entities.extend(inner_entities.into_iter().map(|mut entity| {
            entity["offset"] = json!(entity_range(&entity).start + offset);
            entity
        }));
        rest = &rest[2 * sign.len() + inner.len()..];
    }
    (plain, entities)
}

/// Detects entities by their form: one in each word, or a phone number over several words.
fn detect_entities(text: &str) -> Vec<Value> {
    let mut entities = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '"'))
    {
        let detected = match_command(word)
            .or_else(|| match_address(word))
            .or_else(|| match_tag(word))
            .or_else(|| match_phone_number(&text[at..]));
        if let Some((kind, length)) = detected {
            let end = entities.last().map_or(0, |last: &Value| entity_range(last).end);
            let offset = utf16_len(&text[..at]);
            if offset >= end {
                let length = utf16_len(&text[at..at + length]);
                entities.push(json!({ "type": kind, "offset": offset, "length": length }));
            }
        }
        at += word.len();
    }
    entities
}

/// A type of entity, and its length in bytes from the beginning of the word.
type EntityMatch = (&'static str, usize);

fn prefix_length(text: &str, matches: impl Fn(char) -> bool) -> usize {
    text.find(|c| !matches(c)).unwrap_or(text.len())
}

fn match_command(word: &str) -> Option<EntityMatch> {
    let rest = word.strip_prefix('/')?;
    let name = prefix_length(rest, |c| c.is_ascii_alphanumeric() || c == '_' || c == '@');
    let is_command = name > 0 && !rest.starts_with('@') && !rest[name..].starts_with('/');
    is_command.then_some(("bot_command", name + 1))
}

/// An e-mail or web address, without the punctuation that follows it.
fn match_address(word: &str) -> Option<EntityMatch> {
    let word = word.trim_end().trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '»', '…', '>']);
    let schemes = ["http://", "https://", "tg://", "ton://", "tonsite://"];
    let lowercase = word.to_ascii_lowercase();
    if let Some(host) = schemes.iter().find_map(|scheme| lowercase.strip_prefix(scheme)) {
        return (!host.is_empty()).then_some(("url", word.len()));
    }
    if let Some((user, host)) = lowercase.split_once('@') {
        let is_user_char = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
        let is_email = !user.is_empty() && user.chars().all(is_user_char) && is_host(host);
        return is_email.then_some(("email", word.len()));
    }
    is_host(lowercase.split(['/', '?', '#']).next()?).then_some(("url", word.len()))
}

fn is_host(host: &str) -> bool {
    let host = host.split(':').next().unwrap_or_default();
    let is_label = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    host.rsplit_once('.')
        .is_some_and(|(name, ending)| name.split('.').all(is_label) && TOP_LEVEL_DOMAINS.contains(&ending))
}

/// A mention, hashtag or cashtag: "@username", "#topic", "$EUR".
fn match_tag(word: &str) -> Option<EntityMatch> {
    let sign = word.chars().next()?;
    let rest = &word[sign.len_utf8()..];
    let name = |matches: fn(char) -> bool| prefix_length(rest, matches);
    let (kind, length, min, max) = match sign {
        '@' => ("mention", name(|c| c.is_ascii_alphanumeric() || c == '_'), 4, 32),
        '#' => ("hashtag", name(|c| c.is_alphanumeric() || c == '_' || c == '·'), 1, 256),
        '$' => ("cashtag", name(|c| c.is_ascii_uppercase()), 1, 8),
        _ => return None,
    };
    let has_letter = rest[..length].chars().any(|c| !c.is_ascii_digit());
    ((min..=max).contains(&length) && has_letter).then_some((kind, length + sign.len_utf8()))
}

/// A phone number such as "+596 696 12 34 56", with 7 to 15 digits.
fn match_phone_number(text: &str) -> Option<EntityMatch> {
    let rest = text.strip_prefix('+')?;
    let length =
        prefix_length(rest, |c| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '-' | '.' | '(' | ')'));
    let number = rest[..length].trim_end_matches(|c: char| !c.is_ascii_digit());
    let digits = number.chars().filter(char::is_ascii_digit).count();
    ((7..=15).contains(&digits) && number.starts_with(|c: char| c.is_ascii_digit()))
        .then_some(("phone_number", number.len() + 1))
}
