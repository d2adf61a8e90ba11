// The simulated clock: what it shows and how fast it runs.
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { sayFace } from "../clock.js";

const SPEEDS = [
  [0, "Pause"],
  [1, "1×"],
  [60, "60×"],
  [600, "600×"],
];
const SKIPS = [
  [3600, "Skip 1 hour"],
  [86400, "Skip 1 day"],
];

export function clockPart({ speed }) {
  return h(
    "section",
    { class: "clock", aria: { label: "Simulated clock" }, data: { key: "clock" } },
    h("p", { class: "clock-face" }, h("b", { data: { face: "" } }, sayFace()), h("span", { class: "dim" }, saySpeed(speed))),
    h(
      "div",
      { class: "segments", role: "group", aria: { label: "Speed of the clock" } },
      SPEEDS.map(([value, label]) => speedButton(value, label, speed)),
    ),
    h("div", { class: "chips" }, SKIPS.map(([seconds, label]) => skipButton(seconds, label))),
  );
}

function saySpeed(speed) {
  if (speed === 0) return "stopped";
  if (speed === 1) return "as in real life";
  return speed % 60 === 0 ? `${speed / 60} min a second` : `${speed}× real time`;
}

function speedButton(value, label, speed) {
  const data = { do: "clock", payload: JSON.stringify({ speed: value }) };
  const drawing = value === 0 ? icon("pause", { size: 14 }) : null;
  return h("button", { type: "button", aria: { pressed: String(value === speed) }, data }, drawing, label);
}

function skipButton(seconds, label) {
  const data = { do: "clock", payload: JSON.stringify({ skip: seconds }) };
  return h("button", { type: "button", class: "chip", data }, icon("forward", { size: 14 }), label);
}
