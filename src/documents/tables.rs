//! The tables: who registered, who came, the questions, the journal. Titles and values are French, times local.

use super::model::{AttendeeFilter, ExportKind};
use super::people::arrivals_by_registration;
use super::rules::event_days;
use crate::audit_log::{self, Action};
use crate::check_in::{self, Method};
use crate::clock::EventTime;
use crate::db::Conn;
use crate::i18n::{Lang, texts};
use crate::ids::PersonId;
use crate::people;
use crate::programme::Programme;
use crate::questions;
use crate::registration::{self, Category, OptionalColumn, SeatStatus};
use crate::spreadsheet::{Cell, Table};
use crate::turn::TurnResult;

/// One journal, in the order of time: what happened around an incident is read in one place, and the filter of
/// the first column gives either part.
const JOURNAL_COLUMNS: [&str; 10] = [
    "Domaine",
    "Quand",
    "Qui",
    "Acte",
    "Question",
    "Autre numéro",
    "Inscription",
    "Détail",
    "Annulé",
    "Numéro",
];

const ATTENDANCE_COLUMNS: [&str; 6] =
    ["Jour", "Nom", "Structure", "Vient comme", "Heure d’arrivée", "Enregistrement"];

/// In the column "Domaine".
const QUESTIONS_DOMAIN: &str = "Questions";
const ACCESS_DOMAIN: &str = "Données personnelles";

/// The actor of entries whose author was erased.
const ERASED: PersonId = PersonId(-1);

/// A table of the event. The filter and the optional columns are for the tables of attendees.
pub async fn export_table(
    conn: &mut Conn,
    programme: &Programme,
    kind: ExportKind,
    filter: &AttendeeFilter,
    optional: &[OptionalColumn],
) -> TurnResult<Table> {
    match kind {
        ExportKind::Registrations => registration_table(conn, programme, filter, optional).await,
        ExportKind::Attendance => Ok(attendance_table(conn, programme, filter).await?),
        ExportKind::Questions => Ok(questions::export(conn, programme).await?),
        ExportKind::Journal => Ok(journal_table(conn, programme).await?),
    }
}

async fn registration_table(
    conn: &mut Conn,
    programme: &Programme,
    filter: &AttendeeFilter,
    optional: &[OptionalColumn],
) -> TurnResult<Table> {
    let arrivals = arrivals_by_registration(conn).await?;
    registration::attendee_table_of(conn, programme, optional, |number, category, status| {
        let has_arrived = arrivals.contains_key(&number);
        filter.includes(Some(category), status == SeatStatus::Seated, has_arrived)
    })
    .await
}

/// For each day everybody with a seat, and those who came without one. Nobody who came has an empty hour.
async fn attendance_table(
    conn: &mut Conn,
    programme: &Programme,
    filter: &AttendeeFilter,
) -> sqlx::Result<Table> {
    let t = texts(Lang::Fr);
    let arrivals = arrivals_by_registration(conn).await?;
    let mut attendees = check_in::list_attendees(conn, 0).await?;
    event_documents::sort_by_name(&mut attendees, |attendee| &attendee.name);
    let mut table = Table::new(&ATTENDANCE_COLUMNS);
    for (day, date) in (0..).zip(event_days(programme)) {
        for attendee in &attendees {
            let arrival = arrivals
                .get(&attendee.number)
                .and_then(|arrivals| arrivals.iter().find(|arrival| arrival.day == day));
            let category: Option<Category> = attendee.category.parse().ok();
            let is_expected = attendee.has_seat || arrival.is_some();
            if !is_expected || !filter.includes(category, attendee.has_seat, arrival.is_some()) {
                continue;
            }
            table.push_row(vec![
                Cell::Date(date),
                attendee.name.clone().into(),
                attendee.organisation.clone().into(),
                category.map(|category| registration::category_label(t, category)).unwrap_or_default().into(),
                Cell::local_time(arrival.map(|arrival| programme.to_local_time(arrival.arrived_at))),
                arrival.map(|arrival| method_label(arrival.method)).unwrap_or_default().into(),
            ]);
        }
    }
    Ok(table)
}

fn method_label(method: Method) -> &'static str {
    match method {
        Method::Scan => "billet scanné",
        Method::Code => "code du billet tapé",
        Method::Search => "nom cherché",
        Method::SelfService => "par la personne, à l’entrée",
        Method::Paper => "liste papier, saisie après coup",
        Method::WalkIn => "inscription à l’entrée",
    }
}

/// What moderators did with questions and what staff did with personal data, the oldest entry first.
pub async fn journal_table(conn: &mut Conn, programme: &Programme) -> sqlx::Result<Table> {
    let names = people::staff_names(conn).await?;
    let name_of = |person: PersonId| {
        let name = names.iter().find(|(known, _)| *known == person).map(|(_, name)| name.clone());
        name.unwrap_or_else(|| match person {
            ERASED => "compte effacé".to_owned(),
            person => format!("compte {person}"),
        })
    };
    let time = |at: EventTime| Cell::local_time(Some(programme.to_local_time(at)));
    let number = |number: Option<i64>| number.map_or_else(|| "".into(), Cell::Number);
    let mut rows: Vec<(EventTime, Vec<Cell>)> = Vec::new();
    for entry in questions::list_journal(conn, programme).await? {
        // a moderator without a name has given none: their account number is not for a list of questions
        let moderator = entry.person.map(|person| {
            names.iter().find(|(known, _)| *known == person).map(|(_, name)| name.clone()).unwrap_or_default()
        });
        let row = vec![
            QUESTIONS_DOMAIN.into(),
            time(entry.at),
            moderator.unwrap_or_else(|| "Kozé".to_owned()).into(),
            entry.action.into(),
            number(entry.question.map(i64::from)),
            number(entry.related),
            "".into(),
            entry.detail.into(),
            if entry.is_undone { "oui" } else { "" }.into(),
            entry.number.into(),
        ];
        rows.push((entry.at, row));
    }
    for entry in audit_log::list(conn, i64::MAX).await?.into_iter().rev() {
        let row = vec![
            ACCESS_DOMAIN.into(),
            time(entry.at),
            entry.actor.map_or_else(|| "ligne de commande, ou Kozé".to_owned(), name_of).into(),
            access_label(entry.action).into(),
            "".into(),
            "".into(),
            number(entry.registration.map(i64::from)),
            entry.detail.into(),
            "".into(),
            "".into(),
        ];
        rows.push((entry.at, row));
    }
    rows.sort_by_key(|(at, _)| *at);
    let mut table = Table::new(&JOURNAL_COLUMNS);
    rows.into_iter().for_each(|(_, row)| table.push_row(row));
    Ok(table)
}

fn access_label(action: Action) -> &'static str {
    match action {
        Action::Looked => "a regardé une inscription",
        Action::Searched => "a cherché dans la liste",
        Action::Corrected => "a corrigé une inscription",
        Action::Cancelled => "a annulé une inscription",
        Action::Added => "a ajouté une inscription",
        Action::Promoted => "a donné une place",
        Action::CheckedIn => "a noté une arrivée",
        Action::CheckInUndone => "a annulé une arrivée",
        Action::Exported => "a exporté un fichier",
        Action::Imported => "a importé un fichier",
        Action::Invited => "a créé une invitation",
        Action::InviteWithdrawn => "a retiré une invitation",
        Action::InviteUsed => "a pris un rôle par une invitation",
        Action::RoleRevoked => "a retiré un rôle",
        Action::ListLoaded => "a chargé la liste pour l’entrée",
        Action::Purged => "a effacé des données dont le délai est passé",
        Action::StageLineSent => "a écrit à la scène",
        Action::StageLineWithdrawn => "a retiré une ligne de la scène",
        Action::StageAddressChanged => "a changé l’adresse de la scène",
        Action::GroupLinked => "a relié un groupe ou un canal",
        Action::GroupUnlinked => "a arrêté les publications d’un groupe",
        Action::GroupLost => "ne peut plus écrire dans un groupe",
        Action::Refused => "refusé : n’a pas le rôle",
    }
}
