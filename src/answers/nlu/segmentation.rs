//! Splits and joins typed words until the lexicon knows them: compounds, words with a stray space, words that lost
//! their apostrophe.

use super::index::{Budget, Candidate, LexiconIndex};
use super::time_expressions::TimeExpression;
use super::tokenizer::Token;

/// Shortest word joined from two parts.
const MIN_JOINED_LENGTH: usize = 6;
/// Shortest word behind an elided one.
const MIN_ELISION_REST: usize = 3;
/// Shortest compound, and the shortest second word in it.
const MIN_COMPOUND_LENGTH: usize = 5;
const MIN_COMPOUND_END: usize = 3;

/// The tokens after splitting and joining, and the lexicon words that each may be. Tokens of a time expression
/// stay as they are.
pub fn segment(
    typed: Vec<Token>,
    index: &LexiconIndex,
    times: &[TimeExpression],
    budget: &Budget,
) -> (Vec<Token>, Vec<Vec<Candidate>>) {
    let mut tokens: Vec<Token> = Vec::new();
    let mut candidates: Vec<Vec<Candidate>> = Vec::new();
    let mut at = 0;
    while at < typed.len() {
        let token = &typed[at];
        let is_time = times.iter().any(|time| (time.from..time.to).contains(&at));
        let exact = index.exact_candidates(token);
        if !exact.is_empty() || token.is_symbol || is_time {
            candidates.push(exact);
            tokens.push(token.clone());
        } else if let Some(joined) = typed.get(at + 1).and_then(|next| join_split_word(token, next, index)) {
            candidates.push(index.exact_candidates(&joined));
            tokens.push(joined);
            at += 1;
        } else if let Some(parts) = split_elision(token, index) {
            for part in parts {
                candidates.push(index.candidates(&part, budget));
                tokens.push(part);
            }
        } else {
            let found = index.candidates(token, budget);
            match split_compound(token, index, budget).filter(|_| found.is_empty()) {
                Some(parts) => {
                    for part in parts {
                        candidates.push(index.exact_candidates(&part));
                        tokens.push(part);
                    }
                }
                None => {
                    candidates.push(found);
                    tokens.push(token.clone());
                }
            }
        }
        if let Some(last) = tokens.last_mut() {
            last.punctuation = typed[at].punctuation;
        }
        at += 1;
    }
    (tokens, candidates)
}

/// "média tion": two parts that are no words by themselves but one together.
fn join_split_word(token: &Token, next: &Token, index: &LexiconIndex) -> Option<Token> {
    let text = format!("{}{}", token.word, next.word);
    let joined = Token::plain(&text);
    (text.len() >= MIN_JOINED_LENGTH
        && !next.is_symbol
        && index.exact_candidates(next).is_empty()
        && !index.exact_candidates(&joined).is_empty())
    .then_some(joined)
}

/// "linscription", "jveux": an elided word that lost its apostrophe, before a known word.
fn split_elision(token: &Token, index: &LexiconIndex) -> Option<Vec<Token>> {
    for elided in index.elided_words() {
        if let Some(rest) = token.word.strip_prefix(elided.as_str())
            && rest.len() >= MIN_ELISION_REST
            && !index.exact_candidates(&Token::plain(rest)).is_empty()
        {
            return Some(vec![Token::plain(elided), Token::plain(rest)]);
        }
    }
    None
}

/// "tableronde", "kelheure": two known words without a space between them.
fn split_compound(token: &Token, index: &LexiconIndex, budget: &Budget) -> Option<Vec<Token>> {
    let text = &token.word;
    if text.len() < MIN_COMPOUND_LENGTH || !text.is_ascii() {
        return None;
    }
    (2..=text.len() - 2)
        .map(|at| text.split_at(at))
        .filter(|_| budget.spend())
        .find(|(a, b)| {
            !index.exact_candidates(&Token::plain(a)).is_empty()
                && !index.exact_candidates(&Token::plain(b)).is_empty()
                && b.len() >= MIN_COMPOUND_END
        })
        .map(|(a, b)| vec![Token::plain(a), Token::plain(b)])
}
