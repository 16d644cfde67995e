//! The queue in its order, and the question on the hall's screen.

use super::super::model::{Question, State};
use super::super::rules::queue::{QueueRank, is_unheard};
use super::super::store::{questions, screen};
use crate::db::Conn;

/// The first questions of the queue. With `boost`, newcomers and untreated themes move up; only the best of each
/// such group can be among the best of all, so only these are read.
pub async fn next_up(conn: &mut Conn, boost: bool, limit: i64) -> sqlx::Result<Vec<Question>> {
    if !boost {
        return questions::top_voted(conn, None, 0, limit).await;
    }
    let heard_themes = heard_themes(conn).await?;
    let mut best = Vec::new();
    for theme in questions::themes_in_state(conn, State::Queued).await? {
        for is_newcomer in [false, true] {
            best.append(&mut questions::top_voted_in_group(conn, &theme, is_newcomer, limit).await?);
        }
    }
    best.sort_by_key(|question| QueueRank::of(question, true, &heard_themes).key());
    best.truncate(limit as usize);
    Ok(best)
}

/// The number of queued questions that come before this one.
pub(crate) async fn count_ahead(conn: &mut Conn, question: &Question, boost: bool) -> sqlx::Result<i64> {
    let heard_themes = if boost { heard_themes(conn).await? } else { Vec::new() };
    let rank = QueueRank::of(question, boost, &heard_themes);
    let mut ahead = 0;
    for theme in questions::themes_in_state(conn, State::Queued).await? {
        let is_unheard = boost && is_unheard(&theme, &heard_themes);
        for is_newcomer in [false, true] {
            let votes = rank.votes_to_equal(boost && is_newcomer, is_unheard);
            ahead +=
                questions::count_ahead_in_group(conn, &theme, is_newcomer, votes, question.number).await?;
        }
    }
    Ok(ahead)
}

/// The themes of which a question was heard.
async fn heard_themes(conn: &mut Conn) -> sqlx::Result<Vec<String>> {
    let mut themes = questions::themes_in_state(conn, State::Answered).await?;
    themes.append(&mut questions::themes_in_state(conn, State::Claimed).await?);
    Ok(themes)
}

/// The question on the screen, if it is still claimed.
pub(crate) async fn question_on_screen(conn: &mut Conn) -> sqlx::Result<Option<Question>> {
    let Some(number) = screen::current(conn).await? else { return Ok(None) };
    Ok(questions::load(conn, number).await?.filter(|question| question.state == State::Claimed))
}
