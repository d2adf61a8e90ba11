// What a visitor can trigger on the simulated X.
import { h } from "../dom.js";
import { icon } from "../icons.js";

const SWITCHES = [
  ["down", "X is down", "X answers nothing"],
  ["locked", "X locks the account", "X does nothing for the account until a person unlocks it on X"],
  ["broke", "X’s credits are used up", "X answers no requests until somebody pays"],
];
const POSTS = [
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
const ACTIONS = [
  ["leaves", "leaves"],
  ["returns", "comes back"],
  ["deletes", "deletes their post"],
  ["blocks", "blocks you"],
];

export function triggersPart({ x, kinds, tiers, bursts, burst }) {
  return h(
    "section",
    { class: "triggers", aria: { label: "Make something happen" }, data: { key: "triggers" } },
    group("Follower", "New follower", kinds.map(({ kind, label }) => chip(label, { what: "follower", kind }))),
    group("Someone says", "Someone says", POSTS.map(someone)),
    group("Someone", "Someone", ACTIONS.map(someone)),
    group("Burst", "Burst of followers", bursts.map((offer) => burstButton(offer, burst))),
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
    { class: "trigger-group", role: "group", aria: { label } },
    h("h3", { aria: { hidden: "true" } }, title),
    h("div", { class: "chips" }, controls),
  );
}

function chip(label, payload, drawing = "plus") {
  const data = { do: "trigger", payload: JSON.stringify(payload) };
  return h("button", { type: "button", class: "chip", data }, icon(drawing, { size: 14 }), label);
}

/** The label is read together with the group's title, so that it says in full who does what. */
function someone([what, label]) {
  const data = { do: "trigger", payload: JSON.stringify({ what }) };
  return h("button", { type: "button", class: "chip plain", aria: { label: `Someone ${label}` }, data }, label);
}

/** What it is called and what it is; while it is under way, how far it is. */
function burstButton({ kind, label, about }, burst) {
  const coming = burst?.kind === kind;
  const data = { do: "trigger", payload: JSON.stringify({ what: kind }), key: kind };
  const progress = () => [h("progress", { value: burst.arrived, max: burst.size, aria: { label } }), `${burst.arrived} of ${burst.size} have arrived`];
  return h(
    "button",
    { type: "button", class: "burst", data },
    icon("people", { size: 16 }),
    h("span", {}, h("b", {}, label), h("span", { class: "dim" }, coming ? progress() : about)),
  );
}

function toggle(name, label, title, isOn) {
  const data = { do: "trigger", payload: JSON.stringify({ what: name, on: !isOn }) };
  return h("button", { type: "button", class: "chip switch", role: "switch", title, aria: { checked: String(isOn) }, data }, label);
}

function tierChoice(tiers, present) {
  const choice = ({ tier, label }) => {
    const payload = JSON.stringify({ what: "tier", tier });
    return h("button", { type: "button", aria: { pressed: String(present === tier) }, data: { do: "trigger", payload } }, label);
  };
  return h("div", { class: "segments" }, tiers.map(choice));
}
