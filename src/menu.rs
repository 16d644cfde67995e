//! What is always at hand: five buttons in place of the keyboard, the choice of language, help.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::args;
use crate::chat::{Button, Keyboard, Message, ReplyButton};
use crate::commands;
use crate::i18n::{Arg, Lang, Texts, texts};
use crate::keywords::{AsTypedText, normalize};
use crate::people;
use crate::text::label_key;
use crate::turn::Turn;

/// What the five buttons say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MenuItem {
    Registration,
    Programme,
    Venue,
    Question,
    Language,
    Queue,
    TakeNext,
    /// Who comes.
    RegistrationList,
    Announce,
    /// Changing the schedule.
    ChangeSchedule,
}

impl MenuItem {
    const ALL: [MenuItem; 10] = [
        MenuItem::Registration,
        MenuItem::Programme,
        MenuItem::Venue,
        MenuItem::Question,
        MenuItem::Language,
        MenuItem::Queue,
        MenuItem::TakeNext,
        MenuItem::RegistrationList,
        MenuItem::Announce,
        MenuItem::ChangeSchedule,
    ];

    fn text_id(self) -> &'static str {
        match self {
            MenuItem::Registration => "menu-registration",
            MenuItem::Programme => "menu-programme",
            MenuItem::Venue => "menu-place",
            MenuItem::Question => "menu-question",
            MenuItem::Language => "menu-language",
            MenuItem::Queue => "menu-queue",
            MenuItem::TakeNext => "menu-next",
            MenuItem::RegistrationList => "menu-guests",
            MenuItem::Announce => "menu-announce",
            MenuItem::ChangeSchedule => "menu-schedule",
        }
    }

    /// The button somebody pressed, in whichever language it still stands on their screen.
    pub fn from_label(text: &(impl AsTypedText + ?Sized)) -> Option<Self> {
        static LABELS: LazyLock<HashMap<String, MenuItem>> = LazyLock::new(|| {
            let all = Lang::ALL.into_iter().flat_map(|lang| MenuItem::ALL.map(|item| (lang, item)));
            all.map(|(lang, item)| (label_key(&texts(lang).label(item.text_id())), item)).collect()
        });
        // who types a label leaves its picture out; one word alone is what people ask by
        static WORDS: LazyLock<HashMap<String, MenuItem>> = LazyLock::new(|| {
            let all = Lang::ALL.into_iter().flat_map(|lang| MenuItem::ALL.map(|item| (lang, item)));
            let folded = all.map(|(lang, item)| (normalize(&texts(lang).label(item.text_id())), item));
            folded.filter(|(label, _)| label.contains(' ')).collect()
        });
        let text = text.as_typed_text();
        LABELS.get(&label_key(&text)).or_else(|| WORDS.get(text.normalized())).copied()
    }
}

/// The buttons in place of the keyboard, for everybody, for moderators or for organisers.
pub fn menu_keyboard(t: &Texts, roles: &[people::Role]) -> Keyboard {
    let rows: &[&[MenuItem]] = if roles.contains(&people::Role::Organiser) {
        &[
            &[MenuItem::RegistrationList, MenuItem::Announce],
            &[MenuItem::ChangeSchedule, MenuItem::Programme],
            &[MenuItem::Queue, MenuItem::TakeNext],
            &[MenuItem::Venue, MenuItem::Language],
        ]
    } else if roles.contains(&people::Role::Moderator) {
        &[
            &[MenuItem::Queue, MenuItem::TakeNext],
            &[MenuItem::Programme, MenuItem::Venue],
            &[MenuItem::Language],
        ]
    } else {
        &[
            &[MenuItem::Registration, MenuItem::Programme],
            &[MenuItem::Venue, MenuItem::Question],
            &[MenuItem::Language],
        ]
    };
    let button = |item: &MenuItem| ReplyButton::new(t.label(item.text_id()));
    Keyboard::Reply {
        rows: rows.iter().map(|row| row.iter().map(button).collect()).collect(),
        hint: t.label("menu-hint"),
    }
}

/// Says `html` and puts the menu in place of the keyboard.
pub async fn reply_with_menu(turn: &mut Turn<'_>, html: String) -> sqlx::Result<()> {
    let texts = turn.texts();
    let keyboard = menu_keyboard(texts, turn.roles().await?);
    turn.reply(Message { keyboard: Some(keyboard), ..Message::new(html) });
    Ok(())
}

/// The first words somebody hears, and the menu.
pub async fn send_welcome(turn: &mut Turn<'_>) -> sqlx::Result<()> {
    let title = turn.event.programme.title.get(turn.lang());
    let html = turn.texts().html("welcome", args!(title = title));
    reply_with_menu(turn, html).await
}

/// What the bot can do, in a few lines.
pub async fn send_help(turn: &mut Turn<'_>) -> sqlx::Result<()> {
    let mut html =
        turn.texts().html("help", args!(contact = Arg::html(turn.event.contact_html(turn.texts()))));
    if turn.has_role(people::Role::Organiser).await? {
        let listed = commands::commands_for_organiser(turn.lang());
        let lines: String = listed.iter().map(|(name, what)| format!("\n/{name} · {what}")).collect();
        html.push_str("\n\n");
        html.push_str(&turn.texts().html("help-organiser", args!(commands = lines)));
    }
    reply_with_menu(turn, html).await
}

/// Offers the languages.
pub fn send_language_choice(turn: &mut Turn<'_>) {
    let message = Message::new(turn.texts().html("language-choose", &[]))
        .with_inline_keyboard(vec![language_buttons("lang", turn)]);
    turn.reply(message);
}

/// One button for each language of the event, each in its own words.
pub fn language_buttons(prefix: &str, turn: &Turn<'_>) -> Vec<Button> {
    let button = |&lang: &Lang| {
        let name = lang.endonym();
        let label = if lang == turn.lang() { format!("✓\u{a0}{name}") } else { name.to_owned() };
        Button::new(label, format!("{prefix}:{}", lang.code()))
    };
    turn.event.programme.languages.iter().map(button).collect()
}

/// Speaks `lang` from now on: the menu and the commands follow.
pub async fn switch_language(turn: &mut Turn<'_>, lang: Lang) -> sqlx::Result<()> {
    turn.set_language(lang);
    offer_commands(turn).await?;
    let html = turn.texts().html("language-now", &[]);
    reply_with_menu(turn, html).await
}

/// Offers to go on in the language that was just written in, under the answer: once, since who does not press it
/// has answered.
pub fn offer_language(turn: &mut Turn<'_>, lang: Lang) {
    turn.person.offered_languages.push_str(&format!("{} ", lang.code()));
    let t = texts(lang);
    let button = Button::new(t.label("language-go-on"), format!("lang:{}", lang.code()));
    turn.add_button(button, || Message::new(t.html("language-offer", &[])));
}

/// Lists the commands in the chat, in the person's language and for their role.
pub async fn offer_commands(turn: &mut Turn<'_>) -> sqlx::Result<()> {
    let lang = turn.lang();
    let commands = commands_for_roles(lang, turn.roles().await?);
    turn.set_chat_commands(commands);
    Ok(())
}

/// Somebody has sent on as much as may be for now.
pub fn forward_limit_message(t: &Texts) -> Message {
    Message::new(t.html("sent-enough", args!(count = people::MAX_FORWARDED_PER_HOUR)))
}

/// The commands that somebody with these roles is offered.
pub fn commands_for_roles(lang: Lang, roles: &[people::Role]) -> Vec<(String, String)> {
    let mut offered = commands::commands_for_user(lang, people::roles_can_moderate(roles));
    if roles.contains(&people::Role::Organiser) {
        offered.splice(0..0, commands::commands_for_organiser(lang));
    }
    offered
}
