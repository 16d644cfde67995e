//! What the environment sets for one run: the seed, and how long the random tests go on.

use std::str::FromStr;

use rand::SeedableRng;
use rand::rngs::StdRng;

/// The value of a variable; `None` where it is missing or unreadable.
pub fn env_value<T: FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok()?.parse().ok()
}

/// The seed in `KOZE_SEED`, which repeats an earlier run, or a random one.
pub fn seed() -> u64 {
    env_value("KOZE_SEED").unwrap_or_else(rand::random)
}

/// Random numbers from [`seed`], and the seed, which is printed.
pub fn seeded_rng() -> (u64, StdRng) {
    let seed = seed();
    println!("seed {seed}");
    (seed, StdRng::seed_from_u64(seed))
}
