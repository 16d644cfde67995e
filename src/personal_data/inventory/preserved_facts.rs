//! The facts that outlive the erasure of an account, so that erasing oneself and coming back is no way
//! around a limit.

/// The setting with the key under which account ids are hashed. It is deleted at the end of retention.
pub const HASH_KEY_SETTING: &str = "account-key";

/// One fact: how it is read before the account is erased, and written when the account comes back.
#[derive(Debug, Clone, Copy)]
pub struct PreservedFact {
    /// The name in the column `erased_account.what`.
    pub name: &'static str,
    /// Gives at most one row `(n, at)` for the person in `$1`.
    pub load: &'static str,
    /// Takes the person in `$1`, `at` in `$2`, `n` in `$3`.
    pub restore: &'static str,
}

/// A fact that no ordinary table holds once the account is erased: it comes back as a row of `prior_usage`.
macro_rules! prior_usage {
    ($name:literal, $load:literal) => {
        PreservedFact {
            name: $name,
            load: $load,
            restore: concat!(
                "insert into prior_usage (person, at, n, what) values ($1, $2, $3, '",
                $name,
                "') on conflict (person, what) do update set n = excluded.n, at = excluded.at"
            ),
        }
    };
}

/// All preserved facts. The names of those in `prior_usage` are those of `people::PriorUsage`.
pub const PRESERVED_FACTS: [PreservedFact; 8] = [
    // the random number under which the account voted, if it did
    PreservedFact {
        name: "voter",
        load: "select key, cast(0 as bigint) from voter
               where person = $1 and exists (select 1 from vote where vote.voter = voter.key)",
        restore: "insert into voter (person, key, voice_warning_accepted) values ($1, $3, cast($2 as bigint))
                  on conflict do nothing",
    },
    PreservedFact {
        name: "muted",
        load: "select cast(1 as bigint), at from muted where person = $1",
        restore: "insert into muted (person, at) select $1, $2 where $3 > 0 on conflict do nothing",
    },
    PreservedFact {
        name: "sent-on",
        load: "select count, since from forwarding_quota where person = $1",
        restore: "insert into forwarding_quota (person, since, count) values ($1, $2, $3) on conflict do nothing",
    },
    PreservedFact {
        name: "codes",
        load: "select tries, first_at from wrong_code where person = $1",
        restore: "insert into wrong_code (person, first_at, tries) values ($1, $2, $3) on conflict do nothing",
    },
    prior_usage!(
        "guests",
        "select cast(count(*) + coalesce((select n from prior_usage where person = $1 and what = 'guests'), 0)
                as bigint), cast(0 as bigint)
         from registration where person = $1 and own = 0
         having count(*) + coalesce((select n from prior_usage where person = $1 and what = 'guests'), 0) > 0"
    ),
    prior_usage!(
        "asked",
        "select cast(0 as bigint), max(at) from (
             select asked_at as at from question where person = $1
             union all select at from prior_usage where person = $1 and what = 'asked') as times
         having max(at) is not null"
    ),
    prior_usage!(
        "heard",
        "select cast(1 as bigint), cast(0 as bigint)
         where exists (select 1 from question where person = $1 and state in ('taken', 'answered'))
            or exists (select 1 from prior_usage where person = $1 and what = 'heard')"
    ),
    prior_usage!(
        "spoke",
        "select cast(1 as bigint), cast(0 as bigint)
         where exists (select 1 from floor_request where person = $1 and state in ('speaking', 'heard'))
            or exists (select 1 from prior_usage where person = $1 and what = 'spoke')"
    ),
];

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use crate::people::PriorUsage;
    use crate::personal_data::inventory::preserved_facts::PRESERVED_FACTS;

    #[test]
    fn every_prior_usage_is_a_preserved_fact() {
        for usage in PriorUsage::iter() {
            assert!(PRESERVED_FACTS.iter().any(|fact| fact.name == usage.to_string()), "{usage}");
        }
    }
}
