//! Advice on what an event file leaves out although people will need it. `koze check` prints it; the file is
//! accepted all the same.

use std::collections::BTreeMap;

use super::model::{Programme, Session};

/// One sentence for each thing that should be added.
pub(crate) fn find_hints(programme: &Programme) -> Vec<String> {
    let mut hints: Vec<String> = last_sessions_without_end(programme)
        .map(|session| {
            format!(
                "Session \"{}\" is the last of its day and has no \"end\": nobody can be told when it is over; \
                 add the end, if you know it.",
                session.id
            )
        })
        .collect();
    if programme.contact.emergency.is_none() {
        hints.push(
            "[contact] has no \"emergency\": who asks for help at once is sent to your team and hears no number; \
             add whom to call, for instance emergency = \"15 (SAMU) ou 112\"."
                .to_owned(),
        );
    }
    hints
}

/// The last session of each day, when it has no announced end.
fn last_sessions_without_end(programme: &Programme) -> impl Iterator<Item = &Session> {
    let mut last_by_day = BTreeMap::new();
    for session in &programme.sessions {
        last_by_day.insert(programme.to_local_time(session.starts).date_naive(), session);
    }
    last_by_day.into_values().filter(|session| session.ends.is_none())
}
