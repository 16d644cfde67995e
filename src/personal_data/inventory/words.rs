//! What the register of processing says of a table that holds something on people. The lists are `table_words` and `operation_words`.

use super::operation_words::OPERATION_WORDS;
use super::table_words::TABLE_WORDS;
use super::word_types::TableWords;

/// The words of a table; `None` where it holds nothing on people.
pub fn words_of(table: &str) -> Option<&'static TableWords> {
    TABLE_WORDS.iter().chain(OPERATION_WORDS).find(|words| words.table == table)
}
