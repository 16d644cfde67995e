### Lasal 3 : rapel. Jou, lè, koté.

reminder-day-before =
    🔔 Sé denmen : <b>{ $session }</b>
    🗓 { $day }, { $hour }
    📍 { $place }
reminder-that-day =
    🔔 Sé jòdi-a : <b>{ $session }</b>
    🗓 { $day }, { $hour }
    📍 { $place }
# doute : « i ka rivé » pour « bientôt »
reminder-days-before =
    🔔 I ka rivé : <b>{ $session }</b>
    🗓 { $day }, { $hour }
    📍 { $place }
reminder-session =
    🔔 Adan { $minutes } minit : <b>{ $session }</b>
    🕙 { $hour }, { $day }
    📍 { $place }
reminder-other = 👤 Pou { $name }, sé'w ki enskri'y.
