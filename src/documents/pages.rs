//! The printed documents: the words on them; the crate `event_documents` lays them out.

use chrono::NaiveDate;
use event_documents::{
    AttendanceSheet, Badge, BadgeSheets, Certificate, Certificates, Columns, Detail, DocumentError, Poster,
    Rgb, WALK_IN_ROWS,
};

use super::people::Present;
use super::rules::{self, HalfDay, PresenceHours};
use crate::args;
use crate::chat::deep_link;
use crate::check_in::Attendee;
use crate::clock::EventTime;
use crate::commands::ASK_START_PAYLOAD;
use crate::i18n::{Lang, Texts, texts};
use crate::programme::{Programme, Schedule};
use crate::referrals::Source;
use crate::registration::{Category, TicketCode, category_label};

/// The value of `?start=` in the public link; with a source, openings of the link are counted under its word.
pub fn public_start_payload(from: Option<&Source>) -> String {
    from.map_or_else(|| ASK_START_PAYLOAD.to_owned(), Source::payload)
}

/// The event as its documents print it.
#[derive(Clone, Copy)]
pub struct PrintedEvent<'e> {
    pub programme: &'e Programme,
    pub schedule: &'e Schedule,
}

impl PrintedEvent<'_> {
    fn organisers(&self, lang: Lang) -> String {
        self.programme.organisers.iter().map(|name| name.get(lang)).collect::<Vec<_>>().join(", ")
    }

    /// The venue, its room and its address.
    fn place(&self) -> String {
        let venue = &self.programme.venue;
        let parts = [Some(&venue.name), venue.room.as_ref(), venue.address.as_ref()];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
    }

    fn format_time(&self, t: &Texts, at: EventTime) -> String {
        t.format_time(self.programme.to_local_time(at))
    }

    /// "matin, de 8h à 12h", as far as that is known.
    fn half_day(&self, t: &Texts, date: NaiveDate) -> Option<String> {
        let hours = rules::day_hours(self.programme, self.schedule, date)?;
        let half_day = t.label(match hours.half_day {
            HalfDay::Morning => "sheet-morning",
            HalfDay::Afternoon => "sheet-afternoon",
            HalfDay::WholeDay => "sheet-whole-day",
        });
        let from = self.format_time(t, hours.starts);
        Some(match hours.ends {
            Some(end) => {
                t.plain("sheet-hours", args!(part = half_day, from = from, to = self.format_time(t, end)))
            }
            None => t.plain("sheet-hours-open", args!(part = half_day, from = from)),
        })
    }
}

/// The attendance sheet: one for each day. `attendees` are in the order of the list.
pub fn attendance_sheet(event: PrintedEvent<'_>, attendees: &[Attendee]) -> Result<Vec<u8>, DocumentError> {
    let t = texts(Lang::Fr);
    let programme = event.programme;
    let detail = |id: &str, value: String| Detail { label: t.label(id), value };
    let months = rules::attendance_months(programme);
    let footer = t.plain(
        "sheet-footer",
        args!(
            years = i64::from(if months.is_multiple_of(12) { months / 12 } else { 0 }),
            months = i64::from(months),
            email = &programme.contact.email,
        ),
    );
    let sheets: Vec<AttendanceSheet> = rules::event_days(programme)
        .into_iter()
        .map(|date| AttendanceSheet {
            language: Lang::Fr.code().to_owned(),
            kind: t.label("sheet-kind"),
            title: programme.title.get(Lang::Fr).to_owned(),
            details: [
                Some(detail("sheet-date", t.format_date(date))),
                event.half_day(t, date).map(|value| detail("sheet-half-day", value)),
                Some(detail("sheet-place", event.place())),
                Some(detail("sheet-organisers", event.organisers(Lang::Fr))),
            ]
            .into_iter()
            .flatten()
            .collect(),
            columns: Columns {
                number: t.label("sheet-column-number"),
                name: t.label("sheet-column-name"),
                organisation: t.label("sheet-column-organisation"),
                arrival: None,
                signature: t.label("sheet-column-signature"),
            },
            attendees: attendees
                .iter()
                .map(|attendee| event_documents::Attendee {
                    name: attendee.name.clone(),
                    organisation: attendee.organisation.clone(),
                    arrival: String::new(),
                })
                .collect(),
            walk_in_heading: t.label("sheet-walk-in"),
            walk_in_rows: WALK_IN_ROWS,
            page_number: t.plain("sheet-page", args!(page = "{page}", pages = "{pages}")),
            footer: footer.clone(),
        })
        .collect();
    event_documents::attendance_sheets(&sheets)
}

/// The colour of a category's band: apart from one another in print and for colour-blind readers.
fn category_color(category: Option<Category>) -> Rgb {
    match category {
        Some(Category::Resident) => Rgb(0x00, 0x72, 0xb2),
        Some(Category::Mediator) => Rgb(0xe6, 0x9f, 0x00),
        Some(Category::Employer) => Rgb(0x00, 0x9e, 0x73),
        Some(Category::Institution) => Rgb(0x7b, 0x2d, 0x5b),
        Some(Category::SocialPartner) => Rgb(0xd5, 0x5e, 0x00),
        Some(Category::Other) | None => Rgb(0x59, 0x59, 0x59),
    }
}

/// A badge for each attendee. The code is that of the ticket; without the bot's username there is none.
pub fn badges(
    event: PrintedEvent<'_>,
    attendees: &[Attendee],
    bot_username: Option<&str>,
) -> Result<Vec<u8>, DocumentError> {
    let t = texts(Lang::Fr);
    let badge = |attendee: &Attendee| {
        let category: Option<Category> = attendee.category.parse().ok();
        let code = TicketCode::parse(&attendee.code);
        Badge {
            name: attendee.name.clone(),
            organisation: attendee.organisation.clone(),
            category: event_documents::Category {
                label: category.map(|category| category_label(t, category)).unwrap_or_default(),
                color: category_color(category),
            },
            code: bot_username.zip(code).map(|(bot, code)| deep_link(bot, &code.payload())),
        }
    };
    let title = event.programme.title.get(Lang::Fr);
    event_documents::name_badges(&BadgeSheets {
        language: Lang::Fr.code().to_owned(),
        title: t.plain("badges-title", args!(title = title)),
        event: title.to_owned(),
        code_description: t.label("badges-code"),
        badges: attendees.iter().map(badge).collect(),
    })
}

/// The certificates of people who came, each on a page of its own.
pub fn certificates(
    event: PrintedEvent<'_>,
    people: &[Present],
    lang: Lang,
) -> Result<Vec<u8>, DocumentError> {
    let t = texts(lang);
    let programme = event.programme;
    let days = rules::event_days(programme);
    let day_of = |index: i64| usize::try_from(index).ok().and_then(|index| days.get(index)).copied();
    let issued = people.iter().flat_map(|present| &present.arrivals).map(|arrival| arrival.day).max();
    let organisers = event.organisers(lang);
    event_documents::certificates(&Certificates {
        language: lang.code().to_owned(),
        title: t.label("certificate-heading"),
        issuer: organisers.clone(),
        heading: t.label("certificate-heading"),
        place_and_date: issued
            .and_then(day_of)
            .map(|date| t.plain("certificate-date", args!(day = t.format_date(date))))
            .unwrap_or_default(),
        signatory: programme.signatory.clone().unwrap_or(organisers),
        signatory_role: String::new(),
        signature_label: t.label("certificate-signature"),
        footer: t.label("certificate-footer"),
        people: people
            .iter()
            .map(|present| Certificate {
                before: t.label("certificate-before"),
                name: present.attendee.name.clone(),
                after: certificate_paragraphs(event, t, present, &day_of),
            })
            .collect(),
    })
}

/// What somebody attended: the event, and each day with the hours that are known.
fn certificate_paragraphs(
    event: PrintedEvent<'_>,
    t: &Texts,
    present: &Present,
    day_of: &impl Fn(i64) -> Option<NaiveDate>,
) -> Vec<String> {
    let days: Vec<String> = present
        .arrivals
        .iter()
        .filter_map(|arrival| {
            let date = day_of(arrival.day)?;
            let hours = rules::day_hours(event.programme, event.schedule, date);
            let day = t.format_date(date);
            Some(match rules::presence_hours(hours, arrival) {
                PresenceHours { from: Some(from), to: Some(to) } => {
                    let (from, to) = (event.format_time(t, from), event.format_time(t, to));
                    t.plain("certificate-day-from-to", args!(day = day, from = from, to = to))
                }
                PresenceHours { from: Some(from), to: None } => {
                    let from = event.format_time(t, from);
                    t.plain("certificate-day-from", args!(day = day, from = from))
                }
                PresenceHours { from: None, .. } => t.plain("certificate-day", args!(day = day)),
            })
        })
        .collect();
    let title = event.programme.title.get(t.lang);
    let place = t.plain("certificate-place", args!(place = event.place()));
    match days.as_slice() {
        [day] => vec![t.plain("certificate-attended", args!(title = title, day = day)), place],
        _ => {
            let first = t.plain("certificate-attended-days", args!(title = title));
            let days = days.iter().map(|day| format!("•\u{a0}{day}"));
            std::iter::once(first).chain(days).chain([place]).collect()
        }
    }
}

/// The poster with the public link of the bot.
pub fn poster(
    event: PrintedEvent<'_>,
    bot_username: &str,
    from: Option<&Source>,
    place: &str,
) -> Result<Vec<u8>, DocumentError> {
    let t = texts(Lang::Fr);
    let programme = event.programme;
    let first = t.format_date(programme.first_date);
    let date = if programme.first_date != programme.last_date {
        t.plain("poster-days", args!(first = first, last = t.format_date(programme.last_date)))
    } else if let Some(start) = event.schedule.first_start() {
        t.plain("poster-day", args!(day = first, hour = event.format_time(t, start)))
    } else {
        first
    };
    let hangs_at =
        if place.is_empty() { String::new() } else { t.plain("poster-hangs-at", args!(place = place)) };
    event_documents::poster(&Poster {
        language: Lang::Fr.code().to_owned(),
        title: programme.title.get(Lang::Fr).to_owned(),
        date,
        place: event.place(),
        how_to: t.label("poster-how-to"),
        code: deep_link(bot_username, &public_start_payload(from)),
        code_description: t.label("poster-code"),
        address: format!("t.me/{bot_username}"),
        hangs_at,
    })
}
