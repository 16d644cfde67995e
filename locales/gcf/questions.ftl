### Lasal 4 : kestion pou latab-wonn-lan.

question-invitation = Ékri kestion'w : <b>pwochen mésaj ou</b> ka pati tou dwèt ba sé modératè-a.
question-leave = ✖️ Non, lésé sa
question-left = Dakò. Sé pou an lòt fwa.
question-send = 📨 Voyé'y kon kestion
question-acknowledged = 📨 I matjé : <b>kestion nimewo { $number }</b>. Mwen ké di'w lè yo ké pran'y.
question-empty = Mwen pa wè piès kestion adan mésaj-tala. Ékri'y an dé-twa mo.
question-not-text = Pou an kestion, sé pou ou ékri'y an dé-twa mo, oben di'y épi vwa'w.
# doute : « lèt » pour les caractères (lettres, espaces et signes)
question-too-long = Sé an bèl kestion, mé i long : { $characters } lèt. Ès ou pé di'y an { $longest } lèt, pa plis ?
question-too-many = Ou za ni { $count } kestion ki ka atann. Mwen ka gadé tala : voyé'y lè yo ké pran yonn.
question-too-soon = Atann { $seconds } ségonn avan pwochen kestion'w, pou tout moun ni tou yo. Mwen ka gadé ta'w la : touché bouton-an adan an ti moman.
question-again = 📨 Voyé'y atjòlman
question-taken =
    🎤 Yo pran kestion'w nimewo { $number } : yo ka réponn atjòlman.
    <i>{ $text }</i>
question-answered =
    ✅ Yo réponn kestion'w nimewo { $number }. Mèsi !
    <i>{ $text }</i>
# doute : « asou koté » (mise de côté)
question-aside =
    Yo mété kestion'w nimewo { $number } asou koté. { $reason } Mèsi anpil.
    <i>{ $text }</i>

queue-panel =
    <b>📥 Sé kestion-an</b>
    { $waiting } ka atann · { $taken } an lanmen · { $answered } za ni répons
queue-line = <b>{ $number }.</b> { $text }
queue-as-of = a { $hour }
queue-next = ▶️ Pwochen-an
queue-show = 📥 Sé kestion-an
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
queue-too-late = An lòt moun za fè'y.
queue-too-late-by = { $name } za fè'y.
queue-too-late-yours = Ou za fè'y.
queue-too-late-withdrawn = Moun-lan ki pozé'y rétiré'y.
queue-not-yours = Lis-tala, sé pou sé modératè-a.

hall-waiting = { $count ->
    [0] Pozé kestion'w ba Kozé
   *[other] { $count } kestion ka atann
}

question-held = An moun ka li'y avan, apré sa i ka pran plas li.
question-which-theme = Asou ki sa i ka palé ? An touch, si ou lé.
question-no-theme = San tèm
question-mine = 📋 Sé kestion mwen
# doute : « pòté'y » (la soutenir) ; « an plas ta'w » (à la place de la vôtre)
question-alike = Ès sé yonn adan sé tala ? Touché'y pou ba'y vwa'w an plas ta'w. Si sé pa sa, ta'w ka rété.
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
question-yours = <b>Sé kestion'w</b>
question-yours-line = <b>nimewo { $number }</b> · { $state } · { $text }
question-write-anew =
    Ékri kestion'w nimewo { $number } kon ou lé'y. Atjòlman, i ka di :
    <i>{ $text }</i>
question-edited = ✏️ I chanjé : <b>kestion nimewo { $number }</b>.
question-taken-up = An modératè za ni'y an lanmen : i pa ka chanjé ankò.
question-closed-already = I za pasé : pa ni ayen pou rétiré.
question-really-withdraw =
    Ès ou lé rétiré kestion'w nimewo { $number } ?
    <i>{ $text }</i>
question-withdrawn = 🗑 Kestion'w nimewo { $number } rétiré.
question-voice = 🎙 mésaj vwa, { $seconds } ségonn
question-voice-warning = An mésaj vwa, poutji pa ! Sé modératè-a ké tann vwa'w kon i yé, apré sa yo ké ékri fraz-la lasal-la ké li. Ès mwen ka voyé'y ?
question-voice-send = 🎙 Wi, voyé vwa mwen
question-long-voice = { $minutes } minit, sa long pou an kestion. Di'y an twa minit, pa plis, oben ékri'y.
question-muted = Sé modératè-a pa ka pran kestion'w ankò pou moman-an. Ou pé ba kestion lòt moun vwa'w.
question-not-yet = Kestion ka ouvè { $day } a { $hour }. A pli ta !
question-votes-only = Yo pa ka pran nouvo kestion ankò, mé vwa'w ka konté toujou : bay li ba sé kestion-an ki ka atann.
question-closed = Kestion fèmen. Mèsi tout moun !
question-approved =
    📬 Kestion'w nimewo { $number } ka atann tou'y.
    <i>{ $text }</i>
question-personal =
    Kestion'w nimewo { $number } ka palé di zafè'w : i mérité mié ki an mikwo. Yo pé ké pozé'y, épi lasal-la pa ka wè'y. Mi moun ki pé édé'w :
    { $contact }
question-joined =
    🔗 Yo ké pozé kestion'w nimewo { $number } épi lòt ki ka di menm bagay-la. Mwen ké di'w sa ki rivé.
    <i>{ $text }</i>
supported-joined =
    🔗 Ou bay kestion nimewo { $number } vwa'w : i ka pozé épi nimewo { $head }, épi vwa'w ka konté.
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
question-written-answer =
    💬 An répons pou kestion'w nimewo { $number } :
    <i>{ $text }</i>

    { $answer }

state-pending = yo ka li'y
state-waiting = ka atann
state-taken = yo ka pozé'y
state-answered = ni répons
state-answered-privately = ni répons ékri
state-aside = asou koté
state-personal = pou wè épi an moun ki pé édé'w
state-confided = an lanmen an moun
state-merged = épi lòt
state-withdrawn = rétiré

reason-topic = Andéwò sijé-a
reason-answered = Za ni répons
reason-question = Pa an kestion
reason-unclear = Pa klè asé
reason-tone = Ton-an
reason-time = Pa ni tan ankò
reason-topic-said = I andéwò sijé latab-wonn-lan.
reason-answered-said = Yo sòti réponn asou sa.
reason-question-said = Nou pa wè kestion pou pozé adan'y.
reason-unclear-said = I pa té klè asé pou pozé'y : ou pé ékri'y an lòt manniè.
reason-tone-said = I pé blésé an moun : ou pé ékri'y an lòt manniè.
reason-time-said = Pa té ni tan ankò.

back = ‹ Viré
# doute : « ba yo vwa'w » (les soutenir)
vote-open = 🗳 Li kestion, bay vwa'w
vote-all = <b>🗳 Sé kestion-an ki ka atann</b>, sa ki ni plis vwa avan
vote-theme = <b>🗳 { $theme }</b>
vote-none = Pa ni piès kestion ki ka atann isi-a.
vote-line = <b>nimewo { $number }</b> · 👍 { $votes } · { $text }
vote-themes = 🏷 Sé tèm-lan
vote-by-rank = 👍 Tout
vote-which-theme = Ki kestion ou lé li ?
vote-on = 👍 Vwa'w asou nimewo { $number } · { $votes }
vote-off = Vwa'w pa asou nimewo { $number } ankò · { $votes }
vote-for-whole = 👍 Yo ka pozé'y épi nimewo { $number } : vwa'w ka konté la · { $votes }
vote-own = Sé kestion'w : vwa'w za la.
vote-gone = Kestion-tala pa ka atann ankò.
vote-closed = Vòt-la fèmen.

queue-beside = { $pending } pou li · { $later } pou pli ta
queue-live = 📺 <b>nimewo { $number }</b> · 👍 { $votes } · { $text }
queue-open = 🟢 ouvè
queue-votes-only = 🗳 vòt tousèl
queue-closed = 🔴 fèmen
queue-reviewed = yo ka li avan
queue-not-reviewed = ka parèt tousuit
queue-panel-below = ↓ Sé kestion-an pli ba.
queue-review = 👀 Pou li
queue-review-next = ⏭ An lòt pou li
queue-hand = ✋ An lanmen
queue-later-list = ⏸ Pou pli ta
queue-floor = 🎙 Di lasal-la
queue-settings = ⚙️ Réglaj
queue-first-waits = 🔔 An prèmié kestion ka atann.
queue-nothing-to-review = Pa ni ayen pou li.
queue-as-asked = <i>Kon yo pozé'y : { $text }</i>
queue-has-parts = 🔗 { $count } lòt épi'y
queue-is-live = 📺 Asou lékran-an
queue-listen = 🎧 Kouté
queue-write-line = ✍️ Ékri fraz-la
queue-approve = ✅ Fè'y parèt
queue-reword = ✏️ Ékri'y anlòt
queue-more = ⋯ Plis
queue-renew = ⏱ 10 minit ankò
queue-on-screen = 📺 Asou lékran
queue-held-until = ✋ An lanmen jik a { $hour }
queue-lapsed =
    ⏱ Nimewo { $number } rété dis minit an lanmen : i ka atann ankò épi sé lézòt-la.
    <i>{ $text }</i>
queue-later = ⏸ Pli ta
queue-back = ↩️ Rann li
queue-take = ✋ Pran'y
queue-restore = ↩️ Rimété'y
queue-private = 💬 Réponn an lékri
queue-split = ✂️ Séparé
queue-undo = ↶ Anilé
queue-sees-phone = ⚠️ an téléfòn : { $text }
queue-sees-email = ⚠️ an adrès : { $text }
queue-sees-link = ⚠️ an lyen : { $text }
queue-sees-name = ⚠️ pétèt non an moun : { $text }
queue-merge = 🔗 Mété ansanm
queue-for = 🎤 Pou ki moun
queue-star = ⭐ Zétwal
queue-unstar = ☆ San zétwal
queue-others = ⋯ Lòt bagay
queue-personal = 🤝 Zafè pèsonnel
queue-personal-yes = 🤝 Wi
queue-really-personal = Yo pé ké pozé kestion nimewo { $number } adan lasal-la : moun-lan ki pozé'y ka risivwè an kontak ki pé édé'y. Ès sé sa menm ?
queue-absorb = 🔗 Mété épi'y
queue-parts = ✂️ Séparé
# doute : « fèmen pòt » (couper l'auteur)
queue-mute = 🔇 Pa pran ta'y ankò
queue-which-reason =
    Poutji mété nimewo { $number } asou koté ? Moun-lan ki pozé'y ké sav.
    <i>{ $text }</i>
queue-for-whom = Pou ki moun kestion nimewo { $number } ?
queue-for-all = Pou tout moun
queue-merge-into = Pozé nimewo { $number } épi kiles ?
queue-absorb-which = Kiles pou mété épi nimewo { $number } ?
queue-parts-of = { $count ->
    [0] Pa ni ayen épi nimewo { $number }.
   *[other] Épi nimewo { $number } :
}
queue-muted = 🔇 Moun-lan ki pozé nimewo { $number } pé pa pozé kestion ankò.
queue-unmuted = Moun-lan ki pozé nimewo { $number } pé pozé kestion ankò.
queue-voice = 🎙 <b>Kestion nimewo { $number }</b>. Ékri fraz-la lasal-la ké li.
queue-write-answer = Ékri répons-la pou nimewo { $number } : anni moun ki pozé'y ké li'y.
queue-write-reworded =
    Ékri nimewo { $number } kon lasal-la pou li'y. Atjòlman, i ka di :
    <i>{ $text }</i>
queue-write-floor = Ékri kestion lasal-la : i ka pran plas li tousuit.
queue-write-umbrella = Ékri kestion-an ki ka mété plizyè ansanm ; apré sa, ou ké mété sé lòt-la épi'y.
queue-line-not-taken = Mwen bizwen an fraz, 1 000 lèt pa plis.
queue-added =
    ➕ <b>Kestion nimewo { $number }</b> ka atann

    { $text }
queue-draft =
    <b>Avan nimewo { $number } parèt</b>

    { $text }
queue-publish = ✅ Fè'y parèt kon sa
queue-answered-in-private = { $count ->
    [0] 💬 nimewo { $number } : ni répons. Pèsonn pa pé risivwè'y ankò.
   *[other] 💬 nimewo { $number } : répons-la pati ba { $count } moun.
}
queue-withdrawn = Moun-lan ki pozé kestion nimewo { $number } sòti rétiré'y.
queue-in-hand = <b>✋ Ou ni an lanmen</b>
queue-hand-empty = Ou pa ni ayen an lanmen.
queue-kept = <b>⏸ Pou pli ta</b>
queue-kept-empty = Pa ni ayen pou pli ta.
queue-unknown = Pa ni kestion kon sa.
queue-in-other-hands = An lòt modératè ni'y an lanmen.
queue-needs-line = Sé an vwa : ékri fraz-la lasal-la ké li avan.
queue-in-private = Sa ka ékri an privé : mwen ka voyé'y ba'w la.
queue-undo-too-late = I twò ta pou anilé.
queue-set-already = I za kon sa.
queue-set-by = ⚙️ { $name } : { $what }
queue-settings-are = <b>⚙️ Réglaj sé kestion-an</b>
queue-hall-at = Lékran lasal-la : { $path }
queue-umbrella = ☂️ Mété ansanm
queue-journal = 📖 Jounal
queue-summary = 📊 Bilan pa tèm
queue-print = 🖨 Enprimé
queue-unreached = 💬 Réponn an lékri

mode-schedule = 🕗 Épi pwogram-lan
mode-open = 🟢 Ouvè
mode-votes = 🗳 Vòt tousèl
mode-closed = 🔴 Fèmen
set-review-on = 👀 Li avan i parèt
set-review-off = 📨 Fè parèt tousuit
set-fair-on = ⚖️ Ékité
set-fair-off = ⚖️ San ékité
set-hallnext-on = 📺 + pwochen
set-hallnext-off = 📺 san pwochen

desk-pending = pou li
desk-waiting = ka atann
desk-taken = an lanmen
desk-later = pou pli ta
desk-answered = ni répons
desk-private = ni répons ékri
desk-aside = asou koté
desk-personal = zafè pèsonnel
desk-merged = épi an lòt
desk-withdrawn = rétiré

journal = <b>📖 Jounal-la</b>
journal-empty = Yo poko fè ayen.
journal-line = { $hour } · { $name } · { $what }
journal-earlier = ‹ Pli bonnè
deed-approve = fè parèt
deed-take = pran
deed-renew = gadé
deed-show = mété asou lékran
deed-answer = ni répons
deed-private = réponn an lékri
deed-back = rann
deed-later = gadé pou pli ta
deed-aside = mété asou koté
deed-personal = zafè pèsonnel
deed-reword = ékri anlòt
deed-assign = pou an moun
deed-star = zétwal
deed-lapse = ripran (10 minit pasé)
deed-merge = mété ansanm
deed-unmerge = séparé
deed-mute = pa ka pran ankò moun
deed-unmute = ka pran ankò moun
deed-floor = ékri, di lasal-la,
deed-umbrella = ékri, pou mété ansanm,
deed-undo = anilé
deed-setting = chanjé an réglaj

summary = <b>📊 Bilan-an</b>
summary-no-theme = San tèm
summary-line =
    <b>{ $theme }</b>
    { $asked } pozé · { $answered } ni répons · { $waiting } ka atann
summary-unreached = { $count } kestion pa ni répons : yo pé réponn an lékri toujou.
unreached = <b>San répons</b> : touché an nimewo, apré sa ékri.
unreached-none = Pa ni pèsonn ankò ka atann an répons an lékri.

paper-queue-caption = 🖨 Sé kestion-an pou enprimé
paper-list-caption = Tout sé kestion-an, san moun ki pozé yo
paper-as-of = { $day }, { $hour }
paper-votes = { $count } vwa

hall-ask = Pozé kestion'w
hall-soon = Apré sa
hall-for = Pou : { $speaker }
hall-votes = { $count } vwa
hall-number = Kestion nimewo { $number }
hall-lost = Konneksion-an koupé, nou ka viré…

# À une personne qui a parlé de sa situation, puis à celle qui l'écoute.
# doute : « konfié » (confier)
confide-offer = Moun-tala pé li mésaj ou isi-a osi, san non'w, épi réponn ou. I ka pati yenki si ou touché bouton-an.
confide = 🤝 Voyé mésaj mwen ba'y
confide-done = 🤝 I pati, san non'w. Répons-la ké rivé isi-a.
confide-nobody = Pa ni pèsonn isi-a pou pran'y atjòlman : kontak-la sé toujou bon chimen-an.
confided-already = I za pati.
confided =
    🤝 An moun ka konfié'w zafè'y (kestion nimewo { $number }). Lasal-la pa ka wè'y, épi mwen pa ka ba'w non moun-tala.

    { $text }
confided-voice = 🤝 An moun ka konfié'w zafè'y épi vwa'y (kestion nimewo { $number }). Lasal-la pa ka tann li, épi mwen pa ka ba'w non moun-tala.
confided-more =
    🤝 Moun-lan ki fè kestion nimewo { $number } ka di'w ankò :

    { $text }
confided-answer = 💬 Réponn li
confided-write = Ékri répons ou pou moun-lan ki fè kestion nimewo { $number } : sé li tou sèl ki ké li'y, épi i pa ké wè non'w si ou pa mété'y.
confide-reply =
    💬 Moun-lan ou konfié zafè'w (kestion nimewo { $number }) ka réponn ou :

    { $text }
confide-again = 💬 Ékri'y ankò
confide-write = Ékri sa ou ni pou di ankò : sé yenki moun-lan ou konfié zafè'w ki ké li'y.
confide-sent = I pati.
confide-unreached = Mwen pa pé jwenn moun-tala isi-a ankò.
question-only-text = Isi-a, sé mo mwen bizwen : ékri'y an dé-twa mo.
hall-upcoming = n° { $number } ▲ { $votes }
