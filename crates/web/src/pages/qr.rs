//! A QR code as a drawing in the page.
//! Knows nothing of what it says.

use std::fmt::Write;

use fast_qr::{ECL, QRBuilder};
use maud::{Markup, html};

/// The longest text a code of ours holds, so that a telephone reads it from paper.
pub const QR_BYTES_MAX: usize = 600;

/// The quiet edge that readers need, in modules.
const EDGE: usize = 4;

/// The text as a QR code called `name`; `None` when it is longer than [`QR_BYTES_MAX`].
/// It is black on white in every theme, as readers want it.
pub fn qr(text: &str, name: &str) -> Option<Markup> {
    if text.len() > QR_BYTES_MAX {
        return None;
    }
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let side = code.size + 2 * EDGE;
    let mut dark = String::new();
    for y in 0..code.size {
        let row = &code[y];
        let mut x = 0;
        while x < code.size {
            let run = row[x..].iter().take_while(|it| it.value()).count();
            if run > 0 {
                write!(dark, "M{} {}h{run}v1h-{run}z", x + EDGE, y + EDGE).expect("a string takes all");
            }
            x += run.max(1);
        }
    }
    Some(html! {
        svg.qr role="img" aria-label=(name) viewBox={ "0 0 " (side) " " (side) } width="192" height="192"
            shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(dark) fill="#000" {}
        }
    })
}
