// One walk: what was found on it, how many pages it led over, and how long it took.
// Knows neither where it leads nor who walks it.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";

const EXAMPLES_MAX = 3;

export class Walk {
  pages = 0;
  seconds = 0;
  visitors = [];
  #found = new Map();
  #failure = null;

  /** A walk of this name in a set-up; `given` is what everyone on it is given. */
  constructor(name, given) {
    Object.assign(this, given);
    this.name = name;
  }

  /** Walks it to its end or to the first thing that stops it. */
  async go(steps) {
    await this.#start();
    await steps(this).catch((why) => (this.#failure = why));
    if (this.#failure && this.last) await this.#keep(this.last.tab).catch(() => {});
    for (const it of this.visitors) await it.leave().catch(() => {});
    this.#stop();
  }

  /** Lets others walk until this moment has come. */
  async until(moment) {
    this.#stop();
    await new Promise((come) => setTimeout(come, moment - Date.now()));
    await this.#start();
  }

  get passed() {
    return this.#failure === null && this.#found.size === 0;
  }

  /** Notes what a page was found to be, with a picture of it. */
  async note(findings, where, tab) {
    for (const { rule, what } of findings) {
      const key = `${rule}: ${what}`;
      const known = this.#found.get(key) ?? [];
      known.push(where);
      this.#found.set(key, known);
    }
    await this.#keep(tab);
  }

  /** The rules that something was found against. */
  get rules() {
    return [...this.#found.keys()].map((it) => it.split(":")[0]);
  }

  /** Stops the walk unless this holds. */
  must(holds, words) {
    if (!holds) throw new Error(words);
  }

  /** Everything that is wrong, for whoever will mend it. */
  report() {
    const lines = [...this.#found].flatMap(([what, where]) => [
      `    ${what}`,
      ...where.slice(0, EXAMPLES_MAX).map((it) => `      on ${it}`),
      ...(EXAMPLES_MAX < where.length ? [`      and ${where.length - EXAMPLES_MAX} more`] : []),
    ]);
    if (this.#failure) lines.push(`    stopped: ${this.#failure.message}`, ...steps(this.#failure));
    return lines;
  }

  async #start() {
    await this.turns.take();
    this.started = Date.now();
  }

  #stop() {
    this.seconds += (Date.now() - this.started) / 1000;
    this.turns.give();
  }

  async #keep(tab) {
    const { lang, width } = this.setup;
    await mkdir(this.failures, { recursive: true });
    const path = join(this.failures, `${this.name}-${lang}-${width}-${this.pages}.png`.replaceAll(" ", "-"));
    await tab.bringToFront();
    await tab.screenshot({ path, fullPage: true });
  }
}

/** Where in the walks it stopped, the step first. */
function steps(why) {
  const ours = (why.stack ?? "").split("\n").filter((it) => it.includes("/ways/"));
  return ours.map((it) => `      ${it.trim().replace(/\(?file:.*\/ways\//, "(ways/")}`);
}
