//! One value of an event file, read as what it should be: a text, a date, a number … or a mistake
//! that says what would be right. Dates and times may stand in quotes or, as TOML has it, without.

use std::fmt::Write as _;
use std::ops::{Range, RangeInclusive};

use chrono::{Datelike, NaiveDate, NaiveTime};
use chrono_tz::{TZ_VARIANTS, Tz};
use toml::de::DeValue;

use super::LocalizedText;
use super::source_file::{SourceFile, Spanned, did_you_mean};
use super::table_reader::TableReader;
use crate::i18n::{Lang, typography};
use crate::text::excerpt;

/// Years in which an event may lie; a slip such as 2102 for 2012 is then seen.
const VALID_YEARS: RangeInclusive<i32> = 2000..=2100;

/// How much of a wrong value a message quotes.
const EXCERPT_LENGTH: usize = 40;

/// The value of a key, and where it stands.
#[derive(Clone)]
pub(super) struct ValueReader<'r> {
    pub source_file: &'r SourceFile<'r>,
    pub key: &'r str,
    pub span: Range<usize>,
    pub toml: &'r DeValue<'r>,
}

impl<'r> ValueReader<'r> {
    /// Names a mistake in this value.
    pub fn error<T>(&self, message: impl Into<String>) -> Option<T> {
        self.source_file.error(self.span.start, message);
        None
    }

    fn type_error<T>(&self, what: &str) -> Option<T> {
        let is = match self.toml {
            DeValue::String(text) => format!("\"{}\"", excerpt(text, EXCERPT_LENGTH)),
            DeValue::Integer(_) | DeValue::Float(_) => "a number".to_owned(),
            DeValue::Boolean(_) => "true or false".to_owned(),
            DeValue::Datetime(moment) => moment.to_string(),
            DeValue::Array(_) => "a list".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
        };
        self.error(format!("\"{}\" should be {what}; here it is {is}.", self.key))
    }

    /// Pairs what was read with its place.
    pub fn spanned<T>(&self, what: T) -> Spanned<T> {
        Spanned { offset: self.span.start, value: what }
    }

    /// A text of one to `most` characters, without the space around it.
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

    /// A text of no language, such as a place's name, as it is shown.
    pub fn display_text(&self, most: usize) -> Option<String> {
        self.text(most).map(|text| typography::apply(Lang::Fr, &text))
    }

    /// A text per language, as it is shown: a plain one (French), or a table that has at least the
    /// French one.
    pub fn localized_text(&self, most: usize) -> Option<LocalizedText> {
        if matches!(self.toml, DeValue::String(_)) {
            return self.display_text(most).map(LocalizedText::french);
        }
        let Some(texts) = self.by_language() else {
            return self.type_error("a text in quotes, or texts such as { fr = \"…\", en = \"…\" }");
        };
        let mut french = false;
        let mut local = Some(LocalizedText::french(""));
        for (lang, value) in texts {
            french |= lang == Some(Lang::Fr);
            let text = lang.zip(value.text(most));
            local =
                local.zip(text).map(|(local, (lang, text))| local.with(lang, typography::apply(lang, &text)));
        }
        if !french {
            let example = "add fr = \"…\", which is shown wherever another language is missing";
            self.source_file
                .error(self.span.start, format!("\"{}\" has no French text; {example}.", self.key));
        }
        local.filter(|_| french)
    }

    /// The entries of a table whose keys are languages; `None` beside a value whose key is not one
    /// (and is named as a mistake).
    pub fn by_language(&self) -> Option<Vec<(Option<Lang>, ValueReader<'r>)>> {
        if !matches!(self.toml, DeValue::Table(_)) {
            return None;
        }
        let fields = self.table(self.key)?;
        let entries = fields.entries().map(|(at, value)| {
            let lang = parse_language(self.source_file, at, value.key);
            (lang, ValueReader { key: self.key, ..value })
        });
        Some(entries.collect())
    }

    /// The values of its texts, whatever their language.
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

    /// An id: one to 32 small letters, digits and hyphens.
    pub fn id(&self) -> Option<String> {
        let right = "an id of at most 32 small letters a-z, digits and hyphens, such as \"table-ronde\"";
        let DeValue::String(id) = self.toml else { return self.type_error(right) };
        let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if (1..=32).contains(&id.len()) && id.bytes().all(known) {
            return Some(id.to_string());
        }
        self.type_error(right)
    }

    /// A whole number within `range`.
    pub fn integer(&self, range: RangeInclusive<u32>) -> Option<u32> {
        let right = format!("a whole number from {} to {}", range.start(), range.end());
        let DeValue::Integer(number) = self.toml else { return self.type_error(&right) };
        match u32::from_str_radix(number.as_str(), number.radix())
            .ok()
            .filter(|number| range.contains(number))
        {
            Some(number) => Some(number),
            None => self.error(format!("\"{}\" should be {right}; here it is {number}.", self.key)),
        }
    }

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

    /// An e-mail address as people have them: no quotes, comments or bare host names.
    pub fn email(&self) -> Option<String> {
        let text = self.text(254)?;
        let plain = |part: &str, others: &str| {
            !part.is_empty() && part.chars().all(|char| char.is_ascii_alphanumeric() || others.contains(char))
        };
        let right = text.split_once('@').is_some_and(|(name, host)| {
            name.split('.').all(|part| plain(part, "!#$%&'*+-/=?^_`{|}~"))
                && host.contains('.')
                && host.split('.').all(|part| plain(part, "-"))
        });
        if right { Some(text) } else { self.type_error("an e-mail address such as \"nom@exemple.org\"") }
    }

    /// A telephone or fax number, kept as it is written.
    pub fn phone(&self) -> Option<String> {
        let text = self.text(32)?;
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let plain = text.chars().all(|char| char.is_ascii_digit() || " +-./()".contains(char));
        if plain && digits >= 3 { Some(text) } else { self.type_error("a number such as \"0596 00 00 00\"") }
    }

    /// Latitude and longitude.
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

    /// The items of a list, each under this key's name.
    pub fn items(&self) -> Vec<ValueReader<'r>> {
        let Some(items) = self.toml.as_array() else {
            return self.type_error("a list in square brackets").unwrap_or_default();
        };
        items
            .iter()
            .map(|item| ValueReader { span: item.span(), toml: item.get_ref(), ..self.clone() })
            .collect()
    }

    /// Each item of a list read by `read`; those with a mistake are left out.
    pub fn map_items<T>(&self, read: impl Fn(&ValueReader<'r>) -> Option<T>) -> Vec<T> {
        self.items().iter().filter_map(read).collect()
    }

    /// The table that this value is, called `name` in messages.
    pub fn table(&self, name: impl Into<String>) -> Option<TableReader<'r>> {
        match self.toml {
            DeValue::Table(table) => Some(TableReader::new(self.source_file, table, self.span.start, name)),
            _ => self.type_error("a table with keys of its own"),
        }
    }
}

fn parse_language(page: &SourceFile<'_>, at: usize, code: &str) -> Option<Lang> {
    let lang = Lang::from_code(code);
    if lang.is_none() {
        let known = Lang::ALL.map(Lang::code).join(", ");
        page.error(
            at,
            format!("Unknown language \"{}\"; the languages are {known}.", excerpt(code, EXCERPT_LENGTH)),
        );
    }
    lang
}
