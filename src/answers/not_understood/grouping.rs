//! Which texts ask the same. Pure.

use super::super::nlu::{NluModel, SAME_QUESTION_SIMILARITY, Wording};
use super::model::{UnclearGroup, UnclearText};

/// Groups texts, which come with the most frequent first; so do the groups. Each text joins the first group whose
/// leader it is like, so that an answer to the leader's words is found for all of them.
pub fn group(texts: Vec<UnclearText>, nlu_model: &NluModel) -> Vec<UnclearGroup> {
    let mut groups: Vec<(Wording<'_>, UnclearGroup)> = Vec::new();
    for text in texts {
        let wording = Wording::new(&text.text, nlu_model);
        let same =
            groups.iter_mut().find(|(leader, _)| leader.similarity_to(&wording) >= SAME_QUESTION_SIMILARITY);
        match same {
            Some((_, group)) => group.others.push(text),
            None => groups.push((wording, UnclearGroup { leader: text, others: Vec::new() })),
        }
    }
    let mut groups: Vec<UnclearGroup> = groups.into_iter().map(|(_, group)| group).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.times()));
    groups
}
