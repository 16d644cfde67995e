//! What the stage shows. It is rendered once for all tablets; only the time left is computed for each message, so that
//! it never depends on a tablet's clock.

use serde::Serialize;

use crate::args;
use crate::clock::{EventTime, Millis};
use crate::i18n::typography::use_no_break_hyphens;
use crate::i18n::{Lang, Texts, texts};
use crate::ids::StageLineNumber;
use crate::programme::{self, Programme, Schedule};
use crate::questions::{self, ScreenQuestion, StageQuestions};
use crate::stage::{self, StageLine, StagePoint};
use crate::web::live_feed::LiveFeed;
use crate::web::live_renderer::LiveState;
use crate::web::question_wording::{speaker_text, theme_text, typeset};
use crate::web::rendered::RenderedStage;
use crate::web::state::WebState;

/// The time is nearly over. The page's script has the same number.
const SOON: Millis = 5 * 60_000;

/// Everything that the page shows, as it is sent to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StageState {
    /// The secret word of the present address; empty before there is one.
    #[serde(skip)]
    word: String,
    /// When the present point of the programme ends.
    #[serde(skip)]
    ends: Option<EventTime>,
    /// Whether the programme is at some point: only then there is time left, or none.
    has_session: bool,
    line: Option<LineJson>,
    /// In each of the event's languages.
    views: Vec<StageTexts>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct LineJson {
    number: StageLineNumber,
    is_seen: bool,
}

/// The texts of the page in one language. Empty ones are not shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct StageTexts {
    #[serde(skip)]
    language: Lang,
    lang: &'static str,
    heading: String,
    event: String,
    hour: String,
    session: String,
    until: String,
    then: String,
    left: String,
    soon: String,
    over: String,
    no_end: String,
    live: String,
    about: String,
    question: String,
    signed: String,
    next: String,
    next_about: String,
    next_question: String,
    line_heading: String,
    line: String,
    see: String,
    see_failed: String,
    seen: String,
    lost: String,
    gone: String,
}

impl LiveState for StageState {
    type Rendered = RenderedStage;

    fn feed(pages: &WebState) -> &LiveFeed<RenderedStage> {
        &pages.stage_feed
    }

    async fn load(pages: &WebState) -> sqlx::Result<Self> {
        pages.metrics.stage_read.inc();
        let mut conn = pages.db.reader().await?;
        let programme = &pages.programme;
        let now = pages.clock.event_now();
        let word = stage::stored_word(&mut conn).await?.unwrap_or_default();
        let schedule = programme::load_schedule(&mut conn).await?;
        let questions = questions::load_stage_questions(&mut conn, programme).await?;
        let line = stage::current_line(&mut conn).await?.filter(|line| stage::is_shown(line, now));
        let live_since = questions.current.as_ref().map(|(_, since)| *since);
        let point = stage::point_at(programme, &schedule, now, live_since);
        let context = Context { programme, schedule: &schedule, now, point, questions: &questions };
        Ok(Self {
            word,
            ends: point.and_then(|point| point.ends),
            has_session: point.is_some(),
            line: line.as_ref().map(|line| LineJson { number: line.number, is_seen: line.seen_at.is_some() }),
            views: programme.languages.iter().map(|&lang| context.texts_in(lang, line.as_ref())).collect(),
        })
    }

    fn render(&self) -> RenderedStage {
        let json = serde_json::to_string(self).unwrap_or_default();
        RenderedStage { word: self.word.clone(), ends: self.ends, json }
    }
}

impl StageState {
    /// The texts of the page in one language, for a browser without a script: the placeholders and what stands there.
    pub fn page_texts(&self, lang: Lang, now: EventTime) -> Vec<(&'static str, String)> {
        let view = self.views.iter().find(|view| view.language == lang).or(self.views.first());
        let Some(view) = view else { return Vec::new() };
        let left = self.ends.map(|ends| ends - now);
        let (phase, phase_text) = match left {
            _ if !self.has_session => ("none", ""),
            None => ("open", view.no_end.as_str()),
            Some(left) if left < 0 => ("over", view.over.as_str()),
            Some(left) if left <= SOON => ("soon", view.soon.as_str()),
            Some(_) => ("left", view.left.as_str()),
        };
        let line_state = match &self.line {
            None => "none",
            Some(line) if line.is_seen => "seen",
            Some(_) => "new",
        };
        let texts: [(&'static str, &str); 20] = [
            ("lang", view.lang),
            ("heading", &view.heading),
            ("event", &view.event),
            ("hour", &view.hour),
            ("session", &view.session),
            ("until", &view.until),
            ("then", &view.then),
            ("phase", phase),
            ("phase_text", phase_text),
            ("live", &view.live),
            ("about", &view.about),
            ("question", &view.question),
            ("signed", &view.signed),
            ("next", &view.next),
            ("next_about", &view.next_about),
            ("next_question", &view.next_question),
            ("line_state", line_state),
            ("line_heading", &view.line_heading),
            ("line", &view.line),
            ("seen", &view.seen),
        ];
        let left = left.map_or_else(String::new, minutes_and_seconds);
        texts.into_iter().map(|(name, text)| (name, text.to_owned())).chain([("left", left)]).collect()
    }
}

/// The time left, as the page's script writes it: `12:05`, `+0:30` beyond the end.
fn minutes_and_seconds(left: Millis) -> String {
    let seconds = if left < 0 { -left / 1_000 } else { (left + 999) / 1_000 };
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let sign = if left < 0 { "+" } else { "" };
    match hours {
        0 => format!("{sign}{minutes}:{seconds:02}"),
        hours => format!("{sign}{hours}:{minutes:02}:{seconds:02}"),
    }
}

struct Context<'p> {
    programme: &'p Programme,
    schedule: &'p Schedule,
    now: EventTime,
    point: Option<StagePoint<'p>>,
    questions: &'p StageQuestions,
}

impl Context<'_> {
    fn texts_in(&self, lang: Lang, line: Option<&StageLine>) -> StageTexts {
        let t = texts(lang);
        let current = self.questions.current.as_ref().map(|(question, _)| question);
        let next = self.questions.next.as_ref();
        let time = |at: EventTime| t.format_time(self.programme.to_local_time(at));
        let until = self.point.and_then(|point| point.ends);
        StageTexts {
            language: lang,
            lang: lang.code(),
            heading: t.label("stage-title"),
            event: use_no_break_hyphens(self.programme.title.get(lang)),
            hour: time(self.now),
            session: match self.point {
                Some(point) => self.title(&point.session.session_id, lang),
                None => t.label("stage-no-session"),
            },
            until: until.map_or_else(String::new, |end| t.plain("stage-until", args!(time = time(end)))),
            then: self.schedule.next_after(self.now).map_or_else(String::new, |slot| {
                let title = self.title(&slot.session_id, lang);
                t.plain("stage-then", args!(time = time(slot.starts), title = title))
            }),
            left: t.label("stage-left-time"),
            soon: t.label("stage-soon"),
            over: t.label("stage-over"),
            no_end: t.label("stage-no-end"),
            live: t.label("stage-live"),
            about: current.map_or_else(String::new, |question| self.about(t, question)),
            question: current.map_or_else(|| t.label("stage-live-none"), |question| typeset(&question.text)),
            signed: current.map_or_else(String::new, |question| question.display_name.clone()),
            next: t.label("stage-next"),
            next_about: next.map_or_else(String::new, |question| self.about(t, question)),
            next_question: match next {
                None => t.label("stage-next-none"),
                Some(question) if question.text.is_empty() => t.label("stage-voice"),
                Some(question) => typeset(&question.text),
            },
            line_heading: t.label("stage-line-heading"),
            line: line.map_or_else(String::new, |line| stage::line_text(t, &line.content)),
            see: t.label("stage-see"),
            see_failed: t.label("stage-see-failed"),
            seen: line
                .and_then(|line| line.seen_at)
                .map_or_else(String::new, |at| t.plain("stage-seen", args!(time = time(at)))),
            lost: t.label("hall-lost"),
            gone: t.label("stage-address-gone"),
        }
    }

    fn title(&self, session: &str, lang: Lang) -> String {
        let session = self.programme.session(session);
        session.map_or_else(String::new, |session| use_no_break_hyphens(session.title.get(lang)))
    }

    /// A question's number, votes, theme and whom it is for.
    fn about(&self, t: &Texts, question: &ScreenQuestion) -> String {
        let votes = match question.votes {
            0 => String::new(),
            votes => t.plain("hall-votes", args!(count = votes)),
        };
        let number = t.plain("hall-number", args!(number = question.number));
        let theme = theme_text(self.programme, question, t.lang);
        let parts = [number, votes, theme, speaker_text(self.programme, t, question)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_is_written_as_on_a_clock() {
        for (left, written) in [
            (725_000, "12:05"),
            (60_001, "1:01"),
            (60_000, "1:00"),
            (1, "0:01"),
            (0, "0:00"),
            (-999, "+0:00"),
            (-30_000, "+0:30"),
            (3_600_000, "1:00:00"),
            (-3_725_000, "+1:02:05"),
        ] {
            assert_eq!(minutes_and_seconds(left), written);
        }
    }
}
