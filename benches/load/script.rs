//! The scripts of the simulated users: opening steps once, then repeated steps.

use serde_json::Value;

/// Makes a text or callback data from the person's id and the round.
pub type TextGenerator = Box<dyn Fn(i64, u64) -> String + Send + Sync>;

pub enum UserAction {
    Says(TextGenerator),
    Presses(TextGenerator),
}

pub struct Step {
    pub action: UserAction,
    /// A part of the JSON of the call that answers the step.
    pub expected: &'static str,
    /// Whether `answerCallbackQuery` answers the step, instead of a message.
    pub awaits_press_answer: bool,
}

pub struct Script {
    pub opening_steps: Vec<Step>,
    pub repeated_steps: Vec<Step>,
    /// Whether a new person acts in each round.
    pub is_new_person_each_round: bool,
    /// Questions in the queue at the start.
    pub questions: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Scenario {
    /// One question after the other, two updates each: /question, then the text.
    Questions,
    /// From /start to the ticket, a new person each time.
    Registration,
    /// Votes for one of a hundred questions, cast and withdrawn.
    Votes,
    /// The labelled questions of `tests/data/faq-dev.jsonl`, as typed.
    Text,
}

impl Script {
    pub fn of(scenario: Scenario) -> Self {
        match scenario {
            Scenario::Questions => Self {
                opening_steps: vec![says("/question", "ask:leave")],
                repeated_steps: vec![says_generated(question_text, "ask:"), says("/question", "ask:leave")],
                is_new_person_each_round: false,
                questions: 0,
            },
            Scenario::Registration => Self {
                opening_steps: Vec::new(),
                repeated_steps: vec![
                    says("/start", "reg:consent:yes"),
                    presses("reg:consent:yes", "reg:name:same"),
                    presses("reg:name:same", "reg:category:resident"),
                    presses("reg:category:resident", "request_contact"),
                    says("Skip", "reg:summary:confirm"),
                    presses("reg:summary:confirm", "reg:"),
                ],
                is_new_person_each_round: true,
                questions: 0,
            },
            Scenario::Votes => Self {
                opening_steps: vec![says("/questions", "vote:on:")],
                repeated_steps: vec![vote("on"), vote("off")],
                is_new_person_each_round: false,
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
                Self {
                    opening_steps: Vec::new(),
                    repeated_steps: vec![says_generated(next, "")],
                    is_new_person_each_round: false,
                    questions: 0,
                }
            }
        }
    }

    pub fn step(&self, at: usize) -> &Step {
        self.opening_steps.get(at).unwrap_or_else(|| &self.repeated_steps[at - self.opening_steps.len()])
    }

    /// Whether `at` is one past the last step.
    pub fn is_round_end(&self, at: usize) -> bool {
        at == self.opening_steps.len() + self.repeated_steps.len()
    }
}

fn question_text(person: i64, round: u64) -> String {
    format!(
        "Question {round} of user {person}: how will the organisers make sure that what was promised \
         on the panel about open data is done by the end of the year?"
    )
}

fn says(text: &'static str, expected: &'static str) -> Step {
    says_generated(move |_, _| text.to_owned(), expected)
}

fn says_generated(text: impl Fn(i64, u64) -> String + Send + Sync + 'static, expected: &'static str) -> Step {
    Step { action: UserAction::Says(Box::new(text)), expected, awaits_press_answer: false }
}

fn presses(data: &'static str, expected: &'static str) -> Step {
    Step {
        action: UserAction::Presses(Box::new(move |_, _| data.to_owned())),
        expected,
        awaits_press_answer: false,
    }
}

fn vote(verb: &'static str) -> Step {
    let data = move |person: i64, round: u64| format!("vote:{verb}:{}", 1 + (person as u64 + round) % 100);
    Step { action: UserAction::Presses(Box::new(data)), expected: "", awaits_press_answer: true }
}
