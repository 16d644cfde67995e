//! The data of buttons: each feature parses what it writes, and data in people's chats keeps its meaning. The
//! strategies also give `fuzz` and `invalid_input` the data of every button.

mod access;
mod announcements;
mod answers;
mod check_in;
mod desk;
mod documents;
mod feedback;
mod floor_requests;
mod linked_groups;
mod personal_data;
mod question_account;
mod questions;
mod registration;
mod reminders;
mod stage;

use std::fmt;
use std::sync::LazyLock;

use koze::programme::Programme;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::{Union, ValueTree};
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use rand::RngExt;
use rand::rngs::StdRng;

/// The event of most tests, whose ids exist in their databases.
static PROGRAMME: LazyLock<Programme> = LazyLock::new(Programme::built_in);

/// How many draws one sample with a prefix may need: a feature has about 30 kinds of data.
const MAX_DRAWS_PER_SAMPLE: usize = 200;

/// The prefixes of a feature's data, and its data.
type Feature = (&'static [&'static str], BoxedStrategy<String>);

thread_local! {
    /// Building the strategies takes longer than drawing from them.
    static FEATURES: [Feature; 15] = features();
    static ANY_DATA: Union<BoxedStrategy<String>> = Union::new(FEATURES.with(|features| features.clone().map(|(_, data)| data)));
}

fn features() -> [Feature; 15] {
    [
        (&["role"], data(access::payloads())),
        (&["news"], data(announcements::payloads())),
        (&["say", "org"], data(answers::payloads())),
        (&["door", "here"], data(check_in::payloads())),
        (&["desk"], data(desk::payloads())),
        (&["docs"], data(documents::payloads())),
        (&["fb"], data(feedback::payloads())),
        (&["mic"], data(floor_requests::payloads())),
        (&["grp"], data(linked_groups::payloads())),
        (&["me"], data(personal_data::payloads())),
        (&["acct"], data(question_account::payloads())),
        (&["ask", "vote", "queue"], data(questions::payloads())),
        (&["reg"], data(registration::payloads())),
        (&["rem", "sched"], data(reminders::payloads())),
        (&["stage"], data(stage::payloads())),
    ]
}

fn data<P>(payloads: impl Strategy<Value = P> + 'static) -> BoxedStrategy<String>
where
    P: fmt::Debug + fmt::Display + 'static,
{
    payloads.prop_map(|payload| payload.to_string()).boxed()
}

/// The data of any payload of any feature. The same seed of `rng` gives the same data.
pub fn sample(rng: &mut StdRng) -> String {
    let mut runner = seeded_runner(rng);
    ANY_DATA.with(|data| data.new_tree(&mut runner)).unwrap().current()
}

/// Data of any payload that begin with a prefix, such as `queue:` or `reg:list`.
pub fn samples_with_prefix(rng: &mut StdRng, prefix: &str, count: usize) -> Vec<String> {
    let first = prefix.split(':').next().unwrap_or_default();
    // the other features have no such data, and drawing it would take most of the time
    let feature =
        FEATURES.with(|features| features.iter().find(|(prefixes, _)| prefixes.contains(&first)).cloned());
    let (_, data) = feature.unwrap_or_else(|| panic!("no feature has the prefix {prefix}"));
    let mut runner = seeded_runner(rng);
    let samples: Vec<String> = (0..count * MAX_DRAWS_PER_SAMPLE)
        .map(|_| data.new_tree(&mut runner).unwrap().current())
        .filter(|sample| sample.starts_with(prefix))
        .take(count)
        .collect();
    assert_eq!(samples.len(), count, "too little data begins with {prefix}");
    samples
}

fn seeded_runner(rng: &mut StdRng) -> TestRunner {
    let seed: [u8; 32] = rng.random();
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed))
}

/// The number of a row: often that of an existing row, or the 0 that stands for none.
fn number() -> impl Strategy<Value = i64> {
    prop_oneof![0..5_i64, any::<i64>()]
}

/// A position in a list, or a page.
fn index() -> impl Strategy<Value = usize> {
    prop_oneof![0..5_usize, any::<usize>()]
}

/// One of these ids, or any id that an event file may have.
fn id(known: Vec<String>) -> impl Strategy<Value = String> {
    prop_oneof![select(known), "[a-z0-9-]{1,32}"]
}

fn session_id() -> impl Strategy<Value = String> {
    id(PROGRAMME.sessions.iter().map(|session| session.id.clone()).collect())
}
