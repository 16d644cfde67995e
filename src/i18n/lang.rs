//! The interface languages. A language is one variant of [`Lang`] and one row of [`LANGUAGES`]; its texts
//! are in `locales/<folder>/`.

/// An interface language. Its properties are in `LANGUAGES`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    /// French, the reference: every text exists in it.
    Fr,
    /// Martinican Creole.
    Gcf,
    En,
}

struct Language {
    lang: Lang,
    /// ISO 639 code, stored in the database.
    code: &'static str,
    /// The language's name in the language itself.
    endonym: &'static str,
    /// The folder in `locales/`.
    locale_folder: &'static str,
    /// The Unicode language identifier from which Fluent takes its plural rules. Fluent has none for
    /// `gcf` and uses "other", which suits a language whose nouns do not inflect.
    fluent_id: &'static str,
    /// ISO 639-1 code, where the language has one: messengers know only these.
    two_letter_code: Option<&'static str>,
    /// Whether a no-break space stands before `: ; ! ?` and inside « ».
    spaces_punctuation: bool,
}

const LANGUAGES: [Language; 3] = [
    Language {
        lang: Lang::Fr,
        code: "fr",
        endonym: "Français",
        locale_folder: "fr",
        fluent_id: "fr",
        two_letter_code: Some("fr"),
        spaces_punctuation: true,
    },
    Language {
        lang: Lang::Gcf,
        code: "gcf",
        endonym: "Kréyòl",
        locale_folder: "gcf",
        fluent_id: "gcf",
        two_letter_code: None,
        spaces_punctuation: true,
    },
    Language {
        lang: Lang::En,
        code: "en",
        endonym: "English",
        locale_folder: "en",
        fluent_id: "en",
        two_letter_code: Some("en"),
        spaces_punctuation: false,
    },
];

impl Lang {
    /// The language that has every text, and the one used where nothing else is known.
    pub const REFERENCE: Lang = Lang::Fr;

    /// All languages, in the order of their rows and variants.
    pub const ALL: [Lang; LANGUAGES.len()] = {
        let mut all = [Lang::REFERENCE; LANGUAGES.len()];
        let mut row = 0;
        while row < all.len() {
            assert!(LANGUAGES[row].lang as usize == row, "the rows are in the order of the variants");
            all[row] = LANGUAGES[row].lang;
            row += 1;
        }
        all
    };

    fn row(self) -> &'static Language {
        const { &LANGUAGES }.get(self as usize).expect("every language has a row")
    }

    /// ISO 639 code, as stored in the database.
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// The language with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// The language's name in the language itself, for lists of languages.
    pub fn endonym(self) -> &'static str {
        self.row().endonym
    }

    /// ISO 639-1 code, where the language has one.
    pub fn two_letter_code(self) -> Option<&'static str> {
        self.row().two_letter_code
    }

    /// A first guess from the phone's setting (`en-GB`, `pt` …): the reference language unless the phone's
    /// language has a row here.
    pub fn guess(setting: Option<&str>) -> Self {
        let language = setting.and_then(|code| code.split(['-', '_']).next());
        language.and_then(Self::from_code).unwrap_or(Self::REFERENCE)
    }

    pub(super) fn locale_folder(self) -> &'static str {
        self.row().locale_folder
    }

    pub(super) fn fluent_id(self) -> &'static str {
        self.row().fluent_id
    }

    pub(super) fn spaces_punctuation(self) -> bool {
        self.row().spaces_punctuation
    }
}
