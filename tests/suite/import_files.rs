//! Lists of people in the files that spreadsheet programs and people make: encodings, separators, titles, workbooks,
//! and what is no list at all. The files are made here.

use std::io::Write as _;

use koze::registration::import::{
    Entry, List, ListError, MAX_FILE_BYTES, MAX_PEOPLE, may_be_list, read_file, read_typed,
};
use koze::spreadsheet::ReadError;
use rust_xlsxwriter::{Format, Formula, Workbook};
use zip::write::SimpleFileOptions;

fn read(bytes: &[u8]) -> Result<List, ListError> {
    read_file("liste.csv", bytes)
}

fn entries(bytes: &[u8]) -> Vec<Entry> {
    read(bytes).unwrap().entries
}

/// Line, name, category, phone.
fn short(bytes: &[u8]) -> Vec<(u32, String, String, String)> {
    entries(bytes).into_iter().map(|entry| (entry.line, entry.name, entry.category, entry.phone)).collect()
}

fn person(line: u32, name: &str, category: &str, phone: &str) -> (u32, String, String, String) {
    (line, name.to_owned(), category.to_owned(), phone.to_owned())
}

const TEXT: &str = "Nom;Prénom;Vient comme;Téléphone\r\nDüpont;Léonie;Résidente;0696 12 34 56\r\n";

#[test]
fn every_encoding_of_spreadsheet_programs_is_read() {
    let expected = vec![person(2, "Léonie Düpont", "Résidente", "0696 12 34 56")];
    let (windows_1252, _, _) = encoding_rs::WINDOWS_1252.encode(TEXT);
    let utf16 = |to_bytes: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let mark = mark.then_some(0xfeff);
        mark.into_iter().chain(TEXT.encode_utf16()).flat_map(to_bytes).collect()
    };
    for (name, bytes) in [
        ("UTF-8", TEXT.as_bytes().to_vec()),
        ("UTF-8 with a mark", [b"\xef\xbb\xbf", TEXT.as_bytes()].concat()),
        ("Windows-1252", windows_1252.into_owned()),
        ("UTF-16 LE", utf16(u16::to_le_bytes, true)),
        ("UTF-16 BE", utf16(u16::to_be_bytes, true)),
        ("UTF-16 LE without a mark", utf16(u16::to_le_bytes, false)),
        ("UTF-16 BE without a mark", utf16(u16::to_be_bytes, false)),
    ] {
        assert_eq!(short(&bytes), expected, "{name}");
    }
}

#[test]
fn separators_quotes_and_line_breaks_do_not_matter() {
    let expected = vec![person(2, "Marie Dupont", "résidente", ""), person(3, "Aimé Noël", "employeur", "")];
    for separator in [";", ",", "\t", "|"] {
        let text =
            "Nom;Prénom;Qualité\nDupont;Marie;résidente\nNoël;Aimé;employeur\n".replace(';', separator);
        assert_eq!(short(text.as_bytes()), expected, "{separator:?}");
        assert_eq!(short(text.replace('\n', "\r\n").as_bytes()), expected, "{separator:?}");
        assert_eq!(short(text.replace('\n', "\r").as_bytes())[0].1, "Marie Dupont", "an old Mac");
    }
    let declared = "sep=|\nNom|Qualité\nDupont; Marie|résidente\n";
    assert_eq!(short(declared.as_bytes()), [person(3, "Dupont; Marie", "résidente", "")]);
    let quoted =
        "\"Nom complet\";Structure\n\"Dupont; \"\"Marie\"\"\";\"Mairie\ndu Lamentin\"\n\nNoël Aimé;\n";
    let list = entries(quoted.as_bytes());
    assert_eq!(
        (list[0].name.as_str(), list[0].organisation.as_str()),
        ("Dupont; \"Marie\"", "Mairie du Lamentin")
    );
    assert_eq!((list[1].line, list[1].name.as_str()), (5, "Noël Aimé"), "lines are those of the file");
    // a quotation mark that is never closed swallows nobody
    let unclosed = format!("Nom;Qualité\n\"Dupont Marie;résidente\n{}", "Noël Aimé;autre\n".repeat(40));
    assert_eq!(entries(unclosed.as_bytes()).len(), 41);
}

#[test]
fn titles_are_recognised_in_any_order_and_spelling() {
    let text = "LISTE DES INSCRITS;;;;;;;;\nMise à jour le 3 novembre;;;;;;;;\n\n\
        n° de TELEPHONE (facultatif);Prénoms;NOM DE FAMILLE *;Vous venez comme :;Employeur / structure;E-Mail;Quartier;\
        Besoins d'accès;Taille de tee-shirt\n\
        0696123456;Marie-Line;D'Abreu;Médiatrice;Association Tjè;marie@exemple.com;Dillon;fauteuil;M\n\
        -;Aimé;Noël;;;néant;;non;L\n";
    let list = read(text.as_bytes()).unwrap();
    let first = Entry {
        line: 5,
        name: "Marie-Line D'Abreu".into(),
        category: "Médiatrice".into(),
        organisation: "Association Tjè".into(),
        phone: "0696123456".into(),
        email: "marie@exemple.com".into(),
        area: "Dillon".into(),
        access_needs: "fauteuil".into(),
        has_missing_value: false,
    };
    let second = Entry { line: 6, name: "Aimé Noël".into(), ..Entry::default() };
    assert_eq!(list.entries, [first, second], "a dash, « néant » and « non » are no answers");
    assert_eq!(list.unread_columns, ["Taille de tee-shirt"]);
    for (titles, cells, name) in [
        ("Nom", "Dupont Marie", "Dupont Marie"),
        ("Nom", "Dupont, Marie", "Dupont Marie"),
        ("Nom et prénom", "Dupont Marie", "Dupont Marie"),
        ("Nom complet;Tél", "Dupont Marie;", "Dupont Marie"),
        ("First name;Last name", "Marie;Dupont", "Marie Dupont"),
        ("Surname;Given name;Phone number", "Dupont;Marie;", "Marie Dupont"),
        ("Quel est votre nom et prénom ?;Votre portable", "Marie Dupont;0696123456", "Marie Dupont"),
        ("Prénom", "Marie", "Marie"),
    ] {
        assert_eq!(entries(format!("{titles}\n{cells}\n").as_bytes())[0].name, name, "{titles}");
    }
    // of two numbers the one that can be read, and the titles again on a second page are nobody
    let pages = "Nom;Tél;Portable\nDupont Marie;12;0696123456\nNom;Tél;Portable\nNoël Aimé;;\n";
    assert_eq!(
        short(pages.as_bytes()),
        [person(2, "Dupont Marie", "", "0696123456"), person(4, "Noël Aimé", "", "")]
    );
}

#[test]
fn a_list_without_titles_is_told_by_its_cells() {
    let text = "1;Dupont;Marie;résidente;0696 12 34 56;a@exemple.com\n2;Noël;Aimé;employeur;0596 60 11 22;\n";
    let list = entries(text.as_bytes());
    assert_eq!(list[0].name, "Marie Dupont");
    assert_eq!((list[0].category.as_str(), list[0].phone.as_str()), ("résidente", "0696 12 34 56"));
    assert_eq!((list[1].line, list[0].email.as_str()), (2, "a@exemple.com"));
    let full =
        read(b"0696123456;Marie Dupont;Fort-de-France\n0696123457;Aim\xe9 No\xebl;Le Lamentin\n").unwrap();
    assert_eq!(full.entries[1].name, "Aimé Noël");
    assert_eq!(full.unread_columns, ["3"], "a column that cannot be told is named by its place");
    assert_eq!(entries("Marie Dupont\nAimé Noël\n".as_bytes()).len(), 2, "names alone");
    assert_eq!(read(b"0696123456\n0696123457\n"), Err(ListError::NoNames));
    assert_eq!(
        read("Date;Montant\n12/03/2012;45\n13/03/2012;12\n".as_bytes()).unwrap_err(),
        ListError::NoNames
    );
    assert_eq!(read("Nom;Prénom\n".as_bytes()), Err(ListError::NoPeople));
}

#[test]
fn names_like_formulas_are_texts() {
    let text = "Nom\n=cmd|' /C calc'!A1\n@Aimé\n+Marie\n";
    let names: Vec<String> = entries(text.as_bytes()).into_iter().map(|entry| entry.name).collect();
    assert_eq!(names, ["=cmd|' /C calc'!A1", "@Aimé", "+Marie"]);
}

/// A workbook as a secretary's office makes it: a merged heading, numbers as numbers, formulas, a second sheet.
fn office_workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Inscrits").unwrap();
    let bold = Format::new().set_bold();
    sheet.merge_range(0, 0, 0, 3, "Forum de la médiation sociale", &bold).unwrap();
    for (column, title) in (0..).zip(["Nom", "Prénom", "Tél.", "Qualité"]) {
        sheet.write_string(2, column, title).unwrap();
    }
    sheet.write_string(3, 0, "Dupont").unwrap();
    sheet.write_formula(3, 1, Formula::new("=PROPER(\"MARIE\")").set_result("Marie")).unwrap();
    sheet.write_number(3, 2, 696_123_456.0).unwrap();
    sheet.write_string(3, 3, "résidente").unwrap();
    sheet.write_string(4, 0, "=Noël").unwrap();
    sheet.write_formula(4, 1, Formula::new("=VLOOKUP(1,Z:Z,1)").set_result("#REF!")).unwrap();
    book.add_worksheet().set_name("Budget").unwrap().write_string(0, 0, "Nom").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_gives_the_values_that_were_saved() {
    let list = read(&office_workbook()).unwrap();
    assert_eq!(list.only_sheet.as_deref(), Some("Inscrits"));
    assert_eq!(list.entries[0].name, "Marie Dupont");
    assert_eq!(list.entries[0].phone, "696123456", "the number lost its zero; it can still be dialled");
    assert_eq!((list.entries[1].line, list.entries[1].name.as_str()), (5, "=Noël"));
    assert!(list.entries[1].has_missing_value && !list.entries[0].has_missing_value);
}

#[test]
fn a_cell_far_away_costs_nothing() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "Nom").unwrap();
    sheet.write_string(1, 0, "Dupont").unwrap();
    sheet.write_string(1_048_575, 16_383, "x").unwrap();
    let list = read(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(list.entries.len(), 1);
}

/// An archive with one part.
fn archive(name: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file(name, SimpleFileOptions::default()).unwrap();
    archive.write_all(content).unwrap();
    archive.finish().unwrap().into_inner()
}

#[test]
fn what_is_no_list_is_said() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06".to_vec();
    let jpeg: Vec<u8> =
        b"\xff\xd8\xff\xe0".iter().copied().chain((0..2_000).map(|at| (at * 7 % 251) as u8)).collect();
    let compound = [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 600]].concat();
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut cut = office_workbook();
    cut.truncate(cut.len() / 2);
    let bomb = archive("xl/worksheets/sheet1.xml", &vec![b' '; 60 << 20]);
    assert!(bomb.len() < 1 << 20, "the bomb is small");
    for (what, bytes, error) in [
        ("nothing", Vec::new(), ReadError::Empty),
        ("blanks", b"\n;;\n  \n".to_vec(), ReadError::Empty),
        ("a mark", b"\xef\xbb\xbf".to_vec(), ReadError::Empty),
        ("a picture named .csv", png, ReadError::NotATable),
        ("a photo", jpeg, ReadError::NotATable),
        ("a PDF", b"%PDF-1.7\n1 0 obj".to_vec(), ReadError::NotATable),
        ("a page", b"<!DOCTYPE html><table>".to_vec(), ReadError::NotATable),
        ("an old workbook", compound.clone(), ReadError::OldWorkbook),
        ("a password", [compound, name].concat(), ReadError::Protected),
        ("half a workbook", cut, ReadError::Broken),
        ("another archive", archive("word/document.xml", b"<w/>"), ReadError::Broken),
    ] {
        assert_eq!(read(&bytes), Err(ListError::File(error)), "{what}");
    }
    assert_eq!(read(&bomb), Err(ListError::FileTooLarge));
    assert_eq!(read(&vec![b'a'; MAX_FILE_BYTES + 1]), Err(ListError::FileTooLarge));
}

#[test]
fn a_list_has_an_end() {
    let rows = |count: usize| -> String {
        (0..count).fold("Nom;Tél\n".to_owned(), |text, row| text + &format!("Personne {row};\n"))
    };
    assert_eq!(entries(rows(MAX_PEOPLE).as_bytes()).len(), MAX_PEOPLE);
    assert_eq!(read(rows(MAX_PEOPLE + 1).as_bytes()), Err(ListError::TooManyPeople));
    assert_eq!(read(rows(50_000).as_bytes()), Err(ListError::TooManyPeople));
    assert_eq!(read_typed(&rows(0).replace("Nom;Tél", " \n-")), Err(ListError::NoPeople));
}

#[test]
fn a_file_is_fetched_only_if_it_may_be_a_table() {
    for (name, media_type, may_be) in [
        ("Liste.CSV", "text/csv", true),
        ("liste.xlsx", "", true),
        ("liste", "application/vnd.ms-excel", true),
        ("plan.pdf", "application/pdf", false),
        ("photo.jpg", "image/jpeg", false),
        ("", "", false),
    ] {
        assert_eq!(may_be_list(name, media_type), may_be, "{name}");
    }
}
