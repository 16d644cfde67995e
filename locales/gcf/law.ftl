### Lalwa: rejis-la ki ka di sa nou ka konsèvé.

command-registre = Rejis tout sa yo ka konsèvé (RGPD)
privacy-register-file = Mi rejis tout sa yo ka konsèvé a (atik 30 RGPD). Fok li'y épi konplété'y épi moun-lan ki ka okipé di pwotèksion sé enfòmasion-an. Sa ki ka mantjé a maké.
privacy-register-organisers-only = Papié-tala sé ba sé òganizatè-a. Sa mwen ka konsèvé asou'w: /mesdonnees
