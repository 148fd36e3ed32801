// Applying: find the matter, answer page by page, check, change one answer, send. Errors first, where asked for.
// Knows the pages of the form and nothing of what becomes of the application.

export const MATTER = "/matters/food-business-licence";
const APPLICATION = `${MATTER}/application`;
const NUMBER = /9901\d\d-\d{8}-[0-9A-Z]{8}/;

/** How somebody would call it, by language. */
const SEARCHED = { "zh-CN": "我想开饭店", en: "restaurant" };

/** What is typed on each page, and what is typed first where that is wrong: those fields are then told. */
function pages(who, kind) {
  const licensed = kind === "prepackaged" ? ["prepackaged"] : ["hot", "cold"];
  const papers = kind === "incomplete" ? {} : { layout_plan: "counter", rules_list: "post" };
  return [
    {
      page: "applicant",
      right: {
        operator_name: who.company,
        credit_code: who.code,
        legal_person: who.name,
        residence: "镜湖区湖滨路32号",
        contact_phone: who.phone,
      },
      wrong: { operator_name: who.company, credit_code: `${who.code.slice(0, -1)}1`, contact_phone: "12", legal_person: "" },
      told: ["credit_code", "legal_person", "residence", "contact_phone"],
    },
    {
      page: "premises",
      right: { sign_name: "", place: "990102001", premises_address: "湖滨路32号1层", area: "86.5" },
      wrong: { sign_name: "小满", area: "很大" },
      told: ["place", "premises_address", "area"],
    },
    {
      page: "business",
      right: { business_kind: "catering", central_kitchen: "no", business_items: licensed, network_sale: "no" },
      wrong: { network_sale: "yes" },
      told: ["business_kind", "business_items", "website"],
    },
    {
      page: "people",
      right: { manager_name: who.name, manager_number: who.number, manager_phone: who.phone, staff: "6" },
      wrong: { manager_name: who.name, manager_number: `99010219${who.number.slice(8, 17)}Y`, staff: "0" },
      told: ["manager_number", "manager_phone", "staff"],
    },
    // Both papers may be left open, so nothing can be wrong here.
    { page: "papers", right: papers },
    { page: "declaration", right: { truthful: "yes" }, wrong: {}, told: ["truthful"] },
  ];
}

/** From the start to the page of the matter, by searching. */
export async function findMatter(visitor) {
  await visitor.open("/");
  await visitor.picture("start");
  await visitor.fill({ q: SEARCHED[visitor.setup.lang] });
  await visitor.send(200, "form[role=search] button");
  await visitor.follow(`main .results a[href="${MATTER}"]`);
  await visitor.picture("matter");
}

/** Applies and gives the case. `kind` is what is applied for; who `stumbles` errs on each page first. */
export async function apply(visitor, who, kind, stumbles = false) {
  const { walk } = visitor;
  await findMatter(visitor);
  await visitor.follow(`main a.start[href="${APPLICATION}"]`);
  await visitor.follow("main a.start");
  for (const page of pages(who, kind)) {
    const asked = visitor.path === `${APPLICATION}/${page.page}`;
    walk.must(asked, `${page.page} does not follow, but ${visitor.path}`);
    if (stumbles && page.wrong) await stumble(visitor, page);
    if (page.page === "premises") await visitor.picture("question");
    if (stumbles && page.page === "people") await leaveAndComeBack(visitor, page);
    await visitor.fill(page.right);
    await visitor.send();
  }
  walk.must(visitor.path === `${APPLICATION}/check`, `checking does not follow, but ${visitor.path}`);
  if (stumbles) await changeOne(visitor);
  await visitor.picture("check-answers");
  await visitor.send();
  return received(visitor);
}

/** Sends a page that is wrong: the errors come first, each leads to its field, and nothing typed is lost. */
export async function stumble(visitor, { wrong, told }) {
  await visitor.fill(wrong);
  await visitor.send(422);
  await refusedWell(visitor, told);
  const kept = await visitor.filled(Object.keys(wrong));
  for (const [name, value] of Object.entries(wrong)) {
    const [held, typed] = [kept[name], [value].flat()].map((it) => JSON.stringify(it));
    visitor.walk.must(held === typed, `${name} holds ${held} after an error, not ${typed}`);
  }
}

/** A form with something wrong: that is said first, has the focus, leads to the fields, stands beside them. */
export async function refusedWell(visitor, told) {
  const { walk } = visitor;
  const page = await visitor.tab.evaluate(() => {
    const id = (it) => it.getAttribute("href").slice(1);
    const summary = document.querySelector(".error-summary");
    const links = [...(summary?.querySelectorAll("a") ?? [])].map(id);
    const fields = links.map((it) => document.getElementById(it));
    return {
      focused: summary !== null && document.activeElement === summary,
      links,
      astray: links.filter((_, n) => fields[n] === null),
      silent: links.filter((it) => !document.getElementById(`${it}-error`)?.innerText.trim()),
    };
  });
  const where = await visitor.here();
  walk.must(page.focused, `the errors do not have the focus on ${where}`);
  const ids = told.map((it) => it.replaceAll(".", "-"));
  walk.must(page.links.join() === ids.join(), `told are ${page.links}, not ${ids}, on ${where}`);
  walk.must(page.astray.length === 0, `${page.astray} is no field on ${where}`);
  walk.must(page.silent.length === 0, `${page.silent} does not say what is wrong on ${where}`);
  await visitor.jump(".error-summary a");
}

/** Keeps a half-filled page for later and finds everything again. */
async function leaveAndComeBack(visitor, { page, right }) {
  const { staff, ...most } = right;
  await visitor.fill({ ...most, staff: "" });
  await visitor.send(200, "main form[method=post] button[name=later]");
  visitor.walk.must(visitor.path === APPLICATION, `leaving leads to ${visitor.path}`);
  await visitor.follow(`main a[href="${APPLICATION}/${page}"]`);
  const kept = await visitor.filled(["manager_name", "staff"]);
  visitor.walk.must(kept.manager_name[0] === right.manager_name, "what was kept for later is gone");
  visitor.walk.must(staff !== "" && kept.staff[0] === "", "what was not filled in is filled in");
}

/** Changes one answer from the page that shows them all. */
async function changeOne(visitor) {
  await visitor.follow(`main a[href^="${APPLICATION}/premises?to=check"]`);
  await visitor.fill({ area: "92.5" });
  await visitor.send();
  const back = visitor.path === `${APPLICATION}/check`;
  visitor.walk.must(back, "changing an answer does not lead back to checking");
  visitor.walk.must((await visitor.read("main")).includes("92.5"), "the changed answer is not shown");
}

async function received(visitor) {
  const found = visitor.path.match(/^\/cases\/([^/]+)\/received$/);
  visitor.walk.must(found, `sending leads to ${visitor.path}`);
  await visitor.picture("received");
  const [number] = (await visitor.read("main")).match(NUMBER) ?? [];
  visitor.walk.must(number, "the page does not say the number of the case");
  const act = await visitor.href('main a[href^="/ledger/acts/"]');
  return { id: found[1], number, act };
}
