//! The pages kit: typed markup as pure functions of data, its stylesheet, and samples of every part.
//! Knows no block, no request and no clock; every word comes in as an argument or from `texts/`.

mod assets;
mod choices;
mod clock_picture;
mod content;
mod fields;
mod flow_picture;
mod form;
mod frame;
mod lists;
mod qr;
mod results;
mod samples;
mod start;
mod story;

#[cfg(test)]
mod tests;

pub use assets::{ASSETS, Asset};
pub use choices::{Choice, checkboxes, narrowed_list, radios, radios_beside, select, yes_no};
pub use clock_picture::{ClockPicture, Light, clock_picture};
pub use content::{
    Tone, columns, details, heading, inset, notification_banner, panel, prose, section, tag, warning_text,
};
pub use fields::{
    DateInput, DatePart, Entry, Field, TextArea, TextInput, Width, date_input, field_id, fieldset,
    file_input, month_input, number_input, text_input, textarea,
};
pub use flow_picture::{FlowNode, FlowPicture, FlowState, flow_picture};
pub use form::{
    CSRF_FIELD, Flaws, KEY_FIELD, button, button_link, button_secondary, button_start, button_warning,
    buttons, error_summary, form, form_with_files, hidden,
};
pub use frame::{Face, Frame, Head, INBOX_PATH, NavItem, SIGN_IN_PATH, SIGN_OUT_PATH, page};
pub use lists::{
    Column, SummaryRow, Table, breadcrumbs, definition_grid, empty_state, pagination, summary_card,
    summary_list, table,
};
pub use qr::{QR_BYTES_MAX, qr};
pub use results::{ResultRow, marked, results};
pub use samples::samples;
pub use start::{Card, Figure, SearchBox, cards, figures, hero, search_box};
pub use story::{Event, Step, Task, TaskState, steps, task_list, timeline};
