//! The register of processing (art. 30 GDPR), in French, for the data-protection officer: what the program does, from
//! the inventory, and whose event it is, from the event file. What neither says is left to the organiser.

use strum::IntoEnumIterator;

use super::inventory::{
    DATA_INVENTORY, ErasureEffect, PersonalRows, Purpose, RetentionEffect, SubjectScope, TableInventory,
    TableWords, words_of,
};
use super::model::RetentionStage;
use super::rules;
use crate::clock::EventTime;
use crate::i18n::{Lang, texts};
use crate::programme::Programme;

/// Stands where neither the program nor the event file knows.
pub const TO_COMPLETE: &str = "à compléter par l’organisateur";

/// A part of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub title: String,
    pub blocks: Vec<Block>,
}

/// What stands in a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Heading(String),
    Text(String),
    List(Vec<String>),
    /// Pairs of what is asked and what is the case.
    Facts(Vec<(String, String)>),
}

/// The whole document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    pub title: String,
    pub sections: Vec<Section>,
}

/// The register of this event, as of `now`.
pub fn register(programme: &Programme, now: EventTime) -> Register {
    let mut sections = vec![
        controller(programme, now),
        purposes(),
        data(programme),
        health_data(programme),
        recipients(),
        telegram(),
        retention(programme),
        security(),
        rights(programme),
        left_to_complete(),
    ];
    for (number, section) in sections.iter_mut().enumerate() {
        section.title = format!("{}. {}", number + 1, section.title);
    }
    let title = format!("Registre des activités de traitement : {}", programme.title.get(Lang::Fr));
    Register { title, sections }
}

fn section(title: &str, blocks: Vec<Block>) -> Section {
    Section { title: title.to_owned(), blocks }
}

fn facts(pairs: impl IntoIterator<Item = (&'static str, String)>) -> Block {
    Block::Facts(pairs.into_iter().map(|(asked, is)| (asked.to_owned(), is)).collect())
}

fn list(lines: &[&str]) -> Block {
    Block::List(lines.iter().map(|&line| line.to_owned()).collect())
}

fn day(programme: &Programme, at: EventTime) -> String {
    texts(Lang::Fr).format_date(programme.to_local_time(at).date_naive())
}

fn controller(programme: &Programme, now: EventTime) -> Section {
    let organisers: Vec<&str> = programme.organisers.iter().map(|name| name.get(Lang::Fr)).collect();
    let organisers = if organisers.is_empty() { TO_COMPLETE.to_owned() } else { organisers.join(" ; ") };
    let contact = format!("{} ; {}", programme.contact.email, programme.contact.phone);
    let dates = format!(
        "{} – {}",
        day(programme, programme.first_start()),
        day(programme, programme.latest_announced_time())
    );
    section(
        "Le traitement et son responsable",
        vec![
            Block::Text(
                "Document prévu par l’article 30 du règlement (UE) 2016/679 (RGPD). Il est tiré du fichier de l’événement \
                 et de l’inventaire des données du logiciel Kozé."
                    .to_owned(),
            ),
            facts([
                ("Événement", programme.title.get(Lang::Fr).to_owned()),
                ("Dates", dates),
                ("Organisateurs (responsables du traitement)", organisers),
                ("Signataire de l’invitation", programme.signatory.clone().unwrap_or_else(|| TO_COMPLETE.to_owned())),
                ("Représentant du responsable", TO_COMPLETE.to_owned()),
                ("Contact", contact),
                ("Adresse du responsable", TO_COMPLETE.to_owned()),
                ("Délégué à la protection des données", TO_COMPLETE.to_owned()),
                ("Moyen", format!("bot Telegram Kozé, version {}", env!("CARGO_PKG_VERSION"))),
                ("Document produit le", day(programme, now)),
            ]),
        ],
    )
}

fn purposes() -> Section {
    let mut blocks = vec![Block::Text(
        "Les bases légales sont celles que suppose le fonctionnement du logiciel : le responsable du traitement les \
         confirme ou les corrige."
            .to_owned(),
    )];
    for purpose in Purpose::iter() {
        blocks.push(Block::Heading(purpose.title().to_owned()));
        blocks.push(facts([
            ("Finalité", purpose.description().to_owned()),
            ("Base légale", purpose.legal_basis().to_owned()),
            ("Personnes concernées", purpose.people().to_owned()),
        ]));
    }
    blocks.push(Block::Text(
        "Les places sont attribuées dans l’ordre des inscriptions, puis dans celui de la liste d’attente, en tenant compte \
         des places réservées par catégorie ; il n’y a pas de profilage. Le logiciel n’utilise aucune donnée pour de la \
         publicité."
            .to_owned(),
    ));
    section("Finalités, bases légales, personnes concernées", blocks)
}

fn data(programme: &Programme) -> Section {
    let mut blocks = vec![Block::Text(
        "Chaque rubrique correspond à une table de la base ; entre parenthèses, le nom technique de la table et de chaque \
         donnée."
            .to_owned(),
    )];
    for purpose in Purpose::iter() {
        blocks.push(Block::Heading(purpose.title().to_owned()));
        for (entry, words) in described_tables().filter(|(_, words)| words.purpose == purpose) {
            let columns: Vec<String> =
                words.columns().map(|(column, words)| format!("{words} ({column})")).collect();
            blocks.push(Block::Facts(vec![
                (format!("{} ({})", words.label, words.table), columns.join(", ")),
                ("Durée".to_owned(), duration(programme, entry, words)),
                ("Effacement demandé par la personne".to_owned(), erasure(entry)),
            ]));
        }
    }
    section("Catégories de données", blocks)
}

/// The tables that hold something on people.
fn described_tables() -> impl Iterator<Item = (&'static TableInventory, &'static TableWords)> {
    DATA_INVENTORY.iter().filter_map(|entry| Some((entry, words_of(entry.table)?)))
}

/// Until when the rows of a table are kept.
fn duration(programme: &Programme, entry: &TableInventory, words: &TableWords) -> String {
    let end = format!("{} après l’événement", months(programme.retention_months));
    let at_end = match entry.on_retention_end {
        RetentionEffect::Kept | RetentionEffect::RowDeleted { .. } => "conservées".to_owned(),
        RetentionEffect::Emptied => format!("effacées {end}"),
        RetentionEffect::Reduced { .. } => format!(
            "effacées {end} ; pour une personne venue, réduites {end} à ce que demande la feuille de présence (numéro, nom, \
             catégorie, structure, état, accord), effacé {} après l’événement",
            months(programme.attendance_months)
        ),
        RetentionEffect::ByPersonalRows => {
            let anonymised = entry
                .personal_rows
                .iter()
                .any(|rows| is_anonymised(rows) && rows.erased_at_retention_end.is_some());
            let staff = entry
                .personal_rows
                .iter()
                .any(|rows| rows.erased_at_retention_end == Some(SubjectScope::WithoutRole));
            let what = if anonymised { "rendues anonymes" } else { "effacées" };
            let staff =
                if staff { ", sauf ce qui concerne une personne tant qu’elle a un rôle" } else { "" };
            format!("{what} {end}{staff}")
        }
    };
    let at_end = match entry.on_attendance_end {
        RetentionEffect::Emptied if entry.on_retention_end == RetentionEffect::ByPersonalRows => {
            format!("effacées {} après l’événement", months(programme.attendance_months))
        }
        _ => at_end,
    };
    match words.sooner {
        "" => at_end,
        sooner => format!("{at_end} ; plus tôt : {sooner}"),
    }
}

fn is_anonymised(rows: &PersonalRows) -> bool {
    matches!(rows.on_erasure, ErasureEffect::Anonymised(_))
}

/// What an erasure does to a person's rows.
fn erasure(entry: &TableInventory) -> String {
    let is_deleted = |rows: &PersonalRows| rows.on_erasure == ErasureEffect::Deleted;
    let (deleted, anonymised) =
        (entry.personal_rows.iter().any(is_deleted), entry.personal_rows.iter().any(is_anonymised));
    match (deleted || entry.scanned.is_some(), anonymised) {
        (true, false) => "effacées aussitôt",
        (true, true) => {
            "effacées aussitôt ; ce qui doit rester (la place d’une autre personne, une question publique) ne garde pas \
             le lien avec la personne"
        }
        (false, true) => "restent sans aucun lien avec la personne",
        (false, false) => "sans lien avec un compte : la personne s’adresse au contact",
    }
    .to_owned()
}

fn months(count: u32) -> String {
    if count == 1 { "un mois".to_owned() } else { format!("{count} mois") }
}

fn health_data(programme: &Programme) -> Section {
    section(
        "Données de santé",
        vec![
            Block::Text(
                "Les « besoins d’accès » (registration.access_needs) sont des données de santé au sens de l’article 9 du \
                 RGPD. La question est facultative : la personne écrit elle-même, en 300 caractères au plus, ce qui \
                 l’aiderait à venir et à participer."
                    .to_owned(),
            ),
            list(&[
                "Elles ne sont dans aucun export ni aucune liste, sauf si un organisateur le demande expressément sur le \
                 serveur.",
                "Une question dont le texte semble parler de santé n’est publiée qu’après une confirmation de son auteur.",
            ]),
            Block::Text(format!(
                "Elles sont effacées {} après l’événement, et aussitôt si la personne les retire.",
                months(programme.retention_months)
            )),
            facts([("Analyse d’impact (art. 35)", TO_COMPLETE.to_owned())]),
        ],
    )
}

fn recipients() -> Section {
    section(
        "Destinataires",
        vec![
            list(&[
                "Les organisateurs qui ont reçu ce rôle : inscriptions, questions qui leur sont adressées.",
                "Les modérateurs : les questions à la table ronde, sans le nom de leur auteur.",
                "Les personnes à l’écoute : les situations personnelles que leur auteur leur transmet, sans nom.",
                "Le public, à l’écran et dans le bot : les questions publiées, avec le prénom si l’auteur le veut.",
                "La personne qui administre le serveur : la base entière.",
                "Telegram : tous les messages (voir le point suivant).",
            ]),
            facts([
                ("Hébergeur du serveur (sous-traitant)", TO_COMPLETE.to_owned()),
                ("Autres destinataires (financeurs, partenaires)", TO_COMPLETE.to_owned()),
            ]),
        ],
    )
}

fn telegram() -> Section {
    section(
        "Telegram : un sous-traitant hors de l’Union européenne",
        vec![
            Block::Text(
                "Le bot n’existe que dans Telegram, un service établi hors de l’Union européenne (Dubaï, Émirats arabes \
                 unis). Tout ce qui est écrit au bot et tout ce que le bot écrit passe par Telegram et reste dans la \
                 conversation tant que la personne ne l’y efface pas elle-même : noms, numéros partagés, réponses, besoins \
                 d’accès, questions, messages vocaux, billets, listes envoyées aux organisateurs, ce document. Ces \
                 conversations ne sont pas chiffrées de bout en bout. L’effacement dans Kozé n’efface rien chez Telegram."
                    .to_owned(),
            ),
            Block::Text(
                "Chaque personne a déjà un compte Telegram, ouvert par elle-même aux conditions de Telegram. Qui n’en veut \
                 pas s’inscrit auprès du contact, ou par une autre personne."
                    .to_owned(),
            ),
            facts([
                ("Contrat de sous-traitance (art. 28)", TO_COMPLETE.to_owned()),
                ("Garanties du transfert hors de l’Union (art. 44 à 49)", TO_COMPLETE.to_owned()),
            ]),
        ],
    )
}

fn retention(programme: &Programme) -> Section {
    let end = |stage| {
        let months = months(rules::retention_months(programme, stage));
        format!("{months} après l’événement, le {}", day(programme, rules::retention_end(programme, stage)))
    };
    section(
        "Durées de conservation",
        vec![
            facts([
                ("Contacts, besoins d’accès, comptes, inscriptions de personnes qui ne sont pas venues", end(RetentionStage::Contacts)),
                (
                    "Feuille de présence des personnes venues : numéro, nom, catégorie, structure, entrées",
                    end(RetentionStage::Attendance),
                ),
            ]),
            Block::Text(
                "Après le premier effacement restent aussi des nombres, par catégorie et par jour, sans aucune personne."
                    .to_owned(),
            ),
            list(&[
                "L’effacement est automatique : les organisateurs sont prévenus un jour avant, et quand il est fait.",
                "La date recule si l’événement est reporté. Le logiciel compte en temps de fonctionnement : une horloge \
                 fausse n’efface rien.",
                "Une copie de secours est faite avant l’effacement ; elle est supprimée après sept jours de \
                 fonctionnement (SQLite). Sur PostgreSQL, elle est à faire et à supprimer par l’administrateur.",
                "Les autres sauvegardes sont à supprimer par l’administrateur à la même date.",
            ]),
        ],
    )
}

fn security() -> Section {
    section(
        "Mesures de sécurité",
        vec![
            list(&[
                "Les fichiers de la base, des sauvegardes et des exports ne sont lisibles que par leur propriétaire (droits 0600).",
                "Les données effacées sont aussi retirées des fichiers de la base (SQLite : réécriture du fichier).",
                "Les rôles sont donnés par un lien qui ne sert qu’une fois, valable deux jours, dont seule l’empreinte est \
                 gardée ; ils se voient et se retirent (/roles). Chaque action est autorisée à nouveau quand elle arrive.",
                "Les actions de modération sont inscrites dans un journal.",
                "Les journaux techniques contiennent des numéros, jamais de nom, de téléphone ni de texte.",
                "Les billets portent un code tiré au hasard ; les essais de codes faux sont limités.",
                "Les votes sont enregistrés sous un numéro tiré au hasard.",
                "Une base de production ne peut pas servir à une répétition, ni à un autre événement, par erreur.",
                "Chaque message n’est envoyé qu’une fois, et rien n’est confirmé avant d’être enregistré.",
            ]),
            facts([
                (
                    "Chiffrement du disque du serveur",
                    format!("le logiciel ne chiffre pas la base : {TO_COMPLETE}"),
                ),
                ("Accès au serveur, mises à jour, sauvegardes extérieures", TO_COMPLETE.to_owned()),
            ]),
        ],
    )
}

fn rights(programme: &Programme) -> Section {
    section(
        "Droits des personnes",
        vec![
            list(&[
                "Accès et portabilité : la commande /mesdonnees montre tout, en phrases et dans un fichier (JSON).",
                "Rectification : la fiche d’inscription (/inscription) permet de corriger chaque réponse.",
                "Effacement et retrait du consentement : la commande /effacer, à tout moment.",
                "Opposition : les rappels se règlent et se refusent un à un (/rappels).",
                "Une personne inscrite par une autre reprend son inscription avec le code de son billet, ou s’adresse au \
                 contact.",
                "Réclamation : auprès de la CNIL (www.cnil.fr).",
            ]),
            facts([(
                "Contact pour toute demande",
                format!("{} ; {}", programme.contact.email, programme.contact.phone),
            )]),
            Block::Text(
                "Après un effacement, une empreinte du compte garde les limites atteintes et le lien avec les votes ; elle \
                 est détruite à la fin de la conservation."
                    .to_owned(),
            ),
        ],
    )
}

fn left_to_complete() -> Section {
    section(
        "Ce que l’organisateur complète",
        vec![list(&[
            "adresse du responsable, délégué à la protection des données ;",
            "confirmation des bases légales ;",
            "analyse d’impact, s’il en faut une ;",
            "hébergeur et autres destinataires ;",
            "contrat et garanties pour Telegram ;",
            "mesures de sécurité du serveur.",
        ])],
    )
}
