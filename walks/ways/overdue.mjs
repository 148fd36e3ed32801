// Overdue: nobody decided in time. Who has to, sees it first; who waits, is told what can be done about it.
// The case is of the demonstration's history, where time has passed for real.

import { Visitor } from "../visitor.mjs";
import { refusedWell } from "./application.mjs";
import { OWNER, take } from "./cast.mjs";

export async function overdue(walk) {
  const examiner = await Visitor.enter(walk);
  await take(examiner, "examiner");
  const late = await lateFile(examiner);
  await mayBeExtendedOnce(walk);
  const owner = await Visitor.enter(walk);
  await take(owner, OWNER.role);
  await owner.open("/cases");
  walk.must(await owner.has(`main table a[href="/cases/${late}"]`), "the owner has no case that is overdue");
  await owner.follow(`main table a[href="/cases/${late}"]`);
  const told = await owner.read("main .banner.bad");
  const words = walk.setup.lang === "en" ? "missed the statutory time" : "超过了法定期限";
  walk.must(told.includes(words), `the owner is told “${told}” of a case that is overdue`);
}

/** The case that is late stands first and says what law makes of it; gives its id. */
async function lateFile(examiner) {
  await examiner.open("/desk");
  const told = examiner.walk.setup.lang === "en" ? /overdue/i : /逾期|超期/;
  examiner.walk.must(told.test(await examiner.read("main")), "the desk does not say what is overdue");
  await examiner.follow("main table a");
  examiner.walk.must(await examiner.has("main .tag.bad"), "the file does not say that it is late");
  return examiner.path.split("/").at(-1);
}

/** The decider asks for more time for a case that is not late yet, with a reason; the director approves it, once. */
async function mayBeExtendedOnce(walk) {
  const decider = await Visitor.enter(walk);
  await take(decider, "decider");
  await decider.fill({ duty: "decide" });
  await decider.send(200, "main form.filter button");
  await decider.follow("main table a");
  const file = decider.path;
  await decider.follow('main a[href$="/extension"]');
  await decider.send(422);
  await refusedWell(decider, ["reason"]);
  await decider.fill({ reason: "现场情况复杂，需要专家评审。" });
  await decider.send();
  walk.must(decider.path === file, `extending leads to ${decider.path}`);
  const director = await Visitor.enter(walk);
  await take(director, "director");
  await director.open(`${file}/extension`);
  await director.fill({ answer: "approved" });
  await director.send();
  walk.must(director.path === file, `approving leads to ${director.path}`);
  await decider.open(`${file}/extension`);
  walk.must(!(await decider.has("main form textarea")), "the time can be extended twice");
}
