//! What a transaction does with a list: plan it, or register its people.

use super::model::{ImportDigest, List, NewPerson, Plan};
use super::plan::make_plan;
use super::store as import_store;
use crate::db::{self, Conn};
use crate::ids::{PersonId, RegistrationNumber};
use crate::registration::model::{Answers, ConsentMethod, Extras, Registration, SeatStatus, TicketCode};
use crate::registration::{seats, store};
use crate::turn::{EventContext, TurnResult};

/// What became of a list that was confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applied {
    /// The new people are registered, with numbers from `first` on.
    Done { plan: Plan, first: RegistrationNumber },
    /// The plan is not the one that was shown; nothing was done.
    Changed(Plan),
}

/// What would become of a list now. An estimate: the lock of the seats is not held.
pub async fn preview(conn: &mut Conn, event: EventContext<'_>, list: &List) -> sqlx::Result<Plan> {
    let registered = import_store::list_registered(conn).await?;
    let mut seats = seats::load_allocator(conn, event).await?;
    Ok(make_plan(&list.entries, &registered, |category| seats.take(category)))
}

/// Registers the new people of a list, under the lock of the seats: the one function of an import that changes
/// registrations. `actor` is the organiser, `None` on the command line. With `shown`, only if the plan is still the
/// one with this digest.
pub async fn apply(
    conn: &mut Conn,
    event: EventContext<'_>,
    actor: Option<PersonId>,
    list: &List,
    shown: Option<&ImportDigest>,
) -> TurnResult<Applied> {
    seats::lock(conn).await?;
    let plan = preview(conn, event, list).await?;
    if let Some(shown) = shown
        && plan.digest(list)? != *shown
    {
        return Ok(Applied::Changed(plan));
    }
    let new_count = plan.new_count() as i64;
    let last = db::advance_counter(conn, seats::COUNTER, new_count).await?;
    let first = last - new_count + 1;
    let registrations: Vec<Registration> = plan
        .lines
        .iter()
        .filter_map(|line| Some((line.new_person()?, line.is_seated())))
        .zip(first..)
        .map(|((person, is_seated), number)| registration(event, actor, person, is_seated, number.into()))
        .collect();
    store::insert_all(conn, &registrations).await?;
    Ok(Applied::Done { plan, first: first.into() })
}

/// A registration without an account: the form was signed on paper.
fn registration(
    event: EventContext<'_>,
    actor: Option<PersonId>,
    person: &NewPerson,
    is_seated: bool,
    number: RegistrationNumber,
) -> Registration {
    let NewPerson { name, category, organisation, phone, email, area, access_needs } = person.clone();
    Registration {
        number,
        person: None,
        is_own: false,
        registered_by: actor,
        status: if is_seated { SeatStatus::Seated } else { SeatStatus::Waiting },
        code: TicketCode::random(),
        registered_at: event.now,
        answers: Answers {
            consent_method: ConsentMethod::Paper,
            consent_at: event.now,
            name,
            category,
            organisation,
            phone,
        },
        extras: Extras { email, area, access_needs },
    }
}
