// In which browsers the walks are walked: each value of scripts, language and width meets each other value.
// Knows no page and no role; every role walks in every one of these.

export const SETUPS = [
  { lang: "zh-CN", width: 320, scripts: true, hand: "keyboard", engine: "sqlite" },
  { lang: "en", width: 320, scripts: false, hand: "mouse", engine: "postgres" },
  { lang: "en", width: 1280, scripts: true, hand: "mouse", engine: "sqlite" },
  { lang: "zh-CN", width: 1280, scripts: false, hand: "mouse", engine: "postgres" },
];

/** In which browsers pictures are taken. */
export const SHOT_SETUPS = ["zh-CN", "en"].flatMap((lang) =>
  [1280, 320].map((width) => ({ lang, width, scripts: true, hand: "mouse", engine: "sqlite" })),
);

/** A set-up in words. */
export function words({ lang, width, scripts, hand, engine }) {
  return `${lang} ${width} px, ${scripts ? "scripts" : "no scripts"}, ${hand}, ${engine}`;
}
