//! Files made by hand: small, sound ones of each format, and archives to be tampered with.

use miniz_oxide::deflate::compress_to_vec;

/// A PNG of one pixel.
pub(super) fn png() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in
        [(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0][..]), (b"IDAT", b"xx"), (b"IEND", b"")]
    {
        bytes.extend((data.len() as u32).to_be_bytes());
        bytes.extend(kind);
        bytes.extend(data);
        bytes.extend([0; 4]);
    }
    bytes
}

pub(super) fn jpeg() -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xDA, 0, 3, 1];
    bytes.extend(b"coded picture");
    bytes.extend([0xFF, 0xD9]);
    bytes
}

pub(super) fn webp() -> Vec<u8> {
    let mut bytes = b"RIFF".to_vec();
    bytes.extend(16_u32.to_le_bytes());
    bytes.extend(b"WEBPVP8 \x04\0\0\0xxxx");
    bytes
}

pub(super) fn pdf() -> Vec<u8> {
    b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n0\n%%EOF\n".to_vec()
}

/// An entry of an archive: its name, its bytes, whether it is deflated.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) packed: Vec<u8>,
    pub(super) inflated: u32,
    pub(super) method: u16,
    pub(super) flags: u16,
}

pub(super) fn entry(name: &str, bytes: &[u8]) -> Entry {
    let (packed, inflated) = (compress_to_vec(bytes, 6), bytes.len() as u32);
    Entry { name: name.to_owned(), packed, inflated, method: 8, flags: 0 }
}

pub(super) fn stored(name: &str, bytes: &[u8]) -> Entry {
    Entry { packed: bytes.to_vec(), method: 0, ..entry(name, bytes) }
}

pub(super) fn zip(entries: &[Entry]) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for it in entries {
        let at = bytes.len() as u32;
        let common = |to: &mut Vec<u8>| {
            to.extend(it.flags.to_le_bytes());
            to.extend(it.method.to_le_bytes());
            to.extend([0; 8]);
            to.extend((it.packed.len() as u32).to_le_bytes());
            to.extend(it.inflated.to_le_bytes());
            to.extend((it.name.len() as u16).to_le_bytes());
            to.extend([0; 2]);
        };
        bytes.extend(b"PK\x03\x04\x14\0");
        common(&mut bytes);
        bytes.extend(it.name.as_bytes());
        bytes.extend(&it.packed);
        list.extend(b"PK\x01\x02\x14\0\x14\0");
        common(&mut list);
        list.extend([0; 10]);
        list.extend(at.to_le_bytes());
        list.extend(it.name.as_bytes());
    }
    end(bytes, &list, entries.len() as u16)
}

pub(super) fn end(mut bytes: Vec<u8>, list: &[u8], n: u16) -> Vec<u8> {
    let at = bytes.len() as u32;
    bytes.extend(list);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([n.to_le_bytes(), n.to_le_bytes()].concat());
    bytes.extend((list.len() as u32).to_le_bytes());
    bytes.extend(at.to_le_bytes());
    bytes.extend([0; 2]);
    bytes
}

pub(super) fn docx(more: Vec<Entry>) -> Vec<u8> {
    let mut all = vec![entry("[Content_Types].xml", b"<Types/>"), entry("word/document.xml", b"<document/>")];
    all.extend(more);
    zip(&all)
}

pub(super) fn odt() -> Vec<u8> {
    let kind = b"application/vnd.oasis.opendocument.text";
    zip(&[stored("mimetype", kind), entry("content.xml", b"<office/>")])
}
