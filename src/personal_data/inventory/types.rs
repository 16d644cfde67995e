//! What the inventory says of a table, and the SQL statements that follow from it.

use crate::clock::Millis;
use crate::personal_data::model::RetentionStage;

/// One table. Columns are listed as in SQL, separated by commas; an empty text lists none.
#[derive(Debug, Clone, Copy)]
pub struct TableInventory {
    pub table: &'static str,
    /// The rows that bear a person's id, in the order in which they are erased.
    pub personal_rows: &'static [PersonalRows],
    /// Columns of personal rows that are not exported: they are about others, or internal.
    pub not_exported: &'static str,
    /// Columns without personal data: all of a table without personal rows; otherwise those that stay as
    /// they are when a row is anonymised.
    pub non_personal: &'static str,
    /// A text column that may name a person anywhere inside.
    pub scanned: Option<ScannedText>,
    pub on_retention_end: RetentionEffect,
    /// What the end of the attendance sheet does to what the end of retention has left.
    pub on_attendance_end: RetentionEffect,
    /// How rows expire while the bot runs, by an age that the bot counts.
    pub aging: Option<Aging>,
    /// How rows expire by a time stored in them.
    pub max_age: Option<MaxAge>,
}

/// Some rows of a table that bear a person's id.
#[derive(Debug, Clone, Copy)]
pub struct PersonalRows {
    /// The condition under which a row is the person's; `of(column)` compares the column with the id.
    pub owner_condition: &'static str,
    /// The columns that are about the person; `*` for all. Of a row that is about another person and only
    /// bears this one's id: its number and its time.
    pub exported_columns: &'static str,
    pub on_erasure: ErasureEffect,
    /// Whose rows are erased in the same way at the end of retention. `None` where the whole table is
    /// emptied, or where later rows of the same table cover these.
    pub erased_at_retention_end: Option<SubjectScope>,
}

/// What erasure does to rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErasureEffect {
    Deleted,
    /// The rows stay without the person: the assignments of an `update … set`.
    Anonymised(&'static str),
}

/// What the end of retention does to a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetentionEffect {
    /// Nothing: the table holds no personal data.
    Kept,
    /// All rows are deleted, whether or not they bear an id.
    Emptied,
    /// Each of the personal rows states whose are erased.
    ByPersonalRows,
    /// Rows under this condition stay, reduced by the assignments of an `update … set` as long as one of the
    /// columns has something left; all others are deleted.
    Reduced { kept: &'static str, set: &'static str, has_more: &'static str },
    /// One row is deleted: the one with this value in this column.
    RowDeleted { column: &'static str, value: &'static str },
}

/// The people whose rows a condition selects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubjectScope {
    /// One person, by the id in `$1`.
    One,
    /// People without a role; the rows of the others are about their work.
    WithoutRole,
    /// All people, with or without a role.
    Everybody,
    /// All rows, including those that were anonymised before.
    AllRows,
}

/// A text column with the JSON of an update, in which the id of a person may stand anywhere.
#[derive(Debug, Clone, Copy)]
pub struct ScannedText {
    /// The primary key, a number.
    pub key: &'static str,
    pub text: &'static str,
}

/// How often rows age by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgeUnit {
    Hour,
    Day,
}

/// Expiry by age. The bot counts the age while it runs, in hours or days: a clock that is months ahead makes
/// nothing old.
#[derive(Debug, Clone, Copy)]
pub struct Aging {
    pub unit: AgeUnit,
    /// The column that counts; `None` where the age of another table decides.
    pub age_column: Option<&'static str>,
    /// The condition of the rows that age.
    pub aging_rows: &'static str,
    pub rules: &'static [ExpiryRule],
}

/// What happens to rows of some age.
#[derive(Debug, Clone, Copy)]
pub struct ExpiryRule {
    pub condition: &'static str,
    pub effect: ExpiryEffect,
    /// Whether the text of a person goes with the rows: it must leave the database's file too.
    pub is_user_text: bool,
}

/// What expiry does to rows.
#[derive(Debug, Clone, Copy)]
pub enum ExpiryEffect {
    Deleted,
    /// The assignments of an `update … set`.
    Cleared(&'static str),
    /// A text column is rewritten, row by row; `None` leaves a row as it is.
    Rewritten {
        key: &'static str,
        column: &'static str,
        rewrite: fn(&str) -> serde_json::Result<Option<String>>,
    },
}

/// Expiry by a stored time: rows that meet `condition` are deleted `after` their time in `time_column`, which
/// is real time.
#[derive(Debug, Clone, Copy)]
pub struct MaxAge {
    pub condition: &'static str,
    pub time_column: &'static str,
    pub after: Millis,
}

/// The condition that all rows meet.
pub const ALL: &str = "1 = 1";

/// A table without personal data, which the fields given beside it complete.
pub const fn table(table: &'static str) -> TableInventory {
    TableInventory {
        table,
        personal_rows: &[],
        not_exported: "",
        non_personal: "",
        scanned: None,
        on_retention_end: RetentionEffect::Kept,
        on_attendance_end: RetentionEffect::Kept,
        aging: None,
        max_age: None,
    }
}

/// Rows of one person. The end of retention empties their table, unless [`PersonalRows::and_later_of`] says
/// whose rows go.
pub const fn rows(
    owner_condition: &'static str,
    exported_columns: &'static str,
    on_erasure: ErasureEffect,
) -> PersonalRows {
    PersonalRows { owner_condition, exported_columns, on_erasure, erased_at_retention_end: None }
}

impl PersonalRows {
    /// The same rows. The end of retention erases those of all people in `scope` as an erasure erases one
    /// person's.
    pub const fn and_later_of(self, scope: SubjectScope) -> Self {
        Self { erased_at_retention_end: Some(scope), ..self }
    }

    fn erasure_statement(&self, table: &str, scope: SubjectScope) -> String {
        let condition = scope.condition(self.owner_condition);
        match self.on_erasure {
            ErasureEffect::Deleted => format!("delete from {table} where {condition}"),
            ErasureEffect::Anonymised(set) => format!("update {table} set {set} where {condition}"),
        }
    }
}

/// Rows that age each hour.
pub const fn hourly(rules: &'static [ExpiryRule]) -> Option<Aging> {
    Some(Aging { unit: AgeUnit::Hour, age_column: Some("age"), aging_rows: ALL, rules })
}

/// Rows that age each day.
pub const fn daily(rules: &'static [ExpiryRule]) -> Option<Aging> {
    Some(Aging { unit: AgeUnit::Day, age_column: Some("age"), aging_rows: ALL, rules })
}

/// Deletes rows under this condition.
pub const fn delete(condition: &'static str) -> ExpiryRule {
    ExpiryRule { condition, effect: ExpiryEffect::Deleted, is_user_text: false }
}

/// Deletes rows under this condition, with what a person wrote.
pub const fn delete_text(condition: &'static str) -> ExpiryRule {
    ExpiryRule { condition, effect: ExpiryEffect::Deleted, is_user_text: true }
}

impl SubjectScope {
    /// The condition with every `of(column)` replaced.
    fn condition(self, owner_condition: &str) -> String {
        let mut parts = owner_condition.split("of(");
        let mut sql = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (column, rest) = part.split_once(')').unwrap_or((part, ""));
            sql.push_str(&match self {
                SubjectScope::One => format!("{column} = $1"),
                SubjectScope::WithoutRole => {
                    format!("({column} > 0 and {column} not in (select person from role))")
                }
                SubjectScope::Everybody => format!("{column} > 0"),
                SubjectScope::AllRows => ALL.to_owned(),
            });
            sql.push_str(rest);
        }
        sql
    }
}

impl TableInventory {
    /// The queries for everything on the person in `$1`.
    pub fn export_queries(&self) -> Vec<String> {
        let query = |rows: &PersonalRows| {
            let condition = SubjectScope::One.condition(rows.owner_condition);
            format!("select {} from {} where {condition}", rows.exported_columns, self.table)
        };
        self.personal_rows.iter().map(query).collect()
    }

    /// The statements that erase the person in `$1`, in their order.
    pub fn erasure_statements(&self) -> Vec<String> {
        let erase = |rows: &PersonalRows| rows.erasure_statement(self.table, SubjectScope::One);
        self.personal_rows.iter().map(erase).collect()
    }

    /// The statements for the end of a stage of retention, in their order, without parameters.
    pub fn retention_statements(&self, stage: RetentionStage) -> Vec<String> {
        let table = self.table;
        let effect = match stage {
            RetentionStage::Contacts => self.on_retention_end,
            RetentionStage::Attendance => self.on_attendance_end,
        };
        match effect {
            RetentionEffect::Kept => Vec::new(),
            RetentionEffect::Emptied => vec![format!("delete from {table}")],
            RetentionEffect::ByPersonalRows => {
                let erase = |rows: &PersonalRows| {
                    rows.erased_at_retention_end.map(|scope| rows.erasure_statement(table, scope))
                };
                self.personal_rows.iter().filter_map(erase).collect()
            }
            RetentionEffect::Reduced { kept, set, has_more } => vec![
                format!("delete from {table} where not ({kept})"),
                format!("update {table} set {set} where {has_more}"),
            ],
            RetentionEffect::RowDeleted { column, value } => {
                vec![format!("delete from {table} where {column} = '{value}'")]
            }
        }
    }

    /// The statement that lets rows age by one.
    pub fn aging_statement(&self) -> Option<String> {
        let Aging { age_column, aging_rows, .. } = self.aging?;
        let column = age_column?;
        Some(format!("update {} set {column} = {column} + 1 where {aging_rows}", self.table))
    }

    /// The statement that deletes rows by their stored time, and for how long they are kept: `$1` is the
    /// latest time, in real time, of the rows that go.
    pub fn max_age_statement(&self) -> Option<(String, Millis)> {
        let MaxAge { condition, time_column, after } = self.max_age?;
        let sql = format!("delete from {} where {condition} and {time_column} < $1", self.table);
        Some((sql, after))
    }
}
