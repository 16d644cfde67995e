### Mandé lapawol : lis pou mikwo-a, lè lasal-la ka palé.

# doute : « mandé lapawol » (demander la parole)
floor-ask = ✋ Mandé lapawol
floor-ask-again = ✋ Mandé lapawol ankò
floor-offer = Ou simyé palé adan mikwo-a ? Ou pé fè'y atjòlman.
floor-invitation = 🎤 Ou lé palé adan mikwo-a, adan lasal-la ? Touché « ✋ Mandé lapawol ».
floor-will-see-name = Sé modératè-a ké wè tinon'w, pou yo kriyé'w : <b>{ $name }</b>.
floor-will-see-no-name = Sé modératè-a ké kriyé'w épi an nimewo.
floor-joined = ✋ <b>I matjé : ou mandé lapawol.</b>
floor-already = ✋ <b>Ou mandé lapawol.</b>
floor-ahead = { $count ->
    [0] Sé ou ki ka vini apré.
    [one] Ni yon moun ki ka pasé avan'w.
   *[other] Ni { $count } moun ki ka pasé avan'w.
}
floor-newcomers-first = Sé moun-lan ki poko palé a ka pasé avan.
floor-name-shown = Sé modératè-a ka wè tinon'w, pou yo kriyé'w : <b>{ $name }</b>.
floor-name-hidden = Sé modératè-a pa ka wè tinon'w. Yo ké kriyé <b>nimewo { $number }</b> : sé ou.
floor-stay-near = Mwen ké di'w isi-a : tjenbé téléfòn ou an lanmen'w.
floor-show = 🔢 Ki koté mwen yé ?
floor-hide-name = 👤 Séré tinon mwen
floor-show-name = 👤 Montré tinon mwen
floor-leave = ✖️ Tiré dèmann mwen
# doute : « dèmann » (demande)
floor-left = Dakò, dèmann ou tiré.
floor-nothing-to-leave = Ou pa ni piès dèmann atjòlman.
floor-your-turn = 🎤 <b>Sé tou'w !</b> Lévé lanmen'w : yo ka pòté mikwo-a ba'w.
floor-your-number = Yo ka kriyé <b>nimewo { $number }</b>.
floor-come = 🙋 Mwen ka vini
floor-pass = Mwen ka kité plas mwen
floor-coming = 🎤 <b>Sé tou'w !</b> Yo ka atann ou : lévé lanmen'w, mikwo-a ka vini.
floor-passed = Dakò, ou kité plas ou. Mèsi dèskè ou di'y.
floor-too-late = Sé pa tou'w ankò.
# doute : « Paré kò'w » (préparez-vous)
floor-get-ready = 🔔 <b>Paré kò'w</b> : apré moun-lan ki ka palé a, sé tou'w.
floor-skipped = Yo kriyé'w o mikwo, yo pa wè'w. Atjòlman dèmann ou alafen lis-la.
floor-absent = Yo kriyé'w dé fwa o mikwo, yo pa wè'w. Dèmann ou tiré. Ou pé mandé ankò.
floor-over = Lè mikwo-a fini, épi tou'w pa rivé. Mèsi dèskè ou atann !
floor-cleared = Sé modératè-a vidé lis mikwo-a, épi tou'w pa rivé. Mèsi dèskè ou atann !
floor-write = Ou pé ékri kestion'w tou : i ka pati ba sé modératè-a.
floor-closed = 🎤 Moun pa pé mandé lapawol atjòlman.
floor-opens = Ou ké pé fè'y pannan : <b>{ $title }</b> ({ $day }, { $hour }).
floor-heard = Ou ja ni lapawol. Mèsi !
floor-muted = Sé modératè-a pa ka pran dèmann ou atjòlman.

floor-not-yours = Sé sé modératè-a sèlman ki ka bay lapawol.
floor-panel = <b>🎤 Lis pou mikwo-a</b>
floor-panel-below = ↓ Lis pou mikwo-a pli ba.
floor-panel-closed = Lis-tala fèmé.
floor-open-by-programme = 🟢 Ouvè, kon pwogram-lan ka di
floor-open-by-hand = 🟢 Ouvè, an modératè ouvè'y
floor-closed-by-programme = 🔴 Fèmé, kon pwogram-lan ka di
floor-closed-by-hand = 🔴 Fèmé, an modératè fèmé'y
floor-speaker = 🎤 <b>{ $name }</b> ni lapawol
floor-speaker-coming = 🎤 <b>{ $name }</b> ni lapawol · i réponn : « Mwen ka vini »
floor-speaker-unreachable = 📵 Mésaj-la pa pé rivé : kriyé moun-tala.
floor-nobody = Pa ni pèsonn ka atann.
floor-line = { $place }. { $name }{ $mark ->
    [new] {" "}🆕
    [skipped] {" "}· pa té la
   *[none] {""}
}
floor-more = … épi { $count ->
    [one] yon lòt moun
   *[other] { $count } lòt moun
}
floor-legend = 🆕 : poko palé
floor-counts = { $asked ->
    [one] 🎤 Yon dèmann
   *[other] 🎤 { $asked } dèmann
} · { $given ->
    [0] pèsonn poko palé
    [one] yon moun palé
   *[other] moun palé { $given } fwa
} · { $newcomers ->
    [0] poko ni nouvo vwa
    [one] yon nouvo vwa
   *[other] { $newcomers } nouvo vwa
}
floor-someone = An moun (nimewo { $number })
floor-on-page = An moun asou paj-la (nimewo { $number })
floor-done = ✅ I fini
floor-skip = 🚶 Pa la
floor-give-next = ▶️ Bay lapawol : { $name }
floor-mode-programme = 🗓 Kon pwogram-lan ka di
floor-mode-open = 🟢 Ouvè lis-la
floor-mode-closed = 🔴 Fèmé lis-la
floor-newcomers = ⚖️ Nouvo vwa avan
floor-in-order = ⚖️ Kon yo mandé
floor-clear = 🧹 Vidé
floor-clear-ask = { $count ->
    [0] Pa ni pèsonn ka atann.
    [one] Vidé lis-la ? Ni yon moun ka atann : mwen ké di'y.
   *[other] Vidé lis-la ? Ni { $count } moun ka atann : mwen ké di yo.
}
floor-clear-yes = 🧹 Wi, vidé lis-la
floor-cleared-toast = { $count ->
    [0] Pa té ni pèsonn ka atann.
    [one] Yon dèmann tiré.
   *[other] { $count } dèmann tiré.
}
floor-given = { $name } ni lapawol.
floor-given-by-other = Pannan tan-tala, an moun bay lapawol : { $name }.
floor-changed = Lis-la chanjé pannan tan-tala : gadé'y ankò.
floor-gone = Moun-tala pa ka atann ankò.
floor-to-the-end = { $name } ka pasé alafen lis-la.
floor-out = { $name } pa adan lis-la ankò.
floor-gave-up = { $name } ka kité plas li.
floor-first-waits = 🎤 Ni an moun ka mandé lapawol.
floor-queue = 🎤 Wè lis pou mikwo-a
floor-set-by = 🎤 { $name } : { $what }

command-parole = Mandé lapawol (mikwo)
held-floor-request = • Ou mandé lapawol { $day }
held-floor-request-named = • Ou mandé lapawol { $day }, épi tinon'w : { $name }
held-floor-panel = • Ou ka wè lis pou mikwo-a

words-floor = lapawol, mikwo, mikwo-a, mwen lé palé, mwen lé lapawol, mwen lé mikwo-a, kité mwen palé, ba mwen lapawol, ban mwen lapawol, ba mwen mikwo-a, ban mwen mikwo-a, pran lapawol, mwen lé pran lapawol, mwen pé palé, es mwen pé palé, ès mwen pé palé, mwen pé ni mikwo-a
words-floor-phrase = mandé lapawol, ni lapawol souplé, palé adan mikwo-a
words-order-floor = ki moun ki ka mandé lapawol, lis pou mikwo-a, lis mikwo-a
