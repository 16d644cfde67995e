### Salle 5 : les rôles.

invite-invalid = Ce lien a déjà servi, ou il a plus de deux jours. Demandez-en un autre à l'organisateur.
role-moderator =
    Bienvenue ! Vous modérez les questions du <b>{ $title }</b>.
    « La file » montre ce qui attend, « Suivante » vous donne la question à poser.
role-organiser =
    Bienvenue ! Vous organisez le <b>{ $title }</b>.
    Vous pouvez aussi modérer : « La file » montre ce qui attend, « Suivante » vous donne la question à poser.
role-mediator = Bienvenue ! Vous êtes noté·e comme médiateur ou médiatrice pour le <b>{ $title }</b>.
