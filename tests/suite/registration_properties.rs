//! Properties of the registration: any sequence of inputs ends in a defined
//! state and loses no answer, and a step back and forth changes nothing. Seats
//! follow a model that shares no code with them, and few presses are needed.

use std::collections::BTreeMap;

use koze::clock::EventTime;
use koze::programme::{ATTENDEE_CATEGORIES, Programme};
use koze::registration::{
    Category, ConsentMethod, Draft, FullName, Organisation, Phone, SeatCounts, Step, StepChoice, StepInput,
    TicketCode, Transition, WaitlistPhase, begin_on_behalf, decide, has_room, offer_expires_at,
    promotable_categories,
};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::test_bot::{AIME, Database, JOSIANE, MARIE, TestBot, martinique_time};

/// An input of a person, valid or not.
#[derive(Debug, Clone)]
enum UserInput {
    Text(String),
    Choice(Step, String),
    Contact(String, bool),
    Other,
    /// A valid answer to the current step.
    Valid(bool),
}

const STEPS: [Step; 6] =
    [Step::Consent, Step::Name, Step::Category, Step::Organisation, Step::Phone, Step::Summary];

fn user_input() -> impl Strategy<Value = UserInput> {
    let words = ["Marie Exemple", "0696 12 34 56", "x", "", "<b>*_[", "Association", "c'est où ?"];
    let values = [
        "yes",
        "same",
        "resident",
        "mediator",
        "other",
        "skip",
        "back",
        "confirm",
        "change",
        "keep",
        "leave",
        "name",
        "category",
        "phone",
        "structure",
        "nonsense",
        "",
    ];
    prop_oneof![
        3 => proptest::sample::select(words.to_vec()).prop_map(|text| UserInput::Text(text.to_owned())),
        1 => "\\PC{0,100}".prop_map(UserInput::Text),
        6 => (proptest::sample::select(&STEPS[..]), proptest::sample::select(values.to_vec()))
            .prop_map(|(step, value)| UserInput::Choice(step, value.to_owned())),
        1 => (proptest::sample::select(&["596696123456", "12", ""][..]), any::<bool>())
            .prop_map(|(phone, own)| UserInput::Contact(phone.to_owned(), own)),
        1 => Just(UserInput::Other),
        8 => any::<bool>().prop_map(UserInput::Valid),
    ]
}

fn to_answer<'s>(said: &'s UserInput, draft: &Draft) -> StepInput<'s> {
    match said {
        UserInput::Valid(first) => match draft.step {
            Step::Consent => StepInput::Choice(Step::Consent, StepChoice::Agree),
            Step::Name => StepInput::Text("Marie Exemple"),
            Step::Category => {
                let category = if *first { Category::Resident } else { Category::Mediator };
                StepInput::Choice(Step::Category, StepChoice::Category(category))
            }
            Step::Organisation => StepInput::Text("Association"),
            Step::Phone if *first => StepInput::Choice(Step::Phone, StepChoice::Skip),
            Step::Phone => StepInput::Text("0696 12 34 56"),
            Step::Summary => {
                let choice = if *first { StepChoice::ChangeStep(Step::Name) } else { StepChoice::Keep };
                StepInput::Choice(Step::Summary, choice)
            }
        },
        UserInput::Text(text) => StepInput::Text(text),
        UserInput::Choice(step, value) => {
            value.parse().map_or(StepInput::UnknownChoice, |choice| StepInput::Choice(*step, choice))
        }
        UserInput::Contact(phone, own) => StepInput::Contact { phone, own: *own },
        UserInput::Other => StepInput::Unsupported,
    }
}

/// Which answers a draft has, at any step.
fn answered_fields(draft: &Draft) -> [bool; 5] {
    [
        draft.consent_at.is_some(),
        draft.name.is_some(),
        draft.category.is_some(),
        draft.organisation.is_some(),
        draft.phone.is_some(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// An answer stays until another one replaces it, the draft can
    /// be stored and restored, and only a complete one is confirmed.
    #[test]
    fn no_input_loses_an_answer(inputs in vec(user_input(), 1..40), other in any::<bool>()) {
        let mut draft = if other { begin_on_behalf(ConsentMethod::Verbal, EventTime(1)) } else { Draft::default() };
        for input in &inputs {
            let before = draft.clone();
            match decide(draft.clone(), to_answer(input, &draft), Some("Marie Exemple"), EventTime(5)) {
                Transition::Continue(next) => {
                    for (had, has) in answered_fields(&before).into_iter().zip(answered_fields(&next)) {
                        prop_assert!(has || !had, "{input:?} lost an answer: {before:?} → {next:?}");
                    }
                    prop_assert_eq!(next.on_behalf, before.on_behalf);
                    let kept = serde_json::to_string(&next).unwrap();
                    prop_assert_eq!(serde_json::from_str::<Draft>(&kept).unwrap(), next.clone());
                    if next.step == Step::Summary {
                        prop_assert!(next.name.is_some() && next.category.is_some() && next.phone.is_some());
                    }
                    draft = next;
                }
                Transition::Confirmed(answers, someone) => {
                    prop_assert_eq!(before.step, Step::Summary);
                    prop_assert_eq!(someone, other);
                    // a mediator may leave the organisation out
                    let has_none = matches!(answers.category, Category::Resident | Category::Other);
                    prop_assert!(answers.organisation.is_none() || !has_none);
                    prop_assert_eq!(Some(answers.name), before.name);
                    break;
                }
                Transition::Abandon => break,
                // refused, and the draft is as before
                Transition::Reject(_) | Transition::Stale | Transition::ChooseField(_) => {}
            }
        }
    }

    /// A step back and the same answer again change nothing.
    #[test]
    fn back_and_forth_is_the_identity(inputs in vec(user_input(), 1..30)) {
        let mut draft = Draft::default();
        for input in &inputs {
            if let Transition::Continue(next) = decide(draft.clone(), to_answer(input, &draft), Some("Marie Exemple"), EventTime(5)) {
                draft = next;
            }
        }
        // the first step has no previous one
        if draft.step == Step::Consent {
            return Ok(());
        }
        let Transition::Continue(back) = decide(draft.clone(), StepInput::Choice(draft.step, StepChoice::Back), None, EventTime(5)) else {
            return Err(TestCaseError::fail("there is always a way back"));
        };
        prop_assert_eq!(answered_fields(&back), answered_fields(&draft), "going back loses nothing");
        // the answer that the draft has, given once more
        let (name, structure, phone);
        let again = match back.step {
            Step::Consent => StepInput::Choice(Step::Consent, StepChoice::Agree),
            Step::Name => match &back.name {
                Some(known) => { name = known.to_string(); StepInput::Text(&name) }
                None => return Ok(()),
            },
            Step::Category => match back.category {
                Some(category) => StepInput::Choice(Step::Category, StepChoice::Category(category)),
                None => return Ok(()),
            },
            Step::Organisation => match &back.organisation {
                Some(Some(known)) => { structure = known.to_string(); StepInput::Text(&structure) }
                Some(None) => StepInput::Choice(Step::Organisation, StepChoice::Skip),
                None => return Ok(()),
            },
            Step::Phone => match &back.phone {
                Some(Some(known)) => { phone = known.to_string(); StepInput::Text(&phone) }
                Some(None) => StepInput::Choice(Step::Phone, StepChoice::Skip),
                None => return Ok(()),
            },
            Step::Summary => return Err(TestCaseError::fail("the summary is behind nothing")),
        };
        let Transition::Continue(forth) = decide(back, again, None, EventTime(5)) else {
            return Err(TestCaseError::fail("a good answer is good twice"));
        };
        prop_assert_eq!(answered_fields(&forth), answered_fields(&draft));
        prop_assert_eq!((&forth.name, &forth.category, &forth.organisation, &forth.phone),
                        (&draft.name, &draft.category, &draft.organisation, &draft.phone));
    }

    /// Names of any script are kept as typed, except for spaces. A text that is not a name is refused.
    #[test]
    fn a_name_is_what_was_typed(text in "\\PC{0,90}") {
        let tidy: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Ok(name) = FullName::parse(&text) {
            let kept = name.to_string();
            prop_assert!((2..=80).contains(&kept.chars().count()));
            prop_assert!(kept.chars().any(char::is_alphabetic));
            // letters of common scripts are neither left out nor reordered
            let letters = |text: &str| -> String {
                let common = |c: &char| {
                    c.is_ascii_graphic() || matches!(*c, '\u{c0}'..='\u{24f}' | '\u{410}'..='\u{44f}' | '\u{4e00}'..='\u{9fff}')
                };
                text.chars().filter(common).collect()
            };
            prop_assert_eq!(letters(&tidy), letters(&kept));
        }
    }

    /// A stored code can be parsed in every form in which people write it.
    #[test]
    fn a_code_reads_back(seed in any::<u8>()) {
        let code = TicketCode::random();
        let (first, last) = code.as_str().split_at(4);
        let typed = match seed % 4 {
            0 => code.as_str().to_lowercase(),
            1 => format!("{first} {last}"),
            2 => format!(" {first}-{last} "),
            _ => code.to_string(),
        };
        prop_assert_eq!(TicketCode::parse(&typed), Some(code.clone()));
        prop_assert_eq!(TicketCode::from_payload(&code.payload()), Some(code.clone()));
        prop_assert!(!code.as_str().contains(['0', 'O', '1', 'I', 'L', '2', 'Z', '5', 'S', '8', 'B', 'U']));
    }

    /// Seats against a model: people take numbered chairs, the reserved ones first.
    #[test]
    fn seats_are_those_of_a_model_with_chairs(
        capacity in 0_u32..12,
        reserved in vec(0_u32..4, 6),
        comers in vec(0_usize..6, 0..25),
    ) {
        let mut left = capacity;
        let reserved: Vec<u32> = reserved.into_iter().map(|wanted| { let seats = wanted.min(left); left -= seats; seats }).collect();
        let mut programme = Programme::built_in();
        programme.registration.capacity = Some(capacity);
        programme.registration.reserved_seats = ATTENDEE_CATEGORIES.iter().zip(&reserved).map(|(name, seats)| ((*name).to_owned(), *seats)).collect();
        let mut chairs: Vec<Option<usize>> = reserved.iter().enumerate().flat_map(|(category, seats)| vec![Some(category); *seats as usize]).collect();
        chairs.resize(capacity as usize, None);
        let mut counts = SeatCounts::default();
        for comer in comers {
            let category = Category::ALL[comer];
            let own = chairs.iter().position(|chair| *chair == Some(comer));
            let chair = own.or_else(|| chairs.iter().position(Option::is_none));
            prop_assert_eq!(has_room(&programme, &counts, category), chair.is_some());
            match chair {
                Some(chair) => {
                    chairs.remove(chair);
                    *counts.taken.entry(category).or_default() += 1;
                }
                None => *counts.active_waitlist.entry(category).or_default() += 1,
            }
            prop_assert!(counts.taken() <= i64::from(capacity));
            prop_assert!(promotable_categories(&programme, &counts, WaitlistPhase::Immediate).is_empty(), "whoever could sit does");
        }
    }

    /// An offer lasts the given number of daytime hours by the
    /// event's clock, and ends at the event's start at the latest.
    #[test]
    fn an_offer_stands_for_daytime_hours(minute in 0_i64..3 * 1_440, hours in 1_u32..30) {
        let mut programme = Programme::built_in();
        programme.registration.offer_hours = hours;
        let schedule = koze::programme::Schedule::from_programme(&programme);
        let now = martinique_time("2012-11-19T00:00") + minute * 60_000;
        let until = offer_expires_at(&programme, &schedule, now);
        let daytime = |from: i64, to: i64| (from..to).step_by(60_000).filter(|&at| {
            (8..20).contains(&chrono::Timelike::hour(&programme.to_local_time(EventTime(at))))
        }).count() as i64;
        let start = programme.first_start();
        prop_assert!(until <= start);
        prop_assert!(until == start || daytime(now.0, until.0) == i64::from(hours) * 60);
    }
}

#[test]
fn telephones_of_every_shore_are_read() {
    for (typed, kept) in [
        // Martinique: +596, 0596, 0696, 0697
        ("0696 12 34 56", "+596696123456"),
        ("696 12 34 56", "+596696123456"),
        ("0697 12 34 56", "+596697123456"),
        ("0596 68 64 52", "+596596686452"),
        ("596 68 64 52", "+596596686452"),
        ("+596 696 12 34 56", "+596696123456"),
        ("+596 0696 12 34 56", "+596696123456"),
        ("+596 (0)696 12 34 56", "+596696123456"),
        ("+596 (0) 696 12 34 56", "+596696123456"),
        ("00596 696 12 34 56", "+596696123456"),
        ("00 596 596 68 64 52", "+596596686452"),
        ("596 596 68 64 52", "+596596686452"),
        ("596696123456", "+596696123456"),
        ("+33 696 12 34 56", "+596696123456"),
        ("+33 (0)5 96 68 64 52", "+596596686452"),
        ("0696.12.34.56", "+596696123456"),
        ("06-96-12-34-56", "+596696123456"),
        ("(0696) 12/34/56", "+596696123456"),
        ("mon numéro c'est le 0696 12 34 56 merci", "+596696123456"),
        ("tel: 0696 12 34 56.", "+596696123456"),
        ("０６９６ １２ ３４ ５６", "+596696123456"),
        ("0709 11 23 45", "+596709112345"),
        // Guadeloupe, Saint-Martin, Saint-Barthélemy: +590, 0590, 0690, 0691
        ("0590 81 23 45", "+590590812345"),
        ("0690 12 34 56", "+590690123456"),
        ("690 12 34 56", "+590690123456"),
        ("0691 23 45 67", "+590691234567"),
        ("+590 0690 12 34 56", "+590690123456"),
        ("0590 27 12 34", "+590590271234"),
        // Guyane: +594, 0594, 0694
        ("0594 30 12 34", "+594594301234"),
        ("594 30 12 34", "+594594301234"),
        ("0694 20 12 34", "+594694201234"),
        ("00594 (0)694 20 12 34", "+594694201234"),
        // La Réunion: +262, 0262, 0263, 0692, 0693
        ("0692 12 34 56", "+262692123456"),
        ("0693 12 34 56", "+262693123456"),
        ("0262 20 12 34", "+262262201234"),
        ("0263 12 34 56", "+262263123456"),
        ("262 20 12 34", "+262262201234"),
        ("+262 (0)692 12 34 56", "+262692123456"),
        // Mayotte: +262, 0269, 0639
        ("0269 60 12 34", "+262269601234"),
        ("0639 01 23 45", "+262639012345"),
        ("639 01 23 45", "+262639012345"),
        // Saint-Pierre-et-Miquelon: +508
        ("0708 50 12 34", "+508708501234"),
        ("+508 41 12 34", "+508411234"),
        // Nouvelle-Calédonie, Polynésie, Wallis-et-Futuna: no national prefix, always with the code
        ("+687 75 12 34", "+687751234"),
        ("00 689 87 12 34 56", "+68987123456"),
        ("+681 82 12 34", "+681821234"),
        // mainland France
        ("06 12 34 56 78", "+33612345678"),
        ("6 12 34 56 78", "+33612345678"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "+33612345678"),
        ("0033 0612345678", "+33612345678"),
        ("33612345678", "+33612345678"),
        ("01 42 34 56 78", "+33142345678"),
        ("07 56 12 34 56", "+33756123456"),
        // neighbouring countries, and Great Britain
        ("+1 758 452 1234", "+17584521234"),
        ("001 758 452 1234", "+17584521234"),
        ("+1-767-448-1234", "+17674481234"),
        ("+44 20 7946 0958", "+442079460958"),
    ] {
        let read = Phone::parse(typed).map(|phone| phone.to_string());
        assert_eq!(read.as_deref(), Ok(kept), "{typed}");
    }
    for wrong in [
        "",
        "0696",
        "abc",
        "zéro six",
        "0000000000",
        "0696 12 34 5x",
        "0696 12 34 5",
        "0696 12 34 56 78",
        "0696 12 34 56 ou 0596 68 64 52",
        "+596 696 12 34 56 +33",
        "0696 12 x 34 56",
        "le 23 novembre 2012",
        "++596 696 12 34 56",
        "+999 12 34 56 78",
        "68 64 52",
        "123456789012345678901234567890123456789012",
    ] {
        assert!(Phone::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn names_of_every_script_are_read() {
    for name in ["d'Abreu", "Jean-Émile", "Ng", "李雷", "Мария", "محمد علي", "Ọlá", "O’Brien-Smith"]
    {
        assert_eq!(FullName::parse(name).map(|name| name.to_string()).as_deref(), Ok(name));
    }
    assert!(Organisation::parse(&"a".repeat(4_000)).is_err());
}

#[test]
fn a_name_of_nothing_visible_is_none() {
    for nothing in [
        "\u{3164}\u{3164}",
        "\u{115f}\u{1160}",
        "\u{ffa0}\u{ffa0}",
        "\u{2800}\u{2800}",
        "\u{61c}\u{61c}",
        "\u{e0041}\u{e0042}",
    ] {
        assert!(FullName::parse(nothing).is_err(), "{nothing:?}");
    }
    assert_eq!(FullName::parse("Ma\u{ad}rie\u{202e} \u{3164}Line").unwrap().to_string(), "Marie Line");
}

#[test]
fn an_event_file_reserves_for_the_categories_people_choose_from() {
    assert_eq!(Category::ALL.map(Category::name), ATTENDEE_CATEGORIES);
    let known: BTreeMap<&str, Category> =
        ATTENDEE_CATEGORIES.iter().map(|name| (*name, name.parse().unwrap())).collect();
    assert_eq!(known.len(), 6);
}

/// The cost of a path: presses, and lines that are typed.
#[derive(Default)]
struct InteractionCost {
    taps: u32,
    typed_lines: u32,
}

struct UserJourney<'s> {
    test: &'s mut TestBot,
    who: i64,
    cost: InteractionCost,
}

impl UserJourney<'_> {
    async fn tap(&mut self, label: &str) -> &mut Self {
        self.test.taps_label(self.who, label).await;
        self.cost.taps += 1;
        self
    }

    async fn share_contact(&mut self) -> &mut Self {
        self.test.emulator.user_shares_contact(self.who, "596696123456", Some(self.who));
        self.test.run_until_idle().await;
        self.cost.taps += 1;
        self
    }

    async fn type_text(&mut self, text: &str) -> &mut Self {
        self.test.says(self.who, text).await;
        self.cost.typed_lines += 1;
        self
    }
}

/// The count begins after the first START. `tests/run test interactions -- --nocapture` prints it.
#[tokio::test]
async fn interactions_per_path_are_few() {
    let mut test = TestBot::open(Database::sqlite().await, "2012-11-12T10:00").await;
    test.emulator.add_user(MARIE, "Marie-Line", Some("Exemple"), Some("fr"));
    test.emulator.add_user(AIME, "Aimé", Some("Exemple"), Some("fr"));
    test.emulator.add_user(JOSIANE, "JoJo972", None, Some("fr"));
    let mut table = Vec::new();

    test.says(MARIE, "/start").await;
    let mut resident = UserJourney { test: &mut test, who: MARIE, cost: InteractionCost::default() };
    resident.tap("✅ J'accepte, je m'inscris").await.tap("👤 Marie-Line Exemple").await;
    resident.tap("Résident ou résidente").await.share_contact().await.tap("✅ Oui, je confirme").await;
    table.push(("a resident", resident.cost, (5, 0)));

    test.says(AIME, "/start").await;
    let mut mediator = UserJourney { test: &mut test, who: AIME, cost: InteractionCost::default() };
    mediator.tap("✅ J'accepte, je m'inscris").await.tap("👤 Aimé Exemple").await;
    mediator.tap("Médiateur, médiatrice, adulte relais").await.type_text("Association Exemple").await;
    mediator.share_contact().await.tap("✅ Oui, je confirme").await;
    table.push(("an adulte relais with a structure", mediator.cost, (5, 1)));

    test.says(JOSIANE, "/start").await;
    let mut renamed = UserJourney { test: &mut test, who: JOSIANE, cost: InteractionCost::default() };
    renamed.tap("✅ J'accepte, je m'inscris").await.type_text("Josiane Exemple").await;
    renamed.tap("Résident ou résidente").await.share_contact().await.tap("✅ Oui, je confirme").await;
    table.push(("a resident whose name is another", renamed.cost, (4, 1)));

    let mut corrected = UserJourney { test: &mut test, who: MARIE, cost: InteractionCost::default() };
    corrected.tap("✏️ Modifier ou annuler").await.tap("Le nom").await.type_text("Marie-Line d'Abreu").await;
    table.push(("correcting the name afterwards", corrected.cost, (2, 1)));

    let mut other = UserJourney { test: &mut test, who: MARIE, cost: InteractionCost::default() };
    other.tap("👥 Inscrire quelqu'un").await.tap("➕ Inscrire quelqu'un").await.tap("🗣 De vive voix").await;
    other.type_text("Man Félicité").await.tap("Résident ou résidente").await.tap("Passer").await;
    other.tap("✅ Oui, je confirme").await;
    table.push(("somebody without a phone", other.cost, (6, 1)));

    println!("{:<36} {:>5} {:>6}", "path", "taps", "lines");
    for (path, cost, most) in &table {
        println!("{path:<36} {:>5} {:>6}", cost.taps, cost.typed_lines);
        assert!(
            cost.taps <= most.0 && cost.typed_lines <= most.1,
            "{path}: {} taps, {} lines",
            cost.taps,
            cost.typed_lines
        );
    }
    assert_eq!(test.query_i64("select count(*) from registration").await, 4);
    test.end().await;
}
