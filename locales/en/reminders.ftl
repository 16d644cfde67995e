### Room 3: reminders. Day, hour, place.

reminder-day-before =
    🔔 It's tomorrow: <b>{ $session }</b>
    🗓 { $day }, { $hour }
    📍 { $place }
reminder-that-day =
    🔔 It's today: <b>{ $session }</b>
    🗓 { $day }, { $hour }
    📍 { $place }
reminder-days-before =
    🔔 Coming soon: <b>{ $session }</b>
    🗓 { $day }, { $hour }
    📍 { $place }
reminder-session =
    🔔 In { $minutes } min: <b>{ $session }</b>
    🕙 { $hour }, { $day }
    📍 { $place }
reminder-other = 👤 For { $name }, whom you registered.
