//! The buttons of `/documents`, and the specs of its files.

use koze::documents::{CertificateScope, Document, ExportKind, Payload};
use koze::i18n::Lang;
use koze::ids::RegistrationNumber;
use koze::referrals::Source;
use koze::registration::TicketCode;
use koze::spreadsheet::TableFormat;
use proptest::prelude::*;
use proptest::sample::select;
use strum::IntoEnumIterator;

use super::number;

fn formats() -> impl Strategy<Value = TableFormat> {
    select(vec![TableFormat::Csv, TableFormat::Xlsx, TableFormat::Json, TableFormat::JsonLines])
}

fn kinds() -> impl Strategy<Value = ExportKind> {
    select(ExportKind::iter().collect::<Vec<_>>())
}

fn scopes() -> impl Strategy<Value = CertificateScope> {
    select(CertificateScope::iter().collect::<Vec<_>>())
}

pub fn payloads() -> impl Strategy<Value = Payload> {
    prop_oneof![
        Just(Payload::Menu),
        Just(Payload::Tables),
        Just(Payload::AttendanceSheet),
        Just(Payload::Badges),
        Just(Payload::Poster),
        scopes().prop_map(Payload::Certificates),
        Just(Payload::AskToSendCertificates),
        Just(Payload::SendCertificates),
        number().prop_map(|number| Payload::Certificate(RegistrationNumber(number))),
        (kinds(), formats()).prop_map(|(kind, format)| Payload::Export { kind, format }),
    ]
}

/// A new variant does not compile before it is added here: add it to the strategy above too.
fn is_covered(payload: Payload) {
    match payload {
        Payload::Menu
        | Payload::Tables
        | Payload::AttendanceSheet
        | Payload::Badges
        | Payload::Poster
        | Payload::Certificates(_)
        | Payload::AskToSendCertificates
        | Payload::SendCertificates
        | Payload::Certificate(_)
        | Payload::Export { .. } => {}
    }
}

fn documents() -> impl Strategy<Value = Document> {
    let from = prop_oneof![Just(None), "[a-z0-9-]{1,32}".prop_map(|word| Source::parse(&word).ok())];
    prop_oneof![
        Just(Document::AttendanceSheet),
        Just(Document::Badges),
        select(Lang::ALL.to_vec())
            .prop_map(|lang| Document::Certificate { lang, code: TicketCode::random() }),
        scopes().prop_map(Document::Certificates),
        (from, "[a-zA-Zé: ]{0,20}").prop_map(|(from, place)| Document::Poster { from, place }),
        (kinds(), formats()).prop_map(|(kind, format)| Document::Export { kind, format }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_payload_is_parsed_from_its_own_text(payload in payloads()) {
        is_covered(payload);
        prop_assert_eq!(payload.to_string().parse(), Ok(payload));
    }

    #[test]
    fn any_text_is_parsed_or_rejected(data in "(docs:)?[a-z-]{0,20}:?[a-z0-9-]{0,12}:?[a-z]{0,5}") {
        if let Ok(payload) = data.parse::<Payload>() {
            prop_assert_eq!(payload.to_string().parse(), Ok(payload));
        }
    }

    #[test]
    fn every_file_is_found_by_its_own_spec_and_never_kept(document in documents()) {
        prop_assert!(document.to_string().starts_with("fresh:"));
        prop_assert_eq!(document.to_string().parse(), Ok(document));
    }

    #[test]
    fn any_spec_is_parsed_or_rejected(spec in "(fresh:)?(poster|export|certificates?|badges)?:?\\PC{0,12}:?\\PC{0,12}") {
        if let Ok(document) = spec.parse::<Document>() {
            let again = document.to_string().parse::<Document>();
            prop_assert_eq!(again, Ok(document));
        }
    }
}

#[test]
fn data_in_chats_keeps_its_meaning() {
    let export = Payload::Export { kind: ExportKind::Attendance, format: TableFormat::Xlsx };
    assert_eq!("docs:export:attendance:xlsx".parse(), Ok(export));
    assert_eq!("docs:certificate:12".parse(), Ok(Payload::Certificate(RegistrationNumber(12))));
    assert_eq!("docs:send-certificates:yes".parse(), Ok(Payload::SendCertificates));
    assert_eq!("docs:export:everything:xlsx".parse::<Payload>().ok(), None);
}
