// Pictures of pages for the README: what fits on a screen, in each language and width.
// Knows only what a picture is to be called.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";

/** The pages that show what this is. */
const NAMES = [
  "start",
  "matter",
  "question",
  "check-answers",
  "case",
  "certificate",
  "desk",
  "decide",
  "ledger",
  "receipt",
];

export class Shots {
  constructor(folder, { lang, width }) {
    Object.assign(this, { folder: join(folder, lang), width });
  }

  /** Keeps what this tab shows under a name, if it is one of those wanted. */
  async take(tab, name) {
    if (!NAMES.includes(name)) return;
    await mkdir(this.folder, { recursive: true });
    await tab.screenshot({ path: join(this.folder, `${name}-${this.width}.png`) });
  }
}
