//! The files that pages link to, each named by the hash of its bytes, so that it can be cached for ever.
//! Knows nothing of how they are served.

/// One file that pages link to.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// Where it is served, its hash in the name.
    pub path: &'static str,
    /// Its media type.
    pub content_type: &'static str,
    /// What it holds.
    pub bytes: &'static [u8],
}

/// Every file that pages link to.
pub const ASSETS: &[Asset] = &[THEME, STYLE, MARK];

/// Colours, type and spaces as custom properties: the one file that another government replaces.
pub(super) const THEME: Asset = Asset { path: text(&THEME_PATH), content_type: CSS, bytes: THEME_BYTES };

/// How everything looks, in the words of the theme.
pub(super) const STYLE: Asset = Asset { path: text(&STYLE_PATH), content_type: CSS, bytes: &STYLE_BYTES };

/// The mark of the platform, also the icon of the page.
pub(super) const MARK: Asset =
    Asset { path: text(&MARK_PATH), content_type: "image/svg+xml", bytes: MARK_BYTES };

const CSS: &str = "text/css; charset=utf-8";

const THEME_BYTES: &[u8] = include_bytes!("../../assets/theme.css");
const MARK_BYTES: &[u8] = include_bytes!("../../assets/mark.svg");

/// The stylesheet is kept in parts and sent as one.
const STYLE_PARTS: [&[u8]; 6] = [
    include_bytes!("../../assets/base.css"),
    include_bytes!("../../assets/frame.css"),
    include_bytes!("../../assets/fields.css"),
    include_bytes!("../../assets/parts.css"),
    include_bytes!("../../assets/certificate.css"),
    include_bytes!("../../assets/print.css"),
];
static STYLE_BYTES: [u8; length(&STYLE_PARTS)] = joined(&STYLE_PARTS);

const THEME_PATH: [u8; 34] = joined(&[b"/assets/theme-", &hash(THEME_BYTES), b".css"]);
const STYLE_PATH: [u8; 34] = joined(&[b"/assets/style-", &hash(&STYLE_BYTES), b".css"]);
const MARK_PATH: [u8; 33] = joined(&[b"/assets/mark-", &hash(MARK_BYTES), b".svg"]);

const fn text(path: &'static [u8]) -> &'static str {
    match std::str::from_utf8(path) {
        Ok(it) => it,
        Err(_) => panic!("a path of ours is not text"),
    }
}

const fn length(parts: &[&[u8]]) -> usize {
    let (mut sum, mut n) = (0, 0);
    while n < parts.len() {
        sum += parts[n].len();
        n += 1;
    }
    sum
}

const fn joined<const LENGTH: usize>(parts: &[&[u8]]) -> [u8; LENGTH] {
    let mut res = [0; LENGTH];
    let (mut at, mut n) = (0, 0);
    while n < parts.len() {
        let mut k = 0;
        while k < parts[n].len() {
            res[at] = parts[n][k];
            at += 1;
            k += 1;
        }
        n += 1;
    }
    assert!(at == LENGTH);
    res
}

/// FNV-1a in hexadecimal: tells two versions of our own file apart, and need not withstand anyone.
const fn hash(bytes: &[u8]) -> [u8; 16] {
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
    let mut n = 0;
    while n < bytes.len() {
        sum = (sum ^ bytes[n] as u64).wrapping_mul(0x0100_0000_01b3);
        n += 1;
    }
    let mut res = [0; 16];
    let mut k = 0;
    while k < 16 {
        res[k] = b"0123456789abcdef"[(sum >> (60 - 4 * k) & 15) as usize];
        k += 1;
    }
    res
}
