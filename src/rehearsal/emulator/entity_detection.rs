//! What Telegram marks in a text by itself: commands, addresses, mentions, hashtags, telephone numbers;
//! and what its apps make of the signs that people type for bold and the like.

use std::ops::Range;

use serde_json::{Value, json};

use super::html_parser::FormattedText;
use crate::text::utf16_len;

/// Signs on both sides of a text, as the apps read them; what stands in code is left as it is.
const FORMATTING_SIGNS: [(&str, &str); 6] = [
    ("```", "pre"),
    ("`", "code"),
    ("**", "bold"),
    ("__", "italic"),
    ("~~", "strikethrough"),
    ("||", "spoiler"),
];

/// Endings of addresses that are known without "https://". Telegram knows all there are.
const TOP_LEVEL_DOMAINS: [&str; 26] = [
    "com", "org", "net", "info", "edu", "gov", "int", "io", "me", "dev", "app", "eu", "fr", "mq", "gp", "gf",
    "re", "yt", "be", "ch", "ca", "uk", "us", "de", "es", "it",
];

/// A text as a phone sends it.
pub(super) fn parse_typed_text(text: &str) -> FormattedText {
    let (plain, marked) = parse_formatting_signs(text);
    let entities = with_detected_entities(&plain, &marked);
    FormattedText { plain_text: plain, entities, ..FormattedText::default() }
}

/// The entities of a text and those that Telegram finds besides, in their order.
pub(super) fn with_detected_entities(text: &str, marked: &[Value]) -> Vec<Value> {
    let code = |entity: &&Value| matches!(entity["type"].as_str(), Some("code" | "pre" | "text_link"));
    let taken: Vec<Range<usize>> = marked.iter().filter(code).map(entity_range).collect();
    let free = |found: &Value| {
        let found = entity_range(found);
        !taken.iter().any(|taken| found.start < taken.end && taken.start < found.end)
    };
    let mut all = marked.to_vec();
    all.extend(detect_entities(text).into_iter().filter(free));
    // the outer ones first
    all.sort_by_key(|entity| {
        let span = entity_range(entity);
        (span.start, std::cmp::Reverse(span.end))
    });
    all
}

fn entity_range(entity: &Value) -> Range<usize> {
    let number = |name: &str| entity[name].as_u64().unwrap_or_default() as usize;
    number("offset")..number("offset") + number("length")
}

/// Takes the signs out of a text; gives what they mark.
fn parse_formatting_signs(text: &str) -> (String, Vec<Value>) {
    let mut plain = String::with_capacity(text.len());
    let mut found = Vec::new();
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
        let within = if matches!(kind, "pre" | "code") {
            (inner.to_owned(), Vec::new())
        } else {
            parse_formatting_signs(inner)
        };
        plain.push_str(&within.0);
        found.push(json!({ "type": kind, "offset": offset, "length": utf16_len(&within.0) }));
        found.extend(within.1.into_iter().map(|mut entity| {
            entity["offset"] = json!(entity_range(&entity).start + offset);
            entity
        }));
        rest = &rest[2 * sign.len() + inner.len()..];
    }
    (plain, found)
}

/// What is found by its form, each in a word of its own but for telephone numbers.
fn detect_entities(text: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '"'))
    {
        let mark = match_command(word)
            .or_else(|| match_address(word))
            .or_else(|| match_tag(word))
            .or_else(|| match_phone_number(&text[at..]));
        if let Some((kind, length)) = mark {
            let end = found.last().map_or(0, |last: &Value| entity_range(last).end);
            let offset = utf16_len(&text[..at]);
            if offset >= end {
                let length = utf16_len(&text[at..at + length]);
                found.push(json!({ "type": kind, "offset": offset, "length": length }));
            }
        }
        at += word.len();
    }
    found
}

/// A kind of entity, and of how many bytes.
type EntityMatch = (&'static str, usize);

fn prefix_length(text: &str, of: impl Fn(char) -> bool) -> usize {
    text.find(|c| !of(c)).unwrap_or(text.len())
}

fn match_command(word: &str) -> Option<EntityMatch> {
    let rest = word.strip_prefix('/')?;
    let name = prefix_length(rest, |c| c.is_ascii_alphanumeric() || c == '_' || c == '@');
    let known = name > 0 && !rest.starts_with('@') && !rest[name..].starts_with('/');
    known.then_some(("bot_command", name + 1))
}

/// An e-mail or web address; signs behind it belong to the sentence.
fn match_address(word: &str) -> Option<EntityMatch> {
    let word = word.trim_end().trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '»', '…', '>']);
    let schemes = ["http://", "https://", "tg://", "ton://", "tonsite://"];
    let small = word.to_ascii_lowercase();
    if let Some(host) = schemes.iter().find_map(|scheme| small.strip_prefix(scheme)) {
        return (!host.is_empty()).then_some(("url", word.len()));
    }
    if let Some((user, host)) = small.split_once('@') {
        let user_fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
        let known = !user.is_empty() && user.chars().all(user_fits) && is_host(host);
        return known.then_some(("email", word.len()));
    }
    is_host(small.split(['/', '?', '#']).next()?).then_some(("url", word.len()))
}

fn is_host(host: &str) -> bool {
    let host = host.split(':').next().unwrap_or_default();
    let part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    host.rsplit_once('.')
        .is_some_and(|(name, ending)| name.split('.').all(part) && TOP_LEVEL_DOMAINS.contains(&ending))
}

/// "@somebody", "#forum", "$EUR".
fn match_tag(word: &str) -> Option<EntityMatch> {
    let sign = word.chars().next()?;
    let rest = &word[sign.len_utf8()..];
    let name = |of: fn(char) -> bool| prefix_length(rest, of);
    let (kind, length, least, most) = match sign {
        '@' => ("mention", name(|c| c.is_ascii_alphanumeric() || c == '_'), 4, 32),
        '#' => ("hashtag", name(|c| c.is_alphanumeric() || c == '_' || c == '·'), 1, 256),
        '$' => ("cashtag", name(|c| c.is_ascii_uppercase()), 1, 8),
        _ => return None,
    };
    let letters = rest[..length].chars().any(|c| !c.is_ascii_digit());
    ((least..=most).contains(&length) && letters).then_some((kind, length + sign.len_utf8()))
}

/// "+596 696 12 34 56".
fn match_phone_number(text: &str) -> Option<EntityMatch> {
    let rest = text.strip_prefix('+')?;
    let within =
        prefix_length(rest, |c| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '-' | '.' | '(' | ')'));
    let number = rest[..within].trim_end_matches(|c: char| !c.is_ascii_digit());
    let digits = number.chars().filter(char::is_ascii_digit).count();
    ((7..=15).contains(&digits) && number.starts_with(|c: char| c.is_ascii_digit()))
        .then_some(("phone_number", number.len() + 1))
}
