//! The event file: the shipped one contains the whole invitation, and another file gives another event.

mod clashes;
mod diagnostics;

use chrono::{NaiveDate, NaiveTime};
use koze::clock::EventTime;
use koze::i18n::Lang;
use koze::i18n::typography::remove_typography;
use koze::programme::{LocalizedText, Programme, ReminderTime, Schedule};

const TWO_DAYS: &str = include_str!("../data/two-days.toml");

fn french_texts(texts: &[LocalizedText]) -> Vec<&str> {
    texts.iter().map(|text| text.get(Lang::Fr)).collect()
}

/// Parses an RFC 3339 time.
fn rfc3339_time(moment: &str) -> EventTime {
    chrono::DateTime::parse_from_rfc3339(moment).expect("a moment").into()
}

fn parse_date(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

#[test]
fn the_shipped_file_holds_the_head_of_the_invitation() {
    let event = Programme::built_in();
    assert_eq!(event.title.get(Lang::Fr), "Forum sur la médiation sociale");
    assert_eq!(
        french_texts(&event.organisers),
        [
            "Agence nationale pour la cohésion sociale et l’égalité des chances (Acsé)",
            "Centre de Ressources Politique de la ville «\u{a0}Ville Caraïbe\u{a0}»"
        ]
    );
    assert_eq!(event.signatory.as_deref(), Some("Le Président, J. DANIEL"));
    assert_eq!(event.zone, chrono_tz::America::Martinique);
    assert_eq!((event.first_date, event.last_date), (parse_date("2012-11-23"), parse_date("2012-11-23")));
    assert_eq!(
        (event.venue.name.as_str(), event.venue.room.as_deref()),
        ("Palais des Congrès", Some("Salon Tainos"))
    );
    assert_eq!(event.contact.email, "nathalie.vivies@villecaraibe.com");
    assert_eq!(event.contact.phone, "0596 68 64 52");
    assert_eq!(event.contact.fax.as_deref(), Some("0596 58 96 28"));
    assert_eq!(event.retention_months, 3);
    assert_eq!(
        (event.question_limits.max_waiting_questions, event.question_limits.seconds_between_questions),
        (3, 30)
    );
    assert_eq!(event.languages, [Lang::Fr, Lang::Gcf, Lang::En]);
    for aim in ["connaître aux habitants", "professionnalisation", "réseau", "échanges", "dans la durée"]
    {
        assert!(event.about.get(Lang::Fr).contains(aim), "{aim}");
    }
}

#[test]
fn the_shipped_file_invents_nothing() {
    let event = Programme::built_in();
    assert_eq!((event.venue.address, event.venue.coordinates, event.venue.directions), (None, None, None));
    assert_eq!((event.registration.opens_on, event.registration.capacity), (None, None));
    assert!(event.sessions.iter().all(|session| session.ends.is_none() && session.room.is_none()));
    assert!(event.faq.is_empty());
}

#[test]
fn the_shipped_file_holds_the_nine_points_of_the_programme() {
    let event = Programme::built_in();
    let points: Vec<_> = event
        .sessions
        .iter()
        .map(|session| {
            let start = event.to_local_time(session.starts).format("%F %H:%M").to_string();
            let speakers = session.speakers.as_ref().map(|speakers| speakers.get(Lang::Fr));
            (start, session.id.as_str(), session.title.get(Lang::Fr), speakers)
        })
        .collect();
    let expected = [
        (
            "08:00",
            "introduction-prefet",
            "Introduction du Préfet sur la médiation sociale et les adultes relais",
            Some("Le Préfet"),
        ),
        (
            "08:15",
            "etat-des-lieux",
            "Éléments d’état des lieux sur la médiation sociale et les adultes relais en Martinique",
            Some("Directeur CRPV"),
        ),
        (
            "08:30",
            "france-mediation",
            "Intervention de France Médiation sur la médiation sociale",
            Some("France Médiation"),
        ),
        (
            "09:00",
            "experiences-adultes-relais",
            "Présentation d’expériences par des adultes relais",
            Some("Des adultes relais (AR)"),
        ),
        ("09:40", "echanges-salle", "Échanges avec la salle", None),
        ("10:10", "pause", "Pause", None),
        (
            "10:30",
            "table-ronde",
            "Table ronde",
            Some("Structures employeuses, partenaires institutionnels, partenaires sociaux"),
        ),
        (
            "11:30",
            "echanges-perspectives",
            "Échanges entre tous les participants sur les perspectives pour la médiation sociale en Martinique",
            Some("Tous les participants"),
        ),
        ("12:00", "cloture", "Clôture et synthèse de la matinée", None),
    ];
    assert_eq!(points, expected.map(|(hour, id, title, who)| (format!("2012-11-23 {hour}"), id, title, who)));
    let parts = |id| french_texts(&event.session(id).expect(id).sub_points);
    assert_eq!(
        parts("experiences-adultes-relais"),
        [
            "AR dans les transports",
            "AR dans le logement social",
            "AR dans les espaces publics",
            "AR dans le milieu scolaire"
        ]
    );
    assert_eq!(parts("pause"), ["Rafraîchissements", "Exposition sur la médiation sociale"]);
}

#[test]
fn the_shipped_round_table_has_its_four_themes_and_six_guides() {
    let event = Programme::built_in();
    assert_eq!(
        french_texts(&event.session("table-ronde").expect("the round table").subjects),
        [
            "Positionnement et cadre des adultes relais et de la médiation sociale",
            "Difficultés",
            "Implication des acteurs",
            "Perspectives"
        ]
    );
    let guides: Vec<String> =
        event.themes.iter().map(|guide| remove_typography(guide.text.get(Lang::Fr))).collect();
    assert_eq!(
        guides,
        [
            "Quel regard portez-vous sur la médiation sociale ?",
            "Quelle plus-value ?",
            "Quelles limites ?",
            "Quelle implication des institutions ?",
            "Quelles difficultés ?",
            "Quelles perspectives ?"
        ]
    );
    let takes: Vec<&str> = event
        .sessions
        .iter()
        .filter(|session| session.takes_questions)
        .map(|session| session.id.as_str())
        .collect();
    assert_eq!(takes, ["echanges-salle", "table-ronde", "echanges-perspectives"]);
    let open: Vec<&str> = event
        .sessions
        .iter()
        .filter(|session| session.open_floor)
        .map(|session| session.id.as_str())
        .collect();
    assert_eq!(open, ["echanges-salle", "echanges-perspectives"], "at the round table questions are written");
}

#[test]
fn shipped_titles_are_in_english_and_stay_french_in_creole() {
    let event = Programme::built_in();
    let titles = event.sessions.iter().map(|session| &session.title);
    let guides = event.themes.iter().map(|guide| &guide.text);
    let themes = event.sessions.iter().flat_map(|session| &session.subjects);
    for text in titles.chain(guides).chain(themes) {
        assert_eq!(text.get(Lang::Gcf), text.get(Lang::Fr));
        assert!(text.all().any(|(lang, _)| lang == Lang::En), "{} has no English text", text.get(Lang::Fr));
    }
    assert_eq!(event.session("pause").expect("the break").title.get(Lang::En), "Break");
}

#[test]
fn shipped_reminders_fall_due_as_announced() {
    let event = Programme::built_in();
    let announced = |id: &str| event.session(id).map(|session| session.starts);
    let due: Vec<_> = event
        .reminders
        .iter()
        .map(|reminder| (reminder.id.as_str(), event.reminder_due_at(reminder, announced).expect("a moment")))
        .collect();
    assert_eq!(
        due,
        [
            ("evening-before", rfc3339_time("2012-11-22T18:00:00-04:00")),
            ("that-morning", rfc3339_time("2012-11-23T07:00:00-04:00")),
            ("round-table", rfc3339_time("2012-11-23T10:15:00-04:00")),
        ]
    );
    let last = event.reminders.last().expect("the round table's");
    let moved = rfc3339_time("2012-11-23T10:50:00-04:00");
    assert_eq!(
        event.reminder_due_at(last, |id| (id == "table-ronde").then_some(moved)),
        Some(rfc3339_time("2012-11-23T10:35:00-04:00"))
    );
    assert_eq!(event.reminder_due_at(last, |_| None), None);
}

#[test]
fn registration_closes_when_the_eighteenth_is_over() {
    let event = Programme::built_in();
    assert_eq!(event.registration.last_day, Some(parse_date("2012-11-18")));
    assert_eq!(event.registration_closes_at(), Some(rfc3339_time("2012-11-19T00:00:00-04:00")));
    assert_eq!(event.registration_opens_at(), None);
}

#[test]
fn the_event_is_over_only_after_it_has_been_closed() {
    let event = Programme::built_in();
    assert_eq!(event.first_start(), rfc3339_time("2012-11-23T08:00:00-04:00"));
    assert_eq!(event.latest_announced_time(), rfc3339_time("2012-11-23T12:00:00-04:00"));
    assert!(
        !event.is_over_as_planned(rfc3339_time("2012-11-23T12:10:00-04:00")),
        "the closing has no printed end"
    );
    assert!(event.is_over_as_planned(rfc3339_time("2012-11-23T13:00:00-04:00")));
}

#[test]
fn another_file_gives_another_event() {
    let event = Programme::parse(TWO_DAYS).expect("a valid file");
    assert_eq!((event.first_date, event.last_date), (parse_date("2031-05-17"), parse_date("2031-05-18")));
    assert_eq!(event.sessions.len(), 8);
    assert_eq!(event.venue.coordinates, Some((47.25, -1.5)));
    assert_eq!(event.venue.address.as_deref(), Some("1 place de l’Exemple, 00000 Exempleville"));
    assert_eq!(event.registration.capacity, Some(40));
    assert_eq!(event.registration_opens_at(), Some(rfc3339_time("2031-04-01T00:00:00+02:00")));
    assert_eq!(event.languages, [Lang::Fr, Lang::En]);
    let concert = event.session("concert").expect("the concert");
    assert_eq!(
        (concert.starts, concert.ends),
        (rfc3339_time("2031-05-18T17:00:00+02:00"), Some(event.latest_announced_time()))
    );
    assert_eq!(event.room(concert), Some("Jardin"));
    assert_eq!(event.room(&event.sessions[0]), Some("Grande salle"));
    assert!(
        !event.is_over_as_planned(event.latest_announced_time() - 1)
            && event.is_over_as_planned(event.latest_announced_time())
    );
    let forum = event.session("forum-ouvert").expect("the open forum");
    assert!(forum.aliases.contains(&(Some(Lang::En), "open space".to_owned())));
    let market = event.session("place-du-marche").expect("the market");
    assert_eq!(market.aliases[0], (None, "place".to_owned()));
    assert_eq!(event.faq[0].answer.get(Lang::En), "Yes, about ten spaces in rue de l’Exemple.");
    assert_eq!(
        event.reminders[0].when,
        ReminderTime::BeforeEvent { days: 2, at: NaiveTime::MIN + chrono::Duration::hours(12) }
    );
}

#[test]
fn what_is_on_is_found_among_rooms_and_days() {
    let event = Programme::parse(TWO_DAYS).expect("a valid file");
    let schedule = Schedule::from_programme(&event);
    let on = |moment: &str| schedule.current(rfc3339_time(moment)).map(|slot| slot.session_id.as_str());
    assert_eq!(
        on("2031-05-17T10:30:00+02:00"),
        Some("atelier-jardin"),
        "of two sessions the one that began last is current"
    );
    assert_eq!(on("2031-05-17T11:30:00+02:00"), Some("atelier-jardin"), "the other session is over");
    let mut open = event.clone();
    open.sessions.iter_mut().find(|session| session.id == "repas").expect("the meal").ends = None;
    let schedule = Schedule::from_programme(&open);
    assert_eq!(
        schedule.current(rfc3339_time("2031-05-17T22:00:00+02:00")),
        None,
        "no session lasts through the night"
    );
    let mut long = event;
    long.sessions[1].ends = Some(rfc3339_time("2031-05-17T13:00:00+02:00"));
    let schedule = Schedule::from_programme(&long);
    let on = |moment: &str| schedule.current(rfc3339_time(moment)).map(|slot| slot.session_id.as_str());
    assert_eq!(on("2031-05-17T11:30:00+02:00"), Some("atelier-jardin"));
    long.sessions[2].ends = Some(rfc3339_time("2031-05-17T10:15:00+02:00"));
    let schedule = Schedule::from_programme(&long);
    let on = |moment: &str| schedule.current(rfc3339_time(moment)).map(|slot| slot.session_id.as_str());
    assert_eq!(
        on("2031-05-17T11:30:00+02:00"),
        Some("place-du-marche"),
        "the session that began first still goes on"
    );
}
