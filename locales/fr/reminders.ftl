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
    🔔 Dans { $minutes } min : <b>{ $session }</b>
    🕙 { $hour }, { $day }
    📍 { $place }
reminder-other = 👤 Pour { $name }, que vous avez inscrit·e.
