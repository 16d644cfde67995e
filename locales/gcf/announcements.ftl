### Anons òganizatè-a ka fè : ba tout moun ki enskri, ba an katégori, ba lis datant-lan.

# doute : toute cette partie n'a pas été relue
announce-write =
    <b>📣 An anons</b>
    Ékri mésaj-la ({ $text } sign pou pi plis), oben voyé an foto épi sa ou lé di anba'y ({ $caption } pou pi plis).
    Ayen pa ka pati avan ou wè'y épi konfimé.
announce-write-language =
    <b>{ $language }</b>
    Ékri mésaj-la adan lang-tala : moun ki ka palé'y épi mwen ké trapé tèks-tala adan plas lòt-la.
announce-too-long = I two long : { $units } sign, épi Telegram ka pran { $most } pou pi plis. Fè'y pli kout épi voyé'y ankò.
announce-cut = Mésaj-la té two long, i rivé an plizyè mòso. Fè'y pli kout ({ $most } sign pou pi plis) épi voyé'y ankò.
announce-empty = Pa ni ayen pou li adan mésaj-tala. Ékri tèks anons-la, oben { $command } pou lésé sa.
announce-kind = Mwen pé anonsé an tèks, oben an foto épi sa ki anba'y. Voyé yonn oben lòt, oben { $command } pou lésé sa.
announce-card =
    <b>📣 Anons n° { $number }</b>, i poko pati
    Pou : <b>{ $audience }</b>, { $count ->
        [0] pèsonn pou atjòlman
       *[other] { $count } moun
    }
announce-own-texts = Épi tèks yo : { $list }. Sé lòt-la ka trapé tèks ki pou tout moun-lan.
announce-send = ✅ Voyé'y ba { $count } moun
announce-to = 👥 Chanjé moun-lan
announce-add-language = ➕ { $language }
announce-change-language = ✏️ { $language }
announce-rewrite = ✏️ Viré ékri'y
announce-drop = ✖️ Lésé sa
announce-back = ‹ Viré
announce-choose-audience = Ki moun ki pou trapé anons-tala ?
announce-audience-registered = Tout moun ki enskri
announce-audience-waiting = Lis datant
announce-audience-category = An katégori…
announce-audience-count = { $audience } · { $count }
announce-dropped = Dakò, ayen pa pati.
announce-progress =
    <b>📣 Anons n° { $number }</b>
    ✅ Ja pati : { $sent }
    ⏳ Ka atann : { $waiting }
    ⚠️ Pa rivé : { $failed }
announce-begun = I ka pati…
announce-left = Ni anlè { $minutes } minit ankò.
announce-left-seconds = Ni mwens ki an minit ankò.
announce-stop = ⏹ Arété
announce-stopping = Mwen ka arété. Sa ki ja an chimen pé rivé toujou.
announce-stopped = ⏹ I arété.
announce-done = I fini.
announce-report = 📣 <b>Anons n° { $number } fini.</b> { $count ->
    [0] Pèsonn pa trapé'y.
   *[other] { $count } moun trapé'y.
}
announce-report-stopped = ⏹ <b>Anons n° { $number } arété.</b> { $count ->
    [0] Pèsonn pa trapé'y.
   *[other] { $count } moun trapé'y.
}
announce-report-withdrawn = ✖️ Mwen tiré yo avan yo pati : { $count }
announce-report-gone = 🚫 Pa ka pran ayen di mwen ankò : { $count }
announce-report-refused = ⚠️ Telegram pa lé yo : { $count }
announce-report-hopeless = Telegram pa lé mésaj-tala kon i yé a : mwen arété. Chanjé'y épi rikoumansé.
announce-not-yours = Anons sé zafè òganizatè-a.
announce-of-another = Anons-tala sé ta an lòt moun : sé li tou sèl ki pé chanjé'y oben voyé'y.
announce-changed = Anons-tala chanjé dépi : ayen pa pati. Gadé dènié model-la.
announce-nobody = Pa ni pèsonn pou trapé'y.
announce-sent-already = Anons-tala ja pati.
announce-stale = Anons-tala pa la ankò. Rikoumansé épi { $command }.
announce-over = Anons-tala ja fini.
announce-one-photo = An anons ka pòté an sèl foto : mwen ka tjenbé prèmié foto albòm-lan.
