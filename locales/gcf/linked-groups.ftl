### Gwoup épi kanal ki maré : moun ka li pwogram-lan épi sé anons-la adan yo.

# ---- adan gwoup-la oben kanal-la
# $kind : group oben channel

group-invite = { $kind ->
    [channel] Kanal-tala
   *[group] Gwoup-tala
} pé risivwè pwogram-lan épi sé anons-la : { $title }.
group-invite-hidden = Ou ka ékri asou non gwoup-la. Touché bouton-an : i ka di mwen ki moun ou yé, ba mwen tousèl.
# doute : « maré » (attacher) pour relier
group-link = 🔗 { $kind ->
    [channel] Maré kanal-tala
   *[group] Maré gwoup-tala
}
group-linked = ✅ { $kind ->
    [channel] Kanal-tala maré.
   *[group] Gwoup-tala maré.
} Zot ké li isi-a pwogram-lan épi sé anons-la : { $title }.
# doute : « pibliyé » (publier)
group-leave = ✖️ Pa pibliyé isi-a ankò
group-unlinked = Dakò, mwen pé ké pibliyé ayen isi-a ankò.
group-link-organisers = Sé sé òganizatè-a sèlman ki pé maré an gwoup. Di yo touché bouton-tala.
group-link-administrators = Fok ou administratè gwoup-tala tou. Mandé dwa-tala, épi touché ankò.
group-link-unsure = Telegram pa réponn mwen. Touché ankò talè.
group-link-panel = Isi-a, létjip-la ka wè lis kestion. Maré an lòt gwoup : lis-la pou rété ant zot.
group-link-already = I ja fèt.
group-unlink-organisers = Sé sé òganizatè-a sèlman ki pé arété sa.
group-hidden-press = Telegram ka séré ki moun ou yé. Adan dwa administratè'w, pa rété anonim ankò, épi touché ankò.
group-no-panel = Gwoup-tala ka risivwè sé anons-la : lis kestion pa ka ouvè la. Pran gwoup létjip ou.

group-evening = 📅 Sé denmen !
group-morning = 📅 Sé jòdi-a !
group-open-bot = 💬 Enskri, mandé
group-questions =
    🙋 Zot pé pozé kestion zot atjòlman.
    Ékri ta'w an privé, la : { $link }
group-ask = 🙋 Pozé an kestion
group-changes =
    🕐 <b>Lè-a ka chanjé</b>
    { $lines }
group-changes-more = … épi { $count } anplis : /programme
group-change-moved = • { $title } : <b>{ $hour }</b>, pa { $before }
group-change-room = • { $title }, { $hour }
group-change-cancelled = • ✖️ { $title } ({ $hour }) : anilé
# doute : « i ka fèt kanmenm » (c'est maintenu)
group-change-restored = • { $title } : i ka fèt kanmenm, <b>{ $hour }</b>

# ---- an privé, ba sé òganizatè-a

groups-list = <b>Ki koté mwen ka pibliyé</b>
groups-none = Mwen poko ka pibliyé adan piès gwoup.
groups-more = … épi { $count } anplis.
groups-how =
    Pou maré an gwoup oben an kanal : mété mwen adan'y, épi touché bouton-an mwen ké voyé a. Fok ou administratè'y.
    Mwen ja adan gwoup-la ? Ékri /lier la.
groups-add-group = ➕ Adan an gwoup
groups-add-channel = ➕ Adan an kanal
groups-card =
    { $kind ->
        [channel] 📢 Kanal ki maré :
       *[group] 👥 Gwoup ki maré :
    } <b>{ $title }</b>
    Touché sa mwen pou pibliyé la, oben pa. Janmen ayen ki pèsonel.
groups-card-lost =
    ⚠️ Mwen pa pé ékri ankò adan : <b>{ $title }</b>
    Mété mwen adan'y ankò, épi dwa pou ékri. Apré sa, voyé /lier la.
groups-subject-evening = Pwogram, lavèy a 18h
groups-subject-morning = Pwogram, bonmaten a 7h
groups-subject-announcements = Anons ba tout moun
groups-subject-changes = Lè ki chanjé
groups-subject-questions = Koumansman kestion
groups-post-programme = 📅 Pibliyé pwogram-lan
groups-posted = I pibliyé.
groups-posted-before = I fini pibliyé. Atann dis minit.
groups-back = ‹ Ki koté mwen ka pibliyé
groups-forget = ✖️ Tiré'y asou lis-la
groups-ask-unlink = Pa pibliyé ayen ankò adan : <b>{ $title }</b> ?
groups-keep = ‹ Non, kontinié
groups-unlinked = I fèt, mwen pé ké pibliyé ayen la ankò.
groups-last-language = Fok ni omwen an lang. Chwazi lòt-la avan.
groups-gone = Gwoup-tala pa maré ankò.
groups-not-yours = Sé sé òganizatè-a sèlman ki ka maré gwoup.
groups-lost =
    ⚠️ Mwen pa pé ékri ankò adan : <b>{ $title }</b>
    Ayen pé ké pibliyé la. Épi /groupes, ou ka wè ki koté mwen ka pibliyé.
groups-untitled = gwoup { $id }

held-linked-group = • Ou maré gwoup-tala oben kanal-tala : { $title }
