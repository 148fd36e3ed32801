//! Reads a PDF of ours back, by hand: objects, streams, the map of glyphs, the tree in reading order.
//! Knows only what such a file holds, so that what it finds was really written.

use std::collections::BTreeMap;

/// A file taken apart.
pub(super) struct Read {
    /// Every object without its stream, by number.
    pub(super) objects: BTreeMap<u32, String>,
    streams: BTreeMap<u32, Vec<u8>>,
    meaning: BTreeMap<u16, String>,
}

pub(super) fn read(bytes: &[u8]) -> Read {
    let (mut objects, mut streams) = (BTreeMap::new(), BTreeMap::new());
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b" 0 obj") {
        let start = bytes[..at + found].iter().rposition(|it| *it == b'\n').map_or(0, |it| it + 1);
        let number = std::str::from_utf8(&bytes[start..at + found]).unwrap().parse().unwrap();
        let from = at + found + b" 0 obj".len();
        let end = find(&bytes[from..], b"endobj").map(|it| from + it).unwrap();
        let (dict, stream) = match find(&bytes[from..end], b"stream\n") {
            Some(it) => (&bytes[from..from + it], Some(from + it + b"stream\n".len())),
            None => (&bytes[from..end], None),
        };
        let dict = String::from_utf8_lossy(dict).into_owned();
        at = end;
        if let Some(stream) = stream {
            let len = number_after(&dict, "/Length ").unwrap() as usize;
            let raw = &bytes[stream..stream + len];
            at = stream + len;
            let plain = match dict.contains("/FlateDecode") {
                true => miniz_oxide::inflate::decompress_to_vec_zlib(raw).unwrap(),
                false => raw.to_vec(),
            };
            streams.insert(number, plain);
        }
        objects.insert(number, dict);
    }
    let mut read = Read { objects, streams, meaning: BTreeMap::new() };
    read.meaning = read.glyphs();
    read
}

impl Read {
    /// The first object that holds these words.
    pub(super) fn object_with(&self, words: &str) -> &str {
        self.objects.values().find(|it| it.contains(words)).unwrap()
    }

    /// All the words of each page, whatever they are.
    pub(super) fn pages(&self) -> Vec<String> {
        let pages = self.objects.values().filter(|it| it.contains("/Type /Page\n"));
        pages.map(|it| self.groups(it).into_iter().map(|(_, words)| words).collect()).collect()
    }

    /// What is read aloud, in the order of the tree.
    pub(super) fn tree_text(&self) -> String {
        let root = self.object_with("/Type /StructTreeRoot");
        let document = number_after(root, "/K ").or_else(|| number_after(root, "/K [")).unwrap();
        let mut text = String::new();
        self.told(document, &mut text);
        text
    }

    fn told(&self, id: u32, text: &mut String) {
        let object = &self.objects[&id];
        let Some((_, kids)) = object.split_once("/K [") else { return };
        let mut rest = kids;
        while !rest.trim_start().starts_with(']') && !rest.is_empty() {
            rest = rest.trim_start();
            if let Some(inner) = rest.strip_prefix("<<") {
                let (dict, after) = inner.split_once(">>").unwrap();
                let page = &self.objects[&number_after(dict, "/Pg ").unwrap()];
                let wanted = number_after(dict, "/MCID ").unwrap();
                let groups = self.groups(page);
                text.push_str(&groups.iter().find(|(it, _)| *it == Some(wanted)).unwrap().1);
                rest = after;
            } else {
                let (number, after) = rest.split_once(" 0 R").unwrap();
                self.told(number.parse().unwrap(), text);
                rest = after;
            }
        }
    }

    /// The marked groups of a page, by number, with their words.
    fn groups(&self, page: &str) -> Vec<(Option<u32>, String)> {
        let content = &self.streams[&number_after(page, "/Contents ").unwrap()];
        let mut groups: Vec<(Option<u32>, String)> = Vec::new();
        let mut at = 0;
        let mut from = 0;
        while at < content.len() {
            match content[at] {
                b'(' | b'<' if content[at + 1] != b'<' && content[at - 1] != b'<' => {
                    let (bytes, after) = string(content, at);
                    let words: String = bytes
                        .chunks(2)
                        .map(|it| self.meaning[&u16::from_be_bytes([it[0], it[1]])].as_str())
                        .collect();
                    groups.last_mut().unwrap().1.push_str(&words);
                    at = after;
                    from = after;
                }
                b'\n' => {
                    let line = String::from_utf8_lossy(&content[from..at]);
                    if line.ends_with("BDC") || line.ends_with("BMC") {
                        groups.push((number_after(&line, "/MCID "), String::new()));
                    }
                    at += 1;
                    from = if line.ends_with("BDC") || line.ends_with("ET") || line.ends_with('f') {
                        at
                    } else {
                        from
                    };
                }
                _ => at += 1,
            }
        }
        groups
    }

    /// What the glyphs mean, by the map in the file.
    fn glyphs(&self) -> BTreeMap<u16, String> {
        let map = self.streams.values().find_map(|it| {
            let text = std::str::from_utf8(it).ok()?;
            text.contains("beginbfchar").then_some(text)
        });
        let lines =
            map.unwrap().lines().filter_map(|it| it.strip_prefix('<')?.strip_suffix('>')?.split_once("> <"));
        let pairs = lines.filter(|(glyph, _)| glyph.len() == 4).map(|(glyph, meaning)| {
            let units: Vec<_> = (0..meaning.len() / 4)
                .map(|i| u16::from_str_radix(&meaning[4 * i..4 * i + 4], 16).unwrap())
                .collect();
            (u16::from_str_radix(glyph, 16).unwrap(), String::from_utf16(&units).unwrap())
        });
        pairs.collect()
    }
}

/// A string of a page and where it ends.
fn string(content: &[u8], at: usize) -> (Vec<u8>, usize) {
    if content[at] == b'<' {
        let end = at + find(&content[at..], b">").unwrap();
        let digits = std::str::from_utf8(&content[at + 1..end]).unwrap();
        let byte = |i| u8::from_str_radix(&digits[2 * i..2 * i + 2], 16).unwrap();
        return ((0..digits.len() / 2).map(byte).collect(), end + 1);
    }
    let (mut bytes, mut i, mut depth) = (Vec::new(), at + 1, 1);
    loop {
        match content[i] {
            b'\\' => {
                i += 1;
                bytes.push(match content[i] {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'b' => 8,
                    b'f' => 12,
                    b'0'..=b'7' => {
                        let digits = std::str::from_utf8(&content[i..i + 3]).unwrap();
                        i += 2;
                        u8::from_str_radix(digits, 8).unwrap()
                    }
                    other => other,
                });
            }
            b'(' => {
                depth += 1;
                bytes.push(b'(');
            }
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return (bytes, i + 1);
                }
                bytes.push(b')');
            }
            other => bytes.push(other),
        }
        i += 1;
    }
}

fn number_after(words: &str, name: &str) -> Option<u32> {
    let after = words.split_once(name)?.1;
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|it| it == wanted)
}
