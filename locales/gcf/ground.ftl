### Sa tout lasal ka sèvi : dat, bouton anba, lang, bonjou.
### Òtograf GEREC-F. « ou » sijè ka rété antié ; « 'w » apré an vwayèl : kestion'w, ba'w.
### Les doutes sont notés « doute », en français, pour la personne de langue créole qui relira.

date-long = { $weekday ->
    [1] lendi
    [2] mawdi
    [3] mèkrèdi
    [4] jédi
    [5] vandrèdi
    [6] sanmdi
   *[7] dimanch
} { $day ->
    [1] prèmié
   *[other] { $day }
} { $month ->
    [1] janvié
    [2] févriyé
    [3] mas
    [4] avril
    [5] mé
    [6] jen
    [7] jiyé
    [8] out
    [9] septanm
    [10] oktòb
    [11] novanm
   *[12] désanm
} { $year }
hour-full = { $hour }h
hour-minutes = { $hour }h{ $minute }
wait-minutes = adan { $count } minit
wait-hours = adan { $count } h
wait-days = adan { $count } jou

language-choose = An ki lang ou lé palé ?
language-now = Dakò, mwen ké palé kréyòl ba'w.

welcome =
    👋 <b>Bonjou !</b> Non mwen sé Kozé, mwen la épi'w pou : <b>{ $title }</b>.
    Ékri mwen kon ou ka palé, oben touché an bouton anba.
# doute : « sé moun latab-wonn-lan » (les gens de la table ronde)
help =
    Mi sa mwen pé fè :
    • enskri'w, épi fè'w sonjé dat-la a lè
    • di'w pwogram-lan, ki lè, ki koté : ékri kestion'w kon ou lé
    • pòté kestion'w ba sé moun latab-wonn-lan

    Ni an moun ki pé réponn ou tou :
    { $contact }
contact-lines = { $fax ->
    [none] ✉️ { $email }
    📞 { $phone }
   *[other] ✉️ { $email }
    📞 { $phone } · faks { $fax }
}

menu-registration = 🎟 Enskripsion
menu-programme = 📅 Pwogram
menu-place = 📍 Koté épi kontak
menu-question = ❓ Pozé an kestion
menu-language = 🌍 Langue · Lang · Language
# doute : « lis kestion » (la file des questions)
menu-queue = 📥 Wè lis kestion
# doute : « pwochen kestion » (la question suivante)
menu-next = ▶️ Pwochen kestion
menu-hint = Ékri kestion'w…

button-stale = Étap-tala ja pasé.
button-unknown = Bouton-tala pa ka sèvi ankò.
nothing-to-cancel = Pa ni ayen pou anilé. Ki sa mwen pé fè ba'w ?
only-text = Mwen sav li anni sa ki ékri. Ékri mwen dé-twa mo, oben touché an bouton anba.
# doute : « ka rété kon i té yé » (reste tel qu'il était)
edited = Mésaj-la ka rété kon i té yé. Si ou lé chanjé'y, ékri'y ba mwen ankò.
group-private = Ékri mwen an privé : mwen ké pé enskri'w épi réponn ou. Isi-a, mwen ka bay anni /programme.

# Telegram pa ka pran plis pasé 512 épi 120 siy.
profile-description = { $title } : enskripsion, pwogram, rapel, épi kestion'w pou latab-wonn-lan. An fransé, an kréyòl oben an anglé. Touché DÉMARRER.
profile-short-description = Kozé la épi'w : enskripsion, pwogram, rapel, kestion.

command-inscription = Enskri kò mwen
command-programme = Pwogram-lan
command-question = Pozé an kestion
command-langue = Chanjé lang
command-aide = Lèd
# doute : « sa ki an chimen » (ce qui est en cours)
command-annuler = Anilé sa ki an chimen
command-file = Wè lis kestion
command-suivante = Pran pwochen kestion-an
command-billet = Biyé mwen
command-autres = Enskri an lòt moun
command-inscrits = Ki moun ki ka vini
command-mesdonnees = Sa Kozé matjé asou mwen
command-effacer = Éfasé tout
command-questions = Li kestion épi bay vwa'w
command-mesquestions = Kestion mwen
command-relire = Vérifié sé kestion-an avan yo parèt
command-repondue = Kestion-an asou lékran-an ni répons
command-salle = Ékri an kestion ki sòti adan lasal-la
# doute : « an kestion pou plizyè ansanm » (une question commune)
command-chapeau = Ékri an kestion pou plizyè ansanm
command-journal = Wè sa ki fèt, épi ki moun ki fè'y
command-bilan = Wè bilan-an pa tèm
command-moderation = Réglaj sé kestion-an
command-imprimer = Enprimé lis kestion
command-rappels = Chwazi sé rapel mwen an
command-decaler = Dékalé oben chanjé lè-a
command-annonce = Voyé an anons
command-groupes = Sé gwoup-la mwen ka pibliyé adan yo a
command-roles = Gadé ki moun ki ni an wòl, épi tiré'y
command-incompris = Sa mwen pa konprann
command-accueil = Fè moun antré
command-bureau = Biwo-a : ki moun ki ka vini, chèché an moun
command-avis = Sa moun pansé
help-organiser = Pou ou ki ka òganizé : { $commands }

# Yo ka li yo, yo pa ka montré yo
# what is typed by somebody who needs help while something else is expected of them
words-help = lèd, éd, édé mwen, ed mwen, édé mwen souplé, anmwé, mwen bizwen èd, mwen bizwen lèd, mwen bizwen koutmen, ba mwen an koutmen, mwen pèd, mwen pa ka konprann, palé épi an moun, mwen lé palé épi an moun, mwen lé an moun, ba mwen an moun
words-yes = wi, dakò, i bon, wi mèsi, wi dakò, man dakò, mwen dakò, wi tout bagay bon, tout bagay bon, sé sa, wi sé sa
words-no = non, non mèsi, awa

# Said once when a message could not be handled; also in the small box of a pressed button: no markup.
update-failed = Padon, mwen pa rivé fè sa. Éséyé an lòt manniè, oben ékri /aide.
other-bot = Konmand-tala sé pou an lòt robo : mwen pa ka réponn li. Ékri /aide pou wè ta mwen.
# Said in a group to an administrator who hides behind the group's name.
group-own-name = Ou ka ékri asou non gwoup-la : mwen pa sav ki moun ou yé. Ékri asou non'w, oben ékri mwen an privé.
number = nimewo { $number }
# Twòp an menm tan
# instead of answers, to somebody who sends very many messages; everything was read
slowly = Dousman souplé : ou ka ékri pli vit ki mwen ka réponn. Si an répons ka manké'w, mandé'y ankò adan an ti moman.
# instead of sending a question on to the organisers
sent-enough = Ou ja voyé { $count } mésaj an inè-tan. Yo ka li yo ! Éséyé ankò an ti moman apré.

menu-guests = 🧾 Moun ki enskri
menu-announce = 📣 Anons
menu-schedule = 🕙 Chanjé lè-a
menu-door = 🚪 Lantré
menu-desk = 📋 Biwo
words-me = mwen, man, moin, mwin
language-offer = Mwen pé kontinié an kréyol.
language-go-on = 🌐 Kontinié an kréyol
