//! The sizes of a paper: A4 and the type area of GB/T 9704, in points.
//! English is set smaller, as it needs more letters to say the same.

use kit::Lang;

/// One millimetre.
const MM: f32 = 72.0 / 25.4;

/// How wide and high a page is.
pub(crate) const PAGE_WIDE: f32 = 210.0 * MM;
pub(crate) const HIGH: f32 = 297.0 * MM;
/// Where the type area begins and ends: 156 mm by 225 mm, 37 mm from above, 28 mm from the left.
pub(crate) const LEFT: f32 = 28.0 * MM;
pub(crate) const WIDE: f32 = 156.0 * MM;
pub(crate) const RIGHT: f32 = LEFT + WIDE;
pub(super) const TOP: f32 = 37.0 * MM;
pub(super) const BOTTOM: f32 = (37.0 + 225.0) * MM;
/// Where the number of the page stands: 7 mm under the type area.
pub(crate) const FOOT: f32 = BOTTOM + 7.0 * MM;

/// The radius of a seal: 42 mm across.
pub(super) const SEAL_RADIUS: f32 = 21.0 * MM;
/// How thick lines are.
pub(super) const RED_RULE: f32 = 1.5;
pub(super) const RULE: f32 = 0.4;
/// How much of the width names take in rows of names and values.
pub(super) const NAME_PART: f32 = 0.28;
/// How far lines of large characters stand apart, of their size.
pub(super) const LEAD_LARGE: f32 = 1.5;
/// How far the line stands under the middle of a character, of its size.
pub(super) const RISE: f32 = 0.36;
/// The most a line is spread to be full, of a character.
pub(super) const SPREAD_MAX: f32 = 2.0;

/// Sizes that differ by language.
#[derive(Clone, Copy)]
pub(super) struct Measures {
    pub(super) agency: f32,
    pub(super) title: f32,
    pub(super) body: f32,
    pub(super) lead: f32,
    pub(super) small: f32,
    pub(super) small_lead: f32,
    /// How many characters a paragraph stands in.
    pub(super) indent: f32,
    pub(super) gap: f32,
    /// What stands between paragraphs.
    pub(super) after: f32,
    pub(super) is_justified: bool,
}

impl Measures {
    pub(super) fn of(lang: Lang) -> Measures {
        match lang == Lang::ZH {
            // 28 characters a line, 22 lines a page.
            true => Measures {
                agency: 30.0,
                title: 22.0,
                body: WIDE / 28.0,
                lead: 225.0 * MM / 22.0,
                small: 12.0,
                small_lead: 19.0,
                indent: 2.0,
                gap: 12.0,
                after: 0.0,
                is_justified: true,
            },
            false => Measures {
                agency: 22.0,
                title: 17.0,
                body: 12.0,
                lead: 18.5,
                small: 10.5,
                small_lead: 15.5,
                indent: 0.0,
                gap: 10.0,
                after: 6.0,
                is_justified: false,
            },
        }
    }
}
