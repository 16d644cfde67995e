//! What the people say: a few steps once, then others over and over.

use serde_json::Value;

/// From the person and the round to what they say or press.
pub type Words = Box<dyn Fn(i64, u64) -> String + Send + Sync>;

pub enum What {
    Says(Words),
    Presses(Words),
}

pub struct Step {
    pub what: What,
    /// A piece of the call that answers it, as JSON.
    pub expect: &'static str,
    /// Whether the answer to the press is waited for, instead of a message.
    pub by_answer: bool,
}

pub struct Script {
    pub first: Vec<Step>,
    pub round: Vec<Step>,
    /// Whether each round is somebody new.
    pub fresh: bool,
    /// How many questions are in the queue before anybody comes.
    pub questions: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Scenario {
    /// One question after the other, each invited first: two updates a question.
    Questions,
    /// From /start to the ticket, somebody new each time.
    Registration,
    /// For and no longer for one of a hundred questions.
    Votes,
    /// The labelled questions on schedule and place, as typed.
    Text,
}

impl Script {
    pub fn of(scenario: Scenario) -> Self {
        match scenario {
            Scenario::Questions => Self {
                first: vec![says("/question", "ask:leave")],
                round: vec![step(question, "ask:"), says("/question", "ask:leave")],
                fresh: false,
                questions: 0,
            },
            Scenario::Registration => Self {
                first: Vec::new(),
                round: vec![
                    says("/start", "reg:consent:yes"),
                    presses("reg:consent:yes", "reg:name:same"),
                    presses("reg:name:same", "reg:category:resident"),
                    presses("reg:category:resident", "request_contact"),
                    says("Skip", "reg:summary:confirm"),
                    presses("reg:summary:confirm", "reg:"),
                ],
                fresh: true,
                questions: 0,
            },
            Scenario::Votes => Self {
                first: vec![says("/questions", "vote:on:")],
                round: vec![vote("on"), vote("off")],
                fresh: false,
                questions: 100,
            },
            Scenario::Text => {
                let lines = include_str!("../../tests/data/faq-dev.jsonl").lines();
                let texts: Vec<String> = lines
                    .filter_map(|line| {
                        serde_json::from_str::<Value>(line).ok()?["text"].as_str().map(str::to_owned)
                    })
                    .collect();
                let next = move |person: i64, round: u64| {
                    texts[(person as usize * 7 + round as usize) % texts.len()].clone()
                };
                Self { first: Vec::new(), round: vec![step(next, "")], fresh: false, questions: 0 }
            }
        }
    }

    pub fn step(&self, at: usize) -> &Step {
        self.first.get(at).unwrap_or_else(|| &self.round[at - self.first.len()])
    }

    /// Whether a round has just ended.
    pub fn is_round(&self, at: usize) -> bool {
        at == self.first.len() + self.round.len()
    }
}

fn question(person: i64, round: u64) -> String {
    format!(
        "Question {round} of user {person}: how will the organisers make sure that what was promised \
         on the panel about open data is done by the end of the year?"
    )
}

fn says(text: &'static str, expect: &'static str) -> Step {
    step(move |_, _| text.to_owned(), expect)
}

fn step(words: impl Fn(i64, u64) -> String + Send + Sync + 'static, expect: &'static str) -> Step {
    Step { what: What::Says(Box::new(words)), expect, by_answer: false }
}

fn presses(data: &'static str, expect: &'static str) -> Step {
    Step { what: What::Presses(Box::new(move |_, _| data.to_owned())), expect, by_answer: false }
}

fn vote(wish: &'static str) -> Step {
    let data = move |person: i64, round: u64| format!("vote:{wish}:{}", 1 + (person as u64 + round) % 100);
    Step { what: What::Presses(Box::new(data)), expect: "", by_answer: true }
}
