### L'avis des personnes qui étaient là, demandé après l'événement : deux boutons, puis un mot libre.

feedback-request =
    Merci pour votre présence : <b>{ $title }</b>.
    Qu'en avez-vous pensé ? Deux boutons et, si vous voulez, un mot. Les organisateurs lisent les réponses sans les noms.
feedback-ask-useful = <b>1/3</b> · Cette rencontre vous a-t-elle été utile ?
feedback-useful-very = 😀 Très utile
feedback-useful = 🙂 Utile
feedback-useful-little = 😐 Un peu utile
feedback-useful-not = 🙁 Pas utile
feedback-ask-organised = <b>2/3</b> · Et l'organisation (accueil, horaires, salle) ?
feedback-organised-very-well = 😀 Très bonne
feedback-organised-well = 🙂 Bonne
feedback-organised-fairly = 😐 Moyenne
feedback-organised-badly = 🙁 Mauvaise
feedback-ask-line =
    <b>3/3</b> · Un mot à ajouter ? Écrivez-le en un message, ou dites-le en un message vocal.
    Sans nom, s'il vous plaît : ni le vôtre, ni un autre. Rien non plus sur la santé. Dans un message vocal, on peut reconnaître votre voix.
feedback-done = ✓ Terminer
feedback-write = ✍️ Écrire un mot
feedback-change = ✏️ Changer mes réponses
feedback-line-later = Et votre mot pour les organisateurs ? Vous pouvez encore l'écrire.
feedback-line-too-long = C'est trop long : { $count } caractères. J'en prends { $most } au plus. Raccourcissez votre message et envoyez-le à nouveau.
feedback-voice-too-long = Ce message vocal est trop long : { $count } secondes. J'en prends { $most } au plus. Dites-le plus court, ou écrivez-le.
feedback-thanks = <b>Merci beaucoup, c'est noté.</b>
feedback-given-useful = La rencontre : { $answer }
feedback-given-organised = L'organisation : { $answer }
feedback-given-line = Votre mot : { $text }
feedback-given-voice = Votre mot : 🎤 message vocal
feedback-not-asked = Je ne peux rien noter ici. Je demande leur avis aux personnes qui étaient là. J'efface les réponses avec les autres données.
feedback-for-organisers = Les organisateurs lisent ici les avis. Après l'événement, je demande le leur aux personnes qui étaient là.
feedback-not-yours = Seuls les organisateurs lisent les avis.

# Pour les organisateurs
feedback-never = Je ne demande d'avis à personne : l'événement n'a pas lieu, ou son fichier dit : ask = false.
feedback-nobody = Je n'ai encore demandé l'avis de personne.
feedback-not-yet = Je demanderai leur avis aux personnes présentes après l'événement : le { $day } à partir de { $time }, si l'horaire ne change pas.
feedback-results =
    <b>💬 Les avis</b>
    { $answered ->
        [0] Personne n'a encore répondu
        [one] Une personne a répondu
       *[other] { $answered } personnes ont répondu
    }, sur { $asked } à qui je l'ai demandé ({ $share } %).
feedback-results-useful = <b>La rencontre</b>, en moyenne : { $average }
feedback-results-organised = <b>L'organisation</b>, en moyenne : { $average }
feedback-results-count = { $answer } : { $count }
feedback-results-lines = <b>Les derniers mots</b> ({ $count ->
    [one] un en tout
   *[other] { $count } en tout
}) :
feedback-results-line = • { $text }
feedback-results-voice = 🎤 Vocal { $number }
feedback-results-refresh = 🔄 Actualiser
feedback-voice-caption = 💬 Un avis, sans nom
feedback-voice-gone = Ce message n'est plus là : la personne l'a changé ou effacé.
