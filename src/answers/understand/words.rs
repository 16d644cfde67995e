//! Words as the lexicon knows them: glued ones taken apart, torn ones put together, lost apostrophes found.

use super::fold::Token;
use super::index::{Effort, Guess, Index};
use super::times::Said;

/// Words and what each may be; glued ones are taken apart and torn ones put together.
pub fn words(
    typed: Vec<Token>,
    index: &Index,
    hours: &[Said],
    effort: &Effort,
) -> (Vec<Token>, Vec<Vec<Guess>>) {
    let mut tokens: Vec<Token> = Vec::new();
    let mut guesses: Vec<Vec<Guess>> = Vec::new();
    let mut at = 0;
    while at < typed.len() {
        let token = &typed[at];
        let is_hour = hours.iter().any(|hour| (hour.from..hour.to).contains(&at));
        let sure = index.sure(token);
        if !sure.is_empty() || token.sign || is_hour {
            guesses.push(sure);
            tokens.push(token.clone());
        } else if let Some(joined) = typed.get(at + 1).and_then(|next| joined(token, next, index)) {
            guesses.push(index.sure(&joined));
            tokens.push(joined);
            at += 1;
        } else if let Some(parts) = elision(token, index) {
            for part in parts {
                guesses.push(index.guesses(&part, effort));
                tokens.push(part);
            }
        } else {
            let found = index.guesses(token, effort);
            match parted(token, index, effort).filter(|_| found.is_empty()) {
                Some(parts) => {
                    for part in parts {
                        guesses.push(index.sure(&part));
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
            last.mark = typed[at].mark;
        }
        at += 1;
    }
    (tokens, guesses)
}

/// "média tion".
fn joined(token: &Token, next: &Token, index: &Index) -> Option<Token> {
    let text = format!("{}{}", token.word, next.word);
    let joined = Token::plain(&text);
    (text.len() >= 6 && !next.sign && index.sure(next).is_empty() && !index.sure(&joined).is_empty())
        .then_some(joined)
}

/// "linscription", "jveux": a small word that lost its apostrophe.
fn elision(token: &Token, index: &Index) -> Option<Vec<Token>> {
    for small in ["qu", "c", "d", "j", "l", "m", "n", "s", "t"] {
        if let Some(rest) = token.word.strip_prefix(small)
            && rest.len() >= 3
            && !index.sure(&Token::plain(rest)).is_empty()
        {
            return Some(vec![Token::plain(small), Token::plain(rest)]);
        }
    }
    None
}

/// "tableronde", "kelheure".
fn parted(token: &Token, index: &Index, effort: &Effort) -> Option<Vec<Token>> {
    let text = &token.word;
    if text.len() < 5 || !text.is_ascii() {
        return None;
    }
    (2..=text.len() - 2)
        .map(|at| text.split_at(at))
        .filter(|_| effort.spend())
        .find(|(a, b)| {
            !index.sure(&Token::plain(a)).is_empty()
                && !index.sure(&Token::plain(b)).is_empty()
                && b.len() > 2
        })
        .map(|(a, b)| vec![Token::plain(a), Token::plain(b)])
}
