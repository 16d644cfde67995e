//! Writes a sample of each document: `cargo run -p event-documents --example samples -- OUTDIR`.

use std::path::PathBuf;

use event_documents::{
    AttendanceSheet, Attendee, Badge, BadgeSheets, Category, Certificate, Certificates, Columns, Detail,
    Poster, Rgb, WALK_IN_ROWS, attendance_sheet, certificates, name_badges, poster, sort_by_name,
};

const PEOPLE: [(&str, &str); 14] = [
    ("Marie-Line Dieudonné", "Mairie de Sainte-Luce"),
    ("Jean de La Fontaine", "Association Lyannaj pou dèmen"),
    ("CÉSAIRE-DUFEAL Rose-Aimée", "Médiation sociale du Centre"),
    ("Yann Le Goff", ""),
    (
        "Ludovic van der Berg",
        "Collectivité territoriale de Martinique, direction de la cohésion sociale et du logement",
    ),
    ("Ève Œillet", "Tribunal judiciaire de Fort-de-France"),
    (
        "Thérèse-Philomène Ozier-Lafontaine de Saint-Aimé du Morne-Rouge et des Trois-Îlets",
        "Réseau des familles",
    ),
    ("Ida L’Étang", "Kolektif jenn Matinik"),
    ("Joana da Silva", "Centre communal d’action sociale"),
    ("Łukasz Żółć", "Consulat honoraire"),
    ("Noémie Chérubin 🌺", "Radio Bò Kay"),
    ("مريم Marie Ben Salem", "Médiatrice indépendante"),
    ("Zélie", "Habitante"),
    ("Anne Léger", "Préfecture de la Martinique"),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| ".".to_owned()));
    std::fs::create_dir_all(&out)?;
    let mut people = PEOPLE.to_vec();
    sort_by_name(&mut people, |person| person.0);

    for (file, count, arrival) in [("attendance", 3, false), ("attendance-long", 44, true)] {
        let sheet = sheet(people.iter().cycle().take(count), arrival);
        std::fs::write(out.join(file).with_extension("pdf"), attendance_sheet(&sheet)?)?;
    }
    std::fs::write(out.join("badges.pdf"), name_badges(&badges(&people))?)?;
    std::fs::write(out.join("certificates.pdf"), certificates(&presence(&people[..4]))?)?;
    std::fs::write(out.join("poster.pdf"), poster(&announcement())?)?;
    Ok(())
}

fn sheet<'a>(
    people: impl Iterator<Item = &'a (&'static str, &'static str)>,
    arrival: bool,
) -> AttendanceSheet {
    let detail = |label: &str, value: &str| Detail { label: label.to_owned(), value: value.to_owned() };
    AttendanceSheet {
        language: "fr".to_owned(),
        kind: "Feuille d’émargement".to_owned(),
        title: "Forum de la médiation sociale en Martinique".to_owned(),
        details: vec![
            detail("Date", "samedi 14 mars 2026"),
            detail(
                "Lieu",
                "Hôtel de Ville, salle des délibérations, boulevard du Général-de-Gaulle, Fort-de-France",
            ),
            detail("Demi-journée", "matin, 8 h 30 – 12 h 30"),
            detail(
                "Organisateurs",
                "Réseau martiniquais de médiation sociale, avec la ville de Fort-de-France",
            ),
        ],
        columns: Columns {
            number: "N°".to_owned(),
            name: "Nom et prénom".to_owned(),
            organisation: "Structure".to_owned(),
            arrival: arrival.then(|| "Arrivée".to_owned()),
            signature: "Signature".to_owned(),
        },
        attendees: people
            .enumerate()
            .map(|(index, (name, organisation))| Attendee {
                name: (*name).to_owned(),
                organisation: (*organisation).to_owned(),
                arrival: if index % 3 == 0 { format!("8 h {:02}", 30 + index % 30) } else { String::new() },
            })
            .collect(),
        walk_in_heading: "Personnes présentes qui ne figurent pas sur la liste".to_owned(),
        walk_in_rows: WALK_IN_ROWS,
        page_number: "page {page} / {pages}".to_owned(),
        footer: "Ces données servent à justifier de la présence au forum. Elles sont conservées un an par \
                 l’organisateur, puis détruites. Vous pouvez y accéder et les faire rectifier en écrivant à \
                 donnees@forum.example."
            .to_owned(),
    }
}

fn badges(people: &[(&str, &str)]) -> BadgeSheets {
    let categories = [
        ("Participante", Rgb(0x0f, 0x4c, 0x6e)),
        ("Intervenant·e", Rgb(0xf2, 0xb7, 0x05)),
        ("Organisation", Rgb(0xb0, 0x2a, 0x37)),
        ("Presse", Rgb(0x9c, 0xc9, 0xa4)),
    ];
    let mut badges = Vec::new();
    for (index, (name, organisation)) in people.iter().enumerate() {
        let (label, color) = categories[index % categories.len()];
        badges.push(Badge {
            name: (*name).to_owned(),
            organisation: (*organisation).to_owned(),
            category: Category { label: label.to_owned(), color },
            code: (index != 2).then(|| format!("https://t.me/forum_mediation_bot?start=b-{index:06}")),
        });
    }
    BadgeSheets {
        language: "fr".to_owned(),
        title: "Badges – Forum de la médiation sociale".to_owned(),
        event: "Forum de la médiation sociale en Martinique".to_owned(),
        code_description: "Code QR : contrôle à l’entrée".to_owned(),
        badges,
    }
}

fn presence(people: &[(&str, &str)]) -> Certificates {
    Certificates {
        language: "fr".to_owned(),
        title: "Attestations de présence – Forum de la médiation sociale".to_owned(),
        issuer: "Réseau martiniquais de médiation sociale".to_owned(),
        heading: "Attestation de présence".to_owned(),
        place_and_date: "Fort-de-France, le 14 mars 2026".to_owned(),
        signatory: "Solange Adélaïde-Bellune".to_owned(),
        signatory_role: "présidente du comité d’organisation".to_owned(),
        signature_label: "Signature et cachet".to_owned(),
        footer: "Cette attestation certifie une présence. Elle ne vaut ni formation ni diplôme.".to_owned(),
        people: people
            .iter()
            .map(|(name, _)| Certificate {
                before: "Le comité d’organisation atteste que".to_owned(),
                name: (*name).to_owned(),
                after: vec![
                    "a été présente au Forum de la médiation sociale en Martinique, le samedi 14 mars 2026 de 8 h 30 \
                     à 17 h, à l’Hôtel de Ville de Fort-de-France."
                        .to_owned(),
                    "Elle a pris part aux ateliers « Médiation et école » et « Lakou et voisinage ».".to_owned(),
                    "Cette attestation lui est remise pour servir et valoir ce que de droit.".to_owned(),
                ],
            })
            .collect(),
    }
}

fn announcement() -> Poster {
    Poster {
        language: "fr".to_owned(),
        title: "Forum de la médiation sociale en Martinique".to_owned(),
        date: "samedi 14 mars 2026, dès 8 h 30".to_owned(),
        place: "Hôtel de Ville, boulevard du Général-de-Gaulle, Fort-de-France".to_owned(),
        how_to: "Scannez ce code avec votre téléphone pour vous inscrire, poser une question ou recevoir le programme."
            .to_owned(),
        code: "https://t.me/forum_mediation_bot?start=affiche-mairie".to_owned(),
        code_description: "Code QR : inscription dans Telegram".to_owned(),
        address: "t.me/forum_mediation_bot".to_owned(),
        hangs_at: "Affiche : mairie de Sainte-Luce".to_owned(),
    }
}
