//! Converts a text and its entities to HTML that the bot can send.
//!
//! Entities may be in any order, overlap, or point outside the text. The tags are always nested properly;
//! entities outside the text are ignored.

use super::update::Entity;
use crate::i18n::escape_html;

/// The text as HTML; `None` if no entity formats it.
pub(super) fn entities_to_html(text: &str, entities: &[Entity]) -> Option<String> {
    let boundaries = utf16_boundaries(text);
    let mut spans: Vec<HtmlSpan> =
        entities.iter().filter_map(|entity| to_html_span(entity, &boundaries)).collect();
    if spans.is_empty() {
        return None;
    }
    // Outer spans first.
    spans.sort_by(|one, other| one.start.cmp(&other.start).then(other.end.cmp(&one.end)));
    let mut cuts: Vec<usize> = spans.iter().flat_map(|span| [span.start, span.end]).collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut html = String::with_capacity(text.len() * 2);
    let mut open: Vec<&HtmlSpan> = Vec::new();
    for piece in cuts.windows(2) {
        let (from, to) = (piece[0], piece[1]);
        // Close down to the outermost span that ends here; the others are opened again below.
        let still_open = open.iter().position(|span| span.end <= from).unwrap_or(open.len());
        for span in open.drain(still_open..).rev() {
            html.push_str(span.closing_tag);
        }
        for span in spans.iter().filter(|span| span.start <= from && to <= span.end) {
            if !open.iter().any(|other| std::ptr::eq(*other, span)) {
                html.push_str(&span.opening_tag);
                open.push(span);
            }
        }
        html.push_str(&escape_html(text.get(from..to)?));
    }
    for span in open.iter().rev() {
        html.push_str(span.closing_tag);
    }
    Some(html)
}

/// A tag around a part of the text, from byte `start` to byte `end`.
struct HtmlSpan {
    start: usize,
    end: usize,
    opening_tag: String,
    closing_tag: &'static str,
}

/// The byte at which each UTF-16 unit of a text begins, and the text's end; `None` inside a surrogate pair.
fn utf16_boundaries(text: &str) -> Vec<Option<usize>> {
    let mut boundaries = Vec::with_capacity(text.len() + 1);
    for (at, c) in text.char_indices() {
        boundaries.push(Some(at));
        boundaries.extend(std::iter::repeat_n(None, c.len_utf16() - 1));
    }
    boundaries.push(Some(text.len()));
    boundaries
}

/// The tag of an entity; `None` for mentions, custom emoji and unknown kinds, whose text stays plain, and for
/// entities outside the text.
fn to_html_span(entity: &Entity, boundaries: &[Option<usize>]) -> Option<HtmlSpan> {
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
    let from = boundaries.get(entity.offset).copied().flatten()?;
    let to = boundaries.get(entity.offset.checked_add(entity.length)?).copied().flatten()?;
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
    fn entities_are_counted_in_utf16_units_and_nested() {
        let entities = [entity("italic", 3, 2), entity("bold", 0, 5)];
        assert_eq!(entities_to_html("👋 ok!", &entities).unwrap(), "<b>👋 <i>ok</i></b>!");
        assert_eq!(entities_to_html("a<b", &[entity("bold", 1, 1)]).unwrap(), "a<b>&lt;</b>b");
    }

    #[test]
    fn overlapping_entities_are_split() {
        let entities = [entity("bold", 0, 2), entity("italic", 1, 2)];
        assert_eq!(entities_to_html("abc", &entities).unwrap(), "<b>a<i>b</i></b><i>c</i>");
    }

    #[test]
    fn entities_outside_the_text_and_unknown_kinds_are_ignored() {
        for ignored in [
            entity("hologram", 0, 2),
            entity("mention", 0, 2),
            entity("bold", 9, 1),
            entity("bold", 1, 1),
            entity("bold", 0, 0),
            entity("bold", usize::MAX, usize::MAX),
            entity("text_link", 0, 2),
        ] {
            assert_eq!(entities_to_html("👋ok", &[ignored]), None);
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
