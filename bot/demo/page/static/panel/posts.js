// What people posted to the account: which ones it can answer by hand, and delete.
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { timeOf } from "../clock.js";

const GONE = ["deleted", "suspended"];
const AWAY = { target: "_blank", rel: "noopener noreferrer" };

export function postRows({ posts, url }) {
  if (!posts.length) return h("p", { class: "empty" }, "Nobody has posted to the account yet.");
  return h("ul", { class: "posts" }, posts.map((post) => postRow(post, url)));
}

function postRow(post, url) {
  const { who, state } = post;
  const gone = GONE.includes(state);
  const profile = `${url}/${encodeURIComponent(who.username)}`;
  const page = `${profile}/status/${post.id}`;
  return h(
    "li",
    { class: gone ? "gone" : "", data: { key: `post-${post.id}` } },
    h("img", { class: "avatar", src: who.avatar, alt: "", width: "36", height: "36", loading: "lazy" }),
    h(
      "div",
      { class: "post" },
      h("a", { href: profile, ...AWAY }, h("b", {}, h("bdi", {}, who.name)), h("span", { class: "dim" }, ` @${who.username}`)),
      h("p", { class: "post-text" }, h("bdi", {}, post.text)),
      h("p", { class: "post-foot" }, h("a", { class: "dim", href: page, ...AWAY }, timeOf(post.at, "when")), stateOf(state)),
    ),
    gone ? null : [composerLink(post, url), deleteButton(post)],
  );
}

function stateOf(state) {
  return state ? h("span", { class: "post-state" }, state === "answered" ? icon("check", { size: 14 }) : null, state) : null;
}

function composerLink({ id, who }, url) {
  const label = `Reply to @${who.username} by hand`;
  const href = `${url}/intent/tweet?in_reply_to=${id}`;
  return h("a", { class: "tool", href, ...AWAY, title: "Open X’s composer", aria: { label } }, icon("open", { size: 17 }));
}

function deleteButton({ id, who }) {
  const data = { do: "delete_post", payload: JSON.stringify({ post: id }) };
  const label = `Delete the post of @${who.username}`;
  return h("button", { type: "button", class: "tool", title: "Delete, as its author would", aria: { label }, data }, icon("bin", { size: 17 }));
}
