//! What is always at hand: five buttons in place of the keyboard, the choice of language, help.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::args;
use crate::chat::{Button, Keyboard, Message, ReplyButton};
use crate::commands;
use crate::i18n::{Arg, Lang, Texts, texts};
use crate::people;
use crate::text::label_key;
use crate::turn::Turn;
use crate::typed::fold;

/// What the five buttons say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    Registration,
    Programme,
    Place,
    Question,
    Language,
    Queue,
    Next,
    /// Who comes.
    Guests,
    Announce,
    /// Changing the schedule.
    Schedule,
}

impl Item {
    const ALL: [Item; 10] = [
        Item::Registration,
        Item::Programme,
        Item::Place,
        Item::Question,
        Item::Language,
        Item::Queue,
        Item::Next,
        Item::Guests,
        Item::Announce,
        Item::Schedule,
    ];

    fn id(self) -> &'static str {
        match self {
            Item::Registration => "menu-registration",
            Item::Programme => "menu-programme",
            Item::Place => "menu-place",
            Item::Question => "menu-question",
            Item::Language => "menu-language",
            Item::Queue => "menu-queue",
            Item::Next => "menu-next",
            Item::Guests => "menu-guests",
            Item::Announce => "menu-announce",
            Item::Schedule => "menu-schedule",
        }
    }

    /// The button somebody pressed, in whichever language it still stands on their screen.
    pub fn from_label(text: &str) -> Option<Self> {
        static LABELS: LazyLock<HashMap<String, Item>> = LazyLock::new(|| {
            let all = Lang::ALL.into_iter().flat_map(|lang| Item::ALL.map(|item| (lang, item)));
            all.map(|(lang, item)| (label_key(&texts(lang).label(item.id())), item)).collect()
        });
        // who types a label leaves its picture out; one word alone is what people ask by
        static WORDS: LazyLock<HashMap<String, Item>> = LazyLock::new(|| {
            let all = Lang::ALL.into_iter().flat_map(|lang| Item::ALL.map(|item| (lang, item)));
            let folded = all.map(|(lang, item)| (fold(&texts(lang).label(item.id())), item));
            folded.filter(|(label, _)| label.contains(' ')).collect()
        });
        LABELS.get(&label_key(text)).or_else(|| WORDS.get(&fold(text))).copied()
    }
}

/// The buttons in place of the keyboard, for everybody, for moderators or for organisers.
pub fn keyboard(t: &Texts, roles: &[people::Role]) -> Keyboard {
    let rows: &[&[Item]] = if roles.contains(&people::Role::Organiser) {
        &[
            &[Item::Guests, Item::Announce],
            &[Item::Schedule, Item::Programme],
            &[Item::Queue, Item::Next],
            &[Item::Place, Item::Language],
        ]
    } else if roles.contains(&people::Role::Moderator) {
        &[&[Item::Queue, Item::Next], &[Item::Programme, Item::Place], &[Item::Language]]
    } else {
        &[&[Item::Registration, Item::Programme], &[Item::Place, Item::Question], &[Item::Language]]
    };
    let button = |item: &Item| ReplyButton::new(t.label(item.id()));
    Keyboard::Reply {
        rows: rows.iter().map(|row| row.iter().map(button).collect()).collect(),
        hint: t.label("menu-hint"),
    }
}

/// Says `html` and puts the menu in place of the keyboard.
pub async fn say_with_menu(turn: &mut Turn<'_>, html: String) -> sqlx::Result<()> {
    let roles = people::roles(turn.conn, turn.person.id).await?;
    let keyboard = keyboard(turn.texts(), &roles);
    turn.say(Message { keyboard: Some(keyboard), ..Message::new(html) });
    Ok(())
}

/// The first words somebody hears, and the menu.
pub async fn welcome(turn: &mut Turn<'_>) -> sqlx::Result<()> {
    let title = turn.forum.programme.title.get(turn.lang());
    let html = turn.texts().html("welcome", args!(title = title));
    say_with_menu(turn, html).await
}

/// What the bot can do, in a few lines.
pub async fn help(turn: &mut Turn<'_>) -> sqlx::Result<()> {
    let mut html = turn.texts().html("help", args!(contact = Arg::html(turn.forum.contact(turn.texts()))));
    if people::roles(turn.conn, turn.person.id).await?.contains(&people::Role::Organiser) {
        let listed = commands::for_organisers(turn.lang());
        let lines: String = listed.iter().map(|(name, what)| format!("\n/{name} · {what}")).collect();
        html.push_str("\n\n");
        html.push_str(&turn.texts().html("help-organiser", args!(commands = lines)));
    }
    say_with_menu(turn, html).await
}

/// Offers the languages.
pub fn languages(turn: &mut Turn<'_>) {
    let message =
        Message::new(turn.texts().html("language-choose", &[])).inline(vec![language_row("lang", turn)]);
    turn.say(message);
}

/// One button for each language of the event, each in its own words.
pub fn language_row(prefix: &str, turn: &Turn<'_>) -> Vec<Button> {
    let button = |&lang: &Lang| {
        let name = texts(lang).label("language-name");
        let label = if lang == turn.lang() { format!("✓\u{a0}{name}") } else { name };
        Button::new(label, format!("{prefix}:{}", lang.code()))
    };
    turn.forum.programme.languages.iter().map(button).collect()
}

/// Speaks `lang` from now on: the menu and the commands follow.
pub async fn switch(turn: &mut Turn<'_>, lang: Lang) -> sqlx::Result<()> {
    turn.choose(lang);
    offer_commands(turn).await?;
    let html = turn.texts().html("language-now", &[]);
    say_with_menu(turn, html).await
}

/// Offers to go on in the language that was just written in, under the answer: once, since who does not press it
/// has answered.
pub fn offer_language(turn: &mut Turn<'_>, lang: Lang) {
    turn.person.offered.push_str(&format!("{} ", lang.code()));
    let t = texts(lang);
    let button = Button::new(t.label("language-go-on"), format!("lang:{}", lang.code()));
    turn.add_button(button, || Message::new(t.html("language-offer", &[])));
}

/// Lists the commands in the chat, in the person's language and for their role.
pub async fn offer_commands(turn: &mut Turn<'_>) -> sqlx::Result<()> {
    let roles = people::roles(turn.conn, turn.person.id).await?;
    turn.commands(commands(turn.lang(), &roles));
    Ok(())
}

/// Somebody has sent on as much as may be for now.
pub fn sent_enough(t: &Texts) -> Message {
    Message::new(t.html("sent-enough", args!(count = people::SENT_ON_AT_MOST)))
}

/// The commands that somebody with these roles is offered.
pub fn commands(lang: Lang, roles: &[people::Role]) -> Vec<(String, String)> {
    let mut offered = commands::offered(lang, people::moderate(roles));
    if roles.contains(&people::Role::Organiser) {
        offered.splice(0..0, commands::for_organisers(lang));
    }
    offered
}
