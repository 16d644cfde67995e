//! What the data are for: the purposes of processing under which the register lists the tables.

use strum::EnumIter;

/// A purpose, in the register's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter)]
pub enum Purpose {
    Registration,
    Reminders,
    Questions,
    Organisers,
    Announcements,
    Feedback,
    Team,
    Operation,
}

impl Purpose {
    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Purpose::Registration => "Inscriptions et accueil",
            Purpose::Reminders => "Rappels",
            Purpose::Questions => "Questions à la table ronde, et votes",
            Purpose::Organisers => "Questions et signalements aux organisateurs",
            Purpose::Announcements => "Annonces des organisateurs",
            Purpose::Feedback => "Avis après l’événement",
            Purpose::Team => "Travail de l’équipe",
            Purpose::Operation => "Fonctionnement et protection du service",
        }
    }

    /// What it is about.
    pub fn description(self) -> &'static str {
        match self {
            Purpose::Registration => {
                "Préparer l’accueil : savoir qui vient, à quel titre et avec quels besoins, attribuer les places, tenir la \
                 liste d’attente, vérifier les billets."
            }
            Purpose::Reminders => {
                "Rappeler l’événement aux personnes inscrites, et les prévenir quand un horaire change."
            }
            Purpose::Questions => {
                "Recueillir les questions du public, les classer par votes, les modérer et les poser aux intervenants."
            }
            Purpose::Organisers => {
                "Transmettre aux organisateurs ce que le bot ne sait pas, et rapporter leur réponse."
            }
            Purpose::Announcements => "Informer les personnes inscrites.",
            Purpose::Feedback => {
                "Demander aux personnes venues ce qu’elles ont pensé, pour mieux préparer un prochain événement ; montré sans \
                 nom."
            }
            Purpose::Team => {
                "Donner et retirer les rôles de l’équipe, et garder trace des actions de modération."
            }
            Purpose::Operation => {
                "Mener les conversations, envoyer chaque message une seule fois, limiter les abus, réparer les pannes."
            }
        }
    }

    /// The legal basis that fits how the program asks: a proposal, which the controller confirms.
    pub fn legal_basis(self) -> &'static str {
        match self {
            Purpose::Registration => {
                "Consentement (art. 6.1.a), demandé avant la première question et enregistré avec sa date et la version \
                 du texte. Besoins d’accès : consentement explicite (art. 9.2.a)."
            }
            Purpose::Reminders => {
                "Consentement (art. 6.1.a), avec l’inscription ; chaque rappel peut être refusé."
            }
            Purpose::Questions | Purpose::Organisers | Purpose::Feedback => {
                "Consentement (art. 6.1.a), par l’envoi volontaire du message."
            }
            Purpose::Announcements => "Consentement (art. 6.1.a), avec l’inscription.",
            Purpose::Team | Purpose::Operation => {
                "Intérêt légitime du responsable (art. 6.1.f) : un service qui fonctionne et qui n’est pas détourné."
            }
        }
    }

    /// Whose data they are.
    pub fn people(self) -> &'static str {
        match self {
            Purpose::Registration => {
                "personnes inscrites, personnes inscrites par une autre, personnes qui en inscrivent d’autres"
            }
            Purpose::Reminders | Purpose::Announcements => {
                "personnes inscrites ; pour les annonces, les organisateurs qui les écrivent"
            }
            Purpose::Questions => {
                "personnes qui posent des questions, qui votent ; personnes nommées dans un texte"
            }
            Purpose::Organisers => {
                "personnes qui écrivent au bot, organisateurs ; personnes nommées dans un texte"
            }
            Purpose::Feedback => "personnes venues à l’événement",
            Purpose::Team => {
                "organisateurs, modérateurs, équipe de l’accueil, médiateurs, personnes à l’écoute"
            }
            Purpose::Operation => "toutes les personnes qui écrivent au bot",
        }
    }
}
