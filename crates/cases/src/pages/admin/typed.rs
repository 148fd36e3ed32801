//! A planned change as it was typed: read into what the directory takes, or said what is wrong with which field.
//! Knows no page.

use calendar::{Calendar, Day};
use directory::{Change, NewReorganisation, Succession};
use kit::{AgencyId, CreditCode, Error, PostId, Refusal, RefusalKind, RegionCode, Result, Words};
use store::Read;
use web::{Ctx, Posted, Problem, pages::Flaws};

/// What the field of a post is called, before its id.
pub(super) const POST_FIELD: &str = "post:";

/// What the field of a competence is called, before its name.
pub(super) const SHARE_FIELD: &str = "share:";

/// A form as it was typed, and what is wrong with it.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) posted: Posted,
    pub(super) flaws: Flaws,
}

impl Typed {
    pub(super) fn of(fields: Vec<(String, String)>) -> Self {
        Self { posted: Posted { fields, key: String::new() }, flaws: Flaws::default() }
    }

    pub(super) fn value(&self, field: &str) -> &str {
        self.posted.get(field)
    }

    /// What was typed with what is wrong; any failure that is nobody's typing goes on.
    pub(super) fn refused(ctx: &Ctx, posted: Posted, err: Error) -> Result<Self, Problem> {
        let agency = if posted.get("kind") == "move" { "move_agency" } else { "rename_agency" };
        let place = |field: &str| if field == "agency" { agency.to_owned() } else { field.to_owned() };
        let flaws = match &err {
            Error::Refused(it) if it.kind == RefusalKind::Invalid && !it.flaws.is_empty() => {
                Flaws::new(it.flaws.iter().map(|flaw| (place(&flaw.field), ctx.flaw(flaw))))
            }
            Error::Refused(it) if matches!(it.kind, RefusalKind::Conflict | RefusalKind::Forbidden) => {
                Flaws::new([("kind".to_owned(), ctx.say(&format!("refused.{}", it.code)).to_owned())])
            }
            _ => return Err(err.into()),
        };
        Ok(Self { posted, flaws })
    }
}

/// The change that was typed; the day begins it, by the calendar in force.
pub(super) fn read_change(read: &mut Read<'_>, posted: &Posted) -> Result<NewReorganisation> {
    let change = match posted.get("kind") {
        "rename" => Change::Rename {
            agency: agency(read, posted.get("rename_agency"), "rename_agency")?,
            name: Words { zh: posted.get("name_zh").to_owned(), en: posted.get("name_en").to_owned() },
        },
        "move" => {
            let agency = agency(read, posted.get("move_agency"), "move_agency")?;
            let region = RegionCode::parse(posted.get("region"));
            let region = region.ok_or_else(|| Refusal::invalid("region", "region.unknown"))?;
            let level = posted.get("level").parse().unwrap_or_else(|_| region.level());
            Change::Move { agency, region, level }
        }
        "succession" => Change::Succession(succession(read, posted)?),
        _ => return Err(Refusal::invalid("kind", "reorganisation.kind").into()),
    };
    let calendar = directory::current_calendar(read)?;
    let effective_at =
        beginning(posted, &calendar).ok_or_else(|| Refusal::invalid("day", "reorganisation.day"))?;
    Ok(NewReorganisation { change, basis: posted.get("basis").to_owned(), effective_at })
}

fn succession(read: &mut Read<'_>, posted: &Posted) -> Result<Succession> {
    let list = |read: &mut Read<'_>, field: &'static str| {
        let codes = posted.get(field).split(|it: char| it.is_whitespace() || it == ',' || it == '，');
        let codes = codes.filter(|it| !it.is_empty()).take(directory::AGENCIES_MAX + 1);
        codes.map(|it| agency(read, it, field)).collect::<Result<Vec<_>>>()
    };
    let mut found =
        Succession { from: list(read, "from")?, into: list(read, "into")?, ..Succession::default() };
    let first = found.into.first().cloned();
    for (field, value) in posted.fields.iter().filter(|it| !it.1.trim().is_empty()) {
        let to = || AgencyId::parse(value.trim());
        if let Some(post) = field.strip_prefix(POST_FIELD) {
            found.posts.insert(PostId::parse(post)?, to()?);
        } else if let Some(share) = field.strip_prefix(SHARE_FIELD) {
            found.shares.insert(share.to_owned(), to()?);
        }
    }
    // Whatever goes to the first needs no word.
    found.posts.retain(|_, to| Some(&*to) != first.as_ref());
    found.shares.retain(|_, to| Some(&*to) != first.as_ref());
    Ok(found)
}

fn agency(read: &mut Read<'_>, code: &str, field: &'static str) -> Result<AgencyId> {
    let found = match CreditCode::parse(code) {
        Ok(code) => directory::agency_by_code(read, &code)?,
        Err(_) => None,
    };
    match found {
        Some(it) => Ok(it.id),
        None => Err(Refusal::invalid(field, "reorganisation.agency_unknown").into()),
    }
}

/// The first moment of the day that was typed.
fn beginning(posted: &Posted, calendar: &Calendar) -> Option<kit::Time> {
    let part = |name: &str| posted.get(name).parse().ok();
    let year: u32 = part("day-year")?;
    let day = Day::from_ymd(i32::try_from(year).ok()?, part("day-month")?, part("day-day")?)?;
    // The end of the day before; far days are not counted at all.
    (2000..2200).contains(&year).then(|| calendar.end_of(day.plus(-1)))
}
