//! One value of an event file, read as what it should be: a text, a date, a number … or a mistake
//! that says what would be right. Dates and times may stand in quotes or, as TOML has it, without.

use std::fmt::Write as _;
use std::ops::{Range, RangeInclusive};

use chrono::{Datelike, NaiveDate, NaiveTime};
use chrono_tz::{TZ_VARIANTS, Tz};
use toml::de::DeValue;

use super::Local;
use super::fields::Fields;
use super::page::{At, Page, did_you_mean};
use crate::i18n::{Lang, typography};
use crate::text::excerpt;

/// Years in which an event may lie; a slip such as 2102 for 2012 is then seen.
const YEARS: RangeInclusive<i32> = 2000..=2100;

/// How much of a wrong value a message quotes.
const EXCERPT: usize = 40;

/// The value of a key, and where it stands.
#[derive(Clone)]
pub(super) struct Value<'r> {
    pub page: &'r Page<'r>,
    pub key: &'r str,
    pub at: Range<usize>,
    pub value: &'r DeValue<'r>,
}

impl<'r> Value<'r> {
    /// Names a mistake in this value.
    pub fn wrong<T>(&self, message: impl Into<String>) -> Option<T> {
        self.page.mistake(self.at.start, message);
        None
    }

    fn should_be<T>(&self, what: &str) -> Option<T> {
        let is = match self.value {
            DeValue::String(text) => format!("\"{}\"", excerpt(text, EXCERPT)),
            DeValue::Integer(_) | DeValue::Float(_) => "a number".to_owned(),
            DeValue::Boolean(_) => "true or false".to_owned(),
            DeValue::Datetime(moment) => moment.to_string(),
            DeValue::Array(_) => "a list".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
        };
        self.wrong(format!("\"{}\" should be {what}; here it is {is}.", self.key))
    }

    /// Pairs what was read with its place.
    pub fn placed<T>(&self, what: T) -> At<T> {
        At { at: self.at.start, what }
    }

    /// A text of one to `most` characters, without the space around it.
    pub fn text(&self, most: usize) -> Option<String> {
        let DeValue::String(text) = self.value else { return self.should_be("a text in quotes") };
        let text = text.trim();
        let length = text.chars().count();
        if length == 0 {
            return self.wrong(format!("\"{}\" is empty; write a text or leave the key out.", self.key));
        }
        if length > most {
            return self
                .wrong(format!("\"{}\" is {length} characters long; at most {most} fit here.", self.key));
        }
        if text.chars().any(|char| char.is_control() && !matches!(char, '\n' | '\r' | '\t')) {
            return self.wrong(format!("\"{}\" holds an invisible control character; remove it.", self.key));
        }
        Some(text.replace("\r\n", "\n"))
    }

    /// A text of no language, such as a place's name, as it is shown.
    pub fn shown(&self, most: usize) -> Option<String> {
        self.text(most).map(|text| typography::apply(Lang::Fr, &text))
    }

    /// A text per language, as it is shown: a plain one (French), or a table that has at least the
    /// French one.
    pub fn local(&self, most: usize) -> Option<Local> {
        if matches!(self.value, DeValue::String(_)) {
            return self.shown(most).map(Local::french);
        }
        let Some(texts) = self.by_language() else {
            return self.should_be("a text in quotes, or texts such as { fr = \"…\", en = \"…\" }");
        };
        let mut french = false;
        let mut local = Some(Local::french(""));
        for (lang, value) in texts {
            french |= lang == Some(Lang::Fr);
            let text = lang.zip(value.text(most));
            local =
                local.zip(text).map(|(local, (lang, text))| local.with(lang, typography::apply(lang, &text)));
        }
        if !french {
            let example = "add fr = \"…\", which is shown wherever another language is missing";
            self.page.mistake(self.at.start, format!("\"{}\" has no French text; {example}.", self.key));
        }
        local.filter(|_| french)
    }

    /// The entries of a table whose keys are languages; `None` beside a value whose key is not one
    /// (and is named as a mistake).
    pub fn by_language(&self) -> Option<Vec<(Option<Lang>, Value<'r>)>> {
        if !matches!(self.value, DeValue::Table(_)) {
            return None;
        }
        let fields = self.fields(self.key)?;
        let entries = fields.entries().map(|(at, value)| {
            let lang = language(self.page, at, value.key);
            (lang, Value { key: self.key, ..value })
        });
        Some(entries.collect())
    }

    /// The values of its texts, whatever their language.
    pub fn texts(&self) -> Vec<Value<'r>> {
        match self.value {
            DeValue::Table(table) => table
                .values()
                .map(|text| Value { at: text.span(), value: text.get_ref(), ..self.clone() })
                .collect(),
            _ => vec![self.clone()],
        }
    }

    /// A language's code in quotes.
    pub fn language(&self) -> Option<Lang> {
        let code = self.text(20)?;
        language(self.page, self.at.start, &code)
    }

    /// An id: one to 32 small letters, digits and hyphens.
    pub fn id(&self) -> Option<String> {
        let right = "an id of at most 32 small letters a-z, digits and hyphens, such as \"table-ronde\"";
        let DeValue::String(id) = self.value else { return self.should_be(right) };
        let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if (1..=32).contains(&id.len()) && id.bytes().all(known) {
            return Some(id.to_string());
        }
        self.should_be(right)
    }

    /// A whole number within `range`.
    pub fn whole(&self, range: RangeInclusive<u32>) -> Option<u32> {
        let right = format!("a whole number from {} to {}", range.start(), range.end());
        let DeValue::Integer(number) = self.value else { return self.should_be(&right) };
        match u32::from_str_radix(number.as_str(), number.radix())
            .ok()
            .filter(|number| range.contains(number))
        {
            Some(number) => Some(number),
            None => self.wrong(format!("\"{}\" should be {right}; here it is {number}.", self.key)),
        }
    }

    pub fn yes_or_no(&self) -> Option<bool> {
        self.value.as_bool().or_else(|| self.should_be("true or false, without quotes"))
    }

    /// A day.
    pub fn date(&self) -> Option<NaiveDate> {
        let day = match self.value {
            DeValue::String(text) => NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok(),
            DeValue::Datetime(moment) if moment.time.is_none() => moment.date.and_then(|date| {
                NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
            }),
            _ => None,
        };
        day.filter(|day| YEARS.contains(&day.year())).or_else(|| {
            self.should_be("a day that exists, written year-month-day in quotes, such as \"2012-11-23\"")
        })
    }

    /// A time of day, to the minute.
    pub fn time(&self) -> Option<NaiveTime> {
        let time = match self.value {
            DeValue::String(text) => NaiveTime::parse_from_str(text.trim(), "%H:%M").ok(),
            DeValue::Datetime(moment) if moment.date.is_none() => {
                moment.time.and_then(|time| NaiveTime::from_hms_opt(time.hour.into(), time.minute.into(), 0))
            }
            _ => None,
        };
        time.or_else(|| self.should_be("a time from \"00:00\" to \"23:59\", in quotes, such as \"08:15\""))
    }

    /// A time zone by its IANA name.
    pub fn zone(&self) -> Option<Tz> {
        let name = self.text(64)?;
        if let Ok(zone) = name.parse() {
            return Some(zone);
        }
        let mut message = format!("There is no time zone \"{}\"; ", excerpt(&name, EXCERPT));
        let _ = match did_you_mean(&name, TZ_VARIANTS.iter().map(|zone| zone.name())) {
            Some(known) => write!(message, "did you mean \"{known}\"?"),
            None => write!(message, "write it as region and town, such as \"America/Martinique\"."),
        };
        self.wrong(message)
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
        if right { Some(text) } else { self.should_be("an e-mail address such as \"nom@exemple.org\"") }
    }

    /// A telephone or fax number, kept as it is written.
    pub fn phone(&self) -> Option<String> {
        let text = self.text(32)?;
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let plain = text.chars().all(|char| char.is_ascii_digit() || " +-./()".contains(char));
        if plain && digits >= 3 { Some(text) } else { self.should_be("a number such as \"0596 00 00 00\"") }
    }

    /// Latitude and longitude.
    pub fn coordinates(&self) -> Option<(f64, f64)> {
        let degrees = |value: &DeValue<'_>| match value {
            DeValue::Float(number) => number.as_str().parse::<f64>().ok(),
            DeValue::Integer(number) => number.as_str().parse::<f64>().ok(),
            _ => None,
        };
        let pair = self.value.as_array().map(|pair| pair.iter().map(|item| degrees(item.get_ref())));
        match pair.map(Iterator::collect::<Vec<_>>).as_deref() {
            Some([Some(latitude), Some(longitude)]) if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 => {
                Some((*latitude, *longitude))
            }
            Some([Some(_), Some(_)]) => self.wrong(
                "\"coordinates\" are out of range: first the latitude from -90 to 90, then the longitude from \
                 -180 to 180.",
            ),
            _ => self.should_be("two numbers, latitude and longitude, such as [48.8584, 2.2945]"),
        }
    }

    /// The items of a list, each under this key's name.
    pub fn list(&self) -> Vec<Value<'r>> {
        let Some(items) = self.value.as_array() else {
            return self.should_be("a list in square brackets").unwrap_or_default();
        };
        items.iter().map(|item| Value { at: item.span(), value: item.get_ref(), ..self.clone() }).collect()
    }

    /// Each item of a list read by `read`; those with a mistake are left out.
    pub fn each<T>(&self, read: impl Fn(&Value<'r>) -> Option<T>) -> Vec<T> {
        self.list().iter().filter_map(read).collect()
    }

    /// The table that this value is, called `name` in messages.
    pub fn fields(&self, name: impl Into<String>) -> Option<Fields<'r>> {
        match self.value {
            DeValue::Table(table) => Some(Fields::new(self.page, table, self.at.start, name)),
            _ => self.should_be("a table with keys of its own"),
        }
    }
}

fn language(page: &Page<'_>, at: usize, code: &str) -> Option<Lang> {
    let lang = Lang::from_code(code);
    if lang.is_none() {
        let known = Lang::ALL.map(Lang::code).join(", ");
        page.mistake(
            at,
            format!("Unknown language \"{}\"; the languages are {known}.", excerpt(code, EXCERPT)),
        );
    }
    lang
}
