//! Types around one `i64`, so that numbers of different meaning cannot stand in each other's place.

/// Makes types around an `i64` that are stored, sent and written as that number.
macro_rules! number_types {
    ($($(#[$doc:meta])* $name:ident)*) => {
        $(
            $(#[$doc])*
            #[derive(
                Debug,
                Clone,
                Copy,
                Default,
                PartialEq,
                Eq,
                PartialOrd,
                Ord,
                Hash,
                serde::Serialize,
                serde::Deserialize,
                sqlx::Type,
            )]
            #[serde(transparent)]
            #[sqlx(transparent)]
            pub struct $name(pub i64);

            impl $name {
                /// The 0 that stands for none in the database.
                pub const NONE: Self = Self(0);

                /// Whether this stands for none.
                pub fn is_none(self) -> bool {
                    self == Self::NONE
                }

                /// `None` for the 0 that stands for none.
                pub fn to_option(self) -> Option<Self> {
                    (!self.is_none()).then_some(self)
                }
            }

            impl From<$name> for i64 {
                fn from(number: $name) -> i64 {
                    number.0
                }
            }

            impl From<i64> for $name {
                fn from(number: i64) -> Self {
                    Self(number)
                }
            }

            impl std::fmt::Display for $name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    self.0.fmt(f)
                }
            }

            impl std::str::FromStr for $name {
                type Err = std::num::ParseIntError;

                fn from_str(text: &str) -> Result<Self, std::num::ParseIntError> {
                    text.parse().map(Self)
                }
            }
        )*
    };
}

/// Wraps numbers of these types in one variant: `from_numbers!(Cell, Cell::Number: i64, QuestionNumber)`.
macro_rules! from_numbers {
    ($target:ty, $variant:path: $($number:ty),*) => {
        $(
            impl From<$number> for $target {
                fn from(number: $number) -> Self {
                    $variant(number.into())
                }
            }
        )*
    };
}

pub(crate) use {from_numbers, number_types};
