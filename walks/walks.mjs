// Walks every way in every set-up through the real binary, and says what was found.
// Use: node walks.mjs BINARY CHROMIUM [--only WORD] [--shots DIR]. Knows the ways and none of their steps.

import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import puppeteer from "puppeteer-core";

import { House } from "./house.mjs";
import { Look } from "./look.mjs";
import { SETUPS, SHOT_SETUPS, words } from "./setups.mjs";
import { Shots } from "./shots.mjs";
import { Turns } from "./turns.mjs";
import { Walk } from "./walk.mjs";
import { badPage } from "./ways/bad_page.mjs";
import { SECRETS } from "./ways/cast.mjs";
import { granted } from "./ways/granted.mjs";
import { notAccepted } from "./ways/not_accepted.mjs";
import { openDoors } from "./ways/open_doors.mjs";
import { overdue } from "./ways/overdue.mjs";
import { refused } from "./ways/refused.mjs";
import { revoked } from "./ways/revoked.mjs";
import { withdrawn } from "./ways/withdrawn.mjs";

const PROTOCOL_MS_MAX = 60_000;

/** The ways, those that wait for a visit first. */
const WAYS = {
  "a bad page": badPage,
  granted,
  refused,
  "not accepted": notAccepted,
  withdrawn,
  overdue,
  revoked,
  "open doors": openDoors,
};

/** The ways on which pictures are taken. */
const SHOT_WAYS = ["granted", "open doors"];

const { values, positionals } = parseArgs({
  options: { only: { type: "string", default: "" }, shots: { type: "string" } },
  allowPositionals: true,
});
const [binary, chromium] = positionals;
if (!binary || !chromium) {
  console.error("node walks.mjs BINARY CHROMIUM [--only WORD] [--shots DIR]");
  process.exit(2);
}
const failures = resolve(dirname(fileURLToPath(import.meta.url)), "../failures");
let passed = 0;
let failed = 0;

for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));
await Promise.all((values.shots ? SHOT_SETUPS : SETUPS).map(walkAll));
if (0 < failed) console.log(`pictures of what failed lie in ${failures}`);
console.log(`walks: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** Walks every way in one set-up, each set-up in a house of its own. */
async function walkAll(setup) {
  const ways = Object.entries(WAYS).filter(([name]) => isWanted(name, setup));
  if (ways.length === 0) return;
  const house = await House.open(binary, setup.engine);
  const browser = await launch();
  const given = { setup, house, browser, failures, secrets: SECRETS, look: new Look(setup), turns: new Turns() };
  if (values.shots) given.shots = new Shots(resolve(values.shots), setup);
  const walks = ways.map(async ([name, steps]) => {
    const walk = new Walk(name, given);
    await walk.go(steps);
    const figures = `${walk.pages} pages, ${walk.seconds.toFixed(0)} s`;
    say(walk.passed, `${name}: ${words(setup)}; ${figures}`, walk.report());
  });
  await Promise.all(walks);
  await browser.close();
  await closeWell(house, setup);
}

function isWanted(name, setup) {
  if (values.shots && !SHOT_WAYS.includes(name)) return false;
  return `${name}: ${words(setup)}`.includes(values.only);
}

/** The house stops when told, and its log tells nothing of a person and of no fault. */
async function closeWell(house, setup) {
  const how = await house.close();
  const told = SECRETS.filter((it) => house.said.includes(it));
  const faults = house.said.split("\n").filter((it) => it.includes(" ERROR "));
  const found = [
    ...(how === 0 ? [] : [`    it ended with ${how}`]),
    ...told.map((it) => `    its log tells ${it}`),
    ...faults.map((it) => `    ${it}`),
  ];
  say(found.length === 0, `the house: ${words(setup)}`, found);
}

function say(isWell, what, found) {
  passed += isWell ? 1 : 0;
  failed += isWell ? 0 : 1;
  console.log([`${isWell ? "ok" : "FAILED"}  ${what}`, ...found].join("\n"));
}

function launch() {
  return puppeteer.launch({
    executablePath: chromium,
    protocolTimeout: PROTOCOL_MS_MAX,
    // Root has no sandbox of its own in a container, and we open our own pages only.
    args: [
      "--no-sandbox",
      "--disable-dev-shm-usage",
      "--force-color-profile=srgb",
      "--disable-renderer-backgrounding",
    ],
  });
}
