// What can be made to happen on the simulated X.
import { h } from "./dom.js";
import { icon } from "./icons.js";

const SWITCHES = [
  ["down", "X is down", "X answers nothing"],
  ["locked", "X locks the account", "X does nothing for the account until a person unlocks it on X"],
  ["broke", "X’s credits are used up", "X answers nothing until somebody pays"],
];

export function happeningsPart({ x, kinds, tiers, crowds, rush }) {
  return h(
    "section",
    { class: "happenings", aria: { label: "Make something happen" }, data: { key: "happenings" } },
    group("Follower", "New follower", kinds.map(({ kind, label }) => chip(label, { what: "follower", kind }))),
    group("Someone", "Someone", [
      chip("mentions you", { what: "mention" }, "said", "Someone mentions you"),
      chip("leaves", { what: "leaves" }, "cross", "Someone leaves"),
      chip("comes back", { what: "returns" }, "check", "Someone comes back"),
    ]),
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

/** name: in full, where the label is read together with the group's title. */
function chip(label, facts, drawing = "plus", name = null) {
  const data = { do: "happen", facts: JSON.stringify(facts) };
  return h("button", { type: "button", class: "chip", aria: { label: name }, data }, icon(drawing, { size: 14 }), label);
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
