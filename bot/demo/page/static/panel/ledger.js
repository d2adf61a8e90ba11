// X's bill: what it has charged today and this month, and what for.
import { h } from "../dom.js";
import { icon } from "../icons.js";

const MICROS = 1_000_000;
const CENTS = { minimumFractionDigits: 3, maximumFractionDigits: 3 };

export function dollars(micros) {
  return `$${(micros / MICROS).toLocaleString("en-US", CENTS)}`;
}

/** Two sums that are always there; a click shows what they are made of. */
export function ledgerPart({ today, month, kinds }) {
  return h(
    "section",
    { class: "ledger", aria: { label: "What X charges" }, data: { key: "ledger" } },
    h(
      "details",
      {},
      h("summary", {}, icon("more", { size: 14 }), h("h3", {}, "What X charges"), sum("today", today), sum("this month", month)),
      month.calls ? table(today, month, kinds) : null,
      h("p", { class: "dim" }, "Each user and each post is charged once a day (UTC). A call that returns nothing new is free."),
    ),
  );
}

function sum(period, { micros }) {
  return h("span", { class: "sum" }, h("b", {}, dollars(micros)), h("span", { class: "dim" }, ` ${period}`));
}

function table(today, month, kinds) {
  const period = (name) => h("th", { scope: "colgroup", colspan: "2" }, name);
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, h("td"), period("Today"), period("This month"))),
    h("tbody", {}, kinds.map((line) => row(line.kind, line.today, line.month))),
    h("tfoot", {}, row("Calls", { count: today.calls }, { count: month.calls })),
  );
}

function row(name, today, month) {
  return h("tr", { data: { key: name } }, h("th", { scope: "row" }, name), cells(today), cells(month));
}

function cells({ count, micros }) {
  const number = h("td", { class: count ? "" : "dim" }, count ? count.toLocaleString("en-GB") : "–");
  return [number, h("td", { class: "cost" }, micros ? dollars(micros) : "")];
}
