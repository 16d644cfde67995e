//! The whole page as HTML. It works without a script; `audience.js` finds its places by their ids.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::content::{Notice, PageContent, SearchAnswer};
use super::parts::{self, FLOOR_FORM, VOTE_FORM, WITHDRAW_FORM, message_html};
use super::visitor::Visitor;
use crate::args;
use crate::chat;
use crate::dispatch::ASK_START_PAYLOAD;
use crate::i18n::{Lang, Texts, texts};
use crate::questions::QuestionText;
use crate::turn::EventContext;
use crate::visitors::Difficulty;

/// The document around a page's content.
pub fn frame(t: &Texts, title: &str, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(t.lang.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="stylesheet" href="/audience.css";
                link rel="icon" href="data:,";
            }
            body { (content) }
        }
    }
}

/// Everything that the page is rendered from.
pub struct PageView<'p> {
    pub t: &'static Texts,
    pub event: EventContext<'p>,
    pub visitor: &'p Visitor,
    pub content: &'p PageContent,
    pub notice: &'p Notice,
    pub answer: Option<&'p SearchAnswer>,
    pub now: String,
    pub programme: String,
    pub difficulty: Difficulty,
    /// Of the form that asks: sent again, it counts once.
    pub nonce: u64,
}

impl PageView<'_> {
    fn label(&self, id: &str) -> String {
        self.t.label(id)
    }

    /// The whole page.
    pub fn page(&self) -> Markup {
        let title = self.event.programme.title.get(self.visitor.lang);
        frame(
            self.t,
            title,
            &html! {
                a.skip href="#ask" { (self.label("page-skip")) }
                header {
                    h1 { (title) }
                    (self.languages())
                }
                main {
                    (self.notice())
                    section #now-part aria-labelledby="now-title" {
                        h2 #now-title.hidden { (self.label("page-now")) }
                        p #now { (PreEscaped(&self.now)) }
                    }
                    (self.telegram())
                    @if self.content.has_account {
                    section { p { a href=(format!("/account?lang={}", self.t.lang.code())) {
                        (self.label("page-account"))
                    } } }
                }
                section #floor aria-live="polite" { (parts::floor(self.t, &self.content.floor)) }
                (self.asking())
                    (self.questions())
                    (self.mine())
                    (self.search())
                    (self.data())
                }
                (self.shared_forms())
                p #lost role="status" hidden { (self.label("page-lost")) }
                script src="/audience.js" defer {}
            },
        )
    }

    fn languages(&self) -> Markup {
        html! {
            nav.languages aria-label=(self.label("page-languages")) {
                @for &lang in &self.event.programme.languages {
                    a href=(format!("/join?lang={}", lang.code())) lang=(lang.code())
                        aria-current=[(lang == self.visitor.lang).then_some("true")] { (lang.endonym()) }
                }
            }
        }
    }

    fn notice(&self) -> Markup {
        let notice = self.notice;
        html! {
            div #notice role=(if notice.is_problem { "alert" } else { "status" })
                class=(if notice.is_problem || notice.can_send_anyway { "problem" } else { "done" })
                hidden[notice.html.is_empty()] {
                @if notice.can_send_anyway { p { strong { (self.label("page-not-sent")) } } }
                p { (PreEscaped(message_html(&notice.html))) }
                @if notice.can_send_anyway {
                    button type="submit" form="ask-form" name="anyway" value="1" { (self.label("page-ask-anyway")) }
                }
                @if let Some(retry) = &notice.retry {
                    form method="post" action=(retry.action) {
                        input type="hidden" name="token" value=(self.visitor.form_token());
                        @for (name, value) in &retry.fields { input type="hidden" name=(name) value=(value); }
                        label for="retry-code" { (self.label("page-room-code")) }
                        input #retry-code.code name="code" inputmode="numeric" autocomplete="off" maxlength="8";
                        button.quiet type="submit" { (self.t.label(retry.label)) }
                    }
                }
                @if let Some(link) = &notice.transfer_link {
                    p { a.button href=(link) { (self.label("page-telegram-open")) } }
                    p.link { (link) }
                }
                @if let Some((own, similar)) = &notice.similar {
                    @if !similar.is_empty() {
                        p { (self.label("page-similar")) }
                        ul.own {
                            @for other in similar {
                                li {
                                    p.text dir="auto" { (other.text) }
                                    form method="post" action="/q/instead" {
                                        input type="hidden" name="token" value=(self.visitor.form_token());
                                        input type="hidden" name="own" value=(own);
                                        input type="hidden" name="other" value=(other.number);
                                        button.quiet type="submit" {
                                            (self.t.plain("page-similar-support", args!(number = other.number)))
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn telegram(&self) -> Markup {
        let link = self.content.bot.as_deref().map(|bot| chat::deep_link(bot, ASK_START_PAYLOAD));
        html! {
            @if let Some(link) = link {
                section.telegram {
                    p { (self.label("page-telegram")) " " a href=(link) { (self.label("page-telegram-open")) } }
                }
            }
        }
    }

    fn asking(&self) -> Markup {
        let accepts = self.content.snapshot.accepts_questions;
        let notice = self.notice;
        html! {
            section #ask aria-labelledby="ask-title" {
                h2 #ask-title { (self.label("page-ask")) }
                @if !accepts && notice.kept_text.is_empty() {
                    @let closed = self.content.snapshot.is_browser_closed;
                    p { (self.label(if closed { "page-asking-closed" } else { "page-asking-later" })) }
                } @else {
                    form #ask-form method="post" action="/q/ask" data-checking=(self.label("page-checking")) {
                        input type="hidden" name="token" value=(self.visitor.form_token());
                        input type="hidden" name="nonce" value=(format!("{:016x}", self.nonce));
                        input type="hidden" name="proof" value="";
                        label for="text" { (self.label("page-ask-label")) }
                        textarea #text name="text" rows="3" maxlength="4000" required
                            aria-describedby="ask-easy" { "\n" (notice.kept_text) }
                        p #ask-easy.facts {
                            (self.t.plain("page-ask-easy", args!(longest = QuestionText::MAX_LENGTH as i64)))
                            @if self.content.snapshot.reviews_first { " " (self.label("page-ask-reviewed")) }
                        }
                        @if self.content.is_new { (self.room_code()) }
                        @if notice.can_send_anyway {
                            button type="submit" name="anyway" value="1" { (self.label("page-ask-anyway")) }
                        } @else {
                            button type="submit" { (self.label("page-ask-send")) }
                        }
                        p #checking.facts role="status" hidden {}
                    }
                }
                p.facts { a href=(format!("/rule?lang={}", self.t.lang.code())) { (self.label("page-rule")) } }
            }
        }
    }

    /// The proof of work for a new visitor; a known one need not do it.
    fn challenge(&self) -> Option<String> {
        self.content.is_new.then(|| self.visitor.challenge(self.event.real_now).text)
    }

    /// The field for the code of the hall screen. A script that does the task hides it.
    fn room_code(&self) -> Markup {
        html! {
            div #room-code {
                label for="code" { (self.label("page-room-code")) }
                input #code.code name="code" inputmode="numeric" autocomplete="off" maxlength="8"
                    aria-describedby="code-help" aria-invalid=[self.notice.asks_for_code.then_some("true")];
                p #code-help.facts { (self.label("page-room-code-help")) }
            }
        }
    }

    fn questions(&self) -> Markup {
        let snapshot = &self.content.snapshot;
        let programme = self.event.programme;
        html! {
            section #questions aria-labelledby="questions-title" {
                h2 #questions-title { (self.label("page-questions")) }
                div #current aria-live="polite" {
                    (parts::current_question(programme, self.t, snapshot.current.as_ref()))
                }
                ul #list data-on=(self.label("page-support")) data-off=(self.label("page-supported")) {
                    @for question in &snapshot.queued {
                        (parts::list_item(
                            programme,
                            self.t,
                            question,
                            self.content.voted.contains(&question.number),
                            snapshot.accepts_votes,
                        ))
                    }
                }
                p #more { (parts::more_line(self.t, snapshot)) }
            }
        }
    }

    fn mine(&self) -> Markup {
        html! {
            section #mine-part aria-labelledby="mine-title" {
                h2 #mine-title { (self.label("page-mine")) }
                div #mine aria-live="polite" {
                    (parts::own_questions(
                        self.event.programme,
                        self.t,
                        &self.content.own,
                        &parts::contact(&self.event, self.t),
                    ))
                }
                @if self.content.account.is_some() {
                    p.facts { (self.label("page-take-linked")) }
                } @else if !self.content.is_new && self.content.bot.is_some() {
                    form method="post" action="/q/take" {
                        input type="hidden" name="token" value=(self.visitor.form_token());
                        h3 { (self.label("page-take")) }
                        p.facts { (self.label("page-take-why")) }
                        button.quiet type="submit" { (self.label("page-take-button")) }
                    }
                }
            }
        }
    }

    fn search(&self) -> Markup {
        html! {
            section #search aria-labelledby="search-title" {
                h2 #search-title { (self.label("page-search")) }
                @if let Some(answer) = self.answer {
                    div #answer role="status" {
                        p { (PreEscaped(&answer.html)) }
                        @if !answer.suggestions.is_empty() {
                            ul.suggestions {
                                @for label in &answer.suggestions {
                                    li { a href=(search_link(label)) { (label) } }
                                }
                            }
                        }
                    }
                }
                form method="get" action="/join#search" {
                    label for="q" { (self.label("page-search-label")) }
                    input #q name="q" type="search" maxlength="300" value=[self.answer.map(|it| &it.asked)]
                        aria-describedby="q-example" enterkeyhint="search";
                    p #q-example.facts { (self.label("page-search-example")) }
                    button.quiet type="submit" { (self.label("page-search-button")) }
                }
                details {
                    summary { (self.label("page-programme")) }
                    p { (PreEscaped(&self.programme)) }
                }
            }
        }
    }

    fn data(&self) -> Markup {
        html! {
            footer {
                p.facts { (self.label("page-data-what")) " " a href="/q/data" { (self.label("page-data-see")) } }
            }
        }
    }

    /// The forms that buttons in the lists belong to: lists are rendered for all visitors, tokens are one visitor's.
    fn shared_forms(&self) -> Markup {
        let token = self.visitor.form_token();
        html! {
            form id=(VOTE_FORM) method="post" action="/q/vote" data-challenge=[self.challenge()]
                data-searches=(self.difficulty.searches) data-bits=(self.difficulty.bits) {
                input type="hidden" name="token" value=(token);
                input type="hidden" name="proof" value="";
            }
            form id=(FLOOR_FORM) method="post" action="/q/floor" {
                input type="hidden" name="token" value=(token);
                input type="hidden" name="proof" value="";
            }
            form id=(WITHDRAW_FORM) method="post" action="/q/withdraw" {
                input type="hidden" name="token" value=(token);
            }
        }
    }
}

/// The address that asks a question about the programme.
fn search_link(asked: &str) -> String {
    format!("/join?{}#search", serde_urlencoded::to_string([("q", asked)]).unwrap_or_default())
}

/// A page for what cannot be handled while the database does not answer: the words, and the text that was not sent.
pub fn plain_page(lang: Lang, html: &str, kept_text: &str) -> Markup {
    let t = texts(lang);
    frame(
        t,
        "Kozé",
        &html! {
            main {
                p { (PreEscaped(message_html(html))) }
                @if !kept_text.is_empty() { blockquote dir="auto" { (kept_text) } }
                p { a href="/join" { (t.label("page-back")) } }
            }
        },
    )
}
