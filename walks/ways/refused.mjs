// Refused: the visit finds one thing not in order; the decision says why, by which clause, and what can be done.
// Two officials take up one task at once: the second is told that it is done.

import { Visitor } from "../visitor.mjs";
import { apply } from "./application.mjs";
import { CITIZEN, take } from "./cast.mjs";
import * as desk from "./desk.mjs";

/** What the decision has to state: the reason, the remedies, and whose government and court they lead to. */
const STATED = {
  "zh-CN": ["防蝇", "行政复议", "镜湖区人民政府", "镜湖区有管辖权的人民法院"],
  en: ["keeps out flies", "reconsideration", "government of Jinghu District", "court of Jinghu District"],
};

export async function refused(walk) {
  const citizen = await enter(walk, CITIZEN.role);
  const theCase = await apply(citizen, CITIZEN, "restaurant");
  const window = await enter(walk, "window");
  await acceptTwice(walk, window, theCase);
  const inspector = await enter(walk, "inspector");
  const visit = await desk.appoint(inspector, theCase);
  const examiner = await enter(walk, "examiner");
  await desk.examine(examiner, theCase);
  await walk.until(visit);
  await desk.inspect(inspector, theCase, "pests");
  const decider = await enter(walk, "decider");
  await desk.decide(decider, theCase, "refused");
  await desk.deliver(decider, theCase);
  await learns(citizen, theCase);
}

async function enter(walk, role) {
  const visitor = await Visitor.enter(walk);
  await take(visitor, role);
  return visitor;
}

/** Both have the file open; whoever files second changes nothing and is told so. */
async function acceptTwice(walk, window, theCase) {
  const late = await enter(walk, "window");
  await desk.openFile(late, theCase);
  await desk.accept(window, theCase);
  await late.fill({ outcome: "not_accepted", not_accepted_words: "不属于本机关职权范围。" });
  await late.send(409, 'main form[action$="/conclusion"] button[type=submit]');
  await late.follow(`main a[href="/desk/cases/${theCase.id}"]`);
  await late.leave();
}

/** The applicant reads why, by which clause, and to whom they can turn. */
async function learns(citizen, { id }) {
  const { walk } = citizen;
  await citizen.open(`/cases/${id}`);
  const said = await citizen.read("main");
  for (const it of STATED[walk.setup.lang]) walk.must(said.includes(it), `the decision does not say ${it}`);
  walk.must(!(await citizen.has('main a[href^="/certificates/"]')), "a refused case has a certificate");
  await citizen.openAll(`main a[href^="/cases/${id}/notices/"]`);
  await citizen.open(`/cases/${id}/withdrawal`, 409);
}
