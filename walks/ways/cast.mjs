// Who walks: the roles of the demonstration, what they are called and what their numbers are.
// All of them are invented; numbers that begin 9901 belong to nobody.

export const OWNER = {
  role: "shop-owner",
  name: "王建平",
  company: "安和市镜湖区老王面馆",
  code: "91990102MA9901A082",
  number: "990102198309030990",
  phone: "19900000002",
};

export const CITIZEN = {
  role: "citizen",
  name: "李晓雨",
  company: "晓雨小吃店",
  code: "92990102MA9901E036",
  number: "990102199104120997",
  phone: "19900000001",
};

/** Somebody the city does not know yet. */
export const NEWCOMER = {
  name: "周小满",
  company: "小满便利店",
  code: "92990102MA9901F0XC",
  number: "990102199608180213",
  phone: "19900000099",
  password: "yi-ge-chang-mima 2026",
};

const OFFICIALS = ["林舒", "何清", "赵启航", "孙若兰", "陈国梁", "许知行"];

/** What must not stand in any address nor in any log. */
export const SECRETS = [
  ...[OWNER, CITIZEN, NEWCOMER].flatMap(({ name, code, number, phone }) => [name, code, number, phone]),
  NEWCOMER.password,
  ...OFFICIALS,
];

/** Takes a role of the demonstration by one click, as a visitor does. */
export async function take(visitor, role) {
  await visitor.open("/demo");
  await visitor.send(200, `form:has([name=role][value="${role}"]) button`);
  visitor.walk.must(await visitor.has("header .who"), `${role} is not signed in`);
}
