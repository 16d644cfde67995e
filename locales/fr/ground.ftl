### Le fond commun : dates, menu, langues, mots de bienvenue.
### Le français est la langue de référence ; les deux autres dossiers ont les mêmes messages.

date-long = { $weekday ->
    [1] lundi
    [2] mardi
    [3] mercredi
    [4] jeudi
    [5] vendredi
    [6] samedi
   *[7] dimanche
} { $day ->
    [1] 1er
   *[other] { $day }
} { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
} { $year }
hour-full = { $hour }h
hour-minutes = { $hour }h{ $minute }
wait-minutes = dans { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
wait-hours = dans { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
wait-days = dans { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}

language-choose = Dans quelle langue préférez-vous parler ?
language-now = D'accord, je vous parle français.

welcome =
    👋 <b>Bonjour !</b> Je suis Kozé, je vous accompagne pour : <b>{ $title }</b>.
    Écrivez-moi comme vous parlez, ou touchez un bouton en bas.
help =
    Voici ce que je sais faire :
    • vous inscrire, et vous rappeler la date à temps
    • vous dire le programme, l'heure, le lieu : écrivez votre question comme elle vient
    • porter votre question à la table ronde

    Une personne peut aussi vous répondre :
    { $contact }
contact-lines = { $fax ->
    [none] ✉️ { $email }
    📞 { $phone }
   *[other] ✉️ { $email }
    📞 { $phone } · fax { $fax }
}

menu-registration = 🎟 Inscription
menu-programme = 📅 Programme
menu-place = 📍 Lieu et contact
menu-question = ❓ Poser une question
menu-language = 🌍 Langue · Lang · Language
menu-queue = 📥 Voir la file
menu-next = ▶️ Question suivante
menu-hint = Écrivez votre question…

button-stale = Cette étape est passée.
button-unknown = Ce bouton ne sert plus.
nothing-to-cancel = Il n'y a rien à annuler. Que puis-je faire pour vous ?
only-text = Je ne sais lire que le texte. Écrivez-moi en quelques mots, ou touchez un bouton en bas.
edited = Je garde le message tel qu'il était. Pour le changer, écrivez-le-moi à nouveau.
group-private = Écrivez-moi en privé : je pourrai vous inscrire et vous répondre. Ici, je donne seulement le /programme.

# Ce que Telegram montre avant le premier message (512 et 120 caractères au plus).
profile-description = { $title } : inscription, programme, rappels, et vos questions à la table ronde. En français, en créole ou en anglais. Touchez DÉMARRER.
profile-short-description = Kozé vous accompagne : inscription, programme, rappels, questions.

command-inscription = M'inscrire
command-programme = Le programme
command-question = Poser une question
command-langue = Changer de langue
command-aide = Aide
command-annuler = Annuler ce qui est en cours
command-file = Voir la file des questions
command-suivante = Prendre la question suivante
command-billet = Mon billet
command-autres = Inscrire quelqu'un d'autre
command-inscrits = Voir qui vient
command-mesdonnees = Ce que Kozé garde sur moi
command-effacer = Tout effacer
command-questions = Lire et soutenir les questions
command-mesquestions = Mes questions
command-relire = Relire les questions avant publication
command-repondue = La question à l'écran a eu sa réponse
command-salle = Écrire une question venue de la salle
command-chapeau = Écrire une question commune à plusieurs
command-journal = Voir ce qui a été fait, par qui
command-bilan = Voir le bilan par thème
command-moderation = Régler les questions
command-imprimer = Imprimer la file
command-rappels = Choisir mes rappels
command-decaler = Décaler ou changer l'horaire
command-annonce = Envoyer une annonce
command-groupes = Les groupes où je publie
command-roles = Voir et retirer les rôles
command-incompris = Ce que je n'ai pas compris
command-accueil = Faire entrer les gens
command-bureau = Le bureau : qui vient, chercher quelqu'un
command-avis = Ce que les gens ont pensé
help-organiser = Pour vous qui organisez : { $commands }

# Lus, jamais montrés
# what is typed by somebody who needs help while something else is expected of them
words-help = aide, à l'aide, aidez-moi, aide-moi, au secours, besoin d'aide, j'ai besoin d'aide, je suis perdu, je suis perdue, je comprends pas, je ne comprends pas, parler à quelqu'un, je veux parler à quelqu'un, je voudrais parler à quelqu'un, un humain, parler à un humain
words-yes = oui, ok, d'accord, c'est bon, oui merci, oui s'il vous plaît, oui bien sûr, volontiers, ouais, oui c'est ça, oui tout est juste, c'est juste, j'accepte, je suis d'accord, oui je veux bien, oui d'accord
words-no = non, non merci, nan

# Trop à la fois
# instead of answers, to somebody who sends very many messages; everything was read
slowly = Doucement, s'il vous plaît : vous m'écrivez plus vite que je ne réponds. S'il vous manque une réponse, redemandez-la dans un instant.
# instead of sending a question on to the organisers
sent-enough = Vous avez déjà envoyé { $count } messages en une heure. On les lit ! Réessayez un peu plus tard.
# Said once when a message could not be handled; also in the small box of a pressed button: no markup.
update-failed = Pardon, je n'ai pas su traiter cela. Essayez autrement, ou écrivez /aide.
other-bot = Cette commande est pour un autre robot : je n'y réponds pas. Écrivez /aide pour voir les miennes.
# Said in a group to an administrator who hides behind the group's name.
group-own-name = Vous écrivez au nom du groupe : je ne sais pas qui vous êtes. Écrivez sous votre propre nom, ou écrivez-moi en privé.
number = n° { $number }

menu-guests = 🧾 Inscrits
menu-announce = 📣 Annonce
menu-schedule = 🕙 Changer l'horaire
menu-door = 🚪 Accueil
menu-desk = 📋 Bureau
words-me = mwen, man, moin, mwin
language-offer = Je peux continuer en français.
language-go-on = 🌐 Continuer en français
