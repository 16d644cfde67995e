//! The menu: buttons in place of the keyboard for each role, the choice of language, the list of commands, help.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::args;
use crate::chat::{Button, Keyboard, Message, ReplyButton};
use crate::commands;
use crate::i18n::{Arg, Lang, Texts, texts};
use crate::keywords::{AsTypedText, normalize};
use crate::people::{self, Role};
use crate::text::label_key;
use crate::turn::Turn;

/// A button of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MenuItem {
    Registration,
    Programme,
    Venue,
    Question,
    Language,
    Queue,
    TakeNext,
    RegistrationList,
    Announce,
    ChangeSchedule,
    Door,
    Desk,
}

impl MenuItem {
    const ALL: [MenuItem; 12] = [
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
        MenuItem::Door,
        MenuItem::Desk,
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
            MenuItem::Door => "menu-door",
            MenuItem::Desk => "menu-desk",
        }
    }

    /// The button with this label, in any language: the menu of an earlier language may still be on the screen.
    pub fn from_label(text: &(impl AsTypedText + ?Sized)) -> Option<Self> {
        static LABELS: LazyLock<HashMap<String, MenuItem>> = LazyLock::new(|| {
            let all = Lang::ALL.into_iter().flat_map(|lang| MenuItem::ALL.map(|item| (lang, item)));
            all.map(|(lang, item)| (label_key(&texts(lang).label(item.text_id())), item)).collect()
        });
        // a typed label has no picture; one word alone is a question about that
        static WORDS: LazyLock<HashMap<String, MenuItem>> = LazyLock::new(|| {
            let all = Lang::ALL.into_iter().flat_map(|lang| MenuItem::ALL.map(|item| (lang, item)));
            let normalized = all.map(|(lang, item)| (normalize(&texts(lang).label(item.text_id())), item));
            normalized.filter(|(label, _)| label.contains(' ')).collect()
        });
        let text = text.as_typed_text();
        LABELS.get(&label_key(&text)).or_else(|| WORDS.get(text.normalized())).copied()
    }
}

/// The menu of a person with these roles.
pub fn menu_keyboard(t: &Texts, roles: &[Role]) -> Keyboard {
    let rows: &[&[MenuItem]] = if roles.contains(&Role::Organiser) {
        &[
            &[MenuItem::Desk, MenuItem::Door],
            &[MenuItem::RegistrationList, MenuItem::Announce],
            &[MenuItem::ChangeSchedule, MenuItem::Programme],
            &[MenuItem::Queue, MenuItem::TakeNext],
            &[MenuItem::Venue, MenuItem::Language],
        ]
    } else if roles.contains(&Role::Moderator) && roles.contains(&Role::DoorStaff) {
        &[
            &[MenuItem::Queue, MenuItem::TakeNext],
            &[MenuItem::Door, MenuItem::Programme],
            &[MenuItem::Venue, MenuItem::Language],
        ]
    } else if roles.contains(&Role::DoorStaff) {
        &[
            &[MenuItem::Door],
            &[MenuItem::Registration, MenuItem::Programme],
            &[MenuItem::Venue, MenuItem::Question],
            &[MenuItem::Language],
        ]
    } else if roles.contains(&Role::Moderator) {
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

/// Sends a message with the menu.
pub async fn reply_with_menu(turn: &mut Turn<'_>, html: String) -> sqlx::Result<()> {
    let texts = turn.texts();
    let keyboard = menu_keyboard(texts, turn.roles().await?);
    turn.reply(Message { keyboard: Some(keyboard), ..Message::new(html) });
    Ok(())
}

/// Sends the welcome with the menu.
pub async fn send_welcome(turn: &mut Turn<'_>) -> sqlx::Result<()> {
    let title = turn.event.programme.title.get(turn.lang());
    let html = turn.texts().html("welcome", args!(title = title));
    reply_with_menu(turn, html).await
}

/// Sends what the bot can do; organisers also get their commands.
pub async fn send_help(turn: &mut Turn<'_>) -> sqlx::Result<()> {
    let mut html =
        turn.texts().html("help", args!(contact = Arg::html(turn.event.contact_html(turn.texts()))));
    if turn.has_role(Role::Organiser).await? {
        let commands = commands::commands_for_organiser(turn.lang());
        let lines: String = commands.iter().map(|(name, what)| format!("\n/{name} · {what}")).collect();
        html.push_str("\n\n");
        html.push_str(&turn.texts().html("help-organiser", args!(commands = lines)));
    }
    reply_with_menu(turn, html).await
}

/// Sends the choice of language.
pub fn send_language_choice(turn: &mut Turn<'_>) {
    let message = Message::new(turn.texts().html("language-choose", &[]))
        .with_inline_keyboard(vec![language_buttons("lang", turn)]);
    turn.reply(message);
}

/// One button for each language of the event, labelled in that language. The data is `prefix:code`.
pub fn language_buttons(prefix: &str, turn: &Turn<'_>) -> Vec<Button> {
    let button = |&lang: &Lang| {
        let name = lang.endonym();
        let label = if lang == turn.lang() { format!("✓\u{a0}{name}") } else { name.to_owned() };
        Button::new(label, format!("{prefix}:{}", lang.code()))
    };
    turn.event.programme.languages.iter().map(button).collect()
}

/// Sets the person's language; the menu and the commands follow.
pub async fn switch_language(turn: &mut Turn<'_>, lang: Lang) -> sqlx::Result<()> {
    turn.set_language(lang);
    offer_commands(turn).await?;
    let html = turn.texts().html("language-now", &[]);
    reply_with_menu(turn, html).await
}

/// Offers the language of the last text under the reply. It is offered once only: no press is an answer, too.
pub fn offer_language(turn: &mut Turn<'_>, lang: Lang) {
    turn.person.offered_languages.push_str(&format!("{} ", lang.code()));
    let t = texts(lang);
    let button = Button::new(t.label("language-go-on"), format!("lang:{}", lang.code()));
    turn.add_button(button, || Message::new(t.html("language-offer", &[])));
}

/// Sets the commands that the chat lists, in the person's language and for their roles.
pub async fn offer_commands(turn: &mut Turn<'_>) -> sqlx::Result<()> {
    let lang = turn.lang();
    let commands = commands_for_roles(lang, turn.roles().await?);
    turn.set_chat_commands(commands);
    Ok(())
}

/// The person has forwarded as many messages as the quota allows.
pub fn forward_limit_message(t: &Texts) -> Message {
    Message::new(t.html("sent-enough", args!(count = people::MAX_FORWARDED_PER_HOUR)))
}

/// The commands for a person with these roles, as name and description.
pub fn commands_for_roles(lang: Lang, roles: &[Role]) -> Vec<(String, String)> {
    let mut offered = commands::commands_for_user(lang, people::roles_can_moderate(roles));
    if people::roles_can_check_in(roles) {
        offered.splice(0..0, commands::commands_for_door_staff(lang));
    }
    if roles.contains(&Role::Organiser) {
        offered.splice(0..0, commands::commands_for_organiser(lang));
    }
    offered
}
