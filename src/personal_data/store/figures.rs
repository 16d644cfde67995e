//! The table `attendance_figure`: how many registered and came, by category and day, without persons.

use sqlx::FromRow;

use crate::db::Conn;

/// How many people of a category registered and came.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct AttendanceFigure {
    pub category: String,
    /// Of the event, 0 for its first; -1 for all of it.
    pub day: i64,
    pub registered: i64,
    pub arrived: i64,
}

/// The figures from the registrations and arrivals that are there.
macro_rules! count_figures_sql {
    () => {
        "select registration.category as category, cast(-1 as bigint) as day, count(*) as registered,
                cast(sum(case when exists (select 1 from arrival where arrival.registration = registration.number)
                              then 1 else 0 end) as bigint) as arrived
         from registration
         where registration.seat_status = 'seat'
            or exists (select 1 from arrival where arrival.registration = registration.number)
         group by registration.category
         union all
         select registration.category, arrival.day,
                (select count(*) from registration everybody
                 where everybody.category = registration.category
                   and (everybody.seat_status = 'seat'
                        or exists (select 1 from arrival came where came.registration = everybody.number))),
                count(*)
         from registration join arrival on arrival.registration = registration.number
         group by registration.category, arrival.day"
    };
}

/// Keeps the figures of a category and day, unless they were kept before.
pub async fn keep_figures(conn: &mut Conn) -> sqlx::Result<()> {
    sqlx::query(concat!(
        "insert into attendance_figure (category, day, registered, arrived) select * from (",
        count_figures_sql!(),
        ") as counted where 1 = 1 on conflict (category, day) do nothing"
    ))
    .execute(conn)
    .await?;
    Ok(())
}

/// The figures that were kept; before the first erasure those of now.
pub async fn load_figures(conn: &mut Conn) -> sqlx::Result<Vec<AttendanceFigure>> {
    let mut figures: Vec<AttendanceFigure> =
        sqlx::query_as("select category, day, registered, arrived from attendance_figure")
            .fetch_all(&mut *conn)
            .await?;
    if figures.is_empty() {
        figures = sqlx::query_as(count_figures_sql!()).fetch_all(conn).await?;
    }
    figures.sort_by(|one, other| (&one.category, one.day).cmp(&(&other.category, other.day)));
    Ok(figures)
}
