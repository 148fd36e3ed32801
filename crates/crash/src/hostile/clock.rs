//! A clock that jumped back: what was recorded lies in the future, so nothing more is written until time has come.
//! The clock of a machine cannot be moved by a test; the last act's moment can, which is the same to the store.

use rusqlite::Connection;

use crate::{
    Result, ensure,
    house::House,
    report::{Came, Report},
    stand::Stand,
    visitor::Visitor,
};

/// How far it jumped.
const JUMP_MS: i64 = 3_600_000;

pub(super) fn jumped_back(stand: &mut Stand, _: &mut Report) -> Result<Came> {
    let folder = stand.demonstration("clock")?;
    let house = House::start(&stand.binary, &folder)?;
    let application = Visitor::take(&house.address, "shop-owner")?.application()?;
    house.stop()?;
    let move_last = |by_ms: i64| -> Result<()> {
        const SQL: &str = "UPDATE acts SET at = at + ?1 WHERE seq = (SELECT MAX(seq) FROM acts)";
        Connection::open(folder.join("store.db"))?.execute(SQL, [by_ms])?;
        Ok(())
    };
    let apply = |expected: u16| -> Result<()> {
        let house = House::start(&stand.binary, &folder)?;
        let mut client = house.client();
        let read = client.get("/cases", &application.cookie)?.status;
        let wrote = client.ask(&application.request("crash-clock"))?.status;
        ensure((read, wrote) == (200, expected), || {
            format!("reading is answered {read} and writing {wrote}, not 200 and {expected}: {}", house.log())
        })?;
        house.stop()
    };
    move_last(JUMP_MS)?;
    apply(503)?;
    move_last(-JUMP_MS)?;
    apply(303)?;
    stand.clear(&folder);
    Ok(Came::Held("reads, turns writers away, and goes on once time has come".to_owned()))
}
