//! Interface texts: Fluent messages from `locales/<folder>/`, one bundle per language. A message that a
//! language lacks is shown in the reference language.
//!
//! Arguments are escaped for HTML unless they are `Arg::Html`, so that a name such as `<b>` is shown as
//! it was typed.

mod lang;
pub mod typography;

pub use lang::Lang;

use crate::ids::{AnnouncementNumber, OrganiserQuestionNumber, QuestionNumber, RegistrationNumber};
use crate::number_types::from_numbers;
use std::borrow::Cow;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, Timelike};
use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource, FluentValue};
use include_dir::{Dir, include_dir};
use unic_langid::LanguageIdentifier;

static LOCALES: Dir = include_dir!("$CARGO_MANIFEST_DIR/locales");

/// An argument of a message.
pub enum Arg<'a> {
    Text(Cow<'a, str>),
    Number(i64),
    /// HTML that is already escaped, such as another message.
    Html(Cow<'a, str>),
}

impl Arg<'static> {
    /// HTML that is already escaped; inserted unchanged.
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

from_numbers!(
    Arg<'_>, Arg::Number: i64, QuestionNumber, OrganiserQuestionNumber, RegistrationNumber, AnnouncementNumber
);

/// The arguments of a message: `args!(name = &person.name, number = 3)`.
#[macro_export]
macro_rules! args {
    ($($name:ident = $value:expr),* $(,)?) => {
        &[$((stringify!($name), $crate::i18n::Arg::from($value))),*]
    };
}

/// The messages of one language.
pub struct Texts {
    /// The language.
    pub lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

/// One entry per language, in the order of [`Lang::ALL`].
static TEXTS: LazyLock<[Texts; Lang::ALL.len()]> = LazyLock::new(|| Lang::ALL.map(Texts::load));

/// The messages of `lang`, parsed on first use.
pub fn texts(lang: Lang) -> &'static Texts {
    &TEXTS[lang as usize]
}

/// The Fluent sources of a language: path below `locales/` and text.
pub fn fluent_sources(lang: Lang) -> impl Iterator<Item = (&'static str, &'static str)> {
    LOCALES
        .get_dir(lang.locale_folder())
        .into_iter()
        .flat_map(include_dir::Dir::files)
        .filter(|file| file.path().extension().is_some_and(|ext| ext == "ftl"))
        .filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
}

/// The text of any file below `locales/`, such as `fr/words.toml`.
pub fn locale_file(path: &str) -> Option<&'static str> {
    LOCALES.get_file(path)?.contents_utf8()
}

impl Texts {
    fn load(lang: Lang) -> Self {
        let id: LanguageIdentifier = lang.fluent_id().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Old phones show Unicode's isolation marks as blanks.
        bundle.set_use_isolating(false);
        for (name, source) in fluent_sources(lang) {
            let source = typography::apply_to_file(lang, source);
            let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, errors)| {
                tracing::error!(name, ?errors, "a locale file has syntax errors");
                resource
            });
            if let Err(errors) = bundle.add_resource(resource) {
                tracing::error!(name, ?errors, "a message is defined twice");
            }
        }
        Self { lang, bundle }
    }

    /// A message as HTML, with its arguments escaped.
    pub fn html(&self, id: &str, args: &[(&str, Arg)]) -> String {
        self.format(id, args, escape_html)
    }

    /// A message as plain text, for a button or an alert, which show HTML as source.
    pub fn plain(&self, id: &str, args: &[(&str, Arg)]) -> String {
        self.format(id, args, Cow::Borrowed)
    }

    /// A message without arguments as plain text, such as a button's label.
    pub fn label(&self, id: &str) -> String {
        self.plain(id, &[])
    }

    fn format<'a>(&self, id: &str, args: &'a [(&str, Arg)], escape: fn(&'a str) -> Cow<'a, str>) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            if self.lang != Lang::REFERENCE {
                return texts(Lang::REFERENCE).format(id, args, escape);
            }
            tracing::error!(id, "no such text");
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
            tracing::error!(id, lang = self.lang.code(), ?errors, "a text lacks an argument");
        }
        text
    }

    /// "n° 7", for a question, a ticket and the like.
    pub fn format_number(&self, number: impl Into<i64>) -> String {
        self.plain("number", args!(number = number.into()))
    }

    /// A long date: "vendredi 23 novembre 2012".
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

    /// A time of day: "8h", "10h30"; English "8:00", "10:30".
    pub fn format_time(&self, time: impl Timelike) -> String {
        let id = if time.minute() == 0 { "hour-full" } else { "hour-minutes" };
        self.plain(id, args!(hour = i64::from(time.hour()), minute = format!("{:02}", time.minute())))
    }
}

/// Escapes text for HTML; quotes stay, so the result is not safe inside an attribute.
pub fn escape_html(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}
