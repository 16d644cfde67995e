//! The tables that hold something on people in French words, for the register of processing: what the rows are, what
//! they are for, and what each column says. A test demands words for every column of such a table.

use super::purposes::Purpose::{Announcements, Feedback, Organisers, Questions, Registration, Reminders};
use super::word_types::{TableWords, until, words};

/// What people give, in the order in which a reader meets it.
pub const TABLE_WORDS: &[TableWords] = &[
    words(
        "registration",
        Registration,
        "Inscriptions : la personne elle-même, ou une personne qu’elle a inscrite",
        "number: numéro d’inscription; name: nom; category: à quel titre la personne vient; organisation: structure; \
         phone: téléphone, si la personne le donne; email: adresse électronique, si elle la donne; area: commune ou \
         quartier, si elle le dit; access_needs: besoins d’accès, si elle en dit (données de santé); \
         person: numéro de compte Telegram; own: inscription de la personne elle-même ou d’une autre; \
         registered_by: compte qui a fait l’inscription; seat_status: place, liste d’attente ou place proposée; \
         offered_until: fin de la proposition; waitlisted_at: rang sur la liste d’attente; \
         waitlist_inactive_at: proposition laissée sans réponse; code: code du billet; \
         consent_how: comment l’accord a été donné; consent_version: version du texte accepté; \
         consent_at: moment de l’accord; registered_at: moment de l’inscription; \
         calendar_issues: fichiers d’agenda remis; calendar_fingerprint: empreinte du dernier; \
         calendar_at: moment du dernier; calendar_uid: identifiant du dernier",
    ),
    words(
        "arrival",
        Registration,
        "Entrées : qui est venu",
        "registration: inscription; day: jour de l’événement; arrived_at: moment de l’entrée; method: comment; \
         recorded_by: compte de la personne de l’accueil",
    ),
    words(
        "certificate_sent",
        Registration,
        "Attestations de présence envoyées",
        "registration: inscription; sent_at: moment de l’envoi",
    ),
    until(
        words(
            "pending_import",
            Registration,
            "Listes de personnes qu’un organisateur n’a pas encore confirmées",
            "person: compte de l’organisateur; digest: empreinte de la liste; list: noms, téléphones et besoins de la liste; \
             report: ce qui a été montré; age: âge en heures",
        ),
        "dès la confirmation, sinon après 2 heures",
    ),
    words(
        "completion_reminded",
        Registration,
        "Personnes à qui une inscription commencée a été rappelée",
        "person: numéro de compte Telegram; at: moment du rappel",
    ),
    words(
        "wrong_code",
        Registration,
        "Codes de billet faux essayés (protection des billets)",
        "person: numéro de compte Telegram; tries: nombre d’essais; first_at: moment du premier",
    ),
    until(
        words(
            "reminder_sent",
            Reminders,
            "Rappels envoyés",
            "reminder: quel rappel; registration: pour quelle inscription; outcome: envoyé ou non; at: moment; \
             told_start: heure annoncée; message_registration: inscription du même message",
        ),
        "après une annulation, le jour suivant",
    ),
    words(
        "reminder_subscription",
        Reminders,
        "Rappels choisis",
        "person: numéro de compte Telegram; session: point du programme; is_active: voulu ou retiré; \
         lead_minutes: combien de minutes avant; subscribed_at: moment du choix; outcome: envoyé ou non; \
         told_start: heure annoncée",
    ),
    words(
        "reminder_mute",
        Reminders,
        "Rappels refusés",
        "person: numéro de compte Telegram; reminder: quel rappel",
    ),
    words(
        "question",
        Questions,
        "Questions posées à la table ronde",
        "number: numéro de la question; person: compte de l’auteur; text: texte; public_text: texte publié; \
         display_name: prénom affiché, si l’auteur le veut; voice: message vocal; voice_seconds: durée; \
         language: langue; theme: thème; speaker: intervenant; state: état; close_reason: motif; starred: marque; \
         votes: nombre de votes; newcomer: première question ou non; source: par écrit ou dans la salle; \
         asked_at: moment; claimed_by: modérateur qui l’a prise; claimed_at: quand; claimed_until: jusqu’à quand; \
         closed_at: fin; version: numéro de version",
    ),
    words("vote", Questions, "Votes", "question: question; voter: numéro tiré au hasard; at: moment"),
    words(
        "voter",
        Questions,
        "Numéro tiré au hasard sous lequel une personne vote",
        "person: numéro de compte Telegram; key: numéro tiré au hasard; \
         voice_warning_accepted: avertissement sur les messages vocaux lu",
    ),
    until(
        words(
            "ui_state",
            Questions,
            "Textes commencés et page de questions ouverte",
            "person: numéro de compte Telegram; name: de quoi il s’agit; value: texte ou page; age: âge en heures",
        ),
        "après 2 heures pour un texte refusé ou un message vocal pas encore confirmé, après 48 heures pour le reste",
    ),
    words(
        "question_answer",
        Questions,
        "Réponses écrites des modérateurs",
        "question: question; text: réponse; answered_at: moment; answered_by: compte du modérateur; \
         was_public: question publiée avant ou non; in_account: peut paraître au compte rendu ou non",
    ),
    words(
        "account_question",
        Questions,
        "Compte rendu publié : les questions, sans nom",
        "question: question; root: question avec laquelle elle est posée; theme: thème; language: langue; \
         text: texte publié; votes: nombre de votes; answered: réponse ou non; answer: réponse écrite",
    ),
    words(
        "account_figure",
        Questions,
        "Compte rendu publié : nombres de questions qui ne sont pas montrées",
        "name: motif; count: nombre",
    ),
    words(
        "account_edition",
        Questions,
        "Compte rendu publié : sa version",
        "name: nom fixe; digest: empreinte; published_at: moment",
    ),
    words(
        "account_told",
        Questions,
        "Personnes prévenues que le compte rendu est publié",
        "person: numéro de compte Telegram; told_at: moment",
    ),
    words(
        "muted",
        Questions,
        "Personnes dont les questions sont bloquées",
        "person: numéro de compte Telegram; at: moment",
    ),
    until(
        words(
            "organiser_question",
            Organisers,
            "Questions et signalements envoyés aux organisateurs, avec leur réponse",
            "number: numéro; person: compte de l’auteur; text: texte; voice: message vocal; message: message de \
             l’auteur; language: langue; state: état; organiser: compte de l’organisateur qui répond; answer: réponse; \
             asked_at: moment; is_incident: signalement ou question; age: âge en jours",
        ),
        "30 jours après la réponse, 90 jours sans réponse, sauf si la réponse est publiée",
    ),
    until(
        words(
            "organiser_question_draft",
            Organisers,
            "Textes écrits et pas encore envoyés aux organisateurs",
            "number: numéro; person: numéro de compte Telegram; language: langue; text: texte; voice: message vocal; \
             message: message de la personne; age: âge en heures",
        ),
        "après 2 heures",
    ),
    words(
        "saved_answer",
        Organisers,
        "Réponses publiées pour tous, avec la question",
        "number: numéro; wording: question; answer: réponse",
    ),
    words(
        "forwarding_quota",
        Organisers,
        "Nombre de messages transmis dans l’heure (limite)",
        "person: numéro de compte Telegram; since: début de l’heure; count: nombre",
    ),
    words(
        "not_understood",
        Organisers,
        "Mots qui n’ont pas été compris, sans leur auteur ; un nom tapé par quelqu’un peut y rester (seulement si \
             l’organisateur l’a demandé)",
        "number: numéro; text: mots, chiffres et adresses masqués; language: langue; likely_intent: sens probable; \
             times: combien de fois; last_at: dernière fois; state: état; meaning: sens choisi",
    ),
    words(
        "announcement",
        Announcements,
        "Annonces des organisateurs",
        "number: numéro; author: compte de l’auteur; state: état; version: numéro de version; audience: à qui; \
             made_at: moment; recipient_count: nombre de destinataires; last_recipient: dernier destinataire servi; \
             all_enqueued: envoi complet ou non; begun_at: début; stopped_at: arrêt; shown_at: dernier affichage; \
             shown_html: texte affiché; age: âge en jours",
    ),
    words(
        "announcement_text",
        Announcements,
        "Textes des annonces",
        "announcement: annonce; language: langue; html: texte; photo: photo",
    ),
    until(
        words(
            "broadcast_recipient",
            Announcements,
            "Destinataires d’une annonce",
            "broadcast: annonce; chat: conversation Telegram; outcome: remise ou non",
        ),
        "après 30 jours",
    ),
    words(
        "feedback_request",
        Feedback,
        "Personnes à qui un avis a été demandé",
        "person: numéro de compte Telegram; key: numéro tiré au hasard, sous lequel l’avis est rangé; asked_at: moment",
    ),
    words(
        "feedback_answer",
        Feedback,
        "Avis",
        "key: numéro tiré au hasard; usefulness: utilité; organisation: organisation; line: mot libre; voice: message vocal; \
         line_at: moment du mot",
    ),
    words(
        "floor_request",
        Questions,
        "Demandes de parole dans les échanges avec la salle",
        "number: numéro; person: numéro de compte Telegram; name: prénom, si la personne le montre; state: ce qu’elle est \
         devenue; position: rang; newcomer: première prise de parole ou non; skipped: appelée une fois sans venir, ou non; \
         forewarned: prévenue que son tour vient, ou non; acknowledged: a répondu qu’elle arrive, ou non; told: prévenue \
         de la fin, ou non; session: moment du programme; asked_at: moment de la demande; called_at: moment de la parole",
    ),
    words(
        "linked_group",
        Announcements,
        "Groupes et canaux où le bot publie",
        "chat: numéro du groupe; kind: groupe ou canal; title: nom du groupe; state: relié, ou perdu; topic: sujet; \
         languages: langues; subjects: ce qui y est publié; linked_by: compte de l’organisateur qui l’a relié; \
         linked_at: moment; told_schedule: horaire annoncé; has_seen_closed: questions fermées depuis, ou non",
    ),
    words(
        "group_post",
        Announcements,
        "Ce qui a été publié dans ces groupes",
        "chat: numéro du groupe; post: quelle publication; posted_at: moment",
    ),
    words(
        "visitor_link",
        Questions,
        "Navigateurs dont les questions ont été reprises dans Telegram",
        "visitor: numéro tiré au hasard pour le navigateur; person: numéro de compte Telegram; at: moment",
    ),
    until(
        words(
            "transfer_code",
            Questions,
            "Codes pour reprendre ses questions dans Telegram",
            "hash: empreinte du code; visitor: numéro tiré au hasard pour le navigateur; made_at: moment",
        ),
        "une heure après",
    ),
];
