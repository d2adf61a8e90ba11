// What can be made to happen on the simulated X.
import { h } from "./dom.js";
import { icon } from "./icons.js";

const SWITCHES = [
  ["down", "X is down", "Every call answers 503"],
  ["locked", "Locked", "X has locked the account and does nothing for it"],
  ["broke", "No credits", "Every call answers 402"],
];

export function happeningsPart({ x, kinds, tiers }) {
  return h(
    "section",
    { class: "happenings", aria: { label: "Make something happen" }, data: { key: "happenings" } },
    group("Follower", "New follower", kinds.map(({ kind, label }) => chip(label, { what: "follower", kind }))),
    group("Crowd", "Crowd", [
      chip("Burst of 25", { what: "burst" }),
      chip("Someone leaves", { what: "leaves" }, "cross"),
      chip("Someone comes back", { what: "returns" }, "check"),
    ]),
    group("X itself", "X itself", SWITCHES.map(([name, label, title]) => toggle(name, label, title, x[name]))),
    group("Access", "Access to X", [tierChoice(tiers, x.tier), chip("Rate limit", { what: "rate_limit" }, "pulse")]),
  );
}

function group(title, label, controls) {
  return h(
    "div",
    { class: "happening-group", role: "group", aria: { label } },
    h("h3", { aria: { hidden: "true" } }, title),
    h("div", { class: "chips" }, controls),
  );
}

function chip(label, facts, drawing = "plus") {
  const data = { do: "happen", facts: JSON.stringify(facts) };
  return h("button", { type: "button", class: "chip", data }, icon(drawing, { size: 14 }), label);
}

function toggle(name, label, title, isOn) {
  const data = { do: "happen", facts: JSON.stringify({ what: name, on: !isOn }) };
  return h("button", { type: "button", class: "chip switch", role: "switch", title, aria: { checked: String(isOn) }, data }, label);
}

function tierChoice(tiers, present) {
  const choice = ({ tier, label }) => {
    const facts = JSON.stringify({ what: "tier", tier });
    return h("button", { type: "button", aria: { pressed: String(present === tier) }, data: { do: "happen", facts } }, label);
  };
  return h("div", { class: "segments" }, tiers.map(choice));
}
