//! A set of interface languages, one bit each.

use crate::i18n::Lang;

/// A set of languages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LanguageSet(u8);

const _: () = assert!(Lang::ALL.len() <= u8::BITS as usize);

impl LanguageSet {
    /// Every language Kozé speaks.
    pub const ALL: Self = Self((1_u16.wrapping_shl(Lang::ALL.len() as u32) - 1) as u8);

    /// This language; every language for `None`.
    pub fn of(lang: Option<Lang>) -> Self {
        lang.map_or(Self::ALL, |lang| Self(Self::bit(lang)))
    }

    /// Adds a language; false if it was there.
    pub fn insert(&mut self, lang: Lang) -> bool {
        let is_new = !self.contains(lang);
        self.0 |= Self::bit(lang);
        is_new
    }

    /// Whether the language is in the set.
    pub fn contains(self, lang: Lang) -> bool {
        self.0 & Self::bit(lang) != 0
    }

    /// Whether both sets share a language.
    pub fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The languages of either set.
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether no language is in the set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many languages are in the set.
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// The languages of the set, in the order of `Lang::ALL`.
    pub fn iter(self) -> impl Iterator<Item = Lang> {
        Lang::ALL.into_iter().filter(move |lang| self.contains(*lang))
    }

    fn bit(lang: Lang) -> u8 {
        1 << lang as u8
    }
}
