//! Words as the lexicon knows them: glued ones taken apart, torn ones put together, lost apostrophes found.

use super::index::{Budget, Candidate, LexiconIndex};
use super::time_expressions::TimeExpression;
use super::tokenizer::Token;

/// Words and what each may be; glued ones are taken apart and torn ones put together.
pub fn segment(
    typed: Vec<Token>,
    index: &LexiconIndex,
    hours: &[TimeExpression],
    effort: &Budget,
) -> (Vec<Token>, Vec<Vec<Candidate>>) {
    let mut tokens: Vec<Token> = Vec::new();
    let mut guesses: Vec<Vec<Candidate>> = Vec::new();
    let mut at = 0;
    while at < typed.len() {
        let token = &typed[at];
        let is_hour = hours.iter().any(|hour| (hour.from..hour.to).contains(&at));
        let sure = index.exact_candidates(token);
        if !sure.is_empty() || token.is_symbol || is_hour {
            guesses.push(sure);
            tokens.push(token.clone());
        } else if let Some(joined) = typed.get(at + 1).and_then(|next| join_split_word(token, next, index)) {
            guesses.push(index.exact_candidates(&joined));
            tokens.push(joined);
            at += 1;
        } else if let Some(parts) = split_elision(token, index) {
            for part in parts {
                guesses.push(index.candidates(&part, effort));
                tokens.push(part);
            }
        } else {
            let found = index.candidates(token, effort);
            match split_compound(token, index, effort).filter(|_| found.is_empty()) {
                Some(parts) => {
                    for part in parts {
                        guesses.push(index.exact_candidates(&part));
                        tokens.push(part);
                    }
                }
                None => {
                    guesses.push(found);
                    tokens.push(token.clone());
                }
            }
        }
        if let Some(last) = tokens.last_mut() {
            last.punctuation = typed[at].punctuation;
        }
        at += 1;
    }
    (tokens, guesses)
}

/// "média tion".
fn join_split_word(token: &Token, next: &Token, index: &LexiconIndex) -> Option<Token> {
    let text = format!("{}{}", token.word, next.word);
    let joined = Token::plain(&text);
    (text.len() >= 6
        && !next.is_symbol
        && index.exact_candidates(next).is_empty()
        && !index.exact_candidates(&joined).is_empty())
    .then_some(joined)
}

/// "linscription", "jveux": a small word that lost its apostrophe.
fn split_elision(token: &Token, index: &LexiconIndex) -> Option<Vec<Token>> {
    for small in ["qu", "c", "d", "j", "l", "m", "n", "s", "t"] {
        if let Some(rest) = token.word.strip_prefix(small)
            && rest.len() >= 3
            && !index.exact_candidates(&Token::plain(rest)).is_empty()
        {
            return Some(vec![Token::plain(small), Token::plain(rest)]);
        }
    }
    None
}

/// "tableronde", "kelheure".
fn split_compound(token: &Token, index: &LexiconIndex, effort: &Budget) -> Option<Vec<Token>> {
    let text = &token.word;
    if text.len() < 5 || !text.is_ascii() {
        return None;
    }
    (2..=text.len() - 2)
        .map(|at| text.split_at(at))
        .filter(|_| effort.spend())
        .find(|(a, b)| {
            !index.exact_candidates(&Token::plain(a)).is_empty()
                && !index.exact_candidates(&Token::plain(b)).is_empty()
                && b.len() > 2
        })
        .map(|(a, b)| vec![Token::plain(a), Token::plain(b)])
}
