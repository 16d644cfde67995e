### Room 5: roles.

invite-invalid = This link has been used already, or is more than two days old. Ask the organiser for another.
role-moderator =
    Welcome! You moderate the questions of the <b>{ $title }</b>.
    “Queue” shows what is waiting, “Next” gives you the question to put.
role-organiser =
    Welcome! You organise the <b>{ $title }</b>.
    You can moderate too: “Queue” shows what is waiting, “Next” gives you the question to put.
role-mediator = Welcome! You are down as a mediator for the <b>{ $title }</b>.
