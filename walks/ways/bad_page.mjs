// A bad page: it breaks every rule that pages are held to, and each has to be noticed.
// Without it nobody would know whether the looking works.

import { createServer } from "node:http";

import { Visitor } from "../visitor.mjs";
import { Walk } from "../walk.mjs";
import { SECRETS } from "./cast.mjs";

const CSP = "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; form-action 'self'";

/** What has to be noticed, wherever scripts run or not. */
const RULES = [
  "address",
  "axe image-alt",
  "axe label",
  "console",
  "heading",
  "ids",
  "language",
  "links",
  "reflow",
  "words",
];

/** What it is made of; its style sheet may not be loaded, which the browser complains of. */
const page = (lang) => `<!doctype html>
<html lang="fr"><head><title>Bad</title><meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/style.css"></head><body><main>
<h1>${lang === "en" ? "不好" : "bad"}</h1><h1>{title}</h1>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><p id="a"></p><p id="a"></p><a href="#b">b</a>
<form method="get"><input name="q" style="outline: none; width: 2000px"><button>go</button></form>
</main></body></html>`;

export async function badPage(walk) {
  const headers = { "content-type": "text/html", "content-security-policy": CSP };
  const server = createServer((_, answer) => answer.writeHead(200, headers).end(page(walk.setup.lang)));
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const seen = new Walk("a bad page", { ...walk, failures: walk.house.folder, visitors: [] });
  try {
    seen.house = { origin: `http://127.0.0.1:${server.address().port}` };
    const visitor = await Visitor.enter(seen);
    await visitor.open(`/?name=${encodeURIComponent(SECRETS[0])}`);
    if (visitor.byKeyboard) await visitor.fill({ q: "x" });
    await visitor.send(200, "form button");
    await visitor.leave();
  } finally {
    server.close();
    server.closeAllConnections();
  }
  const wanted = [...RULES, ...(walk.setup.hand === "keyboard" ? ["focus"] : [])];
  const missed = wanted.filter((it) => !seen.rules.includes(it));
  walk.pages = seen.pages;
  walk.must(missed.length === 0, `nobody noticed ${missed}; noticed were ${seen.rules}`);
}
