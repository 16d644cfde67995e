//! What a text is about before it becomes a question: the act of asking, the person's own life, the speakers.
//! Lists of words in the locales decide. A text that they match wrongly costs its author one more press. A
//! text that they miss is published like any other: "Le voisin boit et frappe ses enfants" has none of their
//! words.

use crate::ids::QuestionNumber;
use crate::keywords::{contains_keyword_anywhere, is_keyword, normalize, remove_keywords};

/// Whether a text asks how asking works: who sees the name, who reads the question.
pub fn is_about_asking(typed: &str) -> bool {
    contains_keyword_anywhere("words-about-asking", typed)
}

/// Whether a text, typed while a question is awaited, says that there is none.
pub fn is_cancel_request(typed: &str) -> bool {
    is_keyword("question-leave", typed) || contains_keyword_anywhere("words-no-question", typed)
}

/// Whether a text is about existing questions: to withdraw one, or to read those of others.
pub fn is_about_existing_questions(typed: &str) -> bool {
    is_withdrawal_request(typed) || is_browse_request(typed)
}

/// Whether a text asks to see others' questions: "Voir les questions des autres", or that button's label.
pub(crate) fn is_browse_request(typed: &str) -> bool {
    is_keyword("vote-open", typed) || contains_keyword_anywhere("words-others-questions", typed)
}

/// Whether a text asks to withdraw a question: "Retirer ma question", "withdraw question 2", "pa voyé sa".
pub(crate) fn is_withdrawal_request(typed: &str) -> bool {
    let is_named =
        contains_keyword_anywhere("words-own-question", typed) || mentioned_question(typed).is_some();
    (contains_keyword_anywhere("words-withdraw", typed) && is_named)
        || contains_keyword_anywhere("words-unsend", typed)
}

/// The question that a text names by its number: "question 2", "kestion nimewo 2".
pub(crate) fn mentioned_question(typed: &str) -> Option<QuestionNumber> {
    let normalized = normalize(typed);
    let mut words = normalized.split(' ').skip_while(|word| !is_keyword("words-question", word));
    words.next()?;
    words.take(2).find_map(|word| word.parse().ok())
}

/// Whether a text is about health or a bodily need.
pub fn is_about_health(typed: &str) -> bool {
    contains_keyword_anywhere("words-health", typed)
}

/// Whether a text is about health, or about the writer's own life. An introduction such as "I would like to know"
/// does not count.
pub fn is_about_own_life(typed: &str) -> bool {
    contains_keyword_anywhere("words-health", typed)
        || contains_keyword_anywhere(
            "words-first-person",
            &remove_keywords("words-introducing-a-question", typed),
        )
}

/// Whether a text is addressed to the speakers.
pub fn is_addressed_to_speakers(typed: &str) -> bool {
    contains_keyword_anywhere("words-to-the-speakers", typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asking_about_asking_is_known() {
        for typed in [
            "on voit mon nom ?",
            "Est-ce que mon nom s'affiche ?",
            "c'est anonyme ?",
            "can I ask anonymously?",
            "Who will see my name?",
            "es yo ka wè non mwen ?",
            "Ès sé anonim ?",
        ] {
            assert!(is_about_asking(typed), "{typed}");
        }
        for typed in ["Quel est le nom du projet ?", "je veux changer mon nom", "What is your name?"] {
            assert!(!is_about_asking(typed), "{typed}");
        }
    }

    #[test]
    fn the_own_life_is_told_from_what_concerns_everybody() {
        for typed in [
            "je suis sourde, il y aura un interprète ?",
            "J'ai perdu mon travail, qui peut m'aider ?",
            "mon fils a des problèmes avec la police",
            "Y a-t-il un accès en fauteuil roulant ?",
            "I'm deaf, will there be an interpreter?",
            "My son was arrested, what can be done?",
            "lost my ticket",
            "man pèd travay mwen",
            "Man malad, ki moun ki pé édé mwen ?",
        ] {
            assert!(is_about_own_life(typed), "{typed}");
        }
        for typed in [
            "Qui paie les adultes relais ?",
            "Je voudrais savoir qui paie les adultes relais",
            "Pourquoi les contrats durent-ils trois ans ?",
            "I would like to know who pays the mediators",
            "Ki moun ki ka péyé sé adilt rélé-a ?",
            "Man ta lé sav ki moun ki ka péyé yo",
            "Qu'est-ce qui change dans mon quartier ?",
        ] {
            assert!(!is_about_own_life(typed), "{typed}");
        }
    }
}
