//! The figures for a report to funders, as a table.

use super::store::figures;
use crate::db::Conn;
use crate::i18n::{Lang, texts};
use crate::programme::Programme;
use crate::spreadsheet::Table;

/// How many registered and came, by category and day; a row without a day is about the whole event.
pub async fn attendance_table(conn: &mut Conn, programme: &Programme) -> sqlx::Result<Table> {
    let mut table = Table::new(&["Vient comme", "Jour", "Inscrits avec une place, ou venus", "Venus"]);
    for figure in figures::load_figures(conn).await? {
        let category = texts(Lang::Fr).label(&format!("category-{}", figure.category.replace('_', "-")));
        let day = u64::try_from(figure.day).ok().and_then(|days| {
            programme.first_date.checked_add_days(chrono::Days::new(days)).map(|day| day.to_string())
        });
        table.push_row(vec![
            category.into(),
            day.unwrap_or_default().into(),
            figure.registered.into(),
            figure.arrived.into(),
        ]);
    }
    Ok(table)
}
