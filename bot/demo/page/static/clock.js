// The simulated clock as the page shows it, and times told by it.
import { h } from "./dom.js";

// No time zone is named: times are shown in the reader's own, as Discord does.
const FORMATS = {
  t: { hour: "2-digit", minute: "2-digit" },
  T: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
  d: { day: "2-digit", month: "2-digit", year: "numeric" },
  D: { day: "numeric", month: "long", year: "numeric" },
  f: { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" },
  F: { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" },
  s: { day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit" },
  S: { day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" },
};
const STEPS = [
  ["year", 31557600],
  ["month", 2629800],
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];
const relative = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });
const formatters = new Map();

let origin = { shown: Date.now(), real: performance.now(), speed: 1 };

/** Take over the server's clock: `now` in milliseconds since 1970, `speed` in simulated seconds a real one. */
export function setClock({ now, speed }) {
  origin = { shown: now, real: performance.now(), speed };
}

/** Simulated milliseconds since 1970. */
export function now() {
  return origin.shown + (performance.now() - origin.real) * origin.speed;
}

function format(milliseconds, style) {
  if (style === "R") return sayRelative((milliseconds - now()) / 1000);
  const known = style in FORMATS ? style : "f";
  if (!formatters.has(known)) formatters.set(known, new Intl.DateTimeFormat("en-GB", { ...FORMATS[known] }));
  return formatters.get(known).format(milliseconds);
}

function sayRelative(seconds) {
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return relative.format(Math.trunc(seconds), "second");
}

/** A `<time>` that stays true: style is one of Discord's letters, or "when" for a message's head. */
export function timeOf(milliseconds, style) {
  const moving = style === "R" || style === "when";
  const data = moving ? { at: String(milliseconds), style } : {};
  return h("time", { datetime: new Date(milliseconds).toISOString(), title: format(milliseconds, "F"), data }, say(milliseconds, style));
}

function say(milliseconds, style) {
  return style === "when" ? sayWhen(milliseconds) : format(milliseconds, style);
}

/** Four times a real second, bring every time that moves and the clock's own face up to date. */
export function keepTime(root) {
  const show = (node, text) => {
    if (node.textContent !== text) node.textContent = text;
  };
  setInterval(() => {
    for (const node of root.querySelectorAll("time[data-at]")) show(node, say(Number(node.dataset.at), node.dataset.style));
    for (const node of root.querySelectorAll("[data-face]")) show(node, sayFace());
  }, 250);
}

const face = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

export function sayFace() {
  return face.format(now());
}

function sayWhen(milliseconds) {
  const day = startOfDay(milliseconds);
  const today = startOfDay(now());
  const clock = format(milliseconds, "t");
  if (day === today) return `Today at ${clock}`;
  if (today - day > 0 && today - day < 90_000_000) return `Yesterday at ${clock}`;
  return `${format(milliseconds, "d")} ${clock}`;
}

export function startOfDay(milliseconds) {
  return new Date(milliseconds).setHours(0, 0, 0, 0);
}
