//! Reads a PDF of ours back, by hand: objects, streams, the map of glyphs, the tree in reading order.
//! For tests, of other crates as well; it panics at anything that is no paper of ours.

use std::collections::BTreeMap;

/// What is read aloud from a paper, in order.
pub fn words(pdf: &[u8]) -> String {
    read(pdf).tree_text()
}

/// A file taken apart.
pub(crate) struct Read {
    /// Every object without its stream, by number.
    pub(crate) objects: BTreeMap<u32, String>,
    streams: BTreeMap<u32, Vec<u8>>,
    meaning: BTreeMap<u16, String>,
}

pub(crate) fn read(bytes: &[u8]) -> Read {
    let (mut objects, mut streams) = (BTreeMap::new(), BTreeMap::new());
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b" 0 obj") {
        let start = bytes[..at + found].iter().rposition(|it| *it == b'\n').map_or(0, |it| it + 1);
        let number = std::str::from_utf8(&bytes[start..at + found])
            .expect("a paper of ours")
            .parse()
            .expect("a paper of ours");
        let from = at + found + b" 0 obj".len();
        let end = find(&bytes[from..], b"endobj").map(|it| from + it).expect("a paper of ours");
        let (dict, stream) = match find(&bytes[from..end], b"stream\n") {
            Some(it) => (&bytes[from..from + it], Some(from + it + b"stream\n".len())),
            None => (&bytes[from..end], None),
        };
        let dict = String::from_utf8_lossy(dict).into_owned();
        at = end;
        if let Some(stream) = stream {
            let len = number_after(&dict, "/Length ").expect("a paper of ours") as usize;
            let raw = &bytes[stream..stream + len];
            at = stream + len;
            let plain = match dict.contains("/FlateDecode") {
                true => miniz_oxide::inflate::decompress_to_vec_zlib(raw).expect("a paper of ours"),
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
    pub(crate) fn object_with(&self, words: &str) -> &str {
        self.objects.values().find(|it| it.contains(words)).expect("a paper of ours")
    }

    /// All the words of each page, whatever they are.
    #[cfg(test)]
    pub(crate) fn pages(&self) -> Vec<String> {
        let pages = self.objects.values().filter(|it| it.contains("/Type /Page\n"));
        pages.map(|it| self.groups(it).into_iter().map(|(_, words)| words).collect()).collect()
    }

    /// What is read aloud, in the order of the tree.
    pub(crate) fn tree_text(&self) -> String {
        let root = self.object_with("/Type /StructTreeRoot");
        let document =
            number_after(root, "/K ").or_else(|| number_after(root, "/K [")).expect("a paper of ours");
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
                let (dict, after) = inner.split_once(">>").expect("a paper of ours");
                let page = &self.objects[&number_after(dict, "/Pg ").expect("a paper of ours")];
                let wanted = number_after(dict, "/MCID ").expect("a paper of ours");
                let groups = self.groups(page);
                text.push_str(&groups.iter().find(|(it, _)| *it == Some(wanted)).expect("a paper of ours").1);
                rest = after;
            } else {
                let (number, after) = rest.split_once(" 0 R").expect("a paper of ours");
                self.told(number.parse().expect("a paper of ours"), text);
                rest = after;
            }
        }
    }

    /// The marked groups of a page, by number, with their words.
    fn groups(&self, page: &str) -> Vec<(Option<u32>, String)> {
        let content = &self.streams[&number_after(page, "/Contents ").expect("a paper of ours")];
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
                    groups.last_mut().expect("a paper of ours").1.push_str(&words);
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
        let lines = map
            .expect("a paper of ours")
            .lines()
            .filter_map(|it| it.strip_prefix('<')?.strip_suffix('>')?.split_once("> <"));
        let pairs = lines.filter(|(glyph, _)| glyph.len() == 4).map(|(glyph, meaning)| {
            let units: Vec<_> = (0..meaning.len() / 4)
                .map(|i| u16::from_str_radix(&meaning[4 * i..4 * i + 4], 16).expect("a paper of ours"))
                .collect();
            (
                u16::from_str_radix(glyph, 16).expect("a paper of ours"),
                String::from_utf16(&units).expect("a paper of ours"),
            )
        });
        pairs.collect()
    }
}

/// A string of a page and where it ends.
fn string(content: &[u8], at: usize) -> (Vec<u8>, usize) {
    if content[at] == b'<' {
        let end = at + find(&content[at..], b">").expect("a paper of ours");
        let digits = std::str::from_utf8(&content[at + 1..end]).expect("a paper of ours");
        let byte = |i| u8::from_str_radix(&digits[2 * i..2 * i + 2], 16).expect("a paper of ours");
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
                        let digits = std::str::from_utf8(&content[i..i + 3]).expect("a paper of ours");
                        i += 2;
                        u8::from_str_radix(digits, 8).expect("a paper of ours")
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
