### Documents : feuille d'émargement, badges, attestations, affiche, tableaux.

command-documents = Imprimer ou exporter
command-attestation = Mon attestation de présence

documents =
    <b>Documents</b>
    Touchez ce qu'il vous faut : le fichier arrive ici. Il contient souvent des données personnelles : gardez-le pour vous.
    Pour écrire un lieu sur l'affiche : /affiche et le nom du lieu.
documents-sheet = 📋 Feuille d'émargement
documents-badges = 🪪 Badges
documents-poster = 🖼 Affiche avec le code QR
documents-certificates = 🖨 Attestations à imprimer
documents-send-certificates = 📨 Envoyer les attestations
documents-tables = 📊 Tableaux
documents-back = ‹ Tous les documents
documents-organisers-only = Seuls les organisateurs peuvent avoir ces documents.

# Les tableaux
tables =
    <b>Tableaux</b>
    Touchez un nom pour un classeur Excel. CSV et JSON sont pour d'autres logiciels.
tables-registrations = 👥 Inscrits
tables-attendance = ✅ Présences
tables-questions = 💬 Questions
tables-journal = 📒 Journal
tables-registrations-caption = La liste des inscrits. Elle contient des données personnelles : gardez-la pour vous.
tables-attendance-caption = Qui est venu, et à quelle heure. Ce sont des données personnelles : gardez-les pour vous.
tables-questions-caption = Toutes les questions, sans le nom des personnes qui les ont posées.
tables-journal-caption = Ce que l'équipe a fait : avec les questions, et avec les données des inscrits.

# La feuille d'émargement
sheet-kind = Feuille d'émargement
sheet-date = Date
sheet-half-day = Demi-journée
sheet-place = Lieu
sheet-organisers = Organisateurs
sheet-morning = matin
sheet-afternoon = après-midi
sheet-whole-day = journée
sheet-hours = { $part }, de { $from } à { $to }
sheet-hours-open = { $part }, à partir de { $from }
sheet-column-number = N°
sheet-column-name = Nom et prénom
sheet-column-organisation = Structure
sheet-column-signature = Signature
sheet-walk-in = Personnes présentes qui ne sont pas sur la liste
sheet-page = page { $page } / { $pages }
sheet-footer = Ces données servent à justifier la présence. Les organisateurs les gardent { $years ->
    [0] { $months } mois
    [one] { $years } an
   *[other] { $years } ans
}, puis les détruisent. Pour les voir ou les faire corriger : { $email }.
sheet-caption = La feuille d'émargement. Elle contient des données personnelles : gardez-la pour vous.

# Les badges
badges-title = Badges – { $title }
badges-code = Code QR : le billet, à montrer à l'entrée
badges-nobody = Personne n'a encore de place : il n'y a pas de badge.
badges-caption = Les badges, à imprimer en taille réelle et à découper. Ils contiennent des données personnelles.

# L'affiche
poster-day = { $day }, à partir de { $hour }
poster-days = du { $first } au { $last }
poster-how-to = Scannez ce code avec votre téléphone pour vous inscrire, connaître le programme et poser votre question.
poster-code = Code QR : la conversation avec Kozé dans Telegram
poster-hangs-at = Affiche : { $place }
poster-caption = L'affiche, avec le code QR qui ouvre notre conversation.
poster-no-name = Je ne connais pas encore mon propre nom dans Telegram. Redémarrez-moi, puis essayez encore.

# Les attestations
certificate-heading = Attestation de présence
certificate-before = Les organisateurs attestent que
certificate-attended = a assisté à « { $title } », { $day }.
certificate-attended-days = a assisté à « { $title } » :
certificate-day-from-to = le { $day } de { $from } à { $to }
certificate-day-from = le { $day } à partir de { $from }
certificate-day = le { $day }
certificate-place = Lieu : { $place }
certificate-date = Le { $day }
certificate-signature = Signature et cachet
certificate-footer = Cette attestation constate une présence. Elle ne vaut ni formation ni diplôme.
certificate-caption = { $whose ->
    [other] L'attestation de présence de { $name }
   *[own] Votre attestation de présence, { $name }
}
certificate-button = 📄 Attestation de présence
certificate-ready = Votre attestation de présence est prête.
certificate-whose = Pour qui voulez-vous l'attestation de présence ?
certificate-none =
    Je n'ai pas d'arrivée à votre nom, et ne peux donc pas attester votre présence. Si vous étiez là, les organisateurs peuvent le noter :
    { $contact }
certificates-ask = <b>Envoyer les attestations de présence ?</b>
    { $count ->
        [0] Personne ne l'attend dans sa conversation.
        [one] Une personne la recevra ici, dans Telegram.
       *[other] { $count } personnes la recevront ici, dans Telegram.
    }
    Déjà envoyées : { $done }
    Sans compte, à imprimer : { $paper }
certificates-yes = 📨 Oui, les envoyer
certificates-no = ‹ Non, ne rien envoyer
certificates-none-left = Personne n'attend d'attestation.
certificates-under-way = Les attestations sont déjà en route.
certificates-progress = 📨 Attestations envoyées : { $sent }. Il en reste : { $left }.
certificates-sent = ✅ Attestations envoyées : { $count }.
certificates-paper =
    Sans compte, à imprimer : { $count }
    { $names }{ $more ->
        [0] {""}
       *[other] {" "}… et { $more } de plus
    }
certificates-paper-name = • { $name }
certificates-paper-print = 🖨 Imprimer celles-ci
certificates-nobody = Je n'ai noté l'arrivée de personne : il n'y a rien à imprimer.
certificates-caption = Les attestations, une par page, à signer. Elles contiennent des données personnelles.

# Dans « Ce que Kozé garde sur moi »
held-certificate-sent = • Votre attestation de présence vous a été envoyée
held-certificate-sending = • Attestations de présence que vous avez envoyées à tous : { $count }

# Lus, jamais montrés
words-certificate = attestation, une attestation, mon attestation, attestation de présence, l'attestation, certificat de présence, un certificat, justificatif de présence, un justificatif, preuve de présence
