//! Gathers the figures from the features.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::model::Figures;
use crate::answers;
use crate::check_in;
use crate::clock::Millis;
use crate::db::Conn;
use crate::floor_requests;
use crate::programme::Programme;
use crate::questions::{self, State};
use crate::referrals;
use crate::registration;
use crate::turn::EventContext;

const DAY: Millis = 86_400_000;

/// The present figures.
pub async fn load(conn: &mut Conn, event: &EventContext<'_>) -> sqlx::Result<Figures> {
    let programme = event.programme;
    let today = programme.to_local_time(event.now).date_naive();
    let questions = questions::count_by_state(conn).await?;
    Ok(Figures {
        seats: registration::count_seats(conn).await?,
        capacity: programme.registration.capacity.map(i64::from),
        new: registration::count_since(conn, event.now - DAY).await?,
        cancelled: registration::count_cancelled_since(conn, today.pred_opt().unwrap_or(today)).await?,
        inside: check_in::count_inside(conn, check_in::event_day(programme, event.now)).await?,
        questions_waiting: [State::PendingReview, State::Queued, State::Deferred, State::Claimed]
            .into_iter()
            .map(|state| questions.of(state))
            .sum(),
        questions_closed: questions.of(State::Answered),
        floor: floor_requests::counts(conn).await?,
        unanswered: answers::count_unanswered(conn).await?,
        sources: referrals::counts(conn)
            .await?
            .into_iter()
            .filter(|count| count.opened > 0)
            .map(|count| (count.name().to_owned(), count.opened))
            .collect(),
    })
}

/// The registrations that still stand, by the day on which they were made. Reads them all.
pub async fn registrations_per_day(
    conn: &mut Conn,
    programme: &Programme,
) -> sqlx::Result<BTreeMap<NaiveDate, i64>> {
    let mut per_day = BTreeMap::new();
    for at in registration::registration_times(conn).await? {
        *per_day.entry(programme.to_local_time(at).date_naive()).or_default() += 1;
    }
    Ok(per_day)
}
