### Salle 4 : les questions à la table ronde.

question-invitation = Écrivez votre question : <b>votre prochain message</b> part tout droit aux modérateurs.
question-leave = ✖️ Finalement non
question-left = D'accord. Ce sera pour une autre fois.
question-send = 📨 L'envoyer comme question
question-acknowledged = 📨 C'est noté : <b>question n° { $number }</b>. Je vous dirai quand elle sera prise.
question-empty = Je n'ai pas vu de question dans ce message. Écrivez-la en quelques mots.
question-not-text = Pour une question, j'ai besoin de texte. Écrivez-la en quelques mots.
question-too-long = C'est une belle question, mais longue : { $characters } caractères. Pouvez-vous la dire en { $longest } au plus ?
question-too-many = { $count ->
    [one] Une de vos questions attend déjà. Dès qu'elle sera prise, vous pourrez en poser une autre.
   *[other] { $count } de vos questions attendent déjà. Dès que l'une sera prise, vous pourrez en poser une autre.
}
question-too-soon = Encore { $seconds } s avant la question suivante, pour que chacun ait son tour. Renvoyez-la tout à l'heure.
question-taken =
    🎤 Votre question n° { $number } est prise : elle va être posée.
    <i>{ $text }</i>
question-answered =
    ✅ Votre question n° { $number } a eu sa réponse. Merci !
    <i>{ $text }</i>
question-aside =
    Votre question n° { $number } est mise de côté pour le moment. Merci de l'avoir posée.
    <i>{ $text }</i>

queue-panel =
    <b>📥 La file</b>
    { $waiting } en attente · { $taken } en main · { $answered } répondues
queue-line = <b>{ $number }.</b> { $text }
queue-as-of = à { $hour }
queue-next = ▶️ Suivante
queue-show = 📥 La file
queue-empty = Personne n'attend : la file est vide.
queue-card =
    <b>Question n° { $number }</b>

    { $text }
queue-card-answered =
    ✅ <b>Question n° { $number }</b> : répondue

    { $text }
queue-card-aside =
    🗂 <b>Question n° { $number }</b> : mise de côté

    { $text }
queue-answered = ✅ Répondue
queue-aside = 🗂 Mettre de côté
queue-too-late = Déjà fait par quelqu'un d'autre.
queue-not-yours = La file est réservée aux modérateurs.

hall-waiting = { $count ->
    [0] Posez vos questions à Kozé
    [one] { $count } question en attente
   *[other] { $count } questions en attente
}
