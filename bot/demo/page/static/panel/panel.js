// The simulated X beside the channel: its account and its bill, what a visitor can trigger, who follows, who posted to it, what the bot requested.
import { h, morphChildren, on, toast } from "../dom.js";
import { act } from "../api.js";
import { clockPart } from "./clock.js";
import { triggersPart } from "./triggers.js";
import { ledgerPart } from "./ledger.js";
import { callRows, followerRows } from "./lists.js";
import { postRows } from "./posts.js";

const TABS = [
  { name: "followers", label: () => "Newest followers", rows: followerRows },
  { name: "posts", label: () => "Posts to you", rows: postRows },
  { name: "calls", label: (x) => `Bot’s calls (${COMPACT.format(x.call_count)})`, rows: callRows },
];
const COMPACT = new Intl.NumberFormat("en-GB", { notation: "compact" });
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

export class Panel {
  #seen = {};
  #tab = TABS[0].name;

  constructor(root) {
    this.root = root;
    on(root, "click", "[data-do]", (control) => this.#do(control));
    on(root, "click", "[role=tab]", (tab) => this.#show(tab.dataset.tab));
    on(root, "keydown", "[role=tab]", (tab, event) => this.#arrows(event));
  }

  /** Take in what changed of { x, clock, kinds, tiers, bursts, burst }. */
  draw(changed) {
    for (const name of ["x", "clock", "kinds", "tiers", "bursts", "burst"]) if (name in changed) this.#seen[name] = changed[name];
    const { x, clock } = this.#seen;
    if (!x || !clock) return;
    morphChildren(this.root, [
      clockPart(clock),
      accountPart(x),
      ledgerPart(x.bill),
      triggersPart(this.#seen),
      listsPart(x, this.#tab),
    ]);
  }

  #show(name) {
    this.#tab = name;
    this.draw({});
    this.root.querySelector(`#tab-${name}`).focus();
  }

  #arrows(event) {
    if (!(event.key in STEPS)) return;
    event.preventDefault();
    const place = TABS.findIndex(({ name }) => name === this.#tab);
    this.#show(TABS[(place + STEPS[event.key] + TABS.length) % TABS.length].name);
  }

  /** Do what a control stands for: its data-do names the action, data-payload holds the rest. */
  async #do(control) {
    if (control.getAttribute("aria-busy") === "true") return;
    control.setAttribute("aria-busy", "true");
    try {
      const answer = await act(control.dataset.do, JSON.parse(control.dataset.payload));
      if (answer.notice) toast(answer.notice);
    } catch (problem) {
      toast(problem.message);
    } finally {
      control.removeAttribute("aria-busy");
    }
  }
}

function accountPart({ account, url }) {
  const figure = (number, word) => h("span", {}, h("b", {}, number.toLocaleString("en-GB")), ` ${word}`);
  const profile = { href: `${url}/${encodeURIComponent(account.username)}`, target: "_blank", rel: "noopener noreferrer" };
  return h(
    "section",
    { class: "account", aria: { label: "The team’s account on the simulated X" }, data: { key: "account" } },
    h("img", { class: "avatar", src: account.avatar, alt: "", width: "44", height: "44" }),
    h(
      "div",
      { class: "account-name" },
      h("a", profile, h("b", {}, h("bdi", {}, account.name)), " ", h("span", { class: "dim" }, `@${account.username}`)),
      h("p", { class: "figures" }, figure(account.followers, "followers"), figure(account.following, "following"), figure(account.posts, "posts")),
    ),
  );
}

function listsPart(x, shown) {
  return h(
    "section",
    { class: "lists", data: { key: "lists" } },
    h(
      "div",
      { role: "tablist", aria: { label: "What to watch on the simulated X" } },
      TABS.map(({ name, label }) => tab(name, label(x), name === shown)),
    ),
    h(
      "div",
      { role: "tabpanel", id: "panel-list", tabindex: "0", aria: { labelledby: `tab-${shown}` }, data: { key: shown } },
      TABS.find(({ name }) => name === shown).rows(x),
    ),
  );
}

function tab(name, label, selected) {
  const aria = { selected: String(selected), controls: "panel-list" };
  const place = { id: `tab-${name}`, tabindex: selected ? "0" : "-1" };
  return h("button", { type: "button", role: "tab", ...place, aria, data: { tab: name } }, label);
}
