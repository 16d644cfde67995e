//! The texts of the page, in all languages: it works without a network, and switches between them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::args;
use crate::check_in;
use crate::i18n::{Lang, Texts, texts};
use crate::registration::Category;

/// The texts that the page's script asks for.
const IDS: [&str; 58] = [
    "scan-title",
    "scan-online",
    "scan-offline",
    "scan-inside",
    "scan-insecure",
    "scan-ready",
    "scan-checking",
    "scan-in",
    "scan-at",
    "scan-already",
    "scan-since",
    "scan-waiting",
    "scan-admit",
    "scan-too-early",
    "scan-unknown",
    "scan-other-event",
    "scan-not-ticket",
    "scan-not-on-list",
    "scan-kept",
    "scan-kept-unnamed",
    "scan-needs",
    "scan-undone",
    "scan-undo-too-late",
    "scan-type",
    "scan-go",
    "scan-no-match",
    "scan-undo",
    "scan-menu",
    "scan-camera-start",
    "scan-camera-aim",
    "scan-camera-missing",
    "scan-camera-refused",
    "scan-popup",
    "scan-torch",
    "scan-queue",
    "scan-list",
    "scan-list-old",
    "scan-list-too-old",
    "scan-no-list",
    "scan-age-now",
    "scan-age-minutes",
    "scan-age-hours",
    "scan-age-days",
    "scan-age-unknown",
    "scan-problems",
    "scan-problems-title",
    "scan-problems-done",
    "scan-foreign",
    "scan-sound",
    "scan-vibrate",
    "scan-refresh",
    "scan-leave",
    "scan-leave-unsent",
    "scan-close",
    "scan-signed-out",
    "scan-link-used",
    "scan-revoked",
    "scan-closed-queue",
];

/// All texts as JSON: `{"fr": {"in": "…"}}`, without the prefix `scan-`. Arguments stand as `{time}`.
pub fn all_texts() -> &'static str {
    static JSON: LazyLock<String> = LazyLock::new(|| {
        let all: BTreeMap<&str, _> =
            Lang::ALL.iter().map(|lang| (lang.code(), language_texts(texts(*lang)))).collect();
        serde_json::to_string(&all).unwrap_or_default()
    });
    &JSON
}

fn language_texts(t: &Texts) -> BTreeMap<String, String> {
    let arguments = args!(
        age = "{age}",
        count = "{count}",
        days = "{days}",
        hours = "{hours}",
        minutes = "{minutes}",
        needs = "{needs}",
        time = "{time}",
    );
    let categories = Category::ALL.iter().map(|category| format!("category-{}", category.name()));
    let ids = IDS.iter().chain(&check_in::HELP_TEXTS).map(ToString::to_string).chain(categories);
    let name = |id: &str| id.strip_prefix("scan-").unwrap_or(id).to_owned();
    let mut all: BTreeMap<String, String> = ids.map(|id| (name(&id), t.plain(&id, arguments))).collect();
    all.insert("language-name".to_owned(), t.lang.endonym().to_owned());
    all
}
