//! What we tell others about matters and cases, and what we listen to.
//! Nobody here knows who listens to us.

use acts::{Job, Planned, Reaction, Running, Start, Work};
use kit::{AgencyId, Result};
use store::{Store, Tx};

use crate::actions;

/// What happens after acts and later.
pub const WORK: Work = Work {
    reactions: &[
        Reaction {
            name: "cases.new_calendar",
            kinds: &[directory::HOLIDAYS_IMPORTED],
            start: Start::Now,
            run: |tx, act| plan_recount(tx, &act.id),
        },
        Reaction {
            name: "cases.successor",
            kinds: &[directory::AGENCY_SUCCEEDED],
            start: Start::Now,
            run: |tx, act| actions::plan_following(tx, &act.thing),
        },
    ],
    jobs: &[
        Job { kind: actions::SWEEP, run: |store, _| sweep(store) },
        Job { kind: actions::RECOUNT, run: recount },
        Job { kind: actions::FOLLOW, run: follow },
        Job { kind: actions::PUBLICATION, run: publish },
    ],
};

/// A new calendar: the deadlines that went through a year nobody had announced are counted again.
fn plan_recount(tx: &mut Tx<'_>, act: &str) -> Result<()> {
    let now = tx.now();
    acts::plan(tx, actions::RECOUNT, act, now, "")
}

fn sweep(store: Store) -> Running {
    Box::pin(async move {
        // Planned first: if this round fails, the next one comes all the same.
        store.write(actions::plan_sweep).await?;
        actions::sweep(&store).await?;
        actions::run_timers(&store).await.map(|_| ())
    })
}

fn recount(store: Store, _: Planned) -> Running {
    Box::pin(async move { actions::recount(&store).await.map(|_| ()) })
}

fn publish(store: Store, planned: Planned) -> Running {
    Box::pin(async move { actions::publish_due(&store, planned.key).await })
}

fn follow(store: Store, planned: Planned) -> Running {
    Box::pin(async move { actions::follow(&store, &AgencyId::parse(&planned.key)?).await })
}
