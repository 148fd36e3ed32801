// Somebody at a browser: reads pages, follows links, fills in forms, by mouse or by keyboard alone.
// Knows no page of ours; every page they come to is looked at.

const PAGE_MS_MAX = 30_000;
const TABS_MAX = 300;
const ARROWS_MAX = 60;

/** The button that sends a form on, not the one beside it. */
const SEND = "main form[method=post] button[type=submit]:not(.secondary, [tabindex=\"-1\"])";

export class Visitor {
  #problems = [];
  #status = 200;

  /** Somebody new, with a browser profile of their own. */
  static async enter(walk) {
    const context = await walk.browser.createBrowserContext();
    const visitor = new Visitor();
    const { setup } = walk;
    Object.assign(visitor, { walk, setup, lang: setup.lang, context, tab: await context.newPage() });
    await visitor.#prepare();
    walk.visitors.push(visitor);
    return visitor;
  }

  async leave() {
    await this.context.close();
  }

  /** Types an address; `status` is what is expected of it. */
  async open(path, status = 200) {
    const url = new URL(path, this.walk.house.origin).href;
    await this.#arrive(status, () => this.tab.goto(url, { waitUntil: "load" }));
  }

  /** Follows the first link that this selector finds. */
  async follow(selector, status = 200) {
    const link = await this.find(selector);
    const press = () => (this.byKeyboard ? this.#pressKey(link, "Enter") : link.click());
    await this.#arrive(status, () => this.#navigate(press));
  }

  /** Looks at every page that links of this selector lead to. */
  async openAll(selector) {
    const all = await this.tab.$$eval(selector, (all) => all.map((it) => it.getAttribute("href")));
    this.walk.must(0 < all.length, `nothing is ${selector} on ${await this.here()}`);
    for (const href of new Set(all)) await this.open(href);
  }

  /** Follows a link to a place on this page, which then has the focus. */
  async jump(selector) {
    const link = await this.find(selector);
    const id = (await link.evaluate((it) => it.getAttribute("href"))).slice(1);
    if (this.byKeyboard) await this.#pressKey(link, "Enter");
    else await link.click();
    const at = await this.tab.evaluate(() => document.activeElement.id);
    this.walk.must(at === id, `the link to ${id} leads to “${at}” on ${await this.here()}`);
  }

  /** Presses a button that sends a form. */
  async send(status = 200, selector = SEND) {
    const button = await this.find(selector);
    const press = () => (this.byKeyboard ? this.#pressKey(button, "Space") : button.click());
    await this.#arrive(status, () => this.#navigate(press));
  }

  /** Fills in fields by their names: texts are typed, choices chosen; a list names all to be ticked. */
  async fill(answers) {
    for (const [name, value] of Object.entries(answers)) {
      const field = await this.find(`main [name="${name}"]`);
      const kind = await field.evaluate((it) => (it.type ?? it.tagName).toLowerCase());
      if (kind === "radio" || kind === "checkbox") await this.#chooseAll(name, [value].flat());
      else if (kind === "select-one") await this.#choose(field, value);
      else await this.#type(field, value);
    }
  }

  /** Pastes a long text into a field. */
  async paste(name, text) {
    const field = await this.find(`main [name="${name}"]`);
    await this.#type(field, "");
    await this.tab.keyboard.sendCharacter(text);
  }

  /** What the fields of these names hold. */
  async filled(names) {
    return this.tab.evaluate((names) => {
      const values = (name) => [...document.querySelectorAll(`main [name="${name}"]`)];
      const chosen = (it) => !["radio", "checkbox"].includes(it.type) || it.checked;
      const of = (name) => values(name).filter(chosen).map((it) => it.value);
      return Object.fromEntries(names.map((name) => [name, of(name)]));
    }, names);
  }

  /** An element of the page that must be there. */
  async find(selector) {
    const found = await this.tab.$(selector);
    if (!found) throw new Error(`nothing is ${selector} on ${await this.here()}`);
    return found;
  }

  async has(selector) {
    return (await this.tab.$(selector)) !== null;
  }

  /** The words of an element that must be there. */
  async read(selector) {
    return (await this.find(selector)).evaluate((it) => it.innerText.trim());
  }

  /** Where the first link that this selector finds leads. */
  async href(selector) {
    return (await this.find(selector)).evaluate((it) => it.getAttribute("href"));
  }

  /** Whether they have no mouse. */
  get byKeyboard() {
    return this.setup.hand === "keyboard";
  }

  /** The path of this page. */
  get path() {
    return new URL(this.tab.url()).pathname;
  }

  /** Where they are, for whoever reads what went wrong. */
  async here() {
    const heading = await this.tab.$eval("h1", (it) => it.innerText).catch(() => "a page without heading");
    return `${this.path} (${heading.replace(/\s+/g, " ")})`;
  }

  /** Takes a picture for the README, where pictures are wanted. */
  async picture(name, selector) {
    if (selector) await (await this.find(selector)).evaluate((it) => it.scrollIntoView());
    await this.walk.shots?.take(this.tab, name);
  }

  async #prepare() {
    const { tab, setup } = this;
    tab.setDefaultTimeout(PAGE_MS_MAX);
    await tab.setViewport({ width: setup.width, height: 900 });
    await tab.setJavaScriptEnabled(setup.scripts);
    await tab.setExtraHTTPHeaders({ "accept-language": setup.lang });
    const wire = await tab.createCDPSession();
    await wire.send("Emulation.setFocusEmulationEnabled", { enabled: true });
    tab.on("request", (request) => this.#watchAddress(request.url()));
    tab.on("pageerror", (error) => this.#problems.push({ rule: "script", what: error.message }));
    tab.on("console", (line) => this.#hear(line));
    tab.on("requestfailed", (request) => {
      this.#problems.push({ rule: "request", what: `${request.url()} ${request.failure()?.errorText}` });
    });
  }

  /** The browser complains of every page that is not 200; those that are expected are none of its business. */
  #hear(line) {
    if (!["error", "warn"].includes(line.type())) return;
    const isStatus = line.text().includes(`status of ${this.#status} `);
    if (this.#status !== 200 && isStatus) return;
    this.#problems.push({ rule: "console", what: `${line.text()} ${line.location().url ?? ""}` });
  }

  /** An address is seen by everyone on the way and kept in histories: nothing of a person belongs there. */
  #watchAddress(url) {
    const plain = decodeURIComponent(url.replaceAll("+", " "));
    const told = this.walk.secrets.find((it) => plain.includes(it));
    if (told) this.#problems.push({ rule: "address", what: `${told} stands in ${url}` });
  }

  async #navigate(press) {
    const [answer] = await Promise.all([this.tab.waitForNavigation({ waitUntil: "load" }), press()]);
    return answer;
  }

  async #arrive(status, go) {
    const from = this.tab.url();
    this.#status = status;
    const answer = await go().catch((why) => {
      throw new Error(`from ${from}: ${why.message}`);
    });
    this.walk.pages += 1;
    this.walk.last = this;
    const found = await this.walk.look.at(this.tab, answer.url(), await answer.text(), this.lang);
    const findings = [...found, ...this.#problems.splice(0)];
    if (0 < findings.length) await this.walk.note(findings, await this.here(), this.tab);
    if (answer.status() !== status) {
      throw new Error(`${await this.here()} answered ${answer.status()}, not ${status}, after ${from}`);
    }
  }

  async #type(field, value) {
    if (this.byKeyboard) await this.#tabTo(field);
    else await field.click();
    const { keyboard } = this.tab;
    await keyboard.down("Control");
    await keyboard.press("KeyA");
    await keyboard.up("Control");
    if (value === "") await keyboard.press("Backspace");
    else if (this.byKeyboard) await keyboard.type(value);
    else await keyboard.sendCharacter(value);
  }

  /** Chooses from a list. */
  async #choose(field, value) {
    if (!this.byKeyboard) return field.select(value);
    await this.#tabTo(field);
    await this.tab.keyboard.press("Home");
    for (let n = 0; n < ARROWS_MAX; n += 1) {
      if ((await field.evaluate((it) => it.value)) === value) return;
      await this.tab.keyboard.press("ArrowDown");
    }
    throw new Error(`the keyboard does not reach ${value} on ${await this.here()}`);
  }

  /** Ticks exactly these. */
  async #chooseAll(name, values) {
    for (const choice of await this.tab.$$(`main [name="${name}"]`)) {
      const [value, checked, kind] = await choice.evaluate((it) => [it.value, it.checked, it.type]);
      const wanted = values.includes(value);
      if (wanted === checked || (kind === "radio" && !wanted)) continue;
      if (!this.byKeyboard) await this.#pressLabel(choice);
      else if (kind === "radio") await this.#arrowTo(choice);
      else await this.#pressKey(choice, "Space");
      if ((await choice.evaluate((it) => it.checked)) !== wanted) {
        throw new Error(`${name} cannot be set to ${value} on ${await this.here()}`);
      }
    }
  }

  async #pressLabel(choice) {
    const label = await choice.evaluateHandle((it) => it.labels[0]);
    await label.asElement().click();
  }

  /** One tab stop leads to a group of radios, arrows go round in it and choose. */
  async #arrowTo(radio) {
    await this.#tabTo(radio);
    await this.tab.keyboard.press("Space");
    for (let n = 0; n < ARROWS_MAX; n += 1) {
      if (await radio.evaluate((it) => it.checked)) return;
      await this.tab.keyboard.press("ArrowDown");
    }
  }

  async #pressKey(element, key) {
    await this.#tabTo(element);
    await this.tab.keyboard.press(key);
  }

  /** Presses Tab until it is reached, which must be seen. */
  async #tabTo(element) {
    for (let n = 0; n < TABS_MAX; n += 1) {
      const at = await element.evaluate((it) => {
        const at = document.activeElement;
        return at === it || (it.type === "radio" && at.type === "radio" && at.name === it.name);
      });
      if (at) return this.#isSeen();
      await this.tab.keyboard.press("Tab");
    }
    const name = await element.evaluate((it) => it.outerHTML.slice(0, 120));
    throw new Error(`the keyboard does not reach ${name} on ${await this.here()}`);
  }

  async #isSeen() {
    const seen = await this.tab.evaluate(() => {
      const it = document.activeElement;
      const marked = (style) => style.outlineStyle !== "none" && 0 < parseFloat(style.outlineWidth);
      const box = it.getBoundingClientRect();
      const inside = 0 < box.bottom && box.top < innerHeight && 0 < box.width;
      return inside && (marked(getComputedStyle(it)) || marked(getComputedStyle(it, "::after")));
    });
    const what = "the keyboard is somewhere that is not marked or not in view";
    if (!seen) this.#problems.push({ rule: "focus", what });
  }
}
