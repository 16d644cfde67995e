//! Private cases: who can receive one, and who may open it.

use super::super::model::{Question, State};
use super::super::store::questions;
use crate::db::Conn;
use crate::i18n::Lang;
use crate::ids::{PersonId, QuestionNumber};
use crate::people::{self, Role};

/// The counsellors who can receive an author's case, with their languages; never the author.
pub(crate) async fn counsellors(conn: &mut Conn, author: PersonId) -> sqlx::Result<Vec<(PersonId, Lang)>> {
    let mut all = people::with_role(conn, &[Role::Counsellor]).await?;
    all.retain(|(person, _)| *person != author);
    Ok(all)
}

/// Whether the author can hand this question over to a counsellor.
pub(crate) async fn can_be_handed_over(conn: &mut Conn, question: &Question) -> sqlx::Result<bool> {
    Ok(question.state == State::PrivateCase
        && !question.is_handed_over()
        && !counsellors(conn, question.person).await?.is_empty())
}

/// A case that was handed over and whose author is known, if the person is a counsellor.
pub(crate) async fn load_for_counsellor(
    conn: &mut Conn,
    person: PersonId,
    number: QuestionNumber,
) -> sqlx::Result<Option<Question>> {
    if !people::roles(conn, person).await?.contains(&Role::Counsellor) {
        return Ok(None);
    }
    let question = questions::load(conn, number).await?;
    Ok(question.filter(|question| {
        question.state == State::PrivateCase && question.is_handed_over() && question.has_author()
    }))
}
