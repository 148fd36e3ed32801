// Open doors: what a stranger, an auditor and anyone with an account find beside the five ways.
// Nothing is hidden and nothing is given away; what is not there or not theirs is said plainly.

import { Visitor } from "../visitor.mjs";
import { MATTER, refusedWell } from "./application.mjs";
import { take } from "./cast.mjs";

const LANGUAGES = ["zh-CN", "en"];

export async function openDoors(walk) {
  const stranger = await Visitor.enter(walk);
  await changesLanguage(stranger);
  await looksAround(stranger);
  await isTurnedAway(stranger);
  await checksCertificates(stranger);
  await audits(await Visitor.enter(walk));
  await keepsAnAccount(await Visitor.enter(walk));
}

/** Comes with a browser in the other language and changes it on a page; the page stays the same. */
async function changesLanguage(stranger) {
  const { lang } = stranger.setup;
  stranger.lang = LANGUAGES.find((it) => it !== lang);
  await stranger.tab.setExtraHTTPHeaders({ "accept-language": stranger.lang });
  await stranger.open(`${MATTER}`);
  stranger.lang = lang;
  await stranger.follow(`header a[hreflang="${lang}"]`);
  stranger.walk.must(stranger.path === MATTER, "changing the language leads elsewhere");
  // What skips the way through the site is for those who would have to tab through it.
  if (stranger.byKeyboard) await stranger.jump("a.skip");
}

/** By links: the start, a search that finds nothing, regions, an agency, the ledger and its newest acts. */
async function looksAround(stranger) {
  await stranger.follow("header a.brand");
  await stranger.fill({ q: "zzzzz" });
  await stranger.send(200, "form[role=search] button");
  await stranger.follow('header nav a[href="/regions"]');
  for (const region of ["99", "9901", "990102"]) await stranger.follow(`main a[href="/regions/${region}"]`);
  await stranger.follow('main a[href^="/agencies/"]');
  await stranger.follow('footer a[href="/ledger"]');
  await stranger.picture("ledger");
  await stranger.follow('main a[href="/ledger/acts"]');
  await stranger.follow('main a[href^="/ledger/acts/"]');
  await stranger.follow("header a.brand");
}

async function isTurnedAway(stranger) {
  await stranger.open("/nowhere", 404);
  await stranger.open("/matters/nothing", 404);
  await stranger.open("/cases/case_00000000000000000000000000");
  stranger.walk.must(stranger.path === "/sign-in", "a stranger is not asked to sign in");
  await stranger.open("/desk");
  stranger.walk.must(stranger.path === "/sign-in", "a stranger is not asked to sign in at the desk");
}

async function checksCertificates(stranger) {
  await stranger.follow('header nav a[href="/certificates/check"]');
  await stranger.fill({ q: "no identifier" });
  await stranger.send(422, "main form[role=search] button");
  await stranger.open("/c/nothing", 404);
}

/** Reads the ledger and checks a receipt on the page: none, one that holds, one with a changed letter. */
async function audits(auditor) {
  const { walk } = auditor;
  await take(auditor, "auditor");
  walk.must(auditor.path === "/ledger", `the auditor lands on ${auditor.path}`);
  await auditor.follow('main a[href="/ledger/acts"]');
  await auditor.follow('main table tr:last-child a[href^="/ledger/acts/"]');
  const href = await auditor.href("main a[href$='/receipt']");
  const receipt = await (await fetch(walk.house.origin + href)).text();
  await auditor.follow('main a[href="/ledger/check"]');
  await auditor.send(422);
  await refusedWell(auditor, ["receipt"]);
  await auditor.paste("receipt", receipt);
  await auditor.send();
  walk.must(!(await auditor.has("main .tag.bad")), "a sound receipt does not pass on the page");
  await auditor.paste("receipt", receipt.replace(/index \d+/, "index 0"));
  await auditor.send();
  walk.must(await auditor.has("main .tag.bad"), "a changed receipt passes on the page");
  await auditor.open("/desk");
  await auditor.open("/cases", 403);
  await auditor.open("/me");
  await auditor.send(200, 'main form[action="/me/sign-out-everywhere"] button');
  walk.must(!(await auditor.has("header .who")), "signing out everywhere does not sign out here");
}

/** A person's own account: what is known of them, the password that a one-click role has none of. */
async function keepsAnAccount(citizen) {
  await take(citizen, "citizen");
  await citizen.follow('header nav a[href="/cases"]');
  await citizen.follow('header nav a[href="/me/certificates"]');
  await citizen.follow('header nav a[href="/me"]');
  await citizen.follow('main a[href="/me/password"]');
  await citizen.send(422);
  await refusedWell(citizen, ["password"]);
  await citizen.open("/desk", 403);
}
