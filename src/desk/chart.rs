//! The figures as a picture: registrations per day, and the categories. Drawn as SVG and rendered with the fonts of
//! the documents, so that it looks the same everywhere.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::figures;
use super::model::Figures;
use crate::args;
use crate::chat::RenderedFile;
use crate::db::Conn;
use crate::i18n::{Lang, Texts, escape_html, texts};
use crate::turn::EventContext;

/// The attachment spec of the picture. `fresh:` marks a file that is never cached.
pub const ATTACHMENT_SPEC: &str = "fresh:desk-chart";

const WIDTH: f32 = 900.0;
const HEIGHT: f32 = 780.0;
/// How many days the chart shows.
const DAYS_SHOWN: u64 = 14;
const BLUE: &str = "#1d4e89";
const GREY: &str = "#5c6670";

/// Whether an attachment spec is that of the chart.
pub fn is_chart(spec: &str) -> bool {
    spec == ATTACHMENT_SPEC
}

/// The picture as PNG.
pub async fn render(conn: &mut Conn, event: &EventContext<'_>) -> sqlx::Result<Option<RenderedFile>> {
    let figures = figures::load(conn, event).await?;
    let today = event.programme.to_local_time(event.now).date_naive();
    let per_day = figures::registrations_per_day(conn, event.programme).await?;
    let svg = draw(texts(Lang::Fr), &figures, &per_day, today);
    let png = rasterise(&svg);
    Ok(png.map(|bytes| RenderedFile { name: "bureau.png".to_owned(), mime: "image/png", bytes }))
}

fn rasterise(svg: &str) -> Option<Vec<u8>> {
    let mut options = Options { font_family: "Noto Sans".to_owned(), ..Options::default() };
    let fonts = Arc::make_mut(&mut options.fontdb);
    for font in event_documents::fonts() {
        fonts.load_font_data(font.to_vec());
    }
    let tree = Tree::from_str(svg, &options).ok()?;
    let mut picture = Pixmap::new(WIDTH as u32, HEIGHT as u32)?;
    resvg::render(&tree, Transform::identity(), &mut picture.as_mut());
    picture.encode_png().ok()
}

fn text(svg: &mut String, x: f32, y: f32, style: &str, content: &str) {
    let _ = write!(svg, "<text x=\"{x}\" y=\"{y}\" {style}>{}</text>", escape_html(content));
}

/// The picture as SVG.
fn draw(t: &Texts, figures: &Figures, per_day: &BTreeMap<NaiveDate, i64>, today: NaiveDate) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" font-family=\"Noto Sans\" font-size=\"22\">\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>"
    );
    let big = "font-weight=\"700\" font-size=\"56\"";
    let small = &format!("fill=\"{GREY}\" font-size=\"22\"");
    let numbers = [
        (figures.taken(), "chart-registered"),
        (figures.left().unwrap_or(-1), "chart-left"),
        (figures.seats.total_waiting(), "chart-waiting"),
        (figures.inside, "chart-inside"),
        (figures.questions_waiting + figures.questions_closed, "chart-questions"),
    ];
    let shown: Vec<_> = numbers.into_iter().filter(|(count, _)| *count >= 0).collect();
    let column = (WIDTH - 80.0) / shown.len() as f32;
    for (place, (count, id)) in shown.iter().enumerate() {
        let x = 40.0 + place as f32 * column;
        text(&mut svg, x, 88.0, &format!("{big} fill=\"{BLUE}\""), &count.to_string());
        text(&mut svg, x, 120.0, small, &t.label(id));
    }
    draw_days(&mut svg, t, per_day, today);
    draw_categories(&mut svg, t, figures);
    svg.push_str("</svg>");
    svg
}

/// Bars for the last days, with the count above each.
fn draw_days(svg: &mut String, t: &Texts, per_day: &BTreeMap<NaiveDate, i64>, today: NaiveDate) {
    let (top, bottom) = (220.0, 400.0);
    text(
        svg,
        40.0,
        185.0,
        "font-weight=\"700\" font-size=\"26\"",
        &t.plain("chart-days", args!(days = DAYS_SHOWN as i64)),
    );
    let days: Vec<(NaiveDate, i64)> = (0..DAYS_SHOWN)
        .rev()
        .filter_map(|back| today.checked_sub_days(Days::new(back)))
        .map(|day| (day, per_day.get(&day).copied().unwrap_or(0)))
        .collect();
    let highest = days.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1) as f32;
    let column = (WIDTH - 80.0) / DAYS_SHOWN as f32;
    for (place, (day, count)) in days.iter().enumerate() {
        let x = 40.0 + place as f32 * column;
        let height = *count as f32 / highest * (bottom - top);
        let _ = write!(
            svg,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\" fill=\"{BLUE}\"/>",
            x + column * 0.14,
            bottom - height.max(2.0),
            column * 0.72,
            height.max(2.0)
        );
        let middle = format!("text-anchor=\"middle\" font-size=\"18\" fill=\"{GREY}\"");
        if *count > 0 {
            text(svg, x + column / 2.0, bottom - height - 8.0, &middle, &count.to_string());
        }
        text(svg, x + column / 2.0, bottom + 26.0, &middle, &day.format("%-d/%-m").to_string());
    }
}

/// One bar for each category.
fn draw_categories(svg: &mut String, t: &Texts, figures: &Figures) {
    text(svg, 40.0, 490.0, "font-weight=\"700\" font-size=\"26\"", &t.label("chart-categories"));
    let categories = figures.by_category();
    let highest = categories.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1) as f32;
    for (place, (category, count)) in categories.iter().enumerate() {
        let y = 520.0 + place as f32 * 40.0;
        let width = *count as f32 / highest * 380.0;
        text(svg, 40.0, y + 20.0, "font-size=\"20\"", &t.label(&format!("category-{}", category.name())));
        let _ = write!(
            svg,
            "<rect x=\"430\" y=\"{y}\" width=\"{}\" height=\"26\" rx=\"4\" fill=\"{BLUE}\"/>",
            width.max(3.0)
        );
        text(svg, 440.0 + width, y + 20.0, "font-size=\"20\" font-weight=\"700\"", &count.to_string());
    }
}
