### Lasal 4 : kestion pou latab-wonn-lan.

# doute : « kestion » ou « kèsion » ? C'est le mot le plus fréquent de tous
question-invitation = Ékri kestion'w : <b>pwochen mésaj ou</b> ka pati tou dwèt ba sé modératè-a.
question-leave = ✖️ Non, lésé sa
question-left = Dakò. Sé pou an lòt fwa.
# doute : « voyé » ou « vréyé » ?
question-send = 📨 Voyé'y kon kestion
question-acknowledged = 📨 I matjé : <b>kestion nimewo { $number }</b>. Mwen ké di'w lè i ké pasé.
question-empty = Mwen pa wè piès kestion adan mésaj-tala. Ékri'y an dé-twa mo.
question-not-text = Pou an kestion, mwen bizwen sa ki ékri, oben an mésaj vwa. Ékri'y an dé-twa mo.
# doute : « lèt » pour les caractères (lettres, espaces et signes)
question-too-long = Sé an bèl kestion, mé i long : { $characters } lèt. Ès ou pé ékri'y an { $longest } lèt, pa plis ?
question-too-many = Ou ja ni { $count } kestion ki ka atann. Mwen ka tjenbé tala : voyé'y lè yonn pasé.
question-too-soon = Atann { $seconds } ségonn avan pwochen kestion'w, pou tout moun ni tou yo. Mwen ka tjenbé ta'w la : touché bouton-an adan an ti moman.
question-again = 📨 Voyé'y atjòlman
question-taken =
    🎤 Kestion'w nimewo { $number } ka pasé atjòlman : yo ka réponn li.
    <i>{ $text }</i>
question-answered =
    ✅ Yo réponn kestion'w nimewo { $number }. Mèsi !
    <i>{ $text }</i>
# doute : « asou koté » (mise de côté)
question-aside =
    Yo mété kestion'w nimewo { $number } asou koté. { $reason } Mèsi anpil.
    <i>{ $text }</i>

# doute : « lis kestion » (la file), « an lanmen » (en main)
queue-panel =
    <b>📥 Lis kestion</b>
    { $waiting } ka atann · { $taken } an lanmen · { $answered } ja ni répons
queue-line = <b>{ $number }.</b> { $text }
queue-as-of = a { $hour }
queue-next = ▶️ Pwochen kestion
queue-show = 📥 Wè lis kestion
queue-empty = Pa ni piès kestion ki ka atann.
queue-card =
    <b>Kestion nimewo { $number }</b>

    { $text }
queue-card-answered =
    ✅ <b>Kestion nimewo { $number }</b> : yo réponn

    { $text }
queue-card-aside =
    🗂 <b>Kestion nimewo { $number }</b> : asou koté ({ $reason })

    { $text }
queue-answered = ✅ Yo réponn
queue-aside = 🗂 Asou koté
queue-too-late = An lòt moun ja fè'y.
queue-too-late-by = { $name } ja fè'y.
queue-too-late-yours = Ou ja fè'y.
queue-too-late-withdrawn = Moun-lan ki pozé'y la rétiré'y.
queue-not-yours = Sé sé modératè-a sèlman ki pé wè lis kestion.

hall-waiting = { $count ->
    [0] Pozé kestion'w ba Kozé
   *[other] { $count } kestion ka atann
}

question-held = An moun ka vérifié'y avan, apré sa i ka pran plas li.
question-which-theme = Asou ki sa i ka palé ? Touché an tèm, si ou lé.
question-no-theme = San tèm
question-mine = 📋 Kestion mwen
# doute : « vwa'w ka alé ba'y » (vous la soutenez)
question-alike = Pétèt an lòt moun ja pozé kestion'w. Ès sé yonn adan sé tala ? Touché'y : vwa'w ka alé ba'y, épi ta'w ka rétiré. Si sé pa sa, touché « Non, ta mwen pa parèy ».
question-same = 👍 Wi, nimewo { $number }
question-different = Non, ta mwen pa parèy
question-joined-another = 👍 I bon : vwa'w asou <b>kestion nimewo { $number }</b>, épi ta'w rétiré.
question-own =
    <b>Kestion'w nimewo { $number }</b>
    { $text }
question-place = { $count ->
    [0] Sé li ki ka vini apré.
   *[other] Ni { $count } kestion avan'y.
}
question-edit = ✏️ Chanjé'y
question-withdraw = 🗑 Rétiré'y
question-sign = 👤 Montré tinon mwen
question-unsign = 👤 Séré tinon mwen
question-theme = 🏷 Tèm
question-refresh = 🔢 Ki koté i rivé ?
question-none = Ou pa ni piès kestion ki ka atann.
question-yours = <b>Kestion'w</b>
question-yours-line = <b>nimewo { $number }</b> · { $state } · { $text }
question-write-anew =
    Ékri kestion'w nimewo { $number } kon ou lé'y. Atjòlman, i ka di :
    <i>{ $text }</i>
question-edited =
    ✏️ I chanjé : <b>kestion nimewo { $number }</b>.
    <i>{ $text }</i>
question-taken-up = An modératè ja pran'y : i pa ka chanjé ankò.
question-closed-already = I ja pasé : pa ni ayen pou rétiré.
question-really-withdraw =
    Ès ou lé rétiré kestion'w nimewo { $number } ?
    <i>{ $text }</i>
question-withdrawn = 🗑 Kestion'w nimewo { $number } rétiré.
question-voice = 🎙 mésaj vwa, { $seconds } ségonn
question-voice-warning = An mésaj vwa, poutji pa ! Sé modératè-a ké tann vwa'w, apré sa yo ké ékri fraz-la pou lasal-la. Ès mwen ka voyé'y ?
question-voice-send = 🎙 Wi, voyé mésaj-la
question-long-voice = { $minutes } minit, sa long pou an kestion. Di'y an twa minit, pa plis, oben ékri'y.
question-muted = Sé modératè-a pa ka pran kestion'w atjòlman. Ou pé bay kestion lòt moun vwa'w.
question-not-yet = Ou ké pé pozé kestion'w dépi { $day } a { $hour }. A pli ta !
question-votes-only = Yo pa ka pran nouvo kestion ankò, mé vwa'w ka konté toujou. Bay li ba sé kestion-an ki ka atann lan.
question-closed = Yo pa ka pran kestion ankò. Mèsi tout moun !
question-approved =
    📬 Kestion'w nimewo { $number } ka atann tou'y.
    <i>{ $text }</i>
# doute : « ka palé di lavi'w » (parle de votre vie personnelle)
question-personal =
    Kestion'w nimewo { $number } ka palé di lavi'w. Yo pé ké pozé'y douvan tout moun : lasal-la pa ka wè'y. Mi moun ki pé édé'w :
    { $contact }
question-joined =
    🔗 Yo ké pozé kestion'w nimewo { $number } épi lòt ki ka di menm bagay-la. Mwen ké di'w sa ki rivé.
    <i>{ $text }</i>
supported-joined =
    🔗 Ou bay kestion nimewo { $number } vwa'w. Yo ka pozé'y épi nimewo { $head }, épi vwa'w ka konté la.
    <i>{ $text }</i>
supported-live =
    🎤 Ou bay kestion nimewo { $number } vwa'w : i ka pasé atjòlman.
    <i>{ $text }</i>
supported-answered =
    ✅ Ou bay kestion nimewo { $number } vwa'w : i trapé répons li adan lasal-la.
    <i>{ $text }</i>
question-back =
    Kestion'w nimewo { $number } ka atann ankò.
    <i>{ $text }</i>
question-for-later =
    Kestion'w nimewo { $number } ké vini an ti moman pli ta.
    <i>{ $text }</i>
question-written-answer =
    💬 An répons pou kestion'w nimewo { $number } :
    <i>{ $text }</i>

    { $answer }

state-pending = yo ka vérifié'y
state-waiting = ka atann
# doute : « yo ké pozé'y talè » (bientôt posée)
state-taken = yo ké pozé'y talè
state-answered = ni répons
state-answered-privately = ni répons ékri
state-aside = asou koté
state-personal = pou wè épi an moun ki pé édé'w
state-confided = an moun ka kouté'w
state-merged = yo ké pozé'y épi lòt
state-withdrawn = rétiré

reason-topic = Andéwò sijé-a
reason-answered = Yo ja réponn li
reason-question = Sé pa an kestion
reason-unclear = Pa klè asé
reason-tone = Ton-an pé blésé
reason-time = Pa ni tan ankò
reason-topic-said = I andéwò sijé latab-wonn-lan.
reason-answered-said = Yo sòti réponn asou sa.
reason-question-said = Nou pa wè kestion pou pozé adan'y.
reason-unclear-said = I pa té klè asé pou pozé'y : ou pé ékri'y an lòt manniè.
reason-tone-said = I pé blésé an moun : ou pé ékri'y an lòt manniè.
reason-time-said = Pa té ni tan ankò.

back = ‹ Viré
# doute : « bay vwa'w » (soutenir)
vote-open = 🗳 Li kestion, bay vwa'w
vote-all = <b>🗳 Sé kestion-an ki ka atann lan</b>, sa ki ni plis vwa avan
vote-theme = <b>🗳 { $theme }</b>
vote-none = Pa ni piès kestion ki ka atann isi-a.
vote-line = <b>nimewo { $number }</b> · 👍 { $votes } · { $text }
vote-themes = 🏷 Sé tèm-lan
vote-by-rank = 👍 Tout
vote-which-theme = Ki kestion ou lé li ?
vote-on = 👍 Vwa'w asou nimewo { $number } · { $votes }
vote-off = Vwa'w pa asou nimewo { $number } ankò · { $votes }
vote-for-whole = 👍 Yo ka pozé'y épi nimewo { $number } : vwa'w ka konté la · { $votes }
vote-own = Sé kestion'w : vwa'w ja la.
vote-gone = Kestion-tala pa ka atann ankò.
vote-closed = Ou pa pé bay vwa'w ankò.

queue-beside = { $pending } pou vérifié · { $later } pou pli ta
queue-live = 📺 <b>nimewo { $number }</b> · 👍 { $votes } · { $text }
queue-open = 🟢 ouvè
queue-votes-only = 🗳 vòt tousèl
queue-closed = 🔴 fèmen
queue-reviewed = yo ka vérifié avan
queue-not-reviewed = ka parèt lamenm
queue-panel-below = ↓ Lis kestion pli ba.
# doute : « Vérifié » (relire)
queue-review = 👀 Vérifié
queue-review-next = ⏭ Vérifié pwochen-an
queue-hand = ✋ Kestion mwen pran
queue-later-list = ⏸ Pou pli ta
queue-floor = 🎙 Di lasal-la
queue-settings = ⚙️ Réglaj
queue-first-waits = 🔔 An prèmié kestion ka atann.
queue-nothing-to-review = Pa ni ayen pou vérifié.
queue-as-asked = <i>Kon yo pozé'y : { $text }</i>
queue-has-parts = 🔗 { $count } lòt épi'y
queue-is-live = 📺 Asou lékran-an
queue-listen = 🎧 Kouté
queue-write-line = ✍️ Ékri fraz-la
queue-approve = ✅ Fè'y parèt
queue-reword = ✏️ Viré ékri'y
queue-more = ⋯ Plis
queue-renew = ⏱ Tjenbé 10 minit
queue-on-screen = 📺 Asou lékran
queue-held-until = ✋ An lanmen jik a { $hour }
# doute : « rété dis minit an lanmen » (restée dix minutes en main)
queue-lapsed =
    ⏱ Nimewo { $number } rété dis minit an lanmen : i ka atann ankò épi sé lòt-la.
    <i>{ $text }</i>
queue-concluded =
    ✅ Nimewo { $number } té asou ékran-an ni dis minit : mwen ka matjé yo réponn.
    <i>{ $text }</i>
queue-later = ⏸ Pli ta
queue-back = ↩️ Mété'y adan lis-la
queue-take = ✋ Pran'y
queue-restore = ↩️ Mété'y adan lis-la
queue-private = 💬 Réponn an lékri
queue-split = ✂️ Séparé
queue-undo = ↶ Anilé
queue-sees-phone = ⚠️ an téléfòn : { $text }
queue-sees-email = ⚠️ an adrès : { $text }
queue-sees-link = ⚠️ an lyen : { $text }
queue-sees-name = ⚠️ pétèt non an moun : { $text }
queue-merge = 🔗 Mété ansanm
queue-for = 🎤 Chwazi pou ki moun
queue-star = ⭐ Mété an zétwal
queue-unstar = ☆ Tiré zétwal-la
queue-personal = 🤝 Zafè pèsonel
queue-personal-yes = 🤝 Wi
queue-really-personal = Yo pé ké pozé kestion nimewo { $number } adan lasal-la. Moun-lan ki pozé'y la ka risivwè an kontak ki pé édé'y. Ès sé sa menm ?
queue-absorb = 🔗 Mété an lòt épi'y
queue-parts = ✂️ Séparé
# doute : « Bloké kestion moun-tala » (bloquer ses questions)
queue-mute = 🔇 Bloké kestion moun-tala
queue-which-reason =
    Poutji mété nimewo { $number } asou koté ? Moun-lan ki pozé'y la ké sav.
    <i>{ $text }</i>
queue-for-whom = Pou ki moun kestion nimewo { $number } ?
queue-for-all = Pou tout moun
queue-merge-into = Pozé nimewo { $number } épi kilès ?
queue-absorb-which = Kilès pou mété épi nimewo { $number } ?
queue-parts-of = { $count ->
    [0] Pa ni ayen épi nimewo { $number }.
   *[other] Épi nimewo { $number } :
}
# doute : l'article final après la relative (« moun-lan ki pozé nimewo 3 a »)
queue-muted = 🔇 Moun-lan ki pozé nimewo { $number } a pa pé pozé kestion ankò.
queue-unmuted = Moun-lan ki pozé nimewo { $number } a pé pozé kestion ankò.
queue-voice = 🎙 <b>Kestion nimewo { $number }</b>. Ékri fraz-la pou lasal-la.
queue-write-answer = Ékri répons-la pou nimewo { $number } : anni moun ki pozé'y ké li'y.
queue-write-reworded =
    Ékri nimewo { $number } kon lasal-la pou li'y. Atjòlman, i ka di :
    <i>{ $text }</i>
queue-write-floor = Ékri kestion lasal-la : i ka pran plas li lamenm.
queue-write-umbrella = Ékri kestion-an pou plizyè ansanm. Apré sa, ou ké mété sé lòt-la épi'y.
queue-line-not-taken = Mwen bizwen an fraz, 1 000 lèt pa plis.
queue-added =
    ➕ <b>Kestion nimewo { $number }</b> ka atann

    { $text }
queue-draft =
    <b>Avan nimewo { $number } parèt</b>

    { $text }
queue-publish = ✅ Fè tèks-tala parèt
queue-answered-in-private = { $count ->
    [0] 💬 nimewo { $number } : répons-la ékri. Mé pèsonn pa pé risivwè'y ankò.
   *[other] 💬 nimewo { $number } : répons-la pati ba { $count } moun.
}
queue-withdrawn = Moun-lan ki pozé kestion nimewo { $number } a sòti rétiré'y.
queue-in-hand = <b>✋ Sé kestion-an ou pran an</b>
queue-hand-empty = Ou pa pran piès kestion.
queue-kept = <b>⏸ Pou pli ta</b>
queue-kept-empty = Pa ni ayen pou pli ta.
queue-unknown = Pa ni kestion konsa.
queue-in-other-hands = An lòt modératè pran'y.
queue-needs-line = Sé an mésaj vwa : ékri avan fraz-la pou lasal-la.
queue-in-private = Sa ka ékri an privé : gadé konvèsasion nou.
queue-undo-too-late = I two ta pou anilé.
queue-set-already = I ja konsa.
queue-set-by = ⚙️ { $name } : { $what }
queue-settings-are = <b>⚙️ Réglaj sé kestion-an</b>
queue-hall-at = Lékran lasal-la : { $path }
queue-umbrella = ☂️ Kestion pou plizyè
queue-journal = 📖 Li jounal-la
queue-summary = 📊 Wè bilan-an
queue-print = 🖨 Enprimé
queue-unreached = 💬 Kestion san répons

mode-schedule = 🕗 Suiv pwogram-lan
mode-open = 🟢 Ouvè
mode-votes = 🗳 Voté tousèl
mode-closed = 🔴 Fèmen
set-review-on = 👀 Vérifié avan i parèt
set-review-off = 📨 Fè parèt lamenm
# doute : « Fè nouvo moun pasé avan » (faire passer les nouveaux d'abord)
set-fair-on = ⚖️ Fè nouvo moun pasé avan
set-fair-off = ⚖️ Klasé épi vwa tousèl
# doute : « ki apré a » (les suivantes)
set-hallnext-on = 📺 Montré sé kestion-an ki apré a
set-hallnext-off = 📺 Séré sé kestion-an ki apré a

desk-pending = pou vérifié
desk-waiting = ka atann
desk-taken = an lanmen
desk-later = pou pli ta
desk-answered = ni répons
desk-private = ni répons ékri
desk-aside = asou koté
desk-personal = zafè pèsonel
desk-merged = épi an lòt
desk-withdrawn = rétiré

journal = <b>📖 Jounal-la</b>
journal-empty = Yo poko fè ayen.
journal-line = { $hour } · { $name } · { $what }
journal-earlier = ‹ Pli bonnè
deed-approve = fè parèt
deed-take = pran
deed-renew = tjenbé
deed-show = mété asou lékran
deed-answer = matjé yo réponn
deed-private = réponn an lékri
deed-back = mété adan lis-la
deed-later = tjenbé pou pli ta
deed-aside = mété asou koté
deed-personal = mété kon zafè pèsonel
deed-reword = viré ékri
deed-assign = di pou ki moun
deed-star = mété an zétwal
deed-lapse = ripran (10 minit pasé)
deed-conclude = matjé yo réponn, apré ékran-an,
deed-merge = mété ansanm
deed-unmerge = séparé
deed-mute = bloké moun-lan ki pozé
deed-unmute = débloké moun-lan ki pozé
deed-floor = ékri, pou lasal-la,
deed-umbrella = ékri, pou plizyè,
deed-undo = anilé
deed-setting = chanjé an réglaj

summary = <b>📊 Bilan-an</b>
summary-no-theme = San tèm
# doute : « ni répons » (avec réponse)
summary-line =
    <b>{ $theme }</b>
    { $asked } pozé · { $answered } ni répons · { $waiting } ka atann
summary-unreached = { $count } kestion pa ni répons : yo pé réponn an lékri toujou.
unreached = <b>San répons</b> : touché an nimewo, apré sa ékri.
unreached-none = Pa ni pèsonn ankò ka atann an répons an lékri.

paper-queue-caption = 🖨 Lis kestion pou enprimé
paper-list-caption = Tout sé kestion-an, san moun ki pozé yo
paper-as-of = { $day }, { $hour }
paper-votes = { $count } vwa

hall-ask = Pozé kestion'w
hall-soon = Apré sa
hall-for = Pou : { $speaker }
hall-votes = { $count } vwa
hall-number = Kestion nimewo { $number }
hall-lost = Koneksion-an koupé, nou ka viré…

# À une personne qui a parlé de sa situation, puis à celle qui l'écoute.
# doute : « konfié » (confier)
confide-offer = Moun-tala pé li mésaj ou isi-a tou, san non'w, épi réponn ou. I ka pati anni si ou touché bouton-an.
confide = 🤝 Voyé mésaj mwen ba'y
confide-done = 🤝 I pati, san non'w. Répons-la ké rivé isi-a.
# doute : « kontak-la anlè a » (le contact ci-dessus)
confide-nobody = Pa ni pèsonn isi-a pou li mésaj ou atjòlman. Ékri oben téléfoné kontak-la anlè a.
confided-already = I ja pati.
confided =
    🤝 An moun ka konfié'w zafè'y (kestion nimewo { $number }). Lasal-la pa ka wè'y. Ou pa ka risivwè non moun-tala.

    { $text }
confided-voice = 🤝 An moun ka konfié'w zafè'y adan an mésaj vwa (kestion nimewo { $number }). Lasal-la pa ka tann li. Ou pa ka risivwè non moun-tala.
confided-more =
    🤝 Moun-lan ki fè kestion nimewo { $number } a ka di'w ankò :

    { $text }
confided-answer = 💬 Réponn li
confided-write = Ékri répons ou pou moun-lan ki fè kestion nimewo { $number } a. Sé li tousèl ki ké li'y. I pé ké wè non'w, sof si ou ékri'y.
confide-reply =
    💬 Mi répons pou sa ou konfié (kestion nimewo { $number }) :

    { $text }
confide-again = 💬 Ékri'y ankò
confide-write = Ékri sa ou ni pou di ankò : anni moun-tala ké li'y.
confide-sent = I pati.
confide-unreached = Mwen pa pé jwenn moun-tala isi-a ankò.
question-only-text = Isi-a, mwen bizwen sa ki ékri : ékri'y an dé-twa mo.
hall-upcoming = nimewo { $number } ▲ { $votes }
question-how = Touché <b>❓ Pozé an kestion</b>, épi ékri'y.
question-how-awaited = Ékri'y : pwochen mésaj ou ka pati ba sé modératè-a.
question-about-asking =
    Kestion ou ka pati <b>san non'w</b>. Lasal-la ka li tèks-la tousèl.
    Apré, ou pé montré tinon'w, oben ritiré kestion-an.
question-own-life =
    Fraz tala ka palé pétèt di lavi'w oben di lasanté'w. Si ou voyé'y, <b>tout lasal-la ké li'y</b>.
    Pou palé épi sé òganizatè-a :
    { $contact }
question-still-awaited = Mwen ka atann kestion ou toujou, pou moun-lan ki ka palé a.
question-all-the-same = É si sé té an kestion pou moun ki ka palé ?
question-for-the-speakers = Ès sé an kestion pou moun ki ka palé ?
question-send-anyway = 📨 Voyé'y kanmenm
question-send-publicly = 📨 Wi, tout moun pé li'y
words-about-asking = anonim, anonimman, wè non mwen, wè non an mwen, wè tinon mwen, li non mwen, di non mwen, montré non mwen, matjé non mwen, ba non mwen, bay non mwen, san non mwen, épi non mwen, non mwen ka parèt, non mwen ké parèt, ki moun ka li kestion, ki moun ki ka li kestion, ki moun ki ké li, ki moun ka wè kestion, ki moun ki ka wè, sav ki moun mwen yé, sav ki moun man yé, konnèt non mwen, ki moun mwen yé
words-health = malad, maladi, andikapé, andikap, soud, avèg, fotèy woulan, an fotèy, ansent, diyabèt, diabèt, kansè, lopital, médikaman, lang sign, entèprèt, alèji
words-first-person = mwen, an mwen, man ka, man ni, man sé, man pa, man té, man ké, man bizwen, man lé, man pèd, man malad, man soud
words-introducing-a-question = man ta lé sav, man té ké lé sav, man té lé sav, man lé sav, mwen lé sav, mwen ta lé sav, mwen té ké lé sav, man ka mandé kò mwen, mwen ka mandé kò mwen, man ka mandé, mwen ka mandé, kestion mwen, kesyon mwen, kèsion mwen, man ni an kestion, mwen ni an kestion, di mwen, dapré mwen, pou mwen, man ka kwè, mwen ka kwè, man pa ka konprann, mwen pa ka konprann, katyé mwen, komin mwen, péyi mwen
words-to-the-speakers = pou moun ki ka palé, ba moun ki ka palé, pou sé moun-lan ki ka palé, misié limè, madanm limè

question-soon =
    🎤 Kestion'w nimewo { $number } ké pasé talè. Mwen ké di'w lè i ké asou lékran-an.
    <i>{ $text }</i>
question-read-again =
    An moun ka vérifié kestion'w nimewo { $number } ankò. Apré sa, i pé viré adan lis-la.
    <i>{ $text }</i>
state-live = asou lékran-an atjòlman
queue-at-once = ▶️ sa ki apré a ka alé dwèt asou lékran-an
set-at-once-on = 📺 Montré sa ki apré a lamenm
set-at-once-off = 📄 Li sa ki apré a avan yo montré'y
queue-all = 📋 Tout lis-la (+{ $count })
queue-all-waiting = <b>📋 Tout lis-la</b>
queue-not-there = Pa ni kestion nimewo { $number }.
queue-number-unclear = Mwen pa wè piès nimewo. Ékri kontel { $open } pou li nimewo 4, oben { $take } pou pran'y.
queue-is-held = Nimewo { $number } adan lanmen { $name }.
queue-is-withdrawn = Moun-lan ki pozé nimewo { $number } a ritiré'y.
queue-is-answered = Yo ja réponn nimewo { $number }.
queue-is-pending = Nimewo { $number } poko piblik : vérifié'y avan.
queue-is-aside = Nimewo { $number } mété anlè koté. Fich-la ka pèmèt ou rimété'y.
queue-is-personal = Nimewo { $number } sé zafè an moun : yo pa ka pozé'y adan lasal-la.
queue-is-joined = Yo ka pozé nimewo { $number } épi nimewo { $head }.
queue-open-card = 📄 Ouvè nimewo { $number }
queue-hidden = (yo pa ka montré tèks-la)
queue-none-on-screen = Pa ni ayen asou lékran-an. Ékri nimewo-a, kontel { $command }.
queue-first-to-review = 🔔 An prèmié kestion pou vérifié.
queue-open-hall = 📺 Ouvè lékran lasal-la
question-reworded =
    ✏️ Sé modératè-a ékri kestion'w nimewo { $number } an lòt manniè. Lasal-la ké li :
    <i>{ $text }</i>
    Tinon'w pa épi'y ankò.
question-as-you-asked =
    ↩️ Kestion'w nimewo { $number } kon ou té ékri'y ankò, épi tinon'w.
    <i>{ $text }</i>
export-from-people = pa mésaj
export-from-floor = adan lasal-la
export-over-several = kestion ansanm
words-question-number = kestion, nimewo, kestion nimewo, kestion-an, kestion-an nimewo, fich, fich nimewo
queue-panel-closed = Lis-tala fèmé.
hall-thanks = Mèsi pou tout kestion zot !
words-no-question = pa an kestion, sé pa an kestion, pa ni kestion, pon kestion
words-question = kestion, kesyon, kèsion
words-own-question = kestion mwen, kesyon mwen, kèsion mwen, kestion-an, kestion-tala, kesyon-an, dènié kestion, sé kestion mwen an
words-withdraw = tiré, rétiré, retiré, éfasé, siprimé, annilé, annulé, wété
words-unsend = pa voyé sa, pa voyé'y, pa voyé li, pa pibliyé sa, tiré'y, rétiré'y, retiré'y
words-others-questions = kestion lézòt, kestion sé lézòt, lòt kestion, tout kestion, tout sé kestion, sé kestion-an, li sé kestion, wè sé kestion, voté ba
words-order-next = kestion apré, ta ki apré, apré souplé, kestion ki apré-a, ba mwen kestion apré-a, montré kestion apré-a
words-order-queue = lafil, lafil-la, gadé lafil-la, lis kestion, sé kestion ki ka atann, sa ki ka atann
words-order-review = pou ridi, sé kestion pou li anko
words-order-answered = yo réponn, répons fèt, i fèt
words-order-summary = rézimé, rézimé-a
words-order-settings = réglaj, fèmen sé kestion-an, ouvè sé kestion-an
queue-write-answer-for-all =
    Ékri répons-la pou nimewo { $number }. Moun ki pozé'y ké risivwè'y.
    Rapò-a ké montré'y ba tout moun tou. Ou ké pé tiré'y.
queue-answer-in-account = Rapò-a ké montré répons-tala ba tout moun tou.
queue-in-account = 🌍 Mété'y adan rapò-a
queue-not-in-account = 🚫 Tiré'y adan rapò-a
queue-in-account-done = Sa matjé : répons-la adan bouyon rapò-a.
queue-not-in-account-done = Sa matjé : répons-la pa adan bouyon rapò-a ankò.
queue-answer-was = <i>Répons ékri : { $answer }</i>

# doute : règ (règle)
rule-open = ⚖️ Li règ-la
# doute : règ (règle)
rule-line = Ki manniè yo ka chwazi kestion : /regle
rule-title = Règ sé kestion-an
rule-who = Sé modératè-a ka chwazi kestion. Chak moun pé li sa ki ka atann, épi bay vwa'y.
rule-direct = Kestion ou ka parèt lamenm. Si i ni an non oben an nimewo, an modératè ka li'y avan.
rule-direct-but-browser = Adan Telegram, kestion ou ka parèt lamenm. An modératè ka li avan sa ki sòti navigatè, épi sa ki ni an non oben an nimewo.
rule-review = An modératè ka li chak kestion. Apré sa i ka parèt, épi chak moun pé bay vwa'y.
rule-order = Kestion ki ni plis vwa ka pasé avan. Si dé ni menm vwa, sa ki pli ansien an ka pasé avan.
rule-order-new = Kestion ki ni plis vwa ka pasé avan. Moun yo poko tann ka pasé an ti bren pli bonnè. Tèm yo poko palé di'y tou.
rule-together = Kestion ki ka di menm bagay ka pozé ansanm. An modératè pé pran an lòt kestion tou.
rule-aside = An modératè pé mété an kestion akoté. Moun ki pozé'y ka risivwè rézon-an :
rule-private = An kestion asou lavi'w pa ka pozé douvan tout moun. Ou ka risivwè non an moun ki pé édé'w.
rule-ask-why = Ou pé mandé poutji : { $contact }
rule-withdraw = Ou pé tiré kestion ou épi /mesquestions, toutotan i poko ni répons.
rule-after = Apré sa, /suites ka di sa ki rivé sé kestion-an.
