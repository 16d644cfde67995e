//! One value of an event file, parsed as the type it should have: a text, a date, a number … A method that
//! returns `None` has reported the mistake and what would be right. Dates and times may be TOML dates and times,
//! or strings.

use std::fmt::Write as _;
use std::ops::{Range, RangeInclusive};

use chrono::{Datelike, NaiveDate, NaiveTime};
use chrono_tz::{TZ_VARIANTS, Tz};
use toml::de::DeValue;

use super::model::LocalizedText;
use super::source_file::{SourceFile, Spanned, did_you_mean};
use crate::i18n::{Lang, typography};
use crate::text::excerpt;

/// The years in which an event may take place: catches typing errors such as 2102 for 2012.
const VALID_YEARS: RangeInclusive<i32> = 2000..=2100;

/// How many characters of a wrong value a message quotes.
const EXCERPT_LENGTH: usize = 40;

/// The most characters of a name or a word. Like all limits here, it leaves room for other text in a Telegram
/// message, which has 4,096 characters.
pub(crate) const MAX_NAME_LENGTH: usize = 80;
/// The most characters of a line.
pub(crate) const MAX_LINE_LENGTH: usize = 200;
/// The most characters of a short paragraph.
pub(crate) const MAX_PARAGRAPH_LENGTH: usize = 1000;
/// The most characters of a whole answer.
pub(crate) const MAX_ANSWER_LENGTH: usize = 2500;

/// The value of a key, and its position.
#[derive(Clone)]
pub(crate) struct ValueReader<'r> {
    pub source_file: &'r SourceFile<'r>,
    pub key: &'r str,
    pub span: Range<usize>,
    pub toml: &'r DeValue<'r>,
}

impl<'r> ValueReader<'r> {
    /// Reports a mistake in this value; always `None`.
    pub fn error<T>(&self, message: impl Into<String>) -> Option<T> {
        self.source_file.error(self.span.start, message);
        None
    }

    /// Reports that this value should be `expected`; always `None`.
    pub fn type_error<T>(&self, expected: &str) -> Option<T> {
        let actual = match self.toml {
            DeValue::String(text) => format!("\"{}\"", excerpt(text, EXCERPT_LENGTH)),
            DeValue::Integer(_) | DeValue::Float(_) => "a number".to_owned(),
            DeValue::Boolean(_) => "true or false".to_owned(),
            DeValue::Datetime(moment) => moment.to_string(),
            DeValue::Array(_) => "a list".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
        };
        self.error(format!("\"{}\" should be {expected}; here it is {actual}.", self.key))
    }

    /// Pairs the parsed value with its position.
    pub fn spanned<T>(&self, value: T) -> Spanned<T> {
        Spanned { offset: self.span.start, value }
    }

    /// A text of one to `most` characters, trimmed.
    pub fn text(&self, most: usize) -> Option<String> {
        let DeValue::String(text) = self.toml else { return self.type_error("a text in quotes") };
        let text = text.trim();
        let length = text.chars().count();
        if length == 0 {
            return self.error(format!("\"{}\" is empty; write a text or leave the key out.", self.key));
        }
        if length > most {
            return self
                .error(format!("\"{}\" is {length} characters long; at most {most} fit here.", self.key));
        }
        if text.chars().any(|char| char.is_control() && !matches!(char, '\n' | '\r' | '\t')) {
            return self.error(format!("\"{}\" holds an invisible control character; remove it.", self.key));
        }
        Some(text.replace("\r\n", "\n"))
    }

    /// A text without translations, such as a place's name, with French typography.
    pub fn display_text(&self, most: usize) -> Option<String> {
        self.text(most).map(|text| typography::apply(Lang::Fr, &text))
    }

    /// A text in each language, with its typography: a string (French), or a table that has at least the
    /// French text.
    pub fn localized_text(&self, most: usize) -> Option<LocalizedText> {
        if matches!(self.toml, DeValue::String(_)) {
            return self.display_text(most).map(LocalizedText::french);
        }
        let Some(texts) = self.by_language() else {
            return self.type_error("a text in quotes, or texts such as { fr = \"…\", en = \"…\" }");
        };
        let mut has_french = false;
        let mut localized = Some(LocalizedText::french(""));
        for (lang, value) in texts {
            has_french |= lang == Some(Lang::Fr);
            let text = lang.zip(value.text(most));
            localized = localized
                .zip(text)
                .map(|(localized, (lang, text))| localized.with(lang, typography::apply(lang, &text)));
        }
        if !has_french {
            let example = "add fr = \"…\", which is shown wherever another language is missing";
            self.source_file
                .error(self.span.start, format!("\"{}\" has no French text; {example}.", self.key));
        }
        localized.filter(|_| has_french)
    }

    /// The entries of a table whose keys are languages; the language is `None` for an unknown key, which is
    /// reported. `None` when this value is not a table.
    pub fn by_language(&self) -> Option<Vec<(Option<Lang>, ValueReader<'r>)>> {
        let DeValue::Table(table) = self.toml else { return None };
        let entries = table.iter().map(|(code, text)| {
            let lang = parse_language(self.source_file, code.span().start, code.get_ref());
            (lang, ValueReader { span: text.span(), toml: text.get_ref(), ..self.clone() })
        });
        Some(entries.collect())
    }

    /// The texts in all languages.
    pub fn text_values(&self) -> Vec<ValueReader<'r>> {
        match self.toml {
            DeValue::Table(table) => table
                .values()
                .map(|text| ValueReader { span: text.span(), toml: text.get_ref(), ..self.clone() })
                .collect(),
            _ => vec![self.clone()],
        }
    }

    /// A language's code in quotes.
    pub fn language(&self) -> Option<Lang> {
        let code = self.text(20)?;
        parse_language(self.source_file, self.span.start, &code)
    }

    /// An id: one to 32 lower-case letters, digits and hyphens.
    pub fn id(&self) -> Option<String> {
        let expected = "an id of at most 32 small letters a-z, digits and hyphens, such as \"table-ronde\"";
        let DeValue::String(id) = self.toml else { return self.type_error(expected) };
        let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if (1..=32).contains(&id.len()) && id.bytes().all(is_allowed) {
            return Some(id.to_string());
        }
        self.type_error(expected)
    }

    /// A whole number within `range`.
    pub fn integer(&self, range: RangeInclusive<u32>) -> Option<u32> {
        let expected = format!("a whole number from {} to {}", range.start(), range.end());
        let DeValue::Integer(number) = self.toml else { return self.type_error(&expected) };
        match u32::from_str_radix(number.as_str(), number.radix())
            .ok()
            .filter(|number| range.contains(number))
        {
            Some(number) => Some(number),
            None => self.error(format!("\"{}\" should be {expected}; here it is {number}.", self.key)),
        }
    }

    /// `true` or `false`.
    pub fn boolean(&self) -> Option<bool> {
        self.toml.as_bool().or_else(|| self.type_error("true or false, without quotes"))
    }

    /// A day.
    pub fn date(&self) -> Option<NaiveDate> {
        let day = match self.toml {
            DeValue::String(text) => NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok(),
            DeValue::Datetime(moment) if moment.time.is_none() => moment.date.and_then(|date| {
                NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
            }),
            _ => None,
        };
        day.filter(|day| VALID_YEARS.contains(&day.year())).or_else(|| {
            self.type_error("a day that exists, written year-month-day in quotes, such as \"2012-11-23\"")
        })
    }

    /// A time of day, to the minute.
    pub fn time(&self) -> Option<NaiveTime> {
        let time = match self.toml {
            DeValue::String(text) => NaiveTime::parse_from_str(text.trim(), "%H:%M").ok(),
            DeValue::Datetime(moment) if moment.date.is_none() => {
                moment.time.and_then(|time| NaiveTime::from_hms_opt(time.hour.into(), time.minute.into(), 0))
            }
            _ => None,
        };
        time.or_else(|| self.type_error("a time from \"00:00\" to \"23:59\", in quotes, such as \"08:15\""))
    }

    /// A time zone by its IANA name.
    pub fn time_zone(&self) -> Option<Tz> {
        let name = self.text(64)?;
        if let Ok(zone) = name.parse() {
            return Some(zone);
        }
        let mut message = format!("There is no time zone \"{}\"; ", excerpt(&name, EXCERPT_LENGTH));
        let _ = match did_you_mean(&name, TZ_VARIANTS.iter().map(|zone| zone.name())) {
            Some(known) => write!(message, "did you mean \"{known}\"?"),
            None => write!(message, "write it as region and town, such as \"America/Martinique\"."),
        };
        self.error(message)
    }

    /// An e-mail address in its usual form: no quotes, comments or bare host names.
    pub fn email(&self) -> Option<String> {
        let text = self.text(254)?;
        let is_plain = |part: &str, others: &str| {
            !part.is_empty() && part.chars().all(|char| char.is_ascii_alphanumeric() || others.contains(char))
        };
        let is_address = text.split_once('@').is_some_and(|(name, host)| {
            name.split('.').all(|part| is_plain(part, "!#$%&'*+-/=?^_`{|}~"))
                && host.contains('.')
                && host.split('.').all(|part| is_plain(part, "-"))
        });
        if is_address { Some(text) } else { self.type_error("an e-mail address such as \"nom@exemple.org\"") }
    }

    /// A telephone or fax number, unchanged.
    pub fn phone(&self) -> Option<String> {
        let text = self.text(32)?;
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let is_plain = text.chars().all(|char| char.is_ascii_digit() || " +-./()".contains(char));
        if is_plain && digits >= 3 {
            Some(text)
        } else {
            self.type_error("a number such as \"0596 00 00 00\"")
        }
    }

    /// Latitude and longitude in degrees.
    pub fn coordinates(&self) -> Option<(f64, f64)> {
        let degrees = |value: &DeValue<'_>| match value {
            DeValue::Float(number) => number.as_str().parse::<f64>().ok(),
            DeValue::Integer(number) => number.as_str().parse::<f64>().ok(),
            _ => None,
        };
        let pair = self.toml.as_array().map(|pair| pair.iter().map(|item| degrees(item.get_ref())));
        match pair.map(Iterator::collect::<Vec<_>>).as_deref() {
            Some([Some(latitude), Some(longitude)]) if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 => {
                Some((*latitude, *longitude))
            }
            Some([Some(_), Some(_)]) => self.error(
                "\"coordinates\" are out of range: first the latitude from -90 to 90, then the longitude from \
                 -180 to 180.",
            ),
            _ => self.type_error("two numbers, latitude and longitude, such as [48.8584, 2.2945]"),
        }
    }

    /// The items of a list; messages call each by this key.
    pub fn items(&self) -> Vec<ValueReader<'r>> {
        let Some(items) = self.toml.as_array() else {
            return self.type_error("a list in square brackets").unwrap_or_default();
        };
        items
            .iter()
            .map(|item| ValueReader { span: item.span(), toml: item.get_ref(), ..self.clone() })
            .collect()
    }

    /// The items of a list parsed by `parse`, without those that have a mistake.
    pub fn map_items<T>(&self, parse: impl Fn(&ValueReader<'r>) -> Option<T>) -> Vec<T> {
        self.items().iter().filter_map(parse).collect()
    }
}

fn parse_language(source_file: &SourceFile<'_>, at: usize, code: &str) -> Option<Lang> {
    let lang = Lang::from_code(code);
    if lang.is_none() {
        let known = Lang::ALL.map(Lang::code).join(", ");
        source_file.error(
            at,
            format!("Unknown language \"{}\"; the languages are {known}.", excerpt(code, EXCERPT_LENGTH)),
        );
    }
    lang
}
