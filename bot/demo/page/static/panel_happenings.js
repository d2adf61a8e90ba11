// What can be made to happen on the simulated X.
import { h } from "./dom.js";
import { icon } from "./icons.js";

const SWITCHES = [
  ["down", "X is down", "X answers nothing"],
  ["locked", "X locks the account", "X does nothing for the account until a person unlocks it on X"],
  ["broke", "X’s credits are used up", "X answers nothing until somebody pays"],
];
const SAYINGS = [
  ["asks", "asks"],
  ["praises", "praises"],
  ["complains", "complains"],
  ["thanks", "thanks you"],
  ["mention", "mentions you"],
  ["quotes", "quotes you"],
  ["repeats", "repeats a post"],
  ["stop", "says “stop”"],
  ["restricts", "quotes, no replies"],
  ["long", "writes 4,000 characters"],
  ["hostile", "writes something hostile"],
];
const DEEDS = [
  ["leaves", "leaves"],
  ["returns", "comes back"],
  ["deletes", "deletes their post"],
  ["blocks", "blocks you"],
];

export function happeningsPart({ x, kinds, tiers, crowds, rush }) {
  return h(
    "section",
    { class: "happenings", aria: { label: "Make something happen" }, data: { key: "happenings" } },
    group("Follower", "New follower", kinds.map(({ kind, label }) => chip(label, { what: "follower", kind }))),
    group("Someone says", "Someone says", SAYINGS.map(someone)),
    group("Someone", "Someone", DEEDS.map(someone)),
    group("Crowd", "Crowd", crowds.map((crowd) => crowdButton(crowd, rush))),
    group("X itself", "X itself", [
      SWITCHES.map(([name, label, title]) => toggle(name, label, title, x[name])),
      chip("Rate limit", { what: "rate_limit" }, "pulse"),
    ]),
    group("Access", "Access to X", tierChoice(tiers, x.tier)),
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

/** The label is read together with the group's title, so that it says in full who does what. */
function someone([what, label]) {
  const data = { do: "happen", facts: JSON.stringify({ what }) };
  return h("button", { type: "button", class: "chip plain", aria: { label: `Someone ${label}` }, data }, label);
}

/** What it is called and what it is; while it is under way, how far it is. */
function crowdButton({ crowd, label, about }, rush) {
  const coming = rush?.crowd === crowd;
  const data = { do: "happen", facts: JSON.stringify({ what: crowd }), key: crowd };
  const progress = () => [h("progress", { value: rush.come, max: rush.size, aria: { label } }), `${rush.come} of ${rush.size} have come`];
  return h(
    "button",
    { type: "button", class: "crowd", data },
    icon("people", { size: 16 }),
    h("span", {}, h("b", {}, label), h("span", { class: "dim" }, coming ? progress() : about)),
  );
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
