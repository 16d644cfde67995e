//! Reads a PDF: its texts in the order of drawing, its fonts and its filled rectangles.

use std::collections::HashMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// Four pixels for each point: a module of the smallest code has six.
const SCALE: f32 = 4.0;

fn load(pdf: &[u8]) -> Document {
    Document::load_mem(pdf).unwrap()
}

pub fn page_count(pdf: &[u8]) -> usize {
    load(pdf).get_pages().len()
}

/// The title, the language and the tags that the file says it has.
pub fn check_metadata(pdf: &[u8], language: &str, title: &str) {
    let document = load(pdf);
    let catalog = document.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), language.as_bytes());
    let mark = resolve(&document, catalog.get(b"MarkInfo").unwrap()).as_dict().unwrap();
    assert!(mark.get(b"Marked").unwrap().as_bool().unwrap());
    assert!(catalog.has(b"StructTreeRoot"));
    let info = resolve(&document, document.trailer.get(b"Info").unwrap()).as_dict().unwrap();
    assert_eq!(unicode(info.get(b"Title").unwrap().as_str().unwrap()), title);
    assert!(!info.has(b"CreationDate") && !info.has(b"ModDate"));
}

/// Every font is embedded, as a part: its name then begins with six letters and a plus.
pub fn check_fonts(pdf: &[u8]) {
    let document = load(pdf);
    let mut fonts = 0;
    for object in document.objects.values() {
        let Ok(descriptor) = object.as_dict() else { continue };
        if descriptor.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"FontDescriptor") {
            let name = descriptor.get(b"FontName").unwrap().as_name().unwrap();
            assert_eq!(name[6], b'+', "{}", String::from_utf8_lossy(name));
            let file = descriptor.get(b"FontFile2").unwrap().as_reference().unwrap();
            let length = document.get_object(file).unwrap().as_stream().unwrap().content.len();
            assert!(length < 60_000, "{length} bytes of a font");
            fonts += 1;
        }
    }
    assert!((1..=2).contains(&fonts), "{fonts} fonts");
}

/// The text of each page.
pub fn texts(pdf: &[u8]) -> Vec<String> {
    let document = load(pdf);
    let mut cmaps = HashMap::new();
    document.get_pages().values().map(|&page| page_text(&document, page, &mut cmaps)).collect()
}

type Cmap = HashMap<u16, String>;

fn page_text(document: &Document, page: ObjectId, cmaps: &mut HashMap<ObjectId, Cmap>) -> String {
    let fonts = fonts(document, page);
    let mut font = None;
    let mut text = String::new();
    // for each open mark, whether it says its own text
    let mut marks: Vec<bool> = Vec::new();
    for operation in content(document, page).operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "BMC" => marks.push(false),
            "BDC" => {
                let actual =
                    operands[1].as_dict().ok().and_then(|dictionary| dictionary.get(b"ActualText").ok());
                if let Some(actual) = actual
                    && !marks.contains(&true)
                {
                    text.push_str(&unicode(actual.as_str().unwrap()));
                }
                marks.push(actual.is_some());
            }
            "EMC" => {
                marks.pop();
            }
            "ET" => text.push('\u{200b}'),
            "Tf" => font = fonts.get(operands[0].as_name().unwrap()).copied(),
            "Tj" | "TJ" if !marks.contains(&true) => {
                let id = font.unwrap();
                let cmap = cmaps.entry(id).or_insert_with(|| to_unicode(document, id));
                let parts = operands[0].as_array().map_or_else(|_| operands.as_slice(), Vec::as_slice);
                for part in parts {
                    for code in part.as_str().unwrap_or_default().chunks(2) {
                        text.push_str(&cmap[&u16::from_be_bytes([code[0], code[1]])]);
                    }
                }
            }
            _ => {}
        }
    }
    // lines that were broken after a space or a hyphen are one text again
    text.replace('\u{200b}', "")
}

fn content(document: &Document, page: ObjectId) -> Content {
    Content::decode(&document.get_page_content(page)).unwrap()
}

fn fonts(document: &Document, page: ObjectId) -> HashMap<Vec<u8>, ObjectId> {
    let page = document.get_dictionary(page).unwrap();
    let resources = resolve(document, page.get(b"Resources").unwrap()).as_dict().unwrap();
    let Ok(fonts) = resources.get(b"Font") else { return HashMap::new() };
    let fonts: &Dictionary = resolve(document, fonts).as_dict().unwrap();
    fonts.iter().map(|(name, font)| (name.clone(), font.as_reference().unwrap())).collect()
}

fn resolve<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document.dereference(object).unwrap().1
}

/// What each code of a font says.
fn to_unicode(document: &Document, font: ObjectId) -> Cmap {
    let font = document.get_dictionary(font).unwrap();
    let stream = resolve(document, font.get(b"ToUnicode").unwrap()).as_stream().unwrap();
    let text = String::from_utf8(stream.decompressed_content().unwrap()).unwrap();
    let mut cmap = Cmap::new();
    for part in text.split("beginbfchar").skip(1) {
        for line in part.split("endbfchar").next().unwrap().lines() {
            let mut values = line.split(['<', '>']).filter(|value| !value.trim().is_empty());
            if let (Some(code), Some(value)) = (values.next(), values.next()) {
                let units =
                    value.as_bytes().chunks(4).map(|unit| hexadecimal(std::str::from_utf8(unit).unwrap()));
                cmap.insert(hexadecimal(code), String::from_utf16(&units.collect::<Vec<_>>()).unwrap());
            }
        }
    }
    assert!(!text.contains("beginbfrange"));
    cmap
}

fn hexadecimal(text: &str) -> u16 {
    u16::from_str_radix(text.trim(), 16).unwrap()
}

/// A text string of PDF, in UTF-16 after a byte order mark or else in letters that ASCII has.
fn unicode(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(rest) => {
            let units: Vec<u16> = rest.chunks(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]])).collect();
            String::from_utf16(&units).unwrap()
        }
        None => bytes.iter().copied().map(char::from).collect(),
    }
}

/// The page as a picture of its black rectangles: width, height, and whether each pixel is black.
pub fn dark_rectangles(pdf: &[u8], page: usize) -> (usize, usize, Vec<bool>) {
    let document = load(pdf);
    let page = *document.get_pages().values().nth(page).unwrap();
    let (width, height) = ((595.3 * SCALE) as usize, (841.9 * SCALE) as usize);
    let mut pixels = vec![false; width * height];
    let mut points: Vec<(f32, f32)> = Vec::new();
    let mut black = false;
    // the page's only transformation turns it upside down; here it may stay as it was drawn
    for operation in content(&document, page).operations {
        let numbers: Vec<f32> =
            operation.operands.iter().filter_map(|operand| operand.as_float().ok()).collect();
        match operation.operator.as_str() {
            "rg" => black = numbers.iter().all(|&value| value == 0.0),
            "g" => black = numbers[0] == 0.0,
            "m" => points = vec![(numbers[0], numbers[1])],
            "l" => points.push((numbers[0], numbers[1])),
            "f" if black => {
                let pixel = |value: f32| (value * SCALE).round() as usize;
                let (left, top) =
                    points.iter().fold((f32::MAX, f32::MAX), |a, b| (a.0.min(b.0), a.1.min(b.1)));
                let (right, bottom) =
                    points.iter().fold((0.0_f32, 0.0_f32), |a, b| (a.0.max(b.0), a.1.max(b.1)));
                for y in pixel(top)..pixel(bottom) {
                    pixels[y * width + pixel(left)..y * width + pixel(right)].fill(true);
                }
            }
            _ => {}
        }
    }
    (width, height, pixels)
}

/// What the QR codes of a picture say, sorted.
pub fn scan((width, height, pixels): &(usize, usize, Vec<bool>)) -> Vec<String> {
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(*width, *height, |x, y| {
        if pixels[y * width + x] { 0 } else { 255 }
    });
    let mut texts: Vec<String> = image.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect();
    texts.sort();
    texts
}
