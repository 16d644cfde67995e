### Salle 5 : les rôles.

invite-invalid = Ce lien a déjà servi, ou il a plus de deux jours. Demandez-en un autre à l'organisateur.
role-moderator =
    Bienvenue ! Vous modérez les questions pour : <b>{ $title }</b>.
    « Voir la file » montre ce qui attend. « Question suivante » vous donne la question à poser.
role-organiser =
    Bienvenue ! Vous organisez : <b>{ $title }</b>.
    Vous pouvez aussi modérer. « Voir la file » montre ce qui attend. « Question suivante » vous donne la question à poser.
    Avec /inscrits : qui vient, et la liste. Avec /annonce : prévenir tout le monde. Avec /decaler : changer l'horaire.
role-mediator =
    Bienvenue ! Vous êtes médiateur ou médiatrice pour : <b>{ $title }</b>.
    Avec /autres, vous pouvez inscrire jusqu'à trente personnes qui n'ont pas de téléphone.
role-listener =
    Merci d'être là ! Vous aidez pour : <b>{ $title }</b>. C'est à vous que l'on confie une situation personnelle.
    Si quelqu'un le souhaite, son message arrive ici, sans son nom. Vous pouvez lui répondre.
role-door =
    Bienvenue ! Vous êtes à l'accueil pour : <b>{ $title }</b>.
    Scannez un billet avec l'appareil photo de votre téléphone, et touchez le lien. Ou écrivez-moi un code, ou un nom. /accueil montre qui est là.

held =
    <b>Tout ce que je garde sur vous</b>
    { $lines }
held-person = • Votre numéro Telegram { $id } ; nous parlons { $language } ; depuis le { $day }
held-registration = • Inscription n° { $number } : { $said } ; accord (version { $version }) le { $day }
held-other = • Vous avez inscrit, n° { $number } : { $said }
held-question = • Question n° { $number } : { $text }
held-role = • Votre rôle : { $role }
held-more = • … et { $count } de plus, dans le fichier
held-file = La même chose en entier, dans un fichier.
held-erase = 🗑 Tout effacer
erase-ask =
    <b>Tout effacer ?</b>
    J'efface votre inscription, vos réponses, votre rôle, vos questions pas encore posées et vos messages en attente. Votre place sera libérée.
    Les questions déjà posées restent, sans votre nom. Les personnes inscrites par vous gardent leur place.
    Une empreinte de votre compte, sans votre numéro, garde vos votes et les limites atteintes. Elle est détruite après l'événement.
erase-yes = 🗑 Oui, tout effacer
erase-no = ‹ Non, ne rien effacer
erase-kept = D'accord, je n'ai rien effacé.
erase-done = C'est effacé.
erase-after = J'ai tout effacé. Il reste une empreinte sans votre numéro : vos votes comptés, les limites atteintes. Elle sera détruite après l'événement.

# Lus, jamais montrés
words-erase = effacez, effacer, efface, supprimez, supprimer, supprime, effacement, suppression
words-what-is-mine = mes données, mes informations, mes infos, sur moi
words-my-data = mes données, ce que vous avez sur moi, ce que vous savez sur moi, ce que vous savez de moi, les données que vous avez, données sur moi, informations sur moi, infos sur moi, tout ce que vous avez, copie de mes données, qu'avez-vous sur moi, tu sais quoi sur moi, vous savez quoi sur moi, ce que tu sais sur moi, ce que tu as sur moi, ce que vous gardez, savez sur moi, avez sur moi, gardez sur moi, sais sur moi, as sur moi, garde sur moi

# Ce qui est gardé, en mots : une phrase pour chaque chose
held-step = • Une conversation commencée, avec ce que vous y avez déjà écrit
held-registered-by = • Vous avez inscrit la personne n° { $number } ; ses réponses ne sont pas parmi vos données
held-question-taken = • Question n° { $number } : vous l'avez prise en charge
held-asked = • Demandé aux organisateurs : { $text }
held-asked-answer = Leur réponse : { $answer }
held-answered = • Votre réponse à une question : { $answer }
held-kept-answer = • Gardé pour tout le monde : { $text } → { $answer }
held-unsent = • Écrit et pas envoyé, bientôt effacé : { $text }
held-draft = • Texte commencé : { $text }
held-voice = message vocal
held-page = • La page de questions que vous lisez
held-wish = • Rappel choisi : { $session }, { $minutes } minutes avant
held-wish-off = • Rappel retiré : { $session }
held-lead = • Vos rappels : { $minutes } minutes avant
held-mute-all = • Vous ne voulez aucun rappel
held-mutes = • Rappels coupés : { $count }
held-muted = • Vos questions sont bloquées depuis le { $day }
held-staff = • Votre nom dans le journal des questions : { $name }
held-announcement-text = • Texte d'annonce : { $text }
held-announcements = • Annonces que vous avez préparées : { $count }
held-votes = • Vos votes, questions n° : { $numbers }
held-voter = • Un numéro tiré au hasard, sous lequel vos votes sont comptés
held-wrong-codes = • Codes de billet faux : { $count }
held-nudged = • Je vous ai rappelé une inscription pas terminée
held-panel = • Le tableau des questions est ouvert dans notre conversation
held-used-before = • D'avant un effacement : ce qui compte encore pour les limites
held-reminders-sent = • Rappels préparés pour vous : { $count }
held-journal = • Lignes du journal des questions qui vous concernent : { $count }
held-outbox = • Messages qui attendent de partir : { $count }
held-slots = • Messages que je mets à jour dans notre conversation : { $count }
held-invites = • Liens de rôle utilisés : { $count }
held-arrival = • Inscription n° { $number } : entrée le { $day } à { $time }
held-let-in = • Vous avez fait entrer l'inscription n° { $number }
held-digest = • Vous recevez un résumé chaque matin
held-feedback-request = • Je vous ai demandé votre avis le { $day }
# $useful et $organised : de 4 (le mieux) à 1, 0 pour rien
held-feedback = • Votre avis : utilité { $useful ->
    [0] sans réponse
   *[other] { $useful } sur 4
}, organisation { $organised ->
    [0] sans réponse
   *[other] { $organised } sur 4
}
held-feedback-line = votre mot : { $text }
held-audit-log = • Ce que vous avez fait avec les données des inscrits, dans le journal : { $count }
held-invites-made = • Liens de rôle que vous avez faits : { $count }
held-schedule-changes = • Changements d'horaire faits par vous : { $count }
held-mailed = • Annonces pour vous : { $count }
held-failed = • Messages que je n'ai pas su traiter : { $count }
held-words-file = Le même texte en entier, à lire.
held-albums = • Albums de photos reçus : { $count }
held-sent-on = • Messages transmis dans l'heure : { $count }
# ---- the end of the promised time, for organisers

erasure-announced =
    Dans un jour, j'efface ce que les gens ont confié : { $count ->
        [one] une inscription
       *[other] { $count } inscriptions
    }, et tout ce qui va avec.
    C'était promis aux inscrits : { $months } mois après l'événement.
    C'est trop tôt ? Prévenez la personne qui s'occupe du serveur : elle peut l'empêcher.
erasure-done =
    C'est fait, comme promis : { $count ->
        [one] une inscription est effacée
       *[other] { $count } inscriptions sont effacées
    }. { $backup ->
        [yes] Une copie de secours reste { $days } jours sur le serveur, puis elle part aussi.
       *[no] Il n'en reste pas de copie ici.
    }

# ---- roles, and links that have served

invite-spent-yours = Ce lien vous a déjà servi : vous avez ce rôle ({ $role }).
invite-spent = Ce lien a déjà servi, et il ne marche qu'une fois. Demandez-en un autre aux organisateurs.
invite-expired = Ce lien a plus de deux jours : il ne marche plus. Demandez-en un autre aux organisateurs.
roles-list =
    Qui a un rôle :
    { $lines }
roles-line = { $name } · { $role }, depuis le { $day }
roles-more = … et { $count } de plus, sur le serveur : koze roles list
roles-nameless = numéro { $id }
roles-take = Retirer : { $name }, { $role }
roles-ask =
    Retirer ce rôle à { $name } ({ $role }) ?
    Cette personne le saura, et ses boutons changent aussitôt.
roles-yes = Retirer ce rôle
roles-no = Ne rien changer
roles-taken = C'est fait : { $name } n'a plus ce rôle ({ $role }).
roles-gone = Ce rôle était déjà retiré.
roles-last = C'est le dernier rôle d'organisation. Invitez d'abord quelqu'un d'autre.
roles-not-yours = Seuls les organisateurs voient les rôles.
invite-withdrawn = Ce lien a été retiré par les organisateurs. Demandez-leur un autre.
roles-invite = ➕ Inviter quelqu'un
roles-invite-which = Pour quel rôle ? Le lien ne marche qu'une fois, pendant deux jours.
roles-invite-organiser = Organisation : tout voir, tout régler
roles-invite-moderator = Modération : les questions
roles-invite-door = Accueil : faire entrer les gens
roles-invite-mediator = Médiation : inscrire jusqu'à trente personnes
roles-invite-listener = Écoute : recevoir les situations personnelles
roles-invitation =
    Voici un lien pour une personne : <b>{ $role }</b>, { $title }.
    { $link }
    Transférez-le-lui. Il ne marche qu'une fois, pendant deux jours. /roles permet de le retirer.
roles-invite-line = ✉️ Lien pas encore ouvert · { $role }, encore { $hours } h
roles-invite-take = Retirer le lien : { $role }
roles-invite-withdrawn = Ce lien est retiré.
roles-invite-gone = Ce lien a déjà servi, ou il n'existe plus.
roles-no-bot-name = Le bot ne connaît pas encore son nom. Essayez dans une minute.
role-name-moderator = modération
role-name-organiser = organisation
role-name-mediator = médiation
role-name-listener = écoute
role-name-door = accueil
role-lost =
    Vous n'avez plus ce rôle : { $role }. Merci pour votre aide.
    Vos boutons ont changé. Tout le reste marche comme avant.
words-order-guests = qui vient, qui est inscrit, qui s'est inscrit, combien d'inscrits, combien de personnes inscrites, combien sont inscrits, la liste des inscrits, liste des inscrits, les inscrits, inscriptions, les inscriptions
words-order-announce = je veux envoyer une annonce, envoyer une annonce, faire une annonce, une annonce, envoyer un message à tous, écrire à tout le monde, prévenir tout le monde, je veux envoyer une annonce à tout le monde, je veux envoyer un message à tout le monde, envoyer un message à tout le monde
words-order-roles = inviter un modérateur, inviter une modératrice, inviter un organisateur, inviter une organisatrice, inviter, je veux inviter une collègue comme modératrice, je veux inviter un collègue comme modérateur, les rôles, qui modère, modérateurs
