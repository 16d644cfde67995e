//! What Kozé says, in three languages: Fluent messages from `locales/<lang>/`, French the reference.
//!
//! Everything handed in as an argument is escaped for HTML unless it says that it is HTML, so that
//! a name such as `<b>` is shown as it was typed.

pub mod typography;

use std::borrow::Cow;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, Timelike};
use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource, FluentValue};
use include_dir::{Dir, include_dir};
use unic_langid::LanguageIdentifier;

static LOCALES: Dir = include_dir!("$CARGO_MANIFEST_DIR/locales");

/// A language Kozé speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    Fr,
    /// Martinican Creole.
    Gcf,
    En,
}

impl Lang {
    pub const ALL: [Lang; 3] = [Lang::Fr, Lang::Gcf, Lang::En];

    /// ISO 639 code: the folder's name in `locales/` and what the database keeps.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Fr => "fr",
            Lang::Gcf => "gcf",
            Lang::En => "en",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// A first guess from the phone's setting (`en-GB`, `pt` …): French unless it is English.
    pub fn guess(setting: Option<&str>) -> Self {
        let language = setting.and_then(|code| code.split(['-', '_']).next());
        language.and_then(Self::from_code).unwrap_or(Lang::Fr)
    }
}

/// Something put into a message.
pub enum Arg<'a> {
    Text(Cow<'a, str>),
    Number(i64),
    /// Already escaped: another message of ours.
    Html(Cow<'a, str>),
}

impl Arg<'static> {
    /// Another message of ours, put in as it stands.
    pub fn html(html: String) -> Self {
        Arg::Html(html.into())
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(text.into())
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Arg::Text(text.into())
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Arg::Text(text.into())
    }
}

impl From<i64> for Arg<'_> {
    fn from(number: i64) -> Self {
        Arg::Number(number)
    }
}

/// The arguments of a message: `args!(name = &person.name, number = 3)`.
#[macro_export]
macro_rules! args {
    ($($name:ident = $value:expr),* $(,)?) => {
        &[$((stringify!($name), $crate::i18n::Arg::from($value))),*]
    };
}

/// The messages of one language.
pub struct Texts {
    pub lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

static TEXTS: LazyLock<[Texts; 3]> = LazyLock::new(|| Lang::ALL.map(Texts::load));

/// The messages of `lang`, read once.
pub fn texts(lang: Lang) -> &'static Texts {
    &TEXTS[lang as usize]
}

/// The Fluent sources of a language: file name and text.
pub fn fluent_sources(lang: Lang) -> impl Iterator<Item = (&'static str, &'static str)> {
    LOCALES
        .get_dir(lang.code())
        .into_iter()
        .flat_map(|dir| dir.files())
        .filter(|file| file.path().extension().is_some_and(|ext| ext == "ftl"))
        .filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
}

/// A file of `locales/` that is not Fluent, such as `fr/words.toml`.
pub fn locale_file(path: &str) -> Option<&'static str> {
    LOCALES.get_file(path)?.contents_utf8()
}

impl Texts {
    fn load(lang: Lang) -> Self {
        // `gcf` is a valid identifier; Fluent has no plural rules for it and falls back to "other",
        // which suits a language whose nouns do not change.
        let id: LanguageIdentifier = lang.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Telegram shows the isolation marks as blanks on old phones.
        bundle.set_use_isolating(false);
        for (name, source) in fluent_sources(lang) {
            let source = typography::apply_to_file(lang, source);
            let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, errors)| {
                tracing::error!(name, ?errors, "a locale file has mistakes");
                resource
            });
            if let Err(errors) = bundle.add_resource(resource) {
                tracing::error!(name, ?errors, "a message is defined twice");
            }
        }
        Self { lang, bundle }
    }

    /// A message for a bubble: HTML, arguments escaped.
    pub fn html(&self, id: &str, args: &[(&str, Arg)]) -> String {
        self.format(id, args, escape_html)
    }

    /// A message for a button or a passing line, where HTML would be shown as it stands.
    pub fn plain(&self, id: &str, args: &[(&str, Arg)]) -> String {
        self.format(id, args, Cow::Borrowed)
    }

    /// A button's label.
    pub fn label(&self, id: &str) -> String {
        self.plain(id, &[])
    }

    fn format<'a>(&self, id: &str, args: &'a [(&str, Arg)], escape: fn(&'a str) -> Cow<'a, str>) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            if self.lang != Lang::Fr {
                return texts(Lang::Fr).format(id, args, escape);
            }
            tracing::error!(id, "no such message");
            return id.to_owned();
        };
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            let value = match arg {
                Arg::Text(text) => FluentValue::String(escape(text)),
                Arg::Html(html) => FluentValue::String(Cow::Borrowed(html.as_ref())),
                Arg::Number(number) => FluentValue::from(*number),
            };
            values.set(name.to_string(), value);
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::error!(id, lang = self.lang.code(), ?errors, "a message lacks an argument");
        }
        text
    }

    /// "n° 7", where a question, a ticket or the like is named by its number alone.
    pub fn format_number(&self, number: i64) -> String {
        self.plain("number", args!(number = number))
    }

    /// "vendredi 23 novembre 2012".
    pub fn format_date(&self, date: NaiveDate) -> String {
        self.plain(
            "date-long",
            args!(
                weekday = i64::from(date.weekday().number_from_monday()),
                day = i64::from(date.day()),
                month = i64::from(date.month()),
                year = date.year().to_string(),
            ),
        )
    }

    /// "8h", "10h30"; English "8:00", "10:30".
    pub fn format_time(&self, time: impl Timelike) -> String {
        let id = if time.minute() == 0 { "hour-full" } else { "hour-minutes" };
        self.plain(id, args!(hour = i64::from(time.hour()), minute = format!("{:02}", time.minute())))
    }
}

/// Makes text safe inside HTML, as Telegram reads it.
pub fn escape_html(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}
