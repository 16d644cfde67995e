//! A text and the entities that mark it, as HTML that a bot may send on.
//!
//! Entities may come in any order, overlap, or point outside the text: the tags are nested properly
//! whatever comes, and what does not fit is left out.

use super::update::Entity;
use crate::i18n::escape_html;

/// The text as HTML; `None` where nothing in it is marked.
pub(super) fn entities_to_html(text: &str, entities: &[Entity]) -> Option<String> {
    let ends = utf16_boundaries(text);
    let mut marks: Vec<HtmlSpan> = entities.iter().filter_map(|entity| to_html_span(entity, &ends)).collect();
    if marks.is_empty() {
        return None;
    }
    // the outer ones first
    marks.sort_by(|one, other| one.start.cmp(&other.start).then(other.end.cmp(&one.end)));
    let mut cuts: Vec<usize> = marks.iter().flat_map(|mark| [mark.start, mark.end]).collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut html = String::with_capacity(text.len() * 2);
    let mut open: Vec<&HtmlSpan> = Vec::new();
    for piece in cuts.windows(2) {
        let (from, to) = (piece[0], piece[1]);
        // close down to the outermost one that ends here; what ends later is opened again
        let keep = open.iter().position(|mark| mark.end <= from).unwrap_or(open.len());
        for mark in open.drain(keep..).rev() {
            html.push_str(mark.closing_tag);
        }
        for mark in marks.iter().filter(|mark| mark.start <= from && to <= mark.end) {
            if !open.iter().any(|there| std::ptr::eq(*there, mark)) {
                html.push_str(&mark.opening_tag);
                open.push(mark);
            }
        }
        html.push_str(&escape_html(&text[from..to]));
    }
    for mark in open.iter().rev() {
        html.push_str(mark.closing_tag);
    }
    Some(html)
}

struct HtmlSpan {
    /// In bytes.
    start: usize,
    end: usize,
    opening_tag: String,
    closing_tag: &'static str,
}

/// The byte at which each UTF-16 unit of a text begins, and the end; `None` within a pair.
fn utf16_boundaries(text: &str) -> Vec<Option<usize>> {
    let mut ends = Vec::with_capacity(text.len() + 1);
    for (at, c) in text.char_indices() {
        ends.push(Some(at));
        ends.extend(std::iter::repeat_n(None, c.len_utf16() - 1));
    }
    ends.push(Some(text.len()));
    ends
}

/// Mentions, custom emoji and kinds that are not known are left as the text they stand on.
fn to_html_span(entity: &Entity, ends: &[Option<usize>]) -> Option<HtmlSpan> {
    let (open, close) = match entity.kind.0.as_str() {
        "bold" => ("<b>", "</b>"),
        "italic" => ("<i>", "</i>"),
        "underline" => ("<u>", "</u>"),
        "strikethrough" => ("<s>", "</s>"),
        "spoiler" => ("<tg-spoiler>", "</tg-spoiler>"),
        "blockquote" => ("<blockquote>", "</blockquote>"),
        "expandable_blockquote" => ("<blockquote expandable>", "</blockquote>"),
        "code" => ("<code>", "</code>"),
        "pre" => ("<pre>", "</pre>"),
        "text_link" => ("", "</a>"),
        _ => return None,
    };
    let open = match &entity.url {
        Some(url) if open.is_empty() => {
            format!("<a href=\"{}\">", escape_html(&url.0).replace('"', "&quot;"))
        }
        None if open.is_empty() => return None,
        _ => open.to_owned(),
    };
    let from = ends.get(entity.offset).copied().flatten()?;
    let to = ends.get(entity.offset.checked_add(entity.length)?).copied().flatten()?;
    (from < to).then_some(HtmlSpan { start: from, end: to, opening_tag: open, closing_tag: close })
}

#[cfg(test)]
mod tests {
    use super::super::update::LossyText;
    use super::*;

    fn entity(kind: &str, offset: usize, length: usize) -> Entity {
        Entity { kind: LossyText(kind.to_owned()), offset, length, url: None }
    }

    #[test]
    fn marks_are_counted_in_utf16_units_and_nested() {
        let marks = [entity("italic", 3, 2), entity("bold", 0, 5)];
        assert_eq!(entities_to_html("👋 ok!", &marks).unwrap(), "<b>👋 <i>ok</i></b>!");
        assert_eq!(entities_to_html("a<b", &[entity("bold", 1, 1)]).unwrap(), "a<b>&lt;</b>b");
    }

    #[test]
    fn marks_that_overlap_are_cut_where_they_must_be() {
        let marks = [entity("bold", 0, 2), entity("italic", 1, 2)];
        assert_eq!(entities_to_html("abc", &marks).unwrap(), "<b>a<i>b</i></b><i>c</i>");
    }

    #[test]
    fn what_does_not_fit_or_is_not_known_is_left_out() {
        for marks in [
            entity("hologram", 0, 2),
            entity("mention", 0, 2),
            entity("bold", 9, 1),
            entity("bold", 1, 1),
            entity("bold", 0, 0),
            entity("bold", usize::MAX, usize::MAX),
            entity("text_link", 0, 2),
        ] {
            assert_eq!(entities_to_html("👋ok", &[marks]), None);
        }
    }

    #[test]
    fn an_address_is_escaped() {
        let url = Some(LossyText("https://x.org/?a=1&b=\"2\"<3".to_owned()));
        let link = Entity { url, ..entity("text_link", 0, 2) };
        let expected = "<a href=\"https://x.org/?a=1&amp;b=&quot;2&quot;&lt;3\">ok</a>";
        assert_eq!(entities_to_html("ok", &[link]).unwrap(), expected);
    }
}
