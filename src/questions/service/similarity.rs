//! Finding queued questions that ask nearly the same as a new one. The most voted ones are shared by all
//! transactions for a moment, so that a hundred new questions read them once.

use std::sync::Arc;

use super::super::model::{Question, QuestionSummary};
use super::super::rules::similarity::{TextFingerprint, most_similar};
use super::super::store::questions;
use super::submit;
use crate::clock::Millis;
use crate::ids::QuestionNumber;
use crate::turn::Turn;

/// A new question is compared with this many of the most voted ones.
const MAX_COMPARED: i64 = 300;
/// How long the most voted questions are reused, in real time.
const SNAPSHOT_MAX_AGE: Millis = 1_000;
/// A new question is compared with this many that are newer than the snapshot.
const MAX_RECENT: i64 = 60;

/// A question prepared for comparison.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub question: QuestionSummary,
    fingerprint: TextFingerprint,
}

impl From<QuestionSummary> for Candidate {
    fn from(question: QuestionSummary) -> Self {
        let fingerprint = TextFingerprint::of(&question.text);
        Self { question, fingerprint }
    }
}

/// The most voted questions at one moment.
struct TopQuestions {
    candidates: Vec<Candidate>,
    /// The number of the last question at that moment.
    last_number: QuestionNumber,
}

/// The latest questions, asked after that moment.
struct RecentQuestions(Vec<Candidate>);

fn to_candidates(questions: Vec<QuestionSummary>) -> Vec<Candidate> {
    questions.into_iter().map(Candidate::from).collect()
}

/// Up to `limit` queued questions of other authors that ask nearly the same as one that was just submitted, the
/// most similar first; of equals the one with more votes.
pub(crate) async fn find_similar(
    turn: &mut Turn<'_>,
    number: QuestionNumber,
    text: &str,
    limit: usize,
) -> sqlx::Result<Vec<QuestionSummary>> {
    let (person, real_now) = (turn.person.id, turn.event.real_now);
    let own = Candidate::from(QuestionSummary { number, person, votes: 1, text: text.to_owned() });
    let top = match turn.cache.get_shared::<TopQuestions>(real_now - SNAPSHOT_MAX_AGE) {
        Some(top) => top,
        None => {
            let last_number = submit::first_buffered(turn.cache).unwrap_or(number).before();
            let candidates = to_candidates(questions::top_voted_summaries(turn.conn, MAX_COMPARED).await?);
            let top = Arc::new(TopQuestions { candidates, last_number });
            turn.cache.insert_shared(real_now, &top);
            turn.cache.insert(RecentQuestions(Vec::new()));
            top
        }
    };
    if turn.cache.get::<RecentQuestions>().is_none() {
        let recent = questions::summaries_after(turn.conn, top.last_number, MAX_RECENT).await?;
        turn.cache.insert(RecentQuestions(to_candidates(recent)));
    }
    let Some(recent) = turn.cache.get::<RecentQuestions>() else { return Ok(Vec::new()) };
    let mut others: Vec<&Candidate> = top
        .candidates
        .iter()
        .chain(&recent.0)
        .filter(|other| other.question.number != number && other.question.person != person)
        .collect();
    others.sort_by_key(|other| (-other.question.votes, other.question.number));
    let others = others.into_iter().map(|other| (&other.fingerprint, &other.question));
    let found = most_similar(&own.fingerprint, others).into_iter().take(limit).cloned().collect();
    if recent.0.iter().all(|other| other.question.number != number) {
        recent.0.push(own);
    }
    Ok(found)
}

/// Sorts questions by their similarity to a text, the most similar first; equals keep their order.
pub(crate) fn sort_by_similarity(text: &str, questions: Vec<Question>) -> Vec<Question> {
    let fingerprint = TextFingerprint::of(text);
    let similarity =
        |question: &Question| fingerprint.similarity(&TextFingerprint::of(question.display_text()));
    let mut ranked: Vec<_> =
        questions.into_iter().map(|question| (similarity(&question), question)).collect();
    ranked.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    ranked.into_iter().map(|(_, question)| question).collect()
}
