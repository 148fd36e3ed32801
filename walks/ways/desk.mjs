// The officials' tasks: find a case among those by deadline, and conclude what the post has to do, errors first.
// Knows the forms of the duties and nothing of the applicant.

import { refusedWell } from "./application.mjs";

const CONCLUDE = 'main form[action$="/conclusion"] button[type=submit]';
const APPOINT = 'main form[action$="/visit"] button[type=submit]';
const TABLES_MAX = 20;

/** The clock of the city: China's, which knows no summer time. */
const ZONE_MS = 8 * 3_600_000;
const MINUTE_MS = 60_000;
/** How long appointing may take before its minute is over. */
const APPOINTING_MS = 15_000;

/** Opens the file of a case from the list of tasks. */
export async function openFile(official, { id }) {
  await official.open("/desk");
  const link = `main table a[href^="/desk/cases/${id}"]`;
  for (let n = 0; n < TABLES_MAX && !(await official.has(link)); n += 1) {
    await official.follow("main a[rel=next]");
  }
  await official.picture("desk");
  await official.follow(link);
}

/** Concludes the task at hand: `wrong` first, which is told at these fields, and then as it should be. */
export async function conclude(official, { wrong, told, right, done }) {
  if (told) {
    await official.fill(wrong ?? {});
    await official.send(422, CONCLUDE);
    await refusedWell(official, told);
  }
  await official.fill(right);
  await official.send(200, CONCLUDE);
  const said = new URL(official.tab.url()).searchParams.get("done");
  official.walk.must(said === done, `done is ${said}, not ${done}`);
  official.walk.must(await official.has("main .banner.good"), "nothing says that it is done");
}

export async function accept(official, theCase) {
  await openFile(official, theCase);
  await conclude(official, { told: ["outcome"], right: { outcome: "accepted" }, done: "accepted" });
}

export async function sendBack(official, theCase) {
  await openFile(official, theCase);
  const words = "请补交布局流程图和规章制度目录。";
  await conclude(official, {
    wrong: { outcome: "correction" },
    told: ["items", "correction_words"],
    right: { outcome: "correction", items: ["layout_plan", "rules_list"], correction_words: words },
    done: "correction",
  });
}

export async function notAccept(official, theCase) {
  await openFile(official, theCase);
  const words = "只销售预包装食品，依法备案即可。";
  await conclude(official, {
    wrong: { outcome: "not_accepted" },
    told: ["not_accepted_words"],
    right: { outcome: "not_accepted", not_accepted_words: words },
    done: "not_accepted",
  });
}

export async function examine(official, theCase) {
  await openFile(official, theCase);
  await conclude(official, {
    told: ["complete"],
    right: { complete: "yes", words: "材料齐全，符合要求。" },
    done: "examined",
  });
}

/** Appoints a visit at the next minute there is time for; gives the moment it will be over. */
export async function appoint(official, theCase) {
  await openFile(official, theCase);
  await official.fill({ time: "25:00" });
  await official.send(422, APPOINT);
  await refusedWell(official, ["date", "time", "first", "second"]);
  const [first, second] = await official.tab.$$eval("main [name=first] option", (all) =>
    all.map((it) => it.value).filter(Boolean),
  );
  await official.fill({ first, second });
  const at = Math.ceil((Date.now() + APPOINTING_MS) / MINUTE_MS) * MINUTE_MS;
  const [year, month, day, hour, minute] = new Date(at + ZONE_MS).toISOString().split(/[-T:]/);
  const date = { "date-year": year, "date-month": `${Number(month)}`, "date-day": `${Number(day)}` };
  await official.fill({ ...date, time: `${hour}:${minute}` });
  await official.send(200, APPOINT);
  return at;
}

/** Enters what was found on site; one item may fail. */
export async function inspect(official, theCase, failed = null) {
  await openFile(official, theCase);
  const radios = await official.tab.$$eval('main [name^="finding."]', (all) => all.map((it) => it.name));
  const items = [...new Set(radios)];
  const found = Object.fromEntries(items.map((it) => [it, it === `finding.${failed}` ? "fail" : "pass"]));
  await conclude(official, {
    told: items,
    right: { ...found, words: failed ? "后厨纱窗破损，不能防蝇。" : "各项符合要求。" },
    done: "inspected",
  });
}

export async function decide(official, theCase, outcome) {
  await openFile(official, theCase);
  await official.picture("decide", "#conclusion");
  // What departs from the rules' proposal needs its reason.
  const departing = outcome === "granted" ? "refused" : "granted";
  await conclude(official, {
    wrong: { outcome: departing },
    told: [`${departing}_words`],
    right: { outcome },
    done: outcome,
  });
}

export async function deliver(official, theCase) {
  await openFile(official, theCase);
  await conclude(official, { told: ["way"], right: { way: "online" }, done: "delivered" });
}
