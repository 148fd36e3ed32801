// Checks every page of the gallery: valid HTML, accessible to WCAG 2.2 AA, readable on a narrow screen.
// Knows no page; pages.json lists them. Use: node gallery.mjs PAGES_DIR CHROMIUM [SHOTS_DIR]

import { createReadStream } from "node:fs";
import { mkdir, readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, normalize } from "node:path";

import { HtmlValidate } from "html-validate";
import puppeteer from "puppeteer-core";

const WIDTHS = [320, 1280];
const SCHEMES = ["light", "dark"];
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const BROWSERS = 2;
const EXAMPLES_MAX = 3;
const PAGE_MS_MAX = 30_000;

const KINDS = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".svg": "image/svg+xml" };

/** A question for files sends what was given before under the same name as what comes now. */
const FILES = '<div class="files-field">';

const HTML_RULES = {
  extends: ["html-validate:recommended"],
  rules: {
    // Radios share a name, and a form has several buttons that say which one was pressed.
    "form-dup-name": ["error", { shared: ["radio", "submit", "button", "reset", "checkbox"] }],
    // How long a title is, is for whoever writes the page.
    "long-title": "off",
    // maud writes void elements and quotes its own way, and that way is valid.
    "void-style": "off",
    // The stylesheet comes from the same host; there is nothing to compare it with.
    "require-sri": "off",
  },
};

const [folder, chromium, shots] = process.argv.slice(2);
if (!folder || !chromium) {
  console.error("node gallery.mjs PAGES_DIR CHROMIUM [SHOTS_DIR]");
  process.exit(2);
}
const pages = JSON.parse(await readFile(join(folder, "pages.json"), "utf8"));
const found = new Map();
let checks = 0;
let failed = 0;

await checkHtml();
await checkInBrowser();
printTable();
console.log(`gallery: ${checks - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Notes what one check found; a check without findings has passed. */
function note(findings, where) {
  checks += 1;
  failed += findings.length === 0 ? 0 : 1;
  for (const { rule, weight, what } of findings) {
    const known = found.get(rule) ?? { weight, count: 0, examples: [] };
    known.count += 1;
    if (known.examples.length < EXAMPLES_MAX) known.examples.push(`${where}: ${what}`);
    found.set(rule, known);
  }
}

async function checkHtml() {
  const validator = new HtmlValidate(HTML_RULES);
  for (const page of pages) {
    const report = await validator.validateFile(join(folder, page.path));
    const asksForFiles = (await readFile(join(folder, page.path), "utf8")).includes(FILES);
    const all = report.results.flatMap((it) => it.messages);
    const messages = all.filter((it) => !(asksForFiles && it.ruleId === "form-dup-name"));
    const findings = messages.map((it) => ({
      rule: `html ${it.ruleId}`,
      weight: it.severity > 1 ? "error" : "warning",
      what: `${it.line}:${it.column} ${it.message}`,
    }));
    note(findings, `${page.lang} ${page.name}`);
  }
}

async function checkInBrowser() {
  const server = createServer(serveFile);
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const root = `http://127.0.0.1:${server.address().port}`;
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const waiting = [...pages];
  // A browser each: a tab that is not in front draws nothing and answers late.
  const workers = Array.from({ length: BROWSERS }, async () => {
    const browser = await launch();
    const [tab] = await browser.pages();
    tab.setDefaultTimeout(PAGE_MS_MAX);
    for (let page = waiting.shift(); page; page = waiting.shift()) {
      await checkPage(tab, root, page, axe);
    }
    await browser.close();
  });
  await Promise.all(workers);
  server.close();
}

function launch() {
  return puppeteer.launch({
    executablePath: chromium,
    protocolTimeout: PAGE_MS_MAX,
    // Root has no sandbox of its own in a container, and we open our own pages only.
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
  });
}

/** One page in each width and colour scheme. */
async function checkPage(tab, root, page, axe) {
  const broken = [];
  const onFailed = (it) => broken.push({ rule: "page request", weight: "error", what: it.url() });
  const onAnswer = (it) => it.status() >= 400 && onFailed(it);
  const onError = (it) => broken.push({ rule: "page script", weight: "error", what: it.message });
  tab.on("requestfailed", onFailed).on("response", onAnswer).on("pageerror", onError);
  await tab.setViewport({ width: WIDTHS[0], height: 900 });
  await tab.goto(`${root}/${page.path}`, { waitUntil: "load" });
  await tab.evaluate(axe);
  for (const width of WIDTHS) {
    for (const scheme of SCHEMES) {
      await tab.setViewport({ width, height: 900 });
      await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      const seen = await tab.evaluate(look, WCAG);
      note([...broken.splice(0), ...seen], `${page.lang} ${page.name} ${width} ${scheme}`);
      if (shots) await shoot(tab, page, width, scheme);
    }
  }
  tab.off("requestfailed", onFailed).off("response", onAnswer).off("pageerror", onError);
}

/** Runs in the page: what axe finds, and whether anything sticks out to the right. */
async function look(wcag) {
  // A transition in flight has colours of neither scheme.
  for (const it of document.getAnimations()) it.finish();
  const found = await globalThis.axe.run(document, {
    runOnly: { type: "tag", values: wcag },
    resultTypes: ["violations"],
  });
  const findings = found.violations.map((it) => ({
    rule: `axe ${it.id}`,
    weight: it.impact,
    what: `${it.nodes[0].target.join(" ")} (${it.nodes.length}×): ${it.help}`,
  }));
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) {
    const all = [...document.body.querySelectorAll("*")];
    const wide = all.find((it) => it.getBoundingClientRect().right > clientWidth + 1);
    const name = wide ? `${wide.tagName.toLowerCase()}.${wide.className}` : "the page";
    findings.push({ rule: "reflow", weight: "error", what: `${name} is ${scrollWidth} px wide` });
  }
  return findings;
}

async function shoot(tab, page, width, scheme) {
  await mkdir(join(shots, page.lang), { recursive: true });
  const path = join(shots, page.lang, `${page.name}-${width}-${scheme}.png`);
  await tab.screenshot({ path, fullPage: true });
}

async function serveFile(request, answer) {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname));
  const file = join(folder, path);
  const known = !path.includes("..") && (await stat(file).then((it) => it.isFile(), () => false));
  if (!known) return answer.writeHead(404).end();
  answer.writeHead(200, { "content-type": KINDS[extname(file)] ?? "application/octet-stream" });
  createReadStream(file).pipe(answer);
}

function printTable() {
  if (found.size === 0) return;
  const rows = [...found].sort(([, a], [, b]) => b.count - a.count);
  const width = Math.max(...rows.map(([rule]) => rule.length));
  for (const [rule, { weight, count, examples }] of rows) {
    console.log(`${rule.padEnd(width)}  ${String(count).padStart(4)}×  ${weight}`);
    for (const it of examples) console.log(`    ${it}`);
  }
}
