### Sa moun ki té la pansé : dé bouton, épi an mo.

# doute : « Mèsi dèskè ou té la » (merci pour votre présence)
feedback-request =
    Mèsi dèskè ou té la : <b>{ $title }</b>.
    Sa ou pansé ? Dé bouton épi, si ou lé, an mo. Sé òganizatè-a ka li sé répons-la san non moun.
# doute : « rankont » (rencontre)
feedback-ask-useful = <b>1/3</b> · Ès rankont-tala itil ba'w ?
feedback-useful-very = 😀 Itil anpil
feedback-useful = 🙂 Itil
feedback-useful-little = 😐 Itil tibren
feedback-useful-not = 🙁 Pa itil
feedback-ask-organised = <b>2/3</b> · Épi òganizasion-an (manniè nou risivwè'w, lè-a, lasal-la) ?
feedback-organised-very-well = 😀 Bon toubannman
feedback-organised-well = 🙂 Bon
# doute : « mwayen » (moyenne)
feedback-organised-fairly = 😐 Mwayen
feedback-organised-badly = 🙁 Pa bon
feedback-ask-line =
    <b>3/3</b> · Ou ni an mo pou ajouté ? Ékri'y adan an sèl mésaj, oben di'y adan an mésaj vwa.
    San non, souplé : ni ta'w, ni ta an lòt moun. Ayen asou lasanté. Adan an mésaj vwa, moun pé rikonnèt vwa'w.
feedback-done = ✓ Fini
feedback-write = ✍️ Ékri an mo
feedback-change = ✏️ Chanjé répons mwen
feedback-line-later = Épi mo'w ba sé òganizatè-a ? Ou pé ékri'y toujou.
feedback-line-too-long = I two long : { $count } lèt. Mwen ka pran { $most }, pa plis. Fè mésaj-la pli kout épi voyé'y ankò.
feedback-voice-too-long = Mésaj vwa-tala two long : { $count } ségonn. Mwen ka pran { $most }, pa plis. Di'y pli kout, oben ékri'y.
feedback-thanks = <b>Mèsi anpil, i matjé.</b>
feedback-given-useful = Rankont-la : { $answer }
feedback-given-organised = Òganizasion-an : { $answer }
feedback-given-line = Mo'w : { $text }
feedback-given-voice = Mo'w : 🎤 mésaj vwa
feedback-not-asked = Mwen pa pé matjé ayen isi-a. Mwen ka mandé sé moun-lan ki té la a sa yo pansé. Mwen ka éfasé sé répons-la épi tout lézòt bagay-la.
feedback-for-organisers = Sé òganizatè-a ka li isi-a sa moun pansé. Apré rankont-la, mwen ka mandé sé moun-lan ki té la a sa yo pansé.
feedback-not-yours = Sé sé òganizatè-a sèlman ki ka li sa moun pansé.

feedback-never = Mwen pa ka mandé pèsonn sa i pansé : rankont-la pa ka fèt, oben fichié'y ka di : ask = false.
feedback-nobody = Mwen poko mandé pèsonn sa i pansé.
feedback-not-yet = Apré rankont-la, mwen ké mandé sé moun-lan ki té la a sa yo pansé : { $day } apati { $time }, si lè-a pa chanjé.
feedback-results =
    <b>💬 Sa moun pansé</b>
    { $answered ->
        [0] Pèsonn poko réponn
       *[other] { $answered } moun réponn
    }, asou { $asked } mwen mandé ({ $share } %).
# doute : « an mwayèn » (en moyenne)
feedback-results-useful = <b>Rankont-la</b>, an mwayèn : { $average }
feedback-results-organised = <b>Òganizasion-an</b>, an mwayèn : { $average }
feedback-results-count = { $answer } : { $count }
feedback-results-lines = <b>Sé dènié mo-a</b> ({ $count } an tou) :
feedback-results-line = • { $text }
feedback-results-voice = 🎤 Vwa { $number }
feedback-results-refresh = 🔄 Gadé ankò
feedback-voice-caption = 💬 Sa an moun pansé, san non
feedback-voice-gone = Mésaj-tala pa la ankò : moun-lan chanjé'y oben éfasé'y.
