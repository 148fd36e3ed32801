// Proof: an act's receipt, the ledger as it runs, both checked by the program without trusting the site,
// and each lie found and named. Knows the formats only as far as lies need it.

import { createServer } from "node:http";

const PLACED_MS_MAX = 5_000;

/** Lies about a receipt, and the step at which the program must find each. */
const LIES = [
  { named: /form of the file: does not hold/i, tell: (it) => changed(it, /^c2sp\.org/m, 0) },
  { named: /path to the root: does not hold/i, tell: (it) => ofLeaf(it) },
  { named: /path to the root: does not hold/i, tell: (it) => changed(it, /^[A-Za-z0-9+/]{43}=$/m, 20) },
  { named: /signature: does not hold/i, tell: (it) => changed(it, /^— \S+ /m, 30, "end") },
];

/** The act has its place in the ledger; its receipt and the ledger hold; what was tampered with does not. */
export async function proves(visitor, act) {
  const { walk } = visitor;
  await visitor.open(act);
  await placed(visitor, act);
  await visitor.picture("receipt", "main section:last-of-type");
  const href = await visitor.href("main a[href$='/receipt']");
  const receipt = await (await fetch(walk.house.origin + href)).text();
  const key = (await (await fetch(`${walk.house.origin}/ledger/key`)).text()).trim();
  const keys = await walk.house.file("keys.txt", `${key}\n`);
  await holds(walk, await walk.house.file("act.tlog-proof", receipt), keys);
  await holds(walk, `${walk.house.origin}/ledger`, keys);
  for (const { named, tell } of LIES) {
    await fails(walk, await walk.house.file("lie.tlog-proof", tell(receipt)), keys, named);
  }
  await lyingLedger(walk, keys);
  return receipt;
}

/** Waits, by reloading, until a fresh act has its place. */
async function placed(visitor, act) {
  const until = Date.now() + PLACED_MS_MAX;
  while (!(await visitor.has("main a[href$='/receipt']"))) {
    visitor.walk.must(Date.now() < until, `${act} has no place after ${PLACED_MS_MAX} ms`);
    await visitor.open(act);
  }
}

async function holds(walk, what, keys) {
  const { code, said } = await walk.house.command("verify", what, "--key", keys);
  walk.must(code === 0, `verify ${what} ended with ${code}:\n${said}`);
}

async function fails(walk, what, keys, named) {
  const { code, said } = await walk.house.command("verify", what, "--key", keys);
  walk.must(code === 1, `verify takes a lie (${code}):\n${said}`);
  walk.must(named.test(said), `verify does not say ${named}:\n${said}`);
}

/** The ledger told by somebody who changes one letter of one leaf. */
async function lyingLedger(walk, keys) {
  const liar = createServer(async (request, answer) => {
    const told = await fetch(walk.house.origin + request.url);
    const bytes = Buffer.from(await told.arrayBuffer());
    if (request.url.startsWith("/ledger/tile/entries/")) bytes[bytes.length - 1] ^= 1;
    answer.writeHead(told.status, { "content-type": "application/octet-stream" }).end(bytes);
  });
  await new Promise((ready) => liar.listen(0, "127.0.0.1", ready));
  try {
    await fails(walk, `http://127.0.0.1:${liar.address().port}/ledger`, keys, /leaf|entr/i);
  } finally {
    liar.close();
    liar.closeAllConnections();
  }
}

/** One letter of a text made another: `n` after where this begins, or after where it ends. */
function changed(text, what, n, from = "start") {
  const found = text.match(what);
  const at = found.index + (from === "end" ? found[0].length : 0) + n;
  return text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
}

/** A receipt for another leaf of the same form: one digit of its last commitment differs. */
function ofLeaf(receipt) {
  const [line, sealed] = receipt.match(/^extra (\S+)$/m);
  const leaf = Buffer.from(sealed, "base64").toString();
  const other = leaf.replace(/[0-9a-f]\n$/, (it) => (it[0] === "0" ? "1\n" : "0\n"));
  return receipt.replace(line, `extra ${Buffer.from(other).toString("base64")}`);
}
