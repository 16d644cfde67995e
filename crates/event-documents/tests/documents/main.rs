//! The documents as a reader of PDF sees them.

#![allow(clippy::unwrap_used, reason = "a test or benchmark that fails says where")]

mod reader;

use event_documents::{
    AttendanceSheet, Attendee, Badge, BadgeSheets, Category, Certificate, Certificates, Columns, Detail,
    DocumentError, Poster, Report, ReportBlock, Rgb, attendance_sheet, certificates, name_badges, poster,
    report,
};
use reader::{check_fonts, check_metadata, dark_rectangles, page_count, scan, texts};

/// Invented names, each with a number so that none is part of another.
fn name(index: usize) -> String {
    let names = [
        "Marie-Line Dieudonné",
        "Thérèse-Philomène Ozier-Lafontaine de Saint-Aimé du Morne-Rouge et des Îlets",
        "Łukasz Żółć-Ørsted",
        "Noémie Chérubin 🌺👩🏽‍⚖️",
        "مريم Marie Ben Salem",
        "Man Fènwaz Bòlanm",
        "Éloïse N’Guyën",
    ];
    format!("{} ({index:03})", names[index % names.len()])
}

fn sheet(count: usize, walk_in_rows: usize) -> AttendanceSheet {
    let organisations =
        ["", "Mairie de Sainte-Luce", "Collectivité, direction de la cohésion sociale et du logement"];
    AttendanceSheet {
        language: "fr".to_owned(),
        kind: "Feuille d’émargement".to_owned(),
        title: "Forum de la médiation".to_owned(),
        details: vec![Detail { label: "Lieu".to_owned(), value: "Hôtel de Ville".to_owned() }],
        columns: Columns {
            number: "N°".to_owned(),
            name: "Nom".to_owned(),
            organisation: "Structure".to_owned(),
            arrival: Some("Arrivée".to_owned()),
            signature: "Signature".to_owned(),
        },
        attendees: (0..count)
            .map(|index| Attendee {
                name: name(index),
                organisation: organisations[index % organisations.len()].to_owned(),
                arrival: String::new(),
            })
            .collect(),
        walk_in_heading: "Hors liste".to_owned(),
        walk_in_rows,
        page_number: "page {page} / {pages}".to_owned(),
        footer: "Ces données sont détruites après un an.".to_owned(),
    }
}

fn badges(count: usize) -> BadgeSheets {
    BadgeSheets {
        language: "fr".to_owned(),
        title: "Badges".to_owned(),
        event: "Forum de la médiation".to_owned(),
        code_description: "Code QR".to_owned(),
        badges: (0..count)
            .map(|index| Badge {
                name: name(index),
                organisation: String::new(),
                category: Category { label: "Presse".to_owned(), color: Rgb(0xf2, 0xb7, 0x05) },
                code: Some(format!("https://t.me/forum_bot?start=b-{index}")),
            })
            .collect(),
    }
}

fn presence(count: usize) -> Certificates {
    Certificates {
        language: "fr".to_owned(),
        title: "Attestations".to_owned(),
        issuer: "Réseau de médiation".to_owned(),
        heading: "Attestation de présence".to_owned(),
        place_and_date: "Fort-de-France, le 14 mars 2026".to_owned(),
        signatory: "Solange Adélaïde-Bellune".to_owned(),
        signatory_role: "présidente".to_owned(),
        signature_label: "Signature et cachet".to_owned(),
        footer: "Elle ne vaut pas formation.".to_owned(),
        people: (0..count)
            .map(|index| Certificate {
                before: "Le comité atteste que".to_owned(),
                name: name(index),
                after: vec!["a été présente au forum.".to_owned()],
            })
            .collect(),
    }
}

fn announcement() -> Poster {
    Poster {
        language: "fr".to_owned(),
        title: "Forum de la médiation".to_owned(),
        date: "samedi 14 mars 2026".to_owned(),
        place: "Hôtel de Ville".to_owned(),
        how_to: "Scannez ce code pour vous inscrire.".to_owned(),
        code: "https://t.me/forum_bot?start=mairie".to_owned(),
        code_description: "Code QR".to_owned(),
        address: "t.me/forum_bot".to_owned(),
        hangs_at: "mairie".to_owned(),
    }
}

fn check_names(pdf: &[u8], count: usize) {
    let text = texts(pdf).concat();
    for index in 0..count {
        let name = name(index);
        assert_eq!(text.matches(&name).count(), 1, "{name}");
    }
}

#[test]
fn attendance_sheets_name_everybody_once() {
    for (count, pages) in [(0, 1), (3, 2), (30, 3), (300, 15)] {
        let pdf = attendance_sheet(&sheet(count, 20)).unwrap();
        check_metadata(&pdf, "fr", "Feuille d’émargement – Forum de la médiation");
        check_fonts(&pdf);
        check_names(&pdf, count);
        assert_eq!(page_count(&pdf), pages, "{count}");
        let pages = texts(&pdf);
        for (index, text) in pages.iter().enumerate() {
            assert!(text.contains(&format!("page {} / {}", index + 1, pages.len())), "{text}");
            assert!(text.contains("Signature") && text.contains("détruites après un an"), "{text}");
        }
        assert_eq!(pages.concat().matches("Hors liste").count(), 1);
        assert!(pages.concat().contains(&(count + 20).to_string()));
    }
    let pdf = attendance_sheet(&sheet(3, 0)).unwrap();
    assert_eq!(page_count(&pdf), 1);
    assert!(!texts(&pdf).concat().contains("Hors liste"));
}

#[test]
fn a_name_that_is_cut_is_whole_in_the_text() {
    let mut long = sheet(1, 0);
    let name = format!("Anne {}", "Marie-Thérèse ".repeat(20).trim_end());
    long.attendees[0].name.clone_from(&name);
    long.attendees[0].organisation = "X".repeat(500);
    let text = texts(&attendance_sheet(&long).unwrap()).concat();
    assert!(text.contains(&name), "{text}");
    assert!(text.contains(&"X".repeat(500)));
}

#[test]
fn badges_name_everybody_once_and_scan() {
    for (count, pages) in [(3, 1), (30, 4), (300, 38)] {
        let pdf = name_badges(&badges(count)).unwrap();
        check_metadata(&pdf, "fr", "Badges");
        check_fonts(&pdf);
        check_names(&pdf, count);
        assert_eq!(page_count(&pdf), pages);
    }
    let pdf = name_badges(&badges(3)).unwrap();
    let codes = scan(&dark_rectangles(&pdf, 0));
    let expected: Vec<String> =
        (0..3).map(|index| format!("https://t.me/forum_bot?start=b-{index}")).collect();
    assert_eq!(codes, expected);
}

#[test]
fn certificates_have_a_page_for_each_person() {
    for count in [1, 3, 30, 300] {
        let pdf = certificates(&presence(count)).unwrap();
        check_metadata(&pdf, "fr", "Attestations");
        check_fonts(&pdf);
        assert_eq!(page_count(&pdf), count);
        for (index, text) in texts(&pdf).iter().enumerate() {
            assert_eq!(text.matches(&name(index)).count(), 1, "{text}");
            assert!(text.contains("Attestation de présence") && text.contains("Signature et cachet"));
        }
    }
}

#[test]
fn a_poster_is_one_page_that_scans() {
    let pdf = poster(&announcement()).unwrap();
    check_metadata(&pdf, "fr", "Forum de la médiation");
    check_fonts(&pdf);
    assert_eq!(page_count(&pdf), 1);
    let text = texts(&pdf).concat();
    for part in ["samedi 14 mars 2026", "Hôtel de Ville", "Scannez ce code", "t.me/forum_bot", "mairie"] {
        assert!(text.contains(part), "{part}");
    }
    assert_eq!(scan(&dark_rectangles(&pdf, 0)), ["https://t.me/forum_bot?start=mairie"]);
}

#[test]
fn equal_input_gives_equal_bytes() {
    assert_eq!(attendance_sheet(&sheet(30, 20)).unwrap(), attendance_sheet(&sheet(30, 20)).unwrap());
    assert_eq!(name_badges(&badges(30)).unwrap(), name_badges(&badges(30)).unwrap());
    assert_eq!(certificates(&presence(3)).unwrap(), certificates(&presence(3)).unwrap());
    assert_eq!(poster(&announcement()).unwrap(), poster(&announcement()).unwrap());
}

/// Texts that people and programs could hand over: nothing, far too much, and what no font has.
#[test]
fn odd_texts_give_a_document() {
    let long = "Lyannaj ".repeat(200);
    let word = "m".repeat(3000);
    let odd = [
        "",
        " ",
        "\n\t\0\u{7}",
        "\u{feff}\u{200b}\u{202e}",
        "e\u{301}\u{302}\u{303}",
        "🇲🇶👨‍👩‍👧",
        "\u{e000}漢字ไทย",
        &long,
        &word,
    ];
    for text in odd {
        let text = text.to_owned();
        let mut sheet = sheet(1, 1);
        for target in [&mut sheet.title, &mut sheet.kind, &mut sheet.footer, &mut sheet.walk_in_heading] {
            target.clone_from(&text);
        }
        sheet.details[0] = Detail { label: text.clone(), value: text.clone() };
        sheet.attendees[0] =
            Attendee { name: text.clone(), organisation: text.clone(), arrival: text.clone() };
        attendance_sheet(&sheet).unwrap_or_else(|error| panic!("{text:?}: {error}"));

        let mut sheets = badges(1);
        sheets.badges[0].name.clone_from(&text);
        sheets.badges[0].organisation.clone_from(&text);
        sheets.badges[0].category.label.clone_from(&text);
        sheets.event.clone_from(&text);
        sheets.title.clone_from(&text);
        sheets.code_description.clone_from(&text);
        name_badges(&sheets).unwrap_or_else(|error| panic!("{text:?}: {error}"));

        let mut presence = presence(1);
        for target in
            [&mut presence.heading, &mut presence.issuer, &mut presence.signatory, &mut presence.footer]
        {
            target.clone_from(&text);
        }
        presence.people[0] =
            Certificate { before: text.clone(), name: text.clone(), after: vec![text.clone(); 3] };
        assert_eq!(
            page_count(&certificates(&presence).unwrap_or_else(|error| panic!("{text:?}: {error}"))),
            1
        );

        let mut announcement = announcement();
        for target in [&mut announcement.title, &mut announcement.date, &mut announcement.place] {
            target.clone_from(&text);
        }
        announcement.how_to.clone_from(&text);
        announcement.address.clone_from(&text);
        assert_eq!(page_count(&poster(&announcement).unwrap_or_else(|error| panic!("{text:?}: {error}"))), 1);
    }
}

#[test]
fn what_cannot_be_printed_is_an_error() {
    assert!(matches!(name_badges(&badges(0)), Err(DocumentError::Empty)));
    assert!(matches!(certificates(&presence(0)), Err(DocumentError::Empty)));
    let mut announcement = announcement();
    announcement.code = "a".repeat(5000);
    assert!(matches!(poster(&announcement), Err(DocumentError::CodeTooLong(5000))));
}

fn account(blocks: Vec<ReportBlock>) -> Report {
    Report {
        language: "fr".to_owned(),
        event: "Forum de la médiation".to_owned(),
        title: "Ce que sont devenues vos questions".to_owned(),
        blocks,
        page_number: "page {page} / {pages}".to_owned(),
        footer: "Pour demander pourquoi : nom@exemple.org".to_owned(),
    }
}

#[test]
fn a_report_has_every_text_once_on_as_many_pages_as_it_needs() {
    for (count, least) in [(0, 1), (1, 1), (40, 5), (300, 40)] {
        let mut blocks = vec![ReportBlock::Paragraph(String::new())];
        for index in 0..count {
            if index % 25 == 0 {
                blocks.push(ReportBlock::Section(format!("Thème {index:03}")));
            }
            let long = "des mots et encore des mots ".repeat(index % 7);
            blocks.push(ReportBlock::Subsection(format!("Question ({index:03}) {long}?")));
            blocks.push(ReportBlock::Note(format!("{index} voix")));
            blocks.push(ReportBlock::Quotation(format!("Réponse ({index:03}) {}", long.repeat(4))));
            blocks.push(ReportBlock::Item(format!("Aussi ({index:03})")));
        }
        let pdf = report(&account(blocks)).unwrap();
        check_metadata(&pdf, "fr", "Ce que sont devenues vos questions");
        check_fonts(&pdf);
        let pages = texts(&pdf);
        assert!(page_count(&pdf) >= least, "{count}: {}", page_count(&pdf));
        let all = pages.concat();
        for index in 0..count {
            for text in ["Question", "Réponse", "Aussi"] {
                assert_eq!(all.matches(&format!("{text} ({index:03})")).count(), 1, "{text} {index}");
            }
        }
        for (index, text) in pages.iter().enumerate() {
            assert!(text.contains(&format!("page {} / {}", index + 1, pages.len())), "{text}");
            // a heading does not stand at the foot of a page, without anything below it
            let last = text.rfind("Thème").map(|at| &text[at..]);
            assert!(last.is_none_or(|rest| rest.contains("Question")), "{text}");
        }
    }
}

#[test]
fn a_report_takes_words_and_paragraphs_of_any_length() {
    let endless = "x".repeat(5_000);
    let paragraph = "phrase sans fin ".repeat(2_000);
    let pdf = report(&account(vec![
        ReportBlock::Section(endless.clone()),
        ReportBlock::Subsection("titre ".repeat(1_500)),
        ReportBlock::Subsection(String::new()),
        ReportBlock::Section("\u{200b}\n".to_owned()),
        ReportBlock::Paragraph(paragraph),
        ReportBlock::Quotation("محمد 李小龍 👩🏽‍⚖️ \u{1}\u{2028}fin".to_owned()),
    ]))
    .unwrap();
    check_fonts(&pdf);
    let all = texts(&pdf).concat();
    assert_eq!(all.matches('x').count() - all.matches("xemple").count(), 5_000);
    assert_eq!(all.matches("phrase").count(), 2_000);
    assert_eq!(all.matches("titre").count(), 1_500 + all.matches("sous-titre").count());
}
