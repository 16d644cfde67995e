//! The same as `table_words` for the tables of the team and of the operation of the bot.

use super::purposes::Purpose::{Operation, Team};
use super::word_types::{TableWords, until, words};

/// The tables of the team and of the operation.
pub const OPERATION_WORDS: &[TableWords] = &[
    words(
        "account_sending",
        Team,
        "Envoi du compte rendu à tous",
        "name: nom fixe; edition: numéro de publication; requested_by: compte de l’organisateur; \
         is_active: en cours ou non; told: nombre d’envois; last_person: dernière personne traitée",
    ),
    words(
        "role",
        Team,
        "Rôles dans l’équipe",
        "person: numéro de compte Telegram; role: rôle; granted_at: moment",
    ),
    words(
        "moderator_name",
        Team,
        "Nom des modérateurs dans le journal",
        "person: numéro de compte Telegram; name: nom",
    ),
    until(
        words(
            "moderation_log",
            Team,
            "Journal de modération",
            "number: numéro; at: moment; real_at: moment par l’horloge du serveur; person: compte du modérateur; \
             action: action; question: question; related_number: autre question; detail: motif; \
             snapshot: état précédent, pour annuler; version: numéro de version; previous_on_screen: question à \
             l’écran avant; undone: annulée ou non; age: âge en jours",
        ),
        "après 90 jours",
    ),
    until(
        words(
            "audit_log",
            Team,
            "Trace de ce que l’équipe fait avec les données des personnes inscrites",
            "id: numéro; at: moment; actor: compte de la personne de l’équipe; action: action; \
             registration: inscription; detail: précision; age: âge en jours",
        ),
        "après 365 jours",
    ),
    until(
        words(
            "stage_line",
            Team,
            "Lignes que les modérateurs envoient à la scène",
            "number: numéro; text: texte, si le modérateur l’a écrit; ready_line: ligne toute prête; \
             sent_by: compte du modérateur; sent_at: moment; state: montrée, remplacée ou retirée; \
             seen_at: moment où la scène l’a vue; age: âge en jours",
        ),
        "après 3 jours",
    ),
    words(
        "floor_panel",
        Team,
        "Modérateurs qui voient la file du micro",
        "person: numéro de compte Telegram; content_hash: empreinte de ce qui est affiché",
    ),
    words(
        "certificate_sending",
        Team,
        "Envoi des attestations de présence à tous",
        "name: nom fixe; requested_by: compte de l’organisateur; is_active: en cours ou non; sent: nombre d’envois; \
         last_registration: dernière inscription traitée",
    ),
    until(
        words(
            "scan_link",
            Team,
            "Liens qui ouvrent la page pour scanner les billets",
            "hash: empreinte du lien; person: compte de la personne de l’accueil; expires_at: fin; used: utilisé ou non; \
             age: âge en heures",
        ),
        "après 12 heures",
    ),
    until(
        words(
            "scan_session",
            Team,
            "Pages ouvertes pour scanner les billets",
            "hash: empreinte du code d’accès; person: compte de la personne de l’accueil; expires_at: fin; \
             age: âge en heures",
        ),
        "après 40 heures",
    ),
    until(
        words(
            "scan_receipt",
            Team,
            "Reçus des billets scannés : un scan envoyé deux fois ne compte qu’une fois",
            "person: compte de la personne de l’accueil; id: identifiant du scan; registration: inscription; day: jour de \
             l’événement; arrived_at: moment de l’entrée; outcome: résultat; age: âge en jours",
        ),
        "après 4 jours",
    ),
    words(
        "desk_digest",
        Team,
        "Organisateurs qui reçoivent un résumé chaque matin",
        "person: compte de l’organisateur; last_day: dernier jour envoyé",
    ),
    words(
        "panel",
        Team,
        "Tableaux des questions ouverts par l’équipe",
        "id: conversation Telegram; chat: conversation actuelle; language: langue; messages_below: messages en dessous; \
         content_hash: empreinte du contenu; topic: sujet du groupe",
    ),
    until(
        words(
            "invite",
            Team,
            "Liens qui donnent un rôle",
            "hash: empreinte du lien; role: rôle; expires_at: fin; used_by: compte qui l’a utilisé; created_by: compte qui l’a fait; \
             created_at: moment; age: âge en jours",
        ),
        "après 9 jours",
    ),
    words(
        "schedule_change",
        Team,
        "Changements d’horaire",
        "version: numéro; changed_by: compte de l’organisateur; changed_at: moment; before: horaire précédent",
    ),
    until(
        words(
            "person",
            Operation,
            "Comptes Telegram qui ont écrit au bot",
            "id: numéro de compte Telegram; language: langue; language_chosen: choisie ou devinée; \
             reply_language: langue des derniers messages; offered_languages: langues proposées; \
             unreachable: a bloqué le bot; conversation: conversation en cours, avec une inscription commencée; \
             conversation_age: son âge en heures; registration_draft: inscription commencée ou non; \
             met_at: premier message",
        ),
        "une inscription laissée sans suite, après 30 jours",
    ),
    until(
        words(
            "outbox",
            Operation,
            "Messages du bot qui attendent d’être envoyés, ou que Telegram a refusés",
            "key: clé; seq: ordre; chat: conversation Telegram; urgency: urgence; expires_at: fin; body: message; \
             live_message: message tenu à jour; state: état; tries: essais; error: erreur; queued_at: moment",
        ),
        "dès l’envoi ; après 30 jours pour un message refusé",
    ),
    until(
        words(
            "live_message",
            Operation,
            "Messages que le bot tient à jour",
            "name: nom; chat: conversation Telegram; message: numéro du message; age: âge en jours",
        ),
        "après 30 jours, 2 jours pour une page de questions",
    ),
    until(
        words(
            "album",
            Operation,
            "Albums de photos reçus : leur nombre, jamais les photos",
            "chat: conversation Telegram; id: numéro de l’album; items: nombre de photos; seen_at: moment",
        ),
        "après 48 heures",
    ),
    until(
        words(
            "failed_update",
            Operation,
            "Messages qui n’ont pas pu être traités, gardés pour la réparation",
            "id: numéro; tries: essais; quarantined: mis de côté ou non; raw: message; error: erreur; \
             failed_at: moment",
        ),
        "après 30 jours",
    ),
    until(
        words(
            "attachment",
            Operation,
            "Fichiers déjà envoyés, dont des billets",
            "spec: de quoi le fichier est fait (le code d’un billet, par exemple); file_id: numéro chez Telegram; \
             age: âge en jours",
        ),
        "après 30 jours",
    ),
    words(
        "prior_usage",
        Operation,
        "Ce qui compte encore pour les limites après un effacement",
        "person: numéro de compte Telegram; what: quelle limite; n: nombre; at: moment",
    ),
    until(
        words(
            "erased_account",
            Operation,
            "Comptes effacés, sous une empreinte : ce qui compte encore pour les limites",
            "account: empreinte du numéro de compte (HMAC-SHA256); what: quelle limite; n: nombre; at: moment; \
             age: âge en jours",
        ),
        "après 2 jours pour les limites d’une heure",
    ),
];
