// Granted: an owner applies, two agencies handle it in parallel, a certificate comes out that anyone can check.
// Knows the steps and who takes them; how a step is taken stands beside.

import { Visitor } from "../visitor.mjs";
import { apply } from "./application.mjs";
import { OWNER, take } from "./cast.mjs";
import * as desk from "./desk.mjs";
import { proves } from "./proof.mjs";

export async function granted(walk) {
  const [owner, window, examiner, inspector, decider] = await enter(walk);
  const theCase = await apply(owner, OWNER, "restaurant", true);
  await owner.follow(`main a[href="/cases/${theCase.id}"]`);
  await desk.accept(window, theCase);
  const visit = await desk.appoint(inspector, theCase);
  await desk.examine(examiner, theCase);
  await follows(owner, theCase);
  await walk.until(visit);
  await desk.inspect(inspector, theCase);
  await desk.decide(decider, theCase, "granted");
  await desk.deliver(decider, theCase);
  await holds(owner, theCase);
  await proves(owner, theCase.act);
}

async function enter(walk) {
  const visitors = [];
  for (const role of [OWNER.role, "window", "examiner", "inspector", "decider"]) {
    visitors.push(await Visitor.enter(walk));
    await take(visitors.at(-1), role);
  }
  return visitors;
}

/** The owner sees the case under way: the visit, the clock, the documents, who looked. */
async function follows(owner, { id, number }) {
  await owner.open("/cases");
  await owner.follow(`main table a[href="/cases/${id}"]`);
  owner.walk.must((await owner.read("main")).includes(number), "the case does not say its number");
  owner.walk.must(await owner.has("main svg"), "the case shows no picture of its way");
  await owner.picture("case");
  await owner.openAll(`main a[href^="/cases/${id}/notices/"]`);
  await owner.open(`/cases/${id}`);
  await owner.follow(`main a[href="/cases/${id}/answers"]`);
  await owner.open(`/cases/${id}`);
  await owner.follow(`main a[href="/cases/${id}/traces"]`);
  const traces = await owner.tab.$$("main a[href^='/ledger/acts/']");
  owner.walk.must(5 < traces.length, `only ${traces.length} acts left a trace`);
}

/** The owner has the certificate; a stranger checks it and sees no more than the law lets them. */
async function holds(owner, { id }) {
  const { walk } = owner;
  await owner.open(`/cases/${id}`);
  await owner.follow('main a[href^="/certificates/"]');
  await owner.picture("certificate");
  const said = await owner.read("main");
  walk.must(said.includes(OWNER.company), "the certificate does not name its holder");
  const identifier = await owner.read("main .certificate-identifier code");
  await owner.open("/me/certificates");
  walk.must(2 <= (await owner.tab.$$("main .card")).length, "the certificate is not among the owner's");
  const stranger = await Visitor.enter(walk);
  await stranger.open("/certificates/check");
  await stranger.fill({ q: identifier });
  await stranger.send(200, "main form[role=search] button");
  await stranger.picture("certificate-check");
  const shown = await stranger.read("main");
  walk.must(shown.includes(identifier), "the check does not find the certificate");
  walk.must(!shown.includes(OWNER.name), "a stranger is told who represents the holder");
  await stranger.leave();
}
