### Salle 3 : les rappels. Jour, heure, lieu.

reminder-day-before =
    🔔 C'est demain : <b>{ $session }</b>
    🗓 { $day }, { $hour }
    📍 { $place }
reminder-that-day =
    🔔 C'est aujourd'hui : <b>{ $session }</b>
    🗓 { $day }, { $hour }
    📍 { $place }
reminder-days-before =
    🔔 Bientôt : <b>{ $session }</b>
    🗓 { $day }, { $hour }
    📍 { $place }
reminder-session =
    🔔 Dans { $minutes } minutes : <b>{ $session }</b>
    🕙 { $hour }, { $day }
    📍 { $place }
reminder-other = 👤 Pour { $name } : c'est vous qui avez fait l'inscription.

reminder-cannot-come = Je ne peux plus venir
reminder-mute = 🔕 Arrêter les rappels
correction =
    ⚠️ Changement : <b>{ $session }</b>
    🕙 { $hour }, { $day }
    📍 { $place }
correction-cancelled =
    ⚠️ Changement : <b>{ $session }</b> ({ $hour }, { $day }) n'aura pas lieu.

reminders-settings =
    <b>🔔 Vos rappels</b>
    { $count ->
        [0] Avec une inscription, les rappels habituels viennent : ⚙️ pour les voir. Vous n'avez choisi aucun autre point du programme.
        [one] Vous avez choisi un point du programme.
       *[other] Vous avez choisi { $count } points du programme.
    }
    Je vous préviens { $minutes } minutes avant.
reminders-all-off = 🔕 Vous ne recevez aucun rappel. Si vous avez une inscription, votre place reste gardée.
reminders-all-on = 🔔 Remettre les rappels
reminders-sessions = 📅 Choisir dans le programme
reminders-lead = ⏱ { $minutes } minutes avant
reminders-kinds = ⚙️ Choisir les rappels
reminders-wished = 🔔 { $hour } · { $session }
reminders-not-wished = { $hour } · { $session }
reminders-back = ‹ Retour
reminders-choose = Touchez les points du programme que je dois vous rappeler. 🔔 : je vous préviendrai.
reminders-none-left = Tout le programme a déjà commencé : il n'y a plus rien à rappeler.
reminders-choose-lead = Combien de temps avant ?
reminders-minutes = { $minutes } minutes
reminders-choose-kinds = Touchez un rappel pour l'arrêter ou le remettre. Votre place reste gardée.
reminders-kind-days = { $count ->
    [0] Le jour même, { $hour }
    [1] La veille, { $hour }
   *[other] { $count } jours avant, { $hour }
}
reminders-kind-session = { $minutes } minutes avant : { $session }
reminders-wish-on = 🔔 Je vous préviendrai { $minutes } minutes avant.
reminders-wish-past = C'est dans moins de { $minutes } minutes : le rappel ne viendra pas, mais c'est bientôt !
reminders-wish-off = D'accord, pas de rappel.
reminders-muted = 🔕 D'accord, je ne vous envoie plus de rappels. Si vous avez une inscription, votre place reste gardée.

change-later = + { $minutes } min
change-preview =
    <b>Ce qui change</b>
    { $lines }

    { $count ->
        [0] Personne n'a encore reçu de rappel à corriger.
        [one] Une personne a reçu un rappel qui devient faux : je la préviendrai.
       *[other] { $count } personnes ont reçu un rappel qui devient faux : je les préviendrai.
    }
    { $read }
change-line = { $before } → <b>{ $after }</b> · { $session }
change-line-cancelled = ✖️ { $hour } · { $session }
change-line-restored = ✔️ { $hour } · { $session }
change-line-room = 📍 { $hour } · { $session } : <b>{ $room }</b>
change-more = … et { $count ->
    [one] un autre point
   *[other] { $count } autres points
}
change-confirm = ✅ Confirmer
change-rest = ⏩ Décaler aussi ce qui suit
change-drop = ✖️ Ne rien changer
change-done =
    ✅ <b>C'est changé.</b>
    { $lines }
change-undo = ↩️ Revenir en arrière
change-dropped = D'accord, rien ne change.
change-unclear = Je n'ai pas compris ce changement. Écrivez par exemple { $command } 15. Écrivez { $command } seul pour voir ce qui est possible.
change-range = Donnez un nombre de minutes de -120 à 240, sauf 0. Par exemple : { $command } 15
change-past = Ainsi, un point commencerait dans le passé. Rien n'est changé.
change-nothing = Cela ne changerait rien.
change-too-late = L'horaire a changé entre-temps. Rien n'est fait : regardez le programme, puis recommencez.
change-not-yours = Seuls les organisateurs peuvent changer l'horaire.
reminders-button = 🔔 Mes rappels
reminder-ticket = 🎟 Mon billet
programme-line-cancelled = ✖️ { $hour } · { $title } (annulé)
session-cancelled = ✖️ <b>{ $title }</b> ({ $hour }, { $day }) est annulé : ce point n'aura pas lieu.

change-by-buttons =
    <b>🕙 Changer l'horaire</b>
    Tout décaler : touchez des minutes. Un seul point : touchez-le.
    Ou écrivez, par exemple : <i>{ $session } décalé à 11h15</i>, <i>on a 20 minutes de retard</i>.
    Rien ne change avant votre confirmation.
change-which = De quel point du programme parlez-vous ?
change-one =
    <b>{ $session }</b> · { $hour }
    Touchez ce qui change, ou écrivez : /decaler { $said } 11h15, /decaler { $said } salle Salon 2
change-earlier = − { $minutes } minutes
change-cancel-one = ❌ Annuler ce point
change-restore-one = ↩️ Rétablir ce point
change-all-points = ‹ Tous les points
words-change-late = retard, en retard, du retard, décalé, décalée, décalés, décalées, décaler, décalez, décale, repoussé, repoussée, repousser, repoussez, reporté, reportée, reporter, reportez, déplacé, déplacée, déplacer, déplacez, retardé, retardée, plus tard
words-change-early = avance, en avance, d'avance, avancé, avancée, avancés, avancer, avancez, plus tôt
words-change-cancelled = annulé, annulée, annulés, annuler, annulez, supprimé, supprimée, n'aura pas lieu, n'aura plus lieu, n'a pas lieu, n'a plus lieu
words-change-restored = rétabli, rétablie, rétablir, rétablissez, maintenu, maintenue, aura bien lieu, aura lieu quand même
words-change-room = salle
words-change-oneself = je, j, moi, me, m, mon, ma, mes, man
words-change-unit = min, mn, minute, minutes
words-change-hour = h, heure, heures
words-change-noon = midi
words-change-minutes = cinq minutes 5, dix minutes 10, quinze minutes 15, quart d'heure 15, un quart d'heure 15, d'un quart d'heure 15, vingt minutes 20, vingt-cinq minutes 25, trente minutes 30, demi-heure 30, une demi-heure 30, d'une demi-heure 30, quarante minutes 40, quarante-cinq minutes 45, trois quarts d'heure 45, une heure 60, d'une heure 60, une heure et demie 90
words-change-beside = d'un, d'une, le, la, les, l', un, une, de, d', du, des, à, a, au, est, sont, ont, on, nous, avons, sommes, tout, tous, toute, tout le, programme, le programme, tout le programme, forum, le forum, environ, encore, donc, et, avec, minutes, min, il y a, y a, sera, seront, commence, commencera, qui, pour, vers, jusqu'à
reminder-you-and-others = 👥 Pour vous et pour : { $names }
reminder-several = 👥 Pour : { $names }
change-far = Ce serait en dehors des jours prévus. Rien n'est changé.
