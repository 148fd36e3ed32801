// Withdrawn: told once what is missing, the applicant completes the application and then withdraws it.
// After that nobody can do anything about it.

import { Visitor } from "../visitor.mjs";
import { apply, refusedWell } from "./application.mjs";
import { OWNER, take } from "./cast.mjs";
import * as desk from "./desk.mjs";

export async function withdrawn(walk) {
  const owner = await Visitor.enter(walk);
  await take(owner, OWNER.role);
  const theCase = await apply(owner, OWNER, "incomplete");
  const window = await Visitor.enter(walk);
  await take(window, "window");
  await desk.sendBack(window, theCase);
  await complete(owner, theCase);
  await desk.openFile(window, theCase);
  await withdraw(owner, theCase);
  await owner.open(`/cases/${theCase.id}/correction`, 409);
  await window.fill({ outcome: "accepted" });
  await window.send(409, 'main form[action$="/conclusion"] button[type=submit]');
}

async function complete(owner, { id }) {
  await owner.open(`/cases/${id}`);
  await owner.follow(`main a[href="/cases/${id}/correction"]`);
  await owner.fill({ area: "" });
  await owner.send(422);
  await refusedWell(owner, ["area"]);
  await owner.fill({ area: "86.5", layout_plan: "post", rules_list: "counter" });
  await owner.send();
  owner.walk.must(owner.path === `/cases/${id}`, `completing leads to ${owner.path}`);
}

async function withdraw(owner, { id }) {
  await owner.follow(`main a[href="/cases/${id}/withdrawal"]`);
  await owner.send();
  const again = await owner.has(`main a[href="/cases/${id}/withdrawal"]`);
  owner.walk.must(!again, "a withdrawn case can be withdrawn");
  await owner.openAll(`main a[href^="/cases/${id}/notices/"]`);
}
