// Not accepted: somebody new registers, signs in with a password, and applies for what needs no licence.
// The decision not to accept says so, and says the remedies.

import { Visitor } from "../visitor.mjs";
import { apply, refusedWell } from "./application.mjs";
import { NEWCOMER, take } from "./cast.mjs";
import * as desk from "./desk.mjs";

export async function notAccepted(walk) {
  const newcomer = await Visitor.enter(walk);
  await register(newcomer);
  const theCase = await apply(newcomer, NEWCOMER, "prepackaged");
  const window = await Visitor.enter(walk);
  await take(window, "window");
  await desk.notAccept(window, theCase);
  await newcomer.open(`/cases/${theCase.id}`);
  const said = await newcomer.read("main");
  const reason = walk.setup.lang === "en" ? "prepackaged food only" : "只销售预包装食品";
  walk.must(said.includes(reason), `the case does not give the reason: ${reason}`);
  await newcomer.openAll(`main a[href^="/cases/${theCase.id}/notices/"]`);
  await newcomer.open("/cases");
  await newcomer.send(200, "header form[action='/sign-out'] button");
  walk.must(!(await newcomer.has("header .who")), "signing out does not sign out");
}

/** Registers with errors first, then signs in with errors first; the page asked for comes after. */
async function register(newcomer) {
  await newcomer.open("/cases");
  await newcomer.follow('main a[href^="/register"]');
  const { name, number, password } = NEWCOMER;
  await newcomer.fill({ name, number: "123", password: "short", again: "other" });
  await newcomer.send(422);
  await refusedWell(newcomer, ["number", "password", "again"]);
  await newcomer.fill({ name, number, password, again: password });
  await newcomer.send();
  await newcomer.fill({ login: number, password: "not this one" });
  await newcomer.send(422);
  await refusedWell(newcomer, ["login"]);
  await newcomer.fill({ login: number, password });
  await newcomer.send();
  newcomer.walk.must(await newcomer.has("header .who"), "signing in does not sign in");
  await newcomer.open("/cases");
}
