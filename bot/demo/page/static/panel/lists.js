// Who follows the account, and what the bot requested.
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { timeOf } from "../clock.js";
import { dollars } from "./ledger.js";

export function followerRows({ newest, url }) {
  if (!newest.length) return h("p", { class: "empty" }, "Nobody follows the account yet.");
  return h("ul", { class: "followers" }, newest.map((person) => followerRow(person, url)));
}

function followerRow(person, url) {
  const profile = `${url}/${encodeURIComponent(person.username)}`;
  const page = `${url}/intent/follow?user_id=${person.id}`;
  const label = `Follow page of @${person.username}`;
  const away = { target: "_blank", rel: "noopener noreferrer" };
  return h(
    "li",
    { data: { key: `follower-${person.id}` } },
    h("img", { class: "avatar", src: person.avatar, alt: "", width: "36", height: "36", loading: "lazy" }),
    h(
      "div",
      { class: "follower-name" },
      h("a", { href: profile, ...away }, h("b", {}, h("bdi", {}, person.name)), h("span", { class: "dim" }, ` @${person.username}`)),
      h("p", { class: "dim" }, `${short(person.followers)} followers · follows ${short(person.following)}`),
    ),
    h("a", { class: "tool", href: page, ...away, title: "Open X’s follow page", aria: { label } }, icon("open", { size: 17 })),
    followButton(person),
  );
}

function followButton(person) {
  const settled = person.followed || person.asked;
  const payload = JSON.stringify({ person: person.id, on: !settled });
  const word = person.followed ? "Following" : person.asked ? "Requested" : "Follow";
  const label = settled ? `${word} @${person.username}. Undo by hand` : `Follow @${person.username} by hand`;
  const classes = settled ? "follow done" : "follow";
  return h(
    "button",
    { type: "button", class: classes, title: "As a person on X would", aria: { label }, data: { do: "follow", payload } },
    person.followed ? icon("check", { size: 14 }) : null,
    word,
  );
}

function short(number) {
  return new Intl.NumberFormat("en-GB", { notation: "compact" }).format(number);
}

export function callRows({ calls }) {
  if (!calls.length) return h("p", { class: "empty" }, "The bot has not called X yet.");
  return h("ol", { class: "calls" }, calls.map(callRow));
}

function callRow(call) {
  const failed = call.status >= 400;
  return h(
    "li",
    { class: failed ? "refused" : "", data: { key: `call-${call.serial}` }, title: call.query ? `${call.path}?${call.query}` : call.path },
    timeOf(call.at, "T"),
    h("b", {}, call.method),
    h("span", { class: "path" }, call.path.replace(/^\/2(?=\/)/, "").replaceAll(/\d{6,}/g, "…")),
    h("span", { class: "status" }, failed ? `✗ ${call.status}` : String(call.status)),
    h("span", { class: call.cost ? "cost" : "cost dim" }, call.cost ? dollars(call.cost) : "free"),
  );
}
