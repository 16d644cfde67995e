### Anons òganizatè-a ka fè : ba tout moun ki enskri, ba an katégori, ba lis pou atann lan.

# doute : « lèt » pour les caractères (lettres, espaces et signes)
announce-write =
    <b>📣 An anons</b>
    Ékri mésaj-la ({ $text } lèt, pa plis), oben voyé an foto épi sa ou lé di anba'y ({ $caption } lèt, pa plis).
    Ayen pa ka pati avan ou wè'y épi konfimé.
announce-write-language =
    <b>{ $language }</b>
    Ékri mésaj-la adan lang-tala. Moun ki ka palé lang-tala épi mwen ké risivwè tèks-tala, pa lòt-la.
announce-too-long = I two long : { $units } lèt. Telegram ka pran { $most }, pa plis. Fè'y pli kout épi voyé'y ankò.
announce-cut = Mésaj-la té two long : i rivé an plizyè mòso. Fè'y pli kout ({ $most } lèt, pa plis) épi voyé'y ankò.
# doute : « pa ni ayen matjé » (il n'y a rien d'écrit)
announce-empty = Pa ni ayen matjé adan mésaj-tala. Ékri tèks anons-la, oben { $command } pou anilé.
announce-kind = Mwen pé anonsé an tèks, oben an foto épi sa ki anba'y. Voyé yonn oben lòt, oben { $command } pou anilé.
announce-card =
    <b>📣 Anons nimewo { $number }</b>, i poko pati
    Pou : <b>{ $audience }</b>, { $count ->
        [0] pèsonn atjòlman
       *[other] { $count } moun
    }
announce-groups = Tou adan { $count } gwoup oben kanal ki maré.
# doute : « menm tèks-la » (le texte commun)
announce-own-texts = Épi tèks yo : { $list }. Sé lòt moun-lan ka risivwè menm tèks-la.
announce-send = ✅ Voyé'y ba { $count } moun
announce-to = 👥 Chanjé pou ki moun
announce-add-language = ➕ { $language }
announce-change-language = ✏️ { $language }
announce-rewrite = ✏️ Viré ékri'y
announce-drop = ✖️ Pa voyé'y
announce-back = ‹ Viré
announce-choose-audience = Ki moun ki pou risivwè anons-tala ?
announce-audience-registered = Tout moun ki enskri
# doute : « lis pou atann » (liste d'attente)
announce-audience-waiting = Lis pou atann
announce-audience-category = An katégori…
announce-audience-count = { $audience } · { $count }
announce-dropped = Dakò, ayen pa pati.
announce-progress =
    <b>📣 Anons nimewo { $number }</b>
    ✅ Ja pati : { $sent }
    ⏳ Ka atann : { $waiting }
    ⚠️ Pa rivé : { $failed }
announce-begun = I ka pati…
# doute : « aprochan » (environ)
announce-left = Ka rété aprochan { $minutes } minit.
announce-left-seconds = Ka rété mwens pasé an minit.
announce-stop = ⏹ Arété
announce-stopping = Mwen ka arété. Sa ki ja an chimen pé rivé toujou.
announce-stopped = ⏹ I arété.
announce-done = I fini.
announce-report = 📣 <b>Anons nimewo { $number } fini.</b> { $count ->
    [0] Pèsonn pa risivwè'y.
   *[other] { $count } moun risivwè'y.
}
announce-report-stopped = ⏹ <b>Anons nimewo { $number } arété.</b> { $count ->
    [0] Pèsonn pa risivwè'y.
   *[other] { $count } moun risivwè'y.
}
announce-report-withdrawn = ✖️ Mwen tiré yo avan yo pati : { $count }
announce-report-gone = 🚫 Moun ki bloké mwen : { $count }
announce-report-refused = ⚠️ Telegram pa lé yo : { $count }
announce-report-hopeless = Telegram pa lé mésaj-tala kon i yé a : mwen arété. Chanjé'y épi rikoumansé.
announce-not-yours = Sé sé òganizatè-a sèlman ki pé voyé anons.
announce-of-another = Anons-tala sé ta an lòt moun : sé li tousèl ki pé chanjé'y oben voyé'y.
announce-changed = Anons-tala chanjé dépi : ayen pa pati. Gadé dènié mésaj-la.
announce-nobody = Pa ni pèsonn pou risivwè'y.
announce-sent-already = Anons-tala ja pati.
# doute : « rikoumansé » ou « viré koumansé » ?
announce-stale = Anons-tala pa la ankò. Rikoumansé épi { $command }.
announce-over = Anons-tala ja fini.
announce-one-photo = An anons ka pòté an sèl foto : mwen ka tjenbé prèmié foto albòm-lan.

announce-from = 📣 Sa ka sòti di : { $organisers }
