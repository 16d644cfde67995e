### Lasal 4 : kestion pou latab-wonn-lan.

question-invitation = Ékri kestion'w : <b>pwochen mésaj ou</b> ka pati tou dwèt ba sé modératè-a.
question-leave = ✖️ Non, lésé sa
question-left = Dakò. Sé pou an lòt fwa.
question-send = 📨 Voyé'y kon kestion
question-acknowledged = 📨 I matjé : <b>kestion nimewo { $number }</b>. Mwen ké di'w lè yo ké pran'y.
question-empty = Mwen pa wè piès kestion adan mésaj-tala. Ékri'y an dé-twa mo.
question-not-text = Pou an kestion, sé pou ou ékri'y, an dé-twa mo.
# doute : « lèt » pour les caractères (lettres, espaces et signes)
question-too-long = Sé an bèl kestion, mé i long : { $characters } lèt. Ès ou pé di'y an { $longest } lèt, pa plis ?
question-too-many = Ou za ni { $count } kestion ki ka atann. Lè yo ké pran yonn, ou ké pé pozé an lòt.
question-too-soon = Atann { $seconds } ségonn avan pwochen kestion'w, pou tout moun ni tou yo. Apré sa, voyé'y ankò.
question-taken =
    🎤 Yo pran kestion'w nimewo { $number } : yo ké pozé'y.
    <i>{ $text }</i>
question-answered =
    ✅ Yo réponn kestion'w nimewo { $number }. Mèsi !
    <i>{ $text }</i>
# doute : « asou koté » (mise de côté)
question-aside =
    Yo mété kestion'w nimewo { $number } asou koté pou moman-an. Mèsi anpil.
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
    🗂 <b>Kestion nimewo { $number }</b> : asou koté

    { $text }
queue-answered = ✅ Yo réponn
queue-aside = 🗂 Asou koté
queue-too-late = An lòt moun za fè'y.
queue-not-yours = Lis-tala, sé pou sé modératè-a.

hall-waiting = { $count ->
    [0] Pozé kestion'w ba Kozé
   *[other] { $count } kestion ka atann
}
