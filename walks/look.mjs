// What every page has to be: accessible, readable on a narrow screen, in one language, sound in itself.
// Knows no page and no way; judges what stands in a tab.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export class Look {
  #seen = new Set();

  constructor(setup) {
    this.setup = setup;
  }

  /** What is wrong with the page in this tab, as it came with this text and should be in this language. */
  async at(tab, url, html, lang) {
    // The same page with other numbers in it has been judged before.
    const shape = html.replace(/[0-9a-z_]{20,}/g, "").replace(/\d/g, "0");
    if (this.#seen.has(shape)) return [];
    this.#seen.add(shape);
    const judged = this.setup.scripts ? tab : await this.#shadow(tab, url, html);
    await judged.evaluate(AXE);
    const findings = await judged.evaluate(judge, WCAG, lang);
    // A tab that is not in front draws nothing and answers late.
    if (judged !== tab) await tab.bringToFront();
    return findings;
  }

  /** Where no script may run, axe cannot either: the same text again, in a tab where it can. */
  async #shadow(tab, url, html) {
    tab.shadow ??= await shadowOf(tab);
    tab.shadow.html = html;
    await tab.shadow.goto(url, { waitUntil: "load" });
    return tab.shadow;
  }
}

/** A tab of the same size that shows the text it is given, wherever it is sent. */
async function shadowOf(tab) {
  const shadow = await tab.browserContext().newPage();
  await shadow.setViewport(tab.viewport());
  const wire = await shadow.createCDPSession();
  wire.on("Fetch.requestPaused", ({ requestId }) => {
    const responseHeaders = [{ name: "content-type", value: "text/html; charset=utf-8" }];
    const body = Buffer.from(shadow.html).toString("base64");
    wire.send("Fetch.fulfillRequest", { requestId, responseCode: 200, responseHeaders, body });
  });
  await wire.send("Fetch.enable", { patterns: [{ resourceType: "Document" }] });
  return shadow;
}

/** Runs in the page: what is wrong with it, as rules and words. Everything that can be opened is open. */
async function judge(wcag, lang) {
  const findings = [];
  const note = (rule, what) => findings.push({ rule, what });
  const closed = [...document.querySelectorAll("details:not([open])")];
  closed.forEach((it) => (it.open = true));
  for (const it of document.getAnimations()) it.finish();
  const found = await globalThis.axe.run(document, {
    runOnly: { type: "tag", values: wcag },
    resultTypes: ["violations"],
  });
  for (const it of found.violations) {
    note(`axe ${it.id}`, `${it.nodes[0].target.join(" ")} (${it.nodes.length}×): ${it.help}`);
  }
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) {
    const wide = [...document.body.querySelectorAll("*")].find(
      (it) => it.getBoundingClientRect().right > clientWidth + 1,
    );
    const name = wide ? `${wide.tagName.toLowerCase()}.${wide.className}` : "the page";
    note("reflow", `${name} makes it ${scrollWidth} px wide on ${clientWidth}`);
  }
  const html = document.documentElement;
  if (html.lang !== lang) note("language", `lang is ${html.lang}`);
  if (document.querySelectorAll("h1").length !== 1) note("heading", "there is not one h1");
  const braces = document.body.innerText.match(/\{[^{}\n]*\}/);
  if (braces) note("words", `${braces[0]} was never filled in`);
  const own = document.querySelectorAll(
    "h1, h2, h3, label, legend, button, th, dt, summary, caption, .hint, .tag",
  );
  const foreign = lang === "en" ? /\p{Script=Han}/u : /^[\x20-\x7e]*[a-z]{3}[\x20-\x7e]*$/;
  for (const it of own) {
    const texts = [...it.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    const words = texts.map((node) => node.data).join("").trim();
    if (foreign.test(words)) note("words", `“${words}” is not in ${lang}`);
  }
  const ids = [...document.querySelectorAll("[id]")].map((it) => it.id);
  const double = ids.find((it, n) => ids.indexOf(it) !== n);
  if (double) note("ids", `${double} stands twice`);
  const jumps = [...document.querySelectorAll('a[href^="#"]')];
  const astray = jumps.find((it) => !document.getElementById(it.hash.slice(1)));
  if (astray) note("links", `${astray.getAttribute("href")} leads nowhere on the page`);
  closed.forEach((it) => (it.open = false));
  return findings;
}
