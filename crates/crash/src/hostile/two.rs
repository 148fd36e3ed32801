//! Two processes on one store: the second says so and leaves, and the first notices nothing.
//! Also while the first is still building the store.

use crate::{
    Result,
    book::settle,
    ensure,
    house::{House, Started},
    report::{Came, Report},
    stand::Stand,
};

/// What the second one says.
const TAKEN: &str = "Another process has this store open";
/// Its exit code.
const NOT_READY: i32 = 3;

pub(super) fn on_one_store(stand: &mut Stand, _: &mut Report) -> Result<Came> {
    let house = stand.house("two")?;
    for _ in 0..3 {
        turned_away(House::begin(&stand.binary, &house.folder, "exec \"$@\"")?)?;
    }
    still_sound(house)?;
    Ok(Came::Held("the second says so and ends with 3".to_owned()))
}

pub(super) fn during_the_build(stand: &mut Stand, _: &mut Report) -> Result<Came> {
    let folder = stand.path("two-building");
    let first = House::begin(&stand.binary, &folder, "exec \"$@\"")?;
    while !folder.join("store.db-wal").exists() {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    turned_away(House::begin(&stand.binary, &folder, "exec \"$@\"")?)?;
    let first = first.answering()?;
    still_sound(first)?;
    still_sound(House::start(&stand.binary, &folder)?)?;
    stand.clear(&folder);
    Ok(Came::Held("the second leaves the build alone".to_owned()))
}

fn turned_away(second: House) -> Result<()> {
    match second.started()? {
        Started::Up(_) => Err("two processes serve one store".into()),
        Started::Ended { code, words } => ensure(code == Some(NOT_READY) && words.contains(TAKEN), || {
            format!("the second ended with {code:?}: {words}")
        }),
    }
}

fn still_sound(house: House) -> Result<()> {
    settle(&mut house.client())?;
    let folder = house.folder.clone();
    house.verify(&["--data".as_ref(), &folder])?.expect(0, "yiwang verify")?;
    house.stop()
}
