//! Reports from the hall, such as a fall or a silent microphone: the bot answers at once, and one press
//! informs the team, in the middle of any conversation.

use koze::answers::{Intent, NluModel};
use koze::clock::RealTime;
use koze::i18n::Lang;
use koze::people::Role;
use koze::programme::{Programme, Schedule};
use koze::turn::EventContext;

use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, martinique_time};

on_both_databases!(
    what_does_not_work_goes_to_the_team,
    emergency_answer_starts_with_the_phone_number,
    help_is_heard_in_the_middle_of_anything,
    without_a_team_there_is_the_telephone,
);

const MORNING: &str = "2012-11-23T10:45";

async fn what_does_not_work_goes_to_the_team(database: Database) {
    let mut test = TestBot::open(database, MORNING).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.grant_role(EUGENE, Role::Moderator).await;
    test.says(MARIE, "le micro marche pas").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        Merci de le dire. Touchez le bouton : l'équipe est prévenue tout de suite.
        Vous pouvez aussi le dire à une personne de l'équipe, dans la salle.
        📞 Organisateurs : 0596 68 64 52
        ");
    }
    test.taps(MARIE, "org:warn:1").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        ✅ L'équipe est prévenue :
        le micro marche pas
        ");
    }
    // organisers and moderators see the report, and only an organiser may answer in the event's name
    assert!(test.last_message(JOSIANE).contains("le micro marche pas"));
    assert!(test.last_message(EUGENE).contains("le micro marche pas"));
    test.taps(JOSIANE, "org:take:1").await;
    test.says(JOSIANE, "On s’en occupe.").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        ✉️ Vous avez demandé : le micro marche pas
        Réponse des organisateurs : On s'en occupe.
        ");
    }
    // the report can be sent once: a second press informs nobody
    let before = test.hears(EUGENE);
    assert!(before.contains("le micro"), "{before}");
    test.taps(MARIE, "org:warn:1").await;
    assert_eq!(test.hears(EUGENE), "");
    test.end().await;
}

async fn emergency_answer_starts_with_the_phone_number(database: Database) {
    let mut test = TestBot::open(database, MORNING).await;
    for text in
        ["quelqu’un est tombé", "an moun tonbé", "someone fell", "je me sens pas bien", "I feel unwell"]
    {
        test.says(MARIE, text).await;
        let heard = test.hears(MARIE);
        let number = heard.find("15 (SAMU) ou 112").unwrap_or_else(|| panic!("{text}: {heard}"));
        assert!(heard.find("0596 68 64 52").is_some_and(|phone| number < phone), "{text}: {heard}");
        assert!(!heard.contains('@') && !heard.contains("0596 58 96 28"), "{text}: {heard}");
    }
    test.end().await;
}

async fn help_is_heard_in_the_middle_of_anything(database: Database) {
    let mut test = TestBot::open(database, MORNING).await;
    test.says(MARIE, "/question").await;
    test.says(MARIE, "quelqu'un est tombé").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        Écrivez votre question : votre prochain message part tout droit aux modérateurs.

        🆘 Numéro d'urgence : 15 (SAMU) ou 112
        Prévenez tout de suite une personne de l'équipe, dans la salle : elle saura quoi faire.
        📞 Organisateurs : 0596 68 64 52

        J'attends toujours votre question pour les intervenants.
        ");
    }
    assert_eq!(
        test.query_i64("select count(*) from question").await,
        0,
        "a call for help does not become a question"
    );
    test.says(MARIE, "Quels moyens pour les quartiers ?").await;
    assert_eq!(
        test.query_i64("select count(*) from question").await,
        1,
        "the bot still awaited the question"
    );
    test.end().await;
    let mut test = TestBot::open(Database::sqlite().await, "2012-11-12T10:00").await;
    test.says(AIME, "/start").await;
    test.presses(AIME, "reg:consent:yes").await;
    test.says(AIME, "on n'entend rien au fond").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(AIME), @"
        👋 Bonjour ! Je suis Kozé, je vous accompagne pour : Forum sur la médiation sociale.
        Écrivez-moi comme vous parlez, ou touchez un bouton en bas.

        2/5 · Quel est votre nom ?
        Touchez le bouton s'il est juste, ou écrivez prénom et nom.

        Merci de le dire. Touchez le bouton : l'équipe est prévenue tout de suite.
        Vous pouvez aussi le dire à une personne de l'équipe, dans la salle.
        📞 Organisateurs : 0596 68 64 52

        2/5 · Quel est votre nom ?
        Touchez le bouton s'il est juste, ou écrivez prénom et nom.
        ");
    }
    test.says(AIME, "Aimé Exemple").await;
    assert!(test.chat_contains(AIME, "Aimé Exemple"), "the bot still awaited the name");
    test.end().await;
}

async fn without_a_team_there_is_the_telephone(database: Database) {
    let mut test = TestBot::open(database, MORNING).await;
    test.says(MARIE, "toilets are dirty").await;
    test.hears(MARIE);
    test.taps(MARIE, "org:warn:1").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        To reach the organisers:
        ✉️ nathalie.vivies@villecaraibe.com
        📞 0596 68 64 52 · fax 0596 58 96 28
        ");
    }
    test.end().await;
}

fn read_intent(text: &str) -> (Intent, bool) {
    let programme = Programme::built_in();
    let (schedule, knowledge) = (Schedule::from_programme(&programme), NluModel::shared(&programme));
    let forum = EventContext {
        programme: &programme,
        schedule: &schedule,
        now: martinique_time(MORNING),
        real_now: RealTime(0),
    };
    let reading = koze::answers::interpret_in_context(
        &forum,
        &koze::answers::AskedText::new(text, Lang::Fr),
        &knowledge,
    );
    (reading.intent, reading.not_understood || reading.alternative.is_some())
}

/// Wordings of different people.
#[test]
fn many_wordings_are_understood() {
    let trouble = [
        "le micro marche pas",
        "le micro ne marche plus",
        "y a un problème de micro",
        "micro coupé !",
        "on entend rien au fond",
        "on n'entend rien",
        "j'entends rien du tout",
        "on entend pas au fond",
        "montez le son svp",
        "pas de son",
        "l'écran est noir",
        "on voit rien du fond",
        "je vois pas l'écran",
        "il fait trop chaud",
        "on étouffe ici",
        "la clim est trop forte",
        "il fait froid",
        "les toilettes sont sales",
        "plus de papier toilette",
        "les wc sont bouchés",
        "il n'y a plus de chaises",
        "la porte est fermée",
        "l'ascenseur est en panne",
        "pas de rampe pour le fauteuil",
        "je suis bloquée dehors en fauteuil",
        "mon fauteuil ne passe pas",
        "on m'a volé mon sac",
        "trop de bruit dans la salle",
        "une vitre cassée",
        "ya plus de lumière",
        "mikwo-a pa ka maché",
        "mikwo a an pàn",
        "nou pa ka tann ayen",
        "pa ni son",
        "i two cho",
        "ka fè cho",
        "twalèt-la sal",
        "pa ni papié twalèt",
        "lapòt-la fèmen",
        "pa ni chèz",
        "ékran-an pa ka maché",
        "klim-lan two fò",
        "the mic isn't working",
        "the microphone is broken",
        "I can't hear anything",
        "we can't hear at the back",
        "there's no sound",
        "I can't see the screen",
        "it's too hot in here",
        "the toilets are dirty",
        "no toilet paper",
        "the lift is broken",
        "there is no ramp",
        "my wheelchair won't fit",
        "the door is locked",
        "turn the sound up please",
    ];
    let help = [
        "quelqu'un est tombé",
        "quelqu'un est tombée dans la salle",
        "une dame est tombée",
        "il est tombé",
        "je me sens mal",
        "je ne me sens pas bien",
        "j'ai la tête qui tourne",
        "j'arrive pas à respirer",
        "il y a un médecin ?",
        "j'ai perdu ma fille",
        "je ne trouve plus mon fils",
        "un enfant perdu",
        "il y a le feu",
        "ça sent le brûlé",
        "y a de la fumée dans le couloir",
        "quelqu'un fait un malaise",
        "il saigne",
        "elle fait une crise d'épilepsie",
        "an moun tonbé",
        "an madanm tonbé",
        "mwen pa ka santi kò mwen bien",
        "tèt mwen ka viré",
        "man pèd ich mwen",
        "difé !",
        "an moun malad",
        "kriyé an doktè",
        "someone fell",
        "a woman fell down the stairs",
        "I feel unwell",
        "I feel dizzy",
        "I can't breathe",
        "I lost my daughter",
        "I can't find my son",
        "is there a doctor?",
        "there is a fire",
        "I smell smoke",
        "she is bleeding",
    ];
    let ticket = [
        "où est mon billet",
        "j'ai perdu mon billet",
        "je trouve pas mon QR code",
        "mon qr code svp",
        "je retrouve plus mon ticket",
        "renvoyez-moi mon billet",
        "c'est où mon code QR",
        "pas reçu mon billet",
        "qu'est-ce que je dois montrer à l'entrée",
        "man pèd biyé mwen",
        "oti biyé mwen",
        "mwen pa ka touvé biyé mwen",
        "voyé biyé mwen ba mwen",
        "koté kod QR mwen",
        "man lé wè biyé mwen",
        "where is my ticket",
        "I lost my ticket",
        "I can't find my QR code",
        "send me my ticket again",
        "what do I show at the door",
        "lost my ticket",
    ];
    let robot = [
        "tu es un robot ?",
        "t'es un robot",
        "vous êtes un robot ?",
        "es-tu une IA",
        "je parle à un robot ?",
        "robot ou humain ?",
        "vous êtes une vraie personne ?",
        "tu es humain ?",
        "c'est une machine qui répond",
        "qui me répond ?",
        "ès ou sé an robo ?",
        "ou sé an machin ?",
        "ou sé an vré moun ?",
        "are you a robot?",
        "are you a bot",
        "are you human?",
        "are you an AI?",
        "is this a bot?",
        "am I talking to a person?",
    ];
    let way_out = [
        "comment annuler",
        "comment annuler ?",
        "comment on annule",
        "comment quitter",
        "je veux quitter",
        "comment revenir en arrière",
        "je veux recommencer",
        "comment sortir",
        "j'ai appuyé par erreur",
        "kouman pou anilé",
        "kouman pou arété",
        "kouman pou sòti",
        "how do I cancel",
        "how to cancel?",
        "how do I go back",
        "start over",
        "how do I stop",
        "wrong button",
    ];
    let help_texts = [
        "qu'est-ce que tu sais faire",
        "que savez-vous faire",
        "tu sais faire quoi ?",
        "à quoi tu sers",
        "comment ça marche",
        "liste des commandes",
        "ki sa ou sav fè",
        "sa ou pé fè",
        "what can you do",
        "how does this work",
        "what can I ask you",
    ];
    let mut wrong = Vec::new();
    for (intent, texts) in [
        (Intent::VenueProblem, &trouble[..]),
        (Intent::Emergency, &help),
        (Intent::Ticket, &ticket),
        (Intent::BotIdentity, &robot),
        (Intent::OptOut, &way_out),
        (Intent::Help, &help_texts),
    ] {
        wrong.extend(
            texts
                .iter()
                .filter(|text| read_intent(text) != (intent.clone(), false))
                .map(|text| (text, read_intent(text))),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A text that only resembles a report is not one.
#[test]
fn what_only_sounds_like_it_is_not_reported() {
    for text in [
        "ma fille est tombée malade, je ne viens plus",
        "les habitants n'entendent pas assez parler des médiateurs",
        "on voit pas assez les médiateurs dans nos quartiers",
        "que faites-vous quand il y a une bagarre dans le quartier",
        "qui est au micro",
        "je n'entends rien, qui parle",
        "y a la clim",
        "les jeunes se sentent mal dans leur quartier",
        "combien coûte un billet d'avion",
        "où acheter des billets pour le concert",
        "je veux une vraie personne, pas un robot",
        "comment annuler mon inscription",
        "is there wheelchair access",
    ] {
        let (intent, _) = read_intent(text);
        let reported = matches!(
            intent,
            Intent::VenueProblem | Intent::Emergency | Intent::Ticket | Intent::BotIdentity | Intent::OptOut
        );
        assert!(!reported, "{text}: {intent:?}");
    }
}
